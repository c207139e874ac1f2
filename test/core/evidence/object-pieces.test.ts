import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted } from "./pieces.ts";

const status = '{"name":"web","restartCount":0,"state":{"waiting":{"reason":"CreateContainerConfigError"}}}';
const waiting = { name: "web", state: { waiting: { reason: "CreateContainerConfigError" } } };
const pod = "kubectl get pod web-1 -n shop";

test.each([
  ["a list of container states", `${pod} -o json | jq .status.containerStatuses`, `[\n  ${status}\n]\n`],
  ["the same on one line", `${pod} -o jsonpath="{.status.containerStatuses}"`, `[${status}]`],
  [
    "the same in YAML",
    `${pod} -o yaml | yq .status.containerStatuses`,
    "- name: web\n  restartCount: 0\n  state:\n    waiting:\n      reason: CreateContainerConfigError\n",
  ],
  ["one container state", `${pod} -o json | jq ".status.containerStatuses[0]"`, `${status}\n`],
  [
    "a row that somebody made, with the name in it",
    'kubectl get pods -n shop -o json | jq -c ".items[]|{name:.metadata.name,st:.status.containerStatuses}"',
    `{"name":"web-1","st":[${status}]}\n{"name":"web-2","st":[]}\n`,
  ],
  [
    "a range over the items",
    `kubectl get pods -n shop -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.status.containerStatuses}{"\\n"}{end}'`,
    `web-1\t[${status}]\n`,
  ],
])("%s is read as a part of its pod", (_, command, text) => {
  const seen = observe([pasted(command, text)]).object({ kind: "Pod", namespace: "shop", name: "web-1" });
  expect(seen?.fields.status).toMatchObject({ containerStatuses: [waiting] });
  expect(text).toContain(seen?.cite("status", "containerStatuses", "web", "state").text);
});

test("a state that was printed alone belongs to the only container of its pod", () => {
  const view = observe([
    pasted(
      `${pod} -o json | jq ".status.containerStatuses[].state"`,
      '{\n  "waiting": {\n    "reason": "ErrImagePull"\n  }\n}\n',
    ),
    pasted(`${pod} -o yaml`, "kind: Pod\nmetadata:\n  name: web-1\n  namespace: shop\nstatus:\n  phase: Pending\n"),
  ]);
  expect(view.of("Pod")).toHaveLength(1);
});

test("parts of a workload lie in the template of its pods", () => {
  const text = '[\n  {\n    "name": "web",\n    "image": "web:1"\n  }\n]\n';
  const view = observe([pasted("kubectl get deploy web -n shop -o json | jq .spec.template.spec.containers", text)]);
  expect(view.of("Deployment")[0]?.fields).toMatchObject({
    spec: { template: { spec: { containers: [{ name: "web", image: "web:1" }] } } },
  });
});

test.each([
  ["labels", `${pod} -o json | jq .metadata.labels`, '{\n  "app": "web"\n}\n'],
  ["numbers", "kubectl get pods -n shop -o json | jq '.items|length'", "7\n"],
  ["names", "kubectl get pods -n shop -o json | jq '[.items[].metadata.name]'", '[\n  "web-1"\n]\n'],
])("what is no known part shows no state: %s", (_, command, text) => {
  expect(observe([pasted(command, text)]).of("Pod")[0]?.fields.status).toBeUndefined();
});

test("a range over the conditions of one object is the list of them", () => {
  const command = `kubectl get node w3 -o jsonpath='{range .status.conditions[*]}{.type}{"\\t"}{.status}{"\\t"}{.message}{"\\n"}{end}'`;
  const text =
    "DiskPressure\tFalse\tkubelet has no disk pressure\nReady\tFalse\tPLEG is not healthy: last seen 6m ago\n";
  const node = observe([pasted(command, text)]).of("Node")[0]!;
  expect(node.fields.status).toMatchObject({
    conditions: [
      { type: "DiskPressure", status: "False" },
      { type: "Ready", status: "False" },
    ],
  });
  expect(node.cite("status", "conditions", "Ready").text).toContain("PLEG");
});

test("a column that picks one condition is that condition", () => {
  const command = `kubectl get nodes -o custom-columns=NAME:.metadata.name,DISK:.status.conditions[?(@.type=="DiskPressure")].status`;
  const node = observe([pasted(command, "NAME   DISK\nw3     True\n")]).of("Node")[0]!;
  expect(node.fields.status).toMatchObject({ conditions: [{ type: "DiskPressure", status: "True" }] });
});

test("rows that jq made of pods tell how their containers ended", () => {
  const command = `kubectl get pods -n shop -o json | jq -r '.items[]|[.metadata.name,.status.containerStatuses[0].restartCount]|@tsv'`;
  const view = observe([pasted(command, "api-6d8f9c7b5-k2x4m\t4\tOOMKilled\nweb-5f7d8c9b6-x4m2k\t0\t\n")]);
  expect(view.of("Pod").map(({ ref }) => ref.name)).toEqual(["api-6d8f9c7b5-k2x4m"]);
  expect(view.of("Pod")[0]?.fields.status).toMatchObject({
    containerStatuses: [{ restartCount: 4, lastState: { terminated: { reason: "OOMKilled" } } }],
  });
});

test("lines picked out of a description are those of its only container", () => {
  const text =
    "      Reason:       CrashLoopBackOff\n      Reason:       OOMKilled\n      Exit Code:    137\n    Restart Count:  21\n    Limits:\n      memory:  512Mi\n";
  const view = observe([
    pasted('kubectl describe pod web-1 -n shop | grep -E "Reason|Exit|Restart|Limits|memory"', text),
  ]);
  expect(view.of("Pod")[0]?.fields).toMatchObject({
    spec: { containers: [{ resources: { limits: { memory: "512Mi" } } }] },
    status: { containerStatuses: [{ restartCount: 21, lastState: { terminated: { exitCode: 137 } } }] },
  });
});

test("lines of several containers are nobody's", () => {
  const text = "      Exit Code:    137\n      Exit Code:    0\n";
  const view = observe([pasted('kubectl describe pod web-1 -n shop | grep "Exit Code"', text)]);
  expect(view.of("Pod")[0]?.fields.status).toBeUndefined();
});

test("stern prints the logs of many pods, each line with its pod and container", () => {
  const text = "+ web-6d8f9c7b5-k2x4m › app\nweb-6d8f9c7b5-k2x4m app KeyError: 'DB'\nweb-6d8f9c7b5-zz9x8 proxy ready\n";
  const logs = observe([pasted("stern -n shop web", text)]).logs.filter(({ object }) => object !== null);
  expect(logs.map(({ object, container }) => [object?.name, container])).toEqual([
    ["web-6d8f9c7b5-k2x4m", "app"],
    ["web-6d8f9c7b5-zz9x8", "proxy"],
  ]);
});

test("ports that a JSON path prints with their names are those of the table, which shows only numbers", () => {
  const view = observe([
    pasted(
      "kubectl get svc dose -n lab",
      "NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE\ndose   ClusterIP   172.30.118.6   <none>        80/TCP    3d\n",
    ),
    pasted(
      "kubectl get svc dose -n lab -o jsonpath={.spec.ports}",
      '[{"name":"http","port":80,"protocol":"TCP","targetPort":8080}]',
    ),
  ]);
  expect(view.of("Service")[0]?.fields.spec).toMatchObject({ ports: [{ name: "http", port: 80, targetPort: 8080 }] });
});
