import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { estimateTokens } from "../src/adapters/models/estimate-tokens.ts";
import { writeSituation } from "../src/adapters/models/write-situation.ts";
import { builtinEngine } from "../src/core/planner/builtin.ts";
import { situationOf } from "../test/adapters/models/situation.ts";
import { startVendor } from "../test/adapters/models/vendor.ts";
import { type Case, readCases } from "../test/cases/read-case.ts";
import { milliseconds, post, summary } from "./measure.ts";
import { startService } from "./service.ts";

const root = join(import.meta.dirname, "..");
/** The default of KUBETRIAGE_CONTEXT_TOKENS. */
const contextTokens = 12_000;

/** What a model is sent of each recorded case, all of the prompt but its instructions, against the raw outputs alone; by the estimate of tokens that the service uses. */
export async function modelTokens(): Promise<string[]> {
  const folders = [join(root, "test/cases/own"), join(root, "../shared/cases")].filter((folder) => existsSync(folder));
  const lines: string[] = [];
  for (const folder of folders) {
    const sizes = await Promise.all(readCases(folder).map(sizeOf));
    const ratios = sizes.map(({ raw, sent }) => sent / raw);
    const [raw, sent] = [sum(sizes.map((size) => size.raw)), sum(sizes.map((size) => size.sent))];
    const within = ratios.filter((ratio) => ratio <= 1 / 3).length;
    const large = sizes.filter((size) => size.raw > 3_000);
    const largeWithin = large.filter((size) => size.sent <= size.raw / 3).length;
    lines.push(
      `${folder.slice(root.length + 1) || folder}: ${sizes.length} cases, raw ${raw} tokens, sent ${sent} (${percent(sent / raw)})`,
      `  a case             median ${percent(summary(ratios).median)} (5-95%: ${percent(summary(ratios).p5)}-${percent(summary(ratios).p95)})`,
      `  at most a third    ${within} of ${sizes.length}; of those above 3,000 raw tokens ${largeWithin} of ${large.length}`,
      `  expected words that the outputs have and the model does not see   ${sum(sizes.map((size) => size.lost))}`,
    );
  }
  return lines;
}

async function sizeOf({ question, commands, expected }: Case): Promise<{ raw: number; sent: number; lost: number }> {
  const outputs = Object.fromEntries(commands.map(({ command, output }) => [command, output]));
  const situation = situationOf(question, outputs);
  const rules = await builtinEngine.reply(situation, new AbortController().signal);
  const parts = writeSituation(situation, rules, contextTokens);
  const sent = parts.map(({ text }) => text).join("\n");
  const raw = commands.map(({ command, output }) => `${command}\n${output}`).join("\n");
  const has = (text: string, group: readonly string[]) =>
    group.some((word) => !word.startsWith("re:") && text.toLowerCase().includes(word.toLowerCase()));
  const lost = expected.keyword_groups.filter((group) => has(raw, group) && !has(sent, group)).length;
  return { raw: estimateTokens(raw), sent: estimateTokens(sent), lost };
}

/** What people ask in turn: a remark, a count, a complaint, whether all is well. */
const questions: readonly ((turn: number) => string)[] = [
  (turn) => `and what of team ${turn}?`,
  (turn) => `how many pods run in team-${turn}?`,
  (turn) => `why does web-${turn} in team-${turn} not start?`,
  (turn) => `is all well in namespace team-${turn}?`,
];

/** A message in a thread of 200 turns with a model that answers at once: all the time but the model's. */
export async function modelTurn(): Promise<string[]> {
  let inModel = 0;
  const answer = JSON.stringify({ cause: null, text: "So it is.", suggestions: [] });
  const vendor = await startVendor("openai", () => ({ text: answer }));
  const service = await startService({ ...vendor.environment });
  const ask = async (turn: number) => {
    const output = `NAME                     READY   STATUS    RESTARTS   AGE\nweb-${turn}-x2lmn   1/1     Running   0          5d\n`;
    const executedCmds = [{ Command: `kubectl get pods -n team-${turn}`, Output: output }];
    const reply = await post(service.address, "/api/sendMessage", {
      content: questions[turn % questions.length]!(turn),
      thread_id: "long",
      data: { executedCmds },
    });
    return (reply.data as { usage: { milliseconds: number } }).usage.milliseconds;
  };
  for (let turn = 0; turn < 200; turn += 1) await ask(turn);
  const own: number[] = [];
  const cpuBefore = cpuMs(service.pid);
  for (let turn = 200; turn < 240; turn += 1) {
    const began = performance.now();
    const model = await ask(turn);
    inModel += model;
    own.push(performance.now() - began - model);
  }
  const cpu = (cpuMs(service.pid) - cpuBefore) / own.length;
  await service.stop();
  await vendor.close();
  return [
    `our own time       ${milliseconds(own)}`,
    `CPU of the service ${cpu.toFixed(1)} ms a message, the model's SDK included`,
    `in the model's call ${(inModel / own.length).toFixed(1)} ms on average, loopback and SDK included`,
  ];
}

/** User and system time of a process, from ticks of 10 ms. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const percent = (ratio: number) => `${(100 * ratio).toFixed(0)}%`;
