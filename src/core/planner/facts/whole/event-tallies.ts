import type { ClusterView, ObservedEvent } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";

/** How many events there are, of which reasons and objects, and which of these the most: rows of the list, and how often each was seen. */
export function eventTallies({ text, targets, scope }: Question, view: ClusterView): Answered | null {
  const asked = text.toLowerCase();
  const counts = /\bhow (?:many|often)\b|\bnumber of\b|\bcount\b/.test(asked);
  const ranks = /\b(?:most|top|highest|frequent\w*|common\w*)\b/.test(asked);
  const groups = /\b(?:per|by|each|every)\b/.test(asked);
  const speaks = /\b(?:events?|warnings?)\b/.test(asked) || reasonsIn(text, view).length > 0;
  if (view.events.length === 0 || !(counts || (ranks && /\b(?:which|what)\b/.test(asked))) || !speaks) return null;
  if (/\b(?:logs?|lines?|requests?)\b/.test(asked)) return null;
  const reasons = reasonsIn(text, view);
  const type = /\bwarnings?\b/.test(asked) ? "Warning" : /\bnormal\b/.test(asked) ? "Normal" : null;
  const inPlace = view.events.filter(
    ({ object }) =>
      (scope.namespaces.length === 0 || scope.namespaces.includes(object.namespace ?? "")) &&
      (targets.length === 0 ||
        targets.some(({ name }) => isNamed(object, name)) ||
        !view.events.some((one) => targets.some(({ name }) => isNamed(one.object, name)))),
  );
  const meant = inPlace.filter(
    (event) => (type === null || event.type === type) && (reasons.length === 0 || reasons.includes(event.reason)),
  );
  const what = `${type === null ? "" : `${type} `}events${reasons.length > 0 ? ` with reason ${enumerated(reasons)}` : ""}${scope.namespaces.length > 0 ? ` in ${enumerated(scope.namespaces)}` : ""}`;
  if (meant.length === 0)
    return {
      summary: `There are no (0) ${what} among the ${view.events.length} that were shown.`,
      details: "",
      lines: [],
    };
  const seen = meant.reduce((sum, { count }) => sum + count, 0);
  const all = `${meant.length} ${meant.length === 1 ? what.replace("events", "event") : what}${seen === meant.length ? "" : `, seen ${seen} times in all`}`;
  const key = keyOf(asked, groups);
  const parts = key === null ? "" : `: ${grouped(meant, key, ranks)}`;
  const also = key === null && reasons.length === 0 ? `, by reason: ${grouped(meant, byReason, false)}` : "";
  const objects = key === null && reasons.length > 0 ? `: ${grouped(meant, byObject, false)}` : "";
  return { summary: `${all}${parts}${also}${objects}.`, details: "", lines: meant.map(({ line }) => line).slice(0, 8) };
}

type Key = (event: ObservedEvent) => string;
const byReason: Key = ({ reason }) => reason;
const byObject: Key = ({ object }) => `${object.kind} ${object.name}`;

function keyOf(asked: string, groups: boolean): Key | null {
  if (/\b(?:which|what|most|per|by|each|frequent|common)\b[^?]{0,40}\breasons?\b/.test(asked)) return byReason;
  if (/\b(?:which|what|per|by|each)\b[^?]{0,20}\b(?:pods?|objects?|workloads?|nodes?|deployments?)\b/.test(asked))
    return byObject;
  return groups ? byReason : null;
}

function grouped(events: readonly ObservedEvent[], key: Key, ranks: boolean): string {
  const groups = [...Map.groupBy(events, key)].map(([value, own]) => ({
    value,
    rows: own.length,
    seen: own.reduce((sum, { count }) => sum + count, 0),
  }));
  const ordered = groups.toSorted((one, other) => other.seen - one.seen || other.rows - one.rows);
  const told = ordered
    .slice(0, 10)
    .map(
      ({ value, rows, seen }) => `${value} ${seen}${rows === seen ? "" : ` (${rows} ${rows === 1 ? "row" : "rows"})`}`,
    );
  return `${ranks && ordered.length > 1 ? `most ${ordered[0]!.value}; ` : ""}${enumerated(told, 10)}`;
}

/** Reasons of the shown events that the question says. */
function reasonsIn(text: string, view: ClusterView): readonly string[] {
  const words = new Set(text.split(/[^A-Za-z]+/).map((word) => word.toLowerCase()));
  return [...new Set(view.events.map(({ reason }) => reason))].filter(
    (reason) => reason.length > 3 && words.has(reason.toLowerCase()),
  );
}
