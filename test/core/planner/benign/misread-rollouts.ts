import type { Row } from "./cases.ts";

/** What the cluster and its tools make, count or say themselves. */
export const misreadRollouts: readonly Row[] = [
  {
    code: "progressing-true-is-finished",
    name: "in yaml",
    question: "deploy billing has condition Progressing True since last week, is the rollout hanging?",
    outputs: [
      [
        "kubectl get deploy billing -n fin -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: billing
  namespace: fin
spec:
  replicas: 3
status:
  availableReplicas: 3
  conditions:
  - lastTransitionTime: "2025-05-02T09:00:00Z"
    message: Deployment has minimum availability.
    reason: MinimumReplicasAvailable
    status: "True"
    type: Available
  - lastTransitionTime: "2025-05-02T09:00:00Z"
    message: ReplicaSet "billing-6c9c5d4f9f" has successfully progressed.
    reason: NewReplicaSetAvailable
    status: "True"
    type: Progressing
  readyReplicas: 3
  replicas: 3
  updatedReplicas: 3
`,
      ],
    ],
    says: /rollout of Deployment billing has finished/,
  },
  {
    code: "progressing-true-is-finished",
    name: "as pairs",
    question: "Why is billing still progressing? It says Progressing=True",
    outputs: [
      [
        "kubectl get deploy billing -n fin -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{\"\\n\"}{end}'",
        `Available=True MinimumReplicasAvailable
Progressing=True NewReplicaSetAvailable
`,
      ],
      [
        "kubectl get deploy billing -n fin",
        `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
billing   3/3     3            3           40d
`,
      ],
    ],
    says: /would be False if it had failed/,
  },
  {
    code: "progressing-true-is-finished",
    name: "the new ReplicaSet is not there yet",
    question: "Why is billing still progressing? It says Progressing=True for an hour",
    outputs: [
      [
        "kubectl get deploy billing -n fin -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{\"\\n\"}{end}'",
        `Available=True MinimumReplicasAvailable
Progressing=True ReplicaSetUpdated
`,
      ],
      [
        "kubectl get deploy billing -n fin",
        `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
billing   3/3     1            3           40d
`,
      ],
      [
        "kubectl get pods -n fin",
        `NAME                       READY   STATUS             RESTARTS   AGE
billing-6c9c5d4f9f-aaaa1   1/1     Running            0          40d
billing-7d9c5d4f9f-bbbb2   0/1     ImagePullBackOff   0          59m
`,
      ],
    ],
  },
  {
    code: "false-is-the-good-state",
    name: "of an autoscaler",
    question: "hpa search-api describes ScalingLimited False. is the autoscaler broken, False looks bad",
    outputs: [
      [
        "kubectl describe hpa search-api -n shop",
        `Name:                                                  search-api
Namespace:                                             shop
Reference:                                             Deployment/search-api
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  41% (205m) / 70%
Min replicas:                                          2
Max replicas:                                          8
Deployment pods:                                       3 current / 3 desired
Conditions:
  Type            Status  Reason              Message
  ----            ------  ------              -------
  AbleToScale     True    ReadyForNewScale    recommended size matches current size
  ScalingActive   True    ValidMetricFound    the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)
  ScalingLimited  False   DesiredWithinRange  the desired count is within the acceptable range
Events:           <none>
`,
      ],
    ],
    says: /for ScalingLimited False is the good state/,
  },
  {
    code: "false-is-the-good-state",
    name: "an autoscaler at its maximum",
    question: "hpa search-api describes ScalingLimited True. is that a problem?",
    outputs: [
      [
        "kubectl describe hpa search-api -n shop",
        `Name:                                                  search-api
Namespace:                                             shop
Reference:                                             Deployment/search-api
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  141% (705m) / 70%
Min replicas:                                          2
Max replicas:                                          8
Deployment pods:                                       8 current / 8 desired
Conditions:
  Type            Status  Reason              Message
  ----            ------  ------              -------
  AbleToScale     True    ReadyForNewScale    recommended size matches current size
  ScalingActive   True    ValidMetricFound    the HPA was able to successfully calculate a replica count
  ScalingLimited  True    TooManyReplicas     the desired replica count is more than the maximum replica count
Events:           <none>
`,
      ],
    ],
  },
  ...(
    [
      ["callers hang up within a second", "0.080", /callers hung up within a second \(499\)/],
      ["callers hang up after a minute", "59.900", undefined],
    ] as const
  ).map(
    ([name, took, says]): Row => ({
      code: "scanners-get-404",
      name,
      question: "is the ingress controller healthy? lots of 404s and some 499 in the access log",
      outputs: [
        [
          "kubectl logs -n ingress-nginx deploy/ingress-nginx-controller --tail=5",
          [
            "/wp-login.php 404 0.001",
            "/.env 404 0.001",
            "/.git/config 404 0.002",
            "/cart 200 0.020",
            `/cart 499 ${took}`,
          ]
            .map((call) => call.split(" "))
            .map(
              ([path, status, time]) =>
                `203.0.113.9 - - [18/Jun/2025:10:00:05 +0000] "GET ${path} HTTP/1.1" ${status} 153 "-" "Mozilla/5.0" 120 ${time} [shop-cart-80] [] 10.2.0.4:8080 153 0.010 ${status} ae\n`,
            )
            .join(""),
        ],
        [
          "kubectl get deploy -n ingress-nginx",
          "NAME                       READY   UP-TO-DATE   AVAILABLE   AGE\ningress-nginx-controller   2/2     2            2           90d\n",
        ],
      ],
      ...(says === undefined ? {} : { says }),
    }),
  ),
  {
    code: "scanners-get-404",
    name: "a proxy that logs JSON",
    question: "Many 404 in traefik for shop-front: wp-admin, .env, etc. hacked?",
    outputs: [
      [
        "kubectl logs -n traefik deploy/traefik --since=10m",
        `{"ClientHost":"45.9.1.2","RequestMethod":"GET","RequestPath":"/.env","DownstreamStatus":404,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:01Z"}
{"ClientHost":"45.9.1.2","RequestMethod":"GET","RequestPath":"/wp-admin/setup-config.php","DownstreamStatus":404,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:02Z"}
{"ClientHost":"45.9.1.2","RequestMethod":"GET","RequestPath":"/.aws/credentials","DownstreamStatus":404,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:02Z"}
{"ClientHost":"10.9.1.2","RequestMethod":"GET","RequestPath":"/cart","DownstreamStatus":200,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:03Z"}
{"ClientHost":"10.9.1.3","RequestMethod":"GET","RequestPath":"/","DownstreamStatus":200,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:04Z"}
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                          READY   STATUS    RESTARTS   AGE
shop-front-6d5f4c7b8d-2kkzt   1/1     Running   0          9d
`,
      ],
    ],
    says: /for shop-front are bots/,
  },
  {
    code: "scanners-get-404",
    name: "other paths are not found either",
    question: "Alert IngressHigh4xxRate for ingress docs is firing. Is our docs site broken?",
    outputs: [
      [
        "kubectl logs -n ingress-nginx deploy/ingress-nginx-controller --tail=12 | grep docs-site",
        `198.51.100.7 - - [18/Jun/2025:10:00:01 +0000] "GET /wp-login.php HTTP/1.1" 404 153 "-" "zgrab" 120 0.001 [docs-docs-site-80] [] 10.2.0.4:8080 153 0.001 404 aa
203.0.113.9 - - [18/Jun/2025:10:00:05 +0000] "GET /guide/install HTTP/1.1" 404 8153 "-" "Mozilla/5.0" 120 0.011 [docs-docs-site-80] [] 10.2.0.4:8080 8153 0.010 404 ae
203.0.113.9 - - [18/Jun/2025:10:00:05 +0000] "GET /guide/upgrade HTTP/1.1" 404 8153 "-" "Mozilla/5.0" 120 0.011 [docs-docs-site-80] [] 10.2.0.4:8080 8153 0.010 404 ae
203.0.113.9 - - [18/Jun/2025:10:00:06 +0000] "GET /assets/app.css HTTP/1.1" 404 8153 "-" "Mozilla/5.0" 120 0.011 [docs-docs-site-80] [] 10.2.0.4:8080 8153 0.010 404 af
`,
      ],
      [
        "kubectl get ingress -n docs",
        `NAME   CLASS   HOSTS              ADDRESS       PORTS     AGE
docs   nginx   docs.example.org   203.0.113.2   80, 443   90d
`,
      ],
    ],
  },
];
