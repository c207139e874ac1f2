import { kindNamed } from "../../kubectl/kinds.ts";
import type { Fields, ObjectRef } from "../observed.ts";
import { RowFields } from "./row-fields.ts";
import { type Cells, count, pairsOf, type RowReader, ratio, shown } from "./table-cells.ts";
import { podStatusFields } from "./table-pod-fields.ts";
import { readClaim, readPhase, readStorageClass, readVolume } from "./table-storage-fields.ts";

/** Whether objects of a kind lie outside namespaces; kinds that are not built in are taken to lie in one. */
export function isClusterScoped(kind: string): boolean {
  if (kind === "NodeMetrics") return true;
  const known = kindNamed(kind);
  return known === undefined ? clusterWide.test(kind) : !known.namespaced;
}

/** Kinds of well-known products of which there is one set for the cluster. */
const clusterWide =
  /^(?:Cluster(?:Issuer|Queue|Policy|SecretStore|Operator|Version|ExternalSecret)|ResourceFlavor|GatewayClass|VolumeSnapshotClass|VolumeSnapshotContent|CiliumClusterwideNetworkPolicy|GlobalNetworkPolicy|(?:Baseline)?AdminNetworkPolicy|NodePool|NodeClaim|EC2NodeClass)$/;

/** The API-shaped fields that a row of a table shows. */
export function fieldsOfRow(ref: ObjectRef, cells: Cells): Fields {
  const fields = new RowFields();
  const set = (path: string, value: unknown) => fields.set(path, value);
  set("metadata.name", ref.name);
  set("metadata.namespace", ref.namespace);
  set("metadata.labels", pairsOf(cells.get("LABELS")));
  rowReaders.get(ref.kind)?.(cells, set, fields);
  return fields.fields;
}

function template(cells: Cells, fields: RowFields, path: string): void {
  const names = shown(cells.get("CONTAINERS"))?.split(",") ?? [];
  const images = shown(cells.get("IMAGES"))?.split(",") ?? [];
  names.forEach((name, index) => {
    const image = images[index];
    fields.add(`${path}.spec.containers`, image === undefined ? { name } : { name, image });
  });
}

const podTemplate = "spec.template";

const readReplicas: RowReader = (cells, set, fields) => {
  set("spec.replicas", count(cells.get("DESIRED")));
  set("status.replicas", count(cells.get("CURRENT")));
  set("status.readyReplicas", count(cells.get("READY")));
  set("spec.selector.matchLabels", pairsOf(cells.get("SELECTOR")));
  template(cells, fields, podTemplate);
};

const readDeployment: RowReader = (cells, set, fields) => {
  const [ready, desired] = ratio(cells.get("READY"));
  set("spec.replicas", desired ?? count(cells.get("DESIRED")));
  set("status.readyReplicas", ready);
  set("status.replicas", count(cells.get("CURRENT")));
  set("status.updatedReplicas", count(cells.get("UP-TO-DATE")));
  set("status.availableReplicas", count(cells.get("AVAILABLE")));
  set("spec.selector.matchLabels", pairsOf(cells.get("SELECTOR")));
  template(cells, fields, podTemplate);
};

const readDaemonSet: RowReader = (cells, set, fields) => {
  set("status.desiredNumberScheduled", count(cells.get("DESIRED")));
  set("status.currentNumberScheduled", count(cells.get("CURRENT")));
  set("status.numberReady", count(cells.get("READY")));
  set("status.updatedNumberScheduled", count(cells.get("UP-TO-DATE")));
  set("status.numberAvailable", count(cells.get("AVAILABLE")));
  set("spec.template.spec.nodeSelector", pairsOf(cells.get("NODE SELECTOR") ?? cells.get("NODE-SELECTOR")));
  set("spec.selector.matchLabels", pairsOf(cells.get("SELECTOR")));
  template(cells, fields, podTemplate);
};

const readJob: RowReader = (cells, set, fields) => {
  const [succeeded, completions] = ratio(cells.get("COMPLETIONS"));
  set("spec.completions", completions ?? count(cells.get("DESIRED")));
  set("status.succeeded", succeeded ?? count(cells.get("SUCCESSFUL")));
  const condition = new Map([
    ["Complete", "Complete"],
    ["Failed", "Failed"],
    ["Suspended", "Suspended"],
    ["SuccessCriteriaMet", "SuccessCriteriaMet"],
    ["FailureTarget", "FailureTarget"],
  ]).get(cells.get("STATUS") ?? "");
  if (condition !== undefined) fields.add("status.conditions", { type: condition, status: "True" });
  if (condition === "Suspended") set("spec.suspend", true);
  if (cells.get("STATUS") === "Terminating") set("metadata.deletionTimestamp", "shown as Terminating");
  template(cells, fields, podTemplate);
};

