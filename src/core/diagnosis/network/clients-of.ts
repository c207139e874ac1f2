import type { ClusterView, LogTemplate, ObjectRef } from "../../evidence/observed.ts";
import type { LogContext } from "../logs/log-context.ts";
import { type LogReading, logsOfView } from "../logs/logs-of-view.ts";
import { saidIn } from "../logs/said-in-line.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../objects/relations.ts";
import { storeFamilies } from "../products/store-of.ts";
import { podsOf } from "../workloads/pods.ts";
import { targetIn } from "./endpoint-in-text.ts";

/** What a client writes that waits for a server, in whatever words. */
const waits =
  /time[sd]?[ -]?out|timing out|deadline[ _]exceeded|\bblocked\b|TaskCanceled|not (?:confirmed|acknowledged|available)|unavailable|refused|gave up|no (?:reply|response|answer|ack)|retry|retries|nack|stalled|too many|cannot (?:publish|write|send|connect)|could not|failed|rejected|slow|pending/i;

/**
 * Who suffers from a server that says in its own log that it cannot serve: those whose logs complain of waiting and name nobody else,
 * and those that the server's log itself knows by name or address.
 */
export const clientsOf = (view: ClusterView, server: LogReading): Partial<LogContext> | undefined => {
  if (!isServer(view, server.object)) return undefined;
  const own = keyOf(workloadOf(view, server.object));
  const suffering = logsOfView(view).flatMap((log) => {
    if (keyOf(workloadOf(view, log.object)) === own || log.object.namespace !== server.object.namespace) return [];
    if (isServer(view, log.object)) return [];
    const said = log.templates.find((template) => isWaiting(template, server.object.name));
    return said === undefined ? [] : [{ log, said }];
  });
  if (suffering.length === 0) return undefined;
  const known = suffering.filter(({ log }) => isKnownTo(view, server, log.object));
  const clients = known.length > 0 ? known : suffering;
  const { log, said } = clients[0]!;
  return {
    note: `; ${nameOf(workloadOf(view, log.object))} waits for it: "${saidIn(said.last.text).slice(0, 100)}"`,
    related: unique(clients.flatMap((one) => [one.log.object, ...ownersOf(view, one.log.object)])),
    evidence: [said.last],
  };
};

const isServer = (view: ClusterView, ref: ObjectRef): boolean => isServerName(workloadOf(view, ref).name);

/** A store, a queue or a broker by its name, and not what speaks to one. */
export const isServerName = (name: string): boolean =>
  storeFamilies.some((words) => words.test(name)) &&
  !/(?:worker|api|web|publisher|consumer|producer|writer|reader|client|sync|exporter|backup)/.test(name);

const isWaiting = ({ level, last }: LogTemplate, server: string): boolean => {
  if (level === "info" || level === "debug" || !waits.test(last.text.slice(0, 2000))) return false;
  const host = targetIn(last.text)?.host;
  return host === undefined || !/[a-z]/i.test(host) || server.startsWith(host.split(".")[0]!) || host.includes(server);
};

/** The log of the server names the client, or an address of it. */
const isKnownTo = (view: ClusterView, server: LogReading, client: ObjectRef): boolean => {
  const workload = workloadOf(view, client);
  const addresses = podsOf(view)
    .filter(({ ref }) => keyOf(workloadOf(view, ref)) === keyOf(workload))
    .flatMap(({ object }) => object?.printed.get("IP")?.value ?? [])
    .filter((address) => /^\d/.test(address));
  const words = [workload.name, ...addresses];
  return server.templates.some(({ last }) => words.some((word) => last.text.includes(word)));
};
