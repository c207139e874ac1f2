import { type Asked, askedBy } from "./asked.ts";
import { readDescribe } from "./describe/read-describe.ts";
import { reasonOfMessage } from "./events/event-words.ts";
import { readLooseEvents } from "./events/read-loose-events.ts";
import type { Evidence } from "./evidence.ts";
import { isSpokenOnly, kubectlSpeech } from "./kubectl-errors.ts";
import { readLog, sternCommand } from "./logs/read-log.ts";
import { readJsonPath } from "./objects/read-jsonpath.ts";
import { readJsonPathRows } from "./objects/read-jsonpath-rows.ts";
import { readObjects } from "./objects/read-objects.ts";
import type { Listing } from "./observed.ts";
import { lineAt, type PrintedLines, pastedParts, printedLines, printedPart } from "./printed-lines.ts";
import { readRollout } from "./read-rollout.ts";
import { joinedReadings, nothingRead, type Reading } from "./reading.ts";
import { type OutputKind, recogniseLines } from "./recognise.ts";
import { askedByRows } from "./tables/headless-rows.ts";
import { readPickedRows } from "./tables/read-picked-rows.ts";
import { readTables } from "./tables/read-table.ts";
import { isHeader } from "./tables/table.ts";
import { isClusterScoped } from "./tables/table-fields.ts";
import { unwrapped } from "./unwrap.ts";

const read = new WeakMap<Evidence, Reading>();

/** Reads one piece of evidence; the same piece is read once, however often a thread comes back to it. */
export function readEvidence(evidence: Evidence): Reading {
  let reading = read.get(evidence);
  if (reading === undefined) {
    reading = joinedReadings([...partsOf(evidence), ...stderrOf(evidence)]);
    read.set(evidence, reading);
  }
  return reading;
}

function partsOf(evidence: Evidence): readonly Reading[] {
  const asked = askedBy(evidence.parsed, evidence.command);
  if (evidence.stdout.trim() === "") return [];
  if (evidence.origin === "executed" || (asked.verb === "logs" && !startsWithPrompt(evidence.stdout))) {
    return [readOutput(evidence, asked, evidence.stdout)];
  }
  const parts = pastedParts(evidence.stdout, evidence.command);
  if (parts.length === 1 && parts[0]!.firstLine === 1) return [readOutput(evidence, asked, evidence.stdout)];
  return parts.map((part) => {
    const asks = part.command === evidence.command ? asked : askedBy(null, part.command);
    return readLines(
      evidence,
      asks,
      printedPart(part.lines, part.firstLine, part.command || evidence.command, "stdout"),
    );
  });
}

