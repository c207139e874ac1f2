import { numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const allocated = defineBenign(
  {
    code: "game-servers-allocated",
    title: "Game servers that are Allocated are in use",
    about:
      "READY of an Agones Fleet counts the servers that are free. Allocated ones are being played on; together they are the current number. Not where some are Unhealthy or in Error, or fewer are current than desired.",
    reads: ["Fleet", "GameServerSet", "GameServer"],
    asked: /\bready\b|\bfleets?\b|game ?servers?|\bgs\b|\d of \d|allocat\w*|missing|servers?/,
  },
  function* (view) {
    for (const object of view.objects) {
      const kind = kinds.get(object.ref.kind.toLowerCase().replace(/s$/, ""));
      if (kind === undefined) continue;

      const count = countsOf(object);
      if (
        count === null ||
        count.allocated === 0 ||
        count.ready + count.allocated < count.current ||
        count.current < count.desired
      )
        continue;
      if (linesIn(view, /^\S{3,80}\s{1,30}(?:Unhealthy|Error|Shutdown|RequestReady)\s/, 1).length > 0) continue;
      yield {
        ref: object.ref,
        about: [{ ...object.ref, kind: "FleetAutoscaler" }],
        text: `${kind} ${object.ref.name} has all ${count.current} of ${count.desired} game servers: ${count.allocated} are Allocated (matches are played on them, which is not "not ready") and ${count.ready} are Ready, that is free for the next`,
        lines: [object.cite()],
        voids: ["not-ready"],
      };
    }
  },
);

const kinds: ReadonlyMap<string, string> = new Map([
  ["fleet", "Fleet"],
  ["gameserverset", "GameServerSet"],
]);

function countsOf({ printed, fields }: ObservedObject) {
  const of = (heading: string, field: string) =>
    numberAt({ value: printed.get(heading)?.value }, "value") ?? numberAt(fields, "status", field);
  const desired = of("DESIRED", "replicas") ?? numberAt(fields, "spec", "replicas");
  const current = of("CURRENT", "replicas");
  const [taken, ready] = [of("ALLOCATED", "allocatedReplicas"), of("READY", "readyReplicas")];
  if (desired === undefined || current === undefined || taken === undefined || ready === undefined) return null;
  return { desired, current, allocated: taken, ready };
}

const ephemeral = defineBenign(
  {
    code: "ci-runners-are-ephemeral",
    title: "CI runners that live for one job",
    about:
      "Ephemeral runners (actions-runner-controller, GitLab's Kubernetes executor, Jenkins agents) take one job, end with exit code 0 and are removed; the next job gets a new pod. Said where the jobs that are shown succeeded and no runner pod fails.",
    reads: ["EphemeralRunner", "AutoscalingRunnerSet", "Pod", "logs"],
    asked: /\brunners?\b|\bagents?\b|\bci\b|executors?|build pods?/,
  },
  function* (view) {
    const isFailed = (one: ObservedObject) =>
      /^Failed$/i.test(one.printed.get("STATUS")?.value ?? textAt(one.fields, "status", "phase"));
    const runners = view.objects.filter(({ ref }) => /^ephemeralrunner$/i.test(ref.kind));
    const sets = view.objects.filter(({ ref }) => /^autoscalingrunnerset$/i.test(ref.kind));
    if (runners.length === 0 && sets.length === 0) yield* builders(view);
    if ((runners.length === 0 && sets.length === 0) || runners.some(isFailed)) return;
    const places = new Set([...runners, ...sets].map(({ ref }) => ref.namespace));
    if (podsOf(view).some(({ ref, health }) => places.has(ref.namespace) && health === "failing")) return;
    const results = view.evidence
      .filter(({ command }) => /\blogs\b/.test(command))
      .flatMap((piece) => linesOf(piece).slice(0, 5000))
      .filter(({ text }) =>
        /Job completed|completed with result|\bresult["']?\s?[:=]\s?["']?\w/i.test(text.slice(0, 400)),
      );
    const bad = results.filter(({ text }) =>
      /result["']?\s?[:=]\s?["']?(?:failed|failure|abandoned|error)/i.test(text.slice(0, 600)),
    );
    const set = sets[0] ?? runners[0]!;
    if (bad.length > results.length / 4) return;
    const good = results.filter(({ text }) => /succe(?:ss|eded)/i.test(text.slice(0, 600))).length;
    yield {
      ref: set.ref,
      about: [
        ...runners.map(({ ref }) => ref),
        ...podsOf(view).flatMap(({ ref }): readonly ObjectRef[] => (places.has(ref.namespace) ? [ref] : [])),
      ],
      text: `runners of ${set.ref.name} do not crash: they are ephemeral by design, each runner pod takes a single job (one job), ends with exit code 0 and is removed, and the next job gets a new one${good === 0 ? "" : `; ${good} jobs in the listener's log succeeded${bad.length === 0 ? " and none failed" : ""}`}`,
      lines: [set.cite(), results.at(-1), runners[0]?.cite()],
    };
  },
);

/** GitLab's executor, Jenkins agents and the like: a manager whose log says how the jobs ended, and a pod a job. */
function* builders(view: ClusterView) {
  for (const piece of view.evidence.filter(({ command }) => /\blogs\b/.test(command))) {
    const lines = linesOf(piece).slice(-3000);
    const good = lines.filter(({ text }) =>
      /\bJob succeeded\b|Finished: SUCCESS|(?:agent|pod) .{0,80}terminated.{0,40}(?:idle|once)/i.test(
        text.slice(0, 500),
      ),
    );
    const bad = lines.filter(({ text }) =>
      /Job failed \(system failure\)|prepare environment|pod .{0,80}(?:deadline|evicted|OOM)/i.test(text.slice(0, 500)),
    );
    const manager = podsOf(view).find(
      ({ ref, health }) => health === "healthy" && /runner|jenkins|agent|drone|buildkite|controller/.test(ref.name),
    );
    if (good.length === 0 || bad.length > 0 || manager === undefined) continue;
    if (podsOf(view).some(({ ref, health }) => ref.namespace === manager.ref.namespace && health === "failing"))
      continue;
    yield {
      ref: workloadOf(view, manager.ref),
      about: podsOf(view).flatMap(({ ref }) => (ref.namespace === manager.ref.namespace ? [ref] : [])),
      text: `the runners do not crash: each job gets a pod of its own that is ephemeral by design (one job, then it is removed); ${good.length} jobs in the log of ${manager.ref.name} succeeded, and it is running and ready`,
      lines: [good.at(-1), manager.line],
    };
  }
}

export const fleets: readonly BenignRule[] = [allocated, ephemeral];
