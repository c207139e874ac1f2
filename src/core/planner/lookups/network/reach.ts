import { allows, selectingOf } from "../../../diagnosis/network/egress-policies.ts";
import type { Target } from "../../../diagnosis/network/endpoint-in-text.ts";
import { endpointsOf } from "../../../diagnosis/network/endpoints-of.ts";
import { ingressPoliciesOf, labelsBehind, letsIn, portOfPods } from "../../../diagnosis/network/kept-out.ts";
import { admittedBy, allowedOut } from "../../../diagnosis/network/policy-words.ts";
import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { enumerated, sentence } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import { isPart, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { arePoliciesShown, type Peer, peersNamed, policyReads } from "./peers.ts";

const lead = "(?:(?:and|so|but|ok|okay|hm+)[, ]{1,3}){0,2}";
const name =
  "(?:the |our |my |pods? of |pods? in )*(?:pods? |service |deployment |app )?([a-z0-9][a-z0-9.-]{1,62}?)(?:'s)?(?: (?:pods?|service|deployment|app))?(?: (?:in|from|of) (?:the )?(?:namespace )?[a-z0-9-]{1,63}(?: namespace)?)?";
const calls =
  "(?:still |actually |even )?(?:reach|talk to|speak to|connect to|call|access|communicate with|get to|make calls to)";
const calling = "(?:reaching|talking to|connecting to|calling|accessing|communicating with|getting to)";
const allowed = "(?:allowed|blocked|possible|permitted|denied|restricted|dropped|refused)";
const traffic = "(?:the )?(?:network )?(?:traffic|calls?|connections?|requests?|communication)";
const policies = "(?:any |a |the |some )?(?:network ?polic(?:y|ies)|netpols?)";
const port = "(?: (?:at|on|over|via) (?:tcp |port ){0,2}(\\d{1,5}))?";

const forms: readonly RegExp[] = [
  new RegExp(
    `^${lead}(?:can|could|may|does|do|is|are) ${name} (?:be )?(?:able to |allowed to |permitted to )?${calls} ${name}${port}$`,
  ),
  new RegExp(
    `^${lead}(?:is|are) ${traffic} from ${name} to ${name}${port}(?: (?:being|currently))? ${allowed}(?: by ${policies})?$`,
  ),
  new RegExp(
    `^${lead}(?:do|does|is there|are there|which|would|will|could|can|what)? ?${policies} (?:that |which )?(?:block|stop|keep|prevent|restrict|den|refus|drop|forbid)\\w* ${name} from ${calling} ${name}${port}$`,
  ),
  new RegExp(
    `^${lead}(?:do|does|is there|are there|which|would|will|could|can|what)? ?${policies} (?:that |which )?(?:block|stop|prevent|restrict|den|refus|drop|forbid|allow)\\w* ${traffic} from ${name} to ${name}${port}$`,
  ),
];

/** `can cart reach payments`: whether a Service leads to pods that are ready, and whether network policies let the calls out and in. */
export const reachOf: Inquiry = (question) => {
  const said = question.text
    .trim()
    .toLowerCase()
    .replace(/[\s?.!]{1,10}$/, "");
  if (said.length > 160) return null;
  const found = forms.map((form) => form.exec(said)).find((one) => one !== null);
  if (!found) return null;
  const [, from, to, given] = found;
  return {
    reads: () => [
      ...policyReads,
      { command: "kubectl get services -A -o wide", reason: "Shows where and at which port it is called." },
      { command: "kubectl get endpoints -A", reason: "Shows which of them lead to pods that are ready." },
      {
        command: "kubectl get namespaces --show-labels",
        reason: "Shows the labels by which policies know namespaces.",
      },
    ],
    tell: (view) => {
      const way = arePoliciesShown(view) ? wayOf(from!, to!, question.scope.namespaces, view) : null;
      return way === null ? null : tellOf(way, given ?? "", view);
    },
  };
};

type Way = { readonly from: Peer; readonly service: ObservedObject };

/** The caller and the Service, where the names leave just one of each; callers beside the Service come before others. */
function wayOf(from: string, to: string, places: readonly string[], view: ClusterView): Way | null {
  const services = view.of("Service").filter(({ ref }) => places.length === 0 || places.includes(ref.namespace ?? ""));
  const [name, place] = to.split(".");
  const exact = services.filter(({ ref }) => ref.name === name && (place === undefined || ref.namespace === place));
  const like = exact.length > 0 ? exact : services.filter(({ ref }) => isPart(name!, ref.name));
  const callers = peersNamed(from, places, view);
  const ways = like.flatMap((service) => callers.map((caller) => ({ from: caller, service })));
  const near = ways.filter((way) => way.service.ref.namespace === way.from.pod.namespace);
  const chosen = near.length > 0 ? near : ways;
  return chosen.length === 1 ? chosen[0]! : null;
}

function tellOf({ from, service }: Way, given: string, view: ClusterView): Told {
  const ports = listAt(service.fields, "spec", "ports").map((one) => textAt(one, "port"));
  const port = given === "" ? (ports[0] ?? "") : given;
  const target = { host: `${service.ref.name}.${service.ref.namespace}`, port };
  const who = `${from.workload.kind} ${placed({ ref: from.workload })}`;
  const what = `Service ${placed(service)}${port === "" ? "" : ` (port ${port})`}`;
  const steps = [
    atPort(service, ports, given),
    behind(service, view),
    letOut(from, target, view),
    letInto(from, service, target, view),
  ];
  const lines = steps.flatMap((one) => one.lines);
  const stopped = steps.filter(({ is }) => is === "no");
  const open = steps.filter(({ is }) => is === "unknown");
  const good = enumerated(steps.filter(({ is, text }) => is === "yes" && text !== "").map(({ text }) => text));
  if (stopped.length > 0)
    return {
      summary: `${who} cannot get to ${what}: ${sentence(enumerated(stopped.map(({ text }) => text)))}`,
      lines,
    };
  if (open.length > 0)
    return {
      summary: `What was read does not decide whether ${who} gets to ${what}: ${enumerated(open.map(({ text }) => text))}. Beside that, ${sentence(good)}`,
      lines,
    };
  return {
    summary: `${who} can get to ${what}, by what the cluster's objects say: ${sentence(good)} Whether it gets an answer there only a call from its pods shows.`,
    lines,
  };
}

/** One thing that a call has to pass. */
type Pass = { readonly is: "yes" | "no" | "unknown"; readonly text: string; readonly lines: readonly Line[] };

function atPort(service: ObservedObject, ports: readonly string[], given: string): Pass {
  const is = given === "" || ports.length === 0 || ports.includes(given) ? "yes" : "no";
  return {
    is,
    text: is === "yes" ? "" : `the Service has no port ${given}, only ${enumerated(ports)}`,
    lines: is === "yes" ? [] : [service.cite("spec", "ports")],
  };
}

function behind(service: ObservedObject, view: ClusterView): Pass {
  const seen = endpointsOf(view, service.ref);
  const lines = [service.cite(), ...(seen.line === undefined ? [] : [seen.line])];
  if (seen.state === "some") return { is: "yes", text: `Service ${placed(service)} has ready endpoints`, lines };
  if (seen.state === "unknown")
    return { is: "unknown", text: `whether Service ${placed(service)} has endpoints is not shown`, lines };
  return { is: "no", text: `Service ${placed(service)} has no ready endpoints`, lines };
}

function letOut({ pod, workload }: Peer, target: Target, view: ClusterView): Pass {
  const policies = selectingOf(view, pod);
  if (policies.length === 0)
    return { is: "yes", text: `no network policy restricts whom ${workload.name} calls`, lines: [] };
  const lines = policies.slice(0, 2).map((policy) => policy.cite("spec", "egress"));
  const names = enumerated(policies.map(({ ref }) => ref.name));
  const isAllowed = (one: Target) => policies.some((policy) => allows(view, policy, pod, one));
  if (!isAllowed(target))
    return {
      is: "no",
      text: `network policy ${names} lets ${workload.name} call only ${enumerated([...new Set(policies.map(allowedOut))])}`,
      lines,
    };
  if (!isAllowed({ host: "DNS", port: "53" }))
    return {
      is: "no",
      text: `network policy ${names} lets it call the address, and not DNS (port 53), so it cannot resolve the name`,
      lines,
    };
  return { is: "yes", text: `network policy ${names} lets ${workload.name} call it`, lines };
}

function letInto({ pod, workload }: Peer, service: ObservedObject, target: Target, view: ClusterView): Pass {
  const policies = ingressPoliciesOf(view, service.ref.namespace, labelsBehind(view, service.ref));
  if (policies.length === 0)
    return { is: "yes", text: `no network policy restricts who calls ${service.ref.name}`, lines: [] };
  const { number } = portOfPods(view, service.ref, target);
  const verdicts = policies.map((policy) => letsIn(view, policy, pod, number));
  const lines = policies.slice(0, 2).map((policy) => policy.cite("spec", "ingress"));
  const names = enumerated(policies.map(({ ref }) => ref.name));
  if (verdicts.includes(true))
    return {
      is: "yes",
      text: `network policy ${policies[verdicts.indexOf(true)]!.ref.name} admits ${workload.name}`,
      lines,
    };
  if (verdicts.includes(undefined))
    return { is: "unknown", text: `whether network policy ${names} admits ${workload.name} cannot be told`, lines };
  if (verdicts.includes("other port"))
    return { is: "no", text: `network policy ${names} admits ${workload.name} at other ports only`, lines };
  const admitted = [...new Set(policies.map((policy) => admittedBy(policy, pod.namespace)))];
  const some = admitted.filter((words) => words !== "nobody");
  return {
    is: "no",
    text: `network policy ${names} admits ${some.length === 0 ? "nobody" : enumerated(some)}, not ${workload.name}`,
    lines,
  };
}
