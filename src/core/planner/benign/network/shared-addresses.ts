import { endpointsOf } from "../../../diagnosis/network/endpoints-of.ts";
import { entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { selectorOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, linesIn } from "../reading/standing.ts";

const hostNetwork = defineBenign(
  {
    code: "host-network-shares-the-node-address",
    title: "Pods on the host network share the address of their node",
    about:
      "A pod with hostNetwork: true has no address of its own: its IP is that of its node, and all such pods of a node have the same. That is no conflict. Not where a pod without hostNetwork shares an address with another that runs.",
    reads: ["Pod", "Node"],
    asked:
      /\b(?:same (?:ip|address)\w*|very same|ips?|address\w*|duplicat\w*|conflict\w*|identical|twice|double|clash\w*|collision\w*)\b/,
  },
  function* (view) {
    const pods = view
      .of("Pod")
      .filter((pod) => ipOf(pod) !== "" && !/^(?:Succeeded|Failed|Completed)$/.test(phaseOf(pod)));
    const shared = [...Map.groupBy(pods, ipOf)].filter(([, group]) => group.length > 1);
    if (isAnythingDown(view)) return;
    if (shared.length === 0 || shared.some(([, group]) => !group.every((pod) => isOnHost(pod, view)))) return;
    const [ip, group] = shared.toSorted(([, one], [, other]) => other.length - one.length)[0]!;
    const node = nodeOf(group[0]!);
    const all = shared.flatMap(([, some]) => some);
    yield {
      ref: group[0]!.ref,
      about: all.map(({ ref }) => ref),
      text: `the ${group.length} pods with IP ${ip} (${group
        .slice(0, 4)
        .map(({ ref }) => ref.name)
        .join(
          ", ",
        )}${group.length > 4 ? ", ..." : ""}) are on the host network (hostNetwork: true), so they have their node's IP${node === "" ? "" : ` (node ${node})`}; that is by design and no conflict, pods without it have addresses of their own`,
      lines: [
        group[0]!.cite("spec", "hostNetwork"),
        group[1]!.cite("spec", "hostNetwork"),
        view.object({ kind: "Node", name: node })?.cite(),
      ],
    };
  },
);

const ipOf = (pod: ObservedObject): string => {
  const ip = textAt(pod.fields, "status", "podIP") || (pod.printed.get("IP")?.value ?? "");
  return ip === "<none>" ? "" : ip;
};
const phaseOf = (pod: ObservedObject): string =>
  pod.printed.get("STATUS")?.value ?? textAt(pod.fields, "status", "phase");
const nodeOf = (pod: ObservedObject): string =>
  (textAt(pod.fields, "spec", "nodeName") || (pod.printed.get("NODE")?.value ?? "")).split("/")[0]!;

/** It says so, or its address is that of the node on which it runs. */
function isOnHost(pod: ObservedObject, view: ClusterView): boolean {
  if (textAt(pod.fields, "spec", "hostNetwork") === "true") return true;
  if (/^true$/i.test(pod.printed.get("HOSTNET")?.value ?? pod.printed.get("HOSTNETWORK")?.value ?? "")) return true;
  const node = view.object({ kind: "Node", name: nodeOf(pod) });
  const own = [
    node?.printed.get("INTERNAL-IP")?.value,
    textAt(pod.fields, "status", "hostIP"),
    ...listAt(node?.fields, "status", "addresses").map((one) => textAt(one, "address")),
  ];
  return own.includes(ipOf(pod));
}

const leading = /^(?:master|primary|leader|writer|rw|main|active)$/i;
const following = /^(?:slave|replica|secondary|standby|reader|ro|follower|read|readonly|read-only)$/i;

const primaryOnly = defineBenign(
  {
    code: "service-of-the-primary-only",
    title: "Service that leads to the primary only",
    about:
      "A Service whose selector names a role (role=master, cnpg.io/instanceRole=primary, spilo-role=master) is meant to have one endpoint, the instance that takes writes; replicas are reached through a Service of their own. Not where it has none or two, or a replica has lost its master.",
    reads: ["Service", "Endpoints", "EndpointSlice", "Pod"],
    asked:
      /\b(?:only one|just one|one of|single|balanc\w*|endpoints?|idle|nothing|no traffic|no requests|unused|behind|replicas?|slaves?|standby|others?|selector|labels?)\b/,
  },
  function* (view) {
    if (linesIn(view, /master_link_status:\s?down|connected_slaves:0|state=(?:wait_bgsave|send_bulk)/i, 1).length > 0)
      return;
    for (const object of view.of("Service")) {
      const role = roleIn(object, leading);
      if (role === null) continue;
      const mates = view.of("Pod").filter((pod) => isOfRest(object, pod));
      const own = mates.filter((pod) => entriesAt(pod.fields, "metadata", "labels").get(role.key) === role.value);
      if (own.length > 1 || mates.some(({ ref }) => podsOf(view).find((one) => one.ref === ref)?.health !== "healthy"))
        continue;
      const { state } = endpointsOf(view, object.ref);
      if (own.length === 0 && state !== "some") continue;
      const other = view
        .of("Service")
        .find((one) => one.ref.namespace === object.ref.namespace && roleIn(one, following)?.key === role.key);
      yield {
        ref: object.ref,
        about: mates.map(({ ref }) => ref),
        text: `Service ${object.ref.name} selects ${role.key}=${role.value} on purpose: it leads only to the ${role.value}${own[0] === undefined ? "" : ` (${own[0].ref.name})`}, which takes the writes${other === undefined ? "" : `; the replicas are served through ${other.ref.name} (${role.key}=${roleIn(other, following)!.value})`}`,
        lines: [object.cite("spec", "selector"), other?.cite("spec", "selector"), own[0]?.cite()],
      };
    }
  },
);

function roleIn(service: ObservedObject, which: RegExp): { key: string; value: string } | null {
  const found = [...selectorOf(service)].find(
    ([key, value]) => /role|instance-?type|component|leader|primary/i.test(key) && which.test(value),
  );
  return found === undefined ? null : { key: found[0], value: found[1] };
}

/** Whether a pod has all that the selector wants besides the role. */
function isOfRest(service: ObservedObject, pod: ObservedObject): boolean {
  const labels = entriesAt(pod.fields, "metadata", "labels");
  const rest = [...selectorOf(service)].filter(
    ([key, value]) => !(/role|instance-?type|component|leader|primary/i.test(key) && leading.test(value)),
  );
  return (
    pod.ref.namespace === service.ref.namespace &&
    rest.length > 0 &&
    rest.every(([key, value]) => labels.get(key) === value)
  );
}

const shortened = defineBenign(
  {
    code: "described-endpoints-shortened",
    title: "describe shows three endpoints and a count",
    about:
      "`kubectl describe service` prints the first three addresses and `+ N more...`. The other addresses are there, as the EndpointSlice shows. Not where one of them is not ready.",
    reads: ["Service", "EndpointSlice", "Pod"],
    asked: /endpoint|address|\bmore\b|\bthree\b|\b3\b|\bonly\b|label|selector|traffic|truncat/,
  },
  function* (view) {
    const isUnready =
      linesIn(view, /^\S{3,60}\s{1,8}false$|\bready["']?[=:]\s?["']?false|notReadyAddresses/i, 1).length > 0;
    for (const object of view.of("Service")) {
      const line = describedEndpoints(view, object);
      const more =
        line === undefined ? null : /^Endpoints:\s{1,40}(\S{1,400}) \+ (\d{1,6}) more\.\.\.$/.exec(line.text.trim());
      if (line === undefined || more === null || isUnready || isAnythingDown(view, object.ref.namespace)) continue;
      const total = more[1]!.split(",").length + Number(more[2]);
      yield {
        ref: object.ref,
        text: `Service ${object.ref.name} has ${total} endpoints, not ${total - Number(more[2])}: describe prints only the first ones and shortens the rest to "+ ${more[2]} more...", so its selector and labels match`,
        lines: [line],
      };
    }
  },
);

const describedEndpoints = (view: ClusterView, { ref }: ObservedObject) =>
  view.evidence
    .filter(({ command }) => /\bdescribe\b/.test(command))
    .map((piece) => linesOf(piece).slice(0, 60))
    .filter((lines) => lines.some(({ text }) => /^Name: /.test(text) && text.slice(5).trim() === ref.name))
    .flat()
    .find(({ text }) => /^Endpoints:/.test(text));

const noPing = defineBenign(
  {
    code: "cluster-ip-does-not-answer-ping",
    title: "ClusterIP that does not answer ping",
    about:
      "The address of a Service is virtual: only its ports are translated, so ping gets no answer by design. Its port answers, as the call beside it shows.",
    reads: ["Service", "Endpoints"],
    asked: /\bping\w*|\bicmp\b|packet loss/,
    unless: /\b50[0-4]\b|bad gateway/,
  },
  function* (view) {
    const lost = linesIn(view, /100(?:\.0)?% packet loss/, 1)[0];
    const works = linesIn(view, /\bHTTP\/[\d.]{1,3} [23]\d\d\b|\bsucceeded!|\bopen$|\bConnected to\b|^[23]\d\d$/, 1)[0];
    if (lost === undefined || works === undefined || isAnythingDown(view)) return;
    for (const object of view.of("Service")) {
      const ip = object.printed.get("CLUSTER-IP")?.value ?? textAt(object.fields, "spec", "clusterIP");
      if (!lost.command.includes(object.ref.name) && (ip === "" || !lost.command.includes(ip))) continue;
      yield {
        ref: object.ref,
        text: `Service ${object.ref.name} does not answer ping by design: its ClusterIP${ip === "" ? "" : ` ${ip}`} is virtual and only its ports are translated (no ICMP); its port answers: ${works.text.trim().slice(0, 80)}`,
        lines: [lost, works, object.cite()],
      };
    }
  },
);

export const sharedAddresses: readonly BenignRule[] = [hostNetwork, primaryOnly, shortened, noPing];
