import { kindNamed } from "../kubectl/kinds.ts";

/**
 * Whether a manifest may spell a kind, a namespace or a name in a way that plain matching does not see: escapes, anchors, complex
 * keys, tags, block text, a comment before the value, a line that goes on.
 */
export function isObscure(manifest: string): boolean {
  return (
    /\\[uUx\r\n]|^[ \t-]*\?\s|(?:^|[\s:[{,])(?:[&*!][\w!<-]|!\s)|<</m.test(manifest) ||
    /\b(?:kind|namespace|apiVersion)["']?\s*:\s*(?![\s"'\w{])/.test(manifest) ||
    /\b(?:kind|namespace)["']?\s*:\s*["'](?!\w)/.test(manifest) ||
    /\bname["']?\s*:\s*[|>#]/.test(manifest)
  );
}

/**
 * Every word behind `kind:`, and what it is a list of: kubectl takes the items of a `SecretList` that say no kind for Secrets
 * (k8s.io/apimachinery, unstructuredJSONScheme.decodeToList).
 */
export function kindsIn(manifest: string): readonly string[] {
  return [...manifest.matchAll(/["']?\bkind["']?\s*:\s*["']?(\w+)/g)]
    .flatMap(([, kind]) => [kind!, kind!.replace(/List$/, "")])
    .filter((kind, at, all) => kind !== "" && kind !== "List" && all.indexOf(kind) === at);
}

/** Every word behind `namespace:`, and every name where the manifest holds a namespace itself. */
export function namespacesIn(manifest: string): readonly string[] {
  const isNamespace = kindsIn(manifest).includes("Namespace");
  const pattern = /["']?\b(namespace|name)["']?\s*:\s*["']?([a-z0-9][a-z0-9-]{0,62})/g;
  return [...manifest.matchAll(pattern)]
    .filter(([, key]) => key === "namespace" || isNamespace)
    .map(([, , name]) => name!);
}

/** Resource words of what a manifest holds, with one of its own for each API group that no kind of it belongs to; null when it cannot be told. */
export function resourcesIn(manifest: string): readonly string[] | null {
  const kinds = kindsIn(manifest);
  if (isObscure(manifest) || kinds.length === 0) return null;
  const known = new Set(kinds.map((kind) => kindNamed(kind)?.group));
  const strange = [...manifest.matchAll(/["']?\bapiVersion["']?\s*:\s*["']?([\w.-]*\/)?[\w.-]+/g)]
    .map(([, group]) => group?.slice(0, -1) ?? "")
    .filter((group) => group !== "" && !known.has(group));
  return [...kinds, ...strange.map((group) => `any.${group}`)];
}
