import { expect, test } from "vitest";
import { generate } from "../../demo/generate.ts";
import {
  all,
  called,
  described,
  files,
  find,
  isOver,
  isReady,
  objects,
  ownedBy,
  type Recorded,
  recordedAt,
  selects,
  snapshot,
} from "./recorded-cluster.ts";

test("generating again gives the committed files, byte for byte", () => {
  const again = generate();
  expect([...again.keys()].sort()).toEqual([...files.keys()].sort());
  expect([...again].filter(([path, text]) => files.get(path) !== text).map(([path]) => path)).toEqual([]);
});

test("the cluster is a shop of several namespaces and nodes", () => {
  expect(snapshot.kubernetesVersion).toBe("v1.34.2");
  expect(all("Namespace").length).toBeGreaterThanOrEqual(8);
  expect(all("Node").length).toBeGreaterThanOrEqual(4);
  expect(all("Pod").length).toBeGreaterThanOrEqual(100);
});

test("no object is there twice and no uid is given twice", () => {
  const names = objects.map(called);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  const uids = objects.filter(({ kind }) => !kind.endsWith("Metrics")).map(({ metadata }) => metadata.uid);
  expect(uids.filter((uid, i) => !uid || uids.indexOf(uid) !== i)).toEqual([]);
});

test("each namespaced object lies in a namespace that exists", () => {
  const lost = objects.filter(
    ({ metadata }) => metadata.namespace && !find("Namespace", undefined, metadata.namespace),
  );
  expect(lost.map(called)).toEqual([]);
});

test("each owner exists with the uid that the owned object names", () => {
  const wrong = objects.filter(({ metadata }) =>
    (metadata.ownerReferences ?? []).some((owner: Recorded) => {
      const found = find(owner.kind, owner.kind === "Node" ? undefined : metadata.namespace, owner.name);
      return found?.metadata.uid !== owner.uid || found?.apiVersion !== owner.apiVersion;
    }),
  );
  expect(wrong.map(called)).toEqual([]);
});

test("each scheduled pod runs on a node that exists, and no node is promised more than it has", () => {
  const scheduled = all("Pod").filter((pod) => pod.spec.nodeName);
  expect(scheduled.filter((pod) => !find("Node", undefined, pod.spec.nodeName)).map(called)).toEqual([]);
  for (const node of all("Node")) {
    const pods = scheduled.filter((pod) => pod.spec.nodeName === node.metadata.name && !isOver(pod));
    const asked = pods.flatMap((pod) => pod.spec.containers).map((c) => millicores(c.resources.requests?.cpu ?? "0"));
    expect(asked.reduce((sum, cpu) => sum + cpu, 0)).toBeLessThan(millicores(node.status.allocatable.cpu));
  }
});

const millicores = (text: string) => (text.endsWith("m") ? Number(text.slice(0, -1)) : Number(text) * 1000);

test("no two pods share an address unless they share their node's", () => {
  const addresses = all("Pod")
    .filter((pod) => pod.status.podIP && !pod.spec.hostNetwork)
    .map((pod) => pod.status.podIP);
  expect(addresses.filter((address, i) => addresses.indexOf(address) !== i)).toEqual([]);
});

test("endpoints and slices hold exactly the pods that the service selects, ready ones as ready", () => {
  for (const service of all("Service").filter(({ spec }) => spec.selector)) {
    const { name, namespace } = service.metadata;
    const pods = all("Pod").filter((pod) => pod.metadata.namespace === namespace && pod.status.podIP && !isOver(pod));
    const selected = pods.filter((pod) => selects(service.spec.selector, pod));
    const up = selected.filter((pod) => isReady(pod) || service.spec.publishNotReadyAddresses);
    const subset = find("Endpoints", namespace, name)!.subsets?.[0] ?? {};
    const slice = all("EndpointSlice").find(
      (s) => s.metadata.labels["kubernetes.io/service-name"] === name && s.metadata.namespace === namespace,
    )!;
    const addresses = (list: Recorded[] = []) => list.map(({ ip }) => ip).sort();
    expect([called(service), addresses(subset.addresses)]).toEqual([
      called(service),
      up.map((pod) => pod.status.podIP).sort(),
    ]);
    expect([...addresses(subset.addresses), ...addresses(subset.notReadyAddresses)].sort()).toEqual(
      selected.map((pod) => pod.status.podIP).sort(),
    );
    const ready = (slice.endpoints ?? [])
      .filter((e: Recorded) => e.conditions.ready)
      .flatMap((e: Recorded) => e.addresses);
    expect(ready.sort()).toEqual(up.map((pod) => pod.status.podIP).sort());
  }
});

test("the counts of a workload's status are those of its pods", () => {
  for (const workload of [...all("ReplicaSet"), ...all("StatefulSet")]) {
    const pods = ownedBy(workload).filter((pod) => !isOver(pod));
    expect([called(workload), workload.status.replicas, workload.status.readyReplicas ?? 0]).toEqual([
      called(workload),
      pods.length,
      pods.filter(isReady).length,
    ]);
  }
  for (const deployment of all("Deployment")) {
    const sets = ownedBy(deployment, "ReplicaSet").map((set) => set.status);
    const sum = (field: string) => sets.reduce((total, status) => total + (status[field] ?? 0), 0);
    const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = deployment.status;
    expect([called(deployment), replicas, readyReplicas, availableReplicas]).toEqual([
      called(deployment),
      sum("replicas"),
      sum("readyReplicas"),
      sum("availableReplicas"),
    ]);
  }
  for (const set of all("DaemonSet")) {
    const pods = ownedBy(set);
    expect([called(set), set.status.desiredNumberScheduled, set.status.numberReady]).toEqual([
      called(set),
      pods.length,
      pods.filter(isReady).length,
    ]);
  }
  for (const job of all("Job")) {
    const phases = ownedBy(job).map((pod) => pod.status.phase);
    const count = (phase: string) => phases.filter((p) => p === phase).length;
    expect([called(job), job.status.failed ?? 0, job.status.succeeded ?? 0]).toEqual([
      called(job),
      count("Failed"),
      count("Succeeded"),
    ]);
  }
});

