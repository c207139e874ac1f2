import type { Row } from "./cases.ts";

const lab = (sleep: string, wake: string): Row["outputs"][number] => [
  "kubectl get deploy,cronjob -n lab",
  `NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/portal   0/0     0            0           150d

NAME                    SCHEDULE     TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
cronjob.batch/bedtime   0 19 * * 5   <none>     False     0        ${sleep.padEnd(15)} 150d
cronjob.batch/wake-up   30 6 * * 1   <none>     False     0        ${wake.padEnd(15)} 150d
`,
];
const slept: Row["outputs"][number] = [
  "kubectl logs -n lab -l job-name=bedtime-29133660",
  "weekend: good night\ndeployment.apps/portal scaled\ndone\n",
];
const restore = "there are no pods at all in lab, deploy portal shows 0/0, please restore!";
const scaling = (args: string): Row["outputs"][number] => [
  "kubectl get cronjob bedtime -n lab -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  name: bedtime
  namespace: lab
spec:
  schedule: 0 19 * * 5
  suspend: false
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - name: kubectl
            args:
            - ${args}
`,
];

export const zeroPlans: readonly Row[] = [
  {
    code: "scaled-to-zero-by-plan",
    name: "a run of a CronJob says that it scaled it",
    question: restore,
    outputs: [lab("15h", "5d3h"), slept],
    says: /CronJob bedtime \(schedule 0 19 \* \* 5\) scaled it down.*CronJob wake-up .*bring it back/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "the CronJob that wakes it ran since, and it is still down",
    question: restore,
    outputs: [lab("2d15h", "5h"), slept],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "the run scaled something else",
    question: restore,
    outputs: [lab("15h", "5d3h"), [slept[0], "weekend: good night\ndeployment.apps/desktop scaled\n"]],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "a CronJob scales all to zero by its arguments",
    question: "portal in lab is gone, 0/0! who deleted it?",
    outputs: [lab("15h", "5d3h"), scaling("kubectl scale deploy --all --replicas=0 -n lab")],
    says: /CronJob bedtime .*"scale deploy --all --replicas=0 -n lab"/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "a CronJob scales another one to zero",
    question: "portal in lab is gone, 0/0! who deleted it?",
    outputs: [lab("15h", "5d3h"), scaling("kubectl scale deploy portal-old --replicas=0 -n lab")],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "KEDA has nothing to do",
    question: "worker deployment thumbnailer has 0 pods! who scaled it down? images are waiting?",
    outputs: [
      [
        "kubectl get deploy thumbnailer -n media",
        `NAME          READY   UP-TO-DATE   AVAILABLE   AGE
thumbnailer   0/0     0            0           77d
`,
      ],
      [
        "kubectl get scaledobject -n media",
        `NAME          SCALETARGETKIND      SCALETARGETNAME   MIN   MAX   READY   ACTIVE   FALLBACK   PAUSED   TRIGGERS   AUTHENTICATIONS   AGE
thumbnailer   apps/v1.Deployment   thumbnailer       0     20    True    False    False      Unknown  rabbitmq   rmq-auth          77d
`,
      ],
    ],
    says: /KEDA ScaledObject thumbnailer/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "KEDA is not ready",
    question: "worker deployment thumbnailer has 0 pods! queue is growing",
    outputs: [
      [
        "kubectl get deploy thumbnailer -n media",
        `NAME          READY   UP-TO-DATE   AVAILABLE   AGE
thumbnailer   0/0     0            0           77d
`,
      ],
      [
        "kubectl get scaledobject -n media",
        `NAME          SCALETARGETKIND      SCALETARGETNAME   MIN   MAX   READY   ACTIVE   FALLBACK   PAUSED   TRIGGERS   AUTHENTICATIONS   AGE
thumbnailer   apps/v1.Deployment   thumbnailer       0     20    False   Unknown  False      Unknown  rabbitmq   rmq-auth          77d
`,
      ],
    ],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "kube-green sleeps",
    question: "staging of erp is dead, all deployments 0/0 since 19:00. outage?",
    outputs: [
      [
        "kubectl get sleepinfo -n erp-staging -o yaml",
        `apiVersion: v1
items:
- apiVersion: kube-green.com/v1alpha1
  kind: SleepInfo
  metadata:
    name: working-hours
    namespace: erp-staging
  spec:
    weekdays: "1-5"
    sleepAt: "19:00"
    wakeUpAt: "07:30"
    timeZone: Europe/Rome
  status:
    lastScheduleTime: "2026-01-05T18:00:00Z"
    operation: SLEEP
kind: List
`,
      ],
      [
        "kubectl get deploy -n erp-staging",
        `NAME       READY   UP-TO-DATE   AVAILABLE   AGE
erp-api    0/0     0            0           50d
erp-web    0/0     0            0           50d
`,
      ],
    ],
    says: /SleepInfo working-hours .*19:00 to 07:30/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "a downscaler at the weekend, in jsonpath",
    question: "dev env of tickets: deployment tickets-api 0/0, why no pods? it's sunday but still",
    outputs: [
      [
        "kubectl get deploy tickets-api -n tickets-dev -o jsonpath='{.metadata.annotations}'",
        `{"deployment.kubernetes.io/revision":"4","downscaler/original-replicas":"3","downscaler/uptime":"Mon-Fri 08:00-18:00 Europe/Zurich"}
`,
      ],
      [
        "kubectl get deploy -n tickets-dev",
        `NAME          READY   UP-TO-DATE   AVAILABLE   AGE
tickets-api   0/0     0            0           50d
`,
      ],
    ],
    says: /downscaler\/uptime: Mon-Fri/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "a whole namespace at the weekend, in describe",
    question: "Slack: 'all of billing-dev is offline, Saturday 14:05, did the cluster upgrade kill us?'",
    outputs: [
      [
        "kubectl get all -n billing-dev",
        `NAME                          READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/billing-api   0/0     0            0           88d
deployment.apps/billing-ui    0/0     0            0           88d
`,
      ],
      [
        "kubectl describe ns billing-dev",
        `Name:         billing-dev
Labels:       env=dev
              kubernetes.io/metadata.name=billing-dev
Annotations:  downscaler/downscale-period: Sat-Sun 00:00-24:00 UTC
              downscaler/uptime: Mon-Fri 06:00-20:00 UTC
Status:       Active

No resource quota.

No LimitRange resource.
`,
      ],
    ],
    says: /downscaler\/\w+/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "a note says that it is parked",
    question: "deployment ski-pass-api is 0/0, who stopped it?",
    outputs: [
      [
        "kubectl get deploy ski-pass-api -n alpine -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    alpine.ops/note: parked until season opens on 2026-11-20
  name: ski-pass-api
  namespace: alpine
spec:
  replicas: 0
status:
  observedGeneration: 4
`,
      ],
    ],
    says: /parked until season/,
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "down while its plan wants it up",
    question: "all pods of crm-qa are gone! Wednesday 10:30 and testers cannot work",
    outputs: [
      [
        "kubectl get ns crm-qa -o yaml",
        `apiVersion: v1
kind: Namespace
metadata:
  annotations:
    downscaler/uptime: Mon-Fri 07:00-19:00 Europe/Berlin
  name: crm-qa
status:
  phase: Active
`,
      ],
      [
        "kubectl get deploy -n crm-qa",
        `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
crm-api   0/0     0            0           50d
`,
      ],
    ],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "down while its plan wants it up, by the clock",
    question: "all pods of crm-qa are gone, where are they?",
    outputs: [
      [
        "kubectl get ns crm-qa -o yaml",
        `apiVersion: v1
kind: Namespace
metadata:
  annotations:
    downscaler/uptime: Mon-Fri 07:00-19:00 Europe/Berlin
  name: crm-qa
status:
  phase: Active
`,
      ],
      [
        "kubectl get deploy -n crm-qa",
        `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
crm-api   0/0     0            0           50d
`,
      ],
      [
        "kubectl get pods -n crm-qa; date",
        `Wed Jan  7 09:30:00 UTC 2026
`,
      ],
    ],
  },
  {
    code: "scaled-to-zero-by-plan",
    name: "somebody scaled it down by hand",
    question: "deployment tickets-api 0/0, why no pods?",
    outputs: [
      [
        "kubectl get deploy -n tickets-dev",
        `NAME          READY   UP-TO-DATE   AVAILABLE   AGE
tickets-api   0/0     0            0           50d
`,
      ],
      [
        "kubectl get events -n tickets-dev",
        `LAST SEEN   TYPE     REASON              OBJECT                   MESSAGE
12m         Normal   ScalingReplicaSet   deployment/tickets-api   Scaled down replica set tickets-api-5f6d7c8b9 to 0 from 3
`,
      ],
    ],
  },
];
