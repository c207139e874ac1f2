import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt } from "../objects/fields.ts";
import { labelsOf, workloadOf } from "../objects/relations.ts";
import { type PodSpec, pathOf, podSpecsOf } from "../workloads/pod-specs.ts";
import { podsOf, readyCell } from "../workloads/pods.ts";

/**
 * Why a caller has no sidecar, with the line that shows it. Where nothing tells, a call into another namespace is taken to come from
 * outside of the mesh; undefined where the caller has a sidecar.
 */
export const withoutSidecar = (
  view: ClusterView,
  caller: ObjectRef,
  called: string | undefined,
): { readonly why: string; readonly line: Line | undefined } | undefined => {
  const workload = workloadOf(view, caller).name;
  const pods = podsOf(view).filter(
    (one) => one.ref.namespace === caller.namespace && workloadOf(view, one.ref).name === workload,
  );
  if (pods.some(({ containers }) => containers.some((one) => /^(?:istio|linkerd)-proxy$/.test(one.name))))
    return undefined;
  const refused = podSpecsOf(view, caller).map(refusesSidecar).find(Boolean);
  if (refused) return { why: "its pods refuse the sidecar (sidecar.istio.io/inject: false)", line: refused };
  const space = view.object({ kind: "Namespace", name: caller.namespace ?? "default" });
  const isInjected = space && injected(space);
  if (space && isInjected === false)
    return { why: `namespace ${space.ref.name} has no sidecar injection`, line: space.cite("metadata", "labels") };
  const wanted = pods.flatMap((one) => (one.object ? [readyCell(one.object)?.wanted ?? 0] : []));
  const single = pods.find((one) => one.object && readyCell(one.object)?.wanted === 1);
  if (single) return { why: "its pods have one container, so no sidecar", line: single.line };
  if (isInjected || wanted.some((count) => count > 1) || called === undefined || called === caller.namespace)
    return undefined;
  return { why: "it seems to have no sidecar (istio-proxy)", line: undefined };
};

/** The line by which a pod, or the template of pods, asks to be left without a sidecar. */
const refusesSidecar = ({ object }: PodSpec): Line | undefined => {
  const metadata = [...pathOf(object.ref.kind).slice(0, -1), "metadata"];
  const key = "sidecar.istio.io/inject";
  const at = ["labels", "annotations"].find((one) => entriesAt(object.fields, ...metadata, one).get(key) === "false");
  return at === undefined ? undefined : object.cite(...metadata, at, key);
};

/** Whether new pods of a namespace get a sidecar; undefined where its labels are not shown. */
const injected = (space: ObservedObject): boolean | undefined => {
  const cell = space.printed.get("ISTIO-INJECTION")?.value;
  const labels = labelsOf(space);
  const isAmbient = labels.get("istio.io/dataplane-mode") === "ambient";
  if (isAmbient || cell === "enabled" || labels.get("istio-injection") === "enabled" || labels.has("istio.io/rev"))
    return true;
  return cell === undefined && labels.size === 0 ? undefined : false;
};
