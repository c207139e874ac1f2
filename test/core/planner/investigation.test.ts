import { expect, test } from "vitest";
import { topicOf } from "../../../src/core/planner/investigation/topic.ts";
import { understand } from "../../../src/core/planner/question/understand.ts";
import { commandsOf, type Output, reply } from "./situations.ts";

const pods: Output = [
  "kubectl get pods -n shop",
  `NAME                        READY   STATUS             RESTARTS        AGE
cart-7f5d8c9b6d-2xkqz       1/1     Running            0               12d
orders-6d9f676d48-jw2gb     0/1     CrashLoopBackOff   41 (2m9s ago)   3h
orders-6d9f676d48-x7k2p     0/1     CrashLoopBackOff   40 (4m1s ago)   3h
web-5c6b7d8f9-4dzvb         0/1     ImagePullBackOff   0               25m
`,
];

const ordersLog: Output = [
  "kubectl logs orders-6d9f676d48-jw2gb -n shop --previous --tail=100",
  `2026-03-01T10:00:00Z INFO starting orders 4.2.0
2026-03-01T10:00:01Z FATAL environment variable PAYMENT_URL is not set
`,
];

const healthyPods: Output = [
  "kubectl get pods -n shop",
  `NAME                        READY   STATUS      RESTARTS   AGE
cart-7f5d8c9b6d-2xkqz       1/1     Running     0          12d
cleanup-29562570-zsphm      0/1     Completed   0          2h
`,
];

test("with a name and no kind, the first look finds out what it is and what the cluster complains about", async () => {
  const answer = await reply("why is checkout failing?");
  expect(commandsOf(answer)).toEqual([
    "kubectl get pods -A",
    "kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services -A",
    "kubectl get events -A --field-selector=type=Warning --sort-by=.lastTimestamp",
  ]);
  expect(answer.conclusion.verdict).toBe("undecided");
  for (const command of commandsOf(answer)) expect(answer.text).toContain(command);
});

test("a namespace that a person gave with the message holds where the question names none", async () => {
  const answer = await reply("why is checkout failing?", [], { namespace: "shop", namespaceGiven: true });
  expect(commandsOf(answer)[0]).toBe("kubectl get pods -n shop");
});

test("a question about scaling looks at the autoscalers", async () => {
  const answer = await reply("Why is my deployment not scaling in the production namespace?");
  expect(commandsOf(answer)).toContain("kubectl describe hpa -n production");
  expect(commandsOf(answer)[0]).toBe("kubectl get deployments -n production");
});

test("the log before the last restart of a crashing pod comes next, of one pod for its workload", async () => {
  const answer = await reply("why do the orders pods in shop crash?", [pods]);
  expect(answer.conclusion.verdict).toBe("undecided");
  expect(commandsOf(answer)[0]).toMatch(/^kubectl logs orders-6d9f676d48-\w{5} -n shop --previous/);
  expect(commandsOf(answer).filter((command) => command.includes("logs"))).toHaveLength(1);
});

test("a name finds its pods by their stem and leaves other findings to one line", async () => {
  const answer = await reply("why is orders in shop failing?", [pods]);
  expect(answer.text).toContain("orders-6d9f676d48-");
  const others = answer.text.split("\n").filter((line) => line.includes("web-5c6b7d8f9-4dzvb"));
  expect(others).toHaveLength(1);
  expect(others[0]).toMatch(/^Also seen: /);
  expect(answer.text.indexOf("Also seen: ")).toBeLessThan(answer.text.indexOf("Evidence:"));
});

test("a slip of the finger finds the name that the thread has shown", async () => {
  const answer = await reply("why is ordrs failing in shop?", [pods]);
  expect(answer.text.split("\n")[0]).toContain("orders-6d9f676d48-");
});

