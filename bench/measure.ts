/** The middle of some numbers and the range that holds nine tenths of them. */
export function summary(values: readonly number[]): { median: number; p5: number; p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { median: at(0.5), p5: at(0.05), p95: at(0.95) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Runs both in turns, so that whatever else the machine does meets them alike. */
export async function sideBySide(
  times: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<[number[], number[]]> {
  const results: [number[], number[]] = [[], []];
  for (let index = 0; index < times; index += 1) {
    results[0].push(await timed(first));
    results[1].push(await timed(second));
  }
  return results;
}

export function milliseconds(values: readonly number[]): string {
  const { median, p5, p95 } = summary(values);
  return `${median.toFixed(1)} ms (5-95%: ${p5.toFixed(1)}-${p95.toFixed(1)}, n=${values.length})`;
}

export async function post(
  address: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const reply = await fetch(`${address}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${(await reply.text()).slice(0, 500)}`);
  return (await reply.json()) as Record<string, unknown>;
}
