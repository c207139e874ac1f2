import type { Rule } from "../finding.ts";
import { nameOf } from "../name-object.ts";
import { describe, list } from "../reads.ts";
import { podSymptoms } from "../symptoms.ts";
import { type Recognised, type Variant, variantRules } from "../variants.ts";

const noSandbox = (seen: Recognised, why: string): string =>
  `${nameOf(seen.complaint.pod.ref)} gets no network and cannot start on node ${seen.complaint.pod.node || placed(seen)}: ${why}.`;

/** The node that an event of the pod says it was assigned to. */
const placed = ({ complaint }: Recognised): string =>
  /Successfully assigned \S{1,300} to (\S{1,253})/.exec(
    complaint.pod.events.find((event) => event.reason === "Scheduled")?.message ?? "",
  )?.[1] ?? "(not shown)";

const seeNetwork = (seen: Recognised) => [
  ...list("pods", "kube-system", "Shows whether the network plugin's pods run on that node.", "-o", "wide"),
  ...(seen.complaint.pod.node
    ? describe({ kind: "Node", name: seen.complaint.pod.node }, "Shows whether the node's network is ready.")
    : []),
];

const variants: readonly Variant[] = [
  {
    code: "pod-addresses-exhausted",
    title: "No pod address left",
    about: "The network plugin has no address left to give: the subnet or the node's range is used up.",
    explains: podSymptoms,
    pattern:
      /no (?:IP|available) addresses? (?:addresses )?available[^\n"]{0,100}|failed to assign an IP address[^\n"]{0,60}|no available IPs?|InsufficientFreeAddresses[^\n"]{0,60}|addresses? in range[^\n"]{0,60}exhausted/i,
    summary: (seen) => noSandbox(seen, `no pod address is left (${seen.match[0].trim()})`),
    next: seeNetwork,
  },
  {
    code: "network-plugin-not-ready",
    title: "Network plugin not working",
    about: "The node's network plugin (CNI) does not answer or is not configured. Every new pod on the node suffers.",
    explains: podSymptoms,
    pattern:
      /cni (?:config uninitialized|plugin not initialized)|[Nn]etwork plugin is not ready[^\n]{0,80}|plugin type="([^"]{1,80})"[^\n]{0,200}|networkPlugin cni failed[^\n]{0,200}|NetworkPluginNotReady/,
    summary: (seen) =>
      noSandbox(
        seen,
        `its network plugin ${seen.match[1] ? `"${seen.match[1]}" ` : ""}fails (${seen.match[0].slice(0, 320)})`,
      ),
    next: seeNetwork,
  },
  {
    code: "runtime-class-missing",
    title: "Container runtime handler missing",
    about: "The pod's RuntimeClass names a handler that the node's container runtime does not have.",
    explains: podSymptoms,
    pattern: /no runtime for "([^"]{1,80})" is configured|RuntimeHandler "([^"]{1,80})" not supported/,
    summary: (seen) =>
      `${nameOf(seen.complaint.pod.ref)} cannot start: its RuntimeClass asks for the runtime handler "${seen.match[1] ?? seen.match[2]}", which is not configured in the container runtime of node ${seen.complaint.pod.node || placed(seen)}.`,
    next: () => list("runtimeclasses", undefined, "Shows the runtime classes and their handlers."),
  },
  {
    code: "pod-sandbox-failed",
    title: "Pod sandbox cannot be created",
    about: "The container runtime cannot create the pod's sandbox. The message is its own.",
    explains: podSymptoms,
    generic: true,
    pattern: /^FailedCreatePodSandBox: ([\s\S]*)/,
    summary: (seen) => noSandbox(seen, (seen.match[1] ?? "").slice(0, 320)),
    next: seeNetwork,
  },
];

/** Why the sandbox of a pod, with its network, is not created. */
export const sandboxRules: readonly Rule[] = variantRules(["sandbox"], variants);
