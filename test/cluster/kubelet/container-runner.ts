import type { KubernetesObject } from "../api-client.ts";
import { environmentOf } from "./container-environment.ts";
import { type ContainerRecord, markRunning, markTerminated, markWaiting } from "./container-record.ts";
import type { EventType } from "./event-recorder.ts";
import { userOf } from "./holds.ts";
import { type Images, missingPullSecrets, pull } from "./images.ts";
import type { Inside } from "./inside.ts";
import type { Pace } from "./pace.ts";
import type { Program } from "./program.ts";
import { type RunEnd, runProgram } from "./run-program.ts";
import { superviseProbes } from "./supervise-probes.ts";
import { mountedFile } from "./volumes.ts";
import type { World } from "./world.ts";

/** What a running container needs of its pod. */
export type PodContext = {
  readonly pod: KubernetesObject;
  readonly world: World;
  readonly images: Images;
  readonly pace: Pace;
  readonly podIP: string;
  /** Aborted when the pod ends: no container is started any more. */
  readonly ending: AbortSignal;
  changed(): void;
  record(record: ContainerRecord | undefined, type: EventType, reason: string, message: string): void;
  evict(reason: string, message: string): void;
};

/** Keeps one container as the kubelet would, until it is done for good or its pod ends. Texts: pkg/kubelet/kuberuntime, pkg/kubelet/images. */
export async function keepContainer(record: ContainerRecord, context: PodContext): Promise<void> {
  const backOff = newBackOff();
  while (!context.ending.aborted) {
    const ready = await prepare(record, context);
    if (ready === undefined) return;
    const end = await runOnce(record, ready, context);
    if (context.ending.aborted || !restarts(record, end.exitCode, context.pod.spec.restartPolicy)) return;
    await waitBackOff(record, backOff.next(), context);
    record.restartCount += 1;
  }
}

function restarts(record: ContainerRecord, exitCode: number, podPolicy: string): boolean {
  if (record.kind === "sidecar") return true;
  if (record.kind === "init") return exitCode !== 0 && podPolicy !== "Never";
  const policy = record.spec.restartPolicy ?? podPolicy;
  return policy === "Always" || (policy === "OnFailure" && exitCode !== 0);
}

/** The first restart is at once, then after 10 s, doubling up to five minutes. */
function newBackOff(): { next(): number } {
  let seconds = 0;
  return {
    next: () => {
      const now = seconds;
      seconds = seconds === 0 ? 10 : Math.min(seconds * 2, 300);
      return now;
    },
  };
}

async function waitBackOff(record: ContainerRecord, seconds: number, context: PodContext): Promise<void> {
  if (seconds === 0) return;
  const length = seconds >= 60 ? `${Math.floor(seconds / 60)}m${seconds % 60}s` : `${seconds}s`;
  const pod = formatPod(context.pod);
  markWaiting(record, "CrashLoopBackOff", `back-off ${length} restarting failed container=${record.name} pod=${pod}`);
  context.changed();
  for (let waited = 0; waited < seconds && !context.ending.aborted; waited += 10) {
    context.record(record, "Warning", "BackOff", `Back-off restarting failed container ${record.name} in pod ${pod}`);
    await context.pace.sleep(Math.min(10, seconds - waited), context.ending);
  }
}

/** Name, namespace and uid as pkg/kubelet/util/format writes a pod. */
export function formatPod({ metadata }: KubernetesObject): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}

/** Pulls the image and makes the container's configuration, again and again until both are there. */
async function prepare(record: ContainerRecord, context: PodContext): Promise<Inside | undefined> {
  const program = await pullImage(record, context);
  if (program === undefined) return undefined;
  while (!context.ending.aborted) {
    const inside = configure(record, program, context);
    if (typeof inside !== "string") return inside;
    markWaiting(record, "CreateContainerConfigError", inside);
    context.record(record, "Warning", "Failed", `Error: ${inside}`);
    context.changed();
    await context.pace.sleep(10, context.ending);
    context.record(record, "Normal", "Pulled", alreadyPresent(record.spec.image));
  }
  return undefined;
}

