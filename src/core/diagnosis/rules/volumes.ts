import type { Rule } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { nameOf } from "../name-object.ts";
import { describe, list } from "../reads.ts";
import { podSymptoms } from "../symptoms.ts";
import { type Recognised, type Variant, variantRules } from "../variants.ts";

const explains = ["volume-mount-timeout", ...podSymptoms];

const volumeOf = (seen: Recognised): string => {
  const name =
    /volume "([^"]{1,253})"/.exec(seen.complaint.text)?.[1] ??
    /unmounted volumes=\[([^\]]{1,300})\]/.exec(seen.complaint.text)?.[1];
  return name ? `volume "${name}"` : "a volume";
};

const cannotMount = (seen: Recognised, why: string): string =>
  `${nameOf(seen.complaint.pod.ref)} cannot mount ${volumeOf(seen)}: ${why}.`;

const seeClaims = (seen: Recognised) =>
  list("pvc", seen.complaint.pod.ref.namespace, "Shows the claims, their volumes and classes.");

/** What the rules for ConfigMaps and Secrets say better, and what the kubelet says for a moment at every start of a node. */
const isElsewhere = (text: string): boolean =>
  /(?:configmap|secret)s? "[^"]{1,253}" not found|references non-existent (?:secret|config) key|object "[^"]{1,253}"\/"[^"]{1,253}" not registered/.test(
    text,
  );

