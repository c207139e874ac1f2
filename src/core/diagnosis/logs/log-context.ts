import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { certificateBehind } from "../access/certificate-chain.ts";
import { loginDemand } from "../access/login-demands.ts";
import { identityNote, nodeRoleNote } from "../access/pod-identity.ts";
import type { Fix, Suggestion } from "../finding.ts";
import { clientsOf } from "../network/clients-of.ts";
import { portIn } from "../network/port-in-text.ts";
import { refusingServer } from "../network/refusing-server.ts";
import { searchDomainNote } from "../network/search-domains.ts";
import { holderOf } from "../network/taken-port.ts";
import { inotifyUseOf } from "../nodes/inotify-use.ts";
import { architectureNote } from "../nodes/node-architecture.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { backlogIn } from "../products/backlogs.ts";
import { connectionDemand } from "../products/connection-demand.ts";
import { leakIn } from "../products/connection-use.ts";
import { replicaIn } from "../products/replication-roles.ts";
import { memoryLimitNote } from "../products/store-limits.ts";
import { holderIn, readOnlySetting, storeOf } from "../products/store-of.ts";
import { changedSecret } from "../workloads/changed-secret.ts";
import { growthOf } from "../workloads/growth-settings.ts";
import { injectedVariable } from "../workloads/injected-variables.ts";
import { failedMigration } from "../workloads/migration-jobs.ts";
import type { LogStatement } from "./log-statements.ts";
import { frameOfVague } from "./stack-frames.ts";
import { encodingOf } from "./text-encoding.ts";
import { linesOf } from "./timings.ts";

/** What other evidence knows of what a log says: which store, which Secret, which policy. */
export type LogContext = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
  readonly next: readonly Suggestion[];
  readonly fix: Fix | null;
};

type Piece = { readonly [part in keyof LogContext]?: LogContext[part] } | undefined;
type Look = (view: ClusterView, one: LogStatement) => Piece;

/** Everything known beside the log itself, by the cause that it speaks of. */
export const contextOf = (view: ClusterView, one: LogStatement): LogContext => {
  const pieces = (looks.get(one.cause.code) ?? [])
    .map((look) => look(view, one))
    .filter((piece) => piece !== undefined);
  return {
    note: pieces.map((piece) => piece.note ?? "").join(""),
    related: pieces.flatMap((piece) => piece.related ?? []),
    evidence: pieces.flatMap((piece) => piece.evidence ?? []),
    next: pieces.flatMap((piece) => piece.next ?? []),
    fix: pieces.map((piece) => piece.fix ?? null).find((fix) => fix !== null) ?? null,
  };
};

const store: Look = (view, one) =>
  one.about.related.length > 0 ? undefined : storeOf(view, one.log.object, one.template.last.text);

const holder: Look = (view) => {
  const found = holderIn(view);
  return found && { note: found.note, evidence: [found.line] };
};

const leak: Look = (view, one) => leakIn(view, one.log);

const demand: Look = (view, one) => connectionDemand(view, one.log);

/** The process that PostgreSQL says holds a lock, and the statement that waits for it. */
const lockHolder: Look = (view, one) => {
  const lines = linesOf(view, one.log);
  const held = lines.findLast(({ text }) => /Process(?:es)? holding the lock: \d/.test(text));
  const waits = lines.findLast(({ text }) => /\bSTATEMENT: /.test(text));
  const process = held && /holding the lock: (\d{1,9}(?:, \d{1,9}){0,4})/.exec(held.text)?.[1];
  const statement = waits && /STATEMENT: {1,3}(.{1,120})/.exec(waits.text)?.[1];
  if (!process) return undefined;
  return {
    note: `; process ${process} holds the lock${statement ? `, and "${statement}" waits for it` : ""}`,
    evidence: [held, waits],
  };
};

const variableName = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/;

/** The variable that holds a value, from the line or the code above it, and the Secret that has a key of this name. */
const variable: Look = (view, one) => {
  const { template, log } = one;
  const above = log.tail.filter((line) => line.line <= template.last.line && template.last.line - line.line <= 12);
  const named = [template.last, ...above.reverse()].find((line) => variableName.test(line.text));
  const name = named && variableName.exec(named.text)?.[0];
  if (!named || !name || /^(?:ERR|E)_/.test(name)) return undefined;
  const holders = [...view.of("Secret"), ...view.of("ConfigMap")].filter(
    (object) => object.ref.namespace === log.object.namespace && entriesAt(object.fields, "data").has(name),
  );
  const said = template.last.text.includes(name) ? "" : `; the value is that of ${name}`;
  const where = holders[0];
  return {
    note: `${said}${where ? `; ${nameOf(where.ref)} holds ${name}` : ""}`,
    related: where ? [where.ref] : [],
    evidence: [named, where?.cite("data", name)],
  };
};

