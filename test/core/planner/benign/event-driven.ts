import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "event-driven-scaler-idle";

const shown: Output = [
  "kubectl get deploy,hpa,scaledobject -n scans",
  `NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/stitch    0/0     0            0           90d

NAME                                                  REFERENCE           TARGETS             MINPODS   MAXPODS   REPLICAS   AGE
horizontalpodautoscaler.autoscaling/keda-hpa-stitch   Deployment/stitch   <unknown>/9 (avg)   1         8         0          90d

NAME                          SCALETARGETKIND      SCALETARGETNAME   MIN   MAX   READY   ACTIVE   FALLBACK   PAUSED    TRIGGERS   AUTHENTICATIONS   AGE
scaledobject.keda.sh/stitch   apps/v1.Deployment   stitch            0     8     True    False    False      Unknown   rabbitmq   bunny             90d
`,
];
const autoscaler: Output = [
  "kubectl describe hpa keda-hpa-stitch -n scans",
  `Name:                                             keda-hpa-stitch
Namespace:                                        scans
Reference:                                        Deployment/stitch
Metrics:                                          ( current / target )
  "s0-rabbitmq-panorama-jobs" (target average value):  <unknown> / 9
Min replicas:                                     1
Max replicas:                                     8
Deployment pods:                                  0 current / 0 desired
Conditions:
  Type           Status  Reason             Message
  ----           ------  ------             -------
  AbleToScale    True    SucceededGetScale  the HPA controller was able to get the target's current scale
  ScalingActive  False   ScalingDisabled    scaling is disabled since the replica count of the target is zero
Events:          <none>
`,
];
const scaler: Output = [
  "kubectl describe scaledobject stitch -n scans",
  `Name:         stitch
Namespace:    scans
API Version:  keda.sh/v1alpha1
Kind:         ScaledObject
Status:
  Conditions:
    Reason:   ScaledObjectReady
    Status:   True
    Type:     Ready
    Reason:   ScalerNotActive
    Status:   False
    Type:     Active
  External Metric Names:
    s0-rabbitmq-panorama-jobs
Events:  <none>
`,
];
const queues = (own: number, other: number): Output => [
  "kubectl exec -n scans bunny-0 -- rabbitmqctl list_queues name messages consumers",
  `Timeout: 60.0 seconds ...
Listing queues for vhost / ...
name\tmessages\tconsumers
panorama.jobs\t${own}\t0
thumbnails\t${other}\t2
`,
];
const asked = "HPA of stitch says ScalingDisabled and <unknown>, no pod of stitch runs. Is the autoscaler broken?";
const row = (name: string, outputs: readonly Output[], says?: RegExp, question = asked): Row => ({
  code,
  name,
  question,
  outputs: [shown, autoscaler, scaler, ...outputs],
  ...(says === undefined ? {} : { says }),
});

/** KEDA at zero, asked by way of its autoscaler and its queues. */
export const eventDriven: readonly Row[] = [
  row(
    "its autoscaler says ScalingDisabled and nothing is queued",
    [queues(0, 0)],
    /scaled to zero by design: .*shows <unknown> and ScalingDisabled, as it should at zero/,
  ),
  row(
    "the autoscaler alone is named",
    [queues(0, 0)],
    /scaled to zero by design/,
    "why does keda-hpa-stitch show unknown and ScalingDisabled?",
  ),
  row("a queue of another one holds work", [queues(0, 14)], /scaled to zero by design/),
  row("its own queue holds work, under lines that say what is listed", [queues(31, 0)]),
];
