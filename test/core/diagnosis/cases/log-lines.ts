import type { Case } from "../case.ts";
import { crashed, describedPod, podName, running } from "../printed.ts";
import { logClasses } from "./log-classes.ts";

/** Lines by the cause that they show, and lines with the same words that mean another thing, or nothing. */
const lines: readonly (readonly [code: string, shown: readonly string[], other: readonly string[]])[] = [
  [
    "too-many-connections",
    [
      "FATAL: sorry, too many clients already",
      "ERROR 1040 (HY000): Too many connections",
      "org.postgresql.util.PSQLException: FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute",
      "java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.",
      "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
      "ReplyError: ERR max number of clients reached",
    ],
    ["FATAL: cannot read the list of clients", "ERROR the pool of workers has no task left"],
  ],
  [
    "cluster-secret-differs",
    [
      "[error] <0.222.0>   * suggestion: check if the Erlang cookie is identical for all server nodes and CLI tools",
      "[error] <0.86104.4> ** Connection attempt from node 'rabbit@mq-2.mq-nodes.messaging' rejected. Invalid challenge reply. **",
      "[ERROR] agent.server.memberlist.lan: memberlist: failed to receive: No installed keys could decrypt the message from=10.2.0.9:41512",
    ],
    [
      "ERROR the cookie banner of the shop is not shown",
      "ERROR the key of the door does not match the one of yesterday",
    ],
  ],
  [
    "server-read-only",
    [
      "redis.exceptions.ReadOnlyError: READONLY You can't write against a read only replica.",
      "ERROR: cannot execute INSERT in a read-only transaction",
      "ERROR 1290 (HY000): The MySQL server is running with the --read-only option so it cannot execute this statement",
    ],
    ["ERROR user guest has the role read only and may not open the report"],
  ],
  [
    "store-full",
    [
      "OOM command not allowed when used memory > 'maxmemory'.",
      "ERROR flood stage disk watermark [95%] exceeded on [n1], all indices on this node will be marked read-only",
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
    ],
    ["ERROR the store of coupons is closed on Sundays"],
  ],
  [
    "database-locked",
    [
      "ERROR: deadlock detected",
      "ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction",
      "liquibase.exception.LockException: Could not acquire change log lock. Currently locked by web-1 since 10:02",
      "sqlite3.OperationalError: database is locked",
    ],
    ["ERROR account 17 is locked by its owner"],
  ],
  [
    "version-mismatch",
    [
      "java.lang.UnsupportedClassVersionError: app/Main has been compiled by a more recent version of the Java Runtime",
      "You are connecting to Valkey 5.0.9, the worker requires Redis 6.2.0 or greater",
    ],
    ["ERROR cannot read the version of the menu"],
  ],
  [
    "data-damaged",
    [
      "PANIC: could not locate a valid checkpoint record",
      "FATAL: invalid page in block 17 of relation base/16384/2619",
      "ls: cannot access '/data': Stale file handle",
    ],
    ["ERROR scrub ended: corrupted_total=0, but the report could not be sent"],
  ],
  [
    "queue-or-topic-missing",
    [
      "ERROR UnknownTopicOrPartitionException: This server does not host this topic-partition.",
      "ERROR Channel closed: NOT_FOUND - no queue 'orders' in vhost '/'",
      "NoSuchBucket: The specified bucket does not exist",
    ],
    ["ERROR topic of the newsletter is too long"],
  ],
  [
    "cloud-quota-exceeded",
    [
      "VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 allows",
      "ERROR googleapi: Quota 'CPUS' exceeded. Limit: 24.0 in region europe-west1.",
    ],
    ["ERROR the mailbox of user 7 has used its quota"],
  ],
  [
    "cloud-access-denied",
    [
      "AccessDenied: User: arn:aws:sts::123456789012:assumed-role/web/x is not authorized to perform: s3:GetObject",
      "botocore.exceptions.NoCredentialsError: Unable to locate credentials",
      "ERROR googleapi: Error 403: Required 'compute.forwardingRules.create' permission",
    ],
    ["java.nio.file.AccessDeniedException: /var/lib/web/data"],
  ],
  [
    "key-material-unreadable",
    [
      "panic: failed to load credentials: illegal base64 data at input byte 0",
      "FATAL tls: private key does not match public key",
      "ERROR tls: failed to find any PEM data in certificate input",
    ],
    ["ERROR key of the piano is out of tune"],
  ],
  [
    "call-refused",
    [
      "curl: (22) The requested URL returned error: 403",
      "AxiosError: Request failed with status code 401",
      "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://pay.example.com/v1",
    ],
    ["ERROR render ended with status of 17 of 404 pages unknown"],
  ],
  [
    "gateway-failing",
    [
      "ERROR upstream prematurely closed connection while reading response header from upstream",
      "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: http://orders:8080/v1",
      "AxiosError: Request failed with status code 502",
    ],
    ["ERROR gateway of payment 503 refused the card"],
  ],
  [
    "call-timed-out",
    [
      "ERROR context deadline exceeded",
      "java.net.SocketTimeoutException: Read timed out",
      "ERROR: canceling statement due to statement timeout",
    ],
    ["ERROR session of user 9 ran into its end time"],
  ],
  [
    "connection-broken",
    ["ERROR read tcp 10.0.0.3:4711->10.0.0.9:5432: read: connection reset by peer", "Error: socket hang up"],
    [
      "ERROR the water pipe of store 3 is broken",
      'WARN upload aborted by client err={"message":"aborted","code":"ECONNRESET"}',
    ],
  ],
  [
    "runtime-unhealthy",
    [
      "E0317 14:31:03.118 1 kubelet.go:2412] PLEG is not healthy: pleg was last seen active 3m12s ago; threshold is 3m0s",
    ],
    ["E0317 14:31:03.118 1 main.go:12] the plug is not healthy"],
  ],
  [
    "image-clean-up-failing",
    [
      "E0317 14:31:03.118 1 eviction.go:9] failed to garbage collect required amount of images. Wanted to free 5368709120 bytes",
    ],
    ["E0317 14:31:03.118 1 main.go:12] garbage of the images folder is heavy"],
  ],
  [
    "kernel-failing",
    ["kernel: Kernel panic - not syncing: Fatal exception in interrupt"],
    ["ERROR task 17 was blocked by a reviewer"],
  ],
  [
    "security-module-denies",
    ['audit: error type=1400 apparmor="DENIED" operation="open" profile="k8s" name="/etc/shadow" comm="app"'],
    ['ERROR audit says apparmor="ALLOWED", which the parser does not know'],
  ],
  [
    "dns-loop",
    ['[FATAL] plugin/loop: Loop (127.0.0.1:46232 -> :53) detected for zone ".", see https://coredns.io/plugins/loop'],
    ["[ERROR] plugin/file: no zone of that name"],
  ],
  [
    "dns-configuration-wrong",
    ["/etc/coredns/Corefile:9 - Error during parsing: Unknown directive 'cahce'"],
    ["[ERROR] Error during parsing of the zone file; it is left out"],
  ],
  [
    "network-agent-failing",
    ["ERROR calico/node is not ready: BIRD is not ready: BGP not established with 10.0.1.12"],
    ["ERROR BGP table of the exam is empty"],
  ],
  [
    "clock-wrong",
    ["ERROR RequestTimeTooSkewed: The difference between the request time and the current time is too large."],
    ["ERROR clock widget has no skin"],
  ],
  [
    "release-not-upgradable",
    ["Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress"],
    ["Error: upgrade of seat 12 was refused by the airline"],
  ],
];

