import type { Case } from "../case.ts";

const deployment = (replicas: string, conditions: string): Case["outputs"][number] => [
  "describe deployment web -n shop",
  `Name:                   web
Namespace:              shop
CreationTimestamp:      Tue, 03 Feb 2026 10:00:00 +0000
Labels:                 app=web
Annotations:            deployment.kubernetes.io/revision: 4
Selector:               app=web
Replicas:               ${replicas}
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:  app=web
  Containers:
   app:
    Image:      registry.example.com/shop/web:1.4.2
    Port:       8080/TCP
    Host Port:  0/TCP
    Environment:  <none>
    Mounts:       <none>
  Volumes:        <none>
Conditions:
  Type           Status   Reason
  ----           ------   ------
${conditions}
OldReplicaSets:  web-5c9d7f (3/3 replicas created)
NewReplicaSet:   web-6d4b75cb6d (1/1 replicas created)
Events:          <none>
`,
];

/** Deployments and DaemonSets without all of their pods. */
export const workloadCases: readonly Case[] = [
  {
    name: "a deployment without all replicas",
    outputs: [
      [
        "get deploy -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    1/2     2            1           5m\n",
      ],
    ],
    roots: ["deployment-unavailable"],
    says: /: 1 of 2 replicas are ready/,
  },
  {
    name: "a deployment with all replicas",
    outputs: [
      [
        "get deploy -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    2/2     2            2           5m\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a rollout beyond its deadline",
    outputs: [
      deployment(
        "3 desired | 1 updated | 4 total | 3 available | 1 unavailable",
        "  Available      True     MinimumReplicasAvailable\n  Progressing    False    ProgressDeadlineExceeded",
      ),
    ],
    roots: ["rollout-stuck"],
    says: /ReplicaSet web-6d4b75cb6d exceeded its progress deadline/,
    suggests: "kubectl rollout undo deployment/web -n shop",
  },
  {
    name: "a rollout that is done",
    outputs: [
      deployment(
        "3 desired | 3 updated | 3 total | 3 available | 0 unavailable",
        "  Available      True     MinimumReplicasAvailable\n  Progressing    True     NewReplicaSetAvailable",
      ),
    ],
    roots: [],
  },
  {
    name: "a paused rollout",
    outputs: [
      deployment(
        "3 desired | 1 updated | 3 total | 3 available | 0 unavailable",
        "  Available      True     MinimumReplicasAvailable\n  Progressing    Unknown  DeploymentPaused",
      ),
    ],
    roots: ["rollout-paused"],
    suggests: "kubectl rollout resume deployment/web -n shop",
  },
  {
    name: "scaled to zero",
    outputs: [
      [
        "get deploy -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/0     0            0           5m\n",
      ],
    ],
    roots: [],
    notes: ["scaled-to-zero"],
    suggests: "kubectl scale deployment/web -n shop --replicas=1",
  },
  {
    name: "a DaemonSet that misses a node",
    outputs: [
      [
        "get ds -n shop",
        "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\nagent   3         3         2       3            2           <none>          9d\n",
      ],
    ],
    roots: ["daemonset-incomplete"],
    says: /ready on 2 of 3 nodes/,
  },
];
