import { expect, test } from "vitest";
import { answeredCommands, answerHoldsMs, canonical } from "../../../src/core/conversation/answered.ts";
import type { Turn } from "../../../src/core/conversation/thread.ts";

type Origin = "executed" | "pasted" | "past";
const turn = (at: number, ...commands: (string | [string, Origin])[]): Pick<Turn, "at" | "evidence"> => ({
  at,
  evidence: commands.map((entry) => {
    const [command, origin] = typeof entry === "string" ? [entry, "executed" as const] : entry;
    return { command, stdout: "x", stderr: "", exitCode: 0, origin, namespace: "default" };
  }),
});

test.each<[string, Pick<Turn, "at" | "evidence">[], number, string[]]>([
  ["a read just now", [turn(0, "kubectl get pods")], 1, ["kubectl get pods"]],
  [
    "another spelling of the same read",
    [turn(0, "kubectl get pods -n shop"), turn(0, "kubectl get pods --namespace=shop")],
    1,
    ["kubectl get pods -n shop"],
  ],
  ["a read of long ago", [turn(0, "kubectl get pods")], answerHoldsMs, []],
  ["a read before a change", [turn(0, "kubectl get pods", "kubectl scale deployment web --replicas=2")], 1, []],
  ["a read after a change", [turn(0, "kubectl delete pod web"), turn(0, "kubectl get pods")], 1, ["kubectl get pods"]],
  ["a pasted result, however old", [turn(0, ["kubectl get pods", "pasted"])], answerHoldsMs * 9, ["kubectl get pods"]],
  [
    "a read before a change that the user made elsewhere",
    [turn(0, "kubectl get pods", ["kubectl delete pod web", "pasted"])],
    1,
    [],
  ],
])("%s", (_, turns, now, expected) => {
  expect([...answeredCommands(turns, now)].sort()).toEqual(expected.map(canonical).sort());
});
