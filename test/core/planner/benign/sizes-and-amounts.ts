import type { Row } from "./cases.ts";

/** Sizes, amounts and requests that are not what somebody wrote. */
export const sizesAndAmounts: readonly Row[] = [
  {
    code: "volume-larger-than-request",
    name: "a static volume that is reserved for the claim",
    question: "PVC media-store requested 20Gi but CAPACITY says 1Ti, did we get the wrong disk?",
    outputs: [
      [
        "kubectl get pvc -n wiki",
        `NAME          STATUS   VOLUME        CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
media-store   Bound    pv-nas-wiki   1Ti        RWX            nas-static     <unset>                 44d
`,
      ],
      [
        "kubectl get pv pv-nas-wiki -o yaml",
        `apiVersion: v1
kind: PersistentVolume
metadata:
  name: pv-nas-wiki
spec:
  accessModes:
  - ReadWriteMany
  capacity:
    storage: 1Ti
  claimRef:
    kind: PersistentVolumeClaim
    name: media-store
    namespace: wiki
  nfs:
    path: /vol/wiki
    server: 10.2.0.9
  persistentVolumeReclaimPolicy: Retain
  storageClassName: nas-static
status:
  phase: Bound
`,
      ],
      ["kubectl get pvc media-store -n wiki -o jsonpath='{.spec.resources.requests.storage}'", "20Gi\n"],
    ],
    says: /requests 20Gi and its volume has 1Ti/,
  },
  {
    code: "volume-larger-than-request",
    name: "a provisioner that rounds up",
    question: "why does claim reports-cache have 100Gi when we only requested 5Gi?? is something misconfigured",
    outputs: [
      [
        "kubectl describe pvc reports-cache -n fin",
        `Name:          reports-cache
Namespace:     fin
StorageClass:  azurefile-premium
Status:        Bound
Volume:        pvc-0a1b2c3d-1111-2222-3333-444455556666
Labels:        <none>
Annotations:   pv.kubernetes.io/bind-completed: yes
               volume.kubernetes.io/storage-provisioner: file.csi.azure.com
Finalizers:    [kubernetes.io/pvc-protection]
Capacity:      100Gi
Access Modes:  RWX
VolumeMode:    Filesystem
Used By:       reports-6f9d5c7b8-x2x9k
Events:        <none>
`,
      ],
      [
        "kubectl get pvc reports-cache -n fin -o custom-columns=NAME:.metadata.name,REQ:.spec.resources.requests.storage,CAP:.status.capacity.storage",
        `NAME            REQ   CAP
reports-cache   5Gi   100Gi
`,
      ],
      [
        "kubectl get pods -n fin",
        `NAME                      READY   STATUS    RESTARTS   AGE
reports-6f9d5c7b8-x2x9k   1/1     Running   0          2d
`,
      ],
    ],
    says: /requests 5Gi and its volume has 100Gi/,
  },
  {
    code: "volume-larger-than-request",
    name: "the volume belongs to another claim",
    question:
      "claim invoices asked for 50Gi, the volume pv-old has 500Gi. Is the claim bound to somebody else's volume by mistake?",
    outputs: [
      [
        "kubectl get pvc -n bill",
        `NAME       STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
invoices   Pending   pv-old   0                         manual         12m
`,
      ],
      [
        "kubectl describe pv pv-old",
        `Name:            pv-old
StorageClass:    manual
Status:          Bound
Claim:           legacy/archive
Reclaim Policy:  Retain
Access Modes:    RWO
Capacity:        500Gi
`,
      ],
      [
        "kubectl describe pvc invoices -n bill",
        `Name:          invoices
Namespace:     bill
StorageClass:  manual
Status:        Pending
Volume:        pv-old
Capacity:      0
Events:
  Type     Reason         Age                From                         Message
  ----     ------         ----               ----                         -------
  Warning  FailedBinding  2m (x12 over 12m)  persistentvolume-controller  volume "pv-old" already bound to a different claim.
`,
      ],
    ],
  },
  {
    code: "volume-larger-than-request",
    name: "it is smaller, and a resize is open",
    question: "claim photos wanted 200Gi and CAPACITY shows 100Gi. Is that ok?",
    outputs: [
      [
        "kubectl get pvc photos -n pix -o yaml",
        `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: photos
  namespace: pix
spec:
  resources:
    requests:
      storage: 200Gi
  volumeName: pv-1
status:
  capacity:
    storage: 100Gi
  conditions:
  - type: FileSystemResizePending
    status: "True"
    message: Waiting for user to (re-)start a pod to finish file system resize of volume on node.
  phase: Bound
`,
      ],
    ],
  },
  {
    code: "millicores-are-no-percent",
    name: "of a pod",
    question: "kubectl top shows 250m for pod router-0. 250 % CPU?? is it overloaded?",
    outputs: [
      [
        "kubectl top pod -n edge",
        `NAME       CPU(cores)   MEMORY(bytes)
router-0   250m         120Mi
`,
      ],
      [
        "kubectl get pods -n edge",
        `NAME       READY   STATUS    RESTARTS   AGE
router-0   1/1     Running   0          9d
`,
      ],
    ],
    says: /250m is 0\.25 of a core/,
  },
  {
    code: "millicores-are-no-percent",
    name: "of a node",
    question: "node w3 uses 480m cpu, that means 480% right? we must scale up",
    outputs: [
      [
        "kubectl top nodes",
        `NAME   CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)
w3     480m         12%      9021Mi          58%
`,
      ],
      [
        "kubectl get nodes",
        `NAME   STATUS   ROLES    AGE   VERSION
w3     Ready    <none>   90d   v1.31.2
`,
      ],
    ],
    says: /480m is 0\.48 of a core, 12% of what it can give/,
  },
  {
    code: "millicores-are-no-percent",
    name: "the pod is at its limit",
    question: "kubectl top shows 500m for pod router-0. 500 % CPU? Is it overloaded, it answers slowly",
    outputs: [
      [
        "kubectl top pod -n edge",
        `NAME       CPU(cores)   MEMORY(bytes)
router-0   500m         120Mi
`,
      ],
      [
        "kubectl get pod router-0 -n edge -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: router-0
  namespace: edge
spec:
  containers:
  - name: r
    resources:
      limits:
        cpu: 500m
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: r
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2025-06-18T08:30:07Z"
`,
      ],
    ],
  },
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
