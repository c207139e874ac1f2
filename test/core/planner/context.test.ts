import { expect, test } from "vitest";
import { commandsOf, type Output, reply } from "./situations.ts";

/** Conversations: what was said, what was read, and what is said now. */

const pods = (namespace: string, ...rows: string[]): Output => [
  `kubectl get pods -n ${namespace}`,
  `NAME                      READY   STATUS             RESTARTS      AGE\n${rows.join("\n")}\n`,
];
const shop = pods(
  "shop",
  "api-6d9f676d48-x7k2p      1/1     Running            0             3d",
  "cart-5b9f7c6d5c-7mwxt     0/1     CrashLoopBackOff   9 (2m ago)    1h",
  "web-7d4c9b6f88-kq2zn      0/1     Pending            0             5m",
);
const workloads: Output = [
  "kubectl get deployments,services -n shop",
  `NAME                   READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/cart   0/1     1            0           1h

NAME           TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
service/cart   ClusterIP   10.0.0.7     <none>        80/TCP    1h
`,
];

type Talk = readonly [before: readonly string[], read: readonly Output[], now: string];

async function say([before, read, now]: Talk) {
  return reply(now, read, { earlierQuestions: before, newEvidenceFrom: read.length });
}

test.each<[...Talk, string]>([
  [["show pods in shop"], [shop], "what about staging?", "kubectl get pods -n staging"],
  [
    ["is node w-2 healthy?", "what runs on it?"],
    [],
    "which of these restarted?",
    "kubectl get pods -A --field-selector=spec.nodeName=w-2 -o wide",
  ],
  [
    ["why is cart crashing in shop?", "is it the database?"],
    [shop, workloads],
    "show me its logs",
    "kubectl logs deployment/cart -n shop",
  ],
  [["show pods in shop"], [shop], "and in the payments namespace?", "kubectl get pods -n payments"],
  [["list deployments in data"], [], "and statefulsets", "kubectl get statefulsets -n data"],
  [["list deployments in data"], [], "now show me the configmaps", "kubectl get configmaps -n data"],
  [["show pods in shop"], [shop], "describe the first one", "kubectl describe pod api-6d9f676d48-x7k2p -n shop"],
  [["show pods in shop"], [shop], "logs of the worst one", "kubectl logs cart-5b9f7c6d5c-7mwxt -n shop"],
  [
    ["what is wrong in shop?"],
    [shop, workloads],
    "show the logs of the worst one",
    "kubectl logs deployment/cart -n shop",
  ],
  [
    ["show pods in shop", "which are pending?"],
    [shop],
    "describe the first",
    "kubectl describe pod web-7d4c9b6f88-kq2zn -n shop",
  ],
  [["is cart in shop ok?"], [workloads], "restart it", "kubectl rollout restart deployment/cart -n shop"],
  [["is cart in shop ok?"], [workloads], "scale it to 4", "kubectl scale deployment cart --replicas=4 -n shop"],
  [["is cart in shop ok?"], [workloads], "show me its configmaps", "kubectl get configmaps -n shop"],
  [
    ["is cart in shop ok?", "show its service"],
    [workloads],
    "roll it back",
    "kubectl rollout undo deployment/cart -n shop",
  ],
  [
    ["show pods in shop", "why?"],
    [shop],
    "describe the second one",
    "kubectl describe pod cart-5b9f7c6d5c-7mwxt -n shop",
  ],
  [
    ["which pods are failing in shop?", "describe the first one"],
    [shop],
    "describe the last",
    "kubectl describe pod cart-5b9f7c6d5c-7mwxt -n shop",
  ],
  [
    ["show pods in shop", "describe the first one", "describe the second one"],
    [shop],
    "show the logs of both",
    "kubectl logs api-6d9f676d48-x7k2p -n shop",
  ],
  [
    ["show the log of kafka-2 in data"],
    [["kubectl logs kafka-2 -n data", "started\n"]],
    "describe the first one",
    "kubectl describe pod kafka-2 -n data",
  ],
  [["is cart in shop ok?"], [workloads], "that one: events", "kubectl events --for=deployment/cart -n shop"],
  [
    ["why does cart fail in shop?"],
    [workloads],
    "what changed in the last rollout?",
    "kubectl get deployments,statefulsets,daemonsets -A",
  ],
  [["top pods in data"], [], "any failures?", "kubectl get pods -n data"],
  [["is cart in shop ok?", "thanks"], [workloads], "describe it", "kubectl describe deployment cart -n shop"],
])("%j with %# read, then %s: %s", async (before, read, now, command) => {
  expect(commandsOf(await say([before, read, now]))[0]).toBe(command);
});

