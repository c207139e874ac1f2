import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { chosenByLabel, keyOfRef } from "../answers/chosen-by-label.ts";
import { replicasOf } from "../answers/lacking.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { isNamed } from "../investigation/relevance.ts";
import { nodesOfPart, partWords } from "../query/node-parts.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";
import { columnsOf } from "./columns.ts";
import { amountColumn, amountOf, type Condition, conditionsIn } from "./conditions.ts";
import { asksSuperlative, firstOf, rankOf } from "./extremes.ts";

/** How many objects, which of them, and how much they have together, by the conditions that the question puts on them. */
export function tally(asked: AskedFact, view: ClusterView): Answered | null {
  const kind = kindOf(asked, view);
  if (kind === null || kind.kind === "Event") return null;
  const { labels } = asked.question.selectors;
  const chosen = chosenByLabel(labels, view);
  const all = ofPart(asked.clause, kind.kind, view.of(kind.kind)).filter(
    ({ ref }) => isInPlace(ref, asked) && (chosen === null || chosen.has(keyOfRef(ref))),
  );
  const used = view.of(`${kind.kind}Metrics`).filter(({ ref }) => isInPlace(ref, asked));
  const total = summed(asked, used.length > 0 ? used : all);
  if (total !== null) return total;
  return (
    counted(asked, kind, all) ?? counted(asked, kind, used) ?? foremost(asked, kind, all) ?? foremost(asked, kind, used)
  );
}

/** Of nodes, those of the part of the cluster that is spoken of: its workers, its control plane. */
function ofPart(clause: string, kind: string, all: readonly ObservedObject[]): readonly ObservedObject[] {
  const part = kind === "Node" ? partWords.find(([words]) => words.test(clause))?.[1] : undefined;
  if (part === undefined) return all;
  const shown = all.map((object) => {
    const columns = new Map([...columnsOf(object)].map(([heading, { value }]) => [heading, value]));
    return { name: object.ref.name, roles: columns.get("ROLES") ?? "", labels: columns };
  });
  const names = nodesOfPart(part, shown);
  return names === null ? all : all.filter(({ ref }) => names.has(ref.name));
}

type NamedKind = { readonly kind: string; readonly singular: string; readonly plural: string };

/** The kind that a clause counts, else the only one that was shown. */
export function kindOf({ question, clause }: AskedFact, view: ClusterView): NamedKind | null {
  if (/\b(?:how many|number of|count(?: of)?|which) namespaces\b/.test(clause))
    return { kind: "Namespace", singular: "namespace", plural: "namespaces" };
  const main = mainKind(question);
  const shown = question.kinds.find((one) => one.plural && view.of(one.kind.kind).length > 0)?.kind;
  const kind = main !== null && view.of(main.kind).length === 0 && shown !== undefined ? shown : main;
  if (/\b(?:machines?|hosts?|servers?|kubelets?|workers?)\b/.test(clause) && (kind === null || kind.kind === "Pod"))
    return { kind: "Node", singular: "node", plural: "nodes" };
  return kind === null || view.of(kind.kind).length + view.of(`${kind.kind}Metrics`).length === 0
    ? (onlyKind(view) ?? kind)
    : kind;
}

/** The kind of all that was shown, where it is one: `which run took longest` is about Jobs when Jobs were listed. */
function onlyKind(view: ClusterView): NamedKind | null {
  const kinds = new Set(view.objects.map(({ ref }) => ref.kind).filter((one) => !/^Namespace$|Metrics$/.test(one)));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1 || view.logs.length > 0) return null;
  const singular = kind.toLowerCase();
  return {
    kind,
    singular,
    plural: `${singular}${/(?:s|ch|x)$/.test(singular) ? "es" : "s"}`.replace(/([^aeiou])ys$/, "$1ies"),
  };
}

function isInPlace(ref: ObjectRef, { question }: AskedFact): boolean {
  const { namespaces } = question.scope;
  return namespaces.length === 0 || ref.namespace === undefined || namespaces.includes(ref.namespace);
}

function counted(asked: AskedFact, kind: NamedKind, all: readonly ObservedObject[]): Answered | null {
  if (all.length === 0 || !wantsSeveral(asked)) return null;
  const { scope, selectors } = asked.question;
  const isName = (word: string) => all.some(({ ref }) => ref.name === word) || scope.namespaces.includes(word);
  const clause = selectors.labels.reduce((text, label) => text.replaceAll(label.toLowerCase(), " "), asked.clause);
  const own = conditionsIn(clause, all, isName);
  const conditions = own.length > 0 ? own : refersBack(asked) ? conditionsIn(asked.whole, all, isName) : [];
  if (conditions.length === 0) return null;
  const meant = all.filter((object) => conditions.every((one) => one.holds(object)));
  return said(asked, conditions, meant, named(asked, conditions, all), kind);
}

