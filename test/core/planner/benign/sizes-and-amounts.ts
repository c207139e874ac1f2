import type { Row } from "./cases.ts";

/** Sizes and amounts that are not what somebody wrote. */
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
];
