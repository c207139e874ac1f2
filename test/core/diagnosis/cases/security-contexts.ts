import type { Case } from "../case.ts";
import { crashing, podYaml, rows, workloadYaml } from "../manifests.ts";

type Output = readonly [string, string];

const log = (...lines: readonly string[]): Output => ["logs store-0 -n depot --tail=5", rows(...lines)];

const claim = "volumes:\n- name: data\n  persistentVolumeClaim:\n    claimName: data-store-0";

const store = (container: string, pod: string, exitCode = 1): Output => [
  "get pod store-0 -n depot -o yaml",
  podYaml("store-0", "depot", {
    container: `- image: registry.example.com/depot/store:1\n  name: store\n${container}`,
    pod,
    status: crashing("store", exitCode),
  }),
];

const mount = "  volumeMounts:\n  - mountPath: /var/lib/store\n    name: data";
const context = (text: string) => `  securityContext:\n${text}`;
const readOnlyRoot = context("    readOnlyRootFilesystem: true\n");
const withoutAll = "    capabilities:\n      drop:\n      - ALL\n";

const mkdir = "mkdir: cannot create directory '/var/lib/store/db': Permission denied";
const written = "OSError: [Errno 30] Read-only file system: '/var/lib/store/report.csv'";

const denied = (name: string, outputs: readonly Output[], says: RegExp): Case => ({
  name,
  outputs,
  roots: ["security-context-refuses"],
  symptoms: ["crash-loop"],
  says,
});

const innocent = (name: string, root: string, outputs: readonly Output[]): Case => ({
  name: `near miss: ${name}`,
  outputs,
  roots: [root],
});

