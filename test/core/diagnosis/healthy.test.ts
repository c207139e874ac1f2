import { expect, test } from "vitest";
import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { describedAs } from "./cases/conditions.ts";
import { describedPod, lastEnd, podName, running } from "./printed.ts";

/** What kubectl prints of objects that are as they should be, however odd they look. */
const recordings: readonly (readonly [name: string, command: string, output: string])[] = [
  [
    "pods that run",
    "get pods -n shop",
    `NAME                   READY   STATUS    RESTARTS   AGE\n${podName}   1/1     Running   0          5d\n`,
  ],
  [
    "a pod with old restarts",
    "get pods -n shop",
    `NAME                   READY   STATUS    RESTARTS       AGE\n${podName}   1/1     Running   14 (43d ago)   180d\n`,
  ],
  [
    "a pod that crashed long ago",
    `describe pod ${podName} -n shop`,
    describedPod({ status: "Running", state: `${running}${lastEnd("Error", 1)}`, ready: true, restarts: 1 }),
  ],
  [
    "a pod killed for memory long ago",
    `describe pod ${podName} -n shop`,
    describedPod({ status: "Running", state: `${running}${lastEnd("OOMKilled", 137)}`, ready: true, restarts: 1 }),
  ],
  [
    "a pod of a Job that is done",
    "get pods -n shop",
    "NAME              READY   STATUS      RESTARTS   AGE\nreport-29-abcde   0/1     Completed   0          3h\n",
  ],
  [
    "a pod that begins",
    "get pods -n shop",
    `NAME                   READY   STATUS              RESTARTS   AGE\n${podName}   0/1     ContainerCreating   0          3s\n`,
  ],
  [
    "a probe that failed while the pod began",
    `describe pod ${podName} -n shop`,
    describedPod({
      status: "Running",
      state: running,
      ready: true,
      events: [
        [
          "Warning",
          "Unhealthy",
          "42m (x2 over 43m)",
          "kubelet",
          "Readiness probe failed: dial tcp 10.244.1.17:8080: connect: connection refused",
        ],
      ],
    }),
  ],
  [
    "a mount that had to wait",
    `describe pod ${podName} -n shop`,
    describedPod({
      status: "Running",
      state: running,
      ready: true,
      events: [
        [
          "Warning",
          "FailedMount",
          "51m",
          "kubelet",
          'MountVolume.SetUp failed for volume "kube-api-access-bgsgp" : failed to sync configmap cache: timed out waiting for the condition',
        ],
      ],
    }),
  ],
  [
    "a pod that had to wait for a node",
    `describe pod ${podName} -n shop`,
    describedPod({
      status: "Running",
      state: running,
      ready: true,
      events: [
        ["Warning", "FailedScheduling", "20m", "default-scheduler", "0/3 nodes are available: 3 Insufficient cpu."],
      ],
    }),
  ],
  [
    "a deployment",
    "get deployments -n shop",
    "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    3/3     3            3           5d\n",
  ],
  [
    "a deployment scaled to zero on purpose",
    "get deployments -n shop",
    "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nflags  0/0     0            0           5d\n",
  ],
  [
    "old replica sets",
    "get replicasets -n shop",
    "NAME             DESIRED   CURRENT   READY   AGE\nweb-6d4b75cb6d   3         3         3       5d\nweb-7c9d8f5b46   0         0         0       9d\n",
  ],
  ["a stateful set", "get statefulsets -n data", "NAME       READY   AGE\npostgres   1/1     90d\n"],
  [
    "a daemon set",
    "get daemonsets -n kube-system",
    "NAME         DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR            AGE\nkube-proxy   5         5         5       5            5           kubernetes.io/os=linux   90d\n",
  ],
  [
    "a daemon set for nodes that this cluster has not",
    "get daemonsets -n kube-system",
    "NAME                 DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR              AGE\nkube-proxy-windows   0         0         0       0            0           kubernetes.io/os=windows   90d\n",
  ],
  [
    "a job that is done",
    "get jobs -n shop",
    "NAME        STATUS     COMPLETIONS   DURATION   AGE\nreport-29   Complete   1/1           12s        3h\n",
  ],
  [
    "a job at work",
    "get jobs -n shop",
    "NAME        STATUS    COMPLETIONS   DURATION   AGE\nreport-30   Running   0/1           12s        12s\n",
  ],
  [
    "a cron job that was suspended",
    "get cronjobs -n shop",
    "NAME     SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nreport   0 2 * * *   <none>     True      0        9d              90d\n",
  ],
  [
    "a cron job",
    "get cronjobs -n shop",
    "NAME     SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nreport   0 2 * * *   <none>     False     0        5h              90d\n",
  ],
  [
    "an autoscaler at its minimum",
    "get hpa -n shop",
    "NAME   REFERENCE        TARGETS       MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 3%/80%   2         10        2          5d\n",
  ],
  [
    "a claim that is bound",
    "get pvc -n data",
    "NAME              STATUS   VOLUME                                     CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE\ndata-postgres-0   Bound    pvc-2f1a7c1e-9f0b-4d57-a54e-1f6a0f3d2b11   20Gi       RWO            standard       <unset>                 90d\n",
  ],
  [
    "a headless service",
    "get services -n data",
    "NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\npostgres   ClusterIP   None         <none>        5432/TCP   90d\n",
  ],
  [
    "a service for a name outside",
    "get services -n data",
    "NAME      TYPE           CLUSTER-IP   EXTERNAL-IP          PORT(S)   AGE\nbilling   ExternalName   <none>       billing.example.com  <none>    90d\n",
  ],
  [
    "endpoints",
    "get endpoints -n shop",
    "NAME   ENDPOINTS                           AGE\nweb    10.244.1.17:8080,10.244.2.9:8080    5d\n",
  ],
  [
    "an ingress with its address",
    "get ingress -n shop",
    "NAME   CLASS   HOSTS              ADDRESS       PORTS     AGE\nweb    nginx   shop.example.com   192.0.2.10    80, 443   5d\n",
  ],
  [
    "nodes",
    "get nodes",
    "NAME       STATUS   ROLES           AGE   VERSION\nworker-1   Ready    <none>          90d   v1.32.4\ncontrol    Ready    control-plane   90d   v1.32.4\n",
  ],
  [
    "a node that was cordoned",
    "get nodes",
    "NAME       STATUS                     ROLES    AGE   VERSION\nworker-1   Ready,SchedulingDisabled   <none>   90d   v1.32.4\n",
  ],
  ["namespaces", "get namespaces", "NAME      STATUS   AGE\nshop      Active   90d\n"],
  [
    "a disruption budget with room",
    "get pdb -n shop",
    "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nweb    2               N/A               1                     5d\n",
  ],
  ["a certificate", "get certificates -n shop", "NAME   READY   SECRET    AGE\nweb    True    web-tls   90d\n"],
  [
    "an object of an operator",
    "describe scaledobject web -n shop",
    describedAs("ScaledObject", "keda.sh/v1alpha1", [
      ["Ready", "True", "ScaledObjectReady", "is ready for scaling"],
      ["Active", "False", "ScalerNotActive", "triggers are not active"],
    ]),
  ],
  [
    "an application of Argo CD",
    "get applications -n argocd",
    "NAME   SYNC STATUS   HEALTH STATUS\nweb    Synced        Healthy\n",
  ],
  [
    "old warnings of pods that are gone",
    "get events -n shop",
    "LAST SEEN   TYPE      REASON      OBJECT                     MESSAGE\n58m         Warning   Unhealthy   pod/web-5f7d9c6b5-abcde    Readiness probe failed: HTTP probe failed with statuscode: 503\n",
  ],
  [
    "a log of reports that nothing failed",
    `logs ${podName} -n shop`,
    "2026-03-17 14:23:00 sent 6 mails, failed 0\n2026-03-17 14:24:00 0 errors, 12 warnings suppressed\nlevel=info msg=done errors=0 err=null error_rate=0.00\n",
  ],
];

test.each(recordings)("nothing is said of %s", (_, command, stdout) => {
  const view = observe([
    {
      command: `kubectl ${command}`,
      parsed: null,
      stdout,
      stderr: "",
      exitCode: 0,
      origin: "executed",
      namespace: "default",
    },
  ]);
  const seen = view.objects.length + view.events.length + view.logs.length;
  expect(seen).toBeGreaterThan(0);
  expect(
    diagnose(view)
      .findings.filter((finding) => finding.severity !== "info")
      .map((finding) => finding.summary),
  ).toEqual([]);
});
