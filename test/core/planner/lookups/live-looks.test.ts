import { expect, test } from "vitest";
import { answered, type Prints } from "./answered.ts";

const missing = 'Error from server (NotFound): secrets "old-key" not found';
const secrets = `NAMESPACE   NAME      TYPE     DATA   AGE
shop        web-key   Opaque   1      5d
`;
const users = "Deployment\tshop\tweb\told-key  \nPod\tshop\tweb-1\told-key  \n";
const top = `NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)
shop        web-1   90m          300Mi
shop        web-2   10m          100Mi
data        db-0    50m          900Mi
`;
const sizes = [
  'Pod\tshop\tweb-1\t\tapp={"cpu":"100m","memory":"200Mi"}',
  'Pod\tshop\tweb-2\t\tapp={"cpu":"100m","memory":"200Mi"}',
  'Pod\tdata\tdb-0\t\tapp={"memory":"1Gi"}',
].join("\n");
const nodes =
  "NAME   STATUS   ROLES    AGE   VERSION\nbig    Ready    <none>   9d    v1\nsmall  Ready    <none>   9d    v1\n";
const conditions =
  "big\tMemoryPressure=False=2026-01-01T00:00:00Z=fine\tDiskPressure=True=2026-01-02T00:00:00Z=kubelet has disk pressure\n" +
  "small\tMemoryPressure=False=2026-01-01T00:00:00Z=fine\tDiskPressure=False=2026-01-01T00:00:00Z=fine\n";
const described = ["big", "small"]
  .map(
    (name) => `Name:               ${name}
Taints:             <none>
Unschedulable:      false
Conditions:
  DiskPressure         False
Allocatable:
  cpu:                4
  memory:             8Gi
  pods:               110
Non-terminated Pods:          (10 in total)
Allocated resources:
  Resource           Requests     Limits
  cpu                ${name === "big" ? "3 (75%)" : "1 (25%)"}    ${name === "big" ? "6 (150%)" : "1 (25%)"}
  memory             2Gi (25%)    2Gi (25%)
Events:              <none>
`,
  )
  .join("\n");
const waiting = 'Pod\tshop\tbatch-1\t\tapp={"cpu":"9","memory":"1Gi"}\n';
const labels = `NAME    STATUS   ROLES    AGE   VERSION   LABELS
big     Ready    <none>   9d    v1        kubernetes.io/arch=amd64,topology.kubernetes.io/zone=eu-a
small   Ready    <none>   9d    v1        kubernetes.io/arch=amd64,topology.kubernetes.io/zone=eu-b
`;
const spot = labels.replace("zone=eu-b", "zone=eu-b,karpenter.sh/capacity-type=spot");
const placed = `NAMESPACE   NAME    READY   STATUS             RESTARTS      AGE   IP         NODE    NOMINATED NODE   READINESS GATES
shop        web-1   1/1     Running            0             2d    10.0.0.1   big     <none>           <none>
shop        web-2   0/1     CrashLoopBackOff   9 (1m ago)    1h    10.0.0.2   small   <none>           <none>
data        db-0    1/1     Running            0             9d    10.0.0.3   big     <none>           <none>
`;
const made = [
  'shop\tweb-1\told1\tweb:1\t{"a":1}\tdefault\tBurstable',
  'shop\tweb-2\tnew1\tweb:2\t{"a":1}\tdefault\tBurstable',
].join("\n");
const images = `NAMESPACE   NAME    IMAGE
shop        web-1   ghcr.io/shop/web:1,nginx:1.27
shop        api-1   ghcr.io/shop/web:1
data        db-0    localhost:5000/db:9
`;
const owners = [
  "Pod\tshop\tweb-6d9f676d48-x7k2p\tReplicaSet web-6d9f676d48",
  "Pod\tshop\tweb-6d9f676d48-7mwxt\tReplicaSet web-6d9f676d48",
  "Pod\tdata\tdb-0\tStatefulSet db",
].join("\n");
const ingresses = JSON.stringify({
  kind: "List",
  items: [
    { kind: "Ingress", metadata: { name: "shop", namespace: "shop" }, spec: { tls: [{ secretName: "shop-tls" }] } },
    { kind: "Ingress", metadata: { name: "admin", namespace: "shop" }, spec: {} },
  ],
});
const services = JSON.stringify({
  kind: "List",
  items: [
    { kind: "Service", metadata: { name: "web", namespace: "shop" }, spec: { ports: [{ port: 443, name: "https" }] } },
    { kind: "Service", metadata: { name: "db", namespace: "data" }, spec: { ports: [{ port: 5432 }] } },
  ],
});
const claims = `NAMESPACE   NAME        STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
data        data-db-0   Bound    pvc-1    50Gi       RWO            standard       9d
`;
const mounts = "data\tdb-0\tRunning\tdata=data-db-0 tmp= \tdata=/var/lib/db tmp=/tmp \n";
const containers = "Pod\tdata\tdb-0\tRunning true\tdb=\tsidecar=\nPod\tshop\tweb-2\tRunning false\tapp=\n";
const marks =
  "Deployment\tshop\tweb\thelm upgrade web\t2026-01-02T03:04:05Z\thelm=Update=2026-01-02T03:00:00Z;kubectl-rollout=Update=2026-01-02T03:04:05Z;\n";
