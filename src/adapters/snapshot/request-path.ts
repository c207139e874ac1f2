/** A path of the resource API, taken apart. */
export type ResourcePath = {
  readonly group: string;
  readonly version: string;
  readonly namespace: string | undefined;
  readonly plural: string;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows a subresource: the path that a proxy would forward. */
  readonly rest: readonly string[];
};

/** Reads `/api/v1/...` and `/apis/GROUP/VERSION/...`; undefined for every other path. */
export function resourcePath(segments: readonly string[]): ResourcePath | undefined {
  const [root, ...after] = segments;
  if (root === "api" && after.length >= 2) return inVersion("", after[0]!, after.slice(1));
  if (root === "apis" && after.length >= 3) return inVersion(after[0]!, after[1]!, after.slice(2));
  return undefined;
}

function inVersion(group: string, version: string, parts: readonly string[]): ResourcePath {
  const [first, namespace, third] = parts;
  const isNamespaced = first === "namespaces" && namespace !== undefined && third !== undefined;
  if (!isNamespaced || ((third === "status" || third === "finalize") && parts.length === 3))
    return inScope(group, version, undefined, parts);
  return inScope(group, version, namespace, parts.slice(2));
}

function inScope(
  group: string,
  version: string,
  namespace: string | undefined,
  parts: readonly string[],
): ResourcePath {
  const [plural = "", name, subresource, ...rest] = parts;
  return { group, version, namespace, plural, name, subresource, rest };
}
