import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { linesIn } from "../reading/standing.ts";

const cleaned = defineBenign(
  {
    code: "pods-of-a-finished-job-removed",
    title: "Workers that are removed when the training, build or query has ended",
    about:
      "A PyTorchJob, MPIJob, RayJob, SparkApplication, Workflow or TaskRun has Succeeded, and its controller removed the pods that were not needed any more (cleanPodPolicy, shutdownAfterJobFinishes, executors of Spark, podGC). Not where it failed, or pods went before the end.",
    reads: ["PyTorchJob", "MPIJob", "RayJob", "SparkApplication", "Workflow", "Event"],
    asked:
      /worker\w*|executor\w*|\bpods?\b|\bgone\b|delet\w*|kill\w*|vanish\w*|disappear\w*|missing|train\w*|fine-?tun\w*|\bjobs?\b|clean\w*/,
  },
  function* (view) {
    for (const object of view.objects) {
      if (!kinds.test(object.ref.kind)) continue;
      const state = object.printed.get("STATE") ?? object.printed.get("STATUS");
      if (/^(?:Failed|FAILED|Failing|Error)$/.test(state?.value ?? ""))
        yield {
          ref: object.ref,
          text: `${object.ref.kind} ${object.ref.name} is ${state!.value}`,
          lines: [state!.line, view.eventsOf(object.ref).find(({ reason }) => /Failed/.test(reason))?.line],
          isDoubt: true as const,
        };
      const end = succeeded(object, view);
      if (end === null || linesIn(view, /OOMKill|Evicted|exited with code [1-9]|JobFailed|\bFailed\b/, 1).length > 0)
        continue;
      const events = view.events.filter(
        ({ message, reason }) => /SuccessfulDeletePod|Killing/.test(reason) && message !== "",
      );
      const gone = events.filter(({ reason }) => reason === "SuccessfulDeletePod");
      const policy = policyOf(view);
      if (gone.length === 0 && policy === null) continue;
      const { ref } = object;
      yield {
        ref,
        about: view
          .of("Pod")
          .filter((pod) => pod.ref.namespace === ref.namespace && pod.ref.name.startsWith(`${ref.name}-`))
          .map((pod) => pod.ref),
        text: `nothing was killed: ${ref.kind} ${ref.name} has Succeeded${end.time}, and its controller removed the other pods at the end${gone.length === 0 ? "" : ` (${gone.length} × SuccessfulDeletePod)`}${policy === null ? "" : `, as ${policy.text} says`}; what it made is complete`,
        lines: [end.line, policy?.line, gone[0]?.line],
        voids: ["pod-evicted", "warning-event"],
      };
    }
  },
);

const kinds =
  /^(?:(?:pytorch|tf|mpi|mx|xgboost|paddle|jax|ray|spark|train|volcano)job|sparkapplication|trainjob|workflow|taskrun|pipelinerun|katibexperiment|trial)$/i;

function succeeded(object: ObservedObject, view: ClusterView): { line: Line; time: string } | null {
  const shown = ["STATE", "STATUS", "JOB STATUS", "JOBSTATUS", "SUCCEEDED"]
    .map((name) => object.printed.get(name))
    .find((cell) => cell !== undefined);
  const condition = listAt(object.fields, "status", "conditions").find(
    (one) => /^(?:Succeeded|Complete)$/.test(textAt(one, "type")) && textAt(one, "status") === "True",
  );
  const phase =
    textAt(object.fields, "status", "phase") ||
    textAt(object.fields, "status", "applicationState", "state") ||
    textAt(object.fields, "status", "jobStatus");
  const isDone = /^(?:Succeeded|SUCCEEDED|COMPLETED|Completed|True)$/;
  if (!(isDone.test(shown?.value ?? "") || condition !== undefined || isDone.test(phase))) return null;
  const time = printedOf(view, object.ref, /"?completionTime"?:\s?"?(\d{4}-\d{2}-\d{2}T[\d:]{8}Z)/)[0]?.match[1];
  const line = shown?.line ?? object.cite("status", "conditions", "Succeeded") ?? object.cite();
  return line === undefined ? null : { line, time: time === undefined ? "" : ` (completed ${time})` };
}

const setting =
  /"?(cleanPodPolicy|shutdownAfterJobFinishes|podGC|deleteOnTermination|ttlSecondsAfterFinished)"?:\s{0,4}("?[\w{]{1,20})/;

function policyOf(view: ClusterView): { text: string; line: Line } | null {
  for (const piece of view.evidence)
    for (const line of linesOf(piece).slice(0, 2000)) {
      const found = setting.exec(line.text.slice(0, 4000));
      if (found !== null && !/^"?None/.test(found[2]!))
        return { text: `${found[1]}: ${found[2]!.replace('"', "")}`, line };
    }
  return null;
}

export const trainingJobs: readonly BenignRule[] = [cleaned];
