import { edits, lookAt, type Recipe } from "./recipe.ts";

const production = "namespaces/production.yaml";
const productionLogs = "logs/production.yaml";
const healthyWords = [["healthy", "nothing wrong", "no problem", "nothing is wrong", "all right"]];

const selectorMessage = "2 node(s) didn't match Pod's node affinity/selector";
const unscheduled = (id: string, message: string, ...groups: string[][]): Recipe => ({
  id: `image-tagger-${id}`,
  kind: "root_cause",
  question: "why is image-tagger in production not scheduled?",
  edits: edits(production, [selectorMessage, message], ["\n    nodeSelector: {accelerator: nvidia-l4}", ""]),
  commands: lookAt("deployment", "image-tagger", "production"),
  groups,
  objects: ["image-tagger"],
});
const taggerState = `state: {kind: pending, error: "0/5 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }, 1 node(s) were unschedulable, ${selectorMessage}. no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling."}`;

const scheduling: readonly Recipe[] = [
  {
    id: "forecast-memory",
    kind: "root_cause",
    question: "why is the forecast pod in production pending?",
    edits: edits(
      production,
      ['cpu: "12"\n    memory: 512Mi/512Mi', 'cpu: "1"\n    memory: 96Gi/1Gi'],
      ["2 Insufficient cpu", "2 Insufficient memory"],
    ),
    commands: lookAt("deployment", "forecast", "production"),
    groups: [["memory"], ["insufficient", "96gi", "enough"]],
    objects: ["forecast"],
  },
  unscheduled("taint", "2 node(s) had untolerated taint {dedicated: batch}", ["dedicated"], ["taint"]),
  unscheduled("anti-affinity", "2 node(s) didn't match pod anti-affinity rules", ["anti-affinity"]),
  unscheduled("topology", "2 node(s) didn't match pod topology spread constraints", ["topology"]),
  unscheduled(
    "host-port",
    "2 node(s) didn't have free ports for the requested pod ports",
    ["port"],
    ["free", "in use", "taken", "occupied"],
  ),
  unscheduled("gpu", "2 Insufficient nvidia.com/gpu", ["nvidia.com/gpu", "gpu"], ["insufficient", "enough", "no node"]),
  unscheduled("too-many-pods", "2 Too many pods", ["too many pods", "pod limit", "number of pods", "max pods"]),
  {
    ...unscheduled("mended", "", ...healthyWords),
    kind: "healthy",
    question: "is image-tagger in production healthy?",
    edits: edits(
      production,
      ["\n    nodeSelector: {accelerator: nvidia-l4}", ""],
      [taggerState, "state: {kind: running, scheduled: 50m, startup: 51m}"],
      [
        "\nevents:\n",
        `\nevents:\n  - {on: Pod/image-tagger/0, reason: FailedScheduling, message: "0/5 nodes are available: 5 ${selectorMessage.slice(2)}. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.", from: default-scheduler, first: 4h29m, last: 3h42m, count: 9}\n`,
      ],
    ).concat(
      edits(productionLogs, [
        "production/report-api:",
        "production/image-tagger: {start: ['+0.4 image-tagger 1.0.4 ready']}\nproduction/report-api:",
      ]),
    ),
  },
];

const quotaMessage =
  "exceeded quota: production-quota, requested: limits.memory=1Gi, used: limits.memory=12416Mi, limited: limits.memory=12800Mi";
const refused = (id: string, message: string, ...groups: string[][]): Recipe => ({
  id: `orders-api-${id}`,
  kind: "root_cause",
  question: "why has orders-api in production only 4 of 6 replicas?",
  edits: edits(production, [
    message.startsWith("Internal") ? `pods "POD_NAME" is forbidden: ${quotaMessage}` : quotaMessage,
    message,
  ]),
  commands: [
    "get pods -n production -l app=orders-api",
    "describe deployment orders-api -n production",
    "describe rs -n production -l app=orders-api",
  ],
  groups,
  objects: ["orders-api"],
});

const admission: readonly Recipe[] = [
  refused(
    "quota-pods",
    "exceeded quota: production-quota, requested: pods=1, used: pods=60, limited: pods=60",
    ["production-quota"],
    ["pods=60", "60 pods", "number of pods", "pods"],
  ),
  refused(
    "pod-security",
    `violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "orders-api" must set securityContext.allowPrivilegeEscalation=false)`,
    ["podsecurity", "pod security"],
    ["allowprivilegeescalation", "restricted"],
  ),
  refused(
    "service-account",
    'error looking up service account production/orders: serviceaccount "orders" not found',
    ["service account", "serviceaccount"],
    ["not found", "does not exist", "missing"],
  ),
  refused(
    "webhook-down",
    'Internal error occurred: failed calling webhook "sidecar.mesh.example": failed to call webhook: Post "https://injector.mesh.svc:443/inject?timeout=10s": dial tcp 10.96.71.5:443: connect: connection refused',
    ["sidecar.mesh.example", "injector"],
    ["webhook"],
  ),
  refused(
    "webhook-denies",
    'admission webhook "policy.webshop.example" denied the request: label cost-centre is required',
    ["policy.webshop.example"],
    ["cost-centre", "denied"],
  ),
  refused(
    "limit-range",
    "maximum memory usage per Container is 512Mi, but limit is 1Gi",
    ["512mi"],
    ["maximum", "limit"],
  ),
];

