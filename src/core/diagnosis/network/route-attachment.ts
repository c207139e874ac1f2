import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { Suggestion } from "../finding.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { suggest } from "../objects/reads.ts";
import { labelsOf } from "../objects/relations.ts";

/** Why a route of the Gateway API does not get to where it wants, as its own spec and that of the other side show it. */
export type RouteFault = {
  readonly what: string;
  readonly evidence: readonly Line[];
  readonly related: readonly ObjectRef[];
  readonly mend: string;
  readonly commands: readonly Suggestion[];
};

type Parent = { readonly ref: unknown; readonly gateway: ObservedObject };

/** The gateways that a route wants to attach to, as far as their listeners are shown. */
const parentsOf = (view: ClusterView, { ref, fields }: ObservedObject): readonly Parent[] =>
  listAt(fields, "spec", "parentRefs").flatMap((parent) => {
    const namespace = textAt(parent, "namespace") || ref.namespace;
    const kind = textAt(parent, "kind") || "Gateway";
    const gateway = view.object({ kind, ...(namespace ? { namespace } : {}), name: textAt(parent, "name") });
    return gateway && listAt(gateway.fields, "spec", "listeners").length > 0 ? [{ ref: parent, gateway }] : [];
  });

/** Why no listener of any gateway takes the route; undefined where one does, or where none is shown. */
export const attachmentFault = (view: ClusterView, route: ObservedObject): RouteFault | undefined =>
  parentsOf(view, route)
    .map((parent) => faultOfParent(view, route, parent))
    .find((fault) => fault !== undefined);

const faultOfParent = (view: ClusterView, route: ObservedObject, { ref, gateway }: Parent): RouteFault | undefined => {
  const all = listAt(gateway.fields, "spec", "listeners");
  const section = textAt(ref, "sectionName");
  const port = textAt(ref, "port");
  const meant = all.filter(
    (one) => (section === "" || textAt(one, "name") === section) && (port === "" || textAt(one, "port") === port),
  );
  if (meant.length === 0) return noSuchListener(gateway, all, { section, port });
  const faults = meant.map((listener) => faultOfListener(view, route, gateway, listener));
  return faults.some((fault) => fault === undefined) ? undefined : faults.at(-1);
};

const noSuchListener = (
  gateway: ObservedObject,
  all: readonly unknown[],
  { section, port }: { readonly section: string; readonly port: string },
): RouteFault => {
  const there = all.map((one) => `${textAt(one, "name")} (port ${textAt(one, "port")})`).slice(0, 5);
  return {
    what: `it asks for ${section ? `listener (sectionName) "${section}"` : `port ${port}`} of ${nameOf(gateway.ref)}, which has only ${there.join(", ")}`,
    evidence: [gateway.cite("spec", "listeners")],
    related: [gateway.ref],
    mend: `Name a listener that ${nameOf(gateway.ref)} has in the route's parentRefs, or add that listener.`,
    commands: [],
  };
};

const faultOfListener = (
  view: ClusterView,
  route: ObservedObject,
  gateway: ObservedObject,
  listener: unknown,
): RouteFault | undefined => {
  const name = `listener ${textAt(listener, "name")} of ${nameOf(gateway.ref)}`;
  const cited = gateway.cite("spec", "listeners", textAt(listener, "name"), "allowedRoutes");
  const base = { evidence: [cited], related: [gateway.ref], commands: [] };
  const kinds = listAt(listener, "allowedRoutes", "kinds").map((one) => textAt(one, "kind"));
  if (kinds.length > 0 && !kinds.includes(route.ref.kind))
    return {
      ...base,
      what: `${name} allows only routes of kind ${kinds.join(", ")} (allowedRoutes.kinds)`,
      mend: "Allow this kind in allowedRoutes.kinds of the listener, or attach the route to another one.",
    };
  return (
    faultOfSpace(view, route, gateway, listener, name, cited) ??
    faultOfHost(route, gateway, listener, name, base.related)
  );
};

/** Which namespaces a listener takes routes from: those of its own unless it says otherwise. */
const faultOfSpace = (
  view: ClusterView,
  route: ObservedObject,
  gateway: ObservedObject,
  listener: unknown,
  name: string,
  cited: Line,
): RouteFault | undefined => {
  const space = route.ref.namespace ?? "default";
  const from = textAt(listener, "allowedRoutes", "namespaces", "from") || "Same";
  if (from === "All" || (from === "Same" && space === gateway.ref.namespace)) return undefined;
  const related: ObjectRef[] = [gateway.ref, { kind: "Namespace", name: space }];
  if (from !== "Selector")
    return {
      what: `${name} takes only routes of ${from === "Same" ? `its own namespace ${gateway.ref.namespace}` : "no namespace"} (allowedRoutes.namespaces.from: ${from}), and the route is in namespace ${space}`,
      evidence: [cited],
      related,
      mend: "Let the listener take routes from this namespace (allowedRoutes.namespaces: All, or a Selector), or move the route.",
      commands: [],
    };
  const wanted = wantedLabels(at(listener, "allowedRoutes", "namespaces", "selector"));
  const seen = view.object({ kind: "Namespace", name: space });
  const labels = seen ? labelsOf(seen) : new Map<string, string>();
  const lacking = wanted.filter((one) => !one.isMet(labels));
  if (labels.size > 0 && lacking.length === 0) return undefined;
  const asked = wanted.map((one) => one.text).join(",");
  const pairs = wanted.flatMap((one) => one.pair ?? []);
  return {
    what: `${name} takes only routes of namespaces with label ${asked} (allowedRoutes), and namespace ${space} ${
      labels.size > 0
        ? `does not have it (its labels: ${[...labels]
            .map(([key, value]) => `${key}=${value}`)
            .slice(0, 5)
            .join(",")})`
        : "most likely does not have it"
    }`,
    evidence: [cited, ...(seen ? [seen.printed.get("LABELS")?.line ?? seen.cite("metadata", "labels")] : [])],
    related,
    mend: `Label namespace ${space} with ${asked}, or let the listener take routes from it.`,
    commands:
      pairs.length === wanted.length
        ? suggest(["label", "namespace", space, ...pairs], "Lets the listener take routes of this namespace.")
        : [],
  };
};

