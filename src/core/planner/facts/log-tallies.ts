import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";
import { matterOf, plainOf } from "./log-matters.ts";
import { logLines, windowIn } from "./whole/log-rows.ts";

export { statusIn } from "./log-matters.ts";

/** How many lines of logs, when first and last, and how many different values: counted in all that was printed. */
export function logTally(asked: AskedFact, view: ClusterView): Answered | null {
  const clause = plainOf(asked.clause);
  const asksTime = /\bwhen\b/.test(clause) && /\b(?:first|last|begin|began|start\w*|happen\w*|occur\w*)\b/.test(clause);
  if (!asksTime && !/\b(?:how (?:many|often)|number of|count)\b/.test(clause)) return null;
  const { lines: printed, names } = logLines(asked.question, view);
  const window = windowIn(asked.whole);
  const lines = window === null ? printed : printed.filter((line) => window.holds(line.text));
  if (printed.length === 0) return null;
  const matter = matterOf(asked, lines);
  if (matter === null) return null;
  const meant = lines.filter((line) => matter.holds(line.text));
  const where = `in the ${lines.length} log lines${names.length > 0 ? ` of ${enumerated(names, 3)}` : ""}${window === null ? "" : ` ${window.said}`}`;
  if (asksTime) return times(meant, matter.said, where);
  const distinct = distinctOf(clause, meant);
  if (distinct !== null)
    return {
      summary: `${distinct.values.length} different ${distinct.what} (${enumerated(distinct.values, 12)}) ${where}, over ${meant.length} lines with ${matter.said}.`,
      details: "",
      lines: meant.slice(0, 5),
    };
  return {
    summary: `${meant.length} ${meant.length === 1 ? "line has" : "lines have"} ${matter.said} ${where}.${spanOf(meant)}`,
    details: "",
    lines: meant.slice(0, 5),
  };
}

const distinctForms: readonly (readonly [RegExp, string, readonly RegExp[]])[] = [
  [
    /\b(?:ips?|clients?|addresses|sources?)\b/,
    "addresses",
    [
      /"(?:client|client_?ip|remote_?addr|ip|src)" ?: ?"([\da-f.:]{3,45})"/i,
      /\b(?:client|ip|src|remote_?addr|from)[=: ]["']?(\d{1,3}(?:\.\d{1,3}){3})/i,
      /^\s*(\d{1,3}(?:\.\d{1,3}){3})\b/,
      /\b(\d{1,3}(?:\.\d{1,3}){3})\b/,
    ],
  ],
  [
    /\b(?:users?|accounts?|people|customers?)\b/,
    "users",
    [
      /"(?:user|username|user_?id|account|login|email|sub|customer)" ?: ?"([^"]{1,200})"/i,
      /\b(?:user|username|user_?id|account|login|email|uid|customer)[=:] ?["']?([^\s"',;\])]{1,200})/i,
      /\bfor (?:invalid user |user )?([\w.@+-]{1,100}) from\b/,
      /\b(?:user|account|login) ["']?([\w.@+-]{1,100})/i,
    ],
  ],
  [
    /\b(?:paths?|urls?|endpoints?)\b/,
    "paths",
    [/"(?:path|url|uri)" ?: ?"([^"?]{1,300})/i, /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) ([^\s?"]{1,300})/],
  ],
];

function distinctOf(clause: string, lines: readonly Line[]): { what: string; values: readonly string[] } | null {
  const isDistinct = /\b(?:distinct|different|unique|individual)\b/.test(clause);
  const form = distinctForms.find(([said]) => said.test(clause));
  if (
    form === undefined ||
    (!isDistinct && !/how many (?:users|accounts|people|customers|clients|ips|addresses)\b/.test(clause))
  )
    return null;
  const values = lines.flatMap(({ text }) => {
    for (const pattern of form[2]) {
      const found = pattern.exec(text.slice(0, 5000))?.[1];
      if (found !== undefined) return [found];
    }
    return [];
  });
  return values.length === 0 ? null : { what: form[1], values: [...new Set(values)] };
}

const time =
  /\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?|\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2}|[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}|\b\d{2}:\d{2}:\d{2}\b/;

const timeOf = (line: Line | undefined): string => time.exec(line?.text.slice(0, 500) ?? "")?.[0] ?? "";

function spanOf(lines: readonly Line[]): string {
  const [first, last] = [timeOf(lines[0]), timeOf(lines.at(-1))];
  return first === "" || lines.length < 2 ? "" : ` The first is of ${first}, the last of ${last}.`;
}

function times(lines: readonly Line[], said: string, where: string): Answered | null {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || timeOf(first) === "") return null;
  return {
    summary: `${said} stands first at ${timeOf(first)} and last at ${timeOf(last)}: ${lines.length} ${lines.length === 1 ? "line" : "lines"} ${where}.`,
    details: "",
    lines: [...new Set([first, last!])],
  };
}
