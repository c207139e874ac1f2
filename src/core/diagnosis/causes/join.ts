import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { Diagnosis, Finding } from "../finding.ts";
import { compareText, keyOf } from "../objects/name-object.ts";
import { isBroughtBy, isOfPlatform } from "../objects/providers.ts";
import { unique } from "../objects/relations.ts";
import { linkCaches } from "./link-caches.ts";
import { linkClients } from "./link-clients.ts";
import { belongsTo, link } from "./links.ts";
import { merge } from "./merge.ts";
import { crashSymptoms, fallbackCodes, vagueCodes } from "./symptoms.ts";

type Explains = ReadonlyMap<string, readonly string[]>;

/**
 * From findings to causes: findings of related objects are linked where the rule of one says that it brings about the other.
 * Roots come first, the gravest and surest ahead; below each what it explains, every finding once. The order of the findings
 * given does not matter.
 */
export const join = (view: ClusterView, found: readonly Finding[], explains: Explains): Diagnosis => {
  const findings = withoutFallbacks(merge(view, found)).sort(compare);
  const links = linksOf(view, findings, explains);
  const explained = new Set([...links.values()].flat());
  const linked = new Map(findings.map((finding) => [finding, withCodes(finding, links.get(finding) ?? [])]));
  const roots = findings.filter((finding) => !explained.has(finding)).sort(byWeight(links));
  const ordered = new Set<Finding>();
  for (const root of roots) visit(root, links, ordered);
  return {
    findings: [...ordered].map((finding) => linked.get(finding)!),
    roots: roots.map((root) => linked.get(root)!),
  };
};

const severities = ["critical", "warning", "info"];
const confidences = ["confirmed", "likely", "possible"];

const rankOf = (finding: Finding): number =>
  severities.indexOf(finding.severity) * 10 + confidences.indexOf(finding.confidence);

const compare = (left: Finding, right: Finding): number =>
  rankOf(left) - rankOf(right) ||
  Number(vagueCodes.has(left.code)) - Number(vagueCodes.has(right.code)) ||
  compareText(left.code, right.code) ||
  compareText(keyOf(left.object), keyOf(right.object)) ||
  compareText(left.summary, right.summary);

const byWeight =
  (links: ReadonlyMap<Finding, readonly Finding[]>) =>
  (left: Finding, right: Finding): number =>
    severities.indexOf(left.severity) - severities.indexOf(right.severity) ||
    (links.get(right)?.length ?? 0) - (links.get(left)?.length ?? 0) ||
    compare(left, right);

/** What a finding explains is related to it, also by nothing but that. */
const withCodes = (finding: Finding, explained: readonly Finding[]): Finding => ({
  ...finding,
  related: unique([...finding.related, ...explained.filter((one) => !isBeside(finding, one)).map((one) => one.object)]),
  explains: [...new Set(explained.map((one) => one.code))].sort(compareText),
});

const isBeside = (finding: Finding, other: Finding): boolean => {
  const own = scopeOf(finding);
  const its = scopeOf(other);
  return (
    own.object === its.object ||
    own.related.has(its.object) ||
    its.related.has(own.object) ||
    [...its.related].some((key) => own.related.has(key))
  );
};

const visit = (finding: Finding, links: ReadonlyMap<Finding, readonly Finding[]>, ordered: Set<Finding>): void => {
  if (ordered.has(finding)) return;
  ordered.add(finding);
  for (const next of links.get(finding) ?? []) visit(next, links, ordered);
};

/**
 * A finding that only says "not well" goes when another says why, of the same object or of one that it belongs to.
 * An error in the log stays beside findings that only say how the container ended: it says why.
 */
const withoutFallbacks = (findings: readonly Finding[]): Finding[] => {
  const telling = findings.filter(
    (one) => !fallbackCodes.has(one.code) && one.severity !== "info" && one.object.kind === "Pod",
  );
  const told = new Set(telling.flatMap(pieces));
  const explained = new Set(telling.filter((one) => !crashSymptoms.includes(one.code)).flatMap(pieces));
  return findings.filter((one) => {
    if (!fallbackCodes.has(one.code) || one.severity === "info") return true;
    const known = one.code === "application-error" ? explained : told;
    return !pieces(one).some((key) => known.has(key));
  });
};

