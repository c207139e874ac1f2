import { type Asked, kindOf } from "./asked.ts";
import type { Fields, ObjectRef } from "./observed.ts";
import { lineAt, type PrintedLines } from "./printed-lines.ts";
import { nothingRead, type Reading, type Sighting } from "./reading.ts";
import { RowFields } from "./tables/row-fields.ts";

/**
 * Reads `kubectl rollout status` (polymorphichelpers/rollout_status.go in kubectl): the last line about a workload says how many of its
 * replicas are updated and available, that it is done, or that it exceeded its deadline.
 */
export function readRollout(lines: PrintedLines, asked: Asked, namespace: string): Reading {
  const byName = new Map<string, Sighting>();
  lines.plain.forEach((text, index) => {
    const workload = workloadIn(text) ?? asked.names[0];
    const fields = workload === undefined ? undefined : fieldsOf(text, workload.kind);
    if (workload === undefined || fields === undefined) return;
    const ref: ObjectRef = { kind: workload.kind, namespace: asked.namespace ?? namespace, name: workload.name };
    byName.set(`${ref.kind}/${ref.name}`, {
      ref,
      source: "table",
      fields,
      isPicked: true,
      find: () => lineAt(lines, index),
    });
  });
  return { ...nothingRead, sightings: [...byName.values()] };
}

/** `deployment "web"`, `daemon set "agent"`, `deployment.apps/web`. */
function workloadIn(text: string): { readonly kind: string; readonly name: string } | undefined {
  const match = /\b(deployment|daemon ?set|stateful ?set) "([^"]+)"/.exec(text);
  return match === null ? undefined : { kind: kindOf(match[1]!.replace(" ", "")), name: match[2]! };
}

function fieldsOf(text: string, kind: string): Fields | undefined {
  const isDaemonSet = kind === "DaemonSet";
  const desired = isDaemonSet ? "status.desiredNumberScheduled" : "spec.replicas";
  const updatedField = isDaemonSet ? "status.updatedNumberScheduled" : "status.updatedReplicas";
  const availableField = isDaemonSet ? "status.numberAvailable" : "status.availableReplicas";
  const fields = new RowFields();
  const updated = /(\d+) out of (\d+) new (?:replicas|pods) have been updated/.exec(text);
  const available = /(\d+) of (\d+) updated (?:replicas|pods) are available/.exec(text);
  if (updated !== null) {
    fields.set(updatedField, Number(updated[1]));
    fields.set(desired, Number(updated[2]));
  } else if (available !== null) {
    fields.set(availableField, Number(available[1]));
    fields.set(updatedField, Number(available[2]));
  } else if (/exceeded its progress deadline/.test(text)) {
    fields.add("status.conditions", { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" });
  } else if (/successfully rolled out/.test(text) && !isDaemonSet) {
    fields.add("status.conditions", { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" });
  } else return undefined;
  return fields.fields;
}
