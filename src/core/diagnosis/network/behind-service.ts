import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { isSelected, selectorOf } from "../objects/relations.ts";
import { backings } from "./backings.ts";
import type { Target } from "./endpoint-in-text.ts";

export type Behind = { readonly note: string; readonly evidence: readonly Line[] };

const nothing: Behind = { note: "", evidence: [] };

/** What the evidence shows of the ports behind the Service that somebody wants to reach: its targetPort, and where its pods listen. */
export const behind = (view: ClusterView, ref: ObjectRef, target: Target): Behind => {
  const service = view.object(ref);
  const ports = listAt(service?.fields, "spec", "ports");
  const port = ports.find((one) => textAt(one, "port") === target.port) ?? (ports.length === 1 ? ports[0] : undefined);
  if (!service || port === undefined) return nothing;
  const leads = textAt(port, "targetPort").split("/")[0] || (service.sources.has("object") ? textAt(port, "port") : "");
  const open = listeners(view, service);
  if (leads === "" || open.ports.length === 0 || open.ports.includes(leads) || open.names.includes(leads))
    return nothing;
  return {
    note: `; ${nameOf(ref)} leads to target port ${leads}, and its pods listen on ${open.ports.join(", ")}`,
    evidence: [service.cite("spec", "ports", textAt(port, "name") || "0", "targetPort"), ...open.evidence],
  };
};

type Listeners = {
  readonly ports: readonly string[];
  readonly names: readonly string[];
  readonly evidence: readonly Line[];
};

/** The ports that containers behind a Service declare, and those that their logs say they listen on. */
const listeners = (view: ClusterView, service: ObservedObject): Listeners => {
  const selector = selectorOf(service);
  const pods = backings(view).find((one) => keyOf(one.ref) === keyOf(service.ref))?.pods ?? [];
  const templates = ["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) =>
    view
      .of(kind)
      .filter((one) => one.ref.namespace === service.ref.namespace && isSelected(selector, templateLabels(one))),
  );
  const declared = [
    ...pods.flatMap((pod) => pod.containers.flatMap((one) => listAt(one.spec, "ports"))),
    ...templates.flatMap((one) =>
      listAt(one.fields, "spec", "template", "spec", "containers").flatMap((container) => listAt(container, "ports")),
    ),
  ];
  const owners = [...pods.map((pod) => pod.ref), ...templates.map((one) => one.ref)];
  const said = view.logs
    .filter((log) => log.object !== null && owners.some((ref) => keyOf(ref) === keyOf(log.object!)))
    .flatMap((log) => log.templates.flatMap((one) => spoken(one.first)));
  const ports = declared.map((port) => textAt(port, "containerPort").split("/")[0]!);
  return {
    ports: [...new Set([...ports, ...said.map((one) => one.port)])].filter((port) => port !== "" && port !== "0"),
    names: declared.map((port) => textAt(port, "name")).filter((name) => name !== ""),
    evidence: said.slice(0, 1).map((one) => one.line),
  };
};

/** Described templates print labels and selectors, API objects carry them under metadata. */
const templateLabels = (one: ObservedObject): ReadonlyMap<string, string> => {
  const labels = entriesAt(one.fields, "spec", "template", "metadata", "labels");
  return labels.size > 0 ? labels : entriesAt(one.fields, "spec", "selector", "matchLabels");
};

const spoken = (line: Line): readonly { readonly port: string; readonly line: Line }[] => {
  const match =
    /\b(?:[Ll]isten(?:ing|s)?|[Ss]erving|[Ss]tarted|[Bb]ound|[Rr]unning|[Aa]ccepting)\b[^\n]{0,60}?(?::|\bport[ (:=]{1,2})(\d{2,5})\b(?![:.]\d)/.exec(
      line.text.replace(/^\S{0,10}\d{4}[-/]\d\d[-/]\d\d[T ][\d:.,+Z-]{5,30} ?|^[IWEF]\d{4} [\d:.]{8,20}/, ""),
    );
  return match ? [{ port: match[1]!, line }] : [];
};
