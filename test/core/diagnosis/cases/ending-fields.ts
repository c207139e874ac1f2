import type { Case } from "../case.ts";
import { eventRows, podYaml, rows, serviceYaml, workloadYaml } from "../manifests.ts";

type Output = readonly [string, string];

const refused: Output = [
  "logs ingress-nginx-controller-6b6cf7d49-2k9dz -n ingress-nginx",
  rows(
    '2026/11/02 10:05:02 [error] 31#31: *881 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.4, server: app.example, request: "GET /cart HTTP/1.1", upstream: "http://10.244.1.4:8080/cart", host: "app.example"',
    '192.0.2.4 - - [02/Nov/2026:10:05:02 +0000] "GET /cart HTTP/1.1" 502 150',
  ),
];

const rolled: Output = [
  "get events -n shop",
  eventRows(
    ["Normal", "Killing", "pod/cart-5d8c7b9f4-zx2lp", "Stopping container cart"],
    ["Normal", "ScalingReplicaSet", "deployment/cart", "Scaled down replica set cart-5d8c7b9f4 from 3 to 2"],
  ),
];

const cart = (container: string, grace: number): Output => [
  "get deploy cart -n shop -o yaml",
  workloadYaml("cart", "shop", {
    container: `- image: registry.example.com/cart:2\n  name: cart\n  ports:\n  - containerPort: 8080\n${container}`,
    pod: `terminationGracePeriodSeconds: ${grace}`,
    spec: "replicas: 3",
    status: "availableReplicas: 3\nreadyReplicas: 3\nreplicas: 3\nupdatedReplicas: 3",
  }),
];

const preStop = '  lifecycle:\n    preStop:\n      exec:\n        command: ["sleep", "15"]';

const worker = (grace: number, ...lines: readonly string[]): readonly Output[] => [
  ["logs mill-5d8c7b9f4-zx2lp -n shop --previous", rows(...lines)],
  [
    "get pod mill-5d8c7b9f4-zx2lp -n shop -o yaml",
    podYaml("mill-5d8c7b9f4-zx2lp", "shop", {
      container: "- image: registry.example.com/mill:1\n  name: mill",
      pod: `terminationGracePeriodSeconds: ${grace}`,
      status: `phase: Running
containerStatuses:
- name: mill
  ready: true
  restartCount: 3
  state:
    running:
      startedAt: "2026-11-02T10:00:10Z"
  lastState:
    terminated:
      exitCode: 137
      reason: Error`,
    }),
  ],
];

const terminationCases: readonly Case[] = [
  {
    name: "pods that end at once while a proxy still sends them requests",
    outputs: [refused, rolled, cart("", 2)],
    roots: ["pods-end-before-traffic-stops"],
    symptoms: ["dependency-unreachable"],
    says: /^Deployment shop\/cart ends its pods within 2s \(terminationGracePeriodSeconds: 2\) and without a preStop hook/,
  },
  {
    name: "the same with the usual grace and no hook",
    outputs: [refused, rolled, cart("", 30)],
    roots: ["pods-end-before-traffic-stops"],
    says: /ends its pods without a preStop hook/,
  },
  {
    name: "near miss: pods whose preStop hook waits",
    outputs: [refused, rolled, cart(preStop, 30)],
    roots: ["dependency-unreachable"],
  },
  {
    name: "near miss: a Service that never reached these pods, and an old rollout",
    outputs: [
      [
        "logs gate-6b6cf7d49-2k9dz -n shop",
        rows(
          "2026-11-02T10:05:02Z ERROR GET http://cart:80/: dial tcp 10.96.2.2:80: connect: connection refused",
          "2026-11-02T10:06:02Z ERROR GET http://cart:80/: dial tcp 10.96.2.2:80: connect: connection refused",
        ),
      ],
      rolled,
      cart("", 30),
      [
        "get svc cart -n shop -o yaml",
        serviceYaml(
          "cart",
          "shop",
          "clusterIP: 10.96.2.2\nports:\n- port: 80\n  targetPort: 9090\nselector:\n  app: cart",
        ),
      ],
    ],
    roots: ["service-port-mismatch"],
    symptoms: ["dependency-unreachable"],
  },
  {
    name: "a program that is killed while it finishes its work",
    outputs: worker(
      5,
      "2026-11-02T10:00:00Z INFO SIGTERM received, draining 41 jobs in flight",
      "2026-11-02T10:00:04Z INFO 29 jobs left",
    ),
    roots: ["grace-period-too-short"],
    says: /terminationGracePeriodSeconds is 5, and the log ends while it is still shutting down/,
  },
  {
    name: "near miss: a program that had finished its work",
    outputs: worker(
      5,
      "2026-11-02T10:00:00Z INFO SIGTERM received, draining 2 jobs in flight",
      "2026-11-02T10:00:01Z INFO shutdown complete",
    ),
    roots: [],
  },
];

