import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** A cause is sought, and all that was read stands well; beside each the same where it does not. */

const conclusionOf = (question: string, outputs: readonly Output[]) => replyTo(pasted(question, outputs)).conclusion;

const pods: Output = [
  "kubectl get pods -n depot",
  `NAME                      READY   STATUS    RESTARTS   AGE
registry-6d9f676d48-x7k2p   1/1     Running   0          51m
picker-7b5bcdf9c8-fww29     1/1     Running   0          51m
`,
];

const kustomization = (ready: string, status: string): Output => [
  "kubectl get kustomizations.kustomize.toolkit.fluxcd.io -A",
  `NAMESPACE     NAME     AGE    READY   STATUS
flux-system   shelves  211d   ${ready}   ${status}
`,
];

test("what is ready by its own state has nothing wrong", () => {
  const asked = "What is wrong with the Flux kustomization 'shelves'?";
  expect(conclusionOf(asked, [kustomization("True ", "Applied revision: main@sha1:c0e2f3b")]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [kustomization("False", "kustomize build failed: no such file")]).verdict).not.toBe(
    "healthy",
  );
});

const election = [
  "2026-01-14T12:40:19.313Z [INFO]  agent.server: cluster leadership acquired",
  '2026-01-14T12:40:20.471Z [ERROR] agent.anti_entropy: failed to sync remote state: error="No cluster leader"',
  "2026-01-14T12:40:22.004Z [INFO]  agent: Synced node info",
  "2026-01-14T12:40:33.201Z [INFO]  agent: Synced service: service=picker",
  "2026-01-14T12:40:34.211Z [INFO]  agent: Synced service: service=shelves",
];
const registry = (...more: readonly string[]): Output => [
  "kubectl logs deploy/registry -n depot",
  `${[...election, ...more].join("\n")}\n`,
];
const picker = (time: string): Output => [
  "kubectl logs deploy/picker -n depot --tail=2",
  `${time} INFO picked basket 17\n`,
];
const diagnose = "The alert KubeDeploymentReplicasMismatch fired for the depot app at 12:41. Diagnose it.";

test("an error after which a log had nothing to tell for long is over", () => {
  expect(conclusionOf(diagnose, [pods, registry(), picker("2026-01-14T13:30:24Z")]).verdict).toBe("healthy");
});

test.each<[string, readonly Output[]]>([
  ["was just now", [pods, registry(), picker("2026-01-14T12:41:24Z")]],
  [
    "is the last line",
    [
      pods,
      registry("2026-01-14T12:40:41.000Z [ERROR] agent: failed to sync remote state"),
      picker("2026-01-14T13:30:24Z"),
    ],
  ],
])("it is not over where the error %s", (_, outputs) => {
  expect(conclusionOf(diagnose, outputs).verdict).not.toBe("healthy");
});

const services = (name: string, address: string, port: string): Output => [
  "kubectl get svc,endpoints -n depot",
  `NAME                     TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE
service/${name}   ClusterIP   ${address}   <none>        ${port}     90d

NAME                       ENDPOINTS   AGE
endpoints/${name}   <none>      90d
`,
];

test("a Service without address and ports only keeps records", () => {
  const asked = "Please check our depot in namespace depot completely. Somebody says something is failing.";
  expect(conclusionOf(asked, [pods, services("store-pg-config", "None        ", "<none>  ")]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [pods, services("store-pg-config", "10.101.31.90", "5432/TCP")]).verdict).not.toBe(
    "healthy",
  );
  expect(conclusionOf(asked, [pods, services("store-pg-config", "None        ", "5432/TCP")]).verdict).not.toBe(
    "healthy",
  );
});

const basket = (level: string, said: string): Output => [
  "kubectl logs deploy/picker -n depot --tail=8",
  `${[1, 2, 3, 4, 5].map((one) => `2026-04-09 10:15:0${one}.751  INFO 7 --- [exec-${one}] depot.Picker : [pick][basket ${one}]`).join("\n")}
2026-04-09 10:15:24.849 ${level} 7 --- [exec-9] depot.Picker : ${said}
2026-04-09 10:15:27.453  INFO 7 --- [exec-1] depot.Picker : [pick][basket 9]
`,
];

