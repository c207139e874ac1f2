import { ago, recordedAt, seconds, stamp } from "./clock.ts";
import type { Doc } from "./world.ts";

/** What has become of a pod: enough to write its status, conditions and events. */
export type Life = {
  kind: string;
  state: Doc;
  created: number;
  scheduledAt: number;
  changed: number;
  scheduled: boolean;
  phase: string;
  ready: boolean;
  readySince: number;
  reason?: string;
  message?: string;
  noAddress?: boolean;
  initFailing?: boolean;
  runs: Run[];
  main: Doc;
  others: Doc;
  init: Doc;
};
type Run = { start: number; end: number };

/** The life that a state description (`{kind: crash-loop, exit: 1, run: 2s}`) gives a pod made at `created`. */
export function lifeOf(state: Doc, created: number): Life {
  const make = lives[state.kind ?? "running"];
  if (!make) throw new Error(`no pod state ${state.kind}`);
  const began = created + Math.round(seconds(state.startup ?? "3s") * 1000);
  return { ...base(state, created, began), ...make(state, began, created) };
}

function base(state: Doc, created: number, began: number): Life {
  return {
    kind: state.kind ?? "running",
    state,
    created,
    scheduledAt: created + seconds(state.scheduled ?? "0s") * 1000,
    changed: began + 8000,
    scheduled: true,
    phase: "Running",
    ready: false,
    readySince: created + 1000,
    runs: [{ start: began, end: recordedAt }],
    main: running(began, true),
    others: running(began, true),
    init: { ...ended({ start: created + 2000, end: began }, 0, "Completed"), ready: true },
  };
}

const running = (start: number, ready: boolean, extra: Doc = {}): Doc => ({ state: { running: { startedAt: stamp(start) } }, ready, started: true, ...extra });
const terminated = (run: Run, exitCode: number, reason: string, message?: string): Doc => ({
  terminated: { exitCode, finishedAt: stamp(run.end), ...(message ? { message } : {}), reason, startedAt: stamp(run.start) },
});
const ended = (run: Run, exitCode: number, reason: string): Doc => ({ state: terminated(run, exitCode, reason), ready: false, started: false });
const waiting = (reason: string, message?: string): Doc => ({ state: { waiting: message ? { message, reason } : { reason } }, pulled: false });
const blocked = { ...waiting("ContainerCreating") };

type Make = (state: Doc, began: number, created: number) => Partial<Life>;

const lives: Record<string, Make> = {
  running: (state, began) => {
    if (!state.restarts) return { ready: true, readySince: began + 8000, main: running(began, true) };
    const restarted = ago(state.restarted);
    const last = { start: restarted - seconds(state.ran ?? "3d") * 1000, end: restarted - 2000 };
    const main = running(restarted, true, { restartCount: state.restarts, lastState: terminated({ start: Math.max(began, last.start), end: last.end }, state.exit ?? 1, state.reason ?? "Error") });
    return { ready: true, readySince: restarted + 8000, changed: restarted + 8000, main, runs: [last, { start: restarted, end: recordedAt }] };
  },
  "crash-loop": (state, began) => {
    const runs = crashes(began, seconds(state.run) * 1000);
    return { runs, changed: runs.at(-1)!.end, readySince: runs[0]!.end, main: crashLooping(state, runs) };
  },
  "init-crash": (state, began) => {
    const runs = crashes(began, seconds(state.run) * 1000);
    return { runs, phase: "Pending", initFailing: true, changed: runs.at(-1)!.end, main: waiting("PodInitializing"), others: waiting("PodInitializing"), init: crashLooping(state, runs) };
  },
  restarting: (state, began) => {
    const runs = crashes(began, seconds(state.run) * 1000);
    const current = { start: recordedAt - seconds(state.up) * 1000, end: recordedAt };
    const past = runs.filter((run) => run.end < current.start - 20_000);
    const main = running(current.start, false, { restartCount: past.length, lastState: terminated(past.at(-1)!, state.exit, state.reason ?? "Error") });
    return { runs: [...past, current], changed: current.start, main };
  },
  "not-ready": (_state, began) => ({ main: running(began, false) }),
  "image-pull": (state) => ({ phase: "Pending", main: waiting("ImagePullBackOff", `Back-off pulling image "${state.image}": ErrImagePull: ${state.error}`) }),
  "config-error": (state) => ({ phase: "Pending", main: waiting("CreateContainerConfigError", state.error) }),
  pending: (state) => ({ phase: "Pending", scheduled: false, message: state.error }),
  creating: () => ({ phase: "Pending", noAddress: true, main: blocked, others: blocked }),
  succeeded: (state, began) => {
    const run = { start: began, end: began + seconds(state.run) * 1000 };
    return { phase: "Succeeded", runs: [run], changed: run.end, readySince: run.end, main: ended(run, 0, "Completed") };
  },
  failed: (state, began) => {
    const run = { start: began, end: began + seconds(state.run) * 1000 };
    return { phase: "Failed", runs: [run], changed: run.end, readySince: began, main: ended(run, state.exit, "Error") };
  },
  evicted: (state) => ({ phase: "Failed", reason: "Evicted", message: state.error, noAddress: true, changed: ago(state.at), readySince: ago(state.at) }),
};

function crashLooping(state: Doc, runs: Run[]): Doc {
  return {
    state: { waiting: { reason: "CrashLoopBackOff", delay: delayText(runs.length) } },
    restartCount: runs.length - 1,
    lastState: terminated(runs.at(-1)!, state.exit, state.reason ?? "Error", state.message),
  };
}

/** The runs of a container that dies after `run` ms: kubelet waits 10 s, then twice as long each time, at most 5 minutes. */
function crashes(began: number, run: number): Run[] {
  const runs: Run[] = [];
  for (let start = began, wait = 10_000; start + run < recordedAt - 5000; start = runs.at(-1)!.end + wait, wait = Math.min(wait * 2, 300_000)) {
    runs.push({ start, end: start + run });
  }
  return runs;
}

const delayText = (runs: number): string => ["10s", "20s", "40s", "1m20s", "2m40s"][runs - 1] ?? "5m0s";
