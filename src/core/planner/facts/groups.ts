import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isNamed } from "../investigation/relevance.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";
import { columnsOf } from "./columns.ts";
import { amountColumn, amountOf, conditionsIn } from "./conditions.ts";
import { inUnit, kindOf } from "./tallies.ts";

/** `how many nodes per version`, `claims by storage class`, `how many different images`: objects by the values of a column. */
export function groupCount(asked: AskedFact, view: ClusterView): Answered | null {
  const { clause } = asked;
  const by = /\b(?:per|by|for each|each|for every|grouped by|broken down by) ([a-z]{2,20}(?:[ -][a-z]{2,20})?)/.exec(
    clause,
  )?.[1];
  const different = /\b(?:different|distinct|unique) ([a-z]{2,20}(?:[ -][a-z]{2,20})?)/.exec(clause)?.[1];
  const word = by ?? different;
  const kind = kindOf(asked, view);
  if (
    word === undefined ||
    kind === null ||
    kind.kind === "Event" ||
    !/\b(?:how many|how much|number of|count|which|what|total|sum)\b/.test(clause)
  )
    return null;
  const of = different === undefined ? [kind.kind] : [kind.kind, "Pod", "Deployment", "Node"];
  for (const one of of) {
    const all = view.of(one).filter((object) => isMeant(object, asked));
    const heading = headingOf(word, all);
    if (heading !== null)
      return grouped(asked, all, heading, one === kind.kind ? kind.plural : `${one.toLowerCase()}s`);
  }
  return null;
}

function isMeant({ ref }: ObservedObject, { question }: AskedFact): boolean {
  const { namespaces } = question.scope;
  const inPlace = namespaces.length === 0 || ref.namespace === undefined || namespaces.includes(ref.namespace);
  return inPlace && (question.targets.length === 0 || question.targets.some(({ name }) => isNamed(ref, name)));
}

/** The column that one or two words call: `storage class`, `arch`, `zone`, `kubelet version`, `phase`. */
function headingOf(word: string, all: readonly ObservedObject[]): string | null {
  const headings = [...new Set(all.slice(0, 500).flatMap((object) => ["NAMESPACE", ...columnsOf(object).keys()]))];
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, "");
  const [first = "", second = ""] = word.split(/[ -]/);
  for (const part of [`${first}${second}`, second === "" ? first : "", first]) {
    const stem = part.replace(/(?:es|s)$/, "");
    if (stem.length < 3) continue;
    const called = synonyms.get(stem) ?? stem;
    const found =
      headings.find((one) => [part, stem, called].includes(plain(one).replace(/s$/, ""))) ??
      headings.find((one) => plain(one).includes(called) && one !== "NAME");
    if (found !== undefined) return found;
  }
  return null;
}

const synonyms: ReadonlyMap<string, string> = new Map([
  ["phase", "status"],
  ["state", "status"],
  ["statu", "status"],
  ["class", "storageclass"],
  ["clas", "storageclass"],
  ["runtime", "containerruntime"],
  ["kernel", "kernelversion"],
  ["architecture", "arch"],
  ["machine", "node"],
  ["host", "node"],
  ["distribution", "osimage"],
]);

function grouped(
  { clause }: AskedFact,
  all: readonly ObservedObject[],
  heading: string,
  plural: string,
): Answered | null {
  const conditions = conditionsIn(clause, all, ({ length }) => length < 3).filter(
    ({ said }) => !said.includes(` ${heading} `),
  );
  const meant = all.filter((object) => conditions.every((one) => one.holds(object)));
  const cellOf = (object: ObservedObject) =>
    heading === "NAMESPACE" ? (object.ref.namespace ?? "") : (columnsOf(object).get(heading)?.value ?? "");
  const groups = Map.groupBy(
    meant.filter((object) => cellOf(object) !== ""),
    cellOf,
  );
  const isPlain = conditions.length === 0 && plural === "pods" && /^(?:NODE|NAMESPACE)$/.test(heading);
  if (groups.size === 0 || (isPlain && !/\b(?:different|distinct|unique)\b/.test(clause))) return null;
  const ordered = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  const column = /\b(?:how much|total|sum|combined)\b/.test(clause) ? amountColumn(clause, meant) : null;
  const list = ordered
    .slice(0, 15)
    .map(([value, own]) => `${value} ${column === null ? own.length : sumOf(own, column)}`);
  const words = conditions.length === 0 ? "" : ` that ${conditions.map((one) => one.said).join(" and ")}`;
  return {
    summary: `${column === null ? `${groups.size} different ${heading}` : `${column} by ${heading}`} over ${meant.length} ${plural}${words}: ${enumerated(list, 15)}${ordered.length > 15 ? ` and ${ordered.length - 15} more values` : ""}.`,
    details: "",
    lines: ordered.flatMap(([, own]) => own.slice(0, 1).map((object) => object.cite())).slice(0, 8),
  };
}

function sumOf(objects: readonly ObservedObject[], column: string): string {
  const units = objects.map((object) => /[A-Za-z]+$/.exec(columnsOf(object).get(column)?.value ?? "")?.[0] ?? "");
  return inUnit(
    objects.reduce((sum, object) => sum + (amountOf(object, column) ?? 0), 0),
    units,
  );
}
