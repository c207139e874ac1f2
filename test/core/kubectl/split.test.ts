import { expect, test } from "vitest";
import { splitCommands } from "../../../src/core/kubectl/split.ts";

test.each([
  ["kubectl get pods", ["kubectl get pods"]],
  ["kubectl get pods && kubectl get svc; kubectl get ns", ["kubectl get pods", "kubectl get svc", "kubectl get ns"]],
  ["kubectl get pods\nkubectl get svc\n", ["kubectl get pods", "kubectl get svc"]],
  ["kubectl get pods\r\nkubectl get svc", ["kubectl get pods", "kubectl get svc"]],
  ["```bash\n$ kubectl get pods\n```", ["kubectl get pods"]],
  ["# list them\nkubectl get pods", ["kubectl get pods"]],
  ["kubectl get pods \\\n  -A", ["kubectl get pods \\\n  -A"]],
  ["kubectl get pods |\n grep web", ["kubectl get pods |\n grep web"]],
  ["kubectl exec web -- sh -c 'a && b; c'", ["kubectl exec web -- sh -c 'a && b; c'"]],
  ["kubectl patch x -p '{\n}'\nkubectl get x", ["kubectl patch x -p '{\n}'", "kubectl get x"]],
  ['kubectl annotate x "a;b" && kubectl get x', ['kubectl annotate x "a;b"', "kubectl get x"]],
  ["kubectl annotate x a\\;b", ["kubectl annotate x a\\;b"]],
  ["kubectl get pods # all of them; really\nkubectl get svc", ["kubectl get pods", "kubectl get svc"]],
  ["kubectl get pods -l a#b", ["kubectl get pods -l a#b"]],
  ["kubectl annotate x 'a # b' # c", ["kubectl annotate x 'a # b'"]],
  ["# it's only a comment\nkubectl get pods", ["kubectl get pods"]],
  ["# kubectl delete pod web\nkubectl get pods", ["kubectl get pods"]],
  ["", []],
])("%j is cut into %j", (text, expected) => {
  expect(splitCommands(text)).toEqual(expected);
});
