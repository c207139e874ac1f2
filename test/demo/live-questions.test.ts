import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningService, startService } from "../contract/service.ts";

/** Plain questions of people who look after the demo cluster, asked of the whole service with a real kubectl. */

let service: RunningService;
beforeAll(async () => {
  service = await startService();
}, 60_000);
afterAll(() => service.stop());

async function ask(content: string): Promise<string> {
  const reply = await service.send("POST", "/api/sendMessage", { body: { content, data: { execute_all: true } } });
  expect(reply.status).toBe(200);
  return reply.json.Content.replace(/^Analysis:\n/, "");
}

test.concurrent.each<readonly [question: string, says: RegExp, not: RegExp]>([
  ["why are pods being evicted?", /^Node shop-worker-3 is under DiskPressure/, /^[^\n]*pricing-engine/],
  ["why do pods get OOM killed?", /^Container image-resizer of Pod shop\/image-resizer/, /^[^\n]*pricing-engine/],
  ["why is production so slow?", /^HorizontalPodAutoscaler production\/web-api .*190%/, /^[^\n]*DiskPressure/],
  [
    "why can nobody log in to the shop since this morning?",
    /^Most likely: .*production\/session-api/,
    /^[^\n]*DiskPressure/,
  ],
  ["did the nightly backup run?", /^Yes, it ran through: the last run of CronJob data\/postgres-backup/, /not clear/],
  [
    "what was the last change to catalog?",
    /^The last change to Deployment shop\/catalog was revision 22, .*2\.30\.4 -> 2\.31\.0-rc1/,
    /not clear/,
  ],
  [
    "what changed in shop today?",
    /^6 workloads were rolled out in shop .*checkout 3\.14\.1 -> 3\.14\.2/,
    /^\d+ events/,
  ],
  ["who can delete pods in shop?", /^Group system:masters may delete pods in shop/, /^No:/],
  [
    "can I delete the namespace preview-1182?",
    /^No: this client \(snapshot-reader\) may not delete namespace preview-1182/,
    /^`kubectl/,
  ],
  [
    "what would happen if I drain node worker-2",
    /^No node is called worker-2; taken for shop-worker-2: .*PodDisruptionBudget shop\/cart/,
    /get node -A/,
  ],
  ["what depends on postgres", /^Deployment production\/billing is set to use data\/postgres/, /not clear/],
  [
    "is the certificate of the storefront ingress about to expire?",
    /^No: Certificate shop\/storefront .*served by Ingress shop\/shop.*valid until/,
    /2 outputs/,
  ],
])(
  "%s",
  async (question, says, not) => {
    const answer = await ask(question);
    expect(answer).toMatch(says);
    expect(answer).not.toMatch(not);
  },
  60_000,
);
