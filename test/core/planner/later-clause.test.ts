import { expect, test } from "vitest";
import { understand } from "../../../src/core/planner/question/understand.ts";

test.each([
  ["the last release of deployment web in shop is broken, roll it back"],
  ["node-7 is repaired so uncordon it"],
  ["certificates were rotated - please restart deployment edge in net"],
  ["traffic's dead at night; scale statefulset indexer in search to 0"],
  ["bad image went out, roll deployment mailer in comms back"],
  ["delete pod web-0 in shop, it hangs"],
])("%s: an order follows its reason", (text) => {
  expect(understand(text).intent).toBe("change");
});

test.each([
  ["deployment web in shop is broken, should I roll it back?"],
  ["deployment web in shop is broken, roll it back?"],
  ["why is deployment web in shop broken, the restart did not help"],
  ["did the migration of deployment web in shop fail?? release goes live at noon"],
  ["pod web-0 in shop restarted (rule, increase in 24h > 0). find the crash"],
  ["pods of web in shop vanish after each job, kubernetes kills them? stop that"],
  ["deployment web in shop is slow, restart count is 5"],
  ["pod web-0 in shop crashes, delete of its pvc hangs"],
  ["what happens to pod web-0 in shop if I drain node-7, restart or eviction"],
  ["show deployment web in shop, scale and status"],
  ["does node-7 take pods again, was it uncordoned"],
  ["pod web-0 in shop was deleted, show me the events"],
  ["if deployment web in shop is broken, roll it back"],
  ["drain of node-7 hangs, it never ends"],
  ["delete pod web-0 in shop, it hangs, why?"],
])("%s: no order", (text) => {
  expect(understand(text).intent).not.toBe("change");
});

test("the order is one, whatever it goes on with", () => {
  const question = understand("drain node n-3 with a grace period of 60 seconds, delete local data");
  expect(question.plain).toMatch(/^drain/);
});
