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
