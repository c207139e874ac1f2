import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const skipped =
  'I0211 08:00:00.100000 7 store.go:440] "Ignoring ingress because of error while validating ingress class" ingress="office/wiki" error="ingress class \'inside\' is not managed by this controller (k8s.io/ingress-nginx)"';
const publicLog: Output = ["kubectl logs -n edge public-controller-7b9d-4x2lp", `${skipped}\n${skipped}\n`];
const wiki = (address: string): Output => [
  "kubectl get ingress -A",
  `NAMESPACE   NAME   CLASS    HOSTS           ADDRESS      PORTS   AGE
office      wiki   inside   wiki.int.lan    ${address.padEnd(12)} 80      90d
`,
];
const ingress = "The log of public-controller in edge says it ignores office/wiki. Is the wiki ingress broken?";

const dns = (...lines: readonly string[]): Output => [
  "kubectl logs -n kube-system coredns-5d78c9869d-abcde",
  `${lines.join("\n")}\n`,
];
const answer = (name: string, code: string) =>
  `[INFO] 10.1.0.4:5353 - 4711 "A IN ${name} udp 55 false 512" ${code} qr,aa,rd 148 0.0003s`;
const coredns: Output = [
  "kubectl get pods -n kube-system -l k8s-app=kube-dns",
  "NAME                       READY   STATUS    RESTARTS   AGE\ncoredns-5d78c9869d-abcde   1/1     Running   0          9d\n",
];
const nxdomain = "coredns-5d78c9869d-abcde logs NXDOMAIN all the time. Is DNS broken?";

const certificate = (ready: string, log: readonly string[]): readonly Output[] => [
  [
    "kubectl get certificate shop-tls -n shop -o yaml",
    `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: shop-tls
  namespace: shop
spec:
  secretName: shop-tls
status:
  conditions:
  - type: Ready
    status: "${ready}"
    reason: Ready
    message: Certificate is up to date and has not expired
  notAfter: "2026-05-11T05:00:00Z"
  renewalTime: "2026-04-11T05:00:00Z"
`,
  ],
  ["kubectl logs -n cert-manager deploy/cert-manager", `${log.join("\n")}\n`],
];
const tried =
  'E0211 05:01:00.100000 1 sync.go:190] "propagation check failed" err="wrong status code \'404\', expected \'200\'" resource_name="shop-tls-3-11" resource_namespace="shop"';
const issued =
  'I0211 05:04:00.100000 1 acme.go:236] "certificate issued" resource_name="shop-tls-3" resource_namespace="shop"';
const expiry = "CertExpirySoon for shop-tls in shop fired and went away. Is the certificate going to expire?";

const redis = (policy: string, misses: number): readonly Output[] => [
  [
    "kubectl exec -n web pages-redis-0 -- redis-cli info",
    `used_memory_human:1.00G\nmaxmemory_human:1.00G\nmaxmemory_policy:${policy}\nrejected_connections:0\nevicted_keys:77120\nkeyspace_hits:900000\nkeyspace_misses:${misses}\n`,
  ],
  [
    "kubectl get pods -n web",
    "NAME            READY   STATUS    RESTARTS   AGE\npages-redis-0   1/1     Running   0          9d\n",
  ],
];
const memory = "RedisMemoryHigh pages-redis-0 in web: 99% of maxmemory and evictions. Do we have to act?";

const figures = (used: number, peak: number, evicted = 0): readonly Output[] => [
  [
    "kubectl exec -n web pages-redis-0 -- redis-cli info memory",
    `used_memory:${used}\nused_memory_human:${(used / 2 ** 20).toFixed(2)}M\nused_memory_peak:${peak}\nmaxmemory:1073741824\nmaxmemory_human:1.00G\nmaxmemory_policy:noeviction\nevicted_keys:${evicted}\n`,
  ],
  redis("noeviction", 0)[1]!,
];
const soonFull = "will pages-redis-0 in web run out of memory soon?";

