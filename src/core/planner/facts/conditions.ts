import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { isLacking } from "../answers/lacking.ts";
import { columnsOf, podSpecOf, wantedOf } from "./columns.ts";
import { ofLabel } from "./labelled.ts";
import { ofNumber, ofVersion } from "./number-conditions.ts";
import { ofValues, tokensOf } from "./value-conditions.ts";

/** What a question asks of an object to count; `said` in words that follow a number: `have STORAGECLASS gp2`. */
export type Condition = {
  readonly said: string;
  /** Of a condition that several values fulfil, each of these. */
  readonly values?: readonly string[];
  readonly heading?: string;
  holds(object: ObservedObject): boolean;
};

/** All conditions that a clause puts on objects, each of which has to hold; by words, numbers and the values that the objects show. */
export function conditionsIn(
  clause: string,
  objects: readonly ObservedObject[],
  isName: (word: string) => boolean,
): readonly Condition[] {
  const label = ofLabel(clause, objects);
  const version = ofVersion(clause, objects);
  const spoken = [
    ofAge(clause, objects),
    ofAmount(clause, objects),
    version,
    ofNumber(clause, objects),
    ofAbsence(clause, objects),
    ofState(clause, objects),
    label,
  ].filter((one) => one !== null);
  return [
    ...spoken,
    ...ofValues(
      tokensOf(clause).filter(
        ({ text }) =>
          !isName(text) && !/^\d+(?:\.\d+)?[kmgt]i?b?$/.test(text) && text.replace(/^v/, "") !== version?.text,
      ),
      objects,
      spoken.some((one) => /^are (?:not )?fully/.test(one.said)),
      label !== null,
    ),
  ];
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

function ofAge(clause: string, objects: readonly ObservedObject[]): Condition | null {
  const found =
    /\b(older|younger|newer|more|less|longer|over|under|for)\b(?: than)? (?:the last )?(\d{1,6}|an?|one) ?(second|minute|hour|day|week|month|year|s|m|h|d|w)s?\b(?: old)?/.exec(
      clause,
    ) ?? /\b(last|past) (\d{1,6}) ?(minute|hour|day|week|month)s?\b/.exec(clause);
  if (found === null) return null;
  const [, word, digits, unit] = found;
  const size = unit === "month" ? 30 * 86_400 : unitSeconds[unit![0]!]!;
  const seconds = (/\d/.test(digits!) ? Number(digits) : 1) * size;
  const heading =
    /\b(?:took|takes?|ran|runs?|running|lasted|last|needed|durations?)\b/.test(clause) &&
    objects.some(({ printed }) => printed.has("DURATION"))
      ? "DURATION"
      : "AGE";
  const isYounger = /^(?:younger|newer|less|under|last|past)$/.test(word!);
  return {
    said: `${heading === "AGE" ? (isYounger ? "are younger" : "are older") : `have a DURATION ${isYounger ? "shorter" : "longer"}`} than ${digits} ${unit}${/^\w$/.test(unit!) || digits === "1" ? "" : "s"}`,
    holds: (object) => {
      const age = ageSeconds(object.printed.get(heading)?.value ?? "");
      return age !== null && (isYounger ? age < seconds : age > seconds);
    },
  };
}

/** Headings of amounts by how people call them. */
const amounts: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:memory|ram)\b/, ["MEMORY(BYTES)", "MEMORY"]],
  [/\bcpu|cores?\b/, ["CPU(CORES)", "CPU"]],
  [/\b(?:storage|capacity|size|disk|larger|bigger|smaller|space|claims?|pvcs?|volumes?)\b/, ["CAPACITY"]],
  [/\brestarts?\b/, ["RESTARTS"]],
];

/** The column that holds the amounts a clause speaks of, when the objects show one. */
export function amountColumn(clause: string, objects: readonly ObservedObject[]): string | null {
  const share = shareColumn(clause, objects);
  if (share !== null) return share;
  for (const [pattern, headings] of amounts) {
    const heading = pattern.test(clause)
      ? headings.find((one) => objects.some((object) => amountOf(object, one) !== undefined))
      : undefined;
    if (heading !== undefined) return heading;
  }
  return null;
}