const variants: readonly Variant[] = [
  {
    code: "volume-multi-attach",
    title: "Volume attached to another node",
    about:
      "The volume can be attached to one node at a time (ReadWriteOnce) and still is to another: a pod elsewhere uses it, or its node went away without letting go.",
    explains,
    pattern: /Multi-Attach error for volume[\s\S]*/,
    summary: (seen) => cannotMount(seen, `it is still attached to another node${usedBy(seen.complaint.text)}`),
    next: (seen) => [
      ...list(
        "pods",
        seen.complaint.pod.ref.namespace,
        "Shows which other pod uses it and on which node.",
        "-o",
        "wide",
      ),
      ...list("volumeattachments", undefined, "Shows which node holds the volume."),
    ],
    fix: (seen) =>
      fixByHand(
        "Let the old pod go first (strategy Recreate, or one replica), or use a volume with ReadWriteMany.",
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "host-path-wrong",
    title: "hostPath of the wrong type",
    about:
      "A hostPath volume asks for a directory, file or socket, and the node has something else or nothing at that path.",
    explains,
    pattern: /hostPath type check failed: (\S{1,300}) (is not [^\n.]{1,60})/,
    summary: (seen) =>
      cannotMount(
        seen,
        `hostPath ${seen.match[1]} ${seen.match[2]} on node ${seen.complaint.pod.node || "(not shown)"} (hostPath type check failed)`,
      ),
    fix: (seen) =>
      fixByHand(
        `Create ${seen.match[1]} on the node, or set the hostPath type to DirectoryOrCreate or FileOrCreate.`,
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "csi-driver-missing",
    title: "CSI driver not on the node",
    about:
      "The storage driver of the volume is not registered on this node: its DaemonSet does not run there, or was never installed.",
    explains,
    pattern: /driver name (\S{1,200}) not found in the list of registered CSI drivers/,
    summary: (seen) =>
      cannotMount(
        seen,
        `CSI driver ${seen.match[1]} is not registered on node ${seen.complaint.pod.node || "(not shown)"}`,
      ),
    next: () => list("csinodes", undefined, "Shows which drivers each node has."),
  },
  {
    code: "network-volume-unreachable",
    title: "Network volume cannot be mounted",
    about:
      "The node asked a storage server (NFS, SMB, iSCSI) and did not get the mount: wrong path, no permission, or no way to the server.",
    explains,
    pattern:
      /mount(?:\.nfs4?|\.cifs|\.smb3)?: ?([^\n]{0,200}?(?:No such file or directory|access denied by server[^\n]{0,80}|Connection timed out|Connection refused|Protocol not supported|Permission denied|bad option[^\n]{0,80}))/i,
    summary: (seen) => cannotMount(seen, (seen.match[1] ?? "").trim()),
    next: (seen) => describe(seen.complaint.pod.ref, "Shows the volume's server and path."),
  },
  {
    code: "missing-claim",
    title: "PersistentVolumeClaim missing",
    about: "The pod refers to a PersistentVolumeClaim that does not exist in its namespace.",
    explains,
    pattern: /persistentvolumeclaim "([^"]{1,253})" (?:not found|is being deleted)/,
    summary: (seen) =>
      `${nameOf(seen.complaint.pod.ref)} cannot run: PersistentVolumeClaim "${seen.match[1]}" ${/being deleted/.test(seen.match[0]) ? "is being deleted" : `does not exist in namespace ${seen.complaint.pod.ref.namespace ?? "default"}`}.`,
    related: (seen) => [
      {
        kind: "PersistentVolumeClaim",
        namespace: seen.complaint.pod.ref.namespace ?? "default",
        name: seen.match[1] ?? "",
      },
    ],
    next: seeClaims,
    fix: (seen) =>
      fixByHand(
        `Create PersistentVolumeClaim "${seen.match[1]}", or correct its name in the pod template.`,
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "volume-permission-denied",
    title: "Volume refuses access",
    about: "The storage answers that the node or the pod may not use the volume.",
    explains,
    when: (complaint) => complaint.stage === "mount",
    pattern: /(?:code = PermissionDenied|[Pp]ermission denied|AccessDenied|UnauthorizedOperation|403)[^\n]{0,160}/,
    summary: (seen) => cannotMount(seen, `access is refused (${seen.match[0].slice(0, 140)})`),
  },
  {
    code: "volume-attach-failed",
    title: "Volume cannot be attached",
    about:
      "The volume cannot be attached to the node: the cloud refuses it, the disk is gone, or too many are attached.",
    explains,
    pattern: /^FailedAttachVolume: (?:AttachVolume\.Attach failed for volume "[^"]{1,253}" ?:? ?)?([\s\S]*)/,
    summary: (seen) =>
      cannotMount(
        seen,
        `it cannot be attached to node ${seen.complaint.pod.node || "(not shown)"}: ${(seen.match[1] ?? "").slice(0, 180)}`,
      ),
    next: () => list("volumeattachments", undefined, "Shows which volumes are attached to which nodes."),
  },
  {
    code: "volume-mount-failed",
    title: "Volume cannot be mounted",
    about: "The kubelet cannot set up a volume of the pod. The message is the driver's own.",
    explains,
    when: (complaint) =>
      complaint.stage === "mount" && !isElsewhere(complaint.text) && !/unmounted volumes=/.test(complaint.text),
    pattern:
      /^Failed(?:Mount|MapVolume): (?:Mount(?:Volume|Device)\.\w+ failed for volume "[^"]{1,253}" ?:? ?)?([\s\S]*)/,
    summary: (seen) => cannotMount(seen, (seen.match[1] ?? "").slice(0, 220)),
    next: (seen) => describe(seen.complaint.pod.ref, "Shows its volumes and the latest events."),
  },
  {
    code: "volume-mount-timeout",
    title: "Volumes not mounted in time",
    about:
      "The kubelet gave up waiting for volumes. The cause stands in another event of the pod, of the claim, or of the node's storage driver.",
    explains: podSymptoms,
    generic: true,
    pattern: /(?:Unable to attach or mount volumes|unmounted volumes=)[\s\S]*/,
    when: (complaint) => !isElsewhere(complaint.text),
    summary: (seen) => cannotMount(seen, "the kubelet timed out waiting for it"),
    next: (seen) => [...describe(seen.complaint.pod.ref, "Shows the events about its volumes."), ...seeClaims(seen)],
  },
];

const usedBy = (text: string): string => {
  const match = /used by pod\(s\) ([^\n"]{1,200})/.exec(text);
  return match === null ? "" : `, used by pod ${match[1]?.trim()}`;
};

/** Why volumes of a pod are not mounted. */
export const volumeRules: readonly Rule[] = variantRules(["mount", "scheduling"], variants);
