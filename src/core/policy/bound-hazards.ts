import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf } from "../kubectl/targets.ts";
import { bounded } from "./bounded.ts";
import { forbidden, type Hazard } from "./hazard.ts";

/** Longest time in seconds that `wait` and `rollout status` may watch; what `kubectl wait` takes when nothing is said. */
const longestWait = 30;

/** Commands that never end by themselves, each with the bounded command that would do. */
export function boundHazards(command: KubectlCommand): readonly Hazard[] {
  const isOn = (name: string) => flagOf(command, name) === "true";
  if (command.verb === "logs" && isOn("follow"))
    return [unbounded("-f", bounded(command, ["follow"], tailOf(command)))];
  if (command.verb === "rollout status") return statusHazards(command);
  if (isOn("watch") || isOn("watch-only")) {
    return [unbounded("--watch", bounded(command, ["watch", "watch-only", "output-watch-events"]))];
  }
  return command.verb === "wait" ? waitHazards(command) : [];
}

function unbounded(flag: string, instead: string): Hazard {
  return forbidden(`${flag} never ends; use \`${instead}\``);
}

function tailOf(command: KubectlCommand): readonly [string, string][] {
  return ["tail", "since", "since-time"].some((name) => flagOf(command, name) !== undefined) ? [] : [["tail", "200"]];
}

function statusHazards(command: KubectlCommand): readonly Hazard[] {
  if (flagOf(command, "watch") === "false") return [];
  const seconds = secondsOf(flagOf(command, "timeout") ?? "0");
  if (seconds > 0 && seconds <= longestWait) return [];
  return [
    forbidden(
      `it waits until the rollout ends; use \`${bounded(command, ["watch", "timeout"], [["watch", "false"]])}\``,
    ),
  ];
}

function waitHazards(command: KubectlCommand): readonly Hazard[] {
  const seconds = secondsOf(flagOf(command, "timeout") ?? "30s");
  if (seconds >= 0 && seconds <= longestWait) return [];
  const instead = bounded(command, ["timeout"], [["timeout", `${longestWait}s`]]);
  return [forbidden(`it may wait longer than ${longestWait} seconds; use \`${instead}\``)];
}

const secondsIn: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a Go duration; NaN, which no limit admits, when it is none. */
function secondsOf(duration: string): number {
  if (duration === "0") return 0;
  const sum = [...duration.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)]
    .map(([, count, unit]) => Number(count) * secondsIn[unit!]!)
    .reduce((total, part) => total + part, 0);
  return duration.startsWith("-") ? -sum : sum;
}
