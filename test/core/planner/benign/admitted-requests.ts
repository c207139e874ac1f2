import type { Row } from "./cases.ts";

/** Sizes, amounts and requests that are not what somebody wrote. */
export const admittedRequests: readonly Row[] = [
  {
    code: "requests-set-at-admission",
    name: "an annotation of the VPA",
    question: "Deployment tile-server requests 250m in git but the running pod requests 1200m, who changed that?",
    outputs: [
      [
        "kubectl get deploy tile-server -n geo -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: tile-server
  namespace: geo
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: tiles
        resources:
          requests:
            cpu: 250m
            memory: 256Mi
status:
  replicas: 1
  readyReplicas: 1
  updatedReplicas: 1
  availableReplicas: 1
`,
      ],
      [
        "kubectl get pod tile-server-5d9c8b7f6-x2lkp -n geo -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: tile-server-5d9c8b7f6-x2lkp
  namespace: geo
  annotations:
    vpaObservedContainers: tiles
    vpaUpdates: 'Pod resources updated by tile-vpa: container 0: cpu request, memory request'
spec:
  containers:
  - name: tiles
    resources:
      requests:
        cpu: 1200m
        memory: 1Gi
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: tiles
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2025-06-18T08:30:07Z"
`,
      ],
    ],
    says: /annotation vpaUpdates/,
  },
  {
    code: "requests-set-at-admission",
    name: "GKE Autopilot",
    question: "our pod report-gen shows limits we never set (cpu 500m), who injects these?",
    outputs: [
      [
        "kubectl describe pod report-gen-7c6d5b4f8-qqqq1 -n bi",
        `Name:             report-gen-7c6d5b4f8-qqqq1
Namespace:        bi
Annotations:      autopilot.gke.io/resource-adjustment: {"input":{"containers":[{"name":"gen"}]},"output":{"containers":[{"limits":{"cpu":"500m"},"name":"gen"}]},"modified":true}
Status:           Running
Controlled By:    ReplicaSet/report-gen-7c6d5b4f8
Containers:
  gen:
    Image:      reg/gen:1
    State:          Running
      Started:      Wed, 18 Jun 2025 09:30:10 +0000
    Ready:          True
    Restart Count:  0
    Limits:
      cpu:        500m
Conditions:
  Type           Status
  Ready          True
Events:          <none>
`,
      ],
    ],
    says: /GKE Autopilot sets/,
  },
  {
    code: "requests-set-at-admission",
    name: "and no node has room for it",
    question: "deployment weather-grid says cpu request 100m, but its pods have 7 cpu. Is the API server buggy?",
    outputs: [
      [
        "kubectl get vpa -n meteo",
        `NAME           MODE   CPU   MEM          PROVIDED   AGE
weather-grid   Auto   7     1395864371   True       66d
`,
      ],
      [
        "kubectl get pods -n meteo",
        `NAME                            READY   STATUS    RESTARTS   AGE
weather-grid-7f8b4c5d9f-9kx2m   0/1     Pending   0          20m
`,
      ],
      [
        "kubectl describe pod weather-grid-7f8b4c5d9f-9kx2m -n meteo",
        `Name:             weather-grid-7f8b4c5d9f-9kx2m
Namespace:        meteo
Annotations:      vpaUpdates: Pod resources updated by weather-grid: container 0: cpu request, memory request
Status:           Pending
Controlled By:    ReplicaSet/weather-grid-7f8b4c5d9f
Containers:
  grid:
    Image:      reg/grid:1
    Requests:
      cpu:        7
Conditions:
  Type           Status
  PodScheduled   False
Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  20m   default-scheduler  0/3 nodes are available: 3 Insufficient cpu.
`,
      ],
    ],
  },
  {
    code: "mount-failed-and-went-on",
    name: "and somebody quotes it",
    question:
      'Warning "Multi-Attach error for volume" on prometheus-main-0 after we drained a node. must we do something?',
    outputs: [
      [
        "kubectl describe pod prometheus-main-0 -n mon",
        `Name:             prometheus-main-0
Namespace:        mon
Node:             w7/10.0.0.7
Status:           Running
Controlled By:    StatefulSet/prometheus-main
Containers:
  prometheus:
    State:          Running
      Started:      Tue, 10 Jun 2025 08:11:24 +0200
    Ready:          True
    Restart Count:  0
Conditions:
  Type              Status
  Initialized       True
  Ready             True
  ContainersReady   True
  PodScheduled      True
Events:
  Type     Reason                  Age   From                     Message
  ----     ------                  ----  ----                     -------
  Normal   Scheduled               21m   default-scheduler        Successfully assigned mon/prometheus-main-0 to w7
  Warning  FailedAttachVolume      21m   attachdetach-controller  Multi-Attach error for volume "pvc-11" Volume is already exclusively attached to one node and can't be attached to another
  Normal   SuccessfulAttachVolume  15m   attachdetach-controller  AttachVolume.Attach succeeded for volume "pvc-11"
  Normal   Started                 15m   kubelet                  Started container prometheus
`,
      ],
    ],
    says: /a later try succeeded/,
  },
  {
    code: "mount-failed-and-went-on",
    name: "and it goes on",
    question: 'Saw "Multi-Attach error for volume" for gitea in the events. Do I have to detach the disk by hand?',
    outputs: [
      [
        "kubectl get pods -n devtools -o wide",
        `NAME      READY   STATUS              RESTARTS   AGE   IP       NODE     NOMINATED NODE   READINESS GATES
gitea-0   0/1     ContainerCreating   0          13m   <none>   wrk-c2   <none>           <none>
`,
      ],
      [
        "kubectl events -n devtools --for pod/gitea-0",
        `LAST SEEN           TYPE      REASON               OBJECT        MESSAGE
13m                 Normal    Scheduled            Pod/gitea-0   Successfully assigned devtools/gitea-0 to wrk-c2
1m (x8 over 13m)    Warning   FailedAttachVolume   Pod/gitea-0   Multi-Attach error for volume "pvc-7e0c" Volume is already exclusively attached to one node and can't be attached to another
`,
      ],
    ],
  },
];
