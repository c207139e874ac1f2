import { expect, test } from "vitest";
import { commandsOf, reply, translate } from "./situations.ts";

const reads = /^kubectl (?:get|describe|events|logs|rollout (?:status|history)|set env \S+ --list) ?/;

test.each([
  "scale deployment web to 5, only if the queue is long",
  "restart deployment web only if it has more than 3 replicas",
  "delete pod web-0 only if it is pending",
  "delete pod web-0 if it is not ready",
  "unless the queue is empty, scale deployment worker to 8",
  "set image of deployment web to nginx:1.27 provided tests passed",
  "uncordon n-3 once the kernel is patched",
  "restart deployment web after the logs are saved",
  "uncordon node n-7 after the upgrade is done",
  "when the upgrade is over, please uncordon n-7",
  "cordon n-4 as soon as the backup finished",
  "once the backup is done, delete namespace old-1",
  "scale deployment web in shop to 3 after deployment cache has settled",
  "drain node n-2 after 6pm",
  "delete pod web-0 in shop after lunch",
  "in ten minutes drain n-2",
  "scale deployment web in shop to 0 tomorrow",
  "restart deployment web in shop when the logs say ready",
  "copy the logs of pod web-0 in shop to ./x.log",
  "expand volume claim data-0 in shop by 10Gi",
  "give pvc data-0 in shop 10Gi more",
  "restart all deployments in shop but not web",
  "restart all deployments in shop, leave web alone",
  "scale all deployments in dev to zero except gateway",
  "drain n-7 but leave pods with app=db",
  "label all nodes a=b other than n-3",
  "restart all failing deployments in shop",
  "scale all idle deployments in dev to zero",
  "label all pending pods with x=y in shop",
  "roll sts zk in data back two",
  "drain every node in zone a",
  "remove widget old-admin",
  "restart deployment web in shop or scale it to 3?",
  "clean up old replicasets of deployment web",
  "delete all pods of deployment web in shop",
  "scale deployment web to 5.5",
  "reboot n-3",
  "delete statefulset db in core, the pvcs must stay",
  "make sa robot of ns ci cluster-admin",
  "roll back deployment web in shop to version 1.2.3",
  "scale deployment web to 0, wait, then back to 3",
])("what a command would not heed is not left out of it: %s", async (question) => {
  const answer = await reply(question);
  expect(commandsOf(answer).filter((command) => !reads.test(command))).toEqual([]);
});

test.each([
  [
    "scale deployment web in shop to 0 once job load-1 has completed",
    "kubectl wait job/load-1 --for=condition=Complete -n shop",
    "kubectl scale deployment web --replicas=0 -n shop",
  ],
  [
    "After job load-1 in etl has completed, scale deployment web in shop to 0",
    "kubectl wait job/load-1 --for=condition=Complete -n etl",
    "kubectl scale deployment web --replicas=0 -n shop",
  ],
  [
    "once pod db-0 in shop is ready restart deployment web in shop",
    "kubectl wait pod/db-0 --for=condition=Ready -n shop",
    "kubectl rollout restart deployment/web -n shop",
  ],
  [
    "delete pvc data-0 in shop when pod web-0 is deleted",
    "kubectl wait pod/web-0 --for=delete -n shop",
    "kubectl delete pvc data-0 -n shop",
  ],
])("what kubectl can wait for comes first and alone, then what waited for it: %s", async (question, wait, change) => {
  const first = await reply(question);
  expect(commandsOf(first)).toEqual([wait]);
  expect(first.text).toContain(`As soon as it returns, \`${change}\` can be approved.`);
  const then = await reply(question, [[wait, "condition met"]]);
  expect(commandsOf(then)[0]).toBe(change);
  const failed = await reply(question, [[wait, "", "error: timed out waiting for the condition"]]);
  expect(commandsOf(failed).filter((command) => !reads.test(command))).toEqual([]);
});

test.each([
  ["restart deployment web in shop after we changed the config", "kubectl rollout restart deployment/web -n shop"],
  ["restart deployment web in shop when you have a minute", "kubectl rollout restart deployment/web -n shop"],
  ["restart deployment web in shop, the release is tomorrow", "kubectl rollout restart deployment/web -n shop"],
  ["drain n-2 and give up after 10 minutes", "kubectl drain n-2 --ignore-daemonsets --timeout=10m"],
  ["once more, restart deployment web in shop", "kubectl rollout restart deployment/web -n shop"],
])("what is over, or told, is waited for by nobody: %s", async (question, command) => {
  expect(await translate(question)).toBe(command);
});

