import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { readCases } from "./read-case.ts";
import { notRecorded, replayOf } from "./replay.ts";
import { type Judged, score } from "./score.ts";

const list = "NAME    READY\nweb-1   1/1\nweb-2   0/1\n";
const replay = replayOf([
  { command: "kubectl get --show-labels -o wide pod -n default", output: list, exitCode: 0 },
  { command: "kubectl events --for pod/web-1 -n shop", output: "LAST SEEN\n", exitCode: 0 },
  { command: "kubectl logs web-1 -n shop --previous", output: "ended\n", exitCode: 0 },
  { command: "kubectl get secrets -A", output: "Error from server (Forbidden): secrets is forbidden\n", exitCode: 1 },
]);

function answerTo(command: string) {
  const parsed = parseCommand(command);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return replay(parsed.command);
}

test.each([
  ["another spelling of the kind, without the namespace default", "kubectl get po", list],
  ["one object out of a list", "kubectl get pod/web-2", "NAME    READY\nweb-2   0/1\n"],
  ["events by field selector", "kubectl get events -n shop --field-selector=involvedObject.name=web-1", "LAST SEEN\n"],
  ["a shorter log", "kubectl logs web-1 -n shop --previous --tail=5", "ended\n"],
  ["a log of the workload", "kubectl logs deploy/web -n shop --previous", "ended\n"],
])("%s is answered from the recording", (_, command, stdout) => {
  expect(answerTo(command)).toEqual({ stdout, stderr: "", exitCode: 0 });
});

test("what failed when it was recorded fails again, with its words on stderr", () => {
  expect(answerTo("kubectl get secret --all-namespaces")).toEqual({
    stdout: "",
    exitCode: 1,
    stderr: "Error from server (Forbidden): secrets is forbidden\n",
  });
});

test.each([
  "kubectl get pods -n shop",
  "kubectl logs web-1 -n shop",
  "kubectl get pods -o json",
  "kubectl get pods -l app=web",
])("%s was not recorded", (command) => {
  expect(answerTo(command)).toBe(notRecorded);
});

test("a list over all namespaces and more kinds has what was recorded, and says that it is not all", () => {
  expect(answerTo("kubectl get pods,services -A")).toEqual({
    stdout: "NAMESPACE   NAME        READY\ndefault     pod/web-1   1/1\ndefault     pod/web-2   0/1\n",
    stderr: notRecorded.stderr,
    exitCode: 1,
  });
});

test("an object that a recorded list does not have is not found", () => {
  expect(answerTo("kubectl get pod web-3").stderr).toBe('Error from server (NotFound): pods "web-3" not found\n');
});

const expected = {
  keyword_groups: [["timeout", "timed out"], ["re:\\b7\\b"]],
  objects: ["web"],
  must_not_claim: ["oom"],
};
const reply = (Content: string, verdict = "cause-found"): Judged => ({
  Content,
  data: { conclusion: { verdict }, findings: [] },
});

test.each([
  ["right", "web timed out 7 times", "root_cause", []],
  ["a group is missing", "web timed out 17 times", "root_cause", ['none of ["re:\\\\b7\\\\b"]']],
  ["the object is missing", "a timeout, 7 times", "root_cause", ['no object of ["web"]']],
  ["a forbidden claim", "web: OOM and timeout 7", "root_cause", ['claims "oom"']],
  ["a verdict that accuses", "web timeout 7", "healthy", ["verdict cause-found of a healthy case"]],
])("a score says what is missing: %s", (_, content, kind, missing) => {
  expect(score(expected, kind, reply(content)).missing).toEqual(missing);
});

test("what comes after 600 characters is right, but not early", () => {
  expect(score(expected, "root_cause", reply(`${"x".repeat(600)} web timeout 7`))).toMatchObject({
    right: true,
    early: false,
  });
});

test("a keyword that is no pattern of RE2 is named with its file", () => {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-case-"));
  const expected = { keyword_groups: [["re:(?<!a)b"]], objects: [] };
  writeFileSync(
    join(folder, "meta.json"),
    JSON.stringify({ id: "a", kind: "count", question: "?", expected, commands: [] }),
  );
  expect(() => readCases(folder)).toThrow(/meta\.json: the keyword "re:\(\?<!a\)b" is no pattern of RE2/);
  rmSync(folder, { recursive: true });
});
