import type { Output } from "../situations.ts";
import { lost, pods, workloads } from "./ink.ts";
import type { Rows } from "./rows.ts";

/** What would happen without a node, a namespace, a pod. */

const farm: Output = [
  "kubectl get nodes",
  `NAME            STATUS   ROLES           AGE   VERSION
farm-cp-1       Ready    control-plane   90d   v1.34.2
farm-worker-1   Ready    worker          90d   v1.34.2
farm-worker-2   Ready    worker          90d   v1.34.2
`,
];
const onFarmWorker: Output = [
  "kubectl get pods -A -o wide --show-labels --field-selector=spec.nodeName=farm-worker-2",
  `NAMESPACE     NAME                      READY   STATUS      RESTARTS   AGE   IP         NODE            NOMINATED NODE   READINESS GATES   LABELS
books         ledger-7c9d5f6b8d-x7k2p   1/1     Running     0          3h    10.0.0.4   farm-worker-2   <none>           <none>            app=ledger,pod-template-hash=7c9d5f6b8d
books         rates-6f5d8c7b9d-m4n5p    1/1     Running     0          9d    10.0.0.5   farm-worker-2   <none>           <none>            app=rates,pod-template-hash=6f5d8c7b9d
books         tax-export-29562720-zq2   0/1     Completed   0          70m   10.0.0.6   farm-worker-2   <none>           <none>            job-name=tax-export-29562720
kube-system   kube-proxy-k2v9x          1/1     Running     0          90d   10.0.0.1   farm-worker-2   <none>           <none>            k8s-app=kube-proxy
`,
];
const farmOwners: Output = [
  "kubectl get deployments,statefulsets,daemonsets,jobs -A",
  `NAMESPACE   NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ledger   2/2     2            2           90d
books       deployment.apps/rates    1/1     1            1           40d

NAMESPACE     NAME                        DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
kube-system   daemonset.apps/kube-proxy   3         3         3       3            3           <none>          90d
`,
];
const budget = (allowed: number): Output => [
  "kubectl get pdb -A -o yaml",
  `apiVersion: v1
items:
- apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata:
    name: ledger-pdb
    namespace: books
  spec:
    minAvailable: 2
    selector:
      matchLabels:
        app: ledger
  status:
    disruptionsAllowed: ${allowed}
kind: List
`,
];
const drained: readonly Output[] = [farm, onFarmWorker, farmOwners, budget(0)];

export const lossRows: Rows = {
  told: [
    [
      "what would happen if I drain node worker-2",
      drained,
      /^No node is called worker-2; taken for farm-worker-2: draining farm-worker-2 evicts 2 pods.*would not end: PodDisruptionBudget books\/ledger-pdb .* protects ledger-7c9d5f6b8d-x7k2p\. Down meanwhile.*: books\/rates\..*kube-system\/kube-proxy/s,
    ],
    [
      "can I drain farm-worker-2",
      [farm, onFarmWorker, farmOwners, budget(1)],
      /^Yes: draining farm-worker-2 evicts 2 pods/,
    ],
    ["what happens if node farm-worker-2 dies", drained, /^If farm-worker-2 goes away, 2 pods are down/],
    [
      "what happens if node worker-9 dies",
      [farm],
      /^No node is called worker-9; there are farm-cp-1, farm-worker-1 and farm-worker-2/,
    ],
    [
      "what happens if I delete the namespace books",
      [
        [
          "kubectl get pods,deployments,statefulsets,daemonsets,cronjobs,services,ingresses,configmaps,pvc -n books",
          "NAME                     READY   UP-TO-DATE   AVAILABLE   AGE\ndeployment.apps/ledger   2/2     2            2           90d\n\nNAME                                STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\npersistentvolumeclaim/data-ledger   Bound    pv-1     1Gi        RWO            standard       90d\n",
        ],
        ["kubectl get namespace books", "NAME    STATUS   AGE\nbooks   Active   90d\n"],
      ],
      /^Everything in books is deleted with it .*1 Deployment and 1 PersistentVolumeClaim.*data-ledger their data goes/,
    ],
    ["is it ok to reboot farm-worker-2", drained, /^Not without an outage: if farm-worker-2 goes away/],
    [
      "what happens to store if node n-1 dies",
      lost,
      /^If n-1 goes away, StatefulSet vault\/store loses 1 of its 1 pods \(store-0\); none is left then, so it is down\. It is not replaced while/,
    ],
    [
      "what happens to web when node n-1 goes down",
      lost,
      /^If n-1 goes away, Deployment books\/web loses 1 of its 1 pods .*After about 5 minutes it is made anew/,
    ],
    [
      "is it safe to drain n-1",
      lost,
      /^No: draining n-1 evicts 3 pods.*would not end: PodDisruptionBudget vault\/store/,
      "cause-found",
    ],
    [
      "what would happen if I delete pod store-0?",
      [pods, workloads],
      /^Nothing is lost for good: StatefulSet vault\/store makes a pod of the same name anew.*No other replica serves meanwhile/,
    ],
  ],
  reads: [["what would happen if I drain node worker-2", [], ["kubectl get node worker-2", farm[0]]]],
};
