import { ago, recordedAt } from "./clock.ts";
import { drop } from "./containers.ts";
import { record } from "./events.ts";
import { suffix } from "./identity.ts";
import { allNodes, nodeFor } from "./nodes.ts";
import { labelsOf, podTemplate, selectorOf } from "./pod-template.ts";
import { addPod } from "./pods.ts";
import { claimFor, claimSpec } from "./volumes.ts";
import { stateOf } from "./workloads.ts";
import { controlledBy, type Doc, type World } from "./world.ts";

/** A StatefulSet with ControllerRevisions, pods in order, and a claim for each claim template and pod. */
export function addStatefulSet(world: World, namespace: string, work: Doc): void {
  const created = ago(work.age);
  const template = podTemplate(work);
  const claims: Doc[] = work.claims ?? [];
  const set = world.add(statefulSetOf(namespace, work, template, claims), created, recordedAt - 40_000);
  const [current, update] = revisions(world, set, work);
  const present = work.present ?? work.replicas ?? 1;
  const pods = Array.from({ length: present }, (_, i) => addOrdinal(world, set, work, template, { index: i, revision: stateOf(work, i).updated ? update! : current! }));
  set.status = statefulSetStatus(set, pods, [current!, update!]);
  for (const pod of pods) say(world, set, "SuccessfulCreate", `create Pod ${pod.metadata.name} in StatefulSet ${work.name} successful`, pod);
}

const say = (world: World, set: Doc, reason: string, message: string, at: Doc): void =>
  record(world, set, { reason, message, from: `${set.kind.toLowerCase()}-controller`, last: Date.parse(at.metadata.creationTimestamp) });

function statefulSetOf(namespace: string, work: Doc, template: Doc, claims: Doc[]): Doc {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: work.name, namespace, generation: work.since ? 4 : 1, labels: labelsOf(work) },
    spec: drop({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      podManagementPolicy: "OrderedReady",
      replicas: work.replicas ?? 1,
      revisionHistoryLimit: 10,
      selector: { matchLabels: selectorOf(work) },
      serviceName: work.serviceName ?? work.name,
      template,
      updateStrategy: { rollingUpdate: { partition: 0 }, type: "RollingUpdate" },
      volumeClaimTemplates: claims.length
        ? claims.map((claim) => ({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: claim.name }, spec: claimSpec(claim), status: { phase: "Pending" } }))
        : undefined,
    }),
    status: {},
  };
}

function revisions(world: World, owner: Doc, work: Doc): string[] {
  const ages: string[] = work.since ? [work.age, work.since] : [work.age];
  const names = ages.map((age, i) => {
    const hash = suffix(`${owner.metadata.namespace}/${work.name}/revision/${i}`, 10);
    world.add(
      {
        apiVersion: "apps/v1",
        kind: "ControllerRevision",
        metadata: { name: `${work.name}-${hash}`, namespace: owner.metadata.namespace, labels: { ...selectorOf(work), "controller.kubernetes.io/hash": hash }, ownerReferences: controlledBy(owner) },
        data: { spec: { template: { $patch: "replace", ...(i === ages.length - 1 ? owner.spec.template : { ...owner.spec.template, metadata: { labels: labelsOf(work) } }) } } },
        revision: i + 1,
      },
      ago(age),
    );
    return `${work.name}-${hash}`;
  });
  return [names[0]!, names.at(-1)!];
}

