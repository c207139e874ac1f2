import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { LogReading } from "../logs/logs-of-view.ts";
import { textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";

export type Injected = { readonly note: string; readonly related: readonly ObjectRef[] };

/** What the kubelet sets as `<SERVICE>_PORT` for each Service that was there when a container started. */
const linkValue = /\b(?:tcp|udp|sctp):\/\/(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})\b/;

/**
 * Where a program chokes on `tcp://10.96.0.7:6379` as a value of its own: variables of Services are injected under names that it reads
 * for itself. https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export const injectedVariable = (
  view: ClusterView,
  log: LogReading,
  texts: readonly string[],
): Injected | undefined => {
  const match = texts.map((text) => linkValue.exec(text)).find((found) => found !== null);
  if (!match || !texts.some((text) => /port/i.test(text))) return undefined;
  const service = view
    .of("Service")
    .find(
      ({ ref, fields }) => ref.namespace === log.object.namespace && textAt(fields, "spec", "clusterIP") === match[1],
    );
  const variable = service ? `${service.ref.name.toUpperCase().replaceAll("-", "_")}_PORT` : "<SERVICE>_PORT";
  const whose = service ? nameOf(service.ref) : "a Service of its namespace";
  return {
    note: `; ${match[0]} is what the kubelet injects as variable ${variable} for ${whose} (service links), in place of the program's own setting of this name: set ${variable} in the pod template, or enableServiceLinks: false`,
    related: service ? [service.ref] : [],
  };
};
