import type { ClusterView } from "../../evidence/observed.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { workloadOf } from "../objects/relations.ts";
import type { Crash } from "./crashes.ts";

/** The vertical autoscaler that wrote the limit into the pod, whatever the workload's template says. */
export const verticalOf = (view: ClusterView, { pod, container }: Crash) => {
  const workload = workloadOf(view, pod.ref);
  const found = view.of("VerticalPodAutoscaler").find(({ ref, fields }) => {
    const mode = textAt(fields, "spec", "updatePolicy", "updateMode");
    return (
      ref.namespace === pod.ref.namespace &&
      textAt(fields, "spec", "targetRef", "name") === workload.name &&
      mode !== "Off"
    );
  });
  if (!found || !container?.memoryLimit) return undefined;
  const policies = listAt(found.fields, "spec", "resourcePolicy", "containerPolicies");
  const most = textAt(
    policies.find((one) => [container.name, "*"].includes(textAt(one, "containerName"))),
    "maxAllowed",
    "memory",
  );
  const isWritten = textAt(pod.object?.fields, "metadata", "annotations", "vpaUpdates") !== "";
  if (!isWritten && most !== container.memoryLimit) return undefined;
  return {
    ref: found.ref,
    note: `, which the VerticalPodAutoscaler (VPA) ${found.ref.name} sets${most ? `: its maxAllowed is ${most}` : ""}`,
    line: found.cite("spec", "resourcePolicy"),
  };
};
