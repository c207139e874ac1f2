import type { DescribeContext } from "./describe-context.ts";

/**
 * Reads a described ConfigMap. Its data is printed as it is, at the left edge, below each key (`key:` and a rule of dashes),
 * so it is read by lines and not by indentation.
 */
export function readConfigMap({ lines, described, builder }: DescribeContext): void {
  const end = lastLine(lines, described.from, described.to);
  let key: string | undefined;
  let start = 0;
  const finish = (to: number) => {
    if (key !== undefined) builder.set(["data", key], lines.slice(start, to).join("\n").trimEnd(), start - 2);
    key = undefined;
  };
  for (let index = described.from; index < end; index++) {
    const named = /^([\w.-]+):$/.exec(lines[index]!);
    if (named !== null && lines[index + 1] === "----") {
      finish(index);
      key = named[1]!;
      start = index + 2;
    } else if (lines[index] === "BinaryData" && lines[index + 1] === "====") finish(index);
  }
  finish(end);
}

/** Where the data ends: at the events, or at the end of the object. */
function lastLine(lines: readonly string[], from: number, to: number): number {
  for (let index = to - 1; index > from; index--) {
    if (lines[index]!.startsWith("Events:")) return index;
  }
  return to;
}
