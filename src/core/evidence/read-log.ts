import type { Asked } from "./asked.ts";
import type { Line } from "./evidence.ts";
import { levelNamed, levelOf } from "./log-level.ts";
import { patternOf } from "./log-mask.ts";
import type { LogTemplate, ObjectRef, ObservedLog } from "./observed.ts";
import { withoutTerminalCodes } from "./printed-lines.ts";

const tailLength = 50;
const mostTemplates = 2000;

/** A stretch of a text that is a log: from an offset to an offset, its first line having a number. */
export type LogText = {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
  readonly command: string;
};

/** Reads a log in one pass: templates with counts, the last lines. With `--prefix`, one log for each container. */
export function readLog(log: LogText, asked: Asked, namespace: string): readonly ObservedLog[] {
  const collectors = new Map<string, LogCollector>();
  let at = log.from;
  for (let number = log.firstLine; at < log.to; number++) {
    const end = log.text.indexOf("\n", at);
    const stop = end < 0 || end > log.to ? log.to : end;
    const line = log.text.slice(at, log.text.charCodeAt(stop - 1) === 13 && stop > at ? stop - 1 : stop);
    const prefix = line.charCodeAt(0) === 91 ? prefixOf(line) : "";
    let collector = collectors.get(prefix);
    if (collector === undefined) {
      collector = new LogCollector(log.command);
      collectors.set(prefix, collector);
    }
    collector.take(line, prefix.length, number);
    at = stop + 1;
  }
  return [...collectors].map(([prefix, collector]) =>
    collector.finish(sourceOf(prefix, asked, namespace), asked.previous),
  );
}

/** `[pod/web-1/app] ` as `kubectl logs --prefix` prints it; empty when the line has none. */
function prefixOf(line: string): string {
  return /^\[(?:pod|po)\/[^\]/]+\/[^\]/]+\] /.exec(line.slice(0, 600))?.[0] ?? "";
}

function sourceOf(prefix: string, asked: Asked, namespace: string): Pick<ObservedLog, "object" | "container"> {
  const where = asked.namespace ?? namespace;
  if (prefix !== "") {
    const [, name, container] = prefix.slice(1, -2).split("/");
    return { object: { kind: "Pod", namespace: where, name: name! }, container: container! };
  }
  const target = asked.verb === "logs" ? asked.names[0] : undefined;
  const object: ObjectRef | null =
    target === undefined ? null : { kind: target.kind, namespace: where, name: target.name };
  return { object, container: asked.container };
}

type Collected = {
  pattern: string;
  level: LogTemplate["level"];
  count: number;
  first: Line;
  last: number;
  lastText: string;
};

class LogCollector {
  readonly #command: string;
  readonly #templates = new Map<string, Collected>();
  readonly #tail: { number: number; text: string }[] = [];
  #lineCount = 0;
  #inTrace = false;

  constructor(command: string) {
    this.#command = command;
  }

  take(line: string, skip: number, number: number): void {
    this.#lineCount++;
    this.#tail[this.#lineCount % tailLength] = { number, text: line };
    const text = messageOf(withoutTerminalCodes(skip === 0 ? line : line.slice(skip)));
    if (text === "" || this.#continuesTrace(text)) return;
    const { shown, level } = partsOf(text);
    let pattern = patternOf(shown);
    let template = this.#templates.get(pattern);
    if (template === undefined && this.#templates.size >= mostTemplates) {
      pattern = "<other lines>";
      template = this.#templates.get(pattern);
    }
    if (template === undefined) {
      const first = this.#cite(number, line);
      template = {
        pattern,
        level: pattern === "<other lines>" ? "unknown" : level,
        count: 0,
        first,
        last: number,
        lastText: line,
      };
      this.#templates.set(pattern, template);
    }
    template.count++;
    template.last = number;
    template.lastText = line;
  }

  /** Frames of a stack trace belong to the line that heads it. What it was caused by is a line of its own. */
  #continuesTrace(text: string): boolean {
    return isFrame(text);
  }

  finish(source: Pick<ObservedLog, "object" | "container">, previous: boolean): ObservedLog {
    const templates = [...this.#templates.values()].map(({ pattern, level, count, first, last, lastText }) => ({
      pattern,
      level,
      count,
      first,
      last: this.#cite(last, lastText),
    }));
    const tail = this.#tail.filter((line) => line !== undefined).sort((a, b) => a.number - b.number);
    return {
      ...source,
      previous,
      lineCount: this.#lineCount,
      templates,
      tail: tail.map(({ number, text }) => this.#cite(number, text)),
      evidence: 0,
    };
  }

  #cite(line: number, text: string): Line {
    return { command: this.#command, line, text };
  }
}

/** The line without the time that `kubectl logs --timestamps` puts before it. */
function messageOf(line: string): string {
  const stamped = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) /.exec(line.slice(0, 40));
  return stamped === null ? line : line.slice(stamped[0].length);
}

/** A frame of a stack trace: Java, Kotlin, .NET, Node (`at ...`), Python (`File "..."`), Go, Ruby, PHP, Rust. */
function isFrame(text: string): boolean {
  const code = text.charCodeAt(0);
  if (code === 35) return /^#\d+ /.test(text);
  if (code !== 32 && code !== 9)
    return /^(?:goroutine \d+ \[|created by [\w./]+ in |[\w./*()-]+\([^)]*0x[0-9a-f]+)/.test(text.slice(0, 300));
  return /^\s+(?:at |\.\.\. \d+ (?:more|common)|File "|from .*:\d+:in |\d+: |#\d+ |\/[^\s]*\.go:\d+|\^+)/.test(
    text.slice(0, 300),
  );
}

/** What of a line tells it from others, and its level. JSON lines are known by their message and error alone. */
function partsOf(text: string): { readonly shown: string; readonly level: LogTemplate["level"] } {
  if (text.charCodeAt(0) === 123 && text.endsWith("}")) {
    const parts = jsonParts(text);
    if (parts !== undefined) return parts;
  }
  return { shown: text.length > 1000 ? text.slice(0, 1000) : text, level: levelOf(text) };
}

function jsonParts(text: string): { readonly shown: string; readonly level: LogTemplate["level"] } | undefined {
  let fields: { [key: string]: unknown };
  try {
    fields = JSON.parse(text) as { [key: string]: unknown };
  } catch {
    return undefined;
  }
  const level = levelNamed(
    fields.level ?? fields.severity ?? fields.lvl ?? fields.log_level ?? fields["@l"] ?? fields["log.level"],
  );
  const message = fields.msg ?? fields.message ?? fields["@m"] ?? fields.log ?? fields.event ?? fields.error;
  if (typeof message !== "string") return { shown: text.slice(0, 1000), level };
  const error = fields.error ?? fields.err ?? fields.exception;
  const detail =
    error === undefined || error === message
      ? ""
      : ` error=${typeof error === "string" ? error : JSON.stringify(error)}`;
  return { shown: `${message}${detail}`.slice(0, 1000), level: level === "unknown" ? levelOf(message) : level };
}
