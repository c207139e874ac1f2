import type { Case } from "../case.ts";
import { eventRows, rows } from "../manifests.ts";

type Output = Case["outputs"][number];

const wide = (...pods: readonly (readonly [name: string, status: string, node: string])[]): Output => [
  "get pods -n shop -o wide",
  rows(
    "NAME                    READY   STATUS             RESTARTS      AGE   IP           NODE   NOMINATED NODE   READINESS GATES",
    ...pods.map(
      ([name, status, node]) =>
        `${name.padEnd(24)}${status === "Running" ? "1/1" : "0/1"}     ${status.padEnd(19)}${(status === "Running" ? "0" : "9 (2m ago)").padEnd(14)}34m   10.1.2.3     ${node.padEnd(7)}<none>           <none>`,
    ),
  ),
];

const watching = wide(["reader-0", "CrashLoopBackOff", "n-5"], ["reader-1", "Running", "n-2"]);
const saying = (line: string): Output => [`logs reader-0 -n shop --previous`, rows("INF starting", line)];
const instances = (...held: readonly string[]): Output => [
  "debug node/n-5 -q --image=busybox:1.36 -- chroot /host sh -c 'sysctl fs.inotify; count-inotify'",
  rows("fs.inotify.max_user_instances = 128", "fs.inotify.max_user_watches = 524288", ...held),
];

const evicted: Output = [
  "get events -n shop",
  eventRows([
    "Warning",
    "Evicted",
    "pod/reader-0",
    "The node was low on resource: memory. Threshold quantity: 100Mi, available: 71880Ki. Container app was using 2310148Ki, request is 2Gi, has larger consumption of memory.",
  ]),
];
const everywhere = (...pods: readonly (readonly [name: string, amount: string])[]): readonly Output[] => [
  [
    "get pods -A -o wide",
    rows(
      "NAMESPACE   NAME        READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES",
      "shop        reader-0    0/1     Evicted   0          6d    <none>     n-5    <none>           <none>",
      ...pods.map(
        ([name]) =>
          `etl         ${name.padEnd(12)}1/1     Running   0          2d    10.1.2.3   n-5    <none>           <none>`,
      ),
    ),
  ],
  [
    "top pods -A",
    rows(
      "NAMESPACE   NAME        CPU(cores)   MEMORY(bytes)",
      ...pods.map(([name, amount]) => `etl         ${name.padEnd(12)}100m         ${amount}`),
    ),
  ],
];

const evictions: readonly Case[] = [
  {
    name: "who uses far more memory than others of the node that evicted",
    outputs: [...everywhere(["backfill", "21874Mi"], ["sorter", "1630Mi"]), evicted],
    roots: ["pod-evicted"],
    says: /^On node n-5 Pod etl\/backfill uses the most memory \(21874Mi\); Pod shop\/reader-0 was evicted from node n-5/,
  },
  {
    name: "near miss: nobody uses far more memory than others of the node that evicted",
    outputs: [...everywhere(["backfill", "2874Mi"], ["sorter", "1930Mi"]), evicted],
    roots: ["pod-evicted"],
    says: /^Pod shop\/reader-0 was evicted from node n-5/,
  },
];

const watches: readonly Case[] = [
  {
    name: "no inotify instance is left on the node, as other pods hold them",
    outputs: [
      watching,
      saying('FTL cannot start file watcher: "too many open files"'),
      instances("63 20117 desk-server", "58 20655 desk-server", "4 988 kubelet"),
    ],
    roots: ["inotify-limit-reached"],
    symptoms: ["crash-loop"],
    says: /kernel limit fs\.inotify\.max_user_instances.*node n-5 allows 128, of which 125 were counted, 121 by 2 processes desk-server/,
  },
  {
    name: "no inotify watch is left",
    outputs: [watching, saying("Error: ENOSPC: System limit for number of file watchers reached, watch '/app/src'")],
    roots: ["inotify-limit-reached"],
    symptoms: ["crash-loop"],
    says: /inotify watches \(kernel limit fs\.inotify\.max_user_watches\)/,
  },
  {
    name: "too many sockets of a watching client, on a node with instances to spare",
    outputs: [
      watching,
      saying("FTL failed to watch *v1.Pod: dial tcp 10.0.0.1:443: socket: too many open files"),
      instances("9 988 kubelet"),
    ],
    roots: ["too-many-open-files"],
    symptoms: ["crash-loop"],
  },
];

const timed = (node: string, universal: string, board: string, synchronised: string): Output => [
  `debug node/${node} -q --image=busybox:1.37 -- chroot /host timedatectl`,
  rows(
    `           Universal time: Thu 2025-10-09 ${universal} UTC`,
    `                 RTC time: Thu 2025-10-09 ${board}`,
    `System clock synchronized: ${synchronised}`,
    `              NTP service: ${synchronised === "yes" ? "active" : "inactive"}`,
    "          RTC in local TZ: no",
  ),
];
const refusing: Output = [
  "logs api-0 -n shop --since=3m",
  rows("info: request 1", "warn: login refused: token is not valid yet (nbf 1760016160, now 1760015731)"),
];
const apis = wide(["api-0", "Running", "n-3"], ["api-1", "Running", "n-1"]);

