import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "next-run-not-yet-due";

const described = (schedule: string, suspend = "False", events = "<none>"): Output => [
  "kubectl describe cronjob tax-report -n office",
  `Name:                          tax-report
Namespace:                     office
Schedule:                      ${schedule}
Concurrency Policy:            Forbid
Suspend:                       ${suspend}
Starting Deadline Seconds:     3600s
Last Schedule Time:  Sun, 01 Mar 2026 05:30:00 +0000
Active Jobs:         <none>
Events:${events === "<none>" ? "              <none>" : `\n${events}`}
`,
];
const jobs = (age: string, status = "Complete   1/1 "): Output => [
  "kubectl get jobs -n office",
  `NAME                  STATUS     COMPLETIONS   DURATION   AGE
tax-report-29538570   ${status}           2m         ${age}
`,
];
const list = (schedule: string, last: string): Output => [
  "kubectl get cronjob -n office",
  `NAME         SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
tax-report   ${schedule.padEnd(13)} <none>     False     0        ${last.padEnd(15)} 400d
`,
];
const asked = "cronjob tax-report has not run for weeks, did it miss its schedule?";
const row = (name: string, outputs: readonly Output[], says?: RegExp, question = asked): Row => ({
  code,
  name,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});

/** CronJobs that come seldom, and ones that are late. */
export const nextRuns: readonly Row[] = [
  row(
    "once a month, by the age of its Job",
    [described("30 5 1 * *"), jobs("24d")],
    /has not missed a run: .*last ran on 2026-03-01 05:30 UTC, .*due on 2026-04-01 05:30 UTC.*not suspended/,
  ),
  row(
    "once a quarter, and the next one has begun",
    [described("30 5 1 */3 *"), ["date", "Thu May 28 09:00:00 UTC 2026\n"]],
    undefined,
  ),
  row(
    "twice a year, by the clock",
    [described("30 5 1 3,9 *"), ["date", "Thu May 28 09:00:00 UTC 2026\n"]],
    /due on 2026-09-01/,
  ),
  row(
    "once a week, by LAST SCHEDULE alone",
    [list("30 5 * * 0", "5d3h")],
    /last ran 5d3h ago, and between two runs lie 7 days/,
    "tax-report did nothing since Sunday, is its cron job dead?",
  ),
  {
    ...row("it comes each day, and the age of its Job tells that it is late", [described("30 5 * * *"), jobs("24d")]),
    code: "cron-job-in-its-time-zone",
    question: "tax-report is scheduled for 5:30, is it late? is something wrong?",
  },
  row("the month is over", [described("30 5 1 * *"), jobs("33d")]),
  row("it comes each day", [described("30 5 * * *"), jobs("24d")]),
  row("it is suspended", [described("30 5 1 * *", "True"), jobs("24d")]),
  row("its last run failed", [described("30 5 1 * *"), jobs("24d", "Failed     0/1 ")]),
  row("a week is over, by LAST SCHEDULE alone", [list("30 5 * * 0", "8d")]),
  row("an event tells of missed starts", [
    described(
      "30 5 1 * *",
      "False",
      `  Type     Reason            Age                 From                Message
  ----     ------            ----                ----                -------
  Warning  FailedNeedsStart  3m (x300 over 3d)   cronjob-controller  Cannot determine if job needs to be started: too many missed start times`,
    ),
    jobs("24d"),
  ]),
  row(
    "it is told to be later than the outputs show",
    [described("30 5 1 * *"), jobs("24d")],
    undefined,
    "cronjob tax-report has not run for 40 days, did it miss its schedule?",
  ),
  row(
    "it is wanted more often",
    [described("30 5 1 * *"), jobs("24d")],
    undefined,
    "tax-report should run every day and has not run since 24 days",
  ),
];