export const servedAllTheSame: readonly Row[] = [
  {
    code: "cache-with-room",
    name: "far from its maximum",
    question: soonFull,
    outputs: figures(214_748_364, 322_122_547),
    says: /pages-redis-0 has room: it uses 20% of its maxmemory/,
  },
  { code: "cache-with-room", name: "nearly at it", question: soonFull, outputs: figures(1_020_054_732, 1_030_054_732) },
  {
    code: "cache-with-room",
    name: "it was at it before",
    question: soonFull,
    outputs: figures(214_748_364, 1_073_000_000),
  },
  {
    code: "cache-with-room",
    name: "keys were evicted",
    question: soonFull,
    outputs: figures(214_748_364, 322_122_547, 9),
  },
  {
    code: "ingress-of-another-class",
    name: "the controller of its class gave it an address",
    question: ingress,
    outputs: [publicLog, wiki("10.0.0.9")],
    says: /class inside.*ignores it as intended.*10\.0\.0\.9/,
  },
  { code: "ingress-of-another-class", name: "nobody serves it", question: ingress, outputs: [publicLog, wiki("")] },
  {
    code: "names-of-the-search-list",
    name: "each name itself resolves",
    question: nxdomain,
    outputs: [
      dns(
        answer("api.pay.example.shop.svc.cluster.local.", "NXDOMAIN"),
        answer("api.pay.example.svc.cluster.local.", "NXDOMAIN"),
        answer("api.pay.example.cluster.local.", "NXDOMAIN"),
        answer("api.pay.example.", "NOERROR"),
        answer("db.shop.shop.svc.cluster.local.", "NXDOMAIN"),
        answer("db.shop.svc.cluster.local.", "NOERROR"),
      ),
      coredns,
    ],
    says: /4 NXDOMAIN .*search suffixes/,
  },
  {
    code: "names-of-the-search-list",
    name: "one name never resolves",
    question: nxdomain,
    outputs: [
      dns(
        answer("api.pay.example.svc.cluster.local.", "NXDOMAIN"),
        answer("api.pay.example.", "NOERROR"),
        answer("dbb.shop.svc.cluster.local.", "NXDOMAIN"),
        answer("dbb.shop.", "NXDOMAIN"),
      ),
      coredns,
    ],
  },
  {
    code: "names-of-the-search-list",
    name: "a name outside of the cluster under cluster.local, whose own answer is not among the lines",
    question: nxdomain,
    outputs: [
      dns(
        answer("api.example.com.svc.cluster.local.", "NXDOMAIN"),
        answer("api.example.com.", "NOERROR"),
        answer("cdn.example.net.cluster.local.", "NXDOMAIN"),
        answer("cdn.example.net.shop.svc.cluster.local.", "NXDOMAIN"),
      ),
      coredns,
    ],
    says: /answer for cdn\.example\.net itself is not among these lines/,
  },
  {
    code: "names-of-the-search-list",
    name: "a name outside of the cluster that does not resolve itself",
    question: nxdomain,
    outputs: [
      dns(
        answer("api.example.com.", "NOERROR"),
        answer("cdn.example.net.cluster.local.", "NXDOMAIN"),
        answer("cdn.example.net.", "NXDOMAIN"),
      ),
      coredns,
    ],
  },
  {
    code: "names-of-the-search-list",
    name: "a service that is not there",
    question: nxdomain,
    outputs: [dns(answer("api.example.com.", "NOERROR"), answer("cart.shop.svc.cluster.local.", "NXDOMAIN")), coredns],
  },
  {
    code: "names-of-the-search-list",
    name: "nothing resolves",
    question: nxdomain,
    outputs: [dns(answer("cdn.example.net.cluster.local.", "NXDOMAIN")), coredns],
  },
  {
    code: "certificate-renewed-after-tries",
    name: "issued after the checks that failed",
    question: expiry,
    outputs: certificate("True", [tried, tried, issued]),
    says: /shop-tls is Ready and was renewed: valid until 2026-05-11.*2 error lines/,
  },
  {
    code: "certificate-renewed-after-tries",
    name: "the checks go on failing after it was issued",
    question: expiry,
    outputs: certificate("True", [issued, tried, tried]),
  },
  {
    code: "certificate-renewed-after-tries",
    name: "not ready",
    question: expiry,
    outputs: certificate("False", [tried]),
  },
  {
    code: "cache-full-by-design",
    name: "a cache that evicts, with many hits",
    question: memory,
    outputs: redis("allkeys-lfu", 30_000),
    says: /full by design.*allkeys-lfu.*96\.8%/,
  },
  {
    code: "cache-full-by-design",
    name: "most lookups miss",
    question: memory,
    outputs: redis("allkeys-lfu", 2_000_000),
  },
  { code: "cache-full-by-design", name: "it does not evict", question: memory, outputs: redis("noeviction", 30_000) },
];
