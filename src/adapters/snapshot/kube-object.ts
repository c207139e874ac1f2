import type { Fields } from "../../core/evidence/observed.ts";
import { at, textAt } from "./columns/fields.ts";

/** An object of a snapshot: it has an apiVersion, a kind and a name; everything else may be missing or odd. */
export type KubeObject = Fields & { readonly apiVersion: string; readonly kind: string };

/** Whether a value read from a file is an object that a server can serve. */
export function isKubeObject(value: unknown): value is KubeObject {
  return textAt(value, "apiVersion") !== "" && textAt(value, "kind") !== "" && textAt(value, "metadata", "name") !== "";
}

export const nameOf = (object: Fields): string => textAt(object, "metadata", "name");
export const namespaceOf = (object: Fields): string => textAt(object, "metadata", "namespace");

/** The group and version of an apiVersion: `apps/v1` is `apps` and `v1`, `v1` is the core group. */
export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf("/");
  return slash < 0
    ? { group: "", version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function joinApiVersion(group: string, version: string): string {
  return group === "" ? version : `${group}/${version}`;
}

/** The labels of an object, with the values that are strings. */
export function labelsOf(object: Fields): ReadonlyMap<string, string> {
  const labels = at(object, "metadata", "labels");
  if (typeof labels !== "object" || labels === null) return new Map();
  return new Map(Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
