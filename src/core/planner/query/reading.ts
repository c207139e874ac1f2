import { Clause } from "./clause.ts";
import type { Condition } from "./condition.ts";
import { conditionsIn, saysNothing } from "./conditions-in.ts";
import { excluded } from "./exclusions.ts";
import { isFiller } from "./filler.ts";
import { phrasePattern, takeField } from "./phrases.ts";
import type { RowSet } from "./row.ts";
import { type Rank, rankIn } from "./superlatives.ts";
import { fieldsWithNoun, shownOf, takeNouns, toldIn } from "./taken-words.ts";
import { wordConditions } from "./value-conditions.ts";
import { vocabularyOf } from "./vocabulary.ts";

export type Aggregate = "list" | "count" | "sum" | "share";

/** A clause as a query of one set of records; `left` are the words that it could not account for. */
export type Reading = {
  readonly set: RowSet;
  readonly aggregate: Aggregate;
  /** Count each value of this field once. */
  readonly distinct: string | null;
  readonly per: string | null;
  /** Which group has the most, or the fewest. */
  readonly top: "most" | "fewest" | null;
  readonly conditions: readonly Condition[];
  readonly rank: Rank | null;
  /** The fields to be told, in the order in which they were asked for. */
  readonly told: readonly string[];
  readonly left: readonly string[];
  readonly isNamed: boolean;
  /** The noun that was said for the records, where one was. */
  readonly noun: string | null;
};

/** Pieces of a question that narrow nothing: courtesy, the time that the output is of, what happens then. */
const neutral: readonly RegExp[] = [
  /\b(?:right now|at the moment|at present|as of now|so far|these days|at all|by now|in total|in all|for now|for us|for me|in the output|in this output|in there)\b/,
  /\b(?:last night|this morning|this afternoon|this evening|tonight|today|overnight|yesterday|(?:during|over|in|within) the (?:last|past) (?:few )?(?:hours|days|minutes|while))\b/,
  /\bbefore (?:the )?(?:kubelet|it|kubernetes|k8s) (?:kills|restarts|gives up|is killed|is restarted|gets killed)(?: on)?(?: it)?/,
  /\baccording to (?:the |its |this )?(?:output|log|logs|table|list)?\b/,
  /\bto (?:know|see|find out)\b/,
  /\b(?:with |and )?both values\b/,
  /\bat (?:most|least|max|best|worst)\b(?! \d)/,
];

/** Reads a clause against a set. Nothing is left when every word is a value, a field, a noun, an order or says nothing. */
export function readAgainst(text: string, exclusions: readonly string[], set: RowSet): Reading {
  const clause = new Clause(text);
  for (const pattern of neutral) clause.take(pattern);
  const isOften = set.sort === "event" && /\bhow (?:often|many times)\b/.test(text);
  const opening = openingOf(clause);
  const { wantsDistinct } = opening;
  const opened = isOften ? "sum" : opening.aggregate;
  const per = perOf(clause, set);
  const left: string[] = [];
  const conditions: Condition[] = [];
  for (const rider of exclusions) {
    const read = excluded(rider, set);
    conditions.push(...read.conditions);
    left.push(...read.left);
  }
  const isOnce = exclusions.some((one) => /\bonce\b/.test(one));
  conditions.push(...groupOf(clause, set));
  const subject = subjectOf(clause, set, opened);
  conditions.push(...conditionsIn(clause, set));
  if (set.nouns[0] === "container")
    clause.take(/\b(?:longest|maximum|most|max)\b(?= [^|]{0,20}\b(?:allowed|may|can)\b)/);
  const rank = per === null ? rankIn(clause, set) : null;
  const group = rank === null && per === null ? topGroup(clause, set) : null;
  const wider = set.sort === "part" ? fieldsWithNoun(clause, set) : [];
  const noun = takeNouns(clause, set);
  const isNamed = noun !== null || subject !== null;
  for (const pattern of saysNothing(set)) while (clause.take(pattern) !== null);
  if (opened === "count") conditions.push(...wordConditions(clause, set));
  const told = [...new Set([...wider, ...toldIn(clause, set)])];
  conditions.push(...wordConditions(clause, set));
  if (opened === "count")
    left.push(...told.filter((field) => !conditions.some(({ fields }) => fields.includes(field))));
  left.push(...clause.left().filter((word) => !isFiller(word)));
  const { aggregate, field } = settled(opened, subject, told, set);
  const distinct =
    aggregate === "count" ? (field ?? (wantsDistinct || isOnce ? distinctField(text, set) : null)) : null;
  if (set.sort === "log" && aggregate === "count" && field === null && ofUnits.test(text)) left.push("units");
  if (wantsDistinct && aggregate === "count" && distinct === null) left.push("different");
  const summed = isOften ? "count" : field;
  const sum = aggregate === "sum" && summed !== null ? [summed] : [];
  return {
    set,
    aggregate,
    distinct,
    per: per ?? group?.per ?? null,
    top: group?.top ?? null,
    conditions,
    rank,
    told:
      aggregate === "list" && told.every((one) => set.named.includes(one))
        ? [...told, ...shownOf(set)]
        : [...sum, ...told],
    left,
    noun,
    isNamed: isNamed || field !== null,
  };
}

/** What lines tell the number of, and are not. */
const ofUnits = /\bhow many (?:bytes|[kmg]i?bs?|rows|records|seconds|minutes|ms|milliseconds|megabytes|items|files)\b/;

