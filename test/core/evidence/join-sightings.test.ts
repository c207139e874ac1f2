import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted, recording } from "./pieces.ts";

const described = pasted("kubectl describe pod web-1 -n shop", recording("describe-pod"));
const row = (ready: string, status: string, restarts: string) =>
  pasted(
    "kubectl get pods -n shop",
    `NAME    READY   STATUS             RESTARTS   AGE\nweb-1   ${ready}     ${status.padEnd(16)}   ${restarts.padEnd(8)}   1h\n`,
  );

const statusOf = (...evidence: Parameters<typeof observe>[0][number][]) =>
  observe(evidence).of("Pod")[0]!.fields.status;

test("a pod seen healthy later, without a restart since, is no longer accused by its older states", () => {
  expect(statusOf(described, row("2/2", "Running", "5"))).toMatchObject({
    containerStatuses: [
      {
        name: "web",
        ready: true,
        restartCount: 5,
        state: { running: {} },
        lastState: { terminated: { reason: "OOMKilled" } },
      },
      { name: "side", ready: true },
    ],
  });
});

test("a pod that runs again after one more restart is still in its loop", () => {
  expect(statusOf(described, row("2/2", "Running", "6"))).toMatchObject({
    containerStatuses: [
      { name: "web", restartCount: 6, state: { waiting: { reason: "CrashLoopBackOff" } } },
      { name: "side" },
    ],
  });
});

test("a newer row gives its state to the container that was not ready", () => {
  expect(statusOf(described, row("1/2", "Error", "6"))).toMatchObject({
    containerStatuses: [
      { name: "web", ready: false, restartCount: 6, state: { terminated: { reason: "Error" } } },
      { name: "side", ready: true },
    ],
  });
});

test("a newer description wins over an older row", () => {
  expect(statusOf(row("0/2", "ImagePullBackOff", "0"), described)).toMatchObject({
    containerStatuses: [
      { name: "web", restartCount: 5, state: { waiting: { reason: "CrashLoopBackOff" } } },
      { name: "side" },
    ],
  });
});

test("an older row keeps what only it shows, and each field is cited where it was shown last", () => {
  const pod = observe([row("0/2", "Error", "4"), described]).of("Pod")[0]!;
  expect([...pod.sources].sort()).toEqual(["describe", "table"]);
  expect(pod.newest).toBe(1);
  expect(pod.printed.get("STATUS")).toMatchObject({ value: "Error", line: { line: 2 } });
  expect(pod.cite("status", "containerStatuses", "web", "state").text).toBe("    State:       Waiting");
});

test("an object that is shown again without its deletion is not being deleted", () => {
  const pod = observe([row("2/2", "Terminating", "0"), described]).of("Pod")[0]!;
  expect(pod.fields.metadata).not.toHaveProperty("deletionTimestamp");
});

const deployed = pasted(
  "kubectl get deploy web -n shop -o yaml",
  `kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
  template:
    spec:
      containers:
      - image: web:1
        name: web
      - image: proxy:1
        name: proxy
status:
  conditions:
  - status: "True"
    type: Available
  - status: "True"
    type: Progressing
  readyReplicas: 2
`,
);
const get = "kubectl get deploy web -n shop";
const [available, progressing] = [
  { type: "Available", status: "True" },
  { type: "Progressing", status: "True" },
];

test.each([
  [
    "one condition by JSON path",
    `${get} -o jsonpath='{.status.conditions[?(@.type=="Progressing")]}'`,
    '{"status":"True","type":"Progressing","reason":"NewReplicaSetAvailable"}',
  ],
  [
    "the state of its rollout",
    "kubectl rollout status deploy/web -n shop",
    'deployment "web" successfully rolled out\n',
  ],
  ["its conditions by jq", `${get} -o json | jq .status.conditions`, JSON.stringify([progressing])],
  ["the names of its containers", `${get} -o jsonpath='{.spec.template.spec.containers[0].name}'`, "web"],
  [
    "one of its containers",
    `${get} -o json | jq '.spec.template.spec.containers[0]'`,
    '{"name":"web","image":"web:1"}',
  ],
  [
    "images in columns",
    "kubectl get deploy -n shop -o custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[*].image",
    "NAME   IMAGE\nweb    web:1,proxy:1\n",
  ],
])("a part of an object that is printed later takes nothing away from it: %s", (_, command, text) => {
  const { fields } = observe([deployed, pasted(command, text)]).of("Deployment")[0]!;
  expect(fields.status).toMatchObject({
    conditions: expect.arrayContaining([expect.objectContaining(available), expect.objectContaining(progressing)]),
    readyReplicas: 2,
  });
  expect(fields.spec).toMatchObject({ template: { spec: { containers: [{ name: "web" }, { name: "proxy" }] } } });
});

