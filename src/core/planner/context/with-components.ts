import { workloadOf } from "../../diagnosis/objects/relations.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { componentIn, listed, owners } from "../lookups/components/component-look.ts";
import { type Component, componentSaid } from "../lookups/components/components.ts";
import { announce } from "../lookups/form/told.ts";
import { knownIn, understand } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { spokenObject } from "./spoken-object.ts";

/**
 * `show the logs of the ingress controller`, `restart dns`: the one workload of that component takes the place of the words, once
 * the lists show it. A question after the component itself, and one that names a place or an object, stays as it is.
 */
export function withComponents(situation: Situation): Situation {
  const named = namedIn(situation);
  const found = named === null ? [] : workloadsCalled(named.component.names, situation.view);
  if (named === null || found.length !== 1) return situation;
  const said = new RegExp(`(?:the |our |this )?${escaped(named.phrase)}`, "i");
  return { ...situation, question: situation.question.replace(said, spokenObject(found[0]!)) };
}

/** The lists that would show what is meant, where none of them was read yet. */
export function unseenComponent(situation: Situation): Reply | null {
  const { question, view } = situation;
  if (namedIn(situation) === null || !orders.test(question)) return null;
  const isRead = view.evidence.some(({ command }) => command === listed.command || command === owners.command);
  return isRead ? null : announce({ ...choose([listed, owners], situation), leftOut: [] });
}

function namedIn({ question, view }: Situation): { readonly component: Component; readonly phrase: string } | null {
  if (question.length > 160 || /\n/.test(question) || !actsOn.test(question)) return null;
  const component = componentSaid(question.toLowerCase());
  if (component === null) return null;
  const read = understand(question, knownIn(view));
  if (read.scope.namespaces.length > 0 || componentIn(read) !== null) return null;
  const phrase = component.said.exec(question.toLowerCase())![0];
  const isSeen = (name: string) => view.objects.some(({ ref }) => ref.name === name);
  return read.targets.some(({ name }) => !phrase.includes(name) || isSeen(name)) ? null : { component, phrase };
}

const lead = "(?:(?:please|pls|can you|could you|and|now|ok|then)[ ,]+){0,3}";
const orders = new RegExp(
  `^${lead}(?:restart|bounce|scale|describe|tail|logs? (?:of|from|for)|(?:show|give|get)(?: me)? (?:the )?logs?)\\b`,
  "i",
);
const actsOn = new RegExp(
  `^${lead}(?:show|give|get|describe|restart|bounce|scale|roll|logs?|events?|tail|what|why|how often)\\b`,
  "i",
);

function workloadsCalled(names: RegExp, view: ClusterView): readonly ObjectRef[] {
  const own = ["Deployment", "DaemonSet", "StatefulSet"]
    .flatMap((kind) => view.of(kind))
    .map(({ ref }) => ref)
    .filter(({ name }) => names.test(name));
  if (own.length > 0) return own;
  const pods = view.of("Pod").filter(({ ref }) => names.test(ref.name));
  return [...new Map(pods.map(({ ref }) => workloadOf(view, ref)).map((ref) => [spokenObject(ref), ref])).values()];
}
