import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { isClusterScoped } from "../../evidence/tables/table-fields.ts";
import { nearest } from "../network/service-of-host.ts";
import { at, listAt, textAt } from "./fields.ts";

/** An object that another one names, with the path at which it does. */
export type Reference = {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly path: readonly string[];
  /** Kinds among which the reference does not tell. */
  readonly or?: string;
};

/** Columns of tables that name another object, by the kind of the row. */
const columns: readonly (readonly [kinds: RegExp, heading: string, kind: string, or?: string])[] = [
  [/^VolumeSnapshot$/, "SNAPSHOTCLASS", "VolumeSnapshotClass"],
  [/^Certificate(?:Request)?$/, "ISSUER", "Issuer", "ClusterIssuer"],
  [/^Gateway$/, "CLASS", "GatewayClass"],
  [/^ExternalSecret$/, "STORE", "SecretStore", "ClusterSecretStore"],
];

/** Fields of a spec that hold no more than a name, by the kind of the object; `*ClassName` is understood of any kind. */
const names: readonly (readonly [kinds: RegExp, path: string, kind: string])[] = [
  [/^(?:Deployment|StatefulSet|DaemonSet)$/, "template.spec.serviceAccountName", "ServiceAccount"],
  [/^(?:Deployment|StatefulSet|DaemonSet)$/, "template.spec.priorityClassName", "PriorityClass"],
  [/^(?:Deployment|StatefulSet|DaemonSet)$/, "template.spec.runtimeClassName", "RuntimeClass"],
  [/^Application$/, "project", "AppProject"],
];

/** Fields of which rules of their own say what is missing. */
const elsewhere = /^(?:storageClassName|claimRef|targetRef|podRef|nodeRef|objectRef|secretRef|configMapRef|solver)$/;

const referencesOf = (object: ObservedObject): readonly Reference[] => {
  const { fields, ref } = object;
  const spec = at(fields, "spec");
  const fromCells = columns.flatMap(([kinds, heading, kind, or]): readonly Reference[] => {
    const name = kinds.test(ref.kind) ? (object.printed.get(heading)?.value ?? "") : "";
    return name === "" || name.startsWith("<")
      ? []
      : [{ kind, name, namespace: ref.namespace, path: ["spec"], ...(or ? { or } : {}) }];
  });
  const fromNames = names.flatMap(([kinds, path, kind]): readonly Reference[] => {
    const name = kinds.test(ref.kind) ? textAt(spec, ...path.split(".")) : "";
    return name === "" ? [] : [{ kind, name, namespace: ref.namespace, path: ["spec", ...path.split(".")] }];
  });
  return [
    ...fromCells,
    ...fromNames,
    ...ofBinding(object),
    ...ofWebhooks(object),
    ...ofGateways(object),
    ...inSpec(spec, ref, ["spec"]),
  ];
};

/** The Service that the API server calls: of a webhook, of an aggregated API. */
const ofWebhooks = ({ fields, ref }: ObservedObject): readonly Reference[] => {
  const services = [
    ...listAt(fields, "webhooks").map((one, index) => ({
      service: at(one, "clientConfig", "service"),
      path: ["webhooks", textAt(one, "name") || `${index}`, "clientConfig", "service"],
    })),
    ...(ref.kind === "APIService" ? [{ service: at(fields, "spec", "service"), path: ["spec", "service"] }] : []),
  ];
  return services.flatMap(({ service, path }): readonly Reference[] => {
    const name = textAt(service, "name");
    const namespace = textAt(service, "namespace");
    return name === "" || namespace === "" ? [] : [{ kind: "Service", name, namespace, path }];
  });
};

/** A VirtualService names gateways as `name` or `namespace/name`; `mesh` are all sidecars. */
const ofGateways = ({ fields, ref }: ObservedObject): readonly Reference[] =>
  ref.kind === "VirtualService"
    ? [at(fields, "spec", "gateways")]
        .flat()
        .map((one) => String(one ?? ""))
        .filter((one) => one !== "" && one !== "mesh")
        .map((one) => ({
          kind: "Gateway",
          name: one.split("/").at(-1)!,
          namespace: one.includes("/") && !one.startsWith("./") ? one.split("/")[0] : ref.namespace,
          path: ["spec", "gateways"],
        }))
    : [];