test("a part of an object is not the whole of it", () => {
  const [object] = observe([pasted(`${get} -o json | jq .spec`, '{\n  "replicas": 2\n}\n')]).objects;
  expect([...object!.sources]).toEqual(["part"]);
  expect(object!.fields.spec).toEqual({ replicas: 2 });
});

test("what jq takes out of a claim is no container", () => {
  const command = "kubectl get pvc data -n shop -o json | jq .spec";
  const claim = observe([pasted(command, '{\n  "resources": {},\n  "volumeName": "pv1"\n}\n')]).objects[0]!;
  expect(claim.fields.spec).toEqual({ resources: {}, volumeName: "pv1" });
});

test("the state of one container that is printed alone is that of a container of the row", () => {
  const state = '{"name":"side","ready":true,"restartCount":0,"state":{"running":{}}}';
  const command = `kubectl get pod web-1 -n shop -o jsonpath='{.status.containerStatuses[?(@.name=="side")]}'`;
  const { containerStatuses } = statusOf(row("1/2", "Error", "4"), pasted(command, state)) as {
    containerStatuses: readonly unknown[];
  };
  expect(containerStatuses).toHaveLength(2);
  expect(containerStatuses).toMatchObject([{ name: "side", ready: true }, { ready: false }]);
});

test("a container that runs waits no more", () => {
  const command = "kubectl get pod web-1 -n shop -o json | jq '.status.containerStatuses[0].state'";
  expect(statusOf(described, pasted(command, '{"running":{"startedAt":"2025-05-01T00:00:00Z"}}'))).toMatchObject({
    containerStatuses: [{ name: "web", state: { running: {} } }, { name: "side" }],
  });
});

test("a node that lists its pods does not hide what is known of them", () => {
  const node = pasted("kubectl describe node n1", recording("describe-node"));
  expect(statusOf(described, node)).toMatchObject({ containerStatuses: [{ name: "web" }, { name: "side" }] });
});

test("the same event printed by two commands counts once, as it was printed last", () => {
  const rows = (age: string) =>
    `LAST SEEN              TYPE      REASON    OBJECT      MESSAGE\n${age.padEnd(20)}   Warning   BackOff   pod/web-1   Back-off restarting\n`;
  const view = observe([
    pasted("kubectl get events -n shop", rows("5m")),
    pasted("kubectl events -n shop", rows("2m (x12 over 36m)")),
  ]);
  expect(view.events).toMatchObject([{ reason: "BackOff", count: 12, lastSeen: 120, firstSeen: 2160 }]);
  expect(view.eventsOf({ kind: "Pod", namespace: "shop", name: "web-1" })).toHaveLength(1);
});

test("evidence that was read before is not read again", () => {
  const thread = [described, row("2/2", "Running", "5")];
  expect(observe(thread).objects[0]!.fields).toEqual(observe([...thread]).objects[0]!.fields);
});

test("a newer table of a service, which shows numbers of ports alone, does not hide where they lead to", () => {
  const whole = pasted(
    "kubectl get service web -n shop -o yaml",
    `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
  - port: 80
    protocol: TCP
    targetPort: 9090
`,
  );
  const table = pasted(
    "kubectl get services -n shop",
    "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.0.0.1     <none>        80/TCP    5s\n",
  );
  expect(observe([whole, table]).of("Service")[0]!.fields.spec).toMatchObject({
    ports: [{ port: 80, targetPort: 9090 }],
  });
});
