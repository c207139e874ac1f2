import type { Finding } from "../../diagnosis/finding.ts";

/** Says the same of another object; or an image of the same registry is not pulled, and the registry's answer is not shown. */
export function isAlike(main: Finding, other: Finding): boolean {
  if (other.code === main.code) return gist(other) === gist(main);
  if (other.code !== "image-not-pullable" || !ofRegistry.has(main.code)) return false;
  const host = /\bregistry (?:host )?([\w.:-]{1,253})/.exec(main.summary)?.[1]?.replace(/[:.]$/, "");
  const image = /image "([^"]{1,300})"/.exec(other.summary)?.[1];
  if (other.object.namespace !== main.object.namespace && image === undefined) return false;
  return host !== undefined && (image === undefined || image.startsWith(host));
}

/** What is wrong with a registry as a whole, whatever is pulled from it. */
const ofRegistry: ReadonlySet<string> = new Set([
  "image-registry-untrusted",
  "image-registry-unreachable",
  "image-registry-not-resolved",
  "image-credentials-expired",
  "image-pull-rate-limited",
]);

/** How many of them are alike each one, as `isAlike` has it: counted by what they say, as a large cluster has thousands. */
export function alikeCounts(findings: readonly Finding[]): (finding: Finding) => number {
  const keyOf = (finding: Finding) => `${finding.code}\n${gist(finding)}`;
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  const unexplained = findings.filter(({ code }) => code === "image-not-pullable").slice(0, 200);
  return (finding) =>
    (counts.get(keyOf(finding)) ?? 0) +
    (ofRegistry.has(finding.code) ? unexplained.filter((other) => isAlike(finding, other)).length : 0);
}

const gists = new WeakMap<Finding, string>();

/** A summary without the names, quotations, times and numbers in which objects of one cause differ. */
export function gist(finding: Finding): string {
  const known = gists.get(finding) ?? gistOf(finding);
  gists.set(finding, known);
  return known;
}

function gistOf({ summary, object }: Finding): string {
  return summary
    .replaceAll(object.name, "")
    .replaceAll(/\b(?:Pod|Job|Deployment|StatefulSet|ReplicaSet|DaemonSet|CronJob) [\w.-]*\/?[\w.-]*/g, "")
    .replaceAll(/"[^"]{0,300}"/g, '""')
    .replaceAll(/\(container [\w-]{1,63}\)|The same holds for [^.]{1,200}\./g, "")
    .replaceAll(/[\dTZ:.-]+/g, "");
}
