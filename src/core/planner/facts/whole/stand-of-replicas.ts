import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";

const columns: readonly (readonly [
  said: RegExp,
  word: string,
  headings: readonly string[],
  path: readonly string[],
])[] = [
  [/\bupdated?\b|\bup[ -]to[ -]date\b|\bnew version\b/, "updated", ["UP-TO-DATE"], ["status", "updatedReplicas"]],
  [/\bready\b/, "ready", ["READY"], ["status", "readyReplicas"]],
  [/\bavailable\b/, "available", ["AVAILABLE"], ["status", "availableReplicas"]],
  [/\b(?:max\w*)\b/, "the maximum", ["MAXPODS"], ["spec", "maxReplicas"]],
  [/\b(?:min\w*)\b/, "the minimum", ["MINPODS"], ["spec", "minReplicas"]],
  [
    /\b(?:current\w*|right now|run(?:s|ning)?|at the moment|now)\b/,
    "running now",
    ["CURRENT", "REPLICAS"],
    ["status", "currentReplicas"],
  ],
  [/\b(?:desired|want\w*|should|configured)\b/, "desired", ["DESIRED"], ["spec", "replicas"]],
];

/** How many pods of a workload are updated, ready or available, by the columns of its row; the bounds of an autoscaler. */
export function standOfReplicas({ text, targets }: Question, view: ClusterView): Answered | null {
  const asked = text.toLowerCase();
  if (
    !/\bhow many\b|\b(?:max|min)\w*\b[^?]{0,30}\breplicas\b|\bnumber of\b/.test(asked) ||
    !/\b(?:pods|replicas|copies|instances)\b/.test(asked) ||
    targets.length === 0
  )
    return null;
  const found = view.objects.filter(
    ({ ref }) =>
      /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|HorizontalPodAutoscaler)$/.test(ref.kind) &&
      targets.some(({ name }) => ref.name === name || isNamed(ref, name)),
  );
  const wanted = columns.filter(([said]) => said.test(asked));
  const told = found.flatMap((object) => {
    const parts = wanted.flatMap(([, word, headings, path]) => {
      const value =
        headings.flatMap((heading) => object.printed.get(heading)?.value ?? [])[0] ?? textAt(object.fields, ...path);
      return value === "" ? [] : [`${value} ${word}`];
    });
    return parts.length === 0 ? [] : [{ object, parts }];
  });
  if (told.length === 0 || told.length > 4) return null;
  return {
    summary: `${told.map(({ object, parts }) => `${object.ref.kind} ${object.ref.name}: ${parts.join(", ")}${desiredOf(object, parts)}`).join("; ")}.`,
    details: "",
    lines: told.map(({ object }) => object.cite()),
  };
}

function desiredOf(object: ObservedObject, parts: readonly string[]): string {
  const value =
    object.printed.get("DESIRED")?.value ??
    /^\d+\/(\d+)$/.exec(object.printed.get("READY")?.value ?? "")?.[1] ??
    textAt(object.fields, "spec", "replicas");
  return value === "" || object.ref.kind === "HorizontalPodAutoscaler" || parts.some((part) => part.endsWith("desired"))
    ? ""
    : `, of ${value} desired`;
}
