import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { loadSnapshot } from "../../../src/adapters/snapshot/load.ts";
import { visitTimes } from "../../../src/adapters/snapshot/times.ts";
import { type Bench, type Printed, words } from "./run-kubectl.ts";

/** Brings times that the server moved to today back to the time of recording, so that printed dates do not change from day to day. */
export type Unshift = (text: string, seconds: number) => string;

export const recordedAgain = process.env.RECORD === "1";

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

/** Only dates that the snapshot's objects hold are moved back; dates in log lines and messages were never moved. */
export async function unshifter(path: string): Promise<Unshift> {
  const known = new Set<number>();
  for (const object of (await loadSnapshot(path)).objects)
    visitTimes(object, (_key, text) => known.add(Math.floor(Date.parse(text) / 1000)));
  return (text, seconds) =>
    text
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(?:\.\d+)?Z)/g, (date) => {
        const original = Date.parse(`${date}Z`) / 1000 - seconds;
        return known.has(original) ? new Date(original * 1000).toISOString().slice(0, 19) : date;
      })
      .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, (date) => {
        const original = Date.parse(date) / 1000 - seconds;
        return known.has(original) ? new Date(original * 1000).toUTCString().replace("GMT", "+0000") : date;
      })
      .replace(/^((?:\[\S+\] )?)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?=\.\d{9}Z )/gm, (_, prefix: string, date: string) => {
        const original = Date.parse(`${date}Z`) - seconds * 1000;
        return `${prefix}${new Date(original).toISOString().slice(0, 19)}`;
      });
}

/** Runs a command line until no second began between the server's answer and kubectl's reading of it, at most five times. */
export async function printedBy(
  bench: Bench,
  line: string,
  recordedAt: number,
  unshift: Unshift,
  wanted?: string,
): Promise<string> {
  let shown = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = shiftNow(recordedAt);
    const printed = await bench.run(words(line));
    const after = shiftNow(recordedAt);
    shown = unshift(show(line, printed), before).replaceAll(bench.server.url, "https://127.0.0.1:PORT");
    if (shown === wanted || (wanted === undefined && before === after)) return shown;
  }
  return shown;
}

const shiftNow = (recordedAt: number) => Math.floor((Date.now() - recordedAt) / 1000);

function show(line: string, { stdout, stderr, exitCode }: Printed): string {
  const parts = [`$ kubectl ${line}\n`, stdout];
  if (stderr !== "") parts.push(`--- stderr\n${stderr}`);
  if (exitCode !== 0) parts.push(`--- exit code ${exitCode}\n`);
  return parts.map((part) => (part === "" || part.endsWith("\n") ? part : `${part}\n`)).join("");
}
