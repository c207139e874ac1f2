import type { Suggestion } from "../../../diagnosis/finding.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import type { Inquest } from "../form/inquest.ts";
import { placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";
import { imageStep, type Revision, revisionsByWorkload, revisionsIn } from "./revisions.ts";

/** Seconds back to look, and how the question says it. */
export type Window = { readonly seconds: number; readonly said: string };

/** What was rolled out or made in a place within a span of time. */
export function changesIn(place: string, window: Window): Inquest {
  const reads: readonly Suggestion[] = [
    revisionsIn(place),
    {
      command: kubectl(
        "get deployments,statefulsets,daemonsets,cronjobs,services,ingresses,configmaps,pvc,networkpolicies",
        place,
      ),
      reason: "Their ages show what was made newly.",
    },
  ];
  return { reads: () => reads, tell: (view) => tell(place, window, view) };
}

function tell(place: string, { seconds, said }: Window, view: ClusterView): Told | null {
  const isHere = (namespace: string | undefined) => place === "-A" || place === "" || place === `-n ${namespace}`;
  const rollouts = [...revisionsByWorkload(view).values()]
    .map((revisions) => ({ newest: revisions[0]!, before: revisions[1] }))
    .filter(({ newest }) => newest.seconds <= seconds && isHere(newest.namespace))
    .toSorted((one, other) => one.newest.seconds - other.newest.seconds);
  const isRolledOut = (object: ObservedObject) =>
    rollouts.some(
      ({ newest }) =>
        newest.kind === object.ref.kind &&
        newest.workload === object.ref.name &&
        newest.namespace === object.ref.namespace,
    );
  const made = kinds
    .flatMap((kind) => view.of(kind))
    .filter((object) => ageOf(object) <= seconds && isHere(object.ref.namespace) && !isRolledOut(object))
    .toSorted((one, other) => ageOf(one) - ageOf(other));
  if (view.of("ReplicaSet").length === 0 && !view.listings.some(({ kind }) => kind === "ReplicaSet")) return null;
  const where = place === "-A" ? "in all namespaces" : `in ${place === "" ? "the default namespace" : place.slice(3)}`;
  const caveat =
    "Edits in place of ConfigMaps, Secrets, Services and the like leave no trace in these lists, and neither do deletions.";
  if (rollouts.length === 0 && made.length === 0)
    return {
      summary: `Nothing was rolled out or newly made ${where} ${said}, as far as the ages show. ${caveat}`,
    };
  const first = rollouts[0];
  const headline =
    first === undefined
      ? `Nothing was rolled out ${where} ${said}; ${count(made.length, "object was", "objects were")} newly made.`
      : `${count(rollouts.length, "workload was", "workloads were")} rolled out ${where} ${said}, last ${nameOf(first.newest)} ${first.newest.age} ago${stepSaid(first)}.`;
  return {
    summary: headline,
    details: [
      ...rollouts.map(
        (one) => `  - ${one.newest.age} ago: ${one.newest.kind} ${nameOf(one.newest)}${stepSaid(one) || newSaid(one)}`,
      ),
      ...made
        .slice(0, 15)
        .map((object) => `  - ${object.printed.get("AGE")!.value} ago: ${object.ref.kind} ${placed(object)} was made`),
      "",
      caveat,
    ].join("\n"),
    lines: rollouts.slice(0, 4).map(({ newest }) => newest.line),
  };
}

const kinds = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "Service",
  "Ingress",
  "ConfigMap",
  "PersistentVolumeClaim",
  "NetworkPolicy",
];

const ageOf = (object: ObservedObject): number =>
  ageSeconds(object.printed.get("AGE")?.value ?? "") ?? Number.POSITIVE_INFINITY;
const nameOf = ({ namespace, workload }: Revision): string => `${namespace}/${workload}`;
const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

type Rollout = { readonly newest: Revision; readonly before: Revision | undefined };

function stepSaid({ newest, before }: Rollout): string {
  const step = before === undefined ? "" : imageStep(before.images, newest.images);
  return step === "" ? "" : ` (image ${step})`;
}

function newSaid({ newest, before }: Rollout): string {
  if (before !== undefined)
    return newest.number === null ? " (same images, other settings)" : ` (revision ${newest.number})`;
  return newest.images === "" ? " (first revision)" : ` (first revision, image ${newest.images})`;
}
