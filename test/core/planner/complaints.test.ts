import { describe, expect, test } from "vitest";
import { builtinEngine } from "../../../src/core/planner/builtin.ts";
import { type Output, pasted, reply } from "./situations.ts";

/** Complaints that name no object: a cause of something else is none, and words lead to the parts that they name. */

const pods: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME                         READY   STATUS             RESTARTS        AGE
books       ledger-7c9d5f6b8d-x7k2p      0/1     ImagePullBackOff   0               3h
books       rates-6f5d8c7b9d-m4n5p       0/1     CrashLoopBackOff   31 (2m ago)     3h
people      sessions-5d7c9b8f6d-q8w9z    0/1     CrashLoopBackOff   12 (4m ago)     3h
people      mail-relay-6b8d7c9f5d-k2v4x  1/1     Running            0               9d
`,
];
const noPull: Output = [
  "kubectl describe pod ledger-7c9d5f6b8d-x7k2p -n books",
  `Name:         ledger-7c9d5f6b8d-x7k2p
Namespace:    books
Status:       Pending
Containers:
  app:
    Image:          reg.example/ledger:9
    State:          Waiting
      Reason:       ImagePullBackOff
    Ready:          False
    Restart Count:  0
Events:
  Type     Reason   Age   From     Message
  ----     ------   ---   ----     -------
  Warning  Failed   2m    kubelet  Failed to pull image "reg.example/ledger:9": rpc error: code = NotFound desc = failed to pull and unpack image "reg.example/ledger:9": reg.example/ledger:9: not found
`,
];
const nothingElse: readonly Output[] = [
  ["kubectl get events -A --field-selector=type=Warning --sort-by=.lastTimestamp", "No resources found\n"],
  ["kubectl get nodes", "NAME   STATUS   ROLES    AGE   VERSION\nw-1    Ready    worker   90d   v1.34.2\n"],
];
const all: readonly Output[] = [pods, noPull, ...nothingElse];

describe("the first sentence to a complaint", () => {
  test.each<readonly [question: string, says: RegExp, not: RegExp]>([
    ["why are images not pulled?", /^(?:Most likely: )?Pod books\/ledger-\S+ cannot pull image/, /^[^\n]*rates-/],
    ["why are pods being evicted?", /^No pod was seen that was evicted/, /^[^\n]*(?:ledger|rates)/],
    ["what is throttled?", /^Nothing that was looked at shows throttling/, /^[^\n]*(?:ledger|rates)/],
    ["why is everything so slow?", /^Nothing that was looked at shows why it is slow/, /^[^\n]*(?:ledger|rates)/],
    ["why can nobody pay?", /^Nothing that was looked at shows why that is/, /^[^\n]*(?:ledger|rates)/],
    [
      "why can nobody log in?",
      /^[^\n]*people\/sessions.*The question names no object; going by names, \S+ people\/sessions/,
      /^[^\n]*ledger/,
    ],
    [
      "is the relay ok?",
      /^[^\n]*mail-relay[^\n]*Nothing is called relay; going by names, \S+ people\/mail-relay\S* is taken to be meant/,
      /^[^\n]*ledger/,
    ],
  ])("%s", async (question, says, not) => {
    const { text } = await reply(question, all);
    expect(text).toMatch(says);
    expect(text).not.toMatch(not);
  });

  test("what a person hands over belongs to the complaint", async () => {
    const answer = await builtinEngine.reply(
      pasted("why is everything so slow?", [noPull]),
      new AbortController().signal,
    );
    expect(answer.text).toMatch(/ledger/);
  });
});
