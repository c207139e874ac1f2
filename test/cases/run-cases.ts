import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type RunningService, startService } from "../contract/service.ts";
import { analyseOnly, CaseClusters, endToEnd } from "./ask.ts";
import { type Case, readCases } from "./read-case.ts";
import { type Score, score } from "./score.ts";
import { type ScriptedModel, scripts, startScriptedModel } from "./scripted-model.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

/** `npm run cases`: asks a running service the question of every recorded case and prints the score. docs/cases.md tells more. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    engine: { type: "string", default: "builtin" },
    mode: { type: "string", default: "both" },
    verbose: { type: "boolean", default: false },
  },
});
if (!["both", "analyse", "end-to-end"].includes(values.mode))
  throw new Error(`--mode ${values.mode}: both, analyse or end-to-end was expected`);

type Result = {
  readonly set: string;
  readonly id: string;
  readonly kind: string;
  readonly mode: "analyse" | "end-to-end";
  readonly score: Score;
  readonly said: string;
  readonly ran: readonly string[];
};

const here = import.meta.dirname;
const given = positionals.length > 0 ? positionals : [join(here, "own"), join(here, "../../../shared/cases")];
const folders = given.map((path) => resolve(path)).filter((path) => positionals.length > 0 || existsSync(path));
const results = await run(folders.flatMap((folder) => readCases(folder).map((asked) => ({ set: folder, asked }))));
if (values.json) process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
else report(results);

async function run(cases: readonly { set: string; asked: Case }[]): Promise<Result[]> {
  const standIn = await startStandIn();
  const clusters = new CaseClusters();
  const model = await scriptedModel(values.engine);
  const service = await startService({
    KUBETRIAGE_MODEL: values.engine,
    KUBETRIAGE_KUBECTL: standIn.path,
    KUBETRIAGE_CLUSTER: "kubeconfig",
    KUBECONFIG: standIn.kubeconfig,
    ...(model?.environment ?? keysOfProviders()),
  });
  try {
    const done: Result[] = [];
    const inOrder = [...cases].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
    for (const { set, asked } of inOrder) done.push(...(await ask({ service, standIn, clusters, model }, set, asked)));
    return done;
  } finally {
    await clusters.close();
    await service.stop();
    await standIn.close();
    await model?.close();
  }
}

/** `scripted:perfect` and the like; null for every other engine. */
async function scriptedModel(engine: string): Promise<ScriptedModel | null> {
  if (!engine.startsWith("scripted:")) return null;
  const script = scripts.find((name) => engine === `scripted:${name}`);
  if (script === undefined)
    throw new Error(`--engine ${engine}: one of scripted:${scripts.join(", scripted:")} was expected`);
  return startScriptedModel(script);
}

/** A model needs the key that the environment holds for it. */
function keysOfProviders(): Record<string, string | undefined> {
  const names = Object.keys(process.env).filter((name) => /_(API_KEY|BASE_URL)$|^AWS_/.test(name));
  return values.engine === "builtin" ? {} : Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

type Parts = {
  readonly service: RunningService;
  readonly standIn: StandIn;
  readonly clusters: CaseClusters;
  readonly model: ScriptedModel | null;
};

/** Cases from one and the same cluster follow each other. */
function keyOf({ set, asked }: { set: string; asked: Case }): string {
  return `${set} ${JSON.stringify(asked.edits)} ${asked.id}`;
}

async function ask({ service, standIn, clusters, model }: Parts, set: string, asked: Case): Promise<Result[]> {
  model?.about(asked);
  const { id, kind, expected } = asked;
  const done: Result[] = [];
  if (values.mode !== "end-to-end") {
    const reply = await analyseOnly(service, asked);
    done.push({ set, id, kind, mode: "analyse", score: score(expected, kind, reply), said: reply.Content, ran: [] });
  }
  if (values.mode !== "analyse") {
    const { reply, ran } = await endToEnd(service, standIn, clusters, asked);
    done.push({ set, id, kind, mode: "end-to-end", score: score(expected, kind, reply), said: reply.Content, ran });
  }
  return done;
}

function report(all: readonly Result[]): void {
  for (const [set, ofSet] of Map.groupBy(all, (result) => result.set)) {
    print(`${set}`);
    for (const [mode, ofMode] of Map.groupBy(ofSet, (result) => result.mode)) {
      print(`  ${mode.padEnd(28)} ${tally(ofMode)}`);
      for (const [kind, ofKind] of Map.groupBy(ofMode, (result) => result.kind))
        print(`    ${kind.padEnd(26)} ${tally(ofKind)}`);
      for (const result of ofMode) if (!result.score.right) failed(result);
    }
  }
}

function tally(some: readonly Result[]): string {
  const right = some.filter((result) => result.score.right).length;
  const early = some.filter((result) => result.score.early).length;
  const whole = some.filter(({ ran }) => ran.length > 0 && !ran.some((command) => command.startsWith("-")));
  const wholeRight = whole.filter((result) => result.score.right).length;
  const all = `${right}/${some.length} right (${((100 * right) / some.length).toFixed(0)}%), ${early} of them within 600 characters`;
  return some[0]!.mode === "analyse" ? all : `${all}; ${wholeRight}/${whole.length} where all it asked was recorded`;
}

function failed({ id, score: { missing }, ran, said }: Result): void {
  print(`    WRONG ${id}: ${missing.join("; ")}`);
  if (!values.verbose) return;
  for (const line of ran) print(`      ${line}`);
  print(said.replaceAll(/^/gm, "      | "));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