const claims: Look = (view, one) => {
  const { object } = one.log;
  const volumes = listAt(view.object(object)?.fields, "spec", "volumes")
    .map((volume) => textAt(volume, "persistentVolumeClaim", "claimName"))
    .filter((name) => name !== "");
  const found = view
    .of("PersistentVolumeClaim")
    .filter(
      (claim) =>
        claim.ref.namespace === object.namespace &&
        (volumes.includes(claim.ref.name) || claim.ref.name.endsWith(`-${object.name}`)),
    );
  const size =
    found[0] && (found[0].printed.get("CAPACITY")?.value ?? textAt(found[0].fields, "status", "capacity", "storage"));
  return found.length === 0
    ? undefined
    : {
        note: `; it writes to ${found.map((claim) => nameOf(claim.ref)).join(", ")}${size ? ` (${size})` : ""}`,
        related: found.map((claim) => claim.ref),
        evidence: found.slice(0, 2).map((claim) => claim.cite()),
      };
};

/** Who called, as the proxy saw it. */
const caller: Look = (_view, one) => {
  const form = /spiffe:\/\/([\w.-]+\/ns\/[\w.-]+\/sa\/[\w.-]+)|["(]([\w-]+\.[\w-]+\.serviceaccount\.identity\.[\w.-]+)/;
  const line = one.log.templates.map((template) => template.last).find((each) => form.test(each.text));
  const [, spiffe, linkerd] = form.exec(line?.text ?? "") ?? [];
  return line && { note: `; the caller is ${spiffe ?? linkerd}`, evidence: [line] };
};

/** Who holds the port that is taken. */
const holderOfPort: Look = (view, one) => {
  const texts = [one.template, ...one.also].map((each) => each.last.text);
  const port = texts.map(portIn).find((each) => each !== undefined);
  return port === undefined ? undefined : holderOf(view, one.log, port);
};

const certificate: Look = (view, one) => {
  const found = one.target && certificateBehind(view, one.target.host);
  return found && { note: found.note, related: [found.ref], evidence: [found.line] };
};

const backlog: Look = (view, one) => backlogIn(view, one.log.object.namespace);
const replica: Look = (view, one) => replicaIn(view, one.log.object.namespace);

const growth: Look = (view, one) => growthOf(view, one.log.object);

const clients: Look = (view, one) => clientsOf(view, one.log);

const credentials: Look = (view, one) => changedSecret(view, one.log) ?? store(view, one) ?? refusingServer(view, one);

const injected: Look = (view, one) =>
  injectedVariable(view, one.log, [one.template.last.text, ...one.also.map(({ last }) => last.text)]);

/** Only what is still to be run was somebody else's to run. */
const migrations: Look = (view, one) =>
  one.log.templates.some(({ last }) => /pending|not (?:been )?applied|out of date|unapplied|behind/i.test(last.text))
    ? failedMigration(view, one.log.object.namespace)
    : undefined;

/** Where in the program it was thrown, when the message alone says nothing. */
const thrownAt: Look = (view, one) => {
  const frame = frameOfVague(view, one.log, one.template.last);
  return frame && { note: `, at ${frame.text}`, evidence: [frame.line] };
};

/** The same words are said of inotify instances: where those are used up on the node, they are meant. */
const fullInotify: Look = (view, one) => {
  const use = inotifyUseOf(view, one.log.object);
  return use?.isFull
    ? {
        ...use,
        note: `${use.note}: the inotify instances of that node are used up (fs.inotify.max_user_instances), which gives the same words`,
      }
    : undefined;
};

/** What kubectl cannot reach without the pods of these manifests. */
const apiServer = { kind: "Cluster", name: "API server" };

const looks: ReadonlyMap<string, readonly Look[]> = new Map<string, readonly Look[]>([
  ["too-many-connections", [store, holder, leak, demand, clients]],
  ["database-locked", [lockHolder, clients]],
  ["server-read-only", [store, (view, one) => readOnlySetting(view, one.log.object), replica, clients]],
  [
    "store-full",
    [store, (view, one) => (/maxmemory/.test(one.match[0]) ? memoryLimitNote(view) : undefined), backlog, clients],
  ],
  ["wrong-credentials", [credentials]],
  ["static-manifest-unreadable", [() => ({ related: [apiServer] })]],
  ["mount-failing-on-node", [() => ({ related: [apiServer] })]],
  ["credentials-missing", [store, loginDemand]],
  [
    "cloud-access-denied",
    [(view, one) => nodeRoleNote(view, one.log.object, one.template.last.text) ?? identityNote(view, one.log.object)],
  ],
  ["missing-database-object", [store]],
  ["malformed-value", [injected, variable]],
  ["migration-failing", [migrations]],
  ["disk-full", [claims, growth, clients]],
  ["data-damaged", [clients]],
  ["application-out-of-memory", [clients]],
  ["mesh-access-denied", [caller]],
  ["port-in-use", [holderOfPort]],
  ["inotify-limit-reached", [(view, one) => inotifyUseOf(view, one.log.object)]],
  ["too-many-open-files", [fullInotify]],
  ["certificate-expired", [certificate]],
  ["certificate-for-other-name", [searchDomainNote]],
  ["characters-not-encodable", [(view, one) => encodingOf(view, one.log.object)]],
  ["certificate-untrusted", [searchDomainNote]],
  ["dependency-unreachable", [searchDomainNote]],
  ["call-timed-out", [searchDomainNote]],
  ["call-refused", [searchDomainNote]],
  ["uncaught-exception", [thrownAt]],
  ["wrong-architecture-in-log", [(view, one) => architectureNote(view, one.log.object)]],
]);