async function pullImage(record: ContainerRecord, context: PodContext): Promise<Program | undefined> {
  const { image } = record.spec;
  for (let seconds = 10; !context.ending.aborted; seconds = Math.min(seconds * 2, 300)) {
    const missing = missingPullSecrets(context.pod, context.world);
    if (missing.length > 0)
      context.record(
        undefined,
        "Warning",
        "FailedToRetrieveImagePullSecret",
        `Unable to retrieve some image pull secrets (${missing.join(", ")}); attempting to pull the image may not succeed.`,
      );
    const found = pull(image, context.pod, context.images, context.world);
    if ("program" in found && !isNeverPulled(record)) {
      await announcePull(record, context);
      record.imageID = found.id;
      return found.program;
    }
    if ("program" in found)
      refuse(
        record,
        context,
        "ErrImageNeverPull",
        `Container image "${image}" is not present with pull policy of Never`,
        "ErrImageNeverPull",
      );
    else if ("invalid" in found)
      refuse(
        record,
        context,
        "InspectFailed",
        `Failed to apply default image tag "${image}": ${found.invalid}`,
        "InvalidImageName",
      );
    else await failPull(record, found.error, seconds, context);
    if ("error" in found) continue;
    await context.pace.sleep(10, context.ending);
  }
  return undefined;
}

/** The nodes are taken to have no images beforehand, so a container that never pulls has none. */
function isNeverPulled({ spec }: ContainerRecord): boolean {
  return spec.imagePullPolicy === "Never";
}

async function announcePull(record: ContainerRecord, context: PodContext): Promise<void> {
  const { image, imagePullPolicy } = record.spec;
  if (imagePullPolicy !== "Always" && record.restartCount + (record.containerID === "" ? 0 : 1) > 0) {
    context.record(record, "Normal", "Pulled", alreadyPresent(image));
    return;
  }
  context.record(record, "Normal", "Pulling", `Pulling image "${image}"`);
  await context.pace.sleep(0.5, context.ending);
  context.record(
    record,
    "Normal",
    "Pulled",
    `Successfully pulled image "${image}" in 512ms (512ms including waiting). Image size: 48211034 bytes.`,
  );
}

function alreadyPresent(image: string): string {
  return `Container image "${image}" already present on machine and can be accessed by the pod`;
}

function refuse(record: ContainerRecord, context: PodContext, event: string, message: string, reason: string): void {
  markWaiting(record, reason, message);
  context.record(record, "Warning", event, message);
  context.record(record, "Warning", "Failed", `Error: ${reason}`);
  context.changed();
}

