import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** What operators keep, and how it stands by what they say of it. */

type Pair = readonly [name: string, question: string, well: readonly Output[], ill: readonly Output[]];

const verdictOf = (question: string, outputs: readonly Output[]) =>
  replyTo(pasted(question, outputs)).conclusion.verdict;

const operated = (kind: string, name: string, status: string): Output => [
  `kubectl describe ${kind.toLowerCase()}s.example.org ${name} -n press`,
  `Name:         ${name}
Namespace:    press
API Version:  example.org/v1
Kind:         ${kind}
Status:
${status}Events:
  Type     Reason           Age                 From      Message
  ----     ------           ----                ----      -------
  Warning  CannotConnect    48m (x7 over 54m)   operator  cannot connect to the provider: credentials not found
  Normal   Done             47m                 operator  it was done
`,
];
const ready = (status: string) =>
  `  Conditions:\n    Message:  as it says\n    Reason:   ${status === "True" ? "Available" : "Failed"}\n    Status:   ${status}\n    Type:     Ready\n`;

const operators: readonly Pair[] = [
  [
    "what an operator keeps, by its name",
    "Bucket ink-bucket cannot connect to its provider (CannotConnect). What is misconfigured?",
    [operated("Bucket", "ink-bucket", ready("True"))],
    [operated("Bucket", "ink-bucket", ready("False"))],
  ],
  [
    "what an operator keeps, by its kind alone",
    "The bucket for analytics cannot connect to its provider. What is misconfigured?",
    [operated("Bucket", "ink-bucket-x7k2m", ready("True"))],
    [operated("Bucket", "ink-bucket-x7k2m", ready("False"))],
  ],
  [
    "a replicated volume that was degraded",
    "Volume pvc-6b2f4a1e was detached unexpectedly and is degraded. What is the cause?",
    [operated("Volume", "pvc-6b2f4a1e", "  Robustness:  healthy\n  State:       attached\n")],
    [operated("Volume", "pvc-6b2f4a1e", "  Robustness:  degraded\n  State:       attached\n")],
  ],
];

test.each(operators)("%s", (_, question, well, ill) => {
  expect(verdictOf(question, well)).toBe("healthy");
  expect(verdictOf(question, ill)).not.toBe("healthy");
});

test("a reason in parentheses is no namespace", () => {
  const reply = replyTo(
    pasted("Kafka events (Strimzi) is not ready (NotReady)?", [operated("Kafka", "events", ready("True"))]),
  );
  expect(reply.text).not.toMatch(/namespace (?:strimzi|notready)/);
});