/** A binding of a role names the role and service accounts. */
const ofBinding = ({ fields, ref }: ObservedObject): readonly Reference[] => {
  if (!/^(?:Cluster)?RoleBinding$/.test(ref.kind)) return [];
  const named = [
    { entry: at(fields, "roleRef"), path: ["roleRef"] },
    ...listAt(fields, "subjects").map((entry) => ({ entry, path: ["subjects"] })),
  ];
  return named.flatMap(({ entry, path }): readonly Reference[] => {
    const kind = textAt(entry, "kind");
    const name = textAt(entry, "name");
    const namespace = textAt(entry, "namespace") || ref.namespace;
    return name !== "" && /^(?:ServiceAccount|Role|ClusterRole)$/.test(kind) ? [{ kind, name, namespace, path }] : [];
  });
};

/** `issuerRef: {kind, name}`, `parentRefs: [...]` and `gatewayClassName: x` at any place of a spec. */
const inSpec = (value: unknown, from: ObjectRef, path: readonly string[]): readonly Reference[] => {
  if (path.length > 7 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.slice(0, 30).flatMap((one, index) => inSpec(one, from, [...path, `${index}`]));
  return Object.keys(value).flatMap((key): readonly Reference[] => {
    const below = at(value, key);
    const here = [...path, key];
    if (elsewhere.test(key)) return [];
    if (/ClassName$/.test(key) && typeof below === "string") return classNamed(key, below, here);
    if (/Refs?$/.test(key) || (key === "middlewares" && Array.isArray(below)))
      return (Array.isArray(below) ? below : [below]).flatMap((one) => referred(one, key, from, here));
    return inSpec(below, from, here);
  });
};

const classNamed = (key: string, name: string, path: readonly string[]): readonly Reference[] => {
  const kind = `${key[0]!.toUpperCase()}${key.slice(1).replace(/Name$/, "")}`;
  return name === "" ? [] : [{ kind, name, namespace: undefined, path }];
};

const defaultKinds: ReadonlyMap<string, string> = new Map([
  ["parentRefs", "Gateway"],
  ["scaleTargetRef", "Deployment"],
  ["backendRefs", "Service"],
  ["issuerRef", "Issuer"],
  ["secretStoreRef", "SecretStore"],
  ["middlewares", "Middleware"],
  ["secretTargetRef", "Secret"],
  ["authenticationRef", "TriggerAuthentication"],
]);

const referred = (one: unknown, key: string, from: ObjectRef, path: readonly string[]): readonly Reference[] => {
  const name = textAt(one, "name");
  const kind = textAt(one, "kind") || (defaultKinds.get(key) ?? "");
  if (name === "" || kind === "") return [];
  return [{ kind, name, namespace: textAt(one, "namespace") || from.namespace, path }];
};

export const isCluster = (kind: string): boolean => /^Cluster[A-Z]|Class$/.test(kind) || isClusterScoped(kind);
const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** The names of a kind where a whole list of it was shown that would hold the object; undefined where none was. */
const listed = (view: ClusterView, kind: string, namespace: string | undefined): readonly string[] | undefined => {
  const covers = view.listings.some(
    (one) =>
      same(one.kind, kind) &&
      !one.narrowed &&
      (isCluster(kind) || one.namespace === null || one.namespace === namespace),
  );
  if (!covers) return undefined;
  return view.objects
    .filter(({ ref }) => same(ref.kind, kind) && (isCluster(kind) || ref.namespace === namespace))
    .map(({ ref }) => ref.name);
};

/** A reference to what is not there, and the names that are there instead. */
export type Dangling = { readonly reference: Reference; readonly names: readonly string[]; readonly isSure: boolean };

/** The first reference of an object to one of which a whole list shows that it does not exist. */
export const danglingOf = (view: ClusterView, object: ObservedObject): Dangling | undefined => {
  for (const reference of referencesOf(object)) {
    const found = missing(view, reference);
    if (found) return { reference, ...found };
  }
  return undefined;
};

/** `there is one named "x"`, the first names that exist, or that there is none. */
export const insteadOf = ({ reference, names }: Dangling): string => {
  const near = nearest(reference.name, names);
  if (near) return `there is one named "${near}"`;
  return names.length > 0
    ? `there ${names.length > 1 ? "are" : "is"} ${names.slice(0, 4).join(", ")}`
    : "there is none at all";
};

/** The names that exist instead, when the evidence shows that the one referred to does not. */
const missing = (
  view: ClusterView,
  one: Reference,
): { readonly names: readonly string[]; readonly isSure: boolean } | undefined => {
  const first = listed(view, one.kind, one.namespace);
  const second = one.or ? listed(view, one.or, one.namespace) : undefined;
  if (first === undefined && second === undefined) return undefined;
  const names = [...(first ?? []), ...(second ?? [])];
  if (names.some((name) => name === one.name)) return undefined;
  return { names, isSure: one.or === undefined || (first !== undefined && second !== undefined) };
};
