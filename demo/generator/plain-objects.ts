import { ago, recordedAt, stamp } from "./clock.ts";
import type { Doc, World } from "./world.ts";

/** Objects that a description writes out: only identity and times are added (`age`, and `changed` for the last write). */
export function addPlain(world: World, namespace: string | undefined, described: Doc): void {
  const { age, changed, ...object } = described;
  const metadata = namespace && !object.clusterScoped ? { ...object.metadata, namespace } : { ...object.metadata };
  delete object.clusterScoped;
  world.add({ ...withDates(object), metadata }, ago(age), changed ? ago(changed) : undefined);
}

/** Replaces `${ago 3d}` in texts by the time stamp of that age. */
function withDates(value: Doc): Doc {
  return JSON.parse(JSON.stringify(value).replace(/\$\{ago ([^}]+)\}/g, (_, age: string) => stamp(ago(age))).replace(/\$\{in ([^}]+)\}/g, (_, age: string) => stamp(2 * recordedAt - ago(age))));
}

/** What every namespace has: itself, its default service account, and the cluster's CA bundle. */
export function addNamespace(world: World, name: string, described: Doc, authority: string): void {
  const phase = described.phase ?? "Active";
  const created = ago(described.age);
  const metadata: Doc = { name, labels: { "kubernetes.io/metadata.name": name, ...described.labels } };
  if (described.annotations) metadata.annotations = described.annotations;
  if (described.deleted) metadata.deletionTimestamp = stamp(ago(described.deleted));
  const status = withDates({ ...(described.conditions ? { conditions: described.conditions } : {}), phase });
  world.add({ apiVersion: "v1", kind: "Namespace", metadata, spec: { finalizers: ["kubernetes"] }, status }, created);
  if (described.deleted) return;
  world.add({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } }, created);
  const ca: Doc = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kube-root-ca.crt", namespace: name, annotations: { "kubernetes.io/description": "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters." } }, data: { "ca.crt": authority } };
  world.add(ca, created);
}
