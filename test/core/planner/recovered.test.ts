import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Somebody complains of what a log says, and the log itself tells that it is over. */

const klog = (level: string, clock: string, message: string) =>
  `${level}0722 ${clock}.092000       1 main.go:54] ${message}`;
const refused = (clock: string) =>
  klog(
    "E",
    clock,
    'failed to list *v1.Pod: Get "https://10.1.0.1:6443/api/v1/pods": dial tcp 10.1.0.1:6443: connect: connection refused',
  );
const start = [klog("I", "09:00:01", "Starting placer"), refused("09:00:02"), refused("09:00:05")];
const work = [
  klog("I", "09:00:20", "Caches populated for *v1.Pod"),
  klog("I", "09:00:21", "successfully acquired lease kube-system/placer"),
  klog("I", "09:14:00", "bound pod shop/web-1 to node n1"),
  klog("I", "09:31:00", "bound pod shop/web-2 to node n2"),
];
const log = (...lines: readonly string[]): Output => ["kubectl logs placer-0 -n kube-system", `${lines.join("\n")}\n`];
const pods = (state: string): Output => [
  "kubectl get pods -n kube-system",
  `NAME       READY   STATUS    RESTARTS   AGE\nplacer-0   ${state}   0          40m\n`,
];

const asked = "The placer cannot reach the API server. Find the cause please.";
const told = (outputs: readonly Output[], question = asked) => replyTo(pasted(question, outputs)).conclusion;

test("a server that was refused for some seconds of the start is reached since then", () => {
  expect(told([log(...start, ...work)])).toMatchObject({
    verdict: "healthy",
    summary: expect.stringContaining("successfully acquired lease"),
  });
});

test.each<[string, readonly Output[], string?]>([
  ["goes on", [log(...start, ...work, refused("09:32:00"))]],
  ["was only the start", [log(...start)]],
  ["is of another thing", [log(...start, ...work)], "The placer does not evict pods. Find the cause please."],
  ["is of people", [log(...start, ...work)], "Customers cannot reach the shop. Find the cause please."],
  ["is of a pod that is not ready", [pods("0/1     Running"), log(...start, ...work)]],
])("a complaint that %s is not refuted", (_, outputs, question) => {
  expect(told(outputs, question).verdict).not.toBe("healthy");
});

/** The log ends with its start, and its pod has been running for hours since then: it had nothing to say. */
const short = (age: string, options = ""): readonly Output[] => [
  [
    "kubectl get pods -n bus",
    `NAME    READY   STATUS    RESTARTS   AGE\nbus-0   1/1     Running   0          ${age}\n`,
  ],
  [
    `kubectl logs bus-0 -n bus${options}`,
    [
      "2025/02/20 04:00:10 [INF] Starting bus-server",
      "2025/02/20 04:00:12 [ERR] Error trying to connect to route: lookup bus-1.bus on 10.1.0.10:53: no such host",
      "2025/02/20 04:00:14 [INF] 10.2.1.9:6222 - Route connection created",
      "2025/02/20 04:00:15 [INF] new metadata leader: bus-0",
      "2025/02/20 04:00:16 [INF] 10.2.1.11:4222 - Client connection created",
      "",
    ].join("\n"),
  ],
];
const ofBus = "bus-0 cannot join its cluster, it has no routes. Root cause?";

test("a log that is silent since its start is over when its pod is old", () => {
  expect(told(short("5h12m"), ofBus).verdict).toBe("healthy");
});

test.each<[string, readonly Output[]]>([
  ["the pod has just started", short("30s")],
  ["only its end was printed", short("5h12m", " --tail=5")],
])("it is not where %s", (_, outputs) => {
  expect(told(outputs, ofBus).verdict).not.toBe("healthy");
});

test("what was slow is over when calls have not timed out since; what is slow is not", () => {
  const at = (minute: number, said: string) => `[2026-03-02 12:${minute}:11,212: INFO/Worker-1] ${said}`;
  const lines = [
    at(
      10,
      "Task orders.charge retry: Retry in 10s: ReadTimeout(HTTPSConnectionPool(host='api.pay.example', port=443): Read timed out.)",
    ),
    ...[11, 12, 13, 14, 20, 26, 33, 40, 48, 55].map((minute) => at(minute, "Task orders.charge succeeded in 0.3s")),
  ];
  const worker: Output = ["kubectl logs worker-0 -n shop", `${lines.join("\n")}\n`];
  expect(told([worker], "Orders were slow around noon. Look for the cause, if it is still there.").verdict).toBe(
    "healthy",
  );
  expect(told([worker], "Orders are slow. Look for the cause.").verdict).not.toBe("healthy");
});
