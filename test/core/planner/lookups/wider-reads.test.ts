import { expect, test } from "vitest";
import { commandsOf, reply } from "../situations.ts";

const empty = ["", "No resources found in default namespace.\n"] as const;

test.each([
  ["list failing jobs", "kubectl get jobs", "kubectl get jobs -A"],
  ["which cronjobs are suspended?", "kubectl get cronjobs", "kubectl get cronjobs -A"],
  ["what network policies are there?", "kubectl get networkpolicies", "kubectl get networkpolicies -A"],
])("%s goes on in all namespaces when the implicit one is empty", async (question, first, next) => {
  expect(commandsOf(await reply(question))[0]).toBe(first);
  const answer = await reply(question, [[first, empty[0] || empty[1]]]);
  expect(commandsOf(answer)).toEqual([next]);
});

test("which of them holds of all namespaces: the answer is that of the wide list", async () => {
  const narrow = "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    1/1     1            1           5d\n";
  const wide = `NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE
default     web    1/1     1            1           5d
shop        cart   0/2     2            0           5d
`;
  const question = "which deployments are not fully available?";
  const near = await reply(question, [["kubectl get deployments", narrow]]);
  expect(commandsOf(near)).toEqual(["kubectl get deployments -A"]);
  const far = await reply(question, [
    ["kubectl get deployments", narrow],
    ["kubectl get deployments -A", wide],
  ]);
  expect(far.text).toContain("1 of 2 deployments");
  expect(far.text).toContain("shop/cart");
});

test.each(["which pods are not ready in shop?", "list failing jobs in shop"])(
  "a namespace that was named is not left: %s",
  async (question) => {
    const [command] = commandsOf(await reply(question));
    const answer = await reply(question, [[command!, "No resources found in shop namespace.\n"]]);
    expect(commandsOf(answer).join(" ")).not.toContain("-A");
  },
);

test("columns of all namespaces say in which one an object is", async () => {
  const command = "kubectl get pods -o 'custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image'";
  const answer = await reply("how many different images do we run?", [[command, "NAME   IMAGE\nweb-1  web:1\n"]]);
  expect(commandsOf(answer).join(" ")).toContain("NAMESPACE:.metadata.namespace");
});

const missing = 'Error from server (NotFound): deployments.apps "web" not found\n';
const deployments = `NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE
shop        web    1/1     1            1           5d
`;

test.each([
  ["show the rollout status of deployment web", "kubectl rollout status deployment/web -n shop --watch=false"],
  ["describe deployment web", "kubectl describe deployment web -n shop"],
  ["get the yaml of deployment web", "kubectl get deployment web -n shop -o yaml"],
])("%s goes on where the object was found", async (question, next) => {
  const [first] = commandsOf(await reply(question));
  const answer = await reply(question, [
    [first!, "", missing],
    ["kubectl get deployments -A", deployments],
  ]);
  expect(commandsOf(answer)).toEqual([next]);
});
