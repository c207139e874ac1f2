import { describe, expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

const runningPods: Output = [
  "kubectl get pods -n bakery",
  `NAME                      READY   STATUS    RESTARTS       AGE
oven-6c9d8f7b5d-2kxqz     1/1     Running   4 (61d ago)    190d
oven-6c9d8f7b5d-9wlmn     1/1     Running   4 (61d ago)    190d
till-7d5f8c6b9d-p4z7k     1/1     Running   0              12d
`,
];

const failingEvents: Output = [
  "kubectl get events -n bakery",
  `LAST SEEN   TYPE      REASON   OBJECT                       MESSAGE
2m          Warning   Failed   pod/mixer-5f6d7c8b9d-abcde   Error: secret "mixer-keys" not found
`,
];

const certificate: Output = [
  "kubectl describe certificate bread-tls -n bakery",
  `Name:         bread-tls
Namespace:    bakery
API Version:  cert-manager.io/v1
Kind:         Certificate
Spec:
  Secret Name:  bread-tls
Status:
  Conditions:
    Message:  Certificate is up to date and has not expired
    Reason:   Ready
    Status:   True
    Type:     Ready
Events:
  Type    Reason   Age  From          Message
  ----    ------   ---  ----          -------
  Normal  Issuing  90d  cert-manager  Issuing certificate as Secret does not exist
`,
];

const topNodes = (first: string): Output => [
  "kubectl top nodes",
  `NAME     CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)
north    1200m        ${first}      8000Mi          48%
south    900m         22%      9000Mi          55%
`,
];

const rights: Output = [
  "kubectl auth can-i --list -n bakery",
  `Resources          Non-Resource URLs   Resource Names   Verbs
deployments.apps   []                  []               [get list patch]
secrets            []                  []               [get]
                   [/healthz]          []               [get]
`,
];

const history: Output = [
  "kubectl rollout history deployment/oven -n bakery",
  `deployment.apps/oven
REVISION  CHANGE-CAUSE
3         oven 2.1.0 first steam
5         oven 2.2.0 longer crust
7         oven 2.3.1 timer repaired
`,
];

describe("what was handed over answers by itself", () => {
  test.each([
    [
      "restarts that lie behind it",
      "the oven pods were restarted 4 times, is something wrong with them?",
      runningPods,
      "oven-6c9d8f7b5d-2kxqz",
    ],
    [
      "an object that is ready, whatever its old events say",
      "the secret does not exist, do I have to create it?",
      certificate,
      "bread-tls",
    ],
  ])("that something is well: %s", (_, question, output, name) => {
    const { conclusion, text } = replyTo(pasted(question, [output]));
    expect(conclusion.verdict).toBe("healthy");
    expect(text).toContain(name);
  });

  test("a word of the question that is no name does not hide what fails", () => {
    const { findings, text } = replyTo(
      pasted("half of it did not come up after the node replacement", [failingEvents]),
    );
    expect(findings[0]?.object.name).toContain("mixer");
    expect(text).toContain("mixer-keys");
  });

  test.each([
    ["room is left", topNodes("31%"), /^No, .*south uses 55% of its memory/],
    ["none is", topNodes("97%"), /^Yes, .*north uses 97% of its CPU/],
  ])("whether nodes are at their limit: %s", (_, output, said) => {
    expect(replyTo(pasted("is the cluster at its limit?", [output])).text).toMatch(said);
  });

  test.each([
    ["may it patch deployments?", /^Yes: deployments\.apps/],
    ["may it delete secrets there?", /^No, delete is not allowed on secrets: only get/],
  ])("a permission is looked up in the list: %s", (question, said) => {
    expect(replyTo(pasted(question, [rights])).text).toMatch(said);
  });

  test("a question after a fact gets the line that holds its words", () => {
    const { conclusion, text } = replyTo(pasted("in which revision was the timer repaired?", [history]));
    expect(conclusion.verdict).toBe("answered");
    expect(text.split("\n")[0]).toMatch(/\b7\b/);
  });
});

describe("what runs is not called well", () => {
  test.each([
    ["where somebody tells of trouble", "ordering bread fails with a 404 since noon"],
    [
      "where somebody says that something else of it does not start",
      "the till canary is not starting, could you check?",
    ],
    ["where somebody asks why", "why do orders hang?"],
    ["where it is slow", "the till is slow, is it ok?"],
  ])("%s", (_, question) => {
    expect(replyTo(pasted(question, [runningPods])).conclusion.verdict).not.toBe("healthy");
  });
});

test("what fails beside what was asked about stands before the commands that come next", () => {
  const crashing: Output = [
    runningPods[0],
    `${runningPods[1]}mixer-5f6d7c8b9d-abcde    0/1     CrashLoopBackOff   9 (1m ago)   30m\n`,
  ];
  const { text } = replyTo(pasted("why is till slow?", [crashing]));
  expect(text.indexOf("mixer-5f6d7c8b9d-abcde")).toBeGreaterThan(0);
  expect(text.indexOf("mixer-5f6d7c8b9d-abcde")).toBeLessThan(text.indexOf("Next:"));
});

const delivered = (override: string): Output => [
  "kubectl get application till -n argocd -o yaml",
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: till
  namespace: argocd
spec:
  destination:
    namespace: bakery
  source:
${override}    path: apps/till
    repoURL: https://git.lan/deploy.git
status:
  health:
    status: Healthy
  sync:
    status: Synced
`,
];
const tills: Output = [
  "kubectl get deployment till -n bakery -o wide",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                   SELECTOR
till   2/2     2            2           88d   till         registry.lan/till:1.4.0   app=till
`,
];
const waiting: readonly Output[] = [
  [
    "kubectl get pods -n bakery",
    `NAME      READY   STATUS    RESTARTS   AGE
train-0   0/1     Pending   0          63m
`,
  ],
  [
    "kubectl get events -n bakery",
    `LAST SEEN   TYPE      REASON              OBJECT        MESSAGE
60m         Warning   FailedScheduling    pod/train-0   0/4 nodes are available: 4 Insufficient nvidia.com/gpu.
3m          Normal    NotTriggerScaleUp   pod/train-0   pod didn't trigger scale-up: 1 max node group size reached
`,
  ],
  [
    "kubectl get resourcequota -n bakery",
    `NAME   AGE    REQUEST                        LIMIT
gpu    200d   requests.nvidia.com/gpu: 2/6   
`,
  ],
];

describe("what is meant by a complaint", () => {
  const ask = "We merged till 1.5.0 into git and Argo CD says Synced, yet bakery still runs 1.4.0. Why?";

  test("a version that the delivery tool sets itself is why another one runs than in git", () => {
    const override = "    helm:\n      parameters:\n      - name: image.tag\n        value: 1.4.0\n";
    const { conclusion, text } = replyTo(pasted(ask, [tills, delivered(override)]));
    expect(conclusion.verdict).toBe("cause-found");
    expect(text).toMatch(
      /^Application argocd\/till sets the version itself \(spec\.source\.helm\.parameters: image\.tag=1\.4\.0\)/,
    );
  });

  test("without such a setting nothing is said of one", () => {
    expect(replyTo(pasted(ask, [tills, delivered("")])).text).not.toContain("sets the version itself");
  });

  test("a node pool of the cloud is no quota that bears its name", () => {
    const question =
      "The GPU node pool may grow to six nodes and has one, so why does the autoscaler add none in bakery?";
    expect(replyTo(pasted(question, waiting)).text).toMatch(/^Pod bakery\/train-0 is Pending: .*maximum size/);
  });

  test.each(["Which part is wrong?", "What component of it is broken?", "Which side is at fault?"])(
    "%s asks for a cause, and no list of outputs answers it",
    (words) => {
      const question = `Every third login to the parcel portal (namespace bakery) is refused with "token not valid"; with the same user the next try works. ${words}`;
      const quiet: Output = ["kubectl logs -n bakery -l app=till --since=3m", "login ok sub=4c1e\nlogin ok sub=77d0\n"];
      const load = (node: string): Output => [
        `kubectl debug node/${node} -q --image=busybox -- chroot /host uptime`,
        " 12:00:01 up 12 days,  2:02,  0 users,  load average: 0.10, 0.12, 0.09\n",
      ];
      const { conclusion } = replyTo(pasted(question, [runningPods, quiet, load("north"), load("south")]));
      expect(conclusion.verdict).toBe("undecided");
    },
  );
});
