import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Packs the project, installs the package in an empty folder as a user would, starts it there and asks one question. */
const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "kubetriage-package-"));
const run = (program: string, args: readonly string[], cwd: string) =>
  execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  const packed = run("npm", ["pack", "--silent", "--pack-destination", folder], root).trim().split("\n").at(-1)!;
  run("npm", ["init", "--yes"], folder);
  run("npm", ["install", "--no-audit", "--no-fund", join(folder, packed)], folder);
  const binary = join(folder, "node_modules/.bin/kubetriage");
  process.stdout.write(`installed kubetriage ${run(process.execPath, [binary, "--version"], folder)}`);
  await askInstalled(binary);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function askInstalled(binary: string): Promise<void> {
  const environment = {
    ...process.env,
    PORT: "0",
    HOST: "",
    KUBETRIAGE_CLUSTER: "demo",
    KUBETRIAGE_MODEL: "builtin",
    KUBETRIAGE_DATA_DIR: join(folder, "data"),
  };
  const service = spawn(process.execPath, [binary, "serve"], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const address = await addressOf(service.stdout);
    const reply = await fetch(`${address}/api/sendMessage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ content: "Check for failed pods in kube-system namespace", data: { execute_all: true } }),
    });
    const body = (await reply.json()) as { Content: string; data: { executedCmds: unknown[] } };
    if (reply.status !== 200 || body.data.executedCmds.length === 0)
      throw new Error(`The installed package did not answer: ${JSON.stringify(body)}`);
    process.stdout.write(`the installed package answers: ${body.Content.split("\n").slice(0, 3).join(" ")}\n`);
  } finally {
    service.kill("SIGTERM");
  }
}

function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    output.on("data", (chunk) => {
      text += chunk;
      const address = /ready on (http:\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    output.on("end", () => reject(new Error(`The service ended before it was ready: ${text}`)));
  });
}