const readCronJob: RowReader = (cells, set, fields) => {
  set("spec.schedule", shown(cells.get("SCHEDULE")));
  set("spec.timeZone", shown(cells.get("TIMEZONE")));
  set("spec.suspend", cells.get("SUSPEND") === undefined ? undefined : cells.get("SUSPEND") === "True");
  set("status.activeCount", count(cells.get("ACTIVE")));
  template(cells, fields, "spec.jobTemplate.spec.template");
};

/** `80:30080/TCP` and `443/TCP`, apart by commas. */
const readService: RowReader = (cells, set, fields) => {
  set("spec.type", shown(cells.get("TYPE")));
  set("spec.clusterIP", shown(cells.get("CLUSTER-IP")));
  set("spec.selector", pairsOf(cells.get("SELECTOR")));
  const external = shown(cells.get("EXTERNAL-IP"));
  if (cells.get("TYPE") === "ExternalName") set("spec.externalName", external);
  else if (external !== undefined && external !== "<pending>") {
    set(
      "status.loadBalancer.ingress",
      external.split(",").map((ip) => ({ ip })),
    );
  }
  (shown(cells.get("PORT(S)")) ?? "").split(",").forEach((text) => {
    const match = /^(\d+)(?::(\d+))?\/(\w+)/.exec(text);
    if (match === null) return;
    const port = { port: Number(match[1]), protocol: match[3]! };
    const nodePort = match[2] === undefined ? {} : { nodePort: Number(match[2]) };
    fields.add("spec.ports", { ...port, ...nodePort });
  });
};

const readEndpoints: RowReader = (cells, set) => {
  const text = cells.get("ENDPOINTS");
  if (text === undefined) return;
  const addresses = (shown(text) ?? "").split(",").filter((piece) => /^[\w.:[\]-]+$/.test(piece));
  set("subsets", addresses.length === 0 ? [] : [{ addresses: addresses.map(addressOf), ports: portsOf(addresses) }]);
};

const addressOf = (endpoint: string) => ({ ip: endpoint.replace(/:\d+$/, "") });

function portsOf(endpoints: readonly string[]): readonly { port: number }[] {
  const ports = endpoints.map((endpoint) => /:(\d+)$/.exec(endpoint)?.[1]).filter((port) => port !== undefined);
  return [...new Set(ports)].map((port) => ({ port: Number(port) }));
}

const readEndpointSlice: RowReader = (cells, set) => {
  set("addressType", shown(cells.get("ADDRESSTYPE")));
  const service = /^(?:[a-z0-9.]{1,80}\/)?(.*)-[a-z0-9]{5}$/.exec(cells.get("NAME") ?? "")?.[1];
  set("metadata.generateName", service === undefined ? undefined : `${service}-`);
  const addresses = cells.get("ENDPOINTS");
  if (addresses === undefined) return;
  const known = (shown(addresses) ?? "").split(",").filter((address) => /^[\w.:-]+$/.test(address));
  set(
    "endpoints",
    known.map((address) => ({ addresses: [address] })),
  );
};

/** `Ready,SchedulingDisabled`: the Ready condition and the cordon. */
const readNode: RowReader = (cells, set, fields) => {
  const words = (cells.get("STATUS") ?? "").split(",");
  const ready = words.includes("Ready")
    ? "True"
    : words.includes("NotReady")
      ? "False"
      : words.includes("Unknown")
        ? "Unknown"
        : undefined;
  if (ready !== undefined) fields.add("status.conditions", { type: "Ready", status: ready });
  if (cells.has("STATUS")) set("spec.unschedulable", words.includes("SchedulingDisabled") ? true : undefined);
  set("status.nodeInfo.kubeletVersion", shown(cells.get("VERSION")));
  set("status.nodeInfo.osImage", shown(cells.get("OS-IMAGE")));
  set("status.nodeInfo.kernelVersion", shown(cells.get("KERNEL-VERSION")));
  set("status.nodeInfo.containerRuntimeVersion", shown(cells.get("CONTAINER-RUNTIME")));
  const address = shown(cells.get("INTERNAL-IP"));
  if (address !== undefined) fields.add("status.addresses", { type: "InternalIP", address });
};

