import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "../../../../src/core/evidence/redaction/redactor.ts";
import { createStreamRedactor } from "../../../../src/core/evidence/redaction/stream-redactor.ts";
import { formatNames, plant, plantPrivateKey } from "../../../safety/secret-formats.ts";
import { places } from "../../../safety/secret-places.ts";

const fingerprint = (secret: string) =>
  [...secret].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 0xffffff, 7).toString(16);

/** What leaves after each piece, and at the end. */
function stream(pieces: readonly string[], most?: number): string[] {
  const redactor = createStreamRedactor(createRedactor(fingerprint), most);
  return [...pieces.map((piece) => redactor.push(piece)), redactor.end()];
}

function cutAt(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((one, other) => one - other);
  return [...ends, text.length].map((end, at) => text.slice(at === 0 ? 0 : ends[at - 1], end));
}

const encoded = (text: string) => Buffer.from(text).toString("base64");
/** A text with the secrets in it. */
type Sample = { readonly text: string; readonly secrets: readonly string[] };

const secretData = { token: encoded("s3cr3t-T0ken-9f8e7d6c"), user: encoded("checkout"), note: encoded("Kx9!bQ2#") };
const values = Object.values(secretData);
const secretFirst = { apiVersion: "v1", data: secretData, kind: "Secret", metadata: { name: "db" } };
const secretLast = { kind: "Secret", metadata: { name: "db" }, stringData: { pw: "Zq8#kL2m" } };
const configMap = { apiVersion: "v1", data: { colour: "blue", mode: "productn" }, kind: "ConfigMap", metadata: {} };
const list = (...items: object[]) => ({ apiVersion: "v1", items, kind: "List" });

function yaml(value: unknown, indent = ""): string {
  if (Array.isArray(value)) return value.map((one) => `${indent}- ${yaml(one, `${indent}  `).trimStart()}`).join("");
  return Object.entries(value as object)
    .map(([key, inner]) =>
      typeof inner === "string"
        ? `${indent}${key}: ${inner}\n`
        : `${indent}${key}:\n${yaml(inner, Array.isArray(inner) ? indent : `${indent}  `)}`,
    )
    .join("");
}

const objects: readonly Sample[] = [
  { text: yaml(secretFirst), secrets: values },
  { text: yaml(secretLast), secrets: ["Zq8#kL2m"] },
  { text: yaml(list(configMap, secretFirst, configMap)), secrets: values },
  { text: yaml(list(secretLast, configMap, secretFirst)), secrets: [...values, "Zq8#kL2m"] },
  { text: JSON.stringify(secretFirst, null, 4), secrets: values },
  { text: JSON.stringify(list(configMap, secretLast, secretFirst), null, 4), secrets: [...values, "Zq8#kL2m"] },
  { text: JSON.stringify(list(configMap, secretFirst)), secrets: values },
  { text: `metadata:\n  annotations:\n    last: |\n      ${JSON.stringify(secretFirst)}\n`, secrets: values },
  { text: `data: {token: ${values[0]}, note: ${values[2]}}\nkind: Secret`, secrets: [values[0]!, values[2]!] },
  {
    text: `kind: Secret\nstringData:\n  conf: |\n    one = Vb7%nM4x\n\n    two = Wc8%nM5y\n  pw: Xd9%nM6z`,
    secrets: ["Vb7%nM4x", "Wc8%nM5y", "Xd9%nM6z"],
  },
  { text: `  - name: DB_PASSWORD\n    value: correcthorse`, secrets: ["correcthorse"] },
  ...["RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"].flatMap((kind) =>
    ["", "    ", "2026-01-01T00:00:00Z "].map((indent) => {
      const { text, parts } = plantPrivateKey(kind, `stream ${indent.length}`, indent);
      return { text: indent + text, secrets: parts };
    }),
  ),
  {
    text: `${plantPrivateKey("EC PRIVATE KEY", "cut", "").text.split("\n").slice(2).join("\n")}`,
    secrets: plantPrivateKey("EC PRIVATE KEY", "cut", "").parts.slice(1, 5),
  },
];

