import type { Case } from "../case.ts";

const rows = (head: string, ...lines: readonly string[]): string => `${[head, ...lines].join("\n")}\n`;

const caller = "2026-01-05T10:00:01Z error GET http://stock:8080/items: dial tcp 10.96.3.4:8080: i/o timeout\n";
const stockService = rows(
  "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
  "stock   ClusterIP   10.96.3.4    <none>        8080/TCP   90d",
);
const podsWithLabels = rows(
  "NAME                     READY   STATUS    RESTARTS   AGE   LABELS",
  "stock-5f4d7c9b8-x7k2p    1/1     Running   0          9d    app=stock,pod-template-hash=5f4d7c9b8",
  "till-6d8f9c7b5-b8z4q     1/1     Running   0          2h    app=till,pod-template-hash=6d8f9c7b5",
);
const policyFor = (label: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock-callers
  namespace: shop
spec:
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: ${label}
  podSelector:
    matchLabels:
      app: stock
  policyTypes:
  - Ingress
`;

const providers: readonly Case[] = [
  {
    name: "a proxy names the pod it calls by its address, and the log of that pod says why",
    outputs: [
      [
        "logs -n edge proxy-7c9d5b6f4-k8x2q",
        `2026/01/05 10:00:01 [error] 31#31: *9 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.0.9, server: menu.example, request: "GET /today HTTP/1.1", upstream: "http://10.1.4.19:8080/today", host: "menu.example"\n`,
      ],
      [
        "get pods -A -o wide",
        rows(
          "NAMESPACE   NAME                     READY   STATUS    RESTARTS   AGE   IP           NODE",
          "cafe        menu-5f4d7c9b8-x7k2p     0/1     Running   0          9d    10.1.4.19    n1",
          "edge        proxy-7c9d5b6f4-k8x2q    0/1     Running   0          9d    10.1.4.20    n1",
        ),
      ],
      [
        "logs -n cafe menu-5f4d7c9b8-x7k2p",
        `2026-01-05T09:59:58Z FATAL: password authentication failed for user "menu"\n`,
      ],
    ],
    roots: ["wrong-credentials"],
    symptoms: ["dependency-unreachable"],
  },
  {
    name: "a metrics server that cannot read the kubelets is why an autoscaler has no metrics",
    outputs: [
      [
        "describe hpa menu -n cafe",
        `Name:       menu
Namespace:  cafe
Reference:  Deployment/menu
Metrics:    ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 60%
Events:
  Type     Reason                   Age  From                       Message
  ----     ------                   ---  ----                       -------
  Warning  FailedGetResourceMetric  9s   horizontal-pod-autoscaler  failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)
`,
      ],
      [
        "logs -n kube-system deploy/metrics-server --tail=1",
        `E0105 10:00:01.123456       1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.0.0.4:10250/metrics/resource\\": tls: failed to verify certificate: x509: cannot validate certificate for 10.0.0.4 because it doesn't contain any IP SANs" node="n1"\n`,
      ],
    ],
    roots: ["certificate-for-other-name"],
    symptoms: ["autoscaler-without-metrics"],
  },
  {
    name: "a Service is empty because the Deployment of its name has no replicas",
    outputs: [
      ["get endpoints -n cafe", rows("NAME      ENDPOINTS   AGE", "coupons   <none>      90d")],
      [
        "get deploy -n cafe",
        rows("NAME      READY   UP-TO-DATE   AVAILABLE   AGE", "coupons   0/0     0            0           90d"),
      ],
    ],
    roots: [],
    symptoms: ["service-without-endpoints"],
    notes: ["scaled-to-zero"],
  },
];

