import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";

const debugged = defineBenign(
  {
    code: "debug-container-ended",
    title: "Ephemeral container of kubectl debug",
    about:
      "`kubectl debug` adds an ephemeral container to a running pod. It is no part of the application, is never restarted, stays listed (Terminated, whatever its exit code) until the pod goes, and counts neither for READY nor for RESTARTS. Said where the containers of the application run, are ready and were not restarted.",
    reads: ["Pod"],
    asked: /\bcontainers?\b|debug\w*|ephemeral|netshoot|busybox|terminated|exit\w*|kill\w*|extra|hack\w*|unknown/,
    onlyAsked: true,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.health !== "healthy" || pod.restarts > 0 || pod.deleting) continue;
      const [debug] = debugOf(pod, view);
      if (debug === undefined) continue;
      const ready = pod.object?.printed.get("READY")?.value;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `no part of the application was killed: ${debug.name} is an ephemeral container of a kubectl debug session${debug.image === "" ? "" : ` (image ${debug.image})`}${debug.state}, which is never restarted and stays listed until the pod goes; the containers of pod ${pod.ref.name} run${ready === undefined ? "" : ` (${ready})`}, are ready and have 0 restarts`,
        lines: [debug.line, pod.line],
        ofLog: "only" as const,
      };
    }
  },
);

type Debug = { readonly name: string; readonly image: string; readonly state: string; readonly line: Line };

function debugOf({ ref, object }: PodReading, view: ClusterView): readonly Debug[] {
  const specs = listAt(object?.fields, "spec", "ephemeralContainers");
  const statuses = listAt(object?.fields, "status", "ephemeralContainerStatuses");
  const names = new Set([...statuses, ...specs].map((one) => textAt(one, "name")).filter((name) => name !== ""));
  const own = [...names].map((name) => {
    const status = statuses.find((one) => textAt(one, "name") === name);
    const code = textAt(status, "state", "terminated", "exitCode");
    const spec = specs.find((one) => textAt(one, "name") === name);
    const line =
      status === undefined
        ? object!.cite("spec", "ephemeralContainers", name)
        : object!.cite("status", "ephemeralContainerStatuses", name);
    return { name, image: textAt(spec, "image") || textAt(status, "image"), state: endOf(code), line };
  });
  return own.length > 0 ? own : printedDebug(view, ref);
}

const endOf = (code: string): string => (code === "" ? "" : ` that has ended (exit code ${code})`);

/** The list as `-o jsonpath` or jq print it, or what kubectl debug said itself. */
function printedDebug(view: ClusterView, ref: PodReading["ref"]): readonly Debug[] {
  const printed = printedOf(view, ref, /"name":\s?"([a-z0-9-]{1,63})"/).filter(({ line }) =>
    /ephemeralContainer/.test(`${line.command} ${line.text.slice(0, 2000)}`),
  );
  return printed.map(({ line, match }) => {
    const code = /"exitCode":\s?(\d{1,3})/.exec(line.text.slice(0, 4000))?.[1] ?? "";
    const image = /"image":\s?"([^"\s]{1,200})"/.exec(line.text.slice(0, 4000))?.[1] ?? "";
    return { name: match[1]!, image, state: endOf(code), line };
  });
}

export const debugContainers: readonly BenignRule[] = [debugged];