test("budgets count the pods that they select", () => {
  for (const { metadata, spec, status } of all("PodDisruptionBudget")) {
    const pods = all("Pod").filter(
      (pod) => pod.metadata.namespace === metadata.namespace && selects(spec.selector.matchLabels, pod) && !isOver(pod),
    );
    expect([metadata.name, status.expectedPods, status.currentHealthy]).toEqual([
      metadata.name,
      pods.length,
      pods.filter(isReady).length,
    ]);
    expect(status.disruptionsAllowed).toBe(Math.max(0, status.currentHealthy - status.desiredHealthy));
  }
});

test("claims and volumes name each other", () => {
  for (const claim of all("PersistentVolumeClaim").filter(({ status }) => status.phase === "Bound")) {
    expect(find("PersistentVolume", undefined, claim.spec.volumeName)?.spec.claimRef.uid).toBe(claim.metadata.uid);
    expect(find("StorageClass", undefined, claim.spec.storageClassName)).toBeDefined();
  }
});

test("each event is about an object that exists, or about one listed as gone", () => {
  const gone = new Set(described.gone.map((o: Recorded) => `${o.kind}/${o.namespace}/${o.name}`));
  const lost = all("Event").filter(({ involvedObject: o }) => {
    if (gone.has(`${o.kind}/${o.namespace}/${o.name}`)) return false;
    const found = find(o.kind, o.namespace, o.name);
    return found === undefined || o.uid !== (o.kind === "Node" ? o.name : found.metadata.uid);
  });
  expect(lost.map(called)).toEqual([]);
  expect([...gone].filter((name) => objects.some((o) => called(o) === name))).toEqual([]);
});

test("log files belong to containers that have run, and each of those has one", () => {
  const expected = all("Pod").flatMap((pod) =>
    [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].flatMap(
      (status: Recorded) => {
        const path = `logs/${pod.metadata.namespace}/${pod.metadata.name}/${status.name}`;
        const last = status.lastState.terminated ? [`${path}.previous.log`] : [];
        return [...(status.state.running || status.state.terminated || last.length ? [`${path}.log`] : []), ...last];
      },
    ),
  );
  expect([...files.keys()].filter((path) => path.startsWith("logs/")).sort()).toEqual(expected.sort());
});

test("nothing happened after the recording", () => {
  const planned = new Set(["notAfter", "renewalTime"]);
  const late: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value !== null && typeof value === "object")
      for (const [key, inner] of Object.entries(value)) planned.has(key) || walk(inner, `${path}.${key}`);
    else if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(String(value)) && Date.parse(String(value)) > recordedAt)
      late.push(`${path} ${value}`);
  };
  for (const object of objects) walk(object, called(object));
  for (const [path, text] of files) {
    for (const [stamp] of text.matchAll(/2026-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g)) {
      if (path.startsWith("logs/") && Date.parse(stamp) > recordedAt) late.push(`${path} ${stamp}`);
    }
  }
  expect(late).toEqual([]);
});

test("no placeholder of the description is left", () => {
  const left = [...files].filter(([, text]) =>
    /\$\{(pod|ago|in) |POD_IP|POD_NAME|\{(iso|int|hex|pick|klog|epoch)\b|undefined|NaN|\[object/.test(text),
  );
  expect(left.map(([path]) => path)).toEqual([]);
});

test("pods refer to what exists, but for what the faults name", () => {
  const missing = all("Pod").flatMap((pod) =>
    references(pod)
      .filter(([kind, name]) => !find(kind, pod.metadata.namespace, name))
      .map(([kind, name]) => `${kind}/${pod.metadata.namespace}/${name}`),
  );
  expect([...new Set(missing)].sort()).toEqual([
    "ConfigMap/default/legacy-importer-config",
    "ConfigMap/production/report-api-config",
  ]);
});

function references({ spec }: Recorded): [string, string][] {
  const containers: Recorded[] = [...spec.containers, ...(spec.initContainers ?? [])];
  const env = containers
    .flatMap((c) => c.env ?? [])
    .flatMap(({ valueFrom: from }): [string, string][] =>
      from?.secretKeyRef
        ? [["Secret", from.secretKeyRef.name]]
        : from?.configMapKeyRef
          ? [["ConfigMap", from.configMapKeyRef.name]]
          : [],
    );
  const envFrom = containers
    .flatMap((c) => c.envFrom ?? [])
    .map((from): [string, string] => ["ConfigMap", from.configMapRef.name]);
  const volumes = spec.volumes.flatMap((v: Recorded): [string, string][] =>
    v.configMap
      ? [["ConfigMap", v.configMap.name]]
      : v.secret
        ? [["Secret", v.secret.secretName]]
        : v.persistentVolumeClaim
          ? [["PersistentVolumeClaim", v.persistentVolumeClaim.claimName]]
          : [],
  );
  return [
    ...env,
    ...envFrom,
    ...volumes,
    ...(spec.serviceAccountName ? [["ServiceAccount", spec.serviceAccountName] as [string, string]] : []),
  ];
}
