/** A name that was printed, as a part of a regular expression: it may hold anything. */
export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
