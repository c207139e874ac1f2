import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const template = (revision: number, image: string, memory: string): Output => [
  `kubectl rollout history deploy/ferry -n port --revision=${revision}`,
  `deployment.apps/ferry with revision #${revision}
Pod Template:
  Labels:	app=ferry
	pod-template-hash=abc${revision}
  Containers:
   web:
    Image:	reg.io/port/ferry:${image}
    Limits:
      memory:	${memory}
    Environment:
      MODE:	fast
`,
];
const config = (namespace: string, size: number): Output => [
  `kubectl get cm rates -n ${namespace} -o yaml`,
  `apiVersion: v1
kind: ConfigMap
metadata:
  name: rates
  namespace: ${namespace}
data:
  app.yaml: |
    pool:
      size: ${size}
`,
];
const ingress: Output = [
  "kubectl describe ingress front -n web",
  `Name:             front
Namespace:        web
Address:          203.0.113.10
Ingress Class:    nginx
TLS:
  front-tls terminates shop.garden.ch
Rules:
  Host            Path  Backends
  ----            ----  --------
  shop.garden.ch  
                  /          storefront:80 (10.2.1.4:8080)
                  /api       catalog:8000 (10.2.1.7:8000)
                  /api/cart  cart:http (10.2.3.3:9000)
Events:           <none>
`,
];
const crons: Output = [
  "kubectl get cronjobs -n wh -o yaml",
  `apiVersion: v1
kind: List
items:
- apiVersion: batch/v1
  kind: CronJob
  metadata: {name: rollup, namespace: wh}
  spec: {schedule: "15 6 * * 1-5", timeZone: Europe/Oslo, concurrencyPolicy: Replace, suspend: false}
- apiVersion: batch/v1
  kind: CronJob
  metadata: {name: export, namespace: wh}
  spec: {schedule: "0 2 1 * *", concurrencyPolicy: Forbid, suspend: true}
`,
];
const pulled: Output = [
  "kubectl get events -n docs",
  `LAST SEEN   TYPE     REASON      OBJECT      MESSAGE
12m         Normal   Scheduled   pod/ocr-a   Successfully assigned docs/ocr-a to w1
11m         Normal   Pulled      pod/ocr-a   Successfully pulled image "quay.io/ocr:9" in 48.2s (1m40s including waiting). Image size: 1811399680 bytes.
9m          Normal   Scheduled   pod/ocr-b   Successfully assigned docs/ocr-b to w2
8m          Normal   Pulled      pod/ocr-b   Successfully pulled image "quay.io/ocr:9" in 55.9s (55.9s including waiting). Image size: 1811399680 bytes.
`,
];
const node: Output = [
  "kubectl describe node kw-3",
  `Name:               kw-3
Allocatable:
  cpu:                7500m
  memory:             30Gi
Non-terminated Pods:          (3 in total)
  Namespace                   Name                     CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----                     ------------  ----------  ---------------  -------------  ---
  chat                        relay-0                  500m (6%)     0 (0%)      1Gi (3%)         2Gi (6%)       3d
  chat                        relay-1                  250m (3%)     0 (0%)      512Mi (1%)       2Gi (6%)       3d
  ml                          trainer-x                4 (53%)       4 (53%)     16Gi (53%)       16Gi (53%)     3h
Allocated resources:
  Resource           Requests      Limits
  --------           --------      ------
  cpu                4750m (63%)   4 (53%)
  memory             17920Mi (58%) 20Gi (66%)
`,
];
const top: Output = [
  "kubectl top pods -n q",
  `NAME      CPU(cores)   MEMORY(bytes)
beta-0    100m         900Mi
gamma-0   450m         100Mi
`,
];
const limits: Output = [
  "kubectl get pods -n q -o custom-columns=NAME:.metadata.name,CPU:.spec.containers[*].resources.limits.cpu,MEM:.spec.containers[*].resources.requests.memory",
  `NAME      CPU    MEM
beta-0    2      512Mi
gamma-0   500m   256Mi
`,
];
const leases: Output = [
  "kubectl get lease roster-lock -n ward -o yaml",
  `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  name: roster-lock
  namespace: ward
spec:
  acquireTime: "2026-01-03T04:00:00Z"
  holderIdentity: roster-1
  leaseTransitions: 7
`,
];
const letters: Output = [
  "kubectl logs dryer-0 -n mill --since=10m",
  `07:00:01 I belt: speed 3
07:00:02 E oven: zone 2 probe gives no value
07:00:03 I belt: speed 3
07:00:05 E rule: "night" line 4: unknown unit "degF"
07:00:07 I belt: speed 4
07:00:08 W http: 413 Request Entity Too Large
`,
];
const calls: Output = [
  "kubectl logs beds-0 -n ward",
  `ts=2025-12-02T06:14:02Z level=info rpc=Admit code=OK dur=275.1ms trace=aa1
ts=2025-12-02T06:15:02Z level=info rpc=Census code=OK dur=2.871s trace=bb2
ts=2025-12-02T06:16:02Z level=info rpc=Admit code=NotFound dur=900ms trace=cc3
`,
];
const web: Output = [
  "kubectl logs web-0 -n w",
  [404, 499, 503, 200, 502, 503]
    .map((status, at) => `10.0.0.${at % 2} - - [21/Sep/2025:19:0${at}:00 +0000] "GET /a HTTP/1.1" ${status} 12 "-" "x"`)
    .join("\n"),
];
const events: Output = [
  "kubectl get events -n crm",
  `LAST SEEN   TYPE      REASON      OBJECT         MESSAGE
2m          Warning   BackOff     pod/mailer-a   Back-off restarting failed container
5m          Warning   Unhealthy   pod/search-0   Readiness probe failed
9m          Warning   Unhealthy   pod/search-1   Readiness probe failed
15m         Normal    Pulled      pod/search-1   Container image "x" already present on machine
`,
];
const quota: Output = [
  "kubectl describe resourcequota team -n ds",
  `Name:            team
Namespace:       ds
Resource         Used    Hard
--------         ----    ----
pods             37      50
requests.cpu     14500m  16
`,
];
const history: Output = [
  "kubectl rollout history deploy/tickets -n ev",
  `deployment.apps/tickets
REVISION  CHANGE-CAUSE
7         raise memory
8         image 2.3.0
11        image 2.4.1
`,
];
const services: Output = [
  "kubectl get svc -A",
  `NAMESPACE   NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)          AGE
edge        admin   NodePort    10.96.4.9    <none>        9000:31900/TCP   20d
db          pg      ClusterIP   10.96.7.7    <none>        5432/TCP         300d
`,
];
const nodes: Output = [
  "kubectl get nodes -L kubernetes.io/arch",
  `NAME   STATUS   ROLES    AGE    VERSION    ARCH
a-1    Ready    <none>   411d   v1.31.11   arm64
a-2    Ready    <none>   33d    v1.32.7    arm64
a-3    Ready    <none>   402d   v1.30.14   arm64
b-1    Ready    <none>   512d   v1.31.11   amd64
`,
];
const pods: Output = [
  "kubectl get pods -n adx -o wide",
  `NAME      READY   STATUS             RESTARTS       AGE   IP         NODE
ads-0     2/2     Running            0              9d    10.0.0.1   k1
ads-1     2/2     Running            12 (2h ago)    9d    10.0.0.2   k2
bids-0    1/1     Running            3 (9d ago)     30d   10.0.0.3   k2
bids-1    0/1     CrashLoopBackOff   44 (3m ago)    30d   10.0.0.4   k2
`,
];
const rows: Output = [
  `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.status.nodeInfo.kubeletVersion}{"\\t"}{.status.nodeInfo.architecture}{"\\n"}{end}'`,
  "edge-a\tv1.33.1\tarm64\nedge-b\tv1.32.4\tamd64\nedge-c\tv1.33.1\tamd64\n",
];

