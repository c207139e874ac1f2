import type { KubectlCommand } from "../../src/core/kubectl/command.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { printCommand } from "../../src/core/kubectl/print.ts";
import { decide, defaultPolicy } from "../../src/core/policy/decide.ts";
import type { Generated } from "./command-grammar.ts";

/** The manifest behind `-f -` of generated commands. */
export const manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n  namespace: shop\ndata:\n  a: b\n";

export type Read = Generated & { readonly command: KubectlCommand };

/** What would run unattended, each command once. */
export function unattended(generated: readonly Generated[]): Read[] {
  const reads = new Map<string, Read>();
  for (const one of generated) {
    const parsed = parseCommand(one.text, { files: { "-": manifest } });
    if (!parsed.ok || decide(parsed.command, "unattended", defaultPolicy, "default").verdict !== "run") continue;
    reads.set(printCommand({ ...parsed.command, filters: [] }), { ...one, command: parsed.command });
  }
  return [...reads.values()];
}

/** As many as wanted, taken in turn from every verb, and within a verb from every flag. */
export function spread(reads: readonly Read[], count: number): Read[] {
  const byVerb = Map.groupBy(reads, (read) => read.verb);
  const turns = [...byVerb.values()].map((ofVerb) => {
    const byFlag = [...Map.groupBy(ofVerb, (read) => read.flag).values()];
    const longest = Math.max(...byFlag.map((list) => list.length));
    return Array.from({ length: longest }, (_, at) => byFlag.flatMap((list) => list[at] ?? [])).flat();
  });
  const longest = Math.max(...turns.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => turns.flatMap((list) => list[at] ?? []))
    .flat()
    .slice(0, count);
}
