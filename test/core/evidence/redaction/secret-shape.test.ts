import { expect, test } from "vitest";
import { createRedactor } from "../../../../src/core/evidence/redaction/redactor.ts";
import { secretShape } from "../../../../src/core/evidence/redaction/secret-shape.ts";

const fingerprint = (secret: string) =>
  [...secret].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 0xffffff, 7).toString(16);

test.each<[string, string]>([
  ["username", "checkout"],
  ["username", "postgres"],
  ["password", "postgres"],
  ["username", "shop_checkout_user"],
  ["host", "checkout-database"],
  ["host", "checkout-db.shop.svc.cluster.local"],
  ["host", "db01.example.com:5432"],
  ["url", "https://api.example.com/v1/orders"],
  ["url", "postgres://checkout-database:5432/checkout"],
  ["email", "checkout.robot@example.com"],
  ["enabled", "true"],
  ["mode", "disabled"],
  ["port", "15432"],
  ["path", "/var/lib/postgresql/data"],
  ["service", "CheckoutService"],
  ["region", "eu-central-1"],
  ["rotated", "2026-01-01T00:00:00Z"],
  ["note", "internationalization"],
])("%s: %s is no secret", (name, value) => {
  expect(secretShape(value, name)).toBeNull();
});

test.each<[string, string]>([
  ["password", "hunter2hunter2"],
  ["password", "correcthorse"],
  ["password", "correct horse battery staple"],
  ["admin-token", "checkout-checkout-checkout"],
  ["pin.secret", "12345678"],
  ["tls.key", "abcdefghij"],
  ["x", "hunter2hunter2"],
  ["x", "Tr0ub4dor&3"],
  ["x", "aB3dE6gH9jK2mN5pQ8"],
  ["x", "0123456789abcdef0123456789abcdef"],
  ["x", "qzjxkvbwpfgyhmdnulcr"],
  ["url", "postgres://checkout:swordfish@checkout-database/checkout"],
  ["x", "3f2b8c1e-6d4a-4b8e-9f00-1c2d3e4f5a6b"],
])("%s: %s is one", (name, value) => {
  expect(secretShape(value, name)).not.toBeNull();
});

const base64 = (text: string) => Buffer.from(text).toString("base64");
const secret = (values: Record<string, string>, printed = base64) =>
  `apiVersion: v1\nkind: Secret\ndata:\n${Object.entries(values)
    .map(([key, value]) => `  ${key}: ${printed(value)}\n`)
    .join("")}metadata:\n  name: db\n`;
const evidence = `deployment checkout-database uses postgres:15 as checkout
  DB_HOST: checkout-database.shop.svc
Warning  BackOff  pod/checkout-7d4b9c6f5-x2x8k  checkout is restarting`;

test("a Secret that holds names of objects leaves these names in what is printed afterwards", () => {
  const redactor = createRedactor(fingerprint);
  const shown = redactor.redact(
    secret({ username: "checkout", password: "postgres", host: "checkout-database.shop.svc", database: "postgres" }),
  );
  for (const value of ["checkout", "postgres", "checkout-database.shop.svc"]) {
    expect(shown).not.toContain(value);
    expect(shown).not.toContain(base64(value));
  }
  expect(redactor.redact(evidence)).toBe(evidence);
});

test.each<[string, Record<string, string>, string]>([
  ["a password of letters alone", { password: "correcthorse" }, "correcthorse"],
  ["a value of no telling name", { x: "aB3dE6gH9jK2" }, "aB3dE6gH9jK2"],
  ["the password of an address", { url: "postgres://checkout:sword-fish@db/shop" }, "sword-fish"],
  ["a member of a settings file", { "app.conf": "user=checkout\npassword=correcthorse\n" }, "correcthorse"],
  ["a member of JSON", { config: '{"auths":{"r.example.com":{"password":"correcthorse"}}}' }, "correcthorse"],
  ["a line of a key", { "tls.key": "first line\naB3dE6gH9jK2mN5pQ8\n" }, "aB3dE6gH9jK2mN5pQ8"],
])("%s is hidden afterwards, alone and as base64", (_, values, part) => {
  const redactor = createRedactor(fingerprint);
  redactor.redact(secret(values));
  const log = `tried ${part} (${base64(Object.values(values)[0]!)}), failed`;
  expect(redactor.redact(log)).toMatch(/^tried \[redacted:secret-\w+\] \(\[redacted:secret-\w+\]\), failed$/);
});

test("a random value is hidden inside longer words too, a word is not", () => {
  const redactor = createRedactor(fingerprint);
  redactor.redact(secret({ password: "correcthorse", token: "aB3dE6gH9jK2" }));
  expect(redactor.redact("x-aB3dE6gH9jK2_y correcthorse-api")).toMatch(/^x-\[redacted:[^\]]+\]_y correcthorse-api$/);
});
