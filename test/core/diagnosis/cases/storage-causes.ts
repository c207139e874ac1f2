import type { Case } from "../case.ts";

const image = "registry.example.com/shop/web:1.4.2";

const noSpace: readonly Case["outputs"][number][] = [
  [
    "get pods -n shop -o wide",
    `NAME                   READY   STATUS             RESTARTS        AGE   IP           NODE
web-6d4b75cb6d-x2k4p   0/1     ImagePullBackOff   0               9m    10.1.2.3     w-3
feed-x7l2m             1/1     Running            0               30d   10.1.2.4     w-3
`,
  ],
  [
    "get events -n shop",
    `LAST SEEN   TYPE      REASON   OBJECT                     MESSAGE
40s         Warning   Failed   pod/web-6d4b75cb6d-x2k4p   Failed to pull image "${image}": failed to extract layer sha256:9d: write /var/lib/containerd/x: no space left on device
`,
  ],
];

const folders = (command: string, ...rows: readonly string[]): Case["outputs"][number] => [
  command,
  `${rows.join("\n")}\n`,
];

const feed = (path: string, mount = ""): Case["outputs"][number] => [
  "get ds feed -n shop -o yaml",
  `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: feed, namespace: shop}
spec:
  template:
    spec:
      containers:
      - name: app
        image: shop/feed:3
        volumeMounts:
        - {name: out, mountPath: /out${mount}}
      volumes:
      - name: out
        hostPath: {path: ${path}}
`,
];

const folderCases: readonly Case[] = [
  {
    name: "a disk that another workload fills through a hostPath",
    outputs: [
      ...noSpace,
      folders("$ ssh w-3 sudo du -xh --max-depth=1 /srv", "84G\t/srv/feed", "1.2G\t/srv/other", "86G\t/srv"),
      feed("/srv/feed"),
    ],
    roots: ["image-storage-full"],
    says: /no space is left on node w-3, where 84G of the 86G used there lie in \/srv\/feed, a hostPath of DaemonSet shop\/feed\.$/,
  },
  {
    name: "a folder of core dumps that was listed, held against what df says",
    outputs: [
      ...noSpace,
      folders(
        "debug node/w-3 --image=busybox -- ls -lh /host/srv/feed",
        "total 71G",
        "-rw------- 1 root root 36G Aug  1 10:00 core.worker.231",
        "-rw------- 1 root root 35G Aug  1 11:00 core.worker.977",
      ),
      folders(
        "debug node/w-3 --image=busybox -- df -h /host/srv",
        "Filesystem  Size  Used Avail Use% Mounted on",
        "/dev/sda1   100G   92G  8.0G  92% /host",
      ),
    ],
    roots: ["image-storage-full"],
    says: /where 71G of the 92G used there are core dumps of the process worker in \/srv\/feed\.$/,
  },
  {
    name: "a disk on which no folder holds the most",
    outputs: [
      ...noSpace,
      folders("debug node/w-3 -- chroot /host du -xh -d1 /srv", "40G\t/srv/feed", "44G\t/srv/other", "86G\t/srv"),
      feed("/srv/feed"),
    ],
    roots: ["image-storage-full"],
    says: /no space is left on node w-3\.$/,
  },
  {
    name: "a folder that is the largest of few, on a disk that is full of something else",
    outputs: [
      ...noSpace,
      folders("debug node/w-3 -- chroot /host du -xh -d1 /srv", "20G\t/srv/feed", "1G\t/srv/other", "21G\t/srv"),
      folders(
        "debug node/w-3 -- chroot /host df -h",
        "Filesystem  Size  Used Avail Use% Mounted on",
        "/dev/sda1   100G   99G  1.0G  99% /",
      ),
    ],
    roots: ["image-storage-full", "disk-full"],
    says: /no space is left on node w-3\.$/,
  },
  {
    name: "a folder of another node, and one within a container",
    outputs: [
      ...noSpace,
      folders("debug node/w-4 -- chroot /host du -xh -d1 /srv", "84G\t/srv/feed", "1G\t/srv/other", "86G\t/srv"),
      folders("exec feed-x7l2m -n shop -- du -xh -d1 /data", "84G\t/data/one", "1G\t/data/two", "86G\t/data"),
    ],
    roots: ["image-storage-full"],
    says: /no space is left on node w-3\.$/,
  },
  {
    name: "a folder that an agent mounts only to read",
    outputs: [
      ...noSpace,
      folders("debug node/w-3 -- chroot /host du -xh -d1 /srv", "84G\t/srv/feed", "1G\t/srv/other", "86G\t/srv"),
      feed("/srv/feed", ", readOnly: true"),
    ],
    roots: ["image-storage-full"],
    says: /where 84G of the 86G used there lie in \/srv\/feed\.$/,
  },
  {
    name: "a node under pressure, filled by logs of its own",
    outputs: [
      [
        "describe node w-3",
        `Name:               w-3
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  DiskPressure     True    Tue, 05 Aug 2025 09:12:11 +0000   Tue, 05 Aug 2025 08:40:02 +0000   KubeletHasDiskPressure       kubelet has disk pressure
  Ready            True    Tue, 05 Aug 2025 09:12:11 +0000   Tue, 05 Aug 2025 07:40:02 +0000   KubeletReady                 kubelet is posting ready status
`,
      ],
      folders(
        "debug node/w-3 -- chroot /host du -xh -d1 /var/log",
        "62G\t/var/log/audit",
        "2G\t/var/log/pods",
        "65G\t/var/log",
      ),
    ],
    roots: ["node-disk-pressure"],
    says: /62G of the 65G used there are logs in \/var\/log\/audit; kubelet has disk pressure/,
  },
];

