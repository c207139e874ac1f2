import type { Case } from "../case.ts";
import { listedWarning } from "../printed.ts";

const autoscaler = (conditions: string, targets = "<unknown> / 70%"): Case["outputs"][number] => [
  "describe hpa web -n shop",
  `Name:                                                  web
Namespace:                                             shop
Labels:                                                <none>
Annotations:                                           <none>
CreationTimestamp:                                     Tue, 03 Feb 2026 10:00:00 +0000
Reference:                                             Deployment/web
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  ${targets}
Min replicas:                                          2
Max replicas:                                          4
Deployment pods:                                       2 current / 0 desired
Conditions:
  Type           Status  Reason                   Message
  ----           ------  ------                   -------
${conditions}
Events:          <none>
`,
];

/** HorizontalPodAutoscalers that cannot scale. */
export const autoscalerCases: readonly Case[] = [
  {
    name: "an autoscaler whose target requests nothing",
    outputs: [
      autoscaler(
        "  ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container proxy of Pod web-6d4b75cb6d-x2k4p",
      ),
    ],
    roots: ["autoscaler-without-requests"],
    says: /no cpu request \(container proxy\)/,
  },
  {
    name: "an autoscaler without metrics",
    outputs: [
      autoscaler(
        "  ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      ),
    ],
    roots: ["autoscaler-without-metrics"],
  },
  {
    name: "an autoscaler whose target does not exist",
    outputs: [
      autoscaler(
        '  AbleToScale  False   FailedGetScale           the HPA controller was unable to get the target\'s current scale: deployments.apps "web" not found',
      ),
    ],
    roots: ["autoscaler-target-missing"],
    says: /deployments.apps "web" not found/,
  },
  {
    name: "an autoscaler whose target is called otherwise, as the list of its kind shows",
    outputs: [
      autoscaler(
        '  AbleToScale  False   FailedGetScale           the HPA controller was unable to get the target\'s current scale: deployments.apps "web" not found',
      ),
      [
        "get deployments -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nwebb   1/1     1            1           40d\n",
      ],
    ],
    roots: ["autoscaler-target-missing"],
    says: /cannot scale Deployment web: there is no Deployment "web" \(not found; there is one named "webb"\)/,
  },
  {
    name: "an autoscaler that is switched off",
    outputs: [
      autoscaler(
        "  ScalingActive  False   ScalingDisabled          scaling is disabled since the replica count of the target is zero",
      ),
    ],
    roots: ["autoscaler-disabled"],
  },
  {
    name: "an autoscaler at its maximum",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 190%/70%  2         4         4          40d\n",
      ],
    ],
    roots: ["autoscaler-at-maximum"],
    suggests: `kubectl patch hpa web -n shop --patch='{"spec":{"maxReplicas":8}}'`,
  },
  {
    name: "an autoscaler that is well",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 40%/70%   2         4         4          40d\n",
      ],
    ],
    roots: [],
  },
  {
    name: "an autoscaler that had no metrics for a while",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 40%/70%   2         4         2          40d\n",
      ],
      listedWarning(
        "horizontalpodautoscaler",
        "web",
        "FailedGetResourceMetric",
        "failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      ),
    ],
    roots: [],
  },
];
