import { entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, isReadyPod, linesIn } from "../reading/standing.ts";

const set = defineBenign(
  {
    code: "requests-set-at-admission",
    onlyAsked: true,
    title: "Pods whose requests differ from their template",
    about:
      "The requests or limits of pods differ from those of their Deployment, since something sets them when a pod is created: a VerticalPodAutoscaler (annotation vpaUpdates, or its target equals the request), GKE Autopilot, a mutating policy. The template stays as it was. Not where a pod cannot be scheduled or is killed for it.",
    reads: ["Pod", "VerticalPodAutoscaler", "Deployment", "StatefulSet"],
    asked: /request\w*|limits?\b|resources?\b|\bcpu\b|\bmem\w*|vpa|\d{2,5}m\b|\b\d{1,4}(?:\.\d{1,3})? ?[gm]i\b/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.object === undefined || !isReadyPod(pod) || isAnythingDown(view, pod.ref.namespace)) continue;
      const mark = markOf(pod.object) ?? targetOf(pod, view) ?? printedMark(pod, view);
      if (mark === null) continue;
      if (pod.restarts > 0 || linesIn(view, /OOMKill|Insufficient (?:cpu|memory)|Evicted\b.{0,80}memory/, 1).length > 0)
        continue;
      const owner = workloadOf(view, pod.ref);
      const scaler = scalerOf(view, owner, mark.text);
      const who = scaler === undefined ? mark.who : `VerticalPodAutoscaler ${scaler.ref.name}${modeOf(scaler)}`;
      yield {
        ref: view.object(owner)?.ref ?? pod.ref,
        about: [pod.ref, owner, ...(scaler === undefined ? [] : [scaler.ref])],
        text: `nobody tampers with the pods of ${owner.name}: ${who} sets their requests when they are created, by design (${mark.text}), and the template of ${owner.kind === "Pod" ? "its workload" : `${owner.kind} ${owner.name}`} keeps its own values; pod ${pod.ref.name} is ready`,
        lines: [mark.line, scaler?.cite(), pod.line],
        ofLog: "only" as const,
      };
      return;
    }
  },
);

type Mark = { readonly who: string; readonly text: string; readonly line: Line };

const marks: readonly (readonly [RegExp, string])[] = [
  [/^vpaUpdates /, "the VerticalPodAutoscaler"],
  [/^autopilot\.gke\.io\/resource-adjustment /, "GKE Autopilot"],
  [/^policies\.kyverno\.io\/last-applied-patches [^\n]{0,200}resources/, "a mutating policy of Kyverno"],
  [/(?:right-?siz|resource-?(?:overrid|recommend|adjust|optimi)|overcommit)/i, "a webhook for resources"],
];

/** The annotation that whoever changed the pod left at it. */
function markOf(object: ObservedObject): Mark | null {
  for (const [key, value] of entriesAt(object.fields, "metadata", "annotations")) {
    const who = marks.find(([fits]) => fits.test(`${key} ${value.slice(0, 400)}`))?.[1];
    if (who === undefined) continue;
    const text = `annotation ${key}: ${value.replaceAll(/\s+/g, " ").slice(0, 110)}`;
    return { who, text, line: object.cite("metadata", "annotations", key) };
  }
  return null;
}

const said = /\bPod resources updated by [\w.-]{1,80}: [^\n"]{1,80}/;

/** The same where only that was printed of the pods. */
function printedMark({ ref }: PodReading, view: ClusterView): Mark | null {
  const line = linesIn(view, said, 20).find(({ text }) => text.includes(workloadOf(view, ref).name));
  const text = line === undefined ? undefined : said.exec(line.text.slice(0, 2000))?.[0].trim();
  return line === undefined || text === undefined ? null : { who: "the VerticalPodAutoscaler", text, line };
}

/** A VerticalPodAutoscaler that acts, and whose target is just what the pod requests. */
function targetOf(pod: PodReading, view: ClusterView): Mark | null {
  const scaler = scalerOf(view, workloadOf(view, pod.ref), "");
  if (scaler === undefined || /Off/.test(modeOf(scaler))) return null;
  const targets = ["cpu", "memory"].flatMap((name) => targetsOf(scaler, name));
  for (const container of listAt(pod.object?.fields, "spec", "containers"))
    for (const [name, value] of entriesAt(container, "resources", "requests")) {
      const same = targets.find(
        (target) => target.name === name && Math.abs(target.value / (quantity(value) ?? 0) - 1) < 0.01,
      );
      if (same === undefined) continue;
      const line = pod.object!.cite("spec", "containers", textAt(container, "name"), "resources", "requests", name);
      return {
        who: "the VerticalPodAutoscaler",
        text: `its target for ${name} is what the pod requests, ${value}`,
        line,
      };
    }
  return null;
}

function targetsOf({ fields, printed }: ObservedObject, name: string) {
  const cell = printed.get(name === "cpu" ? "CPU" : "MEM")?.value ?? "";
  const all = listAt(fields, "status", "recommendation", "containerRecommendations").map((one) =>
    textAt(one, "target", name),
  );
  return [cell, ...all].flatMap((text) => {
    const value = quantity(text);
    return value === undefined ? [] : [{ name, value }];
  });
}

/** The one that is for a workload, by what it refers to, by its name, or by what the annotation says. */
const scalerOf = (view: ClusterView, owner: ObjectRef, text: string): ObservedObject | undefined =>
  view
    .of("VerticalPodAutoscaler")
    .find(
      ({ ref, fields }) =>
        ref.namespace === owner.namespace &&
        (textAt(fields, "spec", "targetRef", "name") === owner.name ||
          ref.name === owner.name ||
          text.includes(`by ${ref.name}:`)),
    );

function modeOf({ fields, printed }: ObservedObject): string {
  const mode = printed.get("MODE")?.value ?? textAt(fields, "spec", "updatePolicy", "updateMode");
  return mode === "" ? "" : ` (updateMode ${mode})`;
}

export const requestsAtAdmission: readonly BenignRule[] = [set];
