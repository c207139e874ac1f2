import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import type { Rule } from "../../finding.ts";
import { essence } from "../../logs/essence.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { shutOutBy } from "../../storage/nfs-exports.ts";
import {
  attachedElsewhere,
  printHolder,
  refOfHolder,
  releaseAdvice,
  volumeHolder,
} from "../../storage/volume-holder.ts";
import { type Recognised, type Variant, variantRules } from "../../variants.ts";

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
    pattern: attachedElsewhere,
    summary: (seen) =>
      cannotMount(seen, `it is still attached to ${printHolder(holderOf(seen)) + usedBy(seen)} (Multi-Attach error)`),
    related: (seen) => refOfHolder(holderOf(seen)),
    evidence: (seen) => {
      const holder = holderOf(seen);
      return [holder?.attachment?.cite(), holder?.pod?.line];
    },
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
        holderOf(seen)?.isDown
          ? releaseAdvice
          : "Let the old pod go first (strategy Recreate, or one replica), or use a volume with ReadWriteMany.",
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
    code: "network-volume-refused",
    title: "Storage server refuses the mount",
    about:
      "The storage server (NFS, SMB) was reached and says no: its export does not admit the node's address, or the user, password or key of the share is not valid (any more).",
    explains,
    pattern:
      /access denied by server(?: while mounting (\S{1,300}))?|mount error\((?:13|1326|126|127|128|129)\)(?:: ?[^\n]{1,40}?(?=$| Refer|\n))?|mount(?:\.nfs4?|\.cifs|\.smb3)?: ?[^\n]{0,200}?(?:Permission denied|Operation not permitted|Key has expired|Required key not available)/i,
    when: (complaint) => complaint.stage === "mount",
    summary: (seen) => cannotMount(seen, `${refusal(seen)} (${seen.match[0].trim().slice(-120)})`),
    evidence: (seen) => shutOut(seen)?.evidence ?? [],
    related: (seen) => shutOut(seen)?.nodes ?? [],
    next: (seen) => (shutOut(seen) ? [] : describe(seen.complaint.pod.ref, "Shows the volume's server and path.")),
    fix: (seen) =>
      fixByHand(
        isShare(seen.complaint.text)
          ? "Put the valid user and password (or account key) into the Secret that the volume names, then let the pod be made anew."
          : `Admit ${shutOut(seen)?.addresses ?? "the node's address"} in the export of the NFS server.`,
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "network-volume-path-missing",
    title: "Exported path or share does not exist",
    about: "The storage server was reached and does not have the path or the share that the volume names.",
    explains,
    pattern:
      /mount(?:\.nfs4?)?: ?[^\n]{0,300}?(?:No such file or directory|No such device or address)|mount error\((?:2|6)\)[^\n]{0,60}|mount error: could not resolve address[^\n]{0,80}|Failed to resolve server \S{1,200}[^\n]{0,60}|(?:special device|mount point) (?:\S{1,300} )?does not exist/i,
    when: (complaint) => complaint.stage === "mount",
    summary: (seen) =>
      cannotMount(
        seen,
        /resolve/i.test(seen.match[0])
          ? `the host name of the storage server cannot be resolved (${seen.match[0].trim().slice(-140)})`
          : `the path or share${source(seen.complaint.text)} does not exist on the server (${seen.match[0].trim().slice(-140)})`,
      ),
    next: (seen) => describe(seen.complaint.pod.ref, "Shows the volume's server and path."),
    fix: (seen) =>
      fixByHand(
        "Create the path or share on the server, or correct it in the volume.",
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "mount-helper-missing",
    title: "Node lacks the program that mounts the volume",
    about:
      "The node has no mount program for this kind of volume: the packages of the NFS or SMB client (nfs-common, nfs-utils, cifs-utils) or of the iSCSI initiator are not installed on it. Often it is a new node or a new image of nodes.",
    explains,
    pattern:
      /might need a \/s?bin\/mount\.\S{1,20} (?:helper|helper program)|unknown filesystem type '(?:nfs4?|cifs|smb3|ceph|glusterfs)'|(?:exec: )?"?mount\.(?:nfs4?|cifs|ceph)"?: (?:executable file )?not found|iscsiadm: (?:command )?not found|executable file not found in \$PATH: iscsiadm/i,
    when: (complaint) => complaint.stage === "mount",
    summary: (seen) =>
      cannotMount(
        seen,
        `node ${seen.complaint.pod.node || "(not shown)"} lacks the mount helper for it, as the NFS or SMB client (nfs-common, cifs-utils) is not installed there`,
      ),
    next: () => list("nodes", undefined, "Shows the operating systems of the nodes.", "-o", "wide"),
    fix: (seen) =>
      fixByHand(
        "Install the client's packages on the node (nfs-common or nfs-utils, cifs-utils), or use nodes that have them.",
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "volume-file-system-damaged",
    title: "File system of the volume cannot be mounted",
    about:
      "The volume is attached and its file system is not usable: it has another type than the volume says, it is damaged, or it needs a repair that the kubelet does not dare.",
    explains,
    pattern:
      /(wrong fs type[^\n]{0,120})|('?fsck'? found errors[^\n]{0,120})|(can't read superblock[^\n]{0,60})|(Structure needs cleaning)|(unknown filesystem type '[^']{1,30}')|(failed to mount the volume as "[^"]{1,20}", it already contains \S{1,20})/i,
    when: (complaint) => complaint.stage === "mount",
    summary: (seen) => cannotMount(seen, `its file system is not usable: ${seen.match[0].trim()}`),
    next: seeClaims,
    fix: (seen) =>
      fixByHand(
        "Repair the file system from the node (fsck), or name the type that the volume really has.",
        verifyRollout(seen.view, seen.complaint.pod.ref),
      ),
  },
  {
    code: "network-volume-unreachable",
    title: "Storage server not reachable",
    about:
      "The node asked a storage server (NFS, SMB, iSCSI) and got no usable answer: a firewall or a route in between, the service is down, it speaks another version, or the mount options are wrong.",
    explains,
    pattern:
      /mount(?:\.nfs4?|\.cifs|\.smb3)?: ?([^\n]{0,200}?(?:Connection timed out|Connection refused|No route to host|Network is unreachable|Protocol not supported|rpc\.statd is not running[^\n]{0,60}|Stale (?:NFS )?file handle|bad option[^\n]{0,80}|an incorrect mount option[^\n]{0,40}|Host is down|requested NFS version[^\n]{0,60}))|(mount error\((?:11[0-5]|95|22|112)\)[^\n]{0,60})|(Stale (?:NFS )?file handle)|(bad option; for several filesystems[^\n]{0,100})|(iscsiadm: [^\n]{1,120})/i,
    when: (complaint) => complaint.stage === "mount",
    summary: (seen) => cannotMount(seen, (seen.match.slice(1).find(Boolean) ?? seen.match[0]).trim()),
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
    summary: (seen) =>
      cannotMount(
        seen,
        `access is refused (${essence(seen.complaint.text.replace(/^[\w.]{1,60} failed for volume "[^"]{1,253}" ?:? ?/, ""), 230)})`,
      ),
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
        `it cannot be attached to node ${seen.complaint.pod.node || "(not shown)"}: ${essence(seen.match[1] ?? "", 220)}`,
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
    summary: (seen) => cannotMount(seen, essence(seen.match[1] ?? "", 250)),
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

const isShare = (text: string): boolean => /cifs|smb|mount error\(/i.test(text);

/** Whom the server does not let in: an NFS export knows addresses, a share knows users. */
const refusal = (seen: Recognised): string =>
  isShare(seen.complaint.text)
    ? `the SMB share${source(seen.complaint.text)} refuses the credentials, access denied`
    : `the NFS export${source(seen.complaint.text)} ${shutOut(seen)?.words ?? "does not admit the node"}, access denied`;

const shutOut = ({ view, complaint }: Recognised) =>
  shutOutBy(view, complaint.pod.node, /:(\/\S{0,400})$/.exec(source(complaint.text))?.[1] ?? "");

/** The server and path that a mount was asked of. */
const source = (text: string): string => {
  const match =
    /while mounting (\S{1,200})|(\/\/[\w.-]{1,200}\/[\w./$-]{1,200})|[ "]([\w.-]{1,200}:\/[\w./-]{0,200})/.exec(text);
  const found = match?.slice(1).find(Boolean);
  return found ? ` ${found}` : "";
};

const holderOf = (seen: Recognised) => volumeHolder(seen.view, seen.complaint.pod, seen.complaint.text);

/** The pods that the message names, where they are not shown themselves. */
const usedBy = (seen: Recognised): string => {
  const match = /used by pod\(s\) ([^\n"]{1,200})/.exec(seen.complaint.text);
  return match === null || holderOf(seen)?.pod ? "" : `, used by pod ${match[1]?.trim()}`;
};

/** Why volumes of a pod are not mounted. */
export const volumeRules: readonly Rule[] = variantRules(["mount", "scheduling"], variants);
