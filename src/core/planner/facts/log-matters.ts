import type { Line } from "../../evidence/evidence.ts";
import { levelOf } from "../../evidence/logs/log-level.ts";
import { isStopWord } from "../question/stop-words.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";

/** Paths are no words: `/login` does not ask after people who log in. */
export const plainOf = (clause: string): string =>
  clause.replaceAll(/(?<=\s)\/\S{1,300}/g, " ").replaceAll(/\btim(?:e|es|ed|ing) out\b/g, "timeout");

export type Matter = { readonly said: string; holds(text: string): boolean };

/** What lines are counted: those with a status, a level, or words. */
export function matterOf(asked: AskedFact, lines: readonly Line[]): Matter | null {
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
  /"(?:status|status_?code|statusCode|http_?status|response_?code|code|DownstreamStatus|edge_?response_?status|elb_status_code)" ?: ?"?([1-5]\d\d)\b/i,
  /(?:^|[ ;,{[])(?:status|status_?code|http_?status|http\.status(?:_code)?|response_?code|code)[=:] ?"?([1-5]\d\d)\b/i,
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S{1,2000} (?:HTTP\/[\d.]+"? )?(?:-> |=> |→ |- )?([1-5]\d\d)\b/,
  /\bCompleted ([1-5]\d\d)\b/,
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

const ofStatus = ({ clause, whole }: AskedFact): Matter | null =>
  statusMatter(/\b[1-5](?:\d\d|xx)\b/.test(clause) ? clause : whole);

/** Lines by their HTTP status: those that a text names, without those that it excludes (`not counting 4xx`, `other than 200`). */
export function statusMatter(text: string): Matter | null {
  const excluded: string[] = [];
  const wanted: string[] = [];
  for (const found of text.matchAll(
    /(?<![\w./:-])([1-5])(\d\d|xx)(?:s|er|ern)?(?![\w/:-]|\.\d| ?(?:ms|lines|pods|times|requests)\b)/g,
  )) {
    const before = text.slice(Math.max(0, found.index - 40), found.index);
    const isOut =
      /\b(?:not|n't|without|except|excluding|excl\.?|ignoring|other than|besides|apart from|non)\b[^,;.?]{0,25}$/.test(
        before,
      );
    (isOut ? excluded : wanted).push(`${found[1]}${found[2]}`);
  }
  if (wanted.length + excluded.length === 0) return null;
  const named = [...new Set(wanted)];
  const is = (status: string, codes: readonly string[]) =>
    codes.some((code) => (code.endsWith("xx") ? status[0] === code[0] : status === code));
  const words = [
    wanted.length > 0 ? `status ${enumerated(named)}` : "",
    excluded.length > 0 && wanted.length === 0 ? `a status other than ${enumerated(excluded)}` : "",
  ];
  return {
    said: words.filter((one) => one !== "").join(", "),
    holds: (line) => {
      const status = statusIn(line);
      return status !== null && (wanted.length === 0 || is(status, wanted)) && !is(status, excluded);
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
