import type { RunningService } from "../contract/service.ts";

/** What a service has counted of its models. */
export type ModelCounts = Readonly<Record<keyof typeof counters, number>>;

const counters = {
  answers: /^kubetriage_model_requests_total\{.*outcome="ok"/,
  failures: /^kubetriage_model_requests_total\{.*outcome="(?!ok")/,
  retries: /^kubetriage_model_retries_total\{/,
  fallbacks: /^kubetriage_model_fallbacks_total\{/,
  unparsable: /^kubetriage_model_unparsable_replies_total\{/,
  unsupported: /^kubetriage_model_unsupported_claims_total\{/,
  input: /^kubetriage_model_tokens_total\{.*kind="input"/,
  output: /^kubetriage_model_tokens_total\{.*kind="output"/,
};

/** Does something and tells what it took of the models, by `/metrics`. */
export async function counted<T>(
  service: RunningService,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly counts: ModelCounts }> {
  const before = await metricLines(service);
  const value = await work();
  const after = await metricLines(service);
  const grown = Object.entries(counters).map(([name, line]) => [name, sum(after, line) - sum(before, line)]);
  return { value, counts: Object.fromEntries(grown) as ModelCounts };
}

/** The risks of all commands that a service has run, by `/metrics`. */
export async function risksRun(service: RunningService): Promise<readonly string[]> {
  const runs = /^kubetriage_kubectl_seconds_count\{.*risk="([^"]+)"/;
  return [...new Set((await metricLines(service)).flatMap((line) => runs.exec(line)?.[1] ?? []))];
}

async function metricLines(service: RunningService): Promise<readonly string[]> {
  return (await service.send("GET", "/metrics")).text.split("\n");
}

function sum(lines: readonly string[], counter: RegExp): number {
  return lines
    .filter((line) => counter.test(line))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(" "))), 0);
}
