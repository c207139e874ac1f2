import { shortened } from "../../diagnosis/decisive-line.ts";
import { saidIn } from "../../diagnosis/said-in-line.ts";
import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import { plainText } from "./asks.ts";
import { Clause } from "./clause.ts";
import { windows } from "./compare-conditions.ts";
import type { Condition } from "./condition.ts";
import { logFields } from "./log-fields.ts";
import { isAsking, type Needle, phraseNeedles, quoted, wordNeedle } from "./log-needles.ts";
import { doingOf } from "./log-words.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { statusConditions } from "./value-conditions.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What a question wants of the lines that say what it says. */
type Wish = "whether" | "who" | "when" | "what";

type Search = {
  readonly wish: Wish;
  readonly needles: readonly Needle[];
  readonly conditions: readonly Condition[];
  /** `first` or `last` of them. */
  readonly end: "first" | "last" | null;
};

/** `who deleted X, and when`, `did it ever lose its lease`: the lines of the logs that say so, or that none of them does; null for other questions. */
export function logSearch(question: string, sets: readonly RowSet[]): Answered | null {
  const logs = meantLogs(
    question,
    sets.filter(({ sort }) => sort === "log"),
  );
  const isLogOnly = sets.every(({ sort, nouns }) => sort === "log" || nouns[0] === "pod");
  const wish = logs.length === 0 ? null : wishOf(question, isLogOnly);
  if (wish === null) return null;
  const search = searchOf(question, wish, logs);
  if (search === null || search.needles.length === 0) return null;
  const all = logs.flatMap(entriesOf);
  const meant = all.filter((row) => search.conditions.every((one) => one.holds(row)));
  const hits = meant.filter((row) => search.needles.every((one) => one.holds(textOf(row))));
  const place = placeOf(logs);
  if (hits.length > 0) return foundAnswer(search, hits, all.length, place);
  if (wish !== "whether" && !lacksOwn(search, meant)) return null;
  return absentAnswer(search, meant, all.length, place);
}

/** The logs that are named, else all of them. */
function meantLogs(question: string, logs: readonly RowSet[]): readonly RowSet[] {
  const plain = question.toLowerCase();
  const named = logs.filter(({ place = [] }) => place.some((one) => one.includes("-") && plain.includes(one)));
  return named.length > 0 ? named : logs;
}

/** Every line, those that go on with the entry before among them. */
const entriesOf = (set: RowSet): readonly Row[] => [
  ...set.rows,
  ...(set.further ?? []).map((line): Row => ({ cells: new Map(), lines: [line] })),
];

const textOf = (row: Row): string => row.lines[0]!.text.slice(0, 4000);

const yesNo =
  /^(?:(?:so|and|please|hi|hello|hey|ok|quick question|question)[,: ]+){0,2}(?:did|has|have|had|was|were|does|do|is there|are there|any|can you (?:see|find) (?:any|a)\b)/;

/** What is asked first; a yes or no only in a sentence that speaks of logs, or that is all there is, as others ask after health. */
function wishOf(question: string, isLogOnly: boolean): Wish | null {
  const plain = plainText(question).trim();
  if (/\bhow (?:many|much|often|long)\b|\bfor how long\b|\bwhy\b|\bwhat should\b/.test(plain)) return null;
  const sentences = plain.split(/(?<=[?!])\s+|\.\s+/).filter((one) => one !== "");
  const first = sentences.find((one) => yesNo.test(one) || /\b(?:who|whose|when|which|what)\b/.test(one));
  if (first === undefined) return null;
  if (yesNo.test(first)) {
    const isAlone =
      sentences.slice(1).every((one) => /^(?:and )?(?:which|what|when|who)\b.{0,40}$/.test(one)) &&
      sentences[0] === first;
    return ofLog.test(first) || (isAlone && isLogOnly && first.split(" ").length < 22) ? "whether" : null;
  }
  if (
    /\b(?:who|whose|by whom|which (?:user|client|account|person|caller|admin|ip)|what (?:user|client|account|ip))\b/.test(
      first,
    )
  )
    return "who";
  if (/^(?:[\w, ]{0,30})?\b(?:when|at (?:what|which) time|what time)\b/.test(first)) return "when";
  return ofLog.test(plain) || isLogOnly ? "what" : null;
}

const ofLog = /\blogs?\b|\blogged\b|\blog (?:lines?|entr(?:y|ies))\b|\bline saying\b/;

/** Trouble in general is no line to look for. */
const general =
  /^(?:wrong|problems?|issues?|trouble\w*|health\w*|fine|ok|okay|normal\w*|errors?|exceptions?|warnings?|failing|broken|breaks?|broke|work(?:s|ed|ing)?|bad|unusual|odd|strange|suspicious|attention|down|expected|unexpected|correct\w*|right|concern\w*|worr\w+|harmless|cause\w*|reasons?|safe|matter|serious|critical|important|interesting|relevant|impact\w*|affect\w*|outage\w*|incident\w*|stable|alright|clean|slow\w*|act|fix\w*|recover\w*|still|pending|ready|running|alive)$/;

