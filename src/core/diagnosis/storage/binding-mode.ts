import { ageSeconds } from "../../evidence/age.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";
import type { PodReading } from "../workloads/pods.ts";

/** A volume that was made before the scheduler chose a node for its pod. */
export type EarlyBinding = {
  readonly words: string;
  readonly line: Line;
  readonly ref: ObjectRef;
  readonly mend: string;
};

/**
 * A StorageClass that binds at once (`Immediate`, the default of Kubernetes), behind a volume that the pod cannot reach. A claim
 * much older than its pod has served an earlier one: then it is not its place that was wrong from the beginning.
 */
export const earlyBinding = (
  view: ClusterView,
  pod: PodReading,
  claimName: string,
  volume: ObservedObject,
): EarlyBinding | undefined => {
  const claim = view.object({
    kind: "PersistentVolumeClaim",
    namespace: pod.ref.namespace ?? "default",
    name: claimName,
  });
  const name = textAt(claim?.fields, "spec", "storageClassName") || textAt(volume.fields, "spec", "storageClassName");
  const found = name === "" ? undefined : view.object({ kind: "StorageClass", name });
  if (found === undefined || textAt(found.fields, "volumeBindingMode") !== "Immediate") return undefined;
  if (isMuchOlder(claim, pod.object)) return undefined;
  return {
    words: `; StorageClass ${name} binds Immediate, so that the volume was made before it was known where the pod can run`,
    line: found.cite("volumeBindingMode"),
    ref: found.ref,
    mend: `Use a StorageClass with volumeBindingMode WaitForFirstConsumer (the mode of ${name} cannot be changed: make another), and make claim ${claimName} anew with it, so that the volume comes where the pod can run; what is on the volume has to be kept first.`,
  };
};

const isMuchOlder = (claim: ObservedObject | undefined, pod: ObservedObject | undefined): boolean => {
  const [claimMade, podMade] = [claim, pod].map((one) =>
    Date.parse(textAt(one?.fields, "metadata", "creationTimestamp")),
  );
  if (podMade! - claimMade! > 3_600_000) return true;
  const [claimAge, podAge] = [claim, pod].map((one) => ageSeconds(one?.printed.get("AGE")?.value ?? ""));
  return typeof claimAge === "number" && typeof podAge === "number" && claimAge > 2 * podAge + 3600;
};
