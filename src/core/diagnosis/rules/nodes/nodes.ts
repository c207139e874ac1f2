import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { statedNote } from "../../logs/stated-note.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list, suggest } from "../../objects/reads.ts";
import { unique } from "../../objects/relations.ts";
import { keptNote, keptVolumes, releaseAdvice } from "../../storage/volume-holder.ts";
import { conditionOf, explains, podsOn } from "./node-states.ts";

/** Why a node is not ready, in the words that the kubelet or the node controller uses. */
const causeOf = (message: string, reason: string): string => {
  if (/NodeStatusUnknown|stopped posting node status/.test(`${reason} ${message}`))
    return "its kubelet stopped posting node status: the machine is down, cut off, or the kubelet does not run";
  if (/cni|network plugin|NetworkPluginNotReady/i.test(message)) return "its network plugin (CNI) is not ready";
  if (/container runtime is down|runtime not ready|PLEG is not healthy|container runtime status check/i.test(message))
    return "its container runtime does not answer";
  if (/x509|certificate/i.test(message)) return "its kubelet has a certificate problem";
  return "";
};

const notReady = defineRule(
  {
    code: "node-not-ready",
    title: "Node not ready",
    about:
      "The node cannot run pods: its kubelet is silent, its container runtime or network plugin fails. After five minutes its pods are evicted.",
    reads: ["Node", "events"],
    explains,
  },
  function* (view) {
    for (const node of view.of("Node")) {
      const ready = conditionOf(node, "Ready");
      const status = textAt(ready, "status");
      if (status === "" || status === "True") continue;
      const message = textAt(ready, "message");
      const cause = causeOf(message, textAt(ready, "reason"));
      const kept = keptVolumes(view).get(node.ref.name) ?? [];
      yield {
        object: node.ref,
        summary: `${nameOf(node.ref)} is NotReady${cause && kept.length === 0 ? `: ${cause}` : ""}${message ? ` (${message.slice(0, kept.length > 0 ? 60 : 320)})` : ""}${keptNote(kept)}.`,
        evidence: [
          message
            ? node.cite("status", "conditions", "Ready", "message")
            : (node.printed.get("STATUS")?.line ?? node.cite("status", "conditions", "Ready")),
          node.printed.get("STATUS")?.line,
          ...kept.slice(0, 2).flatMap(({ holder, pod }) => [holder.attachment?.cite(), holder.pod?.line, pod.line]),
        ],
        // A silent kubelet says nothing of its pods: they look as they did when it was last heard.
        related: unique([...podsOn(view, node, true), ...kept.map(({ pod }) => pod.ref)]),
        next: message
          ? list(
              "pods",
              undefined,
              "Shows which pods the node carries.",
              "-A",
              "-o",
              "wide",
              `--field-selector=spec.nodeName=${node.ref.name}`,
            )
          : describe(node.ref, "Its conditions say why it is not ready."),
        fix:
          kept.length > 0
            ? fixByHand(releaseAdvice, list("volumeattachments", undefined, "Shows which node holds the volume."))
            : null,
      };
    }
  },
);

const networkUnavailable = defineRule(
  {
    code: "node-network-unavailable",
    title: "Node's network not set up",
    about:
      "The node's network is not configured: the network plugin or the cloud's route controller has not done its work.",
    reads: ["Node"],
    explains,
  },
  function* (view) {
    for (const node of view.of("Node")) {
      const condition = conditionOf(node, "NetworkUnavailable");
      if (textAt(condition, "status") !== "True") continue;
      yield {
        object: node.ref,
        summary: `${nameOf(node.ref)} has no network: ${textAt(condition, "message") || textAt(condition, "reason") || "NetworkUnavailable"}.`,
        evidence: [node.cite("status", "conditions", "NetworkUnavailable")],
        related: podsOn(view, node),
        next: list("pods", "kube-system", "Shows whether the network plugin's pods run.", "-o", "wide"),
      };
    }
  },
);

const cordoned = defineRule(
  {
    code: "node-cordoned",
    title: "Node cordoned",
    about:
      "The node is marked unschedulable and takes no new pods; the pods on it go on running. Somebody cordoned or drained it.",
    reads: ["Node"],
    explains: ["nodes-cordoned"],
  },
  function* (view) {
    for (const node of view.of("Node")) {
      if (textAt(node.fields, "spec", "unschedulable") !== "true") continue;
      const note = statedNote(node);
      yield {
        object: node.ref,
        severity: "info",
        summary: `${nameOf(node.ref)} is cordoned (SchedulingDisabled) and takes no new pods${note.text}.`,
        evidence: [node.printed.get("STATUS")?.line ?? node.cite("spec", "unschedulable"), note.line],
        fix: fixWith(
          "Uncordon it when its maintenance is over.",
          suggest(["uncordon", node.ref.name], "Lets the node take pods again."),
          list("nodes", undefined, "Shows the state of the nodes."),
        ),
      };
    }
  },
);

const systemOom = defineRule(
  {
    code: "node-out-of-memory",
    title: "Kernel killed processes for memory",
    about:
      "The kernel of the node killed a process for lack of memory. The event names the process; when a container's limit was the reason, its pod shows OOMKilled.",
    reads: ["events", "Node"],
    explains: ["container-killed", "crash-loop"],
  },
  function* (view) {
    for (const event of view.events) {
      if (
        event.object.kind !== "Node" ||
        !/^(?:SystemOOM|OOMKilling)$/.test(event.reason) ||
        (event.lastSeen ?? 0) > 3600
      )
        continue;
      yield {
        object: event.object,
        severity: "warning",
        confidence: "likely",
        summary: `The kernel of ${nameOf(event.object)} killed a process for lack of memory (out of memory): ${event.message.slice(0, 320)}.`,
        evidence: [event.line],
        next: describe(event.object, "Shows how much memory its pods request."),
      };
    }
  },
);

/** What is wrong with nodes. */
export const nodeRules: readonly Rule[] = [notReady, networkUnavailable, cordoned, systemOom];
