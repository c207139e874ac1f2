import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const jobs = (status: string, completions: string): Output => [
  "kubectl get jobs -n media",
  `NAME      STATUS     COMPLETIONS   DURATION   AGE
resizer   ${status}    ${completions}      12m        12m
`,
];
const secret: Output = [
  "kubectl get secret db-login -n crm -o yaml",
  `apiVersion: v1
data:
  password: QmlyY2guNDI=
kind: Secret
metadata:
  name: db-login
  namespace: crm
type: Opaque
`,
];
const pods = (last: string): Output => [
  "kubectl get pods -A -o wide --field-selector spec.nodeName=n4",
  `NAMESPACE     NAME                    READY   STATUS    RESTARTS      AGE   IP          NODE   NOMINATED NODE   READINESS GATES
crm           api-7c5d58d5c8-22k6h    1/1     Running   1 (20d ago)   60d   10.36.0.4   n4     <none>           <none>
crm           jobs-5b84bcc9f6-pq7x8   ${last}   60d   10.36.0.7   n4     <none>           <none>
`,
];
const node: Output = [
  "kubectl get node n4",
  `NAME   STATUS   ROLES    AGE    VERSION
n4     Ready    <none>   260d   v1.31.4
`,
];
const restarts = "Grafana counts restarts on n4 for each app. Is the node unstable right now?";
const quota = (used: string): Output => [
  "kubectl describe quota -n lab",
  `Name:            lab
Namespace:       lab
Resource         Used            Hard
--------         ----            ----
limits.memory    ${used}  8Gi
`,
];

export const unusualFigures: readonly Row[] = [
  {
    code: "restarts-long-ago",
    name: "of all pods of a node that is asked about",
    question: restarts,
    outputs: [node, pods("1/1     Running   1 (20d ago)")],
    says: /the last was 20d ago and there was none since/,
  },
  {
    code: "restarts-long-ago",
    name: "one pod of the node goes on",
    question: restarts,
    outputs: [node, pods("0/1     CrashLoopBackOff   41 (2m ago)")],
  },
  {
    code: "restarts-long-ago",
    name: "one pod of the node was restarted just now",
    question: restarts,
    outputs: [node, pods("1/1     Running   9 (4m ago)")],
  },
  {
    code: "job-of-a-work-queue",
    name: "more pods succeeded than one",
    question: "job resizer shows 4/1 of 6 completions, were the images resized twice?",
    outputs: [jobs("Running", "4/1 of 6")],
    says: /work queue.*4 of its 6 pods/,
  },
  {
    code: "job-of-a-work-queue",
    name: "it failed",
    question: "job resizer shows 4/1 of 6 completions, were the images resized twice?",
    outputs: [jobs("Failed", "4/1 of 6")],
  },
  {
    code: "secret-is-base64",
    name: "the question gives both",
    question:
      "The password in secret db-login got scrambled: we stored Birch.42 and it shows QmlyY2guNDI=. Is it broken?",
    outputs: [secret],
    says: /not encrypted and not damaged but base64/,
  },
  {
    code: "secret-is-base64",
    name: "it decodes to something else",
    question:
      "The password in secret db-login got scrambled: we stored Birch.43 and it shows QmlyY2guNDI=. Is it broken?",
    outputs: [secret],
  },
  {
    code: "quantity-in-thousandths",
    name: "a fraction of a gibibyte",
    question: "quota lab says 3221225472000m of memory is used, is the quota controller broken?",
    outputs: [quota("3221225472000m")],
    says: /thousandths of a byte.*3\.0Gi of 8Gi/,
  },
  {
    code: "quantity-in-thousandths",
    name: "it is full",
    question: "quota lab says 8589934592000m of memory is used, is the quota controller broken?",
    outputs: [quota("8589934592000m")],
  },
];