test("no command comes twice while its answer stands", async () => {
  const first = await reply("why is orders in shop failing?", [pods]);
  const second = await reply("approved", [pods, ordersLog], { earlierQuestions: ["why is orders in shop failing?"] });
  expect(commandsOf(second)).not.toContain("kubectl get pods -n shop");
  expect(commandsOf(second).filter((command) => command === commandsOf(first)[0])).toEqual([]);
});

test("an answer that no longer stands may be asked for again", async () => {
  const answer = await reply("list the pods in shop", [], { answered: [] });
  expect(commandsOf(answer)).toEqual(["kubectl get pods -n shop"]);
});

test("approval goes on with the question of the thread", async () => {
  const answer = await reply("approved", [pods], { earlierQuestions: ["why is orders in shop failing?"] });
  expect(answer.text).toContain("orders-6d9f676d48-");
  expect(commandsOf(answer).length).toBeGreaterThan(0);
});

test("evidence without a question is asked what is the matter", async () => {
  const answer = await reply("", [pods]);
  expect(answer.findings.length).toBeGreaterThan(0);
  expect(answer.text).not.toContain("Ask about a Kubernetes cluster");
});

test("the first sentence names the object and its state, and the lines that show it are quoted with their command", async () => {
  const answer = await reply("what is the issue with my pods in shop?", [pods]);
  expect(answer.text.split("\n")[0]).toMatch(/Pod shop\/\S+/);
  expect(answer.text).toContain("$ kubectl get pods -n shop");
  expect(answer.text).toMatch(/ {4}\S+ +0\/1 +(CrashLoopBackOff|ImagePullBackOff) /);
});

test("a question that names nothing gets every cause", async () => {
  const answer = await reply("what is the issue with my pods in shop?", [pods]);
  expect(answer.text).toContain("orders-6d9f676d48-");
  expect(answer.text).toContain("web-5c6b7d8f9-4dzvb");
});

test("a list in which all is well answers whether all is well, and says what was looked at", async () => {
  const answer = await reply("is everything all right with the pods in shop?", [healthyPods]);
  expect(answer.conclusion.verdict).toBe("healthy");
  expect(answer.text).toMatch(/^Nothing is wrong in the shop namespace/);
  expect(answer.text).toContain("`kubectl get pods -n shop`");
});

test("a list in which all is well does not answer why something fails", async () => {
  const answer = await reply("why is cart in shop slow?", [healthyPods]);
  expect(answer.conclusion.verdict).toBe("undecided");
  expect(commandsOf(answer).length).toBeGreaterThan(0);
});

test("an object that is not there is looked for elsewhere", async () => {
  const missing: Output = [
    "kubectl describe deployment billing",
    "",
    `Error from server (NotFound): deployments.apps "billing" not found`,
  ];
  const answer = await reply("what is wrong with deployment billing?", [missing]);
  expect(answer.text).toMatch(/not found|does not exist/i);
  expect(answer.conclusion.verdict).not.toBe("healthy");
});

test("what the account may not read is said, and nothing is made up", async () => {
  const refused: Output = [
    "kubectl get secrets -A",
    "",
    `Error from server (Forbidden): secrets is forbidden: User "eve" cannot list resource "secrets" in API group "" at the cluster scope`,
  ];
  const answer = await reply("list all secrets in the cluster", [refused]);
  expect(answer.text).toMatch(/forbidden/i);
  expect(answer.text).toContain("eve");
});

test.each(["hello", "what can you do?", "thanks!"])("%s gets a short answer and no command", async (question) => {
  const answer = await reply(question);
  expect(answer.suggestions).toEqual([]);
  expect(answer.text.length).toBeLessThan(600);
});

test("a change comes with the check that follows, and the text says that it waits for approval", async () => {
  const answer = await reply("scale deployment web to 5 in shop");
  expect(commandsOf(answer)).toEqual([
    "kubectl scale deployment web --replicas=5 -n shop",
    "kubectl rollout status deployment/web -n shop --watch=false",
  ]);
  expect(answer.text).toContain("approve");
});

