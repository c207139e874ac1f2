import type { Line } from "../../../evidence/evidence.ts";
import { messageIn } from "../../../evidence/logs/log-message.ts";
import type { LogTemplate } from "../../../evidence/observed.ts";
import { statusIn } from "../../facts/log-tallies.ts";
import { harmlessIn, holds } from "../../well/log-words.ts";

/** One thing that a program wrote: its first line, and with it what it wrote on the next ones (a stack trace, a detail). */
export type Entry = {
  readonly line: Line;
  /** The first line and those that belong to it. */
  readonly lines: readonly Line[];
  readonly text: string;
  readonly level: LogTemplate["level"];
  readonly status: string | null;
};

const longest = 4000;

const stamp =
  /\d{2}:\d{2}:\d{2}|"(?:ts|time|timestamp|@timestamp|@t)" ?:|^[IWEF]\d{4} |\b1[67]\d{8}(?:\.\d{1,9}|\d{3})?\b|^\S{0,80}\[\d{2}\/[A-Z][a-z]{2}\/\d{4}/;
const goesOn =
  /^\s|^(?:Caused by|Suppressed|Traceback)\b|^\.\.\. \d|^[a-z][\w.$]{0,200}(?:Exception|Error)\b|\b(?:DETAIL|HINT|STATEMENT|CONTEXT|QUERY): {2}/;

/** What kubectl puts before a line: the pod and container, the time. */
export const prefix = /^(?:\[pod\/[^\]\n]{1,300}\] )?(?:\d{4}-\d{2}-\d{2}T[\d:.]{8,20}Z (?=\{|\d{4}-|[IWEF]\d{4} ))?/;

/** The lines of a log as entries: what has no time of its own among lines that have belongs to the one before it. */
export function entriesOf(lines: readonly Line[]): readonly Entry[] {
  const all = lines.filter(({ text }) => text.trim() !== "");
  const isStamped = all.filter(({ text }) => stamp.test(text.slice(0, 200))).length > all.length / 3;
  const groups: Line[][] = [];
  for (const line of all) {
    const head = line.text.slice(0, 400);
    const isPart = goesOn.test(head.replace(prefix, "")) || (isStamped && !stamp.test(head.slice(0, 200)));
    if (isPart && groups.length > 0) groups.at(-1)!.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => {
    const first = group[0]!;
    const text = group
      .slice(0, 40)
      .map((line) => line.text)
      .join("\n")
      .slice(0, longest);
    const bare = first.text.replace(prefix, "");
    return { line: first, lines: group, text, level: messageIn(bare).level, status: statusIn(bare) };
  });
}

/** Words that no line holds which tells of something good, whatever its level says. */
const hard =
  /\b(?:timed? ?out|unreachable|connection refused|no space left|out of memory|corrupt\w*|read-only file system|too many open files|no such host|certificate (?:has )?expired|permission denied)\b/i;

/** What a warning tells of that may become a fault, without a word of failing. */
const serious =
  /\b(?:watermark|exceed\w*|read-only|throttl\w*|backpressure|blocked|alarm|lag(?:ging)?|behind|stale|degraded|unhealthy|slow|saturat\w*|starv\w*|overload\w*|limit reached|dropp\w*|discard\w*|missing|exhaust\w*|too many|pressure|nearly full|almost full|is full|leak\w*|unresponsive|stuck|not ready|unknown host|evict\w*|retr(?:y|ying))\b/i;

/** Whether an entry tells of trouble: by its level, its status, or words that do not only count or name. */
export function isTrouble({ line, text, level, status }: Entry): boolean {
  if (status !== null && status >= "500") return true;
  if (level === "error" || level === "fatal") return harmlessIn(line.text.replace(prefix, "")) === null;
  if (level === "info" || level === "debug")
    return hard.test(text) && harmlessIn(line.text.replace(prefix, "")) === null;
  const isSerious = level === "warning" && serious.test(line.text.slice(0, 2000));
  return (isSerious || holds(text.slice(0, 2000))) && harmlessIn(line.text.replace(prefix, "")) === null;
}
