import type { ClusterView, KubectlError } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import type { Question } from "../question/understand.ts";
import { enumerated } from "../wording.ts";

const unknownType = /(?:doesn't have a resource type|resource type|no matches for kind) "([\w.-]{1,100})"/;

/** That the cluster does not have the resource type which somebody asks about, though other outputs show that all else is well. */
export function absentKind(question: Question, view: ClusterView) {
  if (isOfOther(question, view)) return null;
  const missing = view.errors.flatMap((error) => {
    const type =
      error.code === "no-such-kind"
        ? (unknownType.exec(error.line.text)?.[1] ?? unknownType.exec(error.message)?.[1])
        : undefined;
    return type === undefined || !isAsked(type, question) || isShown(type, view) ? [] : [{ type, error }];
  });
  const [first] = missing;
  if (first === undefined) return null;
  const types = enumerated([...new Set(missing.map(({ type }) => `"${type}"`))]);
  const names = question.targets
    .map(({ name }) => name)
    .filter(
      (name) => first.error.line.command.split(/[\s/]/).includes(name) && !isForm(first.type, name.toLowerCase()),
    );
  const about = names.length === 0 ? "" : `, and nothing can be said of ${enumerated(names, 3)} as one`;
  return {
    summary: `This cluster has no resource type ${types}: it does not exist here (not found, its custom resource definition is not installed), so there are no such objects${about}.`,
    lines: [...missing.map(({ error }) => error.line), ...seen(view, first.error)],
  };
}

/** `a wrong certificate for pay.example.com, ingress pay`: an object of another kind is complained of, and is there. */
function isOfOther({ intent, targets }: Question, view: ClusterView): boolean {
  return (
    intent === "troubleshoot" &&
    targets.some(
      ({ kind, name }) => kind !== null && view.objects.some(({ ref }) => ref.kind === kind.kind && ref.name === name),
    )
  );
}

/** Whether a word of the question is the type: singular, plural, short name or as the kind is written. */
function isAsked(type: string, { words, kinds }: Question): boolean {
  return (
    words.some(({ lower }) => isForm(type, lower.replaceAll(/[^a-z0-9.]/g, ""))) ||
    kinds.some(({ kind }) => [kind.plural, kind.singular, ...kind.shortNames].some((name) => isForm(type, name))) ||
    joined(words.map(({ lower }) => lower)).some((word) => isForm(type, word))
  );
}

/** `service monitors` for `servicemonitors`. */
const joined = (words: readonly string[]): readonly string[] =>
  words.slice(1).map((word, index) => `${words[index]}${word}`);

const shorts: Readonly<Record<string, string>> = {
  vpa: "verticalpodautoscaler",
  hr: "helmrelease",
  ks: "kustomization",
  cert: "certificate",
  vs: "virtualservice",
  dr: "destinationrule",
  so: "scaledobject",
  es: "externalsecret",
  ro: "rollout",
};

const stem = (word: string): string => {
  const first = word.split(".")[0]!.toLowerCase();
  const whole = shorts[first] ?? shorts[first.replace(/s$/, "")] ?? first;
  return whole
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/(?<!s)s$/, "");
};

const isForm = (type: string, word: string): boolean => word.length > 1 && stem(type) === stem(word);

/** It was asked for under another name or group after all. */
function isShown(type: string, view: ClusterView): boolean {
  return (
    kindNamed(type.split(".")[0]!) !== undefined ||
    view.objects.some(({ ref }) => stem(ref.kind) === stem(type)) ||
    view.listings.some(({ kind }) => stem(kind) === stem(type))
  );
}

/** A list of the types that the cluster has, which does not hold it either. */
function seen(view: ClusterView, error: KubectlError) {
  const list = view.evidence.find(({ command }) => /\bapi-resources\b|\bget crds?\b/.test(command));
  return list === undefined || list.command === error.line.command || list.stdout.trim() === ""
    ? []
    : [{ command: list.command, line: 1, text: list.stdout.split("\n", 1)[0]! }];
}
