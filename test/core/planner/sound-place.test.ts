import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { endpoints, logOf, pods, services } from "./plaza.ts";
import { type Output, pasted } from "./situations.ts";

const elsewhere: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME                    READY   STATUS             RESTARTS   AGE
plaza       tips-7d5b7c5bb8-8xkzn   1/1     Running            0          3d
sandbox     toy-6c9f7d5c44-lq2wn    0/1     ImagePullBackOff   0          12d
`,
];

test("whether all is well is asked of where somebody looked, not of a sandbox that a list of the cluster shows besides", () => {
  const read = [pods, services, endpoints, logOf(200), elsewhere];
  const asked = "Is tipping ok? Somebody saw a pod in Error in the namespace.";
  expect(replyTo(pasted(asked, read)).conclusion.verdict).toBe("healthy");
  const whole = "Is the cluster ok? Somebody saw a pod in Error.";
  expect(replyTo(pasted(whole, read)).conclusion.verdict).not.toBe("healthy");
  const lookedInto: Output = ["kubectl describe pod toy-6c9f7d5c44-lq2wn -n sandbox", "Name: toy-6c9f7d5c44-lq2wn\n"];
  expect(replyTo(pasted(asked, [...read, lookedInto])).conclusion.verdict).not.toBe("healthy");
});

test("that a job takes its time is no reason why something fails, and one for whoever finds it slow", () => {
  const worker: Output = [
    "kubectl logs -n plaza tips-7d5b7c5bb8-8xkzn --tail=20",
    Array.from(
      { length: 12 },
      (_, at) => `2026-11-30 07:${10 + at}:00,100 INFO [tips.report] report ${800 + at} finished in ${44 + at}.2s\n`,
    ).join(""),
  ];
  const read = [pods, services, endpoints, worker];
  const failing = replyTo(pasted("Users say that tips in namespace plaza fail. Find the root cause.", read));
  expect(failing.conclusion.verdict).toBe("healthy");
  const slow = replyTo(pasted("Users say that tips in namespace plaza are slow. Find the root cause.", read));
  expect(slow.conclusion.verdict).not.toBe("healthy");
});

const node = (status: string): Output => [
  "kubectl describe node rack-1",
  `Name:               rack-1
Unschedulable:      false
Conditions:
  Type            Status   LastHeartbeatTime                LastTransitionTime               Reason                      Message
  ----            ------   -----------------                ------------------               ------                      -------
  MemoryPressure  ${status}    Mon, 30 Nov 2026 07:58:50 +0000  Mon, 30 Nov 2026 01:35:43 +0000  KubeletMemory               as it is
  Ready           True     Mon, 30 Nov 2026 07:58:50 +0000  Mon, 30 Nov 2026 01:35:43 +0000  KubeletReady                kubelet is posting ready status
`,
];
const ready: Output = [
  "kubectl get nodes",
  "NAME     STATUS   ROLES    AGE    VERSION\nrack-1   Ready    <none>   361d   v1.32.4\n",
];

test("whether nodes are under pressure is answered by their conditions, and not by that they are Ready", () => {
  const asked = "Is rack-1 under memory pressure?";
  expect(replyTo(pasted(asked, [ready, node("False")])).conclusion.verdict).toBe("healthy");
  expect(replyTo(pasted(asked, [ready])).conclusion.verdict).not.toBe("healthy");
  expect(replyTo(pasted(asked, [ready, node("True ")])).conclusion.verdict).not.toBe("healthy");
});

test("what is read out of a text that is no output breaks nothing", () => {
  expect(() => replyTo(pasted("", [["kubectl get pods -n shop", "(00!/!"]]))).not.toThrow();
});
