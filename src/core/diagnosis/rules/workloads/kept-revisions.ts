import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixWith, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { at, listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { labelsOf, relatedToPod, unique } from "../../objects/relations.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

/** What the template of a revision decides, and so what a pod of a faulty one fails with. */
const ofTemplate: readonly string[] = [
  "image-not-found",
  "image-not-pullable",
  "image-name-invalid",
  "image-never-pulled",
  "image-pull-denied",
  "image-pull-secret-missing",
  "image-platform-mismatch",
  "missing-configmap",
  "missing-configmap-key",
  "missing-secret",
  "missing-secret-key",
  "missing-environment",
  "invalid-configuration",
  "command-not-found",
  "command-not-executable",
  "command-missing-in-image",
  "container-not-created",
  "module-missing",
  "file-missing",
  "uncaught-exception",
  "oom-killed",
  "application-out-of-memory",
  "insufficient-cpu",
  "insufficient-memory",
  "node-selector-unmatched",
  "unschedulable",
  "not-scheduled",
];

type Difference = {
  readonly old: string;
  readonly now: string;
  readonly lines: readonly (Line | undefined)[];
  /** A field is shown that is other than in the template, and not only that the revisions differ. */
  readonly isSeen: boolean;
};

const kept = defineRule(
  {
    code: "failed-pod-keeps-old-revision",
    title: "Failing pod of an old revision is not replaced",
    about:
      "With podManagementPolicy OrderedReady (the default) the controller of a StatefulSet waits for a failing pod to become ready before it replaces any, also when the template was corrected in the meantime. The pod keeps the faulty revision until somebody deletes it. See https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback",
    reads: ["StatefulSet", "Pod", "events"],
    explains: [...ofTemplate, ...crashSymptoms.filter((code) => code !== "dependency-unreachable")],
  },
  function* (view) {
    for (const set of view.of("StatefulSet")) {
      const reason = reasonOf(set);
      if (reason === undefined) continue;
      for (const pod of podsOf(view).filter((one) => one.health === "failing" && ordinalOf(one, set) !== undefined)) {
        const found = ordinalOf(pod, set)! < partitionOf(set) ? undefined : differenceOf(pod, set);
        if (found === undefined) continue;
        yield {
          object: pod.ref,
          confidence: found.isSeen || isRevertBelow(view, pod, set) ? "confirmed" : "likely",
          summary: `${nameOf(pod.ref)} still has the old template (${found.old}), while that of ${nameOf(set.ref)} is another by now (${found.now}): ${reason.words}; it has to be deleted by hand.`,
          evidence: [...found.lines, reason.line, pod.line],
          related: unique([set.ref, ...relatedToPod(view, pod.ref)]),
          fix: fixWith(
            "Delete the pod; the controller makes it anew from the template as it is now.",
            suggest(
              ["delete", "pod", pod.ref.name, ...inNamespace(pod.ref)],
              "Its claims stay, and the new pod gets the current revision.",
            ),
            verifyRollout(view, set.ref),
          ),
        };
      }
    }
  },
);

/** Why the controller does not replace a pod by itself; undefined where it does. */
const reasonOf = (set: ObservedObject): { readonly words: string; readonly line: Line | undefined } | undefined => {
  const policy = textAt(set.fields, "spec", "podManagementPolicy");
  if (textAt(set.fields, "spec", "updateStrategy", "type") === "OnDelete")
    return {
      words: "its update strategy is OnDelete, so that the controller never replaces a pod by itself",
      line: set.cite("spec", "updateStrategy", "type"),
    };
  if (policy === "Parallel") return undefined;
  return {
    words: `with podManagementPolicy OrderedReady${policy === "" ? " (the default)" : ""} the controller waits for this pod to become ready before it replaces it, which it cannot with the old template`,
    line: policy === "" ? undefined : set.cite("spec", "podManagementPolicy"),
  };
};

const partitionOf = ({ fields }: ObservedObject): number =>
  numberAt(fields, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;

/** The ordinal of a pod of the set; a pod that was evicted or ended is made anew by the controller. */
const ordinalOf = ({ ref, status, deleting }: PodReading, set: ObservedObject): number | undefined => {
  const isOwn = ref.namespace === set.ref.namespace && ref.name.startsWith(`${set.ref.name}-`);
  const ordinal = /^\d{1,4}$/.exec(isOwn ? ref.name.slice(set.ref.name.length + 1) : "")?.[0];
  return ordinal === undefined || deleting || /^(?:Evicted|Failed|NodeLost)$/.test(status)
    ? undefined
    : Number(ordinal);
};

const revisionOf = (pod: PodReading): string =>
  (pod.object && labelsOf(pod.object).get("controller-revision-hash")) ??
  pod.object?.printed.get("CONTROLLER-REVISION-HASH")?.value ??
  "";

const differenceOf = (pod: PodReading, set: ObservedObject): Difference | undefined => {
  const old = revisionOf(pod);
  const next = textAt(set.fields, "status", "updateRevision");
  if (old !== "" && old === next) return undefined;
  const field = fieldDifference(pod, set);
  const areBothKnown = old !== "" && next !== "";
  if (!areBothKnown && field === undefined) return undefined;
  const words = (revision: string, value: string | undefined): string =>
    [areBothKnown ? `revision ${revision}` : "", value ?? ""].filter((one) => one !== "").join(", ");
  return {
    old: words(old, field?.old),
    now: words(next, field?.now),
    lines: [
      field?.lines[0] ??
        pod.object?.printed.get("CONTROLLER-REVISION-HASH")?.line ??
        pod.object?.cite("metadata", "labels", "controller-revision-hash"),
      field?.lines[1],
      areBothKnown ? set.cite("status", "updateRevision") : undefined,
    ],
    isSeen: field !== undefined,
  };
};

/** Pods of lower ordinals are of the current revision: this one is what a rollout left that was taken back. */
const isRevertBelow = (view: ClusterView, pod: PodReading, set: ObservedObject): boolean =>
  podsOf(view).some(
    (one) =>
      (ordinalOf(one, set) ?? Number.MAX_SAFE_INTEGER) < ordinalOf(pod, set)! &&
      revisionOf(one) !== "" &&
      revisionOf(one) === textAt(set.fields, "status", "updateRevision"),
  );

type Field = { readonly old: string; readonly now: string; readonly lines: readonly (Line | undefined)[] };

/** The first field of a container by which the pod differs from the template: its image, its command line, a variable, a limit. */
const fieldDifference = (pod: PodReading, set: ObservedObject): Field | undefined => {
  const path = ["spec", "template", "spec", "containers"];
  const template = listAt(set.fields, ...path);
  const own = listAt(pod.object?.fields, "spec", "containers");
  for (const wanted of template) {
    const name = textAt(wanted, "name");
    const there =
      own.find((one) => textAt(one, "name") === name) ??
      (own.length === 1 && textAt(own[0], "name") === "" && template.length === 1 ? own[0] : undefined);
    const image = imageDifference(pod, textAt(there, "image"), textAt(wanted, "image"));
    if (image !== undefined)
      return {
        old: `image ${image.old}`,
        now: `image ${textAt(wanted, "image")}`,
        lines: [image.line ?? pod.object?.cite("spec", "containers", name, "image"), set.cite(...path, name, "image")],
      };
    const field = compared.find((steps) => isOther(at(there, ...steps), at(wanted, ...steps)));
    if (field !== undefined)
      return {
        old: `${field.join(".")} ${valueAt(there, field)}`,
        now: valueAt(wanted, field),
        lines: [pod.object?.cite("spec", "containers", name, ...field), set.cite(...path, name, ...field)],
      };
  }
  return undefined;
};

const compared: readonly (readonly string[])[] = [
  ["command"],
  ["args"],
  ["resources", "limits", "memory"],
  ["readinessProbe", "httpGet", "path"],
  ["livenessProbe", "httpGet", "path"],
];

const isOther = (own: unknown, wanted: unknown): boolean =>
  own !== undefined && wanted !== undefined && JSON.stringify(own) !== JSON.stringify(wanted);

const valueAt = (container: unknown, steps: readonly string[]): string =>
  textAt(container, ...steps) ||
  listAt(container, ...steps)
    .join(" ")
    .slice(0, 80);

/** The image without its registry, which a mirror may have put in front of it, and without a digest. */
const bare = (image: string): string => image.replace(/@sha256:[0-9a-f]+$/, "").replace(/^.*\//, "");
const repository = (image: string): string => bare(image).replace(/:[^:]*$/, "");

/** The image that a pod runs, or tries to pull by its events, where it is not that of the template. */
const imageDifference = (
  pod: PodReading,
  own: string,
  wanted: string,
): { readonly old: string; readonly line?: Line } | undefined => {
  if (wanted === "") return undefined;
  if (own !== "") return bare(own) === bare(wanted) ? undefined : { old: own };
  if (!/Image|ErrImage/.test(pod.status)) return undefined;
  const tried = pod.events
    .map((event) => ({ event, image: /[Ii]mage "([^"\s]{1,300})"/.exec(event.message)?.[1] ?? "" }))
    .findLast(({ image }) => image !== "" && repository(image) === repository(wanted));
  return tried && bare(tried.image) !== bare(wanted) ? { old: tried.image, line: tried.event.line } : undefined;
};

/** Pods that the controller of a StatefulSet leaves as they are, although its template was corrected. */
export const keptRevisionRules: readonly Rule[] = [kept];
