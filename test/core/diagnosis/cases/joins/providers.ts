import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

/** What a part of the platform brings about elsewhere. */
export const providers: readonly Case[] = [
  {
    name: "a proxy names the pod it calls by its address, and the log of that pod says why",
    outputs: [
      [
        "logs -n edge proxy-7c9d5b6f4-k8x2q",
        `2026/01/05 10:00:01 [error] 31#31: *9 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.0.9, server: menu.example, request: "GET /today HTTP/1.1", upstream: "http://10.1.4.19:8080/today", host: "menu.example"\n`,
      ],
      [
        "get pods -A -o wide",
        rows(
          "NAMESPACE   NAME                     READY   STATUS    RESTARTS   AGE   IP           NODE",
          "cafe        menu-5f4d7c9b8-x7k2p     0/1     Running   0          9d    10.1.4.19    n1",
          "edge        proxy-7c9d5b6f4-k8x2q    0/1     Running   0          9d    10.1.4.20    n1",
        ),
      ],
      [
        "logs -n cafe menu-5f4d7c9b8-x7k2p",
        `2026-01-05T09:59:58Z FATAL: password authentication failed for user "menu"\n`,
      ],
    ],
    roots: ["wrong-credentials"],
    symptoms: ["dependency-unreachable"],
  },
  {
    name: "a metrics server that cannot read the kubelets is why an autoscaler has no metrics",
    outputs: [
      [
        "describe hpa menu -n cafe",
        `Name:       menu
Namespace:  cafe
Reference:  Deployment/menu
Metrics:    ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 60%
Events:
  Type     Reason                   Age  From                       Message
  ----     ------                   ---  ----                       -------
  Warning  FailedGetResourceMetric  9s   horizontal-pod-autoscaler  failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)
`,
      ],
      [
        "logs -n kube-system deploy/metrics-server --tail=1",
        `E0105 10:00:01.123456       1 scraper.go:149] "Failed to scrape node" err="Get \\"https://10.0.0.4:10250/metrics/resource\\": tls: failed to verify certificate: x509: cannot validate certificate for 10.0.0.4 because it doesn't contain any IP SANs" node="n1"\n`,
      ],
    ],
    roots: ["certificate-for-other-name"],
    symptoms: ["autoscaler-without-metrics"],
  },
  {
    name: "a Service is empty because the Deployment of its name has no replicas",
    outputs: [
      ["get endpoints -n cafe", rows("NAME      ENDPOINTS   AGE", "coupons   <none>      90d")],
      [
        "get deploy -n cafe",
        rows("NAME      READY   UP-TO-DATE   AVAILABLE   AGE", "coupons   0/0     0            0           90d"),
      ],
    ],
    roots: [],
    symptoms: ["service-without-endpoints"],
    notes: ["scaled-to-zero"],
  },
];
