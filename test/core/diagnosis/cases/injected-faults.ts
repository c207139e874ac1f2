import type { Case } from "../case.ts";

/** Faults that somebody makes on purpose: chaos experiments, fault injection of the mesh, flags that fail. */
const timedOut: Case["outputs"][number] = [
  "logs deploy/desk -n post",
  "2026-03-03T09:14:31Z ERROR POST http://sorter:8080/parcels failed: dial tcp 10.43.7.7:8080: i/o timeout\n2026-03-03T09:14:51Z ERROR POST http://sorter:8080/parcels failed: dial tcp 10.43.7.7:8080: i/o timeout\n",
];
const refused: Case["outputs"][number] = [
  "logs deploy/desk -n post",
  "2026-03-03T09:14:31Z ERROR POST http://sorter:8080/parcels failed: dial tcp 10.43.7.7:8080: connect: connection refused\n",
];

const experiment = (spec: string, injected: string, phase: string): string =>
  `apiVersion: chaos-mesh.org/v1alpha1\nkind: NetworkChaos\nmetadata:\n  name: storm\n  namespace: lab\nspec:\n${spec}  selector:\n    labelSelectors:\n      app: sorter\n    namespaces:\n    - post\nstatus:\n  conditions:\n  - status: "${injected}"\n    type: AllInjected\n  - status: "${injected === "True" ? "False" : "True"}"\n    type: AllRecovered\n  experiment:\n    desiredPhase: ${phase}\n`;

const loss = '  action: loss\n  loss:\n    loss: "40"\n';

const service = (spec: string): Case["outputs"][number] => [
  "get virtualservice stamps -n post -o yaml",
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: stamps\n  namespace: post\nspec:\n  hosts:\n  - stamps\n  http:\n${spec}    route:\n    - destination:\n        host: stamps\n`,
];

const proxy: Case["outputs"][number] = [
  "logs deploy/desk -n post -c istio-proxy",
  '[2026-04-07T09:10:00.752Z] "GET /stamps/2 HTTP/1.1" 503 FI fault_filter_abort - "-" 0 18 0 - "-" "okhttp" "5f" "stamps:9080" "-" outbound|9080||stamps.post.svc.cluster.local - 10.20.14.9:9080 10.16.2.41:59791 - -\n',
];

const split = (weight: number): Case["outputs"][number] => [
  "get httproute stamps -n post -o json",
  `{"apiVersion":"policy.linkerd.io/v1beta2","kind":"HTTPRoute","metadata":{"name":"stamps","namespace":"post"},"spec":{"parentRefs":[{"kind":"Service","name":"stamps"}],"rules":[{"backendRefs":[{"name":"stamps","weight":${100 - weight}},{"name":"error-injector","weight":${weight}}]}]}}`,
];

const flags = (variant: string): Case["outputs"][number] => [
  "get cm flags -n post -o json",
  JSON.stringify({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "flags", namespace: "post" },
    data: {
      "demo.flagd.json": JSON.stringify({
        flags: { stampFailure: { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: variant } },
      }),
    },
  }),
];
const flagged: Case["outputs"][number] = ["logs deploy/stamps -n post", "ERROR: Stamp Fail Feature Flag Enabled\n"];

const delayed = (value: string): Case["outputs"][number] => [
  "get deploy stamps -n post -o yaml",
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: stamps\n  namespace: post\nspec:\n  template:\n    spec:\n      containers:\n      - name: stamps\n        env:\n        - name: EXTRA_LATENCY\n          value: ${value}\n`,
];

const engine = (state: string, run: string): Case["outputs"][number] => [
  "get chaosengine hit -n post -o yaml",
  `apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosEngine\nmetadata:\n  name: hit\n  namespace: post\nspec:\n  appinfo:\n    appkind: deployment\n    applabel: app=sorter\n    appns: post\n  engineState: ${state}\n  experiments:\n  - name: pod-delete\nstatus:\n  engineStatus: ${run === "Running" ? "initialized" : "completed"}\n  experiments:\n  - name: pod-delete\n    status: ${run}\n`,
];