const references: readonly Case[] = [
  ...providers,
  {
    name: "an Ingress of a class that is not there",
    outputs: [
      [
        "get ingress -n wiki",
        rows(
          "NAME   CLASS          HOSTS              ADDRESS   PORTS   AGE",
          "wiki   nginx-intern   wiki.example.net             80      2h",
        ),
      ],
      [
        "get ingressclass",
        rows(
          "NAME             CONTROLLER             PARAMETERS   AGE",
          "nginx-internal   k8s.io/ingress-nginx   <none>       90d",
        ),
      ],
    ],
    roots: ["reference-missing"],
    says: /IngressClass "nginx-intern", which does not exist \(not found; there is one named "nginx-internal"\)/,
  },
  {
    name: "near miss: the class of the Ingress is there",
    outputs: [
      [
        "get ingress -n wiki",
        rows(
          "NAME   CLASS   HOSTS              ADDRESS   PORTS   AGE",
          "wiki   nginx   wiki.example.net             80      2h",
        ),
      ],
      [
        "get ingressclass",
        rows("NAME    CONTROLLER             PARAMETERS   AGE", "nginx   k8s.io/ingress-nginx   <none>       90d"),
      ],
    ],
    roots: [],
  },
  {
    name: "a snapshot of a class that is not there, beside one that was made before",
    outputs: [
      [
        "get volumesnapshot -n db",
        rows(
          "NAME    READYTOUSE   SOURCEPVC   SOURCESNAPSHOTCONTENT   RESTORESIZE   SNAPSHOTCLASS   SNAPSHOTCONTENT   CREATIONTIME   AGE",
          "day-1   true         data-0                              9Gi           old-snap        content-1         2d             2d",
          "day-2   false        data-0                                            old-snap                                         3h",
        ),
      ],
      [
        "get volumesnapshotclass",
        rows("NAME       DRIVER         DELETIONPOLICY   AGE", "new-snap   csi.disk.net   Delete           5d"),
      ],
    ],
    roots: ["reference-missing"],
    says: /VolumeSnapshot db\/day-2 refers to VolumeSnapshotClass "old-snap"/,
  },
  {
    name: "a chart with an API version that is served no longer",
    outputs: [
      [
        "apply -f job.yaml",
        'error: resource mapping not found for name: "night" namespace: "batch" from "job.yaml": no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first\n',
      ],
    ],
    roots: ["api-version-removed"],
    says: /batch\/v1beta1 of CronJob was removed in Kubernetes 1\.25 .* served as batch\/v1\b/,
  },
];

const nodes: readonly Case[] = [
  {
    name: "an autoscaler whose node groups are at their maximum",
    outputs: [
      [
        "get events -n render",
        rows(
          "LAST SEEN   TYPE      REASON              OBJECT        MESSAGE",
          "2m          Warning   FailedScheduling    pod/film-88   0/6 nodes are available: 6 Insufficient cpu.",
          "58s         Normal    NotTriggerScaleUp   pod/film-88   pod didn't trigger scale-up: 1 max node group size reached",
        ),
      ],
    ],
    roots: ["node-autoscaler-at-limit"],
    symptoms: ["insufficient-cpu"],
    says: /node groups are at their maximum size/,
  },
  {
    name: "near miss: an autoscaler that would not help",
    outputs: [
      [
        "get events -n render",
        rows(
          "LAST SEEN   TYPE      REASON              OBJECT        MESSAGE",
          "2m          Warning   FailedScheduling    pod/film-88   0/6 nodes are available: 6 Insufficient cpu.",
          "58s         Normal    NotTriggerScaleUp   pod/film-88   pod didn't trigger scale-up: 1 Insufficient cpu",
        ),
      ],
    ],
    roots: ["insufficient-cpu"],
  },
  {
    name: "pods that gave way to others of higher priority",
    outputs: [
      [
        "get events -n shop",
        rows(
          "LAST SEEN   TYPE      REASON      OBJECT                        MESSAGE",
          "3m          Normal    Preempted   pod/mailer-6f7d8c9b5-x4k2z    Preempted by pod 8fe4bb1c-52b8-4e12-9d1f-7c5f86d1f6a8 on node worker-4",
          "3m          Normal    Scheduled   pod/till-5c8d7f9b6-m4n8p      Successfully assigned shop/till-5c8d7f9b6-m4n8p to worker-4",
        ),
      ],
    ],
    roots: ["pod-preempted"],
    says: /Pods of Deployment shop\/mailer are preempted: .* higher priority \(Deployment shop\/till took their place on node worker-4\)/,
  },
  {
    name: "a DaemonSet that leaves out nodes with a taint",
    outputs: [
      [
        "get ds -n logs",
        rows(
          "NAME   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE",
          "tail   2         2         2       2            2           <none>          9d",
        ),
      ],
      [
        "get nodes -o custom-columns=NAME:.metadata.name,TAINT:.spec.taints[*].key,EFFECT:.spec.taints[*].effect",
        rows(
          "NAME     TAINT    EFFECT",
          "node-1   <none>   <none>",
          "node-2   <none>   <none>",
          "edge-1   edge     NoSchedule",
        ),
      ],
    ],
    roots: ["daemonset-skips-nodes"],
    says: /DaemonSet logs\/tail runs on 2 of 3 nodes: it does not tolerate taint edge:NoSchedule of node edge-1/,
  },
  {
    name: "near miss: a DaemonSet that runs on every node",
    outputs: [
      [
        "get ds -n logs",
        rows(
          "NAME   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE",
          "tail   1         1         1       1            1           <none>          9d",
        ),
      ],
      [
        "get nodes -o custom-columns=NAME:.metadata.name,TAINT:.spec.taints[*].key,EFFECT:.spec.taints[*].effect",
        rows("NAME     TAINT    EFFECT", "edge-1   edge     NoSchedule"),
      ],
    ],
    roots: [],
  },
];