async function failPull(record: ContainerRecord, error: string, seconds: number, context: PodContext): Promise<void> {
  const { image } = record.spec;
  context.record(record, "Normal", "Pulling", `Pulling image "${image}"`);
  await context.pace.sleep(0.5, context.ending);
  markWaiting(record, "ErrImagePull", error);
  context.record(record, "Warning", "Failed", `Failed to pull image "${image}": ${error}`);
  context.record(record, "Warning", "Failed", "Error: ErrImagePull");
  context.changed();
  await context.pace.sleep(2, context.ending);
  markWaiting(record, "ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: ${error}`);
  context.record(record, "Normal", "BackOff", `Back-off pulling image "${image}"`);
  context.record(record, "Warning", "Failed", "Error: ImagePullBackOff");
  context.changed();
  await context.pace.sleep(seconds, context.ending);
}

/** The inside of the container, or the text of a CreateContainerConfigError. */
function configure(record: ContainerRecord, program: Program, context: PodContext): Inside | string {
  const { pod, world } = context;
  const container = record.spec;
  const environment = environmentOf(pod, container, world);
  if ("error" in environment) return environment.error;
  const security = { ...pod.spec.securityContext, ...container.securityContext };
  if (security.runAsNonRoot === true && userOf({ pod, container, program }) === "root")
    return security.runAsUser === 0
      ? `container's runAsUser breaks non-root policy (pod: "${formatPod(pod)}", container: ${record.name})`
      : `container has runAsNonRoot and image will run as root (pod: "${formatPod(pod)}", container: ${record.name})`;
  return {
    pod,
    container,
    program,
    environment: environment.variables,
    file: (path) => mountedFile(path, pod, container, world) ?? program.files?.[path],
    mounts: (container.volumeMounts ?? []).map((mount: any) => ({
      path: mount.mountPath,
      readOnly: mount.readOnly === true || isReadOnlyVolume(mount.name, pod),
    })),
  };
}

function isReadOnlyVolume(name: string, pod: KubernetesObject): boolean {
  const volume = pod.spec.volumes?.find((each: any) => each.name === name);
  return Boolean(volume?.configMap ?? volume?.secret ?? volume?.projected ?? volume?.downwardAPI);
}

async function runOnce(record: ContainerRecord, inside: Inside, context: PodContext): Promise<RunEnd> {
  const { pace } = context;
  if (record.state.terminated !== undefined) record.lastTerminated = record.state.terminated;
  context.record(record, "Normal", "Created", "Container created");
  const failure = startFailure(inside);
  if (failure !== undefined) return failStart(record, failure, context);
  const log = markRunning(record, pace.now());
  context.record(record, "Normal", "Started", "Container started");
  context.changed();
  const ended = new AbortController();
  const run = runProgram(record, inside, log, context, ended.signal);
  const probes = superviseProbes(record, inside, context, ended.signal);
  const end = await Promise.race([run, probes.killed, stopWithPod(inside, context, ended.signal)]);
  ended.abort();
  const message = terminationMessage(record, end, log);
  markTerminated(record, { ...end, ...(message !== undefined && { message }) }, pace.now());
  context.changed();
  return end;
}

/** The text of the runtime when the command of a container cannot be executed at all. */
function startFailure({ program, container }: Inside): string | undefined {
  const [name] = container.command ?? [];
  if (name === undefined || program.executables === undefined || program.executables.includes(name)) return undefined;
  const why = name.startsWith("/") ? `stat ${name}: no such file or directory` : "executable file not found in $PATH";
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "${name}": ${why}: unknown`;
}

async function failStart(record: ContainerRecord, message: string, context: PodContext): Promise<RunEnd> {
  const now = context.pace.now();
  markRunning(record, now);
  record.state = {};
  const end = { exitCode: 128, reason: "StartError" };
  markTerminated(record, { ...end, message }, now);
  if (record.state.terminated !== undefined)
    record.state = { terminated: { ...record.state.terminated, startedAt: "1970-01-01T00:00:00Z" } };
  context.record(record, "Warning", "Failed", `Error: ${message}`);
  markWaiting(record, "RunContainerError", message);
  context.changed();
  await context.pace.sleep(2, context.ending);
  return end;
}

/** The pod ends while the container runs: it gets SIGTERM, and SIGKILL after the grace period. */
async function stopWithPod(inside: Inside, context: PodContext, ended: AbortSignal): Promise<RunEnd> {
  const { ending, pace, pod } = context;
  if (!ending.aborted) await new Promise((resolve) => ending.addEventListener("abort", resolve, { once: true }));
  if (inside.program.ignoresTermination !== true) return { exitCode: 143, reason: "Error" };
  const grace = pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  await pace.sleep(grace, ended);
  return { exitCode: 137, reason: "Error" };
}

function terminationMessage(
  record: ContainerRecord,
  end: RunEnd,
  log: readonly { text: string }[],
): string | undefined {
  if (record.spec.terminationMessagePolicy !== "FallbackToLogsOnError" || end.exitCode === 0) return undefined;
  return `${log
    .slice(-80)
    .map(({ text }) => text)
    .join("\n")
    .slice(-2048)}\n`;
}
