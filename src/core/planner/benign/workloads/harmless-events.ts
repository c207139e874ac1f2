import { endpointsOf } from "../../../diagnosis/network/endpoints-of.ts";
import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podAt, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { purposeOfZero } from "../../well/purposeful-zero.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

/** An event that alarms and is none, as what else was shown of its object says. */
type Kind = {
  readonly reason: RegExp;
  readonly message?: RegExp;
  /** Why it is none, with the line that shows it; null where that is not shown. */
  why(view: ClusterView, event: ObservedEvent): { readonly text: string; readonly line?: Line } | null;
};

const runs = (view: ClusterView, { object }: ObservedEvent) => {
  const pod = podAt(view, object);
  return pod?.health === "healthy" ? pod : null;
};

const unresolved =
  /\bENOTFOUND\b|\bEAI_AGAIN\b|\bno such host\b|\bNXDOMAIN\b|\bSERVFAIL\b|could not resolve|name resolution/i;

const kinds: readonly Kind[] = [
  {
    reason: /^DNSConfigForming$/,
    why: (view, event) => {
      const pod = runs(view, event);
      if (pod === null || linesIn(view, unresolved, 1).length > 0) return null;
      return {
        text: "it says only that a pod's resolv.conf takes 3 name servers and so many search domains, and that the rest of the node's list is left out; names are resolved with the line that it shows, and the pod is running and ready",
        ...(pod.line === undefined ? {} : { line: pod.line }),
      };
    },
  },
  {
    reason: /^InvalidDiskCapacity$/,
    why: (view, { object, count }) => {
      const node = view.object(object);
      const conditions = listAt(node?.fields, "status", "conditions");
      const is = (type: string) =>
        textAt(
          conditions.find((one) => textAt(one, "type") === type),
          "status",
        );
      const isReady = is("Ready") === "True" || /^Ready/.test(node?.printed.get("STATUS")?.value ?? "");
      if (node === undefined || !isReady || is("DiskPressure") === "True" || count > 3) return null;
      return {
        text: "the kubelet writes it once when it starts, before it has measured the file system of images; the node is Ready without disk pressure since then",
        line: node.cite("status", "conditions", "Ready"),
      };
    },
  },
  {
    reason: /^SandboxChanged$/,
    why: (view, event) => {
      const pod = runs(view, event);
      if (pod === null || pod.restarts > 2 || (event.lastSeen ?? 0) < 1800) return null;
      return {
        text: `the sandbox of the pod was gone (its node or container runtime restarted) and the kubelet made a new one, by design; the pod is running and ready since then${pod.restarts === 0 ? "" : `, its ${pod.restarts === 1 ? "one restart comes" : `${pod.restarts} restarts come`} from that`}`,
        ...(pod.line === undefined ? {} : { line: pod.line }),
      };
    },
  },
  {
    reason: /^TopologyAware(?:Hints|Routing)\w{0,12}$/,
    why: (view, { object }) =>
      endpointsOf(view, object).state === "some"
        ? {
            text: "there are too few endpoints to keep traffic within zones, so it is spread over all zones as without hints; the Service has ready endpoints",
            ...lineOf(endpointsOf(view, object).line),
          }
        : null,
  },
  {
    reason: /^FailedToUpdateEndpoint(?:Slices)?$/,
    message: /object has been modified|Operation cannot be fulfilled|cache is out of date/,
    why: (view, { object, count }) => {
      const { state, line } = endpointsOf(view, object);
      if (state === "none" || state === "only-not-ready" || count > 20) return null;
      return {
        text: "two writers met (optimistic locking), and the controller does it again with the newest version by itself; the Service has its endpoints",
        ...lineOf(line),
      };
    },
  },
  {
    reason: /^(?:Unconsolidatable|DisruptionBlocked|ConsolidationBlocked)$/,
    why: (view) => {
      const isWaiting = podsOf(view).some(({ health, status }) => health === "starting" && status === "Pending");
      return isWaiting
        ? null
        : {
            text: "Karpenter only says why it leaves the node as it is: taking it away would not save anything, or is not allowed just now; nothing waits for it",
          };
    },
  },
  {
    reason: /^NoPods$/,
    why: (view, { object }) => {
      const zero = ["Deployment", "StatefulSet"]
        .flatMap((kind) => view.of(kind))
        .filter(({ ref }) => ref.namespace === object.namespace && isRelated(ref.name, object.name))
        .flatMap((one) => (replicasOf(one)?.wanted === 0 ? (purposeOfZero(view, one.ref) ?? []) : []))[0];
      return zero === undefined
        ? null
        : {
            text: `the budget has no pods because what it is for is scaled to zero ${zero.text}`,
            ...lineOf(zero.lines[0]),
          };
    },
  },
  {
    reason: /^FailedScheduling$/,
    why: (view, event) => {
      const pod = runs(view, event);
      if (pod === null || pod.node === "" || (event.lastSeen ?? 0) < 300) return null;
      const placed = pod.events.find(({ reason }) => reason === "Scheduled");
      return {
        text: `that was ${Math.round((event.lastSeen ?? 0) / 60)} minutes ago and is over: the scheduler tried again and found room, the pod is running and ready on ${pod.node}`,
        ...lineOf(placed?.line ?? pod.line),
      };
    },
  },
  {
    reason: /^Unhealthy$/,
    message: /^Liveness probe/,
    why: (view, event) => {
      const pod = runs(view, event);
      const span = (event.firstSeen ?? 0) - (event.lastSeen ?? 0);
      if (pod === null || pod.restarts > 0 || event.count > 5 || span < 86_400 || (event.lastSeen ?? 0) < 600)
        return null;
      return {
        text: `${event.count} single failures within ${Math.round(span / 86_400)} days, never as many in a row as failureThreshold wants, so the kubelet never restarted it: 0 restarts, running and ready`,
        ...lineOf(pod.line),
      };
    },
  },
  {
    reason: /^Unhealthy$/,
    message: /^Readiness probe/,
    why: (view, { object, lastSeen }) => {
      const killing = view.eventsOf(object).find(({ reason }) => reason === "Killing");
      const owner = ownerOf(view, object);
      const replicas = owner === undefined ? null : replicasOf(owner);
      const isGone = view.object(object) === undefined;
      if (killing === undefined || !isGone || replicas === null || replicas.ready < replicas.wanted) return null;
      if (replicas.wanted === 0 || (lastSeen ?? 0) > (killing.firstSeen ?? killing.lastSeen ?? 0) + 60) return null;
      return {
        text: `the pod was being stopped (event Killing) and so no longer ready on purpose, to get no more traffic; ${owner!.ref.kind} ${owner!.ref.name} has ${replicas.ready} of ${replicas.wanted} replicas ready`,
        line: killing.line,
      };
    },
  },
];

