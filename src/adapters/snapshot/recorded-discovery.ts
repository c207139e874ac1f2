import { Fault } from "../../core/faults/fault.ts";
import { entriesAt, isTrueAt, textAt, textsAt } from "./columns/fields.ts";
import type { Resource } from "./resources.ts";

/** A group with its versions and resources, as data/discovery.json and the discovery.json of a capture hold it. */
export type RecordedGroup = {
  readonly group: string;
  readonly versions: readonly {
    readonly version: string;
    readonly resources: readonly RecordedResource[];
  }[];
};

type RecordedResource = {
  readonly name: string;
  readonly singularName: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources: Resource["subresources"];
};

/** Reads the discovery.json of a capture. Throws `bad-snapshot` when it is none. */
export function readDiscovery(text: string, file: string): readonly RecordedGroup[] {
  const groups = parsed(text, file);
  return groups.map((group) => ({
    group: textAt(group, "group"),
    versions: entriesAt(group, "versions").map((version) => ({
      version: textAt(version, "version"),
      resources: entriesAt(version, "resources").map((resource) => ({
        name: textAt(resource, "name"),
        singularName: textAt(resource, "singularName"),
        kind: textAt(resource, "kind"),
        namespaced: isTrueAt(resource, "namespaced"),
        verbs: textsAt(resource, "verbs"),
        shortNames: textsAt(resource, "shortNames"),
        categories: textsAt(resource, "categories"),
        subresources: entriesAt(resource, "subresources").map((part) => ({
          name: textAt(part, "name"),
          group: textAt(part, "group"),
          version: textAt(part, "version"),
          kind: textAt(part, "kind"),
          verbs: textsAt(part, "verbs"),
        })),
      })),
    })),
  }));
}

function parsed(text: string, file: string): readonly unknown[] {
  try {
    const groups: unknown = JSON.parse(text);
    if (Array.isArray(groups)) return groups;
  } catch (cause) {
    throw new Fault("bad-snapshot", `${file}: ${(cause as Error).message}`, { cause });
  }
  throw new Fault("bad-snapshot", `${file}: a list of API groups was expected`);
}

/** The resources that such groups hold, in their order. */
export function resourcesOf(groups: readonly RecordedGroup[]): Resource[] {
  return groups.flatMap(({ group, versions }) =>
    versions.flatMap(({ version, resources }) =>
      resources.map((resource) => ({
        group,
        version,
        plural: resource.name,
        singular: resource.singularName,
        kind: resource.kind,
        namespaced: resource.namespaced,
        verbs: resource.verbs,
        shortNames: resource.shortNames ?? [],
        categories: resource.categories ?? [],
        subresources: resource.subresources,
      })),
    ),
  );
}
