import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningService, startService } from "../contract/service.ts";
import { analyseOnly } from "./ask.ts";
import { readCases } from "./read-case.ts";
import { score } from "./score.ts";

/** Of the 120 recorded cases these are still answered wrongly; a case that is right stays right. */
const stillWrong: ReadonlySet<string> = new Set(["healthy-coredns", "healthy-storefront"]);

const cases = readCases(join(import.meta.dirname, "own"));
let service: RunningService;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test("the recorded cases are there, each with its own id", () => {
  expect(cases.length).toBeGreaterThanOrEqual(120);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

test.each(cases.filter(({ id }) => !stillWrong.has(id)).map((asked) => [asked.id, asked] as const))(
  "%s is answered rightly from what was recorded",
  async (_, asked) => {
    expect(score(asked.expected, asked.kind, await analyseOnly(service, asked)).missing).toEqual([]);
  },
);
