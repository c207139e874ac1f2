/** A place in an output where applications and people leave credentials: the command that prints it and the text around it. */
export type Place = { readonly name: string; readonly command: string; readonly output: (secret: string) => string };

const describeHead = `Name:             checkout-7c9f8b6d5-x2lq9
Namespace:        shop
Node:             worker-2/10.0.3.17
Status:           Running
Containers:
  checkout:
    Image:          registry.example.com/shop/checkout:2.14.0
    State:          Waiting
      Reason:       CrashLoopBackOff
    Ready:          False
    Restart Count:  41
`;
const pod = "checkout-7c9f8b6d5-x2lq9";
const manifest = (secret: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "checkout", namespace: "shop" },
  data: { "app.properties": `mode=prod\n${secret}\nretries=3\n` },
});

/** Everything that stands on one line. */
export const places: readonly Place[] = [
  {
    name: "environment of describe",
    command: `kubectl describe pod ${pod} -n shop`,
    output: (secret) =>
      `${describeHead}    Environment:\n      LOG_LEVEL:  info\n      SETTING:    ${secret}\n    Mounts:       <none>\nEvents:           <none>\n`,
  },
  {
    name: "arguments of describe",
    command: `kubectl describe pod ${pod} -n shop`,
    output: (secret) => `${describeHead}    Command:\n      /app/checkout\n      --listen=:8080\n      ${secret}\n`,
  },
  {
    name: "annotations of describe",
    command: `kubectl describe pod ${pod} -n shop`,
    output: (secret) =>
      `${describeHead}Annotations:      example.com/note: ${secret}\n                  example.com/owner: shop\n`,
  },
  {
    name: "environment in YAML",
    command: `kubectl get pod ${pod} -n shop -o yaml`,
    output: (secret) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n    - name: LOG_LEVEL\n      value: info\n    - name: SETTING\n      value: '${secret}'\n    image: x\n`,
  },
  {
    name: "JSON",
    command: "kubectl get cm checkout -n shop -o json",
    output: (secret) => JSON.stringify(manifest(secret), null, 4),
  },
  {
    name: "the last applied configuration",
    command: "kubectl get cm checkout -n shop -o yaml",
    output: (secret) =>
      `apiVersion: v1\ndata:\n  mode: prod\nkind: ConfigMap\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      ${JSON.stringify(manifest(secret))}\n  name: checkout\n`,
  },
  {
    name: "a log line",
    command: `kubectl logs ${pod} -n shop --tail=50`,
    output: (secret) =>
      `2026-03-17T14:29:46Z INFO starting checkout 2.14.0\n2026-03-17T14:29:47Z DEBUG effective settings: ${secret}\n2026-03-17T14:29:48Z ERROR connection refused\n`,
  },
  {
    name: "a JSON log line",
    command: `kubectl logs ${pod} -n shop --tail=50`,
    output: (secret) => `${JSON.stringify({ level: "error", msg: `cannot reach upstream (${secret})`, attempt: 3 })}\n`,
  },
  {
    name: "an event",
    command: "kubectl get events -n shop",
    output: (secret) =>
      `LAST SEEN   TYPE      REASON      OBJECT                         MESSAGE\n3m          Warning   Unhealthy   pod/${pod}   Readiness probe failed: ${secret}\n`,
  },
  {
    name: "an error",
    command: "kubectl get pods -n shop",
    output: (secret) => `Error: Unable to connect to the server: ${secret}\n`,
  },
];
