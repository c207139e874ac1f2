import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import type { Snapshot } from "../../../src/adapters/snapshot/snapshot.ts";
import { agesByKubectl, agesByServer } from "./command-lines.ts";
import { expectedOf, expectKept, printedBy, recordsAgain } from "./expectation.ts";
import { type Bench, openBench } from "./run-kubectl.ts";

/**
 * The real kubectl over the demo cluster, compared with files under expected/. After a wanted change:
 * RECORD=1 npx vitest run test/adapters/snapshot/kubectl.test.ts, then read the diff of expected/. KUBETRIAGE_KUBECTL names
 * another kubectl to try.
 */
const demo = resolve(import.meta.dirname, "../../../demo/cluster");
const commandLines = [...agesByServer, ...agesByKubectl];

let bench: Bench;
let snapshot: Snapshot;

beforeAll(async () => {
  [bench, snapshot] = await Promise.all([openBench(demo), loadSnapshot(demo)]);
  await bench.run(["api-resources"]);
});

afterAll(() => bench.close());

test("at least eighty different command lines are tried", () => {
  expect(new Set(commandLines).size).toBe(commandLines.length);
  expect(commandLines.length).toBeGreaterThanOrEqual(80);
});

describe("kubectl prints what a real server makes it print", () => {
  test.concurrent.each(agesByServer)("%s", async (line) => {
    expectKept(line, await printedBy(bench, line, snapshot));
  });
});

/** Four at a time share one second. */
const batches = agesByKubectl.flatMap((_, index) => (index % 4 === 0 ? [agesByKubectl.slice(index, index + 4)] : []));

describe.each(batches)("kubectl counts the ages that the cluster had when it was recorded", (...batch) => {
  test.concurrent.each(batch)("%s", async (line) => {
    expectKept(line, await printedWithinOneSecond(line, recordsAgain ? [] : expectedOf(line)));
  });
});

/**
 * Times of objects are whole seconds, so an age that kubectl counts is right until the next second begins. Each try starts
 * with a new second; on a machine too busy to finish within it, the next try may.
 */
async function printedWithinOneSecond(line: string, wanted: readonly string[]): Promise<string> {
  let last = "";
  for (let attempt = 0; attempt < 6; attempt++) {
    await nextSecond();
    bench.clock.now = Date.now();
    const printed = await printedBy(bench, line, snapshot);
    if (printed === last || wanted.includes(printed)) return printed;
    last = printed;
  }
  return last;
}

function nextSecond(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000)));
}
