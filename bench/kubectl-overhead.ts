import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSnapshotServer } from "../src/adapters/snapshot/server.ts";
import { demoPath } from "../src/main/choose-cluster.ts";
import { milliseconds, post, sideBySide, summary } from "./measure.ts";
import { startService } from "./service.ts";

const run = promisify(execFile);
const times = 40;

/** A message that runs one approved command, against the same kubectl command alone, on the same API server with warm caches. */
export async function kubectlOverhead(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-bench-"));
  const snapshot = await startSnapshotServer({ path: demoPath });
  const kubeconfig = join(folder, "config");
  mkdirSync(join(folder, "home"));
  writeFileSync(kubeconfig, snapshot.kubeconfig);
  const service = await startService({ KUBETRIAGE_CLUSTER: "kubeconfig", KUBECONFIG: kubeconfig });
  const command = ["get", "pods", "-n", "kube-system"];
  const alone = () =>
    run("kubectl", command, { env: { PATH: process.env.PATH, HOME: join(folder, "home"), KUBECONFIG: kubeconfig } });
  const line = `kubectl ${command.join(" ")}`;
  const through = () =>
    post(service.address, "/api/sendMessage", {
      content: "approved",
      data: { Cmds: [{ Command: line, Output: "", execute: true }] },
    });
  await alone();
  await through();
  const [direct, served] = await sideBySide(times, alone, through);
  await service.stop();
  await snapshot.close();
  rmSync(folder, { recursive: true });
  const difference = summary(served).median - summary(direct).median;
  return [
    `kubectl alone    ${milliseconds(direct)}`,
    `one message      ${milliseconds(served)}`,
    `overhead         ${difference.toFixed(1)} ms (target: under 15)`,
  ];
}
