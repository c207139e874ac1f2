import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { podSymptoms } from "../../causes/symptoms.ts";

import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { at, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, logs } from "../../objects/reads.ts";
import { ownersOf, relatedToPod, unique, workloadOf } from "../../objects/relations.ts";
import { type ContainerReading, citeContainer } from "../../workloads/containers.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

const initWaiting = defineRule(
  {
    code: "init-container-waiting",
    title: "Init container does not finish",
    about:
      "An init container runs on and on, so that the containers of the pod never start. It usually waits for something: its log says for what.",
    reads: ["Pod"],
    explains: podSymptoms,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.health !== "failing") continue;
      const runs = pod.containers.find(
        (one) => one.init && one.running && textAt(one.spec, "restartPolicy") !== "Always",
      );
      const progress = /^Init:(\d+)\/(\d+)$/.exec(pod.status);
      if (!progress && !(runs && pod.status !== "Running")) continue;
      const where = runs
        ? `init container ${runs.name}`
        : `its init containers (${progress?.[1]} of ${progress?.[2]} done)`;
      const awaited = awaitedBy(view, pod.ref, runs);
      yield {
        object: pod.ref,
        severity: "warning",
        summary: `${nameOf(pod.ref)} has not started, because ${where} ${runs ? "is" : "are"} still running and ${runs ? "does" : "do"} not finish${awaited?.line ? `; the log of the init container says: ${saidIn(awaited.line.text).slice(0, 120)}` : ""}.`,
        evidence: [pod.line, awaited?.line, runs && pod.object ? citeContainer(pod.object, runs, "state") : undefined],
        related: unique([...relatedToPod(view, pod.ref), ...(awaited?.objects ?? [])]),
        next: [
          ...logs(pod.ref, "Shows what the init container waits for.", { container: runs?.name }),
          ...(runs ? [] : describe(pod.ref, "Shows which init container runs and what it does.")),
        ],
      };
    }
  },
);

type Awaited = { readonly line: Line | undefined; readonly objects: readonly ObjectRef[] };

/** What the log of an init container says that it waits for, and the objects of its namespace that are named there. */
const awaitedBy = (view: ClusterView, pod: ObjectRef, runs: ContainerReading | undefined): Awaited | undefined => {
  const lines = view.logsOf(pod).flatMap((log) => log.tail);
  const line = lines.findLast((one) =>
    /\b(?:[Ww]ait(?:ing|s)?|not (?:yet )?(?:ready|available|up|reachable|found|resolve\w*)|[Rr]etry(?:ing)?|sleeping|no response|rejecting connections|no attempt|refused|timed? ?out|bad address|unreachable|unknown host|no such host|can't (?:resolve|connect))\b/.test(
      one.text,
    ),
  );
  const told = runs ? JSON.stringify([at(runs.spec, "command"), at(runs.spec, "args"), at(runs.spec, "env")]) : "";
  if (line === undefined && told === "") return undefined;
  const words = new Set(`${line?.text ?? ""} ${told.slice(0, 4000)}`.match(/[a-z0-9][a-z0-9-]{1,252}/g));
  return {
    line,
    objects: unique([
      ...["Job", "Service", "StatefulSet", "Deployment", "PersistentVolumeClaim"].flatMap((kind) =>
        view
          .of(kind)
          .map((one) => one.ref)
          .filter((ref) => ref.namespace === pod.namespace && words.has(ref.name)),
      ),
      ...podsOf(view)
        .filter(({ ref }) => ref.namespace === pod.namespace && ref.name !== pod.name && isOf(view, ref, words))
        .flatMap(({ ref }) => [ref, ...ownersOf(view, ref)]),
    ]),
  };
};

/** A pod of a workload that is named: `nextcloud-db` for `nextcloud-db-0`. */
const isOf = (view: ClusterView, ref: ObjectRef, words: ReadonlySet<string>): boolean =>
  words.has(ref.name.replace(/-\d{1,4}$/, "")) || words.has(workloadOf(view, ref).name);

const restarts = defineRule(
  {
    code: "frequent-restarts",
    title: "Many restarts",
    about:
      "A container has been restarted many times. When it runs and is ready now, this is history: worth a look at its last state, no outage.",
    reads: ["Pod"],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const flaps = pod.health === "failing" && pod.status === "Running" && pod.restarts >= 2;
      if (!flaps && !(pod.health === "healthy" && pod.restarts >= 5)) continue;
      const worst = [...pod.containers].sort((left, right) => (right.restarts ?? 0) - (left.restarts ?? 0))[0];
      const end = worst?.last;
      yield {
        object: pod.ref,
        severity: flaps ? "warning" : "info",
        confidence: flaps ? "confirmed" : "possible",
        summary: `${nameOf(pod.ref)} has been restarted ${pod.restarts} times${end ? `, last ended by ${end.reason || "an error"}${end.exitCode === undefined ? "" : ` (exit code ${end.exitCode})`}` : ""}${flaps ? "" : "; it runs and is ready now"}.`,
        evidence: [
          pod.object?.printed.get("RESTARTS")?.line ??
            (pod.object && worst ? citeContainer(pod.object, worst, "restartCount") : pod.line),
        ],
        related: isLongAgo(pod) ? [] : relatedToPod(view, pod.ref),
        next: logs(pod.ref, "Shows how the run before ended.", { container: worst?.name, previous: true }),
      };
    }
  },
);

const week = 604_800;

/** The last restart is a week ago, and longer than any two of them lay apart on average. */
function isLongAgo({ object, restarts }: PodReading): boolean {
  const since = ageSeconds(/\(([^)]{1,20}) ago\)/.exec(object?.printed.get("RESTARTS")?.value ?? "")?.[1] ?? "");
  const age = ageSeconds(object?.printed.get("AGE")?.value ?? "");
  return since !== null && since >= week && (age === null || since > (age - since) / restarts);
}

/** Containers that do not get past their start, or not for long. */
export const restartRules: readonly Rule[] = [initWaiting, restarts];
