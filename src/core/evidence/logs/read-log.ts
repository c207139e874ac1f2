import type { Asked } from "../asked.ts";
import type { Line } from "../evidence.ts";
import type { LogTemplate, ObjectRef, ObservedLog } from "../observed.ts";
import { withoutTerminalCodes } from "../printed-lines.ts";
import { eventLevelAt } from "./log-level.ts";
import { coloured, maskedHash, patternOf } from "./log-mask.ts";
import { type LogMessage, messageIn } from "./log-message.ts";
import { TraceReader } from "./log-trace.ts";

const tailLength = 50;
/** More templates than this, and lines that fit none are counted together as `<other lines>`. */
const mostTemplates = 2000;
const mostContainers = 500;

/** A text that is a log; its first line has the number `firstLine`. */
export type LogText = { readonly text: string; readonly firstLine: number; readonly command: string };

/** Reads a log in one pass: templates with counts, the last lines. With `--prefix`, one log for each container. */
export function readLog(log: LogText, asked: Asked, namespace: string): readonly ObservedLog[] {
  const { text } = log;
  const collectors = new Map<string, LogCollector>();
  let prefix = "";
  let collector: LogCollector | undefined;
  const isStern = sternCommand.test(log.command);
  const spoken = spokenAhead.exec(text)?.[0] ?? "";
  let at = spoken.length;
  for (let number = log.firstLine + spoken.split("\n").length - 1; at < text.length; number++) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const stop = found > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
    const isSame = collector !== undefined && prefix !== "" && text.startsWith(prefix, at);
    if (!isSame)
      prefix =
        (isStern || text.charCodeAt(at) === 91) && collectors.size < mostContainers
          ? prefixAt(text, at, stop, isStern)
          : "";
    if (!isSame || collector === undefined) {
      collector = collectors.get(prefix) ?? new LogCollector(log);
      collectors.set(prefix, collector);
    }
    collector.take(at, stop, at + prefix.length, number);
    at = end + 1;
  }
  return [...collectors].map(([of, each]) => each.finish(sourceOf(of, asked, namespace), asked.previous));
}

