import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { outputOf } from "../../kubectl/targets.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { isNamed } from "../investigation/relevance.ts";
import type { Question } from "../question/understand.ts";
import { enumerated } from "../wording.ts";
import type { Answered, AnswerForm } from "./answer.ts";
import { chosenByLabel, keyOfRef } from "./chosen-by-label.ts";
import { isLacking, replicasOf } from "./lacking.ts";

/** Objects of other kinds than pods: listed, counted, and whether all their replicas are there. */
export const objectAnswer: AnswerForm = (question, { view, newEvidenceFrom }) => {
  const kind = mainKind(question);
  if (kind === null || kind.kind === "Event") return null;
  const { namespaces } = question.scope;
  const names = question.targets.filter((target) => target.kind === null || target.kind === kind);
  const chosen = chosenByLabel(question.selectors.labels, view);
  const inScope = view
    .of(kind.kind)
    .filter(({ ref }) => chosen === null || chosen.has(keyOfRef(ref)))
    .filter(
      (object) =>
        namespaces.length === 0 || object.ref.namespace === undefined || namespaces.includes(object.ref.namespace),
    );
  const meant =
    names.length === 0 ? inScope : inScope.filter((object) => names.some((target) => isNamed(object.ref, target.name)));
  const place = namespaces.length > 0 ? ` in the ${enumerated(namespaces)} namespace` : "";
  const where = chosen === null ? place : ` with label ${enumerated(question.selectors.labels)}${place}`;
  if (meant.length === 0) return none(kind.kind, kind.plural, where, view, question);
  if (names.length > 0 && meant.length <= 3) return isWhole(view, newEvidenceFrom) ? null : single(meant, question);
  const narrowed = names.length > 0 ? null : ofType(question, meant, kind.plural, where);
  if (narrowed !== null) return narrowed;
  const isSpread = new Set(meant.map(({ ref }) => ref.namespace)).size > 1;
  const lacking = meant.filter(isLacking);
  const count = `${meant.length} ${meant.length === 1 ? kind.singular : kind.plural}${where}`;
  const asksLacking = /\b(not|un\w+|fail\w*|degraded|missing|broken|fully|available|ready|healthy)\b/.test(
    question.plain,
  );
  const state =
    lacking.length > 0
      ? `${lacking.length} of them not as wanted: ${enumerated(lacking.map(described), 10)}`
      : asksLacking
        ? `all of them ${commonState(meant) ?? "as wanted"}${meant.length <= 3 ? `: ${enumerated(meant.map((object) => object.ref.name))}` : ""}`
        : `${enumerated(
            meant.map(({ ref }) =>
              isSpread && ref.namespace !== undefined ? `${ref.namespace}/${ref.name}` : ref.name,
            ),
            20,
          )}`;
  return {
    summary: `${count}${state.startsWith("all") || lacking.length > 0 ? ", " : ": "}${state}.`,
    details: "",
    lines: lacking.map((object) => object.cite()).slice(0, 8),
  };
};

/** The status that a table shows of all of them, or that none of them lacks a replica. */
function commonState(objects: readonly ObservedObject[]): string | null {
  const states = new Set(objects.map(({ printed }) => printed.get("STATUS")?.value ?? ""));
  const [only] = states;
  if (states.size === 1 && only !== "") return only!;
  return objects.every((object) => replicasOf(object) !== null) ? "with all their replicas ready" : null;
}

/** Columns whose values a question may narrow a list by. */
const narrowing = ["TYPE", "STATUS", "CLASS", "STORAGECLASS"];

