import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { printCommand, toArguments } from "../../../src/core/kubectl/print.ts";

test.each([
  ["kubectl -n prod get pods -Aowide", "kubectl get pods -n prod -A -o wide"],
  ["kubectl get pods --selector 'app in (a,b)'", "kubectl get pods -l 'app in (a,b)'"],
  [
    "kubectl get pods -o jsonpath={.items[*].metadata.name}",
    "kubectl get pods -o 'jsonpath={.items[*].metadata.name}'",
  ],
  ["kubectl delete pod web --dry-run", "kubectl delete pod web --dry-run=client"],
  ["kubectl get pods --watch=false", "kubectl get pods --watch=false"],
  ["kubectl logs web -p --tail 5", "kubectl logs web --previous --tail=5"],
  ["kubectl exec web -c app -- sh -c 'a; b'", "kubectl exec web -c app -- sh -c 'a; b'"],
  ["kubectl patch deploy web -p '{\"a\":\"it'\\''s\"}'", "kubectl patch deploy web -p '{\"a\":\"it'\\''s\"}'"],
  ["kubectl get pods|grep -v  'x y'|head", "kubectl get pods | grep -v 'x y' | head"],
  ["kubectl get pods -l ''", "kubectl get pods -l ''"],
])("%s is printed as %s", (text, expected) => {
  const parsed = parseCommand(text);
  expect(parsed.ok && printCommand(parsed.command)).toBe(expected);
});

test("the arguments for the process carry every flag with its value and no filter", () => {
  const parsed = parseCommand("kubectl -n prod exec web -c app -- ls -l | grep x");
  expect(parsed.ok && toArguments(parsed.command)).toEqual([
    "exec",
    "web",
    "--namespace=prod",
    "--container=app",
    "--",
    "ls",
    "-l",
  ]);
});
