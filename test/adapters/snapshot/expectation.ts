import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Snapshot } from "../../../src/adapters/snapshot/snapshot.ts";
import { visitTimes } from "../../../src/adapters/snapshot/times.ts";
import { type Bench, type Printed, words } from "./run-kubectl.ts";

export const recordsAgain = process.env.RECORD === "1";

/** The kept output of a command line, or undefined when it was never recorded. */
export function expectedOf(line: string): string | undefined {
  const file = fileOf(line);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export function record(line: string, printed: string): void {
  mkdirSync(dirname(fileOf(line)), { recursive: true });
  writeFileSync(fileOf(line), printed);
}

function fileOf(line: string): string {
  const name = line.replace(/[^A-Za-z0-9.=,_-]+/g, "-").replace(/^-+|-+$/g, "");
  return resolve(import.meta.dirname, "expected", `${name}.txt`);
}

/** What a command line printed, with what changes from run to run taken out. */
export async function printedBy(bench: Bench, line: string, snapshot: Snapshot): Promise<string> {
  const shift = Math.floor((bench.clock.now - snapshot.recordedAt) / 1000);
  const shown = show(line, await bench.run(words(line))).replaceAll(bench.server.url, "https://127.0.0.1:PORT");
  return line.startsWith("logs ") ? unshiftStamps(shown, shift) : unshiftDates(shown, shift, knownTimes(snapshot));
}

function show(line: string, { stdout, stderr, exitCode }: Printed): string {
  const parts = [`$ kubectl ${line}\n`, stdout];
  if (stderr !== "") parts.push(`--- stderr\n${stderr}`);
  if (exitCode !== 0) parts.push(`--- exit code ${exitCode}\n`);
  return parts.map((part) => (part === "" || part.endsWith("\n") ? part : `${part}\n`)).join("");
}

const kept = new WeakMap<Snapshot, ReadonlySet<number>>();

/** Every time that the server moves, in seconds since 1970. */
function knownTimes(snapshot: Snapshot): ReadonlySet<number> {
  const known = kept.get(snapshot) ?? new Set<number>();
  if (known.size === 0)
    for (const object of snapshot.objects)
      visitTimes(object, (_key, text) => (known as Set<number>).add(Math.floor(Date.parse(text) / 1000)));
  kept.set(snapshot, known);
  return known;
}

/** Brings dates of objects back to the time of recording. Dates in messages and annotations were never moved and stay. */
function unshiftDates(text: string, shift: number, known: ReadonlySet<number>): string {
  const moveBack = (date: string, print: (original: Date) => string) => {
    const original = Date.parse(date) / 1000 - shift;
    return known.has(original) ? print(new Date(original * 1000)) : date;
  };
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(?:\.\d+)?Z)/g, (date) =>
      moveBack(`${date}Z`, (original) => original.toISOString().slice(0, 19)).replace(/Z$/, ""),
    )
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, (date) =>
      moveBack(date, (original) => original.toUTCString().replace("GMT", "+0000")),
    );
}

/** Of logs only the stamps of `--timestamps` are moved. */
function unshiftStamps(text: string, shift: number): string {
  return text.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?=\.\d{9}Z )/gm, (date) =>
    new Date(Date.parse(`${date}Z`) - shift * 1000).toISOString().slice(0, 19),
  );
}
