import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noSignal, openEngine } from "./open-engine.ts";
import { oddLog, situationOf } from "./situation.ts";
import { type Act, startVendor, type Vendor } from "./vendor.ts";

/** Bedrock without a key in the settings: what the AWS default credential chain finds. */
const before = { ...process.env };
let folder: string;
let vendor: Vendor;
let act: (number: number) => Act;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-aws-"));
  process.env.AWS_EC2_METADATA_DISABLED = "true";
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, "credentials");
  process.env.AWS_CONFIG_FILE = join(folder, "config");
  act = () => ({ text: "kubectl get pods" });
  vendor = await startVendor("bedrock", (_call, number) => act(number));
});
afterEach(async () => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
  await vendor.close();
});

const withoutKey = () => {
  const {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
    ...rest
  } = vendor.environment;
  return { id, secret, token, rest };
};

test("a profile of the shared credentials file signs the request", async () => {
  const { id, secret, token, rest } = withoutKey();
  writeFileSync(
    join(folder, "credentials"),
    `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\naws_session_token = ${token}\n`,
  );
  expect(await openEngine(rest).translate("list pods", noSignal)).toBe("kubectl get pods");
});

test("none anywhere: the fault says so", async () => {
  await expect(openEngine(withoutKey().rest).translate("list pods", noSignal)).rejects.toMatchObject({
    code: "model-failed",
    message: `${vendor.model} failed: no credentials were found`,
  });
  expect(vendor.calls).toEqual([]);
});

test("a wrong secret is refused by the server, whose words stay inside", async () => {
  const environment = { ...vendor.environment, AWS_SECRET_ACCESS_KEY: "another" };
  await expect(openEngine(environment).translate("list pods", noSignal)).rejects.toMatchObject({
    message: `${vendor.model} failed: credentials not accepted (HTTP 403)`,
    cause: expect.objectContaining({ message: expect.stringContaining("the signature does not match") }),
  });
});

test("an API key goes as a bearer token, without a signature (which this server wants)", async () => {
  const engine = openEngine({ ...withoutKey().rest, AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key-1" });
  await expect(engine.translate("list pods", noSignal)).rejects.toThrow("credentials not accepted (HTTP 403)");
  expect(vendor.calls[0]!.headers.authorization).toBe("Bearer bedrock-api-key-1");
});

describe("credentials that expire between two messages", () => {
  const expired: Act = {
    status: 403,
    type: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  };
  const answer: Act = { text: JSON.stringify({ text: "I look at the bead.", suggestions: [], cause: null }) };
  const ledger = () => situationOf("why is the ledger deployment wrong?", oddLog);

  /** A program that hands out credentials, as SSO helpers do; each time it leaves a line in a file. */
  const helped = () => {
    const { id: AccessKeyId, secret: SecretAccessKey, token: SessionToken, rest } = withoutKey();
    const keys = { Version: 1, AccessKeyId, SecretAccessKey, SessionToken };
    writeFileSync(join(folder, "keys.json"), JSON.stringify(keys));
    writeFileSync(join(folder, "helper.sh"), `echo asked >> ${folder}/asked\ncat ${folder}/keys.json\n`);
    writeFileSync(join(folder, "config"), `[default]\ncredential_process = sh ${folder}/helper.sh\n`);
    return openEngine(rest);
  };
  const timesAsked = () => readFileSync(join(folder, "asked"), "utf8").trim().split("\n").length;

  test("they are looked for once more, and the model answers", async () => {
    act = (number) => (number === 2 ? expired : answer);
    const engine = helped();
    await engine.reply(ledger(), noSignal);
    expect(timesAsked()).toBe(1);
    const second = await engine.reply(ledger(), noSignal);
    expect(second.engine).toBe(vendor.model);
    expect(second.text).toContain("I look at the bead.");
    expect([vendor.calls.length, timesAsked()]).toEqual([3, 2]);
  });

  test("those that are found are no better: the rules answer and say why, and a later message finds new ones", async () => {
    act = (number) => (number === 2 || number === 3 ? expired : answer);
    const engine = helped();
    await engine.reply(ledger(), noSignal);
    const second = await engine.reply(ledger(), noSignal);
    expect(second.engine).toBe(`builtin (${vendor.model} failed: the credentials have expired (HTTP 403))`);
    expect(second.text).toContain("the credentials have expired (HTTP 403)");
    expect(second.suggestions.length).toBeGreaterThan(0);
    expect(vendor.calls).toHaveLength(3);
    expect((await engine.reply(ledger(), noSignal)).engine).toBe(vendor.model);
  });

  test("a key of the settings cannot be had anew: the rules answer at once and say why", async () => {
    act = (number) => (number === 1 ? answer : expired);
    const engine = openEngine(vendor.environment);
    expect((await engine.reply(ledger(), noSignal)).engine).toBe(vendor.model);
    const second = await engine.reply(ledger(), noSignal);
    expect(second.engine).toBe(`builtin (${vendor.model} failed: the credentials have expired (HTTP 403))`);
    expect(vendor.calls).toHaveLength(2);
  });
});
