import { fixByHand } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { type Recognised, type Variant, variantRules } from "../../variants.ts";
import { podAt } from "../../workloads/pods.ts";

const noSandbox = (seen: Recognised, why: string): string =>
  `${nameOf(seen.complaint.pod.ref)} gets no network and cannot start${onNode(seen)}: ${why}.`;

const onNode = (seen: Recognised): string => {
  const node = seen.complaint.pod.node || placed(seen);
  return node === "" ? "" : ` on node ${node}`;
};

/** The node that an event of the pod says it was assigned to. */
const placed = ({ complaint }: Recognised): string =>
  /Successfully assigned \S{1,300} to (\S{1,253})/.exec(
    complaint.pod.events.find((event) => event.reason === "Scheduled")?.message ?? "",
  )?.[1] ?? "";

const seeNetwork = (seen: Recognised) => [
  ...list("pods", "kube-system", "Shows whether the network plugin's pods run on that node.", "-o", "wide"),
  ...(seen.complaint.pod.node
    ? describe({ kind: "Node", name: seen.complaint.pod.node }, "Shows whether the node's network is ready.")
    : []),
];

const lacks =
  /InsufficientFreeAddresses|free (?:IP )?addresses|no (?:more|free|available) (?:IPs?|addresses|affine blocks)|not enough (?:free |available )?(?:IPs?|addresses)|(?:pool|subnet|range|CIDR)[^\n]{0,40}(?:exhausted|is full|depleted|ran out)|exhausted/i;

/** What the agent of the network plugin says of why it has no address: its log on that node, or the only one that is shown. */
const saidByAgent = ({ view, complaint }: Recognised) => {
  const agents = logsOfView(view).filter(({ object }) => networkAgent.test(object.name));
  const here = agents.filter(({ object }) => podAt(view, object)?.node === complaint.pod.node);
  for (const log of here.length > 0 ? here : agents) {
    const template = log.templates.find(({ last }) => lacks.test(last.text.slice(0, 4000)));
    if (template !== undefined)
      return { pod: log.object, line: template.last, text: saidIn(template.last.text).slice(0, 200) };
  }
  return undefined;
};

const networkAgent =
  /^(?:calico-|canal|cilium|kube-flannel|weave-net|aws-node|antrea|kube-router|kindnet|kube-ovn|ovnkube|azure-(?:cns|cni)|whereabouts|ipam|multus)/;

const variants: readonly Variant[] = [
  {
    code: "pod-addresses-exhausted",
    title: "No pod address left",
    about: "The network plugin has no address left to give: the subnet or the node's range is used up.",
    explains: podSymptoms,
    pattern:
      /(?:not enough|no more|no free|insufficient|out of) (?:free |available )?(?:IPs?|IP addresses|addresses|affine blocks|blocks|pod IPs?)\b[^\n"]{0,100}|[Aa]ssigned 0 out of \d{1,3} requested IPv[46] addresses[^\n"]{0,80}|IPAM [^\n"]{0,60}(?:exhausted|no more)[^\n"]{0,60}|all (?:\d{1,5} )?pod IPs? are[^\n"]{0,60}|[Rr]ange is full[^\n"]{0,40}|no (?:IP|available) addresses? (?:addresses )?available[^\n"]{0,100}|failed to assign an IP address[^\n"]{0,60}|no available IPs?|InsufficientFreeAddresses[^\n"]{0,60}|addresses? in range[^\n"]{0,60}exhausted/i,
    summary: (seen) => {
      const said = saidByAgent(seen);
      return noSandbox(
        seen,
        `the network plugin (CNI) has no free IP address left to give (${seen.match[0].trim()})${said ? `; the log of ${nameOf(said.pod)} says why: ${said.text}` : ""}`,
      );
    },
    evidence: (seen) => [saidByAgent(seen)?.line],
    related: (seen) => [saidByAgent(seen)?.pod].filter((ref) => ref !== undefined),
    next: (seen) => (saidByAgent(seen) ? [] : seeNetwork(seen)),
    fix: (seen) =>
      saidByAgent(seen)
        ? fixByHand(
            "Give the nodes a larger or a further subnet or address pool, or free addresses that are held and not used.",
            list("pods", seen.complaint.pod.ref.namespace, "Shows whether its pods start."),
          )
        : null,
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
      `${nameOf(seen.complaint.pod.ref)} cannot start: its RuntimeClass asks for the runtime handler "${seen.match[1] ?? seen.match[2]}", which is not configured in the container runtime${onNode(seen).replace(" on ", " of ")}.`,
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
