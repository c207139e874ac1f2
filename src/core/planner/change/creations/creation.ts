import type { Question } from "../../question/understand.ts";

/** The command line, without `kubectl` and the namespace, that makes an object of one kind; null when a request leaves out what it needs. */
export type Creation = (question: Question, name: string, place: string) => string | null;

/** Joins the parts of a line, leaving out what is empty. */
export function line(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join(" ");
}
