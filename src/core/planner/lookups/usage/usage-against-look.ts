import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { kubectl } from "../../command-line.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { type SpecRow, specRows, templateOf } from "../printed/spec-rows.ts";
import { cellOf, tableRows } from "../printed/table.ts";
import { type Against, againstIn, type Measure } from "./usage-against.ts";

/** `which pods use more memory than they request`, `what is closest to its cpu limit`: what is measured, held against what is stated. */
export const usageAgainstLook: LookForm = (question, look) => {
  const asked = againstIn(question);
  if (asked === null) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("top pods", place),
    reason: "Shows what the pods use.",
  }));
  if (found === null || "ask" in found) return found;
  const place = / (-A|-n \S+)$/.exec(found.piece.command)?.[1] ?? "";
  const specs = {
    command: kubectl("get pods", place, templateOf("pods", [], [`resources.${asked.side}`])),
    reason: `Shows the ${asked.side} of each container, which the table does not.`,
  };
  const piece = look.read(specs.command);
  if (piece === undefined) return { ask: [specs] };
  const rows = specRows(piece);
  const uses = usesOf(asked, found.piece, rows, look.namespace);
  if (uses.length === 0) return { answered: unmeasured(asked, rows, found.where) };
  return { answered: answerOf(asked, uses, found.where) };
};

export type Use = {
  readonly name: string;
  readonly measure: Measure;
  readonly used: number;
  /** Undefined where a container states none. */
  readonly stated: number | undefined;
  readonly line: Line;
};

export function usesOf(asked: Against, top: Evidence, specs: readonly SpecRow[], namespace: string): readonly Use[] {
  const byName = new Map(specs.map((row) => [`${row.namespace}/${row.name}`, row]));
  return tableRows(top).flatMap((row) => {
    const own = cellOf(row, "NAME");
    if (!isMeant(asked, own)) return [];
    const said = / -n (\S+)$/.exec(top.command)?.[1] ?? namespace;
    const name = `${cellOf(row, "NAMESPACE") || said}/${own}`;
    const spec = byName.get(name);
    if (spec === undefined) return [];
    return asked.measures.flatMap((measure) => {
      const used = quantity(cellOf(row, measure === "cpu" ? "CPU(cores)" : "MEMORY(bytes)"));
      return used === undefined ? [] : [{ name, measure, used, stated: statedIn(spec, measure), line: row.line }];
    });
  });
}

const isMeant = ({ name }: Against, pod: string): boolean => name === null || isPodOf(pod, name);

/** Pods that do not run are not measured; a name that no pod has is nobody's. */
function unmeasured(asked: Against, rows: readonly SpecRow[], where: string): Told {
  const pods = rows.filter(({ name }) => isMeant(asked, name)).map(({ namespace, name }) => `${namespace}/${name}`);
  const whose = asked.name === null ? "" : ` of ${asked.name}`;
  return {
    summary:
      pods.length === 0
        ? `There is no pod${whose} ${where}.`
        : `None of the ${pods.length} pods${whose} ${where} is measured, so what they use is not known; only containers that run for a while are: ${enumerated(pods, 6)}.`,
  };
}

/** The sum over the containers, where each of them states it. */
function statedIn(row: SpecRow, measure: Measure): number | undefined {
  const amounts = row.containers.map(({ value }) =>
    quantity(new RegExp(`"${measure}":"([^"]{1,40})"`).exec(value)?.[1] ?? ""),
  );
  return amounts.reduce((sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount), 0);
}

const nouns = { requests: "request", limits: "limit" } as const;

function answerOf(asked: Against, uses: readonly Use[], where: string): Told {
  const [one] = asked.measures;
  const noun = `${asked.measures.length === 1 ? (one === "cpu" ? "CPU " : "memory ") : ""}${nouns[asked.side]}`;
  const whose = asked.name === null ? "" : ` of ${asked.name}`;
  const stated = uses
    .flatMap((use) => (use.stated === undefined || use.stated === 0 ? [] : [{ ...use, share: use.used / use.stated }]))
    .toSorted((first, second) => second.share - first.share);
  const bare = [...new Set(uses.filter((use) => use.stated === undefined).map(({ name }) => name))];
  const note =
    bare.length === 0
      ? ""
      : ` ${bare.length} ${bare.length === 1 ? "states" : "state"} no ${noun} for each container and cannot be compared${bare.length <= 5 ? ` (${enumerated(bare, 5)})` : ""}.`;
  const meant = stated.filter(({ share }) => holds(asked, share));
  const ordered = asked.wants.is === "below" ? meant.toReversed() : meant;
  const count = new Set(uses.map(({ name }) => name)).size;
  const many = `${count} measured ${count === 1 ? "pod" : "pods"}${whose} ${where}`;
  return {
    summary: `${headOf(asked, ordered, stated, many, noun)}${note}`,
    details: ordered
      .slice(5, 45)
      .map((use) => `  ${said(use)}`)
      .join("\n"),
    lines: (ordered.length > 0 ? ordered : stated).slice(0, 5).map(({ line }) => line),
  };
}

type Shared = Use & { readonly share: number };

function holds({ wants }: Against, share: number): boolean {
  if (wants.is === "rank") return true;
  return wants.is === "below" ? share < wants.share : wants.is === "near" ? share >= wants.share : share > wants.share;
}

function headOf(asked: Against, meant: readonly Shared[], all: readonly Shared[], many: string, noun: string): string {
  const shown = enumerated(meant.slice(0, 5).map(said), 5);
  const [first] = all;
  if (first === undefined) return `None of the ${many} can be compared: none states a ${noun} for each container.`;
  if (asked.wants.is === "rank") return `Closest to its ${noun}, of the ${many}: ${shown}.`;
  const { is, share } = asked.wants;
  const bound =
    share === 1
      ? `${is === "near" ? "at" : is} its ${noun}`
      : `${is === "below" ? "below" : "at or above"} ${Math.round(share * 100)}% of its ${noun}`;
  const names = new Set(meant.map(({ name }) => name)).size;
  if (names === 0)
    return `None of the ${many} is ${bound}: the nearest is ${said(is === "below" ? all.at(-1)! : first)}.`;
  const order = is === "below" ? "lowest" : "highest";
  return `${names} of ${many} ${names === 1 ? "is" : "are"} ${names === 1 ? bound : bound.replace("its", "their")}${meant.length > 5 ? `, the ${order} first` : ""}: ${shown}${meant.length > 5 ? ", and those below" : ""}.`;
}

const spelled = (amount: number, measure: Measure): string =>
  measure === "cpu" ? `${Math.round(amount * 1000)}m` : `${Math.round(amount / 2 ** 20)}Mi`;

const said = ({ name, measure, used, stated, share }: Shared): string =>
  `${name} (${spelled(used, measure)} of ${spelled(stated!, measure)} ${measure === "cpu" ? "CPU" : "memory"}, ${Math.round(share * 100)}%)`;
