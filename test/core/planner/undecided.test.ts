import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const pods = (ready: string, status = "Running"): Output => [
  "kubectl get pods -n pay -l app=refunds",
  `NAME                       READY   STATUS    RESTARTS   AGE\nrefunds-6f7b9c8d5c-p4k8z   ${ready}     ${status}   0          12d\n`,
];

test.each<[string, string, readonly Output[], RegExp]>([
  [
    "it stands well, and what it does is complained of",
    "refunds in pay sends mails in English instead of German since noon",
    [pods("1/1")],
    /^Nothing that was looked at shows the cause of the trouble with refunds\. What is asked about stands as it should: pod .* is Running and ready\. `kubectl [^`]+` would show more/,
  ],
  [
    "it does not stand well",
    "refunds in pay sends mails in English instead of German since noon",
    [pods("0/1")],
    /^(?!.*stands as it should)/s,
  ],
])("%s", async (_name, question, outputs, says) => {
  const { text, conclusion } = await reply(question, outputs);
  expect(text).toMatch(says);
  expect(conclusion?.verdict).not.toBe("cause-found");
});

test("what a program says before it begins is no lead", async () => {
  const asked = await reply("mail in namespace shop never arrives at night", [
    [
      "kubectl exec -n shop broker-0 -- rabbitmqctl list_queues name messages",
      "Timeout: 60.0 seconds ...\nListing queues for vhost / ...\nname\tmessages\nmails\t0\n",
    ],
  ]);
  expect(asked.text).not.toContain("Timeout: 60.0 seconds");
});
