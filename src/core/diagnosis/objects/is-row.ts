import type { ObservedObject } from "../../evidence/observed.ts";

/**
 * Whether rows of tables are all that was seen of an object: what its specification says in depth is not in them. To ask this first
 * saves making the fields of each of 100,000 rows.
 */
export const isRow = ({ sources }: ObservedObject): boolean => sources.size === 1 && sources.has("table");

/** Whether it was seen as a whole, so that what is not there does not exist; a JSON path or a row shows a part and says nothing of the rest. */
export const isWhole = ({ sources }: ObservedObject): boolean => sources.has("object") || sources.has("describe");