test.each<[...Talk, RegExp]>([
  [["show pods in shop"], [shop], "which of them restart?", /^1 of 3 pods restarted in shop: cart-5b9f7c6d5c-7mwxt/],
  [["show pods in shop"], [shop], "how many are ready?", /^1 of 3 pods ready in shop: api-6d9f676d48-x7k2p/],
  [["show pods in shop"], [shop], "are they all running?", /cart-5b9f7c6d5c-7mwxt/],
  [
    ["show pods in shop"],
    [shop, pods("dev", "a-0    1/1     Running            3 (1d ago)    2d")],
    "which of them restart?",
    /^1 of 3 pods/,
  ],
])("%j, then %#: answered from what was read", async (before, read, now, says) => {
  const { text, suggestions } = await say([before, read, now]);
  expect(text).toMatch(says);
  expect(suggestions.map(({ command }) => command)).not.toContain("kubectl get pods -n shop");
});

const usage: Output = [
  "kubectl top pods -A",
  `NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)
shop        web-1   90m          300Mi
shop        web-2   10m          100Mi
`,
];
const requests: Output = [
  `kubectl get pods -A -o jsonpath='{range .items[*]}{.kind}{"\\t"}{.metadata.namespace}{"\\t"}{.metadata.name}{"\\t"}{range .spec.containers[*]}{"\\t"}{.name}{"="}{.resources.requests}{end}{"\\n"}{end}'`,
  'Pod\tshop\tweb-1\t\tapp={"cpu":"50m","memory":"200Mi"}\nPod\tshop\tweb-2\t\tapp={"cpu":"5m","memory":"200Mi"}\n',
];
const near: Output = ["kubectl top pods", "No resources found in default namespace.\n"];

test.each<[...Talk, RegExp]>([
  [["which pods use more memory than requested?"], [near, usage, requests], "and cpu?", /^2 of 2 measured pods .* their CPU request: .*200%/],
  [["how many pods per namespace?"], [["kubectl get pods -A -o wide", "NAMESPACE   NAME    READY   STATUS    RESTARTS   AGE   IP     NODE   NOMINATED NODE   READINESS GATES\nshop        web-1   1/1     Running   0          2d    10.0   big    <none>           <none>\n"]], "and per node?", /^Pods per node: big 1/],
  [["which pods are ready in shop?"], [shop], "and which are not?", /^2 of 3 pods/],
])("%j, then %#: the last question in other words", async (before, read, now, says) => {
  expect((await say([before, read, now])).text).toMatch(says);
}); // biome-ignore format: one line a talk

test.each<[...Talk, string]>([
  [["am I admin?"], [], "and in shop?", "kubectl auth can-i '*' '*' -n shop"],
  [["which configmaps are not used?"], [], "and secrets?", "kubectl get secrets -A"],
  [["how old is the cluster?"], [], "which version is it?", "kubectl version"],
])("%j, then %#: asked of something else", async (before, read, now, command) => {
  expect(commandsOf(await say([before, read, now]))[0]).toBe(command);
});

const dns: readonly Output[] = [
  ["kubectl get pods -A", "NAMESPACE     NAME                       READY   STATUS    RESTARTS   AGE\nkube-system   coredns-7c9d5f6b8d-kq2zn   1/1     Running   0          90d\n"],
  ["kubectl get deployments,daemonsets,statefulsets -A", "NAMESPACE     NAME                      READY   UP-TO-DATE   AVAILABLE   AGE\nkube-system   deployment.apps/coredns   1/1     1            1           90d\n"],
]; // biome-ignore format: one line an output

test.each<[...Talk, string]>([
  [[], [], "restart the ingress controller", "kubectl get pods -A"],
  [[], dns, "restart dns", "kubectl rollout restart deployment/coredns -n kube-system"],
  [["is dns ok?"], [...dns, ["kubectl logs coredns-7c9d5f6b8d-kq2zn -n kube-system --tail=100", "started\n"]], "describe it", "kubectl describe deployment coredns -n kube-system"],
])("%j, then %#: a component of the cluster is the workload that is called like one", async (before, read, now, command) => {
  expect(commandsOf(await say([before, read, now]))[0]).toBe(command);
}); // biome-ignore format: one line a talk

const config: Output = [
  "kubectl get configmap cart-config -n shop -o yaml",
  "apiVersion: v1\ndata:\n  HOST: db.data\n  banner: |\n    Hello\n    there\nkind: ConfigMap\nmetadata:\n  name: cart-config\n  namespace: shop\n",
];

