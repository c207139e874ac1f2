import type { Row } from "./cases.ts";

/** Events that are read for more than they say. */
export const misreadEvents: readonly Row[] = [
  {
    code: "event-harmless-or-over",
    name: "more name servers than fit",
    question: 'Warning DNSConfigForming "Nameserver limits were exceeded" on every pod of ns shop. DNS broken?',
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON             OBJECT                        MESSAGE
2m          Warning   DNSConfigForming   pod/api-6d5f4c7b8d-2kkzt      Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.0.0.2 10.0.0.3 10.0.0.4
2m          Warning   DNSConfigForming   pod/web-6d5f4c7b8d-7xx9q      Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.0.0.2 10.0.0.3 10.0.0.4
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                   READY   STATUS    RESTARTS   AGE
api-6d5f4c7b8d-2kkzt   1/1     Running   0          22d
web-6d5f4c7b8d-7xx9q   1/1     Running   0          22d
`,
      ],
    ],
    says: /resolv.conf takes 3 name servers/,
  },
  {
    code: "event-harmless-or-over",
    name: "the start of a kubelet",
    question: "node w2 event InvalidDiskCapacity invalid capacity 0 on image filesystem. Disk dead?",
    outputs: [
      [
        "kubectl describe node w2",
        `Name:               w2
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  DiskPressure     False   Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletHasNoDiskPressure     kubelet has no disk pressure
  Ready            True    Tue, 10 Jun 2025 08:11:24 +0200   Sun, 01 Jun 2025 08:11:24 +0200   KubeletReady                 kubelet is posting ready status
Events:
  Type     Reason                   Age   From     Message
  ----     ------                   ----  ----     -------
  Normal   Starting                 18m   kubelet  Starting kubelet.
  Warning  InvalidDiskCapacity      18m   kubelet  invalid capacity 0 on image filesystem
  Normal   NodeReady                18m   kubelet  Node w2 status is now: NodeReady
`,
      ],
    ],
    says: /writes it once when it starts/,
  },
  {
    code: "event-harmless-or-over",
    name: "a new sandbox after a reboot",
    question: '"Pod sandbox changed, it will be killed and re-created" for redis-0. What kills our redis?',
    outputs: [
      [
        "kubectl describe pod redis-0 -n cache",
        `Name:             redis-0
Namespace:        cache
Status:           Running
Containers:
  redis:
    State:          Running
      Started:      Wed, 18 Jun 2025 08:00:10 +0000
    Last State:     Terminated
      Reason:       Unknown
      Exit Code:    255
      Started:      Tue, 10 Jun 2025 08:00:10 +0000
      Finished:     Wed, 18 Jun 2025 07:59:10 +0000
    Ready:          True
    Restart Count:  1
Conditions:
  Type              Status
  Ready             True
Events:
  Type     Reason          Age   From     Message
  ----     ------          ----  ----     -------
  Normal   SandboxChanged  62m   kubelet  Pod sandbox changed, it will be killed and re-created.
  Normal   Started         62m   kubelet  Started container redis
`,
      ],
      [
        "kubectl get events --field-selector involvedObject.kind=Node",
        `LAST SEEN   TYPE      REASON     OBJECT    MESSAGE
63m         Warning   Rebooted   node/w2   Node w2 has been rebooted, boot id: 1234
`,
      ],
      [
        "kubectl get pods -n cache -o wide",
        `NAME      READY   STATUS    RESTARTS      AGE   IP         NODE
redis-0   1/1     Running   1 (62m ago)   8d    10.1.1.1   w2
`,
      ],
    ],
    says: /made a new one/,
  },
  {
    code: "event-harmless-or-over",
    name: "Karpenter leaves a node",
    question:
      'karpenter events "Unconsolidatable" Can\'t remove without creating 1 candidates on all nodes, is karpenter stuck?',
    outputs: [
      [
        "kubectl get events -A --field-selector reason=Unconsolidatable",
        `NAMESPACE   LAST SEEN   TYPE     REASON             OBJECT                 MESSAGE
default     12m         Normal   Unconsolidatable   node/ip-10-0-1-4       Can't remove without creating 1 candidates
default     12m         Normal   Unconsolidatable   nodeclaim/gen-x2c4v    Can't remove without creating 1 candidates
`,
      ],
      [
        "kubectl get nodes",
        `NAME          STATUS   ROLES    AGE   VERSION
ip-10-0-1-4   Ready    <none>   9d    v1.31.2
`,
      ],
      ["kubectl get pods -A --field-selector status.phase=Pending", "No resources found\n"],
    ],
    says: /why it leaves the node as it is/,
  },
  {
    code: "event-harmless-or-over",
    name: "too few endpoints for zones",
    question: "TopologyAwareHintsDisabled warning on service orders, insufficient number of endpoints. traffic broken?",
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON                       OBJECT           MESSAGE
5m          Warning   TopologyAwareHintsDisabled   service/orders   Insufficient number of Endpoints (2), impossible to safely allocate proportionally
`,
      ],
      [
        "kubectl get endpoints orders -n shop",
        `NAME     ENDPOINTS                   AGE
orders   10.1.0.4:80,10.1.0.5:80     90d
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                      READY   STATUS    RESTARTS   AGE
orders-6d5f4c7b8d-2kkzt   1/1     Running   0          22d
orders-6d5f4c7b8d-7xx9q   1/1     Running   0          22d
`,
      ],
    ],
    says: /spread over all zones/,
  },
  {
    code: "event-harmless-or-over",
    name: "endpoints written twice",
    question:
      "FailedToUpdateEndpointSlices warnings on service cart, object has been modified. Is the control plane sick?",
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON                         OBJECT         MESSAGE
15m         Warning   FailedToUpdateEndpointSlices   service/cart   Error updating Endpoint Slices for Service shop/cart: failed to update cart-x2c4v EndpointSlice for Service shop/cart: Operation cannot be fulfilled on endpointslices.discovery.k8s.io "cart-x2c4v": the object has been modified; please apply your changes to the latest version and try again
`,
      ],
      [
        "kubectl get endpointslices -n shop",
        `NAME         ADDRESSTYPE   PORTS   ENDPOINTS             AGE
cart-x2c4v   IPv4          80      10.1.0.4,10.1.0.5     90d
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                    READY   STATUS    RESTARTS   AGE
cart-6d5f4c7b8d-2kkzt   1/1     Running   0          22d
cart-6d5f4c7b8d-7xx9q   1/1     Running   0          22d
`,
      ],
    ],
    says: /two writers met/,
  },
  {
    code: "event-harmless-or-over",
    name: "scheduled at a later try",
    question: 'FailedScheduling "Insufficient memory" for solver-0. Do we need more nodes?',
    outputs: [
      [
        "kubectl get events -n calc",
        `LAST SEEN   TYPE      REASON             OBJECT         MESSAGE
41m         Warning   FailedScheduling   pod/solver-0   0/4 nodes are available: 4 Insufficient memory. preemption: 0/4 nodes are available: 4 No preemption victims found for incoming pod.
38m         Normal    Scheduled          pod/solver-0   Successfully assigned calc/solver-0 to w3
38m         Normal    Started            pod/solver-0   Started container solver
`,
      ],
      [
        "kubectl get pods -n calc -o wide",
        `NAME       READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
solver-0   1/1     Running   0          41m   10.1.1.9   w3     <none>           <none>
`,
      ],
    ],
    says: /found room/,
  },
  {
    code: "event-harmless-or-over",
    name: "a budget of a workload at zero",
    question: 'pdb worker-pdb has event NoPods "No matching pods found". Is it misconfigured?',
    outputs: [
      [
        "kubectl get pdb -n q",
        `NAME         MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE
worker-pdb   1               N/A               0                     60d
`,
      ],
      [
        "kubectl get events -n q",
        `LAST SEEN   TYPE     REASON   OBJECT                            MESSAGE
5m          Normal   NoPods   poddisruptionbudget/worker-pdb    No matching pods found
`,
      ],
      [
        "kubectl get deploy -n q",
        `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
worker   0/0     0            0           60d
`,
      ],
      [
        "kubectl get scaledobject -n q",
        `NAME     SCALETARGETKIND      SCALETARGETNAME   MIN   MAX   TRIGGERS   AUTHENTICATION   READY   ACTIVE   FALLBACK   PAUSED    AGE
worker   apps/v1.Deployment   worker            0     20    aws-sqs    sqs              True    False    False      Unknown   60d
`,
      ],
    ],
    says: /scaled to zero/,
  },
  {
    code: "event-harmless-or-over",
    name: "single failures of a liveness probe",
    question:
      "liveness probe of geo failed 3 times in 20 days (Unhealthy x3). should I raise the timeout, is it dying?",
    outputs: [
      [
        "kubectl describe pod geo-6d5f4c7b8d-2kkzt -n geo",
        `Name:             geo-6d5f4c7b8d-2kkzt
Namespace:        geo
Status:           Running
Controlled By:    ReplicaSet/geo-6d5f4c7b8d
Containers:
  geo:
    State:          Running
      Started:      Wed, 28 May 2025 08:00:10 +0000
    Ready:          True
    Restart Count:  0
    Liveness:       http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:
  Type     Reason     Age                  From     Message
  ----     ------     ----                 ----     -------
  Warning  Unhealthy  27m (x3 over 20d)    kubelet  Liveness probe failed: Get "http://10.1.1.2:8080/healthz": context deadline exceeded
`,
      ],
    ],
    says: /3 single failures within 20 days/,
  },
  {
    code: "event-harmless-or-over",
    name: "a pod that was being stopped",
    question: 'rollout of api shows old pods "Readiness probe failed" & Killing. errors during deploy?',
    outputs: [
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON      OBJECT                      MESSAGE
12m         Normal    Killing     pod/api-5b6c7d8f9c-9pqcl    Stopping container api
12m         Warning   Unhealthy   pod/api-5b6c7d8f9c-9pqcl    Readiness probe failed: HTTP probe failed with statuscode: 503
12m         Normal    ScalingReplicaSet   deployment/api      Scaled down replica set api-5b6c7d8f9c from 1 to 0
`,
      ],
      [
        "kubectl get deploy,pods -n shop",
        `NAME                  READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/api   2/2     2            2           90d

NAME                       READY   STATUS    RESTARTS   AGE
pod/api-6d5f4c7b8d-2kkzt   1/1     Running   0          13m
pod/api-6d5f4c7b8d-7xx9q   1/1     Running   0          12m
`,
      ],
    ],
    says: /was being stopped/,
  },
];
