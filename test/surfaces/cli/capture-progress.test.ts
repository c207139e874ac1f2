import { describe, expect, test } from "vitest";
import { captureProgress, captureReport } from "../../../src/surfaces/cli/capture-progress.ts";

const step = { step: "objects", at: "pods", done: 3, of: 60, objects: 120, bytes: 2_000_000 } as const;

function shown(isTTY: boolean, times: readonly number[]): string {
  const written: string[] = [];
  let at = 0;
  const output = { isTTY, columns: 40, write: (text: string) => written.push(text) };
  const progress = captureProgress(output, () => times[Math.min(at++, times.length - 1)]!);
  progress.show(step);
  progress.show({ ...step, step: "logs", done: 9, of: 10, at: "shop/web\u001b[2J" });
  progress.end();
  return written.join("");
}

describe("progress", () => {
  test("is one line on a terminal, no wider than it, and gone at the end", () => {
    expect(shown(true, [1_000])).toBe("\r\u001b[Kresource 4 of 60, 120 objects, 1.9 MiB:\r\u001b[K");
  });

  test("is a line every ten seconds elsewhere", () => {
    expect(shown(false, [0, 5_000, 10_000, 10_000])).toBe(
      "logs of pod 9 of 10, 120 objects, 1.9 MiB: shop/web\\x1b[2J\n",
    );
  });
});

describe("the report", () => {
  const summary = {
    kubernetesVersion: "v1.34.2",
    recordedAt: "2026-03-17T14:32:10Z",
    objects: 7,
    logs: 2,
    bytes: 1_000,
    resumed: false,
    notRead: [],
    logsNotRead: 0,
  };

  test("of a whole capture says what it holds and how to look into it", () => {
    expect(captureReport(summary, "/tmp/x")).toBe(
      "/tmp/x: 7 objects and 2 logs (1 KiB) of a cluster with Kubernetes v1.34.2, as it was at 2026-03-17T14:32:10Z\nLook into it: kubetriage serve --snapshot /tmp/x\n",
    );
  });

  test("names what was not read, the first twenty of it, with nothing that moves the cursor", () => {
    const notRead = Array.from({ length: 22 }, (_, at) => ({ what: `r${at}`, namespace: "n", message: "no\u001b[A" }));
    const lines = captureReport({ ...summary, notRead, logsNotRead: 3, resumed: true }, "/tmp/x").split("\n");
    expect(lines.slice(1, 4)).toEqual([
      "  went on where an earlier capture was interrupted",
      "  not read (22; questions about these are refused):",
      "    r0 in n: no\\x1b[A",
    ]);
    expect(lines.slice(-5)).toEqual([
      "    r19 in n: no\\x1b[A",
      "    and 2 more, see snapshot.yaml",
      "  logs that could not be read: 3, see snapshot.yaml",
      "Look into it: kubetriage serve --snapshot /tmp/x",
      "",
    ]);
  });
});
