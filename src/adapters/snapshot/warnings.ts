import type { Fields } from "../../core/evidence/observed.ts";
import { isTrueAt, textAt } from "./columns/fields.ts";
import { compareVersions, type Resource } from "./resources.ts";

/** The warning that a server of this version sends with a deprecated resource; kubectl prints it. */
export function warningOf(
  resource: Resource,
  served: readonly Resource[],
  kubernetesVersion: string,
): string | undefined {
  const { group, plural, custom } = resource;
  if (custom !== undefined && isTrueAt(custom, "deprecated")) return customWarning(resource, custom, served);
  if (group !== "") return undefined;
  const minor = Number(/^v\d+\.(\d+)/.exec(kubernetesVersion)?.[1] ?? 0);
  if (plural === "componentstatuses") return "v1 ComponentStatus is deprecated in v1.19+";
  if (plural === "endpoints" && minor >= 33)
    return "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
  return undefined;
}

/** What the definition says of its deprecated version, else the sentence that the server makes; neither may break the header. */
function customWarning(resource: Resource, custom: Fields, served: readonly Resource[]): string {
  const text = textAt(custom, "deprecationWarning") || deprecated(resource, served);
  return text.replace(/[^\x20-\x7e]/g, "").replace(/["\\]/g, "\\$&");
}

function deprecated({ group, version, plural, kind }: Resource, served: readonly Resource[]): string {
  const [better] = served
    .filter((each) => each.group === group && each.plural === plural && !isTrueAt(each.custom, "deprecated"))
    .map((each) => each.version)
    .filter((each) => compareVersions(each, version) < 0)
    .sort(compareVersions);
  const use = better === undefined ? "" : `; use ${group}/${better} ${kind}`;
  return `${group}/${version} ${kind} is deprecated${use}`;
}
