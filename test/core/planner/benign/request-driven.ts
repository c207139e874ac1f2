import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "revision-scaled-to-zero";

const deployments: Output = [
  "kubectl get deploy,pods -n labels",
  `NAME                                        READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/sticker-00003-deployment   0/0     0            0           40d
deployment.apps/sticker-00004-deployment   0/0     0            0           9d
`,
];
const service = (ready: string, reason = ""): Output => [
  "kubectl get ksvc -n labels",
  `NAME      URL                                  LATESTCREATED   LATESTREADY     READY   REASON
sticker   http://sticker.labels.apps.example   sticker-00004   sticker-00004   ${ready.padEnd(7)} ${reason}
`,
];
const scaler = (reason: string, least = ""): Output => [
  "kubectl get podautoscaler sticker-00004 -n labels -o yaml",
  `apiVersion: autoscaling.internal.knative.dev/v1alpha1
kind: PodAutoscaler
metadata:
  name: sticker-00004
  namespace: labels
  annotations:
    autoscaling.knative.dev/class: kpa.autoscaling.knative.dev
${least === "" ? "" : `    autoscaling.knative.dev/min-scale: "${least}"\n`}spec:
  scaleTargetRef:
    kind: Deployment
    name: sticker-00004-deployment
status:
  actualScale: 0
  desiredScale: 0
  conditions:
  - type: Active
    status: "False"
    reason: ${reason}
  - type: Ready
    status: "False"
    reason: ${reason}
`,
];
const asked = "sticker has no pods at all any more, deployment is 0/0. Who deleted them?";
const row = (name: string, outputs: readonly Output[], says?: RegExp, question = asked): Row => ({
  code,
  name,
  question,
  outputs: [deployments, ...outputs],
  ...(says === undefined ? {} : { says }),
});

/** Knative at zero, and what looks like it. */
export const requestDriven: readonly Row[] = [
  row(
    "nobody calls it, as its PodAutoscaler says",
    [service("True"), scaler("NoTraffic")],
    /scaled to zero by design: Knative keeps no pod of revision sticker-00004 .*NoTraffic.*sticker is Ready/,
  ),
  row("its Service alone says that it is ready", [service("True")], /the next request starts pods again/),
  row(
    "a table of PodAutoscalers",
    [
      [
        "kubectl get kpa -n labels",
        `NAME            DESIREDSCALE   ACTUALSCALE   READY   REASON
sticker-00004   0              0             False   NoTraffic
`,
      ],
    ],
    /sticker-00004 while it gets no requests \(NoTraffic\)/,
    "Is something wrong with sticker in labels? Its deployment runs no pod",
  ),
  row(
    "a table of revisions",
    [
      [
        "kubectl get revisions -n labels",
        `NAME            CONFIG NAME   GENERATION   READY   REASON   ACTUAL REPLICAS   DESIRED REPLICAS
sticker-00003   sticker       3            True             0                 0
sticker-00004   sticker       4            True             0                 0
`,
      ],
    ],
    /scaled to zero by design: Knative/,
  ),
  row("its newest revision did not come up", [service("False", "RevisionFailed")]),
  row("the scaler waits for its target", [service("Unknown", "IngressNotConfigured"), scaler("Queued")]),
  row("a minimum is set", [service("True"), scaler("NoTraffic", "1")]),
  row(
    "calls are not answered",
    [service("True"), scaler("NoTraffic")],
    undefined,
    "sticker is 0/0 and every request hangs, no pod ever comes. Why?",
  ),
  row("a pod of it crashes", [
    service("True"),
    [
      "kubectl get pods -n labels -l serving.knative.dev/service=sticker",
      `NAME                                        READY   STATUS             RESTARTS      AGE
sticker-00004-deployment-7c9d8b6f5c-q2wzx   0/2     CrashLoopBackOff   5 (41s ago)   4m
`,
    ],
  ]),
];
