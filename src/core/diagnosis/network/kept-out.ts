import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { selectorOf, workloadOf } from "../objects/relations.ts";
import type { Target } from "./endpoint-in-text.ts";
import { admits, labelsOfPeer, matches, type PeerLabels } from "./policy-peers.ts";

/** Who is kept out of a Service by policies. `port`: the caller is admitted, and not at this port of the pods. */
export type KeptOut = {
  readonly policy: ObservedObject;
  readonly service: ObjectRef;
  readonly port: string | undefined;
  /** Whether the port of the pods is no more than that of the call. */
  readonly isPortGuessed: boolean;
  /** No policy that speaks of these pods alone: everything of the namespace is closed. */
  readonly isForAll: boolean;
};

/** The policy that keeps a caller from a host, where those that select the pods behind it surely admit nobody like it. */
export const keptOutOf = (view: ClusterView, from: ObjectRef, target: Target, line: string): KeptOut | undefined => {
  const service = serviceNamed(view, from, target, line);
  if (service === undefined) return undefined;
  const port = portOfPods(view, service, target);
  const verdicts = ingressPoliciesOf(view, service.namespace, labelsBehind(view, service)).map((policy) => ({
    policy,
    verdict: letsIn(view, policy, from, port.number),
  }));
  if (verdicts.length === 0 || verdicts.some(({ verdict }) => verdict === true || verdict === undefined))
    return undefined;
  const chosen =
    verdicts.find(({ verdict }) => verdict === "other port") ??
    verdicts.find(({ policy }) => peersOf(policy).length > 0) ??
    verdicts.find(({ policy }) => !isForAll(policy)) ??
    verdicts[0]!;
  const isPort = chosen.verdict === "other port";
  return {
    policy: chosen.policy,
    service,
    port: isPort ? port.number : undefined,
    isPortGuessed: port.isGuess,
    isForAll: isForAll(chosen.policy),
  };
};

/** The policies that restrict who may call pods of these labels. */
export const ingressPoliciesOf = (
  view: ClusterView,
  namespace: string | undefined,
  pods: PeerLabels,
): readonly ObservedObject[] =>
  view
    .of("NetworkPolicy")
    .filter((policy) => policy.ref.namespace === namespace && restrictsIngress(policy))
    .filter((policy) => matches(at(policy.fields, "spec", "podSelector"), pods) === true);

/** The Service that a host of a log names, by name or by cluster IP. */
const serviceNamed = (view: ClusterView, from: ObjectRef, target: Target, line: string): ObjectRef | undefined => {
  if (/^\d+(?:\.\d+){3}$/.test(target.host))
    return (
      view.of("Service").find((one) => textAt(one.fields, "spec", "clusterIP") === target.host)?.ref ??
      namedIn(view, from, line)
    );
  const [name, namespace] = target.host.split(".");
  return name ? { kind: "Service", namespace: namespace || (from.namespace ?? "default"), name } : undefined;
};

/** An address that no list explains: the line may name in words whom it wanted, as a Service or a workload is called. */
const namedIn = (view: ClusterView, from: ObjectRef, line: string): ObjectRef | undefined => {
  const words = new Set(line.toLowerCase().match(/[a-z0-9][a-z0-9-]{2,62}/g) ?? []);
  const shown = [...view.of("Service"), ...view.of("Endpoints"), ...view.of("Deployment")].map(({ ref }) => ref);
  const own = workloadOf(view, from).name;
  const found = shown.find(
    (ref) => ref.namespace === from.namespace && ref.name !== own && words.has(ref.name.toLowerCase()),
  );
  return found && { ...found, kind: "Service" };
};

/** The pods behind a Service, as policies see them: by its selector, else by its name. */
export const labelsBehind = (view: ClusterView, service: ObjectRef): PeerLabels => {
  const object = view.object(service);
  const selector = object ? selectorOf(object) : new Map<string, string>();
  if (selector.size > 0) return { labels: selector, isGuess: false };
  const makers = ["StatefulSet", "Deployment", "DaemonSet"].map((kind) => labelsOfPeer(view, { ...service, kind }));
  const first = labelsOfPeer(view, { ...service, kind: "Pod", name: `${service.name}-0` });
  const stem = service.name.replace(/-(?:svc|service|api|server|app|backend)$/, "");
  const short = stem === service.name ? [] : [labelsOfPeer(view, { ...service, kind: "Deployment", name: stem })];
  return [...makers, first, ...short].find(({ isGuess }) => !isGuess) ?? makers[0]!;
};

