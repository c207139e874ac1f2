import type { Case } from "../case.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const controlPlane = (scheduler: string): Case["outputs"][number] => [
  "get pods -n kube-system -o wide",
  rows(
    "NAME                         READY   STATUS    RESTARTS      AGE   IP            NODE",
    "etcd-m1                      1/1     Running   0             90d   192.168.1.5   m1",
    "kube-apiserver-m1            1/1     Running   0             90d   192.168.1.5   m1",
    `kube-scheduler-m1            ${scheduler}   90d   192.168.1.5   m1`,
  ),
];

const lostLease: Case["outputs"][number] = [
  "logs kube-scheduler-m1 -n kube-system",
  rows(
    'E0601 10:11:12.123456       1 leaderelection.go:332] error retrieving resource lock kube-system/kube-scheduler: Get "https://192.168.1.5:6443/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-scheduler?timeout=5s": context deadline exceeded',
    'E0601 10:11:17.123460       1 server.go:242] "Leaderelection lost"',
  ),
];

const crashing = "0/1     CrashLoopBackOff   38 (2m ago)";

const etcd = (line: string): Case["outputs"][number] => ["logs etcd-m1 -n kube-system", rows(line, line)];

const challenge = (reason: string, age: string): Case["outputs"] => [
  [
    "get challenges -n web -o wide",
    rows(
      `NAME                   STATE     DOMAIN            ${"REASON".padEnd(reason.length)}   AGE`,
      `shop-tls-2-1873-3346   pending   shop.example.no   ${reason}   ${age}`,
    ),
  ],
  ["get certificate -n web", rows("NAME       READY   SECRET     AGE", "shop-tls   False   shop-tls   3h12m")],
];

const request = (message: string): Case["outputs"] => [
  [
    "get certificaterequest api-tls-1 -n pay -o yaml",
    `apiVersion: cert-manager.io/v1\nkind: CertificateRequest\nmetadata:\n  name: api-tls-1\n  namespace: pay\nspec:\n  issuerRef:\n    kind: ClusterIssuer\n    name: letsencrypt\nstatus:\n  conditions:\n  - message: '${message}'\n    reason: Pending\n    status: "False"\n    type: Ready\n`,
  ],
  ["get certificate -n pay", rows("NAME      READY   SECRET    AGE", "api-tls   False   api-tls   41m")],
];

const proxies = (...nodes: readonly string[]): Case["outputs"] => [
  [
    "get pods -n kube-system -o wide -l k8s-app=kube-proxy",
    rows(
      "NAME               READY   STATUS    RESTARTS   AGE   IP            NODE",
      ...nodes.map(
        (node, index) =>
          `kube-proxy-2kd8${"bcd"[index]}   1/1     Running   0          90d   192.168.1.${index}   ${node}`,
      ),
    ),
  ],
  [
    "get nodes",
    rows(
      "NAME   STATUS   ROLES    AGE   VERSION",
      ...["w1", "w2", "w3"].map((node) => `${node}     Ready    <none>   90d   v1.32.1`),
    ),
  ],
];

const webhook: Case["outputs"][number] = [
  "apply -f ingress.yaml",
  rows(
    "Error from server (InternalError): error when applying patch:",
    '{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}"}}}',
    "to:",
    'Resource: "networking.k8s.io/v1, Resource=ingresses", GroupVersionKind: "networking.k8s.io/v1, Kind=Ingress"',
    'Name: "returns", Namespace: "shop"',
    'for: "ingress.yaml": error when patching "ingress.yaml": Internal error occurred: failed calling webhook "validate.nginx.ingress.kubernetes.io": failed to call webhook: Post "https://ingress-nginx-controller-admission.ingress-nginx.svc:443/networking/v1/ingresses?timeout=10s": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2025-06-18T08:12:40Z is after 2025-06-18T05:41:00Z',
  ),
];

const scraping: Case["outputs"][number] = [
  "logs -n kube-system deploy/metrics-server",
  rows(
    'E0627 11:02:23.493557        1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.0.0.7:10250/metrics/resource\\": remote error: tls: internal error" node="worker-7"',
    'E0627 11:02:53.493557        1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.0.0.7:10250/metrics/resource\\": remote error: tls: internal error" node="worker-7"',
  ),
];

