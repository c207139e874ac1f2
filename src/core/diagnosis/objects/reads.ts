import type { ObjectRef } from "../../evidence/observed.ts";
import type { Suggestion } from "../finding.ts";

const safeWord = /^[A-Za-z0-9][A-Za-z0-9._:@/=,-]*$/;

/**
 * A suggestion from words that were read in evidence. Nothing is suggested when a word is no plain Kubernetes name, path or
 * value: what a cluster prints never decides how a command line is split.
 */
export const suggest = (words: readonly string[], reason: string): readonly Suggestion[] =>
  words.every((word) => safeWord.test(word) || isFlag(word))
    ? [{ command: ["kubectl", ...words].join(" "), reason }]
    : [];

/** The flags that suggestions use; a name from evidence that looks like any other flag is no word for a command. */
const flags = new Set(
  "-n -c -o -A -L -l --previous --tail --show-labels --sort-by --limits --patch --replicas --watch --containers --field-selector --list --minify --type".split(
    " ",
  ),
);

const isFlag = (word: string): boolean => {
  const match = /^(--?[A-Za-z][a-z-]*)(?:=(.+))?$/s.exec(word);
  if (match === null || !flags.has(match[1]!)) return false;
  return match[2] === undefined || safeWord.test(match[2]) || /^\.[\w.]+$|^'[^'\\\n]*'$/.test(match[2]);
};

/** `-n namespace` where an object lives in one. */
export const inNamespace = (ref: ObjectRef): readonly string[] => (ref.namespace ? ["-n", ref.namespace] : []);

const resources: ReadonlyMap<string, string> = new Map([
  ["HorizontalPodAutoscaler", "hpa"],
  ["PersistentVolumeClaim", "pvc"],
  ["PersistentVolume", "pv"],
  ["PodDisruptionBudget", "pdb"],
]);

/** The word kubectl takes for a kind: `pod`, `deployment`, `pvc`. */
export const resourceOf = (kind: string): string => resources.get(kind) ?? kind.toLowerCase();

export const describe = (ref: ObjectRef, reason: string): readonly Suggestion[] =>
  suggest(["describe", resourceOf(ref.kind), ref.name, ...inNamespace(ref)], reason);

export const list = (
  kind: string,
  namespace: string | undefined,
  reason: string,
  ...flags: string[]
): readonly Suggestion[] => suggest(["get", kind, ...(namespace ? ["-n", namespace] : []), ...flags], reason);

/** The log of a container; `previous` asks for the run before the last restart. */
export const logs = (
  ref: ObjectRef,
  reason: string,
  options: { container?: string | undefined; previous?: boolean } = {},
): readonly Suggestion[] =>
  suggest(
    [
      "logs",
      ref.kind === "Pod" ? ref.name : `${resourceOf(ref.kind)}/${ref.name}`,
      ...inNamespace(ref),
      ...(options.container && !options.container.startsWith("[") ? ["-c", options.container] : []),
      ...(options.previous ? ["--previous"] : []),
      "--tail=100",
    ],
    reason,
  );
