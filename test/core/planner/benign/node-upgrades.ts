import type { Row } from "./cases.ts";

export const nodeUpgrades: readonly Row[] = [
  {
    code: "nodes-upgraded-one-by-one",
    name: "an annotation names the plan",
    question: "pods of ns chat get killed and moved around, nodes on two versions. incident?",
    outputs: [
      [
        "kubectl get nodes",
        `NAME   STATUS                     ROLES    AGE    VERSION
a1     Ready                      <none>   300d   v1.32.4
a2     Ready,SchedulingDisabled   <none>   300d   v1.31.9
a3     Ready                      <none>   300d   v1.31.9
`,
      ],
      [
        "kubectl get node a2 -o jsonpath='{.metadata.annotations}'",
        `{"upgrade.cattle.io/plan":"agents","node.alpha.kubernetes.io/ttl":"0"}
`,
      ],
      [
        "kubectl get deploy,pods -n chat",
        `NAME                   READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/relay  3/3     3            3           90d

NAME                       READY   STATUS    RESTARTS   AGE
pod/relay-5c6d7f8b9-aaaaa  1/1     Running   0          3m
pod/relay-5c6d7f8b9-bbbbb  1/1     Running   0          9d
pod/relay-5c6d7f8b9-ccccc  1/1     Running   0          9d
`,
      ],
    ],
    says: /planned rolling upgrade.*1 of 3 nodes are at v1\.32\.4/,
  },
  {
    code: "nodes-upgraded-one-by-one",
    name: "a pod finds no place",
    question: "pods of ns chat get killed and moved around, nodes on two versions. incident?",
    outputs: [
      [
        "kubectl get nodes",
        `NAME   STATUS                     ROLES    AGE    VERSION
a1     Ready                      <none>   300d   v1.32.4
a2     Ready,SchedulingDisabled   <none>   300d   v1.31.9
a3     Ready                      <none>   300d   v1.31.9
`,
      ],
      [
        "kubectl get node a2 -o jsonpath='{.metadata.annotations}'",
        `{"upgrade.cattle.io/plan":"agents","node.alpha.kubernetes.io/ttl":"0"}
`,
      ],
      [
        "kubectl get deploy,pods -n chat",
        `NAME                   READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/relay  2/3     3            2           90d

NAME                       READY   STATUS    RESTARTS   AGE
pod/relay-5c6d7f8b9-aaaaa  0/1     Pending   0          13m
pod/relay-5c6d7f8b9-bbbbb  1/1     Running   0          9d
pod/relay-5c6d7f8b9-ccccc  1/1     Running   0          9d
`,
      ],
    ],
  },
];
