import { recordedAt, stamp } from "./clock.ts";
import { drop } from "./containers.ts";
import { digest, suffix } from "./identity.ts";
import { podEvents } from "./pod-events.ts";
import { type Life, lifeOf } from "./pod-states.ts";
import { belongs, controlledBy, type Doc, type World } from "./world.ts";

export type PodDescription = {
  namespace: string;
  name: string;
  generateName?: string;
  workload: string;
  owner?: Doc;
  template: Doc;
  labels?: Doc;
  created: number;
  node: string;
  state: Doc;
};

/** A pod as the API server would give it, with the events its life left behind. */
export function addPod(world: World, pod: PodDescription): Doc {
  const life = lifeOf(pod.state, pod.created);
  const spec = podSpec(pod, life);
  const object = world.add(
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: drop({
        name: pod.name,
        generateName: pod.generateName,
        namespace: pod.namespace,
        annotations: pod.template.metadata.annotations,
        labels: { ...pod.template.metadata.labels, ...pod.labels },
        generation: 1,
        ownerReferences: pod.owner && controlledBy(pod.owner),
      }),
      spec,
      status: {},
    },
    pod.created,
    life.changed,
  );
  belongs(object, pod.workload);
  object.status = podStatus(world, object, life);
  podEvents(world, object, life);
  return object;
}

function podSpec(pod: PodDescription, life: Life): Doc {
  const { spec } = pod.template;
  const access = `kube-api-access-${suffix(`access ${pod.name}`, 5)}`;
  const withAccess = (c: Doc) => ({
    ...c,
    volumeMounts: [...(c.volumeMounts ?? []), { mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", name: access, readOnly: true }],
  });
  const isStatic = pod.owner?.kind === "Node";
  const complete = isStatic ? (c: Doc) => c : withAccess;
  return {
    ...spec,
    containers: spec.containers.map(complete),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(complete) } : {}),
    enableServiceLinks: true,
    ...(life.scheduled ? { nodeName: pod.node } : {}),
    preemptionPolicy: "PreemptLowerPriority",
    priority: priorities[spec.priorityClassName ?? ""] ?? 0,
    serviceAccount: spec.serviceAccountName ?? (isStatic ? undefined : "default"),
    serviceAccountName: spec.serviceAccountName ?? (isStatic ? undefined : "default"),
    tolerations: [...(spec.tolerations ?? []), ...(isStatic ? [] : defaultTolerations)],
    volumes: [...(spec.volumes ?? []), ...(isStatic ? [] : [accessVolume(access)])],
  };
}

const priorities: Record<string, number> = { "system-node-critical": 2_000_001_000, "system-cluster-critical": 2_000_000_000 };

const defaultTolerations = ["not-ready", "unreachable"].map((taint) => ({
  effect: "NoExecute",
  key: `node.kubernetes.io/${taint}`,
  operator: "Exists",
  tolerationSeconds: 300,
}));

