import type { Row } from "./cases.ts";

/** Events that tell of a fault, and reserved nodes. */
export const misreadSigns: readonly Row[] = [
  {
    code: "event-harmless-or-over",
    name: "names are not resolved",
    question: 'Warning DNSConfigForming "Nameserver limits were exceeded" on pods of ns shop. DNS broken?',
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON             OBJECT                        MESSAGE
2m          Warning   DNSConfigForming   pod/api-6d5f4c7b8d-2kkzt      Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.0.0.2 10.0.0.3 10.0.0.4
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                   READY   STATUS    RESTARTS   AGE
api-6d5f4c7b8d-2kkzt   1/1     Running   0          22d
`,
      ],
      [
        "kubectl logs api-6d5f4c7b8d-2kkzt -n shop",
        `2025-06-18T08:00:00Z ERROR getaddrinfo ENOTFOUND db.intern.example
2025-06-18T08:00:10Z ERROR getaddrinfo ENOTFOUND db.intern.example
2025-06-18T08:00:20Z ERROR getaddrinfo ENOTFOUND db.intern.example
`,
      ],
    ],
  },
  {
    code: "event-harmless-or-over",
    name: "the disk is full",
    question: "node w2 event InvalidDiskCapacity invalid capacity 0 on image filesystem. Disk dead?",
    outputs: [
      [
        "kubectl describe node w2",
        `Name:               w2
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  DiskPressure     True    Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletHasDiskPressure       kubelet has disk pressure
  Ready            True    Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletReady                 kubelet is posting ready status
Events:
  Type     Reason                   Age                 From     Message
  ----     ------                   ----                ----     -------
  Warning  InvalidDiskCapacity      18m (x40 over 9h)   kubelet  invalid capacity 0 on image filesystem
  Warning  FreeDiskSpaceFailed      2m                  kubelet  Failed to garbage collect required amount of images
`,
      ],
    ],
  },
  {
    code: "event-harmless-or-over",
    name: "and the database refuses",
    question: 'Warning DNSConfigForming "Nameserver limits were exceeded" on api. Is that a problem?',
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON             OBJECT                        MESSAGE
2m          Warning   DNSConfigForming   pod/api-6d5f4c7b8d-2kkzt      Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.0.0.2 10.0.0.3 10.0.0.4
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                   READY   STATUS    RESTARTS   AGE
api-6d5f4c7b8d-2kkzt   1/1     Running   0          22d
`,
      ],
      [
        "kubectl logs api-6d5f4c7b8d-2kkzt -n shop",
        `2025-06-18T08:00:00Z ERROR cannot save order: dial tcp 10.96.4.4:5432: connect: connection refused
2025-06-18T08:00:10Z ERROR cannot save order: dial tcp 10.96.4.4:5432: connect: connection refused
`,
      ],
    ],
  },
  {
    code: "event-harmless-or-over",
    name: "another pod is still Pending",
    question: 'FailedScheduling "Insufficient memory" for solver-0 and solver-1. Do we need more nodes?',
    outputs: [
      [
        "kubectl get events -n calc",
        `LAST SEEN   TYPE      REASON             OBJECT         MESSAGE
41m         Warning   FailedScheduling   pod/solver-0   0/4 nodes are available: 4 Insufficient memory.
38m         Normal    Scheduled          pod/solver-0   Successfully assigned calc/solver-0 to w3
1m          Warning   FailedScheduling   pod/solver-1   0/4 nodes are available: 4 Insufficient memory.
`,
      ],
      [
        "kubectl get pods -n calc -o wide",
        `NAME       READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
solver-0   1/1     Running   0          41m   10.1.1.9   w3     <none>           <none>
solver-1   0/1     Pending   0          41m   <none>     <none>  <none>           <none>
`,
      ],
    ],
  },
  {
    code: "event-harmless-or-over",
    name: "the probe kills it",
    question: "liveness probe of geo fails (Unhealthy). is it dying?",
    outputs: [
      [
        "kubectl get events -n geo",
        `LAST SEEN   TYPE      REASON      OBJECT                     MESSAGE
2m          Warning   Unhealthy   pod/geo-6d5f4c7b8d-2kkzt   Liveness probe failed: Get "http://10.1.1.2:8080/healthz": context deadline exceeded
2m          Normal    Killing     pod/geo-6d5f4c7b8d-2kkzt   Container geo failed liveness probe, will be restarted
`,
      ],
      [
        "kubectl get pods -n geo",
        `NAME                   READY   STATUS    RESTARTS      AGE
geo-6d5f4c7b8d-2kkzt   1/1     Running   7 (2m ago)    20d
`,
      ],
    ],
  },
  {
    code: "control-plane-takes-no-workloads",
    name: "with a taint",
    question: "pods avoid cp1..cp3 although these have free CPU. scheduler bug?",
    outputs: [
      [
        "kubectl get nodes",
        `NAME   STATUS   ROLES           AGE   VERSION
cp1    Ready    control-plane   300d  v1.31.4
w1     Ready    <none>          300d  v1.31.4
`,
      ],
      [
        "kubectl describe node cp1 | grep Taints",
        "Taints:             node-role.kubernetes.io/control-plane:NoSchedule\n",
      ],
      [
        "kubectl get pods -n shop -o wide",
        `NAME                      READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
basket-6d5f4c7b8d-2kkzt   1/1     Running   0          6h    10.1.1.1   w1     <none>           <none>
`,
      ],
    ],
    says: /keeps free of workloads by design/,
  },
  {
    code: "control-plane-takes-no-workloads",
    name: "and a pod is Pending",
    question: "no pods run on cp1 although it is empty. scheduler bug?",
    outputs: [
      [
        "kubectl get nodes",
        `NAME   STATUS   ROLES           AGE   VERSION
cp1    Ready    control-plane   300d  v1.31.4
w1     Ready    <none>          300d  v1.31.4
`,
      ],
      [
        "kubectl describe node cp1 | grep Taints",
        "Taints:             node-role.kubernetes.io/control-plane:NoSchedule\n",
      ],
      [
        "kubectl get pods -n shop -o wide",
        `NAME                      READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
basket-6d5f4c7b8d-2kkzt   1/1     Running   0          6h    10.1.1.1   w1     <none>           <none>
basket-6d5f4c7b8d-7xx9q   0/1     Pending   0          6h    <none>     <none> <none>           <none>
`,
      ],
    ],
  },
];