/** `how many services of type LoadBalancer`: those in whose row the word stands that was said. */
function ofType(
  question: Question,
  objects: readonly ObservedObject[],
  plural: string,
  where: string,
): Answered | null {
  const said = question.plain.replaceAll(/(?<=\b(?:load|node|cluster|external))[ -](?=balancer|port|ip|name)/g, "");
  const asked = said.split(" ").map((word) => word.replace(/(?<=balancer|port)s$/, ""));
  const named = /\btype (\S+)/.exec(said)?.[1];
  for (const heading of narrowing) {
    const cells = objects.flatMap((object) => object.printed.get(heading) ?? []);
    const wanted =
      heading === "TYPE" && named !== undefined
        ? named
        : asked.find((word) => cells.some((cell) => cell.value.toLowerCase() === word));
    if (cells.length === 0 || wanted === undefined) continue;
    const meant = objects.filter((object) => object.printed.get(heading)?.value.toLowerCase() === wanted);
    const value = meant[0]?.printed.get(heading)?.value ?? wanted;
    const of = `${objects.length} ${plural}${where}`;
    return {
      summary:
        meant.length === 0
          ? `None of the ${of} has ${heading} ${value}.`
          : `${meant.length} of ${of} ${meant.length === 1 ? "has" : "have"} ${heading} ${value}: ${enumerated(
              meant.map((object) => object.ref.name),
              20,
            )}.`,
      details: "",
      lines: meant.map((object) => object.cite()).slice(0, 8),
    };
  }
  return null;
}

function none(kind: string, plural: string, where: string, view: ClusterView, question: Question) {
  const listing = view.listings.findLast((list) => list.kind === kind && list.count === 0);
  const own = question.targets.filter((target) => target.kind?.kind !== kind).map((target) => target.name);
  const names = own.length === 0 ? "" : `, so there is none for ${enumerated(own)}`;
  const place = where !== "" || listing?.namespace == null ? where : ` in the ${listing.namespace} namespace`;
  const { labels } = question.selectors;
  const labelled =
    labels.length > 0 && listing?.narrowed === true && !where.includes("label")
      ? ` with label ${enumerated(labels)}`
      : "";
  return listing === undefined
    ? null
    : { summary: `There are no ${plural}${labelled}${place}${names}.`, details: "", lines: [listing.line] };
}

/** Cells in which a table shows how an object is. */
const telling = [
  "STATUS",
  "READY",
  "AVAILABLE",
  "CLUSTER-IP",
  "EXTERNAL-IP",
  "PORT(S)",
  "ENDPOINTS",
  "CAPACITY",
  "STORAGECLASS",
  "TARGETS",
  "REPLICAS",
  "COMPLETIONS",
  "SCHEDULE",
  "SUSPEND",
  "LAST SCHEDULE",
  "HOSTS",
  "ADDRESS",
  "CLASS",
  "VERSION",
  "AGE",
  "LABELS",
];

function single(objects: readonly ObservedObject[], question: Question) {
  const parts = objects.map((object) => {
    const cells = telling.flatMap((heading) => {
      const cell = object.printed.get(heading);
      return cell === undefined ? [] : [`${heading} ${cell.value}`];
    });
    return `${object.ref.kind} ${object.ref.name}${object.ref.namespace === undefined ? "" : ` in ${object.ref.namespace}`} is there${cells.length > 0 ? `: ${cells.join(", ")}` : ""}.`;
  });
  const showsAll = /\b(yaml|json|describe|details?)\b/.test(question.plain);
  return cellsShown(objects) || !showsAll
    ? { summary: parts.join(" "), details: "", lines: objects.map((object) => object.cite()).slice(0, 3) }
    : null;
}

/** The whole object was printed, which is what was asked for. */
function isWhole({ evidence }: ClusterView, from: number): boolean {
  const last = evidence.slice(from).at(-1);
  if (last?.parsed == null || last.origin !== "executed" || (last.exitCode ?? 0) !== 0) return false;
  return last.parsed.verb === "describe" || /^(?:yaml|json)$/.test(outputOf(last.parsed));
}

function cellsShown(objects: readonly ObservedObject[]): boolean {
  return objects.some((object) => object.printed.size > 1);
}

function described(object: ObservedObject): string {
  const replicas = replicasOf(object);
  const status = object.printed.get("STATUS")?.value;
  return `${object.ref.name} (${replicas !== null ? `${replicas.ready}/${replicas.wanted} ready` : (status ?? object.printed.get("ENDPOINTS")?.value ?? "not ready")})`;
}
