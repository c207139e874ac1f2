import { expect, test } from "vitest";
import { understand } from "../../../src/core/planner/question/understand.ts";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted, reply } from "./situations.ts";

/** What was asked in words that name something else too, and what may not be read. */
const crashing: Output = [
  "kubectl get pod relay-7c8b9d6f5f-p4vhn -n radio",
  "NAME                     READY   STATUS             RESTARTS        AGE\nrelay-7c8b9d6f5f-p4vhn   0/1     CrashLoopBackOff   12 (2m9s ago)   41m\n",
];
const forbidden: Output = [
  "kubectl logs relay-7c8b9d6f5f-p4vhn -n radio --previous",
  "",
  'Error from server (Forbidden): pods "relay-7c8b9d6f5f-p4vhn" is forbidden: User "reader" cannot get resource "pods/log" in API group "" in the namespace "radio"',
];

test("a log that may not be read is said to be why the cause is not known, and is not asked for again", async () => {
  const told = await reply("why does relay-7c8b9d6f5f-p4vhn crash? look at its logs", [crashing, forbidden]);
  expect(told.text).toMatch(/may not be read: user "reader" has no permission to get pods\/log in namespace radio/);
  expect(told.suggestions.map(({ command }) => command).filter((one) => one.includes("kubectl logs"))).toEqual([]);
});

test("near miss: what was refused in another namespace is suggested here", async () => {
  const elsewhere: Output = [
    forbidden[0].replace("-n radio", "-n tv"),
    "",
    forbidden[2]!.replace('namespace "radio"', 'namespace "tv"'),
  ];
  const told = await reply("why does relay-7c8b9d6f5f-p4vhn crash in radio?", [crashing, elsewhere]);
  expect(told.suggestions[0]?.command).toContain("kubectl logs relay-7c8b9d6f5f-p4vhn -n radio");
});

test.each([
  ["how many of how many is no place and no name", "relay pods 0/1 since noon, why?", [], []],
  ["near miss: a pod in a namespace", "why is pod radio/relay-0 down?", ["radio"], ["relay-0"]],
  ["what a quorum is", "mon b is not in quorum, why?", [], undefined],
] as const)("%s", (_, question, places, names) => {
  const { scope, targets } = understand(question);
  expect(scope.namespaces).toEqual(places);
  if (names !== undefined) expect(targets.map(({ name }) => name).filter((name) => name !== "relay")).toEqual(names);
});

const log = (last: string): string =>
  `${Array.from(
    { length: 14 },
    (_, at) => `2026-06-05T0${at > 9 ? 9 : at}:1${at % 6}:00Z INFO sync ok rows=${40 + at}`,
  ).join("\n")}\n${last}`;
const restarted: Output = [
  "kubectl get pods -n radio",
  "NAME                     READY   STATUS    RESTARTS       AGE\nrelay-7c8b9d6f5f-p4vhn   1/1     Running   4 (7h5m ago)   3d\n",
];

test.each([
  ["which goes on with its work since", "", /^Nothing is wrong/],
  [
    "whose log goes on failing",
    "2026-06-05T09:30:00Z ERROR sync failed: disk full\n2026-06-05T09:31:00Z ERROR sync failed: disk full\n",
    /^(?!Nothing is wrong)/,
  ],
])("restarts that are hours old of a pod %s", async (_, last, says) => {
  const asked =
    "KubePodCrashLooping fired last night for relay-7c8b9d6f5f-p4vhn in radio and resolved itself. Is there still a problem?";
  const told = await reply(asked, [restarted, ["kubectl logs relay-7c8b9d6f5f-p4vhn -n radio", log(last)]]);
  expect(told.text).toMatch(says);
});

test("what a colleague says is a sentence, with the name in it", () => {
  const asked = 'A colleague says "relay is full of errors, look at the log". Is that so?';
  const both: Output = [
    "kubectl get pods -n radio -l app=relay",
    "NAME                     READY   STATUS    RESTARTS   AGE\nrelay-7c8b9d6f5f-p4vhn   1/1     Running   0          27d\nrelay-7c8b9d6f5f-x2b7n   1/1     Running   0          27d\n",
  ];
  const told = replyTo(pasted(asked, [both, ["kubectl logs relay-7c8b9d6f5f-p4vhn -n radio", log("")]]));
  expect(told.text).toMatch(/^(?:Nothing wrong found in relay|Nothing is wrong with relay|No[,:. ])/);
});

const payments: Output = [
  "kubectl logs till-5b8c7d9f6c-gk7wv -n shop",
  "2026-06-11T18:00:04Z INFO payment authorised order=A-1\n2026-06-11T18:03:58Z WARN payment declined order=A-2 reason=card_expired\n2026-06-11T18:04:00Z INFO payment authorised order=A-3\n",
];

test("what is asked behind an order to find a text is asked of the lines that hold it", async () => {
  const told = await reply('Find "payment declined" in the logs of till. Which orders are concerned?', [payments]);
  expect(told.text.split("\n")[0]).toContain("A-2");
  expect(told.text.split("\n")[0]).not.toContain("A-3");
});

