import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedEvent } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { ageOf, isAnythingDown, isNodeReady, linesIn, runningText } from "../reading/standing.ts";
import { isCordoned } from "./cordoned-nodes.ts";

const removed = defineBenign(
  {
    code: "node-removed-as-planned",
    title: "Node gone because it was not needed, or was lent",
    about:
      "A node is no longer there: the cluster autoscaler or Karpenter removed it, or the provider took a spot instance back, as an event or log line says. What ran on it runs elsewhere.",
    reads: ["Node", "Event", "Pod", "Deployment", "StatefulSet"],
    asked: /node|spot|preempt|instance|disappear|gone|vanish|missing|lost|worker|scal|machine|vm/,
  },
  function* (view) {
    const running = runningText(view);
    if (running === "" || isAnythingDown(view)) return;
    for (const { name, line, said } of removals(view)) {
      const ref = { kind: "Node", name };
      const seen = view.object(ref);
      const isListed = view.listings.some(({ kind, narrowed, count }) => kind === "Node" && !narrowed && count > 0);
      const errors = view.errors.filter(({ code, message }) => code === "not-found" && message.includes(`"${name}"`));
      const isGone = seen === undefined && (isListed || errors.length > 0);
      if (!isGone) continue;
      yield {
        ref,
        about: view.of("Node").map((node) => node.ref),
        text: `Node ${name} was removed as planned, it did not fail: ${said}; ${running}`,
        lines: [line],
        errors,
      };
    }
  },
);

const moved = defineBenign(
  {
    code: "pods-moved-off-a-removed-node",
    title: "Pods that are young because their node was removed",
    about:
      "Pods were made anew when a node was taken away, by the autoscaler or as a spot instance: they are as old as the event that says so, run elsewhere, are ready, and did not crash.",
    reads: ["Pod", "Event", "Deployment"],
    asked: /\bold\b|\bage\b|young|crash|restart|\bnew\b|recreat|resched|moved|evict|kill|replac|disappear|vanish/,
    onlyAsked: true,
  },
  function* (view) {
    if (isAnythingDown(view)) return;
    for (const { name, line, said } of removals(view)) {
      const ago = view.events.find((event) => event.line === line)?.lastSeen ?? null;
      if (ago === null || view.object({ kind: "Node", name }) !== undefined) continue;
      const young = podsOf(view).filter((pod) => {
        const age = pod.object === undefined ? null : ageOf(pod.object);
        return pod.health === "healthy" && pod.restarts === 0 && age !== null && Math.abs(age - ago) < 600;
      });
      for (const [workload, pods] of Map.groupBy(young, ({ ref }) => workloadOf(view, ref).name))
        yield {
          ref: workloadOf(view, pods[0]!.ref),
          about: pods.map(({ ref }) => ref),
          text: `${pods.length === 1 ? "a pod" : `${pods.length} pods`} of ${workload} did not crash but moved: node ${name} was removed ${Math.round(ago / 60)} minutes ago (${said}), and they were made anew on other nodes, running and ready`,
          lines: [line, pods[0]!.line],
        };
    }
  },
);

type Removal = { readonly name: string; readonly line: Line; readonly said: string };

const reasons =
  /^(?:RemovingNode|ScaleDown\w{0,12}|DeletingNode|NodeDeleted|Disrupt\w{0,20}|\w{0,12}Consolidat\w{0,12}|Spot\w{0,30}|\w{0,12}Rebalance\w{0,20}|TerminatingOnInterruption|InstanceTerminat\w{0,12}|PreemptScheduled|Preempt\w{0,12}|Deprovision\w{0,12}|Unused\w{0,12})$/;
const inLogs =
  /(?:scale.?down[^\n]{0,60}remov|removing (?:empty|unneeded|node)|consolidat|spot.{0,3}interrupt|interruption|underutilized|preempt|deleted node|node \S{1,80} removed by)/i;
