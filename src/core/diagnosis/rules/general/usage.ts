import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject, Seen } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { quantity } from "../../objects/quantity.ts";
import { describe, suggest } from "../../objects/reads.ts";
import { ownersOf, relatedToPod, unique } from "../../objects/relations.ts";
import { familyOf, isNumbered, type PodUsage, podUsages, spokenCores, usageByWorkload } from "../../objects/usage.ts";
import { podAt, podsOf } from "../../workloads/pods.ts";

const slowness = ["cpu-throttled", "slow-operation", "slow-request", "slow-call", "call-timed-out", "gateway-failing"];

const atLimit = defineRule(
  {
    code: "cpu-limit-reached",
    title: "CPU use at the limit",
    about:
      "What a pod uses is what its CPU limit allows: it wants more and is throttled for the rest of each period. It runs and is ready, and all it does takes longer.",
    reads: ["PodMetrics", "Pod", "Deployment"],
    explains: [...slowness, "cpu-throttled", "readiness-probe-failing", "liveness-probe-failing"],
  },
  function* (view) {
    for (const { workload, pods } of usageByWorkload(view)) {
      const limit = limitOf(view, workload, pods[0]!.ref);
      if (limit === undefined) continue;
      const full = pods.filter(({ cores }) => cores >= limit.cores * 0.95 && cores <= limit.cores * 1.15);
      if (full.length === 0 || full.length * 2 < pods.length) continue;
      yield {
        object: workload.kind === "Pod" ? full[0]!.ref : workload,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(workload.kind === "Pod" ? full[0]!.ref : workload)} is at its CPU limit and so throttled: ${full.length === 1 ? `Pod ${full[0]!.ref.name} uses` : `${full.length} of ${pods.length} pods use`} ${full[0]!.printed} of a limit of ${limit.printed}, so that everything it does takes longer`,
        evidence: [...full.slice(0, 3).map(({ line }) => line), limit.line],
        related: unique(full.flatMap(({ ref }) => [ref, ...relatedToPod(view, ref)])),
        fix: fixByHand(
          "Raise the CPU limit (limits.cpu) or leave it out, or run more replicas.",
          verifyRollout(view, workload),
        ),
      };
    }
  },
);

type Limit = { readonly cores: number; readonly printed: string; readonly line: Line };

/** The CPU limit of what has but one container with one, from the pod or from the template of its workload. */
const limitOf = (view: ClusterView, workload: ObjectRef, pod: ObjectRef): Limit | undefined => {
  const sources: readonly (readonly [ObservedObject | undefined, readonly string[]])[] = [
    [view.object(pod), ["spec", "containers"]],
    [view.object(workload), ["spec", "template", "spec", "containers"]],
  ];
  for (const [object, path] of sources) {
    const containers = listAt(object?.fields, ...path);
    const limits = containers.map((one) => textAt(one, "resources", "limits", "cpu"));
    const printed = limits.find((limit) => limit !== "");
    if (object === undefined || printed === undefined || limits.some((limit) => limit === "")) continue;
    const cores = limits.reduce((sum, limit) => sum + (quantity(limit) ?? 0), 0);
    const name = textAt(containers[limits.indexOf(printed)], "name");
    return {
      cores,
      printed: limits.length === 1 ? printed : spokenCores(cores),
      line: object.cite(...path, name || "0", "resources", "limits", "cpu"),
    };
  }
  return undefined;
};

const uneven = defineRule(
  {
    code: "uneven-load",
    title: "Old replicas do all the work",
    about:
      "Of the replicas of one workload those that are older are busy and the younger ones idle. Clients keep their connections (gRPC and other HTTP/2, keep-alive, pools), and a ClusterIP Service chooses a pod only when a connection is opened: what was added later gets no calls.",
    reads: ["PodMetrics", "Pod", "Service", "logs"],
    explains: slowness,
  },
  function* (view) {
    for (const { workload, pods } of usageByWorkload(view)) {
      const parts = pods.length < 3 || isNumbered(pods) ? undefined : partsOf(pods);
      if (parts === undefined || electsLeader(view, workload)) continue;
      yield draftOfUneven(view, workload, parts);
    }
  },
);

type Parts = { readonly busy: readonly PodUsage[]; readonly idle: readonly PodUsage[] };

/** The busy ones and the idle ones, where nothing lies between and all idle ones are younger. */
const partsOf = (pods: readonly PodUsage[]): Parts | undefined => {
  const most = Math.max(...pods.map(({ cores }) => cores));
  const busy = pods.filter(({ cores }) => cores >= most * 0.4);
  const idle = pods.filter(({ cores }) => cores <= most * 0.1);
  if (most < 0.1 || idle.length === 0 || busy.length + idle.length < pods.length) return undefined;
  const youngestBusy = Math.min(...busy.map(({ age }) => age ?? Number.NaN));
  const oldestIdle = Math.max(...idle.map(({ age }) => age ?? Number.NaN));
  return oldestIdle * 1.2 < youngestBusy && oldestIdle >= 300 ? { busy, idle } : undefined;
};

/** A controller of which one replica works by design. */
const electsLeader = (view: ClusterView, workload: ObjectRef): boolean =>
  logsOfView(view).some(
    (log) =>
      keyOf(familyOf(view, log.object)) === keyOf(workload) &&
      log.templates.some(({ last }) =>
        /leader ?(?:election|lease)|leaderelection|became (?:the )?leader|standby/i.test(last.text),
      ),
  );

const http2 = /\bgrpc\b|\bh2c?\b|http\/?2|pick_first|subchannel|appProtocol["']?: ?["']?(?:grpc|kubernetes\.io\/h2c)/i;

const draftOfUneven = (view: ClusterView, workload: ObjectRef, { busy, idle }: Parts): Draft => {
  const sign = signOf(view, workload);
  const way = sign
    ? "long-lived gRPC (HTTP/2) connections"
    : "long-lived connections (gRPC or other HTTP/2, keep-alive, pools)";
  const oldest = Math.max(...idle.map(({ age }) => age ?? 0));
  const young = idle.find(({ age }) => age === oldest) ?? idle[0]!;
  return {
    object: workload,
    severity: "warning",
    confidence: "likely",
    summary: `The load of ${nameOf(workload)} is uneven: only the ${busy.length} old pods (${busy
      .slice(0, 3)
      .map(({ ref, printed }) => `${ref.name} ${printed}`)
      .join(
        ", ",
      )}) are busy, the ${idle.length} younger ones (${young.ageText}) idle at ${young.printed}. Clients hold ${way} to the old pods, and the Service balances only when a connection is opened, so that added replicas get no calls`,
    evidence: [...busy.slice(0, 2).map(({ line }) => line), ...idle.slice(0, 2).map(({ line }) => line), sign],
    related: unique([...busy, ...idle].flatMap(({ ref }) => [ref, ...relatedToPod(view, ref)])),
    fix: fixByHand(
      "Let clients balance themselves (headless Service with round_robin), put a proxy or mesh that balances calls in between, or limit the age of connections at the server (MaxConnectionAge); restarting the clients spreads them once.",
      [],
    ),
  };
};

/** A line of the evidence that says which protocol it is. */
const signOf = (view: ClusterView, workload: ObjectRef): Line | undefined => {
  const logged = logsOfView(view)
    .filter((log) => log.object.namespace === workload.namespace)
    .flatMap((log) => log.templates)
    .find(({ last }) => http2.test(last.text.slice(0, 600)))?.last;
  if (logged) return logged;
  for (const piece of view.evidence) {
    if (!/\b(?:svc|services?|endpoints\w{0,6})\b/.test(piece.command)) continue;
    const lines = piece.stdout.slice(0, 50_000).split("\n");
    const at = lines.findIndex((text) => http2.test(text));
    if (at >= 0) return { command: piece.command, line: at + 1, text: lines[at]! };
  }
  return undefined;
};

const neighbour = defineRule(
  {
    code: "noisy-neighbour",
    title: "Node's CPU used up by neighbours",
    about:
      "The processor of one node is used up by pods of something else that have no CPU limit, so that replicas on this node are slow while those elsewhere are not.",
    reads: ["NodeMetrics", "PodMetrics", "Pod"],
    explains: [...slowness, "readiness-probe-failing", "liveness-probe-failing"],
  },
  function* (view) {
    for (const measured of view.of("NodeMetrics")) {
      const share = Number(/^(\d{1,3})%$/.exec(percentOf(measured)?.value ?? "")?.[1]);
      if (!(share >= 90)) continue;
      const hogs = hogsOn(view, measured) ?? unboundedOn(view, measured.ref.name);
      if (hogs !== undefined) yield draftOfNeighbour(view, measured, share, hogs);
    }
  },
);

const percentOf = ({ printed }: ObservedObject): Seen<string> | undefined =>
  printed.get("CPU(%)") ?? printed.get("CPU%");

type Hogs = { readonly family: ObjectRef; readonly pods: readonly PodUsage[]; readonly cores: number };

/** The workload that uses most of a node, where it uses at least a third of what the node uses. */
const hogsOn = (view: ClusterView, node: ObservedObject): Hogs | undefined => {
  const own = podUsages(view).filter((pod) => pod.node === node.ref.name);
  const all = quantity(node.printed.get("CPU(CORES)")?.value ?? "") ?? 0;
  const groups = [...Map.groupBy(own, ({ ref }) => keyOf(familyOf(view, ref))).values()].map((pods) => ({
    family: familyOf(view, pods[0]!.ref),
    pods,
    cores: pods.reduce((sum, { cores }) => sum + cores, 0),
  }));
  const most = groups.sort((left, right) => right.cores - left.cores)[0];
  return most && most.cores >= all / 3 && most.cores > 0.5 ? most : undefined;
};

/** Where pods were not measured: those on the node that `describe node` shows to have neither request nor limit. */
const unboundedOn = (view: ClusterView, node: string): Hogs | undefined => {
  const free = podsOf(view).filter(
    (pod) => pod.node === node && pod.ref.namespace !== "kube-system" && unlimitedLine(view, pod.ref) !== undefined,
  );
  const first = free[0];
  if (first === undefined || podUsages(view).some((pod) => pod.node === node)) return undefined;
  const family = familyOf(view, first.ref);
  const own = free.filter(({ ref }) => keyOf(familyOf(view, ref)) === keyOf(family));
  if (own.length < free.length) return undefined;
  return { family, pods: own.map(({ ref }) => unmeasured(ref, unlimitedLine(view, ref)!, node)), cores: 0 };
};

const unmeasured = (ref: ObjectRef, line: Line, node: string): PodUsage => ({
  ref,
  line,
  node,
  cores: 0,
  printed: "",
  age: undefined,
  ageText: "",
});

const draftOfNeighbour = (view: ClusterView, node: ObservedObject, share: number, hogs: Hogs): Draft => {
  const victims = podsOf(view).filter(
    (pod) =>
      pod.node === node.ref.name &&
      pod.ref.namespace !== "kube-system" &&
      keyOf(familyOf(view, pod.ref)) !== keyOf(hogs.family),
  );
  const split = victims.find((pod) => hasReplicaElsewhere(view, pod.ref, node.ref.name)) ?? victims[0];
  const unlimited = hogs.pods.map(({ ref }) => unlimitedLine(view, ref)).find((line) => line !== undefined);
  const others = view
    .of("NodeMetrics")
    .flatMap((one) => (one.ref.name === node.ref.name ? [] : (percentOf(one) ?? [])))
    .filter(({ value }) => Number.parseInt(value, 10) < 80);
  const count = hogs.pods.length;
  return {
    object: { kind: "Node", name: node.ref.name },
    severity: "warning",
    confidence: split && hogs.cores > 0 ? "likely" : "possible",
    summary: `Node ${node.ref.name} is at ${share}% CPU${
      others.length > 0
        ? ` (other nodes ${others
            .slice(0, 3)
            .map(({ value }) => value)
            .join(", ")})`
        : ""
    }: ${count} ${count === 1 ? "pod" : "pods"} of ${hogs.family.namespace}/${hogs.family.name} ${hogs.cores > 0 ? `use ${spokenCores(hogs.cores)} of it` : `${count === 1 ? "runs" : "run"} there`}${unlimited ? ` without CPU request or limit (BestEffort)${hogs.cores > 0 ? "" : " and may take all of it"}` : ""}${split ? `, so that ${nameOf(split.ref)} on the same node gets too little CPU and is slow (noisy neighbour)` : ""}`,
    evidence: [
      node.printed.get("CPU(CORES)")?.line,
      ...hogs.pods.slice(0, 2).map(({ line }) => line),
      unlimited,
      split?.line,
    ],
    related: unique([
      ...hogs.pods.map(({ ref }) => ref),
      ...victims.flatMap((pod) => [pod.ref, ...ownersOf(view, pod.ref)]),
    ]),
    next: unlimited
      ? []
      : describe({ kind: "Node", name: node.ref.name }, "Shows what the pods on it request and may use."),
    fix: fixByHand(
      `Give ${hogs.family.namespace}/${hogs.family.name} a CPU limit, or keep it on nodes of its own (taints, node affinity), and give what must be fast a CPU request.`,
      suggest(["top", "node", node.ref.name], "Shows whether the node has room again."),
    ),
  };
};

const hasReplicaElsewhere = (view: ClusterView, ref: ObjectRef, node: string): boolean => {
  const family = keyOf(familyOf(view, ref));
  return podsOf(view).some((pod) => pod.node !== "" && pod.node !== node && keyOf(familyOf(view, pod.ref)) === family);
};

/** The row of `describe node` that shows that a pod may use what it likes. */
const unlimitedLine = (view: ClusterView, ref: ObjectRef): Line | undefined => {
  const quality = textAt(view.object(ref)?.fields, "status", "qosClass");
  if (quality === "BestEffort") return podAt(view, ref)?.line;
  for (const piece of view.evidence) {
    if (!/\bdescribe\b/.test(piece.command)) continue;
    const lines = piece.stdout.slice(0, 200_000).split("\n");
    const at = lines.findIndex((text) => text.includes(` ${ref.name} `) && /\s0 \(0%\)\s{1,20}0 \(0%\)\s/.test(text));
    if (at >= 0) return { command: piece.command, line: at + 1, text: lines[at]! };
  }
  return undefined;
};

/** What measurements of pods and nodes say of why something is slow. */
export const usageRules: readonly Rule[] = [atLimit, uneven, neighbour];