const livenessMessage = `'Get "http://POD_IP:8080/actuator/health/liveness": dial tcp POD_IP:8080: connect: connection refused', perRun: 3, last: 3s`;
const pricing = (id: string, changes: readonly (readonly [string, string])[], ...groups: string[][]): Recipe => ({
  id: `pricing-engine-${id}`,
  kind: "root_cause",
  question: "why does pricing-engine in production keep restarting?",
  edits: edits(production, ...changes),
  commands: lookAt("deployment", "pricing-engine", "production"),
  groups,
  objects: ["pricing-engine"],
});

const probes: readonly Recipe[] = [
  pricing(
    "liveness-500",
    [[livenessMessage, `"HTTP probe failed with statuscode: 500", perRun: 3, last: 3s`]],
    ["liveness"],
    ["500"],
  ),
  pricing(
    "liveness-port",
    [
      ["liveness: {get: 8080/actuator/health/liveness", "liveness: {get: 8089/actuator/health/liveness"],
      [livenessMessage, livenessMessage.replaceAll("POD_IP:8080", "POD_IP:8089")],
    ],
    ["liveness"],
    ["8089"],
  ),
  {
    ...pricing("mended", [], ...healthyWords),
    kind: "healthy",
    question: "is pricing-engine in production healthy?",
    edits: edits(
      production,
      [
        "state:\n      kind: restarting\n      exit: 143\n      run: 31s\n      up: 14s\n",
        "state:\n      kind: running\n      restarts: 3\n      restarted: 49m\n      ran: 40s\n      exit: 143\n",
      ],
      ["since: 52m", "since: 53m"],
      ["        - {type: Liveness, message: ", "        - {type: Liveness, count: 3, first: 51m, message: "],
      ["perRun: 3, last: 3s}", "last: 49m30s}"],
      ["perRun: 3, last: 2s}", "last: 48m, count: 7}"],
    ),
  },
];

const configs: readonly Recipe[] = [
  {
    id: "report-api-secret",
    kind: "root_cause",
    question: "why is the rollout of report-api in production stuck?",
    edits: edits(
      production,
      ["envFrom: [{configMapRef: {name: report-api-config}}]", "envFrom: [{secretRef: {name: report-api-bucket}}]"],
      [`error: 'configmap "report-api-config" not found'`, `error: 'secret "report-api-bucket" not found'`],
    ),
    commands: lookAt("deployment", "report-api", "production"),
    groups: [["report-api-bucket"], ["secret"], ["not found", "does not exist", "missing"]],
    objects: ["report-api"],
  },
  {
    id: "ledger-too-many-connections",
    kind: "root_cause",
    question: "why is ledger in production not starting?",
    edits: edits(
      productionLogs,
      [
        "alembic.script.revision.ResolutionError: No such revision or branch 'c41f09ab77d2'",
        "psycopg2.OperationalError: connection to server at postgres.data.svc.cluster.local (10.96.44.12), port 5432 failed. FATAL. too many connections for role ledger",
      ],
      [
        `{comma} ERROR [alembic.util.messaging] Can't locate revision identified by 'c41f09ab77d2'`,
        "{comma} ERROR [ledger.migrate] database not usable",
      ],
      [
        `FAILED: Can't locate revision identified by 'c41f09ab77d2'`,
        "sqlalchemy.exc.OperationalError (psycopg2.OperationalError) too many connections for role ledger",
      ],
      ["    raise ResolutionError(", "    raise OperationalError("],
    ),
    commands: [
      "get pods -n production -l app=ledger",
      "describe pods -n production -l app=ledger",
      "logs -n production deploy/ledger -c migrate",
    ],
    groups: [["too many connections"]],
    objects: ["ledger"],
  },
];

const redisError = "WRONGPASS invalid username-password pair or user is disabled.";
const session = (id: string, error: string, ...groups: string[][]): Recipe => ({
  id: `session-api-${id}`,
  kind: "root_cause",
  question: "why is session-api in production not ready?",
  edits: edits(productionLogs, [redisError, error]),
  commands: ["describe pods -n production -l app=session-api", "logs -n production deploy/session-api --tail=40"],
  groups,
  objects: ["session-api"],
});

