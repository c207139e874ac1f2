import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { complaintsOf } from "../logs/complaints.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { type PodReading, podAt, podsOf } from "../workloads/pods.ts";

/** That a volume is attached to another node, in the words of Kubernetes and of the drivers of disks. */
export const attachedElsewhere =
  /Multi-Attach error for volume[\s\S]*|already (?:exclusively )?attached to (?:node|instance|server|another|a different|an instance)\b[\s\S]*|attached to (?:a different|another) (?:instance|node|server|host)[\s\S]*|is already being used by '[\s\S]*|volume [\s\S]{0,80}is in use and attached/;

/** Who still has the volume that a pod waits for: a node, and the pod there that used it. */
export type VolumeHolder = {
  readonly volume: string;
  readonly node: string;
  readonly pod: PodReading | undefined;
  readonly isDown: boolean;
  readonly attachment: ObservedObject | undefined;
};

/** From the attachments, the pods or nodes that the message names, else the pod of the same workload that is on another node. */
export const volumeHolder = (view: ClusterView, pod: PodReading, text: string): VolumeHolder | undefined => {
  const volume = /volume "([^"]{1,253})"/.exec(text)?.[1] ?? "";
  const attachment = view
    .of("VolumeAttachment")
    .find((one) => volume !== "" && volumeIn(one) === volume && nodeIn(one) !== pod.node);
  const named = /used by pod\(s\) ([a-z0-9.-]{1,253})/.exec(text)?.[1];
  const known = named
    ? podAt(view, { kind: "Pod", ...(pod.ref.namespace ? { namespace: pod.ref.namespace } : {}), name: named })
    : undefined;
  const said = nodeNamed(text, pod.node);
  const attached = attachment && nodeIn(attachment);
  const other = known ?? partnerOf(view, pod, attached ?? said);
  const node = attached || other?.node || said;
  return node ? { volume, node, pod: other, isDown: isDown(view, node), attachment } : undefined;
};

const volumeIn = (one: ObservedObject): string =>
  textAt(one.fields, "spec", "source", "persistentVolumeName") || (one.printed.get("PV")?.value ?? "");

const nodeIn = (one: ObservedObject): string =>
  textAt(one.fields, "spec", "nodeName") || (one.printed.get("NODE")?.value ?? "");

const nodeNamed = (text: string, own: string): string =>
  [
    ...text.matchAll(
      /attached to (?:a different |another |an )?(?:node|instance|server|host)[ :]{0,2}\(?["']?([a-z0-9][\w.-]{1,200})|being used by '[^'\n]{0,200}\/instances\/([\w.-]{1,200})'/g,
    ),
  ]
    .map((match) => (match[1] ?? match[2] ?? "").replace(/\.$/, ""))
    .find((name) => name !== own && !/^(?:and|could|in|so|by)$/.test(name)) ?? "";

/** The pod on another node that most likely still has the volume: of the same workload, or with the same claim. */
const partnerOf = (view: ClusterView, pod: PodReading, node: string | undefined): PodReading | undefined => {
  const workload = keyOf(workloadOf(view, pod.ref));
  const claims = claimsIn(pod);
  return podsOf(view).find(
    (one) =>
      one !== pod &&
      one.node !== "" &&
      one.node !== pod.node &&
      (!node || one.node === node) &&
      one.health !== "done" &&
      one.ref.namespace === pod.ref.namespace &&
      (keyOf(workloadOf(view, one.ref)) === workload || claimsIn(one).some((name) => claims.includes(name))),
  );
};

const claimsIn = (pod: PodReading): readonly string[] =>
  listAt(pod.object?.fields, "spec", "volumes")
    .map((volume) => textAt(volume, "persistentVolumeClaim", "claimName"))
    .filter((name) => name !== "");

const isDown = (view: ClusterView, name: string): boolean => {
  const node = view.object({ kind: "Node", name });
  const ready = listAt(node?.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  return ready !== undefined && textAt(ready, "status") !== "True";
};

/** The holder as it goes behind "it is still attached to". */
export const printHolder = (holder: VolumeHolder | undefined): string => {
  if (holder === undefined) return "another node";
  const { node, pod } = holder;
  const where = `node ${node}${holder.isDown ? ", which is NotReady" : ""}`;
  if (pod === undefined) return where;
  return `${where}${holder.isDown ? " and" : ","} where ${nameOf(pod.ref)} ${pod.deleting ? "is still Terminating" : "uses it"}`;
};

/** What a node that is silent keeps from a pod elsewhere. */
export type KeptVolume = { readonly holder: VolumeHolder; readonly pod: PodReading };

/** By node, the volumes that are attached there and awaited by pods of other nodes. */
export const keptVolumes = memo((view: ClusterView): ReadonlyMap<string, readonly KeptVolume[]> => {
  const kept = new Map<string, KeptVolume[]>();
  for (const { pod, text } of complaintsOf(view).flat()) {
    const holder = attachedElsewhere.test(text) ? volumeHolder(view, pod, text) : undefined;
    if (holder === undefined) continue;
    const known = kept.get(holder.node) ?? [];
    if (!known.some((one) => one.pod === pod)) kept.set(holder.node, [...known, { holder, pod }]);
  }
  return kept;
});

/** That a node which does not answer still has volumes that other pods wait for. */
export const keptNote = (kept: readonly KeptVolume[]): string => {
  const [first] = kept;
  if (first === undefined) return "";
  const { holder, pod } = first;
  const old = holder.pod ? ` (of ${nameOf(holder.pod.ref)}${holder.pod.deleting ? ", Terminating" : ""})` : "";
  const more = kept.length > 1 ? `; ${kept.length - 1} more wait alike` : "";
  return `; volume ${holder.volume || "(not named)"}${old} is still attached to it, so that the new ${nameOf(pod.ref)}${pod.node ? ` on ${pod.node}` : ""} cannot attach it (Multi-Attach error)${more}`;
};

export const releaseAdvice =
  "Make sure that the machine is off, then taint the node node.kubernetes.io/out-of-service=nodeshutdown:NoExecute (or delete the old pod by force), so that the volume is detached; or bring the node back.";

export const refOfHolder = (holder: VolumeHolder | undefined): readonly ObjectRef[] =>
  holder ? [{ kind: "Node", name: holder.node }, ...(holder.pod ? [holder.pod.ref] : [])] : [];
