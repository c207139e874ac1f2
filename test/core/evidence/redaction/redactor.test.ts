import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "../../../../src/core/evidence/redaction/redactor.ts";

const fingerprint = (secret: string) =>
  [...secret].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 0xffffff, 7).toString(16);
const redactor = () => createRedactor(fingerprint);

const letters = (count: number) => "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7".repeat(12).slice(0, count);
const upper = (count: number) => "A2B3C4D5E6F7G8H9J0K".repeat(3).slice(0, count);

test.each([
  ["a JSON Web Token", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${letters(43)}`],
  ["an AWS access key id", `AKIA${upper(16)}`],
  ["a GitHub token", `ghp_${letters(36)}`],
  ["a fine-grained GitHub token", `github_pat_${letters(60)}`],
  ["a GitLab token", `glpat-${letters(20)}`],
  ["a Slack token", `xoxb-123456789012-${letters(24)}`],
  ["a Google API key", `AIza${letters(35)}`],
  ["a Stripe key", `sk_live_${letters(24)}`],
  ["an Anthropic key", `sk-ant-api03-${letters(40)}`],
  ["an OpenAI key", `sk-proj-${letters(48)}`],
  ["an npm token", `npm_${letters(36)}`],
  ["a PyPI token", `pypi-${letters(60)}`],
  ["a Vault token", `hvs.${letters(24)}`],
  ["a DigitalOcean token", `dop_v1_${"0123456789abcdef".repeat(4)}`],
  ["a SendGrid key", `SG.${letters(22)}.${letters(43)}`],
  ["a Twilio key", `SK${"0123456789abcdef".repeat(2)}`],
])("%s is hidden in a log line", (_, secret) => {
  const text = `2026-01-01T00:00:00Z info started with ${secret} and went on`;
  expect(redactor().redact(text)).not.toContain(secret);
  expect(redactor().redact(text)).toMatch(/went on$/);
});

test.each([
  ["a password in a URL", "dial postgres://shop:hunter2hunter2@db:5432/shop failed", "hunter2hunter2"],
  ["a password in a key=value string", "host=db user=shop password=hunter2hunter2 sslmode=off", "hunter2hunter2"],
  ["an Azure storage key", `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${letters(60)};`, letters(60)],
  ["an Authorization header", `> Authorization: Basic ${letters(24)}`, letters(24)],
  ["an environment value of describe", "      DB_PASSWORD:  correct horse battery", "correct horse battery"],
  ["an environment value of YAML", "    - name: STRIPE_SECRET\n      value: correcthorse\n", "correcthorse"],
  ["an environment value of JSON", '  {\n    "name": "API_KEY",\n    "value": "correcthorse"\n  }', "correcthorse"],
  ["an argument", "      --admin-password correcthorse --port 80", "correcthorse"],
  ["what follows a quoted name", 'set secret "db-password": correcthorse', "correcthorse"],
  ["a quoted value that reads like a complaint", '{"password": "not found anywhere"}', "not found"],
  ["a value under a quoted key", '  "token": not found', "not found"],
  ["a JSON log field", '{"level":"info","apiKey":"correcthorse","msg":"ok"}', "correcthorse"],
  ["a registry login", '{"auths":{"r.example.com":{"auth":"dXNlcjpwYXNzd29yZA=="}}}', "dXNlcjpwYXNzd29yZA=="],
  ["a private key", `-----BEGIN RSA PRIVATE KEY-----\n${letters(64)}\n-----END RSA PRIVATE KEY-----`, letters(64)],
  ["a kubeconfig's client key", `    client-key-data: ${letters(80)}`, letters(80)],
])("%s is hidden", (_, text, secret) => {
  expect(redactor().redact(text)).not.toContain(secret);
});

const secretYaml = `apiVersion: v1
data:
  password: aHVudGVyMmh1bnRlcjI=
  user: c2hvcA==
kind: Secret
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","data":{"password":"aHVudGVyMmh1bnRlcjI="},"kind":"Secret","metadata":{"name":"db"}}
  name: db
type: Opaque`;

const listJson = JSON.stringify(
  {
    apiVersion: "v1",
    items: [
      { apiVersion: "v1", data: { "app.conf": "colour=blue" }, kind: "ConfigMap", metadata: { name: "app" } },
      { apiVersion: "v1", data: { token: "dG9wc2VjcmV0dG9rZW4=" }, kind: "Secret", metadata: { name: "api" } },
    ],
    kind: "List",
  },
  null,
  4,
);

test("values of a Secret in YAML are hidden, keys and names stay, the annotation too", () => {
  const redacted = redactor().redact(secretYaml);
  expect(redacted).not.toMatch(/aHVudGVyMmh1bnRlcjI=|c2hvcA==/);
  expect(redacted).toMatch(/^ {2}password: \[redacted:secret-[0-9a-f]+\]$/m);
  expect(redacted).toContain("name: db");
});

test("in a list only the Secret's values are hidden", () => {
  const redacted = redactor().redact(listJson);
  expect(redacted).toContain("colour=blue");
  expect(redacted).not.toContain("dG9wc2VjcmV0dG9rZW4=");
  expect(() => JSON.parse(redacted)).not.toThrow();
});

test("a Secret cut off before its kind still hides what looks like base64", () => {
  expect(redactor().redact("apiVersion: v1\ndata:\n  password: aHVudGVyMmh1bnRlcjI=")).not.toContain(
    "aHVudGVyMmh1bnRlcjI=",
  );
});

test("what was seen in a Secret is hidden afterwards, decoded too, under the same placeholder", () => {
  const thread = redactor();
  const shown = thread.redact(secretYaml);
  const name = /password: (\[redacted:[^\]]+\])/.exec(shown)![1]!;
  expect(thread.redact("login failed for shop with hunter2hunter2")).toBe(`login failed for shop with ${name}`);
});

test.each([
  ["in quotes", (name: string) => `'${name}'`],
  ["behind a word", (name: string) => `Basic ${name}`],
])("a placeholder that stands %s in a Secret stays what it is everywhere else", (_, write) => {
  const { redact } = redactor();
  const secret = (value: string) => `apiVersion: v1\nkind: Secret\nstringData:\n  password: ${value}\n`;
  const name = /\[redacted:[^\]]+\]/.exec(redact(secret("aB3dE6gH9jK2mN5p")))![0];
  redact(secret(write(name)));
  expect(redact(`a=${name} b`)).toBe(`a=${name} b`);
});

test("an output that is a secret as a whole is hidden line by line", () => {
  expect(redactor().redactWhole("aHVudGVyMmh1bnRlcjI=\n")).toMatch(/^\[redacted:secret-[0-9a-f]+\]\n$/);
});

test.each([
  "      DB_PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false",
  "password:  12 bytes",
  'Warning  Failed  3s  kubelet  Error: secret "db-credentials" not found',
  "Error: couldn't find key password in Secret shop/db-credentials",
  'level=error msg="secret \\"db-password\\": Error making API request."',
  'MountVolume.SetUp failed for volume "creds" : secret "api-token": not found',
  'cannot read secret "ci-token": status code 403',
  "    secretName: web-tls",
  "automountServiceAccountToken: false",
  "        secretKeyRef:",
  'FATAL:  password authentication failed for user "shop"',
  "invalid token: signature has expired",
  "        TokenExpirationSeconds:  3607",
  "Mountable secrets:   default-token-abcde",
  "Tokens:              <none>",
  "web-7d4b9c6f5-x2x8k   1/1   Running   0   6d18h",
  'Normal  Pulled  3s  kubelet  Successfully pulled image "registry.example.com/shop@sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"',
  "kind: Secret",
  "      PAYMENT_TOKEN:  ${TOKEN}",
  "  Ready            True",
])("stays as it is: %s", (line) => {
  expect(redactor().redact(line)).toBe(line);
});

test("any text keeps its number of lines and never throws", () => {
  const pieces = fc.constantFrom(
    "data:",
    "  password: x",
    "kind: Secret",
    "- kind: Secret",
    "\n",
    " ",
    '"',
    "{",
    "}",
    "token=",
    "Bearer ",
    "eyJ",
    ":",
    "a",
    "stringData:",
    "|",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
      ),
      (text) => {
        expect(redactor().redact(text).split("\n")).toHaveLength(text.split("\n").length);
      },
    ),
  );
});

test("redacting twice changes nothing", () => {
  const thread = redactor();
  const once = thread.redact(`${secretYaml}\npassword=hunter3hunter3\n`);
  expect(thread.redact(once)).toBe(once);
});

test("of a value that ends in a line break the placeholder says so, and of no other", () => {
  const redacted = redactor().redact(
    "apiVersion: v1\ndata:\n  password: c2FtcGxlLTIwMjYK\n  key: c2FtcGxlLTIwMjY=\nkind: Secret\n",
  );
  expect(redacted).toMatch(/^ {2}password: \[redacted:secret-ending-in-newline-[0-9a-f]+\]$/m);
  expect(redacted).toMatch(/^ {2}key: \[redacted:secret-[0-9a-f]+\]$/m);
});

test("of a value with a blank behind it the placeholder says so", () => {
  const redacted = redactor().redact("apiVersion: v1\ndata:\n  password: aHVudGVyLTIwMjYg\nkind: Secret\n");
  expect(redacted).toMatch(/^ {2}password: \[redacted:secret-with-blanks-around-[0-9a-f]+\]$/m);
});

test("of a value in quotes, or of one that was encoded twice, the placeholder says so", () => {
  const redacted = redactor().redact(
    "apiVersion: v1\ndata:\n  password: ImNvcnJlY3QtaG9yc2UtNzci\n  key: WTI5eWNtVmpkQzFvYjNKelpTMDNOdz09\nkind: Secret\n",
  );
  expect(redacted).toMatch(/^ {2}password: \[redacted:secret-in-quotes-[0-9a-f]+\]$/m);
  expect(redacted).toMatch(/^ {2}key: \[redacted:secret-encoded-twice-[0-9a-f]+\]$/m);
});