/** `CPU%` or `MEMORY(%)` as `kubectl top` prints them, where a clause speaks of percent. */
function shareColumn(clause: string, objects: readonly ObservedObject[]): string | null {
  if (!/\d ?%|\bpercent/.test(clause)) return null;
  const isMemory = /\b(?:memory|ram|mem)\b/.test(clause);
  const headings = objects.flatMap(({ printed }) => [...printed.keys()]);
  return headings.find((heading) => (isMemory ? /^MEMORY\(?%/ : /^CPU\(?%/).test(heading)) ?? null;
}

export function amountOf(object: ObservedObject, heading: string): number | undefined {
  return quantity((columnsOf(object).get(heading)?.value ?? "").replace(/ \(.*$|%$/, ""));
}

function ofAmount(clause: string, objects: readonly ObservedObject[]): Condition | null {
  const found =
    /\b(more|greater|over|above|larger|bigger|exceed\w*|at least|less|below|under|smaller|fewer)\b(?: than)? (\d{1,9}(?:\.\d{1,3})?) ?(%|percent|(?:mi|gi|ti|mib|gib|tib|mb|gb|tb|g|m|cores?|cpus?|millicores)\b)/.exec(
      clause,
    );
  const heading = found === null ? null : amountColumn(clause, objects);
  if (found === null || heading === null) return null;
  const [, word, digits, unit] = found;
  const letter = unit![0]!.toUpperCase();
  const isCores = /^(?:cores?|cpus?)$/.test(unit!);
  const limit =
    isCores || /^[%p]/.test(unit!)
      ? Number(digits)
      : heading.startsWith("CPU")
        ? Number(digits) / 1000
        : quantity(`${digits}${letter}i`);
  const isBelow = /^(?:less|below|under|smaller|fewer)$/.test(word!);
  return {
    said: `have ${isBelow ? "less" : "more"} than ${digits} ${unit} of ${heading}`,
    holds: (object) => {
      const amount = amountOf(object, heading);
      return amount !== undefined && limit !== undefined && (isBelow ? amount < limit : amount > limit);
    },
  };
}

/** `without a memory limit`, `have no external ip`: a column of about that name without a value, or the field in the containers. */
function ofAbsence(clause: string, objects: readonly ObservedObject[]): Condition | null {
  const found =
    /\b(?:without|no|lack\w*|missing|not set an?y?)\b (?:any |an? |the )?([a-z-]{2,20})(?: ([a-z-]{2,20}))?(?: ([a-z-]{2,20}))?/.exec(
      clause,
    );
  if (found === null) return null;
  const words = found
    .slice(1)
    .filter((word) => word !== undefined)
    .flatMap((word) => word.split("-"));
  const headings = new Set(objects.slice(0, 200).flatMap((object) => [...object.printed.keys()]));
  const fits = (heading: string, some: readonly string[]) =>
    some.every((word) => heading.toLowerCase().includes(word.slice(0, 3)));
  const heading = [words, words.slice(0, 2), words.slice(0, 1)].flatMap((some) =>
    some.length === 0 ? [] : [...headings].filter((one) => fits(one, some)),
  )[0];
  const phrase = words.slice(0, 2).join(" ");
  if (heading !== undefined)
    return {
      said: `have no ${heading}`,
      holds: (object) => /^(?:<none>|<unset>|none|0|)$/i.test(object.printed.get(heading)?.value ?? "x"),
    };
  return ofContainerField(phrase, objects);
}

const containerFields: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/^memory limit/, "memory limit", ["resources", "limits", "memory"]],
  [/^cpu limit/, "CPU limit", ["resources", "limits", "cpu"]],
  [/^memory request/, "memory request", ["resources", "requests", "memory"]],
  [/^cpu request/, "CPU request", ["resources", "requests", "cpu"]],
];

/** Of an object that was only listed it is not known. */
function ofContainerField(phrase: string, objects: readonly ObservedObject[]): Condition | null {
  if (!objects.every(({ sources }) => sources.has("object"))) return null;
  const row = containerFields.find(([pattern]) => pattern.test(phrase));
  const probe = /^(readiness|liveness|startup)/.exec(phrase)?.[1];
  const lacks = (one: unknown): boolean =>
    row !== undefined ? textAt(one, ...row[2]) === "" : (one as Record<string, unknown>)[`${probe}Probe`] === undefined;
  if (row === undefined && probe === undefined) return null;
  return {
    said: `have no ${row?.[1] ?? `${probe} probe`}`,
    holds: (object) => listAt(podSpecOf(object), "containers").some(lacks),
  };
}

const workloads = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);
const isWorkload = (object: ObservedObject) => workloads.has(object.ref.kind);

function ofState(clause: string, objects: readonly ObservedObject[]): Condition | null {
  if (/\bcordon\w*|\bunschedulable\b|\bscheduling ?disabled\b/.test(clause))
    return {
      said: "are cordoned (SchedulingDisabled)",
      holds: (object) =>
        /SchedulingDisabled/.test(object.printed.get("STATUS")?.value ?? "") ||
        textAt(object.fields, "spec", "unschedulable") === "true",
    };
  if (/\bheadless\b/.test(clause))
    return {
      said: "are headless (CLUSTER-IP None)",
      holds: (object) => columnsOf(object).get("CLUSTER-IP")?.value === "None",
    };
  if (/\b(?:scaled (?:down )?to (?:zero|0)|(?:zero|0|no) replicas)\b/.test(clause))
    return { said: "are scaled to 0", holds: (object) => isWorkload(object) && wantedOf(object) === 0 };
  if (/\bat (?:the |its |their )?max\w*/.test(clause))
    return {
      said: "are at their maximum",
      holds: ({ printed }) =>
        printed.has("MAXPODS") && printed.get("MAXPODS")!.value === printed.get("REPLICAS")?.value,
    };
  const lacks =
    /\b(?:not|aren't|isn't|n't|un)[ -]?(?:\w+ )?(?:available|ready|healthy|complete\w*)\b|\bfewer (?:ready |replicas|pods)|\bless (?:ready |replicas|pods)|\bdegraded\b|\bmissing (?:replicas|pods)|\black\w* (?:replicas|pods)/;
  if (!objects.some(isWorkload)) return null;
  if (lacks.test(clause))
    return { said: "are not fully available", holds: (object) => isWorkload(object) && isLacking(object) };
  return /\b(?:ready|available|healthy)\b/.test(clause) && !/\b(?:not|no|n't|without)\b/.test(clause)
    ? { said: "are fully available", holds: (object) => isWorkload(object) && !isLacking(object) }
    : null;
}
