import type { Finding } from "../../diagnosis/finding.ts";
import { numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { kubectl, quoted } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { similarName } from "./similar-name.ts";
import { placeOfRef, replaceValue } from "./workload-spec.ts";

/** Autoscalers that scale what is not there, or must not scale further. */
export const autoscalerRepairs: readonly Repair[] = [
  { codes: ["autoscaler-target-missing"], plan: rightTarget },
  { codes: ["autoscaler-at-maximum"], plan: higherMaximum },
];

function rightTarget(finding: Finding, view: ClusterView): Plan | null {
  const target = finding.related.find((ref) => ref.kind !== "HorizontalPodAutoscaler" && ref.kind !== "Pod");
  const { namespace, name } = finding.object;
  if (target === undefined || namespace === undefined) return null;
  const isListed = view.listings.some(
    (list) => list.kind === target.kind && !list.narrowed && (list.namespace === null || list.namespace === namespace),
  );
  if (!isListed)
    return {
      reads: [
        {
          command: kubectl("get", `${target.kind.toLowerCase()}s`, `-n ${namespace}`),
          reason: "Shows what it may be meant to scale.",
        },
      ],
    };
  const names = view
    .of(target.kind)
    .filter(({ ref }) => ref.namespace === namespace)
    .map(({ ref }) => ref.name);
  const meant = similarName(target.name, names) ?? similarName(name, names) ?? (names.includes(name) ? name : null);
  if (meant === null) return null;
  return {
    summary: `Let it scale ${target.kind} "${meant}", which exists, instead of "${target.name}".`,
    commands: [
      replaceValue(finding.object, ["spec", "scaleTargetRef", "name"], meant, `Scales ${target.kind} ${meant}.`),
    ],
  };
}

function higherMaximum(finding: Finding, view: ClusterView): Plan | null {
  const { object } = finding;
  const fields = view.object(object)?.fields;
  const most =
    numberAt(fields, "spec", "maxReplicas") ?? numberAt({ most: textAt(fields, "spec", "maxReplicas") }, "most");
  if (most === undefined || most < 1 || most > 1000) return null;
  const patch = JSON.stringify({ spec: { maxReplicas: most * 2 } });
  return {
    summary: `Let it go beyond ${most} replicas, if nodes and budget allow it.`,
    commands: [
      {
        command: kubectl("patch hpa", object.name, placeOfRef(object), "-p", quoted(patch)),
        reason: `Raises the maximum from ${most} to ${most * 2} replicas.`,
      },
    ],
  };
}
