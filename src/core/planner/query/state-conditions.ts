import { isEmpty } from "./amounts.ts";
import type { Clause } from "./clause.ts";
import { type Condition, denied, lacks, unless } from "./condition.ts";
import { phrasePattern, phrases, takeField } from "./phrases.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { vocabularyOf } from "./vocabulary.ts";

const absence =
  "(?:(?:still |yet |currently )?without|(?:(?:has|have|had|was|were|did) )?never(?: yet)?(?: been)?|(?:is |are )?covered by no|with no|with an? empty|(?:still |yet )?(?:has|have|having|had|got|get|carry|carries|show|shows|contain|contains|set|define|defines|specify|specifies|with) no|(?:there is|there are) no|(?:has|have|had) not (?:yet )?got|(?:do|does|did) not (?:yet )?(?:have|carry|set|define|specify|contain|use|show)|(?:is|are) (?:still )?(?:missing|lacking|lack)|missing|lacks?|lacking|allows? no|no)(?: (?:any|an?|the|its|their|own|proper|valid|set))?";

/** `without an external IP`, `carry no team label`, `that no tls section covers`. */
export function absences(clause: Clause, set: RowSet): readonly Condition[] {
  const found: Condition[] = [];
  for (let at = 0; at < 3; at++) {
    const taken = takeField(
      clause,
      set,
      `\\b${absence} `,
      "(?: (?:sections?|set|at all|covers?|defined|configured|yet|assigned|value|entry))*",
    );
    if (taken === null || /^(?:flag|ratio)$/.test(vocabularyOf(set).shape(taken.field.name))) break;
    found.push(lacking(taken.field.name, set));
  }
  const key = clause.take(new RegExp(`\\b${absence} ([a-z][\\w./-]{1,60}) (label|annotation)s?`));
  if (key !== null && set.fields.some(({ name }) => name.startsWith("label "))) found.push(lacks(`label ${key[1]}`));
  return found;
}

/** Of what is counted, none is 0. */
function lacking(field: string, set: RowSet): Condition {
  const own = lacks(field);
  if (vocabularyOf(set).shape(field) !== "amount") return own;
  return { ...own, holds: (row) => own.holds(row) || /^0(?: |$)/.test(cell(row, field)) };
}

/** `with a tls section`, `that have an external IP`. */
export function presences(clause: Clause, set: RowSet): readonly Condition[] {
  const taken =
    takeField(clause, set, "\\b(?:with|have|has|having|carry|carries|got|get) (?:an? |any |some )") ??
    takeField(clause, set, "\\b(?:with|have|has|having|carry|carries) ", "(?= *(?:$|set\\b|at all\\b|in \\||on \\|))");
  if (taken === null) return [];
  const { name } = taken.field;
  const holds = (row: Row) => !isEmpty(cell(row, name)) && !/^0(?: |$)/.test(cell(row, name));
  return [{ said: `with ${name}`, fields: [name], holds }];
}

type State = { readonly words: RegExp; of(set: RowSet): Condition | null };

const has = (set: RowSet, field: string) => set.fields.some(({ name }) => name === field);
/** STATUS of tables, PHASE and STATE of custom columns. */
const statusOf = (row: Row) => cell(row, "status") || cell(row, "phase") || cell(row, "state");
const hasStatus = (set: RowSet) => ["status", "phase", "state"].some((field) => has(set, field));
const isEnded = (row: Row) => /^(?:Completed|Succeeded|Complete)$/.test(statusOf(row));

/** States that people name otherwise than the cells do. */
const states: readonly State[] = [
  {
    words: /\b(?:errors?|exceptions?)(?: (?:lines?|messages?|entries))?\b/,
    of: (set) => ofLevel(set, /^(?:error|fatal)$/, "of level error"),
  },
  {
    words: /\bwarnings?(?: (?:lines?|messages?|entries))?\b/,
    of: (set) => ofLevel(set, /^warning$/, "of level warning"),
  },
  {
    words:
      /\b(?:can (?:still |really )?(?:take|accept|run|host|receive) (?:any )?(?:new |more )?(?:work|pods?|workloads?|jobs?|load)|schedulable|(?:open|available|free) for (?:new )?(?:work|pods|scheduling))\b/,
    of: (set) =>
      set.nouns.includes("node") && has(set, "status")
        ? { said: "Ready and schedulable", fields: ["status"], holds: (row) => cell(row, "status") === "Ready" }
        : null,
  },
  {
    words: /\b(?:cordoned|unschedulable|scheduling ?disabled|drained)\b/,
    of: (set) =>
      set.nouns.includes("node") && has(set, "status")
        ? { said: "cordoned", fields: ["status"], holds: (row) => cell(row, "status").includes("SchedulingDisabled") }
        : null,
  },
  { words: /\b(?:fully )?(?:ready|available|healthy|up)\b/, of: ready },
  { words: /\bunhealthy\b|\bunready\b|\bunavailable\b|\bnotready\b/, of: (set) => notReady(set) },
  {
    words: /\b(?:finished|completed|succeeded|done|complete|successful)\b(?: job)?/,
    of: (set) => (hasStatus(set) ? { said: "finished", fields: ["status"], holds: isEnded } : null),
  },
  {
    words: /\b(?:being )?wait(?:ing|ed|s)?(?: for)?\b/,
    of: (set) =>
      set.sort === "object" && hasStatus(set)
        ? { said: "Pending", fields: ["status", "phase"], holds: (row) => statusOf(row) === "Pending" }
        : null,
  },
  { words: /\bfailed\b(?! pods?\b)/, of: (set) => ofStatus(set, /^(?:failed|error)$/i, "failed") },
  {
    words: /\b(?:(?:stuck )?in (?:a )?)?crash[- ]?loop(?:s|ed|ing)?\b/,
    of: (set) => {
      if (!set.nouns.includes("pod") || !/^(?:object|table)$/.test(set.sort) || !has(set, "status")) return null;
      const holds = (row: Row) => /crashloopbackoff/i.test(cell(row, "status"));
      return { said: "crash-looping (CrashLoopBackOff)", fields: ["status"], holds };
    },
  },
  {
    words: /\b(?:failing|broken|crashing|failed(?= pods?\b))\b/,
    of: (set) => ofStatus(set, /^(?:failed|error|unknown|evicted|.{0,40}(?:backoff|err|error|oomkilled))$/i, "failing"),
  },
  {
    words: /\b(?:scaled (?:down )?to (?:zero|0)|(?:zero|0|no) replicas)\b/,
    of: (set) =>
      has(set, "ready")
        ? { said: "scaled to 0", fields: ["ready"], holds: (row) => cell(row, "ready").endsWith("/0") }
        : null,
  },
  { words: /\bat (?:the |its |their )?(?:max\w*|limit|ceiling)\b(?: replicas?| size)?/, of: atMaximum },
  {
    words: /\b(?:(?:min\w*|minpods) ?(?:=|equals?|is equal to|same as) ?(?:max\w*))\b/,
    of: (set) =>
      has(set, "maxpods")
        ? {
            said: "with the same minimum and maximum",
            fields: [],
            holds: (row) => cell(row, "minpods") === cell(row, "maxpods"),
          }
        : null,
  },
  { words: /\bexpired\b/, of: () => null },
  {
    words: /\b(?:have |has |had |keep |keeps )?restart(?:ed|ing)\b|\b(?:do |does |did )?restart\b(?! count)/,
    of: (set) =>
      has(set, "restarts")
        ? { said: "restarted", fields: ["restarts"], holds: (row) => !/^0\b/.test(cell(row, "restarts")) }
        : null,
  },
];

