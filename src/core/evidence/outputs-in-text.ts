import { startsAsKubectlError } from "./kubectl-errors.ts";
import { isPromptLine, withoutTerminalCodes } from "./printed-lines.ts";
import { isHeader } from "./tables/table.ts";

/** What a person wrote, and the printed text that stood in it. */
export type TextWithOutputs = { readonly words: string; readonly outputs: readonly string[] };

/**
 * Takes what was pasted into a message out of it: blocks between fences, the lines from the first that only a program prints, or an error
 * quoted in a sentence. What surrounds it stays the question. A text in which no line shows that a program printed it stays whole.
 */
export function outputsInText(text: string): TextWithOutputs {
  const fenced = betweenFences(text);
  if (fenced !== null) return fenced;
  return text.trim().includes("\n") ? fromPrintedLines(text) : quotedError(text);
}

const nothing = (text: string): TextWithOutputs => ({ words: text, outputs: [] });

/** Commands in a fence without anything printed are a wish, not a result. */
function betweenFences(text: string): TextWithOutputs | null {
  if (!text.includes("```")) return null;
  const outputs: string[] = [];
  const words = text.replace(
    /^[ \t]*```[\w-]*[ \t]*\n([\s\S]*?)(?:\n[ \t]*```[ \t]*$|$(?![\s\S]))/gm,
    (whole, body: string) => {
      if (!body.split("\n").some((line) => line.trim() !== "" && !isPromptLine(line))) return whole;
      outputs.push(body);
      return "";
    },
  );
  return outputs.length === 0 ? null : { words: words.trim(), outputs };
}

function fromPrintedLines(text: string): TextWithOutputs {
  const lines = text.split(/\r?\n/);
  const printed = lines.map((line) => isPrinted(withoutTerminalCodes(line)));
  const first = printed.indexOf(true);
  if (first === -1) return announced(lines) ?? nothing(text);
  const from = startOf(lines, first);
  const to = endOf(lines, printed.lastIndexOf(true) + 1);
  const words = [...lines.slice(0, from), ...lines.slice(to)].join("\n").trim();
  return { words, outputs: [lines.slice(from, to).join("\n")] };
}

/** Lines below a question or a colon that read like a message of a program, although nothing shows which one. */
function announced(lines: readonly string[]): TextWithOutputs | null {
  const last = lines.findLastIndex((line, index) => index < lines.length - 1 && /[?:]\s*$/.test(line));
  const rest = lines.slice(last + 1);
  const isMessage = rest.some((line) => complaint.test(line) && marks.test(line));
  if (last === -1 || !isMessage || rest.some((line) => isProse(line) || /^\s*[-*•] /.test(line))) return null;
  return {
    words: lines
      .slice(0, last + 1)
      .join("\n")
      .trim(),
    outputs: [rest.join("\n")],
  };
}

