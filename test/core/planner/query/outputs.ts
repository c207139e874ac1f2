import type { Output } from "../situations.ts";

export const pods: Output = [
  "kubectl get pods -A -o wide",
  `NAMESPACE     NAME                        READY   STATUS             RESTARTS        AGE     IP           NODE     NOMINATED NODE   READINESS GATES
bank          ledger-6d9f676d48-x7k2p     2/2     Running            0               41d     10.1.0.4     n-1      <none>           <none>
bank          ledger-6d9f676d48-zz9qr     1/2     CrashLoopBackOff   12 (4m ago)     3h20m   10.1.0.5     n-2      <none>           <none>
bank          fx-0                        1/1     Running            3 (9d ago)      41d     10.1.0.6     n-2      <none>           <none>
bank          close-books-29384-8gq5n     0/1     Completed          0               10h     10.1.0.7     n-3      <none>           <none>
bank          close-books-29385-abcde     0/1     Error              0               9h      10.1.0.9     n-3      <none>           <none>
web           shop-7b9c5d8f6-2h8qk        1/1     Running            1 (2d ago)      9d      10.1.0.8     n-1      <none>           <none>
web           shop-7b9c5d8f6-dm5wx        0/1     Pending            0               4m      <none>       <none>   <none>           <none>
web-staging   shop-55d7f9c6b-k8s2x        1/1     Running            7 (1h ago)      2d      10.1.0.10    n-1      <none>           <none>
`,
];

export const nodes: Output = [
  "kubectl get nodes -L topology.kubernetes.io/zone,node.kubernetes.io/instance-type,pool",
  `NAME   STATUS                     ROLES           AGE    VERSION          ZONE    INSTANCE-TYPE   POOL
cp-1   Ready                      control-plane   400d   v1.29.9          fra-a   c5.large        system
n-1    Ready                      <none>          400d   v1.30.2          fra-a   m6i.xlarge      apps
n-2    Ready,SchedulingDisabled   <none>          90d    v1.29.9          fra-b   m6i.xlarge      apps
n-3    NotReady                   <none>          12d    v1.30.2          fra-b   m6i.2xlarge     apps
n-4    Ready                      <none>          3d     v1.31.0-rc.1     fra-c   g5.xlarge       gpu
`,
];

export const services: Output = [
  "kubectl get svc -A",
  `NAMESPACE   NAME      TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)         AGE
edge        apigw     LoadBalancer   10.96.14.1    185.1.2.3     443:31280/TCP   20d
edge        grpc      LoadBalancer   10.96.14.2    <pending>     443:31281/TCP   3h
test        grpc      LoadBalancer   10.96.14.3    <pending>     443:31282/TCP   3h
edge        inner     ClusterIP      10.96.14.4    <none>        80/TCP          20d
`,
];

export const claims: Output = [
  "kubectl get pvc -n erp",
  `NAME      STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
pg-0      Bound     pvc-1    200Gi      RWO            fast           127d
pg-1      Bound     pvc-2    50Gi       RWO            fast           295d
files     Bound     pvc-3    1Ti        RWX            nfs            352d
scratch   Pending                                      fast           2m40s
`,
];

export const cronJobs: Output = [
  "kubectl get cronjobs -n erp",
  `NAME      SCHEDULE      TIMEZONE        SUSPEND   ACTIVE   LAST SCHEDULE   AGE
dunning   30 5 2 * *    Europe/Berlin   False     0        27d             2y40d
rates     */10 * * * *  <none>          False     1        9m12s           385d
sepa      15 2 * * *    <none>          True      0        203d            3y11d
`,
];