/** Only where a record is in such a state: kinds name their states otherwise. */
function ofStatus(set: RowSet, status: RegExp, said: string): Condition | null {
  if (!/^(?:object|table)$/.test(set.sort) || !has(set, "status")) return null;
  const holds = (row: Row) => status.test(cell(row, "status"));
  return set.rows.some(holds) ? { said, fields: ["status"], holds } : null;
}

/** Only where the lines tell their level. */
function ofLevel(set: RowSet, level: RegExp, said: string): Condition | null {
  if (set.sort === "event")
    return level.test("warning")
      ? { said: "of type Warning", fields: [], holds: (row) => cell(row, "type") === "Warning" }
      : null;
  if (set.sort !== "log" || !has(set, "level")) return null;
  return { said, fields: [], holds: (row) => level.test(cell(row, "level")) };
}

function ready(set: RowSet): Condition | null {
  if (has(set, "ready")) {
    const shape = vocabularyOf(set).shape("ready");
    if (shape === "flag")
      return { said: "ready", fields: ["ready"], holds: (row) => /^true$/i.test(cell(row, "ready")) };
    if (shape === "ratio")
      return {
        said: "ready",
        fields: ["ready", "status"],
        holds: (row) => isWhole(cell(row, "ready")) || isEnded(row),
      };
  }
  if (set.nouns.includes("node") && has(set, "status"))
    return { said: "Ready", fields: ["status"], holds: (row) => /^Ready\b/.test(cell(row, "status")) };
  return null;
}

function notReady(set: RowSet): Condition | null {
  const own = ready(set);
  return own === null ? null : denied(own);
}

function isWhole(text: string): boolean {
  const match = /^(\d+)\/(\d+)/.exec(text);
  return match !== null && match[1] === match[2];
}

function atMaximum(set: RowSet): Condition | null {
  if (!has(set, "maxpods") || !has(set, "replicas")) return null;
  return {
    said: "at their maximum",
    fields: ["replicas", "maxpods", "targets"],
    holds: (row) => !isEmpty(cell(row, "maxpods")) && cell(row, "replicas") === cell(row, "maxpods"),
  };
}

/** States by the words for them, each with a denial before it. */
export function stateConditions(clause: Clause, set: RowSet): readonly Condition[] {
  const found: Condition[] = [...flags(clause, set)];
  for (const { words, of } of states) {
    const at = clause.text.search(words);
    const condition = at < 0 ? null : of(set);
    if (condition === null) continue;
    clause.take(words);
    found.push(unless(condition, clause.deniedBefore(at)));
  }
  return found;
}

/** A field of true and false, said as a property: `suspended`, `not namespaced`, `allow expansion`. */
function flags(clause: Clause, set: RowSet): readonly Condition[] {
  const vocabulary = vocabularyOf(set);
  const found: Condition[] = [];
  for (const { phrase, field } of phrases(set)) {
    if (vocabulary.shape(field.name) !== "flag" || found.some(({ fields }) => fields.includes(field.name))) continue;
    const at = clause.text.search(phrasePattern(phrase));
    if (at < 0) continue;
    clause.take(phrasePattern(phrase));
    const condition: Condition = {
      said: field.name,
      fields: [field.name],
      holds: (row) => /^(?:true|yes)$/i.test(cell(row, field.name)),
    };
    found.push(unless(condition, clause.deniedBefore(at)));
  }
  if (/\bcluster[- ](?:scoped|wide)\b/.test(clause.text) && set.fields.some(({ name }) => name === "namespaced")) {
    clause.take(/\bcluster[- ](?:scoped|wide)\b/);
    found.push({ said: "not namespaced", fields: ["namespaced"], holds: (row) => cell(row, "namespaced") === "false" });
  }
  return found;
}
