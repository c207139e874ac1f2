import { printTarget, targetIn } from "../../network/endpoint-in-text.ts";
import type { LogCause } from "./causes.ts";

const clean = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 180);

const whom = (line: string): string => {
  const target = targetIn(line);
  return target && /[a-z]/i.test(target.host) ? ` by ${printTarget(target)}` : "";
};

/** Which of the two limits is meant: that of instances gives the words for files, that of watches those for a disk. */
const watched = (said: string): string =>
  /no space left|ENOSPC|watchers reached|max_user_watches/i.test(said)
    ? "inotify watches (kernel limit fs.inotify.max_user_watches)"
    : "inotify instances (kernel limit fs.inotify.max_user_instances)";

/** What the cluster's own programs (API server, etcd, kubelet, controllers) write about their trouble, and limits of the machine. */
export const logPlatform: readonly LogCause[] = [
  {
    code: "etcd-space-exceeded",
    title: "Database of etcd full",
    about:
      "etcd's database has reached its quota (2 GiB unless set otherwise). etcd raises the alarm NOSPACE and takes no more writes: nothing in the cluster can be created or changed until it is compacted, defragmented and the alarm disarmed.",
    pattern:
      /mvcc: database space exceeded|etcdserver: no space|"?alarm"?[:=] ?"?NOSPACE|alarm NOSPACE|etcd database size approaching quota[^\n]{0,60}/,
    isLasting: true,
    explains: ["etcd-failing", "leader-election-lost", "api-server-refuses", "call-timed-out"],
    says: (match) => `the database of etcd is full, so that the cluster takes no more writes (${clean(match[0])})`,
    mend: "Compact and defragment etcd, disarm its alarm, and find what fills it (events, Helm releases); raise --quota-backend-bytes when all of it is needed.",
  },
  {
    code: "etcd-failing",
    title: "etcd in trouble",
    about:
      "etcd, where the cluster keeps its state, has no leader, no space, lost data or answers too late. The API server fails or is slow with it.",
    pattern:
      /etcdserver: [^\n"]{1,120}|database fragmented[^\n]{0,40}|failed to commit proposal[^\n]{0,60}|found data inconsistency with peer|lost leader|elected leader [^\n]{0,60}changed|leader changed|panic: tocommit\([^\n]{1,80}|raft: [^\n]{1,80}no leader|clock difference against peer[^\n]{0,80} too high/,
    says: (match) => `etcd is in trouble (${clean(match[0])})`,
    mend: "See the members' health, disk latency and database size; compact and defragment when space is short.",
  },
  {
    code: "etcd-disk-slow",
    title: "Disk of etcd too slow",
    about:
      "etcd waits for its disk, so that requests take seconds. Controllers cannot renew their leases in time and restart, and the API server hangs.",
    pattern:
      /slow fdatasync[^\n]{0,80}|apply request took too long[^\n]{0,20}"?took"?[:=]"?\d+(?:\.\d+)?s\b[^\n]{0,60}|wal: sync duration of [^\n]{1,80}|backend commit took[^\n]{0,60}|failed to send out heartbeat on time[^\n]{0,80}|server is likely overloaded[^\n]{0,40}|ReadIndex response took too long[^\n]{0,60}/,
    isLasting: true,
    explains: ["leader-election-lost", "frequent-restarts", "call-timed-out", "etcd-failing"],
    says: (_match, _line, whole) => `etcd waits for its disk, the storage is too slow (${clean(whole)})`,
    mend: "Give etcd a fast disk of its own; see what else writes to it.",
  },
  {
    code: "api-throttled",
    title: "API server refuses for load",
    about:
      "The API server or a cloud API answers that too many requests were made. A client that asks too often starves the others.",
    pattern:
      /TooManyRequests|RequestLimitExceeded|ThrottlingException|[Rr]ate ?limited[^\n]{0,60}|too many certificates \(\d{1,4}\)[^\n]{0,100}|the server has received too many requests[^\n]{0,60}|request rejected by API Priority and Fairness|rate limit exceeded|Throttling(?:Exception)?: Rate exceeded|429 Too Many Requests|\bstatus(?:_?code)?["']?[:= ]{1,3}429\b[^\n]{0,80}/i,
    except: /watermark|cluster_block_exception/,
    says: (match, line) => `requests are refused because there are too many${whom(line)} (${clean(match[0])})`,
    target: (_match, line) => targetIn(line),
    mend: "Find the client that asks so often and slow it down.",
  },
  {
    code: "inotify-limit-reached",
    title: "Kernel limit of file watches reached",
    about:
      'A program cannot watch files: the kernel of its node gives no more inotify instances (`fs.inotify.max_user_instances`, said as "too many open files") or watches (`fs.inotify.max_user_watches`, said as "no space left on device"). Both are counted for all processes of a user on the node, of whatever pod; `ulimit -n` and the disk have nothing to do with it.',
    pattern:
      /(?:inotify|fsnotify|\b(?:[Ff]ile ?)?[Ww]atch(?:er|es)?\b)[^\n]{0,160}?(?:[Tt]oo many open files|\bEMFILE\b|[Nn]o space left on device|\bENOSPC\b)|(?:[Tt]oo many open files|[Nn]o space left on device|\bE(?:MFILE|NOSPC)\b)[^\n]{0,60}(?:inotify|fsnotify|\bwatch\b)|limit for number of file watchers reached|inotify[^\n]{0,40}limit[^\n]{0,40}reached|(?:increase|raise|low|exceeded|exhausted)[^\n]{0,60}fs\.inotify\.max_user_\w+|fs\.inotify\.max_user_\w+[^\n]{0,60}(?:too low|exceeded|reached|exhausted|increase|raise)/,
    except: /\b(?:socket|accept\d?|dial|pipe2?|write|copy|extend|mkdir)\b/,
    explains: ["uncaught-exception"],
    isLasting: true,
    says: (match) => `its node gives it no more ${watched(match[0])}, not ulimit -n or its disk (${clean(match[0])})`,
    mend: "Raise the limit on the node (sysctl -w, and /etc/sysctl.d to keep it), or end what holds so many instances and watches there.",
  },
  {
    code: "too-many-open-files",
    title: "Too many open files",
    about: "A process has as many files or sockets open as it may, on its own or on the whole node.",
    pattern:
      /too many open files|\bEMFILE\b|\bENFILE\b|[Ff]ailed to accept[^\n]{0,80}\bemfile\b|(?:socket count|file descriptors?|FD|open files?|nofile|sockets?|worker_connections)[^\n]{0,40}(?:has been exceeded|exceeded|exhausted|(?:limit )?(?:was |is |has been )?reached|too low for|are not enough)[^\n]{0,80}|reached system FD limit[^\n]{0,60}|file descriptor limit alarm set|(?:increas|rais)(?:e|ing)[^\n]{0,20}\bulimit\b[^\n]{0,20}|out of (?:file descriptors|sockets)|[Nn]o file descriptors available|\bulimit ?-n\b[^\n]{0,60}(?:too (?:low|small)|increase|raise)/,
    isLasting: true,
    says: (match) =>
      `too many files are open, its limit of open files and sockets (ulimit -n) is reached (${clean(match[0])})`,
    mend: "Raise the limit (ulimit -n), or find what does not close its files.",
  },
  {
    code: "leader-election-lost",
    title: "Leader election lost",
    about:
      "A controller could not renew its lease in time and ends, so that another instance can take over. Behind it usually stands a slow API server or a starved node.",
    pattern:
      /[Ll]eader ?election lost|failed to renew lease [^\n]{1,120}|Failed to update lock: [^\n]{1,160}|stopped leading/,
    says: (match) => `it lost its leader election (${clean(match[0])})`,
  },
  {
    code: "mount-failing-on-node",
    explains: ["call-timed-out", "api-server-unreachable"],
    title: "Volume cannot be mounted, as the kubelet's journal says",
    about:
      "The kubelet cannot set a volume up for a pod: a hostPath of another type or that is not there, a server that does not answer, a missing Secret or ConfigMap. Of static pods (etcd, API server) only the journal tells of it, as there is no API server to keep events.",
    pattern:
      /MountVolume\.(?:SetUp|MountDevice|WaitForAttach) failed for volume "[^"\n]{1,253}"[^\n]{0,40}: [^\n]{1,260}/,
    except: /references non-registered|object "[^"\n]{1,253}" not registered/,
    says: (match) => `a volume of a pod cannot be mounted: ${clean(match[0])}`,
    mend: "Correct the path (hostPath) or the object that the volume names.",
  },
  {
    code: "static-manifest-unreadable",
    explains: ["api-server-unreachable", "node-not-ready"],
    title: "Static pod manifest cannot be read",
    about:
      "The kubelet cannot read a manifest in its folder of static pods (/etc/kubernetes/manifests): the YAML is broken or a field has the wrong type. It makes no pod of it, so that this part of the control plane is gone; the file and the line stand in the kubelet's journal.",
    pattern:
      /(?:Could not|Can't|Unable to) process manifest file[^\n]{1,300}|couldn't parse as pod\([^\n]{1,200}|[Ff]ailed to (?:read|parse|decode) (?:static )?(?:pods?|manifest)[^\n]{0,60}(?:file|manifest)[^\n]{0,200}/,
    says: (match) => {
      const file =
        /(?:err|path)=\\?"?(\/[\w./-]{3,200}\.(?:ya?ml|json))/.exec(match[0])?.[1] ??
        /(\/[\w./-]{3,200}\.(?:ya?ml|json))/.exec(match[0])?.[1];
      const why = /couldn't parse as pod\((.{1,160}?)\)(?:, please|"|$)/.exec(match[0])?.[1];
      return `the static pod manifest ${file ?? ""} cannot be read${why ? ` (${why})` : `: ${clean(match[0]).slice(0, 200)}`}, so that the kubelet does not start this pod`;
    },
    mend: "Correct the manifest at the line that the message names; the kubelet reads it again by itself.",
  },
  {
    code: "kubelet-not-starting",
    explains: ["node-not-ready"],
    title: "kubelet does not start",
    about:
      "The kubelet ends at its start: wrong cgroup driver, swap, a container runtime that does not answer, or a broken configuration.",
    pattern:
      /CRI v1 runtime API is not implemented for endpoint[^\n]{0,200}|[Uu]nable to register node with API server[^\n]{0,160}|[Ee]rror getting node "[^"\n]{1,120}": nodes? "[^"\n]{1,120}" not found|failed to rotate kubelet client certificate[^\n]{0,120}|[Ff]ailed while requesting a signed certificate[^\n]{0,120}|Failed to request signed certificate[^\n]{0,120}|failed to run Kubelet: [^\n]{1,200}|misconfiguration: kubelet cgroup driver[^\n]{1,160}|running with swap on is not supported[^\n]{0,120}|failed to load kubelet config file[^\n]{1,160}|failed to construct kubelet dependencies: [^\n]{1,200}|unable to load bootstrap kubeconfig[^\n]{1,160}|failed to (?:validate|parse) kubelet (?:flags?|configuration)[^\n]{1,200}|kubelet\.service: Failed at step \w{1,20} spawning [^\n]{1,160}/i,
    says: (match) => `the kubelet does not start (${clean(match[0])})`,
  },
  {
    code: "packets-dropped",
    title: "Connection table of the node full",
    about:
      "The node's connection tracking table is full and the kernel drops packets: connections fail at random for every pod on the node.",
    pattern: /nf_conntrack: table full, dropping packet/,
    anyLevel: true,
    isLasting: true,
    says: () => "the node's connection tracking table is full and packets are dropped (nf_conntrack)",
    mend: "Raise net.netfilter.nf_conntrack_max on the node, or find what opens so many connections.",
  },
  {
    code: "runtime-unhealthy",
    explains: ["node-not-ready"],
    title: "Container runtime of the node in trouble",
    about:
      "The container runtime (containerd, CRI-O) or the kubelet's view of it does not keep up: containers cannot be listed, stopped or removed. Usually an overloaded disk, a hung process or a runtime that needs a restart.",
    pattern:
      /PLEG is not healthy[^\n]{0,120}|failed to (?:kill|stop) (?:task|container) [^\n]{1,160}|StopPodSandbox [^\n]{1,160}|containerd[^\n]{0,40}(?:is not running|has stopped|dead)|(?:containerd|crio|docker)\.service: (?:Failed|Main process exited)[^\n]{0,80}|[Oo]rphaned pod "[^"\n]{1,80}" found, but [^\n]{1,160}/,
    says: (match) => `the node's container runtime is in trouble (${clean(match[0])})`,
    mend: "See the runtime's log and the disk of that node; restart the runtime when it hangs.",
  },
  {
    code: "image-clean-up-failing",
    title: "Images of the node cannot be cleaned up",
    about:
      "The kubelet wants to free disk space by removing images and cannot free enough: the disk is filled by something else, or all images are in use.",
    pattern:
      /failed to garbage collect required amount of images[^\n]{0,120}|[Ii]mage garbage collection failed[^\n]{0,80}|ImageGCFailed[^\n]{0,120}|FreeDiskSpaceFailed[^\n]{0,120}/,
    says: (match) => `the node cannot free disk space from images (${clean(match[0])})`,
    mend: "Find what fills the disk of the node (logs, emptyDir volumes, other data), or make it larger.",
  },
  {
    code: "kernel-failing",
    explains: ["node-not-ready"],
    title: "Kernel of the node reports a fault",
    about:
      "The node's kernel reports a task that hangs, a panic, a lock-up or a disk that fails. Pods on the node suffer whatever they run.",
    pattern:
      /task [\w/:.-]{1,60} blocked for more than \d{1,6} seconds|Kernel panic[^\n]{0,80}|soft lockup[^\n]{0,60}|I\/O error, dev \w{1,20}[^\n]{0,60}|[Rr]emounting filesystem read-only|unregister_netdevice: waiting for [^\n]{1,60}/,
    says: (match) => `the kernel of the node reports a fault (${clean(match[0])})`,
    mend: "Drain the node and replace or repair it.",
  },
  {
    code: "security-module-denies",
    title: "AppArmor or SELinux denies",
    about:
      "A security module of the node forbids what the program does: the profile is too strict, or a volume carries the wrong label.",
    pattern:
      /apparmor="DENIED"[^\n]{0,160}|avc: {1,2}denied {1,2}\{[^}\n]{1,80}\}[^\n]{0,160}|seccomp filtered syscall[^\n]{0,60}/,
    says: (match) => `a security module of the node denies it (${clean(match[0])})`,
    mend: "Allow the operation in the profile, or label the volume as the container needs it.",
  },
  {
    code: "dns-loop",
    title: "DNS asks itself",
    about:
      "CoreDNS forwards to a resolver that is itself, usually because the node's resolv.conf names 127.0.0.1 or 127.0.0.53. It ends at once, and no name in the cluster is resolved.",
    pattern: /plugin\/loop: Loop[^\n]{0,160}/,
    says: (match) => `DNS forwards to itself in a loop (${clean(match[0])})`,
    mend: "Let the kubelet hand out a resolv.conf with real resolvers, or name them in the Corefile's forward.",
  },
  {
    code: "dns-configuration-wrong",
    title: "Configuration of DNS not readable",
    about:
      "CoreDNS cannot read its Corefile: a directive is misspelt, a brace or an argument is missing. Pods that start with it end at once; those that run go on with what they read before.",
    explains: ["dns-upstream-unreachable", "name-not-resolved", "dependency-unreachable", "call-timed-out"],
    pattern:
      /\bCorefile:\d{1,5} - Error during parsing: [^\n]{1,160}|plugin\/reload: Corefile changed but reload failed[^\n]{0,160}/,
    says: (match) => `CoreDNS cannot read its configuration (${clean(match[0])})`,
    mend: "Correct that line of the Corefile in the ConfigMap coredns; the pods read it again by themselves, crashing ones at their next start.",
  },
  {
    code: "network-agent-failing",
    title: "Network agent of the node not well",
    about:
      "The agent of the pod network (Calico, Cilium, Flannel) cannot reach its peers or its own daemon: pods on that node lose connections to others.",
    pattern:
      /BGP not established with [\w.,: ]{3,80}|BIRD is not ready[^\n]{0,80}|felix is not ready[^\n]{0,80}|[Uu]nable to connect to Cilium daemon[^\n]{0,80}|Regeneration of endpoint failed[^\n]{0,80}|unable to allocate identity[^\n]{0,60}|Hold timer expired|failed to read flannel subnet\.env[^\n]{0,60}|Failed to acquire lease: [^\n]{1,120}/,
    says: (match) => `the network agent of the node is not well (${clean(match[0])})`,
    mend: "Look at the agent's pods on both nodes and at the ports between them (BGP 179, VXLAN 4789 or 8472).",
  },
  {
    code: "clock-wrong",
    title: "Clock of the node wrong",
    about:
      "Times do not agree: a token or certificate is from the future, or peers report a difference of their clocks. Time synchronisation of a node does not work.",
    pattern:
      /[Cc]lock synchroni[sz]ation error[^\n]{0,120}|[Cc]lock (?:offset|drift|jump|difference)[^\n]{0,60}(?:exceed|too (?:large|high|big|far)|greater)[^\n]{0,60}|in a reasonable timeframe[^\n]{0,60}|RequestTimeTooSkewed[^\n]{0,60}|[Cc]lock skew (?:detected|too great)[^\n]{0,60}|[Tt]oken (?:was )?used before (?:being )?issued[^\n]{0,40}|current time \S{10,40} is before \S{10,40}|iat[^\n]{0,20}in the future|(?:[Tt]oken|JWT|assertion|signature)[^\n]{0,30} (?:is )?not (?:yet )?valid (?:yet|before)[^\n]{0,60}|(?:[Tt]oken|JWT|assertion|signature)[^\n]{0,30} (?:is )?not yet valid[^\n]{0,60}|\bnbf\b[^\n]{0,60}|difference between the request time and the (?:current|server)[^\n]{0,60}/,
    isLasting: true,
    says: (match) => `the clocks do not agree, something is not valid yet or too old (${clean(match[0])})`,
    mend: "Repair time synchronisation (chrony, systemd-timesyncd) on the node.",
  },
  {
    code: "release-not-upgradable",
    title: "Helm release cannot be changed",
    about:
      "Helm refuses an install, upgrade or rollback: another operation is recorded as running, an earlier one never succeeded, a hook failed, or an object belongs to somebody else.",
    pattern:
      /another operation \(install\/upgrade\/rollback\) is in progress|has no deployed releases|(?:pre|post)-(?:install|upgrade|rollback|delete) hooks? failed[^\n]{0,120}|cannot be imported into the current release[^\n]{0,80}|contain a resource that already\s+exists|(?:UPGRADE|INSTALLATION|ROLLBACK) FAILED: [^\n]{1,200}|rollback failed: [^\n]{1,160}|cannot re-use a name that is still in use|values don't meet the specifications[^\n]{0,80}/,
    says: (match) => `Helm cannot change the release (${clean(match[0])})`,
    mend: "See the release's history; finish or roll back the operation that hangs before the next one.",
  },
];
