import { entriesAt, listAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import { podSpecOf } from "./object-facts.ts";
import { cell, type Row, type RowSet } from "./row.ts";

/** `by how many replicas can web be scaled up before the quota stops it`: what is left of each resource by what one replica takes. */
export function roomAnswer(question: string, view: ClusterView, sets: readonly RowSet[]): Answered | null {
  if (
    !/\b(?:how (?:many|far)|what runs out)\b/.test(question) ||
    !/\b(?:scal\w+|replicas?|more pods|additional|fit|fits|room)\b/.test(question)
  )
    return null;
  if (!/\b(?:quota|still|more|fit|fits|room|until|before)\b/.test(question)) return null;
  const quota = sets.find(({ nouns }) => nouns[0] === "resource");
  const one = quota === undefined ? null : replicaOf(question, view);
  if (quota === undefined || one === null) return null;
  const rooms = quota.rows.flatMap((row) => roomIn(row, one.takes));
  const least = [...rooms].sort((a, b) => a.replicas - b.replicas);
  const first = least[0];
  if (first === undefined) return null;
  const others = enumerated(
    least.slice(1).map(({ row, replicas }) => `${cell(row, "resource")} ${replicas}`),
    8,
  );
  const isOf = cell(first.row, "allocatable") === "" ? "hard" : "allocatable";
  return {
    summary: `${first.replicas} more ${first.replicas === 1 ? "replica" : "replicas"}: ${cell(first.row, "resource")} runs out first (${cell(first.row, "free")} left of ${cell(first.row, isOf)}, ${one.spelled.get(plainResource(cell(first.row, "resource"))) ?? "1"} a replica).${others === "" ? "" : ` The rest would allow: ${others}.`}`,
    details: "",
    lines: [...first.row.lines, ...one.lines],
  };
}

type Replica = {
  readonly takes: ReadonlyMap<string, number>;
  readonly spelled: ReadonlyMap<string, string>;
  readonly lines: readonly Line[];
};

/** What one replica requests and may use, over its containers. */
function replicaOf(question: string, view: ClusterView): Replica | null {
  const words = new Set(question.split(/[^a-z0-9.-]+/));
  const workload = view.objects.find(
    ({ ref, fields }) =>
      words.has(ref.name.toLowerCase()) &&
      listAt(podSpecOf(fields), "containers").some((one) => entriesAt(one, "resources", "requests").size > 0),
  );
  if (workload !== undefined)
    return summed(listAt(podSpecOf(workload.fields), "containers"), [workload.cite("spec", "containers")]);
  for (const piece of view.evidence) {
    if (![...words].some((word) => word.length > 3 && /[-\d]/.test(word) && piece.command.toLowerCase().includes(word)))
      continue;
    const printed = linesOf(piece).flatMap((line) => {
      const resources = resourcesIn(line.text);
      return resources === null ? [] : [{ line, resources }];
    });
    if (printed.length > 0)
      return summed(
        printed.map(({ resources }) => ({ resources })),
        printed.map(({ line }) => line),
      );
  }
  return null;
}

/** `{"limits":{"cpu":"1"},"requests":{"cpu":"500m"}}` as a template prints `.resources`. */
function resourcesIn(text: string): unknown {
  const at = text.search(/\{"(?:limits|requests)":/);
  if (at < 0 || text.length > 4000) return null;
  try {
    return JSON.parse(text.slice(at));
  } catch {
    return null;
  }
}

function summed(containers: readonly unknown[], lines: readonly Line[]): Replica {
  const takes = new Map<string, number>();
  const spelled = new Map<string, string>();
  for (const container of containers)
    for (const side of ["requests", "limits"])
      for (const [resource, text] of entriesAt(container, "resources", side)) {
        const key = `${side}.${resource}`;
        takes.set(key, (takes.get(key) ?? 0) + (quantity(text) ?? 0));
        spelled.set(key, spelled.has(key) ? `${spelled.get(key)}+${text}` : text);
      }
  return { takes, spelled, lines };
}

/** `cpu` and `memory` alone in a quota or on a node mean what is requested. */
const plainResource = (resource: string): string =>
  /^(?:cpu|memory|ephemeral-storage)$/.test(resource) ? `requests.${resource}` : resource;

function roomIn(row: Row, takes: ReadonlyMap<string, number>): readonly { row: Row; replicas: number }[] {
  const resource = plainResource(cell(row, "resource"));
  const free = quantity(cell(row, "free").split(" ")[0]!);
  const each = /^(?:count\/)?pods$/.test(resource) ? 1 : (takes.get(resource) ?? 0);
  return free === undefined || each === 0 ? [] : [{ row, replicas: Math.floor(free / each + 1e-9) }];
}
