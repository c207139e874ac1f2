import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { kubectl } from "../../command-line.ts";
import { enumerated } from "../../wording.ts";
import { type LookForm, listed } from "../form/look.ts";
import type { Told } from "../form/told.ts";
import { stemOf } from "../printed/pod-name.ts";
import { type SpecRow, specRows, templateOf } from "../printed/spec-rows.ts";
import { type SpecAsked, specAsked } from "./spec-asked.ts";

/** Limits, probes, selectors, accounts: what pods are specified with, which no table of theirs shows. */
export const specLook: LookForm = (question, look) => {
  const asked = specAsked(question);
  if (asked === null) return null;
  const { trait, resource } = asked;
  const ofPod = trait.of === "pod" ? trait.paths : [];
  const ofContainer = trait.of === "container" ? trait.paths : [];
  const found = listed(question, look, (place) => ({
    command: kubectl("get", resource, place, templateOf(resource, ofPod, ofContainer)),
    reason: `Prints the ${trait.name} of each ${trait.of === "pod" ? asked.noun : "container"}, which the table does not show.`,
  }));
  if (found === null || "ask" in found) return found;
  return { answered: answerOf(asked, specRows(found.piece), found.where) };
};

function answerOf(asked: SpecAsked, rows: readonly SpecRow[], where: string): Told {
  const { wants, trait } = asked;
  const units = unitsOf(asked, rows);
  const many = pluralOf(asked.noun);
  if (units.length === 0) return { summary: `There are no ${many} ${where}.` };
  if (wants.is === "values") return valuesAnswer(asked, units, where);
  const asksAll = wants.is === "lack" && wants.asksAll === true;
  if (wants.is === "rank") return rankAnswer(asked, units, where, wants.highest);
  const has = (value: string) => (trait.is === undefined ? value !== "" : trait.is.test(value));
  const holds = (unit: Unit): readonly Part[] => {
    if (wants.is === "lack") return unit.parts.filter(({ value }) => !has(value));
    if (wants.is === "have") return unit.parts.filter(({ value }) => has(value));
    if (wants.is === "value") return unit.parts.filter(({ value }) => value.toLowerCase() === wants.word);
    return wants.is === "bound" ? unit.parts.filter(({ value }) => wants.holds(quantity(value) ?? Number.NaN)) : [];
  };
  const said =
    wants.is === "lack"
      ? (trait.lack ?? `have no ${trait.name}`)
      : wants.is === "have"
        ? (trait.have ?? `have ${withArticle(trait.name)}`)
        : `have ${withArticle(trait.name)} ${boundOr(wants)}`;
  const meant = units.map((unit) => ({ unit, parts: holds(unit) })).filter(({ parts }) => parts.length > 0);
  const opposite = wants.is === "lack" ? (trait.have ?? `have ${withArticle(trait.name)}`) : null;
  if (meant.length === 0)
    return {
      summary:
        opposite === null
          ? `None of the ${units.length} ${many} ${where} ${said}${seenValues(asked, units)}.`
          : `${asksAll ? "Yes" : "None"}: all ${units.length} ${many} ${where} ${opposite}.`,
    };
  const names = meant.map(({ unit, parts }) => nameOf(unit, parts, wants.is !== "lack" && trait.is === undefined));
  return told(
    `${asksAll ? "No: " : ""}${meant.length} of ${units.length} ${many} ${where} ${said}`,
    names,
    meant.map(({ unit }) => unit.row),
  );
}

type Part = { readonly name: string; readonly value: string };
type Unit = { readonly row: SpecRow; readonly parts: readonly Part[] };

/** What is counted: each container for itself, or the objects. */
function unitsOf({ noun, trait }: SpecAsked, rows: readonly SpecRow[]): readonly Unit[] {
  if (trait.of === "pod") return rows.map((row) => ({ row, parts: [{ name: "", value: row.value }] }));
  if (noun === "container") return rows.flatMap((row) => row.containers.map((one): Unit => ({ row, parts: [one] })));
  return rows.map((row) => ({ row, parts: row.containers }));
}

function nameOf({ row, parts: all }: Unit, parts: readonly Part[], showsValue: boolean): string {
  const name = `${row.namespace}/${row.name}`;
  const isSome = parts.length < row.containers.length && all[0]?.name !== "";
  const said = parts.map((one) =>
    [isSome || row.containers.length > 1 ? one.name : "", showsValue && one.value.length <= 60 ? one.value : ""]
      .filter((text) => text !== "")
      .join(" "),
  );
  const inside = said.filter((text) => text !== "");
  return inside.length === 0 ? name : `${name} (${enumerated(inside, 5)})`;
}

