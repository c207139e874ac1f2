import type { Kind } from "../kubectl/kinds.ts";
import type { Question } from "./question/understand.ts";

/** The namespace that holds when a question names none; null when nobody named one. */
export type Home = { readonly namespace: string | null };

/** Joins the parts of a command line, leaving out what is empty. */
export function kubectl(...parts: readonly (string | null | undefined | false)[]): string {
  return ["kubectl", ...parts.filter((part) => typeof part === "string" && part !== "")].join(" ");
}

/**
 * The namespace flags under which a question's objects are looked for, one entry a namespace (`-n shop`, `-A`, or "" for the
 * default). `unsaid` is what holds when neither the question nor the thread names one.
 */
export function placesOf(question: Question, home: Home, unsaid: "" | "-A" = ""): readonly string[] {
  if (question.scope.all) return ["-A"];
  if (question.scope.namespaces.length > 0) return question.scope.namespaces.slice(0, 4).map((name) => `-n ${name}`);
  return [home.namespace === null ? unsaid : `-n ${home.namespace}`];
}

/** The first of `placesOf`, which is the only one for nearly every question. */
export function placeOf(question: Question, home: Home, unsaid: "" | "-A" = ""): string {
  return placesOf(question, home, unsaid)[0]!;
}

const spoken: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: "pvc",
  PersistentVolume: "pv",
  HorizontalPodAutoscaler: "hpa",
  PodDisruptionBudget: "pdb",
  CustomResourceDefinition: "crd",
};

/** The resource word for lists of a kind. */
export function pluralOf(kind: Kind): string {
  return spoken[kind.kind] ?? kind.plural;
}

/** The resource word before a name. */
export function singularOf(kind: Kind): string {
  return spoken[kind.kind] ?? kind.singular;
}

/** An argument as a shell and our parser read it back unchanged. */
export function quoted(text: string): string {
  if (/^[A-Za-z0-9_./:=@,%+-]+$/.test(text)) return text;
  return text.includes("'") ? `"${text.replace(/["\\$`]/g, "\\$&")}"` : `'${text}'`;
}

/** `-l` with the labels that a question asks for, or "". */
export function selectorOf(question: Question): string {
  return question.selectors.labels.length === 0 ? "" : `-l ${quoted(question.selectors.labels.join(","))}`;
}
