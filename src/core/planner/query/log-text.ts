import type { Row } from "./row.ts";

/** The text of a line of a log, as far as it is searched. */
export const textOf = (row: Row): string => row.lines[0]!.text.slice(0, 4000);
