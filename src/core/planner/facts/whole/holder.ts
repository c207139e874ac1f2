import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";
import { ownerChain } from "../owner-chain.ts";
import { nodeOf } from "./meant.ts";

/** What has an address, a node port or a volume that the question gives: looked for from the other side. */
export function holderAnswer({ text }: Question, view: ClusterView): Answered | null {
  if (!asks.test(text)) return null;
  const address = /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.]|\/\d)/.exec(text)?.[1];
  const port = /\b(?:node ?port|port) (\d{4,5})\b/i.exec(text)?.[1];
  const found =
    address !== undefined
      ? view.objects.flatMap((object) => heldAt(object, address) ?? [])
      : port === undefined
        ? []
        : view.of("Service").flatMap((object) => portAt(object, port) ?? []);
  if (found.length === 0 || found.length > 6) return null;
  return {
    summary: found
      .map(({ object, how }) => `${address ?? `Node port ${port}`} ${how} ${said(object, view)}.`)
      .join(" "),
    details: "",
    lines: found.map(({ object }) => object.cite()),
  };
}

/** `which pod is 10.1.2.3?`: what has the address, whoever else is named beside it. */
export const asksForHolder = (text: string): boolean =>
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]|\/\d)/.test(text) &&
  /\b(?:which|what|whose) (?:pod|workload|service|object|replica) (?:is|was|has|owns|uses|holds|does)\b/i.test(text);

const asks =
  /\b(?:(?:which|what|whose|who)\b[^?]{0,60}\b(?:pods?|workloads?|services?|nodes?|machines?|is|has|have|owns?|uses?|belongs?|behind|ip|address)|who(?:'s| is)|belongs? to|look ?up|find)\b/i;

type Held = { readonly object: ObservedObject; readonly how: string };

const headings: readonly (readonly [string, string])[] = [
  ["IP", "is the address of"],
  ["CLUSTER-IP", "is the cluster IP of"],
  ["EXTERNAL-IP", "is the external address of"],
  ["INTERNAL-IP", "is the internal address of"],
  ["ADDRESS", "is the address of"],
];

const fields: readonly (readonly [readonly string[], string])[] = [
  [["status", "podIP"], "is the address of"],
  [["spec", "clusterIP"], "is the cluster IP of"],
  [["spec", "loadBalancerIP"], "is the external address of"],
];

function heldAt(object: ObservedObject, address: string): Held | null {
  if (/^(?:Endpoints|EndpointSlice|Event)$/.test(object.ref.kind)) return null;
  const cell = headings.find(([heading]) => (object.printed.get(heading)?.value ?? "").split(",").includes(address));
  const own = cell?.[1] ?? fields.find(([path]) => textAt(object.fields, ...path) === address)?.[1];
  return own === undefined ? null : { object, how: own };
}

function portAt(object: ObservedObject, port: string): Held | null {
  const printed = (object.printed.get("PORT(S)")?.value ?? "").split(",").some((one) => one.split(/[:/]/)[1] === port);
  const listed = JSON.stringify((object.fields as { spec?: { ports?: unknown } }).spec?.ports ?? []).includes(
    `"nodePort":${port}`,
  );
  return printed || listed ? { object, how: "leads to" } : null;
}

function said(object: ObservedObject, view: ClusterView): string {
  const { ref } = object;
  const node = ref.kind === "Pod" ? nodeOf(object) : "";
  const owner = ref.kind === "Pod" ? (ownerChain(object, view)[0]?.value ?? "") : "";
  const state = object.printed.get("STATUS")?.value ?? textAt(object.fields, "status", "phase");
  const restarts = ref.kind === "Pod" ? (object.printed.get("RESTARTS")?.value ?? "") : "";
  const ports = object.printed.get("PORT(S)")?.value ?? "";
  const more = [
    owner === "" ? "" : `controlled by ${owner}`,
    node === "" ? "" : `on node ${node}`,
    ports === "" ? "" : `ports ${ports}`,
    state,
    restarts === "" ? "" : `restarts ${restarts.replace(/ \((.{1,20})\)/, ", the last $1")}`,
  ].filter((one) => one !== "");
  return `${ref.kind} ${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
}