const planted: readonly Sample[] = formatNames.flatMap((format, at) =>
  places
    .filter((_, place) => (at + place) % 3 === 0)
    .map((place) => {
      const { text, parts } = plant(format, `stream ${place.name}`);
      const printed = place.output(text);
      return { text: printed, secrets: parts.filter((part) => printed.includes(part)) };
    }),
);

const harmless: readonly Sample[] = [
  "NAME   READY   STATUS    RESTARTS   AGE\nweb-0  1/1     Running   0          3d",
  yaml(configMap),
  "data:",
  "2026-01-01T00:00:00Z INFO listening on :8080\n\nERROR: cannot reach db",
  '{"level":"info","data":{"user":"checkout"}}',
  "kind: Secret",
].map((text) => ({ text, secrets: [] }));

const samples = [...objects, ...planted, ...harmless];
const mixtures = fc.array(fc.constantFrom(...samples), { minLength: 1, maxLength: 6 }).map(
  (parts): Sample => ({
    text: parts.map((part) => part.text.replace(/\n$/, "")).join("\n---\n"),
    secrets: parts.flatMap((part) => part.secrets),
  }),
);
const cuts = fc.array(fc.nat(), { maxLength: 30 });

test.each(samples.map((sample, at) => [at, sample] as const))(
  "sample %i holds its secrets, and a stream of single characters hands on none",
  (_, { text, secrets }) => {
    for (const secret of secrets) expect(text).toContain(secret);
    const left = stream([...text]).join("");
    for (const secret of secrets) expect(left).not.toContain(secret);
  },
);

test("no secret leaves wherever the stream is cut, and line by line it is hidden at least as much as in the whole", () => {
  fc.assert(
    fc.property(mixtures, cuts, ({ text, secrets }, at) => {
      const left = stream(cutAt(text, at)).join("");
      for (const secret of secrets) expect(left).not.toContain(secret);
      expectAtLeast(left, createRedactor(fingerprint).redact(text));
    }),
    { numRuns: 600 },
  );
});

test("any text comes out at least as hidden as the whole, whatever its cuts", () => {
  const piece = fc.oneof(
    fc.constantFrom("data:", "  pw: Kx9!§", "  pw: 000000000§", "kind: Secret", "kind: ConfigMap", "---", "prose", ""),
    fc.constantFrom("- data:", "- kind: Secret", "- a: b", "  c: d", "  data:", "  kind: Secret", "  kind: ConfigMap"),
    fc.constantFrom("    pw: Kx9!§", "    pw: 000000000§", "  stringData:", "items:", "metadata:", "  a: |"),
    fc.constantFrom("stringData: {", "}", '  "kind": "Secret",', '  "data": {', '    "pw": "Kx9!§",', "  },"),
    fc.constantFrom("-----BEGIN RSA PRIVATE KEY-----", "abcdEFGH§", "-----END", "name: X_TOKEN", "value: abc"),
    fc.constantFrom('{"data":{"pw":"Kx9!§"},', '"kind":"Secret"}', '{"data":{"pw":"000000000§"},'),
    fc.constantFrom("data: {pw: 000000000§}", "  data: {pw: Kx9!§}"),
    fc.string(),
  );
  /** No value comes twice: what stands before the Secret that betrays it has left by then. */
  const texts = fc
    .array(piece, { maxLength: 14 })
    .map((parts) => parts.map((part, at) => part.replaceAll("§", String(1_000_000 + at))).join("\n"));
  fc.assert(
    fc.property(texts, cuts, (text, at) => {
      const left = stream(cutAt(text, at)).join("");
      expectAtLeast(left, createRedactor(fingerprint).redact(text));
    }),
    { numRuns: 3_000 },
  );
});

