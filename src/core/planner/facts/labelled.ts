import { entriesAt } from "../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import type { Condition } from "./conditions.ts";

/** `with istio injection switched on`, `that enforce pod security restricted`: a label whose key has those words, and its value. */
export function ofLabel(clause: string, objects: readonly ObservedObject[]): Condition | null {
  const rows = objects.slice(0, 2000).map(labelsOf);
  const keys = [...new Set(rows.flatMap((row) => [...row.keys()]))].filter(
    (key) => !key.startsWith("kubernetes.io/metadata"),
  );
  const words = clause.split(/[^a-z0-9]+/).filter((word) => word.length > 1);
  const key = keys.filter((one) => isSaid(one, words)).sort((one, other) => other.length - one.length)[0];
  if (key === undefined) return null;
  const values = new Set(rows.flatMap((row) => row.get(key) ?? []));
  const isAbsent = /\b(?:without|no|lack\w*|missing|not labell?ed)\b/.test(clause);
  const named = [...values].find((value) => words.includes(value.toLowerCase()));
  if (isAbsent && named === undefined)
    return { said: `have no label ${key}`, holds: (object) => !labelsOf(object).has(key) };
  const wanted = named === undefined ? switched(clause) : (value: string) => value === named;
  if (wanted === null) return null;
  const shown = [...values].filter(wanted);
  if (shown.length === 0) return null;
  return {
    said: `have the label ${key}=${shown.slice(0, 3).join(" or ")}`,
    holds: (object) => wanted(labelsOf(object).get(key) ?? ""),
  };
}

const on = /^(?:enabled?|true|on|yes|active|1)$/i;
const off = /^(?:disabled?|false|off|no|skip|0)$/i;

function switched(clause: string): ((value: string) => boolean) | null {
  if (/\b(?:off|disabled?|deactivated|opted out|inactive)\b/.test(clause)) return (value) => off.test(value);
  if (/\b(?:on|enabled?|active|activated|opted in|turned on)\b/.test(clause)) return (value) => on.test(value);
  return null;
}

/** All words of a key but those of its domain's end are said, in any form: `linkerd.io/inject` by `linkerd injection`. */
function isSaid(key: string, words: readonly string[]): boolean {
  const [domain, name] = key.includes("/") ? [key.split("/")[0]!, key.split("/")[1]!] : ["", key];
  const first = domain === "" ? [] : domain.split(".")[0]!.split(/[-_]/);
  const parts = [...name.split(/[-._]/), ...first].filter(
    (part) => part !== "" && !/^(?:app|io|k8s|kubernetes)$/.test(part),
  );
  return parts.length > 1 && parts.every((part) => words.some((word) => isAlike(word, part)));
}

const isAlike = (word: string, part: string): boolean =>
  word === part ||
  (part.length > 3 && word.length > 3 && (word.startsWith(part.slice(0, -1)) || part.startsWith(word.slice(0, -1))));

function labelsOf(object: ObservedObject): ReadonlyMap<string, string> {
  const cell = object.printed.get("LABELS")?.value;
  if (cell === undefined)
    return new Map([...entriesAt(object.fields, "metadata", "labels")].map(([key, value]) => [key, String(value)]));
  return new Map(
    cell.split(",").flatMap((pair): [string, string][] => {
      const at = pair.indexOf("=");
      return at < 0 ? [] : [[pair.slice(0, at), pair.slice(at + 1)]];
    }),
  );
}
