import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { nearest } from "../network/service-of-host.ts";
import { memo } from "../objects/memo.ts";
import { labelsOf } from "../objects/relations.ts";
import type { Demand } from "./placement.ts";

/** The keys that commands asked for as columns (`get nodes -L zone,gpu.vendor`), by the heading under which kubectl prints them. */
const columnsAsked = memo((view: ClusterView): ReadonlyMap<string, string> => {
  const asked = view.evidence.flatMap(({ command }) =>
    [...command.slice(0, 2000).matchAll(/(?:-L|--label-columns)[ =]?([\w./,-]{1,500})/g)].flatMap(([, keys]) =>
      keys!.split(","),
    ),
  );
  return new Map(asked.filter((key) => key !== "").map((key) => [headingOf(key), key]));
});

/** kubectl prints the last part of a key above its column. */
const headingOf = (key: string): string => (key.split("/").at(-1) ?? key).toUpperCase();

/** The labels of a node as far as they are shown, in a list of them or as columns of a table. */
export const labelsShown = (view: ClusterView, node: ObservedObject): ReadonlyMap<string, string> => {
  const labels = new Map(labelsOf(node));
  for (const [heading, key] of columnsAsked(view)) {
    const cell = node.printed.get(heading)?.value ?? "";
    if (cell !== "" && cell !== "<none>") labels.set(key, cell);
  }
  return labels;
};

/** Whether the evidence says what a node has under a key: its labels were listed, or this one was asked for. */
export const isLabelShown = (view: ClusterView, node: ObservedObject, key: string): boolean =>
  labelsOf(node).size > 0 || columnsAsked(view).get(headingOf(key)) === key || node.printed.has(headingOf(key));

/** A label that nodes carry and that is nearly what was asked for. */
export type NearLabel = { readonly label: string; readonly nodes: readonly ObservedObject[] };

/** What nodes carry in place of a label that none has: the same value under another key, another value, or nearly the same key. */
export const nearLabel = (view: ClusterView, { key, values }: Demand): NearLabel | undefined => {
  const carried = view
    .of("Node")
    .flatMap((node) => [...labelsShown(view, node)].map(([name, value]) => ({ node, name, value })))
    .filter(({ name }) => !/^(?:kubernetes\.io\/hostname|node\.kubernetes\.io\/exclude)/.test(name));
  const found =
    carried.find((one) => one.name === key) ??
    carried.find((one) => plainOf(one.name) === plainOf(key)) ??
    carried.find((one) => values.some((value) => isTelling(value) && value === one.value)) ??
    carried.find((one) => one.name === nearest(key, [one.name]) && isAlike(one.name, key));
  if (found === undefined) return undefined;
  const label = `${found.name}=${found.value}`;
  const nodes = carried.filter(({ name, value }) => `${name}=${value}` === label).map(({ node }) => node);
  return { label, nodes };
};

/** Yes, no and numbers stand under many keys. */
const isTelling = (value: string): boolean =>
  value.length > 2 && !/^(?:true|false|yes|no|on|off|enabled|linux|amd64|\d+)$/i.test(value);

/** The key without what groups and hyphens add: `beta.kubernetes.io/os` is `kubernetes.io/os` grown old. */
const plainOf = (key: string): string => (key.split("/").at(-1) ?? key).toLowerCase().replaceAll(/[^a-z0-9]/g, "");

const isAlike = (one: string, other: string): boolean => plainOf(one)[0] === plainOf(other)[0];
