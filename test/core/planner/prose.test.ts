import { describe, expect, test } from "vitest";
import { isStatement } from "../../../src/core/planner/question/is-statement.ts";
import { isProse } from "../../../src/core/planner/question/prose.ts";
import { withoutReason } from "../../../src/core/planner/question/reasons.ts";
import { wordsOf } from "../../../src/core/planner/question/words.ts";
import { commandsOf, reply, translate } from "./situations.ts";

const orders = [
  ["pause the rollout of deployment homepage in web", "kubectl rollout pause deployment/homepage -n web"],
  ["restart deployment product in store", "kubectl rollout restart deployment/product -n store"],
  ["scale deployment customer in crm to 4", "kubectl scale deployment customer --replicas=4 -n crm"],
  ["bounce checkout in shop", "kubectl rollout restart deployment/checkout -n shop"],
  ["delete the namespace demo-42", "kubectl delete namespace demo-42"],
  ["delete pod relay-0", "kubectl delete pod relay-0"],
  ["label node worker-5 with disktype=ssd", "kubectl label node worker-5 disktype=ssd"],
  ["trigger cron job cleanup in ops", "kubectl create job cleanup-manual --from=cronjob/cleanup -n ops"],
  [
    "create a cluster role binding ops-admin that gives cluster-admin to group ops",
    "kubectl create clusterrolebinding ops-admin --clusterrole=cluster-admin --group=ops",
  ],
  [
    "create job once in ci with image perl:5.34 that runs perl -v",
    "kubectl create job once --image=perl:5.34 -n ci -- perl -v",
  ],
  [
    "from pod toolbox in namespace ops, curl http://inventory:8080/health",
    "kubectl exec toolbox -n ops -- curl http://inventory:8080/health",
  ],
] as const;

const reasons = [
  ", i want to batch several changes",
  ", we need to refresh the cache",
  " because the customer asked for it",
  " so that nobody complains",
  " in order to reduce noise",
  " to be on the safe side",
  ", the team is happy to wait",
  ", otherwise the boss gets nervous",
  ". Thanks in advance",
  " as agreed with the platform people",
  " (approved by the manager)",
  ", whatever it takes",
  ". We plan to replace the whole thing with something better next week",
];

describe("a reason changes nothing about an order", () => {
  test.each(orders)("%s", async (order, command) => {
    const said = await Promise.all(["", ...reasons].map((reason) => translate(order + reason)));
    expect([...new Set(said)]).toEqual([command]);
  });

  test.each(["as discussed with the customer, ", "for the maintenance tonight: ", "hi team, ", "I was told to "])(
    "nor does what is said before it: %s",
    async (lead) => {
      const plain = orders.slice(0, -1);
      const said = await Promise.all(plain.map(([order]) => translate(lead + order)));
      expect(said).toEqual(plain.map(([, command]) => command));
    },
  );
});

describe("what tells more than a reason stays part of the order", () => {
  test.each([
    "kill pod worker-x7k2 in batch right now, it hangs in Terminating",
    "annotate service pay with owner=red, overwrite if it is there",
    "bump deployment api to image api:4.1.0, the container is called server",
    "restart deployment web, it is in namespace shop",
    "roll back deployment web, it still crashes",
    "delete job seed, but keep the pods",
    "why does deployment web restart, we want to know it",
    "pods of web restart, we need to act",
  ])("%s", (text) => expect(withoutReason(text)).toBe(text));

  test("how a pod that hangs is deleted is told behind the order", async () => {
    expect(await translate("kill pod worker-x7k2 in batch right now, it hangs in Terminating")).toBe(
      "kubectl delete pod worker-x7k2 -n batch --grace-period=0 --force",
    );
  });
});

test.each([
  "delete the failed jobs in analytics to free resources",
  "create a new namespace to experiment",
  "restart the deployment, it has been acting up lately",
  "taint the node to keep others away",
  "scale up to handle the traffic",
  "label the namespace with team=core",
  "bind role reader to everyone",
  "set a resource quota for the team with at most 20 pods",
])("no word of the sentence is taken for the object of a change: %s", async (order) => {
  const answer = await reply(order);
  expect(commandsOf(answer).filter((command) => !/^kubectl (?:get|describe) /.test(command))).toEqual([]);
});

test.each([
  ["whatever", true],
  ["together", true],
  ["immediately", true],
  ["90s", true],
  ["deploy.yaml", true],
  ["'list'", false],
  ["batch", false],
  ["nightly", false],
  ["checkout", false],
  ["web-0", false],
])("%s is prose: %s", (word, prose) => {
  expect(isProse(wordsOf(word)[0]!)).toBe(prose);
});

test.each([
  [
    "give me every pod on worker-3, whatever namespace",
    "kubectl get pods -A --field-selector=spec.nodeName=worker-3 -o wide",
  ],
  ["list services in whichever namespace", "kubectl get services -A"],
  ["Show replica sets in the namespace together with their labels", "kubectl get replicasets --show-labels"],
  [
    "images of container nginx in stateful set edge",
    "kubectl get statefulset edge -o 'jsonpath={.spec.template.spec.containers[*].image}'",
  ],
  ["describe node gpu-3, e.g. its memory pressure", "kubectl describe node gpu-3"],
  ["logs of every container of pod multi-1, init containers included", "kubectl logs multi-1 --all-containers"],
  ["logs of pod multi-1 container server", "kubectl logs multi-1 -c server"],
  ["list the pods in namespace load", "kubectl get pods -n load"],
])("places and containers are read from where they stand: %s", async (question, command) => {
  expect(await translate(question)).toBe(command);
});

test.each([
  ["Make kube-public the default namespace of the current context", "kube-public"],
  ["make team-blue the default namespace of my current context", "team-blue"],
  ["set the default namespace to shop", "shop"],
  ["switch to namespace shop", "shop"],
])("the default namespace belongs to the kubeconfig, and no namespace is made: %s", async (order, namespace) => {
  const answer = await reply(order);
  expect(commandsOf(answer)).toEqual([`kubectl config set-context --current --namespace=${namespace}`]);
  expect(answer.text).toContain(`\`kubectl config set-context --current --namespace=${namespace}\``);
});

test("a namespace is still made where one is ordered", async () => {
  expect(await translate("create a namespace called default-apps")).toBe("kubectl create namespace default-apps");
});

test("who waits longer than is waited from here is told how", async () => {
  const answer = await reply("wait for pod init-1 to be ready, at most 90 seconds");
  expect(commandsOf(answer)[0]).toBe("kubectl wait pod/init-1 --for=condition=Ready --timeout=30s");
  expect(answer.text).toContain("`kubectl wait pod/init-1 --for=condition=Ready --timeout=90s` in a terminal");
});

test("a cron job that shall run at another time is not run now", async () => {
  expect(await translate("cronjob cleanup in ops should run at 3am daily from now on")).toBe(
    `kubectl patch cronjob cleanup -n ops -p '{"spec":{"schedule":"0 3 * * *"}}'`,
  );
  expect(await translate("run the cronjob cleanup in ops now")).toBe(
    "kubectl create job cleanup-manual --from=cronjob/cleanup -n ops",
  );
});

test.each([
  ["postgres logs of relay-pg-1 show FATAL, is the database corrupt", true],
  ["container logs for app in pod from the previous run", false],
])("what logs show is told, and logs of a run are asked for: %s", (plain, tells) => {
  expect(isStatement(plain)).toBe(tells);
});