/** Of a condition that several values fulfil, how many have each. */
function eachOf(conditions: readonly Condition[], counted: readonly ObservedObject[]): string {
  return conditions
    .filter(({ values = [] }) => values.length > 1)
    .map(({ values = [], heading = "" }) => {
      const numbers = values.map(
        (value) => `${counted.filter((object) => columnsOf(object).get(heading)?.value === value).length} ${value}`,
      );
      return ` (${numbers.join(", ")})`;
    })
    .join("");
}

/** `..., and which of them is the oldest?`: the first among those that were counted. */
function firstAmong({ clause, wishes }: AskedFact, counted: readonly ObservedObject[]): string {
  const more = wishes.slice(clause.length);
  if (/\bwhich\b/.test(more) && !asksSuperlative(more)) return fittingAmong(more, counted);
  const rank = asksSuperlative(more) ? rankOf(more, clause, counted) : null;
  const first = rank === null ? null : firstOf(rank, counted);
  return first === null ? "" : `, the ${rank!.said} of them is ${first.said}`;
}

/** A number, or objects of a kind; the most and the oldest of them are ranked elsewhere. */
function wantsSeveral({ clause, counts, question }: AskedFact): boolean {
  if (
    /\b(?:most|fewest|oldest|newest|youngest|latest|highest|lowest|least|biggest|largest|smallest|top|per|each)\b/.test(
      clause,
    )
  )
    return false;
  if (counts) return /\b(?:how many|number of|count)\b/.test(clause);
  return (
    /\b(?:which|what)\b/.test(clause) &&
    !/\bimages?\b/.test(clause) &&
    question.kinds.some((one) => one.plural || one.kind.kind !== "Pod")
  );
}

/** `how many claims still use it`: what is meant was said before. */
const refersBack = ({ clause, whole }: AskedFact): boolean =>
  clause !== whole && /\b(?:it|its|them|that|those|this|these|still|left|remain\w*)\b/.test(clause);

/** `..., and which of them is headless?`: those of the counted that more words fit. */
function fittingAmong(more: string, counted: readonly ObservedObject[]): string {
  const conditions = conditionsIn(more, counted, () => false);
  const fitting = counted.filter((object) => conditions.every((one) => one.holds(object)));
  if (conditions.length === 0 || fitting.length === counted.length) return "";
  const names = enumerated(
    fitting.map(({ ref }) => ref.name),
    8,
  );
  return `, of which ${fitting.length} ${conditions.map((one) => one.said).join(" and ")}${names === "" ? "" : ` (${names})`}`;
}

/** `which claim of class gp2 is the largest`, `the oldest node on 1.31`: the first among those that the rest of the words fit. */
function foremost(asked: AskedFact, kind: NamedKind, all: readonly ObservedObject[]): Answered | null {
  const { clause } = asked;
  if (asked.counts || !asksSuperlative(clause) || all.length < 2) return null;
  const isName = (word: string) => all.some(({ ref }) => ref.name === word);
  const conditions = conditionsIn(clause, all, isName);
  const meant = named(asked, conditions, all).filter((object) => conditions.every((one) => one.holds(object)));
  const rank = rankOf(clause, "", meant);
  const first = rank === null ? null : firstOf(rank, meant);
  const isRanked =
    conditions.length === 0 &&
    asked.question.scope.namespaces.length === 0 &&
    (/RESTARTS|^(?:oldest|newest|youngest|latest|most recent)/.test(rank?.said ?? "") ||
      (/\b(?:cpu|memory|ram)\b/.test(clause) && !/%|\bpercent/.test(clause)));
  if (first === null || isRanked) return null;
  const words = conditions.map((one) => one.said).join(" and ");
  const rest = first.ordered.slice(1, 4).map((object) => `${object.ref.name} (${rank!.shown(object)})`);
  return {
    summary: `The ${rank!.said} of the ${meant.length} ${kind.plural}${words === "" ? "" : ` that ${words}`}: ${first.said}.${rest.length > 0 ? ` Then ${enumerated(rest)}.` : ""}`,
    details: "",
    lines: first.ordered.map((object) => object.cite()).slice(0, 5),
  };
}