test("after a change has run, its check comes next, and then what the check says", async () => {
  const earlierQuestions = ["scale deployment web to 5 in shop"];
  const scaled: Output = ["kubectl scale deployment web --replicas=5 -n shop", "deployment.apps/web scaled\n"];
  const checked: Output = [
    "kubectl rollout status deployment/web -n shop --watch=false",
    "Waiting for deployment spec update to be observed...\n",
  ];
  const after = await reply("approved", [scaled], { earlierQuestions });
  expect(commandsOf(after)).toEqual(["kubectl rollout status deployment/web -n shop --watch=false"]);
  expect(after.text).toContain("deployment.apps/web scaled");
  const last = await reply("approved", [scaled, checked], { earlierQuestions });
  expect(commandsOf(last)).toEqual([]);
  expect(last.text).toContain("Waiting for deployment spec update");
});

test("a name that nothing carries is taken for the only workload that has it in its name, and that is said", async () => {
  const deployments: Output = [
    "kubectl get deployments -n shop",
    `NAME         READY   UP-TO-DATE   AVAILABLE   AGE
orders-api   1/1     1            1           30d
`,
  ];
  const answer = await reply("why is api failing in shop?", [deployments, pods]);
  expect(answer.text).toContain(
    "Nothing is called api; going by names, Deployment shop/orders-api is taken to be meant.",
  );
});

test("a name that nothing carries and many hold is said to be unknown, and names like it are offered", async () => {
  const deployments: Output = [
    "kubectl get deployments -n shop",
    `NAME         READY   UP-TO-DATE   AVAILABLE   AGE
orders-api   1/1     1            1           30d
users-api    1/1     1            1           30d
stock-api    1/1     1            1           30d
carts-api    1/1     1            1           30d
`,
  ];
  const answer = await reply("why is api failing in shop?", [deployments, pods]);
  expect(answer.text).toMatch(/^Nothing called api was seen/);
  expect(answer.text).toContain("Did you mean carts-api, orders-api, stock-api or users-api?");
});

test("errors in the log keep a running pod from being called healthy", async () => {
  const log: Output = [
    "kubectl logs cart-7f5d8c9b6d-2xkqz -n shop",
    "2026-03-01T10:00:05Z ERROR cannot write the basket: quota of the tenant is used up\n",
  ];
  const answer = await reply("is cart in shop healthy?", [healthyPods, log]);
  expect(answer.conclusion.verdict).not.toBe("healthy");
  expect(answer.text).toContain("cannot write the basket");
});

test("a read that failed looked at nothing: what it would have shown is not called well", async () => {
  const failure = "error: unexpected error when reading response body. Please retry. Original error: unexpected EOF";
  const well = await reply("is cart in shop healthy?", [healthyPods]);
  expect(well.conclusion).toMatchObject({
    verdict: "healthy",
    summary: expect.stringMatching(/^Nothing is wrong with cart/),
  });
  expect(well.text).toContain("Looked at: `kubectl get pods -n shop`");
  const unknown = await reply("is cart in shop healthy?", [
    healthyPods,
    ["kubectl logs cart-7f5d8c9b6d-2xkqz -n shop --tail=100", "", failure],
  ]);
  expect(unknown.conclusion.verdict).not.toBe("healthy");
  expect(unknown.text).not.toContain("Looked at: `kubectl logs");
});

test.each(["kubectl command not found", "Command execution timed out after 30s"])(
  "when every command failed the answer begins with why: %s",
  async (stderr) => {
    const answer = await reply("why is checkout failing?", [
      ["kubectl get pods -A", "", stderr],
      ["kubectl get events -A", "", stderr],
    ]);
    expect(answer.text.split("\n")[0]).toContain(stderr);
    expect(answer.conclusion.verdict).toBe("undecided");
  },
);

test.each(["quota-exceeded", "insufficient-cpu", "node-cordoned"])(
  "why no new pods come up is answered by %s",
  (code) => {
    expect(topicOf(understand("no new pods come up in shop"))?.codes.test(code)).toBe(true);
  },
);