const readOnlyCases: readonly Case[] = [
  {
    name: "a read-only root file system and a path that no volume covers",
    outputs: [
      log('{"level":"error","msg":"render failed","err":"open /tmp/render-4410.png: read-only file system"}'),
      store(`${readOnlyRoot}${mount}`, claim),
    ],
    roots: ["root-file-system-read-only"],
    symptoms: ["read-only-file-system", "crash-loop"],
    says: /readOnlyRootFilesystem is true and only \/var\/lib\/store is mounted \(\/tmp\/render-4410\.png/,
  },
  {
    name: "a volume that is mounted at /tmp, and another path that the program writes to",
    outputs: [
      log('nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'),
      store(
        `${readOnlyRoot}  volumeMounts:\n  - mountPath: /tmp\n    name: tmp`,
        "volumes:\n- name: tmp\n  emptyDir: {}",
      ),
    ],
    roots: ["root-file-system-read-only"],
    says: /only \/tmp is mounted/,
  },
  {
    name: "a mount that is readOnly, below a root file system that is not",
    outputs: [
      log("INFO exporter ready", `ERROR could not save: ${written}`),
      store(`${mount}\n    readOnly: true`, claim),
    ],
    roots: ["volume-mounted-read-only"],
    symptoms: ["read-only-file-system"],
    says: /report\.csv lies in volume "data", which is mounted at \/var\/lib\/store with readOnly: true/,
  },
  {
    name: "a path in a volume from a ConfigMap, which nobody can write to",
    outputs: [
      log("java.nio.file.FileSystemException: /var/lib/store/runtime.lock: Read-only file system"),
      store(`${readOnlyRoot}${mount}`, "volumes:\n- name: data\n  configMap:\n    name: store-conf"),
    ],
    roots: ["volume-mounted-read-only"],
    says: /from a configMap, and such a volume is always read-only/,
  },
  innocent("a path in a volume that may be written, whose disk went read-only", "read-only-file-system", [
    log(`ERROR could not save: ${written}`),
    store(`${readOnlyRoot}${mount}`, claim),
  ]),
  innocent("another container's root file system is read-only", "read-only-file-system", [
    ["logs store-0 -c store -n depot --tail=5", rows(`ERROR could not save: ${written}`)],
    store(`${mount}\n- image: registry.example.com/proxy:1\n  name: proxy\n${readOnlyRoot}`, claim),
  ]),
];

const userCases: readonly Case[] = [
  denied(
    "a user other than root on a volume without fsGroup",
    [log(mkdir), store(mount, `securityContext:\n  runAsUser: 1001\n${claim}`)],
    /has runAsUser 1001 and no fsGroup, so that volume "data" at \/var\/lib\/store stays with its owner/,
  ),
  denied(
    "a file that is named without its directory, beside one volume of storage",
    [
      log("Can't open or create append-only dir appendonlydir: Permission denied"),
      store(mount, `securityContext:\n  runAsUser: 1001\n${claim}`),
    ],
    /volume "data" at \/var\/lib\/store stays with its owner/,
  ),
  innocent("a volume that fsGroup gives to the user", "permission-denied", [
    log(mkdir),
    store(mount, `securityContext:\n  fsGroup: 1001\n  runAsUser: 1001\n${claim}`),
  ]),
  denied(
    "a user other than root and a path of the image",
    [
      log("java.nio.file.AccessDeniedException: /opt/store/logs/out.log"),
      store(`${mount}\n${context("    runAsNonRoot: true\n    runAsUser: 20001\n")}`, claim),
    ],
    /has runAsUser 20001, and \/opt\/store\/logs\/out\.log is in no volume/,
  ),
  denied(
    "a key whose mode lets only root read it",
    [
      log("FATAL open /var/lib/store/tls.key: permission denied"),
      store(
        `${mount}\n    readOnly: true`,
        "securityContext:\n  runAsUser: 1000\nvolumes:\n- name: data\n  secret:\n    defaultMode: 256\n    secretName: tls",
      ),
    ],
    /no fsGroup, and volume "data" at \/var\/lib\/store has defaultMode 0400/,
  ),
  innocent("a permission that the database and not the container lacks", "data-rights-missing", [
    log("ERROR permission denied for table orders"),
    store(mount, `securityContext:\n  runAsUser: 1001\n${claim}`),
  ]),
];

const capabilityCases: readonly Case[] = [
  denied(
    "a port below 1024 of a user other than root",
    [
      log("2026/11/02 10:00:01 [emerg] 1#1: bind() to 0.0.0.0:80 failed (13: Permission denied)"),
      store(context(`${withoutAll}    runAsUser: 101\n`), ""),
    ],
    /has runAsUser 101 and the capability NET_BIND_SERVICE dropped.*may not bind port 80/,
  ),
  denied(
    "a port below 1024, as a program in Go says it",
    [log("panic: listen tcp :443: bind: permission denied"), store(context("    runAsNonRoot: true\n"), "")],
    /runAsNonRoot: true.*may not bind port 443/,
  ),
  denied(
    "a port below 1024, as Python says it",
    [
      log("OSError: [Errno 13] error while attempting to bind on address ('0.0.0.0', 80): permission denied"),
      store("", "securityContext:\n  runAsUser: 1000"),
    ],
    /may not bind port 80/,
  ),
  innocent("a port above 1023", "permission-denied", [
    log("2026-11-02 10:00:01 panic: listen tcp :8080: bind: permission denied"),
    store(context(`${withoutAll}    runAsUser: 101\n`), ""),
  ]),
  denied(
    "a change of owner without the capability for it",
    [log("chown: changing ownership of '/data': Operation not permitted"), store(context(withoutAll), "")],
    /has the capability CHOWN dropped \(capabilities\.drop\)/,
  ),
  innocent("a change of owner that no field forbids", "permission-denied", [
    log("chown: changing ownership of '/data': Operation not permitted"),
    store(mount, claim),
  ]),
  {
    name: "firewall rules of a pod that adds no capability",
    outputs: [
      log("iptables v1.8.9 (legacy): can't initialize iptables table `filter': Permission denied (you must be root)"),
      [
        "get deploy store -n depot -o yaml",
        workloadYaml("store", "depot", { container: "- name: store\n  image: registry.example.com/vpn:1" }),
      ],
      store("", ""),
    ],
    roots: ["security-context-refuses"],
    says: /adds no capability NET_ADMIN/,
  },
  denied(
    "a system call that the profile of seccomp leaves out",
    [
      log("FATAL: unshare: operation not permitted"),
      store("", "securityContext:\n  seccompProfile:\n    type: RuntimeDefault", 133),
    ],
    /has seccompProfile RuntimeDefault/,
  ),
  innocent("a container that is privileged", "permission-denied", [
    log("FATAL: unshare: operation not permitted"),
    store(context("    privileged: true\n"), "securityContext:\n  seccompProfile:\n    type: RuntimeDefault", 133),
  ]),
  denied(
    "sudo without new privileges",
    [
      log('sudo: The "no new privileges" flag is set, which prevents sudo from running as root. Permission denied'),
      store(context("    allowPrivilegeEscalation: false\n"), ""),
    ],
    /has allowPrivilegeEscalation: false/,
  ),
];

/** What a program may not do by the security context or the mounts of its container. */
export const securityContextCases: readonly Case[] = [...readOnlyCases, ...userCases, ...capabilityCases];