const readAutoscaler: RowReader = (cells, set) => {
  const [kind, name] = (shown(cells.get("REFERENCE")) ?? "").split("/");
  if (name !== undefined) set("spec.scaleTargetRef", { kind, name });
  set("spec.minReplicas", count(cells.get("MINPODS")));
  set("spec.maxReplicas", count(cells.get("MAXPODS")));
  set("status.currentReplicas", count(cells.get("REPLICAS")));
};

const readIngress: RowReader = (cells, set) => {
  set("spec.ingressClassName", shown(cells.get("CLASS")));
  const hosts = shown(cells.get("HOSTS"))
    ?.split(",")
    .filter((host) => /^[\w.*-]+$/.test(host));
  set(
    "spec.rules",
    hosts?.map((host) => (host === "*" ? {} : { host })),
  );
  const address = shown(cells.get("ADDRESS"));
  if (cells.has("ADDRESS"))
    set("status.loadBalancer", address === undefined ? {} : { ingress: address.split(",").map((ip) => ({ ip })) });
};

const readBudget: RowReader = (cells, set) => {
  const amount = (cell: string | undefined) =>
    cell === undefined || cell === "N/A" ? undefined : (count(cell) ?? cell);
  set("spec.minAvailable", amount(cells.get("MIN AVAILABLE")));
  set("spec.maxUnavailable", amount(cells.get("MAX UNAVAILABLE")));
  set("status.disruptionsAllowed", count(cells.get("ALLOWED DISRUPTIONS")));
};

/** `requests.cpu: 1/2, pods: 3/10`: used and hard. */
const readQuota: RowReader = (cells, _set, fields) => {
  for (const heading of ["REQUEST", "LIMIT"]) {
    for (const [, resource, used, hard] of (cells.get(heading) ?? "").matchAll(/([\w./-]+): ([^/,\s]+)\/([^,\s]+)/g)) {
      fields.put("status.used", resource!, used);
      fields.put("status.hard", resource!, hard);
      fields.put("spec.hard", resource!, hard);
    }
  }
};

const readUsage: RowReader = (cells, set) => {
  set("usage.cpu", shown(cells.get("CPU(CORES)")));
  set("usage.memory", shown(cells.get("MEMORY(BYTES)")));
  set("usage.cpuPercent", percent(cells.get("CPU%") ?? cells.get("CPU(%)")));
  set("usage.memoryPercent", percent(cells.get("MEMORY%") ?? cells.get("MEMORY(%)")));
};

const percent = (cell: string | undefined) =>
  cell !== undefined && /^\d+%$/.test(cell) ? Number(cell.slice(0, -1)) : undefined;

const rowReaders: ReadonlyMap<string, RowReader> = new Map([
  ["Pod", (cells, set, fields) => podStatusFields(cells, set, fields)],
  ["Deployment", readDeployment],
  ["StatefulSet", readDeployment],
  ["ReplicaSet", readReplicas],
  ["ReplicationController", readReplicas],
  ["DaemonSet", readDaemonSet],
  ["Job", readJob],
  ["CronJob", readCronJob],
  ["Service", readService],
  ["Endpoints", readEndpoints],
  ["EndpointSlice", readEndpointSlice],
  ["Node", readNode],
  ["Namespace", readPhase],
  ["PersistentVolumeClaim", readClaim],
  ["PersistentVolume", readVolume],
  ["StorageClass", readStorageClass],
  ["HorizontalPodAutoscaler", readAutoscaler],
  ["Ingress", readIngress],
  ["PodDisruptionBudget", readBudget],
  ["ResourceQuota", readQuota],
  ["PodMetrics", readUsage],
  ["NodeMetrics", readUsage],
  ["Secret", (cells, set) => set("type", shown(cells.get("TYPE")))],
  ["IngressClass", (cells, set) => set("spec.controller", shown(cells.get("CONTROLLER")))],
  ["NetworkPolicy", (cells, set) => set("spec.podSelector.matchLabels", pairsOf(cells.get("POD-SELECTOR")))],
]);
