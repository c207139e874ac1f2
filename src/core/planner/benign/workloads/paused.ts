import { at, entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isOverReason } from "../reading/over-reasons.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";
import { reasonText, statedReason } from "../reading/stated-reason.ts";

const paused = defineBenign(
  {
    code: "reconciliation-paused-on-purpose",
    title: "Reconciliation paused on purpose",
    about:
      "An object that a controller reconciles (a Flux Kustomization or HelmRelease, a ScaledObject, a Cluster, a Kafka, a backup schedule) is suspended or paused, and an annotation or label of it says who did so or why: that nothing is applied is meant.",
    reads: ["Kustomization", "HelmRelease", "ScaledObject", "Kafka"],
    asked:
      /suspend|paus|reconcil|flux|sync|drift|stale|behind|not appl|frozen|freez|revision|keda|helm|updat|scal|backup|schedul|operator|chang|git|deploy|stuck|version/,
  },
  function* (view, question) {
    for (const object of view.objects) {
      if (/^(?:CronJob|Job|Deployment)$/.test(object.ref.kind)) continue;
      const pause = pauseOf(object);
      const why = pause === null ? null : statedReason(object, telling);
      if (pause === null || why === null || isFailed(object)) continue;
      if (isOverReason(why, view, question.text)) {
        yield {
          ref: object.ref,
          text: `${object.ref.kind} ${object.ref.name} is still suspended (${pause.text}), though what its ${reasonText(why)} seems to be over; it applies nothing until it is resumed`,
          lines: [pause.line, why.line],
          isDoubt: true as const,
        };
        continue;
      }
      if (isAnythingDown(view, object.ref.namespace)) continue;
      yield {
        ref: object.ref,
        text: `${object.ref.kind} ${object.ref.name} is suspended on purpose (${pause.text}), as its ${reasonText(why)}; it is meant to apply nothing until it is resumed`,
        lines: [pause.line, why.line],
      };
    }
  },
);

const telling =
  /suspend|paus|freez|frozen|disabl|hold|mainten|reason|\bwhy\b|comment|\bnote|until|ticket|\bchange|migrat|by\b|owner|incident|release/i;

const pauseKeys =
  /(?:\/|^)(?:paused?|pause-reconciliation|paused-replicas|suspended?|reconcile-?paused?|reconciliation-paused|skip-reconcile)$/;

/** By which field or annotation an object is paused. */
export function pauseOf(object: ObservedObject): { readonly text: string; readonly line: Line | undefined } | null {
  for (const field of ["suspend", "paused", "pause"])
    if (textAt(object.fields, "spec", field) === "true")
      return { text: `${field}: true`, line: object.cite("spec", field) };
  const cell = object.printed.get("SUSPENDED") ?? object.printed.get("SUSPEND") ?? object.printed.get("PAUSED");
  if (cell !== undefined && /^true$/i.test(cell.value)) return { text: "SUSPENDED True", line: cell.line };
  const found = [...entriesAt(object.fields, "metadata", "annotations")].find(
    ([key, value]) => pauseKeys.test(key) && value !== "false",
  );
  return found === undefined
    ? null
    : { text: `annotation ${found[0]}: ${found[1]}`, line: object.cite("metadata", "annotations", found[0]) };
}

/** What failed before it was suspended is not meant. */
const isFailed = (object: ObservedObject): boolean =>
  listAt(object.fields, "status", "conditions").some(
    (one) =>
      textAt(one, "type") === "Ready" &&
      textAt(one, "status") === "False" &&
      !/suspend|paus/i.test(textAt(one, "reason") + textAt(one, "message")),
  ) || object.printed.get("READY")?.value === "False";

const manual = defineBenign(
  {
    code: "sync-is-manual",
    title: "Argo CD application that is synced by hand",
    about:
      "An Argo CD Application is OutOfSync and Healthy, and its sync policy has no `automated`, or a sync window forbids it just now: it waits for a person, by design. No sync of it has failed.",
    reads: ["Application", "AppProject"],
    asked: /argo|sync|drift|gitops|git\b|application|\bapp\b/,
  },
  function* (view) {
    for (const object of view.of("Application")) {
      const sync =
        textAt(object.fields, "status", "sync", "status") || (object.printed.get("SYNC STATUS")?.value ?? "");
      const health =
        textAt(object.fields, "status", "health", "status") || (object.printed.get("HEALTH STATUS")?.value ?? "");
      if (sync !== "OutOfSync" || health !== "Healthy" || hasFailedSync(object, view)) continue;
      const why = whyManual(object, view);
      if (why === null || isAnythingDown(view)) continue;
      yield {
        ref: object.ref,
        text: `Application ${object.ref.name} is OutOfSync as intended: ${why.text}; its health is Healthy, so what runs is the last version that was synced`,
        lines: [object.cite("status", "sync", "status"), why.line],
      };
    }
  },
);

function whyManual(object: ObservedObject, view: ClusterView) {
  const window = linesIn(
    view,
    /sync ?windows?\b.{0,80}(?:deny|block|prevent|active)|(?:deny|block|prevent)\w* by (?:a )?sync ?window/i,
    1,
  )[0];
  if (window !== undefined) return { text: "a sync window forbids it just now", line: window };
  if (!(object.sources.has("object") || object.sources.has("describe"))) return null;
  if (
    textAt(object.fields, "spec", "destination", "namespace") === "" &&
    at(object.fields, "spec", "source") === undefined
  )
    return null;
  const automated = at(object.fields, "spec", "syncPolicy", "automated");
  const isOff = automated === undefined || automated === null || textAt(automated, "enabled") === "false";
  if (!isOff) return null;
  const said = statedReason(object, /sync|manual|freez|hold|reason|note|comment|until|approv|release|change/i);
  return {
    text: `its sync policy is manual (no automated sync)${said === null ? "" : `, and its ${reasonText(said)}`}, it waits for somebody to sync it`,
    line: said?.line ?? object.cite("spec", "syncPolicy"),
  };
}

const hasFailedSync = (object: ObservedObject, view: ClusterView): boolean =>
  /Failed|Error/.test(textAt(object.fields, "status", "operationState", "phase")) ||
  listAt(object.fields, "status", "conditions").some((one) => /Error/.test(textAt(one, "type"))) ||
  linesIn(view, /ComparisonError|SyncFailed|SyncError|sync failed/i, 1).length > 0;

export const pausedOnPurpose: readonly BenignRule[] = [paused, manual];
