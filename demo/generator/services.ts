import { ago, recordedAt, stamp } from "./clock.ts";
import { drop } from "./containers.ts";
import { digest, suffix } from "./identity.ts";
import type { Doc, World } from "./world.ts";

/** A Service from its description; its endpoints follow once every pod is there. */
export function addService(world: World, namespace: string, work: Doc): void {
  world.add({ apiVersion: "v1", kind: "Service", metadata: drop({ name: work.name, namespace, annotations: work.annotations, labels: work.labels ?? work.selector }), spec: serviceSpec(namespace, work), status: { loadBalancer: balancer(work) } }, ago(work.age), work.changed ? ago(work.changed) : undefined);
}

const balancer = (work: Doc): Doc => (work.loadBalancerIP ? { ingress: [{ ip: work.loadBalancerIP, ipMode: "VIP" }] } : {});

function serviceSpec(namespace: string, work: Doc): Doc {
  const type = work.type ?? "ClusterIP";
  if (type === "ExternalName") return { externalName: work.externalName, sessionAffinity: "None", type };
  const seed = Number.parseInt(digest(`${namespace}/${work.name}`).slice(0, 4), 16);
  const clusterIP = work.clusterIP ?? `10.${96 + (seed % 12)}.${(seed >> 4) % 250}.${1 + (seed % 250)}`;
  const external = type === "LoadBalancer" ? { allocateLoadBalancerNodePorts: true, externalTrafficPolicy: "Cluster" } : type === "NodePort" ? { externalTrafficPolicy: "Cluster" } : {};
  return drop({
    ...external,
    clusterIP,
    clusterIPs: [clusterIP],
    internalTrafficPolicy: "Cluster",
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    ports: Object.entries(work.ports as Doc).map(([name, port], i) => servicePort(name, String(port), type, 30_080 + (seed % 2_500) + i)),
    publishNotReadyAddresses: work.publishNotReady,
    selector: work.selector,
    sessionAffinity: "None",
    type,
  });
}

/** `80:8080` is port and target port; `53:53/UDP` names the protocol. */
function servicePort(name: string, text: string, type: string, nodePort: number): Doc {
  const [numbers, protocol = "TCP"] = text.split("/");
  const [port, target] = numbers!.split(":");
  const targetPort = target === undefined ? Number(port) : /^\d+$/.test(target) ? Number(target) : target;
  return { name, ...(type === "NodePort" || type === "LoadBalancer" ? { nodePort } : {}), port: Number(port), protocol, targetPort };
}

/** Endpoints and EndpointSlices of every Service with a selector, from the pods it selects. */
export function addEndpoints(world: World): void {
  for (const service of world.list("Service")) {
    if (!service.spec.selector) continue;
    const pods = world.list("Pod", service.metadata.namespace).filter((pod) => selects(service.spec.selector, pod));
    const serving = pods.filter((pod) => pod.status.podIP && !["Succeeded", "Failed"].includes(pod.status.phase));
    addFor(world, service, serving);
  }
}

/** Whether every label of the selector is on the pod. */
const selects = (selector: Doc, pod: Doc): boolean => Object.entries(selector).every(([key, value]) => pod.metadata.labels?.[key] === value);

const isReady = (pod: Doc): boolean => pod.status.conditions.some((c: Doc) => c.type === "Ready" && c.status === "True");

function addFor(world: World, service: Doc, pods: Doc[]): void {
  const { name, namespace, labels } = service.metadata;
  const created = Date.parse(service.metadata.creationTimestamp);
  const headless = service.spec.clusterIP === "None" ? { "service.kubernetes.io/headless": "" } : {};
  const isUp = (pod: Doc) => isReady(pod) || service.spec.publishNotReadyAddresses === true;
  const changed = stamp(recordedAt - 70_000);
  world.add(
    {
      apiVersion: "v1",
      kind: "Endpoints",
      metadata: { name, namespace, annotations: { "endpoints.kubernetes.io/last-change-trigger-time": changed }, labels: { ...labels, "endpoints.kubernetes.io/managed-by": "endpoint-controller", ...headless } },
      ...(pods.length ? { subsets: [subset(service, pods, isUp)] } : {}),
    },
    created,
    recordedAt - 70_000,
  );
  world.add(
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: {
        name: `${name}-${suffix(`slice ${namespace}/${name}`, 5)}`,
        generateName: `${name}-`,
        namespace,
        generation: 7,
        labels: { ...labels, "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io", "kubernetes.io/service-name": name, ...headless },
        ownerReferences: [{ apiVersion: "v1", blockOwnerDeletion: true, controller: true, kind: "Service", name, uid: service.metadata.uid }],
      },
      addressType: "IPv4",
      endpoints: pods.length ? pods.map((pod) => endpoint(world, pod, isUp(pod))) : null,
      ports: pods.length ? service.spec.ports.map((port: Doc) => ({ name: port.name, port: targetOf(port, pods[0]!), protocol: port.protocol })) : null,
    },
    created,
    recordedAt - 70_000,
  );
}

function subset(service: Doc, pods: Doc[], isUp: (pod: Doc) => boolean): Doc {
  const address = (pod: Doc) => ({ ip: pod.status.podIP, nodeName: pod.spec.nodeName, targetRef: { kind: "Pod", name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid } });
  const up = pods.filter(isUp).map(address);
  const down = pods.filter((pod) => !isUp(pod)).map(address);
  return {
    ...(up.length ? { addresses: up } : {}),
    ...(down.length ? { notReadyAddresses: down } : {}),
    ports: service.spec.ports.map((port: Doc) => ({ name: port.name, port: targetOf(port, pods[0]!), protocol: port.protocol })),
  };
}

function targetOf(port: Doc, pod: Doc): number {
  if (typeof port.targetPort === "number") return port.targetPort;
  const named = pod.spec.containers.flatMap((c: Doc) => c.ports ?? []).find((p: Doc) => p.name === port.targetPort);
  return named?.containerPort ?? port.port;
}

function endpoint(world: World, pod: Doc, up: boolean): Doc {
  const node = world.find("Node", undefined, pod.spec.nodeName)!;
  return {
    addresses: [pod.status.podIP],
    conditions: { ready: up, serving: up, terminating: false },
    nodeName: pod.spec.nodeName,
    targetRef: { kind: "Pod", name: pod.metadata.name, namespace: pod.metadata.namespace, uid: pod.metadata.uid },
    zone: node.metadata.labels["topology.kubernetes.io/zone"],
  };
}