const lineOf = (line: Line | undefined): { line?: Line } => (line === undefined ? {} : { line });

/** `worker-pdb` is for `worker`. */
const isRelated = (workload: string, budget: string): boolean =>
  budget === workload || budget.startsWith(`${workload}-`) || workload.startsWith(budget.replace(/-pdb$/, ""));

/** The workload of a pod that is gone, by its name. */
const ownerOf = (view: ClusterView, pod: ObjectRef) =>
  ["Deployment", "StatefulSet", "DaemonSet"]
    .flatMap((kind) => view.of(kind))
    .find(({ ref }) => ref.namespace === pod.namespace && pod.name.startsWith(`${ref.name}-`));

const harmless = defineBenign(
  {
    code: "event-harmless-or-over",
    onlyAsked: true,
    title: "Events that sound bad and are harmless, or over",
    about:
      "Events that say nothing of a fault: DNSConfigForming (the node lists more name servers than fit), InvalidDiskCapacity at the start of the kubelet, SandboxChanged after a reboot, TopologyAwareHintsDisabled, endpoints that were written twice, Unconsolidatable of Karpenter, NoPods of a budget whose workload is at zero; and what is over: a pod that was scheduled at a later try, probes of a pod that was being stopped, single failures of a liveness probe. Only where the object is well and nothing of its namespace is down.",
    reads: ["Event", "Pod", "Node", "Service", "PodDisruptionBudget"],
    asked:
      /dnsconfigforming|name ?servers?|search line|invaliddiskcapacity|invalid capacity|sandbox|unconsolidatable|disruptionblocked|consolidat|topologyaware|hints|endpointslices?|endpoints?|has been modified|nopods|no matching pods|failedscheduling|insufficient|unschedulable|liveness|readiness|unhealthy|prob(?:e|es|ing)\b|\bwarnings?\b|\bevents?\b/,
  },
  function* (view) {
    const seen = new Set<string>();
    for (const event of view.events) {
      const kind = kinds.find(
        ({ reason, message }) => reason.test(event.reason) && (message === undefined || message.test(event.message)),
      );
      const key = `${event.reason} ${event.object.kind} ${event.object.namespace} ${event.object.name}`;
      if (kind === undefined || seen.has(key) || isAnythingDown(view, event.object.namespace)) continue;
      seen.add(key);
      const why = kind.why(view, event);
      if (why === null) continue;
      const owner = workloadOf(view, event.object);
      const gone = ownerOf(view, event.object)?.ref;
      yield {
        ref: event.object,
        about: [owner, ...(gone === undefined ? [] : [gone])],
        text: `event ${event.reason} of ${event.object.kind} ${event.object.name} ("${event.message.replaceAll(/\s+/g, " ").slice(0, 80)}") is no fault: ${why.text}`,
        lines: [event.line, why.line],
        ...(event.reason === "NoPods" ? {} : { ofLog: "only" as const }),
        voids: [
          "warning-event",
          "insufficient-cpu",
          "insufficient-memory",
          "liveness-probe-failing",
          "readiness-probe-failing",
          "disruption-budget-blocks",
          "scaled-to-zero",
        ],
      };
    }
  },
);

export const harmlessEvents: readonly BenignRule[] = [harmless];
