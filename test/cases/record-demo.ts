import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { served } from "./ask.ts";
import { asItIs } from "./demo/as-it-is.ts";
import { otherRecipes } from "./demo/other.ts";
import type { Recipe } from "./demo/recipe.ts";
import { shopRecipes } from "./demo/shop.ts";

/**
 * Records the project's own cases: makes the demo with each recipe's edits, serves it, runs its commands with kubectl and writes
 * `own/<id>/`. Arguments, when there are any, are the ids to record.
 */
const target = join(import.meta.dirname, "own");
const wanted = new Set(process.argv.slice(2));
const recipes = [...asItIs, ...shopRecipes, ...otherRecipes].filter(({ id }) => wanted.size === 0 || wanted.has(id));
if (wanted.size === 0) rmSync(target, { recursive: true, force: true });
for (const [edits, some] of Map.groupBy(recipes, (recipe) => JSON.stringify(recipe.edits)))
  await recordAll(JSON.parse(edits), some).catch((error: Error) => {
    process.exitCode = 1;
    process.stderr.write(`${some[0]!.id}: ${error.message}\n`);
  });

/** Those of the same cluster are recorded from one server. */
async function recordAll(edits: Recipe["edits"], some: readonly Recipe[]): Promise<void> {
  const cluster = await served(edits);
  for (const recipe of some) await record(recipe, (args) => cluster.answer(args));
  await cluster.close();
}

type Kubectl = Awaited<ReturnType<typeof served>>["answer"];

async function record(recipe: Recipe, kubectl: Kubectl): Promise<void> {
  const folder = join(target, recipe.id);
  mkdirSync(folder, { recursive: true });
  const commands: { command: string; file: string; exit_code: number }[] = [];
  for (const [index, command] of recipe.commands.entries()) {
    const { stdout, stderr, exitCode } = await kubectl(command.split(" "));
    const file = `${String(index + 1).padStart(2, "0")}.txt`;
    writeFileSync(join(folder, file), stdout === "" ? stderr : stdout);
    commands.push({ command: `kubectl ${command}`, file, exit_code: exitCode });
  }
  const { id, kind, question, groups, objects, edits } = recipe;
  const meta = { id, kind, question, expected: { keyword_groups: groups, objects }, commands, demo_edits: edits };
  writeFileSync(join(folder, "meta.json"), `${JSON.stringify(meta, null, 1)}\n`);
}
