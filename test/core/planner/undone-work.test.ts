import { describe, expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Work that is not done, while all runs: that nothing looks ill is no answer to it. */

const pods: Output = [
  "kubectl get pods -n post",
  `NAME                      READY   STATUS    RESTARTS   AGE
mailer-6d4b75cb6d-x2k4p   1/1     Running   0          4d
mailer-6d4b75cb6d-9wqzn   1/1     Running   0          4d
`,
];
const quiet: Output = ["kubectl logs mailer-6d4b75cb6d-x2k4p -n post", "starting\nready\nidle\n"];

describe.each([
  "The digests have not been sent since Friday, but both pods are running without errors. Who is to send them?",
  "All letters were not delivered yesterday although the pods run and the log shows no errors.",
  "Mails are not going out, the log of mailer shows no errors. Who sends them?",
])("%s", (question) => {
  test("is not told that there are no errors", () => {
    const { conclusion, text } = replyTo(pasted(question, [pods, quiet]));
    expect(conclusion.verdict).toBe("undecided");
    expect(text).not.toMatch(/^(?:No errors|None of|The log of)/);
  });

  test("is told who keeps it from being done", () => {
    const { conclusion } = replyTo(
      pasted(question, [
        ["kubectl get pods -n post", `${pods[1]}mailer-trial              1/1     Running   0          5d\n`],
        ["kubectl logs mailer-6d4b75cb6d-x2k4p -n post", "attempting to acquire leader lease post/mailer...\n"],
        ["kubectl get lease -n post", "NAME     HOLDER                AGE\nmailer   mailer-trial_7c1d0f   200d\n"],
        ["kubectl logs mailer-trial -n post", "became leader\n[dry-run] would send 41 mails\n"],
      ]),
    );
    expect(conclusion.verdict).toBe("cause-found");
    expect(conclusion.summary).toMatch(/^Lease post\/mailer is held by Pod mailer-trial/);
  });
});

test("near miss: the errors of a log are asked for", () => {
  const { conclusion } = replyTo(pasted("any errors in the log of mailer?", [pods, quiet]));
  expect(conclusion.summary).toMatch(/^No errors in the 3 lines/);
});

const pending: Output = [
  "kubectl get events -n shop",
  `LAST SEEN   TYPE      REASON             OBJECT                     MESSAGE
2m          Warning   FailedScheduling   pod/web-6d4b75cb6d-x2k4p   0/3 nodes are available: 3 Insufficient cpu.
`,
];
const top: Output = [
  "kubectl top nodes",
  "NAME    CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nnorth   1190m        14%    9120Mi          29%\n",
];

test("where capacity has gone is a matter of requests, and no question after what nodes use", () => {
  const asked = "A web pod is stuck in Pending though top shows idle nodes, where has the capacity gone?";
  expect(replyTo(pasted(asked, [pending, top])).conclusion.summary).toMatch(/insufficient cpu/);
});

test("near miss: whether the nodes are at capacity is answered by what they use", () => {
  expect(replyTo(pasted("are the nodes at capacity?", [top])).conclusion.summary).toMatch(/^No, .*north uses 14%/);
});
