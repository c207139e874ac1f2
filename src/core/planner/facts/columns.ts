import { listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ObservedObject, Seen } from "../../evidence/observed.ts";

/** What an object shows by heading: the cells that were printed, and the same values where YAML, JSON or a description shows them. */
export function columnsOf(object: ObservedObject): ReadonlyMap<string, Seen<string>> {
  const columns = new Map<string, Seen<string>>();
  for (const [heading, path] of derived[object.ref.kind] ?? []) {
    const value = textAt(object.fields, ...path);
    if (value !== "") columns.set(heading, { value, line: object.cite(...path) });
  }
  for (const [heading, cell] of object.printed) columns.set(heading, cell);
  for (const [heading, cell] of imagesOf(object)) if (!columns.has(heading)) columns.set(heading, cell);
  return columns;
}

type Path = readonly [string, readonly string[]];

const derived: Readonly<Record<string, readonly Path[]>> = {
  Pod: [
    ["STATUS", ["status", "phase"]],
    ["NODE", ["spec", "nodeName"]],
    ["QOS", ["status", "qosClass"]],
    ["PRIORITYCLASS", ["spec", "priorityClassName"]],
    ["SERVICEACCOUNT", ["spec", "serviceAccountName"]],
  ],
  Service: [
    ["TYPE", ["spec", "type"]],
    ["CLUSTER-IP", ["spec", "clusterIP"]],
  ],
  PersistentVolumeClaim: [
    ["STATUS", ["status", "phase"]],
    ["STORAGECLASS", ["spec", "storageClassName"]],
    ["CAPACITY", ["spec", "resources", "requests", "storage"]],
    ["VOLUME", ["spec", "volumeName"]],
  ],
  PersistentVolume: [
    ["STATUS", ["status", "phase"]],
    ["STORAGECLASS", ["spec", "storageClassName"]],
    ["CAPACITY", ["spec", "capacity", "storage"]],
    ["RECLAIM POLICY", ["spec", "persistentVolumeReclaimPolicy"]],
  ],
  Node: [
    ["VERSION", ["status", "nodeInfo", "kubeletVersion"]],
    ["OS-IMAGE", ["status", "nodeInfo", "osImage"]],
    ["CONTAINER-RUNTIME", ["status", "nodeInfo", "containerRuntimeVersion"]],
    ["KERNEL-VERSION", ["status", "nodeInfo", "kernelVersion"]],
  ],
  CronJob: [
    ["SUSPEND", ["spec", "suspend"]],
    ["SCHEDULE", ["spec", "schedule"]],
  ],
  Secret: [["TYPE", ["type"]]],
  Ingress: [["CLASS", ["spec", "ingressClassName"]]],
};

function imagesOf(object: ObservedObject): readonly (readonly [string, Seen<string>])[] {
  const lists = [podSpecOf(object)].flatMap((spec) => [
    ...listAt(spec, "containers"),
    ...listAt(spec, "initContainers"),
  ]);
  const images = lists.map((one) => textAt(one, "image")).filter((image) => image !== "");
  return images.length === 0 ? [] : [["IMAGES", { value: images.join(","), line: object.cite() }]];
}

/** The specification of the pods that an object is or makes. */
export function podSpecOf(object: ObservedObject): unknown {
  const { fields } = object;
  const paths: readonly (readonly string[])[] = [
    ["spec", "jobTemplate", "spec", "template", "spec"],
    ["spec", "template", "spec"],
    ["spec"],
  ];
  const path = paths.find((one) => listAt(fields, ...one, "containers").length > 0) ?? ["spec"];
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], fields);
}

/** Replicas as `READY 1/3` or the fields tell. */
export function wantedOf(object: ObservedObject): number | undefined {
  const cell = /^\d+\/(\d+)$/.exec(object.printed.get("READY")?.value ?? "")?.[1];
  return cell === undefined ? numberAt(object.fields, "spec", "replicas") : Number(cell);
}
