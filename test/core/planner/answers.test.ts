import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const pods: Output = [
  "kubectl get pods -n shop --show-labels",
  `NAME                      READY   STATUS             RESTARTS        AGE   LABELS
api-6d9f676d48-jw2gb      1/1     Running            7 (3d ago)      30d   app=api,env=prod
api-6d9f676d48-x7k2p      1/1     Running            2 (9d ago)      30d   app=api,env=prod
worker-7f5d8c9b6d-2xkqz   0/1     CrashLoopBackOff   912 (61s ago)   3d    app=worker,env=prod
tool-5c6b7d8f9-4dzvb      1/1     Running            0               79s   app=tool,env=dev
migrate-c4x9t             0/1     Completed          0               2d    app=migrate,env=dev
`,
];
const deployments: Output = [
  "kubectl get deployments -n shop",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
api      2/2     2            2           30d
worker   0/1     1            0           3d
tool     1/1     1            1           79s
`,
];
const services: Output = [
  "kubectl get services -n shop",
  `NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
api    ClusterIP      10.0.0.1     <none>        80/TCP    30d
edge   LoadBalancer   10.0.0.2     203.0.113.9   443/TCP   30d
`,
];
const failing: Output = [
  "kubectl get pods -n shop",
  `NAME                      READY   STATUS             RESTARTS      AGE
api-6d9f676d48-jw2gb      0/1     Error              7 (3d ago)    30d
api-6d9f676d48-x7k2p      0/1     ImagePullBackOff   0             30d
worker-7f5d8c9b6d-2xkqz   0/1     CrashLoopBackOff   9 (61s ago)   3d
`,
];
const images: Output = [
  "kubectl get deployments -n shop -o wide",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                     SELECTOR
api    2/2     2            2           30d   api          registry.example/api:1.8   app=api
tool   1/1     1            1           79s   tool         registry.example/tool:3    app=tool
`,
];
const log: Output = [
  "kubectl logs api-6d9f676d48-jw2gb -n shop",
  `2026-03-01T10:00:00Z INFO ready
2026-03-01T10:00:05Z ERROR query failed: duplicate key value
2026-03-01T10:00:06Z ERROR query failed: duplicate key value
2026-03-01T10:00:09Z INFO ready
`,
];

const deadlocks: Output = [
  "kubectl logs ledger-0 -n shop",
  `2026-03-01 10:00:00.100 UTC [11] LOG:  checkpoint starting: time
2026-03-01 10:00:05.200 UTC [42] app@shop ERROR:  deadlock detected
2026-03-01 10:00:05.200 UTC [42] app@shop DETAIL:  Process 42 waits for ShareLock on transaction 9; blocked by process 43.
\tProcess 42: UPDATE reservation SET qty = qty - 1 WHERE sku = $1
2026-03-01 10:00:05.200 UTC [42] app@shop HINT:  See server log for query details.
2026-03-01 10:00:09.300 UTC [11] LOG:  checkpoint complete: wrote 12 buffers
`,
];
const routine = (from: number) =>
  Array.from(
    { length: 300 },
    (_, index) => `10:${from}:${index % 60} processed batch ${index} in ${index % 90}ms`,
  ).join("\n");
const unusual: Output = [
  "kubectl logs feed-0 -n shop",
  `${routine(10)}\n10:20:00 partition 7 quarantined: checksum of segment 44 does not match\n${routine(21)}\n`,
];
const plain: Output = ["kubectl logs feed-0 -n shop", `${routine(10)}\n`];

test.each<[question: string, outputs: readonly Output[], said: readonly (string | RegExp)[]]>([
  [
    "how many pods in shop have more than 5 restarts?",
    [pods],
    [/^2 of 5 pods/, "worker-7f5d8c9b6d-2xkqz", "api-6d9f676d48-jw2gb"],
  ],
  ["how many pods in shop restarted fewer than 3 times?", [pods], [/^3 of 5 pods/]],
  ["how many pods are running in shop?", [pods], [/^3 of 5 pods/]],
  ["which pods in shop are completed?", [pods], [/^1 of 5 pods/, "migrate-c4x9t"]],
  ["how many pods have the label env=dev in namespace shop?", [pods], [/^2 of 5 pods with label env dev in shop: /]],
  [
    "check for failed pods in namespace shop",
    [pods],
    [/^1 of 5 pods/, "worker-7f5d8c9b6d-2xkqz (CrashLoopBackOff, 912 restarts)"],
  ],
  ["how many pods in shop are crashlooping?", [failing], [/^1 of 3 pods/, "worker-7f5d8c9b6d-2xkqz"]],
  ["how many services of type LoadBalancer are in shop?", [services], [/^1 of 2 services .*: edge\.$/m]],
  ["how many services of type NodePort are in shop?", [services], [/^None of the 2 services/]],
  ["list the pods in shop", [pods], [/^5 pods in the shop namespace/, "4 fine, 1 not", "tool-5c6b7d8f9-4dzvb"]],
  [
    "which deployments in shop are not fully available?",
    [deployments],
    [/^1 of 3 deployments not ready in shop: worker \(0\/1\)/],
  ],
  ["how many deployments are in namespace shop?", [deployments], [/^3 deployments in shop: api, tool and worker/]],
  ["which images do the deployments in shop use?", [images], ["registry.example/api:1.8", "registry.example/tool:3"]],
  [
    "what is the image of deployment api in shop?",
    [images],
    [/^Deployment api uses the image registry.example\/api:1.8/],
  ],
  ["find 'query failed' in the logs of api in shop", [log], [/^Yes: "query failed" stands in 2 lines/]],
  ["find 'out of disk' in the logs of api in shop", [log], [/^No: "out of disk" does not stand in the log/]],
  [
    "has there been any 'deadlock' in the log of ledger-0 in shop?",
    [deadlocks],
    [/^Yes: "deadlock" stands in 1 line .*\(at 10:00:05\).*UPDATE reservation SET qty/],
  ],
  [
    "get the log of feed-0 in shop and tell me what you find",
    [unusual],
    [/^The log of feed-0 holds no error lines among 601; what stands out is.*checksum of segment 44 does not match/],
  ],
  ["get the log of feed-0 in shop and tell me what you find", [plain], [/^The log of feed-0 shows no errors/]],
  ["show me the errors in the logs of api", [log], ["2 error lines among 4", "duplicate key value"]],
])("%s", async (question, outputs, said) => {
  const answer = await reply(question, outputs);
  for (const part of said) expect(answer.text).toMatch(part);
});

test("a list that is asked for is answered, one of failures stays open until the cause is known", async () => {
  expect((await reply("list the deployments in shop", [deployments])).conclusion.verdict).toBe("answered");
  expect((await reply("check for failed pods in shop", [pods])).conclusion.verdict).toBe("undecided");
});

test("a new look in an old thread is not answered from what was looked at before", async () => {
  const answer = await reply("list the services in shop", [pods], {
    newEvidenceFrom: 1,
    earlierQuestions: ["list the pods in shop"],
  });
  expect(answer.suggestions.map((suggestion) => suggestion.command)).toEqual(["kubectl get services -n shop"]);
  expect(answer.text).not.toContain("api-6d9f676d48-jw2gb");
});

test("a follow-up question takes name and place over from the one before", async () => {
  const answer = await reply("show me its logs", [], { earlierQuestions: ["why is deployment api in shop failing?"] });
  expect(answer.suggestions.map((suggestion) => suggestion.command)).toEqual(["kubectl logs deployment/api -n shop"]);
});
