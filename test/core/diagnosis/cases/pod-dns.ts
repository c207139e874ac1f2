import type { Case } from "../case.ts";
import { crashing, podYaml, rows, runningSince, workloadYaml } from "../manifests.ts";

const services = (namespace: string, row: string): readonly [string, string] => [
  `get svc -n ${namespace}`,
  rows("NAME              TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE", row),
];

const store = services("obs", "telemetry-store   ClusterIP   10.96.44.201   <none>        8428/TCP   90d");

const pushed = (host: string, server: string): readonly [string, string] => [
  "logs ingest-relay-7c9bdb5d6-qk4tz -n edge --tail=6",
  rows(
    "2026-11-02T10:14:02Z INFO relay starting version=2.8.1",
    ...["03", "13", "33"].map(
      (second) =>
        `2026-11-02T10:14:${second}Z ERROR push failed: Post "http://${host}:8428/write": dial tcp: lookup ${host} on ${server}:53: no such host`,
    ),
  ),
];

const relay = (pod: string): readonly [string, string] => [
  "get deploy ingest-relay -n edge -o yaml",
  workloadYaml("ingest-relay", "edge", {
    container: "- image: registry.example.com/edge/relay:2.8.1\n  name: relay\n  ports:\n  - containerPort: 9100",
    pod,
  }),
];

const onHost = "dnsPolicy: ClusterFirst\nhostNetwork: true\nrestartPolicy: Always";

const reports = (pod: string): readonly [string, string] => [
  "get pod reports-0 -n bi -o yaml",
  podYaml("reports-0", "bi", {
    container: "- image: registry.example.com/bi/reports:1.2\n  name: reports",
    pod,
    status: runningSince("reports", "2026-11-02T09:00:00Z"),
  }),
];

const clusterDns = services(
  "kube-system",
  "kube-dns          ClusterIP   10.96.0.10     <none>        53/UDP,53/TCP,9153/TCP   210d",
);

const silent = (host: string, server: string): readonly [string, string] => [
  "logs reports-0 -n bi --tail=3",
  rows(
    'time="2026-11-02T09:00:01Z" level=info msg="reports 1.2 up"',
    `time="2026-11-02T09:00:21Z" level=error msg="no warehouse" error="dial tcp: lookup ${host} on ${server}:53: read udp 10.244.2.9:51233->${server}:53: i/o timeout"`,
  ),
];