export const injectedFaultCases: readonly Case[] = [
  {
    name: "an experiment that drops packets runs",
    outputs: [timedOut, ["get networkchaos storm -n lab -o yaml", experiment(loss, "True", "Run")]],
    roots: ["chaos-experiment-runs"],
    symptoms: ["dependency-unreachable"],
    says: /NetworkChaos lab\/storm \(Chaos Mesh.*drops 40% of the packets \(packet loss\): aimed at pods app=sorter in namespace post, and it is running/,
  },
  {
    name: "near miss: an experiment that is over",
    outputs: [refused, ["get networkchaos storm -n lab -o yaml", experiment(loss, "False", "Stop")]],
    roots: ["dependency-unreachable"],
  },
  {
    name: "a row of an experiment, and the event that it was applied",
    outputs: [
      timedOut,
      ["get networkchaos -n post", "NAME    ACTION      DURATION\nstorm   partition   15m\n"],
      [
        "get events -n post",
        "LAST SEEN   TYPE     REASON    OBJECT               MESSAGE\n4m          Normal   Applied   networkchaos/storm   Successfully apply chaos for post/sorter-6bb8f9d7c4-k8wvz\n",
      ],
    ],
    roots: ["chaos-experiment-runs"],
    symptoms: ["dependency-unreachable"],
    says: /cuts all traffic off \(network partition\): aimed at pod sorter-6bb8f9d7c4-k8wvz, and it is running/,
  },
  {
    name: "an experiment of Litmus",
    outputs: [engine("active", "Running")],
    roots: ["chaos-experiment-runs"],
    says: /ChaosEngine post\/hit \(Litmus.*runs experiment pod-delete/,
  },
  { name: "near miss: an experiment of Litmus that has ended", outputs: [engine("stop", "Completed")], roots: [] },
  {
    name: "a tool that kills pods",
    outputs: [
      [
        "logs deploy/chaoskube -n ops",
        'time="2026-03-03T09:10:00Z" level=info msg="terminating pod" name=sorter-5d9f7c6b8-lq2zn namespace=post\n',
      ],
    ],
    roots: ["chaos-tool-kills-pods"],
    says: /kills pods in namespace post on purpose/,
  },
  {
    name: "near miss: a drain terminates pods, and no chaos tool does",
    outputs: [
      ["logs deploy/drainer -n ops", 'level=info msg="terminating pod" name=sorter-5d9f7c6b8-lq2zn namespace=post\n'],
    ],
    roots: [],
  },
  {
    name: "a route that aborts requests, as the proxy's log marks them",
    outputs: [
      service("  - fault:\n      abort:\n        httpStatus: 503\n        percentage:\n          value: 100\n"),
      proxy,
    ],
    roots: ["mesh-injects-fault"],
    says: /VirtualService post\/stamps injects a fault .*aborts 100% of the requests with 503 to stamps.*\(FI, fault_filter_abort\)/,
  },
  {
    name: "a route that sends a part to a backend which fails on purpose",
    outputs: [split(30)],
    roots: ["mesh-injects-fault"],
    says: /HTTPRoute post\/stamps injects a fault .*sends 30% of the requests to error-injector/,
  },
  { name: "near miss: that backend gets nothing", outputs: [split(0)], roots: [] },
  {
    name: "marked lines, and no route shown",
    outputs: [proxy],
    roots: ["mesh-injects-fault"],
    says: /proxy .* of Deployment post\/desk answers calls to stamps itself with an injected fault/,
  },
  {
    name: "near miss: a route with a fault for 0% of the requests",
    outputs: [service("  - fault:\n      delay:\n        fixedDelay: 7s\n        percentage:\n          value: 0\n")],
    roots: [],
  },
  {
    name: "a flag of a demo that fails, and the log says so",
    outputs: [flags("on"), flagged],
    roots: ["failure-switch-on"],
    symptoms: ["failure-on-purpose"],
    says: /ConfigMap post\/flags has feature flag stampFailure switched on \(on\)/,
  },
  {
    name: "near miss: the flag is off in what is shown now",
    outputs: [flags("off"), flagged],
    roots: ["failure-on-purpose"],
  },
  {
    name: "a variable that makes it wait",
    outputs: [delayed("5500ms")],
    roots: ["failure-switch-on"],
    says: /environment variable EXTRA_LATENCY switched on \(5500ms\)/,
  },
  { name: "near miss: the variable is zero", outputs: [delayed('"0"')], roots: [] },
  {
    name: "a rule of traffic control at the interface",
    outputs: [
      [
        "exec -n post sorter-0 -- tc qdisc show dev eth0",
        "qdisc netem 8001: root refcnt 2 limit 1000 delay 100ms loss 30%\n",
      ],
    ],
    roots: ["network-impaired"],
    says: /tc netem impairs its network.*loss 30%/,
  },
  {
    name: "near miss: the usual rule at the interface",
    outputs: [["exec -n post sorter-0 -- tc qdisc show dev eth0", "qdisc noqueue 0: root refcnt 2\n"]],
    roots: [],
  },
];