const clocks: readonly Case[] = [
  {
    name: "a node whose clock is behind, to whose pod fresh tokens are not valid yet",
    outputs: [apis, refusing, timed("n-3", "13:16:40", "13:23:48", "no"), timed("n-1", "13:24:02", "13:24:02", "yes")],
    roots: ["node-clock-wrong"],
    symptoms: ["clock-wrong"],
    says: /The clock of Node n-3 is 7 minutes \(428 s\) behind and is not synchronised \(NTP service inactive\): Pod shop\/api-0 there/,
  },
  {
    name: "a node whose clock chrony says to be slow",
    outputs: [
      [
        "debug node/n-3 -q --image=busybox:1.37 -- chroot /host chronyc tracking",
        rows(
          "Reference ID    : 00000000 ()",
          "System time     : 61.250 seconds fast of NTP time",
          "Leap status     : Not synchronised",
        ),
      ],
    ],
    roots: ["node-clock-wrong"],
    says: /The clock of Node n-3 is 61\.3 s ahead and is not synchronised/,
  },
  {
    name: "a node whose clock is synchronised, with a board clock that is not",
    outputs: [apis, timed("n-3", "13:24:02", "13:31:40", "yes")],
    roots: [],
  },
];

const pressed: Output = [
  "events -n default --for node/n-6",
  rows(
    "LAST SEEN             TYPE      REASON                 OBJECT     MESSAGE",
    "22m (x29 over 2d1h)   Warning   EvictionThresholdMet   Node/n-6   Attempting to reclaim ephemeral-storage",
  ),
];
const onNode: Output = [
  "get pods -A --field-selector spec.nodeName=n-6",
  rows(
    "NAMESPACE   NAME                            READY   STATUS    RESTARTS          AGE",
    "scan        page-scanner-6d4b75cb6d-b5dt5   1/1     Running   380 (2m52s ago)   3d6h",
    "shop        web-6d4b75cb6d-x2k4p            1/1     Running   0                 3d6h",
  ),
];
const folders = (...files: readonly string[]): Output => [
  "debug node/n-6 -q --image=busybox:1.36 -- chroot /host sh -c 'df -h /; du -xsh /var/lib/* | sort -rh; ls -lht /var/lib/systemd/coredump'",
  rows(
    "Filesystem      Size  Used Avail Use% Mounted on",
    "/dev/nvme0n1p2   99G   86G  8.9G  91% /",
    "74G	/var/lib/systemd",
    "7.1G	/var/lib/containerd",
    ...files,
  ),
];

const dumps: readonly Case[] = [
  {
    name: "core dumps that the node keeps of a process of a pod there",
    outputs: [
      onNode,
      pressed,
      folders(
        "total 74G",
        "-rw-r----- 1 root root 183M Dec 11 10:17 core.page-scan.10001.5f1c0e2b.2210481.1765448222000000.zst",
        "-rw-r----- 1 root root 183M Dec 11 10:06 core.page-scan.10001.5f1c0e2b.2207713.1765447561000000.zst",
      ),
    ],
    roots: ["node-disk-pressure", "frequent-restarts"],
    says: /74G of the 86G used there are core dumps of the process page-scan in \/var\/lib\/systemd\/coredump, which Pod scan\/page-scanner-6d4b75cb6d-b5dt5 on that node runs \(restarted 380 times\)/,
  },
  {
    name: "a folder of systemd whose files nobody listed",
    outputs: [onNode, pressed, folders()],
    roots: ["node-disk-pressure", "frequent-restarts"],
    says: /74G of the 86G used there lie in \/var\/lib\/systemd;/,
  },
];

const pending: Output = [
  "get pods -n shop",
  rows("NAME      READY   STATUS    RESTARTS   AGE", "train-0   0/1     Pending   0          63m"),
];
const tried = (group: string): Output => [
  "get events -n shop",
  eventRows(
    ["Warning", "FailedScheduling", "pod/train-0", "0/4 nodes are available: 4 Insufficient nvidia.com/gpu."],
    ["Normal", "TriggeredScaleUp", "pod/train-0", `pod triggered scale-up: [{${group} 1->2 (max: 6)}]`],
    ["Normal", "NotTriggerScaleUp", "pod/train-0", "pod didn't trigger scale-up: 1 in backoff after failed scale-up"],
  ),
];
const status = (code: string, message: string): Output => [
  "get configmap cluster-autoscaler-status -n kube-system -o jsonpath={.data.status}",
  rows(
    "autoscalerStatus: Running",
    "nodeGroups:",
    "- name: pool-gpu",
    "  health:",
    "    status: Healthy",
    "  scaleUp:",
    "    status: Backoff",
    "    backoffInfo:",
    `      errorCode: ${code}`,
    `      errorMessage: ${message}`,
  ),
];

const refusals: readonly Case[] = [
  {
    name: "a cloud that has no more machines for the node group that was to grow",
    outputs: [
      pending,
      tried("pool-gpu"),
      status("InsufficientInstanceCapacity", "We currently do not have enough p4d"),
    ],
    roots: ["node-autoscaler-at-limit"],
    symptoms: ["insufficient-device"],
    says: /adds none to node group pool-gpu because the cloud has no such machines left \(InsufficientInstanceCapacity: We currently/,
  },
  {
    name: "a cloud that refuses by quota",
    outputs: [pending, tried("pool-gpu"), status("QUOTA_EXCEEDED", "Quota 'GPUS_ALL_REGIONS' exceeded")],
    roots: ["node-autoscaler-at-limit"],
    symptoms: ["insufficient-device"],
    says: /because the quota of the cloud is used up \(QUOTA_EXCEEDED/,
  },
  {
    name: "a pod that asked for no node, while another group could not grow",
    outputs: [
      pending,
      [
        "get events -n shop",
        eventRows([
          "Warning",
          "FailedScheduling",
          "pod/train-0",
          "0/4 nodes are available: 4 Insufficient nvidia.com/gpu.",
        ]),
      ],
      status("InsufficientInstanceCapacity", "We currently do not have enough p4d"),
    ],
    roots: ["insufficient-device"],
  },
];

/** What the node, its kernel, its clock or the cloud behind it does not give. */
export const ofNodeCases: readonly Case[] = [...evictions, ...watches, ...clocks, ...dumps, ...refusals];
