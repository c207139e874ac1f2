import fc from "fast-check";
import { expect, test } from "vitest";
import type { Evidence, Line } from "../../../src/core/evidence/evidence.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import type { ClusterView } from "../../../src/core/evidence/observed.ts";
import { plainLines } from "../../../src/core/evidence/printed-lines.ts";
import { recognise } from "../../../src/core/evidence/recognise.ts";
import { pasted, recorded } from "./pieces.ts";

const commands = [
  "",
  "kubectl get pods -A -o wide | grep web",
  "kubectl describe pod web-1 -n shop",
  "kubectl get events",
  "kubectl logs web-1 --prefix",
  "kubectl get pods -o yaml",
  "kubectl get pods -o custom-columns=A:.metadata.name,B:.__proto__.x",
  "kubectl get pods --no-headers",
  "kubectl top nodes",
  "kubectl rollout status deploy/web",
  "nonsense --- | ' \" ",
];

const texts = [...recorded.values()];
const lines = texts
  .flatMap((text) => text.split("\n"))
  .concat([
    "__proto__:",
    "  __proto__: x",
    '{"__proto__": {"a": 1}, "kind": "Pod", "metadata": {"name": "x"}}',
    "$ kubectl get pods",
    '\u001b[31mError from server (NotFound): pods "a" not found\u001b[0m\r',
    "No resources found in shop namespace.",
    "[pod/web-1/app] started",
    "\tat com.acme.Main(Main.java:3)",
  ]);

const cutRecording = fc
  .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat())
  .map(([text, a, b]) =>
    text.slice(Math.min(a, b) % (text.length + 1), Math.max(a, b) % (text.length + 1) || undefined),
  );
const shuffledLines = fc.array(fc.constantFrom(...lines), { maxLength: 40 }).map((some) => some.join("\n"));
const squeezed = fc.constantFrom(...texts).map((text) => text.replace(/ {2,}/g, "  "));
const odd = fc.string({
  unit: fc.constantFrom(
    "\n",
    " ",
    "  ",
    "\t",
    ":",
    "-",
    "{",
    "[",
    '"',
    "a",
    "9",
    "\r",
    "\u001b[",
    "---\n",
    "Name:",
    "é",
    "…",
  ),
  maxLength: 200,
});
const anyText = fc.oneof(fc.string({ maxLength: 300 }), cutRecording, shuffledLines, squeezed, odd);

const anyEvidence = fc
  .record({
    command: fc.oneof(fc.constantFrom(...commands), fc.string()),
    stdout: anyText,
    stderr: fc.oneof({ weight: 3, arbitrary: fc.constant("") }, { weight: 1, arbitrary: anyText }),
    origin: fc.constantFrom("executed" as const, "pasted" as const),
  })
  .map(({ command, stdout, ...more }) => pasted(command, stdout, more));

/** Every line that a view cites, also through `cite` along the fields of its objects. */
function* citedLines(view: ClusterView): Generator<Line> {
  for (const item of [...view.events, ...view.errors, ...view.listings]) yield item.line;
  for (const log of view.logs) {
    yield* log.tail;
    for (const template of log.templates) yield* [template.first, template.last];
  }
  for (const object of view.objects.slice(0, 20)) {
    yield object.cite();
    for (const { line } of object.printed.values()) yield line;
    for (const path of pathsOf(object.fields, 6)) yield object.cite(...path);
  }
}

function pathsOf(value: unknown, depth: number): readonly (readonly string[])[] {
  if (depth === 0 || typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .slice(0, 30)
    .flatMap(([key, inner]) => [[key], ...pathsOf(inner, depth - 1).map((path) => [key, ...path])]);
}

function stands(line: Line, evidence: readonly Evidence[]): boolean {
  return evidence.some((piece) => {
    const text = line.stream === "stderr" ? piece.stderr : piece.stdout;
    return text.split(/\r?\n/)[line.line - 1] === line.text;
  });
}

test("any text under any command is read without throwing, and every cited line stands in it at its number", () => {
  fc.assert(
    fc.property(fc.array(anyEvidence, { maxLength: 4 }), (evidence) => {
      const view = observe(evidence);
      for (const line of citedLines(view)) {
        if (!stands(line, evidence)) throw new Error(`cited ${JSON.stringify(line)}`);
      }
      expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test("the same evidence gives the same objects in the same order, sorted by kind, namespace and name", () => {
  fc.assert(
    fc.property(fc.array(anyEvidence, { maxLength: 3 }), (evidence) => {
      const seen = () =>
        observe(evidence.map((piece) => ({ ...piece }))).objects.map(({ ref, fields }) => ({ ref, fields }));
      const first = seen();
      expect(seen()).toEqual(first);
      const keys = first.map(({ ref }) => [ref.kind, ref.namespace ?? "", ref.name].join("\n"));
      expect(keys).toEqual([...keys].sort());
    }),
    { numRuns: 100 },
  );
});

test("an output is recognised, and read line by line, whatever it is", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(typeof recognise(text)).toBe("string");
      for (const line of plainLines(text)) expect(text.split(/\r?\n/)[line.number - 1]).toBe(line.original);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["slashes", "0/"],
  ["addresses", "http://"],
  ["digits", "1"],
  ["quotes", '"'],
  ["blanks", " "],
  ["fields", "a=b "],
])("a line of a hundred thousand %s costs no more than its length, whatever printed it", (_, piece) => {
  const line = piece.repeat(100_000 / piece.length);
  for (const command of ["", "kubectl get events", "kubectl describe deployment web", "kubectl logs web"])
    expect(observe([pasted(command, `${line}x`)]).evidence).toHaveLength(1);
});
