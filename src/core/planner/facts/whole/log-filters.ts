import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { isStopWord } from "../../question/stop-words.ts";
import type { Question } from "../../question/understand.ts";
import { statusMatter } from "../log-matters.ts";
import { fieldsIn, isDurationKey, isSizeKey } from "./line-fields.ts";
import { logLines, windowIn } from "./log-rows.ts";

export type Row = { readonly line: Line; readonly fields: ReadonlyMap<string, string> };
export type Filter = { readonly said: string; holds(row: Row): boolean };

/** The lines that have fields, of the logs that a question is about. */
export function logRows(
  question: Question,
  view: ClusterView,
): { readonly rows: readonly Row[]; readonly names: readonly string[] } {
  const { lines, names } = logLines(question, view);
  return {
    rows: lines.map((line) => ({ line, fields: fieldsIn(line.text) })).filter(({ fields }) => fields.size > 0),
    names,
  };
}

/** What a question narrows the lines by: the time of day, a status, a path, and values of fields that it names. */
export function filtersOf(question: Question, rows: readonly Row[]): readonly Filter[] {
  const asked = question.text.toLowerCase();
  const window = windowIn(asked);
  const part = asked
    .split(/[,;?]| and (?=which|what|how many)/)
    .find((one) => /\b(?:which|what|slowest|most)\b/.test(one));
  const status = statusMatter(part ?? asked) ?? statusMatter(asked);
  const byText = [window === null ? null : { said: `time ${window.said}`, holds: window.holds }, status].filter(
    (one) => one !== null,
  );
  const values = valueFilters(question, rows).filter(({ key }) => status === null || !/status|code/i.test(key));
  return [...byText.map(({ said, holds }): Filter => ({ said, holds: ({ line }) => holds(line.text) })), ...values];
}

function valueFilters(
  { words, targets }: Question,
  rows: readonly Row[],
): readonly (Filter & { readonly key: string })[] {
  const names = new Set(targets.map(({ name }) => name));
  const said = new Set(
    words
      .map(({ text }) => text.toLowerCase().replace(/[.,:;?!]+$/, ""))
      .filter(
        (word) =>
          word.length > 1 && !names.has(word) && (word.startsWith("/") || !isStopWord(word)) && !common.has(word),
      ),
  );
  const found = new Map<string, Set<string>>();
  for (const { fields } of rows.slice(0, 5000))
    for (const [key, value] of fields) {
      const lower = value.toLowerCase();
      if (!said.has(lower) || isDurationKey(key) || isSizeKey(key) || /^(?:svc|service|app|logger)$/i.test(key))
        continue;
      found.set(key, (found.get(key) ?? new Set()).add(lower));
    }
  return [...found]
    .filter(([key], index, all) => all.findIndex(([other]) => sameValues(found.get(other)!, found.get(key)!)) === index)
    .map(([key, values]) => ({
      key,
      said: `${key} ${[...values].join(" or ")}`,
      holds: ({ fields }) => values.has((fields.get(key) ?? "").toLowerCase()),
    }));
}

const sameValues = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((value) => other.has(value));

const common: ReadonlySet<string> = new Set(
  "slow slowest request requests response log logs id method path status code trace time duration user query rpc call calls ms most top count number".split(
    " ",
  ),
);

