import { cachedCommand } from "./cached-command.ts";
import { kubectlOverhead } from "./kubectl-overhead.ts";
import { milliseconds, post, sideBySide, summary, timed } from "./measure.ts";
import { modelTokens, modelTurn } from "./models.ts";
import { reading } from "./reading.ts";
import { parses, pipelines } from "./safety.ts";
import { startService } from "./service.ts";
import { longThread, streamsAtOnce } from "./streams.ts";

/** Everything measured in one run. Figures are of this machine; the ratios are what to compare. */
const benches: Record<string, () => Promise<string[]>> = {
  "start to ready (target: 1500 ms)": startToReady,
  "one built-in suggestion (target: 20 ms)": oneSuggestion,
  "one executed command over kubectl alone": kubectlOverhead,
  "50 threads at once": fiftyThreads,
  "200 streams at once": streamsAtOnce,
  "a turn of a thread of 200 turns, besides the model (target: 20 ms)": longThread,
  "memory (target: 150 MiB at rest)": memory,
  "long lists (target: about 1 s for 100,000 pods)": reading,
  "cached /kubectl-command (target: half of bare node:http)": cachedCommand,
  "tokens sent of recorded cases (target: a third of the raw outputs)": modelTokens,
  "a message with a model, in a thread of 200 turns (target: 20 ms besides the model's)": modelTurn,
  "1,000 parses (target: 20 ms)": parses,
  "100 MB (or KUBETRIAGE_BENCH_MB) through a pipeline (target: constant memory)": pipelines,
};

const wanted = process.argv.slice(2);
for (const [title, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.some((word) => title.includes(word))) continue;
  process.stdout.write(`\n${title}\n`);
  for (const line of await bench()) process.stdout.write(`  ${line}\n`);
}

async function startToReady(): Promise<string[]> {
  const start = async (cold: boolean) => {
    const service = await startService({}, cold);
    await service.stop();
    return service.startedInMs;
  };
  await start(false);
  const values: { first: number[]; later: number[] } = { first: [], later: [] };
  for (let index = 0; index < 8; index += 1) {
    values.first.push(await start(true));
    values.later.push(await start(false));
  }
  return [`very first start   ${milliseconds(values.first)}`, `later starts       ${milliseconds(values.later)}`];
}

async function oneSuggestion(): Promise<string[]> {
  const service = await startService({});
  const questions = [
    "why is checkout failing?",
    "Check for failed pods in kube-system",
    "Diagnose why my StatefulSet is stuck",
  ];
  const ask = (index: number) =>
    post(service.address, "/api/sendMessage", { content: questions[index % questions.length], thread_id: `t${index}` });
  for (let index = 0; index < 30; index += 1) await ask(index);
  const values: number[] = [];
  for (let index = 100; index < 400; index += 1) values.push(await timed(() => ask(index)));
  await service.stop();
  return [milliseconds(values)];
}

async function fiftyThreads(): Promise<string[]> {
  const service = await startService({});
  const body = (thread: number) => ({
    content: "approved",
    thread_id: `t${thread}`,
    data: { Cmds: [{ Command: "kubectl get pods -A", Output: "", execute: true }] },
  });
  const ask = (thread: number) => post(service.address, "/api/sendMessage", body(thread));
  await ask(0);
  const together = () => Promise.all(Array.from({ length: 50 }, (_, index) => ask(index + 1)));
  const inTurn = async () => {
    for (let index = 0; index < 50; index += 1) await ask(index + 100);
  };
  const [atOnce, sequential] = await sideBySide(3, together, inTurn);
  await service.stop();
  const ratio = summary(sequential).median / summary(atOnce).median;
  return [
    `at once          ${milliseconds(atOnce)}`,
    `one by one       ${milliseconds(sequential)}`,
    `ratio            ${ratio.toFixed(2)}`,
  ];
}

async function memory(): Promise<string[]> {
  const service = await startService({});
  await post(service.address, "/api/sendMessage", { content: "hello" });
  const rest = service.residentMiB();
  for (let from = 0; from < 1000; from += 20)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(service.address, "/api/sendMessage", {
          content: "why is checkout failing?",
          thread_id: `t${from + index}`,
        }),
      ),
    );
  const after = service.residentMiB();
  await service.stop();
  return [`at rest            ${rest.toFixed(0)} MiB`, `after 1000 threads ${after.toFixed(0)} MiB`];
}
