import { describe, expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** People ask how things stand in more words than anybody can list: what tells of no trouble of its own asks for just that. */

const askedOf = (question: string, outputs: readonly Output[]) => replyTo(pasted(question, outputs)).conclusion;

const deployment = (ready: number): Output => [
  "kubectl get deploy -n rail",
  `NAME        READY   UP-TO-DATE   AVAILABLE   AGE
ticketing   ${ready}/2     2            ${ready}           94d
`,
];
const pods = (state: string): Output => [
  "kubectl get pods -n rail",
  `NAME                         READY   STATUS    RESTARTS   AGE
ticketing-5d8f7c9b64-k7xwp   ${state}          9d
ticketing-5d8f7c9b64-zr4tn   1/1     Running   0          9d
`,
];
const events: Output = [
  "kubectl get events -n rail",
  `LAST SEEN   TYPE      REASON    OBJECT                           MESSAGE
40s         Warning   Failed    pod/ticketing-5d8f7c9b64-k7xwp   Failed to pull image "quay.io/rail/ticketing:9.1": rpc error: code = NotFound desc = failed to pull and unpack image "quay.io/rail/ticketing:9.1": not found
`,
];
const well = [deployment(2), pods("1/1     Running   0")];
const ill = [deployment(1), pods("0/1     ImagePullBackOff   0"), events];

describe.each([
  "ticketing up and kicking?",
  "Dear colleagues, is ticketing a happy bunny today?",
  "ticketing - thumbs up or thumbs down?",
  "[P4] please triage ticketing when you find a minute",
  "give ticketing the once-over",
  "Could somebody smoke-test ticketing for me",
  "I have to hand over in ten minutes, walk me through ticketing",
  "ticketing all green?",
  "Anything fishy going on around ticketing?",
  "We moved the cluster to another rack at night. Confirm ticketing made it through.",
  "Läuft ticketing rund?",
  "Tout va bien pour ticketing ?",
  "¿Qué tal va ticketing?",
  "What's up with ticketing?",
  "ticketing smells. Investigate.",
])("%s", (question) => {
  test("all stands well", () => {
    expect(askedOf(question, well).verdict).toBe("healthy");
  });

  test("one pod does not get its image", () => {
    const { verdict, summary } = askedOf(question, ill);
    expect(verdict).not.toBe("healthy");
    expect(summary).toMatch(/ticketing:9\.1/);
  });
});

test.each([
  "ticketing prints the timetable of last year instead of this one",
  "ticketing shows 404 on the fare page",
  "half of the time ticketing drops the basket, please triage",
  "who changed ticketing?",
  "ticketing uses 3Gi, tell me about it",
  "travellers cannot log in to ticketing",
  "ticketing sends no receipts, investigate",
])("the state of objects leaves it open: %s", (question) => {
  expect(askedOf(question, well).verdict).not.toBe("healthy");
});

const rows = (status: string): Output => [
  "kubectl get pods -n rail",
  `NAME          READY   STATUS    RESTARTS   AGE
rail-seed     0/1     ${status}${" ".repeat(Math.max(1, 10 - status.length))}0          4m
`,
];

test("a pod that ended well did not crash", () => {
  const asked = "rail-seed shows Ready False, why is it crashing?";
  expect(askedOf(asked, [rows("Completed")]).verdict).toBe("healthy");
  expect(askedOf(asked, [rows("Error")]).verdict).not.toBe("healthy");
});

test("the state of what fails comes with the reason", () => {
  const refused = `LAST SEEN   TYPE      REASON             OBJECT          MESSAGE
9s          Warning   FailedScheduling   pod/rail-seed   0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.
`;
  const { verdict, summary } = askedOf("what is the status of rail-seed? waiting since the move", [
    rows("Pending"),
    ["kubectl get events -n rail", refused],
  ]);
  expect(verdict).not.toBe("answered");
  expect(summary).toMatch(/memory/);
});
