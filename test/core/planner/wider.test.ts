import { expect, test } from "vitest";
import { translate } from "./situations.ts";

test.each([
  // places
  ["last 50 lines from api-7c9d8 ns core", "kubectl logs api-7c9d8 -n core --tail=50"],
  ["pvcs @ db", "kubectl get pvc -n db"],
  [
    "stop cronjob nightly in jobs from firing",
    'kubectl patch cronjob nightly -n jobs -p \'{"spec":{"suspend":true}}\'',
  ],
  ["[bank-1] list pods", "kubectl get pods -n bank-1"],
  ["what did pod front-0 of web-3 print in the last 5 minutes", "kubectl logs front-0 -n web-3 --since=5m"],
  // `can I` without a verb of the API asks for no right
  ["can i reach the grafana service somehow in ns mon-1", "kubectl get service grafana -n mon-1"],
  ["am I allowed to evict pods", "kubectl auth can-i create pods --subresource=eviction"],
  // orders behind a remark, and in other words
  [
    "we don't need deployment legacy-web any more in ns old-apps, delete it",
    "kubectl delete deployment legacy-web -n old-apps",
  ],
  [
    "roll the frontend deployment in web back to the previous revision",
    "kubectl rollout undo deployment/frontend -n web",
  ],
  ["no new pods on worker-3 please, but leave what's there", "kubectl cordon worker-3"],
  [
    "too many replicas of deployment crawler in seo, cut it to 2",
    "kubectl scale deployment crawler --replicas=2 -n seo",
  ],
  ["calc-1/batcher deployment needs 6 replicas", "kubectl scale deployment batcher --replicas=6 -n calc-1"],
  [
    "please get rid of all jobs in ns calc-1 that are done",
    "kubectl delete jobs -n calc-1 --field-selector=status.successful=1",
  ],
  // what narrows a list
  [
    "pods in ns data that are not in Running phase",
    "kubectl get pods -n data '--field-selector=status.phase!=Running'",
  ],
  ["pods w/o label team in ns web-1", "kubectl get pods -n web-1 -l '!team'"],
  ["everything labelled app=shop in ns retail", "kubectl get all -n retail -l app=shop"],
  // what is wanted, before the object and far from it
  [
    "daemonset logs for fluent-bit in logging last 10 minutes",
    "kubectl logs daemonset/fluent-bit -n logging --since=10m",
  ],
  ["output of the db migration job in stage? it's called migrate-2", "kubectl logs job/migrate-2 -n stage"],
  ["memory use per container of pod ml-3 (ns ml)", "kubectl top pod ml-3 -n ml --containers"],
])("%s", async (question, command) => {
  expect(await translate(question)).toBe(command);
});
