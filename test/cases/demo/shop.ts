import { edits, lookAt, type Recipe } from "./recipe.ts";

const shop = "namespaces/shop.yaml";
const shopLogs = "logs/shop.yaml";
const eventsBegin = "events:\n  # Stale or harmless, as every busy cluster has them.";
const healthyWords = [["healthy", "nothing wrong", "no problem", "nothing is wrong", "all right"]];

const tag = "registry.webshop.example/shop/catalog:2.31.0-rc1";
const tagError = `rpc error: code = NotFound desc = failed to pull and unpack image "${tag}": failed to resolve reference "${tag}": ${tag}: not found`;
const pull = (id: string, error: string, ...groups: string[][]): Recipe => ({
  id: `catalog-${id}`,
  kind: "root_cause",
  question: "the rollout of catalog in shop does not finish, what is wrong?",
  edits: edits(shop, [tagError, `failed to pull and unpack image "${tag}": ${error}`]),
  commands: lookAt("deployment", "catalog", "shop"),
  groups,
  objects: ["catalog"],
});

const images: readonly Recipe[] = [
  pull(
    "registry-auth",
    `failed to resolve reference "${tag}": failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://registry.webshop.example/service/token: 401 Unauthorized`,
    ["401", "unauthorized", "denied", "credential"],
    ["registry.webshop.example"],
  ),
  pull(
    "registry-dns",
    `failed to resolve reference "${tag}": failed to do request: Head "https://registry.webshop.example/v2/shop/catalog/manifests/2.31.0-rc1": dial tcp: lookup registry.webshop.example on 192.168.40.1:53: no such host`,
    ["no such host", "resolve", "dns"],
    ["registry.webshop.example"],
  ),
  pull(
    "registry-timeout",
    `failed to resolve reference "${tag}": failed to do request: Head "https://registry.webshop.example/v2/shop/catalog/manifests/2.31.0-rc1": dial tcp 203.0.113.9:443: i/o timeout`,
    ["i/o timeout", "timed out", "not reach", "unreachable", "cannot be reached"],
    ["registry.webshop.example"],
  ),
  pull(
    "registry-authority",
    `failed to resolve reference "${tag}": failed to do request: Head "https://registry.webshop.example/v2/shop/catalog/manifests/2.31.0-rc1": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    ["unknown authority", "not trusted", "does not trust"],
    ["registry.webshop.example"],
  ),
  pull(
    "rate-limit",
    `failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.webshop.example/v2/shop/catalog/manifests/sha256:0a1b: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.`,
    ["rate limit", "429", "too many requests", "toomanyrequests"],
    ["catalog"],
  ),
  pull("platform", "no match for platform in manifest: not found", ["platform", "architecture"], ["2.31.0-rc1"]),
  pull(
    "disk",
    `failed to extract layer sha256:7f02: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/311/fs/app/catalog: no space left on device: unknown`,
    ["no space left", "disk"],
    ["catalog"],
  ),
  {
    ...pull("mended", "", ...healthyWords),
    id: "catalog-mended",
    kind: "healthy",
    question: "is catalog in shop all right?",
    edits: edits(
      shop,
      [`state: {kind: image-pull, image: "${tag}", error: '${tagError}'}`, "state: {kind: running, startup: 20m}"],
      ["new: 1\n    revision: 22", "revision: 22"],
      [`catalog:2.30.4", age: 16d, replicas: 3, state: {kind: running}}`, `catalog:2.30.4", age: 16d}`],
      [
        eventsBegin,
        `${eventsBegin}\n  - {on: Pod/catalog/0, reason: Failed, message: 'Failed to pull image "${tag}": failed to resolve reference "${tag}": not found', first: 2h13m, last: 1h56m, count: 7, field: "spec.containers{catalog}"}`,
      ],
    ),
  },
  {
    id: "loyalty-name-unknown",
    kind: "root_cause",
    question: "why do the loyalty pods in shop not start?",
    edits: edits(shop, [
      `failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.partner.example/token?scope=repository%3Aloyalty%2Fapi%3Apull&service=registry.partner.example: 401 Unauthorized`,
      "registry.partner.example/loyalty/api:1.9.2: not found",
    ]),
    commands: lookAt("deployment", "loyalty", "shop"),
    groups: [["registry.partner.example/loyalty/api:1.9.2"], ["not found", "does not exist", "no such"]],
    objects: ["loyalty"],
  },
];

const keyError = "couldn't find key webhook-signing-key in Secret shop/payments-provider";
const config = (id: string, reference: string, error: string, ...groups: string[][]): Recipe => ({
  id: `payments-webhook-${id}`,
  kind: "root_cause",
  question: "why is payments-webhook down?",
  edits: edits(shop, [keyError, error], ["secret/payments-provider/webhook-signing-key", reference]),
  commands: lookAt("deployment", "payments-webhook", "shop"),
  groups,
  objects: ["payments-webhook"],
});

const configs: readonly Recipe[] = [
  config(
    "secret-missing",
    "secret/payments-signing/key",
    'secret \\"payments-signing\\" not found',
    ["payments-signing"],
    ["not found", "does not exist", "missing", "no secret"],
  ),
  config(
    "configmap-key",
    "config/storefront-config/provider-url",
    "couldn't find key provider-url in ConfigMap shop/storefront-config",
    ["provider-url"],
    ["storefront-config"],
  ),
  config("root-user", "secret/payments-provider/api-key", "container has runAsNonRoot and image will run as root", [
    "runasnonroot",
    "non-root",
    "nonroot",
    "run as root",
    "runs as root",
  ]),
  {
    ...config("mended", "secret/payments-provider/api-key", "", ...healthyWords),
    kind: "healthy",
    question: "is payments-webhook in shop healthy?",
    edits: edits(
      shop,
      [`state: {kind: config-error, error: "${keyError}"}`, "state: {kind: running, startup: 30m}"],
      [
        eventsBegin,
        `${eventsBegin}\n  - {on: Pod/payments-webhook/0, reason: Failed, message: "Error: ${keyError}", first: 1h21m, last: 53m, count: 130, field: "spec.containers{payments-webhook}"}`,
      ],
    ).concat(
      edits(shopLogs, [
        "shop/payments:",
        "shop/payments-webhook: {start: ['+0.4 {slash} payments-webhook 1.4.7 listening on :8080']}\nshop/payments:",
      ]),
    ),
  },
];

const noHost = "dial tcp: lookup postgres-primary.data.svc.cluster.local on 10.96.0.10:53: no such host";
const goodHost = edits(shop, ["DATABASE_HOST: postgres-primary.data", "DATABASE_HOST: postgres.data"]);
const crash = (id: string, error: string, ...groups: string[][]): Recipe => ({
  id: `checkout-${id}`,
  kind: "root_cause",
  question: "why is checkout failing?",
  edits: [...goodHost, ...edits(shopLogs, [noHost, error], ["postgres-primary.data", "postgres.data"])],
  commands: [...lookAt("deployment", "checkout", "shop"), "logs -n shop deploy/checkout --previous"],
  groups,
  objects: ["checkout"],
});

const crashes: readonly Recipe[] = [
  crash(
    "database-refused",
    "dial tcp 10.96.44.12:5432: connect: connection refused",
    ["refused"],
    ["10.96.44.12:5432", "postgres"],
  ),
  crash(
    "database-timeout",
    "dial tcp 10.96.44.12:5432: i/o timeout",
    ["timeout", "timed out", "time-out"],
    ["10.96.44.12:5432", "postgres"],
  ),
  crash(
    "database-password",
    'pq: password authentication failed for user \\"checkout\\"',
    ["password", "credential"],
    ["checkout"],
  ),
  crash(
    "database-name",
    'pq: database \\"shop\\" does not exist',
    ["does not exist", "not exist", "missing"],
    ["database"],
  ),
  crash(
    "database-authority",
    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ["unknown authority", "not trusted"],
    ["certificate", "tls", "x509"],
  ),
  crash("too-many-clients", "pq: sorry, too many clients already", ["too many clients", "too many connections"]),
  {
    ...crash(
      "missing-variable",
      "environment variable PAYMENTS_TOKEN is required but not set",
      ["payments_token"],
      ["not set", "missing", "required"],
    ),
  },
  crash("port-in-use", "listen tcp :8080: bind: address already in use", ["8080"], ["already in use", "in use"]),
  {
    ...crash("program-missing", "", ["/app/checkuot"], ["no such file", "not found", "does not exist"]),
    edits: [
      ...goodHost,
      ...edits(shop, [
        "state: {kind: crash-loop, exit: 1, run: 2s}",
        `state: {kind: crash-loop, exit: 128, reason: StartError, run: 1s, message: 'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app/checkuot": stat /app/checkuot: no such file or directory: unknown'}`,
      ]),
    ],
    commands: lookAt("deployment", "checkout", "shop"),
  },
  {
    ...crash("segmentation-fault", "", ["139", "segmentation", "sigsegv", "signal 11"]),
    edits: [
      ...goodHost,
      ...edits(shop, ["state: {kind: crash-loop, exit: 1, run: 2s}", "state: {kind: crash-loop, exit: 139, run: 8s}"]),
    ],
    commands: lookAt("deployment", "checkout", "shop"),
  },
  {
    ...crash("mended", noHost, ...healthyWords),
    kind: "healthy",
    question: "is checkout in shop all right?",
    edits: [
      ...goodHost,
      ...edits(shop, ["\n    state: {kind: crash-loop, exit: 1, run: 2s}", ""]),
      ...edits(
        shopLogs,
        [
          `"level":"fatal","ts":"{isomicro}","caller":"cmd/main.go:71","msg":"cannot open database","error":"${noHost}"`,
          '"level":"info","ts":"{isomicro}","caller":"store/postgres.go:66","msg":"connected to database","attempt":4',
        ],
        [noHost, "dial tcp 10.96.44.12:5432: connect: connection refused"],
        ["postgres-primary.data", "postgres.data"],
      ),
    ],
    commands: [...lookAt("deployment", "checkout", "shop"), "logs -n shop deploy/checkout --tail=40"],
  },
];

const oomState = "state: {kind: crash-loop, exit: 137, reason: OOMKilled, run: 41s}";
const highMemory = `"level":40,"time":{epoch},"pid":1,"hostname":"{pod}","msg":"high memory use","rss_mb":119,"limit_mb":128,"queued":14`;
const resizer: Omit<Recipe, "id" | "edits" | "groups"> = {
  kind: "root_cause",
  question: "image-resizer in shop restarts all the time, why?",
  commands: [...lookAt("deployment", "image-resizer", "shop"), "logs -n shop deploy/image-resizer --previous"],
  objects: ["image-resizer"],
};

const resizers: readonly Recipe[] = [
  {
    ...resizer,
    id: "image-resizer-disk-full",
    edits: [
      ...edits(shop, [oomState, "state: {kind: crash-loop, exit: 1, run: 41s}"]),
      ...edits(shopLogs, [
        highMemory,
        `"level":60,"time":{epoch},"pid":1,"hostname":"{pod}","msg":"cannot write","err":{"code":"ENOSPC","message":"ENOSPC: no space left on device, write '/tmp/resize.png'"}`.replaceAll(
          "'",
          "''",
        ),
      ]),
    ],
    groups: [["enospc", "no space left", "disk"]],
  },
  {
    ...resizer,
    id: "image-resizer-mended",
    kind: "healthy",
    question: "image-resizer in shop has 9 restarts, is something wrong?",
    edits: edits(
      shop,
      [oomState, "state: {kind: running, restarts: 9, restarted: 6d, ran: 5m, exit: 137, reason: OOMKilled}"],
      ["since: 3h40m\n    rolledOut: true\n    unavailableSince: 2m50s", "since: 12d"],
    ),
    commands: [...lookAt("deployment", "image-resizer", "shop")],
    groups: healthyWords,
  },
];

const searchState = `state: {kind: not-ready, probes: [{type: Readiness, message: "HTTP probe failed with statuscode: 404"}]}`;
const search = (id: string, ready: string, message: string, ...groups: string[][]): Recipe => ({
  id: `search-${id}`,
  kind: "root_cause",
  question: "why is the new search pod in shop not ready?",
  edits: edits(
    shop,
    [searchState, `state: {kind: not-ready, probes: [{type: Readiness, message: '${message}'}]}`],
    ["readiness: {get: 8080/readyz, initialDelaySeconds: 5}", `readiness: {get: ${ready}, initialDelaySeconds: 5}`],
  ),
  commands: lookAt("deployment", "search", "shop"),
  groups,
  objects: ["search"],
});

const probes: readonly Recipe[] = [
  search(
    "probe-port",
    "8081/readyz",
    'Get "http://POD_IP:8081/readyz": dial tcp POD_IP:8081: connect: connection refused',
    ["8081"],
    ["refused", "port"],
  ),
  search("probe-500", "8080/readyz", "HTTP probe failed with statuscode: 500", ["500"], ["readiness"]),
  search(
    "probe-timeout",
    "8080/readyz",
    'Get "http://POD_IP:8080/readyz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ["deadline", "timeout", "timed out", "time-out", "in time"],
    ["readiness"],
  ),
  {
    ...search("mended", "", "", ...healthyWords),
    kind: "healthy",
    question: "is search in shop healthy?",
    edits: edits(
      shop,
      [searchState, "state: {kind: running}"],
      ["new: 1\n    revision: 17", "revision: 17"],
      [`search:6.8.2", age: 27d, replicas: 2, state: {kind: running}}`, `search:6.8.2", age: 27d}`],
      [
        eventsBegin,
        `${eventsBegin}\n  - {on: Pod/search/0, reason: Unhealthy, message: 'Readiness probe failed: HTTP probe failed with statuscode: 503', first: 46m, last: 45m, count: 3, field: "spec.containers{search}"}`,
      ],
    ),
  },
];

const services: readonly Recipe[] = [
  {
    id: "recommendations-target-port",
    kind: "root_cause",
    question: "why does the service recommendations in shop refuse connections?",
    edits: edits(shop, [
      'selector: {app: recommendation}, labels: {app: recommendations}, ports: {http: "80:8000"}',
      'selector: {app: recommendations}, labels: {app: recommendations}, ports: {http: "80:9000"}',
    ]),
    commands: [
      "describe service recommendations -n shop",
      "get endpoints recommendations -n shop",
      "describe pods -n shop -l app=recommendations",
    ],
    groups: [["9000"], ["8000"]],
    objects: ["recommendations"],
  },
  {
    id: "recommendations-mended",
    kind: "healthy",
    question: "is the service recommendations in shop all right?",
    edits: edits(shop, ["selector: {app: recommendation}, labels", "selector: {app: recommendations}, labels"]),
    commands: [
      "describe service recommendations -n shop",
      "get endpoints recommendations -n shop",
      "get pods -n shop -l app=recommendations --show-labels",
    ],
    groups: healthyWords,
    objects: ["recommendations"],
  },
  {
    id: "vouchers-not-ready",
    kind: "root_cause",
    question: "why has the service vouchers in shop no endpoints?",
    edits: edits(shop, [
      'readiness: "tcp:8443"',
      'readiness: "tcp:8443"\n    state: {kind: not-ready, probes: [{type: Readiness, message: "dial tcp POD_IP:8443: connect: connection refused"}]}',
    ]),
    commands: [
      "describe service vouchers -n shop",
      "get endpoints vouchers -n shop",
      ...lookAt("deployment", "vouchers", "shop"),
    ],
    groups: [["readiness", "not ready"], ["8443"]],
    objects: ["vouchers"],
  },
  {
    id: "gift-cards-unknown-authority",
    kind: "root_cause",
    question: "why can gift cards not be redeemed in shop?",
    edits: edits(shopLogs, [
      "x509: certificate has expired or is not yet valid: current time {isos} is after 2026-03-15T09:00:00Z",
      "x509: certificate signed by unknown authority",
    ]),
    commands: ["logs -n shop deploy/gift-cards --tail=40", "get pods -n shop -l app=gift-cards"],
    groups: [["unknown authority", "not trusted"], ["vouchers"]],
    objects: ["gift-cards", "vouchers"],
  },
  {
    id: "missing-deployment",
    kind: "not_found",
    question: "why is the deployment wishlist in shop down?",
    edits: [],
    commands: ["describe deployment wishlist -n shop", "get deployment wishlist -n shop"],
    groups: [["not found", "does not exist", "no deployment"]],
    objects: ["wishlist"],
  },
];

/** Near misses in the namespace shop: the same symptoms with another cause, or the cause mended. */
export const shopRecipes: readonly Recipe[] = [...images, ...configs, ...crashes, ...resizers, ...probes, ...services];
