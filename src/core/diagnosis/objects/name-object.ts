import type { ObjectRef } from "../../evidence/observed.ts";

/** The name of an object that the evidence speaks of without naming it. */
export const unnamed = "(not named)";

/** An object as people name it: `Pod shop/cart-1`, `Node worker-2`. */
export const nameOf = (ref: ObjectRef): string =>
  ref.name === unnamed ? `A ${ref.kind}` : `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ""}${ref.name}`;

/** A key that is the same for the same object. */
export const keyOf = (ref: ObjectRef): string => `${ref.kind}\n${ref.namespace ?? ""}\n${ref.name}`;

/** The order of objects in a list: by kind, namespace, name; the same on every machine. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
