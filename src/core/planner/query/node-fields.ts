import type { Clause } from "./clause.ts";
import { type Condition, unless } from "./condition.ts";
import { plainField, saidFor } from "./field-words.ts";
import { nodesOfPart, partWords } from "./node-parts.ts";
import { cell, type Field, type Row, type RowSet } from "./row.ts";

/** What a node has of its own that says nothing of what runs on it. */
const ownOnly =
  /^(?:name|namespace|roles?|age|internal ip|external ip|ip|cpu.*|memory.*|created|pod cidr|taints|finalizers|owner|ready|conditions?|deletion time)$/;
/** Labels by which people speak of nodes. */
const telling =
  /zone$|region$|instance-type$|pool(?:-name)?$|node-?group$|arch$|capacity-type$|rack$|tier$|gpu|accelerator/;

/** Records that name a node have what is shown of that node, too: `how many pods run in each zone`. */
export function withNodes(sets: readonly RowSet[]): readonly RowSet[] {
  const nodes = sets.find(({ nouns, sort }) => sort === "object" && nouns.includes("node"));
  if (nodes === undefined) return sets;
  const byName = new Map(nodes.rows.map((row) => [cell(row, "name"), row]));
  return sets.map((set) => (set === nodes || set.sort !== "object" ? set : withNode(set, nodes, byName)));
}

function withNode(set: RowSet, nodes: RowSet, byName: ReadonlyMap<string, Row>): RowSet {
  if (!set.rows.some((row) => byName.has(cell(row, "node")))) return set;
  const taken = new Set(set.fields.map(({ name }) => name));
  const added = nodes.fields.flatMap(({ name }) => {
    const own = nameFor(name);
    if (own === null || taken.has(own)) return [];
    taken.add(own);
    return [{ from: name, name: own }];
  });
  const rows = set.rows.map((row): Row => {
    const node = byName.get(cell(row, "node"));
    if (node === undefined) return row;
    const more = added.map(({ from, name }) => [name, cell(node, from)] as const).filter(([, text]) => text !== "");
    return {
      cells: new Map([...row.cells, ...more]),
      get lines() {
        return row.lines;
      },
    };
  });
  return { ...set, rows, fields: [...set.fields, ...added.map(fieldOf)] };
}

/** `zone` and `node version`; null for what is the node's alone. */
function nameFor(name: string): string | null {
  if (ownOnly.test(name)) return null;
  const key = /^label (.*)$/.exec(name)?.[1];
  if (key !== undefined && !telling.test(key)) return null;
  const short = key === undefined ? name : plainField(key.slice(key.lastIndexOf("/") + 1));
  const isPlace = /^(?:zone|region|rack)$/.test(short);
  return isPlace ? short : `node ${short.replace(/^node /, "")}`;
}

function fieldOf({ name }: { readonly name: string }): Field {
  if (name === "node status") return { name, said: ["node status"] };
  const bare = name.replace(/^node /, "");
  return { name, said: [...new Set([`node ${bare}`, ...saidFor(bare).filter((one) => one !== "name")])] };
}

/** Whether the records tell what node they are on, and what that is like. */
const isJoined = ({ fields }: RowSet): boolean => fields.some(({ name }) => name.startsWith("node "));

const state = "(not ready|notready|unready|ready|cordoned|unschedulable|schedulingdisabled|drained)";
const onState = new RegExp(
  `\\b(?:on|of|by) (?:(?:a|an|the|any|some) )?(?:${state} (?:nodes?|machines?)|(?:nodes?|machines?) (?:that|which|who) (?:is|are|was|were|have been|has been) (?:currently |still )?${state})\\b`,
);

/** `on nodes that are not ready`; `on nodes with` says no more than what follows it. */
export function nodeConditions(clause: Clause, set: RowSet): readonly Condition[] {
  const off = offNode(clause, set);
  if (off.length > 0 || !isJoined(set)) return off;
  const match = clause.take(onState);
  clause.take(
    /\b(?:on|of) (?:the |any |all )?(?:nodes?|machines?)(?= (?:with|of|in|running|that run|which run|whose|at|on|from)\b)/,
  );
  if (match === null) return [];
  const word = match[1] ?? match[2]!;
  const isReady = /ready/.test(word);
  const isDenied = /^not|^un(?=ready)/.test(word);
  const holds = (row: Row) => {
    const status = cell(row, "node status");
    return status !== "" && isDenied !== (isReady ? /^Ready\b/.test(status) : status.includes("SchedulingDisabled"));
  };
  return [
    {
      said: `on nodes that are ${isReady ? (isDenied ? "not Ready" : "Ready") : "cordoned"}`,
      fields: ["node", "node status"],
      holds,
    },
  ];
}

/** `worker nodes`, `the system nodes`: by their roles, the mode of their pool, or their names. */
export function partConditions(clause: Clause, set: RowSet): readonly Condition[] {
  if (set.sort !== "object" || !set.nouns.includes("node")) return [];
  const nodes = set.rows.map((row) => ({ name: cell(row, "name"), roles: cell(row, "roles"), labels: row.cells }));
  return partWords.flatMap(([words, part]): readonly Condition[] => {
    const names = words.test(clause.text) ? nodesOfPart(part, nodes) : null;
    const match = names === null ? null : clause.take(words);
    if (names === null || match === null) return [];
    const holds = (row: Row) => names.has(cell(row, "name"));
    return [unless({ said: `of the ${called[part]}`, fields: [], holds }, clause.deniedBefore(match.index))];
  });
}

const called = { worker: "workers", "control plane": "control plane", system: "system pool" } as const;

const off =
  /(?:\b(?:are|is|run|runs|running)? ?(?:not|aren't|isn't|never) (?:currently )?(?:scheduled |placed |living )?on|\bexcept (?:for )?(?:(?:those|the ones|ones) )?on|\b(?:other|elsewhere) than on|\bon (?:any |all |the )?other (?:nodes?|machines?) (?:than|but)|\boutside(?: of)?) (?:the )?(?:node |machine )?([a-z0-9][a-z0-9.-]{1,252})/;

/** Pods of a node that do not run, rather than those that run elsewhere. */
const notRunningOn =
  /\b(?:(?:are|is) )?(?:not|aren't|isn't) running on (?:the )?(?:node |machine )?([a-z0-9][a-z0-9.-]{1,252})/;

/** `not on rack-2`, `on other nodes than rack-2`. */
function offNode(clause: Clause, set: RowSet): readonly Condition[] {
  if (!set.fields.some(({ name }) => name === "node")) return [];
  const idle = clause.take(notRunningOn)?.[1];
  if (idle !== undefined)
    return [
      { said: `on node ${idle}`, fields: ["node"], holds: (row) => cell(row, "node") === idle },
      { said: "not running", fields: ["status"], holds: (row) => cell(row, "status") !== "Running" },
    ];
  const name = clause.take(off)?.[1];
  return name === undefined
    ? []
    : [{ said: `not on node ${name}`, fields: ["node"], holds: (row) => cell(row, "node") !== name }];
}
