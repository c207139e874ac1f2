import { expect, test } from "vitest";
import { asksForCauseOf } from "../../../src/core/planner/question/asks-cause.ts";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Whoever asks what takes something away wants the cause, and not the number or the names of what is left. */

const outputs: readonly Output[] = [
  [
    "kubectl get deploy,pods -n media",
    `NAME                    READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/radio   3/3     3            3           90d

NAME                         READY   STATUS    RESTARTS   AGE
pod/radio-6d4b75cb6d-k7xwp   1/1     Running   0          9d
pod/radio-6d4b75cb6d-zr4tn   1/1     Running   0          9d
pod/radio-6d4b75cb6d-q2m8x   1/1     Running   0          9d
`,
  ],
  [
    "kubectl get deploy radio -n media -o yaml",
    `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    argocd.argoproj.io/tracking-id: radio-prod:apps/Deployment:media/radio
  name: radio
  namespace: media
spec:
  replicas: 3
`,
  ],
  [
    "kubectl get application radio-prod -n argocd -o yaml",
    `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: radio-prod
  namespace: argocd
spec:
  syncPolicy:
    automated:
      selfHeal: true
`,
  ],
  [
    "kubectl get events -n media",
    `LAST SEEN   TYPE     REASON              OBJECT             MESSAGE
12m         Normal   ScalingReplicaSet   deployment/radio   Scaled up replica set radio-6d4b75cb6d from 3 to 12
12m         Normal   ScalingReplicaSet   deployment/radio   Scaled down replica set radio-6d4b75cb6d from 12 to 3
`,
  ],
];

test.each([
  "I scaled radio to 12, and a minute later there are only 3 pods again. What takes my pods away?",
  "What keeps scaling our radio pods back down? We want 12 replicas.",
  "radio should have 12 replicas. What is resetting my change?",
  "Every time I scale radio it goes back to 3 pods. Who or what reverts it?",
  "Why does radio not stay at 12 replicas?",
])("%s", (question) => {
  const { verdict, summary } = replyTo(pasted(question, outputs)).conclusion;
  expect(verdict).toBe("cause-found");
  expect(summary).toMatch(/Argo CD takes back what is changed by hand/);
});

test.each([
  "What takes the most memory?",
  "What pods are left in media?",
  "What scales the radio deployment?",
  "What did you delete?",
])("%s asks for no cause", (question) => {
  expect(asksForCauseOf(question)).toBe(false);
});
