import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type KubectlResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs one kubectl command with the kubeconfig, without a shell. An exit code is a result; throws only when kubectl cannot start. */
export async function runKubectl(
  kubectl: string,
  kubeconfig: string,
  args: readonly string[],
  input = "",
): Promise<KubectlResult> {
  const child = spawn(kubectl, args, { env: { ...process.env, KUBECONFIG: kubeconfig } });
  const exit = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
}
