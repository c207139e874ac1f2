import type { Row } from "./cases.ts";

export const terminating: readonly Row[] = [
  {
    code: "pod-terminates-in-grace",
    name: "its end is ahead, in describe",
    question: "pod worker-6d7f8c9b5-zzq2x hangs in Terminating for 2 minutes now, delete with --force?",
    outputs: [
      [
        "kubectl describe pod worker-6d7f8c9b5-zzq2x -n jobs",
        `Name:                      worker-6d7f8c9b5-zzq2x
Namespace:                 jobs
Node:                      n3/10.0.0.3
Start Time:                Mon, 05 Jan 2026 08:00:00 +0000
Status:                    Terminating (lasts <invalid>)
Termination Grace Period:  600s
IP:                        10.244.1.4
Controlled By:             ReplicaSet/worker-6d7f8c9b5
Containers:
  worker:
    Image:          reg/worker:2
    State:          Running
      Started:      Mon, 05 Jan 2026 08:00:04 +0000
    Ready:          True
    Restart Count:  0
Events:
  Type    Reason   Age   From     Message
  ----    ------   ----  ----     -------
  Normal  Killing  2m5s  kubelet  Stopping container worker
`,
      ],
      [
        "kubectl get deploy worker -n jobs",
        `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
worker   3/3     3            3           20d
`,
      ],
    ],
    says: /within its grace period.* 600/,
  },
  {
    code: "pod-terminates-in-grace",
    name: "as long as the question says",
    question: "after the deploy old pod api-5f6b7c8d9-aa1bb is Terminating since 15 seconds. stuck?",
    outputs: [
      [
        "kubectl get pod api-5f6b7c8d9-aa1bb -n web -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  deletionGracePeriodSeconds: 60
  deletionTimestamp: "2026-01-05T10:01:00Z"
  name: api-5f6b7c8d9-aa1bb
  namespace: web
spec:
  nodeName: n1
  terminationGracePeriodSeconds: 60
status:
  phase: Running
`,
      ],
      [
        "kubectl get pods -n web",
        `NAME                   READY   STATUS        RESTARTS   AGE
api-5f6b7c8d9-aa1bb    1/1     Terminating   0          9d
api-7c8d9f5b6-cc2dd    1/1     Running       0          40s
`,
      ],
    ],
    says: /is 60, of which 15 have passed/,
  },
  {
    code: "pod-terminates-in-grace",
    name: "its grace is over",
    question: "pod worker-6d7f8c9b5-zzq2x hangs in Terminating for 40 minutes now, delete with --force?",
    outputs: [
      [
        "kubectl describe pod worker-6d7f8c9b5-zzq2x -n jobs",
        `Name:                      worker-6d7f8c9b5-zzq2x
Namespace:                 jobs
Node:                      n3/10.0.0.3
Status:                    Terminating (lasts 30m)
Termination Grace Period:  600s
Controlled By:             ReplicaSet/worker-6d7f8c9b5
Containers:
  worker:
    Image:          reg/worker:2
    State:          Running
      Started:      Mon, 05 Jan 2026 08:00:04 +0000
    Ready:          True
    Restart Count:  0
Events:
  Type     Reason         Age   From     Message
  ----     ------         ----  ----     -------
  Normal   Killing        40m   kubelet  Stopping container worker
  Warning  FailedKillPod  9m    kubelet  error killing pod: failed to "KillContainer" for "worker" with KillContainerError: "rpc error: code = DeadlineExceeded desc = context deadline exceeded"
`,
      ],
    ],
  },
];
