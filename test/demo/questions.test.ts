import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningService, startService } from "../contract/service.ts";
import { readsOf } from "./reads-of.ts";
import { described, type Recorded } from "./recorded-cluster.ts";

/** The demo's questions, asked as people ask them, of the whole service with a real kubectl: is the answer the cause? */

let service: RunningService;
beforeAll(async () => {
  service = await startService();
}, 60_000);
afterAll(() => service.stop());

async function ask(content: string): Promise<Recorded> {
  const reply = await service.send("POST", "/api/sendMessage", { body: { content, data: { execute_all: true } } });
  expect(reply.status).toBe(200);
  return reply.json;
}

/** The first two sentences, without the heading of the reply's shape. */
const opening = ({ Content }: Recorded): string => Content.replace(/^Analysis:\n/, "").split("\n\n")[0];

/** `checkout-7d9c5b8f6-x2x4k` also names `checkout`. */
const isNamed = (text: string, name: string): boolean => text.includes(name);

test.concurrent.each<Recorded>(described.faults)("$question", async (fault) => {
  const reply = await ask(fault.question);
  const { findings, conclusion, executedCmds } = reply.data;
  expect(conclusion.verdict).toBe("cause-found");
  expect(findings[0]?.code, readsOf(reply)).toBe(fault.code);
  expect([fault.object.name, ...(fault.alsoNamed ?? [])].some((name) => isNamed(opening(reply), name))).toBe(true);
  const quoted = findings.flatMap((finding: Recorded) => finding.evidence.map((line: Recorded) => line.text));
  expect(fault.lines.filter((line: string) => quoted.some((text: string) => text.includes(line)))).not.toEqual([]);
  expect(executedCmds.length).toBeLessThanOrEqual(12);
});

test.concurrent.each<Recorded>(described.healthy)("$question", async (question) => {
  const reply = await ask(question.question);
  expect(reply.data.conclusion.verdict).not.toBe("cause-found");
  expect(opening(reply)).toContain(question.name);
  expect(reply.data.executedCmds.length).toBeLessThanOrEqual(20);
});