const history: readonly Output[] = [
  [
    "kubectl rollout history deployment/player",
    "deployment.apps/player\nREVISION  CHANGE-CAUSE\n3         <none>\n4         <none>\n",
  ],
  [
    "kubectl rollout history deployment/player --revision=3",
    "deployment.apps/player with revision #3\nPod Template:\n  Containers:\n   player:\n    Image:\treg.io/player:3.18.2\n",
  ],
];

test("the image that a rollback would bring back is that of the revision's template", async () => {
  const asked = "Which image would `kubectl rollout undo deployment/player --to-revision=3` bring back?";
  expect((await reply(asked, history)).text).toMatch(
    /^Revision 3 of deployment\.apps\/player has the image reg\.io\/player:3\.18\.2\./,
  );
});

const cordoned = (note: string): Output => [
  "kubectl describe node compute-07",
  `Name:               compute-07
Roles:              worker
Annotations:        ${note}
Taints:             node.kubernetes.io/unschedulable:NoSchedule
Unschedulable:      true
Conditions:
  Type    Status  LastHeartbeatTime                LastTransitionTime               Reason        Message
  ----    ------  -----------------                ------------------               ------        -------
  Ready   True    Thu, 05 Jun 2025 14:20:11 +0200  Mon, 10 Mar 2025 08:11:29 +0100  KubeletReady  kubelet is posting ready status
`,
];

test("an alert that is pending is no pod that is", async () => {
  const asked = "KubeNodeUnschedulable is pending for node compute-07. Hardware failure or what?";
  const told = await reply(asked, [
    cordoned("ops/maintenance: CHG-20417 planned firmware upgrade, window 2025-06-05 14:00-18:00"),
  ]);
  expect(told.text).toMatch(/^Nothing is wrong with compute-07: .* on purpose/);
  expect((await reply(asked, [cordoned("ops/team: blue")])).text).not.toMatch(/^Nothing is wrong/);
});

const noSuchKind: Output = [
  "kubectl get certificates -n pay -o wide",
  "",
  'error: the server doesn\'t have a resource type "certificates"',
];
const ingress: Output = [
  "kubectl describe ingress pay -n pay",
  `Name:             pay
Namespace:        pay
Address:          203.0.113.10
Ingress Class:    nginx
TLS:
  pay-tls terminates pay.example.com
Rules:
  Host             Path  Backends
  ----             ----  --------
  pay.example.com
                   /   pay:80 (10.244.1.5:8080)
Events:            <none>
`,
];
const secrets: Output = ["kubectl get secrets -n pay", "NAME      TYPE     DATA   AGE\nother     Opaque   2      9d\n"];

test("a certificate that an Ingress shows is no object of that kind", async () => {
  const asked = "browsers show a wrong certificate for pay.example.com, ingress pay in pay";
  const told = await reply(asked, [ingress, secrets, noSuchKind]);
  expect(told.findings[0]?.code).toBe("ingress-certificate-missing");
});

test("who tells that a rollout is stuck wants the cause, and not its state", async () => {
  const told = await reply("the rollout of sync in radio is stuck after I changed its command");
  expect(told.suggestions.map(({ command }) => command)).not.toContain(
    "kubectl get deployments,statefulsets,daemonsets -A",
  );
});

const shipping: Output = [
  "kubectl logs courier-0 -n post",
  "2026-06-24T10:23:21Z INFO req-7f3ac1e9 accepted carrier=dhl\n2026-06-24T10:23:31Z ERROR req-7f3ac1e9 rejected: weight 31500g exceeds the maximum\n2026-06-24T10:26:01Z ERROR req-0371fcb5 rejected: postal code does not match\n",
];

test("what happened to one request is told by the lines that hold its id, and by no other's", async () => {
  const told = await reply("What happened to request req-7f3ac1e9 in courier-0?", [shipping]);
  expect(told.text.split("\n")[0]).toMatch(/^req-7f3ac1e9: .*weight 31500g exceeds the maximum \(2 lines name it\)/);
  expect((await reply("what happened to courier-0?", [shipping])).text).not.toMatch(/^courier-0: /);
});

const refused = (what: string): Output[] => [
  [
    "kubectl get deployments -n mall",
    "NAME              READY   UP-TO-DATE   AVAILABLE   AGE\ncheckout          1/1     1            1           6d\nshippingservice   0/0     0            0           6d\n",
  ],
  [
    "kubectl logs deploy/checkout -n mall",
    `{"level":"warning","error":"${what}: dial tcp 10.96.174.12:50051: connect: connection refused","message":"request failed"}\n`,
  ],
];

test.each([
  ["shipping quote failure", /^(?:Most likely: )?Deployment mall\/shippingservice is scaled to 0/],
  ["currency conversion failure", /cannot connect to 10\.96\.174\.12:50051/],
])("a call to a bare address of which the log says only %s", async (what, says) => {
  const told = await reply("checkouts in mall end with HTTP 500 while browsing works, why?", refused(what));
  expect(told.text.split("\n")[0]).toMatch(says);
});

test.each(["restart the deployment cleanly", "kill the pod hard", "delete pod brutally"])(
  "how something is to be done is no name: %s",
  async (order) => {
    expect((await reply(order, [])).suggestions.filter(({ command }) => / (?:delete|restart) /.test(command))).toEqual(
      [],
    );
  },
);

test("near miss: a name that sounds like a manner is one", async () => {
  expect((await reply("restart deployment nightly", [])).suggestions[0]?.command).toContain("deployment/nightly");
});