const traffic: readonly Case[] = [
  {
    name: "a load balancer's pool that is used up",
    outputs: [
      [
        "get svc -A",
        rows(
          "NAMESPACE   NAME   TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)         AGE",
          "mail        mx     LoadBalancer   10.96.0.9     <pending>     25:30025/TCP    3h",
          "web         edge   LoadBalancer   10.96.0.10    10.9.0.2      443:30443/TCP   9d",
        ),
      ],
      [
        "get ipaddresspools -n metallb-system",
        rows(
          "NAME   AUTO ASSIGN   AVOID BUGGY IPS   ADDRESSES",
          'main   true          false             ["10.9.0.2/32"]',
        ),
      ],
    ],
    roots: ["load-balancer-addresses-exhausted"],
    symptoms: ["load-balancer-pending"],
    says: /pool main has 1 address \(10\.9\.0\.2\/32\), all given to edge/,
  },
  {
    name: "near miss: a pool that has an address left",
    outputs: [
      [
        "get svc -A",
        rows(
          "NAMESPACE   NAME   TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)         AGE",
          "mail        mx     LoadBalancer   10.96.0.9     <pending>     25:30025/TCP    3h",
          "web         edge   LoadBalancer   10.96.0.10    10.9.0.2      443:30443/TCP   9d",
        ),
      ],
      [
        "get ipaddresspools -n metallb-system",
        rows(
          "NAME   AUTO ASSIGN   AVOID BUGGY IPS   ADDRESSES",
          'main   true          false             ["10.9.0.2-10.9.0.3"]',
        ),
      ],
    ],
    roots: ["load-balancer-pending"],
  },
  {
    name: "a Service that forwards TCP to a program that listens on UDP",
    outputs: [
      [
        "get svc traps -n net -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: traps\n  namespace: net\nspec:\n  ports:\n  - port: 162\n    protocol: TCP\n    targetPort: 1162\n  selector:\n    app: traps\n  type: ClusterIP\n",
      ],
      ["logs traps-6c8f9d7b5-p4zqk -n net", "INFO trapd: listening on udp://0.0.0.0:1162\n"],
    ],
    roots: ["service-protocol-mismatch"],
    says: /forwards port 162 as TCP, and the program behind it listens on UDP port 1162/,
  },
  {
    name: "a Service that sends to another port than its program listens on",
    outputs: [
      [
        "get svc tiles -n maps -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: tiles\n  namespace: maps\nspec:\n  ports:\n  - port: 80\n    targetPort: 3000\n  selector:\n    app: tiles\n  type: ClusterIP\n",
      ],
      ["logs tiles-6c8f9d7b5-p4zqk -n maps", "10:14:32 INFO Server listening on http://0.0.0.0:8090\n"],
    ],
    roots: ["service-listener-mismatch"],
    says: /sends to targetPort 3000, and the program behind it says that it listens on port 8090/,
  },
  {
    name: "a network policy that admits other callers",
    outputs: [
      ["logs deploy/till -n shop", caller],
      ["get svc -n shop", stockService],
      ["get pods -n shop --show-labels", podsWithLabels],
      ["get netpol stock-callers -n shop -o yaml", policyFor("cash-desk")],
    ],
    roots: ["network-policy-refuses-caller"],
    says: /admits to stock only pods labelled app=cash-desk, not Deployment shop\/till \(app=till\)/,
  },
  {
    name: "near miss: a network policy that admits the caller",
    outputs: [
      ["logs deploy/till -n shop", caller],
      ["get svc -n shop", stockService],
      ["get pods -n shop --show-labels", podsWithLabels],
      ["get netpol stock-callers -n shop -o yaml", policyFor("till")],
    ],
    roots: [],
  },
  {
    name: "a network policy that forgets DNS",
    outputs: [
      [
        "logs deploy/till -n shop",
        "ERROR cannot connect: lookup pg.shop.svc on 10.96.0.10:53: read udp 10.244.2.7:38122->10.96.0.10:53: i/o timeout\n",
      ],
      [
        "get netpol -n shop -o yaml",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: out\n  namespace: shop\nspec:\n  egress:\n  - ports:\n    - port: 5432\n      protocol: TCP\n  podSelector: {}\n  policyTypes:\n  - Egress\n",
      ],
    ],
    roots: ["network-policy-blocks-dns"],
    says: /only to ports 5432, not DNS \(port 53\)/,
  },
];

