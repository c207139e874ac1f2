import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { labelsOf, workloadOf } from "../objects/relations.ts";
import type { PodReading } from "../workloads/pods.ts";
import { type EarlyBinding, earlyBinding } from "./binding-mode.ts";

/** Where the volume of a pod can be used, held against the nodes that the evidence shows. */
export type VolumePlace = {
  readonly words: string;
  readonly evidence: readonly Line[];
  readonly related: readonly ObjectRef[];
  /** What to do, where it is known why the volume lies there. */
  readonly mend: string | undefined;
};

/** The claims of a pod: as its volumes name them, else as a StatefulSet names those of its pods, `<template>-<pod>`. */
export const claimsOf = (view: ClusterView, pod: PodReading): readonly string[] => {
  const mounted = listAt(pod.object?.fields, "spec", "volumes")
    .map((volume) => textAt(volume, "persistentVolumeClaim", "claimName"))
    .filter((name) => name !== "");
  if (mounted.length > 0 || !/-\d{1,4}$/.test(pod.ref.name)) return mounted;
  return view
    .of("PersistentVolumeClaim")
    .filter(({ ref }) => ref.namespace === pod.ref.namespace && ref.name.endsWith(`-${pod.ref.name}`))
    .map(({ ref }) => ref.name);
};

/** The first volume of the pod whose place is shown: its zone or its node, and which nodes are there. */
export const volumePlace = (view: ClusterView, pod: PodReading): VolumePlace | undefined => {
  const claims = claimsOf(view, pod);
  for (const volume of view.of("PersistentVolume")) {
    const claim = claimOf(view, volume, pod, claims);
    const demand = claim === undefined ? undefined : demandOf(volume);
    if (claim === undefined || demand === undefined) continue;
    const nodes = placed(view, demand);
    const early = isDown(demand, nodes) ? undefined : earlyBinding(view, pod, claim, volume);
    return {
      words: `its volume ${volume.ref.name} (claim ${claim}) can only be used ${where(demand)}${nodesThere(demand, nodes)} (volume node affinity conflict)${early?.words ?? ""}`,
      evidence: [demand.line, ...linesOf(early), ...nodes.slice(0, 2).map(({ node }) => node.cite())],
      related: [
        volume.ref,
        { kind: "PersistentVolumeClaim", namespace: pod.ref.namespace ?? "default", name: claim },
        ...(early ? [early.ref] : []),
      ],
      mend: early?.mend,
    };
  }
  return undefined;
};

const claimOf = (
  view: ClusterView,
  volume: ObservedObject,
  { ref }: PodReading,
  claims: readonly string[],
): string | undefined => {
  const bound = claims.find(
    (name) =>
      textAt(
        view.object({ kind: "PersistentVolumeClaim", namespace: ref.namespace ?? "default", name })?.fields,
        "spec",
        "volumeName",
      ) === volume.ref.name,
  );
  const name = textAt(volume.fields, "spec", "claimRef", "name");
  const isHere = textAt(volume.fields, "spec", "claimRef", "namespace") === (ref.namespace ?? "default");
  const isOwn =
    claims.includes(name) || name.endsWith(`-${ref.name}`) || isCalledAfter(name, workloadOf(view, ref).name);
  return bound ?? (isHere && isOwn ? name : undefined);
};

/** Claims are called after what uses them, where nothing tells which pod mounts which: `gitea-data` of gitea. */
const isCalledAfter = (claim: string, workload: string): boolean =>
  claim === workload || claim.startsWith(`${workload}-`) || claim.endsWith(`-${workload}`);

type Demand = { readonly key: string; readonly values: readonly string[]; readonly line: Line };