/** What kubectl itself says before a log, of the container or the pod that it chose. */
const spokenAhead = /^(?:(?:Defaulted container "|Found \d{1,6} pods?, using )[^\n]{0,2000}\n){1,3}/;

/** Tools that follow the logs of many pods, and print the pod and the container before each line. */
export const sternCommand = /^(?:kubectl[ -])?(?:stern|kubetail|kail)(?: |$)/;

/** `[pod/web-1/app] ` as `kubectl logs --prefix` prints it, `web-1 app ` as `stern` does; empty when the line has none. */
function prefixAt(text: string, from: number, to: number, isStern: boolean): string {
  const head = text.slice(from, Math.min(to, from + 600));
  return (isStern ? sternPrefix : kubectlPrefix).exec(head)?.[0] ?? "";
}

const kubectlPrefix = /^\[pod\/[^\]/]+\/[^\]/]+\] /;
const sternPrefix =
  /^\[?(?:[a-z0-9][a-z0-9-]{0,62}[ /])?[a-z0-9][a-z0-9.-]{1,252}-[a-z0-9]{1,10}[ /[]{1,2}[a-z0-9][a-z0-9-]{0,62}\]{0,2}:? /;

function sourceOf(prefix: string, asked: Asked, namespace: string): Pick<ObservedLog, "object" | "container"> {
  const where = asked.namespace ?? namespace;
  if (prefix !== "") {
    const words = prefix
      .replaceAll(/^\[pod\/|[[\]:]/g, " ")
      .trim()
      .split(/[ /]+/);
    const [name, container] = words.slice(-2);
    const space = words.length > 2 ? words[0]! : where;
    return { object: { kind: "Pod", namespace: space, name: name! }, container: container! };
  }
  const target = logVerbs.has(asked.verb) ? asked.names[0] : undefined;
  const object: ObjectRef | null =
    target === undefined ? null : { kind: target.kind, namespace: where, name: target.name };
  return { object, container: asked.container };
}

const logVerbs = new Set(["logs", "exec", "attach"]);

type Collected = LogMessage & {
  count: number;
  readonly firstFrom: number;
  readonly firstTo: number;
  readonly firstNumber: number;
  lastFrom: number;
  lastTo: number;
  lastNumber: number;
};

/** Collects the lines of one container. Keeps offsets only, so that a large log costs no memory besides its text. */
class LogCollector {
  readonly #log: LogText;
  readonly #templates = new Map<number, Collected>();
  readonly #traces = new TraceReader();
  readonly #tail: { from: number; to: number; number: number }[] = [];
  #lineCount = 0;
  /** The level of the event to which indented lines belong, as the console logger of .NET prints them. */
  #event: LogTemplate["level"] = "unknown";

  constructor(log: LogText) {
    this.#log = log;
  }

  /** Takes the line at a range; what is read of it begins at `start`, behind a prefix. */
  take(from: number, to: number, start: number, number: number): void {
    const slot = this.#lineCount++ % tailLength;
    const kept = this.#tail[slot];
    if (kept === undefined) this.#tail.push({ from, to, number });
    else {
      kept.from = from;
      kept.to = to;
      kept.number = number;
    }
    const { text } = this.#log;
    const begin = afterStream(text, afterTime(text, start, to));
    if (this.#traces.isFrame(text, begin, to) || begin === to) return;
    if (text.charCodeAt(begin) !== 32) this.#event = eventLevelAt(text, begin);
    const isJson = text.charCodeAt(begin) === 123 && text.charCodeAt(to - 1) === 125;
    const hash = isJson ? coloured : maskedHash(text, begin, to);
    if (hash === coloured) this.#takeRead(from, to, begin, number);
    else this.#count(hash, from, to, begin, number, undefined);
  }

  /** A line that must be read before it can be told from others: JSON, or with colours in it. */
  #takeRead(from: number, to: number, begin: number, number: number): void {
    const plain = withoutTerminalCodes(this.#log.text.slice(begin, to));
    if (plain.trim() === "") return;
    const message = messageIn(plain);
    this.#count(maskedHash(message.text, 0, message.text.length), from, to, begin, number, message);
  }

  #count(hash: number, from: number, to: number, begin: number, number: number, read: LogMessage | undefined): void {
    const known = this.#templates.get(hash);
    if (known !== undefined) {
      known.count++;
      known.lastFrom = from;
      known.lastTo = to;
      known.lastNumber = number;
    } else if (hash !== rest && this.#templates.size >= mostTemplates)
      this.#count(rest, from, to, begin, number, others);
    else {
      const message = read ?? this.#messageAt(begin, to);
      const first = { firstFrom: from, firstTo: to, firstNumber: number };
      this.#templates.set(hash, { ...message, count: 1, ...first, lastFrom: from, lastTo: to, lastNumber: number });
    }
  }

  /** Lines below an event that is no error are none either, whatever words they hold. */
  #messageAt(begin: number, to: number): LogMessage {
    const message = messageIn(this.#log.text.slice(begin, to));
    const isBelow = this.#log.text.charCodeAt(begin) === 32 && /^(?:info|debug|warning)$/.test(this.#event);
    return isBelow ? { ...message, level: this.#event } : message;
  }

  finish(source: Pick<ObservedLog, "object" | "container">, previous: boolean): ObservedLog {
    const templates = [...this.#templates.values()].map(
      (each): LogTemplate => ({
        pattern: each === this.#templates.get(rest) ? each.text : patternOf(each.text),
        level: each.level,
        count: each.count,
        first: this.#cite(each.firstFrom, each.firstTo, each.firstNumber),
        last: this.#cite(each.lastFrom, each.lastTo, each.lastNumber),
      }),
    );
    const tail = [...this.#tail].sort((a, b) => a.number - b.number);
    return {
      ...source,
      previous,
      lineCount: this.#lineCount,
      templates,
      tail: tail.map(({ from, to, number }) => this.#cite(from, to, number)),
      evidence: 0,
    };
  }

  #cite(from: number, to: number, line: number): Line {
    return { command: this.#log.command, line, text: this.#log.text.slice(from, to) };
  }
}

/** The key of the lines that fit no template; no hash is negative. */
const rest = -2;
const others: LogMessage = { text: "<other lines>", level: "unknown" };

/** Files below /var/log/pods say before each line by which stream it came, and whether it is a whole one. */
const afterStream = (text: string, from: number): number =>
  text.charCodeAt(from) === 115 &&
  text.charCodeAt(from + 1) === 116 &&
  /^std(?:out|err) [FP] /.test(text.slice(from, from + 9))
    ? from + 9
    : from;

/** Where a line goes on behind the RFC 3339 time that `kubectl logs --timestamps` (and many programs) put before it. */
function afterTime(text: string, from: number, to: number): number {
  if (text.charCodeAt(from + 4) !== 45 || text.charCodeAt(from + 10) !== 84 || text.charCodeAt(from + 13) !== 58)
    return from;
  const blank = text.indexOf(" ", from + 19);
  return blank > 0 && blank < to && blank - from < 40 ? blank + 1 : from;
}
