import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted, recording } from "./pieces.ts";

const yaml = recording("get-pod-yaml");
const json = recording("get-pods-json");

test.each([
  ["YAML", "kubectl get pod web-1 -n shop -o yaml", yaml, "    - containerPort: 8080"],
  ["JSON", "kubectl get pods -A -o json", json, ""],
])("an object in %s is read whole, and each field is cited by its path", (_, command, text) => {
  const pod = observe([pasted(command, text)]).of("Pod")[0]!;
  expect(pod.ref).toEqual({ kind: "Pod", namespace: "shop", name: "web-1" });
  expect(pod.fields.status).toMatchObject({
    containerStatuses: [
      { name: "side" },
      { name: "web", restartCount: 5, lastState: { terminated: { message: "line one\nline two" } } },
    ].reverse(),
  });
  expect(pod.cite("status", "containerStatuses", "web", "restartCount").text).toMatch(/^\s*"?restartCount"?: 5,?$/);
  expect(pod.cite("status", "containerStatuses", "0", "state", "waiting", "reason").text).toMatch(/CrashLoopBackOff/);
  expect(pod.cite("spec", "containers", "web", "resources", "limits", "memory").text).toMatch(/memory"?: "?64Mi/);
  expect(pod.cite("status", "conditions", "Ready", "reason").text).toMatch(/ContainersNotReady/);
  expect(pod.cite().text).toMatch(/name"?: "?web-1/);
});

test("both forms of the same object say the same", () => {
  const fields = (command: string, text: string) => observe([pasted(command, text)]).of("Pod")[0]!.fields;
  expect(fields("", yaml).spec).toEqual(fields("", json).spec);
});

test("each item of a list is an object, and the list says what it covered", () => {
  const view = observe([pasted("kubectl get deploy,svc -n shop -o yaml", recording("get-several-yaml"))]);
  expect(view.objects.map((object) => `${object.ref.kind}/${object.ref.name}`)).toEqual([
    "Deployment/web",
    "Service/ext",
    "Service/lonely",
    "Service/web",
  ]);
  expect(view.listings.map(({ kind, count, namespace }) => [kind, count, namespace])).toEqual([
    ["Deployment", 1, "shop"],
    ["Service", 3, "shop"],
  ]);
});

test("an empty list is a list of nothing", () => {
  const text = '{"apiVersion": "v1", "items": [], "kind": "List"}';
  expect(observe([pasted("kubectl get pods -A -o json", text)]).listings).toMatchObject([
    { kind: "Pod", namespace: null, count: 0 },
  ]);
});

test("events in JSON are events", () => {
  const event = {
    kind: "Event",
    apiVersion: "v1",
    metadata: { name: "a.1", namespace: "shop" },
    involvedObject: { kind: "Pod", namespace: "shop", name: "a" },
    type: "Warning",
    reason: "FailedMount",
    message: "no such volume",
    count: 4,
    source: { component: "kubelet" },
  };
  const view = observe([
    pasted("kubectl get events -o json", JSON.stringify({ kind: "EventList", items: [event] }, null, 2)),
  ]);
  expect(view.events).toMatchObject([
    {
      type: "Warning",
      reason: "FailedMount",
      count: 4,
      object: { kind: "Pod", namespace: "shop", name: "a" },
      source: "kubelet",
      line: { text: '      "message": "no such volume",' },
    },
  ]);
});

test.each([
  ["JSON", json.slice(0, json.indexOf('"restartCount": 5') + 17)],
  ["YAML", yaml.slice(0, yaml.indexOf("restartCount: 5") + 15)],
])("of %s that was cut short, what stands before the cut is read", (_, text) => {
  const pod = observe([pasted("", text)]).of("Pod")[0]!;
  expect(pod.ref.name).toBe("web-1");
  expect(pod.fields.spec).toMatchObject({ nodeName: "n1" });
});

test("an ellipsis in a shortened YAML is passed over", () => {
  const text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  ...\nspec:\n  ...\n  nodeName: n1\n";
  expect(observe([pasted("", text)]).of("Pod")[0]!.fields).toMatchObject({ spec: { nodeName: "n1" } });
});

test("a piece of an object pasted alone belongs to what the command names", () => {
  const text = "lastState:\n   terminated:\n     exitCode: 137\n     reason: OOMKilled\n";
  const pod = observe([pasted("kubectl get pod web-1 -n shop -o yaml", text)]).of("Pod")[0]!;
  expect(pod.fields).toMatchObject({
    status: { containerStatuses: [{ lastState: { terminated: { reason: "OOMKilled", exitCode: 137 } } }] },
  });
});

test("YAML as people write it, with anchors, comments and flow style, is read too", () => {
  const text =
    "# mine\napiVersion: v1\nkind: Service\nmetadata: {name: web, labels: &l {app: web}}\nspec:\n  selector: *l\n  ports: [{port: 80}]\n";
  expect(observe([pasted("", text)]).of("Service")[0]!.fields).toMatchObject({
    metadata: { name: "web" },
    spec: { selector: { app: "web" }, ports: [{ port: 80 }] },
  });
});

test("scalars over several lines keep their meaning", () => {
  const text =
    "kind: ConfigMap\nmetadata:\n  name: a\ndata:\n  literal: |\n    one\n      two\n\n    three\n  quoted: 'it''s: fine\n    and more'\n  plain: one\n    two\n  number: \"8\"\n";
  expect(observe([pasted("", text)]).of("ConfigMap")[0]!.fields.data).toEqual({
    literal: "one\n  two\n\nthree\n",
    quoted: "it's: fine and more",
    plain: "one two",
    number: "8",
  });
});