const mesh: readonly Case[] = [
  {
    name: "a caller without sidecar before a strict mesh",
    outputs: [
      ["get peerauthentication -A", rows("NAMESPACE   NAME      MODE     AGE", "pay         default   STRICT   9d")],
      [
        "get ns -L istio-injection",
        rows("NAME     STATUS   AGE   ISTIO-INJECTION", "old      Active   9d    ", "pay      Active   9d    enabled"),
      ],
      ["logs erp-0 -n old", "10:01:02 ERROR call to http://ledger.pay.svc:8080/charge failed: read ECONNRESET\n"],
    ],
    roots: ["mesh-requires-mutual-tls"],
    symptoms: ["connection-broken"],
    says: /PeerAuthentication pay\/default is STRICT.* namespace old has no sidecar injection/,
  },
  {
    name: "a service account that an authorization policy does not admit",
    outputs: [
      [
        "logs ledger-6fb76d8d9d-qlx5s -n pay -c istio-proxy",
        'debug envoy rbac checking request: ssl: uriSanPeerCertificate: spiffe://cluster.local/ns/shop/sa/till, path /charge\n[2026-01-05T10:00:01Z] "POST /charge HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0\n',
      ],
      [
        "get authorizationpolicy -n pay -o yaml",
        "apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: callers\n  namespace: pay\nspec:\n  action: ALLOW\n  rules:\n  - from:\n    - source:\n        principals:\n        - cluster.local/ns/shop/sa/web\n",
      ],
    ],
    roots: ["mesh-access-denied"],
    says: /AuthorizationPolicy pay\/callers does not admit service account shop\/till to ledger \(it admits service account shop\/web\)/,
  },
  {
    name: "sessions that another replica holds",
    outputs: [
      ["logs chat-6fb76d8d9d-qlx5s -n live", 'WARN engine error message="Session ID unknown" sid=a7\n'],
      [
        "get svc chat -n live -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: chat\n  namespace: live\nspec:\n  ports:\n  - port: 80\n  selector:\n    app: chat\n  sessionAffinity: None\n  type: ClusterIP\n",
      ],
      [
        "get deploy chat -n live",
        rows("NAME   READY   UP-TO-DATE   AVAILABLE   AGE", "chat   3/3     3            3           9d"),
      ],
    ],
    roots: ["session-affinity-missing"],
    says: /no session affinity .* over 3 replicas/,
  },
];