const complaint =
  /\b(?:error|failed|failure|fails|fatal|denied|refused|time[ds]? ?out|timeout|deadline|unable|cannot|can't|could not|not found|no such|exceeded|forbidden|unauthorized|invalid|unknown|missing|unhealthy|unreachable|unavailable|expired|rejected|aborted|killed|no space|no leader|not (?:allowed|permitted|supported|ready|known)|x509|exit code|back-?off)\b/i;

/** What sentences of people seldom hold. */
const marks = /: \S|["[\]{}=<>\\]|\w\/\w|\w:\d|\b\d{3}\b/;

/** The command that was pasted along belongs to what it printed. */
function startOf(lines: readonly string[], first: number): number {
  let from = first;
  while (from > 0 && (isPromptLine(lines[from - 1]!) || isComment(lines[from - 1]!))) from -= 1;
  return from;
}

const isComment = (line: string) => /^#+ /.test(line);

/** Behind the last line that a program surely printed: further lines of it, until a question or a new paragraph of prose. */
function endOf(lines: readonly string[], last: number): number {
  let to = last;
  while (to < lines.length && !isProse(lines[to]!)) to += 1;
  return to;
}

/** A sentence of a person: words with single blanks between them that ask or tell something. */
function isProse(line: string): boolean {
  const said = line.trim();
  if (said === "" || /^\s/.test(line) || / {2,}|\t/.test(said)) return false;
  return /\?$/.test(said) || (/^[A-Za-z][\w']*(?:,? [\w'`"./:-]+){3,}[.!]?$/.test(said) && asks.test(said));
}

const asks =
  /^(?:why|what|how|when|where|who|which|is|are|can|could|should|does|do|did|please|help|any|tell|explain|i|we|my|our|it|this|that|the|there|and|but|so|fix|find|check|look)\b/i;

/** Lines that a program prints and nobody types. */
function isPrinted(line: string): boolean {
  return isHeader(line) || startsAsKubectlError(line) || printedSigns.some((sign) => sign.test(line));
}

const printedSigns: readonly RegExp[] = [
  /^\s*(?:Normal|Warning) {2,}[A-Z]\w+/,
  /^(?:Name|Namespace|Labels|Annotations|Status|Node|Containers|Conditions|Events|Volumes|Selector|Controlled By|Replicas|Endpoints|Type|Reason|Start Time|Service Account|Priority): {2,}\S/,
  /^(?:Events|Conditions|Containers|Init Containers|Volumes|Status|Containers Statuses):\s*$/,
  /^\s*(?:State|Last State|Reason|Exit Code|Restart Count|Ready|Message): {2,}\S/,
  /^(?:- )?(?:apiVersion|kind): \S+$/,
  /^\s*[{[]\s*$/,
  /^\s*\{ ?"[\w.@-]+" ?:/,
  /^\s*\[?\(?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d/,
  /^\[?\d\d:\d\d:\d\d[.,\] ]/,
  /^[IWEF]\d{4} \d\d:\d\d:\d\d/,
  /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d /,
  /^(?:time|ts|level|lvl|t)="?\S+ \w+=/,
  /^(?:\[?(?:FATAL|ERROR|WARN(?:ING)?|INFO|DEBUG|CRITICAL)\]?[: ])/,
  /^(?:Traceback \(most recent call last\)|panic: |goroutine \d+ \[|Exception in thread |Caused by: |Unhandled exception|Segmentation fault|thread '[^']*' panicked|PHP Fatal error|npm ERR!|fatal error: )/,
  /^\s+at [\w.$<>/]+ ?\(/,
  /^(?:[\w$]+\.)+[A-Z]\w*(?:Exception|Error)\b/,
  /^[A-Z]\w*(?:Exception|Error): \S/,
  /^\d{1,6}\/\d{1,6} nodes are available: /,
  /^(?:Failed to pull image|Back-off (?:pulling|restarting)|MountVolume\.|AttachVolume\.|Multi-Attach error|Unable to attach or mount volumes|Readiness probe |Liveness probe |Startup probe )/,
];

/** An error quoted in the middle of a sentence, from where it begins to the closing quote or the end. */
function quotedError(text: string): TextWithOutputs {
  const found = quoted.exec(text);
  if (found === null) return afterColon(text);
  const from = startOfQuote(text, found.index);
  const opening = from === null ? undefined : text[from - 1];
  const closing = opening === undefined ? -1 : closingOf(text, opening, found.index);
  const isClosed = closing > found.index;
  const to = isClosed ? closing : askedBehind(text, found.index);
  const before = text.slice(0, from === null ? found.index : from - 1).replace(/[\s(<:]+$/, "");
  const rest = text.slice(to + 1);
  const words = isClosed
    ? `${before}${opening === "<" ? rest.replace(/^\)/, "") : ` ${rest}`}`
    : `${before}${to < text.length ? "." : ""} ${text.slice(to)}`;
  return {
    words: words
      .replace(/[:\s]+$/, "")
      .replace(/ {2,}/g, " ")
      .trim(),
    outputs: [
      text
        .slice(isClosed ? from! : found.index, to)
        .replace(/>\)?\.$/, "")
        .trimEnd(),
    ],
  };
}

/** Of quotes the last one, as errors hold some themselves; `<error: ...>` ends at the next one. */
const closingOf = (text: string, opening: string, index: number): number =>
  opening === "<" ? text.indexOf(">", index) : text.lastIndexOf(closings[opening]!, text.length);

/**
 * Where a question or an order begins behind an error that is quoted without quotes: `error: no matches for kind "X". What does it mean?`,
 * `... not found. Find the root cause.`
 */
function askedBehind(text: string, index: number): number {
  const ordered =
    /[.)>!](?= +(?:please |now )?(?:find|explain|tell|identify|diagnose|investigate|determine|figure out|work out)\b[^?\n]{0,200}\b(?:cause|why|what|wrong|reason|me|us)\b[^\n]{0,200}$)/i.exec(
      text.slice(index),
    );
  if (ordered !== null) return index + ordered.index + 1;
  const behind =
    /[.)>!](?= +(?:and |but |so )?(?:is|are|was|were|do|does|did|why|what|how|which|can|could|should|has|have|will|where|who|any|tell me|please|root cause)\b[^?]{0,300}\?\s*$)/i.exec(
      text.slice(index),
    );
  return behind === null ? text.length : index + behind.index + 1;
}

/** Where the quote begins that an error stands in: right before it, or some words before (`"Error: failed to ..."`). */
function startOfQuote(text: string, index: number): number | null {
  const before = text.slice(Math.max(0, index - 60), index);
  if (/["'`“«]$/.test(before) || (before.endsWith("<") && text.indexOf(">", index) > 0)) return index;
  const at = before.lastIndexOf('"');
  const isOpen = (text.slice(0, index).split('"').length - 1) % 2 === 1;
  return at >= 0 && isOpen && text.indexOf('"', index) > 0 ? index - before.length + at + 1 : null;
}

/** `what does this mean: etcdserver: no leader` */
function afterColon(text: string): TextWithOutputs {
  const told =
    /^(.*?\b(?:mean|means|this|following|error|message|says?|said|saying|see|seeing|get|getting|log|logs|output|prints?))\s?: +(\S.*)$/is.exec(
      text,
    );
  const isInQuote = (told?.[1] ?? "").split('"').length % 2 === 0;
  if (told === null || isInQuote || !complaint.test(told[2]!) || !marks.test(told[2]!)) return nothing(text);
  return { words: told[1]!.trim(), outputs: [told[2]!] };
}

const closings: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`", "“": "”", "«": "»", "<": ">" };

const quoted =
  /Error from server(?: \(|: )|error: (?!is\b|message\b)(?=\S+ \S+ \S+)|Unable to connect to the server: |The connection to the server \S+ was refused|\b\d{1,6}\/\d{1,6} nodes are available: |Failed to pull image "|Back-off pulling image "|MountVolume\.\w+ failed|Multi-Attach error for volume|Internal error occurred: |\brpc error: code = |\b[a-z]+ "[^"]+" is forbidden: |OCI runtime create failed|admission webhook "[^"]+" denied/;
