import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** In whatever words somebody asks how one object stands, its own state answers; and a look-up stays one. */

const daemon = (ready: number): Output => [
  "kubectl get ds -n logging",
  `NAME      DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
shipper   6         6         ${ready}       6            ${ready}           <none>          200d
`,
];
const claim = (status: string): Output => [
  "kubectl get pvc -n data",
  `NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
disk-0   ${status}   pvc-1    50Gi       RWO            fast           81d
`,
];
const deployment = (ready: number): Output => [
  "kubectl get deploy -n web",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
portal   ${ready}/3     3            ${ready}           90d
`,
];

const kinds: readonly (readonly [kind: string, name: string, well: Output, ill: Output])[] = [
  ["daemonset", "shipper", daemon(6), daemon(4)],
  ["pvc", "disk-0", claim("Bound  "), claim("Pending")],
  ["deployment", "portal", deployment(3), deployment(1)],
];
const forms = [
  "Is KIND NAME ok?",
  "What is wrong with KIND NAME?",
  "Why is KIND NAME failing?",
  "Why is the NAME KIND broken?",
  "Check KIND NAME please",
  "Diagnose KIND NAME",
  "Troubleshoot the NAME KIND",
  "KIND NAME seems broken, what is the root cause?",
  "What is the state of KIND NAME?",
  "How is KIND NAME doing?",
  "An alert fired for KIND NAME. What is the cause?",
  "Please verify KIND NAME",
  "Can you check the KIND NAME? describe prints something odd about it",
  "health of KIND NAME",
  "Please give the NAME KIND a quick once-over",
  "How is the KIND of NAME doing?",
];

test.each(
  kinds.flatMap(([kind, name, well, ill]) =>
    forms.map((form) => [form.replace("KIND", kind).replace("NAME", name), well, ill] as const),
  ),
)("%s", (question, well, ill) => {
  expect(replyTo(pasted(question, [well])).conclusion.verdict).toBe("healthy");
  expect(replyTo(pasted(question, [ill])).conclusion.verdict).not.toBe("healthy");
});

test.each([
  ["Check the storage class of pvc disk-0", claim("Bound  "), /\bfast\b/],
  ["What is the capacity of pvc disk-0?", claim("Bound  "), /\b50Gi\b/],
  ["Show the status of deployment portal", deployment(3), /3\/3/],
] as const)("a look-up is answered as one: %s", (question, output, says) => {
  expect(replyTo(pasted(question, [output])).text).toMatch(says);
});
