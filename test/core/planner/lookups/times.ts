import type { Output } from "../situations.ts";
import { booksPods, booksRevisions, nodeEvents, pods, revisions, workloads } from "./ink.ts";
import type { Rows } from "./rows.ts";

/** Since when, and what ran, happened or ended within a time. */

export const runs: Output = [
  "kubectl get cronjobs,jobs -A",
  `NAMESPACE   NAME                          SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
books       cronjob.batch/ledger-backup   30 2 * * *    <none>     False     0        9h              80d
books       cronjob.batch/rate-import     0 * * * *     <none>     True      0        <none>          80d
books       cronjob.batch/tax-export      0 */4 * * *   <none>     False     0        70m             80d

NAMESPACE   NAME                               STATUS     COMPLETIONS   DURATION   AGE
books       job.batch/ledger-backup-29561100   Complete   1/1           4m2s       33h
books       job.batch/ledger-backup-29562540   Failed     0/1           9h         9h
books       job.batch/tax-export-29562480      Complete   1/1           31s        5h10m
books       job.batch/tax-export-29562720      Complete   1/1           29s        70m
books       job.batch/schema-migration         Complete   1/1           12s        2d4h
`,
];
export const failedRun: Output = [
  "kubectl get job ledger-backup-29562540 -n books -o yaml",
  `apiVersion: batch/v1
kind: Job
metadata:
  name: ledger-backup-29562540
  namespace: books
status:
  conditions:
  - message: Job was active longer than specified deadline
    reason: DeadlineExceeded
    status: "True"
    type: Failed
  startTime: "2026-05-02T02:30:00Z"
`,
];
const exported: Output = [
  "kubectl get job tax-export-29562720 -n books -o yaml",
  `apiVersion: batch/v1
kind: Job
metadata:
  name: tax-export-29562720
  namespace: books
status:
  completionTime: "2026-05-02T10:20:29Z"
  startTime: "2026-05-02T10:20:00Z"
  succeeded: 1
`,
];
const migrated: Output = [
  "kubectl get job schema-migration -n books -o yaml",
  "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: schema-migration\n  namespace: books\nstatus:\n  succeeded: 1\n",
];
const podTable = `NAMESPACE   NAME    READY   STATUS    RESTARTS      AGE
shop        web-1   1/1     Running   3 (12m ago)   2d
shop        web-2   1/1     Running   9 (40d ago)   90d
data        db-0    1/1     Running   0             30m
`;
const jobs = `NAMESPACE   NAME      STATUS     COMPLETIONS   DURATION   AGE
shop        load-1    Complete   1/1           30m        90m
shop        load-2    Failed     0/1           5h         5h
`;
const events = `NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT      MESSAGE
shop        41m         Warning   BackOff   pod/web-2   Back-off restarting failed container
shop        3m          Warning   Unhealthy pod/web-1   Readiness probe failed
`;
const ended = "shop\tweb-1\tapp= OOMKilled 4\nshop\tdb-0\tdb=  0\n";

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["which containers were OOMKilled in shop?", [[/jsonpath/, ended]], /^1 of 2 pods in shop has a container that ended OOMKilled last: shop\/web-1|^1 of 2/],
  ["which pods restarted in the last hour?", [[/-A/, podTable]], /^1 of 3 pods in all namespaces restarted in the last hour: shop\/web-1 \(12m ago\)/],
  ["which pods are younger than 2 hours?", [[/-A/, podTable]], /^1 of 3 pods .* data\/db-0 \(30m ago\)/],
  ["which jobs finished in the last 2 hours?", [[/-A/, jobs]], /^1 of 2 jobs .* shop\/load-1 \(60m ago\)/],
  ["show warnings of the last 10 minutes", [[/-A/, events]], /^1 warning was seen in the last 10 minutes[\s\S]*Unhealthy/],
];

export const timesRows: Rows = {
  told: [
    [
      "did the nightly backup run?",
      [runs, failedRun],
      /^It ran and failed: the last run of CronJob books\/ledger-backup .* started 9h ago .*DeadlineExceeded.* The last one that went well is ledger-backup-29561100, 33h ago/,
    ],
    [
      "when did the tax export last run?",
      [runs, exported],
      /^The last run of CronJob books\/tax-export \(Job tax-export-29562720\) started 70m ago .* completed after 29s, at 2026-05-02T10:20:29Z/,
    ],
    [
      "did the migration go through",
      [runs, migrated],
      /^Yes, it ran through: Job books\/schema-migration started 2d4h ago/,
    ],
    ["when does the rate import run next", [runs], /^CronJob books\/rate-import is suspended, so it does not run/],
    [
      "did the nightly restore run?",
      [runs],
      /^No CronJob or Job in any namespace has "restore" in its name.*books\/tax-export/,
    ],
    [
      "since when is ink failing?",
      [workloads, booksPods, booksRevisions],
      /^Deployment books\/ink has been failing for 40m: its pod ink-5b9f7c6d5c-7mwxt was made then and has restarted 9 times since, with a rollout \(image ink 4\.0 -> 4\.1\)/,
    ],
    [
      "when did ink last work?",
      [workloads, booksPods, booksRevisions],
      /^Deployment books\/ink has been failing for 40m: its pod ink-5b9f7c6d5c-7mwxt was made then and has restarted 9 times since, with a rollout \(image ink 4\.0 -> 4\.1\)/,
    ],
    [
      "how long has web been broken",
      [workloads, booksPods, booksRevisions],
      /^Deployment books\/web has been failing for 3h: .*has not become ready since, with a rollout \(image web 1\.9 -> 2\.0\)/,
    ],
    [
      "which one broke first?",
      [pods, revisions, nodeEvents],
      /^Deployment books\/web broke first, of the 3 that fail now, 3h ago: .*Then came n-2 \(90m ago\)\./,
    ],
    [
      "what broke first, ink or web?",
      [pods, revisions, nodeEvents],
      /^Deployment books\/web broke first, 3h ago: .*Then came books\/ink/,
    ],
    [
      "since when is store failing?",
      [
        workloads,
        [
          "kubectl get pods -n vault",
          "NAME      READY   STATUS    RESTARTS   AGE\nstore-0   1/1     Running   0          90d\n",
        ],
        ["kubectl get replicasets,controllerrevisions -n vault -o wide", "No resources found in vault namespace.\n"],
      ],
      /^What was read does not show since when: no pod of StatefulSet vault\/store fails/,
    ],
  ],
  reads: [
    ["did the nightly backup run?", [], ["kubectl get cronjobs,jobs -A"]],
    ["did the nightly backup run?", [runs], [failedRun[0]]],
  ],
  goesOnTo: [
    ["since when is web failing?", [workloads], "kubectl get pods -n books"],
    ["which one broke first?", [pods], "kubectl get replicasets,controllerrevisions -A -o wide"],
    ["what changed before ink broke?", [workloads], "kubectl rollout history deployment/ink -n books"],
  ],
  looked,
};
