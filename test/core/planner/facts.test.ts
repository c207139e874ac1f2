import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const claims: Output = [
  "kubectl get pvc -A",
  `NAMESPACE   NAME           STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
a           data-0         Bound     pvc-1    10Gi       RWO            standard       90d
b           uploads        Bound     pvc-3    200Gi      RWX            nfs-old        400d
b           cache          Pending                                      nfs-old        3d
c           nfs-old-copy   Bound     pvc-4    50Gi       RWO            premium        10d
`,
];
const nodes: Output = [
  "kubectl get nodes -o wide",
  `NAME   STATUS                     ROLES    AGE    VERSION    INTERNAL-IP   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION   CONTAINER-RUNTIME
w-1    Ready                      <none>   400d   v1.30.8    10.0.0.2      <none>        Ubuntu 20.04.6 LTS   5.4.0-200        containerd://1.6.36
w-2    Ready,SchedulingDisabled   <none>   400d   v1.29.10   10.0.0.3      <none>        Ubuntu 22.04.5 LTS   5.15.0-130       containerd://1.7.24
`,
];
const workloads: Output = [
  "kubectl get deployments -n metro",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
signs    6/6     6            6           90d
clock    1/2     2            1           90d
`,
];
const access: Output = [
  "kubectl logs -n hotel room-gw-0",
  [502, 504, 200, 502]
    .map(
      (status, at) =>
        `10.2.0.${at % 2} - - [12/Mar/2025:10:00:0${at} +0000] "GET /lots/502 HTTP/1.1" ${status} 30 "-" "x"`,
    )
    .join("\n"),
];
const logins: Output = [
  "kubectl logs -n files sftp-0",
  ["anna", "ben", "anna"]
    .map((user, at) => `Mar 12 10:0${at}:01 sshd[9]: Failed password for ${user} from 10.9.8.7 port 4 ssh2`)
    .join("\n"),
];
const twins: Output = [
  "kubectl get pods -A -o wide",
  `NAMESPACE   NAME       READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
crm         crm-db-0   2/2     Running   0          90d   10.1.0.3   w-2    <none>           <none>
erp         crm-db-0   2/2     Running   0          90d   10.1.0.7   w-1    <none>           <none>
`,
];

test.each<[string, Output, RegExp]>([
  [
    "We want to get rid of the nfs-old class. How many PVCs still use it?",
    claims,
    /^2 of 4 claims with storageclass nfs-old: b\/cache and b\/uploads/,
  ],
  ["How much storage do the PVCs have in total?", claims, /^260Gi capacity in total/],
  ["upgrade to 1.30 is running: how many nodes are still on 1.29?", nodes, /^1 of 2 nodes on 1\.29: w-2/],
  [
    "how many PVCs are Bound, and how many Pending?",
    claims,
    /^3 of 4 claims with status bound: .{1,200}\. 1 of 4 claims with status pending: b\/cache/,
  ],
  [
    "How many nodes are cordoned right now? And how many still run 1.30?",
    nodes,
    /^1 of 2 nodes cordoned: w-2 \(\S{1,40}\)\. 1 of 2 nodes on 1\.30: w-1/,
  ],
  [
    "in total how many replicas do all deployments of metro want and how many are ready",
    workloads,
    /^The 2 deployments(?: in metro)? want 8 replicas in total, and 7 of them are ready; short of some: clock \(1\/2\)\./,
  ],
  [
    "how many deployments in metro are not ready, and how many are ready?",
    workloads,
    /^1 of 2 deployments not ready in metro: clock \(1\/2\)\. 1 of 2 deployments ready in metro: signs \(6\/6\)\./,
  ],
  [
    "how many PVCs are Bound, and how many have grown?",
    claims,
    /status bound: .{1,200}does not decide "how many have grown"/,
  ],
  ["how many nodes still have ubuntu 20.04?", nodes, /^1 of 2 nodes .*20\.04.*: w-1/],
  ["How many requests did room-gw answer with 502?", access, /^2 requests with status 502 of room-gw \(of 4 lines\)/],
  ["how many distinct users failed to log in at sftp-0?", logins, /^2 different users \(anna and ben\)/],
  [
    "I need to reboot a host. On which one does crm-db-0 of namespace crm sit?",
    twins,
    /^Pod crm\/crm-db-0 runs on node w-2\.$/m,
  ],
])("%s", async (question, output, said) => {
  const answer = await reply(question, [output]);
  expect(answer.conclusion.verdict).toBe("answered");
  expect(answer.text).toMatch(said);
});

test("a namespace that the list of all does not hold does not exist, and the nearest is named", async () => {
  const answer = await reply("why does mailer not start in namespace notifcations?", [
    ["kubectl get pods -n notifcations", "No resources found in notifcations namespace.\n"],
    ["kubectl get ns", "NAME            STATUS   AGE\ndefault         Active   90d\nnotifications   Active   80d\n"],
  ]);
  expect(answer.text).toMatch(/^Namespace "notifcations" does not exist.*probably "notifications" is meant/);
});

test.each([
  "Ledger is down, its pod hangs in ContainerCreating for 25 minutes. What holds it up?",
  "The ledger pod hangs in ContainerCreating. What is keeping it waiting?",
])("what holds a pod up is no port of it: %s", async (question) => {
  const described: Output = [
    "kubectl describe pod ledger-7d9c5b8f64-4h2dr -n books",
    'Name:             ledger-7d9c5b8f64-4h2dr\nNamespace:        books\nNode:             n-5/10.20.0.213\nStatus:           Pending\nContainers:\n  ledger:\n    Image:          ledger:3\n    Port:           8081/TCP\n    State:          Waiting\n      Reason:       ContainerCreating\n    Ready:          False\n    Restart Count:  0\nEvents:\n  Type     Reason              Age   From                     Message\n  ----     ------              ----  ----                     -------\n  Warning  FailedAttachVolume  25m   attachdetach-controller  Multi-Attach error for volume "pvc-2b28" Volume is already used by pod(s) ledger-7d9c5b8f64-zws2w\n',
  ];
  expect((await reply(question, [described])).text).toMatch(
    /^Pod books\/ledger-7d9c5b8f64-4h2dr cannot mount.*Multi-Attach/,
  );
});

test("a pod of which only events and the log of another tell is no id to look up in logs", async () => {
  const answer = await reply("why is scan-3 in lab pending?", [
    [
      "kubectl get events -n lab",
      "LAST SEEN   TYPE      REASON              OBJECT       MESSAGE\n2m          Warning   FailedScheduling    pod/scan-3   0/4 nodes are available: 4 Insufficient memory.\n",
    ],
    [
      "kubectl logs -n kube-system deploy/cluster-autoscaler",
      "I0918 14:20:03.561902       1 klogx.go:87] Pod lab/scan-3 is unschedulable\nI0918 14:20:03.562740       1 orchestrator.go:185] Skipping node group gpu-pool - max size reached\n",
    ],
  ]);
  expect(answer.text).toMatch(/^Most likely: Pod lab\/scan-3 is Pending: .*node group gpu-pool is at its maximum size/);
});