const nodeName =
  /(?:\b(?:node|Node|node\.name)|"Node":\s?\{"name")["']?[:=/ ]{1,3}["']?([a-z0-9][a-z0-9.-]{2,80}[a-z0-9])/;

/** Nodes that were taken away for a reason that is no fault. */
function removals(view: ClusterView): readonly Removal[] {
  const events = view.events
    .filter(({ object, reason }) => (object.kind === "Node" || object.kind === "NodeClaim") && reasons.test(reason))
    .flatMap((event) => ofEvent(event));
  const logged = linesIn(view, inLogs, 50).flatMap((line) => {
    const name = nodeName.exec(line.text.slice(0, 2000))?.[1];
    return name === undefined || view.events.some((event) => event.line.text === line.text)
      ? []
      : [{ name, line, said: saidIn(line.text) }];
  });
  const found = [...events, ...logged];
  return found.filter(({ name }, index) => found.findIndex((one) => one.name === name) === index);
}

/** The line, or of JSON what its message and its reason say. */
function saidIn(text: string): string {
  const value = (key: string) => new RegExp(`"${key}":\\s?"([^"\\n]{1,160})"`).exec(text.slice(0, 4000))?.[1];
  const message = value("message") ?? value("msg");
  if (message === undefined) return `"${text.trim().replaceAll(/\s+/g, " ").slice(0, 160)}"`;
  const reason = value("reason") ?? value("disruption-reason");
  const who = /karpenter|nodeclaim|"controller":"disruption"/i.test(text) ? "Karpenter says " : "";
  return `${who}"${message}"${reason === undefined ? "" : `, reason ${reason}${/underutil|empty|consolid/i.test(reason) ? " (consolidation)" : ""}`}`;
}

function ofEvent({ object, reason, message, line }: ObservedEvent): readonly Removal[] {
  const inMessage = nodeName.exec(message)?.[1];
  const names = new Set([
    ...(object.kind === "Node" ? [object.name] : []),
    ...(inMessage === undefined ? [] : [inMessage]),
  ]);
  return [...names].map((name) => ({ name, line, said: `event ${reason} (${message.slice(0, 120)})` }));
}

const rebooted = defineBenign(
  {
    code: "node-back-after-reboot",
    title: "Node that rebooted and is Ready again",
    about:
      "A node was not ready or rebooted, once and more than a quarter of an hour ago, as its events say, and is Ready since; nothing that was shown is down.",
    reads: ["Node", "Event", "Pod"],
    asked: /node|reboot|restart|notready|not ready|down|kubelet|outage|host|worker|server/,
  },
  function* (view) {
    const running = runningText(view);
    if (running === "" || isAnythingDown(view)) return;
    for (const node of view.of("Node")) {
      if (!isNodeReady(node) || isCordoned(node)) continue;
      const events = view.eventsOf(node.ref);
      const bad = events.filter(({ reason }) => /^(?:NodeNotReady|Rebooted|Shutdown|NodeShutdown)$/.test(reason));
      const last = bad.toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0))[0];
      if (last === undefined || last.lastSeen === null || last.lastSeen < 900) continue;
      if (bad.some(({ count }) => count > 2) || events.some(({ reason }) => sick.test(reason))) continue;
      const reboot = bad.find(({ reason }) => reason === "Rebooted") ?? last;
      const ready = events.find(({ reason, lastSeen }) => reason === "NodeReady" && (lastSeen ?? 0) <= last.lastSeen!);
      yield {
        ref: node.ref,
        text: `Node ${node.ref.name} is Ready again: ${reboot.reason === "Rebooted" ? "it rebooted" : "it was not ready"} ${Math.round(last.lastSeen / 60)} minutes ago (event ${reboot.reason}), recovered, and nothing has failed since; ${running}`,
        lines: [node.cite("status", "conditions", "Ready"), reboot.line, ready?.line],
        voids: ["node-not-ready"],
      };
    }
  },
);

const sick =
  /OOM|KernelDeadlock|CorruptDocker|ReadonlyFilesystem|HardwareError|EvictionThresholdMet|DiskPressure|MemoryPressure|ContainerdUnhealthy/i;

export const goneNodes: readonly BenignRule[] = [removed, moved, rebooted];
