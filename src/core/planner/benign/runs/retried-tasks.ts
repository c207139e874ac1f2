import { logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { type PodReading, podsIn, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { complaintOf, emptyWork } from "./retried-runs.ts";

/** A run of a workflow that ended with success, and the tries of its tasks that failed, each with the one that did its work. */
type Run = {
  readonly name: string;
  readonly text: string;
  readonly line: Line;
  readonly tries: readonly Try[];
};

type Try = { readonly bad: PodReading; readonly good: PodReading; readonly task: string };

const retried = defineBenign(
  {
    code: "task-succeeded-at-a-later-try",
    title: "Pod of a workflow's task that failed, and was tried again",
    about:
      "A task of an Airflow DAG, an Argo Workflow or a Tekton run ended in Error, a later pod of the same task completed, and the run as a whole is said to have succeeded. The pod that failed stays as a record. Not where the run failed or its end is not shown, or a task of it has no later success.",
    reads: ["Pod", "Workflow", "PipelineRun", "TaskRun", "logs"],
    asked:
      /\b(?:errors?|fail\w*|pods?|tasks?|steps?|dags?|workflows?|pipelines?|runs?|retr\w*|attempts?|red|broken?|crash\w*|trust\w*|complete\w*)\b/,
  },
  function* (view, question) {
    for (const run of [...dagRuns(view), ...runObjects(view)]) {
      const isOfCause = /\bwhy\b[^?]{0,120}\b(?:fail|error|die|crash|exit)|\broot cause\b/i.test(question.text);
      const isOfTry = run.tries.some(({ bad, task }) => [bad.ref.name, task].some((name) => isIn(name, question.text)));
      if (run.tries.length === 0 || (isOfCause && (isOfTry || !isIn(run.name, question.text)))) continue;
      for (const [index, one] of run.tries.entries()) {
        yield told(one, run, index === 0, view);
        yield* schedulersOf(run, index === 0, view);
      }
    }
  },
);

/** What is said of one try; a doubt where the one that completed did nothing. */
function told({ bad, good, task }: Try, run: Run, isFirst: boolean, view: ClusterView) {
  const empty = emptyWork(good.ref.name, good.ref.name, view);
  if (empty !== undefined)
    return {
      ref: bad.ref,
      text: `${run.text}, and did nothing, as its log says: ${empty.text.trim().slice(0, 160)}`,
      lines: [empty, run.line],
      isDoubt: true as const,
    };
  const said = reasonOf(bad.ref.name, view);
  return {
    ref: bad.ref,
    about: [{ ...bad.ref, name: run.name }, good.ref],
    text: `${isFirst ? `${run.text}, so it did not fail: ` : ""}pod ${bad.ref.name} is only an earlier try of ${task} that failed (${bad.status}${said === undefined ? "" : `, its log: ${said.text.trim().slice(0, 160)}`}) and was retried, and pod ${good.ref.name} of the same task completed`,
    lines: [bad.line, said, good.line, run.line],
    ofLog: true as const,
    voids: ["container-exits", "pod-not-ready", "crash-loop", "application-error"],
  };
}

/** The log of the scheduler tells of the failed tries too. */
function* schedulersOf({ tries, name }: Run, isFirst: boolean, view: ClusterView) {
  for (const log of isFirst ? logsOfView(view) : []) {
    const piece = view.evidence[log.evidence];
    const errors = (piece === undefined ? [] : linesOf(piece)).filter(({ text }) => /\b(?:ERROR|error)\b/.test(text));
    const areTold = errors.every(({ text }) => tries.some(({ bad }) => text.includes(bad.ref.name)));
    if (errors.length === 0 || !areTold || tries.some(({ bad }) => bad.ref.name === log.object.name)) continue;
    yield {
      ref: log.object,
      about: [{ ...tries[0]!.bad.ref, name }],
      text: `the log of ${log.object.name} tells of nothing else that failed`,
      lines: errors.slice(0, 1),
      ofLog: "only" as const,
      covers: errors,
      voids: ["application-error"],
    };
  }
}

/** The exception that ended a try, else what its log complains of first. */
function reasonOf(pod: string, view: ClusterView): Line | undefined {
  const thrown = view.evidence
    .filter(({ command }) => /\blogs\b/.test(command) && command.includes(pod))
    .flatMap((piece) => linesOf(piece).slice(-500))
    .findLast(({ text }) => /^\s{0,8}[\w.$]{0,200}(?:Error|Exception|Failure): /.test(text.slice(0, 400)));
  return thrown ?? complaintOf(pod, view);
}

/** `sales_dwh` and `sales-dwh` are one name; not within a longer one. */
function isIn(name: string, text: string): boolean {
  const plain = (one: string) =>
    ` ${one
      .toLowerCase()
      .replaceAll("_", "-")
      .split(/[^a-z0-9-]+/)
      .join(" ")} `;
  return plain(text).includes(plain(name));
}

const isDone = ({ status }: PodReading): boolean => /^(?:Completed|Succeeded)$/.test(status);
const hasFailed = ({ status }: PodReading): boolean =>
  /^(?:Error|Failed|OOMKilled|ContainerStatusUnknown|Evicted|DeadlineExceeded)$/.test(status);

const key =
  /TaskInstanceKey\(dag_id='([^']{1,250})', task_id='([^']{1,250})', run_id='([^']{1,250})', try_number=(\d{1,4}), map_index=(-?\d{1,6})\), with pod name ([a-z0-9][a-z0-9.-]{0,252})/;

const marked =
  /Marking task as (?:SUCCESS|UP_FOR_RETRY|FAILED)\. dag_id=([^,]{1,250}), task_id=([^,]{1,250}),(?: run_id=([^,]{1,250}),)?(?: map_index=(-?\d{1,6}),)?.{0,200}? start_date=(\d{8})T(\d{6})/;

type Attempt = {
  readonly dag: string;
  readonly task: string;
  readonly run: string;
  readonly index: string;
  readonly attempt: number;
  readonly pod: string;
};

/** Which pod was which try of a task, as the scheduler of Airflow logs it, or else the logs of the tries themselves. */
function attemptsIn(view: ClusterView, lines: readonly Line[]): readonly Attempt[] {
  const scheduled = lines.flatMap(({ text }): readonly Attempt[] => {
    const [, dag, task, run, attempt, index, pod] = key.exec(text.slice(0, 1500)) ?? [];
    return pod === undefined
      ? []
      : [{ dag: dag!, task: task!, run: run!, attempt: Number(attempt), index: index!, pod }];
  });
  if (scheduled.length > 0) return scheduled;
  return logsOfView(view).flatMap((log) => {
    const piece = log.object.kind === "Pod" ? view.evidence[log.evidence] : undefined;
    return (piece === undefined ? [] : linesOf(piece)).flatMap(({ text }): readonly Attempt[] => {
      const [, dag, task, run, index = "-1", day, time] = marked.exec(text.slice(0, 1500)) ?? [];
      return run === undefined
        ? []
        : [{ dag: dag!, task: task!, run, index, attempt: Number(`${day}${time}`), pod: log.object.name }];
    });
  });
}

/** Runs of Airflow's DAGs that ended with success, as its scheduler logs it. */
function dagRuns(view: ClusterView): readonly Run[] {
  const pieces = view.evidence.filter(({ stdout }) => /\bdag_id\b|\bDagRun\b/.test(stdout));
  const lines = pieces.flatMap((piece) => linesOf(piece));
  return [...Map.groupBy(attemptsIn(view, lines), ({ dag, run }) => `${dag} ${run}`).values()].flatMap((own) => {
    const { dag, run } = own[0]!;
    const end = lines.findLast(
      ({ text }) => text.includes(dag) && text.includes(run) && ended.test(text.slice(0, 1500)),
    );
    if (end === undefined || !succeeded.test(end.text.slice(0, 1500))) return [];
    const tries = pairsOf(own, view);
    return tries === null
      ? []
      : [{ name: dag, text: `run ${run} of DAG ${dag} ended with success (state=success)`, line: end, tries }];
  });
}

const ended = /\bDagRun Finished:|\bMarking run <DagRun [^>]{1,600}> (?:successful|failed)/;
const succeeded = /\bstate=success\b|> successful\b/;

/** Each try that failed with a later one that completed; null where one has none. */
function pairsOf(own: readonly Attempt[], view: ClusterView): readonly Try[] | null {
  const pods = new Map(podsOf(view).map((pod) => [pod.ref.name, pod]));
  const failed = own.filter(({ pod }) => pods.has(pod) && hasFailed(pods.get(pod)!));
  const pairs = failed.flatMap(({ task, index, attempt, pod }) => {
    const isLater = (one: Attempt) => one.task === task && one.index === index && one.attempt > attempt;
    const later = own.find((one) => isLater(one) && pods.has(one.pod) && isDone(pods.get(one.pod)!));
    return later === undefined ? [] : [{ bad: pods.get(pod)!, good: pods.get(later.pod)!, task }];
  });
  return pairs.length < failed.length ? null : pairs;
}

/** What pods of one step have in common: `etl-load-8812`, `build-pod-retry1`. */
const stepOf = ({ ref }: PodReading): string =>
  ref.name.replace(/-(?:pod(?:-retry\d{1,3})?|[a-z0-9]{5}|\d{4,12})$/, "");

/** Runs that are objects: Argo's Workflow, Tekton's PipelineRun and TaskRun. */
function runObjects(view: ClusterView): readonly Run[] {
  return ["Workflow", "PipelineRun", "TaskRun"].flatMap((kind) =>
    view.of(kind).flatMap((object): readonly Run[] => {
      const { name, namespace } = object.ref;
      if (!hasSucceeded(object)) return [];
      const own = podsIn(view, namespace).filter(({ ref }) => ref.name.startsWith(`${name}-`));
      const failed = own.filter(hasFailed);
      const pairs = failed.flatMap((bad) => {
        const good = own.find((one) => isDone(one) && stepOf(one) === stepOf(bad) && isYounger(one, bad));
        return good === undefined ? [] : [{ bad, good, task: stepOf(bad) }];
      });
      if (pairs.length < failed.length) return [];
      return [{ name, text: `${kind} ${name} ended with success`, line: object.cite(), tries: pairs }];
    }),
  );
}

function isYounger(one: PodReading, other: PodReading): boolean {
  const age = ({ object }: PodReading) => ageSeconds(object?.printed.get("AGE")?.value ?? "");
  const made = ({ object }: PodReading) => Date.parse(textAt(object?.fields, "metadata", "creationTimestamp"));
  const [its, bad] = [age(one), age(other)];
  return its !== null && bad !== null ? its < bad : made(one) > made(other);
}

const hasSucceeded = ({ printed, fields }: ObservedObject): boolean =>
  printed.get("STATUS")?.value === "Succeeded" ||
  printed.get("SUCCEEDED")?.value === "True" ||
  textAt(fields, "status", "phase") === "Succeeded" ||
  listAt(fields, "status", "conditions").some(
    (one) => textAt(one, "type") === "Succeeded" && textAt(one, "status") === "True",
  );

export const retriedTasks: readonly BenignRule[] = [retried];
