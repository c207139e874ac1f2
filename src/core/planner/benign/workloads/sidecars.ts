import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";

const nativeSidecar = defineBenign(
  {
    code: "native-sidecar-runs",
    title: "Init container that keeps running is a native sidecar",
    about:
      "An init container with restartPolicy Always is a sidecar: it starts before the others and runs as long as the pod. That it never completes is meant, and it counts among the ready containers.",
    reads: ["Pod"],
    asked:
      /\b(?:init\w*|sidecars?|complet\w*|finish\w*|proxy|terminat\w*|exit\w*|2\/2|containers?|never ends?|restart ?policy|inject\w*|third|extra|\d\/\d)\b/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.object === undefined || pod.health !== "healthy") continue;
      const sidecars = sidecarsOf(pod.object, view);
      const running = sidecars.filter(({ name }) => isRunning(pod.object!, name));
      if (sidecars.length === 0 || (running.length === 0 && pod.object.sources.has("describe"))) continue;
      const shown = running.length > 0 ? running : sidecars;
      const names = shown.map(({ name }) => name).join(" and ");
      const ready = pod.object.printed.get("READY")?.value;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `init container ${names} of pod ${pod.ref.name} is a native sidecar (restartPolicy: Always): by design it runs beside the application as long as the pod lives, does not complete, and counts in READY; the pod is running and ready${ready === undefined ? "" : ` (${ready})`}`,
        lines: [...shown.map(({ line }) => line), pod.line],
      };
    }
  },
);

/** A name with its restartPolicy, in columns that somebody chose. */
const column = /^\s{0,12}(?:name=)?([a-z0-9][a-z0-9-]{0,62})[\s:=,|]{1,12}(?:restartPolicy[:=]\s?)?Always\s{0,8}$/;

/** One that jq printed of the init containers, with other fields between. */
const json = /"name":\s?"([a-z0-9][a-z0-9-]{0,62})"[^{}]{0,400}"restartPolicy":\s?"Always"/;

function sidecarsOf(object: ObservedObject, view: ClusterView): readonly { name: string; line: Line }[] {
  const given = listAt(object.fields, "spec", "initContainers")
    .filter((one) => textAt(one, "restartPolicy") === "Always")
    .map((one) => ({
      name: textAt(one, "name"),
      line: object.cite("spec", "initContainers", textAt(one, "name"), "restartPolicy"),
    }));
  if (given.length > 0) return given;
  const inJson = [object.ref, workloadOf(view, object.ref)]
    .flatMap((ref) => printedOf(view, ref, json))
    .map(({ match, line }) => ({ name: match[1]!, line }));
  if (inJson.length > 0) return inJson;
  const names = ["initContainers", "initContainerStatuses"].flatMap((list) =>
    listAt(object.fields, list === "initContainers" ? "spec" : "status", list).map((one) => textAt(one, "name")),
  );
  if (names.length === 0) return [];
  return [object.ref, workloadOf(view, object.ref)]
    .flatMap((ref) => printedOf(view, ref, column))
    .filter(({ match }) => names.includes(match[1]!))
    .map(({ match, line }) => ({ name: match[1]!, line }));
}

const isRunning = ({ fields }: ObservedObject, name: string): boolean =>
  at(fields, "status", "initContainerStatuses", name, "state", "running") !== undefined;

export const sidecars: readonly BenignRule[] = [nativeSidecar];
