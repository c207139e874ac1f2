import { describe, expect, test } from "vitest";
import { looksAgain } from "../../../src/core/planner/follow-up/again.ts";
import { inFull } from "../../../src/core/planner/follow-up/in-full.ts";
import { lessonOf } from "../../../src/core/planner/follow-up/lessons.ts";
import { commandsOf, type Output, reply } from "./situations.ts";

/** Messages that speak of what was found before: each is answered from that, or looked into anew. */

const pods: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME                    READY   STATUS             RESTARTS        AGE
books       web-6d9f676d48-x7k2p    0/1     ImagePullBackOff   0               20m
books       web-7b5bnpntns-fww29    1/1     Running            0               9d
books       ink-5b9f7c6d5c-7mwxt    0/1     CrashLoopBackOff   9 (2m ago)      40m
`,
];
const workloads: Output = [
  "kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services -A",
  `NAMESPACE   NAME                  READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/web   1/1     1            1           90d
books       deployment.apps/ink   0/1     1            0           90d
`,
];
const events: Output = [
  "kubectl get events -A --field-selector=type=Warning --sort-by=.lastTimestamp",
  `NAMESPACE   LAST SEEN   TYPE      REASON   OBJECT                     MESSAGE
books       2m          Warning   Failed   pod/web-6d9f676d48-x7k2p   Failed to pull image "reg.example/web:2.0": rpc error: code = NotFound desc = failed to pull and unpack image "reg.example/web:2.0": reg.example/web:2.0: not found
`,
];
const replicaSets: Output = [
  "kubectl get replicasets -n books -o wide",
  `NAME             DESIRED   CURRENT   READY   AGE   CONTAINERS   IMAGES                SELECTOR
web-6d9f676d48   1         1         0       20m   web          reg.example/web:2.0   app=web
web-7b5bnpntns   1         1         1       9d    web          reg.example/web:1.9   app=web
`,
];
const described: Output = [
  "kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books",
  `Name:             ink-5b9f7c6d5c-7mwxt
Namespace:        books
Controlled By:    ReplicaSet/ink-5b9f7c6d5c
Status:           Running
Containers:
  ink:
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
    Ready:          False
    Restart Count:  9
    Limits:
      memory:  128Mi
