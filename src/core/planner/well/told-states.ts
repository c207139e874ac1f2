import { podsOf } from "../../diagnosis/pods.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { asSeen, isObject } from "../investigation/places.ts";
import { tellsOfState } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import { isPastRun } from "./past-runs.ts";
import type { Stand } from "./stand.ts";

/** Somebody tells of a state instead of asking for it, of objects that were all shown: `web crashes, find out why`. */
export function isToldOfState(question: Question, view: ClusterView): boolean {
  const { targets } = asSeen(question, view);
  const isEnding = /terminat|delet/i.test(question.text) && podsOf(view).some(({ deleting }) => deleting);
  return tellsOfState(question) && !isEnding && targets.length > 0 && targets.every(({ name }) => isObject(name, view));
}

/** Something of what was shown does not stand as it should, or a warning about another of its pods was shown. */
export function isDoubted(question: Question, stands: readonly Stand[], view: ClusterView): boolean {
  const { targets } = asSeen(question, view);
  const isWarned = view.events.some(
    ({ type, object }) =>
      type === "Warning" && targets.some(({ name }) => object.name === name || object.name.startsWith(`${name}-`)),
  );
  return isWarned || stands.some((one) => one.isWell === false && !isPastRun(one.ref, view));
}

/** States that a question presumes, by kind; an object that is named and well says by itself that it is not in it. */
const presumedStates: ReadonlyMap<string, RegExp> = new Map([
  ["PersistentVolumeClaim", /\b(?:bind|bound|binding|unbound|pending)\b/],
  ["Node", /\b(?:not ?ready|unready|not become ready)\b/],
  ["Job", /\b(?:fail|fails|failed|failing|not (?:complete|finish|succeed)\w*)\b/],
  ["Application", /\b(?:out ?of ?sync|degraded|progressing|unhealthy|not (?:synced|healthy))\b|outofsync/],
  ["Gateway", /\bnot (?:ready|programmed|accepted)\b|\bit not ready\b|\bready\b/],
  ["HelmRelease", /\b(?:fail\w*|stuck|not (?:ready|reconciled))\b/],
  ["Kustomization", /\b(?:fail\w*|stuck|not (?:ready|reconciled))\b/],
  ["ExternalSecret", /\b(?:fail\w*|not (?:ready|synced))\b/],
  ["Certificate", /\b(?:expired|not (?:ready|issued|renewed))\b/],
]);

/** `why does claim X fail to bind?`, and it is bound. */
export function isContradicted({ plain, targets }: Question, stands: readonly Stand[]): boolean {
  const named = stands.filter(
    ({ ref }) => targets.some(({ name }) => name === ref.name) && presumedStates.has(ref.kind),
  );
  return (
    named.length > 0 && named.every(({ ref, isWell }) => isWell === true && presumedStates.get(ref.kind)!.test(plain))
  );
}
