import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { asksIn, openerOf, plainText } from "./asks.ts";
import { Clause } from "./clause.ts";
import type { Condition } from "./condition.ts";
import { conditionsIn } from "./conditions-in.ts";
import { followingUp } from "./follow-ups.ts";
import { asksForForeignField } from "./foreign-fields.ts";
import { searchesQuoted } from "./log-question.ts";
import { askedReason, withReasons } from "./log-reasons.ts";
import { logSearch } from "./log-search.ts";
import { partnerlessAnswer } from "./missing-partners.ts";
import { type Reading, readAgainst } from "./reading.ts";
import { rightAnswer } from "./rights.ts";
import { roomAnswer } from "./room.ts";
import type { Row, RowSet } from "./row.ts";
import { rowSets } from "./rows.ts";
import { spanAnswer } from "./spans.ts";
import { told } from "./telling.ts";

/** Answers every part of a question over the records, else by the lines of the logs that say what it says. */
export function answersTo(asked: string, view: ClusterView): Answered | null {
  const question = view.logs.length === 0 ? asked : askedReason(asked);
  const found = withoutReasons(question, view);
  return found === null ? null : withReasons(question, found, () => rowSets(view));
}

function withoutReasons(question: string, view: ClusterView): Answered | null {
  const searched = searchesQuoted(question) && view.logs.length > 0 ? logSearch(question, rowSets(view), view) : null;
  if (searched !== null) return searched;
  const found = ofRecords(question, view);
  if (
    found !== null &&
    !/^What was shown does not decide|\. What was shown does not decide|^(?:None \(0\)|0|\d{1,6} of \d{1,6} lines?)\b.*\bsaying\b/.test(
      found.summary,
    )
  )
    return found;
  return view.logs.length === 0 || asksForState.test(question)
    ? found
    : (logSearch(question, rowSets(view), view) ?? found);
}

/** `which pods are not running?`: how objects are stands in no line of a log. */
const asksForState =
  /^(?:and )?(?:which|what|how many|list|show(?: me)?|are there(?: any)?) (?:of the |the |all )?(?:pods?|deployments?|statefulsets?|daemonsets?|nodes?|services?|jobs?|workloads?|replicas|containers?|applications?|apps)\b[^?]{0,60}\b(?:running|ready|healthy|available|unhealthy|unavailable|pending|synced|out of sync|degraded)[\s?.!]*$/i;

/** Answers every part of a question, or none: a number for half of what was asked is no answer. */
function ofRecords(question: string, view: ClusterView): Answered | null {
  const { asks, exclusions, context } = asksIn(question);
  if (asks.length === 0) return null;
  const all = rowSets(view);
  const sets = asksForState.test(question) ? all.filter(({ sort }) => sort !== "log") : all;
  const whole = plainText(question);
  const special = roomAnswer(whole, view, sets) ?? rightAnswer(asks, sets);
  if (special !== null) return special;
  const answers: Answered[] = [];
  let last: { reading: Reading; rows: readonly Row[] } | null = null;
  for (const ask of asks) {
    const more: string | null = last === null ? null : followingUp(ask, last.reading, last.rows, sets);
    if (more !== null) {
      if (more !== "") answers.push({ summary: more, details: "", lines: [] });
      continue;
    }
    const other = spanAnswer(ask, sets) ?? partnerlessAnswer(ask, context, sets);
    if (other !== null) {
      answers.push(other);
      continue;
    }
    const reading: Reading | null = readingOf(ask, exclusions, context, sets, last?.reading ?? null);
    if (last !== null && reading?.conditions.length === 0 && ofBefore.test(ask)) {
      answers.push(undecided(ask));
      continue;
    }
    const found = reading === null ? null : told(reading);
    if (reading === null || found === null) {
      if (answers.length === 0) return null;
      if (last === null && /^(?:and )?(?:which|what)(?: ones?| of them)?$/.test(ask.trim())) continue;
      if (
        last !== null &&
        last.rows.length <= 10 &&
        /^(?:and )?(?:which|what)\b.{0,60}\b(?:do|should|must) (?:we|i)\b/.test(ask)
      )
        continue;
      if (answers.length === 1 && last?.reading.aggregate === "list") return null;
      answers.push(undecided(ask));
      continue;
    }
    answers.push(found.answer);
    last = { reading, rows: found.rows };
  }
  return {
    summary: answers.map(({ summary }) => summary).join(" "),
    details: "",
    lines: answers.flatMap(({ lines }) => lines),
  };
}

