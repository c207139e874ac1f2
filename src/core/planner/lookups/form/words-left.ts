import { isFiller } from "../../query/filler.ts";

/** The words of a text that neither grammar nor `accounted` explains: what a look has not understood. */
export const wordsLeft = (text: string, accounted: RegExp): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s,?!;:"'`()]+|\.(?=\s|$)/)
    .filter((word) => word !== "" && (narrows.test(word) || !isFiller(word)) && !accounted.test(word));

/** Whose something is narrows what is listed, though who asks for it does not matter elsewhere. */
const narrows = /^(?:finance|auditors?|ops|sre|customers?|teams?|people|persons?)$/;
