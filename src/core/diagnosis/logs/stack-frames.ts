import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { memo } from "../objects/memo.ts";
import { type LogReading, logsOfView } from "./logs-of-view.ts";
import { hasHead } from "./said-in-line.ts";
import { linesOf } from "./timings.ts";

/** A place in a program's own code, as a stack trace names it. */
export type Frame = {
  /** As a sentence names it: `Shop.Cart.Totals.Add (Totals.cs:63)`. */
  readonly text: string;
  /** Name and path in full. */
  readonly whole: string;
  readonly line: Line;
};

/** Exceptions whose message says nothing of what was wanted: only the place tells. */
const vague =
  /NullReference|NullPointer|Null ?dereference|nil pointer|invalid memory address|\bKeyError\b|KeyNotFound|IndexError|[Ii]ndex ?[Oo]ut ?[Oo]f ?(?:[Rr]ange|[Bb]ounds)|[Ii]ndex (?:was |is )?(?:out of|outside)|out of bounds|TypeError|AttributeError|ReferenceError|NameError|NoMethodError|undefined method|ClassCast|InvalidCast|InvalidOperation|DivideByZero|[Dd]ivi(?:de|ded|sion) by zero|ZeroDivision|ArithmeticException|ConcurrentModification|NoSuchElement|Argument(?:Null|OutOfRange)?Exception|IllegalState|StackOverflow|RangeError|AssertionError|Undefined (?:array key|index|offset|variable|property)|on null\b|of (?:undefined|null)\b|unwrap\(\)` on a/;

/** The first frame of the program's own code behind an exception whose message says nothing; undefined where the message tells. */
export const frameOfVague = (view: ClusterView, log: LogReading, line: Line): Frame | undefined => {
  if (!vague.test(line.text.slice(0, 4000))) return undefined;
  const frame = framesBehind(view, log, line)[0];
  return frame && line.text.includes(placeIn(frame.text)) && frame.line === line && !isStack.test(line.text)
    ? undefined
    : frame;
};

const placeIn = (text: string): string => /\(?([^()\s]{1,200}:\d{1,7})\)?$/.exec(text)?.[1] ?? text;
const isStack = /\\n\s{0,12}(?:\\t)?at /;

/** The frames of the program's own code in the trace that belongs to a line, the innermost first. */
export const framesBehind = (view: ClusterView, log: LogReading, line: Line): readonly Frame[] => {
  const within = framesWithin(line);
  if (within.length > 0) return within.slice(0, mostFrames);
  const lines = linesOfLog(view, log);
  const index = lines.findIndex((one) => one.line === line.line);
  if (index < 0) return [];
  const above = pythonAbove(lines, index);
  return (above.length > 0 ? above : framesBelow(lines, index)).slice(0, mostFrames);
};

const mostFrames = 3;

/** All lines of a log, in order. */
export const linesOfLog = (view: ClusterView, log: LogReading): readonly Line[] => linesOfLogs(view).get(log)?.() ?? [];

/** The lines of each log, split once when they are asked for. */
const linesOfLogs = memo((view) => {
  const known = new Map<LogReading, () => readonly Line[]>();
  for (const log of logsOfView(view)) {
    let lines: readonly Line[] | undefined;
    known.set(log, () => {
      lines ??= linesOf(view, log);
      return lines;
    });
  }
  return known;
});

/** A trace that a logger wrote into the line itself, as JSON or in a quoted field. */
const framesWithin = (line: Line): readonly Frame[] => {
  const text = line.text.slice(0, 20_000);
  const php = /\b(?:in|at) (\/[^\s:()]{1,300}\.php)(?::| on line |\()(\d{1,7})/.exec(text);
  if (php && !foreignPath.test(php[1]!)) return [frameOf("", php[1]!, php[2]!, line)];
  if (!/\\n|\\u000a/.test(text)) return [];
  const parts = text.split(/\\{1,2}(?:r\\{1,2}n|n|u000a)/).map((part) =>
    part
      .replace(/(?<!\\)".*$/s, "")
      .replaceAll(/\\{1,2}t/g, "  ")
      .replaceAll(/\\{1,2}"/g, '"'),
  );
  const lines = parts.map((part) => ({ ...line, text: part }));
  return collect(lines, text.includes("Traceback (most recent"), line);
};

const collect = (lines: readonly Line[], isReversed: boolean, at?: Line): readonly Frame[] => {
  const found = [...lines.keys()].flatMap((index) => readFrame(lines, index)?.own ?? []);
  const placed = at ? found.map((frame) => ({ ...frame, line: at })) : found;
  return isReversed ? placed.reverse() : placed;
};

const furthest = 80;

/** Python prints the most recent call last, and the exception below it. */
const pythonAbove = (lines: readonly Line[], index: number): readonly Frame[] => {
  let from = index;
  while (from > 0 && index - from < furthest && /^\s/.test(bare(lines[from - 1]!.text))) from--;
  return from > 0 && bare(lines[from - 1]!.text).startsWith("Traceback (most recent")
    ? collect(lines.slice(from, index), true)
    : [];
};

/** What stands between an exception and its first frame: the rest of a message. */
const mostBetween = 5;

const framesBelow = (lines: readonly Line[], index: number): readonly Frame[] => {
  const found: Frame[] = [];
  let between = 0;
  let isTrace = false;
  for (let at = index + 1; at < lines.length && at - index < furthest && found.length < mostFrames; at++) {
    const text = bare(lines[at]!.text);
    if (text.startsWith("Traceback (most recent")) return pythonBelow(lines, at);
    const frame = readFrame(lines, at);
    if (frame !== undefined) {
      isTrace = true;
      found.push(...(frame.own ? [frame.own] : []));
    } else if (text.trim() === "" || isGoCall(text) || text.startsWith("goroutine "))
      isTrace ||= text.startsWith("goroutine ");
    else if (hasHead(text) || (isTrace && !/^\s|^---|^Stack trace/.test(text)) || ++between > mostBetween) break;
  }
  return found;
};

const pythonBelow = (lines: readonly Line[], head: number): readonly Frame[] => {
  let to = head + 1;
  while (to < lines.length && to - head < furthest && /^\s/.test(bare(lines[to]!.text))) to++;
  return collect(lines.slice(head + 1, to), true);
};

/** A line without what `kubectl logs` and the runtime put before it. */
const bare = (text: string): string =>
  text
    .replace(/^\[pod\/[^\]\s]{1,300}\] /, "")
    .replace(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16} (?:std(?:out|err) [FP] )?(?=\s|at |File |Traceback|#\d|goroutine|\S{1,200}\()/,
      "",
    )
    .replace(/\r$/, "");

type Read = { readonly own: Frame | undefined };

const isGoCall = (text: string): boolean =>
  /^(?:created by )?[\w./*()-]{1,200}[\w)](?:\([^)]{0,400}\)| in goroutine \d+)?$/.test(text) &&
  /\.|^panic\(/.test(text);

const clr = /^at ([\w.$`+<>[\],|]{1,300})\([^\n]{0,300}?\)(?: in ([^\n]{1,300}):line (\d{1,7}))?$/;
const jvm = /^at (?:[\w.@-]{0,80}\/{1,2})?([\w.$<>]{1,300})\(([\w$-]{1,120}\.\w{1,8}):(\d{1,7})\)/;
const jvmBlind = /^at (?:[\w.@-]{0,80}\/{1,2})?[\w.$<>]{1,300}\((?:Native Method|Unknown Source|<generated>)\)/;
const v8 = /^at (?:(?:async |new )?([^\n(]{1,200}?) \()?((?:file:\/\/|node:)?[^\s()]{1,300}):(\d{1,7}):\d{1,7}\)?$/;
const cpython = /^File "([^"]{1,300})", line (\d{1,7}), in (\S{1,120})/;
const ruby = /^(?:from )?([^\s:]{1,300}\.(?:rb|erb|rake)):(\d{1,7}):in [`'"]([^'"\n]{1,120})/;
const php = /^#\d{1,4} ([^\s(]{1,300})\((\d{1,7})\): ([^\n(]{1,200})/;
const go = /^(\/\S{1,300}\.go):(\d{1,7})(?: \+0x[0-9a-f]+)?$/;

/** Reads one line of a trace; undefined when it is none, and without a frame when it lies in a library or the runtime. */
const readFrame = (lines: readonly Line[], index: number): Read | undefined => {
  const line = lines[index]!;
  const text = bare(line.text).trim().slice(0, 1000);
  const own = (name: string, path: string, at: string): Read => ({
    own: foreignName.test(name) || foreignPath.test(path) ? undefined : frameOf(name, path, at, line),
  });
  if (text.startsWith("at ")) {
    const java = jvm.exec(text);
    if (java) return own(java[1]!, java[2]!, java[3]!);
    const node = v8.exec(text);
    if (node) return own(node[1] ?? "", node[2]!, node[3]!);
    const net = jvmBlind.test(text) ? null : clr.exec(text);
    return net ? own(net[1]!, net[2] ?? "", net[3] ?? "") : { own: undefined };
  }
  const python = cpython.exec(text);
  if (python) return own(python[3]!, python[1]!, python[2]!);
  const called = ruby.exec(text) ?? php.exec(text);
  if (called) return own(called[3]!.trim(), called[1]!, called[2]!);
  const gone = go.exec(text);
  return gone ? own(goName(bare(lines[index - 1]?.text ?? "")), gone[1]!, gone[2]!) : undefined;
};

/** `github.com/shop/cart/totals.(*Sum).Add(0x0, ...)` as `totals.(*Sum).Add`. */
const goName = (call: string): string => {
  const plain = call.replace(/^created by /, "").replace(/ in goroutine \d+$|\([^()]{0,400}\)$/, "");
  return runtimeOfGo.test(plain) ? "runtime.x" : plain.slice(plain.lastIndexOf("/") + 1);
};

const runtimeOfGo =
  /^(?:runtime|net\/|panic|testing|reflect|sync|internal\/|google\.golang\.org|golang\.org|encoding\/|database\/sql)/;

/** Namespaces of runtimes, frameworks and drivers. */
const foreignName =
  /^(?:System|Microsoft|Npgsql|Grpc|Newtonsoft|MediatR|Polly|Serilog|StackExchange|MassTransit|Dapper|AutoMapper|java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|akka|groovy|reactor|feign|okhttp3|retrofit2|redis\.clients|ch\.qos|net\.bytebuddy|org\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|slf4j|quartz|glassfish|reactivestreams|aspectj|mybatis|flywaydb|mongodb|h2)|io\.(?:netty|grpc|vertx|micrometer|undertow|quarkus|opentelemetry|lettuce|reactivex|micronaut|ktor|github\.resilience4j)|com\.(?:zaxxer|fasterxml|mysql|google|amazonaws|netflix|mongodb|datastax)|runtime|lambda_method)[.$(]|^lambda_method\d*$|^Array\.|^<anonymous>$/;

/** Where libraries, runtimes and generated code lie. */
const foreignPath =
  /node_modules|site-packages|dist-packages|\/lib\/python\d|<frozen|<string>|<internal|\/usr\/local\/go\/|\/pkg\/mod\/|\/vendor\/|\/gems\/|\/lib\/ruby\/|\/runtime\/|^node:|^internal\/|^native$|<anonymous>|\[internal/;

const widest = 100;

const frameOf = (name: string, path: string, at: string, line: Line): Frame => {
  const file = path.replaceAll("\\", "/").split("/").at(-1)!;
  const place = file === "" ? "" : `${file}${at === "" ? "" : `:${at}`}`;
  const short = shortName(/<anonymous>|^<module>$/.test(name) ? "" : name, widest - place.length);
  return {
    text: short === "" ? place : place === "" ? short : `${short} (${place})`,
    whole: `${name} ${path}`,
    line,
  };
};

/** The end of a long name: the outer namespaces say least. */
const shortName = (name: string, room: number): string => {
  let rest = name;
  while (rest.length > room && rest.includes(".")) rest = rest.slice(rest.indexOf(".") + 1);
  return rest.slice(0, Math.max(20, room));
};