const conflict: Case["outputs"][number] = [
  "get events -n db",
  `LAST SEEN   TYPE      REASON             OBJECT     MESSAGE
30s         Warning   FailedScheduling   pod/pg-0   0/3 nodes are available: 3 node(s) had volume node affinity conflict. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.
`,
];
const pod = (age: string): Case["outputs"][number] => [
  "get pods -n db",
  `NAME   READY   STATUS    RESTARTS   AGE\npg-0   0/1     Pending   0          ${age}\n`,
];
const claim = (age: string): Case["outputs"][number] => [
  "get pvc -n db",
  `NAME        STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata-pg-0   Bound    pv-pg    20Gi       RWO            quick          ${age}\n`,
];
const volume: Case["outputs"][number] = [
  "get pv pv-pg -o yaml",
  `apiVersion: v1
kind: PersistentVolume
metadata: {name: pv-pg}
spec:
  claimRef: {kind: PersistentVolumeClaim, name: data-pg-0, namespace: db}
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: topology.kubernetes.io/zone, operator: In, values: [zone-a]}
`,
];
const nodes = (state: string, zone: string): Case["outputs"][number] => [
  "get nodes -L topology.kubernetes.io/zone",
  `NAME   STATUS   ROLES    AGE   VERSION   ZONE\nw-1    ${state}    <none>   9d    v1.32.1   ${zone}\n`,
];
const storageClass = (mode: string): Case["outputs"][number] => [
  "get sc quick -o yaml",
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: quick}\nprovisioner: ebs.csi.aws.com\nvolumeBindingMode: ${mode}\n`,
];

const bindingCases: readonly Case[] = [
  {
    name: "a volume made in the wrong zone, by a class that binds at once",
    outputs: [conflict, pod("9m"), claim("9m"), volume, nodes("Ready", "zone-c"), storageClass("Immediate")],
    roots: ["volume-zone-conflict"],
    says: /StorageClass quick binds Immediate, so that the volume was made before it was known where the pod can run/,
  },
  {
    name: "the same of a class that waits for the pod",
    outputs: [conflict, pod("9m"), claim("9m"), volume, nodes("Ready", "zone-c"), storageClass("WaitForFirstConsumer")],
    roots: ["volume-zone-conflict"],
    says: /volume node affinity conflict\)(?!.*binds)/,
  },
  {
    name: "a volume that has served an earlier pod, bound at once",
    outputs: [conflict, pod("9m"), claim("80d"), volume, nodes("Ready", "zone-c"), storageClass("Immediate")],
    roots: ["volume-zone-conflict"],
    says: /volume node affinity conflict\)(?!.*binds)/,
  },
  {
    name: "a volume whose zone has a node that is cordoned, bound at once",
    outputs: [
      conflict,
      pod("9m"),
      claim("9m"),
      volume,
      nodes("Ready,SchedulingDisabled", "zone-a"),
      storageClass("Immediate"),
    ],
    roots: ["volume-zone-conflict"],
    notes: ["node-cordoned"],
    says: /Node w-1 \(cordoned\) cannot take the pod(?!.*binds)/,
  },
];

const creating = (message: string, reason = "FailedMount"): readonly Case["outputs"][number][] => [
  [
    "get pods -n geo -o wide",
    `NAME      READY   STATUS              RESTARTS   AGE   IP       NODE\ntiles-0   0/1     ContainerCreating   0          21m   <none>   w-3\n`,
  ],
  [
    "get events -n geo",
    `LAST SEEN   TYPE      REASON   OBJECT        MESSAGE
20m         Normal    SuccessfulAttachVolume   pod/tiles-0   AttachVolume.Attach succeeded for volume "pvc-61b6d0a5"
40s         Warning   ${reason}   pod/tiles-0   ${message}
`,
  ],
];
const late =
  "Unable to attach or mount volumes: unmounted volumes=[tiles], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition";

const grouped = (policy: string): Case["outputs"][number] => [
  "get sts tiles -n geo -o yaml",
  `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: tiles, namespace: geo}
spec:
  template:
    spec:
      securityContext:
        fsGroup: 101
${policy}      containers:
      - {name: app, image: "geo/tiles:4"}
