import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";

/** What the evidence shows of the addresses behind a Service: `unknown` when nothing does. */
export type EndpointsSeen = {
  readonly state: "some" | "none" | "only-not-ready" | "unknown";
  readonly line: Line | undefined;
};

/** Reads the Endpoints or EndpointSlices of a Service, or the `Endpoints:` that describing it prints. */
export const endpointsOf = (view: ClusterView, service: ObjectRef): EndpointsSeen => {
  const described = view.object(service);
  const printed = described && fromDescribe(described);
  if (printed) return printed;
  const endpoints = view.object({ ...service, kind: "Endpoints" });
  if (endpoints) return fromEndpoints(endpoints);
  const slices = slicesOf(view, service);
  if (slices.length === 0) return { state: "unknown", line: undefined };
  const states = slices.map(fromSlice);
  return (
    states.find((one) => one.state === "some") ?? states.find((one) => one.state === "only-not-ready") ?? states[0]!
  );
};

/**
 * A slice of the Service holds addresses and no port: the selector finds pods, and none of them has a port of the name that
 * targetPort gives (the endpoint slice controller leaves such a port out).
 */
export const isPortless = (view: ClusterView, service: ObjectRef): boolean => {
  const slices = slicesOf(view, service).filter((slice) => listAt(slice.fields, "endpoints").length > 0);
  return slices.length > 0 && slices.every(hasNoPort);
};

/** Headless, and without ports and a selector: nothing is sent there. Patroni keeps the state of its cluster at such a Service. */
/**
 * Whether addresses stand behind a Service, and none of them with the port of this name: its target port is found on no pod, while the
 * other ports of the Service are served.
 */
export const isPortUnserved = (view: ClusterView, service: ObjectRef, port: string): boolean => {
  const endpoints = view.object({ ...service, kind: "Endpoints" });
  const subsets = listAt(endpoints?.fields, "subsets").filter((one) => listAt(one, "addresses").length > 0);
  const served = subsets.flatMap((one) => listAt(one, "ports")).map((one) => textAt(one, "name"));
  const own = listAt(view.object(service)?.fields, "spec", "ports");
  const isNamedByAll = served.length > 0 && served.every((name) => own.some((one) => textAt(one, "name") === name));
  return port !== "" && isNamedByAll && !served.includes(port);
};

export const keepsRecords = (service: ObservedObject | undefined): boolean =>
  service?.printed.get("CLUSTER-IP")?.value === "None" &&
  service.printed.get("PORT(S)")?.value === "<none>" &&
  entriesAt(service.fields, "spec", "selector").size === 0;

/** The addresses, ready ones, to which a Service sends. */
export const endpointAddresses = (view: ClusterView, service: ObjectRef): readonly string[] => {
  const subsets = listAt(view.object({ ...service, kind: "Endpoints" })?.fields, "subsets");
  return [
    ...subsets.flatMap((subset) => listAt(subset, "addresses").map((one) => textAt(one, "ip"))),
    ...slicesOf(view, service)
      .flatMap((slice) => listAt(slice.fields, "endpoints"))
      .filter((one) => textAt(one, "conditions", "ready") !== "false")
      .flatMap((one) => listAt(one, "addresses").map(String)),
  ];
};

const hasNoPort = (slice: ObservedObject): boolean =>
  slice.sources.has("table")
    ? slice.printed.get("PORTS")?.value === "<unset>"
    : slice.sources.has("object") && listAt(slice.fields, "ports").length === 0;

const slicesOf = (view: ClusterView, service: ObjectRef): readonly ObservedObject[] =>
  view
    .of("EndpointSlice")
    .filter((slice) => slice.ref.namespace === service.namespace && ownerOf(slice) === service.name);

const ownerOf = (slice: ObservedObject): string =>
  entriesAt(slice.fields, "metadata", "labels").get("kubernetes.io/service-name") ??
  textAt(slice.fields, "metadata", "generateName").replace(/-$/, "");

const fromDescribe = (service: ObservedObject): EndpointsSeen | undefined => {
  const ports = listAt(service.fields, "spec", "ports");
  const texts = [
    textAt(service.fields, "endpoints"),
    textAt(service.fields, "status", "endpoints"),
    ...ports.map((port) => textAt(port, "endpoints")),
  ].filter((text) => text !== "");
  const listed = at(service.fields, "status", "endpoints");
  const line = service.cite("status", "endpoints");
  if (Array.isArray(listed)) return { state: listed.length > 0 ? "some" : "none", line };
  if (texts.length === 0) return undefined;
  return { state: texts.every((text) => text === "<none>") ? "none" : "some", line };
};

const fromEndpoints = (endpoints: ObservedObject): EndpointsSeen => {
  const line = endpoints.printed.get("ENDPOINTS")?.line ?? endpoints.cite("subsets");
  if (!Array.isArray(at(endpoints.fields, "subsets")) && !endpoints.sources.has("object"))
    return { state: "unknown", line };
  const subsets = listAt(endpoints.fields, "subsets");
  if (subsets.some((subset) => listAt(subset, "addresses").length > 0)) return { state: "some", line };
  return {
    state: subsets.some((subset) => listAt(subset, "notReadyAddresses").length > 0) ? "only-not-ready" : "none",
    line,
  };
};

const fromSlice = (slice: ObservedObject): EndpointsSeen => {
  const line = slice.printed.get("ENDPOINTS")?.line ?? slice.cite("endpoints");
  const list = listAt(slice.fields, "endpoints");
  if (!Array.isArray(at(slice.fields, "endpoints")) && !slice.sources.has("object")) return { state: "unknown", line };
  if (list.length === 0) return { state: "none", line };
  return {
    state: list.every((one) => textAt(one, "conditions", "ready") === "false") ? "only-not-ready" : "some",
    line,
  };
};