/** Each line is the same, or more of it is hidden. */
function expectAtLeast(left: string, whole: string): void {
  const [ours, theirs] = [left.split("\n"), whole.split("\n")];
  expect(ours).toHaveLength(theirs.length);
  const hidden = (line: string) => line.match(/\[redacted:/g)?.length ?? 0;
  const shown = (line: string) => line.replaceAll(/\[redacted:[^\]]*\]/g, "").length;
  const isMore = (line: string, other: string) =>
    hidden(line) > hidden(other) || (hidden(line) === hidden(other) && shown(line) < shown(other));
  const less = ours.filter((line, at) => line !== theirs[at] && !isMore(line, theirs[at]!));
  expect(less).toEqual([]);
}

test.each<[string, string[], string[]]>([
  ["a line when it is whole", ["one\ntw", "o\n", "three"], ["one\n", "two\n", "", "three"]],
  ["nothing of a line that has not ended", ["token=abc", "def123456"], ["", "", "token=[redacted:value-20]"]],
  [
    "the values of an object when its kind is known",
    ["a: b\ndata:\n", "  colour: blue\n", "kind: ConfigMap\n", "c"],
    ["a: b\n", "", "data:\n  colour: blue\nkind: ConfigMap\n", "", "c"],
  ],
  [
    "the values of an object of unknown kind when the object ends",
    ["- data:\n    colour: blue\n", "- x: y\n"],
    ["", "- data:\n    colour: blue\n- x: y\n", ""],
  ],
  [
    "the values of a Secret at once when its kind came first",
    ["kind: Secret\nstringData:\n", "  a: |\n", "    hunter22\n", "    hunter22\n", "b: c\n"],
    [
      "kind: Secret\nstringData:\n",
      "  a: |\n",
      "    [redacted:secret-20]\n",
      "    [redacted:secret-20]\n",
      "b: c\n",
      "",
    ],
  ],
])("a stream hands on %s", (_, pieces, expected) => {
  const same = (text: string) => text.replace(/-[0-9a-f]+\]/g, "-20]");
  expect(stream(pieces).map(same)).toEqual(expected);
});

test("the mark of a key that was cut off does not stand between a kind and its values", () => {
  const lines = ["-----BEGIN RSA PRIVATE KEY-----", "  kind: Secret", "  data: {pw: Kx9!1}", "  data: {pw: Kx9!2}"];
  expect(stream([...lines.join("\n")]).join("")).not.toContain("Kx9!");
});

test("a secret over several lines that the thread knows does not leave line by line", () => {
  const thread = createRedactor(fingerprint);
  thread.redact(`kind: Secret\ndata:\n  file: ${encoded("first word\nsecond word 9\nthird word")}\n`);
  const redactor = createStreamRedactor(thread);
  expect(redactor.push("it says first word\n")).toBe("");
  expect(redactor.push("second word 9\n")).toBe("");
  expect(redactor.push("third word\n")).toMatch(/^it says \[redacted.*\]\n\[redacted.*\]\n\[redacted.*\]\n$/);
});

test("a line that does not end is left out, and what follows it is not", () => {
  const left = stream(["x".repeat(60), "x".repeat(60), "\nnext\n"], 100);
  expect(left.join("")).toMatch(/^\[redacted: [^\n]+\]\nnext\n$/);
});

test("values whose kind does not come in time count as those of a Secret, those after them too", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `  key${at}: value ${at}\n`);
  const left = stream(["data:\n", ...lines, "kind: ConfigMap\n"], 100).join("");
  expect(left).not.toMatch(/value \d/);
  expect(left).toMatch(/key19: \[redacted:secret-\w+\]\nkind: ConfigMap\n$/);
});

test("what fails to be checked does not leave", () => {
  const broken = createStreamRedactor({ ...createRedactor(fingerprint), redact: () => "one line" });
  expect(broken.push("password one\npassword two\n")).not.toContain("password");
});
