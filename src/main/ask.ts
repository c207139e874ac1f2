import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { Fault } from "../core/faults/fault.ts";
import { ask } from "../surfaces/cli/ask.ts";
import { createMessageClient } from "../surfaces/cli/message-client.ts";
import { openTerminal } from "../surfaces/cli/terminal.ts";
import { readConfig } from "./config.ts";
import type { Environment } from "./environment.ts";
import { wire } from "./wire.ts";

const usage = `kubetriage ask [OPTIONS] QUESTION

  -y, --yes               run reads unattended until a cause is named; nothing that changes the cluster runs
  -n, --namespace NAME    default namespace
      --server URL        ask a running server (its key from API_AUTH_KEY); otherwise one is started for this question
      --kubeconfig FILE   kubeconfig to send along with the question
      --snapshot PATH     look into a recorded cluster
      --thread ID         go on with an earlier conversation
`;

const options = {
  yes: { type: "boolean", short: "y", default: false },
  namespace: { type: "string", short: "n" },
  server: { type: "string" },
  kubeconfig: { type: "string" },
  snapshot: { type: "string" },
  thread: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The terminal client. Answers the exit code. */
export async function askVerb(args: string[], environment: Environment): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const question = positionals.join(" ").trim();
  if (question === "") throw new Fault("bad-request", `A question was expected.\n${usage}`);
  const place =
    values.server === undefined ? await startServer(environment, values.snapshot) : running(values.server, environment);
  const terminal = openTerminal(process.stdin, process.stdout);
  try {
    const client = createMessageClient({
      server: place.server,
      apiKey: place.apiKey,
      namespace: values.namespace ?? null,
      kubeconfig: values.kubeconfig === undefined ? null : readKubeconfig(values.kubeconfig),
      threadId: values.thread ?? null,
    });
    return await ask(client, terminal, { question, unattended: values.yes });
  } finally {
    terminal.close();
    await place.close();
  }
}

function readArguments(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Fault("bad-request", `${(error as Error).message}\n${usage}`);
  }
}

type Place = { readonly server: string; readonly apiKey: string | null; close(): Promise<void> };

function running(server: string, environment: Environment): Place {
  if (!URL.canParse(server))
    throw new Fault(
      "bad-request",
      `--server ${JSON.stringify(server)}: a URL such as http://127.0.0.1:8000 was expected.`,
    );
  return { server, apiKey: environment.API_AUTH_KEY ?? null, close: async () => {} };
}

/** A server for this question alone: loopback, a free port, a key that nobody else knows. */
async function startServer(environment: Environment, snapshot: string | undefined): Promise<Place> {
  const apiKey = randomBytes(24).toString("base64url");
  const chosen = {
    ...environment,
    LOG_LEVEL: environment.LOG_LEVEL ?? "ERROR",
    HOST: "127.0.0.1",
    PORT: "0",
    API_AUTH_KEY: apiKey,
    ...(snapshot === undefined ? {} : { KUBETRIAGE_CLUSTER: snapshot }),
  };
  const service = await wire(readConfig(chosen), chosen);
  await service.http.listen({ port: 0, host: "127.0.0.1" });
  const { port } = service.http.server.address() as AddressInfo;
  process.stderr.write(`looking at ${service.about.cluster}, engine ${service.about.engine}\n`);
  return { server: `http://127.0.0.1:${port}`, apiKey, close: () => service.close() };
}

function readKubeconfig(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault(
      "bad-request",
      `--kubeconfig ${JSON.stringify(path)}: the file cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
}
