import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { purposeOfZero } from "../../well/purposeful-zero.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { nowOf } from "../reading/now.ts";
import { isWithin } from "../reading/uptime.ts";
import { isIdleScaler } from "../scaling/event-driven.ts";

const atZero = defineBenign(
  {
    code: "scaled-to-zero-by-plan",
    title: "Workloads scaled to zero by a plan",
    about:
      "A tool that stops workloads at night or at weekends (kube-downscaler, kube-green, sleep modes), or KEDA while there is nothing to do, keeps them at 0 replicas, and what was printed says so. Not while its plan wants them up.",
    reads: ["Deployment", "StatefulSet", "Namespace", "ScaledObject"],
    asked:
      /0\/0|\b(?:zero|disappear\w*|gone|delet\w*|empty|no (?:pods?|replicas?)|missing|down|unreachable|unavailable|scal\w*|stopped|vanish\w*|0 (?:replicas|pods)|not running|nothing runs?|runs?|start\w*|off|offline|dead|lost|kill\w*|remov\w*|outage|asleep|sleep\w*)\b/,
  },
  function* (view, question) {
    for (const kind of ["Deployment", "StatefulSet"])
      for (const object of view.of(kind)) {
        if (replicasOf(object)?.wanted !== 0) continue;
        const purpose = purposeOfZero(view, object.ref, question.text);
        if (purpose === null || isSaidByScaler(view, object.ref) || isWantedNow(purpose.text, view, question.text))
          continue;
        const scaler = view
          .of("HorizontalPodAutoscaler")
          .find((one) => one.ref.namespace === object.ref.namespace && targetOf(one) === object.ref.name);
        if (scaler !== undefined)
          yield {
            ref: scaler.ref,
            about: [object.ref],
            text: `HorizontalPodAutoscaler ${scaler.ref.name} pauses with it`,
            lines: [scaler.cite()],
            voids: ["autoscaler-disabled"],
          };
        yield {
          ref: object.ref,
          about: [{ kind: "Namespace", name: object.ref.namespace ?? "" }],
          text: `${kind} ${object.ref.name} is scaled to zero (0 replicas) ${purpose.text}`,
          lines: [object.cite(), ...purpose.lines],
          voids: ["scaled-to-zero", "service-without-endpoints"],
        };
      }
  },
);

/** A KEDA scaler that rests tells more of it by itself. */
const isSaidByScaler = (view: ClusterView, { name, namespace }: ObjectRef): boolean =>
  view.of("ScaledObject").some((one) => isIdleScaler(one, name) && one.ref.namespace === namespace);

const targetOf = ({ fields, printed }: ObservedObject): string =>
  textAt(fields, "spec", "scaleTargetRef", "name") || (printed.get("REFERENCE")?.value.split("/")[1] ?? "");

/** Up by the plan at the moment that `date` or the question tells: that it is down is a fault then. */
function isWantedNow(plan: string, view: ClusterView, question: string): boolean {
  const uptime = /\b(?:uptime|work|active)[^:\n]{0,60}: ?([A-Z][a-z]{2}-[A-Z][a-z]{2} [^;(]{5,80})/i.exec(plan)?.[1];
  return uptime !== undefined && isWithin(uptime, nowOf(view)?.at ?? null, question) === true;
}

export const zeroPlans: readonly BenignRule[] = [atZero];