const exportLine = "/scripts/export.sh: line 6: csvjson: not found";
const exporting = (id: string, exit: number, line: string, ...groups: string[][]): Recipe => ({
  id: `invoice-export-${id}`,
  kind: "root_cause",
  question: "why does the invoice-export job in production fail?",
  edits: [...edits(productionLogs, [exportLine, line]), ...edits(production, ["exit: 127", `exit: ${exit}`])],
  commands: [
    "describe jobs -n production -l app=invoice-export",
    "logs -n production -l app=invoice-export",
    "get pods -n production -l app=invoice-export",
  ],
  groups,
  objects: ["invoice-export"],
});

const logged: readonly Recipe[] = [
  session(
    "no-password",
    "NOAUTH Authentication required.",
    ["noauth", "authentication required", "password"],
    ["redis"],
  ),
  session(
    "redis-timeout",
    "dial tcp 10.96.52.7:6379: i/o timeout",
    ["timeout", "timed out", "time-out"],
    ["redis", "10.96.52.7:6379"],
  ),
  session(
    "redis-read-only",
    "READONLY You can not write against a read only replica.",
    ["readonly", "read only", "read-only"],
    ["redis"],
  ),
  session("redis-memory", "OOM command not allowed when used memory is above maxmemory.", ["maxmemory"], ["redis"]),
  exporting(
    "permission",
    126,
    "/scripts/export.sh: line 6: csvjson: Permission denied",
    ["permission denied", "not executable", "may not be run"],
    ["csvjson"],
  ),
  exporting(
    "host-unknown",
    6,
    "curl: (6) Could not resolve host: exports.webshop.example",
    ["resolve", "dns"],
    ["exports.webshop.example"],
  ),
  exporting(
    "upload-refused",
    22,
    "curl: (22) The requested URL returned error: 403",
    ["403"],
    ["curl", "url", "upload"],
  ),
];

const missingRequest =
  "failed to get cpu utilization: missing request for cpu in container metrics-proxy of Pod ${pod order-worker 0 production}";
const metricsDown =
  "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)";
const rest: readonly Recipe[] = [
  {
    id: "order-worker-no-metrics",
    kind: "root_cause",
    question: "why is my deployment order-worker not scaling in the production namespace?",
    edits: edits(production, [missingRequest, metricsDown]),
    commands: ["describe hpa order-worker -n production", "get hpa -n production"],
    groups: [["metrics.k8s.io", "metrics api", "metrics-server", "metrics server"]],
    objects: ["order-worker"],
  },
  {
    id: "legacy-importer-secret",
    kind: "root_cause",
    question: "what is wrong in the default namespace?",
    edits: edits(
      "namespaces/default.yaml",
      [
        "configMap: {name: legacy-importer-config, defaultMode: 420}",
        "secret: {secretName: legacy-importer-login, defaultMode: 420}",
      ],
      [`configmap "legacy-importer-config" not found`, `secret "legacy-importer-login" not found`],
    ),
    commands: ["events -n default", "get pods -n default"],
    groups: [["legacy-importer-login"], ["not found", "does not exist", "missing"]],
    objects: ["legacy-importer"],
  },
  {
    id: "clickhouse-class-slow",
    kind: "root_cause",
    question: "diagnose why my StatefulSet clickhouse in data is stuck",
    edits: edits("namespaces/data.yaml", ["class: fast-ssd", "class: nvme-local"]),
    commands: ["describe pod clickhouse-0 -n data", "describe pvc data-clickhouse-0 -n data", "get storageclass"],
    groups: [
      ["nvme-local", "fast-ssd"],
      ["not found", "does not exist", "missing", "no storageclass"],
    ],
    objects: ["clickhouse", "data-clickhouse-0"],
  },
  {
    id: "fluent-bit-file",
    kind: "root_cause",
    question: "check for failed pods in kube-system",
    edits: edits("logs/system.yaml", [
      "es: unknown configuration property ''Suppress_Typename''. The following properties are allowed: host, port, http_user, http_passwd, index, type, suppress_type_name, logstash_format, replace_dots, trace_error",
      "config: could not open parser configuration file, aborting: /fluent-bit/etc/parsers_shop.conf",
    ]),
    commands: ["get pods -n kube-system", "logs -n kube-system -l k8s-app=fluent-bit --tail=12"],
    groups: [["parsers_shop.conf"]],
    objects: ["fluent-bit"],
  },
];

/** Near misses elsewhere: the same symptoms with another cause, or the cause mended. */
export const otherRecipes: readonly Recipe[] = [...scheduling, ...admission, ...probes, ...configs, ...logged, ...rest];
