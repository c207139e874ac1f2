import { endpointsOf } from "../../../diagnosis/network/endpoints-of.ts";
import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { isSelected, labelsOf, selectorOf, workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown, isNodeReady, linesIn } from "../reading/standing.ts";

const local = defineBenign(
  {
    code: "health-checks-fail-without-a-local-pod",
    onlyAsked: true,
    title: "Load balancer targets without a pod of their own",
    about:
      "With externalTrafficPolicy Local a node answers the health check of the load balancer (healthCheckNodePort) with success only while a ready pod of the Service runs on it. Nodes without one are shown as unhealthy (503, localEndpoints 0), so that they get no traffic, by design. Said where ready pods are shown on other nodes, and none of those nodes is shown as unhealthy.",
    reads: ["Service", "Pod", "EndpointSlice", "Node"],
    asked:
      /health|unhealthy|targets?\b|load ?balancer|\blb\b|\bnlb\b|\belb\b|backends?\b|instances?\b|out ?of ?service|503|localendpoints|externaltrafficpolicy|members?\b/,
    unless: /\b(?:users?|customers?|clients?|people)\b[^?.!]{0,80}\b(?:cannot|can't|errors?|time ?outs?|complain\w*)\b/,
  },
  function* (view, question) {
    for (const service of view.of("Service")) {
      const policy = localOf(service, view);
      if (policy === null || service.printed.get("EXTERNAL-IP")?.value === "<pending>") continue;
      if (isAnythingDown(view, service.ref.namespace) || view.of("Node").some((node) => !isNodeReady(node))) continue;
      const serving = podsBehind(service, view);
      const nodes = [...new Set([...serving.map(({ node }) => node), ...sliceNodes(service, view)])].filter(
        (name) => name !== "",
      );
      if (nodes.length === 0) continue;
      const said = nodes.map((name) => saidIll(name, view)).find((line) => line !== undefined);
      if (said !== undefined || nodes.some((name) => isNamedIll(name, question.text))) continue;
      const others = view.of("Node").filter(({ ref }) => !nodes.includes(ref.name));
      if (view.of("Node").length > 0 && others.length === 0) continue;
      const idle = enumerated(
        others.map(({ ref }) => ref.name),
        4,
      );
      yield {
        ref: service.ref,
        about: [...others.map(({ ref }) => ref), ...serving.flatMap(({ ref }) => [ref, workloadOf(view, ref)])],
        text: `Service ${service.ref.name} has externalTrafficPolicy Local: only nodes with a ready pod of it (${enumerated(nodes, 4)}) pass the health check of the load balancer, and the others${idle === "" ? "" : ` (${idle})`} fail it by design, so that no traffic is sent to them; that they are shown as unhealthy is expected and no outage`,
        lines: [policy, serving[0]?.line],
        ofLog: "only" as const,
        voids: ["node-port-unhealthy", "warning-event"],
      };
    }
  },
);

function localOf(service: ObservedObject, view: ClusterView): Line | null {
  const path = ["spec", "externalTrafficPolicy"];
  const value = textAt(service.fields, ...path);
  if (value !== "") return value === "Local" ? service.cite(...path) : null;
  const named = printedOf(view, service.ref, /\bexternal ?TrafficPolicy["']?:\s{0,20}["']?Local\b/i)[0];
  const bare = printedOf(view, service.ref, /^["']?Local\b/).find(({ line }) =>
    /externalTrafficPolicy/.test(line.command),
  );
  return (named ?? bare)?.line ?? null;
}

/** The ready pods behind a Service, by its selector where labels are shown, else by its name. */
function podsBehind(service: ObservedObject, view: ClusterView): readonly PodReading[] {
  const selector = selectorOf(service);
  const healthy = podsOf(view).filter(
    ({ ref, health, node }) => ref.namespace === service.ref.namespace && health === "healthy" && node !== "",
  );
  const selected = healthy.filter(
    ({ object }) => selector.size > 0 && object !== undefined && isSelected(selector, labelsOf(object)),
  );
  if (selected.length > 0) return selected;
  const asked = healthy.filter(({ line }) =>
    [...selector].some(([key, value]) => line?.command.includes(`${key}=${value}`)),
  );
  if (asked.length > 0) return asked;
  return healthy.filter(({ ref }) => workloadOf(view, ref).name === service.ref.name);
}

/** Nodes of the endpoints in its slices. */
function sliceNodes({ ref }: ObservedObject, view: ClusterView): readonly string[] {
  if (endpointsOf(view, ref).state === "none") return [];
  return view
    .of("EndpointSlice")
    .filter((slice) => slice.ref.namespace === ref.namespace && slice.ref.name.startsWith(`${ref.name}-`))
    .flatMap(({ fields }) => listAt(fields, "endpoints"))
    .filter((one) => textAt(one, "conditions", "ready") !== "false")
    .map((one) => textAt(one, "nodeName"));
}

const ill = '(?:unhealthy|OutOfService|FAILED|DOWN|Target\\.\\w{1,40}|\\b503\\b|"?localEndpoints"?: ?0)';

/** A line that says of a node with a pod that it fails. */
const saidIll = (name: string, view: ClusterView): Line | undefined =>
  linesIn(view, new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w-])[^\\n]{0,120}${ill}`, "i"), 1)[0];

const isNamedIll = (name: string, text: string): boolean =>
  new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`).test(text);

export const localTraffic: readonly BenignRule[] = [local];