test("a record that nobody knows, asked for once, is no fault, whatever level its line has", () => {
  const asked = "Why is picker failing in the depot app?";
  const unknown = "[cancel][Cancel Fail][Order not found][OrderId: 00000000-0000-0000-0000-000000000000]";
  expect(conclusionOf(asked, [pods, basket("ERROR", unknown)]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [pods, basket("ERROR", "[cancel][Cancel Fail][disk full]")]).verdict).not.toBe("healthy");
});

const pool: Output = [
  "kubectl get nodepools",
  `NAME      NODECLASS   NODES   READY   AGE
nightly   default     2       True    97d
`,
];
const workers = (status: string): Output => [
  "kubectl get pods -n render",
  `NAME                            READY   STATUS    RESTARTS   AGE
frame-worker-6f5c9d7bb8-4tvz2   ${status}   0          24m
`,
];

test("the pods upon a pool of nodes tell whether any of them waits", () => {
  const asked = "Alert KubePodNotReady, pods pending in the nightly pool. What is the root cause?";
  expect(conclusionOf(asked, [pool, workers("1/1     Running")]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [pool, workers("0/1     Pending")]).verdict).not.toBe("healthy");
});

const snapshots = (last: string): Output => [
  "kubectl get volumesnapshot -n depot",
  `NAME              READYTOUSE   SOURCEPVC   SNAPSHOTCLASS   AGE
stock-20260403    true         stock-0     daily           24h
stock-20260404    ${last}         stock-0     daily           39m
`,
];

test("snapshots say themselves whether they were taken", () => {
  const asked = "Why do the nightly snapshots of the stock database fail?";
  expect(conclusionOf(asked, [snapshots("true ")]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [snapshots("false")]).verdict).not.toBe("healthy");
});

const aggregated = (available: string): Output => [
  "kubectl get apiservice v1beta1.metrics.k8s.io",
  `NAME                     SERVICE                      AVAILABLE                  AGE
v1beta1.metrics.k8s.io   kube-system/metrics-server   ${available}   90d
`,
];

test("an aggregated API says itself whether it is available", () => {
  const asked = "kubectl top failed this morning, why is v1beta1.metrics.k8s.io unavailable?";
  expect(conclusionOf(asked, [aggregated("True                    ")]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [aggregated("False (MissingEndpoints)")]).verdict).not.toBe("healthy");
});

const daemon = (nodes: string): readonly Output[] => [
  [
    "kubectl get ds -n watch",
    `NAME       DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR            AGE
observer   1         1         1       1            1           kubernetes.io/os=linux   377d
`,
  ],
  [
    "kubectl get nodes -o wide",
    `NAME   STATUS   ROLES    AGE    VERSION    INTERNAL-IP   EXTERNAL-IP   OS-IMAGE                         KERNEL-VERSION       CONTAINER-RUNTIME
lx1    Ready    <none>   377d   v1.28.11   10.90.0.11    <none>        Ubuntu 22.04.4 LTS               5.15.0-113-generic   containerd://1.7.18
wx1    Ready    <none>   377d   v1.28.11   10.90.0.12    <none>        ${nodes}   containerd://1.7.18
`,
  ],
];

test("a DaemonSet of one operating system covers the nodes that have it", () => {
  const asked = "The observer DaemonSet covers only 1 of 2 nodes, where is the missing pod?";
  expect(conclusionOf(asked, daemon("Windows Server 2022 Datacenter   10.0.20348.2527   ")).verdict).toBe("healthy");
  expect(conclusionOf(asked, daemon("Ubuntu 22.04.4 LTS               5.15.0-113-generic")).verdict).not.toBe(
    "healthy",
  );
});

test.each([
  "What's up with the depot app?",
  "Troubleshoot the depot application.",
  "Find out what is broken in the depot namespace.",
  "Localize the fault in the depot application.",
  "There seems to be trouble with the depot app.",
  "An alert fired for namespace depot, what happened?",
  "Verify that the depot app works.",
  "Explain the failure of picker in depot.",
  "picker seems broken",
  "need help, depot app not working properly",
])("a fault is looked for: %s", (asked) => {
  expect(conclusionOf(asked, [pods]).verdict).toBe("healthy");
  const failing: Output = [pods[0], pods[1].replace(/(picker\S+\s+)1\/1 {5}Running/, "$10/1     Error  ")];
  expect(conclusionOf(asked, [failing]).verdict).not.toBe("healthy");
});