const undecided = (ask: string): Answered => ({
  summary: `What was shown does not decide "${ask.trim()}".`,
  details: "",
  lines: [],
});

/** `and how many are on it`: on what was found before, which nothing here reads. */
const ofBefore = /\b(?:on|with|of|in|at|using|by|like) (?:it|that|this)(?: one)?\s*$/;

/** The best reading of a clause that leaves no word over; null when every set leaves one. */
function readingOf(
  ask: string,
  exclusions: readonly string[],
  context: string,
  sets: readonly RowSet[],
  before: Reading | null,
): Reading | null {
  const found = sets
    .filter((set) => !asksForForeignField(ask, set))
    .map((set) => withContext(readAgainst(ask, exclusions, set), ask, context, before))
    .filter((reading) => reading.left.length === 0 && isQuery(reading, openerOf(ask)));
  return found.sort((one, other) => worth(other) - worth(one))[0] ?? null;
}

/** A reading has to have caught hold of something: what is counted, a condition or an order. */
function isQuery(
  { isNamed, conditions, rank, told: fields, aggregate, per, set }: Reading,
  hasOpener: boolean,
): boolean {
  if (per !== null) return isNamed || conditions.length > 0;
  if (aggregate === "list" && !hasOpener) return rank !== null && isNamed;
  if (aggregate !== "list") return isNamed || conditions.length > 0;
  if (set.sort === "log") return rank !== null || (conditions.length > 0 && fields.length > 0);
  const isAbout = isNamed || fields.length > 0 || rank !== null;
  const isOfField = isNamed && fields.some((one) => !set.named.includes(one)) && conditions.every(isScope);
  if (isOfField && set.sort === "object") return true;
  return isAbout && (rank !== null || conditions.some((one) => !isScope(one) && !(fields.length === 0 && isName(one))));
}

/** Only a place or a name: that is listed and described without us. */
const isScope = ({ said }: Condition): boolean => /^in /.test(said);
const isName = ({ said }: Condition): boolean => said.startsWith("with name ");

const worth = ({ isNamed, conditions, rank, told: fields, set, distinct }: Reading): number =>
  (isNamed ? (distinct === null ? 10 : 6) : 0) +
  conditions.length * 2 +
  (rank === null ? 0 : 2) +
  fields.length +
  (set.sort === "object" ? 0.5 : 0);

/** The names and places that were said before, where the clause refers to them or names none itself. */
function withContext(reading: Reading, ask: string, context: string, before: Reading | null): Reading {
  if (before !== null && before.set === reading.set && !reading.isNamed)
    return continued(reading, before, refersBack.test(ask) || isOtherEnd(reading, ask));
  if (before !== null && before.set === reading.set && reading.conditions.length === 0 && refersBack.test(ask))
    return continued(reading, before, true);
  if (context === "") return reading;
  const clause = new Clause(context);
  const refers = /\b(?:it|its|them|they|those|these|there|that|this)\b/.test(ask);
  const found = conditionsIn(clause, reading.set).filter((one) => refers || isPlace(one));
  const fields = new Set(reading.conditions.flatMap((one) => one.fields));
  return {
    ...reading,
    conditions: [...found.filter((one) => !one.fields.some((field) => fields.has(field))), ...reading.conditions],
  };
}

/** `and when the last`: of what was asked for before, from its other end. */
const isOtherEnd = ({ rank, conditions, told: fields }: Reading, ask: string): boolean =>
  rank !== null && conditions.length === 0 && fields.length === 0 && ask.trim().split(" ").length < 7;

const refersBack = /\bof (?:them|these|those)\b|\b(?:affected|concerned|involved|hit)\b/;

/** `how many more are being waited for`: of the same, under another condition. */
function continued(reading: Reading, before: Reading, isPart: boolean): Reading {
  const fields = new Set(reading.conditions.flatMap((one) => one.fields));
  const kept = before.conditions.filter(
    (one) => (isPart || isPlace(one)) && !one.fields.some((field) => fields.has(field)),
  );
  const isSum = before.aggregate === "sum" && reading.aggregate === "count";
  return {
    ...reading,
    conditions: [...kept, ...reading.conditions],
    ...(isSum ? { aggregate: "sum" as const, told: before.told } : {}),
    distinct: reading.distinct ?? before.distinct,
  };
}

/** Where something is, or what it is called: what a sentence before says holds for the question too. */
const isPlace = ({ fields, said }: Condition): boolean =>
  /^(?:namespace|node|pool|zone|cluster)$/.test(fields[0] ?? "") || said.startsWith("of ");
