import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const digest = `${"a".repeat(32)}0123456789abcdef0123456789abcdef`;
const other = `${"b".repeat(32)}0123456789abcdef0123456789abcdef`;
const mirrored = "image-from-a-mirror";
const template: Output = [
  "kubectl get deploy cart -n basket -o wide",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                                        SELECTOR
cart   2/2     2            2           40d   cart         ghcr.io/basket/cart:3@sha256:${digest}   app=cart
`,
];
const running = (sha: string): Output => [
  "kubectl get pod cart-7c9f6b6c8d-4rxqk -n basket -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: cart-7c9f6b6c8d-4rxqk
  namespace: basket
  ownerReferences:
  - apiVersion: apps/v1
    kind: ReplicaSet
    name: cart-7c9f6b6c8d
    controller: true
spec:
  containers:
  - name: cart
    image: mirror.basket.lan/ghcr/basket/cart:3
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: cart
    ready: true
    restartCount: 0
    imageID: mirror.basket.lan/ghcr/basket/cart@sha256:${sha}
    state:
      running:
        startedAt: "2026-02-01T08:00:00Z"
`,
];
const swapped =
  "cart in basket runs an image from mirror.basket.lan although the deployment says ghcr.io, was the image swapped?";

const sidecar = "sidecar-injected";
const meshed = (ready: boolean): Output => [
  "kubectl get pod cart-7c9f6b6c8d-4rxqk -n basket -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: cart-7c9f6b6c8d-4rxqk
  namespace: basket
  annotations:
    sidecar.istio.io/status: '{"initContainers":["istio-init"],"containers":["istio-proxy"],"revision":"1-24"}'
  ownerReferences:
  - apiVersion: apps/v1
    kind: ReplicaSet
    name: cart-7c9f6b6c8d
    controller: true
spec:
  containers:
  - name: cart
    image: ghcr.io/basket/cart:3
  - name: istio-proxy
    image: docker.io/istio/proxyv2:1.24.1
status:
  phase: Running
  conditions:
  - type: Ready
    status: "${ready ? "True" : "False"}"
  containerStatuses:
  - name: cart
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2026-02-01T08:00:00Z"
  - name: istio-proxy
    ready: ${ready}
    restartCount: ${ready ? 0 : 9}
    state:
      ${ready ? 'running:\n        startedAt: "2026-02-01T08:00:00Z"' : "waiting:\n        reason: CrashLoopBackOff"}
`,
];
const twoOfTwo =
  "the cart pods in basket have a second container istio-proxy that is not in our manifest. who added it, were we hacked?";

const issued = "certificate-issued-anew";
const certificate: Output = [
  "kubectl get certificate -n basket",
  `NAME       READY   SECRET     AGE
cart-tls   True    cart-tls   420d
`,
];
const issuing = (last: string): Output => [
  "kubectl events -n basket --for certificate/cart-tls",
  `LAST SEEN   TYPE      REASON    OBJECT                 MESSAGE
2d          Normal    Issuing   Certificate/cart-tls   Renewing certificate as renewal was scheduled
${last}
`,
];
const expiring = "the mail said cart-tls in basket expires in 5 days, does the cert run out?";

const rotated = "kubelet-certificate-rotated";
const node: Output = [
  "kubectl get nodes",
  `NAME    STATUS   ROLES    AGE    VERSION
wrk-3   Ready    <none>   361d   v1.32.4
`,
];
const csr = (condition: string): Output => [
  "kubectl get csr",
  `NAME        AGE   SIGNERNAME                      REQUESTOR           REQUESTEDDURATION   CONDITION
csr-7kx2v   21m   kubernetes.io/kubelet-serving   system:node:wrk-3   <none>              ${condition}
`,
];

export const admitted: readonly Row[] = [
  {
    code: mirrored,
    name: "the same digest",
    question: swapped,
    outputs: [template, running(digest)],
    says: /cart runs the same image, nobody swapped it/,
  },
  { code: mirrored, name: "another digest", question: swapped, outputs: [template, running(other)] },
  {
    code: sidecar,
    name: "Istio says that it did so",
    question: twoOfTwo,
    outputs: [meshed(true)],
    says: /istio-proxy was injected by the mutating webhook of Istio/,
  },
  { code: sidecar, name: "and it does not run", question: twoOfTwo, outputs: [meshed(false)] },
  {
    code: issued,
    name: "an event says so",
    question: expiring,
    outputs: [
      certificate,
      issuing("2d          Normal    Issuing   Certificate/cart-tls   The certificate has been successfully issued"),
    ],
    says: /cart-tls was renewed and is Ready: it was successfully issued 2 days ago/,
  },
  {
    code: issued,
    name: "what is served has expired",
    question: expiring,
    outputs: [
      certificate,
      issuing("2d          Normal    Issuing   Certificate/cart-tls   The certificate has been successfully issued"),
      [
        "kubectl logs -n basket deploy/web --tail=1",
        'level=error msg="x509: certificate has expired or is not yet valid"\n',
      ],
    ],
  },
  {
    code: rotated,
    name: "its request is approved and issued",
    question: "KubeletServerCertificateExpiration warned about node wrk-3 yesterday. Is the cert going to expire?",
    outputs: [node, csr("Approved,Issued")],
    says: /kubelet certificate of node wrk-3 was renewed in time .*csr-7kx2v is Approved,Issued/,
  },
  {
    code: rotated,
    name: "its request waits for approval",
    question: "KubeletServerCertificateExpiration warned about node wrk-3 yesterday. Is the cert going to expire?",
    outputs: [node, csr("Pending")],
  },
];
