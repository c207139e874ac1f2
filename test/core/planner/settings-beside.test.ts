import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Behind a cause that says no more than what fails, the settings that speak of the same thing are what a person reads next. */

const log: Output = [
  "kubectl logs spool-0 -n print",
  `2026-03-02 08:00:01 [info] starting spool
2026-03-02 08:00:04 [warning] disk resource limit alarm set on node spool-0
2026-03-02 08:00:04 [error] all writes are blocked: disk resource limit alarm
`,
];
const pod: Output = [
  "kubectl get pods -n print",
  "NAME      READY   STATUS    RESTARTS   AGE\nspool-0   1/1     Running   0          9m\n",
];
const map = (lines: string): Output => [
  "kubectl get cm spool-conf -n print -o yaml",
  `apiVersion: v1
data:
  spool.conf: |
${lines}kind: ConfigMap
metadata:
  name: spool-conf
  namespace: print
`,
];
const asked = "why does nothing get printed since the change?";
const said = (...outputs: readonly Output[]) => replyTo(pasted(asked, outputs)).text;

test("a line of its configuration that speaks of what fails is quoted behind it", () => {
  const text = said(pod, log, map("    listeners.tcp.default = 5672\n    disk_free_limit.absolute = 80GB\n"));
  expect(text.slice(0, 600)).toContain("Set beside it: `disk_free_limit.absolute = 80GB`.");
  expect(text).not.toContain("`listeners.tcp.default = 5672`");
});

test.each([
  ["settings of other things", map("    listeners.tcp.default = 5672\n    consumer_timeout = 900000\n")],
  ["what is commented out", map("    # disk_free_limit.absolute = 80GB\n    listeners.tcp.default = 5672\n")],
  ["no settings", ["kubectl get cm -n print", "NAME         DATA   AGE\nspool-conf   1      9d\n"] as const],
])("nothing is quoted of %s", (_name, output) => {
  expect(said(pod, log, output)).not.toContain("Set beside it");
});
