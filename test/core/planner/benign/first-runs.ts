import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "first-run-not-yet-due";

const table = (schedule: string, last: string, age: string): Output => [
  "kubectl get cronjobs -n tolls",
  `NAME           SCHEDULE       TIMEZONE      SUSPEND   ACTIVE   LAST SCHEDULE   AGE
plate-purge    ${schedule.padEnd(14)} Europe/Oslo   False     0        ${last.padEnd(15)} ${age}
`,
];
const yaml = (schedule: string, created: string, more = "  suspend: false"): Output => [
  "kubectl get cronjob plate-purge -n tolls -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  creationTimestamp: "${created}"
  name: plate-purge
  namespace: tolls
spec:
  schedule: "${schedule}"
  timeZone: Europe/Oslo
${more}
status: {}
`,
];
const described = (schedule: string): Output => [
  "kubectl describe cronjob plate-purge -n tolls",
  `Name:                          plate-purge
Namespace:                     tolls
Labels:                        <none>
Annotations:                   <none>
Schedule:                      ${schedule}
Time Zone:                     Europe/Oslo
Concurrency Policy:            Forbid
Suspend:                       False
Last Schedule Time:  <unset>
Active Jobs:         <none>
Events:              <none>
`,
];
const never = "plate-purge in tolls never ran, LAST SCHEDULE says <none>. What is broken?";

export const firstRuns: readonly Row[] = [
  {
    code,
    name: "a day of the week that has not come, by age and creation",
    question: never,
    outputs: [table("30 2 * * sun", "<none>", "2d4h"), yaml("30 2 * * sun", "2026-03-10T09:00:00Z")],
    says: /plate-purge has not missed a run: it was created on 2026-03-10 09:00 UTC.* due on 2026-03-15 01:30 UTC/,
  },
  {
    code,
    name: "yaml and what date prints, half a year",
    question: "why has cronjob plate-purge in tolls not created a single job so far?",
    outputs: [yaml("0 4 1 1,7 *", "2026-03-10T09:00:00Z"), ["date -u", "Thu Mar 12 10:11:12 UTC 2026\n"]],
    says: /due on 2026-07-01 02:00 UTC/,
  },
  {
    code,
    name: "describe, an age, and a clock",
    question: "cronjob plate-purge in tolls does not run, no jobs, no pods. is the controller dead?",
    outputs: [described("@monthly"), table("@monthly", "<none>", "40h"), ["date -u", "Thu Mar 12 10:11:12 UTC 2026\n"]],
    says: /due on 2026-03-31 22:00 UTC/,
  },
  {
    code,
    name: "either a date or a day of the week, whichever comes first",
    question: never,
    outputs: [table("0 6 28 * 5", "<none>", "20h"), yaml("0 6 28 * 5", "2026-03-10T09:00:00Z")],
    says: /due on 2026-03-13 05:00 UTC/,
  },
  {
    code,
    name: "its time has passed",
    question: never,
    outputs: [table("30 2 * * sun", "<none>", "5d4h"), yaml("30 2 * * sun", "2026-03-10T09:00:00Z")],
  },
  {
    code,
    name: "its time may have passed, by an age in days",
    question: never,
    outputs: [table("30 8 13 * *", "<none>", "2d"), yaml("30 8 13 * *", "2026-03-10T09:00:00Z")],
  },
  {
    code,
    name: "an event tells that it was missed",
    question: never,
    outputs: [
      table("30 2 * * sun", "<none>", "2d4h"),
      yaml("30 2 * * sun", "2026-03-10T09:00:00Z"),
      [
        "kubectl get events -n tolls",
        `LAST SEEN   TYPE      REASON             OBJECT                MESSAGE
3m          Warning   FailedNeedsStart   cronjob/plate-purge   Cannot determine if job needs to be started: too many missed start times
`,
      ],
    ],
  },
  {
    code,
    name: "it is suspended and nobody says why",
    question: never,
    outputs: [
      table("30 2 * * sun", "<none>", "2d4h").map((text) => text!.replace("False", "True ")) as unknown as Output,
      yaml("30 2 * * sun", "2026-03-10T09:00:00Z", "  suspend: true"),
    ],
  },
  {
    code,
    name: "it should come each day, and its schedule does not say so",
    question: "plate-purge in tolls should run every night and never did. why?",
    outputs: [table("30 2 * * sun", "<none>", "2d4h"), yaml("30 2 * * sun", "2026-03-10T09:00:00Z")],
  },
];
