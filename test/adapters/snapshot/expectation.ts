import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import type { Snapshot } from "../../../src/adapters/snapshot/snapshot.ts";
import { visitTimes } from "../../../src/adapters/snapshot/times.ts";
import { type Bench, type Printed, words } from "./run-kubectl.ts";

/** `RECORD=1` writes the kept outputs anew; `RECORD=v1.36` writes, below a folder of that name, those that another kubectl prints differently. */
const recording = process.env.RECORD ?? "";
const kept = resolve(import.meta.dirname, "expected");

/**
 * The outputs that are right for a command line: kubectl words some of its own messages differently from version to version, and prints
 * the resources of a LimitRange in any order.
 */
export function expectedOf(line: string): readonly string[] {
  const folders = readdirSync(kept, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [kept, ...folders.map(({ name }) => join(kept, name))]
    .map((folder) => join(folder, fileOf(line)))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
}

/** Compares with the nearest kept output; records first when asked to. */
export function expectKept(line: string, printed: string): void {
  if (recording === "1") record(kept, line, printed);
  else if (recording !== "" && !expectedOf(line).includes(printed)) record(join(kept, recording), line, printed);
  const outputs = expectedOf(line);
  expect(printed).toBe(outputs.includes(printed) ? printed : outputs[0]);
}

export const recordsAgain = recording !== "";

function record(folder: string, line: string, printed: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, fileOf(line)), printed);
}

function fileOf(line: string): string {
  return `${line.replace(/[^A-Za-z0-9.=,_-]+/g, "-").replace(/^-+|-+$/g, "")}.txt`;
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

const timesOf = new WeakMap<Snapshot, ReadonlySet<number>>();

/** Every time that the server moves, in seconds since 1970. */
function knownTimes(snapshot: Snapshot): ReadonlySet<number> {
  const known = timesOf.get(snapshot) ?? new Set<number>();
  if (known.size === 0)
    for (const object of snapshot.objects)
      visitTimes(object, (_key, text) => (known as Set<number>).add(Math.floor(Date.parse(text) / 1000)));
  timesOf.set(snapshot, known);
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
