import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "rollout-goes-on";

type Pod = { readonly ready: string; readonly age: string; readonly restarts?: string };

const listed = ({ ready, age, restarts = "0" }: Pod): Output => [
  "kubectl get rs,pods -n meters -l app=reader -o wide",
  `NAME                                DESIRED   CURRENT   READY   AGE   CONTAINERS   IMAGES              SELECTOR
replicaset.apps/reader-6b5c4d9f8    2         2         2       12d   app          reg.io/reader:5.1   app=reader,pod-template-hash=6b5c4d9f8
replicaset.apps/reader-7f8d6c5b9    2         2         1       ${age}   app          reg.io/reader:5.2   app=reader,pod-template-hash=7f8d6c5b9

NAME                          READY   STATUS    RESTARTS   AGE
pod/reader-6b5c4d9f8-4xkqf    1/1     Running   0          12d
pod/reader-6b5c4d9f8-wvn9s    1/1     Running   0          12d
pod/reader-7f8d6c5b9-6hlr2    1/1     Running   0          ${age}
pod/reader-7f8d6c5b9-k5tpm    ${ready}     Running   ${restarts}          ${age}
`,
];
const described = (surge: string, conditions = "Progressing    True    ReplicaSetUpdated"): Output => [
  "kubectl describe deploy reader -n meters",
  `Name:                   reader
Namespace:              meters
CreationTimestamp:      Fri, 09 Jan 2026 07:30:00 +0000
Selector:               app=reader
Replicas:               3 desired | 2 updated | 4 total | 3 available | 1 unavailable
StrategyType:           RollingUpdate
RollingUpdateStrategy:  0 max unavailable, ${surge} max surge
Pod Template:
  Labels:  app=reader
  Containers:
   app:
    Image:         reg.io/reader:5.2
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  ${conditions}
OldReplicaSets:  reader-6b5c4d9f8 (2/2 replicas created)
NewReplicaSet:   reader-7f8d6c5b9 (2/2 replicas created)
Events:          <none>
`,
];
const yaml: Output = [
  "kubectl get deploy reader -n meters -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: reader
  namespace: meters
spec:
  replicas: 3
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 25%
      maxUnavailable: 0
status:
  availableReplicas: 3
  readyReplicas: 3
  replicas: 4
  unavailableReplicas: 1
  updatedReplicas: 2
`,
];
const table: Output = [
  "kubectl get deploy reader -n meters",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
reader   3/3     2            3           60d
`,
];
const leaving = (age: string): Output => [
  "kubectl get deploy,pods -n meters",
  `NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/reader   3/3     2            3           60d

NAME                          READY   STATUS        RESTARTS   AGE
pod/reader-6b5c4d9f8-4xkqf    1/1     Running       0          12d
pod/reader-6b5c4d9f8-wvn9s    1/1     Running       0          12d
pod/reader-6b5c4d9f8-zt2bd    1/1     Terminating   0          12d
pod/reader-7f8d6c5b9-6hlr2    1/1     Running       0          ${age}
pod/reader-7f8d6c5b9-k5tpm    0/1     Running       0          9s
`,
];
const young = { ready: "0/1", age: "31s" };
const surplus = "Why does reader have 4 pods for 3 replicas and two different images? Split brain?";

export const rolloutsUnderWay: readonly Row[] = [
  {
    code,
    name: "one pod more than replicas, in describe",
    question: surplus,
    outputs: [listed(young), described("1")],
    says: /2 of 3 replicas are updated.* 4 pods for 3 replicas are what maxSurge \(1\) allows/,
  },
  {
    code,
    name: "a share in yaml",
    question: "reader in meters runs an extra pod with another tag, duplicate deployment?",
    outputs: [listed(young), yaml],
    says: /what maxSurge \(25%\) allows/,
  },
  {
    code,
    name: "ReplicaSets beside a table",
    question: "two replicasets of reader have pods, conflict?",
    outputs: [listed(young), table],
    says: /what maxSurge \(25% by default\) allows/,
  },
  {
    code,
    name: "all pods are ready, and the old ones still go",
    question: surplus,
    outputs: [listed({ ready: "1/1", age: "31s" }), described("1")],
    says: /4 pods for 3 replicas/,
  },
  {
    code,
    name: "an old pod ends while all that are wanted are available",
    question: "A reader pod is Terminating and another is not ready, is this an outage?",
    outputs: [leaving("40s")],
    says: /2 of 3 replicas are updated and 3 ready.*makes room for a new one/,
  },
  {
    code,
    name: "an old pod goes on ending long after the new ones came",
    question: "A reader pod is Terminating and another is not ready, is this an outage?",
    outputs: [leaving("50m")],
  },
  {
    code,
    name: "the new pod is not ready for long",
    question: surplus,
    outputs: [listed({ ready: "0/1", age: "14m" }), described("1")],
  },
  {
    code,
    name: "the new pod restarts",
    question: surplus,
    outputs: [listed({ ...young, restarts: "2" }), described("1")],
  },
  {
    code,
    name: "the deadline has passed",
    question: surplus,
    outputs: [listed(young), described("1", "Progressing    False   ProgressDeadlineExceeded")],
  },
];
