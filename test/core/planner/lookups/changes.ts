import type { Output } from "../situations.ts";
import { booksPods, workloads } from "./ink.ts";
import type { Rows } from "./rows.ts";

/** What was rolled out, by whom, and whether it ended. */

const ledgerWorkloads: Output = [
  "kubectl get deployments,statefulsets,daemonsets -A",
  `NAMESPACE   NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ledger   2/2     2            2           90d
`,
];
const history: Output = [
  "kubectl rollout history deployment/ledger -n books",
  "deployment.apps/ledger \nREVISION  CHANGE-CAUSE\n6         <none>\n7         release 2.4\n",
];
const sets = (place: string): Output => [
  `kubectl get replicasets,controllerrevisions ${place} -o wide`,
  `NAMESPACE   NAME                                DESIRED   CURRENT   READY   AGE     CONTAINERS   IMAGES                     SELECTOR
books       replicaset.apps/ledger-7c9d5f6b8d   2         2         2       3h10m   app          reg.example/ledger:2.4.0   app=ledger
books       replicaset.apps/ledger-5b7f6d9c4c   0         0         0       21d     app          reg.example/ledger:2.3.1   app=ledger
books       replicaset.apps/rates-6f5d8c7b9d    1         1         1       40d     app          reg.example/rates:1.0.0    app=rates
`,
];
const template = (number: number, image: string): Output => [
  `kubectl rollout history deployment/ledger -n books --revision=${number}`,
  `deployment.apps/ledger with revision #${number}\nPod Template:\n  Containers:\n   app:\n    Image:\t${image}\n`,
];
const young: Output = [
  "kubectl get deployments,statefulsets,daemonsets,cronjobs,services,ingresses,configmaps,pvc,networkpolicies -A",
  `NAMESPACE   NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ledger   2/2     2            2           90d

NAMESPACE   NAME                  DATA   AGE
books       configmap/tax-rates   1      50m
`,
];
const marks =
  "Deployment\tshop\tweb\thelm upgrade web\t2026-01-02T03:04:05Z\thelm=Update=2026-01-02T03:00:00Z;kubectl-rollout=Update=2026-01-02T03:04:05Z;\n";
const webPods = `NAME                   READY   STATUS    RESTARTS      AGE   IP    NODE   NOMINATED NODE   READINESS GATES
web-6d9f676d48-x7k2p   1/1     Running   3 (5m ago)    1d    10.0  big    <none>           <none>
`;

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["who restarted web?", [[/jsonpath/, marks], [/get pods/, webPods]], /^Who did it the cluster does not tell.*audit log.*rollout restart of Deployment shop\/web was ordered at 2026-01-02T03:04:05Z.*kubectl-rollout.*helm.*change-cause is "helm upgrade web".*restarted 3 times/],
  ["which rollouts are stuck?", [[/jsonpath/, "Deployment\tshop\tweb\t3\t1\t2\tProgressDeadlineExceeded\t\t\nDeployment\tshop\tapi\t1\t1\t1\tNewReplicaSetAvailable\t\t\nStatefulSet\tdata\tdb\t3\t1\t2\t\told\tnew\n"]], /^2 of 3 rollouts .*Deployment shop\/web \(past its deadline, 1 of 3 pods new, 2 ready\) and StatefulSet data\/db \(1 of 3/],
];

export const changesRows: Rows = {
  told: [
    [
      "what was the last change to ledger?",
      [
        ledgerWorkloads,
        history,
        sets("-n books"),
        template(6, "reg.example/ledger:2.3.1"),
        template(7, "reg.example/ledger:2.4.0"),
      ],
      /^The last change to Deployment books\/ledger was revision 7, 3h10m ago: image ledger 2\.3\.1 -> 2\.4\.0\. Its change-cause is "release 2\.4"/,
    ],
    [
      "what was deployed in the last 24 hours?",
      [sets("-A"), young],
      /^1 workload was rolled out in all namespaces in the last 24 hours, last books\/ledger 3h10m ago \(image ledger 2\.3\.1 -> 2\.4\.0\)\..*50m ago: ConfigMap books\/tax-rates was made/s,
    ],
    [
      "what was deployed in the last hour?",
      [sets("-A"), young],
      /^Nothing was rolled out in all namespaces in the last hour; 1 object was newly made/,
    ],
    [
      "what changed between revision 6 and 7 of ledger",
      [
        ledgerWorkloads,
        history,
        sets("-n books"),
        template(6, "reg.example/ledger:2.3.1"),
        template(7, "reg.example/ledger:2.4.0"),
      ],
      /^From revision 6 to 7 of Deployment books\/ledger 2 lines .*- Image: reg\.example\/ledger:2\.3\.1; \+ Image: reg\.example\/ledger:2\.4\.0/,
    ],
    [
      "did the ledger rollout finish",
      [
        ledgerWorkloads,
        [
          "kubectl rollout status deployment/ledger -n books --watch=false",
          'Waiting for deployment "ledger" rollout to finish: 1 of 2 updated replicas are available...\n',
        ],
        [
          "kubectl get pods -n books",
          "NAME                      READY   STATUS             RESTARTS      AGE\nledger-6d9f676d48-x7k2p   0/1     ImagePullBackOff   0             9m\n",
        ],
      ],
      /^No: the rollout of Deployment books\/ledger is not complete \(Waiting.*not ready: ledger-6d9f676d48-x7k2p \(ImagePullBackOff\)/,
    ],
    [
      "is the rollout of ink stuck?",
      [
        workloads,
        [
          "kubectl rollout status deployment/ink -n books --watch=false",
          "",
          'error: deployment "ink" exceeded its progress deadline',
        ],
        booksPods,
      ],
      /^Yes: the rollout of Deployment books\/ink is not complete, it is stuck .*not ready: ink-5b9f7c6d5c-7mwxt \(CrashLoopBackOff\)/,
    ],
    [
      "what is the status of the rollout of web?",
      [
        workloads,
        ["kubectl rollout status deployment/web -n books --watch=false", 'deployment "web" successfully rolled out\n'],
      ],
      /^The rollout of Deployment books\/web is complete/,
    ],
  ],
  reads: [["what was the last change to ledger?", [ledgerWorkloads], [history[0], sets("-n books")[0]]]],
  looked,
};
