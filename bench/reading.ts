import { diagnose } from "../src/core/diagnosis/diagnose.ts";
import type { Evidence } from "../src/core/evidence/evidence.ts";
import { observe } from "../src/core/evidence/observe.ts";
import { parseCommand } from "../src/core/kubectl/parse.ts";
import { replyTo } from "../src/core/planner/reply.ts";
import { milliseconds } from "./measure.ts";

/** Lists of pods as large clusters print them, two of a hundred failing: reading them, judging them, answering. */
export async function reading(): Promise<string[]> {
  return [10_000, 50_000, 100_000].flatMap((pods) => [
    `${pods} pods, read and judged  ${milliseconds(times(() => judge(tableOf(pods))))}`,
    `${pods} pods, answered         ${milliseconds(times(() => answer(tableOf(pods))))}`,
  ]);
}

/** `tableOf` is not counted: the work gets it made. */
function times(work: () => () => void): number[] {
  return Array.from({ length: 5 }, () => {
    const run = work();
    const began = performance.now();
    run();
    return performance.now() - began;
  });
}

const judge = (evidence: Evidence) => () => void diagnose(observe([evidence]));

function answer(evidence: Evidence): () => void {
  const view = observe([evidence]);
  const diagnosis = diagnose(view);
  return () =>
    void replyTo({
      question: "why do my pods crash?",
      earlierQuestions: [],
      view,
      newEvidenceFrom: 0,
      diagnosis,
      namespace: "default",
      namespaceGiven: false,
      suggested: [],
      rejections: [],
      answered: [evidence.command],
    });
}

function tableOf(pods: number): Evidence {
  const command = "kubectl get pods -A";
  const parsed = parseCommand(command);
  const rows = Array.from({ length: pods }, (_, index) => rowOf(index));
  return {
    command,
    parsed: parsed.ok ? parsed.command : null,
    stdout: [row("NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "AGE"), ...rows].join("\n"),
    stderr: "",
    exitCode: 0,
    origin: "executed",
    namespace: "default",
  };
}

function rowOf(index: number): string {
  const name = `app-${Math.floor(index / 3)}-${letters(Math.floor(index / 3), 9)}-${letters(index, 5)}`;
  return index % 50 === 0
    ? row(`team-${index % 200}`, name, "0/1", "CrashLoopBackOff", "12 (3m ago)", "5d")
    : row(`team-${index % 200}`, name, "1/1", "Running", "0", "5d");
}

function row(namespace: string, name: string, ready: string, status: string, restarts: string, age: string): string {
  return `${namespace.padEnd(12)}${name.padEnd(40)}${ready.padEnd(8)}${status.padEnd(20)}${restarts.padEnd(16)}${age}`;
}

/** The letters that Kubernetes makes suffixes of (apimachinery `rand.String`). */
function letters(seed: number, length: number): string {
  const alphabet = "bcdfghjklmnpqrstvwxz2456789";
  let rest = seed * 7919 + 13;
  return Array.from({ length }, () => {
    rest = (rest * 31 + 17) % 1_000_003;
    return alphabet[rest % alphabet.length];
  }).join("");
}
