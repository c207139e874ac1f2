import type { Line } from "../../evidence/evidence.ts";
import { readYaml } from "../../evidence/objects/yaml-text.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { keyOf } from "../objects/name-object.ts";
import { ownersOf } from "../objects/relations.ts";
import { type Setting, settingsOf } from "../objects/settings.ts";
import { listedSettings, loneSettings } from "../objects/settings-listed.ts";
import type { LogReading } from "./logs-of-view.ts";

/** A feature flag with its state, as a ConfigMap, a variable or a log shows it. */
export type FeatureFlag = {
  readonly name: string;
  readonly isOn: boolean;
  /** The percentage of requests or users that get it; undefined where it is for all. */
  readonly share: number | undefined;
  /** Whether it is called a flag, or has a form that only flags have. */
  readonly isMarked: boolean;
  readonly owner: ObjectRef;
  readonly line: Line;
  /** Where it stands: the key of the ConfigMap or the variable, its value, and the path to what switches it within the value. */
  readonly key: string;
  readonly value: string;
  readonly path: readonly string[];
};

type Place = Pick<Setting, "key" | "value" | "line" | "owner">;
type Found = Pick<FeatureFlag, "name" | "isOn" | "share" | "isMarked" | "path">;

const marks = /flag|feature|toggle|experiment|rollout|canary|enable|unleash|launch|treatment/i;

/** The flags that a workload may read: in its environment, in ConfigMaps of its namespace, and in those that hold flags elsewhere. */
export const flagsFor = (view: ClusterView, { object }: LogReading): readonly FeatureFlag[] => {
  const above = new Set([object, ...ownersOf(view, object)].map(keyOf));
  const listed = [object, ...ownersOf(view, object)].flatMap((owner) =>
    listedSettings(view, owner).map((one): Place => ({ ...one, owner })),
  );
  const lone = loneSettings(view).flatMap(({ ref, ...one }): Place[] =>
    above.has(keyOf(ref)) ? [{ ...one, owner: ref }] : [],
  );
  const elsewhere = view
    .of("ConfigMap")
    .filter(({ ref }) => ref.namespace !== object.namespace && marks.test(ref.name))
    .flatMap((map) =>
      [...entriesAt(map.fields, "data")].map(
        ([key, value]): Place => ({ key, value, line: map.cite("data", key), owner: map.ref }),
      ),
    );
  const flags = [...settingsOf(view, object), ...listed, ...lone, ...elsewhere].flatMap((place) =>
    flagsAt(view, place),
  );
  return [...new Map([...flags].sort(byOwner).map((flag) => [flag.name, flag])).values()];
};

/** The same variable is shown of a pod and of its workload: what is changed is the workload. */
const byOwner = (left: FeatureFlag, right: FeatureFlag): number => rank(left) - rank(right);
const rank = ({ owner }: FeatureFlag): number => (["Pod", "ReplicaSet"].includes(owner.kind) ? 0 : 1);

/** Many workloads read the same ConfigMap. */
const readings = memo((_view: ClusterView) => new Map<string, readonly FeatureFlag[]>());

const flagsAt = (view: ClusterView, place: Place): readonly FeatureFlag[] => {
  const key = `${keyOf(place.owner)}\n${place.key}\n${place.line.line}\n${place.value.length}`;
  const known = readings(view).get(key) ?? flagsIn(place);
  readings(view).set(key, known);
  return known;
};

const longest = 100_000;

const flagsIn = (place: Place): readonly FeatureFlag[] => {
  if (place.value.length > longest) return [];
  const isMarked = marks.test(`${place.key} ${place.owner.kind === "ConfigMap" ? place.owner.name : ""}`);
  return walk(place.key, parsed(place.value, isMarked), [], isMarked)
    .slice(0, 300)
    .map((found) => ({ ...found, name: found.name.replace(/\.(?:json|ya?ml|properties|env)$/, ""), ...place }));
};

