import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { commandLines } from "./command-lines.ts";
import { expectedOf, printedBy, record, recordedAgain, type Unshift, unshifter } from "./expectation.ts";
import { type Bench, openBench } from "./run-kubectl.ts";

/**
 * The real kubectl over the demo cluster, compared with files under expected/. After a wanted change:
 * RECORD=1 npx vitest run test/adapters/snapshot/kubectl.test.ts, then read the diff of expected/.
 */
const demo = resolve(import.meta.dirname, "../../../demo/cluster");

let bench: Bench;
let recordedAt: number;
let unshift: Unshift;

beforeAll(async () => {
  bench = await openBench(demo);
  recordedAt = (await loadSnapshot(demo)).recordedAt;
  unshift = await unshifter(demo);
  await bench.run(["api-resources"]);
});

afterAll(() => bench.close());

test("at least eighty different command lines are tried", () => {
  expect(new Set(commandLines).size).toBe(commandLines.length);
  expect(commandLines.length).toBeGreaterThanOrEqual(80);
});

describe("kubectl over the demo cluster prints what a real server would make it print", () => {
  test.concurrent.each(commandLines)("%s", async (line) => {
    const wanted = expectedOf(line);
    const printed = await printedBy(bench, line, recordedAt, unshift, recordedAgain ? undefined : wanted);
    if (recordedAgain) record(line, printed);
    expect(printed).toBe(recordedAgain ? printed : wanted);
  });
});
