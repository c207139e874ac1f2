import { expect, test } from "vitest";
import { askedIn } from "../../../../src/core/planner/asked.ts";
import { queryReply } from "../../../../src/core/planner/query/query-reply.ts";
import { type Output, pasted } from "../situations.ts";

const pods: Output = [
  "kubectl get pods -n grid -o wide",
  `NAME     READY   STATUS             RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES
a-1      1/1     Running            0          5h    10.0.0.1     rack-1   <none>           <none>
b-2      1/1     Running            0          5h    10.0.0.2     rack-2   <none>           <none>
c-3      0/1     CrashLoopBackOff   9          5h    10.0.0.3     rack-2   <none>           <none>
d-4      0/1     Pending            0          5h    <none>       <none>   <none>           <none>
`,
];

const said = (question: string) => {
  const situation = pasted(question, [pods]);
  return queryReply(askedIn(situation), situation)?.text.split("\n")[0] ?? "";
};

test.each([
  ["which pods are not on rack-2?", ["a-1", "d-4"], ["b-2", "c-3"]],
  ["which pods run on other nodes than rack-2?", ["a-1", "d-4"], ["b-2", "c-3"]],
  ["which pods are not running on rack-2?", ["c-3"], ["a-1", "b-2", "d-4"]],
  ["which pods on node rack-2 are not running?", ["c-3"], ["a-1", "b-2", "d-4"]],
])("%s", (question, some, others) => {
  for (const name of some) expect(said(question)).toContain(name);
  for (const name of others) expect(said(question)).not.toContain(name);
});
