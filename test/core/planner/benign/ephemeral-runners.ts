import type { Row } from "./cases.ts";

const code = "runner-pod-removed-after-its-job";
const pods = (
  status: string,
) => `NAME                                               READY   STATUS        RESTARTS   AGE
build-runner-7f6c8d9b57-pfg9w                      1/1     Running       0          16d
runner-x4tz9bkq-project-12-concurrent-0-7wq2m9zk   2/2     Running       0          3m12s
runner-x4tz9bkq-project-7-concurrent-0-zc9m5fwk    ${status}   0          6m40s
`;
const log = (end: string) => `Checking for jobs... received                       job=88200 runner=x4tz9bkq
Job succeeded                                       duration_s=101.930 job=88200 project=7 runner=x4tz9bkq
Checking for jobs... received                       job=88201 runner=x4tz9bkq
${end}                                       duration_s=138.480 job=88201 project=12 runner=x4tz9bkq
`;
const row = (name: string, status: string, end: string, says?: RegExp): Row => ({
  code,
  name,
  question: "The job pods in namespace build keep dying, why does the runner kill them?",
  outputs: [
    ["kubectl get pods -n build", pods(status)],
    ["kubectl logs build-runner-7f6c8d9b57-pfg9w -n build --tail=30", log(end)],
  ],
  ...(says === undefined ? {} : { says }),
});

export const ephemeralRunners: readonly Row[] = [
  row("its jobs succeeded", "2/2     Terminating", "Job succeeded", /removed as intended/),
  row("one of its jobs failed", "2/2     Terminating", "Job failed   "),
  row("a pod of a job crashes", "0/2     Error      ", "Job succeeded"),
];
