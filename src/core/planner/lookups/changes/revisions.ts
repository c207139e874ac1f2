import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";

/** One state of a workload's pod template, as its ReplicaSet or ControllerRevision shows it. */
export type Revision = {
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet";
  readonly namespace: string;
  readonly workload: string;
  readonly object: string;
  readonly age: string;
  readonly seconds: number;
  /** Images of the containers, apart by commas; "" where not shown. */
  readonly images: string;
  /** Of a ReplicaSet: how many pods it should have. */
  readonly desired: number | null;
  /** Of a ControllerRevision. */
  readonly number: number | null;
  readonly line: Line;
};

/** Revisions of what runs: ReplicaSets of Deployments, ControllerRevisions of the others. */
export const revisionsIn = (place: string) => ({
  command: kubectl("get replicasets,controllerrevisions", place, "-o wide"),
  reason: "Each rollout leaves a ReplicaSet or a ControllerRevision: shows when, and with which image.",
});

/** All revisions that the view shows by workload, the newest made first. */
export function revisionsByWorkload(view: ClusterView): ReadonlyMap<string, readonly Revision[]> {
  const all = [...view.of("ReplicaSet").flatMap(ofReplicaSet), ...view.of("ControllerRevision").flatMap(ofRevision)];
  return Map.groupBy(
    all.toSorted((one, other) => one.seconds - other.seconds),
    ({ kind, namespace, workload }) => `${kind} ${namespace}/${workload}`,
  );
}

function ofReplicaSet(object: ObservedObject): readonly Revision[] {
  const age = object.printed.get("AGE");
  const workload = /^(.{1,240})-[a-z0-9]{6,10}$/.exec(object.ref.name)?.[1];
  if (age === undefined || workload === undefined) return [];
  const images = listAt(object.fields, "spec", "template", "spec", "containers").map((one) => textAt(one, "image"));
  return [
    {
      kind: "Deployment",
      namespace: object.ref.namespace ?? "",
      workload,
      object: object.ref.name,
      age: age.value,
      seconds: ageSeconds(age.value) ?? Number.POSITIVE_INFINITY,
      images: images.join(","),
      desired: numberAt(object.fields, "spec", "replicas") ?? null,
      number: null,
      line: age.line,
    },
  ];
}

function ofRevision(object: ObservedObject): readonly Revision[] {
  const age = object.printed.get("AGE");
  const [kind, workload] = (object.printed.get("CONTROLLER")?.value ?? "").split(/(?:\.\w{1,40})?\//);
  if (age === undefined || workload === undefined) return [];
  return [
    {
      kind: /^stateful/.test(kind!) ? "StatefulSet" : "DaemonSet",
      namespace: object.ref.namespace ?? "",
      workload,
      object: object.ref.name,
      age: age.value,
      seconds: ageSeconds(age.value) ?? Number.POSITIVE_INFINITY,
      images: "",
      desired: null,
      number: Number(object.printed.get("REVISION")?.value ?? Number.NaN),
      line: age.line,
    },
  ];
}

/** What runs now is an older revision than the newest one: it was rolled back. */
export const current = (revisions: readonly Revision[]): Revision =>
  revisions.find(({ desired }) => (desired ?? 1) > 0) ?? revisions[0]!;

/** `catalog 2.30.4 -> 2.31.0-rc1`: the images that differ, in short where only the tag does. */
export function imageStep(from: string, to: string): string {
  if (from === "" || to === "" || from === to) return "";
  const [olds, news] = [from.split(","), to.split(",")];
  return news.flatMap((image, at) => (image === olds[at] ? [] : [stepOf(olds[at] ?? "nothing", image)])).join(", ");
}

function stepOf(from: string, to: string): string {
  const [old, next] = [splitTag(from), splitTag(to)];
  return old.name === next.name && old.tag !== "" && next.tag !== ""
    ? `${next.name.split("/").at(-1)} ${old.tag} -> ${next.tag}`
    : `${from} -> ${to}`;
}

function splitTag(image: string): { readonly name: string; readonly tag: string } {
  const at = image.lastIndexOf(":");
  return at > image.lastIndexOf("/")
    ? { name: image.slice(0, at), tag: image.slice(at + 1) }
    : { name: image, tag: "" };
}
