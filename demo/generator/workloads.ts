import { ago, recordedAt, stamp } from "./clock.ts";
import { drop } from "./containers.ts";
import { record } from "./events.ts";
import { suffix } from "./identity.ts";
import { nodeFor } from "./nodes.ts";
import { labelsOf, podTemplate, selectorOf } from "./pod-template.ts";
import { addPod } from "./pods.ts";
import { controlledBy, type Doc, type World } from "./world.ts";

/** The state of the i-th pod of a description: its own, or that of all. */
export const stateOf = (work: Doc, index: number): Doc => work.pods?.[index] ?? work.state ?? { kind: "running" };

/** A Deployment with its ReplicaSets, pods and events. */
export function addDeployment(world: World, namespace: string, work: Doc): void {
  const created = ago(work.age);
  const revision = work.revision ?? 1;
  const deployment = world.add(deploymentOf(namespace, work, revision), created, recordedAt - 30_000);
  const history: Doc[] = work.history ?? [];
  const sets = [{ ...work, age: work.since ?? work.age, pods: work.pods, replicas: work.new ?? work.replicas ?? 1, wanted: work.replicas ?? 1 }, ...history.map((old) => ({ ...work, state: undefined, pods: undefined, failCreate: undefined, missing: undefined, leftovers: undefined, podAge: undefined, replicas: 0, ...old }))];
  const replicaSets = sets.map((set, i) => addReplicaSet(world, deployment, set, revision - i));
  deployment.status = deploymentStatus(deployment, replicaSets, work);
  scalingEvents(world, deployment, replicaSets, work);
}

function deploymentOf(namespace: string, work: Doc, revision: number): Doc {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: work.name,
      namespace,
      annotations: { "deployment.kubernetes.io/revision": String(revision), ...work.annotations },
      generation: revision + (work.edits ?? 1),
      labels: { ...labelsOf(work) },
    },
    spec: {
      progressDeadlineSeconds: 600,
      replicas: work.replicas ?? 1,
      revisionHistoryLimit: 10,
      selector: { matchLabels: selectorOf(work) },
      strategy: work.strategy === "Recreate" ? { type: "Recreate" } : { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" }, type: "RollingUpdate" },
      template: podTemplate(work),
    },
    status: {},
  };
}

function addReplicaSet(world: World, deployment: Doc, set: Doc, revision: number): Doc {
  const { namespace, name } = deployment.metadata;
  const hash = suffix(`${namespace}/${name}/${revision}`, name.length > 12 ? 9 : 10);
  const template = podTemplate(set);
  const labels = { ...template.metadata.labels, "pod-template-hash": hash };
  const created = ago(set.age);
  const desired = set.replicas === 0 ? 0 : set.replicas;
  const replicaSet = world.add(
    {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        annotations: { "deployment.kubernetes.io/desired-replicas": String(deployment.spec.replicas), "deployment.kubernetes.io/max-replicas": String(Math.ceil(deployment.spec.replicas * 1.25)), "deployment.kubernetes.io/revision": String(revision) },
        generation: 2,
        labels,
        ownerReferences: controlledBy(deployment),
      },
      spec: { replicas: desired, selector: { matchLabels: { ...selectorOf(set), "pod-template-hash": hash } }, template: { ...template, metadata: { ...template.metadata, labels } } },
      status: {},
    },
    created,
    recordedAt - 60_000,
  );
  const pods = Array.from({ length: desired - (set.missing ?? 0) }, (_, i) => addReplica(world, replicaSet, { ...set, name }, template, i));
  const extra = (set.leftovers ?? []).map((left: Doc, i: number) => addReplica(world, replicaSet, { ...set, name, pods: { [100 + i]: left } }, template, 100 + i));
  replicaSet.status = replicaSetStatus(replicaSet, pods, set);
  podCreationEvents(world, replicaSet, [...pods, ...extra], set);
  return replicaSet;
}

function addReplica(world: World, replicaSet: Doc, set: Doc, template: Doc, index: number): Doc {
  const { namespace, name } = replicaSet.metadata;
  const state = stateOf(set, index);
  const created = ago(state.age ?? set.podAge ?? set.age) + (state.age ? 0 : (index % 7) * 1000);
  return addPod(world, {
    namespace,
    name: `${name}-${suffix(`${namespace}/${name}/${index}`, 5)}`,
    generateName: `${name}-`,
    workload: set.name,
    owner: replicaSet,
    template,
    labels: { "pod-template-hash": replicaSet.metadata.labels["pod-template-hash"] },
    created,
    node: nodeFor(state.node ?? set.node, `${set.name}`, index, created),
    state,
  });
}

/** The refusal of the i-th try: each try has another generated pod name. */
const refusal = (set: Doc, replicaSet: Doc, i: number): string => set.failCreate.message.replace("POD_NAME", `${replicaSet.metadata.name}-${suffix(`refused ${i}`, 5)}`);

const isReady = (pod: Doc): boolean => pod.status.conditions?.some((c: Doc) => c.type === "Ready" && c.status === "True") ?? false;