/** Only the objects that the question names, where a name is not a value that was looked for. */
function named({ question }: AskedFact, conditions: readonly Condition[], all: readonly ObservedObject[]) {
  const names = question.targets.filter(
    ({ name }) =>
      !conditions.some((one) => one.said.toLowerCase().includes(name)) && all.some(({ ref }) => isNamed(ref, name)),
  );
  return names.length === 0 ? all : all.filter(({ ref }) => names.some(({ name }) => isNamed(ref, name)));
}

function said(
  asked: AskedFact,
  conditions: readonly Condition[],
  meant: readonly ObservedObject[],
  of: readonly ObservedObject[],
  kind: NamedKind,
): Answered {
  const counted = meant.filter((object) => of.includes(object));
  const words = conditions.map((one) => one.said).join(" and ");
  const several = new Set(of.map(({ ref }) => ref.namespace)).size > 1;
  const names = counted.map((object) => nameOf(object, several));
  const { namespaces } = asked.question.scope;
  const where = namespaces.length === 0 || kind.kind === "Node" ? "" : ` in ${enumerated(namespaces)}`;
  const plural = `${of.length === 1 ? kind.singular : kind.plural}${where}`;
  return {
    summary:
      counted.length === 0
        ? `None (0) of the ${of.length} ${plural} ${words}.`
        : `${counted.length} of ${of.length} ${plural} ${counted.length === 1 ? singular(words) : words}${eachOf(conditions, counted)}${firstAmong(asked, counted)}: ${enumerated(names, 15)}.`,
    details: "",
    lines: counted.map((object) => object.cite()).slice(0, 8),
  };
}

const singular = (words: string): string =>
  words
    .replaceAll(/\bhave\b/g, "has")
    .replaceAll(/\bdo not has\b/g, "does not have")
    .replaceAll(/\bdo not\b/g, "does not")
    .replaceAll(/\bare\b/g, "is")
    .replaceAll(/\btheir\b/g, "its");

function nameOf(object: ObservedObject, several: boolean): string {
  const { name, namespace } = object.ref;
  const replicas = object.ref.kind === "Pod" ? null : replicasOf(object);
  const ready = replicas === null ? undefined : `${replicas.ready}/${replicas.wanted}`;
  const columns = columnsOf(object);
  const state = columns.get("READY")?.value ?? ready ?? columns.get("STATUS")?.value;
  const more = object.printed.get("MEMORY(BYTES)")?.value;
  const shown = more ?? (object.ref.kind === "Secret" ? undefined : state);
  return `${several && namespace !== undefined ? `${namespace}/` : ""}${name}${shown === undefined || shown === "" ? "" : ` (${shown})`}`;
}

/** `how much storage in total`: the amounts of a column added up. */
function summed(asked: AskedFact, all: readonly ObservedObject[]): Answered | null {
  const { clause } = asked;
  const adds =
    /\b(?:in total|total|sum|summed|together|altogether|overall|combined|in all)\b/.test(clause) &&
    /\b(?:how much|how many|sum|total|amount)\b/.test(clause);
  const heading = adds ? amountColumn(clause, all) : null;
  if (heading === null) return null;
  const conditions = conditionsIn(clause, all, () => false);
  const meant = all.filter((object) => conditions.every((one) => one.holds(object)));
  const rows = meant.flatMap((object) => amountOf(object, heading) ?? []);
  const total = rows.reduce((sum, amount) => sum + amount, 0);
  const units = meant.map((object) => /[A-Za-z]+$/.exec(columnsOf(object).get(heading)?.value ?? "")?.[0] ?? "");
  const place = asked.question.scope.namespaces;
  return {
    summary: `${inUnit(total, units)} ${heading} in total over ${rows.length} ${rows.length === 1 ? "object" : "objects"}${place.length > 0 ? ` in ${enumerated(place)}` : ""}.`,
    details: "",
    lines: meant.map((object) => object.cite()).slice(0, 8),
  };
}

const factors: Readonly<Record<string, number>> = { m: 1e-3, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** An amount in the unit in which the others are written. */
export function inUnit(total: number, units: readonly string[]): string {
  const unit = units.find((one) => factors[one] !== undefined) ?? "";
  const value = total / (factors[unit] ?? 1);
  const next = unit === "Mi" && value >= 1024 ? ` (${(value / 1024).toFixed(1)}Gi)` : "";
  return `${Number.isInteger(value) ? value : value.toFixed(1)}${unit}${next}`;
}
