import { recordedAt, seconds } from "./clock.ts";
import { digest } from "./identity.ts";
import { type EventDescription, record, times } from "./events.ts";
import type { Life } from "./pod-states.ts";
import type { Doc, World } from "./world.ts";

/** Leaves the events behind that scheduler and kubelet write for such a life. */
export function podEvents(world: World, pod: Doc, life: Life): void {
  const host = pod.spec.nodeName;
  const kubelet = (event: Omit<EventDescription, "from" | "host">) => record(world, pod, { ...event, from: "kubelet", host });
  if (!life.scheduled) return unschedulable(world, pod, life);
  const { name, namespace } = pod.metadata;
  if (pod.metadata.ownerReferences?.[0]?.kind !== "Node") {
    record(world, pod, { reason: "Scheduled", message: `Successfully assigned ${namespace}/${name} to ${host}`, from: "default-scheduler", last: life.scheduledAt });
  }
  const story = stories[life.kind] ?? started;
  story({ pod, life, kubelet });
}

type Scene = { pod: Doc; life: Life; kubelet: (event: Omit<EventDescription, "from" | "host">) => void };

function unschedulable(world: World, pod: Doc, life: Life): void {
  // The scheduler looks again every five minutes when nothing in the cluster changes.
  const last = recordedAt - ((recordedAt - life.created) % 300_000) - 1000;
  const series = times(life.created, last, "5m");
  record(world, pod, { type: "Warning", reason: "FailedScheduling", message: life.message!, from: "default-scheduler", first: life.created, last: Math.max(last, life.created), count: series });
}

const stories: Record<string, (scene: Scene) => void> = {
  running: (scene) => started(scene),
  "crash-loop": (scene) => {
    initDone(scene);
    crashed(scene, scene.pod.spec.containers[0], "spec.containers");
  },
  "init-crash": (scene) => crashed(scene, scene.pod.spec.initContainers[0], "spec.initContainers"),
  restarting: (scene) => {
    crashed(scene, scene.pod.spec.containers[0], "spec.containers");
    probeFailures(scene);
  },
  "not-ready": (scene) => {
    started(scene);
    probeFailures(scene);
  },
  "image-pull": (scene) => pullFailures(scene),
  "config-error": (scene) => configError(scene),
  creating: ({ life, kubelet }) => {
    const last = recordedAt - 47_000;
    // Mount retries back off to about two minutes.
    kubelet({ type: "Warning", reason: "FailedMount", message: life.state.error, first: life.created + 1000, last, count: 5 + times(life.created, last, "2m2s") });
  },
  evicted: ({ life, kubelet }) => {
    kubelet({ type: "Warning", reason: "Evicted", message: life.message!, last: life.changed });
  },
};

const field = (list: string, container: Doc) => ({ field: `${list}{${container.name}}` });

function initDone({ pod, life, kubelet }: Scene): void {
  for (const c of pod.spec.initContainers ?? []) created(kubelet, c, life.created + 2000, "spec.initContainers");
}

function created(kubelet: Scene["kubelet"], c: Doc, at: number, list: string): void {
  kubelet({ reason: "Pulled", message: `Container image "${c.image}" already present on machine`, last: at, ...field(list, c) });
  kubelet({ reason: "Created", message: `Created container: ${c.name}`, last: at, ...field(list, c) });
  kubelet({ reason: "Started", message: `Started container ${c.name}`, last: at, ...field(list, c) });
}

function started(scene: Scene): void {
  initDone(scene);
  for (const c of scene.pod.spec.containers) created(scene.kubelet, c, scene.life.runs[0]!.start, "spec.containers");
}

