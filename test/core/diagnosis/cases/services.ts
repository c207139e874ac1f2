import type { Case } from "../case.ts";
import { describedPod, running } from "../printed.ts";

const service = (selector: string, endpoints: string, port = "8080/TCP"): Case["outputs"][number] => [
  "describe service web -n shop",
  `Name:                     web
Namespace:                shop
Labels:                   <none>
Annotations:              <none>
Selector:                 ${selector}
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.14.3
IPs:                      10.96.14.3
Port:                     http  80/TCP
TargetPort:               ${port}
Endpoints:                ${endpoints}
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`,
];

const readyPod: Case["outputs"][number] = [
  "describe pods -n shop",
  describedPod({ status: "Running", state: running, ready: true }),
];

/** Services without endpoints or without an address, and the API that such a Service answers. */
export const serviceCases: readonly Case[] = [
  {
    name: "a selector that matches nothing",
    outputs: [service("app=wbe", "<none>"), readyPod],
    roots: ["service-selector-mismatch"],
    symptoms: ["service-without-endpoints"],
    says: /selector app=wbe matches no pod; Pod shop\/web-6d4b75cb6d-x2k4p has app=web/,
    suggests: "kubectl set selector service web app=web -n shop",
  },
  {
    name: "pods that are not ready behind a Service",
    outputs: [
      service("app=web", "<none>"),
      [
        "describe pods -n shop",
        describedPod({
          status: "Running",
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "2s (x9 over 90s)",
              "kubelet",
              "Readiness probe failed: HTTP probe failed with statuscode: 503",
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    symptoms: ["service-without-endpoints"],
  },
  { name: "a Service that is well", outputs: [service("app=web", "10.244.1.17:8080"), readyPod], roots: [] },
  {
    name: "a named target port that no container has",
    outputs: [service("app=web", "<none>", "http/TCP"), readyPod],
    roots: ["service-port-mismatch"],
    symptoms: ["service-without-endpoints"],
    says: /port 80 gets no endpoints: its targetPort is the port name "http", .* \(declared: 8080\)/,
  },
  {
    name: "near miss: a named target port that has endpoints, behind a description that prints no names",
    outputs: [service("app=web", "10.244.1.17:8080", "http/TCP"), readyPod],
    roots: [],
  },
  {
    name: "a load balancer without address",
    outputs: [
      [
        "get svc -n shop",
        "NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE\nweb    LoadBalancer   10.96.1.9    <pending>     80:31080/TCP   49m\n",
      ],
    ],
    roots: ["load-balancer-pending"],
  },
  {
    name: "an API that does not answer",
    outputs: [
      [
        "get apiservices",
        "NAME                     SERVICE                      AVAILABLE                  AGE\nv1.apps                  Local                        True                       90d\nv1beta1.metrics.k8s.io   kube-system/metrics-server   False (MissingEndpoints)   90d\n",
      ],
    ],
    roots: ["api-service-unavailable"],
    says: /MissingEndpoints \(Service kube-system\/metrics-server\)/,
  },
];