const controllers = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob"]);
const isController = (ref: ObjectRef): boolean => controllers.has(ref.kind);
const pieces = (finding: Finding): readonly string[] =>
  [finding.object, ...finding.related.filter(isController)].map(keyOf);

/** Which findings explain which; a link that would close a circle is left out, so that there is always a root. */
const linksOf = (
  view: ClusterView,
  findings: readonly Finding[],
  explains: Explains,
): ReadonlyMap<Finding, readonly Finding[]> => {
  const links = new Map<Finding, Finding[]>(findings.map((finding) => [finding, []]));
  linkClients(findings, links);
  const byCode = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = byCode.get(finding.code);
    if (group === undefined) byCode.set(finding.code, [finding]);
    else group.push(finding);
  }
  for (const cause of findings)
    for (const code of explains.get(cause.code) ?? [])
      for (const symptom of byCode.get(code) ?? [])
        if (symptom !== cause && !isTooWeak(cause, symptom) && isRelated(cause, symptom)) link(links, cause, symptom);
  linkDemand(findings, links);
  linkCalls(findings, links);
  linkProviders(findings, links);
  linkCaches(view, findings, links);
  return links;
};

const linkProviders = (findings: readonly Finding[], links: Map<Finding, Finding[]>): void => {
  for (const cause of findings.filter((one) => isOfPlatform(one) || one.code === "scaled-to-zero"))
    for (const symptom of findings)
      if (
        symptom !== cause &&
        (isBroughtBy(cause, symptom) || isEmptiedBy(cause, symptom)) &&
        !isTooWeak(cause, symptom)
      )
        link(links, cause, symptom);
};

/** A workload without replicas, and the Service of its name. */
const isEmptiedBy = (cause: Finding, symptom: Finding): boolean =>
  cause.code === "scaled-to-zero" &&
  symptom.code === "service-without-endpoints" &&
  cause.object.namespace === symptom.object.namespace &&
  cause.object.name === symptom.object.name;

/**
 * An autoscaler at its maximum only says that there is more load than its replicas carry. Where something is wrong with the replicas,
 * that is why; what load itself brings about is no such reason.
 */
const linkDemand = (findings: readonly Finding[], links: Map<Finding, Finding[]>): void => {
  for (const symptom of findings.filter(({ code }) => code === "autoscaler-at-maximum"))
    for (const cause of findings)
      if (isSure(cause) && !ofLoad.has(cause.code) && symptom.related.some((target) => belongsTo(cause.object, target)))
        link(links, cause, symptom);
};

const isSure = ({ code, severity, confidence }: Finding): boolean =>
  severity !== "info" && confidence !== "possible" && !fallbackCodes.has(code) && !vagueCodes.has(code);

const ofLoad: ReadonlySet<string> = new Set([
  "autoscaler-at-maximum",
  "slow-operation",
  "call-timed-out",
  "cpu-throttled",
  "gateway-failing",
  "connection-broken",
  "frequent-restarts",
  "readiness-probe-failing",
  "liveness-probe-failing",
  "deployment-unavailable",
  "stateful-set-stuck",
  "rollout-stuck",
  "workers-exhausted",
  "insufficient-cpu",
  "insufficient-memory",
  "disruption-budget-blocks",
]);

/** What a log says of another workload that it calls, or stores its data in, comes from what is wrong with that one. */
const linkCalls = (findings: readonly Finding[], links: Map<Finding, Finding[]>): void => {
  for (const symptom of findings) {
    if (!isLogged(symptom) && symptom.code !== "init-container-waiting") continue;
    const called = symptom.related.filter((ref) => callable.has(ref.kind) && !belongsTo(symptom.object, ref));
    for (const ref of called)
      for (const cause of findings)
        if (
          cause !== symptom &&
          (isLogged(cause) || cause.severity !== "info" || isNobodyThere(cause, symptom)) &&
          belongsTo(cause.object, ref) &&
          !isAboutIt(cause, symptom) &&
          !isTooWeak(cause, symptom)
        )
          link(links, cause, symptom);
  }
};

