import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { type LogStatement, logStatements } from "../logs/log-statements.ts";
import { saidIn } from "../logs/said-in-line.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { isServerName } from "./clients-of.ts";

type Found = { readonly note: string; readonly evidence: readonly Line[] };

const ports = new Set([
  "3306",
  "5432",
  "6379",
  "27017",
  "5672",
  "9042",
  "9092",
  "9200",
  "1433",
  "1521",
  "2379",
  "4222",
  "6432",
]);
const address =
  /\b(?:([a-z][a-z0-9+.-]{1,20}):\/\/)?(?:[^\s@/"']{1,80}@)?([a-z][a-z0-9-]{0,62})(?:\.[a-z0-9.-]{1,120})?:(\d{2,5})\b/g;

/** The store whose address the same log writes before it is refused: `Read database URL: mongodb-geo:27017`. */
const namedInLog = ({ log, template }: LogStatement): { host: string; port: string; line: Line } | undefined =>
  [...log.tail, ...log.templates.map(({ last }) => last)]
    .filter(({ line }) => line <= template.last.line)
    .flatMap((line) =>
      [...line.text.slice(0, 1000).matchAll(address)].map(([, , host, port]) => ({ host: host!, port: port!, line })),
    )
    .find(({ host, port }) => ports.has(port) || isServerName(host));

/** What the server itself writes of it: which user it does not know, which password does not match. */
const saidByServer = (view: ClusterView, one: LogStatement, host: string): LogStatement | undefined => {
  const own = keyOf(workloadOf(view, one.log.object));
  const all = logStatements(view).filter(
    ({ cause, log }) =>
      cause.code === "wrong-credentials" &&
      log.object.namespace === one.log.object.namespace &&
      keyOf(workloadOf(view, log.object)) !== own &&
      isServerName(workloadOf(view, log.object).name),
  );
  return (
    all.find(({ log }) => host !== "" && log.object.name.startsWith(host)) ?? (all.length === 1 ? all[0] : undefined)
  );
};

/** The server that refuses a login, where the message itself does not name it. */
export const refusingServer = (view: ClusterView, one: LogStatement): Found | undefined => {
  if (isServerName(workloadOf(view, one.log.object).name)) return undefined;
  const named = one.target === undefined ? namedInLog(one) : undefined;
  const server = saidByServer(view, one, named?.host ?? one.target?.host.split(".")[0] ?? "");
  if (!named && !server) return undefined;
  const where = named ? `; it talks to ${named.host}:${named.port}` : "";
  const reason = server
    ? `; ${nameOf(server.log.object)} says "${saidIn(server.template.last.text).slice(0, 160)}"`
    : "";
  return {
    note: `${where}${reason}`,
    evidence: [...(named ? [named.line] : []), ...(server ? [server.template.last] : [])],
  };
};
