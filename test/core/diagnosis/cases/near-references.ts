import type { Case } from "../case.ts";

/** Objects that name another one by a name, a label or an address that is nearly right. */
const webhook = (service: string): Case["outputs"][number] => [
  "get validatingwebhookconfiguration rules -o json",
  `{"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"rules"},"webhooks":[{"name":"check.example.com","failurePolicy":"Fail","clientConfig":{"service":{"name":"${service}","namespace":"law","path":"/v"}}}]}`,
];
const services: Case["outputs"][number] = [
  "get svc -n law",
  "NAME         TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nlaw-check    ClusterIP   10.96.3.40   <none>        443/TCP   9d\n",
];
const scaled = (name: string): Case["outputs"][number] => [
  "get scaledobject clerk -n law -o yaml",
  `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: clerk\n  namespace: law\nspec:\n  scaleTargetRef:\n    name: ${name}\n  triggers:\n  - type: cron\n`,
];
const deployments: Case["outputs"][number] = [
  "get deploy -n law",
  "NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nclerk   1/1     1            1           90d\n",
];
const route = (gateway: string): Case["outputs"][number] => [
  "get virtualservice court -n law -o yaml",
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: court\n  namespace: law\nspec:\n  gateways:\n  - mesh\n  - edge/${gateway}\n  hosts:\n  - court.example.com\n  http:\n  - route:\n    - destination:\n        host: court\n`,
];
const gateways: Case["outputs"][number] = ["get gateways.networking.istio.io -n edge", "NAME     AGE\npublic   9d\n"];
const subset = (version: string): Case["outputs"] => [
  [
    "get destinationrule court -n law -o yaml",
    `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: court\n  namespace: law\nspec:\n  host: court\n  subsets:\n  - labels:\n      version: ${version}\n    name: new\n`,
  ],
  [
    "get pods -n law --show-labels",
    "NAME                     READY   STATUS    RESTARTS   AGE   LABELS\ncourt-7d8d9c7f5b-h4bds   2/2     Running   0          6d    app=court,version=v-2\n",
  ],
];
const cron = (spec: string): Case["outputs"][number] => [
  "get cronjob digest -n law -o yaml",
  `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: digest\n  namespace: law\nspec:\n${spec}  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n          - name: digest\n`,
];
const claim = (mode: string): Case["outputs"] => [
  [
    "get pv",
    "NAME   CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS      CLAIM   STORAGECLASS   AGE\nfiles  5Gi        RWO            Retain           Available           manual         9m\n",
  ],
  [
    "get pvc shared -n law -o yaml",
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: shared\n  namespace: law\nspec:\n  accessModes:\n  - ${mode}\n  resources:\n    requests:\n      storage: 50Gi\n  storageClassName: manual\nstatus:\n  phase: Pending\n`,
  ],
];
const proxy = (address: string): Case["outputs"][number] => [
  "get cm kube-proxy -n kube-system -o yaml",
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kube-proxy\n  namespace: kube-system\ndata:\n  config.conf: |\n    kind: KubeProxyConfiguration\n    metricsBindAddress: ${address}\n    mode: iptables\n`,
];

export const nearReferenceCases: readonly Case[] = [
  {
    name: "a webhook calls a Service that is called otherwise",
    outputs: [webhook("law-chek"), services],
    roots: ["reference-missing"],
    says: /ValidatingWebhookConfiguration rules refers to Service "law-chek", which does not exist \(not found; there is one named "law-check"\)/,
  },
  { name: "near miss: a webhook calls a Service that is there", outputs: [webhook("law-check"), services], roots: [] },
  {
    name: "a scaler names a Deployment that is called otherwise",
    outputs: [scaled("clerk-v2"), deployments],
    roots: ["reference-missing"],
    says: /ScaledObject law\/clerk refers to Deployment "clerk-v2".*there is one named "clerk"\), so it scales nothing/,
  },
  { name: "near miss: a scaler whose Deployment is there", outputs: [scaled("clerk"), deployments], roots: [] },
  {
    name: "a route names a gateway of another namespace that is called otherwise",
    outputs: [route("publik"), gateways],
    roots: ["reference-missing"],
    says: /VirtualService law\/court refers to Gateway "publik".*"public"\), so no gateway takes requests for it \(404\)/,
  },
  { name: "near miss: a route whose gateway is there", outputs: [route("public"), gateways], roots: [] },
  {
    name: "a subset whose label no pod carries",
    outputs: subset("v2"),
    roots: ["mesh-route-broken"],
    says: /subset "new" of court by label version=v2, and no pod of court has it: its pods have version=v-2/,
  },
  { name: "near miss: a subset whose label a pod carries", outputs: subset("v-2"), roots: [] },
  {
    name: "a schedule that names a date which never comes",
    outputs: [cron('  schedule: "0 0 31 2,4 *"\n')],
    roots: ["cronjob-not-starting"],
    says: /never starts a Job: its schedule "0 0 31 2,4 \*"/,
  },
  {
    name: "near miss: a date that some of the months have",
    outputs: [cron('  schedule: "0 0 31 2,3 *"\n')],
    roots: [],
  },
  {
    name: "a deadline for starts that is shorter than the controller's round",
    outputs: [cron('  schedule: "*/5 * * * *"\n  startingDeadlineSeconds: 5\n')],
    roots: ["cronjob-not-starting"],
    says: /startingDeadlineSeconds 5/,
  },
  {
    name: "a volume with another access mode than is asked for",
    outputs: claim("ReadWriteMany"),
    roots: ["no-volume-for-claim"],
    says: /files has access mode ReadWriteOnce, and ReadWriteMany is asked for/,
  },
  {
    name: "a volume that is too small",
    outputs: claim("ReadWriteOnce"),
    roots: ["no-volume-for-claim"],
    says: /files has 5Gi, and 50Gi is asked for/,
  },
  {
    name: "kube-proxy serves its metrics at the loopback address",
    outputs: [proxy('""')],
    roots: [],
    notes: ["metrics-on-loopback"],
    says: /kube-proxy serves its metrics at the loopback address only \(127\.0\.0\.1/,
  },
  { name: "near miss: kube-proxy serves its metrics at every address", outputs: [proxy("0.0.0.0:10249")], roots: [] },
  {
    name: "a container of a Deployment is throttled",
    outputs: [
      ["exec -n law deploy/clerk -- cat /sys/fs/cgroup/cpu.stat", "nr_periods 10402\nnr_throttled 9120\n"],
      [
        "get deploy clerk -n law -o json",
        '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"clerk","namespace":"law"},"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"clerk","resources":{"limits":{"cpu":"100m"}}}]}}},"status":{"replicas":1,"readyReplicas":1,"availableReplicas":1}}',
      ],
    ],
    roots: ["cpu-throttled"],
    says: /Deployment law\/clerk is throttled at its CPU limit of 100m/,
  },
];