/** Control plane, nodes and certificates. */
export const platformCases: readonly Case[] = [
  {
    name: "a slow disk of etcd behind a scheduler that loses its lease",
    outputs: [
      controlPlane(crashing),
      lostLease,
      etcd(
        '{"level":"warn","ts":"2026-06-01T10:11:05.495Z","caller":"wal/wal.go:805","msg":"slow fdatasync","took":"4.876719s","expected-duration":"1s"}',
      ),
    ],
    roots: ["etcd-disk-slow"],
    symptoms: ["crash-loop", "leader-election-lost", "call-timed-out"],
    says: /Pod kube-system\/etcd-m1 says that etcd waits for its disk/,
  },
  {
    name: "near miss: the address of a node is that of no pod, and what times out there is the API server",
    outputs: [controlPlane(crashing), lostLease],
    roots: ["call-timed-out", "leader-election-lost"],
    symptoms: ["crash-loop"],
    says: /that is the API server on node m1/,
  },
  {
    name: "a database of etcd that is full, told by etcd and by the API server",
    outputs: [
      controlPlane("1/1     Running   0          "),
      etcd(
        '{"level":"warn","ts":"2026-06-01T10:11:13.000Z","caller":"etcdserver/server.go:900","msg":"alarm raised","alarm":"NOSPACE"}',
      ),
      [
        "logs kube-apiserver-m1 -n kube-system",
        rows(
          "E0601 10:11:12.123456       1 status.go:71] rpc error: code = ResourceExhausted desc = etcdserver: mvcc: database space exceeded",
        ),
      ],
    ],
    roots: ["etcd-space-exceeded"],
    says: /the database of etcd is full/,
  },
  {
    name: "a kubelet whose client certificate has expired, by its journal",
    outputs: [
      ["get nodes", rows("NAME   STATUS     ROLES    AGE    VERSION", "w7     NotReady   <none>   366d   v1.32.1")],
      [
        "debug node/w7 -it --image=busybox -- chroot /host journalctl -u kubelet",
        rows(
          "Jun 18 05:10:11 w7 kubelet[1201]: E0618 05:10:11.123456    1201 bootstrap.go:266] part of the existing bootstrap client certificate in /etc/kubernetes/kubelet.conf is expired: 2026-06-18 00:58:12 +0000 UTC",
        ),
      ],
    ],
    roots: ["certificate-expired"],
    symptoms: ["node-not-ready"],
    says: /certificate in \/etc\/kubernetes\/kubelet\.conf is expired/,
  },
  {
    name: "a challenge whose path answers 404, before the certificate that waits for it",
    outputs: challenge("Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'", "3h12m"),
    roots: ["certificate-challenge-failing"],
    symptoms: ["certificate-not-issued"],
    says: /Certificate web\/shop-tls is not issued or renewed: its HTTP-01 challenge for shop\.example\.no fails, .*404/,
  },
  {
    name: "a provider of DNS that denies access",
    outputs: challenge(
      "failed to change Route 53 record set: operation error Route 53: ChangeResourceRecordSets, https response error StatusCode: 403, RequestID: 1a2b, api error AccessDenied: User: arn:aws:sts::1:assumed-role/cm is not authorized to perform: route53:ChangeResourceRecordSets",
      "30d",
    ),
    roots: ["certificate-challenge-failing"],
    symptoms: ["certificate-not-issued"],
    says: /access denied: .* is not authorized to perform: route53:ChangeResourceRecordSets\)/,
  },
  {
    name: "a request for a certificate that names an issuer which does not exist",
    outputs: request('Referenced "ClusterIssuer" not found: clusterissuer.cert-manager.io "letsencrypt" not found'),
    roots: ["certificate-request-failing"],
    symptoms: ["certificate-not-issued"],
    says: /Referenced "ClusterIssuer" not found/,
  },
  {
    name: "a node without kube-proxy",
    outputs: proxies("w1", "w2"),
    roots: ["node-agent-missing"],
    says: /Node w3 has no kube-proxy pod, while the other 2 nodes have one/,
  },
  { name: "near miss: kube-proxy on every node", outputs: proxies("w1", "w2", "w3"), roots: [] },
  {
    name: "near miss: a DaemonSet that does not tolerate a taint, which is no agent of the network",
    outputs: [
      [
        "get nodes",
        rows(
          "NAME   STATUS   ROLES    AGE   VERSION",
          "w1     Ready    <none>   90d   v1.32.1",
          "w2     Ready    <none>   90d   v1.32.1",
          "w3     Ready    <none>   90d   v1.32.1",
        ),
      ],
      [
        "get pods -n logs -o wide",
        rows(
          "NAME            READY   STATUS    RESTARTS   AGE   IP           NODE",
          "shipper-2kd8b   1/1     Running   0          90d   10.244.1.3   w1",
          "shipper-7hq9z   1/1     Running   0          90d   10.244.2.3   w2",
        ),
      ],
    ],
    roots: [],
  },
  {
    name: "a webhook whose certificate has expired, told below a patch over several lines",
    outputs: [webhook],
    roots: ["webhook-unreachable"],
    says: /validate\.nginx\.ingress\.kubernetes\.io" cannot be called, failed \(.*its TLS certificate has expired/,
  },
  {
    name: "requests of kubelets that nobody approved, seen by what scrapes them",
    outputs: [
      scraping,
      [
        "get csr",
        rows(
          "NAME        AGE   SIGNERNAME                      REQUESTOR              REQUESTEDDURATION   CONDITION",
          "csr-2b6zn   12m   kubernetes.io/kubelet-serving   system:node:worker-7   <none>              Pending",
        ),
      ],
    ],
    roots: ["kubelet-certificate-pending"],
    symptoms: ["application-error"],
  },
  {
    name: "cluster DNS without pods behind names that get no answer",
    outputs: [
      [
        "logs deploy/mailer -n shop",
        "ERROR lookup smtp.infra on 10.96.0.10:53: read udp 10.1.1.1:4444->10.96.0.10:53: i/o timeout\n",
      ],
      ["get endpoints kube-dns -n kube-system", rows("NAME       ENDPOINTS   AGE", "kube-dns   <none>      90d")],
      [
        "get deploy coredns -n kube-system",
        rows("NAME      READY   UP-TO-DATE   AVAILABLE   AGE", "coredns   0/0     0            0           90d"),
      ],
    ],
    roots: [],
    symptoms: ["service-without-endpoints", "name-not-resolved"],
    notes: ["scaled-to-zero"],
  },
  {
    name: "cluster DNS without replicas behind calls that were never resolved",
    outputs: [
      [
        "logs deploy/kiosk -n fair",
        "ERROR 14 UNAVAILABLE: Name resolution failed for target dns:tickets:7070\n".repeat(3),
      ],
      [
        "logs deploy/gate -n fair",
        "ERROR dial tcp: lookup tickets on 10.152.0.9:53: read udp 10.1.1.7:40100->10.152.0.9:53: read: connection refused\n".repeat(
          3,
        ),
      ],
      [
        "get deploy coredns -n kube-system",
        rows("NAME      READY   UP-TO-DATE   AVAILABLE   AGE", "coredns   0/0     0            0            90d"),
      ],
    ],
    roots: [],
    symptoms: ["application-error", "dependency-unreachable"],
    notes: ["scaled-to-zero"],
  },
  {
    name: "near miss: calls that were never resolved, and cluster DNS has its replicas",
    outputs: [
      [
        "logs deploy/kiosk -n fair",
        "ERROR 14 UNAVAILABLE: Name resolution failed for target dns:tickets:7070\n".repeat(3),
      ],
      [
        "logs deploy/gate -n fair",
        "ERROR dial tcp: lookup tickets on 10.152.0.9:53: read udp 10.1.1.7:40100->10.152.0.9:53: read: connection refused\n".repeat(
          3,
        ),
      ],
      [
        "get deploy coredns -n kube-system",
        rows("NAME      READY   UP-TO-DATE   AVAILABLE   AGE", "coredns   2/2     2            2            90d"),
      ],
    ],
    roots: ["application-error", "dependency-unreachable"],
  },
];