test("a service may be called like work that it does", () => {
  const named: Output = [pods[0], pods[1].replaceAll("picker", "payments")];
  for (const asked of ["Troubleshoot the payments service", "payments seems broken, find out why"])
    expect(conclusionOf(asked, [named]).verdict).toBe("healthy");
});

test.each([
  "The depot app sends no mails, find out what is broken.",
  "picker shows wrong prices. Troubleshoot it.",
  "Logins to the depot app are not working, what happened?",
])("pods that run say nothing of work that is not done: %s", (asked) => {
  expect(conclusionOf(asked, [pods]).verdict).not.toBe("healthy");
});

const runs = (...rows: readonly string[]): Output => [
  "kubectl get pipelinerun -n ci",
  `NAME             SUCCEEDED   REASON      STARTTIME   COMPLETIONTIME\n${rows.join("\n")}\n`,
];
const good = "site-run-h7k2p   True        Succeeded   38m         31m";
const bad = "site-run-bv4xn   False       Failed      5d2h        5d2h";

test("a run that failed before a later one succeeded is over", () => {
  const asked = "Is the Tekton pipeline for the site OK at the moment?";
  expect(conclusionOf(asked, [runs(bad, good)]).verdict).toBe("healthy");
  expect(conclusionOf(asked, [runs(good.replace("38m", "6d "), bad)]).verdict).not.toBe("healthy");
});

const rollout = (said: string): Output => [
  "kubectl rollout status deployment/portal -n shelf --timeout=30s",
  `${said}\n`,
];
const startEvents: Output = [
  "kubectl get events -n shelf --sort-by=.lastTimestamp",
  `LAST SEEN   TYPE      REASON      OBJECT                         MESSAGE
4m1s        Normal    Scheduled   pod/portal-5b8f7c6d94-lq8tz    Successfully assigned shelf/portal-5b8f7c6d94-lq8tz to rack-7
3m41s       Warning   Unhealthy   pod/portal-5b8f7c6d94-lq8tz    Startup probe failed: Get "http://10.28.3.66:8080/live": dial tcp 10.28.3.66:8080: connect: connection refused
`,
];

test("probes that failed while a rollout went on say nothing of one that is complete", () => {
  const asked = "Did the deploy of portal go well?";
  expect(conclusionOf(asked, [rollout('deployment "portal" successfully rolled out'), startEvents]).verdict).toBe(
    "healthy",
  );
  const waits = 'Waiting for deployment "portal" rollout to finish: 1 of 2 updated replicas are available...';
  expect(conclusionOf(asked, [rollout(waits), startEvents]).verdict).not.toBe("healthy");
});

const nightly = (suspended: string): Output => [
  "kubectl get cronjobs,jobs -n vault",
  `NAME                       SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
cronjob.batch/backup-run   30 1 * * *    <none>     ${suspended === "backup-run" ? "True " : "False"}     0        8h              155d
cronjob.batch/lock-reset   */5 * * * *   <none>     ${suspended === "lock-reset" ? "True " : "False"}     0        98d             155d
cronjob.batch/disk-check   0 5 * * 0     <none>     False     0        3d4h            155d

NAME                            STATUS     COMPLETIONS   DURATION   AGE
job.batch/backup-run-29284290   Complete   1/1           15m        8h
job.batch/disk-check-29280180   Complete   1/1           42m        3d4h
`,
];

test("a CronJob that is suspended beside those that are asked about is no fault of theirs", () => {
  expect(conclusionOf("Did the nightly backups go through?", [nightly("lock-reset")]).verdict).toBe("healthy");
  expect(conclusionOf("Did the nightly backups go through?", [nightly("backup-run")]).verdict).not.toBe("healthy");
  expect(conclusionOf("Why are there no resets in vault?", [nightly("lock-reset")]).verdict).not.toBe("healthy");
});

test.each([
  "Price changes do not show up in the depot app. What is the cause?",
  "About half of the bookings fail in depot, a retry often works. Find out why.",
  "picker has not produced lists since Friday. What is the root cause?",
  "picker keeps failing its exports. Diagnose it.",
])("pods that run say nothing of work that is not done: %s", (asked) => {
  expect(conclusionOf(asked, [pods]).verdict).not.toBe("healthy");
});
