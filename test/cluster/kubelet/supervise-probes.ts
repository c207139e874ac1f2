import type { ContainerRecord } from "./container-record.ts";
import type { PodContext } from "./container-runner.ts";
import type { Inside } from "./inside.ts";
import { probe } from "./probes.ts";
import type { RunEnd } from "./run-program.ts";

// A real kubelet's first probe comes up to a period after the start; programs get this long to begin.
const leastDelay = 1;

type Kind = "Startup" | "Readiness" | "Liveness";

/** Probes a running container until the signal. `killed` resolves when a liveness or startup probe has failed too often. */
export function superviseProbes(
  record: ContainerRecord,
  inside: Inside,
  context: PodContext,
  ended: AbortSignal,
): { readonly killed: Promise<RunEnd> } {
  const { startupProbe, readinessProbe, livenessProbe } = record.spec;
  const killed = new Promise<RunEnd>((resolve) => {
    const kill = async (kind: Kind) => {
      const message = `Container ${record.name} failed ${kind.toLowerCase()} probe, will be restarted`;
      context.record(record, "Normal", "Killing", message);
      if (inside.program.ignoresTermination === true)
        await context.pace.sleep(context.pod.spec.terminationGracePeriodSeconds ?? 30, ended);
      resolve({ exitCode: inside.program.ignoresTermination === true ? 137 : 143, reason: "Error" });
    };
    void (async () => {
      if (startupProbe !== undefined && !(await watchStartup(startupProbe))) return kill("Startup");
      record.isStarted = true;
      // An init container is ready once it has ended well.
      if (readinessProbe === undefined) record.isReady = record.kind !== "init";
      else void watchReadiness(readinessProbe);
      context.changed();
      if (livenessProbe !== undefined && (await failsLiveness(livenessProbe))) return kill("Liveness");
      return undefined;
    })();
  });
  return { killed };

  async function check(kind: Kind, spec: any): Promise<boolean> {
    const output = await probe(spec, inside, record, context.podIP, context.world).catch(() => undefined);
    if (ended.aborted) return true;
    if (output !== undefined) context.record(record, "Warning", "Unhealthy", `${kind} probe failed: ${output}`);
    return output === undefined;
  }
  async function* checks(kind: Kind, spec: any): AsyncGenerator<boolean> {
    await context.pace.sleep(spec.initialDelaySeconds || leastDelay, ended);
    while (!ended.aborted) {
      yield await check(kind, spec);
      await context.pace.sleep(spec.periodSeconds ?? 10, ended);
    }
  }
  /** Whether the container has started; false when it has failed for good. */
  async function watchStartup(spec: any): Promise<boolean> {
    let failures = 0;
    for await (const isGood of checks("Startup", spec)) {
      if (isGood) return true;
      failures += 1;
      if (failures >= (spec.failureThreshold ?? 3)) return false;
    }
    return true;
  }
  async function failsLiveness(spec: any): Promise<boolean> {
    let failures = 0;
    for await (const isGood of checks("Liveness", spec)) {
      failures = isGood ? 0 : failures + 1;
      if (failures >= (spec.failureThreshold ?? 3)) return true;
    }
    return false;
  }
  async function watchReadiness(spec: any): Promise<void> {
    let streak = 0;
    let last = false;
    for await (const isGood of checks("Readiness", spec)) {
      streak = isGood === last ? streak + 1 : 1;
      last = isGood;
      const threshold = isGood ? (spec.successThreshold ?? 1) : (spec.failureThreshold ?? 3);
      if (ended.aborted || record.isReady === isGood || streak < threshold) continue;
      record.isReady = isGood;
      context.changed();
    }
  }
}
