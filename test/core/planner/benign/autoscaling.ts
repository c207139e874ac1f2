import type { Row } from "./cases.ts";

export const autoscaling: readonly Row[] = [
  {
    code: "autoscaler-at-rest",
    name: "both metrics are below their targets",
    question: "hpa of search sits at MINPODS for days, does autoscaling not work?",
    outputs: [
      [
        "kubectl get hpa search -n catalog",
        `NAME     REFERENCE           TARGETS                        MINPODS   MAXPODS   REPLICAS   AGE
search   Deployment/search   cpu: 12%/60%, memory: 41%/80%  4         20        4          90d
`,
      ],
    ],
    says: /minimum of 4 replicas/,
  },
  {
    code: "autoscaler-at-rest",
    name: "it reads no metrics",
    question: "hpa of search sits at MINPODS for days, does autoscaling not work?",
    outputs: [
      [
        "kubectl get hpa search -n catalog",
        `NAME     REFERENCE           TARGETS              MINPODS   MAXPODS   REPLICAS   AGE
search   Deployment/search   cpu: <unknown>/60%   4         20        4          90d
`,
      ],
      [
        "kubectl describe hpa search -n catalog | tail -8",
        `Conditions:
  Type           Status  Reason                   Message
  ----           ------  ------                   -------
  AbleToScale    True    SucceededGetScale        the HPA controller was able to get the target's current scale
  ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API
`,
      ],
    ],
  },
  {
    code: "autoscaler-at-rest",
    name: "customers complain of slowness",
    question: "customers complain that checkout is slow and the hpa does not scale up, why?",
    outputs: [
      [
        "kubectl get hpa checkout -n shop",
        `NAME       REFERENCE             TARGETS       MINPODS   MAXPODS   REPLICAS   AGE
checkout   Deployment/checkout   cpu: 12%/60%  4         20        4          90d
`,
      ],
      [
        "kubectl logs deploy/checkout -n shop --tail=4",
        `2026-01-08T10:00:00Z WARN payment provider call took 9120ms
2026-01-08T10:00:10Z WARN payment provider call took 9544ms
2026-01-08T10:00:20Z WARN payment provider call took 9990ms
`,
      ],
    ],
  },
  {
    code: "autoscaler-within-tolerance",
    name: "four percent above",
    question: "cpu of render is 73% with target 70% and the hpa does not scale up. stuck?",
    outputs: [
      [
        "kubectl get hpa render -n video",
        `NAME     REFERENCE           TARGETS       MINPODS   MAXPODS   REPLICAS   AGE
render   Deployment/render   cpu: 73%/70%  2         20        6          90d
`,
      ],
    ],
    says: /tolerance of 10%/,
  },
  {
    code: "autoscaler-within-tolerance",
    name: "twice its target, and at its maximum",
    question: "cpu of render is 140% with target 70% and the hpa does not scale up. stuck?",
    outputs: [
      [
        "kubectl get hpa render -n video",
        `NAME     REFERENCE           TARGETS        MINPODS   MAXPODS   REPLICAS   AGE
render   Deployment/render   cpu: 140%/70%  2         6         6          90d
`,
      ],
    ],
  },
  {
    code: "autoscaler-stabilizes",
    name: "it waits for its window",
    question: "load is over since 3 minutes, why does the hpa of booking still keep 18 replicas? stuck?",
    outputs: [
      [
        "kubectl describe hpa booking -n travel",
        `Name:                                                  booking
Namespace:                                             travel
Reference:                                             Deployment/booking
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  14% (28m) / 65%
Min replicas:                                          4
Max replicas:                                          30
Behavior:
  Scale Down:
    Stabilization Window: 600 seconds
    Select Policy: Max
    Policies:
      - Type: Percent  Value: 100  Period: 15 seconds
Deployment pods:                                       18 current / 18 desired
Conditions:
  Type            Status  Reason               Message
  ----            ------  ------               -------
  AbleToScale     True    ScaleDownStabilized  recent recommendations were higher than current one, applying the highest recent recommendation
  ScalingActive   True    ValidMetricFound     the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)
  ScalingLimited  False   DesiredWithinRange   the desired count is within the acceptable range
Events:           <none>
`,
      ],
    ],
    says: /window of 600 seconds/,
  },
  {
    code: "autoscaler-stabilizes",
    name: "it waits, and reads no metrics any more",
    question: "load is over, why does the hpa of booking still keep 18 replicas? stuck?",
    outputs: [
      [
        "kubectl describe hpa booking -n travel",
        `Name:                                                  booking
Namespace:                                             travel
Reference:                                             Deployment/booking
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  <unknown> / 65%
Min replicas:                                          4
Max replicas:                                          30
Deployment pods:                                       18 current / 18 desired
Conditions:
  Type            Status  Reason                   Message
  ----            ------  ------                   -------
  AbleToScale     True    ScaleDownStabilized      recent recommendations were higher than current one, applying the highest recent recommendation
  ScalingActive   False   FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: no metrics returned from resource metrics API
`,
      ],
    ],
  },
  {
    code: "scaled-down-after-load",
    name: "all metrics below target",
    question: "pods of ticket-web keep vanishing since an hour. Is something killing them?",
    outputs: [
      [
        "kubectl get events -n live --sort-by=.lastTimestamp",
        `LAST SEEN   TYPE     REASON              OBJECT                               MESSAGE
22m         Normal   SuccessfulRescale   horizontalpodautoscaler/ticket-web   New size: 12; reason: All metrics below target
22m         Normal   ScalingReplicaSet   deployment/ticket-web                Scaled down replica set ticket-web-6c5b4d3f2 to 12 from 20
22m         Normal   Killing             pod/ticket-web-6c5b4d3f2-aaaaa       Stopping container web
6m          Normal   SuccessfulRescale   horizontalpodautoscaler/ticket-web   New size: 6; reason: All metrics below target
6m          Normal   Killing             pod/ticket-web-6c5b4d3f2-bbbbb       Stopping container web
`,
      ],
      [
        "kubectl get hpa,deploy -n live",
        `NAME                                             REFERENCE               TARGETS       MINPODS   MAXPODS   REPLICAS   AGE
horizontalpodautoscaler.autoscaling/ticket-web   Deployment/ticket-web   cpu: 22%/50%  3         40        6          30d

NAME                         READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/ticket-web   6/6     6            6           30d
`,
      ],
    ],
    says: /All metrics below target.*6\/6 are ready/,
  },
  {
    code: "scaled-down-after-load",
    name: "what is left runs out of memory",
    question: "pods of ticket-web keep vanishing since an hour. Is something killing them?",
    outputs: [
      [
        "kubectl get events -n live --sort-by=.lastTimestamp",
        `LAST SEEN   TYPE      REASON              OBJECT                               MESSAGE
22m         Normal    SuccessfulRescale   horizontalpodautoscaler/ticket-web   New size: 12; reason: All metrics below target
2m          Warning   BackOff             pod/ticket-web-6c5b4d3f2-bbbbb       Back-off restarting failed container web in pod ticket-web-6c5b4d3f2-bbbbb_live(1)
`,
      ],
      [
        "kubectl get hpa,deploy,pods -n live",
        `NAME                                             REFERENCE               TARGETS       MINPODS   MAXPODS   REPLICAS   AGE
horizontalpodautoscaler.autoscaling/ticket-web   Deployment/ticket-web   cpu: 22%/50%  3         40        2          30d

NAME                         READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/ticket-web   1/2     2            1           30d

NAME                             READY   STATUS      RESTARTS      AGE
pod/ticket-web-6c5b4d3f2-bbbbb   0/1     OOMKilled   5 (2m ago)    3h
pod/ticket-web-6c5b4d3f2-ccccc   1/1     Running     0             3h
`,
      ],
    ],
  },
  {
    code: "vertical-autoscaler-recommends-only",
    name: "mode Off",
    question:
      "vpa recommends 900Mi for reco-engine but the pods still request 512Mi. why is the recommendation not applied?",
    outputs: [
      [
        "kubectl get vpa -n reco",
        `NAME          MODE   CPU    MEM     PROVIDED   AGE
reco-engine   Off    250m   900Mi   True       60d
`,
      ],
      [
        "kubectl get deploy reco-engine -n reco",
        `NAME          READY   UP-TO-DATE   AVAILABLE   AGE
reco-engine   3/3     3            3           60d
`,
      ],
    ],
    says: /updateMode Off on purpose/,
  },
  {
    code: "vertical-autoscaler-recommends-only",
    name: "it has no recommendation",
    question: "vpa of reco-engine recommends nothing. why is no recommendation applied?",
    outputs: [
      [
        "kubectl get vpa -n reco",
        `NAME          MODE   CPU    MEM     PROVIDED   AGE
reco-engine   Off                   False      60d
`,
      ],
    ],
  },
];