const cronJob = (spec: string, job = ""): Output => [
  "get cronjob export -n etl -o yaml",
  `apiVersion: batch/v1
kind: CronJob
metadata:
  name: export
  namespace: etl
spec:
${spec.replaceAll(/^/gm, "  ")}
  jobTemplate:
    spec:
${job}      template:
        spec:
          containers:
          - image: registry.example.com/export:1
            name: export
status:
  lastScheduleTime: "2026-11-02T06:00:00Z"
  lastSuccessfulTime: "2026-11-02T06:02:00Z"
`,
];

const late: Output = [
  "logs report-0 -n etl",
  rows(
    "2026-11-02T06:30:00+02:00 ERROR no export for 2026-11-02 yet: expected /exports/2026-11-02.csv at 06:00 Europe/Berlin",
  ),
];

const gone = (name: string): Output => [
  `logs job/${name} -n etl`,
  rows(`Error from server (NotFound): jobs.batch "${name}" not found`),
];

const jobCases: readonly Case[] = [
  {
    name: "a run of a CronJob that was removed with its log",
    outputs: [gone("export-29370120"), cronJob("schedule: 0 6 * * *", "      ttlSecondsAfterFinished: 60\n")],
    roots: ["job-removed-by-ttl"],
    symptoms: ["not-found"],
    says: /^Jobs of CronJob etl\/export are removed 60s after they end/,
  },
  {
    name: "near miss: a Job that nobody ever made",
    outputs: [gone("exporter"), cronJob("schedule: 0 6 * * *", "      ttlSecondsAfterFinished: 60\n")],
    roots: ["not-found"],
  },
  {
    name: "a schedule in UTC, and somebody who expects its result by another zone",
    outputs: [late, cronJob("schedule: 0 6 * * *")],
    roots: ["cron-job-in-other-time-zone"],
    symptoms: ["application-error"],
    says: /has no timeZone, so that its schedule "0 6 \* \* \*" is in UTC.*Europe\/Berlin/,
  },
  {
    name: "near miss: a schedule in the zone that is meant",
    outputs: [late, cronJob("schedule: 0 6 * * *\ntimeZone: Europe/Berlin")],
    roots: ["application-error"],
  },
  {
    name: "a deadline for starts that is shorter than the controller's round",
    outputs: [
      [
        "get events -n etl",
        eventRows([
          "Warning",
          "MissSchedule",
          "cronjob/export",
          "Missed scheduled time to start a job: Mon, 02 Nov 2026 09:45:00 +0000",
        ]),
      ],
      cronJob("schedule: '*/15 * * * *'\nstartingDeadlineSeconds: 5"),
    ],
    roots: ["cronjob-not-starting"],
    says: /as its startingDeadlineSeconds is 5 and the controller looks only every 10 seconds/,
  },
];

/** Pods and Jobs that end, or start, at another time than is good. */
export const endingFieldCases: readonly Case[] = [...terminationCases, ...jobCases];
