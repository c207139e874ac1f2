import type { Fields } from "../../core/evidence/observed.ts";
import { at, entriesAt, fieldsAt, textAt, textsAt } from "./columns/fields.ts";
import discovery from "./data/discovery.json" with { type: "json" };
import { type KubeObject, namespaceOf, splitApiVersion } from "./kube-object.ts";
import { resourcesOf } from "./recorded-discovery.ts";
import type { Snapshot } from "./snapshot.ts";

/** One part of a resource that is reached by a path of its own: `scale`, `log`, `status`. */
type Subresource = {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
};

/** One resource of one version of one group, as discovery describes it. */
export type Resource = {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly Subresource[];
  /** The version entry of the CustomResourceDefinition that the resource comes from. */
  readonly custom?: Fields;
};

/** Everything a server serves, groups in the order in which clients prefer them, versions of a group likewise. */
export type Catalogue = {
  readonly resources: readonly Resource[];
  find(group: string, version: string, plural: string): Resource | undefined;
  /** The resource of a kind in the version that clients prefer. */
  ofKind(group: string, kind: string): Resource | undefined;
};

/** What a catalogue is made from. */
export type Sources = Pick<Snapshot, "objects" | "kubernetesVersion" | "discovery">;

/**
 * Lists the resources of a server: what it said itself, where that was recorded; otherwise the built-in kinds of its version and
 * the custom resources. Kinds that only the objects tell of, metrics among them, come last.
 */
export function catalogue({ objects, kubernetesVersion, discovery: recorded }: Sources): Catalogue {
  const minor = Number(/^v\d+\.(\d+)/.exec(kubernetesVersion)?.[1] ?? 0);
  const custom = customResources(objects);
  const known = recorded
    ? withDefinitions(resourcesOf(recorded), custom)
    : [...builtIn.filter((resource) => isServed(resource, minor)), ...custom];
  const resources = [...known, ...derived(objects, known)];
  const byPath = new Map(
    resources.map((resource) => [pathKey(resource.group, resource.version, resource.plural), resource]),
  );
  const byKind = new Map(resources.toReversed().map((resource) => [`${resource.group}/${resource.kind}`, resource]));
  return {
    resources,
    find: (group, version, plural) => byPath.get(pathKey(group, version, plural)),
    ofKind: (group, kind) => byKind.get(`${group}/${kind}`),
  };
}

const pathKey = (group: string, version: string, plural: string) => `${group}/${version}/${plural}`;

const builtIn = resourcesOf(discovery);

/** Columns and schemas of custom resources stand in their definitions alone. */
function withDefinitions(resources: readonly Resource[], custom: readonly Resource[]): Resource[] {
  const byPath = new Map(custom.map((each) => [pathKey(each.group, each.version, each.plural), each.custom]));
  return resources.map((resource) => {
    const definition = byPath.get(pathKey(resource.group, resource.version, resource.plural));
    return definition === undefined ? resource : { ...resource, custom: definition };
  });
}

/** The minor version of Kubernetes 1 in which a stable resource came; those that are older than every supported one are not listed. */
const arrived = new Map([
  ["admissionregistration.k8s.io/mutatingadmissionpolicies", 36],
  ["admissionregistration.k8s.io/mutatingadmissionpolicybindings", 36],
  ["admissionregistration.k8s.io/validatingadmissionpolicies", 30],
  ["admissionregistration.k8s.io/validatingadmissionpolicybindings", 30],
  ["networking.k8s.io/ipaddresses", 33],
  ["networking.k8s.io/servicecidrs", 33],
  ["resource.k8s.io/deviceclasses", 34],
  ["resource.k8s.io/resourceclaims", 34],
  ["resource.k8s.io/resourceclaimtemplates", 34],
  ["resource.k8s.io/resourceslices", 34],
  ["storage.k8s.io/volumeattributesclasses", 34],
]);

function isServed({ group, plural }: Resource, minor: number): boolean {
  return minor >= (arrived.get(`${group}/${plural}`) ?? 0);
}

const readable = ["get", "list", "watch"];
const everyVerb = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

