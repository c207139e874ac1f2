import type { ClusterView } from "../../../evidence/observed.ts";
import { fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Fix, Rule } from "../../finding.ts";
import { type Backing, backings } from "../../network/backings.ts";
import { isPortless, isPortUnserved } from "../../network/endpoints-of.ts";
import { type PortsBehind, portsBehind } from "../../network/ports-behind.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";
import { labelsOf, unique, workloadOf } from "../../objects/relations.ts";

const targetPort = defineRule(
  {
    code: "service-port-mismatch",
    title: "Service sends to a port that nothing offers",
    about:
      "The Service's targetPort is no port that the containers behind it declare: traffic is refused although pods are ready. A numeric port works undeclared, so this is sure for named ports only: where no container port has the name, no address is added to the endpoints.",
    reads: ["Service", "Pod", "Deployment", "EndpointSlice"],
    explains: [
      "service-without-endpoints",
      "dependency-unreachable",
      "ingress-backend-unavailable",
      "webhook-unreachable",
      "gateway-failing",
      "call-refused",
    ],
  },
  function* (view) {
    for (const backing of backings(view))
      for (const port of listAt(backing.service?.fields, "spec", "ports")) {
        const draft = draftOf(view, backing, port);
        if (draft) yield draft;
      }
  },
);

const draftOf = (view: ClusterView, backing: Backing, port: unknown): Draft | undefined => {
  const service = backing.service!;
  const own = textAt(port, "port");
  const target = textAt(port, "targetPort").split("/")[0] || (service.sources.has("object") ? own : "");
  if (target === "") return undefined;
  const behind = portsBehind(view, backing);
  const said = /^\d+$/.test(target)
    ? ofNumber(backing, behind, target, own)
    : ofName(view, backing, behind, {
        target,
        own,
        isUnserved: isPortUnserved(view, backing.ref, textAt(port, "name")),
      });
  return (
    said && {
      object: backing.ref,
      ...said,
      evidence: [
        service.cite("spec", "ports", textAt(port, "name") || "0", "targetPort"),
        ...behind.lines,
        backing.endpoints.line,
      ],
      related: unique(backing.pods.flatMap((pod) => [pod.ref, workloadOf(view, pod.ref)])),
      next: behind.isShown
        ? describe(backing.ref, "Shows port, targetPort and endpoints.")
        : list("pods", backing.ref.namespace, "Shows which ports the containers declare, by name.", "-o", "yaml"),
      fix: fixOf(backing, behind, own),
    }
  );
};

type Said = Pick<Draft, "summary" | "severity" | "confidence"> | undefined;

const offered = ({ ports }: PortsBehind): string =>
  [...new Set(ports.map((one) => `${one.name ? `${one.name}=` : ""}${one.port}`))].join(", ");

const ofNumber = ({ ref }: Backing, behind: PortsBehind, target: string, own: string): Said =>
  behind.ports.length === 0 || behind.ports.some((one) => one.port === target)
    ? undefined
    : {
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(ref)} sends to targetPort ${target}${own && own !== target ? ` (its port ${own})` : ""}, and the containers behind it declare only ${offered(behind)}.`,
      };

type NamedTarget = { readonly target: string; readonly own: string; readonly isUnserved: boolean };

const ofName = (
  view: ClusterView,
  backing: Backing,
  behind: PortsBehind,
  { target, own, isUnserved }: NamedTarget,
): Said => {
  if (behind.ports.some((one) => one.name === target)) return undefined;
  const isEmpty = backing.endpoints.state === "none" || isPortless(view, backing.ref) || isUnserved;
  const effect = isEmpty ? "gets no endpoints" : "leads nowhere";
  const what = `${nameOf(backing.ref)}${own ? ` port ${own}` : ""} ${effect}: its targetPort is the port name "${target}"`;
  if (behind.areNamesShown)
    return {
      severity: "critical",
      confidence: "confirmed",
      summary: `${what}, and no container port behind it has that name (they are named ${offered(behind) || "not at all, none is declared"}).`,
    };
  if (isUnserved)
    return {
      severity: "critical",
      confidence: "confirmed",
      summary: `${what}, which no container port behind it has${behind.ports.length > 0 ? ` (declared: ${offered(behind)})` : ""}; its other ports have endpoints.`,
    };
  if (!isEmpty || !isMatched(view, backing)) return undefined;
  const ready = backing.pods.filter((pod) => pod.health === "healthy").length;
  return {
    severity: "critical",
    confidence: "likely",
    summary: `${what}, and although its selector finds ${ready > 0 ? `${ready} ready pod${ready > 1 ? "s" : ""}` : "pods"} none is added${isPortless(view, backing.ref) ? " with a port (the EndpointSlice has addresses and no port)" : ""}: no container port behind it has that name${behind.ports.length > 0 ? ` (declared: ${offered(behind)})` : ""}.`,
  };
};

/** Pods are known to be selected and ready: by their labels, or because a slice holds their addresses. */
const isMatched = (view: ClusterView, backing: Backing): boolean =>
  isPortless(view, backing.ref) ||
  (backing.selector.size > 0 &&
    backing.pods.length > 0 &&
    backing.pods.every((pod) => pod.health === "healthy" && (backing.areChosen || labelsOf(pod.object!).size > 0)));

const fixOf = ({ ref, service }: Backing, behind: PortsBehind, own: string): Fix => {
  const only = [...new Set(behind.ports.map((one) => one.port))];
  const patch = `{"spec":{"ports":[{"port":${Number(own)},"targetPort":${Number(only[0])}}]}}`;
  return fixWith(
    behind.ports.length > 0
      ? `Set targetPort to a port that the containers listen on (${offered(behind)}), or give the container port the name that the Service asks for.`
      : "Set targetPort to the name or number of a port of the containers.",
    only.length === 1 && listAt(service?.fields, "spec", "ports").length === 1
      ? suggest(["patch", "service", ref.name, ...inNamespace(ref), `--patch='${patch}'`], `Sends to port ${only[0]}.`)
      : [],
    list("endpoints", ref.namespace, "Shows the addresses and ports behind the Service."),
  );
};

/** Ports of a Service that do not meet those of its pods. */
export const servicePortRules: readonly Rule[] = [targetPort];
