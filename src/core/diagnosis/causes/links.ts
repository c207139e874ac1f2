import type { ObjectRef } from "../../evidence/observed.ts";
import type { Finding } from "../finding.ts";

/** Which findings each finding explains. */
type Links = ReadonlyMap<Finding, readonly Finding[]>;

/** The object is the workload of that name, or one of its pods. */
export const belongsTo = (object: ObjectRef, { namespace, name }: ObjectRef): boolean =>
  object.namespace === namespace && (object.name === name || object.name.startsWith(`${name}-`));

/** Whether one finding explains another, directly or through others. */
export const reaches = (links: Links, from: Finding, to: Finding, seen = new Set<Finding>()): boolean => {
  if (from === to) return true;
  seen.add(from);
  return (links.get(from) ?? []).some((next) => !seen.has(next) && reaches(links, next, to, seen));
};

/** One finding explains another from now on, unless it does already, or a circle would close. */
export const link = (links: Map<Finding, Finding[]>, cause: Finding, symptom: Finding): void => {
  const own = links.get(cause)!;
  if (cause !== symptom && !own.includes(symptom) && !reaches(links, symptom, cause)) own.push(symptom);
};