function customResources(objects: readonly KubeObject[]): Resource[] {
  return objects
    .filter(
      ({ kind, apiVersion }) => kind === "CustomResourceDefinition" && apiVersion.startsWith("apiextensions.k8s.io/"),
    )
    .flatMap((definition) =>
      entriesAt(definition, "spec", "versions").map((version) => customResource(definition, version)),
    )
    .filter(
      (resource) => resource.group !== "" && resource.plural !== "" && resource.version !== "" && resource.kind !== "",
    )
    .filter(({ custom }) => custom?.served !== false)
    .sort((a, b) => compare(a.group, b.group) || compareVersions(a.version, b.version) || compare(a.plural, b.plural));
}

function customResource(definition: KubeObject, version: Fields): Resource {
  const names = fieldsAt(definition, "spec", "names");
  const kind = textAt(names, "kind");
  const group = textAt(definition, "spec", "group");
  const name = textAt(version, "name");
  const own = { group, version: name, kind, verbs: ["get", "patch", "update"] };
  const parts = fieldsAt(version, "subresources");
  return {
    group,
    version: name,
    plural: textAt(names, "plural"),
    singular: textAt(names, "singular") || kind.toLowerCase(),
    kind,
    namespaced: textAt(definition, "spec", "scope") === "Namespaced",
    verbs: everyVerb,
    shortNames: textsAt(names, "shortNames"),
    categories: textsAt(names, "categories"),
    subresources: [
      ...(at(parts, "status") === undefined ? [] : [{ ...own, name: "status" }]),
      ...(at(parts, "scale") === undefined
        ? []
        : [{ ...own, name: "scale", group: "autoscaling", version: "v1", kind: "Scale" }]),
    ],
    custom: version,
  };
}

/** Kinds that appear among the objects and nowhere else. Metrics are among them, so that they are served exactly when the snapshot has some. */
function derived(objects: readonly KubeObject[], known: readonly Resource[]): Resource[] {
  const seen = new Set(known.map(({ group, kind }) => `${group}/${kind}`));
  const found = new Map<string, Resource>();
  for (const object of objects) {
    const { group, version } = splitApiVersion(object.apiVersion);
    if (seen.has(`${group}/${object.kind}`)) continue;
    const key = `${group}/${version}/${object.kind}`;
    const namespaced = namespaceOf(object) !== "" || (found.get(key)?.namespaced ?? false);
    found.set(key, { ...derivedResource(group, version, object.kind), namespaced });
  }
  return [...found.values()].sort(
    (a, b) => compare(a.group, b.group) || compareVersions(a.version, b.version) || compare(a.plural, b.plural),
  );
}

function derivedResource(group: string, version: string, kind: string): Omit<Resource, "namespaced"> {
  const metrics = group === "metrics.k8s.io";
  const singular = kind.toLowerCase();
  return {
    group,
    version,
    plural: metrics ? singular.replace(/metrics$/, "s") : pluralOf(singular),
    singular: metrics ? "" : singular,
    kind,
    verbs: metrics ? ["get", "list"] : readable,
    shortNames: [],
    categories: [],
    subresources: [],
  };
}

/** The guess of client-go (meta.UnsafeGuessKindToResource). */
function pluralOf(singular: string): string {
  if (singular === "endpoints") return singular;
  if (singular.endsWith("s")) return `${singular}es`;
  if (singular.endsWith("y")) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kubernetes' order of versions: stable before beta before alpha, newer before older, everything else last. */
/** Orders versions as the server prefers them: v2 before v1, v1 before v1beta2. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [versionRank(a), versionRank(b)];
  for (let index = 0; index < left.length; index++)
    if (left[index] !== right[index]) return right[index]! - left[index]!;
  return compare(a, b);
}

function versionRank(version: string): readonly [number, number, number] {
  const match = /^v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?$/.exec(version);
  if (match === null) return [0, 0, 0];
  const stage = match[2] === undefined ? 3 : match[2] === "beta" ? 2 : 1;
  return [stage, Number(match[1]), Number(match[3] ?? 0)];
}