/** The line of the one that is said to be called tells of a call to the other: it is the caller. */
const isAboutIt = (cause: Finding, { object, code }: Finding): boolean => {
  if (!code.startsWith("slow-") || !unanswered.has(cause.code) || cause.severity !== "info") return false;
  const name = object.kind === "Pod" ? object.name.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$|-\d{1,3}$/, "") : object.name;
  const isNamed = new RegExp(`(?<![\\w-])${name.replaceAll(".", "\\.")}(?![\\w-])`);
  return cause.evidence.some(({ text }) => isNamed.test(text.slice(0, 4000)));
};

/** The other side wants no replicas, so that nobody answers. */
const isNobodyThere = (cause: Finding, symptom: Finding): boolean =>
  cause.code === "scaled-to-zero" && unanswered.has(symptom.code);

const unanswered: ReadonlySet<string> = new Set([
  "init-container-waiting",
  "dependency-unreachable",
  "call-timed-out",
  "gateway-failing",
  "application-error",
]);

const callable = new Set(["Service", "StatefulSet", "Deployment", "Pod"]);

const isLogged = ({ evidence }: Finding): boolean => /\blogs\b/.test(evidence[0]?.command ?? "");

/** What is no more than a hint does not bring about what is sure and grave. */
const isTooWeak = (cause: Finding, symptom: Finding): boolean =>
  cause.severity === "info" &&
  cause.confidence === "possible" &&
  (rankOf(symptom) === 0 ||
    (cause.code === "application-error" && symptom.severity !== "info") ||
    (symptom.confidence === "confirmed" && symptom.code.endsWith("-probe-failing")));

/** The keys of what a finding is about, made once: pairs of findings are many. */
type Scope = {
  readonly object: string;
  readonly related: ReadonlySet<string>;
  readonly controllers: readonly string[];
  readonly replicaSets: readonly string[];
  readonly backs: readonly string[];
};

const scopes = new WeakMap<Finding, Scope>();

const scopeOf = (finding: Finding): Scope => {
  const known = scopes.get(finding);
  if (known) return known;
  const keysOf = (isWanted: (ref: ObjectRef) => boolean) => finding.related.filter(isWanted).map(keyOf);
  const scope = {
    object: keyOf(finding.object),
    related: new Set(finding.related.map(keyOf)),
    controllers: keysOf(isController),
    replicaSets: keysOf((ref) => ref.kind === "ReplicaSet"),
    backs: keysOf((ref) => ref.kind !== "Node"),
  };
  scopes.set(finding, scope);
  return scope;
};

const isRelated = (cause: Finding, symptom: Finding): boolean => {
  if (isOfCallee(cause, symptom)) return false;
  const from = scopeOf(cause);
  const to = scopeOf(symptom);
  if (symptom.code === "dependency-unreachable" && cause.object.kind === "Pod")
    return from.object !== to.object && standsBehind(from, to);
  if (cause.code === "pod-evicted" && symptom.object.kind === "Pod" && !waitsForNode.has(symptom.code))
    return from.object === to.object || from.related.has(to.object);
  if (from.object === to.object || from.related.has(to.object) || to.related.has(from.object)) return true;
  return from.controllers.some((key) => to.related.has(key)) || isMakerOf(cause, symptom);
};

/** What an operator should make a Secret of is not ready, and somebody misses that Secret. */
const isMakerOf = (cause: Finding, symptom: Finding): boolean =>
  symptom.code === "missing-secret" &&
  cause.code === "resource-not-ready" &&
  cause.related.some((ref) => ref.kind === "Secret" && scopeOf(symptom).related.has(keyOf(ref)));

/** That its calls fail is what a caller suffers, and never why what it calls is not well. */
const isOfCallee = (cause: Finding, { object }: Finding): boolean =>
  unanswered.has(cause.code) &&
  isLogged(cause) &&
  cause.related.some((ref) => callable.has(ref.kind) && !belongsTo(cause.object, ref) && belongsTo(object, ref));

/** What the pod that takes the place of an evicted one suffers; whatever else fails in it has its own reason. */
const waitsForNode: ReadonlySet<string> = new Set(["nodes-not-ready", "not-scheduled"]);

/** The pod of the cause stands behind the Service, or belongs to the workload, that the symptom could not reach. */
const standsBehind = (from: Scope, to: Scope): boolean =>
  !to.replicaSets.some((key) => from.backs.includes(key)) && from.backs.some((key) => to.related.has(key));