function told(head: string, names: readonly string[], rows: readonly SpecRow[]): Told {
  const isShort = names.length <= 10;
  const shown = isShort ? names : byStem(names, rows);
  const fits = shown.length <= 16;
  return {
    summary: fits ? `${head}: ${enumerated(shown, 16)}.` : `${head}.`,
    details: fits
      ? ""
      : shown
          .slice(0, 200)
          .map((name) => `  ${name}`)
          .join("\n"),
    lines: isShort ? rows.map(({ line }) => line).slice(0, 8) : [],
  };
}

/** Pods of one workload as one, where they say the same: `kube-system/kube-proxy (5 pods)`. */
function byStem(names: readonly string[], rows: readonly SpecRow[]): readonly string[] {
  const keyed = names.map((name, at) => {
    const { kind, namespace, name: own } = rows[at]!;
    const rest = name.slice(`${namespace}/${own}`.length);
    return { name, key: kind === "Pod" ? `${namespace}/${stemOf(own)}${rest}` : name };
  });
  return [...Map.groupBy(keyed, ({ key }) => key)].map(([key, own]) =>
    own.length === 1 ? own[0]!.name : `${key} (${own.length} pods)`,
  );
}

function byValue(units: readonly Unit[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const unit of units)
    for (const { value } of unit.parts) {
      const names = groups.get(value) ?? [];
      const name = `${unit.row.namespace}/${unit.row.name}`;
      if (!names.includes(name)) groups.set(value, [...names, name]);
    }
  return new Map([...groups].sort((one, other) => other[1].length - one[1].length));
}

function valuesAnswer({ trait, noun }: SpecAsked, units: readonly Unit[], where: string): Told {
  const groups = [...byValue(units)].filter(([value]) => value !== "");
  const none = units.filter(({ parts }) => parts.every(({ value }) => value === "")).length;
  if (groups.length === 0)
    return {
      summary: `None of the ${units.length} ${pluralOf(noun)} ${where} has ${withArticle(trait.name)}.`,
    };
  const said = groups.map(([value, names]) => `${value} (${names.length})`);
  return {
    summary: `${groups.length} different values of ${trait.name} are used by the ${units.length} ${pluralOf(noun)} ${where}: ${enumerated(said, 12)}${none > 0 ? `; ${none} have none` : ""}.`,
    details: groups
      .map(([value, names]) => `  ${value}: ${enumerated(names, 8)}`)
      .slice(0, 40)
      .join("\n"),
  };
}

function rankAnswer(asked: SpecAsked, units: readonly Unit[], where: string, highest: boolean): Told {
  const { trait } = asked;
  const sized = units.flatMap((unit) =>
    unit.parts.flatMap((part) => {
      const amount = quantity(part.value);
      return amount === undefined ? [] : [{ unit, part, amount }];
    }),
  );
  const ordered = sized.sort((one, other) => (highest ? other.amount - one.amount : one.amount - other.amount));
  const first = ordered[0];
  if (first === undefined)
    return {
      summary: `None of the ${units.length} ${pluralOf(asked.noun)} ${where} has ${withArticle(trait.name)}.`,
    };
  const name = ({ unit, part }: (typeof sized)[number]) => nameOf(unit, [part], true);
  const same = ordered.filter(({ amount }) => amount === first.amount);
  return {
    summary: `The ${highest ? "highest" : "lowest"} ${trait.name} ${where} is ${first.part.value}, of ${enumerated(
      same.map(({ unit, part }) => nameOf(unit, [part], false)),
      5,
    )}.${ordered.length > same.length ? ` Then ${enumerated(ordered.slice(same.length, same.length + 4).map(name), 4)}.` : ""}`,
    lines: same.slice(0, 3).map(({ unit }) => unit.row.line),
  };
}

function seenValues({ trait, wants }: SpecAsked, units: readonly Unit[]): string {
  if (trait.is !== undefined || wants.is === "have") return "";
  const values = [...byValue(units).keys()].filter((value) => value !== "");
  return values.length === 0 ? "" : `; there are ${enumerated(values, 6)}`;
}

const withArticle = (name: string): string =>
  /s$/.test(name) ? name : `${/^[aeio]/i.test(name) ? "an" : "a"} ${name}`;

function boundOr(wants: SpecAsked["wants"]): string {
  return wants.is === "value" ? wants.word : wants.is === "bound" ? wants.said : "";
}

function pluralOf(noun: string): string {
  return noun === noun.toLowerCase() ? `${noun}s` : `${noun.toLowerCase()}s`;
}
