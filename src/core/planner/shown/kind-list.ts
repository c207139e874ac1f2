import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import type { Answered } from "../answers/answer.ts";
import { nounsOf } from "../query/object-rows.ts";
import { enumerated } from "../wording.ts";
import { isListed, pluralOf } from "./listed.ts";

const opener = /^(?:how|number|count|list|show|give|name|names|print|display|get|which|what|are|is)$/;
/** Kinds that everybody knows are counted as records, with whatever condition. */
const counts = /^(?:how|number|count)$/;
const narrowsNothing =
  /^(?:how|many|number|count|list|show|give|name|names|print|display|get|me|us|all|the|our|of|what|which|are|is|there|exist|existing|do|does|we|have|has|in|any|they|called|currently|defined|deployed|installed|present|every|a|an|manages?|managed|by|with|their|cluster|namespace|here|please|custom|resources?|objects?|instances?)$/;
/** What stands before a kind of an operator's to say whose it is. */
const vendors =
  /^(?:argo|argocd|argo-cd|cd|kafka|strimzi|flux|fluxcd|istio|velero|cert-manager|cnpg|cloudnativepg|postgres|tekton|keda|kyverno|knative|prometheus|traefik|crossplane|longhorn|elastic|eck|spark|rabbitmq)$/;

/** `list the services in shop`, `the names of the argo cd applications`: the objects of a kind, where a whole list of them was shown. */
export function kindList(words: readonly string[], namespaces: readonly string[], view: ClusterView): Answered | null {
  if (!opener.test(words[0] ?? "") || words.length > 12) return null;
  for (const [kind, all] of Map.groupBy(view.objects, ({ ref }) => ref.kind)) {
    if (/Metrics$/.test(kind)) continue;
    if (!saysOnly(words, kind) || (counts.test(words[0]!) && kindNamed(kind) !== undefined)) continue;
    const own = all.filter((object) => isListed(object, kind, namespaces, view));
    if (own.length === 0) return null;
    return toldList(kind, own, namespaces);
  }
  return null;
}

/** Whether nothing but the pods of a place are to be listed. */
export const listsPods = (words: readonly string[], view: ClusterView): boolean =>
  opener.test(words[0] ?? "") && view.of("Pod").length > 0 && saysOnly(words, "Pod");

function saysOnly(words: readonly string[], kind: string): boolean {
  const left = wordsBeside(words, kind);
  return left?.every((word) => narrowsNothing.test(word) || vendors.test(word)) === true;
}

/** The words besides those of the kind; null where it is not said in the plural. */
function wordsBeside(words: readonly string[], kind: string): readonly string[] | null {
  const said = ` ${words.join(" ")} `;
  const spoken = kind === "Application" ? ["app"] : [];
  for (const noun of [...nounsOf(kind), ...spoken].toSorted((one, other) => other.length - one.length)) {
    const letters = pluralOf(noun).replaceAll(" ", "");
    const plural = new RegExp(
      ` ${kindNamed(kind) === undefined ? [...letters].map(escaped).join(" ?") : escaped(pluralOf(noun))} `,
    );
    if (plural.test(said)) return said.replace(plural, " ").trim().split(/\s+/);
  }
  return null;
}

function toldList(kind: string, own: readonly ObservedObject[], namespaces: readonly string[]): Answered {
  const places = new Set(own.map(({ ref }) => ref.namespace));
  const names = own.map(({ ref }) =>
    places.size > 1 && ref.namespace !== undefined ? `${ref.namespace}/${ref.name}` : ref.name,
  );
  const noun = own.length === 1 ? kind : pluralOf(kind);
  const where = namespaces.length > 0 ? ` in ${enumerated(namespaces)}` : "";
  return {
    summary: `${own.length} ${noun}${where}: ${enumerated(names, 60)}.`,
    details: "",
    lines: own.map((object) => object.printed.get("NAME")?.line ?? object.cite()),
  };
}
