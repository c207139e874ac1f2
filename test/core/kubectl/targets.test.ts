import { expect, test } from "vitest";
import type { KubectlCommand } from "../../../src/core/kubectl/command.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { flagOf, isAllNamespaces, namespaceOf, outputOf, targetsOf } from "../../../src/core/kubectl/targets.ts";

function command(text: string): KubectlCommand {
  const parsed = parseCommand(text, { files: { "-": "" } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.command;
}

test.each([
  ["kubectl get pods", ["pods:"]],
  ["kubectl get pods web api", ["pods:web", "pods:api"]],
  ["kubectl get pod/web svc/web", ["pod:web", "svc:web"]],
  ["kubectl get deploy,svc", ["deploy:", "svc:"]],
  ["kubectl get deploy,svc web", ["deploy:web", "svc:web"]],
  ["kubectl describe node node-1", ["node:node-1"]],
  ["kubectl logs web", ["pods:web"]],
  ["kubectl logs deploy/web", ["deploy:web"]],
  ["kubectl logs web app", ["pods:web"]],
  ["kubectl logs -l app=web", []],
  ["kubectl exec web -- ls", ["pods:web"]],
  ["kubectl debug node/node-1 --image=x", ["node:node-1"]],
  ["kubectl top pod web", ["pods:web"]],
  ["kubectl top nodes", ["nodes:"]],
  ["kubectl drain node-1", ["nodes:node-1"]],
  ["kubectl label pod web a=b c-", ["pod:web"]],
  ["kubectl taint nodes node-1 key:NoSchedule", ["nodes:node-1"]],
  ["kubectl set image deploy/web app=nginx:2", ["deploy:web"]],
  ["kubectl set env deploy web A=b", ["deploy:web"]],
  ["kubectl set serviceaccount deploy web builder", ["deploy:web"]],
  ["kubectl rollout status deploy/web --watch=false", ["deploy:web"]],
  ["kubectl scale deploy web --replicas=2", ["deploy:web"]],
  ["kubectl wait pod/web --for=delete", ["pod:web"]],
  ["kubectl events --for deploy/web", ["deploy:web"]],
  ["kubectl events", ["events:"]],
  ["kubectl auth can-i get secrets", ["secrets:"]],
  ["kubectl auth can-i get pods/web", ["pods:web"]],
  ["kubectl auth can-i get /healthz", []],
  ["kubectl create token default", ["serviceaccounts:default"]],
  ["kubectl apply -f -", []],
  ["kubectl version", []],
])("%s is about %j", (text, expected) => {
  expect(targetsOf(command(text)).map(({ resource, name }) => `${resource}:${name ?? ""}`)).toEqual(expected);
});

test("a target knows its kind, and a custom resource has none", () => {
  expect(targetsOf(command("kubectl get po,widgets")).map(({ kind }) => kind?.kind)).toEqual(["Pod", undefined]);
});

test("the last of repeated flags counts", () => {
  const read = command("kubectl get pods -n a -n b -o json -o wide -A --all-namespaces=false");
  expect(namespaceOf(read)).toBe("b");
  expect(outputOf(read)).toBe("wide");
  expect(isAllNamespaces(read)).toBe(false);
  expect(flagOf(read, "selector")).toBeUndefined();
});

test("an empty namespace is none, and a template is cut off the output format", () => {
  expect(namespaceOf(command("kubectl get pods -n ''"))).toBeNull();
  expect(outputOf(command("kubectl get pods -o 'JSONPath={.x}'"))).toBe("jsonpath");
  expect(outputOf(command("kubectl get pods"))).toBe("");
});
