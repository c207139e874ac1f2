import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { splitJoined } from "../../../src/core/kubectl/split-joined.ts";

test.each([
  ["kubectl get pods && kubectl get svc", ["kubectl get pods", "kubectl get svc"]],
  ["kubectl get pods; kubectl get svc;kubectl get ns", ["kubectl get pods", "kubectl get svc", "kubectl get ns"]],
  ["kubectl get pods&&kubectl get svc ;", ["kubectl get pods", "kubectl get svc"]],
  ["kubectl get pods | grep web && kubectl get svc", ["kubectl get pods | grep web", "kubectl get svc"]],
  [
    "kubectl exec web -- sh -c 'a && b; c' ; kubectl get svc",
    ["kubectl exec web -- sh -c 'a && b; c'", "kubectl get svc"],
  ],
])("%j is %j", (line, parts) => {
  expect(splitJoined(line)).toEqual(parts);
});

test.each([
  ["one command", "kubectl get pods"],
  ["one command with an end", "kubectl get pods;"],
  ["what stands in quotes", "kubectl exec web -- sh -c 'date; kubectl get pods && id'"],
  ["an escaped one", "kubectl annotate pod web a=b\\;kubectl"],
  ["another program behind", "kubectl get pods; rm -rf /"],
  ["another program before", "cd /tmp && kubectl apply -f x.yaml"],
  ["half a command", "kubectl get pods && get svc"],
  ["an invented flag in one", "kubectl get pods && kubectl get svc --everything"],
  ["an alternative", "kubectl get pods || kubectl get svc; kubectl get ns"],
  ["the background", "kubectl get pods & kubectl get svc; kubectl get ns"],
  ["a substitution", "kubectl get pods $(id; id) && kubectl get svc"],
  ["a quote that is never closed", "kubectl get pods 'a && kubectl get svc"],
  ["a comment that hides a command", "kubectl get pods # && kubectl get svc"],
])("%s is not split", (_case, line) => {
  expect(splitJoined(line)).toBeNull();
});

test("every part of any text is a kubectl command by itself", () => {
  const piece = fc.constantFrom(
    "kubectl get pods",
    "kubectl get svc -n a",
    "rm -rf /",
    "'",
    '"',
    "\\",
    "$(id)",
    "#",
    "\n",
  );
  const joint = fc.constantFrom(";", "&&", " && ", " ; ", " ", "|", "||", "&");
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, joint), { maxLength: 6 }), (pieces) => {
      const parts = splitJoined(pieces.flat().join("")) ?? [];
      expect(parts.filter((part) => !parseCommand(part).ok)).toEqual([]);
    }),
  );
});