/** What the volume demands of a node, from its node affinity in either print, else from the labels that provisioners set. */
const demandOf = (volume: ObservedObject): Demand | undefined => {
  const terms = listAt(volume.fields, "spec", "nodeAffinity", "required", "nodeSelectorTerms");
  const line = volume.cite("spec", "nodeAffinity", "required", "nodeSelectorTerms");
  const written = terms.flatMap((term) => [
    ...listAt(term, "matchExpressions").map((one) => ({
      key: textAt(one, "key"),
      values: listAt(one, "values").map(String),
      line,
    })),
    ...listAt(term, "printed").flatMap((text) => {
      const match = /([\w./-]{1,200}) in \[([^\]]{1,300})\]/.exec(String(text));
      return match ? [{ key: match[1]!, values: match[2]!.split(/,\s*/), line }] : [];
    }),
  ]);
  const labelled = [...labelsOf(volume)]
    .filter(([key]) => /(?:topology|failure-domain\.beta)\.kubernetes\.io\/(?:zone|hostname)$/.test(key))
    .map(([key, value]) => ({ key, values: value.split("__"), line: volume.cite("metadata", "labels", key) }));
  return [...written, ...labelled].find((one) => one.key !== "" && one.values.length > 0);
};

const isOfNode = ({ key }: Demand): boolean => /hostname$|\/node(?:name)?$/i.test(key);
const isOfZone = ({ key }: Demand): boolean => /zone$/i.test(key);

const where = (demand: Demand): string => {
  const values = demand.values.slice(0, 4).join(" or ");
  if (isOfNode(demand)) return `on node ${values}`;
  return isOfZone(demand) ? `in zone ${values}` : `on nodes with ${demand.key}=${values}`;
};

type Placed = { readonly node: ObservedObject; readonly value: string };

/** The nodes whose value of this label is shown, in their labels or in a column of `get nodes -L`. */
const placed = (view: ClusterView, demand: Demand): readonly Placed[] =>
  view.of("Node").flatMap((node) => {
    const value = labelValue(node, demand);
    return value === undefined || value === "" || value === "<none>" ? [] : [{ node, value }];
  });

const labelValue = (node: ObservedObject, demand: Demand): string | undefined => {
  const labels = labelsOf(node);
  const own = labels.get(demand.key) ?? node.printed.get(demand.key.split("/").at(-1)!.toUpperCase())?.value;
  if (own !== undefined) return own;
  if (isOfNode(demand)) return node.ref.name;
  return isOfZone(demand)
    ? (labels.get("topology.kubernetes.io/zone") ?? labels.get("failure-domain.beta.kubernetes.io/zone"))
    : undefined;
};

const nodesThere = (demand: Demand, nodes: readonly Placed[]): string => {
  const there = nodes.filter(({ value }) => demand.values.includes(value));
  if (nodes.length === 0) return ", where no node can take the pod";
  if (there.length > 0)
    return `: ${there
      .slice(0, 3)
      .map(({ node }) => stateOf(node))
      .join(", ")} cannot take the pod`;
  if (isOfNode(demand)) return ", and there is no such node (any more)";
  const elsewhere = [...new Set(nodes.map(({ value }) => value))].slice(0, 4).join(" and ");
  return isOfZone(demand)
    ? `, and no node is in this zone: the nodes are in ${elsewhere}`
    : `, and the nodes have ${elsewhere}`;
};

/** The nodes that are there are out of service, which is why the pod cannot go there. */
const isDown = (demand: Demand, nodes: readonly Placed[]): boolean =>
  nodes.some(({ node, value }) => demand.values.includes(value) && /NotReady|cordoned/.test(stateOf(node)));

const linesOf = (early: EarlyBinding | undefined): readonly Line[] => (early ? [early.line] : []);

const stateOf = (node: ObservedObject): string => {
  const printed = node.printed.get("STATUS")?.value ?? "";
  const ready = listAt(node.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  const states = [
    ...(/NotReady/.test(printed) || (ready && textAt(ready, "status") !== "True") ? ["NotReady"] : []),
    ...(textAt(node.fields, "spec", "unschedulable") === "true" || /SchedulingDisabled/.test(printed)
      ? ["cordoned"]
      : []),
    ...listAt(node.fields, "spec", "taints")
      .slice(0, 2)
      .map((taint) => `taint ${textAt(taint, "key")}`),
  ];

  return `${nameOf(node.ref)}${states.length > 0 ? ` (${states.join(", ")})` : ""}`;
};
