import { textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { nounsOf } from "../query/object-rows.ts";
import type { Question } from "../question/understand.ts";
import { stemsOf } from "../question/understand.ts";
import { isListed, pluralOf } from "./listed.ts";

/** What stands in a sentence for the thing that it names. */
export const mark = "\u0001";

/** The one thing that a sentence is about, and the sentence with a mark in its place. */
export type Meant = {
  readonly name: string;
  /** What bears the very name. */
  readonly exact: readonly ObservedObject[];
  /** Pods and ReplicaSets that were made for it, and what scales it. */
  readonly made: readonly ObservedObject[];
  readonly words: readonly string[];
  /** All of a kind are meant: what only some of them show is no answer. */
  readonly isWhole?: true;
};

/** The namespaces that a sentence narrows itself to, and its words without them. */
export function withoutPlace(
  words: readonly string[],
  { scope }: Question,
  view: ClusterView,
): { readonly words: readonly string[]; readonly namespaces: readonly string[] } {
  const known = new Set(view.objects.flatMap(({ ref }) => ref.namespace ?? []));
  const said = words.join(" ");
  for (const place of [...new Set([...scope.namespaces, ...known])]) {
    if (!said.includes(place)) continue;
    const name = escaped(place);
    const pattern = new RegExp(
      `(?:^|\\s)(?:in|of|from|within|inside) (?:the |our )?(?:(?:namespace|ns) ${name}|${name} (?:namespace|ns))(?=\\s|$)|\\s(?:in|within|inside) (?:the |our )?${name}(?=\\s|$)|\\s-n ${name}(?=\\s|$)`,
    );
    if (known.has(place) && pattern.test(said))
      return { words: said.replace(pattern, " ").trim().split(/\s+/), namespaces: [place] };
  }
  return { words, namespaces: scope.namespaces };
}

/** What a sentence is about: what it names, else the only object of a kind that it speaks of with `the`. */
export function meantIn(words: readonly string[], namespaces: readonly string[], view: ClusterView): readonly Meant[] {
  const objects = view.objects.filter(
    ({ ref }) => namespaces.length === 0 || ref.namespace === undefined || namespaces.includes(ref.namespace),
  );
  const named = words.flatMap((word, at) => {
    const name = word.slice(word.indexOf("/") + 1);
    const exact = objects.filter(
      ({ ref }) => ref.name === name || (ref.kind === "Node" && ref.name.split(".")[0] === name),
    );
    const made = objects.filter((object) => !exact.includes(object) && isMadeFor(object, name));
    return exact.length + made.length === 0 ? [] : [{ at, name, exact, made }];
  });
  if (new Set(named.map(({ name }) => name)).size > 1) return [];
  const first = named[0];
  if (first !== undefined)
    return [{ ...first, words: words.map((word, at) => (named.some((one) => one.at === at) ? mark : word)) }];
  const ofAll = ofWholeKind(words, namespaces, view);
  return ofAll.length > 0 ? ofAll : ofOnlyKind(words, objects);
}

/** `container runtime of the nodes`: all of a kind, where a list that nothing narrowed shows them. */
function ofWholeKind(words: readonly string[], namespaces: readonly string[], view: ClusterView): readonly Meant[] {
  const said = words.join(" ");
  const [, noun] =
    /^.{2,60} (?:of|on|for|across|do|have) (?:all |the |our |all the |all our )([a-z ]{3,30}?)(?: run| use| have)?$/.exec(
      said,
    ) ?? [];
  if (noun === undefined) return [];
  for (const [kind, all] of Map.groupBy(view.objects, ({ ref }) => ref.kind)) {
    if (/Metrics$/.test(kind) || !nounsOf(kind).some((one) => pluralOf(one) === noun)) continue;
    const exact = all.filter((object) => isListed(object, kind, namespaces, view));
    const at = said.lastIndexOf(` ${noun}`);
    const rest = `${said.slice(0, at)} ${mark}${said.slice(at + 1 + noun.length)}`.replace(/ (?:all|our) /g, " ");
    return exact.length === 0 ? [] : [{ name: noun, exact, made: [], words: rest.trim().split(" "), isWhole: true }];
  }
  return [];
}

/** A pod of a Deployment `web`, the ReplicaSets of it, and the autoscaler that refers to it. */
function isMadeFor({ ref, fields, printed }: ObservedObject, name: string): boolean {
  if (/^(?:Pod|ReplicaSet|PodMetrics)$/.test(ref.kind))
    return (
      stemsOf(ref.name).includes(name) ||
      (ref.kind === "ReplicaSet" && ref.name.replace(/-[a-z0-9]{6,10}$/, "") === name)
    );
  if (ref.kind !== "HorizontalPodAutoscaler") return false;
  return (
    textAt(fields, "spec", "scaleTargetRef", "name") === name ||
    (printed.get("REFERENCE")?.value ?? "").endsWith(`/${name}`)
  );
}

/** `the cronjob`, `the hpa`: the one that was shown. */
function ofOnlyKind(words: readonly string[], objects: readonly ObservedObject[]): readonly Meant[] {
  const said = words.join(" ");
  return [...Map.groupBy(objects, ({ ref }) => ref.kind)].flatMap(([kind, own]) => {
    const [only] = own;
    if (only === undefined || own.length > 1) return [];
    const isOwn = kindNamed(kind) === undefined && kind.length > 4;
    const article = isOwn ? "(?:the )?" : "the ";
    const noun = nounsOf(kind).find((one) => new RegExp(`(?:^| )${article}${escaped(one)}(?: |$)`).test(said));
    if (noun === undefined) return [];
    const rest = said.replace(new RegExp(`(?:^| )${article}${escaped(noun)}(?= |$)`), ` ${mark}`);
    return [{ name: only.ref.name, exact: own, made: [], words: rest.trim().split(" ") }];
  });
}

/** A sentence without the kind that stands beside the name, and that kind; null where none does. */
export function withoutKind(meant: Meant): { readonly meant: Meant; readonly kind: string } | null {
  const said = meant.words.join(" ");
  for (const kind of new Set([...meant.exact, ...meant.made].map(({ ref }) => ref.kind)))
    for (const noun of nounsOf(kind).toSorted((one, other) => other.length - one.length)) {
      const pattern = new RegExp(`(?:^| )${escaped(noun)}s? ${mark}|${mark} ${escaped(noun)}s?(?= |$)`);
      if (!pattern.test(said)) continue;
      const isOf = ({ ref }: ObservedObject) => ref.kind === kind;
      const words = said.replace(pattern, ` ${mark}`).trim().split(" ");
      return { kind, meant: { ...meant, words, exact: meant.exact.filter(isOf), made: meant.made.filter(isOf) } };
    }
  return null;
}
