import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const cron = (annotation: string): Output => [
  "kubectl get cronjob rates -n fx -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  name: rates
  namespace: fx
  annotations:
    ${annotation}
spec:
  schedule: 0 * * * *
  suspend: true
status:
  lastScheduleTime: "2026-03-01T04:00:00Z"
`,
];
const code = "cron-job-suspended-on-purpose";
const question = "Alert: CronJob rates in fx has not been scheduled for two days. Is the controller dead?";

export const suspended: readonly Row[] = [
  {
    code,
    name: "an annotation says why",
    question,
    outputs: [cron("ops.bank.lan/suspended-reason: ledger migration until 2026-03-04")],
    says: /suspended on purpose.*ledger migration until/,
  },
  {
    code,
    name: "the date that it names is over",
    question,
    outputs: [
      cron("ops.bank.lan/suspended-reason: ledger migration until 2026-03-04"),
      ["kubectl get pods -n fx; date", "Mon Mar  9 10:00:00 UTC 2026"],
    ],
  },
  {
    code,
    name: "another note says that it should run again by now",
    question,
    outputs: [
      cron("ops.bank.lan/reason: ledger migration\n    ops.bank.lan/resume-on: 2026-03-04"),
      ["kubectl get pods -n fx; date", "Mon Mar  9 10:00:00 UTC 2026"],
    ],
  },
  { code, name: "nobody says why", question, outputs: [cron("app.kubernetes.io/managed-by: Helm")] },
];
