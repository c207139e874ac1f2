import { numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { amountOf, type Bound, type Resource, said, short } from "./amounts.ts";
import { meantOf } from "./meant.ts";

/** What pods or workloads request or may use together, which of them the most, and what a node has left. */
export function resourceSums(question: Question, view: ClusterView): Answered | null {
  const asked = question.text.toLowerCase();
  const bounds = boundsIn(asked);
  const resources = resourcesIn(asked);
  const free = freeOnNode(question, asked, view, resources);
  if (free !== null) return free;
  if (bounds.length === 0) return null;
  const ranks = /\b(?:most|highest|biggest|largest|least|lowest|smallest|fewest)\b/.exec(asked)?.[0];
  if (ranks === undefined && !adds.test(asked)) return null;
  const rows = rowsFor(
    question,
    view,
    bounds,
    resources,
    /\bdeploy\w*|\bstateful\w*|\bworkloads?\b|\breplicas\b/.test(asked),
  );
  if (rows.of.length === 0) return null;
  return ranks === undefined ? summed(rows, bounds, resources) : ranked(rows, bounds[0]!, resources[0]!, ranks);
}

const adds =
  /\b(?:total|sum|altogether|together|combined|in all|overall|add(?:s|ed)? up|summed|whole|how much|how many)\b/;

function boundsIn(asked: string): readonly Bound[] {
  const requests = /\brequest(?:s|ed|ing)?\b(?! (?:to|for|per|from|got|were|was|did|with)\b)|\breserv\w+\b/.test(asked);
  const limits = /\blimits?\b/.test(asked);
  const bounds: readonly Bound[] = [
    ...(requests ? (["requests"] as const) : []),
    ...(limits ? (["limits"] as const) : []),
  ];
  return /\b(?:cpu|memory|ram|cores?|resources?)\b/.test(asked) ? bounds : [];
}

function resourcesIn(asked: string): readonly Resource[] {
  const cpu = /\bcpus?\b|\bcores?\b/.test(asked);
  const memory = /\b(?:memory|ram|mem)\b/.test(asked);
  return cpu === memory ? ["cpu", "memory"] : cpu ? ["cpu"] : ["memory"];
}

type Rows = { readonly of: readonly ObservedObject[]; readonly where: string; readonly what: string };

/** Pods that show their resources; where only workloads do, these with as many replicas as they want. */
function rowsFor(
  question: Question,
  view: ClusterView,
  bounds: readonly Bound[],
  resources: readonly Resource[],
  asksWorkloads: boolean,
): Rows {
  const shows = (object: ObservedObject) =>
    bounds.some((bound) => resources.some((resource) => amountOf(object, bound, resource) !== null));
  const pods = view.of("Pod").filter((object) => shows(object) && !isDone(object));
  const workloads = ["Deployment", "StatefulSet"].flatMap((kind) => view.of(kind).filter(shows));
  const useWorkloads = workloads.length > 0 && (pods.length === 0 || asksWorkloads);
  const { objects, where } = meantOf(question, useWorkloads ? workloads : pods);
  return { of: objects, where, what: useWorkloads ? "workload" : "pod" };
}

const isDone = ({ fields, printed }: ObservedObject): boolean =>
  /^(?:Completed|Succeeded|Failed|Evicted)$/.test(printed.get("STATUS")?.value ?? textAt(fields, "status", "phase"));

const timesOf = (object: ObservedObject): number =>
  object.ref.kind === "Pod"
    ? 1
    : (numberAt(object.fields, "spec", "replicas") ?? Number(object.printed.get("READY")?.value.split("/")[1] ?? 1));

const ownOf = (object: ObservedObject, bound: Bound, resource: Resource): number =>
  (amountOf(object, bound, resource)?.amount ?? 0) * timesOf(object);

const names: Readonly<Record<Resource, string>> = {
  cpu: "CPU",
  memory: "memory",
  "ephemeral-storage": "ephemeral storage",
};

function summed({ of, where, what }: Rows, bounds: readonly Bound[], resources: readonly Resource[]): Answered {
  const totals = bounds.map((bound) => {
    const parts = resources.map((resource) => {
      const total = of.reduce((sum, object) => sum + ownOf(object, bound, resource), 0);
      const unset = of.filter((object) => amountOf(object, bound, resource)?.all !== true);
      const none =
        unset.length === 0 || unset.length === of.length
          ? ""
          : ` (${unset.length} of them ${unset.length === 1 ? "sets" : "set"} none for a container)`;
      return `${said(total, resource)} ${names[resource]}${none}`;
    });
    return `${bound === "requests" ? "requests" : "limits"} of ${enumerated(parts)}`;
  });
  const each = of.map((object) => {
    const cells = bounds.flatMap((bound) =>
      resources.map((resource) => short(ownOf(object, bound, resource), resource)),
    );
    return `${object.ref.name}${timesOf(object) === 1 ? "" : ` ×${timesOf(object)}`} ${cells.join("/")}`;
  });
  return {
    summary: `The ${of.length} ${what}${of.length === 1 ? " has" : "s"}${where}${of.length === 1 ? "" : " have"} ${totals.join(" and ")} in total: ${enumerated(each, 12)}.`,
    details: "",
    lines: of.map(lineOf).slice(0, 12),
  };
}

function ranked({ of, where, what }: Rows, bound: Bound, resource: Resource, word: string): Answered | null {
  const sign = /^(?:least|lowest|smallest|fewest)$/.test(word) ? 1 : -1;
  const known = of.filter((object) => amountOf(object, bound, resource)?.all === true);
  const ordered = known.toSorted((one, other) => sign * (ownOf(one, bound, resource) - ownOf(other, bound, resource)));
  const [first, ...rest] = ordered;
  if (first === undefined) return null;
  const told = (object: ObservedObject) => `${object.ref.name} (${short(ownOf(object, bound, resource), resource)})`;
  return {
    summary: `Of the ${of.length} ${what}s${where}, ${told(first)} has the ${sign < 0 ? "highest" : "lowest"} ${names[resource]} ${bound.replace(/s$/, "")}.${rest.length > 0 ? ` Then ${enumerated(rest.slice(0, 4).map(told))}.` : ""}`,
    details: "",
    lines: ordered.map(lineOf).slice(0, 5),
  };
}

const lineOf = (object: ObservedObject): Line =>
  textAt(object.fields, "status", "allocated", "cpu", "requests") === ""
    ? object.cite()
    : object.cite("status", "allocated");

/** `how much CPU is still free on this node`: what can be allocated less what is requested. */
function freeOnNode(
  question: Question,
  asked: string,
  view: ClusterView,
  resources: readonly Resource[],
): Answered | null {
  if (
    !/\b(?:free|left|available|unrequested|unallocated|headroom|remain\w*|spare|room|still (?:be )?(?:requested?|scheduled?))\b/.test(
      asked,
    ) ||
    !/\b(?:cpu|memory|ram|cores?)\b/.test(asked)
  )
    return null;
  const nodes = meantOf(question, view.of("Node")).objects.filter(
    (object) => textAt(object.fields, "status", "allocated", "cpu", "requests") !== "",
  );
  if (nodes.length === 0 || !/\b(?:how much|what|which)\b/.test(asked) || /\b(?:usage|used|uses|using)\b/.test(asked))
    return null;
  const rows = nodes.map((object) => {
    const parts = resources.map((resource) => {
      const whole = quantity(textAt(object.fields, "status", "allocatable", resource)) ?? 0;
      const taken = quantity(textAt(object.fields, "status", "allocated", resource, "requests")) ?? 0;
      return { resource, whole, taken };
    });
    return { object, parts };
  });
  const free = ({ whole, taken }: (typeof rows)[number]["parts"][number]) => whole - taken;
  const ordered = rows.toSorted((one, other) => free(other.parts[0]!) - free(one.parts[0]!));
  const told = ordered.map(
    ({ object, parts }) =>
      `node ${object.ref.name} has ${enumerated(parts.map((part) => `${said(free(part), part.resource)} ${names[part.resource]} left (${short(part.whole, part.resource)} allocatable less ${short(part.taken, part.resource)} requested)`))}`,
  );
  return {
    summary: `By requests, ${told.slice(0, 5).join("; ")}.`,
    details: "",
    lines: ordered
      .flatMap(({ object }) => resources.map((resource) => object.cite("status", "allocated", resource)))
      .slice(0, 8),
  };
}