/** How people call fields, and what these may be called. */
const synonyms: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\b(?:endpoints?|paths?|urls?|uris?|routes?|pages?)\b/,
    /^(?:.{0,30}\.)?(?:path|url|uri|route|endpoint|request_?uri|target|handler)$/i,
  ],
  [/\b(?:rpcs?|methods?|verbs?|operations?)\b/, /^(?:.{0,30}\.)?(?:rpc|grpc_?method|method|verb|operation|op)$/i],
  [
    /\b(?:clients?|ips?|addresses|source|remote|callers?)\b/,
    /^(?:.{0,30}\.)?(?:client|client_?ip|remote_?addr|remote_?ip|ip|src|source_?ip|peer|addr)$/i,
  ],
  [
    /\b(?:users?|accounts?|customers?|logins?)\b/,
    /^(?:.{0,30}\.)?(?:user|user_?name|user_?id|uid|account|account_?id|customer|customer_?id|login|email|sub)$/i,
  ],
  [
    /\b(?:status(?:es)?(?: codes?)?|response codes?|codes?|http codes?)\b/,
    /^(?:.{0,30}\.)?(?:status|status_?code|http_?status|response_?code|code|grpc_?code)$/i,
  ],
  [
    /\b(?:errors?(?: (?:codes?|messages?|types?|classes?))?|exceptions?|reasons?)\b/,
    /^(?:.{0,30}\.)?(?:error|err|error_?code|err_?code|error_?type|exception|reason|error\.(?:type|message|code|kind))$/i,
  ],
  [/\b(?:levels?|severit\w+)\b/, /^(?:level|lvl|severity|log\.level)$/i],
  [/\b(?:messages?|events?)\b/, /^(?:msg|message|event|event_?type|type)$/i],
  [
    /\b(?:hosts?|upstreams?|backends?|targets?)\b/,
    /^(?:.{0,30}\.)?(?:host|upstream|upstream_?addr|backend|target|server|dest|destination)$/i,
  ],
];

const plainKey = (key: string): string => key.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
const partsOf = (key: string): readonly string[] =>
  plainKey(key)
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== "");

/** The keys that a question says, whole or by their parts, the most telling first. */
export function saidKeys(asked: string, keys: readonly string[]): readonly string[] {
  const words = new Set(
    asked
      .split(/[^a-z0-9_]+/)
      .flatMap((word) => [word, word.replace(/ies$/, "y"), word.replace(/(?:es|s)$/, ""), word.replace(/s$/, "")]),
  );
  const fits = (key: string) => {
    if (words.has(plainKey(key)) || words.has(key.toLowerCase())) return true;
    const parts = partsOf(key).filter(
      (part) => !/^(?:id|ms|s|count|total|bytes|size|name|http|request|kb|mb)$/.test(part),
    );
    return parts.length > 0 && parts.every((part) => words.has(part));
  };
  const isTelling = (key: string) =>
    partsOf(key).some((part) => !/^(?:id|ms|s|count|total|name|time|ts|log|http|request)$/.test(part));
  const known = synonyms.filter(([said]) => said.test(asked)).flatMap(([, key]) => keys.filter((one) => key.test(one)));
  return [...new Set([...keys.filter((key) => isTelling(key) && fits(key)), ...known])].toSorted(
    (one, other) => partsOf(other).length - partsOf(one).length,
  );
}

/** The field by whose values lines are to be grouped: what stands behind `which`, `per`, `by`, `most frequent`; null when none is meant. */
export function groupKey(asked: string, rows: readonly Row[], except?: string): string | null {
  const phrase =
    /\b(?:per|by|each|every|grouped by|for each)\b (?!far\b)((?:[\w-]{1,30} ?){1,3})/.exec(asked)?.[1] ??
    /\b(?:which|what|whose)\b (?:\d+ |two |three |five )?((?:[\w-]{1,30} ?){1,3})/.exec(asked)?.[1] ??
    /\b(?:most (?:frequent|common|often)|top(?: \d+| three| five)?|rarest)\b (?:\w+ing )?((?:[\w-]{1,30} ?){1,3})/.exec(
      asked,
    )?.[1] ??
    /\bhow often (?:does|did|do) each ((?:[\w-]{1,30} ?){1,3})/.exec(asked)?.[1];
  if (phrase === undefined) return null;
  const counts = new Map<string, number>();
  for (const { fields } of rows) for (const key of fields.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const keys = [...counts.keys()].filter((key) => key !== except && !isDurationKey(key));
  const [first = "", second = ""] = phrase.trim().split(" ");
  const found = [`${first} ${second}`, first, phrase].flatMap((part) => saidKeys(part, keys));
  return found.toSorted((one, other) => Number(counts.get(other)! > 1) - Number(counts.get(one)! > 1))[0] ?? null;
}
