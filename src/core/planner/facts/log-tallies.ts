import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { levelOf } from "../../evidence/log-level.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isNamed } from "../investigation/relevance.ts";
import { isStopWord } from "../question/stop-words.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";

/** How many lines of logs, when first and last, and how many different values: counted in all that was printed. */
export function logTally(asked: AskedFact, view: ClusterView): Answered | null {
  const clause = plainOf(asked.clause);
  const asksTime = /\bwhen\b/.test(clause) && /\b(?:first|last|begin|began|start\w*|happen\w*|occur\w*)\b/.test(clause);
  if (!asksTime && !/\b(?:how (?:many|often)|number of|count)\b/.test(clause)) return null;
  const { lines, names } = logLines(asked, view);
  if (lines.length === 0) return null;
  const matter = matterOf(asked, lines);
  if (matter === null) return null;
  const meant = lines.filter((line) => matter.holds(line.text));
  const where = `in the ${lines.length} log lines${names.length > 0 ? ` of ${enumerated(names, 3)}` : ""}`;
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

/** Paths are no words: `/login` does not ask after people who log in. */
const plainOf = (clause: string): string =>
  clause.replaceAll(/(?<=\s)\/\S{1,300}/g, " ").replaceAll(/\btim(?:e|es|ed|ing) out\b/g, "timeout");

const mostLines = 50_000;

function logLines({ question }: AskedFact, view: ClusterView): { lines: readonly Line[]; names: readonly string[] } {
  const named = view.logs.filter(
    (log) => log.object !== null && question.targets.some((target) => isNamed(log.object!, target.name)),
  );
  const logs = named.length > 0 ? named : view.logs;
  const pieces = [...new Set(logs.map((log) => log.evidence))].flatMap((index) => view.evidence[index] ?? []);
  const lines = pieces
    .flatMap(linesOf)
    .filter((line) => line.text.trim() !== "")
    .slice(0, mostLines);
  return { lines, names: [...new Set(logs.flatMap((log) => log.object?.name ?? []))] };
}

type Matter = { readonly said: string; holds(text: string): boolean };

/** What lines are counted: those with a status, a level, or words. */
function matterOf(asked: AskedFact, lines: readonly Line[]): Matter | null {
  const matters = [ofStatus(asked), ofPath(asked)].filter((one) => one !== null);
  const only =
    matters.length > 0
      ? matters
      : [ofQuote(asked) ?? ofLevel(asked) ?? ofWords(asked, lines)].filter((one) => one !== null);
  if (only.length === 0) return null;
  return { said: only.map((one) => one.said).join(" and "), holds: (text) => only.every((one) => one.holds(text)) };
}

const statusForms: readonly RegExp[] = [
  /" ([1-5]\d\d)(?= |$)/,
  /"(?:status|status_?code|statusCode|http_?status|response_?code|code)" ?: ?"?([1-5]\d\d)\b/i,
  /(?:^|[ ;,{[])(?:status|status_?code|http_?status|http\.status(?:_code)?|response_?code|code)[=:] ?"?([1-5]\d\d)\b/i,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S{1,2000} (?:HTTP\/[\d.]+"? )?(?:-> |=> |→ |- )?([1-5]\d\d)\b/,
  /\b(?:HTTP(?:\/[\d.]+)?|status|returned|responded(?: with)?|answered(?: with)?|with|→|->) ([1-5]\d\d)\b/i,
];

/** The HTTP status that a line of an access log tells. */
export function statusIn(text: string): string | null {
  for (const form of statusForms) {
    const found = form.exec(text.slice(0, 5000))?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

function ofStatus({ clause, whole }: AskedFact): Matter | null {
  const from = /\b[1-5](?:\d\d|xx)\b/.test(clause) ? clause : whole;
  const codes = [...from.matchAll(/(?<![\w./-])([1-5])(\d\d|xx)(?:s|er|ern)?(?![\w/-]|\.\d)/g)].map(
    (found) => `${found[1]}${found[2]}`,
  );
  if (codes.length === 0) return null;
  return {
    said: `status ${enumerated(codes)}`,
    holds: (text) => {
      const status = statusIn(text);
      return status !== null && codes.some((code) => (code.endsWith("xx") ? status[0] === code[0] : status === code));
    },
  };
}

function ofPath({ clause, question }: AskedFact): Matter | null {
  const path = /(?<=[\s"'`(])(\/[\w./-]{2,200})/.exec(` ${clause}`)?.[1]?.replace(/[.?]$/, "");
  const method = /\b(GET|HEAD|POST|PUT|PATCH|DELETE)\b/.exec(question.text)?.[1];
  if (path === undefined && method === undefined) return null;
  return {
    said: enumerated([method, path].filter((one) => one !== undefined)),
    holds: (text) =>
      (path === undefined || text.toLowerCase().includes(path)) && (method === undefined || text.includes(method)),
  };
}

function ofQuote({ question }: AskedFact): Matter | null {
  const quoted = question.words.find((word) => word.quoted && word.text.length > 1)?.text;
  if (quoted === undefined) return null;
  return { said: `"${quoted}"`, holds: (text) => text.toLowerCase().includes(quoted.toLowerCase()) };
}

function ofLevel({ clause }: AskedFact): Matter | null {
  const level = /\b(error|warning|fatal)(?:s| lines| messages| entries)\b/.exec(clause)?.[1];
  if (level === undefined) return null;
  return {
    said: `level ${level}`,
    holds: (text) => levelOf(text) === level || (level === "error" && levelOf(text) === "fatal"),
  };
}

/** Words that say how much, where and when, and not what. */
const asking =
  /^(?:how|many|often|much|number|count|when|first|last|time|times|did|does|do|was|were|is|are|has|have|been|the|in|of|this|that|log|logs|excerpt|lines?|distinct|different|unique|happen\w*|occur\w*|appear\w*|requests?|answer\w*|responses?|and|or|for|with|at|on|to|by|from|we|it|there|since|today|morning|show\w*|users?|clients?|ips?|addresses|hosts?|customers?|people|accounts?|events?|messages?|entries)$/;

const likeWords: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:fail\w*|unsuccessful\w*|wrong|rejected|refus\w*|den\w+)$/,
    /fail|invalid|denied|reject|refus|unauthori[sz]ed|bad (?:password|credentials)|\b401\b/i,
  ],
  [
    /^(?:log|logged|login|logins|logon|sign|signin|authenticat\w*)$/,
    /log(?:ged|ging|s)?[ _-]?(?:in|on)\b|logins?\b|logon|sign[ _-]?in|password|auth/i,
  ],
  [/^(?:restart\w*|start\w*|boot\w*)$/, /start|boot/i],
  [/^(?:timeouts?|timed)$/, /time[ds]?[ -]?out|deadline exceeded/i],
  [/^(?:reconnect\w*)$/, /reconnect/i],
];

/** The lines that hold the words of the clause, in any form: each word narrows while lines are left. */
function ofWords({ clause, question }: AskedFact, lines: readonly Line[]): Matter | null {
  const names = new Set(question.targets.map((target) => target.name));
  const words = plainOf(clause)
    .split(/[^\p{L}\p{N}_.-]+/u)
    .filter(
      (word) =>
        word.length > 2 &&
        !names.has(word) &&
        (likeWords.some(([like]) => like.test(word)) || (!asking.test(word) && !isStopWord(word))),
    )
    .slice(0, 8);
  const patterns: RegExp[] = [];
  const said: string[] = [];
  for (const word of words) {
    const stem = word.replace(/(?:ions?|ings?|ed|es|s|e)$/, "").replace(/[^\p{L}\p{N}]/gu, ".");
    const pattern =
      likeWords.find(([like]) => like.test(word))?.[1] ??
      new RegExp(stem.length > 2 ? stem : word.replace(/[^\p{L}\p{N}]/gu, "."), "i");
    if (!lines.some((line) => [...patterns, pattern].every((one) => one.test(line.text)))) continue;
    patterns.push(pattern);
    said.push(word);
  }
  if (patterns.length === 0) return null;
  return { said: `"${said.join(" ")}"`, holds: (text) => patterns.every((one) => one.test(text)) };
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
