import type { Row } from "./cases.ts";

export const columns: readonly Row[] = [
  {
    code: "columns-without-value",
    name: "pods that run",
    question: "I see <none> for NOMINATED NODE and READINESS GATES on every pod of billing. not scheduled properly?",
    outputs: [
      [
        "kubectl get pods -n billing -o wide",
        `NAME                       READY   STATUS    RESTARTS   AGE   IP          NODE   NOMINATED NODE   READINESS GATES
billing-6c5d8f7b9-hk2lm    1/1     Running   0          12d   10.1.1.1    n1     <none>           <none>
billing-6c5d8f7b9-w9x4z    1/1     Running   0          12d   10.1.1.2    n2     <none>           <none>
`,
      ],
    ],
    says: /<none> under NOMINATED NODE and READINESS GATES is normal/,
  },
  {
    code: "columns-without-value",
    name: "one of them has no node",
    question: "I see <none> for NOMINATED NODE and READINESS GATES on every pod of billing. not scheduled properly?",
    outputs: [
      [
        "kubectl get pods -n billing -o wide",
        `NAME                       READY   STATUS    RESTARTS   AGE   IP          NODE     NOMINATED NODE   READINESS GATES
billing-6c5d8f7b9-hk2lm    1/1     Running   0          12d   10.1.1.1    n1       <none>           <none>
billing-6c5d8f7b9-w9x4z    0/1     Pending   0          12m   <none>      <none>   <none>           <none>
`,
      ],
    ],
  },
];
