import { expect, test } from "vitest";
import { commandsOf, reply, translate } from "./situations.ts";

test.each([
  ["delete everything labelled app=old in ns green", "kubectl delete all -n green -l app=old"],
  ["delete all pods on node w-3 in ns ci", "kubectl delete pods -n ci --field-selector=spec.nodeName=w-3"],
  ["delete pods and services named north and south", "kubectl delete pod,service north south"],
  ["delete service front and deployment rear in ns green", "kubectl delete service/front deployment/rear -n green"],
  ["purge all finished jobs in ns nightly", "kubectl delete jobs -n nightly --field-selector=status.successful=1"],
  ["delete all pods in ns qa but not those labelled keep=yes", "kubectl delete pods -n qa -l 'keep!=yes'"],
])("what is deleted is what was said, and no more: %s", async (question, command) => {
  expect(await translate(question)).toBe(command);
});

test.each([
  "delete all deployments in ns qa except important",
  "drop the resource requests of deployment api by setting them to 0",
  "remove the finalizers of namespace stuck",
  "remove the readiness probe of deployment api in ns qa",
  "get rid of the volumes of statefulset db in ns qa",
  "get rid of all failed jobs in ns ops",
  "delete all unused configmaps in ns ops",
  "remove one replica of deployment api in ns qa",
  "remove /tmp/cache from pod web-1",
  "wipe /data in pod db-0",
  "delete the files in pod db-0 in ns qa",
  "start nginx but never restart it when it exits",
])("no deletion or restart is proposed where something else was meant: %s", async (question) => {
  const answer = await reply(question);
  expect(commandsOf(answer).filter((command) => !/^kubectl (get|describe|events) /.test(command))).toEqual([]);
});

test("where an order is not clear, what it names can be looked at", async () => {
  const answer = await reply("change deployment relay in ns mesh for the better");
  expect(commandsOf(answer)).toEqual(["kubectl get deployment relay -n mesh"]);
  expect(answer.text).toContain("not clearly enough");
});
