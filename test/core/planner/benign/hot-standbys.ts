import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "replica-is-hot-standby";

const pods: Output = [
  "kubectl get pods -n certs",
  `NAME                       READY   STATUS    RESTARTS   AGE
signer-6c8d9f7b5d-hx4wq    1/1     Running   0          5d
signer-6c8d9f7b5d-r2m9k    1/1     Running   0          5d
`,
];
const waits: Output = [
  "kubectl logs signer-6c8d9f7b5d-hx4wq -n certs",
  "I0302 07:10:02.114207       1 leaderelection.go:257] attempting to acquire leader lease certs/signer-lock...\n",
];
const works = (time: string): Output => [
  "kubectl logs signer-6c8d9f7b5d-r2m9k -n certs --tail=1",
  `${time} INFO signed request csr-88 for node w-3\n`,
];
const asked = "signer-6c8d9f7b5d-hx4wq hangs, it only wrote attempting to acquire leader lease. Restart it?";
const holder = "signer-6c8d9f7b5d-r2m9k_0f6b1a52";
const cut = (renewed: string): Output => [
  "kubectl get lease signer-lock -n certs -o yaml | grep -E 'holder|renew'",
  `  holderIdentity: ${holder}
  renewTime: "${renewed}"
`,
];
const row = (name: string, outputs: readonly Output[], isWell = true): Row => ({
  code,
  name,
  question: asked,
  outputs: [pods, waits, ...outputs],
  ...(isWell ? { says: /hot standby by leader election: pod signer-6c8d9f7b5d-r2m9k holds the lease/ } : {}),
});

const described = (time: string): Output => [
  "kubectl describe lease signer-lock -n certs",
  `Name:         signer-lock
Namespace:    certs
Labels:       <none>
Annotations:  <none>
API Version:  coordination.k8s.io/v1
Kind:         Lease
Metadata:
  Creation Timestamp:  2026-01-02T07:00:00Z
Spec:
  Acquire Time:            2026-03-02T07:10:01.100000Z
  Holder Identity:         ${holder}
  Lease Duration Seconds:  15
  Lease Transitions:       3
  Renew Time:              ${time}
Events:                    <none>
`,
];

export const hotStandbys: readonly Row[] = [
  row("two lines that were cut out of the lease", [
    cut("2026-03-07T09:00:01.200000Z"),
    works("2026-03-07T09:00:00.100Z"),
  ]),
  row("describe", [described("2026-03-07T09:00:01.200000Z"), works("2026-03-07T09:00:00.100Z")]),
  row("the identity alone, by jsonpath", [
    ["kubectl get lease signer-lock -n certs -o jsonpath='{.spec.holderIdentity}'", `${holder}\n`],
    works("2026-03-07T09:00:00.100Z"),
  ]),
  row("an annotation of a ConfigMap that serves as a lock", [
    [
      "kubectl get cm signer-lock -n certs -o yaml | grep leader",
      `    control-plane.alpha.kubernetes.io/leader: '{"holderIdentity":"${holder}","leaseDurationSeconds":15,"acquireTime":"2026-03-02T07:10:01Z","renewTime":"2026-03-07T09:00:01Z","leaderTransitions":3}'
`,
    ],
    works("2026-03-07T09:00:00.100Z"),
  ]),
  row(
    "cut out, and not renewed for an hour",
    [cut("2026-03-07T08:00:01.200000Z"), works("2026-03-07T09:00:00.100Z")],
    false,
  ),
  row(
    "described, and not renewed for an hour",
    [described("2026-03-07T08:00:01.200000Z"), works("2026-03-07T09:00:00.100Z")],
    false,
  ),
  row(
    "nobody holds it",
    [
      [
        "kubectl get lease signer-lock -n certs -o yaml | grep -E 'holder|renew'",
        `  holderIdentity: ""
  renewTime: "2026-03-02T07:09:55Z"
`,
      ],
    ],
    false,
  ),
  row(
    "a pod that is gone holds it",
    [["kubectl get lease signer-lock -n certs -o jsonpath='{.spec.holderIdentity}'", "signer-7d9c5b8f6c-zzzzz_77aa\n"]],
    false,
  ),
];