const restrictsIngress = (policy: ObservedObject): boolean => {
  const types = listAt(policy.fields, "spec", "policyTypes").map(String);
  return types.length === 0 ? at(policy.fields, "spec", "ingress") !== undefined : types.includes("Ingress");
};

const isForAll = (policy: ObservedObject): boolean =>
  listAt(policy.fields, "spec", "podSelector", "matchExpressions").length === 0 &&
  at(policy.fields, "spec", "podSelector", "matchLabels") === undefined;

const peersOf = (policy: ObservedObject): readonly unknown[] =>
  listAt(policy.fields, "spec", "ingress").flatMap((rule) => listAt(rule, "from"));

/** The port at which the pods listen, which is what policies speak of. */
export const portOfPods = (view: ClusterView, service: ObjectRef, { port }: Target) => {
  const ports = listAt(view.object(service)?.fields, "spec", "ports");
  const own = ports.find((one) => textAt(one, "port") === port);
  const named = textAt(own, "targetPort");
  if (/^\d+$/.test(named)) return { number: named, isGuess: false };
  const backed = listAt(view.object({ ...service, kind: "Endpoints" })?.fields, "subsets").flatMap((one) =>
    listAt(one, "ports").map((each) => textAt(each, "port")),
  );
  if (backed.length === 1) return { number: backed[0]!, isGuess: false };
  return { number: ports.length > 0 || /^(?:80|443)?$/.test(port) ? "" : port, isGuess: true };
};

type Verdict = boolean | "other port" | undefined;

/** Whether a policy lets a connection in; undefined when that cannot be told, as of a policy of which only a row was shown. */
export const letsIn = (view: ClusterView, policy: ObservedObject, from: ObjectRef, port: string): Verdict => {
  const rules = listAt(policy.fields, "spec", "ingress");
  const verdicts = rules.map((rule): Verdict => {
    const peers = listAt(rule, "from");
    const each = peers.length === 0 ? [true] : peers.map((peer) => admitsAny(view, policy, peer, from));
    if (each.includes(true)) return hasPort(rule, port) ? true : "other port";
    return each.includes(undefined) ? undefined : false;
  });
  if (verdicts.includes(true)) return true;
  if (verdicts.includes(undefined)) return undefined;
  return verdicts.includes("other port") ? "other port" : false;
};

/** Whether a peer admits a pod, or any pod of a namespace; undefined when that cannot be told. */
const admitsAny = (view: ClusterView, policy: ObservedObject, peer: unknown, from: ObjectRef): boolean | undefined => {
  if (from.kind !== "Namespace") return admits(view, policy, peer, from);
  if (at(peer, "ipBlock") !== undefined) return undefined;
  const someone = { kind: "Pod", namespace: from.name, name: "" };
  return admits(view, policy, peer, someone, { labels: new Map(), isGuess: true });
};

/** A port that is named, or not known, may be the one. */
export const hasPort = (rule: unknown, wanted: string): boolean => {
  const ports = listAt(rule, "ports");
  if (ports.length === 0 || wanted === "") return true;
  return ports.some((one) => {
    const port = textAt(one, "port");
    const end = Number(textAt(one, "endPort"));
    return !/^\d+$/.test(port) || port === wanted || (end > 0 && Number(port) <= +wanted && +wanted <= end);
  });
};

const denies = /deny|isolat|lock-?down|block|quarantine|hardening|zero-?trust/i;

/** A policy of which only a row is shown, that selects every pod of the callee's or caller's namespace and denies by its name. */
export const denyingRow = (
  view: ClusterView,
  from: ObjectRef,
  target: Target,
  line: string,
): ObservedObject | undefined => {
  const service = serviceNamed(view, from, target, line);
  if (service === undefined || !isShownSpace(view, service)) return undefined;
  const here = (namespace: string | undefined) =>
    view.of("NetworkPolicy").filter(({ ref }) => ref.namespace === namespace && ref.namespace !== undefined);
  const behind = labelsBehind(view, service);
  const others = [...here(service.namespace)].filter((one) => !isForAll(one));
  if (others.some((one) => matches(at(one.fields, "spec", "podSelector"), behind) !== false)) return undefined;
  return [...here(service.namespace), ...here(from.namespace)].find(
    (one) => isRow(one) && isForAll(one) && denies.test(one.ref.name),
  );
};

/** Something of the namespace was shown, so that the host is one of the cluster. */
const isShownSpace = (view: ClusterView, { namespace }: ObjectRef): boolean =>
  view.objects.some(({ ref }) => ref.namespace === namespace);
