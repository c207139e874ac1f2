import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

const noQuota: Output = [
  "kubectl describe rs web-5f4 -n team-a",
  `Name:           web-5f4
Namespace:      team-a
Replicas:       0 current / 3 desired
Pods Status:    0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Events:
  Type     Reason        Age               From                   Message
  ----     ------        ----              ----                   -------
  Warning  FailedCreate  4m (x15 over 9m)  replicaset-controller  Error creating: pods "web-5f4-" is forbidden: failed quota: compute: must specify limits.cpu for: web
`,
];

const noGpu: Output = [
  "kubectl describe pod train-0 -n ml",
  `Name:             train-0
Namespace:        ml
Status:           Pending
Events:
  Type     Reason            Age  From               Message
  ----     ------            ---  ----               -------
  Warning  FailedScheduling  5m   default-scheduler  0/3 nodes are available: 3 Insufficient nvidia.com/gpu.
`,
];

const pods: Output = [
  "kubectl get pods -n shop",
  `NAME                    READY   STATUS             RESTARTS      AGE
cart-7f5d8c9b6d-2xkqz   1/1     Running            0             18d
mail-6d9f676d48-x7k2p   0/1     CrashLoopBackOff   14 (2m ago)   18d
`,
];

test.each([
  ["words that look like a request to list", "deployment has 0 of 3 pods", noQuota, "quota-exceeded"],
  ["a word that is no name", "training pod pending", noGpu, "insufficient-device"],
  ["the place it is called by in speech", "pod pending in production", noGpu, "insufficient-device"],
  ["another name for it", "why is the trainer-job not starting?", noGpu, "insufficient-device"],
])("what fails in a pasted output answers %s", (_, question, output, code) => {
  const reply = replyTo(pasted(question, [output]));
  expect(reply.findings[0]?.code).toBe(code);
  expect(reply.conclusion.summary).toContain(reply.findings[0]!.object.name);
});

test.each([
  ["of something that runs well", "why is cart failing?"],
  ["of something that the list does not hold", "why is the order-api failing?"],
])("what else fails in a pasted list does not answer a question about one thing: %s", (_, question) => {
  const reply = replyTo(pasted(question, [pods]));
  expect(reply.conclusion.verdict).not.toBe("cause-found");
  expect(reply.findings.map((finding) => finding.object.name)).not.toContain("mail-6d9f676d48-x7k2p");
});

test("an order to count a pasted list stays one", () => {
  const reply = replyTo(pasted("how many pods are running in shop?", [pods]));
  expect(reply.conclusion).toMatchObject({ verdict: "answered" });
  expect(reply.text).toMatch(/^1 /);
});

const elsewhere: Output = [
  "kubectl get pods -n parcel-prod",
  `NAME                     READY   STATUS             RESTARTS      AGE
route-7f5d8c9b6d-2xkqz   0/1     ImagePullBackOff   0             18m
`,
];

test("a namespace is known by the part of its name that people say, beside one that was not shown", () => {
  const asked = "route fails in prod; in staging the same manifests work";
  const reply = replyTo(pasted(asked, [elsewhere]));
  expect(reply.findings[0]?.object).toMatchObject({ namespace: "parcel-prod", name: "route-7f5d8c9b6d-2xkqz" });
});

const workload: Output = [
  "kubectl get deploy route -n parcel-prod -o wide",
  `NAME    READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES              SELECTOR
route   0/1     1            0           18m   route        reg.io/route:4.1    app=route
`,
];

test("who says that the same version works elsewhere does not ask for the version", () => {
  const asked = "route never gets ready. Same version is OK on my laptop (boots in 80 s).";
  expect(replyTo(pasted(asked, [elsewhere, workload])).findings[0]?.code).toMatch(/^image-/);
});

const classes: Output = [
  "kubectl get storageclass",
  `NAME             PROVISIONER      RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE
fast (default)   disk.csi.net     Delete          Immediate           true                   90d
files            files.csi.net    Retain          Immediate           true                   90d
`,
];

test.each(["Which storage class is used when a claim does not name one?", "what is the default storage class?"])(
  "a list that somebody pasted answers what it would be read for: %s",
  (question) => {
    expect(replyTo(pasted(question, [classes])).text).toMatch(/^The default storage class is fast\./);
  },
);
