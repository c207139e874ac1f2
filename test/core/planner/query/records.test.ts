import { expect, test } from "vitest";
import { askedIn } from "../../../../src/core/planner/asked.ts";
import { queryReply } from "../../../../src/core/planner/query/query-reply.ts";
import { type Output, pasted } from "../situations.ts";

const said = (question: string, ...outputs: readonly Output[]) => {
  const situation = pasted(question, outputs);
  return queryReply(askedIn(situation), situation)?.text ?? "";
};

const bookings: Output = [
  "kubectl logs deploy/desk -n fly",
  `${Array.from({ length: 12 }, (_, at) => `2026-11-24T10:00:${10 + at}Z INFO  booking.make ref=bk-7${100 + at} seats=2`).join("\n")}
2026-11-24T10:01:00Z ERROR payment.take ref=bk-7106 status=refused reason="limit_exceeded"
2026-11-24T10:01:00Z WARN  booking.cancel ref=bk-7106 seats given back
2026-11-24T10:01:05Z INFO  booking.make ref=bk-7120 seats=1
`,
];

const access: Output = [
  "kubectl logs deploy/entry -n edge",
  Array.from({ length: 40 }, (_, at) =>
    at % 3 === 0
      ? `10.4.7.${90} - - [14/Nov/2026:03:10:${10 + at} +0000] "GET /v2/export HTTP/1.1" 403 117 "-" "curl/8"`
      : `10.4.1.${at} - - [14/Nov/2026:03:10:${10 + at} +0000] "GET /v2/items HTTP/1.1" 200 342 "-" "okhttp"`,
  ).join("\n"),
];

const pods: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME        READY   STATUS             RESTARTS   AGE
a           one-0       1/1     Running            0          5d
a           two-x2k4m   0/1     Completed          0          5d
b           three-0     0/1     CrashLoopBackOff   9          5d
b           four-0      0/1     Pending            0          5d
b           five-0      0/1     Running            0          5d
`,
];

test.each<[string, Output, RegExp]>([
  ["Which booking was cancelled this morning, and for what reason?", bookings, /bk-7106.*limit_exceeded/],
  ["which booking was cancelled and why?", bookings, /bk-7106.*limit_exceeded/],
  [
    "Which client IP gets the 403s, and on which path?",
    access,
    /^14 of 40 lines.*10\.4\.7\.90.*path \/v2\/export \(14 lines\)/s,
  ],
  ["How many pods are in trouble, i.e. neither Running nor Completed?", pods, /^2 of 5 pods.*three-0.*four-0/s],
  ["how many pods are not in state Running or Completed", pods, /^2 of 5 pods.*three-0.*four-0/s],
  ["How many pods are neither ready nor completed?", pods, /^3 of 5 pods/],
])("%s", (question, output, answer) => {
  expect(said(question, output)).toMatch(answer);
});

test("why an object of the cluster fails is no question after records", () => {
  expect(said("which pod was restarted, and why?", pods)).toBe("");
});
