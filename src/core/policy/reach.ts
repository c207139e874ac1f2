import { type Kind, kindNamed } from "../kubectl/kinds.ts";
import { aliases, subcommandsOf, verbNamed } from "../kubectl/verbs.ts";
import type { Touched } from "./touched.ts";

/** A part of what commands can do; null stands for any. Verbs are kubectl's (`rollout` means all below it), resources kinds or `plural.group`. */
export type Reach = {
  readonly verbs: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly namespaces: readonly string[] | null;
};

/** Whether a command may do any of this: what is not known counts as a yes. */
export function mayReach(reach: Reach, { verbs, resources, namespaces }: Touched): boolean {
  return (
    meets(reach.verbs, verbs, (listed, verb) => isVerb(verb, listed)) &&
    meets(reach.resources, resources, mayMean) &&
    meets(reach.namespaces, namespaces, (listed, namespace) => listed === namespace)
  );
}

/** Whether every part of a command surely lies inside the list, each part in one entry: what is not known counts as a no. */
export function isWithin(list: readonly Reach[], touched: Touched): boolean {
  const namespaces = eachOrUnknown(touched.namespaces);
  return eachOrUnknown(touched.verbs).every((verb) =>
    eachOrUnknown(touched.resources).every((resource) =>
      namespaces.every((namespace) => list.some((reach) => holds(reach, verb, resource, namespace, touched))),
    ),
  );
}

function eachOrUnknown(words: readonly string[] | null): readonly (string | null)[] {
  return words === null || words.length === 0 ? [null] : words;
}

/** The reach in words: `delete of persistentvolumeclaims in namespaces prod`. */
export function reachText({ verbs, resources, namespaces }: Reach): string {
  const where = namespaces === null ? "" : ` in namespaces ${namespaces.join(", ")}`;
  return `${verbs?.join(", ") ?? "every verb"} of ${resources?.join(", ") ?? "every resource"}${where}`;
}

/** kubectl's own name of a verb or of a group of them; null when kubectl has no such verb. */
export function verbWord(word: string): string | null {
  const verb = aliases.get(word) ?? word;
  return verbNamed(verb) !== undefined || subcommandsOf(verb).length > 0 ? verb : null;
}

/** Whether a word names a built-in kind, or a custom one together with its group. */
export function isResourceWord(word: string): boolean {
  return kindNamed(word) !== undefined || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(word);
}

function meets(
  listed: readonly string[] | null,
  touched: readonly string[] | null,
  matches: (listed: string, touched: string) => boolean,
): boolean {
  if (listed === null || touched === null) return true;
  return listed.some((entry) => touched.some((word) => matches(entry, word)));
}

function holds(
  reach: Reach,
  verb: string | null,
  resource: string | null,
  namespace: string | null,
  touched: Touched,
): boolean {
  const isNamed = reach.resources !== null;
  return (
    (reach.verbs === null || (verb !== null && reach.verbs.some((listed) => isVerb(verb, listed)))) &&
    (!isNamed || (resource !== null && reach.resources.some((listed) => surelyMeans(listed, resource)))) &&
    (reach.namespaces === null ||
      (namespace !== null && reach.namespaces.includes(namespace) && (isNamed || touched.isScopeKnown)))
  );
}

function isVerb(verb: string, listed: string): boolean {
  return verb === listed || verb.startsWith(`${listed} `);
}

/** What the API server keeps under one name for several kinds; custom ones can be in `all` too. */
const categories: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "all",
    (
      "pods replicationcontrollers services daemonsets deployments replicasets statefulsets " +
      "horizontalpodautoscalers cronjobs jobs"
    ).split(" "),
  ],
  [
    "api-extensions",
    (
      "customresourcedefinitions apiservices mutatingwebhookconfigurations validatingwebhookconfigurations " +
      "mutatingadmissionpolicies mutatingadmissionpolicybindings validatingadmissionpolicies validatingadmissionpolicybindings"
    ).split(" "),
  ],
]);

/** kubectl takes a group by its beginning, a version before it, and short names of custom kinds that nobody here can know. */
function mayMean(listed: string, word: string): boolean {
  const kind = kindNamed(listed);
  const named = kindNamed(word);
  if (kind === undefined) return named === undefined && mayBeCustom(listed, word.toLowerCase());
  return named?.plural === kind.plural || pluralOf(word) === kind.plural || inCategory(word, kind);
}

function mayBeCustom(listed: string, word: string): boolean {
  const dot = word.indexOf(".");
  if (dot < 0) return true;
  const group = word.slice(dot + 1).replace(/^v\d\w*\.?/, "");
  return listed.slice(listed.indexOf(".") + 1).startsWith(group.replace(/\.$/, ""));
}

function inCategory(word: string, kind: Kind): boolean {
  return categories.get(word.toLowerCase())?.includes(kind.plural) ?? false;
}

function pluralOf(word: string): string | undefined {
  return kindNamed(word.split(".", 1)[0]!)?.plural;
}

function surelyMeans(listed: string, word: string): boolean {
  const kind = kindNamed(word);
  return kind === undefined ? listed === word.toLowerCase() : kindNamed(listed) === kind;
}