test.each<[string, readonly Output[], RegExp]>([
  [
    "ferry got slower. What changed between revision 3 and 5?",
    [template(3, "1.0", "2Gi"), template(4, "1.1", "2Gi"), template(5, "1.2", "1Gi")],
    /^Between revision 3 and revision 5 of ferry 2 things differ: Image 1\.0 → 1\.2 \([^)]+\); Limits memory 2Gi → 1Gi\./,
  ],
  ["what changed in ferry between revision 3 and 5?", [template(3, "1.0", "2Gi")], /^Of ferry, only .* revision 3 was/],
  ["Which settings differ between rates in a and b?", [config("a", 5), config("b", 9)], /app\.yaml pool size 5 → 9/],
  [
    "Which replica of roster is the leader, and how often did that change?",
    [leases],
    /^roster-1 holds the lease roster-lock since 2026-01-03T04:00:00Z\. The leadership changed 7 times/,
  ],
  [
    "Summarise the errors in the log of dryer-0",
    [letters],
    /^The log of dryer-0 holds 2 error lines[\s\S]*probe gives no value[\s\S]*unknown unit/,
  ],
  ["compare rates of a with rates of b", [config("a", 5), config("b", 5)], /^Nothing differs/],
  [
    "https://shop.garden.ch/api/cart/7 ends in which service and port, and which secret has the certificate?",
    [ingress],
    /^Requests to shop\.garden\.ch\/api\/cart\/7 end in Service cart, port http.*catalog\)\..*Secret front-tls\./,
  ],
  ["Which service answers shop.garden.ch/apiary?", [ingress], /end in Service storefront, port 80/],
  [
    "when does rollup in wh fire, in which time zone, and what if the former run isn't finished?",
    [crons],
    /^CronJob wh\/rollup fires Monday to Friday at 06:15 .*time zone Europe\/Oslo\. concurrencyPolicy is Replace/,
  ],
  ["when does export start?", [crons], /on day 1 of the month at 02:00 .*It is suspended/],
  ["on which node did pulling the ocr image take longest?", [pulled], /^The longest pure pull was on node w2: 55\.9s/],
  [
    "slowest pull of ocr including waiting, which node?",
    [pulled],
    /was on node w1: 48\.2s \(1m40s including waiting\)/,
  ],
  [
    "what do the chat pods on kw-3 request in total, memory and CPU?",
    [node],
    /^The 2 pods on node kw-3 in chat have requests of 750m CPU and 1536Mi \(1\.5Gi\) memory in total/,
  ],
  ["which pod requests the most memory on kw-3?", [node], /trainer-x \(16Gi\) has the highest memory request/],
  ["how much cpu is still free for requests on kw-3?", [node], /^2750m free: kw-3\/cpu: requests 4750m/],
  ["which pod is closest to its CPU limit?", [top, limits], /^gamma-0 uses the highest share .* 450m of 500m \(90%\)/],
  ["which pods use more memory than they request?", [top, limits], /^1 of 2 pods use more than 100% .*beta-0 900Mi/],
  ["Slowest rpc in the beds log: which method, trace?", [calls], /^The slowest rpc .*rpc=Census dur=2\.871s trace=bb2/],
  ["which rpc is called most often in the beds log?", [calls], /^Admit has the most lines of beds: 2\./],
  ["average dur of rpc Admit in the beds log?", [calls], /^The average dur .* is 587\.\dms, over 2 lines/],
  ["How many 5xx from 19:02:00 to 19:04:30 in the web log (not counting 4xx)?", [web], /^2 lines .*with status 5xx/],
  ["how many warnings are in crm, most frequent reason?", [events], /^3 Warning events in crm: most Unhealthy/],
  [
    "how much cpu is left in the quota of ds?",
    [quota],
    /requests\.cpu 14500m of 16 \(91%, 1500m \(1\.5 cores\) left\)/,
  ],
  ["which revision of tickets brought image 2.3.0?", [history], /^Revision 8 \(image 2\.3\.0\)/],
  ["which service listens on node port 31900?", [services], /^edge\/admin: port number 9000, node port 31900/],
  ["who has 10.96.7.7?", [services], /^10\.96\.7\.7 is the cluster IP of Service db\/pg/],
  [
    "How many arm64 nodes still have to be upgraded to 1.32, and which of them is the oldest?",
    [nodes],
    /^2 of 4 nodes not on 1\.32 and with arch arm64: .*\. a-1: age 411d\./,
  ],
  ["how many nodes run 1.31 or newer?", [nodes], /^3 of 4 nodes/],
  ["how many nodes per version?", [nodes], /v1\.31\.11 2/],
  [
    "How many pods on node k2 have more than 5 restarts, and which one has the most?",
    [pods],
    /^2 of 4 pods with restarts above 5 and with node k2: .*bids-1: restarts 44/,
  ],
  ["How many pods are Running and CrashLoopBackOff in adx?", [pods], /\(3 Running, 1 CrashLoopBackOff\)/],
  ["how many pods do not run on k2?", [pods], /^1 of 4 pods not with node k2: ads-0/],
  [
    "how many nodes are amd64, and which kubelet version does edge-b run?",
    [rows],
    /^2 of 3 nodes with architecture amd64: edge-b and edge-c\. edge-b: .*v1\.32\.4/,
  ],
])("%s", async (question, outputs, expected) => {
  expect((await reply(question, outputs)).text).toMatch(expected);
});

