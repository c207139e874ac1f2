import { entriesAt, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";

/** Where and in which words somebody, or a controller, says why an object is as it is. */
export type StatedReason = {
  readonly where: "annotation" | "label" | "taint";
  readonly key: string;
  readonly value: string;
  readonly line: Line;
};

/** Keys that tools write for themselves and that say nothing of a purpose. */
const ofTools =
  /^(?:kubectl\.kubernetes\.io|deployment\.kubernetes\.io|meta\.helm\.sh|(?:beta\.)?kubernetes\.io|node\.kubernetes\.io|node\.alpha\.kubernetes\.io|topology\.[\w.-]{1,40}|volumes?\.kubernetes\.io|csi\.volume\.kubernetes\.io|projectcalico\.org|flannel\.[\w.-]{1,40}|argocd\.argoproj\.io|helm\.sh|app\.kubernetes\.io)\//;

/** The first annotation, label or taint of an object that `telling` fits, by its key or value. */
export function statedReason(object: ObservedObject, telling: RegExp): StatedReason | null {
  const said = ([key, value]: readonly [string, string]) => !ofTools.test(key) && telling.test(`${key} ${value}`);
  const annotations = [...entriesAt(object.fields, "metadata", "annotations")].filter(said);
  const best =
    annotations.find(([key, value]) => reasonKey.test(key) && value !== "") ??
    annotations.find(([, value]) => /\S\s\S/.test(value)) ??
    annotations[0];
  if (best !== undefined) return reason("annotation", best, object.cite("metadata", "annotations", best[0]));
  const label = [...entriesAt(object.fields, "metadata", "labels")].find(said);
  if (label !== undefined) return reason("label", label, object.cite("metadata", "labels", label[0]));
  const taint = listAt(object.fields, "spec", "taints")
    .map((one): readonly [string, string] => [textAt(one, "key"), textAt(one, "value") || textAt(one, "effect")])
    .find(said);
  return taint === undefined ? null : reason("taint", taint, object.cite("spec", "taints"));
}

const reasonKey = /reason|why|note|comment|description|message|purpose/i;

const reason = (where: StatedReason["where"], [key, value]: readonly [string, string], line: Line): StatedReason => ({
  where,
  key,
  value: value.replaceAll(/\s+/g, " ").slice(0, 160),
  line,
});

/** The reason in a clause: `annotation ops.lan/reason says: RAM swap CHG-1`. */
export const reasonText = ({ where, key, value }: StatedReason): string =>
  `${where} ${key} says${value === "" ? "" : `: ${value}`}`;
