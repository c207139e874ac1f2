import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const budget = (healthy: number): Output => [
  "kubectl get pdb web -n shop -o yaml",
  `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
  namespace: shop
spec:
  minAvailable: 3
  selector:
    matchLabels:
      app: web
status:
  currentHealthy: ${healthy}
  desiredHealthy: 3
  disruptionsAllowed: 0
  expectedPods: 3
`,
];
const code = "budget-allows-none";

export const disruptionBudgets: readonly Row[] = [
  {
    code,
    name: "as many pods as the minimum",
    question: "The pdb of web in shop allows 0 disruptions, is a replica down?",
    outputs: [budget(3)],
    says: /allows 0 disruptions by design.* at least 3 .*3 of 3 pods are healthy/,
  },
  {
    code,
    name: "one of three is down",
    question: "The pdb of web in shop allows 0 disruptions, is a replica down?",
    outputs: [budget(2)],
  },
];
