/** Lines by the cause that they show, and lines with the same words that mean another thing, or nothing. */
export const logClasses: readonly (readonly [code: string, shown: readonly string[], other: readonly string[]])[] = [
  [
    "kernel-setting-too-low",
    [
      "bootstrap check failure [1] of [2]: max file descriptors [4096] for opensearch process is too low, increase to at least [65535]",
      "ERROR: [1] bootstrap checks failed: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]",
      "FATAL fs.aio-max-nr is 65536, which must be at least 1048576",
      "ERROR memory locking requested for search process but memory is not locked",
    ],
    ["ERROR the memory of the exam server is low", "ERROR the limit of open orders is too low for this customer"],
  ],
  [
    "cpu-feature-missing",
    [
      "WARNING: ArangoDB 3.12 requires a CPU with AVX support, and your current system does not appear to have that!",
      "Fatal glibc error: CPU does not support x86-64-v2",
      "/entrypoint.sh: line 17:     9 Illegal instruction     (core dumped) qdrant --config /etc/qdrant.yaml",
    ],
    ["ERROR the instruction of step 4 was not understood"],
  ],
  [
    "stale-lock-file",
    [
      "A server is already running (pid: 1, file: /srv/tmp/pids/server.pid).",
      "ERROR: Pidfile (/var/run/beat/celerybeat.pid) already exists. Seems we're already running? (pid: 1)",
      "httpd (pid 1) already running",
      'FATAL:  lock file "postmaster.pid" already exists',
    ],
    ["ERROR the race is already running, no bets", "ERROR patient file exists in two wards"],
  ],
  [
    "file-mode-refused",
    [
      "[error] Cookie file /var/lib/broker/.erlang.cookie must be accessible by owner only",
      "Permissions 0644 for '/keys/id_rsa' are too open.",
      'FATAL:  data directory "/var/lib/pg/data" has invalid permissions',
      "ERROR permissions on /etc/mongo/keyfile are too open",
    ],
    ["ERROR the owner of shop 9 must be called"],
  ],
  [
    "no-temporary-directory",
    [
      "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp', '/usr/tmp', '/app']",
      "java.lang.IllegalStateException: Unable to create tempDir. java.io.tmpdir is set to /tmp",
      "ERROR mkdtemp failed: temporary directory /scratch is not writable",
    ],
    ["ERROR temporary order 4 was not found"],
  ],
  [
    "shared-memory-too-small",
    [
      'ERROR:  could not resize shared memory segment "/PostgreSQL.1234" to 67145056 bytes: No space left on device',
      "[0317/143103:ERROR] Creating shared memory in /dev/shm/.org.chromium failed: No space left on device",
    ],
    ["ERROR the shared memory album is empty"],
  ],
  [
    "data-directory-occupied",
    [
      'initdb: error: directory "/var/lib/postgresql/data" exists but is not empty',
      "[ERROR] [MY-010457] [Server] --initialize specified but the data directory has files in it. Aborting.",
    ],
    ["ERROR the phone directory is not there yet"],
  ],
  [
    "member-rejected",
    [
      '{"level":"fatal","msg":"discovery failed","error":"member 8e9e05c52164694d has already been bootstrapped"}',
      "kafka.common.InconsistentClusterIdException: The Cluster ID abc doesn't match stored clusterId Some(def) in meta.properties.",
      "ERROR Cannot start node if snitch's data center (dc2) differs from previous data center (dc1).",
      "java.lang.RuntimeException: My id 4 not in the peer list",
      "[ERROR] WSREP: It may not be safe to bootstrap the cluster from this node.",
    ],
    ["ERROR member 17 of the gym has no photo"],
  ],
  [
    "migration-failing",
    [
      "migrate found failed migrations in the target database, new migrations will not be applied.",
      "Migration checksum mismatch for migration version 7",
      "error: Dirty database version 12. Fix and force version.",
      "alembic.util.exc.CommandError: Multiple head revisions are present for given argument 'head'",
    ],
    ["ERROR migration of birds in spring is late"],
  ],
  [
    "data-of-other-version",
    [
      "FATAL:  database files are incompatible with server",
      "[ERROR] [MY-014061] [Server] Invalid MySQL server downgrade: Cannot downgrade from 90100 to 80036.",
      "FATAL Can't handle RDB format version 12",
      "java.lang.IllegalStateException: cannot upgrade a node from version [6.8.0] directly to version [8.13.0]",
    ],
    ["ERROR cannot downgrade the ticket of this passenger"],
  ],
  [
    "malformed-value",
    [
      'level=ERROR msg="bad configuration" key=SMTP_PORT err="strconv.Atoi: parsing \\"NTg3\\": invalid syntax"',
      "ValueError: invalid literal for int() with base 10: 'ODA4MA=='",
      "Invalid maximum heap size: -Xmx2gb",
      "RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received type number (NaN).",
      'panic: time: missing unit in duration "30"',
    ],
    ["ERROR the port of Hamburg is invalidly spelt in the brochure"],
  ],
  [
    "mesh-access-denied",
    [
      '[2026-03-17T14:31:03.119Z] "POST /v1 HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "-"',
      "[ 51.3s]  INFO ThreadId(01) inbound: linkerd_app_inbound::policy::http: Request denied server.group=policy.linkerd.io server.name=stock",
      "io.grpc.StatusRuntimeException: PERMISSION_DENIED: unauthorized request on route",
    ],
    ["ERROR the request of room 4 was denied by the landlord"],
  ],
  [
    "tls-mismatch",
    [
      '[2026-03-17T14:31:03.130Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-"',
      'Get "https://stock:8080/v1": http: server gave HTTP response to HTTPS client',
      "ERROR SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER",
      "tls: first record does not look like a TLS handshake",
    ],
    ["ERROR the wrong number was dialled"],
  ],
  [
    "session-affinity-missing",
    ['warn: engine connection_error code=1 message="Session ID unknown"', "ERROR no such session id 4711 on this node"],
    ["ERROR session of parliament ends"],
  ],
  [
    "workers-exhausted",
    [
      "java.util.concurrent.RejectedExecutionException: Task rejected from ThreadPoolExecutor[Running, pool size = 64, queued tasks = 500]",
      "[pool www] server reached pm.max_children setting (5), consider raising it",
      "RuntimeError: can't start new thread",
    ],
    ["ERROR the workers of plant 3 are on holiday"],
  ],
  [
    "licence-refuses",
    [
      "2026/03/17 [error] 1#0: enterprise license expired on 2026-02-28, gateway will not start",
      "[ServerMain/INFO]: You need to agree to the EULA in order to run the server.",
      "ERROR no valid license found, shutting down",
    ],
    ["ERROR driver 3 lost his licence plate"],
  ],
  [
    "consumer-too-slow",
    [
      "ERROR Commit cannot be completed since the group has already rebalanced and assigned the partitions to another member.",
      "[WRN] Slow Consumer Detected: WriteDeadline of 10s exceeded with 17 chunks",
    ],
    ["ERROR consumer protection office is closed"],
  ],
  [
    "host-header-refused",
    [
      "ERROR Invalid HTTP_HOST header: '10.244.7.31:8000'. You may need to add '10.244.7.31' to ALLOWED_HOSTS.",
      "[ActionDispatch::HostAuthorization::DefaultResponseApp] Blocked hosts: shop.internal",
    ],
    ["ERROR the host of the party is not at home"],
  ],
  [
    "gpu-not-usable",
    [
      "RuntimeError: The NVIDIA driver on your system is too old (found version 11080).",
      "RuntimeError: No CUDA GPUs are available",
      "Failed to initialize NVML: Driver/library version mismatch",
    ],
    ["ERROR the driver of bus 7 is too old"],
  ],
  [
    "tls-version-mismatch",
    [
      "javax.net.ssl.SSLHandshakeException: Received fatal alert: protocol_version",
      "ssl.SSLError: [SSL: NO_CIPHERS_AVAILABLE] no shared cipher",
    ],
    ["ERROR the protocol of the meeting is an old version"],
  ],
  [
    "client-id-taken",
    [
      "ERROR disconnected: reason code 142 (Session taken over): another client connected with the same client id bridge-1",
      "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'mail' in vhost '/'",
    ],
    ["ERROR client 12 took another name after the wedding"],
  ],
  [
    "collector-stalls",
    [
      "[3.1s][info][gc] GC(881) Pause Full (G1 Compaction Pause) 2040M->2039M(2048M) 7312.114ms",
      "WARN [gc][4711] overhead, spent [9.1s] collecting in the last [10s]",
    ],
    [
      "ERROR the garbage collection of Tuesday took the wrong street",
      "WARN [gc][4711] overhead, spent [386ms] collecting in the last [1s]",
    ],
  ],
  [
    "threads-deadlocked",
    ["fatal error: all goroutines are asleep - deadlock!", "Found one Java-level deadlock:"],
    ["ERROR negotiations are in a deadlock, says the minister"],
  ],
  [
    "certificate-for-other-name",
    [
      "Error: Hostname/IP does not match certificate's altnames: Host: api.example.com. is not in the cert's altnames: DNS:*.corp.example.org",
      'Get "https://stock.shop:8443/v1": tls: failed to verify certificate: x509: certificate is valid for stock, stock.warehouse, not stock.shop',
      "curl: (60) SSL: no alternative certificate subject name matches target host name 'pay.example.com'",
    ],
    ["ERROR the certificate of the diver is not valid for this depth"],
  ],
  [
    "etcd-disk-slow",
    [
      '{"level":"warn","caller":"wal/wal.go:805","msg":"slow fdatasync","took":"2.48s","expected-duration":"1s"}',
      '{"level":"warn","msg":"apply request took too long","took":"3.1s","expected-duration":"100ms"}',
    ],
    [
      "ERROR the disk jockey is slow today",
      '{"level":"warn","msg":"apply request took too long","took":"104.8ms","expected-duration":"100ms"}',
    ],
  ],
];
