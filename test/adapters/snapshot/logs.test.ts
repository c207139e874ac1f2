import { describe, expect, test } from "vitest";
import { podLog } from "../../../src/adapters/snapshot/logs.ts";
import { unreadOf } from "../../../src/adapters/snapshot/unread.ts";

const ended = { terminated: { exitCode: 1, containerID: "containerd://x" } };
const running = { running: { startedAt: "2026-03-17T14:00:00Z" } };
const waiting = (reason: string) => ({ waiting: { reason } });

const pod = (status: object | undefined, spec: object = {}) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p", namespace: "n" },
  spec: { nodeName: "node-1", containers: [{ name: "c" }], ...spec },
  status: { containerStatuses: status === undefined ? [] : [{ name: "c", ...status }] },
});

/** Reads a log of which the named files are recorded: each holds its own name. */
const read = (object: ReturnType<typeof pod>, query: string, files: readonly string[]) =>
  podLog(
    object,
    new URLSearchParams(query),
    {
      logs: {
        read: async (_namespace, _pod, _container, previous) =>
          files.find((file) => file === (previous ? "previous" : "current")),
      },
      unread: unreadOf(undefined),
    },
    { recordedAt: 0, shift: 0 },
  );

describe("the log that the kubelet would print", () => {
  test.each([
    ["of a running container", { state: running }, "", ["current"], "current\n"],
    ["of a container that ended", { state: ended }, "", ["current"], "current\n"],
    [
      "of the instance before",
      { state: running, lastState: ended },
      "previous=true",
      ["current", "previous"],
      "previous\n",
    ],
    [
      "of a crashed container: its last instance",
      { state: waiting("CrashLoopBackOff"), lastState: ended },
      "",
      ["previous"],
      "previous\n",
    ],
    [
      "of a crashed container, asked for the one before",
      { state: waiting("CrashLoopBackOff"), lastState: ended },
      "previous=true",
      ["current"],
      "current\n",
    ],
  ])("%s", async (_name, status, query, files, expected) => {
    expect(await read(pod(status), query, files)).toBe(expected);
  });

  test("of a pod without a node is empty", async () => {
    expect(await read(pod(undefined, { nodeName: "" }), "", [])).toBe("");
  });
});

describe("a log that there is none of is refused in the words of the server and the kubelet", () => {
  const two = { containers: [{ name: "a" }, { name: "b" }], initContainers: [{ name: "i" }] };
  test.each([
    ["no such container", pod({ state: running }), "container=x", "container x is not valid for pod p"],
    [
      "which container",
      pod(undefined, two),
      "",
      "a container name must be specified for pod p, choose one of: [i a b]",
    ],
    ["no container", pod(undefined, { containers: [] }), "", "a container name must be specified for pod p"],
    ["no status", pod(undefined), "", 'container "c" in pod "p" is not available'],
    [
      "never restarted",
      pod({ state: running }),
      "previous=true",
      'previous terminated container "c" in pod "p" not found',
    ],
    [
      "being made",
      pod({ state: waiting("ContainerCreating") }),
      "",
      'container "c" in pod "p" is waiting to start: ContainerCreating',
    ],
    [
      "no image",
      pod({ state: waiting("ImagePullBackOff") }),
      "",
      'container "c" in pod "p" is waiting to start: trying and failing to pull image',
    ],
    [
      "image refused",
      pod({ state: waiting("ErrImagePull") }),
      "",
      'container "c" in pod "p" is waiting to start: image can\'t be pulled',
    ],
    ["no state", pod({}), "", 'container "c" in pod "p" is waiting to start - no logs yet'],
    [
      "ended before it began",
      pod({ state: { terminated: { containerID: "" } } }),
      "",
      'container "c" in pod "p" is terminated',
    ],
    ["not recorded", pod({ state: running }), "", 'this recording holds no log of container "c" in pod "p"'],
  ])("%s", async (_name, object, query, message) => {
    await expect(read(object, query, [])).rejects.toThrow(message);
  });
});
