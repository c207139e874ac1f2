import type { Case } from "../case.ts";
import { listedWarning, printedEvents } from "../printed.ts";

/** Jobs that fail or do not begin, and the CronJobs that make them. */
export const jobCases: readonly Case[] = [
  {
    name: "a Job that gave up",
    outputs: [
      [
        "get jobs -n shop",
        "NAME     STATUS   COMPLETIONS   DURATION   AGE\nexport   Failed   0/1           9m         9m\n",
      ],
      listedWarning("job", "export", "BackoffLimitExceeded", "Job has reached the specified backoff limit"),
    ],
    roots: ["job-failed"],
    says: /BackoffLimitExceeded/,
  },
  {
    name: "a Job that still tries",
    outputs: [
      [
        "describe job export -n shop",
        `Name:             export\nNamespace:        shop\nSelector:         batch.kubernetes.io/controller-uid=1\nLabels:           app=export\nAnnotations:      <none>\nParallelism:      1\nCompletions:      1\nCompletion Mode:  NonIndexed\nSuspend:          false\nBackoff Limit:    6\nStart Time:       Tue, 17 Mar 2026 14:00:00 +0000\nPods Statuses:    1 Active (0 Ready) / 0 Succeeded / 2 Failed\n${printedEvents([])}`,
      ],
    ],
    roots: ["job-retrying"],
    says: /2 pods of Job shop\/export failed \(backoff limit 6\)/,
  },
  {
    name: "a Job that completed in the end",
    outputs: [
      [
        "get jobs -n shop",
        "NAME     STATUS     COMPLETIONS   DURATION   AGE\nexport   Complete   1/1           9m         9m\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a suspended CronJob is worth a note",
    outputs: [
      [
        "get cronjobs -n shop",
        "NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nexport   0 2 * * *     <none>     True      0        9d              90d\n",
      ],
    ],
    roots: [],
    notes: ["job-suspended"],
    suggests: `kubectl patch cronjob export -n shop --patch='{"spec":{"suspend":false}}'`,
  },
  {
    name: "a CronJob that misses its time",
    outputs: [
      listedWarning(
        "cronjob",
        "export",
        "MissSchedule",
        "Missed scheduled time to start a job: Tue, 17 Mar 2026 02:00:00 UTC",
      ),
    ],
    roots: ["cronjob-not-starting"],
  },
];