function addOrdinal(world: World, set: Doc, work: Doc, template: Doc, { index, revision }: { index: number; revision: string }): Doc {
  const { namespace } = set.metadata;
  const state = stateOf(work, index);
  const name = `${work.name}-${index}`;
  const created = ago(state.age ?? work.podAge ?? work.age) + (state.age ? 0 : index * 9_000);
  const node = nodeFor(state.node ?? work.node, work.name, index, created);
  const claims: Doc[] = work.claims ?? [];
  for (const claim of claims) claimFor(world, { namespace, name: `${claim.name}-${name}`, labels: selectorOf(work), claim, created: ago(work.age) + index * 9_000, node });
  const volumes = [...claims.map((claim) => ({ name: claim.name, persistentVolumeClaim: { claimName: `${claim.name}-${name}` } })), ...(template.spec.volumes ?? [])];
  return addPod(world, {
    namespace,
    name,
    generateName: `${work.name}-`,
    workload: work.name,
    owner: set,
    template: { ...template, spec: { ...template.spec, hostname: name, subdomain: set.spec.serviceName, volumes } },
    labels: { "apps.kubernetes.io/pod-index": String(index), "controller-revision-hash": revision, "statefulset.kubernetes.io/pod-name": name },
    created,
    node,
    state,
  });
}

const isReady = (pod: Doc): boolean => pod.status.conditions.some((c: Doc) => c.type === "Ready" && c.status === "True");

function statefulSetStatus(set: Doc, pods: Doc[], [current, update]: string[]): Doc {
  const ready = pods.filter(isReady).length;
  const at = (revision: string) => pods.filter((pod) => pod.metadata.labels["controller-revision-hash"] === revision).length;
  return drop({
    availableReplicas: ready,
    collisionCount: 0,
    currentReplicas: at(current!) || undefined,
    currentRevision: current,
    observedGeneration: set.metadata.generation,
    readyReplicas: ready || undefined,
    replicas: pods.length,
    updateRevision: update,
    updatedReplicas: at(update!) || undefined,
  });
}

/** A DaemonSet with a pod on every node that it tolerates. */
export function addDaemonSet(world: World, namespace: string, work: Doc): void {
  const created = ago(work.age);
  const template = podTemplate({ ...work, tolerations: work.tolerations ?? [{ operator: "Exists" }] });
  const set = world.add(daemonSetOf(namespace, work, template), created, recordedAt - 50_000);
  const [current, update] = revisions(world, set, work);
  const hashOf = (revision: string) => revision.slice(work.name.length + 1);
  const pods = allNodes.filter((node) => !(work.workersOnly && node.includes("control-plane"))).map((node) => {
    const state = work.on?.[node] ?? { kind: "running" };
    return addPod(world, {
      namespace,
      name: `${work.name}-${suffix(`${namespace}/${work.name}/${node}`, 5)}`,
      generateName: `${work.name}-`,
      workload: work.name,
      owner: set,
      template: { ...template, spec: { ...template.spec, affinity: pinned(node) } },
      labels: { "controller-revision-hash": hashOf(state.updated ? update! : current!), "pod-template-generation": state.updated ? "2" : "1" },
      created: ago(state.age ?? work.podAge ?? work.age) + 3000,
      node,
      state,
    });
  });
  for (const pod of pods) say(world, set, "SuccessfulCreate", `Created pod: ${pod.metadata.name}`, pod);
  set.status = daemonSetStatus(set, pods, work.since ? hashOf(update!) : undefined);
}

function daemonSetOf(namespace: string, work: Doc, template: Doc): Doc {
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: work.name, namespace, annotations: { "deprecated.daemonset.template.generation": work.since ? "2" : "1" }, generation: work.since ? 2 : 1, labels: labelsOf(work) },
    spec: {
      revisionHistoryLimit: 10,
      selector: { matchLabels: selectorOf(work) },
      template,
      updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, type: "RollingUpdate" },
    },
    status: {},
  };
}

const pinned = (node: string): Doc => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] }] } },
});

function daemonSetStatus(set: Doc, pods: Doc[], update?: string): Doc {
  const ready = pods.filter(isReady).length;
  const updated = update ? pods.filter((pod) => pod.metadata.labels["controller-revision-hash"] === update).length : pods.length;
  return drop({
    currentNumberScheduled: pods.length,
    desiredNumberScheduled: pods.length,
    numberAvailable: ready || undefined,
    numberMisscheduled: 0,
    numberReady: ready,
    numberUnavailable: pods.length - ready || undefined,
    observedGeneration: set.metadata.generation,
    updatedNumberScheduled: updated,
  });
}
