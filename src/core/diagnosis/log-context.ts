import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "./fields.ts";
import type { Suggestion } from "./finding.ts";
import type { LogStatement } from "./log-statements.ts";
import { nameOf } from "./name-object.ts";
import { ownersOf, workloadOf } from "./relations.ts";
import { searchDomainNote } from "./search-domains.ts";
import { holderIn, readOnlySetting, storeOf } from "./store-of.ts";

/** What other evidence knows of what a log says: which store, which Secret, which policy. */
export type LogContext = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
  readonly next: readonly Suggestion[];
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
  };
};

const store: Look = (view, one) =>
  one.about.related.length > 0 ? undefined : storeOf(view, one.log.object, one.template.last.text);

const holder: Look = (view) => {
  const found = holderIn(view);
  return found && { note: found.note, evidence: [found.line] };
};

/** A root file system that the pod's specification makes read-only, also where only a piece of it was printed. */
const readOnlyRoot: Look = (view, one) => {
  const workload = workloadOf(view, one.log.object).name;
  const piece = view.evidence.find(
    (each) =>
      each.command.includes(workload) && /readOnlyRootFilesystem["']?: ?true/.test(each.stdout.slice(0, 200_000)),
  );
  if (piece === undefined) return undefined;
  const lines = piece.stdout.split("\n");
  const index = lines.findIndex((line) => /readOnlyRootFilesystem["']?: ?true/.test(line));
  return {
    note: "; its root file system is read-only (readOnlyRootFilesystem: true)",
    evidence: [{ command: piece.command, line: index + 1, text: lines[index]! }],
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

const identityForms: readonly RegExp[] = [
  /spiffe:\/\/([\w.-]+\/ns\/[\w.-]+\/sa\/[\w.-]+)/,
  /["(]([\w-]+\.[\w-]+\.serviceaccount\.identity\.[\w.-]+)/,
];

/** Who called, as the proxy saw it, and whom the policies of the namespace admit. */
const policies: Look = (view, one) => {
  const lines = one.log.templates.map((template) => template.last);
  const forms = lines.flatMap((line) => identityForms.map((form) => ({ line, caller: form.exec(line.text)?.[1] })));
  const seen = forms.find((each) => each.caller !== undefined);
  const isNear = (object: ObservedObject) =>
    object.ref.namespace === one.log.object.namespace ||
    one.about.related.some((ref) => ref.namespace === object.ref.namespace) ||
    seen === undefined;
  const found = view.objects.filter(
    (object) => /^(?:AuthorizationPolicy|MeshTLSAuthentication)$/.test(object.ref.kind) && isNear(object),
  );
  const admitted = [...new Set(found.flatMap((object) => admits(object)))];
  if (found.length === 0 && !seen) return undefined;
  return {
    note: `${seen ? `; the caller is ${seen.caller}` : ""}${found.length > 0 ? `; ${found.map((object) => nameOf(object.ref)).join(" and ")}${admitted.length > 0 ? ` admit${found.length > 1 ? "" : "s"} only ${admitted.slice(0, 3).join(", ")}` : " decides"}` : ""}`,
    related: found.map((object) => object.ref),
    evidence: [seen?.line, ...found.map((object) => object.cite("spec"))],
  };
};

const admits = (object: ObservedObject): readonly string[] => [
  ...listAt(object.fields, "spec", "identities").map(String),
  ...listAt(object.fields, "spec", "rules").flatMap((rule) =>
    listAt(rule, "from").flatMap((from) => listAt(from, "source", "principals").map(String)),
  ),
];

/** A Service that sends each request to any of several replicas. */
const affinity: Look = (view, one) => {
  const names = [one.log.object, ...ownersOf(view, one.log.object)].map((ref) => ref.name);
  const service = view
    .of("Service")
    .find(
      (each) =>
        each.ref.namespace === one.log.object.namespace &&
        names.some((name) => name === each.ref.name || name.startsWith(`${each.ref.name}-`)),
    );
  return service && at(service.fields, "spec", "sessionAffinity") !== undefined
    ? {
        note: `; ${nameOf(service.ref)} has sessionAffinity ${textAt(service.fields, "spec", "sessionAffinity")}`,
        related: [service.ref],
        evidence: [service.cite("spec", "sessionAffinity")],
      }
    : undefined;
};

const looks: ReadonlyMap<string, readonly Look[]> = new Map<string, readonly Look[]>([
  ["too-many-connections", [store, holder]],
  ["server-read-only", [store, (view, one) => readOnlySetting(view, one.log.object)]],
  ["store-full", [store]],
  ["wrong-credentials", [store]],
  ["missing-database-object", [store]],
  ["no-temporary-directory", [readOnlyRoot]],
  ["read-only-file-system", [readOnlyRoot]],
  ["malformed-value", [variable]],
  ["disk-full", [claims]],
  ["mesh-access-denied", [policies]],
  ["session-unknown", [affinity]],
  ["certificate-for-other-name", [searchDomainNote]],
]);
