import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Printed } from "./replay.ts";

/** A program for KUBETRIAGE_KUBECTL whose answers this process gives. */
export type StandIn = {
  readonly path: string;
  /** A kubeconfig for the service; no server is behind it. */
  readonly kubeconfig: string;
  /** From now on this answers every command. */
  answerWith(answer: (args: readonly string[]) => Printed | Promise<Printed>): void;
  close(): Promise<void>;
};

/** Makes the program: it hands its arguments to this process over a socket in a private folder and prints what comes back. */
export async function startStandIn(): Promise<StandIn> {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-cases-"));
  const socket = join(folder, "socket");
  let answer: (args: readonly string[]) => Printed | Promise<Printed> = () => ({ stdout: "", stderr: "", exitCode: 1 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end(JSON.stringify(await answer(JSON.parse(Buffer.concat(chunks).toString()))));
  });
  await new Promise<void>((ready) => server.listen(socket, ready));
  const path = join(folder, "kubectl");
  writeFileSync(path, program(socket), { mode: 0o755 });
  const kubeconfig = join(folder, "config");
  writeFileSync(kubeconfig, config, { mode: 0o600 });
  return {
    path,
    kubeconfig,
    answerWith: (next) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const program = (socket: string) => `#!${process.execPath}
const request = require("node:http").request({ socketPath: ${JSON.stringify(socket)}, method: "POST" }, (response) => {
  const chunks = [];
  response.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
    const { stdout, stderr, exitCode } = JSON.parse(Buffer.concat(chunks).toString());
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
  });
});
request.end(JSON.stringify(process.argv.slice(2)));
`;

const config = `apiVersion: v1
kind: Config
clusters: [{name: recording, cluster: {server: "https://127.0.0.1:1"}}]
users: [{name: reader, user: {token: none}}]
contexts: [{name: recording, context: {cluster: recording, user: reader}}]
current-context: recording
`;
