import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { until } from "../cluster/until.ts";
import type { ModelFiles } from "./model-files.ts";

/** A llama.cpp server with a model in it. */
export type LlamaServer = { readonly url: string; readonly key: string; stop(): Promise<void> };

/** Starts the server on a free loopback port and waits until the model is loaded. Throws with what it printed when it does not come up. */
export async function startLlamaServer({ packages, weights }: ModelFiles): Promise<LlamaServer> {
  const key = randomUUID();
  const child = spawn("python3", [join(import.meta.dirname, "llama-server.py"), weights], {
    env: { PATH: process.env.PATH, PYTHONPATH: packages, LLAMA_API_KEY: key },
    stdio: "pipe",
  });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    printed = (printed + piece).slice(-4_000);
  });
  const ended = new Promise<never>((_, reject) => {
    child.on("error", ({ message }) => reject(new Error(`the server cannot be started: ${message}`)));
    child.on("exit", (code, signal) => reject(new Error(`the server ended with ${code ?? signal}:\n${printed}`)));
  });
  ended.catch(() => {});
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin.end();
    await once(child, "exit");
  };
  try {
    const [url] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
    await Promise.race([until("the model is loaded", () => isHealthy(url), { seconds: 120 }), ended]);
    return { url, key, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** 503 while the model is loaded; before that nobody listens. */
async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
