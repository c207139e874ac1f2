import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { say, tell } from "../contract/conversation.ts";
import { type RunningService, startService } from "../contract/service.ts";
import { formatNames, type Planted, plant, plantPrivateKey } from "./secret-formats.ts";
import { places } from "./secret-places.ts";

/**
 * Credentials of every form, each another one, planted in every place and sent through the public API; then looked for in every file of
 * the data folder, in the log at its most talkative, and in the replies.
 */
const folder = mkdtempSync(join(tmpdir(), "kubetriage-secrets-"));
const planted: (Planted & { readonly where: string })[] = [];
const replies: string[] = [];
let service: RunningService;
let stored: string;

const send = async (message: Record<string, unknown>) => {
  const reply = await say(service, message);
  replies.push(JSON.stringify(reply));
  return reply;
};
const put = (where: string, secret: Planted): Planted => {
  planted.push({ ...secret, where });
  return secret;
};
const secretObject = (name: string) => {
  const first = plant("variable named secret", name).parts[0]!;
  const second = Buffer.from(plant("encryption key by its name", name).parts[0]!).toString("base64");
  const text = `apiVersion: v1\ndata:\n  url: ${Buffer.from(first).toString("base64")}\n  x: ${second}\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\n`;
  return { text, parts: [Buffer.from(first).toString("base64"), second, first] };
};

beforeAll(async () => {
  service = await startService({ LOG_LEVEL: "DEBUG", KUBETRIAGE_SECRET_KEY: "a key of the tests alone" }, { folder });
  for (const place of places) {
    const executedCmds = formatNames.map((format) => {
      const secret = put(place.name, plant(format, place.name));
      return { Command: place.command, Output: place.output(secret.text) };
    });
    await send({ content: "why is checkout failing?", thread_id: `pasted ${place.name}`, data: { executedCmds } });
  }
  await sendPrivateKeys();
  await sendSecretObjects();
  await sendWords();
  await service.stop();
  stored = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Keys over lines: in YAML, in a log, and in what describe prints. */
async function sendPrivateKeys(): Promise<void> {
  const kinds = [
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "PGP PRIVATE KEY BLOCK",
  ];
  const executedCmds = kinds.flatMap((kind) => [
    {
      Command: "kubectl get cm tls -n shop -o yaml",
      Output: `data:\n  tls.key: |\n    ${put("YAML", plantPrivateKey(kind, "yaml", "    ")).text}\nkind: ConfigMap\n`,
    },
    {
      Command: "kubectl logs web -n shop",
      Output: `loaded\n${put("a log", plantPrivateKey(kind, "log", "")).text}\nready\n`,
    },
    {
      Command: "kubectl describe cm tls -n shop",
      Output: `Name: tls\nData\n====\ntls.key:\n----\n${put("describe", plantPrivateKey(kind, "describe", "")).text}\n`,
    },
  ]);
  await send({ content: "is the certificate right?", thread_id: "keys", data: { executedCmds } });
}

/** A Secret is shown once; afterwards its decoded value stands alone in a log. */
async function sendSecretObjects(): Promise<void> {
  const object = secretObject("object");
  put("a Secret", { format: "Secret", text: object.text, parts: object.parts });
  const executedCmds = [
    { Command: "kubectl get secret db -n shop -o yaml", Output: object.text },
    { Command: "kubectl logs web -n shop", Output: `login failed with ${object.parts[2]} today\n` },
  ];
  await send({ content: "why?", thread_id: "objects", data: { executedCmds } });
}

/** What a person writes: questions, rejections, a history, and commands, approved and not. */
async function sendWords(): Promise<void> {
  const text = (where: string, format: string) => put(where, plant(format, where)).text;
  await send({ content: `is ${text("a question", "GitHub token")} still good?`, thread_id: "words" });
  await send({
    content: "next",
    thread_id: "words",
    data: {
      RejectedCommands: [
        {
          command: `kubectl run x --image=x --env=${text("a rejected command", "AWS secret access key as a variable")}`,
          reason: `it shows ${text("a reason", "Stripe key")}`,
        },
      ],
    },
  });
  await send({
    content: "and now?",
    thread_id: "words",
    pastMessages: [
      {
        userMsg: {
          content: `my key is ${text("a past question", "OpenAI key")}`,
          data: {
            executedCmds: [{ Command: "kubectl logs web", Output: text("a past output", "Vault token") }],
            RejectedCmds: [{ Command: "kubectl get pods", reason: text("a past reason", "npm token") }],
          },
        },
        agentResponse: { content: `use ${text("a past answer", "GitLab token")}`, data: { executedCmds: [] } },
      },
    ],
  });
  const literal = put("an approved command", plant("encryption key by its name", "approved")).parts[0];
  const inExec = put("a command in a container", plant("password argument", "exec")).parts[0];
  const notRun = put("a refused command", plant("bearer header", "refused")).parts[0];
  const Cmds = [
    `kubectl create secret generic db -n shop --from-literal=url=${literal}`,
    `kubectl exec deploy/checkout -n shop -- mysql -h db -p${inExec}`,
    `kubectl get pods --token=${notRun}`,
    `kubectl get pods --token=${notRun} > /tmp/x`,
  ].map((Command) => ({ Command, Output: "", execute: true }));
  await tell(service, { content: "", thread_id: "words", data: { Cmds } });
  await tell(service, { content: 7, thread_id: text("the id of a thread", "Slack bot token") });
  await tell(service, `{"content": "${text("a broken body", "Anthropic key")}`);
  const secret = text("a kubeconfig", "GitHub app token");
  const kubeconfig = Buffer.from(
    `clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]\nusers: [{name: u, user: {token: ${secret}, exec: {command: sh}}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\n`,
  ).toString("base64");
  replies.push((await tell(service, { content: "x", data: { kubeconfig } })).text);
}

const leaks = (text: () => string) =>
  planted
    .filter(({ parts }) => parts.some((part) => text().includes(part)))
    .map(({ format, where }) => `${format} in ${where}`);

test("as many forms and places as promised were planted, and the service kept what surrounds them", () => {
  expect(formatNames.length).toBeGreaterThanOrEqual(25);
  expect(planted.length).toBeGreaterThan(formatNames.length * places.length);
  expect(stored).toContain("effective settings");
  expect(stored).toContain("Readiness probe failed");
  expect(stored).toContain("login failed with");
});

describe.each<[string, () => string]>([
  ["the files of the data folder", () => stored],
  ["the log", () => service.printed()],
  ["the replies", () => replies.join("\n")],
])("%s", (_, text) => {
  test("hold none of the planted secrets", () => {
    expect(leaks(text)).toEqual([]);
  });
});
