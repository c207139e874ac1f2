import type { Finding } from "../../diagnosis/finding.ts";
import { keyOf } from "../../diagnosis/objects/name-object.ts";
import type { ObjectRef } from "../../evidence/observed.ts";
import type { Benign } from "../benign/benign.ts";
import { isSame } from "../investigation/relevance.ts";
import type { Question } from "../question/understand.ts";
import { isOfExplainedQuote } from "./quotes.ts";
import type { Stand } from "./stand.ts";

/** Where one pod is asked about and is explained, what other pods of its workload wrote is another matter. Null: there is no such pod. */
export function focusOf({ targets }: Question, benign: readonly Benign[]): ((ref: ObjectRef) => boolean) | null {
  const pods = benign.map(({ ref }) => ref).filter(({ kind }) => kind === "Pod");
  const isOne = targets.length > 0 && targets.every(({ name }) => pods.some((ref) => ref.name === name));
  return isOne ? (ref) => ref.kind !== "Pod" || pods.some((one) => isSame(one, ref)) : null;
}

/** What is explained stands as it should, whatever its state looks like. */
export function withBenign(stands: readonly Stand[], benign: readonly Benign[]): readonly Stand[] {
  if (benign.length === 0) return stands;
  const explained = [...Map.groupBy(benign, ({ ref }) => keyOf(ref)).values()].map(
    (same): Stand => ({
      ref: same[0]!.ref,
      isWell: same.every(({ ofLog }) => ofLog === "only")
        ? (stands.find(({ ref }) => isSame(ref, same[0]!.ref))?.isWell ?? true)
        : true,
      text: same.map(({ text }) => text).join("; "),
      lines: same.flatMap(({ lines }) => lines),
      byDesign: true,
    }),
  );
  const keys = new Set(explained.map(({ ref }) => keyOf(ref)));
  return [...explained, ...stands.filter(({ ref }) => !keys.has(keyOf(ref)))];
}

/** Whether a finding tells of what is explained. */
export const isVoid = (finding: Finding, benign: readonly Benign[]): boolean =>
  isOfExplainedQuote(finding, benign) ||
  benign.some(
    ({ ref, about: others = [], voids = [], ofLog }) =>
      [ref, ...others].some(
        (one) => isSame(one, finding.object) && ((one === ref && ofLog !== "only") || voids.includes(finding.code)),
      ) ||
      (voids.includes(finding.code) &&
        finding.related.some((one) => [ref, ...others].some((other) => isSame(one, other)))),
  );

/** It stands on lines of a log of which others are explained, and these are not. */
export function isUncovered({ evidence, severity }: Finding, benign: readonly Benign[]): boolean {
  if (severity === "info") return false;
  const covers = benign.flatMap((one) => one.covers ?? []);
  const commands = new Set(covers.map(({ command }) => command));
  const known = new Set(covers.map(({ command, line }) => `${line} ${command}`));
  return evidence.some(({ command, line }) => commands.has(command) && !known.has(`${line} ${command}`));
}