export const deployments: Output = [
  "kubectl get deploy -n uni --show-labels",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE    LABELS
courses  3/3     3            3           138d   app=courses,team=learning
ldap     1/2     2            1           124d   app=ldap,managed-by=argocd
mail     0/0     0            0           110d   app=mail,owner-team=records
quiz     2/2     2            2           24d    app=quiz,team=learning
`,
];

export const certificates: Output = [
  "kubectl get certificates -A -o custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,READY:.status.conditions[0].status,NOTAFTER:.status.notAfter,ISSUER:.spec.issuerRef.name",
  `NAMESPACE   NAME      READY   NOTAFTER               ISSUER
chat        chat-tls  True    2026-02-19T06:14:22Z   le-dns
api         mtls      False   2026-01-02T00:00:00Z   corp-ca
media       cdn-tls   True    2026-01-11T17:02:55Z   le-http
`,
];

export const volumes: Output = [
  "kubectl get pv",
  `NAME    CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS      CLAIM        STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE
pv-a    50Gi       RWO            Retain           Released    iot/influx   ceph           <unset>                          46d
pv-b    500Gi      RWO            Retain           Available                ceph           <unset>                          351d
pv-c    120Gi      RWO            Retain           Released    maps/tiles   ceph           <unset>                          207d
pv-d    400Gi      RWO            Delete           Bound       iot/scale    ceph           <unset>                          428d
`,
];

export const quota: Output = [
  "kubectl describe quota -n ml",
  `Name:            team
Namespace:       ml
Resource         Used    Hard
--------         ----    ----
limits.memory    44Gi    64Gi
pods             34      40
requests.cpu     13700m  16
requests.memory  24Gi    32Gi
`,
];

export const accessLog: Output = [
  "kubectl logs -n edge deploy/nginx --tail=6",
  [
    ["10:00:01", "GET", "/a", 200, "0.100", "9.9.9.1"],
    ["10:00:05", "POST", "/pay", 502, "9.870", "9.9.9.2"],
    ["10:01:00", "GET", "/healthz", 503, "0.001", "9.9.9.3"],
    ["10:02:30", "POST", "/pay", 504, "30.001", "9.9.9.2"],
    ["10:05:00", "GET", "/a", 500, "0.300", "9.9.9.1"],
    ["10:06:00", "GET", "/b", 404, "0.200", "9.9.9.4"],
  ]
    .map(
      ([time, method, path, status, took, ip]) =>
        `${ip} - - [19/Jan/2026:${time} +0000] "${method} ${path} HTTP/1.1" ${status} 1444 "-" "curl/8" 884 ${took} [edge-api-80] [] 10.3.1.5:8080 1444 ${took} ${status} 5ed5`,
    )
    .join("\n"),
];

export const jsonLog: Output = [
  "kubectl logs -n wh deploy/robots --since=1h",
  [
    ["10:05:23", "R-1", 25, "heartbeat"],
    ["10:06:00", "R-2", 14, "heartbeat"],
    ["10:07:00", "R-1", 13, "heartbeat"],
    ["10:09:00", "R-1", 12, "heartbeat"],
    ["10:11:00", "R-1", 88, "charged"],
  ]
    .map(
      ([time, robot, pct, msg]) =>
        `{"level":30,"time":"2025-09-22T${time}.000Z","robot":"${robot}","batteryPct":${pct},"msg":"${msg}"}`,
    )
    .join("\n"),
];

export const orderLog: Output = [
  "kubectl logs erp-0 -n erp",
  `2025-10-08 13:58:13,621 INFO  [t-6] c.m.Sender - order SO-1 exported
2025-10-08 13:58:23,396 ERROR [t-3] c.m.Sender - IDoc for order SO-2 rejected: status 51
com.x.RejectedException: status 51
	at com.x.Sender.send(Sender.java:148)
2025-10-08 13:59:23,396 ERROR [t-3] c.m.Sender - IDoc for order SO-2 rejected: status 51
2025-10-08 14:00:23,396 ERROR [t-3] c.m.Sender - IDoc for order SO-3 rejected: status 51
2025-10-08 14:01:00,000 INFO  [t-3] c.m.Import - import catalogue-7 started
2025-10-08 14:03:30,500 INFO  [t-3] c.m.Import - import catalogue-7 finished, 300 rows
`,
];

export const events: Output = [
  "kubectl events -n ship --types=Warning",
  `LAST SEEN               TYPE      REASON             OBJECT             MESSAGE
4m18s (x512 over 3h5m)  Warning   BackOff            Pod/label-9kq2x    Back-off restarting failed container printer in pod label-9kq2x
3m51s (x38 over 3h1m)   Warning   Unhealthy          Pod/wave-c7n5r     Readiness probe failed: HTTP probe failed with statuscode: 503
2m40s (x97 over 3h2m)   Warning   Unhealthy          Pod/stock-pz8wl    Liveness probe failed: context deadline exceeded
92s (x214 over 3h2m)    Warning   Unhealthy          Pod/wave-h4xtm     Readiness probe failed: HTTP probe failed with statuscode: 503
61s (x11 over 58m)      Warning   FailedScheduling   Pod/route-jk6vd    0/9 nodes are available: 9 Insufficient cpu.
40m                     Warning   FailedScheduling   Pod/route-aaaaa    0/9 nodes are available: 9 Insufficient cpu.
`,
];

export const workload: Output = [
  "kubectl get deploy engine -n ins -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: engine
  namespace: ins
spec:
  replicas: 3
  template:
    spec:
      containers:
      - env:
        - name: JAVA_TOOL_OPTIONS
          value: -Xms1g -Xmx1536m
        image: registry.ins.ch/claims/engine:24.11.3
        name: engine
        readinessProbe:
          httpGet:
            path: /ready
            port: 8080
          periodSeconds: 5
        startupProbe:
          failureThreshold: 30
          httpGet:
            path: /started
            port: 8081
          periodSeconds: 4
        resources:
          limits:
            memory: 2Gi
          requests:
            cpu: 500m
            memory: 1Gi
      - image: promtail:2.9.8
        name: shipper
        resources:
          limits:
            memory: 256Mi
          requests:
            cpu: 20m
            memory: 64Mi
      serviceAccountName: engine-sa
`,
];