const all = [...lines, ...logClasses];

const crashingPod: Case["outputs"][number] = [
  `describe pod ${podName} -n shop`,
  describedPod({ status: "Running", state: crashed("Error", 1), restarts: 5 }),
];

const crashedWith = (line: string): Case["outputs"] => [
  crashingPod,
  [`logs ${podName} -n shop --previous`, `2026-03-17T14:31:02Z INFO starting web 1.4.2\n${line}\n`],
];

const isWell: Case["outputs"][number] = [
  `describe pod ${podName} -n shop`,
  describedPod({ status: "Running", state: running, ready: true }),
];

/** Every line once as the end of a container that crashes. */
export const logLineCases: readonly Case[] = all.flatMap(([code, shown]) =>
  shown.map((line) => ({
    name: `${code} in "${line.slice(0, 60)}"`,
    outputs: crashedWith(line),
    roots: [code],
    symptoms: ["crash-loop"],
  })),
);

/** Lines with the same words and another meaning, and what applications write that are well. */
export const logLineMisses: readonly (readonly [code: string, outputs: Case["outputs"]])[] = all.flatMap(
  ([code, shown, other]) => [
    ...other.map((line) => [code, crashedWith(line)] as const),
    [
      code,
      [isWell, [`logs ${podName} -n shop`, `${shown[0]}\n${"2026-03-17T14:31:02Z INFO served\n".repeat(200)}`]],
    ] as const,
  ],
);
