import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Question } from "../../question/understand.ts";

/** Words of a question that may be (a part of) a name: those that are left when everyday words and places are taken away. */
export function nameWords(question: Question, beside: RegExp): readonly string[] {
  const places = new Set(question.scope.namespaces);
  const said = question.words
    .map(({ lower }) => lower)
    .filter((word) => /^[a-z0-9][a-z0-9.-]{1,62}$/.test(word) && !places.has(word) && !everyday.has(word))
    .filter((word) => !beside.test(word));
  return [
    ...new Set([
      ...question.targets.map(({ name }) => name).filter((name) => !everyday.has(name) && !beside.test(name)),
      ...said,
    ]),
  ];
}

const everyday: ReadonlySet<string> = new Set(
  `a an the this that these those my our your their its it is are was were be been being am do does did done has have had having can could will
  would shall should may might must not no any some all every each both and or but nor so if then than as at by for from in into on onto of off out
  over per through to toward under until up with without about after before since during when where what which who whom whose why how whether there
  here we you i they he she me us them one ones ok okay fine well good still yet now today yesterday tonight night nightly daily hourly weekly monthly
  morning evening last latest recent recently next previous ever again already just only please tell show know check see say whats what's s
  complete completed completes finish finished finishes end ended ends run runs ran running start started starts succeed succeeded success successful
  successfully fail failed fails go went gone through happen happened take took taken place long time times it's thing things
  namespace cluster kubernetes kubectl job jobs cronjob cronjobs cron scheduled schedule state status result results`.split(
    /\s+/,
  ),
);

/** Objects whose name is one of the words, else those whose name holds one as a part between dashes, in the singular or plural. */
export function objectsNamed(
  kinds: readonly string[],
  words: readonly string[],
  question: Question,
  view: ClusterView,
): readonly ObservedObject[] {
  const { namespaces } = question.scope;
  const all = kinds
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => namespaces.length === 0 || namespaces.includes(ref.namespace ?? ""));
  const exact = all.filter(({ ref }) => words.includes(ref.name));
  return exact.length > 0 ? exact : all.filter(({ ref }) => words.some((word) => isPart(word, ref.name)));
}

/** `backup` and `backups` are a part of `postgres-backup`; so is `order-export` of `order-export-eu`. */
export function isPart(word: string, name: string): boolean {
  const padded = `-${name.replaceAll(".", "-")}-`;
  return formsOf(word).some((form) => padded.includes(`-${form}-`));
}

function formsOf(word: string): readonly string[] {
  const single = word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.replace(/s$/, "");
  return [...new Set([word, single, `${single}s`])].filter((form) => form.length > 2);
}

/** `data/postgres-backup` */
export const placed = ({ ref }: Pick<ObservedObject, "ref">): string =>
  ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
