import type { Finding } from "../../diagnosis/finding.ts";
import { listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { ownersOf } from "../../diagnosis/objects/relations.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { kubectl } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";
import { placeOfRef } from "./workload-spec.ts";

/** Faults that a new revision of the pod template brings about: the one before it did not have them. */
export const rollbackRepair: Repair = {
  codes: [
    "image-not-found",
    "image-name-invalid",
    "image-registry-not-resolved",
    "wrong-architecture",
    "wrong-architecture-in-log",
    "image-platform-mismatch",
    "command-not-found",
    "command-missing-in-image",
    "command-not-executable",
    "missing-environment",
    "uncaught-exception",
    "application-error",
    "invalid-configuration",
    "module-missing",
    "file-missing",
    "syntax-error",
    "program-fault",
    "container-exits",
    "missing-configmap",
    "missing-configmap-key",
    "missing-secret",
    "missing-secret-key",
    "readiness-probe-failing",
    "liveness-probe-failing",
    "startup-probe-failing",
  ],
  plan(finding, view) {
    const [set, deployment] = ownersOf(view, finding.object);
    if (set?.kind !== "ReplicaSet" || deployment?.kind !== "Deployment") return null;
    if (!isListed(view, deployment)) return { reads: [replicaSets(deployment)] };
    const sets = setsOf(view, deployment);
    const own = sets.find(({ ref }) => ref.name === set.name);
    const older = sets.filter((one) => one !== own && one !== undefined && isOlder(one, own));
    if (own === undefined || older.length === 0 || older.length < sets.length - 1) return null;
    return planned(finding, deployment, older);
  },
};

function planned(finding: Finding, deployment: ObjectRef, older: readonly ObservedObject[]): Plan {
  const serving = older.find((set) => (numberAt(set.fields, "status", "readyReplicas") ?? 0) > 0);
  const before =
    serving === undefined
      ? "the revision before it"
      : `the revision before it, whose pods still run (${imagesOf(serving)})`;
  return {
    summary: `Go back to ${before}, until ${finding.object.kind === "Pod" ? "the new one" : "it"} is mended.`,
    commands: [
      {
        command: kubectl("rollout undo", `deployment/${deployment.name}`, placeOfRef(deployment)),
        reason: "Goes back to the revision that ran before this one.",
      },
    ],
  };
}

function imagesOf(set: ObservedObject): string {
  const images = listAt(set.fields, "spec", "template", "spec", "containers").map((container) =>
    textAt(container, "image"),
  );
  return images.filter((image) => image !== "").join(", ") || set.ref.name;
}

function isListed(view: ClusterView, { namespace }: ObjectRef): boolean {
  return view.listings.some(
    (list) => list.kind === "ReplicaSet" && (list.namespace === namespace || list.namespace === null) && !list.narrowed,
  );
}

function replicaSets({ namespace }: ObjectRef) {
  return {
    command: kubectl("get replicasets", namespace !== undefined && `-n ${namespace}`, "-o wide"),
    reason: "Shows whether an earlier revision ran, and with which image.",
  };
}

function setsOf(view: ClusterView, deployment: ObjectRef): readonly ObservedObject[] {
  return view
    .of("ReplicaSet")
    .filter(({ ref }) => ref.namespace === deployment.namespace && ownersOf(view, ref)[0]?.name === deployment.name);
}

/** Tables give ages in seconds before now, whole objects their time of creation. */
function isOlder(one: ObservedObject, other: ObservedObject | undefined): boolean {
  const [mine, its] = [one, other].map((set) => ageOf(set));
  return mine !== null && mine !== undefined && its !== null && its !== undefined && mine >= its;
}

function ageOf(set: ObservedObject | undefined): number | null {
  const age = set?.printed.get("AGE")?.value ?? "";
  const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };
  const parts = [...age.matchAll(/(\d{1,6})([smhdy])/g)];
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + Number(part[1]) * units[part[2]!]!, 0);
}
