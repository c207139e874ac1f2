import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noSignal, openEngine } from "./open-engine.ts";
import { startVendor, type Vendor } from "./vendor.ts";

/** Bedrock without a key in the settings: what the AWS default credential chain finds. */
const before = { ...process.env };
let folder: string;
let vendor: Vendor;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-aws-"));
  process.env.AWS_EC2_METADATA_DISABLED = "true";
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, "credentials");
  process.env.AWS_CONFIG_FILE = join(folder, "config");
  vendor = await startVendor("bedrock", () => ({ text: "kubectl get pods" }));
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