function replicaSetStatus(replicaSet: Doc, pods: Doc[], set: Doc): Doc {
  const ready = pods.filter(isReady).length;
  const failure = set.failCreate && [{ lastTransitionTime: stamp(ago(set.failCreate.first)), message: refusal(set, replicaSet, 0), reason: "FailedCreate", status: "True", type: "ReplicaFailure" }];
  return drop({
    availableReplicas: ready || undefined,
    conditions: failure,
    fullyLabeledReplicas: pods.length || undefined,
    observedGeneration: replicaSet.metadata.generation,
    readyReplicas: ready || undefined,
    replicas: pods.length,
  });
}

function podCreationEvents(world: World, owner: Doc, pods: Doc[], set: Doc): void {
  for (const pod of pods) {
    record(world, owner, { reason: "SuccessfulCreate", message: `Created pod: ${pod.metadata.name}`, from: "replicaset-controller", last: Date.parse(pod.metadata.creationTimestamp) });
  }
  if (!set.failCreate) return;
  const { first, last, count } = set.failCreate;
  const failed = (i: number, message: string, extra: Doc) => record(world, owner, { type: "Warning", reason: "FailedCreate", message: `${message}Error creating: ${refusal(set, owner, i)}`, from: "replicaset-controller", last: ago(first) + i * 900, ...extra });
  // The recorder's correlator folds events that differ in the generated name alone once it has seen ten of them.
  for (let i = 1; i < 10; i++) failed(i, "", {});
  failed(10, "(combined from similar events): ", { first: ago(first) + 10_000, last: ago(last), count });
}

function deploymentStatus(deployment: Doc, sets: Doc[], work: Doc): Doc {
  const sum = (field: string) => sets.reduce((total, set) => total + (set.status[field] ?? 0), 0);
  const [replicas, ready, updated] = [sum("replicas"), sum("readyReplicas"), sets[0]!.status.replicas ?? 0];
  const missing = Math.max(0, deployment.spec.replicas + Math.max(0, replicas - deployment.spec.replicas) - ready);
  return drop({
    availableReplicas: ready || undefined,
    conditions: deploymentConditions(deployment, sets, work, ready),
    observedGeneration: deployment.metadata.generation,
    readyReplicas: ready || undefined,
    replicas: replicas || undefined,
    unavailableReplicas: missing || undefined,
    updatedReplicas: updated || undefined,
  });
}

function deploymentConditions(deployment: Doc, sets: Doc[], work: Doc, ready: number): Doc[] {
  const newest = sets[0]!;
  const began = Date.parse(newest.metadata.creationTimestamp);
  const wanted = deployment.spec.replicas;
  const enough = work.strategy === "Recreate" ? ready >= wanted : ready >= wanted - Math.floor(wanted / 4);
  const condition = (type: string, status: string, reason: string, message: string, since: number) => ({ lastTransitionTime: stamp(since), lastUpdateTime: stamp(since), message, reason, status, type });
  const available = enough
    ? condition("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", Math.max(Date.parse(deployment.metadata.creationTimestamp) + 20_000, work.availableSince ? ago(work.availableSince) : 0))
    : condition("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", work.unavailableSince ? ago(work.unavailableSince) : began + 1000);
  const complete = work.rolledOut || (newest.status.readyReplicas ?? 0) === wanted;
  const late = recordedAt - began > 600_000;
  const progress = complete
    ? condition("Progressing", "True", "NewReplicaSetAvailable", `ReplicaSet "${newest.metadata.name}" has successfully progressed.`, began + 30_000)
    : late
      ? condition("Progressing", "False", "ProgressDeadlineExceeded", `ReplicaSet "${newest.metadata.name}" has timed out progressing.`, began + 601_000)
      : condition("Progressing", "True", "ReplicaSetUpdated", `ReplicaSet "${newest.metadata.name}" is progressing.`, began);
  const failure = work.failCreate ? [condition("ReplicaFailure", "True", "FailedCreate", refusal(work, newest, 0), ago(work.failCreate.first))] : [];
  return [available, ...failure, progress];
}

function scalingEvents(world: World, deployment: Doc, sets: Doc[], work: Doc): void {
  const say = (message: string, last: number) => record(world, deployment, { reason: "ScalingReplicaSet", message, from: "deployment-controller", last });
  const [newest, previous] = sets;
  const began = Date.parse(newest!.metadata.creationTimestamp);
  if (work.strategy === "Recreate" && previous) say(`Scaled down replica set ${previous.metadata.name} from ${work.replicas} to 0`, began - 33_000);
  if (newest!.spec.replicas > 0) say(`Scaled up replica set ${newest!.metadata.name} from 0 to ${newest!.spec.replicas}`, began);
  for (const scaled of work.scaled ?? []) say(`Scaled ${scaled.to > scaled.from ? "up" : "down"} replica set ${newest!.metadata.name} from ${scaled.from} to ${scaled.to}`, ago(scaled.at));
}
