import { readdirSync, readFileSync } from "node:fs";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { observe } from "../../../src/core/evidence/observe.ts";

const folder = `${import.meta.dirname}/recorded`;

/** Outputs recorded from an API server with one or two objects of each kind, by file name without its ending. */
export const recorded: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((file) => [file.replace(/\.txt$/, ""), readFileSync(`${folder}/${file}`, "utf8")]),
);

/** A recorded output. */
export function recording(name: string): string {
  const text = recorded.get(name);
  if (text === undefined) throw new Error(`no recording ${name}`);
  return text;
}

/** Evidence as a client hands it over: a command line (perhaps empty) and what it printed. */
export function pasted(command: string, stdout: string, more: Partial<Evidence> = {}): Evidence {
  return { command, parsed: null, stdout, stderr: "", exitCode: null, origin: "pasted", namespace: "default", ...more };
}

/** What is read of a recorded `kubectl describe`; the name is that of the kind on the command line. */
export function described(name: string) {
  return observe([pasted(`kubectl describe ${name} -n shop`, recording(`describe-${name}`))]);
}