test.each<[...Talk, RegExp]>([
  [
    ["why is cart in shop failing?"],
    [workloads, config],
    "what is in that configmap?",
    /^ConfigMap shop\/cart-config holds 2 keys: HOST and banner\.\n\n {2}HOST: db\.data\n {2}banner: Hello \(and 1 more lines?\)/,
  ],
])("%j, then %#: what was read of it", async (before, read, now, says) => {
  expect((await say([before, read, now])).text).toMatch(says);
});

test("a list of nodes says of none that it is well", async () => {
  const nodes: Output = [
    "kubectl get nodes",
    "NAME   STATUS   ROLES    AGE   VERSION\nn-1    Ready    <none>   9d    v1.34.2\n",
  ];
  const answer = await say([["which nodes do we have?"], [nodes], "is n-1 ok?"]);
  expect(answer.text).not.toMatch(/Nothing is wrong/);
  expect(commandsOf(answer)).toContain("kubectl describe node n-1");
});

test("a name that nobody has seen is not what was spoken of before", async () => {
  const { text } = await say([["is cart in shop ok?"], [workloads], "and loki?"]);
  expect(text).toMatch(/^Nothing called loki was seen/);
});

test("whoever wants the log is not told of ports", async () => {
  const ports: Output = [
    "kubectl describe service cart -n shop",
    "Name:              cart\nNamespace:         shop\nSelector:          app=cart\nType:              ClusterIP\nPort:              http  80/TCP\nTargetPort:        8080/TCP\n",
  ];
  const answer = await reply("show its logs", [workloads, ports], {
    earlierQuestions: ["is cart in shop ok?"],
    newEvidenceFrom: 1,
  });
  expect(answer.text).not.toMatch(/port number/);
});

test.each<Talk>([
  [["show pods in shop"], [shop], "delete them"],
  [["show pods in shop"], [shop], "restart those"],
  [["list deployments in data"], [], "scale them to 0"],
])("%j, then %#: what was listed is not changed by a word", async (...talk) => {
  expect(commandsOf(await say(talk)).filter((one) => /\b(?:delete|restart|scale)\b/.test(one))).toEqual([]);
});

test.each<[...Talk, string]>([
  [
    ["is cart in shop ok?"],
    [workloads],
    "list pods in dev and sort it by age",
    "kubectl get pods -n dev --sort-by=.metadata.creationTimestamp",
  ],
  [
    ["is cart in shop ok?"],
    [workloads],
    "scale deployment web to 3 in dev, it is too slow",
    "kubectl scale deployment web --replicas=3 -n dev",
  ],
  [["is cart in shop ok?"], [workloads], "show the nodes", "kubectl get nodes"],
])("%j, then %#: a message that says itself what it is about is left as it is", async (before, read, now, command) => {
  expect(commandsOf(await say([before, read, now]))[0]).toBe(command);
});

test("what is read for the sake of a message does not change what it leans on", async () => {
  const top: Output = [
    "kubectl top pod -A",
    "NAMESPACE   NAME      CPU(cores)   MEMORY(bytes)\ndata        redis-0   30m          166Mi\n",
  ];
  const found: Output = [
    "kubectl get deployments,statefulsets,daemonsets,cronjobs,jobs,pods,services,ingresses,pvc,hpa -A --field-selector=metadata.name=redis -o json",
    JSON.stringify({
      apiVersion: "v1",
      kind: "List",
      items: [
        {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata: { name: "redis", namespace: "data" },
          spec: { template: { spec: { containers: [{ name: "redis", resources: { limits: { memory: "512Mi" } } }] } } },
        },
      ],
    }),
  ];
  const earlierQuestions = ["how much memory does redis use?"];
  const asking = await reply("and what is its limit?", [top], { earlierQuestions, newEvidenceFrom: 1 });
  expect(commandsOf(asking)).toEqual([found[0]]);
  const answer = await reply("and what is its limit?", [top, found], { earlierQuestions, newEvidenceFrom: 1 });
  expect(answer.text).toMatch(/^StatefulSet data\/redis has the limits memory 512Mi/);
});

test("a revision is gone back to of what was spoken of", async () => {
  const answer = await say([["why does cart crash in shop?"], [shop, workloads], "go back to revision 3 please"]);
  expect(commandsOf(answer)[0]).toBe("kubectl rollout undo deployment/cart --to-revision=3 -n shop");
});
