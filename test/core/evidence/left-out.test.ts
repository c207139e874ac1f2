import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";

test("the line where an output over the limit was cut is no pod, and the rows behind it still count", () => {
  const command = "kubectl get pods -n shop";
  const parsed = parseCommand(command);
  const stdout = `NAME                        READY   STATUS             RESTARTS        AGE
cart-7f5d8c9b6d-2xkqz       1/1     Running            0               12d
... [12345 bytes left out here: the output is over the limit] ...
orders-6d9f676d48-jw2gb     0/1     CrashLoopBackOff   41 (2m9s ago)   3h
`;
  const view = observe([
    {
      command,
      parsed: parsed.ok ? parsed.command : null,
      stdout,
      stderr: "",
      exitCode: 0,
      origin: "executed",
      namespace: "default",
    },
  ]);
  const seen = view
    .of("Pod")
    .map(({ ref, printed }) => [ref.name, printed.get("STATUS")?.value, printed.get("STATUS")?.line.line]);
  expect(seen).toEqual([
    ["cart-7f5d8c9b6d-2xkqz", "Running", 2],
    ["orders-6d9f676d48-jw2gb", "CrashLoopBackOff", 4],
  ]);
});
