import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { entriesAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { isSelected, labelsOf } from "../objects/relations.ts";
import { podsOf } from "../workloads/pods.ts";

type Known = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
};

const isReplica =
  /^\s*role:\s*(?:slave|replica)\b|^\s*pg_is_in_recovery\s*$|\brole["']?[:=]\s*["']?(?:slave|replica|standby|secondary)\b|"ismaster"\s*:\s*false|"stateStr"\s*:\s*"SECONDARY"/i;
const ofMaster = /^\s*master_host:\s*([\w.-]{1,253})|\bprimary_conninfo\b[^\n]{0,80}host=([\w.-]{1,253})/;

/** Which server of a store is a replica by its own words, whose it is, and which Service leads to it all the same. */
export const replicaIn = (view: ClusterView, namespace: string | undefined): Known | undefined => {
  for (const log of logsOfView(view)) {
    if (log.evidence >= 0 || log.object.kind === "Log" || log.object.namespace !== namespace) continue;
    const lines = log.tail;
    const line = lines.find(({ text }) => isReplica.test(text));
    if (line === undefined) continue;
    const pod = log.object;
    const match = lines.map(({ text }) => ofMaster.exec(text)).find((one) => one !== null);
    const host = match?.[1] ?? match?.[2];
    const master = host === undefined ? undefined : (podAtAddress(view, host) ?? host);
    const service = serviceOf(view, pod);
    const of = master === undefined ? "" : ` of ${typeof master === "string" ? master : master.name}`;
    return {
      note: `; ${pod.kind} ${pod.name} is a replica${of} now${service ? `, and ${nameOf(service.ref)} still leads to it (selector ${selectorText(service)})` : ""}`,
      related: [pod, ...(service ? [service.ref] : []), ...(typeof master === "object" ? [master] : [])],
      evidence: [line, service?.cite()],
    };
  }
  return undefined;
};

const podAtAddress = (view: ClusterView, host: string): ObjectRef | undefined =>
  podsOf(view).find(
    ({ ref, object }) => ref.name === host.split(".")[0] || textAt(object?.fields, "status", "podIP") === host,
  )?.ref;

/** A Service that selects this one pod by its name, or by labels that no other shown pod carries. */
const serviceOf = (view: ClusterView, pod: ObjectRef): ObservedObject | undefined =>
  view
    .of("Service")
    .filter(({ ref }) => ref.namespace === pod.namespace)
    .find((service) => {
      const selector = entriesAt(service.fields, "spec", "selector");
      if (selector.get("statefulset.kubernetes.io/pod-name") === pod.name) return true;
      const chosen = podsOf(view).filter(({ object }) => object && isSelected(selector, labelsOf(object)));
      return chosen.length === 1 && chosen[0]!.ref.name === pod.name;
    });

const selectorText = (service: ObservedObject): string =>
  [...entriesAt(service.fields, "spec", "selector")].map(([key, value]) => `${key}=${value}`).join(",");
