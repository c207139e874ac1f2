import { excludedIn } from "./asks.ts";
import { Clause } from "./clause.ts";
import { comparisons, windows } from "./compare-conditions.ts";
import { anyOf, type Condition, denied } from "./condition.ts";
import { isFiller } from "./filler.ts";
import { phrasePattern, takeField } from "./phrases.ts";
import type { RowSet } from "./row.ts";
import { absences, presences, stateConditions } from "./state-conditions.ts";
import { type Rank, rankIn } from "./superlatives.ts";
import { statusConditions, valueConditions, wordConditions } from "./value-conditions.ts";
import { versionConditions } from "./version-conditions.ts";
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
  const noun = takeNouns(clause, set);
  const isNamed = noun !== null || subject !== null;
  for (const pattern of saysNothing(set)) while (clause.take(pattern) !== null);
  if (opened === "count") conditions.push(...wordConditions(clause, set));
  const told = toldIn(clause, set);
  conditions.push(...wordConditions(clause, set));
  if (opened === "count")
    left.push(...told.filter((field) => !conditions.some(({ fields }) => fields.includes(field))));
  left.push(...clause.left().filter((word) => !isFiller(word)));
  const { aggregate, field } = settled(opened, subject, told, set);
  const distinct =
    aggregate === "count" ? (field ?? (wantsDistinct || isOnce ? distinctField(text, set) : null)) : null;
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
    told: [...sum, ...told],
    left,
    noun,
    isNamed: isNamed || field !== null,
  };
}

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

/** Verbs and places that go without saying for a sort of records. */
export function saysNothing(set: RowSet): readonly RegExp[] {
  if (set.sort === "log")
    return [
      /\b(?:returned|returns?|answered|answers?|responded|sent|sends?|made|issued|served|gave|got)\b/,
      /\b(?:gunicorn|uvicorn|nginx|apache|envoy|traefik|haproxy|postgres|postgresql|mysql|redis|kafka|spring|java|python|node\.?js|rails|ingress|edge|proxy|gateway|controller)\b/,
      ...(set.place ?? []).map((one) => phrasePattern(one)),
    ];
  if (set.nouns.includes("resource type"))
    return [/\b(?:serves?|served|offers?|supports?|provides?|called|abbreviated)\b/];
  return [
    /\b(?:bound|mounted|deployed|installed|created|scheduled|placed|assigned|allowed|configured|defined|handed out|given out)\b/,
  ];
}

export function conditionsIn(clause: Clause, set: RowSet): readonly Condition[] {
  return [
    ...windows(clause, set),
    ...comparisons(clause, set),
    ...absences(clause, set),
    ...statusConditions(clause, set),
    ...versionConditions(clause, set),
    ...valueConditions(clause, set),
    ...stateConditions(clause, set),
    ...presences(clause, set),
  ];
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
  if (clause.take(/\b(?:how much\b|total (?:amount )?of\b|sum of\b|the total\b|total\b)/) !== null)
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
    /^(?:amount|ratio)$/.test(vocabularyOf(set).shape(field)) && !/port|revision|rev$|\bpid\b| id$|^id$/.test(field);
  if (opened === "count" && subject !== null)
    return isAmount(subject) ? { aggregate: "sum", field: subject } : { aggregate: "count", field: subject };
  if (opened === "sum") {
    const field = subject !== null && isAmount(subject) ? subject : (told.find(isAmount) ?? null);
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

function takeNouns(clause: Clause, set: RowSet): string | null {
  let said: string | null = null;
  for (const noun of set.nouns) while (clause.take(phrasePattern(noun)) !== null) said ??= noun;
  return said;
}

function toldIn(clause: Clause, set: RowSet): readonly string[] {
  const told: string[] = [];
  for (let at = 0; at < 8; at++) {
    const taken = takeField(clause, set);
    if (taken === null) break;
    if (!told.includes(taken.field.name)) told.push(taken.field.name);
  }
  return told;
}

/** What an exclusion or a rule of counting says, as conditions that must not hold. */
function excluded(rider: string, set: RowSet): { conditions: readonly Condition[]; left: readonly string[] } {
  if (/\bonce\b/.test(rider)) return { conditions: [], left: [] };
  if (isGranted(rider)) return { conditions: [], left: [] };
  const isOnly = /^only\b/.test(rider);
  const clause = new Clause(isOnly ? rider.slice(4) : excludedIn(rider));
  if (set.nouns.includes("resource type")) clause.take(/\bapis?\b/);
  const found = [...globs(clause, set), ...conditionsIn(clause, set), ...pieces(clause, set)];
  takeNouns(clause, set);
  clause.take(/\b(?:health ?checks?|probes?|jobs?|pods?|ones?|runs?|system|calls?|requests?)\b/);
  toldIn(clause, set);
  const left = clause.left().filter((word) => !isFiller(word));
  if (found.length === 0) return { conditions: [], left: left.length > 0 ? left : [rider] };
  return { conditions: isOnly ? found : [denied(anyOf(found))], left };
}

/** Rules of counting that hold anyhow: a candidate is no release, an image without a registry is Docker Hub's, a contrast says no more. */
const isGranted = (rider: string): boolean =>
  /\b(?:release candidates?|pre-?releases?|rcs?|betas?)\b.{0,30}\bcounts? as not\b/.test(rider) ||
  /\bwithout (?:a |any )?registry\b.{0,60}\bcount/.test(rider) ||
  /\bterminating\b.{0,20}\bis not ready either\b/.test(rider) ||
  /^(?:rather than|instead of)\b/.test(rider);

/** `kube-*`. */
function globs(clause: Clause, set: RowSet): readonly Condition[] {
  const match = clause.take(/(?:^|\s)([a-z0-9][a-z0-9-]{0,60})\*/);
  const field = set.nouns.includes("namespace")
    ? "name"
    : set.fields.some(({ name }) => name === "namespace")
      ? "namespace"
      : "name";
  return match === null
    ? []
    : [{ said: `in ${match[1]}*`, fields: [], holds: ({ cells }) => (cells.get(field) ?? "").startsWith(match[1]!) }];
}

/** A word that is a part of namespaces or names: `staging`. */
function pieces(clause: Clause, set: RowSet): readonly Condition[] {
  return clause
    .left()
    .filter((word) => !isFiller(word) && /^[a-z0-9]{2,40}$/.test(word))
    .flatMap((word): readonly Condition[] => {
      const isPart = (text: string | undefined) => (text ?? "").split(/[-.]/).includes(word);
      const field = ["namespace", "name"].find((one) => set.rows.some(({ cells }) => isPart(cells.get(one))));
      if (field === undefined) return [];
      clause.take(phrasePattern(word));
      return [{ said: `of ${word}`, fields: [field], holds: ({ cells }) => isPart(cells.get(field)) }];
    });
}