const accessVolume = (name: string): Doc => ({
  name,
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
      { configMap: { items: [{ key: "ca.crt", path: "ca.crt" }], name: "kube-root-ca.crt" } },
      { downwardAPI: { items: [{ fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" }, path: "namespace" }] } },
    ],
  },
});

function podStatus(world: World, pod: Doc, life: Life): Doc {
  const base = { conditions: conditions(life, pod), phase: life.phase, qosClass: qosClass(pod.spec), ...(life.reason ? { reason: life.reason, message: life.message } : {}) };
  if (!life.scheduled) return base;
  const node = world.find("Node", undefined, pod.spec.nodeName);
  if (!node) throw new Error(`no node ${pod.spec.nodeName} for ${pod.metadata.name}`);
  const hostIP: string = node.status.addresses[0].address;
  const index = Number(hostIP.split(".").pop()) - 10;
  const podIP = life.noAddress ? undefined : pod.spec.hostNetwork ? hostIP : world.podAddress(index);
  return drop({
    ...base,
    startTime: stamp(life.scheduledAt + 1000),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    podIP,
    podIPs: podIP && [{ ip: podIP }],
    ...(life.phase === "Failed" && life.reason === "Evicted" ? {} : statuses(pod, life)),
  });
}

function statuses(pod: Doc, life: Life): Doc {
  const main = pod.spec.containers.map((c: Doc, i: number) => containerStatus(pod, c, i === 0 ? life.main : life.others));
  const init = pod.spec.initContainers?.map((c: Doc) => containerStatus(pod, c, life.init));
  return init ? { containerStatuses: main, initContainerStatuses: init } : { containerStatuses: main };
}

/** Fills ids and names into the state that a life gives a container. */
function containerStatus(pod: Doc, spec: Doc, given: Doc): Doc {
  const { pulled = true, restartCount = 0, state, lastState = {}, ready = false, started = false } = given;
  const id = (run: number) => `containerd://${digest(`${pod.metadata.name}/${spec.name}/${run}`)}`;
  const runs = state.running || state.terminated ? restartCount : restartCount - 1;
  const current = pulled && (state.running || state.terminated || lastState.terminated);
  return drop({
    allocatedResources: Object.keys(spec.resources.requests ?? {}).length && pulled ? spec.resources.requests : undefined,
    containerID: current ? id(Math.max(0, state.running || state.terminated ? restartCount : runs)) : undefined,
    image: spec.image,
    imageID: current ? `${spec.image.replace(/:[^:/]+$/, "")}@sha256:${digest(spec.image)}` : "",
    lastState: lastState.terminated ? { terminated: { containerID: id(Math.max(0, restartCount - 1)), ...lastState.terminated } } : {},
    name: spec.name,
    ready,
    resources: pulled && current ? spec.resources : undefined,
    restartCount,
    started,
    state: fillState(pod, spec, state, id(restartCount)),
  });
}

function fillState(pod: Doc, spec: Doc, state: Doc, id: string): Doc {
  if (state.terminated) return { terminated: { containerID: id, ...state.terminated } };
  if (state.waiting?.reason === "CrashLoopBackOff") {
    const { name, namespace, uid } = pod.metadata;
    return { waiting: { message: `back-off ${state.waiting.delay} restarting failed container=${spec.name} pod=${name}_${namespace}(${uid})`, reason: "CrashLoopBackOff" } };
  }
  return state;
}

function conditions(life: Life, pod: Doc): Doc[] {
  const unready = pod.spec.containers.filter((_: Doc, i: number) => !(i === 0 ? life.main : life.others).ready).map((c: Doc) => c.name);
  const why = life.phase === "Succeeded" ? { reason: "PodCompleted" } : life.phase === "Failed" ? { reason: "PodFailed" } : { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
  const bad = (type: string, time: number, extra: Doc = why) => ({ type, status: "False", ...extra, ...times(time) });
  const good = (type: string, time: number) => ({ type, status: "True", ...times(time) });
  if (!life.scheduled) return [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: life.message, ...times(life.created) }];
  const ready = (type: string) => (life.ready ? good(type, life.readySince) : bad(type, life.readySince));
  const initialized = life.initFailing
    ? bad("Initialized", life.created, { reason: "ContainersNotInitialized", message: `containers with incomplete status: [${pod.spec.initContainers[0].name}]` })
    : good("Initialized", life.scheduledAt + 1000);
  const disrupted = life.reason === "Evicted" ? [{ type: "DisruptionTarget", status: "True", reason: "TerminationByKubelet", message: life.message, ...times(life.changed) }] : [];
  const sandbox = life.noAddress || life.phase !== "Running" ? bad("PodReadyToStartContainers", life.changed, {}) : good("PodReadyToStartContainers", life.scheduledAt + 2000);
  return [...disrupted, sandbox, initialized, ready("Ready"), ready("ContainersReady"), good("PodScheduled", life.scheduledAt)].map((c) => ({ observedGeneration: 1, ...c }));
}

const times = (time: number) => ({ lastProbeTime: null, lastTransitionTime: stamp(Math.min(time, recordedAt)) });

function qosClass(spec: Doc): string {
  const all = [...spec.containers, ...(spec.initContainers ?? [])].map((c: Doc) => c.resources);
  if (all.every((r) => !r.requests && !r.limits)) return "BestEffort";
  const exact = all.every((r) => ["cpu", "memory"].every((n) => r.limits?.[n] && r.limits[n] === (r.requests?.[n] ?? r.limits[n])));
  return exact ? "Guaranteed" : "Burstable";
}
