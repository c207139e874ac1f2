import type { Case } from "../case.ts";

/** What `describe pod | tail` prints of a mount that fails: the message goes on at the left edge. */
const mountFails = (volume: string, options: string, output: string): Case["outputs"] => [
  [
    "describe pod viewer-0 -n media | tail -9",
    `Events:
  Type     Reason       Age                  From               Message
  ----     ------       ----                 ----               -------
  Normal   Scheduled    6m2s                 default-scheduler  Successfully assigned media/viewer-0 to worker-4
  Warning  FailedMount  51s (x10 over 6m2s)  kubelet            MountVolume.SetUp failed for volume "${volume}" : mount failed: exit status 32
Mounting command: mount
Mounting arguments: ${options}
Output: ${output}
`,
  ],
];

const nfs =
  "-t nfs -o nfsvers=4.1 filer.example.net:/vol/films /var/lib/kubelet/pods/7c/volumes/kubernetes.io~nfs/films";

export const volumeCases: readonly Case[] = [
  {
    name: "an NFS export that does not admit the node, in a message of several lines",
    outputs: mountFails("films", nfs, "mount.nfs: access denied by server while mounting filer.example.net:/vol/films"),
    roots: ["network-volume-refused"],
    says: /the NFS export filer\.example\.net:\/vol\/films does not admit the node/,
  },
  {
    name: "a share whose password is not valid any more",
    outputs: mountFails("films", "-t cifs -o <masked> //fs.example.net/films", "mount error(13): Permission denied"),
    roots: ["network-volume-refused"],
    says: /the SMB share \/\/fs\.example\.net\/films refuses the credentials/,
  },
  {
    name: "an NFS path that is not on the server",
    outputs: mountFails(
      "films",
      nfs,
      "mount.nfs: mounting filer.example.net:/vol/films failed, reason given by server: No such file or directory",
    ),
    roots: ["network-volume-path-missing"],
    says: /the path or share filer\.example\.net:\/vol\/films does not exist/,
  },
  {
    name: "an NFS server that does not answer",
    outputs: mountFails("films", nfs, "mount.nfs: Connection timed out"),
    roots: ["network-volume-unreachable"],
    says: /Connection timed out/,
  },
  {
    name: "an NFS handle that the server does not know any more",
    outputs: mountFails("films", nfs, "mount.nfs: Stale file handle"),
    roots: ["network-volume-unreachable"],
    says: /Stale file handle/,
  },
  {
    name: "a node without the programs that mount NFS",
    outputs: mountFails(
      "films",
      nfs,
      "mount: /var/lib/kubelet/pods/7c: bad option; for several filesystems (e.g. nfs, cifs) you might need a /sbin/mount.<type> helper program.",
    ),
    roots: ["mount-helper-missing"],
    says: /lacks the mount helper/,
  },
  {
    name: "a disk with another file system than the volume says",
    outputs: mountFails(
      "films",
      "-t ext4 -o defaults /dev/sdc /mnt",
      "mount: /mnt: wrong fs type, bad option, bad superblock on /dev/sdc, missing codepage or helper program, or other error.",
    ),
    roots: ["volume-file-system-damaged"],
    says: /wrong fs type/,
  },
  {
    name: "events in columns of somebody's own",
    outputs: [
      [
        "get events -n media -o custom-columns=WHEN:.lastTimestamp,WHO:.involvedObject.name,TEXT:.message",
        `WHEN                   WHO                     TEXT
2026-02-02T02:00:01Z   transcode               Scaled up replica set transcode-7d9f8b6c5 from 0 to 1
2026-02-02T02:10:00Z   transcode-7d9f8b6c5-w8k2p   Error: configmap "codecs" not found
`,
      ],
    ],
    roots: ["missing-configmap"],
    says: /Pod media\/transcode-7d9f8b6c5-w8k2p cannot start: ConfigMap "codecs"/,
  },
  {
    name: "events picked out of JSON by another program",
    outputs: [
      [
        `get events -n media --field-selector involvedObject.name=cut-17 -o json | jq -r '.items[]|[.count,.reason,.message]|@tsv'`,
        `1\tScheduled\tSuccessfully assigned media/cut-17 to worker-4
34\tFailedCreatePodSandBox\tFailed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "kata" is configured
`,
      ],
    ],
    roots: ["runtime-class-missing"],
    says: /Pod media\/cut-17 cannot start: its RuntimeClass asks for the runtime handler "kata"/,
  },
  {
    name: "events that an old kubectl prints with their own names",
    outputs: [
      [
        "get events -n media",
        `LAST SEEN   FIRST SEEN   COUNT   NAME                       KIND   SUBOBJECT   TYPE      REASON             SOURCE              MESSAGE
1m          1h           66      cut-17.16d0c1f3a5be2231    Pod                Warning   FailedScheduling   default-scheduler   0/9 nodes are available: 9 Insufficient memory.
`,
      ],
    ],
    roots: ["insufficient-memory"],
    says: /Pod media\/cut-17 is Pending/,
  },
  {
    name: "a table that a terminal broke at its right edge",
    outputs: [
      [
        "get events -n media",
        `LAST SEEN   TYPE      REASON      OBJECT       MESSAGE
2m31s       Warning   Failed      pod/cut-17   Failed to pull image "registry.ex
ample.net/media/cut:7": failed to resolve reference "registry.example.net/media/
cut:7": unexpected status code 429 Too Many Requests - Server message: toomanyre
quests: slow down
48s         Warning   Failed      pod/cut-17   Error: ImagePullBackOff
`,
      ],
    ],
    roots: ["image-pull-rate-limited"],
    says: /image "registry\.example\.net\/media\/cut:7"/,
  },
  {
    name: "a rollout of which one field was asked, and the field alone was printed",
    outputs: [["get deployment web -n media -o jsonpath='{.spec.paused}'", "true\n"]],
    roots: ["rollout-paused"],
  },
];
