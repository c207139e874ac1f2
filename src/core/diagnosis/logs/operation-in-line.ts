import { patternOf } from "../../evidence/logs/log-mask.ts";
import { saidIn } from "./said-in-line.ts";

/**
 * What a line is about that says how long something took: a statement of a database, a call to another host, a request that was
 * answered, or another operation by its own words. `label` is the same for all lines about the same.
 */
export type Operation = {
  readonly kind: "statement" | "call" | "request" | "other";
  readonly label: string;
  /** The host of a call, the table of a statement; "" when none is said. */
  readonly about: string;
};

export const operationIn = (text: string): Operation =>
  mongoIn(text) ?? statementIn(text) ?? callIn(text) ?? namedCallIn(text) ?? requestIn(text) ?? ownWords(text);

/** A MongoDB server names the collection and, with the plan, whether it had to read all of it. */
const mongoIn = (text: string): Operation | undefined => {
  const collection = /"ns": ?"([\w.-]{1,120})"/.exec(text)?.[1];
  if (collection === undefined || (!text.includes("lowQuery") && !text.includes("low query"))) return undefined;
  const plan = /"planSummary": ?"([^"\n]{1,80})"/.exec(text)?.[1];
  const filter = /"filter": ?\{ ?"([\w.$-]{1,60})"/.exec(text)?.[1];
  return {
    kind: "statement",
    about: collection,
    label: `query on ${collection}${filter ? ` by ${filter}` : ""}${plan ? ` (${plan})` : ""}`,
  };
};

const sql =
  /\b(SELECT\s[\s\S]{1,900}?\sFROM|INSERT\s{1,3}INTO|UPDATE|DELETE\s{1,3}FROM|MERGE\s{1,3}INTO)\s{1,4}(?:ONLY\s)?["'`[]?([\w.]{1,80})["'`\]]?([\s\S]{0,400})/i;

/** A statement by its verb, its table and the columns of its condition. */
export const statementIn = (text: string): Operation | undefined => {
  const match = /select|insert|update|delete|merge/i.test(text) ? sql.exec(text) : null;
  if (match === null) return undefined;
  const [, opening, table, rest] = match;
  if (/^update$/i.test(opening!) && !/\sset\s/i.test(rest!)) return undefined;
  const verb = opening!.split(/\s/)[0]!.toUpperCase();
  const condition = /\bWHERE\s([\s\S]{1,160}?)(?:\s(?:ORDER|GROUP|LIMIT|HAVING|FOR|RETURNING)\b|["']?[,}]|;|$)/i.exec(
    rest!,
  )?.[1];
  const where = condition && shortCondition(condition);
  return {
    kind: "statement",
    about: table!,
    label: `${verb} ${verb === "SELECT" || verb === "DELETE" ? "from" : "on"} table ${table}${where ? ` WHERE ${where}` : ""}`,
  };
};

const shortCondition = (text: string): string =>
  text
    .replaceAll(/'[^'\n]{0,80}'/g, (value) => (value.startsWith("'%") ? "'%…'" : "?"))
    .replaceAll(/\b\d{1,20}\b/g, "?")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 90);

const callIn = (text: string): Operation | undefined => {
  const match =
    /\b(?:(GET|POST|PUT|DELETE|PATCH|HEAD)["' ]{1,3}(?:url=)?["']?)?https?:\/\/([\w.-]{1,120}(?::\d{2,5})?)(\/[^\s"'?,;)]{0,160})?/.exec(
      text,
    );
  const host = match?.[2];
  if (
    match === null ||
    host === undefined ||
    /\b(?:referer|referrer|user_agent)["']?[=:]/.test(text.slice(0, match.index).slice(-20))
  )
    return undefined;
  if (/HTTP\/[\d.]{1,3}" \d{3}/.test(text)) return undefined;
  return { kind: "call", about: host, label: `${match[1] ? `${match[1]} ` : ""}${host}${maskedPath(match[3] ?? "")}` };
};

const others =
  "peer(?:[._](?:service|name|address|host))?|net\\.peer\\.name|upstream(?:_(?:host|service|addr|name))?|downstream|dependency|remote(?:_?(?:host|service|addr))?|target_?(?:host|service)|provider|third_?party|partner|external_?(?:host|service)";

/** Words of a line about a call that goes out, whose host is not the one that was asked. */
const isOutgoing =
  /\b(?:outbound|outgoing|egress|external|upstream|downstream|client (?:call|request)|http[_ -]?client|api call|called|calling|call to|request to|response from|third.party|dependency)\b/i;

/** A call whose host stands in a field of its own, or behind words: `call to psp.example took`. */
const namedCallIn = (text: string): Operation | undefined => {
  const outgoing = isOutgoing.test(text);
  const host =
    field(text, others) ??
    (outgoing ? field(text, "host|hostname|server|service|authority|domain|to") : undefined) ??
    (outgoing ? spokenHost.exec(text)?.[1] : undefined);
  if (host === undefined || !/[a-z]/i.test(host) || /^(?:true|false|null|none|unknown)$/i.test(host)) return undefined;
  const path = field(text, "path|route|uri|endpoint");
  return { kind: "call", about: host, label: `${host}${path?.startsWith("/") ? maskedPath(path) : ""}` };
};

const spokenHost =
  /\b(?:calls? to|called|calling|requests? to|response from|reply from|waiting for|waited for|upstream|fetched from|fetching from)\s["'`]?([a-z0-9][\w-]{0,62}(?:[.-][a-z0-9][\w-]{0,62}){1,8}(?::\d{2,5})?)/i;

const requestIn = (text: string): Operation | undefined => {
  const plain = /\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) ["']?(\/[^\s"'?;,]{0,200})/.exec(text);
  if (plain) return { kind: "request", about: "", label: `${plain[1]} ${maskedPath(plain[2]!)}` };
  const path = field(
    text,
    "path|route|uri|url|endpoint|request_uri|requestUri|http_path|target_path|rpc|grpc\\.method|grpc_method|handler|action|operation|op|query_name|job|task",
  );
  if (path === undefined || /^[\d-]+$/.test(path)) return undefined; // the number of one job names no operation
  const method = field(text, "method|http_method|verb");
  return {
    kind: "request",
    about: "",
    label: `${method && /^[A-Z]{3,7}$/.test(method) ? `${method} ` : ""}${maskedPath(path)}`,
  };
};

const field = (text: string, keys: string): string | undefined =>
  new RegExp(`(?:^|[\\s"{,])["']?(?:${keys})["']?\\s?[=:]\\s?["']?(\\/?[\\w./*:{}-]{2,160})`).exec(text)?.[1];

/** A path without what differs from request to request. */
const maskedPath = (path: string): string =>
  path
    .replace(/[?#].*$/, "")
    .split("/")
    .map((part) => (/\d/.test(part) && !/^v\d{1,2}$/.test(part) ? "*" : part))
    .join("/")
    .slice(0, 100);

const ownWords = (text: string): Operation => {
  const words = patternOf(saidIn(text)).replaceAll(/\s+/g, " ").trim();
  const label = words
    .replaceAll("<*>", "*")
    .replace(
      / ?(?:took|in|after|within|elapsed|duration)?[ :=]{0,2}\*(?: ?(?:ms|s|milliseconds|seconds|secs?))?\.?$/,
      "",
    );
  return { kind: "other", about: "", label: label.slice(0, 90) };
};
