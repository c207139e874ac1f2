import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { podsIn } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const idle = defineBenign(
  {
    code: "revision-scaled-to-zero",
    title: "Knative keeps a revision at zero while nobody calls it",
    about:
      "A revision of a Knative Service (also below a KServe InferenceService) that gets no requests is scaled to zero: its Deployment shows 0/0, its PodAutoscaler NoTraffic, and the Service stays Ready; the activator holds the next request until a pod runs. Not where the revision or its Service is not ready, a pod of it fails, or a minimum scale is set.",
    reads: ["PodAutoscaler", "Revision", "Ksvc", "Deployment"],
    asked:
      /\b0\/0\b|\b(?:pods?|gone|vanish\w*|disappear\w*|replicas?|zero|0|none|no|nothing|empty|scal\w*|knative|ksvc|kserve|revisions?|notraffic|runs?|running|down|missing|stopped|offline|delet\w*)\b/,
    unless:
      /\b50[0234]\b|\btime(?:s|d)? ?out|\b(?:requests?|calls?|curl\w*)\b[^?.!\n]{0,40}\b(?:hang|fail|error|no (?:answer|reply))|\bnever (?:comes?|starts?|scales?|wakes?)\b|\b(?:not|n't) (?:come back|start|scale up|wake)/,
  },
  function* (view) {
    for (const deployment of view.of("Deployment").toReversed()) {
      const { name, namespace } = deployment.ref;
      if (!name.endsWith("-deployment") || replicasOf(deployment)?.wanted !== 0) continue;
      const revision = name.slice(0, -"-deployment".length);
      const [scaler] = view.of("PodAutoscaler").filter((one) => isAt(one.ref, revision, namespace));
      const [version] = view.of("Revision").filter((one) => isAt(one.ref, revision, namespace));
      const service = serviceOf(revision, namespace, view);
      if (isHeldUp(scaler) || isHeldUp(version) || (service !== undefined && readyOf(service) !== "True")) continue;
      const stem = revision.replace(/\d{5}$/, "");
      if (podsIn(view, namespace).some(({ ref, health }) => health === "failing" && ref.name.startsWith(stem)))
        continue;
      const isTold = [scaler, version].some((one) => one !== undefined && isIdle(one));
      const newer = service === undefined || latestOf(service) === revision ? null : latestOf(service);
      if (!isTold && (service === undefined || (scaler ?? version) !== undefined)) continue;
      const stands =
        service === undefined
          ? ""
          : `, and Knative Service ${service.ref.name} is Ready (revision ${latestOf(service)})`;
      yield {
        ref: deployment.ref,
        about: [scaler, version, service].flatMap((one) => (one === undefined ? [] : [one.ref])),
        text:
          newer === null
            ? `Deployment ${name} is scaled to zero by design: Knative keeps no pod of revision ${revision} while it gets no requests${isTold ? " (NoTraffic)" : ""}${stands}; the next request starts pods again`
            : `revision ${revision} is an older one that gets no requests since ${newer} has taken its place, so that its Deployment ${name} stays at zero`,
        lines: [isTold ? linesIn(view, /\bNoTraffic\b/, 1)[0] : undefined, deployment.cite(), service?.cite()],
        voids: ["scaled-to-zero", "service-without-endpoints", "not-ready"],
      };
      if (scaler !== undefined && isTold)
        yield {
          ref: scaler.ref,
          about: [deployment.ref],
          text: `PodAutoscaler ${scaler.ref.name} is not active because nobody calls its revision, which is no fault`,
          lines: [scaler.printed.get("REASON")?.line ?? scaler.cite("status", "conditions", "Active")],
        };
    }
  },
);

const isAt = (ref: ObjectRef, name: string, namespace: string | undefined): boolean =>
  ref.name === name && ref.namespace === namespace;

const conditionOf = (object: ObservedObject, type: string) =>
  listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === type);

/** That nobody calls it, as it is told: not active for want of traffic, or ready and wanting no replica. */
function isIdle(object: ObservedObject): boolean {
  const active = conditionOf(object, "Active");
  const reason = object.printed.get("REASON")?.value ?? textAt(active, "reason");
  const cell = object.printed.get("DESIREDSCALE")?.value ?? object.printed.get("DESIRED REPLICAS")?.value;
  const wanted =
    cell ??
    `${numberAt(object.fields, "status", "desiredScale") ?? numberAt(object.fields, "status", "desiredReplicas") ?? ""}`;
  if (wanted !== "" && wanted !== "0") return false;
  return reason === "NoTraffic" || (object.ref.kind === "Revision" && wanted === "0" && readyOf(object) === "True");
}

/** It did not come up, waits for something, or is to have pods at all times. */
function isHeldUp(object: ObservedObject | undefined): boolean {
  if (object === undefined) return false;
  const parts = ["ScaleTargetInitialized", "SKSReady", "ContainerHealthy", "ResourcesAvailable"];
  const isBroken = parts.some((type) => textAt(conditionOf(object, type), "status") === "False");
  const ready = conditionOf(object, "Ready");
  const reason = object.printed.get("REASON")?.value ?? textAt(ready, "reason");
  const isUnready = readyOf(object) === "False" && reason !== "NoTraffic";
  const least = ["min-scale", "minScale"].map((key) =>
    textAt(object.fields, "metadata", "annotations", `autoscaling.knative.dev/${key}`),
  );
  return isBroken || isUnready || least.some((one) => /^[1-9]/.test(one));
}

const readyOf = (object: ObservedObject): string =>
  object.printed.get("READY")?.value ?? textAt(conditionOf(object, "Ready"), "status");

const latestOf = (service: ObservedObject): string =>
  service.printed.get("LATESTREADY")?.value ?? textAt(service.fields, "status", "latestReadyRevisionName");

/** `resizer` of `resizer-00007`: its own object, not the Service of Kubernetes that has its name too. */
const serviceOf = (revision: string, namespace: string | undefined, view: ClusterView) =>
  [...view.of("Ksvc"), ...view.of("Service")].find(
    (one) => isAt(one.ref, revision.replace(/-\d{5}$/, ""), namespace) && latestOf(one) !== "",
  );

export const requestDriven: readonly BenignRule[] = [idle];
