import type { ObjectRef } from "../../evidence/observed.ts";

/** `deployment cart in shop`, as a sentence names an object. */
export function spokenObject({ kind, name, namespace }: ObjectRef): string {
  return `${kind === "" ? "" : `${kind.toLowerCase()} `}${name}${placeWord(namespace)}`;
}

export const placeWord = (namespace: string | undefined): string => (namespace === undefined ? "" : ` in ${namespace}`);
