import { expect, test } from "vitest";
import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import type { Case } from "./case.ts";
import { conditionMisses } from "./cases/conditions.ts";
import { logLineMisses } from "./cases/log-lines.ts";

const loudCodes = (outputs: Case["outputs"]): readonly string[] =>
  diagnose(
    observe(
      outputs.map(([command, stdout]) => ({
        command: command === "" ? "" : `kubectl ${command}`,
        parsed: null,
        stdout,
        stderr: "",
        exitCode: null,
        origin: "pasted",
        namespace: "default",
      })),
    ),
  )
    .findings.filter((finding) => finding.severity !== "info")
    .map((finding) => finding.code);

test.each([...logLineMisses, ...conditionMisses])("%s is not said of what only looks like it: %j", (code, outputs) => {
  expect(loudCodes(outputs)).not.toContain(code);
});
