import type { Evidence, Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { nodeOf } from "../storage/node-folders.ts";
import { podAt, podsOf } from "../workloads/pods.ts";

/** How many inotify instances a node gives and who holds them, as commands on that node printed it. */
export type InotifyUse = {
  readonly note: string;
  readonly evidence: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
  /** Those that were counted come near the limit. */
  readonly isFull: boolean;
};

/** What the node of a pod tells of its instances; undefined where nobody looked, or not there. */
export const inotifyUseOf = (view: ClusterView, object: ObjectRef): InotifyUse | undefined => {
  const node = object.kind === "Node" ? object.name : (podAt(view, object)?.node ?? "");
  const lines = view.evidence
    .filter(
      ({ command, stdout }) => /inotify/.test(`${command} ${stdout}`) && node !== "" && nodeOf(view, command) === node,
    )
    .flatMap(linesOf);
  const limit = limitIn(lines);
  if (limit === undefined) return undefined;
  const holders = holdersIn(lines);
  const held = holders.reduce((sum, { count }) => sum + count, 0);
  const isFull = held >= limit.most * 0.9;
  const first = holders[0];
  if (first === undefined)
    return {
      note: `; node ${node} allows ${limit.most} instances (fs.inotify.max_user_instances)`,
      evidence: [limit.line],
      related: [],
      isFull,
    };
  const pods = podsLike(view, first.program, node, object);
  const whose =
    pods.length > 0
      ? ` (most likely of pods ${pods
          .slice(0, 3)
          .map(({ name }) => name)
          .join(", ")})`
      : "";
  return {
    note: `; node ${node} allows ${limit.most}, of which ${held} were counted, ${first.count} by ${first.processes > 1 ? `${first.processes} processes ` : ""}${first.program}${whose}`,
    evidence: [limit.line, ...first.lines.slice(0, 3)],
    related: pods,
    isFull,
  };
};

const linesOf = ({ command, stdout }: Evidence): readonly Line[] =>
  stdout
    .slice(0, 200_000)
    .split("\n")
    .map((text, index) => ({ command, line: index + 1, text }));

const limitIn = (lines: readonly Line[]): { readonly most: number; readonly line: Line } | undefined =>
  lines.flatMap((line) => {
    const most = /max_user_instances\s{0,4}[=:]\s{0,4}(\d{1,9})\b/.exec(line.text.slice(0, 300))?.[1];
    return most === undefined ? [] : [{ most: Number(most), line }];
  })[0];

type Holder = {
  readonly program: string;
  readonly count: number;
  readonly processes: number;
  readonly lines: readonly Line[];
};

/** `41 20117 code-server`, or without the process id: how many a process holds, the program with the most first. */
const holdersIn = (lines: readonly Line[]): readonly Holder[] => {
  const rows = lines.flatMap((line) => {
    const [, count, program] = /^\s*(\d{1,6})\s+(?:\d{1,8}\s+)?([A-Za-z][\w.:/-]{1,60})\s*$/.exec(line.text) ?? [];
    return program === undefined ? [] : [{ program, count: Number(count), line }];
  });
  return [...Map.groupBy(rows, ({ program }) => program)]
    .map(([program, same]) => ({
      program,
      count: same.reduce((sum, { count }) => sum + count, 0),
      processes: same.length,
      lines: same.map(({ line }) => line),
    }))
    .sort((left, right) => right.count - left.count);
};

/** Pods of the node whose name begins as that of the program does. */
const podsLike = (view: ClusterView, program: string, node: string, own: ObjectRef): readonly ObjectRef[] => {
  const stem = program.split(/[-_.:/]/)[0]!.toLowerCase();
  if (stem.length < 4) return [];
  return podsOf(view)
    .filter((pod) => pod.ref.name !== own.name && pod.ref.name.split("-").includes(stem))
    .filter((pod) => (pod.node === "" ? (pod.line?.command ?? "").includes(node) : pod.node === node))
    .map(({ ref }) => ref);
};
