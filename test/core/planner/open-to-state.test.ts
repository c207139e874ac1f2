import { describe, expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted, reply } from "./situations.ts";

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

test("somebody who wants to have it looked into gets more than the state of its pods, where reads may follow", async () => {
  const { conclusion, suggestions } = await reply("ticketing smells. Investigate.", well);
  expect(conclusion.verdict).not.toBe("healthy");
  expect(suggestions.length).toBeGreaterThan(0);
});

test.each([
  "ticketing prints the timetable of last year instead of this one",
  "ticketing shows 404 on the fare page",
  "half of the time ticketing drops the basket, please triage",
  "who changed ticketing?",
  "ticketing uses 3Gi, tell me about it",
  "travellers cannot log in to ticketing",
  "ticketing sends no receipts, investigate",
  "Our team gets no receipts any more. What's up with ticketing?",
  "My boss cannot buy a fare. Please triage ticketing.",
  "Fares are lost. After the upgrade: triage ticketing",
  "Since the upgrade fares get lost: triage ticketing",
  "ticketing prints garbage, smoke test it",
  "ticketing search finds old fares, sanity check please",
  "I'm not seeing new fares in ticketing, health check please",
  "with the new release ticketing mixes up seats: is it green?",
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

describe("what a question comes with is no part of what is asked", () => {
  test.each([
    "After last night's drain of cell-9: is ticketing whole again?",
    "Before the summer traffic begins: is ticketing in shape?",
    "My predecessor never wrote anything down. Is ticketing up?",
    "Guten Morgen, unser Lager öffnet gleich. Ist ticketing in Ordnung?",
    "Take the pulse of ticketing please",
    "eyeball ticketing pls",
    "gauge the health of our ticketing deployment",
    "no time. ticketing. whats broken",
    "Doors open in ten minutes. Can I say that ticketing is up?",
    "KubeDeploymentReplicasMismatch deployment=ticketing, what is it?",
    "Sir, ticketing pods are getting crashed. Kindly revert with the reason at the earliest.",
  ])("%s", (question) => {
    expect(askedOf(question, well).verdict).toBe("healthy");
    expect(askedOf(question, ill).verdict).not.toBe("healthy");
  });
});

test("a load balancer that has its address does not wait for it", () => {
  const service = (address: string): Output => [
    "kubectl get svc fares -n rail -o yaml",
    `apiVersion: v1
kind: Service
metadata:
  name: fares
  namespace: rail
spec:
  type: LoadBalancer
  selector:
    app: fares
  clusterIP: 10.8.0.7
  ports:
  - port: 443
status:
  loadBalancer:${address === "" ? " {}" : `\n    ingress:\n    - ip: ${address}`}
`,
  ];
  const endpoints: Output = [
    "kubectl get endpoints fares -n rail",
    "NAME    ENDPOINTS          AGE\nfares   10.1.2.3:8443      9d\n",
  ];
  const asked = "Service rail/fares of type LoadBalancer has no external address, why does it stay pending?";
  expect(askedOf(asked, [service("203.0.113.9"), endpoints])).toMatchObject({
    verdict: "healthy",
    summary: expect.stringContaining("203.0.113.9"),
  });
  expect(askedOf(asked, [service(""), endpoints]).verdict).not.toBe("healthy");
});

test("evictions that a budget put off until the drain was done are over", () => {
  const drain = (end: string): Output => [
    "kubectl drain cell-2 --ignore-daemonsets",
    `node/cell-2 cordoned
evicting pod rail/quorum-1
error when evicting pods/"quorum-1" -n "rail" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.
evicting pod rail/quorum-1
${end}`,
  ];
  const budget: Output = [
    "kubectl get pdb quorum -n rail",
    "NAME     MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nquorum   N/A             1                 1                     83d\n",
  ];
  const asked = "Draining cell-2 printed 'Cannot evict pod' twice. Is the drain blocked by pdb quorum?";
  expect(askedOf(asked, [drain("pod/quorum-1 evicted\nnode/cell-2 drained\n"), budget]).verdict).toBe("healthy");
  expect(askedOf(asked, [drain(""), budget]).verdict).not.toBe("healthy");
});

test("logins that succeed refute that nobody can log in", () => {
  const login = (kind: string, minute: number) =>
    `2026-01-14 08:${minute}:12,101 ${kind === "LOGIN" ? "INFO " : "WARN "} [org.keycloak.events] type="${kind}", clientId="fares", userId="u${minute}"${kind === "LOGIN" ? "" : ', error="internal_error"'}\n`;
  const log = (kind: string): Output => [
    "kubectl logs ticketing-5d8f7c9b64-k7xwp -n rail",
    Array.from({ length: 12 }, (_, index) => login(kind, 10 + index)).join(""),
  ];
  const asked = "travellers phone us: nobody can log in since half past seven. What is it with ticketing?";
  expect(askedOf(asked, [...well, log("LOGIN")]).verdict).toBe("healthy");
  expect(askedOf(asked, [...well, log("LOGIN_ERROR")]).verdict).not.toBe("healthy");
});

test("what wants no replicas is told after what runs, where somebody looks over a place", () => {
  const idle = (row: string): Output => [
    "kubectl get deploy -n rail",
    `NAME        READY   UP-TO-DATE   AVAILABLE   AGE
ticketing   2/2     2            2           94d
${row}`,
  ];
  const asked = "could you have a look over namespace rail before we go live?";
  const resting = askedOf(asked, [idle("refunds     0/0     0            0           94d\n"), well[1]!]);
  expect(resting.verdict).toBe("healthy");
  expect(resting.summary).toMatch(/Not in use: Deployment refunds/);
  expect(askedOf(asked, [idle("refunds     0/2     2            0           94d\n"), well[1]!]).verdict).not.toBe(
    "healthy",
  );
});

test("a run that failed before others that completed is past, and no run that goes on", () => {
  const all = (last: string): Output => [
    "kubectl get cronjob,job,pod -n rail",
    `NAME                    SCHEDULE     TIMEZONE        SUSPEND   ACTIVE   LAST SCHEDULE   AGE
cronjob.batch/takings   15 4 * * *   Europe/Madrid   False     0        5h27m           308d

NAME                         STATUS     COMPLETIONS   DURATION   AGE
job.batch/takings-28978755   Failed     0/1           6d5h       6d5h
job.batch/takings-28985955   Complete   1/1           7m14s      29h
job.batch/takings-28987395   ${last}   ${last === "Complete" ? "1/1" : "0/1"}           7m2s       5h27m

NAME                               READY   STATUS      RESTARTS   AGE
pod/takings-28978755-5x6xc         0/1     Error       0          6d5h
pod/takings-28987395-hcfxv         0/1     ${last === "Complete" ? "Completed" : "Error    "}   0          5h27m
`,
  ];
  const policy: Output = ["kubectl get cronjob takings -n rail -o jsonpath={.spec.concurrencyPolicy}", "Forbid"];
  const asked = "accounting says that takings did not run last night. Why did the job fail?";
  expect(askedOf(asked, [all("Complete"), policy]).summary).not.toMatch(/still active/);
  expect(askedOf(asked, [all("Complete"), policy]).verdict).toBe("healthy");
  expect(askedOf(asked, [all("Failed  "), policy]).verdict).not.toBe("healthy");
});

test("what a run tried again and then did is over", () => {
  const log = (end: string): Output => [
    "kubectl logs job/seat-move -n rail",
    `== SeatMove: migrating ======
-- retrying batch 41 after PG::TRDeadlockDetected: ERROR:  deadlock detected (attempt 1 of 5)
   ${end}
`,
  ];
  const job: Output = [
    "kubectl get job seat-move -n rail",
    "NAME        STATUS     COMPLETIONS   DURATION   AGE\nseat-move   Complete   1/1           2m         50m\n",
  ];
  const asked = "did the migration seat-move go through?";
  expect(askedOf(asked, [job, log("-> batch 41 done")]).verdict).toBe("healthy");
  expect(askedOf(asked, [job, log("-> batch 40 done")]).verdict).not.toBe("healthy");
});

describe("before anything was seen", () => {
  test.each([
    "is checkout happy?",
    "triage payments please",
    "how's the cluster doing?",
    "storefront alive?",
    "sanity check for billing please",
    "Läuft storefront noch?",
    "what's up with the api?",
  ])("reads are suggested: %s", async (question) => {
    expect((await reply(question)).suggestions.length).toBeGreaterThan(0);
  });

  test.each(["how are you doing?", "how's it going?", "what's up?", "is Paris nice?", "who is happy here?"])(
    "nothing is suggested: %s",
    async (question) => {
      expect((await reply(question)).suggestions).toEqual([]);
    },
  );
});
