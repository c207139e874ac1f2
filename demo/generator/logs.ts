import { logStamps, recordedAt, seconds } from "./clock.ts";
import { digest, numbers } from "./identity.ts";
import type { Doc, World } from "./world.ts";

/**
 * Writes the log of each container that has run. A profile has `start` lines (`+1.5 text`: seconds after the container
 * began), `traffic` lines drawn at random every `every` until it ended, and `end` lines (`-0.5 text`: seconds before its end).
 */
export function addLogs(world: World, profiles: Doc): void {
  for (const pod of world.list("Pod")) {
    const all = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
    for (const status of all.filter(hasRun)) containerLogs(world, pod, status, profileFor(profiles, pod, status));
  }
}

const hasRun = ({ state, lastState }: Doc): boolean => Boolean(state.running ?? state.terminated ?? lastState.terminated);

/** The most particular profile: of the version, of the container of the workload, of the workload, of the image. */
function profileFor(profiles: Doc, pod: Doc, status: Doc): Doc {
  const { namespace, name, labels = {} } = pod.metadata;
  const app = labels.app ?? labels["k8s-app"] ?? labels.component ?? name;
  const version = status.image.split(":").at(-1);
  const keys = [`${namespace}/${app}/${version}`, `${namespace}/${app}/${status.name}`, `${namespace}/${name}`, `${namespace}/${app}`, status.name];
  const key = keys.find((k) => profiles[k]);
  if (!key) throw new Error(`no log profile for ${keys[1]}`);
  const given = profiles[key];
  return given.like ? { ...profiles[given.like], ...given } : given;
}

function containerLogs(world: World, pod: Doc, status: Doc, profile: Doc): void {
  const { running, terminated } = status.state;
  const last = status.lastState.terminated;
  const { namespace, name } = pod.metadata;
  const write = (run: Doc, previous: boolean, lines: Doc) => world.logs.push({ namespace, pod: name, container: status.name, previous, text: render(lines, { pod, status, ...span(run), seed: `${name}/${status.name}/${previous}` }) });
  const crash = profile.crash ? { ...profile, ...profile.crash } : profile;
  if (running) write(running, false, profile);
  else if (terminated) write(terminated, false, terminated.exitCode === 0 ? profile : crash);
  // While a container waits for its restart, kubelet answers `logs` and `logs --previous` with the same last run.
  else if (last) write(last, false, crash);
  if (last) write(last, true, crash);
}

type Scene = { pod: Doc; status: Doc; from: number; to: number; seed: string };

const span = (run: Doc) => ({ from: Date.parse(run.startedAt), to: run.finishedAt ? Date.parse(run.finishedAt) : recordedAt });

function render(profile: Doc, scene: Scene): string {
  const next = numbers(`log ${scene.seed}`);
  const at = (line: string, zero: number) => {
    const [, offset, text] = /^([+-][\d.]+) ?(.*)$/s.exec(line) ?? [];
    if (offset === undefined) throw new Error(`log line without offset: ${line}`);
    return fill(text!, zero + Math.round(Number(offset) * 1000), scene, next);
  };
  const start = (profile.start ?? []).map((line: string) => at(line, scene.from));
  const end = (profile.end ?? []).map((line: string) => at(line, scene.to));
  const lines = [...start, ...traffic(profile, scene, next), ...end];
  return lines.length ? `${lines.join("\n")}\n` : "";
}

function traffic(profile: Doc, scene: Scene, next: () => number): string[] {
  if (!profile.traffic) return [];
  const every = seconds(profile.every ?? "15s") * 1000;
  const until = scene.to - Math.round(next() * every);
  const from = Math.max(scene.from + seconds(profile.warm ?? "20s") * 1000, until - every * (profile.count ?? 60));
  const lines: string[] = [];
  for (let time = from; time <= until; time += Math.round(every * (0.3 + next() * 1.4))) {
    lines.push(fill(profile.traffic[Math.floor(next() * profile.traffic.length)], time, scene, next));
  }
  return lines;
}

/** Replaces `{iso}` and the other stamps, `{pod}`, `{node}`, `{ip}`, `{pick a|b}`, `{int 5-90}`, `{hex 16}`. */
function fill(text: string, time: number, scene: Scene, next: () => number): string {
  return text.replace(/\{([a-z]+)(?: ([^{}]*))?\}/g, (whole, token: string, rest = "") => {
    const stamped = logStamps[token];
    if (stamped) return stamped(time + (rest ? Math.round(Number(rest) * 1000) : 0));
    return words[token]?.(scene, rest, next) ?? whole;
  });
}

const words: Record<string, (scene: Scene, rest: string, next: () => number) => string> = {
  pod: ({ pod }) => pod.metadata.name,
  podip: ({ pod }) => pod.status.podIP ?? "",
  node: ({ pod }) => pod.spec.nodeName,
  ip: (_scene, _rest, next) => `10.244.${1 + Math.floor(next() * 4)}.${4 + Math.floor(next() * 60)}`,
  public: (_scene, _rest, next) => `198.51.100.${1 + Math.floor(next() * 250)}`,
  pick: (_scene, rest, next) => rest.split("|")[Math.floor(next() * rest.split("|").length)]!,
  int: (_scene, rest, next) => {
    const [low, high] = rest.split("-").map(Number);
    return String(low! + Math.floor(next() * (high! - low! + 1)));
  },
  hex: (_scene, rest, next) => digest(String(next())).slice(0, Number(rest)),
};
