import { Worker } from "node:worker_threads";
import type { RunJq } from "../../core/kubectl/filters/jq.ts";

/** Longest time in milliseconds that a jq program may take. */
const longest = 10_000;

/** The worker's own program: it knows nothing but jq, and ends with its answer. */
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  import(workerData.jq)
    .then((jq) => jq.raw(workerData.text, workerData.program, workerData.flags))
    .then((text) => parentPort.postMessage({ text }), (error) => parentPort.postMessage({ reason: String(error?.message ?? error) }));
`;

/** Runs a jq program in a thread of its own, which is ended when it takes too long: a slow program holds up nobody else. */
export const runJq: RunJq = (text, filter, flags) =>
  new Promise((resolve, reject) => {
    const workerData = { jq: import.meta.resolve("jq-wasm"), text, program: filter, flags };
    const worker = new Worker(program, { eval: true, workerData, env: {}, stdout: true, stderr: true });
    const timer = setTimeout(
      () => end(() => reject(new Error(`jq: took longer than ${longest / 1000} seconds`))),
      longest,
    );
    const end = (answer: () => void) => {
      clearTimeout(timer);
      answer();
      void worker.terminate();
    };
    worker.once("message", (message: { text?: string; reason?: string }) =>
      end(() => (message.text === undefined ? reject(new Error(message.reason)) : resolve(message.text))),
    );
    worker.once("error", (error) => end(() => reject(error)));
    worker.once("exit", () => end(() => reject(new Error("jq: ended without an answer"))));
  });
