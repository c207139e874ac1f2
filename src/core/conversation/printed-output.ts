import type { Execution } from "./ports.ts";

/** The wire contract's Output: stdout without blanks at its end when kubectl exits 0, otherwise `Error: ` and stderr. */
export function printedOutput(execution: Pick<Execution, "exitCode" | "stdout" | "stderr" | "signal">): string {
  if (execution.exitCode === 0) return execution.stdout.trimEnd();
  const why = execution.stderr.trimEnd() || execution.stdout.trimEnd() || ended(execution);
  return `Error: ${why}`;
}

function ended(execution: Pick<Execution, "exitCode" | "signal">): string {
  return execution.signal === null
    ? `kubectl ended with exit code ${execution.exitCode}`
    : `kubectl was ended by ${execution.signal}`;
}