function crashed({ pod, life, kubelet }: Scene, c: Doc, list: string): void {
  const first = life.runs[0]!.start;
  const last = life.runs.at(-1)!;
  const count = life.runs.length;
  const all = { first, last: last.start, count, ...field(list, c) };
  const size = 20_000_000 + (Number.parseInt(digest(c.image).slice(0, 6), 16) % 160_000_000);
  const took = `${(size / 61_000_000).toFixed(3)}s`;
  kubelet({ reason: "Pulling", message: `Pulling image "${c.image}"`, last: first - 3000, ...field(list, c) });
  kubelet({ reason: "Pulled", message: `Successfully pulled image "${c.image}" in ${took} (${took} including waiting). Image size: ${size} bytes.`, last: first - 500, ...field(list, c) });
  kubelet({ reason: "Pulled", message: `Container image "${c.image}" already present on machine`, ...all, first: life.runs[1]?.start ?? first, count: count - 1 });
  kubelet({ reason: "Created", message: `Created container: ${c.name}`, ...all });
  kubelet({ reason: "Started", message: `Started container ${c.name}`, ...all });
  const { name, namespace, uid } = pod.metadata;
  const seen = life.kind === "restarting" ? last.start - 15_000 : recordedAt - 9_000;
  kubelet({ type: "Warning", reason: "BackOff", message: `Back-off restarting failed container ${c.name} in pod ${name}_${namespace}(${uid})`, first: life.runs[0]!.end, last: seen, count: times(first, seen, "13s"), ...field(list, c) });
}

/** `state.probes` lists `{type: Readiness, message, every, from}`. */
function probeFailures({ pod, life, kubelet }: Scene): void {
  const c = pod.spec.containers[0];
  const address = pod.status.podIP;
  for (const probe of life.state.probes ?? []) {
    const message = `${probe.type} probe failed: ${probe.message}`.replaceAll("POD_IP", address);
    const last = recordedAt - seconds(probe.last ?? "4s") * 1000;
    const count = probe.count ?? (probe.perRun && (life.runs.length - 1) * probe.perRun + 1) ?? times(life.runs[0]!.start, last, probe.every ?? "10s");
    kubelet({ type: "Warning", reason: "Unhealthy", message, first: life.runs[0]!.start + 10_000, last, count, ...field("spec.containers", c) });
  }
  if (life.kind !== "restarting") return;
  const kills = life.runs.length - 1;
  kubelet({ reason: "Killing", message: `Container ${c.name} failed liveness probe, will be restarted`, first: life.runs[0]!.end, last: life.runs.at(-2)!.end - 1000, count: kills, ...field("spec.containers", c) });
}

function pullFailures({ pod, life, kubelet }: Scene): void {
  const c = pod.spec.containers[0];
  const first = life.created + 1000;
  const tries = 4 + times(life.created, recordedAt, "5m6s");
  const last = recordedAt - 104_000;
  const all = { first, last, count: tries, ...field("spec.containers", c) };
  kubelet({ reason: "Pulling", message: `Pulling image "${c.image}"`, ...all });
  kubelet({ type: "Warning", reason: "Failed", message: `Failed to pull image "${c.image}": ${life.state.error}`, ...all });
  kubelet({ type: "Warning", reason: "Failed", message: "Error: ErrImagePull", ...all });
  const syncs = { first: first + 1000, last: recordedAt - 11_000, count: times(first, recordedAt, "13s"), ...field("spec.containers", c) };
  kubelet({ reason: "BackOff", message: `Back-off pulling image "${c.image}"`, ...syncs });
  kubelet({ type: "Warning", reason: "Failed", message: "Error: ImagePullBackOff", ...syncs });
}

function configError({ pod, life, kubelet }: Scene): void {
  const c = pod.spec.containers[0];
  const first = life.created + 2000;
  const all = { first, last: recordedAt - 5_000, count: times(first, recordedAt, "12s"), ...field("spec.containers", c) };
  kubelet({ reason: "Pulled", message: `Container image "${c.image}" already present on machine`, ...all });
  kubelet({ type: "Warning", reason: "Failed", message: `Error: ${life.state.error}`, ...all });
}
