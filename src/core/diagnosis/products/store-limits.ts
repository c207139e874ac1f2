import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";

/** What a Redis or Valkey server says of its own limit, in `INFO memory` or `CONFIG GET`. */
export const memoryLimitNote = (
  view: ClusterView,
): { readonly note: string; readonly evidence: readonly Line[] } | undefined => {
  const lines = view.evidence
    .filter(({ command, stdout }) => !/\blogs?\b/.test(command) && stdout.includes("maxmemory"))
    .flatMap((piece) => linesOf(piece).slice(0, 400));
  const limit = valueIn(lines, "maxmemory_human") ?? valueIn(lines, "maxmemory");
  const policy = valueIn(lines, "maxmemory_policy") ?? valueIn(lines, "maxmemory-policy");
  const used = valueIn(lines, "used_memory_human");
  if (limit === undefined || /^0B?$/.test(limit.value)) return undefined;
  const parts = [
    `maxmemory ${limit.value}`,
    ...(used === undefined ? [] : [`of which ${used.value} are used`]),
    ...(policy === undefined
      ? []
      : [
          `policy ${policy.value}${policy.value === "noeviction" ? ": nothing is evicted and writes are refused" : ""}`,
        ]),
  ];
  return {
    note: `; it has ${parts.join(", ")}`,
    evidence: [limit.line, ...(policy === undefined ? [] : [policy.line])],
  };
};

/** `key:value`, `key value`, or the value in the line below its key as `CONFIG GET` prints it. */
export const valueIn = (
  lines: readonly Line[],
  key: string,
): { readonly value: string; readonly line: Line } | undefined => {
  for (const [at, line] of lines.entries()) {
    const text = line.text.trim().replace(/^\d{1,3}\) "?|"$/g, "");
    const own = new RegExp(`^${key}[: =]\\s*"?([\\w.-]{1,40})`).exec(text)?.[1];
    if (own !== undefined) return { value: own, line };
    const below = lines[at + 1]?.text.trim().replace(/^\d{1,3}\) "?|"$/g, "");
    if (text === key && below !== undefined && below !== "") return { value: below, line: lines[at + 1]! };
  }
  return undefined;
};
