import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { essence } from "../logs/essence.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { saidIn } from "../logs/said-in-line.ts";
import { conditionsIn } from "../objects/failing-conditions.ts";
import { at, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { unique, workloadOf } from "../objects/relations.ts";

/** Why the controller of a finalizer does not get its work done. */
export type Obstacle = {
  readonly words: string;
  /** What it needs and does not find. */
  readonly lacks: string | undefined;
  readonly lines: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
};

/** What says that a piece of work could not be done. */
const failure =
  /\bnot found\b|does(?: not|n't) exist|\bdenied\b|forbidden|unauthori[sz]ed|AccessDenied|cannot |could not|couldn't|unable to|failed|\berror\b|no such|invalid|expired|refused|timed? ?out|no (?:matches|credentials|provider)|still (?:in use|has|contains)|not empty|NotEmpty|InUse|Conflict|protect/i;

/** Something by name that is not there: `ProviderConfig.aws.upbound.io "a" not found`, `secret "creds" does not exist`. */
const absent =
  /\b([A-Za-z][A-Za-z]{2,60})(?:\.[a-z0-9.-]{1,120})?[:/ ]{1,2}["'`]?([a-z0-9](?:[a-z0-9./-]{0,251}[a-z0-9])?)["'`]?:? (?:was |is )?(?:not found|does not exist|could not be found)/;

/** The reason that the object itself, its events or the log of a controller give; undefined where nobody gives one. */
export const obstacleOf = (view: ClusterView, object: ObservedObject): Obstacle | undefined => {
  const told = fromConditions(object) ?? fromEvents(view, object) ?? fromLogs(view, object);
  const reference = absentReference(view, object);
  if (told === undefined) return reference;
  const named = absent.exec(told.text);
  const isOfIt = named !== null && named[2]?.replace(/^.*\//, "") !== object.ref.name;
  const said = isOfIt ? named[0] : essence(told.text, 180).replace(/[.\s]+$/, "");
  return {
    words: `${told.from}: ${said}${reference ? `; ${reference.words}` : ""}`,
    lacks: reference?.lacks ?? (isOfIt ? `${named[1]} "${named[2]}"` : undefined),
    lines: [told.line, ...(reference?.lines ?? [])],
    related: unique([...told.related, ...(reference?.related ?? [])]),
  };
};

type Told = {
  readonly from: string;
  readonly text: string;
  readonly line: Line | undefined;
  readonly related: readonly ObjectRef[];
};

const fromConditions = (object: ObservedObject): Told | undefined => {
  const failing = conditionsIn(object.fields.status, ["status"])
    .map(({ condition, path }) => ({
      type: textAt(condition, "type"),
      status: textAt(condition, "status"),
      reason: textAt(condition, "reason"),
      text: textAt(condition, "message"),
      path,
    }))
    .filter(({ text, type, status }) => failure.test(text) && isBad(type, status));
  const worst = failing.find(({ text }) => absent.test(text)) ?? failing[0];
  const message = textAt(object.fields, "status", "message") || textAt(object.fields, "status", "reason");
  if (worst === undefined)
    return failure.test(message) && message.includes(" ")
      ? { from: "its status says", text: message, line: object.cite("status", "message"), related: [] }
      : undefined;
  const { type, status, reason, text, path } = worst;
  const why = reason ? `, ${reason}` : "";
  return {
    from: `its condition says (${type} ${status}${why})`,
    text,
    line: object.cite(...path, type, "message"),
    related: [],
  };
};

const isBad = (type: string, status: string): boolean =>
  status === "False" || status === "Unknown" || /Error|Fail|Degraded|Stalled|Stuck|Blocked|Denied/.test(type);

const fromEvents = (view: ClusterView, object: ObservedObject): Told | undefined => {
  const warnings = view.eventsOf(object.ref).filter((one) => one.type === "Warning" && failure.test(one.message));
  const last = warnings.findLast(({ message }) => absent.test(message)) ?? warnings.at(-1);
  return last && { from: `an event says (${last.reason})`, text: last.message, line: last.line, related: [] };
};

/** Programs that take finalizers away; what others complain of comes from the deletion. */
const controllers =
  /operator|controller|manager|provider|provisioner|attacher|driver|csi|crossplane|velero|argo|flux|cloud|terraform|external-/;

/** A line of an error that names the object, in the log of a controller. */
const fromLogs = (view: ClusterView, { ref }: ObservedObject): Told | undefined => {
  const isNamed = new RegExp(`(?<![\\w.-])${ref.name.replaceAll(".", "\\.")}(?![\\w.-])`);
  for (const log of logsOfView(view).filter(({ object }) => controllers.test(object.name))) {
    const said = log.templates.findLast(
      ({ level, last }) =>
        /^(?:error|fatal|warning)$/.test(level) &&
        isNamed.test(last.text.slice(0, 4000)) &&
        failure.test(last.text.slice(0, 4000)),
    );
    if (said === undefined) continue;
    const related = unique([log.object, workloadOf(view, log.object)]);
    return { from: `the log of ${nameOf(log.object)} says`, text: saidIn(said.last.text), line: said.last, related };
  }
  return undefined;
};

/** Fields by which objects name what their controller works with, and the kinds of those where the field does not tell. */
const references: readonly (readonly [path: readonly string[], kind: string])[] = [
  [["spec", "providerConfigRef"], "ProviderConfig"],
  [["spec", "issuerRef"], "Issuer"],
  [["spec", "secretStoreRef"], "SecretStore"],
  [["spec", "sourceRef"], ""],
  [["spec", "chart", "spec", "sourceRef"], ""],
  [["spec", "clusterRef"], "Cluster"],
  [["spec", "classRef"], ""],
  [["spec", "providerRef"], "Provider"],
  [["spec", "kubeConfig", "secretRef"], "Secret"],
];

/** Plain names that stand for an object. */
const named: readonly (readonly [path: readonly string[], kind: string])[] = [
  [["spec", "storageLocation"], "BackupStorageLocation"],
  [["spec", "storageClassName"], "StorageClass"],
  [["spec", "volumeSnapshotClassName"], "VolumeSnapshotClass"],
  [["spec", "project"], "AppProject"],
  [["spec", "ingressClassName"], "IngressClass"],
];

/** What the object refers to, where a list of its kind is shown without it. */
const absentReference = (view: ClusterView, object: ObservedObject): Obstacle | undefined => {
  const all = [
    ...references.map(([path, kind]) => ({
      path,
      kind: textAt(object.fields, ...path, "kind") || kind,
      name: textAt(at(object.fields, ...path), "name"),
    })),
    ...named.map(([path, kind]) => ({ path, kind, name: textAt(object.fields, ...path) })),
  ];
  for (const { path, kind, name } of all) {
    const listing = view.listings.find((one) => one.kind === kind && !one.narrowed && covers(one, object));
    const others = view.of(kind);
    if (name === "" || kind === "" || listing === undefined || others.some(({ ref }) => ref.name === name)) continue;
    const names = others.slice(0, 4).map(({ ref }) => ref.name);
    return {
      words: `its ${path.at(-1)} ${name} is not in the list${names.length > 0 ? `, only ${names.join(", ")}` : ""}`,
      lacks: `${kind} "${name}"`,
      lines: [object.cite(...path), others[0]?.cite() ?? listing.line],
      related: others.slice(0, 4).map(({ ref }) => ref),
    };
  }
  return undefined;
};

/** Lists of one namespace say nothing of another; a cluster-scoped kind is listed without one, or under the default one. */
const covers = (listing: ClusterView["listings"][number], { ref }: ObservedObject): boolean =>
  listing.namespace === null || ref.namespace === undefined || listing.namespace === ref.namespace;