const startsWithPrompt = (text: string) => /^[^\n]{0,120}[$#>%❯➜»] *kubectl /.test(text);

function readOutput(evidence: Evidence, asked: Asked, stdout: string): Reading {
  const head = recogniseLines(printedLines(stdout.slice(0, 20_000), "").plain);
  const lines = printedLines(stdout.slice(0, 20_000), "").plain.slice(0, 20);
  const rows = asked.verb === "" && head === "text" && askedByRows(lines, asked) !== undefined;
  if (rows) return readTables(printedLines(stdout, evidence.command), asked, evidence.namespace);
  const second = secondOutput(printedLines(stdout, evidence.command), asked, evidence.command);
  if (second !== undefined) return readLines(evidence, asked, printedLines(stdout, evidence.command));
  const isLog = asked.verb === "logs" || sternCommand.test(evidence.command) || (asked.verb === "" && head === "text");
  if (isLog && !(stdout.length < 10_000 && isSpokenOnly(lines))) return readWholeLog(evidence, asked, stdout);
  return readLines(evidence, asked, printedLines(stdout, evidence.command));
}

function readWholeLog(evidence: Evidence, asked: Asked, text: string): Reading {
  const log = { text, firstLine: 1, command: evidence.command };
  return { ...nothingRead, logs: readLog(log, asked, evidence.namespace) };
}

function stderrOf(evidence: Evidence): readonly Reading[] {
  if (evidence.stderr.trim() === "") return [];
  const asked = askedBy(evidence.parsed, evidence.command);
  const lines = printedLines(evidence.stderr, evidence.command, "stderr");
  const { errors, none } = kubectlSpeech(lines, asked.namespace ?? evidence.namespace);
  const { sightings } = readRollout(lines, asked, evidence.namespace);
  return [
    {
      ...nothingRead,
      sightings,
      errors,
      listings: none === undefined ? [] : [emptyListing(lines, asked, evidence, none)],
    },
  ];
}

function readLines(evidence: Evidence, asked: Asked, lines: PrintedLines): Reading {
  const namespace = asked.namespace ?? evidence.namespace;
  const speech = kubectlSpeech(lines, namespace);
  const rollout = speech.errors.length === 0 ? [] : readRollout(lines, asked, namespace).sightings;
  const readings: Reading[] = [{ ...nothingRead, sightings: rollout, errors: speech.errors }];
  if (speech.none !== undefined)
    readings.push({ ...nothingRead, listings: [emptyListing(lines, asked, evidence, speech.none)] });
  const content =
    speech.spoken.size === 0 || asked.verb === "helm"
      ? lines
      : { ...lines, plain: lines.plain.map((line, index) => (speech.spoken.has(index) ? "" : line)) };
  if (content.plain.some((line) => line.trim() !== "")) readings.push(readContent(evidence, asked, content, namespace));
  return joinedReadings(readings);
}

function emptyListing(
  lines: PrintedLines,
  asked: Asked,
  evidence: Evidence,
  none: { readonly index: number; readonly namespace: string | undefined },
): Listing {
  const kind = asked.kinds[0] ?? "";
  const namespace =
    asked.allNamespaces || isClusterScoped(kind) ? null : (none.namespace ?? asked.namespace ?? evidence.namespace);
  const narrowed = asked.selected || asked.filtered || asked.names.length > 0;
  return { kind, namespace, count: 0, narrowed, line: lineAt(lines, none.index), evidence: 0 };
}

function readContent(
  evidence: Evidence,
  asked: Asked,
  printed: PrintedLines,
  namespace: string,
  command = evidence.command,
): Reading {
  const second = secondOutput(printed, asked, command);
  if (second !== undefined) {
    const own = second.asked.namespace ?? namespace;
    return joinedReadings([
      asked.verb === "logs"
        ? readTextPart(evidence, asked, partOf(printed, 0, second.from))
        : readContent(evidence, asked, partOf(printed, 0, second.from), namespace, ""),
      readContent(evidence, second.asked, partOf(printed, second.from), own, second.command),
    ]);
  }
  const kind =
    asked.verb === "exec" && !/ -- .*kubectl/.test(evidence.command) ? "text" : kindOfOutput(printed.plain, asked);
  const lines = /^(?:json|yaml|text)$/.test(kind) ? printed : withShortLines(printed);
  if (asked.verb === "get" && asked.output === "jsonpath" && !asked.filtered) {
    const fields = readJsonPath(lines, asked, namespace);
    if (fields.sightings.length > 0) return fields;
    const rows = readJsonPathRows(lines, asked, namespace);
    if (rows.sightings.length > 0) return rows;
  }
  switch (kind) {
    case "json":
    case "yaml":
      return readObjects(lines, namespace, asked);
    case "describe":
      return readDescribe(whole(evidence, lines), asked, namespace);
    case "events":
    case "table":
    case "names":
      return readTables(whole(evidence, lines), asked, namespace);
    case "rollout-status":
      return readRollout(lines, asked, namespace);
    case "text":
      if (asked.verb === "get" && asked.filtered) {
        const picked = readPickedRows(lines, asked, namespace);
        if (picked.sightings.length > 0) return picked;
      }
      if (asked.verb === "get" && (asked.kinds.includes("Event") || tellsSentences(asked, lines)))
        return readLooseEvents(lines, asked, namespace);
      return printsText.has(asked.verb) ? readTextPart(evidence, asked, lines) : nothingRead;
    default:
      return nothingRead;
  }
}

/** No cell or field that kubectl prints for people needs more; a longer line would only cost time. */
const longestLine = 4_000;

function withShortLines(lines: PrintedLines): PrintedLines {
  if (lines.plain.every((line) => line.length <= longestLine)) return lines;
  return { ...lines, plain: lines.plain.map((line) => line.slice(0, longestLine)) };
}

/** Single fields of an object, which hold what Kubernetes says of it: messages of conditions, states of containers. */
const tellsSentences = ({ output }: Asked, { plain }: PrintedLines) =>
  /^(?:json|yaml|go-template|template|custom-columns)/.test(output) &&
  plain.some((line) => reasonOfMessage(line) !== undefined);

/** What kubectl prints for us is never broken at the edge of a terminal. */
const whole = (evidence: Evidence, lines: PrintedLines) => (evidence.origin === "executed" ? lines : unwrapped(lines));

/** Of two commands in one line (`describe ... | tail; kubectl get ...`) the second one's table, which begins with its header. */
function secondOutput(lines: PrintedLines, asked: Asked, command: string) {
  const next = /(?:;|&&|\|\|) *((?:kubectl|oc|k) +[a-z].*)$/.exec(command)?.[1];
  if (next === undefined || !isOfOne(asked)) return undefined;
  const own = askedBy(null, next);
  if (own.verb !== "get" && own.verb !== "top") return undefined;
  const from = lines.plain.findIndex((line, index) => index > 0 && begins(line, own));
  return from < 0 ? undefined : { from, asked: own, command: next };
}

/** What prints no table of its own, or a single one. */
const isOfOne = ({ verb, kinds }: Asked): boolean =>
  /^(?:describe|logs|top|rollout)$/.test(verb) || (verb === "get" && kinds.length === 1 && kinds[0] !== "All");

/** Whether a table of what was asked for begins here. */
const begins = (line: string, asked: Asked): boolean =>
  asked.noHeaders
    ? askedByRows([line], asked) !== undefined
    : /^(?:NAME|NAMESPACE|LAST SEEN|POD)\b/.test(line) && isHeader(line);

const partOf = (lines: PrintedLines, start: number, end?: number): PrintedLines => ({
  ...lines,
  from: lines.from + start,
  original: lines.original.slice(start, end),
  plain: lines.plain.slice(start, end),
});

/** The kind of an output: what it looks like, and for rows without a header, what was asked for. */
function kindOfOutput(plain: readonly string[], asked: Asked): OutputKind {
  const shown = recogniseLines(plain);
  if (shown !== "text") return shown;
  const part = asked.verb === "get" ? printedPartOf(plain, asked) : undefined;
  if (part !== undefined) return part;
  const tabular = asked.output === "" || asked.output === "wide" || asked.output.startsWith("custom-columns");
  if ((asked.verb === "get" || asked.verb === "top") && tabular && asked.kinds.length > 0) return "table";
  if (asked.verb === "describe") return "describe";
  return "text";
}

/** A part of an object, which says nothing of what it is: JSON or YAML by how it begins, where such a form was asked for. */
function printedPartOf(plain: readonly string[], asked: Asked): "json" | "yaml" | undefined {
  const first = plain.find((line) => line.trim() !== "")?.trim() ?? "";
  if (/^(?:json|go-template|template)/.test(asked.output) && /^[{[]["{}\]\s]?/.test(first)) return "json";
  return asked.output === "yaml" && /^(?:- )?[a-zA-Z][\w.-]{0,80}:(?:\s|$)/.test(first) ? "yaml" : undefined;
}

/** Verbs that print what programs in containers say; no verb: text pasted alone. */
const printsText = new Set(["", "logs", "exec", "run", "debug", "attach", "helm"]);

/** Text of no known shape: read as a log, whose object is known only when logs were asked for. */
function readTextPart(evidence: Evidence, asked: Asked, lines: PrintedLines): Reading {
  const text = lines.original.join("\n");
  const log = { text, firstLine: lines.from, command: lines.command };
  return { ...nothingRead, logs: readLog(log, asked, evidence.namespace) };
}
