import { entriesAt, numberAt, textAt } from "../../diagnosis/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";

/** Who keeps a workload at zero replicas on purpose, and the lines that say so. */
export type Purpose = { readonly text: string; readonly lines: readonly Line[] };

/** Annotations of tools that stop workloads at night, at weekends, or when they idle; their value is the plan. */
const plans =
  /(?:downscaler|downtime|uptime|sleep|hibernat|snorlax|kube-?green|turndown|scale-?to-?zero)[\w.-]{0,40}(?:\/|$)/i;

/** Why a workload has no replicas, where an annotation of it or its namespace, a scaler that lets it go to zero, or a scaler's log tells. */
export function purposeOfZero(view: ClusterView, ref: ObjectRef): Purpose | null {
  return planned(view, ref) ?? scaled(view, ref) ?? logged(view, ref) ?? suspended(view, ref);
}

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