export const usage: Output = [
  "kubectl top pods -n ad --containers",
  `POD        NAME     CPU(cores)   MEMORY(bytes)
rank-0     rank     612m         3174Mi
rank-0     token    41m          388Mi
rank-1     rank     588m         3342Mi
rank-1     token    44m          471Mi
`,
];
export const limits: Output = [
  "kubectl get pods -n ad -o custom-columns=NAME:.metadata.name,CONTAINERS:.spec.containers[*].name,LIMIT:.spec.containers[*].resources.limits.memory",
  `NAME     CONTAINERS   LIMIT
rank-0   rank,token   4Gi,512Mi
rank-1   rank,token   4Gi,512Mi
`,
];
export const images: Output = [
  `kubectl get pods -n cast -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.spec.containers[*].image}{"\\n"}{end}'`,
  `ad-1\tmirror.cast.se/library/nginx:1.27.2
cache-0\tredis:7.2
kafka-0\tdocker.io/bitnami/kafka:3.7.1
exp-0\tquay.io/prometheus/exporter:v0.15.0
`,
];
export const ingresses: Output = [
  `kubectl get ingress -n art -o jsonpath='{range .items[*]}{.metadata.name}{" hosts="}{.spec.rules[*].host}{" tls="}{.spec.tls[*].hosts[*]}{"\\n"}{end}'`,
  `www hosts=www.art.dk art.dk tls=www.art.dk art.dk
guides hosts=guides.art.dk tls=
kids hosts=kids.art.dk boern.art.dk tls=kids.art.dk
`,
];
export const kinds: Output = [
  "kubectl api-resources --api-group=cilium.io",
  `NAME                     SHORTNAMES   APIVERSION             NAMESPACED   KIND
ciliumendpoints          cep,ciliumep cilium.io/v2           true         CiliumEndpoint
ciliumidentities         ciliumid     cilium.io/v2           false        CiliumIdentity
ciliumpodippools         cpip         cilium.io/v2alpha1     false        CiliumPodIPPool
`,
];
export const rights: Output = [
  "kubectl auth can-i --list -n ledger --as=system:serviceaccount:ledger:poster",
  `Resources        Non-Resource URLs   Resource Names   Verbs
jobs.batch       []                  []               [create get list watch]
pods             []                  []               [get list watch]
secrets          []                  [hsm-pin]        [get]
`,
];
export const autoscalers: Output = [
  "kubectl get hpa -A",
  `NAMESPACE   NAME     REFERENCE           TARGETS        MINPODS   MAXPODS   REPLICAS   AGE
a           slots    Deployment/slots    cpu: 96%/70%   4         16        16         301d
a           notify   Deployment/notify   cpu: 12%/80%   2         2         2          88d
b           relay    Deployment/relay    cpu: 40%/60%   3         9         4          140d
`,
];

export const roles: Output = [
  "kubectl get nodes",
  `NAME   STATUS     ROLES           AGE   VERSION
cp1    Ready      control-plane   9d    v1.30.1
w1     Ready      <none>          9d    v1.30.1
w2     NotReady   <none>          9d    v1.29.1
`,
];

export const pools: Output = [
  "kubectl get nodes -L topology.kubernetes.io/zone,kubernetes.azure.com/mode",
  `NAME       STATUS   ROLES    AGE   VERSION   ZONE   MODE
n-sys-1    Ready    <none>   9d    v1.30.1   eu-1   system
n-sys-2    Ready    <none>   9d    v1.30.1   eu-2   system
n-user-1   Ready    <none>   9d    v1.31.1   eu-2   user
n-user-2   Ready    <none>   9d    v1.30.1   eu-2   user
`,
];

export const selecting: Output = [
  "kubectl get deploy web -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
      - image: web:1
        name: web
      - image: tls:1
        name: tls
        resources:
          limits:
            memory: 64Mi
      nodeSelector:
        disk: fast
`,
];