test.each<[string, readonly Output[], RegExp]>([
  ["why did ferry break between revision 3 and 5?", [template(3, "1.0", "2Gi"), template(5, "1.2", "1Gi")], /^Between/],
  ["requests to shop.garden.ch/api return 503, which service fails?", [ingress], /^Requests to/],
  ["export did not run last night, when should it?", [crons], /^CronJob wh\/export fires/],
  ["what changed? everything is odd", [config("a", 5), config("b", 9)], /things? differ/],
])("%s asks for a cause, and not for what stands in the output", async (question, outputs, unexpected) => {
  expect((await reply(question, outputs)).text).not.toMatch(unexpected);
});

const volumes = (policy: string): Output[] => [
  [
    "kubectl get pvc -n clinic",
    "NAME      STATUS   VOLUME     CAPACITY   ACCESS MODES   STORAGECLASS   AGE\nscans     Bound    pvc-93f1   4Ti        RWX            ceph-fs        300d\n",
  ],
  [
    "kubectl get pv",
    `NAME       CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS   CLAIM          STORAGECLASS   REASON   AGE\npvc-93f1   4Ti        RWX            ${policy.padEnd(14)}   Bound    clinic/scans   ceph-fs                 300d\n`,
  ],
  [
    "kubectl get sc",
    "NAME      PROVISIONER       RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE\nceph-fs   cephfs.csi.ceph   Delete          Immediate           true                   300d\n",
  ],
];

test.each([
  [
    "If I delete the claim scans, is the data on the volume gone?",
    "Retain",
    /Retain \(its class gives Delete, the volume itself counts\): .*its data stay/,
  ],
  [
    "suppose somebody removes pvc scans in clinic: do we lose the data?",
    "Delete",
    /reclaim policy Delete: .*are deleted with it/,
  ],
])("%s is told by the policy of its volume, and nothing is deleted for it", async (question, policy, says) => {
  const told = await reply(question, volumes(policy));
  expect(told.text).toMatch(says);
  expect(told.suggestions).toEqual([]);
});