/** `the gateway kinds`: those of an API group. */
function groupOf(clause: Clause, set: RowSet): readonly Condition[] {
  if (!set.nouns.includes("resource type")) return [];
  const match = /\b([a-z][a-z0-9.-]{2,40}) (?:api )?(?:kinds?|resources?|types?)\b/.exec(clause.text);
  const isGroup = ({ cells }: RowSet["rows"][number]) =>
    (cells.get("apiversion") ?? "").split("/")[0]!.includes(match?.[1] ?? "\u0000");
  if (match === null || !set.rows.some(isGroup)) return [];
  clause.take(/\b[a-z][a-z0-9.-]{2,40} (?:api )?(?=(?:kinds?|resources?|types?)\b)/);
  return [{ said: `of ${match[1]}`, fields: [], holds: isGroup }];
}

function openingOf(clause: Clause): { aggregate: Aggregate; wantsDistinct: boolean } {
  const wantsDistinct = clause.take(/\b(?:different|distinct|unique)\b/) !== null;
  if (
    clause.take(
      /\b(?:what|which) (?:share|percentage|proportion|part|fraction|ratio) of\b|\bhow many percent(?: of)?\b|\bwhat (?:percentage|share)\b|\bat what percentage\b/,
    ) !== null
  )
    return { aggregate: "share", wantsDistinct };
  if (clause.take(/\b(?:how many (?=more\b)|how many\b|number of\b|count of\b|count\b(?! as)|how often\b)/) !== null)
    return { aggregate: "count", wantsDistinct };
  if (
    clause.take(
      /\b(?:(?:what|how much) (?:do|does|would) (?=[^|]{1,60} (?:add|sum)s? up)|(?:add|sum)s? up to (?:what|how much)\b|how much\b|total (?:amount )?of\b|sum of\b|the total\b|total\b)/,
    ) !== null
  )
    return { aggregate: "sum", wantsDistinct };
  return { aggregate: "list", wantsDistinct };
}

/** `per node`, `for each status`, `by zone`, `spread over the nodes`. */
function perOf(clause: Clause, set: RowSet): string | null {
  const each = "\\b(?:in |on |for |of )?(?:per|each|every) (?:[a-z0-9-]+ )?";
  const by =
    "\\b(?:by|grouped by|broken down by|(?:spread|distributed) (?:over|across|among)(?: the)?(?: different)?) ";
  return (takeField(clause, set, each) ?? takeField(clause, set, by))?.field.name ?? null;
}

/** `which node has the most pods`, `which client made the fewest requests`. */
function topGroup(clause: Clause, set: RowSet): { per: string; top: "most" | "fewest" } | null {
  const word =
    /\b(?:the )?(most|fewest|least|highest number of|largest number of|lowest number of)\b(?: often| frequently)?/.exec(
      clause.text,
    );
  const per =
    word === null
      ? null
      : takeField(
          clause,
          set,
          "\\b(?:on |in |from |to |by |for )?(?:which|what|whose) (?:single |one )?(?:different )?",
        );
  if (word === null || per === null) return null;
  clause.take(
    /\b(?:the )?(?:most|fewest|least|highest number of|largest number of|lowest number of)\b(?: often| frequently)?/,
  );
  return { per: per.field.name, top: /^(?:fewest|least|lowest)/.test(word[1]!) ? "fewest" : "most" };
}

/** What stands directly behind `how many`: the records themselves, or a field of theirs (`how many namespaces`, `how many GPUs`). */
function subjectOf(clause: Clause, set: RowSet, aggregate: Aggregate): string | null {
  if (aggregate !== "count" && aggregate !== "sum") return null;
  const noun = set.nouns.find((one) =>
    phrasePattern(one, "^ *(?:in |on |to |from |by )?[| ]*(?:of (?:the |its |our |all )?|the |our |all )*").test(
      clause.text,
    ),
  );
  if (noun !== undefined) return null;
  return (
    takeField(clause, set, "^[^|]{0,12}[| ]+(?:more |the |of (?:the |its |our |all )?|our |all )*")?.field.name ?? null
  );
}

function settled(
  opened: Aggregate,
  subject: string | null,
  told: readonly string[],
  set: RowSet,
): { aggregate: Aggregate; field: string | null } {
  const isAmount = (field: string) =>
    /^(?:amount|ratio)$/.test(vocabularyOf(set).shape(field)) &&
    !/port|revision|rev$|\bpid\b| id$|^id$/.test(field) &&
    (set.sort !== "log" || /s$|count|total|size|amount|length|duration/.test(field));
  if (opened === "count" && subject !== null)
    return isAmount(subject) ? { aggregate: "sum", field: subject } : { aggregate: "count", field: subject };
  if (opened === "sum") {
    const own = ["capacity", "size"].find((one) => set.fields.some(({ name }) => name === one) && isAmount(one));
    const field = subject !== null && isAmount(subject) ? subject : (told.find(isAmount) ?? own ?? null);
    return { aggregate: "sum", field };
  }
  return { aggregate: opened, field: null };
}

/** What is to be counted once: the field whose name stands behind `different`. */
function distinctField(text: string, set: RowSet): string | null {
  const clause = new Clause(text);
  const before = "\\b(?:different|distinct|unique|how many|same) (?:\\w+ )?";
  return takeField(clause, set, before)?.field.name ?? null;
}
