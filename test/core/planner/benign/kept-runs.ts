import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "cron-job-keeps-few-runs";
const name = "rates-sync";

type Step = readonly [age: string, reason: string, message: string];
const run = (age: string, minute: number, end = "Complete"): readonly Step[] => [
  [age, "SuccessfulCreate", `Created job ${name}-${minute}`],
  [age, "SawCompletedJob", `Saw completed job: ${name}-${minute}, condition: ${end}`],
  [age, "SuccessfulDelete", `Deleted job ${name}-${minute - 15}`],
];
const runs = [...run("12m", 28887255), ...run("7m", 28887260), ...run("2m", 28887265)];

const described = (steps: readonly Step[], policy = "Forbid"): Output => [
  `kubectl describe cronjob ${name} -n fx`,
  `Name:                          ${name}
Namespace:                     fx
Schedule:                      */5 * * * *
Concurrency Policy:            ${policy}
Suspend:                       False
Successful Job History Limit:  3
Failed Job History Limit:      1
Starting Deadline Seconds:     <unset>
Last Schedule Time:            Tue, 03 Dec 2024 14:25:00 +0000
Active Jobs:                   <none>
Events:
  Type    Reason            Age   From                Message
  ----    ------            ----  ----                -------
${steps.map(([age, reason, message]) => `  Normal  ${reason.padEnd(16)}  ${age.padEnd(4)}  cronjob-controller  ${message}\n`).join("")}`,
];
const events = (steps: readonly Step[]): Output => [
  "kubectl get events -n fx",
  `LAST SEEN   TYPE     REASON             OBJECT               MESSAGE
${steps.map(([age, reason, message]) => `${age.padEnd(12)}Normal   ${reason.padEnd(19)}cronjob/${name}   ${message}\n`).join("")}`,
];
const table = (...rows: readonly (readonly [minute: number, status: string, age: string])[]): Output => [
  "kubectl get jobs -n fx",
  `NAME                  STATUS     COMPLETIONS   DURATION   AGE
${rows.map(([minute, status, age]) => `${name}-${minute}   ${status.padEnd(8)}   ${status === "Complete" ? "1/1" : "0/1"}           6s         ${age}\n`).join("")}`,
];

const row = (title: string, question: string, outputs: readonly Output[], says?: RegExp): Row => ({
  code,
  name: title,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});
const deleted = "The jobs of cronjob rates-sync in fx get killed ('Deleted job rates-sync-...'). Who kills them?";
const old = "Why do the old rates-sync jobs in fx disappear? There should be hundreds of them.";

export const keptRuns: readonly Row[] = [
  row("the controller deletes the oldest, in describe", deleted, [described(runs)], /its last 3 .*controller itself/),
  row(
    "events alone, where no limit is shown",
    "Something keeps deleting our rates-sync jobs in namespace fx, events say 'Deleted job'. What is broken?",
    [events(runs)],
    /keeps only its last successful runs on purpose .*3 by default.* 3 runs that are told of completed/,
  ),
  row(
    "as many Jobs as are kept by default",
    old,
    [table([28887255, "Complete", "12m"], [28887260, "Complete", "7m"], [28887265, "Complete", "2m"])],
    /3 by default.*the 3 that are there completed/,
  ),
  row("the newest run failed", deleted, [described([...run("7m", 28887260), ...run("2m", 28887265, "Failed")])]),
  row("each run is deleted before it has completed", deleted, [
    described(
      runs
        .filter(([, reason]) => reason !== "SawCompletedJob")
        .map(([age, reason, message]) => [age, reason, message.replace("28887240", "28887255")] as const),
      "Replace",
    ),
    table([28887265, "Complete", "2m"]),
  ]),
  row("a newer one than those that are there was deleted", deleted, [
    described([["1m", "SuccessfulDelete", `Deleted job ${name}-28887270`]]),
    table([28887265, "Complete", "6m"]),
  ]),
  row("runs were missed", deleted, [events([...runs, ["1m", "MissSchedule", "Missed scheduled time to start a job"]])]),
  row("no event tells that a run completed", deleted, [
    events(runs.filter(([, reason]) => reason !== "SawCompletedJob")),
  ]),
  row("the jobs of another are asked about", "Who deletes the jobs of cronjob invoices in fx?", [events(runs)]),
  row("fewer Jobs than are kept by default, and nothing tells why", old, [
    table([28887260, "Complete", "7m"], [28887265, "Complete", "2m"]),
  ]),
  row("the next run should long be there", old, [
    table([28887255, "Complete", "3h10m"], [28887260, "Complete", "3h5m"], [28887265, "Complete", "3h"]),
  ]),
];