type Wanted = {
  readonly text: string;
  readonly pair: string | undefined;
  readonly isMet: (labels: ReadonlyMap<string, string>) => boolean;
};

const wantedLabels = (selector: unknown): readonly Wanted[] => [
  ...[...entriesAt(selector, "matchLabels")].map(([key, value]) => ({
    text: `${key}=${value}`,
    pair: `${key}=${value}`,
    isMet: (labels: ReadonlyMap<string, string>) => labels.get(key) === value,
  })),
  ...listAt(selector, "matchExpressions").map((one) => {
    const key = textAt(one, "key");
    const operator = textAt(one, "operator");
    const values = listAt(one, "values").map(String);
    return {
      text: `${key} ${operator}${values.length > 0 ? ` (${values.join(", ")})` : ""}`,
      pair: operator === "In" && values.length > 0 ? `${key}=${values[0]}` : undefined,
      isMet: (labels: ReadonlyMap<string, string>) =>
        operator === "In"
          ? values.includes(labels.get(key) ?? "")
          : operator === "NotIn"
            ? !values.includes(labels.get(key) ?? "")
            : (operator === "Exists") === labels.has(key),
    };
  }),
];

const faultOfHost = (
  route: ObservedObject,
  gateway: ObservedObject,
  listener: unknown,
  name: string,
  related: readonly ObjectRef[],
): RouteFault | undefined => {
  const own = listAt(route.fields, "spec", "hostnames").map(String);
  const host = textAt(listener, "hostname");
  if (host === "" || own.length === 0 || own.some((one) => meet(one, host))) return undefined;
  return {
    what: `${name} serves hostname ${host}, and the route asks for ${own.slice(0, 3).join(", ")}, which does not fit`,
    evidence: [
      gateway.cite("spec", "listeners", textAt(listener, "name"), "hostname"),
      route.cite("spec", "hostnames"),
    ],
    related,
    mend: "Give the route a hostname that the listener serves, or add a listener for it.",
    commands: [],
  };
};

/** `*.a.b` covers names below a.b at any depth, and not a.b itself (Gateway API, Listener.hostname). */
const meet = (one: string, other: string): boolean => {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left === right) return true;
  const covers = (wide: string, narrow: string) =>
    wide.startsWith("*.") && narrow.endsWith(wide.slice(1)) && narrow.length > wide.length - 1;
  return covers(left, right) || covers(right, left);
};

/** A backend in another namespace needs a ReferenceGrant there. */
export const grantFault = (view: ClusterView, route: ObservedObject): RouteFault | undefined => {
  const foreign = [
    ...listAt(route.fields, "spec", "rules").flatMap((rule) => listAt(rule, "backendRefs")),
    ...listAt(route.fields, "spec", "listeners").flatMap((listener) => listAt(listener, "tls", "certificateRefs")),
  ].find((one) => !["", route.ref.namespace].includes(textAt(one, "namespace")));
  if (foreign === undefined) return undefined;
  const space = textAt(foreign, "namespace");
  const kind = textAt(foreign, "kind") || (route.ref.kind === "Gateway" ? "Secret" : "Service");
  const grants = view.of("ReferenceGrant").filter((grant) => grant.ref.namespace === space);
  const allowed = grants.flatMap((grant) =>
    listAt(grant.fields, "spec", "from").map((one) => `${textAt(one, "kind")} of ${textAt(one, "namespace")}`),
  );
  return {
    what: `it refers to ${kind} ${space}/${textAt(foreign, "name")} in another namespace, and no ReferenceGrant in namespace ${space} allows that for ${route.ref.kind} of namespace ${route.ref.namespace}${allowed.length > 0 ? ` (${grants[0]!.ref.name} allows only ${allowed.slice(0, 3).join(", ")})` : ""}`,
    evidence: [
      route.cite("spec", route.ref.kind === "Gateway" ? "listeners" : "rules"),
      ...grants.slice(0, 1).map((grant) => grant.cite("spec", "from")),
    ],
    related: [{ kind, namespace: space, name: textAt(foreign, "name") }, ...grants.map((grant) => grant.ref)],
    mend: `Create a ReferenceGrant in namespace ${space} that allows ${route.ref.kind} of namespace ${route.ref.namespace} to refer to its ${kind}.`,
    commands: [],
  };
};
