import type { Evidence, Line } from "./evidence.ts";

const known = new WeakMap<Evidence, readonly Line[]>();

/** Every line of a piece of evidence, stdout before stderr; split once as long as the evidence lives. */
export function linesOf(evidence: Evidence): readonly Line[] {
  const before = known.get(evidence);
  if (before !== undefined) return before;
  const { command } = evidence;
  const lines: Line[] = [
    ...split(evidence.stdout).map((text, index) => ({ command, line: index + 1, text })),
    ...split(evidence.stderr).map((text, index) => ({ command, line: index + 1, text, stream: "stderr" as const })),
  ];
  known.set(evidence, lines);
  return lines;
}

function split(text: string): readonly string[] {
  return text === "" ? [] : text.trimEnd().split(/\r?\n/);
}
