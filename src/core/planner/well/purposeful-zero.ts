import { entriesAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { isOverReason } from "../benign/reading/over-reasons.ts";
import { noteOf, said } from "../benign/reading/words.ts";
import { scaledByRun } from "./scaled-by-runs.ts";

/** Who keeps a workload at zero replicas on purpose, and the lines that say so. */
export type Purpose = { readonly text: string; readonly lines: readonly Line[] };

/** Annotations of tools that stop workloads at night, at weekends, or when they idle; their value is the plan. */
const plans =
  /(?:downscaler|downtime|uptime|sleep|hibernat|snorlax|kube-?green|turndown|scale-?to-?zero)[\w.-]{0,40}(?:\/|$)/i;

/** Why a workload has no replicas, where an annotation of it or its namespace, a scaler that lets it go to zero, or a scaler's log tells. */
export function purposeOfZero(view: ClusterView, ref: ObjectRef, asked = ""): Purpose | null {
  return (
    planned(view, ref) ??
    asleep(view, ref) ??
    scaled(view, ref) ??
    logged(view, ref) ??
    scaledByRun(view, ref) ??
    suspended(view, ref) ??
    noted(view, ref, asked)
  );
}

/** kube-green: a SleepInfo of the namespace, with its hours. */
function asleep(view: ClusterView, ref: ObjectRef): Purpose | null {
  const plan = view.of("SleepInfo").find((one) => one.ref.namespace === ref.namespace);
  const spec = (name: string) => textAt(plan?.fields, "spec", name);
  if (plan === undefined || textAt(plan.fields, "status", "operation") === "WAKE_UP") return null;
  if (ref.kind === "StatefulSet" && spec("suspendStatefulSets") === "false") return null;
  return {
    text: `on purpose, as kube-green's SleepInfo ${plan.ref.name} plans it: asleep from ${spec("sleepAt")}${spec("wakeUpAt") === "" ? "" : ` to ${spec("wakeUpAt")}`} on weekdays ${spec("weekdays")}${spec("timeZone") === "" ? "" : ` (${spec("timeZone")})`}`,
    lines: [plan.cite("spec", "sleepAt")],
  };
}

const parked =
  /\b(?:stand-?by|passive|parked|decommission\w*|retired|hibernat\w*|season\w*|off-?season|mothball\w*|scaled?[- ]?(?:down|to[- ]?(?:0|zero))|cold[- ]?(?:stand-?by|spare)|replaced[- ]by|not[- ]in[- ]use|switched[- ]off|on[- ]demand|kept at (?:0|zero)|(?:0|zero) on purpose)\b/i;

/** A person's note at the workload that it is meant to be off. */
function noted(view: ClusterView, ref: ObjectRef, asked: string): Purpose | null {
  const object = view.object(ref);
  const note = object === undefined ? null : noteOf(object, parked, view);
  return note === null || isOverReason(note, view, asked) || isCalled(view, ref)
    ? null
    : { text: `on purpose, as ${said(note)}`, lines: [note.line] };
}

/** Callers are answered with 503 for it, as the log of an ingress controller says: somebody needs it. */
const isCalled = (view: ClusterView, { name, namespace }: ObjectRef): boolean =>
  view.logs.some(({ evidence }) => {
    const piece = view.evidence[evidence];
    const at = `[${namespace ?? ""}-${name}-`;
    return piece !== undefined && linesOf(piece).some(({ text }) => text.includes(at) && /" 503 \d/.test(text));
  });

function planned(view: ClusterView, ref: ObjectRef): Purpose | null {
  const place = view.object({ kind: "Namespace", name: ref.namespace ?? "" });
  const mates = view.objects.filter((object) => object.ref.namespace === ref.namespace && object.ref.kind === ref.kind);
  const holders = [view.object(ref), place, ...mates].filter((one) => one !== undefined);
  const isTime = ([key]: readonly [string, string]) => /uptime|downtime(?!-replicas)|sleep|wake|schedule/i.test(key);
  const all = holders.flatMap((holder) =>
    annotationsOf(holder).flatMap((plan) => (plans.test(plan[0]) ? [{ holder, plan }] : [])),
  );
  for (const { holder, plan } of [...all.filter((one) => isTime(one.plan)), ...all]) {
    const where =
      holder.ref.kind === "Namespace" ? `of namespace ${holder.ref.name}` : `of ${holder.ref.kind} ${holder.ref.name}`;
    return {
      text: `on purpose, as the annotation ${plan[0]}: ${plan[1]} ${where} plans it`,
      lines: [holder.cite("metadata", "annotations", plan[0])],
    };
  }
  return null;
}

const annotationsOf = (object: ObservedObject) => [...entriesAt(object.fields, "metadata", "annotations")];

/** KEDA lets a workload go to zero while its trigger is idle. */
function scaled(view: ClusterView, ref: ObjectRef): Purpose | null {
  const scaler = view
    .of("ScaledObject")
    .find(
      (one) =>
        one.ref.namespace === ref.namespace &&
        [one.printed.get("SCALETARGETNAME")?.value, textAt(one.fields, "spec", "scaleTargetRef", "name")].includes(
          ref.name,
        ),
    );
  if (scaler === undefined) return null;
  const paused = textAt(scaler.fields, "metadata", "annotations", "autoscaling.keda.sh/paused-replicas");
  if (paused === "0")
    return {
      text: `on purpose: KEDA ScaledObject ${scaler.ref.name} is paused at 0 (annotation autoscaling.keda.sh/paused-replicas: 0)`,
      lines: [scaler.cite("metadata", "annotations", "autoscaling.keda.sh/paused-replicas")],
    };
  const least = scaler.printed.get("MIN")?.value ?? `${numberAt(scaler.fields, "spec", "minReplicaCount") ?? 0}`;
  const isIdle = scaler.printed.get("ACTIVE")?.value !== "True";
  const isWell = scaler.printed.get("READY")?.value !== "False";
  if (!/^(?:0|)$/.test(least) || !isIdle || !isWell) return null;
  return {
    text: `on purpose: KEDA ScaledObject ${scaler.ref.name} allows a minimum of 0 and its trigger is not active (nothing to do)`,
    lines: [scaler.cite()],
  };
}

/** `Scaling down Deployment shop/web from 2 to 0 replicas`, said by whoever did it. */
function logged(view: ClusterView, ref: ObjectRef): Purpose | null {
  for (const { evidence } of view.logs) {
    const piece = view.evidence[evidence];
    const line = piece && linesOf(piece).findLast(({ text }) => isScaling(text) && text.includes(ref.name));
    if (line !== undefined)
      return { text: `on purpose, as a scaler's log says: ${line.text.trim().slice(0, 200)}`, lines: [line] };
  }
  return null;
}

const isScaling = (text: string): boolean =>
  /\bscal(?:ing|ed) (?:down )?.{0,120}\bto (?:0|zero)\b|\b(?:hibernat|sleep)\w* .{0,120}\breplicas/i.test(
    text.slice(0, 500),
  );

function suspended(view: ClusterView, ref: ObjectRef): Purpose | null {
  const hpa = view
    .of("HorizontalPodAutoscaler")
    .find(
      (one) =>
        textAt(one.fields, "spec", "scaleTargetRef", "name") === ref.name &&
        numberAt(one.fields, "spec", "minReplicas") === 0,
    );
  return hpa === undefined
    ? null
    : { text: `on purpose: its autoscaler ${hpa.ref.name} has minReplicas 0`, lines: [hpa.cite()] };
}
