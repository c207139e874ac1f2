import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { keyOf } from "../objects/name-object.ts";

/** How many processes a container has of how many it may have, as its control group says. */
export type ProcessLimit = { readonly current: number; readonly most: number; readonly lines: readonly Line[] };

/** Processes that have ended and that their parent has not waited for: they still take a place each. */
export type Defunct = { readonly count: number; readonly name: string; readonly line: Line };

const printedInside = (view: ClusterView, pod: ObjectRef): readonly (readonly Line[])[] =>
  logsOfView(view)
    .filter(({ evidence, object }) => evidence === -1 && keyOf(object) === keyOf(pod))
    .map(({ tail }) => tail);

/** `pids.current` and `pids.max` of the container, named in the line or, in the order of the command, alone. */
export const processLimitOf = (view: ClusterView, pod: ObjectRef): ProcessLimit | undefined =>
  printedInside(view, pod)
    .map((lines) => limitIn(lines))
    .find((limit) => limit !== undefined);

const limitIn = (lines: readonly Line[]): ProcessLimit | undefined => {
  const order = [...(lines[0]?.command ?? "").matchAll(/pids\.(current|max)/g)].map(([, field]) => field!);
  const alone = lines.filter(({ text }) => /^\s*(?:\d{1,7}|max)\s*$/.test(text));
  const countOf = (field: string): Line | undefined =>
    lines.find(({ text }) => new RegExp(`pids\\.${field}["']?\\s*[:=]?\\s*\\d`).test(text)) ??
    (alone.length === order.length ? alone[order.indexOf(field)] : undefined);
  const [current, most] = [countOf("current"), countOf("max")];
  if (current === undefined || most === undefined) return undefined;
  const [used, allowed] = [current, most].map(({ text }) => Number(/(\d{1,7})\s*$/.exec(text)?.[1]));
  return Number.isFinite(used) && Number.isFinite(allowed)
    ? { current: used!, most: allowed!, lines: [current, most] }
    : undefined;
};

/** The most frequent defunct process that `ps` or `top` shows in the pod, counted by `uniq -c` or row by row. */
export const defunctIn = (view: ClusterView, pod: ObjectRef): Defunct | undefined => {
  const all = printedInside(view, pod).flatMap((lines) => lines.flatMap(defunctOf));
  const groups = [...Map.groupBy(all, ({ name }) => name).values()].map((same) => ({
    ...same[0]!,
    count: same.reduce((sum, { count }) => sum + count, 0),
  }));
  return groups.sort((left, right) => right.count - left.count)[0];
};

const defunctOf = (line: Line): readonly Defunct[] => {
  const text = line.text.slice(0, 400);
  const counted = /^\s*(\d{1,6})\s+Z[sl+N<]{0,3}\s+\[?([\w./-]{1,80})/.exec(text);
  const isCounted = counted !== null && /\buniq\b/.test(line.command);
  if (isCounted) return [{ count: Number(counted[1]), name: counted[2]!, line }];
  const name =
    /\[([\w./-]{1,80})\]\s*<defunct>/.exec(text)?.[1] ??
    /(?:^|\s)Z[sl+N<]{0,3}\s(?:[\d:.,%?\s-]{0,60}\s)?\[?([\w./-]{1,80})\]?(?:\s*<defunct>)?\s*$/.exec(text)?.[1];
  return name === undefined ? [] : [{ count: 1, name, line }];
};