const parsed = (text: string, isMarked: boolean): unknown => {
  const plain = text.trim();
  if (/^[{[]/.test(plain)) {
    try {
      return JSON.parse(plain);
    } catch {
      return undefined;
    }
  }
  if (!plain.includes("\n") && !/^[\w.-]{1,80} ?[=:] /.test(plain))
    return isMarked && names.test(plain) ? plain.split(/[,; ]+/) : plain;
  const lines = plain.split("\n");
  return lines.some((line) => /^[\w.-]{1,120} ?= ?\S/.test(line))
    ? fromProperties(lines)
    : readYaml(lines.flatMap(inBlocks))?.[0]?.value;
};

/** Names of flags one after the other, as a variable lists those that are on. */
const names = /^[A-Za-z][\w.]{0,60}[-_][\w.-]{1,60}(?:[,; ]+[A-Za-z][\w.-]{2,60}){0,40}$/;

/** `bulk-weighing.enabled=true` and `bulk-weighing.rollout=40` are of one flag. */
const fromProperties = (lines: readonly string[]): unknown => {
  const all = new Map<string, unknown>();
  for (const line of lines) {
    const [, name, value] = /^([\w.-]{1,120}) ?= ?(\S.{0,200})$/.exec(line.trim()) ?? [];
    if (!name || !value) continue;
    const [, flag, field] = /^(.{1,110})\.([a-zA-Z]{2,20})$/.exec(name) ?? [];
    if (flag && field && (onKeys.test(field) || shareKeys.test(field)))
      all.set(flag, { ...(all.get(flag) as object | undefined), [field]: value });
    else all.set(name, value);
  }
  return Object.fromEntries(all);
};

/** `name: {enabled: true, rollout: 40}` over several lines. */
const inBlocks = (line: string): readonly string[] => {
  const [, indent, name, inner] =
    /^(\s{0,40}(?:- )?)(["']?[\w./-]{1,120}["']?): {0,3}\{([^{}]{1,400})\}\s*$/.exec(line) ?? [];
  if (inner === undefined) return [line];
  const deeper = " ".repeat(indent!.length + 2);
  return [
    `${indent}${name}:`,
    ...inner.split(",").map((part) => `${deeper}${part.trim().replace(/^["']([\w-]+)["']\s*:\s*/, "$1: ")}`),
  ];
};

const onKeys = /^(?:is)?_?(?:enabled?|active|on|state|status|default_?variant|default_?value|value|default)$/i;
const shareKeys =
  /^(?:rollout|percent(?:age)?|pct|weight|share|traffic|exposure|fraction|ratio)(?:_?(?:percent(?:age)?|pct|rate|ratio|fraction))?$/i;
const sharedName =
  /[-_.](?:rollout|percent(?:age)?|pct|share)(?:[-_](?:percent(?:age)?|pct))?$|(?:Rollout|Percent(?:age)?)$/i;

const deepest = 5;

const walk = (name: string, value: unknown, path: readonly string[], isMarked: boolean): readonly Found[] => {
  if (path.length > deepest || name.length > 120) return [];
  if (Array.isArray(value)) return value.flatMap((one, index) => inList(one, [...path, `${index}`], isMarked));
  if (typeof value === "object" && value !== null) return inObject(name, value as Fields, path, isMarked);
  const own = isMarked || marks.test(name);
  if (sharedName.test(name)) {
    const share = percentOf(value, false);
    return share === undefined
      ? []
      : [{ name: name.replace(sharedName, ""), isOn: share > 0, share, isMarked: true, path }];
  }
  const state = stateOf(value, own);
  return state === undefined ? [] : [{ name, isOn: state, share: undefined, isMarked: own, path }];
};

type Fields = { readonly [key: string]: unknown };

const inList = (one: unknown, path: readonly string[], isMarked: boolean): readonly Found[] => {
  if (typeof one === "string") return isMarked ? [{ name: one, isOn: true, share: undefined, isMarked, path }] : [];
  const { name, key, id } = (one ?? {}) as Fields;
  const called = [name, key, id].find((each) => typeof each === "string");
  return typeof called === "string" ? walk(called, one, path, isMarked) : [];
};

const inObject = (name: string, fields: Fields, path: readonly string[], isMarked: boolean): readonly Found[] => {
  const keys = Object.keys(fields).slice(0, 300);
  const switched = keys.find((key) => onKeys.test(key) && stateOf(fields[key], true) !== undefined);
  const shared = keys.find((key) => shareKeys.test(key) && percentOf(fields[key], true) !== undefined);
  if (switched === undefined && shared === undefined)
    return keys.flatMap((key) => walk(key, fields[key], [...path, key], isMarked || marks.test(name)));
  const states = keys.filter((key) => onKeys.test(key)).map((key) => stateOf(variantOf(fields, key), true));
  const share = shared === undefined ? undefined : percentOf(fields[shared], true);
  return [
    {
      name,
      isOn: states.every((state) => state !== false) && share !== 0,
      share,
      isMarked: true,
      path: [...path, switched ?? shared!],
    },
  ];
};

/** `defaultVariant: on` of flagd means what `variants` says of it. */
const variantOf = (fields: Fields, key: string): unknown => {
  const { variants } = fields;
  const value = fields[key];
  const isVariant =
    /variant/i.test(key) && typeof variants === "object" && variants !== null && typeof value === "string";
  return isVariant ? ((variants as Fields)[value] ?? value) : value;
};

const stateOf = (value: unknown, isMarked: boolean): boolean | undefined => {
  if (typeof value === "boolean") return value;
  if (value !== 0 && value !== 1 && typeof value !== "string") return undefined;
  const text = `${value}`.trim();
  if (/^(?:true|on|enabled|active)$/i.test(text) || (isMarked && /^(?:1|yes)$/i.test(text))) return true;
  return /^(?:false|off|disabled|inactive|no|0)$/i.test(text) ? false : undefined;
};

const percentOf = (value: unknown, isNested: boolean): number | undefined => {
  if (isNested && typeof value === "object" && value !== null) {
    const inner = Object.entries(value).find(([key]) => shareKeys.test(key) || key === "value");
    return inner && percentOf(inner[1], false);
  }
  const [, digits] = /^(\d{1,3}(?:\.\d{1,4})?) ?%?$/.exec(`${value}`.trim()) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  return number > 0 && number < 1 ? number * 100 : number > 100 ? undefined : number;
};
