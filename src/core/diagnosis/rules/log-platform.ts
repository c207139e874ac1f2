import type { LogCause } from "./log-causes.ts";

const clean = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 180);

/** What the cluster's own programs (API server, etcd, kubelet, controllers) write about their trouble, and limits of the machine. */
export const logPlatform: readonly LogCause[] = [
  {
    code: "etcd-failing",
    title: "etcd in trouble",
    about:
      "etcd, where the cluster keeps its state, has no leader, no space, lost data or answers too late. The API server fails or is slow with it.",
    pattern:
      /etcdserver: [^\n"]{1,120}|mvcc: database space exceeded|lost leader|elected leader [^\n]{0,60}changed|leader changed|panic: tocommit\([^\n]{1,80}|raft: [^\n]{1,80}no leader|alarm:NOSPACE|slow fdatasync|clock difference against peer[^\n]{0,80} too high/,
    says: (match) => `etcd is in trouble (${clean(match[0])})`,
    mend: "See the members' health, disk latency and database size; compact and defragment when space is short.",
  },
  {
    code: "api-throttled",
    title: "API server refuses for load",
    about:
      "The API server or a cloud API answers that too many requests were made. A client that asks too often starves the others.",
    pattern:
      /TooManyRequests|the server has received too many requests[^\n]{0,60}|request rejected by API Priority and Fairness|rate limit exceeded|Throttling(?:Exception)?: Rate exceeded|429 Too Many Requests/i,
    says: (match) => `requests are refused because there are too many (${clean(match[0])})`,
    mend: "Find the client that asks so often and slow it down.",
  },
  {
    code: "too-many-open-files",
    title: "Too many open files or watches",
    about: "A process has as many files, sockets or inotify watches open as it may, on its own or on the whole node.",
    pattern:
      /too many open files|EMFILE|inotify[^\n]{0,40}limit[^\n]{0,40}reached|no space left on device[^\n]{0,20}inotify|fs\.inotify\.max_user_\w+/,
    says: (match) => `too many files are open (${clean(match[0])})`,
    mend: "Raise the limit (ulimit -n, fs.inotify on the node), or find what does not close its files.",
  },
  {
    code: "leader-election-lost",
    title: "Leader election lost",
    about:
      "A controller could not renew its lease in time and ends, so that another instance can take over. Behind it usually stands a slow API server or a starved node.",
    pattern:
      /leader ?election lost|failed to renew lease [^\n]{1,120}|Failed to update lock: [^\n]{1,160}|stopped leading/,
    says: (match) => `it lost its leader election (${clean(match[0])})`,
  },
  {
    code: "kubelet-not-starting",
    title: "kubelet does not start",
    about:
      "The kubelet ends at its start: wrong cgroup driver, swap, a container runtime that does not answer, or a broken configuration.",
    pattern:
      /failed to run Kubelet: [^\n]{1,200}|misconfiguration: kubelet cgroup driver[^\n]{1,160}|running with swap on is not supported[^\n]{0,120}|failed to load kubelet config file[^\n]{1,160}/i,
    says: (match) => `the kubelet does not start (${clean(match[0])})`,
  },
  {
    code: "packets-dropped",
    title: "Connection table of the node full",
    about:
      "The node's connection tracking table is full and the kernel drops packets: connections fail at random for every pod on the node.",
    pattern: /nf_conntrack: table full, dropping packet/,
    says: () => "the node's connection tracking table is full and packets are dropped (nf_conntrack)",
    mend: "Raise net.netfilter.nf_conntrack_max on the node, or find what opens so many connections.",
  },
];
