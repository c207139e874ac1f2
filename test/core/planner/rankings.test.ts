import { expect, test } from "vitest";
import { commandsOf, reply } from "./situations.ts";

const pods = `NAMESPACE   NAME    READY   STATUS             RESTARTS        AGE     IP           NODE       NOMINATED NODE   READINESS GATES
dev         api-1   1/1     Running            0               5d      10.0.0.1     worker-1   <none>           <none>
dev         api-2   1/1     Running            7 (2h ago)      3h      10.0.0.2     worker-1   <none>           <none>
prod        web-1   1/1     Running            1 (3d ago)      40d     10.0.0.3     worker-2   <none>           <none>
prod        web-2   0/1     CrashLoopBackOff   55 (1m ago)     12d     10.0.0.4     worker-1   <none>           <none>
`;

const usage = `NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)
dev         api-1   10m          900Mi
prod        web-1   200m         120Mi
prod        web-2   50m          1400Mi
`;

const containers = `POD     NAME     CPU(cores)   MEMORY(bytes)
bwa-1   bwa      7904m        21987Mi
bwa-1   ship     4m           44Mi
db-0    mongod   622m         9120Mi
`;

const images = `NAMESPACE   NAME   IMAGE
dev         web    nginx:1.26
prod        web    nginx:1.25
`;

test.each([
  ["which node has the most pods?", pods, "worker-1 has the most pods: 3."],
  ["which node has the fewest pods?", pods, "worker-2 has the fewest pods: 1."],
  ["how many pods are on each node?", pods, "Pods per node: worker-1 3 and worker-2 1."],
  ["count pods per namespace", pods, "Pods per namespace: dev 2 and prod 2."],
  ["which pod is the oldest?", pods, "prod/web-1: age 40d; then prod/web-2 (12d)."],
  ["which pod is the newest?", pods, "dev/api-2: age 3h; then dev/api-1 (5d)."],
  ["which pod has the most restarts?", pods, "prod/web-2: restarts 55 (1m ago); then dev/api-2 (7)"],
  ["top 2 pods by memory", usage, "prod/web-2 (1400Mi) and dev/api-1 (900Mi)."],
  ["which pod uses the most cpu in the cluster?", usage, "prod/web-1: cpu 200m; then prod/web-2 (50m)."],
  ["which deployments use image nginx:1.25?", images, "1 of 2 deployments with image nginx:1.25: prod/web."],
])("%s is computed from what its command prints", async (question, output, answer) => {
  const [command] = commandsOf(await reply(question));
  const answered = await reply(question, [[command!, output]]);
  expect(answered.text).toContain(answer);
  expect(answered.conclusion.verdict).toBe("answered");
});

test("the containers of a pod are compared one by one", async () => {
  const answered = await reply("who uses the most memory in genomics?", [
    ["kubectl top pods -n genomics --containers", containers],
  ]);
  expect(answered.text).toContain("bwa-1/bwa: memory 21987Mi");
});

test("a count over nodes asks for the column that shows the node", async () => {
  expect(commandsOf(await reply("which node has the most pods?"))).toEqual(["kubectl get pods -A -o wide"]);
});
