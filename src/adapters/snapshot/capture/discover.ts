import type { Fields } from "../../../core/evidence/observed.ts";
import { entriesAt, isTrueAt, textAt, textsAt } from "../columns/fields.ts";
import type { NotRead } from "../unread.ts";
import { type ApiClient, Refusal, TooLarge } from "./api-client.ts";
import { isGroupName, isResourceName, isVersionName } from "./safe-names.ts";

/** A resource that can be listed, in the version in which it is recorded. */
export type Listable = {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
};

/** What an API server says it serves: as a document for the recording, and what of it can be listed. */
export type Discovered = {
  readonly groups: readonly DiscoveredGroup[];
  readonly listable: readonly Listable[];
  readonly notRead: readonly NotRead[];
};

type DiscoveredGroup = { readonly group: string; readonly versions: readonly DiscoveredVersion[] };
type DiscoveredVersion = { readonly version: string; readonly resources: readonly Fields[] };

const reading = { mostBytes: 8 * 1024 * 1024, attempts: 4 };
const mostGroups = 1_000;
const mostVersions = 20;

/** Asks for every group and version. Each resource is listed in the first version that has it; an API that does not answer is recorded as not read. */
export async function discover(api: ApiClient): Promise<Discovered> {
  const notRead: NotRead[] = [];
  const groups: DiscoveredGroup[] = [];
  const found = await readJson(api, "/apis");
  const named = entriesAt(found, "groups")
    .slice(0, mostGroups)
    .filter((group) => isGroupName(textAt(group, "name")));
  for (const group of [{ name: "", versions: [{ version: "v1" }] }, ...named]) {
    const name = textAt(group, "name");
    const versions: DiscoveredVersion[] = [];
    for (const version of versionsOf(group)) {
      const resources = await resourcesOf(api, name, version, notRead);
      if (resources !== undefined) versions.push({ version, resources });
    }
    if (versions.length > 0) groups.push({ group: name, versions });
  }
  return { groups, listable: listableOf(groups), notRead };
}

function versionsOf(group: unknown): string[] {
  const preferred = textAt(group, "preferredVersion", "version");
  const all = [preferred, ...entriesAt(group, "versions").map((entry) => textAt(entry, "version"))];
  return [...new Set(all)].filter(isVersionName).slice(0, mostVersions);
}

async function resourcesOf(
  api: ApiClient,
  group: string,
  version: string,
  notRead: NotRead[],
): Promise<readonly Fields[] | undefined> {
  try {
    const path = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
    return resourcesWithParts(entriesAt(await readJson(api, path), "resources"), group, version);
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof TooLarge)) throw error;
    const { code, reason } = error instanceof Refusal ? error : { code: 500, reason: "" };
    notRead.push({ group, version, resource: "*", namespace: undefined, code, reason, message: error.message });
    return undefined;
  }
}

async function readJson(api: ApiClient, path: string): Promise<unknown> {
  const { body } = await api.get(path, reading);
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw new Refusal(500, "", `${path} was answered with something that is no JSON`);
  }
}

/** A part such as `pods/log` is listed beside its resource; here it goes into it. */
function resourcesWithParts(listed: readonly Fields[], group: string, version: string): Fields[] {
  const whole = listed.filter((entry) => isResourceName(textAt(entry, "name")) && textAt(entry, "kind") !== "");
  return whole.map((entry) => ({
    name: textAt(entry, "name"),
    singularName: textAt(entry, "singularName"),
    kind: textAt(entry, "kind"),
    namespaced: isTrueAt(entry, "namespaced"),
    verbs: textsAt(entry, "verbs"),
    shortNames: textsAt(entry, "shortNames"),
    categories: textsAt(entry, "categories"),
    subresources: listed
      .filter((part) => textAt(part, "name").startsWith(`${textAt(entry, "name")}/`))
      .map((part) => ({
        name: textAt(part, "name").slice(textAt(entry, "name").length + 1),
        group: textAt(part, "group") || group,
        version: textAt(part, "version") || version,
        kind: textAt(part, "kind"),
        verbs: textsAt(part, "verbs"),
      })),
  }));
}

/**
 * Events of events.k8s.io are those of the core group once more. Namespaces come first, because lists may have to be made one by one,
 * then Secrets: what stands in them is then known when the rest is redacted.
 */
function listableOf(groups: readonly DiscoveredGroup[]): Listable[] {
  const found = new Map<string, Listable>();
  for (const { group, versions } of groups)
    for (const { version, resources } of versions)
      for (const entry of resources) {
        const plural = textAt(entry, "name");
        if (!textsAt(entry, "verbs").includes("list") || found.has(`${plural}.${group}`)) continue;
        const namespaced = isTrueAt(entry, "namespaced");
        found.set(`${plural}.${group}`, { group, version, plural, kind: textAt(entry, "kind"), namespaced });
      }
  if (found.has("events.")) found.delete("events.events.k8s.io");
  return [...found.values()].sort((one, other) => order(one) - order(other));
}

function order({ group, plural }: Listable): number {
  if (group === "" && plural === "namespaces") return 0;
  return group === "" && plural === "secrets" ? 1 : 2;
}
