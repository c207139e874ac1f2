import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const empty: Output = ["kubectl get pods", "", "No resources found in default namespace.\n"];
const contexts = (name: string): Output => [
  "kubectl config get-contexts",
  `CURRENT   NAME             CLUSTER          AUTHINFO   NAMESPACE
*         ${name.padEnd(16)} ${name.padEnd(16)} jana
`,
];
const deployments = (ready: string, namespace = "booking"): Output => [
  "kubectl get deploy -A",
  `NAMESPACE      NAME           READY   UP-TO-DATE   AVAILABLE   AGE
cert-manager   cert-manager   1/1     1            1           620d
${namespace.padEnd(14)} rooms          ${ready}     4            4           620d
kube-system    coredns        2/2     2            2           621d
`,
];
const gone = "all my pods are gone since I have a new laptop, kubectl get pods is empty, prod must be down!";

/** Nothing where kubectl looks, and all of it in another namespace. */
export const emptyNamespaces: readonly Row[] = [
  {
    code: "looked-in-another-namespace",
    name: "a context without a namespace",
    question: gone,
    outputs: [empty, contexts("hotel-prod"), deployments("4/4")],
    says: /looked in namespace default \(context hotel-prod sets no namespace\), which is empty; rooms \(4\/4\) is running and ready in namespace booking/,
  },
  {
    code: "looked-in-another-namespace",
    name: "pods of all namespaces",
    question: "kubectl get deploy shows nothing any more, did somebody delete everything?",
    outputs: [
      ["kubectl get deploy", "", "No resources found in default namespace.\n"],
      [
        "kubectl get pods -A",
        "NAMESPACE   NAME      READY   STATUS    RESTARTS   AGE\nbooking     rooms-0   1/1     Running   0          9d\n",
      ],
    ],
    says: /rooms-0 is running and ready in namespace booking/,
  },
  {
    code: "looked-in-another-namespace",
    name: "what is elsewhere is down",
    question: gone,
    outputs: [empty, contexts("hotel-prod"), deployments("0/4")],
  },
  {
    code: "looked-in-another-namespace",
    name: "nothing is left but what belongs to the cluster",
    question: gone,
    outputs: [empty, contexts("hotel-prod"), deployments("4/4", "keda")],
  },
  {
    code: "looked-in-another-namespace",
    name: "the namespace that is empty is meant",
    question: "all pods in default are gone, kubectl get pods is empty, is the site down?",
    outputs: [empty, contexts("hotel-prod"), deployments("4/4")],
  },
  {
    code: "looked-in-another-namespace",
    name: "what is missed is shown nowhere",
    question: "pods of checkout are gone, kubectl get pods is empty, is it down?",
    outputs: [empty, contexts("hotel-prod"), deployments("4/4")],
  },
  {
    code: "looked-in-another-namespace",
    name: "the context of another stage",
    question: gone,
    outputs: [empty, contexts("hotel-stage"), deployments("4/4")],
  },
];