const pods = `NAME                   READY   STATUS    RESTARTS      AGE   IP    NODE   NOMINATED NODE   READINESS GATES
web-6d9f676d48-x7k2p   1/1     Running   3 (5m ago)    1d    10.0  big    <none>           <none>
`;
const taints = `NAME    TAINTS
big     [map[effect:NoSchedule key:dedicated value:gpu]]
small   <none>
`;
const deployments = `NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE
shop        web    1/1     1            1           5d
shop        api    1/1     1            1           5d
`;
const quotas = "NAMESPACE   NAME    REQUEST      LIMIT   AGE\nshop        small   pods: 1/9            9d\n";
const namespaces = "NAME   STATUS   AGE\nshop   Active   9d\ndata   Active   9d\n";

test.each<[question: string, prints: Prints, says: RegExp]>([
  ["is the secret old-key missing?", [[/get secret old-key/, missing], [/get secrets/, secrets], [/jsonpath/, users]], /^Yes: there is no Secret "old-key" in any namespace\. It is wanted by Deployment shop\/web\./],
  ["is the secret web-key missing?", [[/get secret web-key/, missing], [/get secrets/, secrets]], /^No: Secret shop\/web-key \(type Opaque, data 1, age 5d\) is there/],
  ["does the secret web-kye exist?", [[/get secret web-kye/, missing], [/get secrets/, secrets]], /^No: there is no Secret "web-kye".*Nothing refers to it\. There is shop\/web-key/],
  ["which pods use more memory than requested?", [[/top pods?/, top], [/jsonpath/, sizes]], /^1 of 3 measured pods .* is above its memory request: shop\/web-1 \(300Mi of 200Mi memory, 150%\)/],
  ["which pods are close to their cpu request?", [[/top pods?/, top], [/jsonpath/, sizes]], /^1 of 3 .* shop\/web-1 \(90m of 100m CPU, 90%\)\. 1 states no CPU request.* \(data\/db-0\)/],
  ["what uses the most memory compared with its request?", [[/top pods?/, top], [/jsonpath/, sizes]], /^Closest to its memory request.*: shop\/web-1 .*150%.*, data\/db-0/],
  ["which namespace uses the most memory?", [[/top pods?/, top]], /^The most memory is used in data \(900Mi, 1 pods\); then shop \(400Mi/],
  ["which nodes are out of disk?", [[/jsonpath/, conditions], [/get nodes/, nodes]], /^1 of the 2 nodes reports DiskPressure: big/],
  ["which nodes are under memory pressure?", [[/jsonpath/, conditions], [/get nodes/, nodes]], /^None of the 2 nodes reports MemoryPressure/],
  ["are requests more than the nodes can offer?", [[/describe nodes/, described], [/Pending/, waiting]], /^Yes: by requests more is asked for than there is: 4 of 8 cores.*By limits big \(CPU 150%, memory 25%\) is overcommitted.*shop\/batch-1/],
  ["which node is the fullest?", [[/describe nodes/, described], [/Pending/, waiting]], /^By what is requested big \(CPU 75%, memory 25%\) is the fullest node; then small/],
  ["which pods are on spot?", [[/show-labels/, labels], [/get pods/, placed]], /^None of the 2 nodes has a label that says that it is spot capacity/],
  ["are any nodes spot instances?", [[/show-labels/, spot]], /^1 of 2 nodes are spot capacity, as their labels say: small/],
  ["which zone is db-0 in?", [[/show-labels/, labels], [/get pods/, placed]], /^data\/db-0 is in zone eu-a \(big\)/],
  ["from which registries do images come?", [[/get pods/, images]], /^The images .* come from 3 registries: ghcr\.io \(1 image in 2 containers\), docker\.io \(Docker Hub\) .*localhost:5000/],
  ["which images are used more than once?", [[/get pods/, images]], /^1 of 3 images .* used by more than one container, 1 by different workloads: ghcr\.io\/shop\/web:1 \(2 containers of shop\/web and shop\/api\)/],
  ["how many pods per owner?", [[/get pods/, owners]], /: Deployment shop\/web 2 and StatefulSet data\/db 1/],
  ["which ingresses use tls?", [[/get ingresses/, ingresses]], /^1 of 2 ingresses .* has a TLS section: shop\/shop \(Secret shop-tls\)/],
  ["which ingresses have no tls?", [[/get ingresses/, ingresses]], /^1 of 2 ingresses .* has no TLS section: shop\/admin/],
  ["which services use tls?", [[/get services/, services]], /^1 of 2 services .* for TLS by its number or name: shop\/web \(port 443 https\)\. A Service has no TLS setting/],
  ["what is the difference between the pods of web?", [[/wide/, placed], [/jsonpath/, made]], /^The 2 pods of web in shop differ in status .*revision \(web-1: old1; web-2: new1\).*image/],
  ["how full is volume data-db-0?", [[/get pvc/, claims], [/get pods/, mounts]], /^How full a volume is, kubectl does not show.*50Gi, Bound, mounted by Pod db-0 at \/var\/lib\/db.*`kubectl exec db-0 -n data -- df -h \/var\/lib\/db`/],
  ["how big is the volume of db?", [[/get pvc/, claims], [/get pods/, mounts]], /^The size of what it claims: data\/data-db-0 \(50Gi/],
  ["how do I get a shell in db-0?", [[/get pods/, containers], [/get nodes/, nodes]], /^Run this yourself.*`kubectl exec -it db-0 -n data -c db -- sh`.*sidecar/],
  ["how do I get a shell in web?", [[/get pods/, containers], [/get nodes/, nodes]], /^No container of web is ready.*kubectl debug -it web-2 -n shop/],
  ["who restarted web?", [[/jsonpath/, marks], [/get pods/, pods]], /^Who did it the cluster does not tell.*audit log.*rollout restart of Deployment shop\/web was ordered at 2026-01-02T03:04:05Z.*kubectl-rollout.*helm.*change-cause is "helm upgrade web".*restarted 3 times/],
  ["how much cpu is requested in shop?", [[/jsonpath/, 'Pod\tshop\tweb-1\t\tapp={"cpu":"250m"}\nPod\tshop\tweb-2\t\tapp=\n']], /^The 2 pods in shop that have not ended request 0\.25 cores of CPU \(1 of 2 containers state none\)/],
  ["what keys does the secret web-key have?", [[/get secrets/, secrets], [/describe secret/, "Name:         web-key\n\nData\n====\ntoken:  9 bytes\n"]], /^Secret shop\/web-key has the key token\./],
  ["is the key salt in the secret web-key?", [[/get secrets/, secrets], [/describe secret/, "Name:         web-key\n\nData\n====\ntoken:  9 bytes\n"]], /^No: the key salt is not there/],
  ["what is the value of HOST in web-config?", [[/configmaps/, JSON.stringify({ items: [{ metadata: { namespace: "shop" }, data: { HOST: "db.data" } }] })]], /^ConfigMap shop\/web-config sets HOST to db\.data/],
  ["which deployments have no hpa?", [[/deployments/, deployments], [/hpa/, "NAMESPACE   NAME   REFERENCE        TARGETS   MINPODS   MAXPODS   REPLICAS   AGE\nshop        web    Deployment/web   cpu: 1%   2         4         4          9d\n"]], /^1 of 2 deployments .* has no autoscaler: shop\/api/],
  ["which rollouts are stuck?", [[/jsonpath/, "Deployment\tshop\tweb\t3\t1\t2\tProgressDeadlineExceeded\t\t\nDeployment\tshop\tapi\t1\t1\t1\tNewReplicaSetAvailable\t\t\nStatefulSet\tdata\tdb\t3\t1\t2\t\told\tnew\n"]], /^2 of 3 rollouts .*Deployment shop\/web \(past its deadline, 1 of 3 pods new, 2 ready\) and StatefulSet data\/db \(1 of 3/],
  ["what is the uptime of edge-7?", [[/-o json$/, '{"items":[]}'], [/namespaces/, namespaces], [/nodes/, "NAME     STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME\nedge-7   Ready    <none>   9d    v1        10.0.0.9      <none>        Linux      6.8              containerd\n"]], /^Node edge-7: STATUS Ready, AGE 9d, .*INTERNAL-IP 10\.0\.0\.9/],
  ["which cronjobs failed last time?", [[/get jobs/, "NAMESPACE   NAME             STATUS     COMPLETIONS   DURATION   AGE\nshop        dump-29562000    Complete   1/1           9s         5h\nshop        dump-29562360    Failed     0/1           9s         1h\nshop        sync-29562360    Complete   1/1           9s         1h\n"]], /^1 of 2 cron jobs .* failed in its last run: shop\/dump \(dump-29562360, 1h ago\)/],
  ["do all services have endpoints?", [[/endpoints/, "NAMESPACE   NAME   ENDPOINTS       AGE\nshop        web    10.0.0.1:80     5d\nshop        api    <none>          5d\n"]], /^No: 1 of 2 services .* have no ready endpoints: shop\/api/],
  ["are all images from our own registry?", [[/get pods/, images]], /^The images .* come from 3 registries/],
  ["can I exec into db-0?", [[/can-i/, "no\n"], [/whoami/, "ATTRIBUTE   VALUE\nUsername    dev\n"]], /^No: this client \(dev\) may not create pods\/exec/],
  ["which nodes are tainted?", [[/get nodes/, taints]], /^1 of 2 nodes has taints: big \(dedicated=gpu:NoSchedule\)/],
  ["which namespaces have no resource quota?", [[/quotas/, quotas], [/namespaces/, namespaces]], /^1 of 2 namespaces has no resource quota: data/],
])("%s", async (question, prints, says) => {
  expect((await answered(question, prints)).text.replaceAll("\n", " ")).toMatch(says);
}); // biome-ignore format: one line a question

test.each([
  ["which pods of the premium plan use more memory than requested?", /\d+ of \d+/],
  ["which haunted nodes are out of disk?", /reports DiskPressure/],
  ["which ingresses of the finance people use tls?", /have? a TLS section|has a TLS section/],
])("a word that is not understood gets no answer: %s", async (question, claim) => {
  const prints: Prints = [[/jsonpath/, conditions], [/top/, top], [/ingresses/, ingresses], [/./, nodes]];
  expect((await answered(question, prints)).text).not.toMatch(claim);
}); // biome-ignore format: one line a question

const workers = `NAMESPACE   NAME           READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
shop        job-worker-1   1/1     Running   0          2d    10.0.0.1   big    <none>           <none>
`;

test("what sounds like a node and is none is a workload", async () => {
  const said = await answered("pods of job-worker", [
    [/nodeName/, "No resources found\n"],
    [/get pods/, workers],
    [/get nodes/, nodes],
  ]);
  expect(said.text).toMatch(/^job-worker is no node but a workload with 1 pod: shop\/job-worker-1/);
});

test.each<[question: string, prints: Prints, says: RegExp]>([
  ["which pods are crash looping in shop?", [[/get pods/, "NAME    READY   STATUS             RESTARTS   AGE\nweb-1   1/1     Running            0          2d\nweb-2   0/1     CrashLoopBackOff   9          2d\n"]], /^1 of 2 pods crash-looping .*web-2/],
  ["which services are haunted?", [[/get services/, "NAMESPACE   NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nshop        web    ClusterIP   10.0.0.7     <none>        80/TCP    5d\n"]], /does not decide that: nothing in it tells which of the services/],
])("%s: no more is said than what was read shows", async (question, prints, says) => {
  expect((await answered(question, prints)).text).toMatch(says);
}); // biome-ignore format: one line a question
