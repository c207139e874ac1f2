import { type Answer, json } from "./answer.ts";
import { joinApiVersion } from "./kube-object.ts";
import type { Catalogue, Resource } from "./resources.ts";

/**
 * The discovery documents: `/api` and `/apis`, aggregated when the client takes that, and `/api/v1`, `/apis/GROUP`,
 * `/apis/GROUP/VERSION`. Undefined when the path names no group or version that is served.
 */
export function discovery(
  catalogue: Catalogue,
  segments: readonly string[],
  accept: string | undefined,
): Answer | undefined {
  const [root, group, version] = segments;
  const groups = groupsOf(catalogue.resources);
  if (root === "api" && segments.length === 2) return resourceList(groups.get("")?.get(group!), "", group!);
  if (root === "apis" && version !== undefined) return resourceList(groups.get(group!)?.get(version), group!, version);
  if (group !== undefined) return groupDocument(groups.get(group), group);
  const named = [...groups].filter(([name]) => (name === "") === (root === "api"));
  const aggregated = aggregatedVersion(accept);
  if (aggregated !== undefined) return aggregatedDocument(named, aggregated);
  if (root === "api") return json(coreVersions([...(groups.get("")?.keys() ?? [])]));
  return json({
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: named.map(([name, versions]) => apiGroup(name, versions)),
  });
}

type Versions = ReadonlyMap<string, readonly Resource[]>;

function groupsOf(resources: readonly Resource[]): ReadonlyMap<string, Versions> {
  const groups = new Map<string, Map<string, Resource[]>>();
  for (const resource of resources) {
    const versions = groups.get(resource.group) ?? new Map<string, Resource[]>();
    groups.set(resource.group, versions);
    versions.set(resource.version, [...(versions.get(resource.version) ?? []), resource]);
  }
  return groups;
}

function aggregatedVersion(accept = ""): string | undefined {
  return /application\/json;[^,]*g=apidiscovery\.k8s\.io;[^,]*/.test(accept)
    ? (/g=apidiscovery\.k8s\.io;v=(v2(?:beta1)?);as=APIGroupDiscoveryList/.exec(accept)?.[1] ?? undefined)
    : undefined;
}

function aggregatedDocument(groups: readonly (readonly [string, Versions])[], version: string): Answer {
  const document = {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(([group, versions]) => ({
      metadata: { name: group, creationTimestamp: null },
      versions: [...versions].map(([name, resources]) => ({
        version: name,
        resources: resources.map(aggregatedResource),
        freshness: "Current",
      })),
    })),
  };
  return json(document, 200, `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`);
}

function aggregatedResource(resource: Resource): object {
  const { plural, group, version, kind, namespaced, singular, verbs, shortNames, categories, subresources } = resource;
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(subresources.length > 0
      ? {
          subresources: subresources.map((part) => ({
            subresource: part.name,
            responseKind: { group: part.group, version: part.version, kind: part.kind },
            verbs: part.verbs,
          })),
        }
      : {}),
  };
}

function resourceList(resources: readonly Resource[] | undefined, group: string, version: string): Answer | undefined {
  if (resources === undefined) return undefined;
  return json({
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: joinApiVersion(group, version),
    resources: resources.flatMap((resource) => [
      listed(resource),
      ...resource.subresources.map((part) => listedPart(resource, part)),
    ]),
  });
}

function listed({ plural, singular, namespaced, kind, verbs, shortNames, categories }: Resource): object {
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

function listedPart(
  resource: Resource,
  { name, group, version, kind, verbs }: Resource["subresources"][number],
): object {
  const elsewhere = group !== resource.group || version !== resource.version;
  const place = elsewhere ? { group, version } : {};
  return {
    name: `${resource.plural}/${name}`,
    singularName: "",
    namespaced: resource.namespaced,
    ...place,
    kind,
    verbs,
  };
}

function groupDocument(versions: Versions | undefined, group: string): Answer | undefined {
  return versions && json({ kind: "APIGroup", apiVersion: "v1", ...apiGroup(group, versions) });
}

function apiGroup(name: string, versions: Versions): object {
  const named = [...versions.keys()].map((version) => ({ groupVersion: joinApiVersion(name, version), version }));
  return { name, versions: named, preferredVersion: named[0] };
}

function coreVersions(versions: readonly string[]): object {
  return { kind: "APIVersions", versions, serverAddressByClientCIDRs: [] };
}