test("of several orders, what is not clear is said beside what is", async () => {
  const answer = await reply("scale deployment web to 5 and delete the old pods in shop");
  expect(commandsOf(answer)[0]).toBe("kubectl scale deployment web --replicas=5 -n shop");
  expect(answer.text).toContain("What is asked besides (“delete the old pods in shop”) is not clear enough to write.");
});

test("the condition is named, so that somebody looks first", async () => {
  const answer = await reply("scale deployment web to 5 in shop, only if the queue is long");
  expect(answer.text).toMatch(/^The change was asked for with “only if the queue is long”/);
});

test.each([
  ["remove the label canary from pod web-0 in shop if it exists", "kubectl label pod web-0 canary- -n shop"],
  ["scale deployment web in shop to 5 if possible", "kubectl scale deployment web --replicas=5 -n shop"],
  ["no new pods on worker-3 please, but leave what's there", "kubectl cordon worker-3"],
  ["delete pods in qa that are not labelled keep=yes", "kubectl delete pods -n qa -l 'keep!=yes'"],
])("what is no condition, or is kept by the command, stands in no way: %s", async (question, command) => {
  expect(await translate(question)).toBe(command);
});

test.each([
  [
    "restart web, api and worker in ns shop",
    [
      "rollout restart deployment/web -n shop",
      "rollout restart deployment/api -n shop",
      "rollout restart deployment/worker -n shop",
    ],
  ],
  [
    "undo the rollouts of deployments web and api in shop",
    ["rollout undo deployment/web -n shop", "rollout undo deployment/api -n shop"],
  ],
  [
    "restart deployment web in namespaces shop and blog",
    ["rollout restart deployment/web -n shop", "rollout restart deployment/web -n blog"],
  ],
  ["create ns team-c with label env=dev", ["create namespace team-c", "label namespace team-c env=dev"]],
  ["taint nodes n-1 and n-2 with a=b:NoSchedule", ["taint node n-1 a=b:NoSchedule", "taint node n-2 a=b:NoSchedule"]],
  ["delete namespaces pr-1 and pr-2", ["delete namespace pr-1", "delete namespace pr-2"]],
  ["scale web and api deployments in prod to 3", ["scale deployment web api --replicas=3 -n prod"]],
  [
    "scale deployment web to 3 and restart deployment api in shop",
    ["scale deployment web --replicas=3 -n shop", "rollout restart deployment/api -n shop"],
  ],
  [
    "scale deployment web to 3 and deployment api to 5 in shop",
    ["scale deployment web --replicas=3 -n shop", "scale deployment api --replicas=5 -n shop"],
  ],
  [
    "restart deployment web in shop and deployment api in blog",
    ["rollout restart deployment/web -n shop", "rollout restart deployment/api -n blog"],
  ],
  ["label node n-3 a=b and taint it with c=d:NoSchedule", ["label node n-3 a=b", "taint node n-3 c=d:NoSchedule"]],
  ["cordon n-3, then drain it", ["cordon n-3", "drain n-3 --ignore-daemonsets"]],
  ["drain n-3, ignore daemonsets, delete emptydir data", ["drain n-3 --ignore-daemonsets --delete-emptydir-data"]],
  ["please delete pod web-0 in shop, its node died", ["delete pod web-0 -n shop"]],
  ["delete deployment web and its service in shop", ["delete deployment,service web -n shop"]],
  ["delete pod web-0 in shop with a grace period of 5 seconds", ["delete pod web-0 -n shop --grace-period=5"]],
  ["evict pod web-0 from n-3", ["delete pod web-0"]],
  ["delete sts db in core, pods should survive", ["delete statefulset db -n core --cascade=orphan"]],
  [
    "deployment web in shop has 3 replicas, should have 5",
    ["scale deployment web --current-replicas=3 --replicas=5 -n shop"],
  ],
  ["delete job seed in ci without waiting", ["delete job seed -n ci --wait=false"]],
  ["rollout undo deployment web to rev 3 in shop", ["rollout undo deployment/web --to-revision=3 -n shop"]],
  ["quota small in intern: pods 10, cpu 4", ["create quota small --hard=pods=10,cpu=4 -n intern"]],
  ["execute `ls /data` in container app of pod db-0, data ns", ["exec db-0 -n data -c app -- ls /data"]],
  ["goodbye namespace old-demo, delete it", ["delete namespace old-demo"]],
  ["restart web and check the pods in shop", ["rollout restart deployment/web -n shop"]],
])("everything that is named is changed: %s", async (question, commands) => {
  const writes = commandsOf(await reply(question)).filter((command) => !reads.test(command));
  expect(writes).toEqual(commands.map((command) => `kubectl ${command}`));
});
