import type { Row } from "./cases.ts";

/** Events and other signs that are read for more than they say. */
export const misreadStarts: readonly Row[] = [
  {
    code: "still-starting-within-its-time",
    name: "a log that is replayed",
    question: 'prometheus-0 is 1/2 since 4 minutes after restart, "Replaying WAL". crashed?',
    outputs: [
      [
        "kubectl get pods -n mon",
        `NAME           READY   STATUS    RESTARTS   AGE
prometheus-0   1/2     Running   0          4m
`,
      ],
      [
        "kubectl logs prometheus-0 -n mon -c prometheus --tail=4",
        `ts=2025-06-18T08:00:02.111Z caller=head.go:690 level=info component=tsdb msg="Replaying WAL, this may take a while"
ts=2025-06-18T08:02:02.111Z caller=head.go:761 level=info component=tsdb msg="WAL segment loaded" segment=120 maxSegment=300
ts=2025-06-18T08:02:42.111Z caller=head.go:761 level=info component=tsdb msg="WAL segment loaded" segment=160 maxSegment=300
ts=2025-06-18T08:03:22.111Z caller=head.go:761 level=info component=tsdb msg="WAL segment loaded" segment=205 maxSegment=300
`,
      ],
      [
        "kubectl describe pod prometheus-0 -n mon",
        `Name:             prometheus-0
Namespace:        mon
Status:           Running
Containers:
  prometheus:
    State:          Running
      Started:      Wed, 18 Jun 2025 08:00:00 +0000
    Ready:          False
    Restart Count:  0
    Startup:        http-get http://:9090/-/ready delay=0s timeout=3s period=15s #success=1 #failure=60
  config-reloader:
    State:          Running
      Started:      Wed, 18 Jun 2025 08:00:00 +0000
    Ready:          True
    Restart Count:  0
Conditions:
  Type              Status
  Ready             False
  ContainersReady   False
Events:
  Type     Reason     Age                From     Message
  ----     ------     ----               ----     -------
  Warning  Unhealthy  12s (x15 over 4m)  kubelet  Startup probe failed: HTTP probe failed with statuscode: 503
`,
      ],
    ],
    says: /startup probe allows 900 seconds/,
  },
  {
    code: "still-starting-within-its-time",
    name: "a probe that kills it",
    question: 'prometheus-0 is 1/2 since 4 minutes after restart, "Replaying WAL". crashed?',
    outputs: [
      [
        "kubectl get pods -n mon",
        `NAME           READY   STATUS    RESTARTS   AGE
prometheus-0   1/2     Running   0          24m
`,
      ],
      [
        "kubectl logs prometheus-0 -n mon -c prometheus --tail=4",
        `ts=2025-06-18T08:00:02.111Z caller=head.go:690 level=info component=tsdb msg="Replaying WAL, this may take a while"
ts=2025-06-18T08:02:02.111Z caller=head.go:761 level=info component=tsdb msg="WAL segment loaded" segment=120 maxSegment=300
ts=2025-06-18T08:02:42.111Z caller=head.go:761 level=info component=tsdb msg="WAL segment loaded" segment=160 maxSegment=300
ts=2025-06-18T08:03:22.111Z caller=head.go:761 level=info component=tsdb msg="WAL segment loaded" segment=205 maxSegment=300
`,
      ],
      [
        "kubectl describe pod prometheus-0 -n mon",
        `Name:             prometheus-0
Namespace:        mon
Status:           Running
Containers:
  prometheus:
    State:          Running
      Started:      Wed, 18 Jun 2025 08:00:00 +0000
    Ready:          False
    Restart Count:  3
    Startup:        http-get http://:9090/-/ready delay=0s timeout=3s period=15s #success=1 #failure=20
  config-reloader:
    State:          Running
      Started:      Wed, 18 Jun 2025 08:00:00 +0000
    Ready:          True
    Restart Count:  0
Conditions:
  Type              Status
  Ready             False
Events:
  Type     Reason     Age                From     Message
  ----     ------     ----               ----     -------
  Warning  Unhealthy  12s (x15 over 4m)  kubelet  Startup probe failed: HTTP probe failed with statuscode: 503
  Normal   Killing    5m                 kubelet  Container prometheus failed startup probe, will be restarted
`,
      ],
    ],
  },
  {
    code: "restarted-with-the-node",
    name: "only the times were printed",
    question: "ALL pods on gw-1 restarted last Sunday at the same second. attack?",
    outputs: [
      [
        "kubectl get pods -A --field-selector spec.nodeName=gw-1 -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,RESTARTS:.status.containerStatuses[0].restartCount,LAST:.status.containerStatuses[0].lastState.terminated.finishedAt,REASON:.status.containerStatuses[0].lastState.terminated.reason,READY:.status.containerStatuses[0].ready",
        `NS            NAME                     RESTARTS   LAST                   REASON    READY
kube-system   cilium-x2c4v             1          2025-06-15T02:10:11Z   Unknown   true
kube-system   kube-proxy-4kk2z         1          2025-06-15T02:10:11Z   Unknown   true
edge          gateway-6d5f4c7b8d-2kkzt 1          2025-06-15T02:10:11Z   Unknown   true
`,
      ],
      [
        "kubectl get node gw-1 -o yaml | grep -i maint",
        '    ops.example.com/maintenance: "2025-06-15 02:00 UTC firmware update with reboot"\n',
      ],
    ],
    says: /restarted together at 2025-06-15 02:10 UTC/,
  },
  {
    code: "restarted-with-the-node",
    name: "and the node lacks memory",
    question: "all pods on gw-1 restarted last Sunday at once. bug?",
    outputs: [
      [
        "kubectl get pods -A -o wide",
        `NAMESPACE     NAME                       READY   STATUS             RESTARTS      AGE   IP          NODE
kube-system   cilium-x2c4v               1/1     Running            1 (4d ago)    90d   10.0.0.1    gw-1
kube-system   kube-proxy-4kk2z           1/1     Running            1 (4d ago)    90d   10.0.0.1    gw-1
edge          gateway-6d5f4c7b8d-2kkzt   1/1     Running            1 (4d ago)    90d   10.0.1.1    gw-1
`,
      ],
      [
        "kubectl describe node gw-1",
        `Name:               gw-1
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  MemoryPressure   True    Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletHasInsufficientMemory kubelet has insufficient memory available
  Ready            True    Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletReady                 kubelet is posting ready status
Events:
  Type     Reason     Age   From     Message
  ----     ------     ----  ----     -------
  Warning  SystemOOM  4d    kubelet  System OOM encountered, victim process: java, pid: 4411
`,
      ],
    ],
  },
  {
    code: "made-by-the-cluster-itself",
    name: "the Service of the API server",
    question: "Service kubernetes in default has no selector. Why? Is it a leftover, can it be deleted?",
    outputs: [
      [
        "kubectl get svc -n default",
        `NAME         TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP   300d
`,
      ],
      [
        "kubectl get endpoints kubernetes -n default",
        `NAME         ENDPOINTS         AGE
kubernetes   10.0.0.2:6443     300d
`,
      ],
    ],
    says: /Service of the API server/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "the history of a DaemonSet",
    question: "we have 10 controllerrevisions for daemonset node-agent. Garbage? something wrong with cleanup?",
    outputs: [
      [
        "kubectl get controllerrevisions -n kube-system",
        `NAME                    CONTROLLER                  REVISION   AGE
node-agent-5b6c7d8f9c   daemonset.apps/node-agent   1          300d
node-agent-66d4c8b9f4   daemonset.apps/node-agent   2          200d
node-agent-79d5c9b8d6   daemonset.apps/node-agent   3          100d
`,
      ],
      [
        "kubectl get ds node-agent -n kube-system",
        `NAME         DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
node-agent   4         4         4       4            4           <none>          300d
`,
      ],
    ],
    says: /the history of node-agent/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "an operation is in progress",
    question:
      'Secrets sh.helm.release.v1.web.v7 exist; helm upgrade says "another operation (install/upgrade/rollback) is in progress". normal?',
    outputs: [
      [
        "kubectl get secrets -n web",
        `NAME                        TYPE                 DATA   AGE
sh.helm.release.v1.web.v6   helm.sh/release.v1   1      9d
sh.helm.release.v1.web.v7   helm.sh/release.v1   1      2h
`,
      ],
    ],
  },
  {
    code: "completed-job-removed-by-its-ttl",
    name: "nothing says that it completed",
    question: "Job report-export vanished with its pods; did it finish? TTL?",
    outputs: [
      ["kubectl get job report-export -n bi", 'Error from server (NotFound): jobs.batch "report-export" not found\n'],
      [
        "kubectl get events -n bi",
        `LAST SEEN   TYPE      REASON             OBJECT                      MESSAGE
31m         Normal    SuccessfulCreate   job/report-export           Created pod: report-export-9s8d7
28m         Normal    Killing            pod/report-export-9s8d7     Stopping container export
`,
      ],
      [
        "kubectl get cm report-export-tpl -n bi -o yaml",
        `apiVersion: v1
kind: ConfigMap
metadata:
  name: report-export-tpl
  namespace: bi
data:
  job.yaml: |
    kind: Job
    metadata:
      name: report-export
    spec:
      ttlSecondsAfterFinished: 600
`,
      ],
    ],
  },
  {
    code: "node-cordoned-on-purpose",
    name: "annotations as one line of JSON",
    question: "node w7 SchedulingDisabled, nobody of us cordoned it. Broken hardware?",
    outputs: [
      [
        "kubectl get nodes",
        `NAME   STATUS                     ROLES    AGE    VERSION
w6     Ready                      <none>   120d   v1.31.2
w7     Ready,SchedulingDisabled   <none>   120d   v1.31.2
w8     Ready                      <none>   120d   v1.31.2
`,
      ],
      [
        "kubectl get node w7 -o jsonpath='{.metadata.annotations}'",
        '{"weave.works/kured-most-recent-reboot-needed":"2025-06-18T10:00:00Z","weave.works/kured-reboot-in-progress":"2025-06-18T10:02:00Z"}\n',
      ],
      [
        "kubectl logs -n kube-system kured-x2c4v --tail=3",
        `time="2025-06-18T10:02:01Z" level=info msg="Reboot required"
time="2025-06-18T10:02:02Z" level=info msg="Acquired reboot lock"
time="2025-06-18T10:02:03Z" level=info msg="Draining node w7"
`,
      ],
    ],
    says: /on purpose for planned maintenance/,
  },
];