`,
];
const kubelet: Case["outputs"][number] = [
  "$ ssh w-3 journalctl -u kubelet",
  "Aug 19 10:02:44 w-3 kubelet[1881]: W0819 10:02:44.318804    1881 volume_linux.go:49] Setting volume ownership for /var/lib/kubelet/pods/4f3d33f7/volumes/kubernetes.io~csi/pvc-61b6d0a5/mount and fsGroup set. If the volume has a lot of files then setting volume ownership could be slow, see https://github.com/kubernetes/kubernetes/issues/69699\n",
];
const inodes = (used: string): Case["outputs"][number] => [
  "debug node/w-3 -- chroot /host df -i",
  `Filesystem     Inodes   IUsed    IFree IUse% Mounted on\n/dev/sdb     90000000 ${used} 80000000    9% /var/lib/kubelet/plugins/kubernetes.io/csi/ebs.csi.aws.com/9a/globalmount\n`,
];

const ownershipCases: readonly Case[] = [
  {
    name: "the kubelet says in an event that it changes the ownership of files",
    outputs: [
      ...creating(
        "Setting volume ownership for 4f3d33f7/volumes/kubernetes.io~csi/pvc-61b6d0a5/mount, processed 812345 files.",
        "VolumePermissionChangeInProgress",
      ),
      grouped(""),
    ],
    roots: ["volume-ownership-slow"],
    says: /starts slowly because the kubelet changes the ownership of every file on its volume \(812,000 files\) before each start: it has fsGroup 101 and no fsGroupChangePolicy/,
  },
  {
    name: "the kubelet says so in its own log",
    outputs: [...creating(late), grouped("        fsGroupChangePolicy: Always\n"), kubelet],
    roots: ["volume-ownership-slow"],
    symptoms: ["volume-mount-timeout"],
    says: /fsGroup 101 and fsGroupChangePolicy Always/,
  },
  {
    name: "millions of files on the volume of a pod with an fsGroup",
    outputs: [...creating(late), grouped(""), inodes("7400000")],
    roots: ["volume-ownership-slow"],
    symptoms: ["volume-mount-timeout"],
    says: /\(7\.4 million files\)/,
  },
  {
    name: "few files on the volume of a pod with an fsGroup",
    outputs: [...creating(late), grouped(""), inodes("74000")],
    roots: ["volume-mount-timeout"],
  },
  {
    name: "many files on a volume that is gone through only where its root does not match",
    outputs: [...creating(late), grouped("        fsGroupChangePolicy: OnRootMismatch\n"), kubelet, inodes("7400000")],
    roots: ["volume-mount-timeout"],
  },
];

const refused: readonly Case["outputs"][number][] = [
  [
    "get pods -n media -o wide",
    `NAME       READY   STATUS              RESTARTS   AGE   IP       NODE\nviewer-0   0/1     ContainerCreating   0          21m   <none>   w-4\n`,
  ],
  [
    "get events -n media",
    `LAST SEEN   TYPE      REASON        OBJECT         MESSAGE
40s         Warning   FailedMount   pod/viewer-0   MountVolume.SetUp failed for volume "films" : mount failed: exit status 32 Mounting command: mount Output: mount.nfs: access denied by server while mounting filer.example.net:/vol/films
`,
  ],
];
const address = (ip: string): Case["outputs"][number] => [
  "get nodes -o wide",
  `NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE\nw-4    Ready    <none>   2d    v1.32.1   ${ip}   <none>        Debian GNU/Linux 12\n`,
];
const exported = (clients: string): Case["outputs"][number] => [
  "$ ssh filer.example.net cat /etc/exports",
  `# films for the cluster\n/vol/films ${clients}\n/vol/other *(ro)\n`,
];

const exportCases: readonly Case[] = [
  {
    name: "an NFS export for a subnet that the node is not in",
    outputs: [...refused, address("10.9.2.15"), exported("10.9.1.0/255.255.255.0(rw,sync) 10.9.7.4(ro)")],
    roots: ["network-volume-refused"],
    says: /the NFS export filer\.example\.net:\/vol\/films admits 10\.9\.1\.0\/24, 10\.9\.7\.4 only, and node w-4 \(10\.9\.2\.15\) is outside of that/,
  },
  {
    name: "an NFS export of a path above, as exportfs prints it",
    outputs: [
      ...refused,
      address("10.9.2.15"),
      [
        "exec -n storage nfs-0 -- exportfs -v",
        "/vol          \n\t\t10.9.1.0/24(sync,wdelay,hide,no_subtree_check,sec=sys,rw)\n",
      ],
    ],
    roots: ["network-volume-refused"],
    says: /admits 10\.9\.1\.0\/24 only, and node w-4/,
  },
  {
    name: "an NFS export for the subnet of the node, refused for another reason",
    outputs: [...refused, address("10.9.1.15"), exported("10.9.1.0/24(rw,sync)")],
    roots: ["network-volume-refused"],
    says: /does not admit the node/,
  },
  {
    name: "an NFS export for names, of which nothing tells whom they admit",
    outputs: [...refused, address("10.9.2.15"), exported("10.9.1.0/24(rw) *.example.net(rw)")],
    roots: ["network-volume-refused"],
    says: /does not admit the node/,
  },
];

/** What stands behind a disk that is full, a volume that is elsewhere, late or refused. */
export const storageCauseCases: readonly Case[] = [...folderCases, ...bindingCases, ...ownershipCases, ...exportCases];
