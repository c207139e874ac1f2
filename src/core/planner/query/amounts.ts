import { quantity } from "../../diagnosis/objects/quantity.ts";
import { ageSeconds } from "../../evidence/age.ts";
import { cell, type RowSet } from "./row.ts";
import { versionIn } from "./versions.ts";

/** What the cells of a field hold, as far as it decides how they are compared. */
export type Shape = "age" | "time" | "amount" | "ratio" | "flag" | "version" | "text";

/** Nothing is shown: kubectl says so in many ways. */
export const isEmpty = (text: string): boolean =>
  text === "" || /^(?:<(?:none|unset|nil|pending|unknown|invalid)>|none|null|unset|\[\]|-)$/i.test(text.trim());

const looks: readonly (readonly [Shape, (text: string) => boolean])[] = [
  ["flag", (text) => /^(?:true|false|yes|no)$/i.test(text)],
  ["time", (text) => timeSeconds(text) !== undefined],
  ["ratio", (text) => /^\d+\/\d+(?: \(.*)?$/.test(text)],
  ["age", (text) => ageSeconds(text) !== null],
  ["amount", (text) => amountIn(text) !== undefined],
];

const isAgeField = (name: string) => /\bage\b|last|since|duration|seen|uptime|started/.test(name);
const isAmountField = (name: string) =>
  /cpu|memory|storage|capacity|gpu|requests?|limits?|used|hard|replicas/.test(name);

/** The shape that all shown cells of a field share; judged by the first hundred of them. */
export function shapeOf(set: RowSet, field: string): Shape {
  const shown: string[] = [];
  for (const row of set.rows) {
    const text = cell(row, field);
    if (!isEmpty(text)) shown.push(text);
    if (shown.length === 100) break;
  }
  if (shown.length === 0) return "text";
  if (/version|kernel|release|chart/.test(field) && shown.every((text) => versionIn(text) !== null)) return "version";
  const fits = looks.filter(([, fit]) => shown.every(fit)).map(([shape]) => shape);
  if (fits.includes("age") && fits.includes("amount"))
    return isAgeField(field) || (!isAmountField(field) && shown.some((text) => /[shdwy]$/.test(text)))
      ? "age"
      : "amount";
  return fits[0] ?? "text";
}

/** What a cell is put in order by, the weightiest number first: all numbers of a version (`5.15.0-91-generic`), else the one that the cell shows. */
export function orderIn(text: string, shape: Shape): readonly number[] | undefined {
  if (shape === "version") return (text.match(/\d{1,9}/g) ?? []).slice(0, 6).map(Number);
  const number = numberIn(text, shape);
  return number === undefined ? undefined : [number];
}

/** A cell as a number to compare by; larger is more, later, longer ago. undefined where it shows none. */
export function numberIn(text: string, shape: Shape): number | undefined {
  if (shape === "age") return ageSeconds(text) ?? undefined;
  if (shape === "time") return timeSeconds(text);
  if (shape === "ratio") return Number(text.slice(0, text.indexOf("/")));
  return amountIn(text);
}

/** `17 (6m ago)`, `100m (1%)`, `41%`, `471Mi`, `0.147`, `12ms`. */
export function amountIn(text: string): number | undefined {
  const first = text
    .trim()
    .split(" ")[0]!
    .replace(/,(?=\d{3}\b)/g, "");
  const plain = /^-?\d{1,18}(?:\.\d{1,12})?$/.exec(first);
  if (plain !== null) return Number(first);
  const unit = /^(-?\d{1,18}(?:\.\d{1,12})?)(%|ms|us|µs|ns|s|i?b|min)$/i.exec(first);
  if (unit !== null) return Number(unit[1]) * (factors[unit[2]!.toLowerCase()] ?? 1);
  return quantity(first.replace(/(?<=[KMGTP]i?)B$/, ""));
}

const factors: Readonly<Record<string, number>> = { ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9, min: 60 };

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Seconds since 1970 of a time as logs and Kubernetes print it; a time of day alone counts from midnight. undefined: none. */
export function timeSeconds(text: string): number | undefined {
  const iso =
    /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ,]+(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d\d:?\d\d))?$/.exec(
      text.trim(),
    );
  if (iso !== null) {
    const [, year, month, day, hour = "0", minute = "0", second = "0", part = "0", zone = ""] = iso;
    const plain = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute, +second) / 1000;
    return plain + Number(`0.${part}`) - zoneSeconds(zone);
  }
  const spelt =
    /^(?:[A-Z][a-z]{2}, )?(\d\d)[ /]([A-Z][a-z]{2})[ /](\d{4})[: ](\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?$/.exec(
      text.trim(),
    );
  if (spelt !== null) {
    const [, day, month, year, hour, minute, second, zone = ""] = spelt;
    const at = months.indexOf(month!.toLowerCase());
    return Date.UTC(+year!, at, +day!, +hour!, +minute!, +second!) / 1000 - zoneSeconds(zone);
  }
  const clock = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?$/.exec(text.trim());
  if (clock === null) return undefined;
  return +clock[1]! * 3600 + +clock[2]! * 60 + +(clock[3] ?? 0) + Number(`0.${clock[4] ?? 0}`);
}

function zoneSeconds(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  return match === null ? 0 : (match[1] === "-" ? -1 : 1) * (+match[2]! * 3600 + +match[3]! * 60);
}

/** `404.5` seconds as `6m44.5s`. */
export function spelledSeconds(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor((whole % 86_400) / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "m"],
  ] as const;
  const rest = Math.round((seconds - Math.floor(whole / 60) * 60) * 1000) / 1000;
  const large = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return `${large.join("")}${rest > 0 || large.length === 0 ? `${rest}s` : ""}`;
}
