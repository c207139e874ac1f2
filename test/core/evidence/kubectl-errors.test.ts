import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted } from "./pieces.ts";

test.each([
  [
    "forbidden",
    'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "shop"',
    { kind: "Pod", namespace: "shop", name: "" },
  ],
  [
    "not-found",
    'Error from server (NotFound): pods "web-1" not found',
    { kind: "Pod", namespace: "default", name: "web-1" },
  ],
  [
    "not-found",
    'Error from server (NotFound): deployments.apps "web" not found',
    { kind: "Deployment", namespace: "default", name: "web" },
  ],
  [
    "not-found",
    'error: error from server (NotFound): pods "web-1" not found in namespace "shop"',
    { kind: "Pod", namespace: "shop", name: "web-1" },
  ],
  ["no-such-kind", 'error: the server doesn\'t have a resource type "scaledobject"', null],
  [
    "no-such-kind",
    'error: resource mapping not found for name: "a" namespace: "" from "a.yaml": no matches for kind "Widget" in version "acme.io/v1"',
    null,
  ],
  ["unauthorized", "error: You must be logged in to the server (Unauthorized)", null],
  [
    "connection-refused",
    "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    null,
  ],
  ["timeout", "Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout", null],
  ["dns", "Unable to connect to the server: dial tcp: lookup api.example.com: no such host", null],
  [
    "x509",
    "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
    null,
  ],
  ["metrics-unavailable", "error: Metrics API not available", null],
  ["kubectl-not-found", "bash: kubectl: command not found", null],
  [
    "container-waiting",
    'Error from server (BadRequest): container "app" in pod "web-1" is waiting to start: trying and failing to pull image',
    { kind: "Pod", namespace: "default", name: "web-1" },
  ],
  [
    "no-previous-container",
    'Error from server (BadRequest): previous terminated container "app" in pod "web-1" not found',
    { kind: "Pod", namespace: "default", name: "web-1" },
  ],
  [
    "container-not-named",
    "error: a container name must be specified for pod web-1, choose one of: [app side]",
    { kind: "Pod", namespace: "default", name: "web-1" },
  ],
  [
    "admission-denied",
    'Error from server (Forbidden): error when creating "a.yaml": pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3',
    { kind: "Pod", namespace: "default", name: "a" },
  ],
  ["admission-denied", 'Error from server: admission webhook "policy.example.com" denied the request: no', null],
  [
    "invalid",
    'The Deployment "web" is invalid: spec.replicas: Invalid value: -1',
    { kind: "Deployment", namespace: "default", name: "web" },
  ],
  ["invalid", "error: unknown flag: --frob", null],
  ["other", "error: timed out waiting for the condition on deployments/web", null],
  ["other", "error: timed out waiting for the condition", null],
  ["other", "error: something else went wrong", null],
] as const)("%s: %s", (code, text, object) => {
  const error = { code, object, evidence: 0 };
  const fromStderr = observe([pasted("kubectl get x", "", { stderr: `${text}\n`, exitCode: 1, origin: "executed" })]);
  expect(fromStderr.errors).toMatchObject([{ ...error, line: { line: 1, text, stream: "stderr" } }]);
  for (const command of code === "other" ? ["kubectl get x"] : ["", "kubectl get x", "kubectl logs x"]) {
    const view = observe([pasted(command, text)]);
    expect(view.errors).toMatchObject([{ ...error, line: { line: 1, text } }]);
    expect(view.logs).toEqual([]);
    expect(view.objects).toEqual([]);
  }
});

test("nothing found is an empty list of what was asked for", () => {
  const text = "No resources found in shop namespace.\n";
  const listing = { kind: "Pod", namespace: "shop", count: 0, narrowed: false };
  expect(observe([pasted("kubectl get pods -n shop", text)]).listings).toMatchObject([listing]);
  const executed = pasted("kubectl get pods -n shop", "", { stderr: text, exitCode: 0, origin: "executed" });
  expect(observe([executed]).listings).toMatchObject([{ ...listing, line: { stream: "stderr" } }]);
  const everywhere = pasted("kubectl get pods -A -l app=web", "No resources found\n");
  expect(observe([everywhere]).listings).toMatchObject([{ namespace: null, narrowed: true }]);
});

test("an error among rows does not hide the rows", () => {
  const text =
    'NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   0          1h\nError from server (NotFound): pods "web-2" not found\n';
  const view = observe([pasted("kubectl get pods web-1 web-2", text)]);
  expect(view.objects.map((object) => object.ref.name)).toEqual(["web-1"]);
  expect(view.errors).toMatchObject([{ code: "not-found", object: { name: "web-2" } }]);
});

test("what an application logs is no error of kubectl, even when it sounds like one", () => {
  const text = "starting\nerror: could not open config\nUnable to connect to the server: refused\n";
  const view = observe([pasted("kubectl logs web-1", text)]);
  expect(view.errors).toEqual([]);
  expect(view.logs[0]!.lineCount).toBe(3);
  const short = observe([pasted("kubectl logs web-1", "error: could not open config\n")]);
  expect([short.errors.length, short.logs.length]).toEqual([0, 1]);
});