`,
];
const read = [pods, workloads, events, replicaSets, described];

const say = (before: readonly string[], now: string, outputs: readonly Output[] = read) =>
  reply(now, outputs, { earlierQuestions: before, newEvidenceFrom: outputs.length });

const web = "why is web failing?";
const ink = "why is ink crashing?";

test.each<[readonly string[], string, RegExp, RegExp?]>([
  [[web], "are you sure?", /^Yes, the outputs show it: Pod books\/web-6d9f676d48-x7k2p cannot pull image/],
  [[web], "is that safe?", /^`kubectl rollout undo deployment\/web -n books`: it replaces the pods/],
  [[web], "what would that change?", /^`kubectl rollout undo deployment\/web -n books`: it replaces the pods/],
  [[web], "which command fixes it?", /^Mend it: approve `kubectl rollout undo deployment\/web -n books`/],
  [[web], "do it on another namespace", /^In which namespace\? Say for example/],
  [
    ["why does ink crash in books?"],
    "give it 512Mi",
    /^To do this, approve `kubectl set resources deployment\/ink -n books -c ink --limits=memory=512Mi`/,
  ],
  [["why does ink crash in books?"], "raise the memory limit to 1gi", /--limits=memory=1Gi`/],
  [[web], "how do you know", /^Yes, the outputs show it: .*cannot pull/],
  [
    [web],
    "show me the line that proves it",
    /^This line: `.*reg\.example\/web:2\.0: not found.*` \(line 2 of `kubectl get events/,
  ],
  [[web, "are you sure?"], "prove it", /^This line: `.*web:2\.0/],
  [[web], "what else could it be?", /^Nothing else that was read explains it, .*cannot pull image/],
  [[web], "how do I prevent this?", /^To keep it from happening again: .*image exists/],
  [[ink], "how can we avoid this next time?", /^To keep it from happening again: Set the memory limit/],
  [
    [ink],
    "explain it to my manager",
    /^"ink" \(books\) is down: its only copy does not run\. The reason: it needs more memory/,
  ],
  [[web], "eli5", /^"web" \(books\).*does not exist in the store of program images/],
  [
    [ink],
    "give me the yaml fix",
    /kind: Deployment\nmetadata:\n {2}name: ink\n {2}namespace: books\nspec:\n(?:.*\n)*? +memory: 256Mi/,
  ],
  [[web], "what should I look at next?", /^Mend it: approve `kubectl rollout undo deployment\/web -n books`/],
  [[web], "fix it", /^Mend it: approve `kubectl rollout undo deployment\/web -n books`/],
  [[web, "list the nodes"], "so what do I do", /^Mend it: approve `kubectl rollout undo deployment\/web -n books`/],
  [[web], "why did you run that?", /^5 commands ran to find .*They only read; nothing in the cluster was changed\./],
  [[web], "did you change anything?", /^No: nothing in the cluster was changed/],
  [
    [web],
    "undo that",
    /^To take the last rollout of Deployment books\/web back, approve `kubectl rollout undo deployment\/web -n books`\. Nothing was changed/,
  ],
  [[web], "is that related to ink?", /^No, as far as was read: they fail for different reasons\..*web.*ink/],
  [[web], "which image?", /web:2\.0/],
  [[ink], "what limit", /memory limit of 128Mi/],
  [[web], "would a rollback help?", /^Yes, it would mend it: `kubectl rollout undo deployment\/web -n books`/],
  [[web], "would a restart help?", /^Not by itself, as far as was read: the cause would still be there\./],
  [[web], "why?", /cannot pull image/],
  [["what is the most urgent problem?"], "fix it", /^Mend it: approve `kubectl set resources deployment\/ink/],
  [[web], "what else is broken?", /^Besides web: .*ink/, /^Besides web: [^\n]*cannot pull/],
])("%j, then %s", async (before, now, says, never = /outputs answer this|It is not clear/) => {
  const { text } = await say(before, now);
  expect(text).toMatch(says);
  expect(text).not.toMatch(never);
});

test.each<[readonly string[], string, RegExp]>([
  [[], "are you sure?", /^Nothing was asked, read or changed in this thread yet/],
  [[], "why did you run that?", /^Nothing was asked, read or changed/],
  [["list the pods in books"], "are you sure?", /^That is what was read: 3 pods in the books namespace/],
  [
    ["scale web in books to 4"],
    "undo that",
    /^Nothing was changed in this thread, so there is no change of it to undo\.$/,
  ],
])("%j without a cause, then %s", async (before, now, says) => {
  expect((await say(before, now, before.length === 0 ? [] : read)).text).toMatch(says);
});

test("a namespace that is to be ignored is not told of", async () => {
  const { text } = await reply("ignoring ink, what is broken?", read);
  expect(text).toMatch(/^Besides ink: .*web/);
  expect(text).not.toMatch(/OOMKilled/);
});

describe("what was read is read again where it is doubted", () => {
  test.each([
    "is it fixed now?",
    "did that help?",
    "it still does not work",
    "still broken",
    "same error",
    "check again",
    "is it still failing?",
    "better now?",
    "nothing changed",
  ])("%s", async (now) => {
    expect(looksAgain(now)).toBe(true);
    const before = { earlierQuestions: [web], newEvidenceFrom: read.length, answered: [] };
    expect(commandsOf(await reply(now, read, before))[0]).toMatch(
      /^kubectl (?:describe deployment web|get pods).*-n books/,
    );
  });

  test.each([
    "are you sure?",
    "is it user facing?",
    "which of them still restart?",
    "why does checkout still fail in shop?",
  ])("but not for %s", (now) => {
    expect(looksAgain(now)).toBe(false);
  });

  test("and the answer says whether it is the same as before", async () => {
    const { text } = await reply("did that help?", [...read, ...read], {
      earlierQuestions: [web],
      newEvidenceFrom: read.length,
    });
    expect(text).toMatch(/^No, not yet: the cause is the same as before\. .*cannot pull/);
  });
});

test.each([
  ["catalog deploy stuck pls help", "why is the rollout of catalog stuck?"],
  ["new search pod not ready", "why is search not ready?"],
  ["pricing-engine restarts", "why is pricing-engine failing?"],
  ["search returns nothing", "why is search failing?"],
  ["disk pressure?", "why is a node under disk pressure?"],
  ["we get paged for KubePodCrashLooping in shop, is it real?", "why are pods crash looping in shop?"],
  ["pager went off: CheckoutDown. is it real?", "why is checkout failing?"],
  ["what's up with kafka", "why is kafka failing?"],
  ["what's up with the cluster", "what's up with the cluster"],
  ["show pods in shop", "show pods in shop"],
  ["restart web", "restart web"],
  ["which pods are pending", "which pods are pending"],
  ["delete pod web-0", "delete pod web-0"],
])("%s stands for %s", (text, whole) => {
  expect(inFull(text)).toBe(whole);
});

test.each([
  "oom-killed",
  "image-not-found",
  "node-disk-pressure",
  "quota-exceeded",
  "network-policy-blocks",
  "wrong-credentials",
])("%s has a lesson, in words for everybody and for those who mend it", (code) => {
  const lesson = lessonOf(code);
  expect(lesson?.plain).not.toMatch(/pod|kubelet|replica|namespace/i);
  expect(lesson?.prevent.length).toBeGreaterThan(1);
});

test("two orders in one sentence are both proposed, in their order", async () => {
  const answer = await say([ink], "restart it and scale it to 3");
  expect(commandsOf(answer).slice(0, 2)).toEqual([
    "kubectl rollout restart deployment/ink -n books",
    "kubectl scale deployment ink --replicas=3 -n books",
  ]);
  expect(commandsOf(await say([ink], "scale it to 2, then restart it"))[0]).toMatch(/^kubectl scale/);
});

test.each([
  ["since when?", "kubectl get deployments,statefulsets,daemonsets -A"],
  ["logs", "kubectl logs deployment/web -n books"],
  ["describe", "kubectl describe deployment web -n books"],
  ["who is affected?", "kubectl get ingresses -A -o yaml"],
])("%s is about what was spoken of", async (now, command) => {
  expect(commandsOf(await say([web], now))).toContain(command);
});

test("a change that did not go through is told first", async () => {
  const failed: Output = [
    "kubectl rollout undo deployment/web -n books",
    "",
    'error: deployments.apps "web" is forbidden',
  ];
  const answer = await reply("approved", [...read, failed], { earlierQuestions: [web], newEvidenceFrom: read.length });
  expect(answer.text).toMatch(
    /^`kubectl rollout undo deployment\/web -n books` was not carried out: .*forbidden.*Nothing was changed/,
  );
});