/** How something ended is looked for only of what has a name. */
const outcome = /^(?:fail\w*|succe\w*|finish\w*|complet\w*|done)$/;

function searchOf(question: string, wish: Wish, logs: readonly RowSet[]): Search | null {
  const quotes = [
    ...question.matchAll(/["“”„`]([^"“”„`\n]{3,160})["“”`]|(?<=[\s(])'([^'\n]{3,160})'(?=[\s).,;:?!]|$)/g),
  ].map((match) => match[1] ?? match[2]!);
  const bare = quotes.reduce((text, one) => text.replace(one, " "), question);
  if (quotes.length > 0) return { wish, needles: quotes.slice(0, 1).map(quoted), conditions: [], end: null };
  const clause = new Clause(withoutPlace(plainText(bare), logs));
  const conditions = [...windows(clause, logs[0]!), ...statusConditions(clause, logs[0]!)];
  const end =
    clause.take(/\b(?:first|earliest)\b(?! time out)/) !== null
      ? "first"
      : clause.take(/\b(?:last|latest|most recent(?:ly)?)\b/) !== null
        ? "last"
        : null;
  const { rest, needles } = phraseNeedles(clause.text);
  const noun = /\b(?:which|what) (?:kind of |type of )?([a-z-]{3,30})\b/.exec(rest)?.[1];
  const named = rest.replaceAll(ownName, (all, noun: string, name: string) =>
    doingOf(noun) !== null || /(?:ed|ing)$/.test(noun) ? all : ` ${name}`,
  );
  const words = [
    ...new Set(
      named
        .split(/[\s|,;()"'?!]+|[.:](?=\s|$)/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word) && word.length > 1 && !isAsking(word) && word !== noun),
    ),
  ];
  if (words.length > 7 || words.some((word) => general.test(word))) return null;
  const isValue = (word: string) => logs.some((set) => vocabularyOf(set).values.has(word));
  const isNamed = words.some((word) => /[\d/_@]/.test(word) || isValue(word));
  if (!isNamed && words.some((word) => outcome.test(word))) return null;
  const texts = () => logs.flatMap(({ rows }) => rows.map(textOf));
  const own = words.map((word) => wordNeedle(word, texts, isValue(word)));
  return { wish, needles: [...needles, ...own], conditions, end };
}

/** What a name is of: `migration 0042_split`, `order 17`. */
const ownName = / ([a-z]{3,20}) ((?=[\w.:@/-]{0,120}[\d/_@])[\w.:@/-]{2,120})/g;

/** The question without where to look: the namespace, the log of what, before which restart. */
function withoutPlace(plain: string, logs: readonly RowSet[]): string {
  const names = new Set(logs.flatMap(({ place = [] }) => place));
  const bare = plain
    .replaceAll(
      /\b(?:in|of|from|within) (?:the )?(?:namespace|ns) [\w-]{1,63}\b|\b(?:in|of|from) (?:the )?[\w-]{1,63} namespace\b/g,
      " ",
    )
    .replaceAll(
      /\b(?:according to|in|from|by|per|of) (?:the |its |this |these |that )?(?:[\w-]{1,63} )?logs?(?: (?:of|from|for) (?:the )?(?:(?:pod|deployment|container|job|statefulset|daemonset|service|app) )?[\w./-]{1,120})?/g,
      " ",
    )
    .replaceAll(
      /\blogs? (?:of|from|for) (?:the )?(?:(?:pod|deployment|container|job|statefulset|daemonset|service|app) )?[\w./-]{1,120}/g,
      " ",
    )
    .replaceAll(
      /\bbefore (?:the |its |it |they )?(?:last |was |were |got )?(?:restart(?:s|ed)?|crash(?:es|ed)?|exit(?:s|ed)?|died|end|stopped|went down|killed)\b/g,
      " ",
    )
    .replaceAll(
      /\b(?:tonight|today|yesterday|last night|this (?:morning|night|evening|week)|recently|so far|at all|at any (?:time|point))\b/g,
      " ",
    )
    .replaceAll(
      /\b(?:pod|deployment|container|job|statefulset|daemonset|controller|operator|service|app)(?= [a-z0-9]+-[a-z0-9-]+)/g,
      " ",
    );
  return bare
    .split(" ")
    .filter((word) => !names.has(word.replace(/[.,;:?!]+$/, "")))
    .join(" ");
}

/** A name, an id or a path that no line holds: then none says who did it. */
const lacksOwn = ({ needles }: Search, rows: readonly Row[]): boolean => missingOf(needles, rows).length > 0;

const missingOf = (needles: readonly Needle[], rows: readonly Row[]): readonly Needle[] =>
  needles.filter((one) => one.isOwn && !rows.some((row) => one.holds(textOf(row))));

const placeOf = (logs: readonly RowSet[]): string => {
  const names = [...new Set(logs.flatMap(({ title }) => title ?? []))];
  return names.length === 0 ? "the log" : `the log of ${enumerated(names, 3)}`;
};

function foundAnswer(search: Search, hits: readonly Row[], count: number, place: string): Answered {
  const { wish, end } = search;
  const kept = end === null ? hits : [end === "first" ? hits[0]! : hits.at(-1)!];
  const shown = [...kept].sort((one, other) => literalness(search, other) - literalness(search, one)).slice(0, 4);
  const told = shown.map((row) => toldOf(row, wish));
  const of = `${hits.length} of ${count} lines of ${place} ${hits.length === 1 ? "says" : "say"} so`;
  const times = hits.length > 1 && end === null ? spanOf(hits) : "";
  const summary =
    wish === "whether" ? `Yes: ${of}${times}: ${told.slice(0, 2).join("; ")}.` : `${told.join("; ")} (${of}${times}).`;
  return { summary, details: "", lines: shown.flatMap(({ lines }) => lines) };
}

/** Lines that say it in the words of the question come first. */
const literalness = ({ needles }: Search, row: Row): number => {
  const text = textOf(row).toLowerCase();
  return needles.filter(({ said }) => text.includes(said.replaceAll('"', ""))).length;
};

const timeOf = (row: Row): string => cell(row, "time") || (logFields(textOf(row)).get("time") ?? "");

function spanOf(rows: readonly Row[]): string {
  const [first, last] = [timeOf(rows[0]!), timeOf(rows.at(-1)!)];
  return first === "" || last === "" ? "" : `, from ${first} to ${last}`;
}

const actors = [
  "user",
  "username",
  "user name",
  "actor",
  "principal",
  "account",
  "subject",
  "by",
  "requester",
  "caller",
  "login",
  "email",
  "user id",
  "uid",
  "client",
  "client ip",
];

function toldOf(row: Row, wish: Wish): string {
  const who = wish === "who" ? (actors.map((one) => cell(row, one)).find((one) => one !== "") ?? "") : "";
  const time = timeOf(row);
  const head = [who, time === "" ? "" : `at ${time}`].filter((one) => one !== "").join(" ");
  return `${head}${head === "" ? "" : ": "}${shortened(lineSaid(row), 220)}`;
}

/** Lines that say the most of it, where they say a name of it, half of it, or are an error: told, so that other words for it are not missed. */
function nearestOf({ needles }: Search, rows: readonly Row[]): readonly Row[] {
  if (missingOf(needles, rows).length > 0) return [];
  const weighed = rows.map((row) => {
    const held = needles.filter((one) => one.holds(textOf(row)));
    const isAlarm = /^(?:error|fatal|warning)$/.test(cell(row, "level"));
    const isNear = needles.some((one) => one.isOwn)
      ? held.some((one) => one.isOwn)
      : held.length * 2 >= needles.length || (isAlarm && held.length > 0);
    return { row, weight: isNear && needles.length > 1 ? held.length + (isAlarm ? 0.5 : 0) : 0 };
  });
  const most = Math.max(0, ...weighed.map(({ weight }) => weight));
  return most === 0
    ? []
    : weighed
        .filter(({ weight }) => weight === most)
        .map(({ row }) => row)
        .slice(-3);
}

const framing =
  /^(?:time|level|message|kind|apiversion|stage|request received timestamp|stage timestamp|audit ?id|logger|caller|pid|hostname|user agent|request ?uri|groups?)$/;

/** What a line says; of JSON that has no message the fields that tell. */
function lineSaid(row: Row): string {
  const said = saidIn(textOf(row));
  if (!said.startsWith("{")) return said;
  const told = [...row.cells].filter(([field, value]) => !framing.test(field) && value !== "" && value.length < 120);
  return told.length === 0 ? said : told.map(([field, value]) => `${field}=${value}`).join(" ");
}

function absentAnswer(search: Search, rows: readonly Row[], count: number, place: string): Answered {
  const { needles, wish } = search;
  const said = needles.map((one) => one.said).join(" ");
  const shown = nearestOf(search, rows);
  const nearest = shown.length === 0 ? "" : ` Nearest to it: ${shown.map((row) => toldOf(row, wish)).join("; ")}.`;
  return {
    summary: `No line of ${place} says ${said.startsWith('"') ? said : `"${said}"`}: ${count} lines were looked at.${nearest}`,
    details: "",
    lines: shown.flatMap(({ lines }) => lines),
  };
}
