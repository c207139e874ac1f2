import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { plainLines } from "../../../src/core/evidence/printed-lines.ts";
import { recognise } from "../../../src/core/evidence/recognise.ts";
import { pasted, recording } from "./pieces.ts";

test("commands pasted along with their output tell how to read it", () => {
  const text = [
    "jane@host:~$ kubectl get pods -n shop",
    "NAME    READY   STATUS    RESTARTS   AGE",
    "web-1   1/1     Running   0          1h",
    "jane@host:~$ k logs web-1 -n shop",
    "ERROR boom",
    "$ kubectl get events -n shop",
    "No resources found in shop namespace.",
  ].join("\n");
  const view = observe([pasted("", text)]);
  expect(view.objects.map((object) => object.ref)).toEqual([{ kind: "Pod", namespace: "shop", name: "web-1" }]);
  expect(view.objects[0]!.cite()).toEqual({
    command: "kubectl get pods -n shop",
    line: 3,
    text: "web-1   1/1     Running   0          1h",
  });
  expect(view.logs).toMatchObject([
    { object: { name: "web-1", namespace: "shop" }, templates: [{ first: { line: 5, text: "ERROR boom" } }] },
  ]);
  expect(view.listings).toContainEqual(expect.objectContaining({ kind: "Event", namespace: "shop", count: 0 }));
});

test("terminal colours do not hinder reading and stay in what is cited", () => {
  const row = "web-1   0/1     \u001b[31mError\u001b[0m     0          1h";
  const pod = observe([pasted("kubectl get pods", `NAME    READY   STATUS    RESTARTS   AGE\r\n${row}\r\n`)]).of(
    "Pod",
  )[0]!;
  expect(pod.printed.get("STATUS")).toEqual({
    value: "Error",
    line: { command: "kubectl get pods", line: 2, text: row },
  });
});

test("plain lines are without colours, prompts and pasted commands, and keep number and original text", () => {
  expect(plainLines("$ kubectl get ns\n\u001b[1mNAME\u001b[0m\r\nshop\n")).toEqual([
    { number: 2, text: "NAME", original: "\u001b[1mNAME\u001b[0m" },
    { number: 3, text: "shop", original: "shop" },
  ]);
});

test.each([
  ["", "empty"],
  ['{\n  "kind": "Pod"\n}', "json"],
  ["apiVersion: v1\nkind: Pod\n", "yaml"],
  [recording("describe-pod"), "describe"],
  [recording("describe-configmap"), "describe"],
  ["Events:\n  Type     Reason   Age   From     Message\n", "describe"],
  [recording("get-pod-wide"), "table"],
  [recording("get-events"), "events"],
  [recording("get-events-wide"), "events"],
  ["pod/web-1\nservice/web\n", "names"],
  ['Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...\n', "rollout-status"],
  ["deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n", "rollout-history"],
  ["yes\n", "can-i"],
  ["Client Version: v1.32.4\nKustomize Version: v5.5.0\n", "version"],
  ["Kubernetes control plane is running at https://127.0.0.1:6443\n", "cluster-info"],
  [
    "NAME          SHORTNAMES   APIVERSION   NAMESPACED   KIND\npods          po           v1           true         Pod\n",
    "api-resources",
  ],
  ["KIND:       Pod\nVERSION:    v1\n\nDESCRIPTION:\n    A pod\n", "explain"],
  ["deployment.apps/web scaled\n", "changed"],
  ["2026-01-02 INFO started\n", "text"],
])("an output is recognised without its command: %#", (text, kind) => {
  expect(recognise(text)).toBe(kind);
});

test.each([
  [
    'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
    { spec: { replicas: 3 }, status: { updatedReplicas: 1 } },
  ],
  [
    'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
    { status: { updatedReplicas: 3, availableReplicas: 2 } },
  ],
  [
    'error: deployment "web" exceeded its progress deadline',
    { status: { conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }] } },
  ],
])("rollout status: %s", (text, fields) => {
  const view = observe([pasted("kubectl rollout status deploy/web -n shop", `${text}\n`)]);
  expect(view.object({ kind: "Deployment", namespace: "shop", name: "web" })!.fields).toMatchObject(fields);
});

test("events of `kubectl events` and of describe keep counts and ages", () => {
  const events = observe([pasted("kubectl events -A", recording("events"))]).events;
  expect(events).toMatchObject([
    { object: { kind: "Node", name: "n1" }, reason: "NodeNotReady", lastSeen: null, count: 1 },
    {
      object: { kind: "Pod", namespace: "shop", name: "web-1" },
      reason: "BackOff",
      lastSeen: 170,
      firstSeen: 2160,
      count: 12,
    },
  ]);
  const wide = observe([pasted("kubectl get events -A -o wide", recording("get-events-wide"))]).events;
  expect(wide[1]).toMatchObject({ count: 12, source: "kubelet, n1", firstSeen: 2160 });
});

test("events of a described object are about it, also when the paste has lost its columns", () => {
  const text =
    "Events:\n  Warning  FailedScheduling  0/1 nodes are available: 1 node(s) didn't match\n  Pod's node affinity/selector.\n";
  expect(observe([pasted("kubectl describe pod gpu -n shop | grep -A3 Events", text)]).events).toMatchObject([
    {
      object: { kind: "Pod", namespace: "shop", name: "gpu" },
      reason: "FailedScheduling",
      message: "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
    },
  ]);
});