/** Names that are right and cannot be resolved, because of a field of the pod that asks for them. */
export const podDnsCases: readonly Case[] = [
  {
    name: "a pod on the node's network whose dnsPolicy is ClusterFirst",
    outputs: [pushed("telemetry-store.obs.svc.cluster.local", "169.254.169.253"), store, relay(onHost)],
    roots: ["pod-bypasses-cluster-dns"],
    symptoms: ["name-not-resolved"],
    says: /^Deployment edge\/ingest-relay runs with hostNetwork: true and dnsPolicy ClusterFirst.*ClusterFirstWithHostNet/,
  },
  {
    name: "a DaemonSet on the node's network that sets no dnsPolicy",
    outputs: [
      [
        "logs log-shipper-8xk2v -n logging --tail=3",
        rows(
          "[2026/11/02 10:00:01] [ warn] [net] getaddrinfo(host='loki-gateway.logging', err=4): Domain name not found",
        ),
      ],
      services("logging", "loki-gateway      ClusterIP   10.96.44.20    <none>        80/TCP     90d"),
      [
        "get ds log-shipper -n logging -o yaml",
        workloadYaml("log-shipper", "logging", {
          kind: "DaemonSet",
          container: "- image: fluent/fluent-bit:3.1\n  name: fluent-bit",
          pod: "hostNetwork: true",
        }),
      ],
    ],
    roots: ["pod-bypasses-cluster-dns"],
    says: /"loki-gateway\.logging" cannot be resolved/,
  },
  {
    name: "near miss: a pod on the node's network that asks for a name of the internet",
    outputs: [pushed("api.vendor-metrics.example", "169.254.169.253"), relay(onHost)],
    roots: ["name-not-resolved"],
  },
  {
    name: "near miss: a pod on the node's network that asks the cluster's DNS for a name that is misspelt",
    outputs: [
      pushed("telemetry-stor.obs.svc.cluster.local", "10.96.0.10"),
      store,
      relay("dnsPolicy: ClusterFirstWithHostNet\nhostNetwork: true"),
    ],
    roots: ["service-name-unknown"],
  },
  {
    name: "near miss: a pod whose look-ups reach the cluster's DNS",
    outputs: [pushed("telemetry-store.obs.svc.cluster.local", "10.96.0.10"), store, clusterDns, relay(onHost)],
    roots: ["name-not-resolved"],
  },
  {
    name: "a pod with dnsPolicy Default that asks for a Service by its short name",
    outputs: [
      [
        "logs billing-api-5d8c7b9f4-zx2lp -n billing --tail=4",
        rows(
          "Traceback (most recent call last):",
          '  File "/app/db.py", line 41, in connect',
          'psycopg2.OperationalError: could not translate host name "ledger-db" to address: Name or service not known',
        ),
      ],
      [
        "get pod billing-api-5d8c7b9f4-zx2lp -n billing -o yaml",
        podYaml("billing-api-5d8c7b9f4-zx2lp", "billing", {
          container: "- image: registry.example.com/billing:4\n  name: api",
          pod: "dnsPolicy: Default",
          status: crashing("api"),
        }),
      ],
      services("billing", "ledger-db         ClusterIP   10.96.44.20    <none>        5432/TCP   90d"),
    ],
    roots: ["pod-bypasses-cluster-dns"],
    symptoms: ["name-not-resolved", "crash-loop"],
    says: /^Pod billing\/billing-api-5d8c7b9f4-zx2lp has dnsPolicy Default/,
  },
  {
    name: "a dnsConfig that names another server than the cluster's",
    outputs: [
      silent("warehouse.bi.svc.cluster.local", "10.100.0.10"),
      clusterDns,
      reports("dnsPolicy: None\ndnsConfig:\n  nameservers:\n  - 10.100.0.10\n  searches:\n  - bi.svc.cluster.local"),
    ],
    roots: ["pod-dns-configuration-wrong"],
    symptoms: ["name-not-resolved"],
    says: /asks only nameserver 10\.100\.0\.10, not the cluster's \(10\.96\.0\.10\)/,
  },
  {
    name: "a dnsConfig without the search domain that completes a short name",
    outputs: [
      ["logs reports-0 -n bi --tail=3", "Error: getaddrinfo ENOTFOUND warehouse\n"],
      services("bi", "warehouse         ClusterIP   10.96.44.20    <none>        5432/TCP   90d"),
      reports("dnsPolicy: None\ndnsConfig:\n  nameservers:\n  - 10.96.0.10\n  searches:\n  - corp.example"),
    ],
    roots: ["pod-dns-configuration-wrong"],
    says: /only the search domains corp\.example, not bi\.svc\.cluster\.local/,
  },
  {
    name: "an ndots that takes name.namespace for a full name",
    outputs: [
      [
        "logs gate-6d4b75cb6d-x2k4p -n web --tail=3",
        rows("[error] 2026/11/02 09:01:32 upstream lookup failed: getaddrinfo ENOTFOUND orders.shop"),
      ],
      services("shop", "orders            ClusterIP   10.96.44.20    <none>        8080/TCP   90d"),
      [
        "get deploy gate -n web -o yaml",
        workloadYaml("gate", "web", {
          container: "- image: registry.example.com/gate:1\n  name: gate",
          pod: 'dnsConfig:\n  options:\n  - name: ndots\n    value: "1"\ndnsPolicy: ClusterFirst',
        }),
      ],
    ],
    roots: ["pod-dns-configuration-wrong"],
    says: /sets ndots:1 in its dnsConfig/,
  },
  {
    name: "near miss: a dnsConfig that names the cluster's server, which does not answer",
    outputs: [
      silent("warehouse.bi.svc.cluster.local", "10.96.0.10"),
      clusterDns,
      reports("dnsPolicy: None\ndnsConfig:\n  nameservers:\n  - 10.96.0.10\n  searches:\n  - bi.svc.cluster.local"),
    ],
    roots: ["name-not-resolved"],
  },
];
