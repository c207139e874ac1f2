import type { KubernetesObject } from "../api-client.ts";
import type { World } from "./world.ts";

/** Whether the network policies of both pods' namespaces let a TCP connection through (networking.k8s.io/v1; ipBlock is not understood). */
export function policiesAllow(from: KubernetesObject, to: KubernetesObject, port: number, world: World): boolean {
  if (from.metadata.uid === to.metadata.uid) return true;
  return (
    directionAllows("Egress", "egress", "to", from, to, port, to, world) &&
    directionAllows("Ingress", "ingress", "from", to, from, port, to, world)
  );
}

function directionAllows(
  type: string,
  rules: "ingress" | "egress",
  peers: "from" | "to",
  selected: KubernetesObject,
  other: KubernetesObject,
  port: number,
  server: KubernetesObject,
  world: World,
): boolean {
  const policies = world.watched.networkPolicy
    .all()
    .filter(
      ({ metadata, spec }: any) =>
        metadata.namespace === selected.metadata.namespace &&
        spec.policyTypes.includes(type) &&
        selects(spec.podSelector, selected.metadata.labels),
    );
  if (policies.length === 0) return true;
  return policies.some((policy: any) =>
    (policy.spec[rules] ?? []).some(
      (rule: any) =>
        (rule.ports === undefined || rule.ports.some((each: any) => hasPort(each, port, server))) &&
        (rule[peers] === undefined || rule[peers].some((peer: any) => isPeer(peer, other, policy, world))),
    ),
  );
}

function hasPort(rule: any, port: number, server: KubernetesObject): boolean {
  if (rule.port === undefined) return true;
  if (typeof rule.port === "number") return port >= rule.port && port <= (rule.endPort ?? rule.port);
  return server.spec.containers.some((container: any) =>
    container.ports?.some((each: any) => each.name === rule.port && each.containerPort === port),
  );
}

function isPeer(peer: any, pod: KubernetesObject, policy: KubernetesObject, world: World): boolean {
  if (peer.ipBlock !== undefined) return false;
  const namespace = pod.metadata.namespace ?? "";
  const isInNamespace =
    peer.namespaceSelector === undefined
      ? namespace === policy.metadata.namespace
      : selects(peer.namespaceSelector, world.watched.namespace.get("", namespace)?.metadata.labels);
  return isInNamespace && (peer.podSelector === undefined || selects(peer.podSelector, pod.metadata.labels));
}

/** Whether a label selector (matchLabels and matchExpressions) selects these labels. */
export function selects(selector: any, labels: Readonly<Record<string, string>> = {}): boolean {
  const isEqual = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    isEqual &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values = [] }: any) => {
      const value = labels[key];
      if (operator === "Exists") return value !== undefined;
      if (operator === "DoesNotExist") return value === undefined;
      return operator === "In" ? values.includes(value) : !values.includes(value);
    })
  );
}
