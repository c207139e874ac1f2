import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "task-succeeded-at-a-later-try";
const run = "scheduled__2026-02-03T02:00:00+00:00";

const pods = (second: string): Output => [
  "kubectl get pods -n flows",
  `NAME                                READY   STATUS      RESTARTS   AGE
flow-scheduler-6c9f7d8b5d-vq8xl     2/2     Running     0          20d
stock-feed-fetch-prices-a1b2c3d4    0/1     Error       0          3h20m
stock-feed-fetch-prices-e5f6g7h8    0/1     ${second.padEnd(9)}   0          3h9m
`,
];
const attempt = (number: number, pod: string) =>
  `[2026-02-03T02:00:12.330+0000] {kubernetes_executor_utils.py:426} INFO - Creating kubernetes pod for job is TaskInstanceKey(dag_id='stock_feed', task_id='fetch_prices', run_id='${run}', try_number=${number}, map_index=-1), with pod name ${pod}, annotations: <omitted>`;
const scheduler = (end: string): Output => [
  "kubectl logs deploy/flow-scheduler -n flows",
  `${attempt(1, "stock-feed-fetch-prices-a1b2c3d4")}
[2026-02-03T02:06:20.481+0000] {kubernetes_executor_utils.py:269} ERROR - Event: stock-feed-fetch-prices-a1b2c3d4 Failed, annotations: <omitted>
${attempt(2, "stock-feed-fetch-prices-e5f6g7h8")}
${end}`,
];
const finished = (state: string) =>
  `[2026-02-03T02:29:45.870+0000] {dagrun.py:846} INFO - DagRun Finished: dag_id=stock_feed, execution_date=2026-02-03 02:00:00+00:00, run_id=${run}, run_duration=1781.8, state=${state}, external_trigger=False, run_type=scheduled\n`;
const firstTry: Output = [
  "kubectl logs stock-feed-fetch-prices-a1b2c3d4 -n flows",
  `[2026-02-03T02:00:31.820+0000] {feed.py:58} INFO - asking for prices
[2026-02-03T02:06:18.977+0000] {taskinstance.py:2731} ERROR - Task failed with exception
Traceback (most recent call last):
TimeoutError: prices.example did not answer within 300 s
[2026-02-03T02:06:19.201+0000] {taskinstance.py:1149} INFO - Marking task as UP_FOR_RETRY. dag_id=stock_feed, task_id=fetch_prices, run_id=${run}, execution_date=20260203T020000, start_date=20260203T020031, end_date=20260203T020619
`,
];
const secondTry: Output = [
  "kubectl logs stock-feed-fetch-prices-e5f6g7h8 -n flows --tail=2",
  `[2026-02-03T02:16:57.548+0000] {taskinstance.py:1149} INFO - Marking task as SUCCESS. dag_id=stock_feed, task_id=fetch_prices, run_id=${run}, execution_date=20260203T020000, start_date=20260203T021139, end_date=20260203T021657
`,
];
const end = (state: string): Output => ["kubectl logs deploy/flow-scheduler -n flows | grep DagRun", finished(state)];
const asked = "A pod of the nightly import is in Error. Why did stock_feed fail?";

const steps = (second: string): Output => [
  "kubectl get pods -n ci",
  `NAME                             READY   STATUS      RESTARTS   AGE
ship-x7k2p-compile-1448730219    0/2     Error       0          52m
ship-x7k2p-compile-3310562877    0/2     ${second.padEnd(9)}   0          44m
ship-x7k2p-publish-2207118640    0/2     Completed   0          31m
`,
];
const workflow = (status: string): Output => [
  "kubectl get workflow -n ci",
  `NAME         STATUS      AGE
ship-x7k2p   ${status.padEnd(9)}   53m
`,
];
const row = (name: string, outputs: readonly Output[], says?: RegExp, question = asked): Row => ({
  code,
  name,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});
const ofSteps = "a pod of ship-x7k2p is in Error, did the workflow fail?";

/** Tasks of a workflow that were tried again, and ones that were not done in the end. */
export const retriedTasks: readonly Row[] = [
  row(
    "the scheduler of Airflow tells of both tries and of the end",
    [pods("Completed"), firstTry, scheduler(finished("success"))],
    /DAG stock_feed ended with success .*earlier try of fetch_prices .*TimeoutError.*e5f6g7h8 of the same task completed/,
  ),
  row(
    "the logs of the tries, and the end in the scheduler's",
    [pods("Completed"), firstTry, secondTry, end("success")],
    /DAG stock_feed ended with success/,
  ),
  row(
    "whether it failed is asked",
    [pods("Completed"), firstTry, scheduler(finished("success"))],
    /DAG stock_feed ended with success/,
    "Did the run of stock_feed fail tonight?",
  ),
  row(
    "a Workflow of Argo",
    [steps("Completed"), workflow("Succeeded")],
    /Workflow ship-x7k2p ended with success.*earlier try of ship-x7k2p-compile/,
    ofSteps,
  ),
  row(
    "a PipelineRun of Tekton",
    [
      [
        "kubectl get pods -n ci",
        `NAME                      READY   STATUS      RESTARTS   AGE
release-9-test-pod        0/2     Error       0          22m
release-9-test-pod-retry1 0/2     Completed   0          14m
`,
      ],
      [
        "kubectl get pipelinerun -n ci",
        `NAME        SUCCEEDED   REASON      STARTTIME   COMPLETIONTIME
release-9   True        Succeeded   23m         9m
`,
      ],
    ],
    /PipelineRun release-9 ended with success/,
    "release-9 has a pod in Error, is the pipeline broken?",
  ),
  row("the second try failed too", [pods("Error"), firstTry, scheduler(finished("failed"))]),
  row("the run failed all the same", [pods("Completed"), firstTry, scheduler(finished("failed"))]),
  row("how the run ended is not shown", [pods("Completed"), firstTry, scheduler("")]),
  row("the logs of the tries, and the run failed later", [pods("Completed"), firstTry, secondTry, end("failed")]),
  row("the Workflow failed", [steps("Completed"), workflow("Failed")], undefined, ofSteps),
  row(
    "why the try itself failed is asked",
    [pods("Completed"), firstTry, scheduler(finished("success"))],
    undefined,
    "Why did stock-feed-fetch-prices-a1b2c3d4 of stock_feed fail?",
  ),
];
