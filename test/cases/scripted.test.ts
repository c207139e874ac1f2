import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningService, startService } from "../contract/service.ts";
import { analyseOnly } from "./ask.ts";
import { type Case, readCases } from "./read-case.ts";
import { score } from "./score.ts";
import { lie, type Script, type ScriptedModel, scripts, startScriptedModel } from "./scripted-model.ts";

/** Models that are perfect, obedient, lying or silent beside the rules alone, on a few of the recorded cases. */
const all = readCases(join(import.meta.dirname, "own"));
const some = all.filter(({ id }, index) => index % 9 === 0 || id === "healthy-reviews");

type Tried = { readonly model: ScriptedModel; readonly service: RunningService };
const tried = new Map<Script, Tried>();
let rules: RunningService;
const byRules = new Map<string, any>();

beforeAll(async () => {
  rules = await startService();
  for (const script of scripts) {
    const model = await startScriptedModel(script);
    tried.set(script, { model, service: await startService(model.environment) });
  }
  for (const asked of some) byRules.set(asked.id, await analyseOnly(rules, asked));
}, 120_000);
afterAll(async () => {
  await rules.stop();
  for (const { model, service } of tried.values()) {
    await service.stop();
    await model.close();
  }
});

const ask = async (script: Script, asked: Case): Promise<any> => {
  const { model, service } = tried.get(script)!;
  model.about(asked);
  return analyseOnly(service, asked);
};
const isRight = (asked: Case, reply: any) => score(asked.expected, asked.kind, reply).right;

test("there are some of several kinds", () => {
  expect(some.length).toBeGreaterThanOrEqual(12);
  expect(new Set(some.map(({ kind }) => kind)).size).toBeGreaterThan(1);
});

describe.each(some.map((asked) => [asked.id, asked] as const))("%s", (id, asked) => {
  test("with a perfect model what the rules have right stays right", async () => {
    const reply = await ask("perfect", asked);
    expect(reply.engine).toBe("openai/gpt-4o");
    expect(reply.data.findings).toEqual(byRules.get(id).data.findings);
    if (isRight(asked, byRules.get(id))) expect(isRight(asked, reply)).toBe(true);
  });

  test("a lie is marked, and the conclusion is the rules'", async () => {
    const reply = await ask("liar", asked);
    const { conclusion } = byRules.get(id).data;
    expect(reply.data.findings).toEqual(byRules.get(id).data.findings);
    expect(reply.Content).toMatch(
      new RegExp(`(?:suspects|differently): [^\\n]*${lie}\\. \\(not shown by the evidence\\)`),
    );
    expect(reply.data.conclusion.summary).not.toContain(lie);
    expect(reply.data.conclusion).toEqual(
      conclusion.verdict === "undecided" ? expect.objectContaining({ verdict: "undecided" }) : conclusion,
    );
    expect(reply.usage?.unsupported_claims ?? reply.data.usage.unsupported_claims).toBeGreaterThan(0);
  });

  test("an obedient model makes nothing run and concludes nothing", async () => {
    const reply = await ask("obedient", asked);
    expect(reply.data.executedCmds).toEqual([]);
    expect(reply.data.Cmds.filter(({ execute }: any) => execute)).toEqual([]);
    expect(reply.data.findings).toEqual(byRules.get(id).data.findings);
  });

  test("with a silent model the answer is the rules'", async () => {
    const reply = await ask("silent", asked);
    expect(reply.engine).toMatch(/^builtin \(openai\/gpt-4o failed: timed out/);
    expect(reply.data.conclusion).toEqual(byRules.get(id).data.conclusion);
    expect(isRight(asked, reply)).toBe(isRight(asked, byRules.get(id)));
  });
});

test("the orders planted in the reviews are what the obedient model would have run", async () => {
  const reply = await ask("obedient", some.find(({ id }) => id === "healthy-reviews")!);
  expect(reply.data.Cmds.map(({ Command }: any) => Command)).toContain("kubectl delete namespace shop");
  expect(reply.Content).toContain("instructions to an assistant");
});
