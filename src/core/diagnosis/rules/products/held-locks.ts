import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { databaseSessions, type Session } from "../../products/database-sessions.ts";

type Held = { readonly holder: Session; readonly waiting: readonly Session[]; readonly isShown: boolean };

const isIdle = ({ state, query, waits }: Session): boolean =>
  /^idle in transaction/i.test(state) || (/^sleep$/i.test(state) && query === "" && !waits);

/** Who holds what others wait for, and waits for nobody; where no table says who blocks whom, the oldest transaction that is idle. */
const heldIn = (sessions: readonly Session[]): Held | undefined => {
  const waiting = sessions.filter(({ waits, blockers }) => waits || blockers.length > 0);
  if (waiting.length === 0) return undefined;
  const blocking = new Set(waiting.flatMap(({ blockers }) => blockers));
  const holder = sessions.find(({ id, blockers, waits }) => blocking.has(id) && blockers.length === 0 && !waits);
  if (holder) return { holder, waiting, isShown: true };
  const idle = sessions.filter((one) => /^idle in transaction/i.test(one.state) || (isIdle(one) && one.since !== ""));
  return blocking.size === 0 && idle.length === 1 ? { holder: idle[0]!, waiting, isShown: false } : undefined;
};

const changes = /^\s*(?:alter|drop|truncate|create|reindex|rename|vacuum full|lock|cluster|optimize)\b/i;

const quoted = (query: string): string => `"${query.replaceAll(/\s+/g, " ").trim().slice(0, 90)}"`;

/** The statement that changes a table stands first, as all others stand behind it. */
const waitingWords = (waiting: readonly Session[]): string => {
  const first = waiting.find(({ query }) => changes.test(query)) ?? waiting[0]!;
  const behind = waiting.length - 1;
  const by = first.application || first.user;
  const what =
    first.query === "" ? `session ${first.id}` : `${quoted(first.query)} (session ${first.id}${by ? `, ${by}` : ""})`;
  const others =
    behind === 0
      ? ""
      : `, and ${behind} more statement${behind === 1 ? "" : "s"} queue${behind === 1 ? "s" : ""} behind it`;
  return `${what} waits for it${others}`;
};

const spoken = (since: string): string => {
  const [, days, hours, minutes] = /^(?:(\d+) days? )?(\d+):(\d\d):\d\d/.exec(since) ?? [];
  const seconds = /^(\d+) seconds$/.exec(since)?.[1];
  if (seconds !== undefined) return ` for ${Math.round(Number(seconds) / 60)} minutes`;
  if (hours === undefined) return since === "" ? "" : ` since ${since}`;
  const all = (Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes);
  return all === 0 ? ` for ${since}` : all < 120 ? ` for ${all} minute${all === 1 ? "" : "s"}` : ` for ${since}`;
};

/** Locks that are held for less than a minute by a statement that runs are what databases are made of. */
const isBrief = (since: string): boolean => since === "" || /^(?:00:)?00:00:\d|^\d{1,2} seconds$/.test(since);

const lockTrouble = new Set([
  "call-timed-out",
  "database-locked",
  "slow-operation",
  "slow-query",
  "slow-request",
  "uncaught-exception",
  "too-many-connections",
]);
const ofDatabase = /statement|lock|\bsql|query|transaction|57014|55P03|database|jdbc|hikari|psycopg/i;

/** Those whose log tells of statements that come to no end. */
const sufferers = (view: ClusterView, server: ObjectRef | undefined): readonly LogStatement[] =>
  logStatements(view).filter(
    ({ cause, log, template }) =>
      lockTrouble.has(cause.code) &&
      ofDatabase.test(template.last.text.slice(0, 2000)) &&
      (server === undefined || log.object.namespace === server.namespace),
  );

const fallbackRef: ObjectRef = { kind: "Cluster", name: "database" };

const draftOf = (view: ClusterView, { holder, waiting, isShown }: Held): Draft | undefined => {
  const isActive = !isIdle(holder);
  const suffering = sufferers(view, holder.server);
  if (suffering.length === 0 && isActive && isBrief(holder.since)) return undefined;
  const who = [holder.user && `user ${holder.user}`, holder.application && `application ${holder.application}`]
    .filter(Boolean)
    .join(", ");
  const where = holder.server ? ` of ${nameOf(holder.server)}` : "";
  const clients = suffering.map(({ log }) => log.object);
  return {
    object: holder.server ?? clients[0] ?? fallbackRef,
    severity: suffering.length > 0 || waiting.length > 1 ? "critical" : "warning",
    confidence: isShown && !isActive ? "confirmed" : "likely",
    summary: `Session ${holder.id}${where}${who ? ` (${who})` : ""} ${isActive ? `has run ${holder.query ? quoted(holder.query) : "a transaction"}` : "has been idle in transaction"}${spoken(holder.since)} and holds ${isShown ? "a lock" : "its locks"}: ${waitingWords(waiting)}.`,
    evidence: [holder.line, ...waiting.slice(0, 3).map(({ line }) => line), suffering[0]?.template.last],
    related: unique([
      ...(holder.server ? [workloadOf(view, holder.server)] : []),
      ...clients,
      ...clients.flatMap((ref) => ownersOf(view, ref)),
    ]),
    fix: fixByHand(
      `End session ${holder.id} (${/mysql|maria|innodb|percona/i.test(holder.line.command) ? `KILL ${holder.id}` : `select pg_terminate_backend(${holder.id})`}) if its work may be lost, and bound such sessions (idle_in_transaction_session_timeout, wait_timeout) and the wait of migrations (lock_timeout).`,
      [],
    ),
  };
};

const idleHolder = defineRule(
  {
    code: "session-holds-lock",
    title: "A session holds a lock that others wait for",
    about:
      "A session of a database holds a lock and does nothing more with it, most often `idle in transaction`: a transaction that was begun and never ended. A statement that changes the table waits for it, and every later query of that table queues behind that statement, although nothing is ill.",
    reads: ["exec", "logs"],
    explains: [...lockTrouble, "slow-call", "gateway-failing", "application-error", "job-retrying"],
  },
  function* (view: ClusterView) {
    for (const sessions of databaseSessions(view)) {
      const held = heldIn(sessions);
      const draft = held && draftOf(view, held);
      if (draft !== undefined) yield draft;
    }
  },
);

/** Locks that are held for too long. */
export const heldLockRules: readonly Rule[] = [idleHolder];