const settings: readonly Case[] = [
  {
    name: "a setting with a host that no Service has, and a log that names no host",
    outputs: [
      ["get svc -n music", stockService.replaceAll("stock", "store")],
      [
        "get cm mixer -n music -o yaml",
        "apiVersion: v1\ndata:\n  STORE: http://stor.music.svc.cluster.local:8080\nkind: ConfigMap\nmetadata:\n  name: mixer\n  namespace: music\n",
      ],
      [
        "logs mixer-6c8f9d7b5-p4zqk -n music",
        "ERROR mixer: transport error: dns error: failed to lookup address information: Name or service not known\n",
      ],
    ],
    roots: ["configured-host-wrong"],
    symptoms: ["name-not-resolved"],
    says: /sets STORE to stor\.music\.svc\.cluster\.local:8080; namespace music has no Service "stor", but one named "store"/,
  },
  {
    name: "near miss: a setting with the host of a Service",
    outputs: [
      ["get svc -n music", stockService.replaceAll("stock", "store")],
      [
        "get cm mixer -n music -o yaml",
        "apiVersion: v1\ndata:\n  STORE: http://store.music.svc.cluster.local:8080\nkind: ConfigMap\nmetadata:\n  name: mixer\n  namespace: music\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a path that leads to the Service of another path",
    outputs: [
      [
        "get svc -n park",
        stockService.replaceAll("stock", "tours") + stockService.split("\n")[1]!.replaceAll("stock", "guides"),
      ],
      [
        "get ingress park -n park -o yaml",
        `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: park
  namespace: park
spec:
  rules:
  - host: park.example.net
    http:
      paths:
${["tours", "guides"]
  .map(
    (path) =>
      `      - path: /api/${path}\n        pathType: Prefix\n        backend:\n          service:\n            name: guides\n            port:\n              number: 8080`,
  )
  .join("\n")}
`,
      ],
    ],
    roots: ["route-backend-strange"],
    says: /leads path \/api\/tours to Service guides, whose own path is \/api\/guides, although there is a Service tours/,
  },
  {
    name: "a node whose kube-proxy crashes",
    outputs: [
      [
        "get pods -A -o wide",
        rows(
          "NAMESPACE     NAME                    READY   STATUS             RESTARTS        AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
          "kube-system   kube-proxy-4vh7t        1/1     Running            0               9d    10.0.1.10    node-1   <none>           <none>",
          "kube-system   kube-proxy-x9d4c        0/1     CrashLoopBackOff   21 (2m ago)     9d    10.0.1.24    node-2   <none>           <none>",
          "shop          till-6d8f9c7b5-b8z4q    1/1     Running            0               9d    10.244.2.4   node-2   <none>           <none>",
        ),
      ],
    ],
    roots: ["node-agent-down"],
    symptoms: ["crash-loop"],
    says: /Node node-2 has no working kube-proxy \(Pod kube-proxy-x9d4c: STATUS CrashLoopBackOff\), so that the addresses of Services do not work/,
  },
  {
    name: "a node whose kube-proxy does not start, and a log on it",
    outputs: [
      [
        "get pods -A -o wide",
        rows(
          "NAMESPACE     NAME                    READY   STATUS                       RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
          "kube-system   kube-proxy-x9d4c        0/1     CreateContainerConfigError   0          9d    10.0.1.24    node-2   <none>           <none>",
          "shop          till-6d8f9c7b5-b8z4q    1/1     Running                      0          9d    10.244.2.4   node-2   <none>           <none>",
        ),
      ],
      ["logs till-6d8f9c7b5-b8z4q -n shop", caller],
    ],
    roots: ["node-agent-down", "container-not-created"],
    says: /addresses of Services do not work from there: it hits till-6d8f9c7b5-b8z4q/,
  },
  {
    name: "a Job that its deadline ended",
    outputs: [
      [
        "get events -n books",
        rows(
          "LAST SEEN   TYPE      REASON             OBJECT       MESSAGE",
          "10m         Warning   DeadlineExceeded   job/export   Job was active longer than specified deadline",
        ),
      ],
      [
        "get job export -n books",
        rows("NAME     STATUS   COMPLETIONS   DURATION   AGE", "export   Failed   0/1           20m        20m"),
      ],
    ],
    roots: ["job-deadline-exceeded"],
    says: /Job books\/export was ended because it ran longer than its deadline/,
  },
  {
    name: "a registry token that was not renewed",
    outputs: [
      [
        "get events -n shop",
        rows(
          "LAST SEEN   TYPE      REASON   OBJECT                     MESSAGE",
          '10s         Warning   Failed   pod/till-6d8f9c7b5-b8z4q   Failed to pull image "111122223333.dkr.ecr.eu-west-1.amazonaws.com/till:9": 403 Forbidden - Server message: denied: Your authorization token has expired. Reauthenticate and try again.',
        ),
      ],
      [
        "get secrets -n shop",
        rows(
          "NAME    TYPE                             DATA   AGE",
          "login   kubernetes.io/dockerconfigjson   1      5d2h",
        ),
      ],
    ],
    roots: ["image-credentials-expired"],
    says: /Secret login is 5d2h old, and a token expires after 12 hours/,
  },
];

const operators: readonly Case[] = [
  {
    name: "a route of the mesh to a subset that nobody defines",
    outputs: [
      [
        "get virtualservice rates -n book -o yaml",
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: rates\n  namespace: book\nspec:\n  hosts:\n  - rates\n  http:\n  - route:\n    - destination:\n        host: rates\n        subset: next\n",
      ],
      [
        "get destinationrule rates -n book -o yaml",
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: rates\n  namespace: book\nspec:\n  host: rates\n  subsets:\n  - name: stable\n    labels:\n      version: v1\n",
      ],
    ],
    roots: ["mesh-route-broken"],
    says: /subset "next" of rates, which no DestinationRule defines \(rates has stable\)/,
  },
  {
    name: "a monitor without the label that Prometheus asks for",
    outputs: [
      [
        "get servicemonitor till -n shop -o yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: till\n  namespace: shop\n  labels:\n    team: shop\n",
      ],
      [
        "get prometheus -A -o yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: main\n  namespace: watch\nspec:\n  serviceMonitorSelector:\n    matchLabels:\n      scrape: main\n",
      ],
    ],
    roots: ["monitor-not-selected"],
    says: /takes only those with label scrape=main, and this one has team=shop/,
  },
  {
    name: "a policy engine that answers in several paragraphs",
    outputs: [
      [
        "apply -f web.yaml",
        'Error from server: error when creating "web.yaml": admission webhook "validate.policies.example" denied the request: \n\nresource Deployment/shop/web was blocked due to the following policies \n\nlabels-wanted:\n  check-owner: \'validation error: label owner is required\'\n',
      ],
    ],
    roots: ["webhook-refuses"],
    says: /denied it: labels-wanted: check-owner: 'validation error: label owner is required'/,
  },
  {
    name: "an application of Argo CD whose sync failed",
    outputs: [
      [
        "describe application web -n argocd",
        `Name:         web
Namespace:    argocd
API Version:  argoproj.io/v1alpha1
Kind:         Application
Status:
  Conditions:
    Last Transition Time:  2026-01-01T10:00:00Z
    Message:               Failed sync attempt: one or more objects failed to apply, reason: namespaces "web" not found
    Type:                  SyncError
  Health:
    Status:  Missing
Events:  <none>
`,
      ],
    ],
    roots: ["resource-not-ready"],
    says: /namespaces "web" not found/,
  },
];

const held: readonly Case[] = [
  {
    name: "a program that finds no place to write on a read-only root",
    outputs: [
      [
        "logs model-6c8f9d7b5-p4zqk -n ml",
        "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp']\n",
      ],
      [
        "get deploy model -n ml -o yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: model\n  namespace: ml\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        securityContext:\n          readOnlyRootFilesystem: true\n        volumeMounts:\n        - mountPath: /models\n          name: models\n",
      ],
    ],
    roots: ["root-file-system-read-only"],
    symptoms: ["no-temporary-directory"],
    says: /readOnlyRootFilesystem is true and only \/models is mounted/,
  },
  {
    name: "near miss: a program that finds no place to write on a root that it may write",
    outputs: [
      [
        "logs model-6c8f9d7b5-p4zqk -n ml",
        "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp']\n",
      ],
      [
        "get deploy model -n ml -o yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: model\n  namespace: ml\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        securityContext:\n          readOnlyRootFilesystem: false\n        volumeMounts:\n        - mountPath: /models\n          name: models\n",
      ],
    ],
    roots: ["no-temporary-directory"],
  },
  {
    name: "a route to a port that its Service does not offer",
    outputs: [
      [
        "get httproute stock -n shop -o yaml",
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: stock\n  namespace: shop\nspec:\n  rules:\n  - backendRefs:\n    - name: stock\n      port: 9000\n",
      ],
      ["get svc -n shop", stockService],
    ],
    roots: ["ingress-backend-unavailable"],
    says: /HTTPRoute shop\/stock leads to Service stock, which has no port 9000 \(it offers 8080\)/,
  },
  {
    name: "near miss: a route to a port of its Service",
    outputs: [
      [
        "get httproute stock -n shop -o yaml",
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: stock\n  namespace: shop\nspec:\n  rules:\n  - backendRefs:\n    - name: stock\n      port: 8080\n",
      ],
      ["get svc -n shop", stockService],
    ],
    roots: [],
  },
  {
    name: "a route with a middleware that is not there",
    outputs: [
      [
        "get ingressroute web -n edge -o yaml",
        "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata:\n  name: web\n  namespace: edge\nspec:\n  routes:\n  - kind: Rule\n    middlewares:\n    - name: strip\n",
      ],
      ["get middlewares -n edge", rows("NAME        AGE", "headers     9d")],
    ],
    roots: ["reference-missing"],
    says: /refers to Middleware "strip"/,
  },
  {
    name: "a Deployment that says in its conditions why it gets no pods",
    outputs: [
      [
        "get deploy web -n shop -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
status:
  conditions:
  - type: ReplicaFailure
    status: "True"
    reason: FailedCreate
    message: 'pods "web-7c9-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found'
  unavailableReplicas: 2
`,
      ],
    ],
    roots: ["service-account-missing"],
    symptoms: ["deployment-unavailable"],
    says: /Deployment shop\/web gets no pods: service account "web" does not exist/,
  },
  {
    name: "a place for backups that cannot be used",
    outputs: [
      [
        "get backupstoragelocations -n velero",
        rows(
          "NAME      PHASE         LAST VALIDATED   AGE   DEFAULT",
          "default   Unavailable   20s              90d   true",
        ),
      ],
    ],
    roots: ["resource-not-ready"],
    says: /PHASE Unavailable/,
  },
  {
    name: "an Ingress that its controller does not take",
    outputs: [
      [
        "get events -n web",
        rows(
          "LAST SEEN   TYPE      REASON      OBJECT        MESSAGE",
          "1m          Warning   BadConfig   ingress/web   TLS secret web/web-tls is invalid: tls: private key does not match public key",
        ),
      ],
    ],
    roots: ["object-rejected"],
    says: /controller of Ingress web\/web complains: TLS secret web\/web-tls is invalid/,
  },
  {
    name: "a StatefulSet whose partition holds pods back",
    outputs: [
      [
        "get sts es -n search -o yaml",
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: es\n  namespace: search\nspec:\n  replicas: 3\n  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate:\n      partition: 2\nstatus:\n  replicas: 3\n  readyReplicas: 3\n  updatedReplicas: 1\n  currentRevision: es-1\n  updateRevision: es-2\n",
      ],
    ],
    roots: ["rollout-held-back"],
    says: /1 of 3 pods .* partition 2, so that pods es-0 to es-1 keep the old revision/,
  },
  {
    name: "near miss: a partition, and every pod has the new revision",
    outputs: [
      [
        "get sts es -n search -o yaml",
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: es\n  namespace: search\nspec:\n  replicas: 3\n  updateStrategy:\n    rollingUpdate:\n      partition: 2\nstatus:\n  replicas: 3\n  readyReplicas: 3\n  updatedReplicas: 3\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a role bound to a service account that is not there",
    outputs: [
      [
        "get rolebinding read -n ci -o yaml",
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: read\n  namespace: ci\nroleRef:\n  kind: Role\n  name: reader\nsubjects:\n- kind: ServiceAccount\n  name: runners\n  namespace: ci\n",
      ],
      ["get sa -n ci", rows("NAME      SECRETS   AGE", "default   0         9d", "runner    0         9d")],
    ],
    roots: ["reference-missing"],
    says: /RoleBinding ci\/read refers to ServiceAccount "runners", which does not exist .* one named "runner"/,
  },
  {
    name: "an external name that leads to no Service",
    outputs: [
      [
        "get svc bills -n shop -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: bills\n  namespace: shop\nspec:\n  type: ExternalName\n  externalName: bills-old.corp.svc.cluster.local\n",
      ],
      ["get svc -n corp", stockService.replaceAll("stock", "bills")],
      ["logs deploy/web -n shop", "ERROR request failed: lookup bills.shop.svc.cluster.local: no such host\n"],
    ],
    roots: ["configured-host-wrong"],
    symptoms: ["name-not-resolved"],
    says: /Service shop\/bills sets externalName \(type ExternalName\) to bills-old\.corp\.svc/,
  },
  {
    name: "a condition of any name whose reason complains",
    outputs: [
      [
        "describe cluster orders -n db",
        `Name:         orders
Namespace:    db
API Version:  example.net/v1
Kind:         Cluster
Status:
  Conditions:
    Last Transition Time:  2026-01-01T10:00:00Z
    Message:               archiving: AccessDenied on bucket logs
    Reason:                ContinuousArchivingFailing
    Status:                False
    Type:                  ContinuousArchiving
Events:  <none>
`,
      ],
    ],
    roots: ["resource-not-ready"],
    says: /AccessDenied on bucket logs/,
  },
];

/** What only several outputs together show, with cases that look the same and are well. */
export const joinCases: readonly Case[] = [
  ...references,
  ...nodes,
  ...traffic,
  ...mesh,
  ...settings,
  ...operators,
  ...held,
];
