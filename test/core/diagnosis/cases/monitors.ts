import type { Case } from "../case.ts";

/** Monitors of the Prometheus operator that select what is not there. */
const monitor = (rest: string, space = "bank"): Case["outputs"][number] => [
  `get servicemonitor loans -n ${space} -o yaml`,
  `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: loans\n  namespace: ${space}\nspec:\n  endpoints:\n  - port: metrics\n${rest}  selector:\n    matchLabels:\n      app: loans\n`,
];
const service = (label: string, port: string): Case["outputs"][number] => [
  "get svc loans -n bank -o yaml",
  `apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    ${label}\n  name: loans\n  namespace: bank\nspec:\n  ports:\n  - name: http\n    port: 8080\n  - name: ${port}\n    port: 9464\n  selector:\n    app: loans\n`,
];
const pod = (port: string): Case["outputs"] => [
  [
    "get podmonitor loans -n bank -o json",
    '{"apiVersion":"monitoring.coreos.com/v1","kind":"PodMonitor","metadata":{"name":"loans","namespace":"bank"},"spec":{"podMetricsEndpoints":[{"port":"metrics"}],"selector":{"matchLabels":{"app":"loans"}}}}',
  ],
  [
    "get pod loans-0 -n bank -o json",
    `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"loans-0","namespace":"bank","labels":{"app":"loans"}},"spec":{"containers":[{"name":"loans","ports":[{"containerPort":9102,"name":"${port}"}]}]},"status":{"phase":"Running","containerStatuses":[{"name":"loans","ready":true,"restartCount":0,"state":{"running":{}}}]}}`,
  ],
];

export const monitorCases: readonly Case[] = [
  {
    name: "a monitor names a port that the Service calls otherwise",
    outputs: [monitor(""), service("app: loans", "http-metrics")],
    roots: ["monitor-without-targets"],
    says: /ServiceMonitor bank\/loans scrapes the port named "metrics", and Service bank\/loans.*only "http", "http-metrics"/,
  },
  {
    name: "a monitor selects a label that the Service does not carry",
    outputs: [monitor(""), service("name: loans", "metrics")],
    roots: ["monitor-without-targets"],
    says: /selects Services with label app=loans, and Service bank\/loans has name=loans/,
  },
  {
    name: "a monitor of another namespace looks only in its own",
    outputs: [monitor("", "watch"), service("app: loans", "metrics")],
    roots: ["monitor-without-targets"],
    says: /looks only in its own namespace watch .*Service bank\/loans.*is in namespace bank/,
  },
  {
    name: "near miss: a monitor of another namespace that names the Service's",
    outputs: [
      monitor("  namespaceSelector:\n    matchNames:\n    - bank\n", "watch"),
      service("app: loans", "metrics"),
    ],
    roots: [],
  },
  {
    name: "near miss: a monitor that fits its Service",
    outputs: [monitor(""), service("app: loans", "metrics")],
    roots: [],
  },
  {
    name: "a monitor of pods names a port that they call otherwise",
    outputs: pod("prom"),
    roots: ["monitor-without-targets"],
    says: /PodMonitor bank\/loans scrapes the port named "metrics", and Pod bank\/loans-0.*only "prom"/,
  },
  { name: "near miss: a monitor of pods that fits them", outputs: pod("metrics"), roots: [] },
];
