import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { CORE_SCHEMA, dump, loadAll } from "js-yaml";
import { describe, expect, test } from "vitest";
import { readBlockYaml } from "../../../src/adapters/snapshot/block-yaml.ts";

const complete = (text: string) => loadAll(text, { schema: CORE_SCHEMA });

describe("plain block style is read as the complete reader reads it", () => {
  test.each([
    ["a mapping", "a: 1\nb: two\nc:\n"],
    ["a sequence as far left as its key", "a:\n- x\n- y\nb: 1\n"],
    ["a sequence further right", "a:\n  - x\n  - b: 1\n    c: 2\n  -\n    d: 3\n"],
    ["quoted texts", "a: \"x: \\n\\u00e9\"\nb: 'it''s'\n\"quoted key\": 1\n"],
    [
      "scalars",
      "a: ~\nb: null\nc: TRUE\nd: 0644\ne: 1e3\nf: -1.5\ng: 1.2.3\nh: 10Mi\nj: yes\nk: 2026-01-01T00:00:00Z\nl: .5\n",
    ],
    ["texts", "a: |\n  one\n    two\n\n  three\nb: |-\n  x\n\nc: |+\n  y\n\nd: 1\n"],
    ["a text in a sequence", "- |\n  one\n- two\n"],
    ["an empty text", "a: |\nb: 1\n"],
    ["comments and blank lines", "# first\na: 1\n\n  # odd\nb:\n  # inner\n  c: 2\n"],
    ["documents", "a: 1\n---\nb: 2\n---\n# nothing\n---\nc: 3\n"],
    ["a leading separator", "---\na: 1\n"],
    ["empty collections", "a: {}\nb: []\n"],
    ["a url and an image", "a: http://x:80/y\nb: nginx:1.27@sha256:abc\n"],
  ])("%s", (_name, text) => {
    expect(readBlockYaml(text)).toEqual(complete(text));
  });

  test.each([
    ["flow style", "a: {b: 1}\n"],
    ["an anchor", "a: &x 1\n"],
    ["an alias", "a: *x\n"],
    ["a tag", "a: !!str 1\n"],
    ["a folded text", "a: >\n  x\n"],
    ["a text over several lines", "a: one\n  two\n"],
    ["a quoted text over several lines", 'a: "one\n  two"\n'],
    ["a comment behind a value", "a: 1 # one\n"],
    ["a key twice", "a: 1\na: 2\n"],
    ["a tab", "a:\n\tb: 1\n"],
    ["wrong indentation", "a:\n    b: 1\n  c: 2\n"],
    ["a key that is no text", "true: 1\n"],
    ["two colons", "a: b: c\n"],
    ["a scalar alone", "hello\n"],
    ["an open bracket", "kind: [\n"],
  ])("%s is left to the complete reader", (_name, text) => {
    expect(readBlockYaml(text)).toBeUndefined();
  });

  test("whatever values a complete writer writes", () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("a", "-", " ", ":", "#", "\n", "'", '"', "1", ".", "e", "|", "~") }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie("node"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("node"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z][\w./-]{0,8}$/), node),
        fc.boolean(),
        fc.constantFrom(2, 4),
        (value, noArrayIndent, indent) => {
          const text = dump(value, {
            schema: CORE_SCHEMA,
            lineWidth: -1,
            noRefs: true,
            indent,
            seqNoIndent: noArrayIndent,
          } as object);
          const read = readBlockYaml(text);
          if (read !== undefined) expect(read).toEqual(complete(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("whatever text it is given, it agrees or leaves it", () => {
    const piece = fc.constantFrom(
      "a",
      "b: ",
      "c:",
      "- ",
      "-",
      "  ",
      "\n",
      "\n",
      "\n  ",
      "\n    ",
      "|",
      "|-",
      "#",
      '"',
      "'",
      "1",
      "{}",
      "~",
      ": ",
      "---",
      " ",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        const read = readBlockYaml(text);
        if (read !== undefined) expect(read).toEqual(complete(text));
      }),
      { numRuns: 20_000 },
    );
  });
});

test("every file of the demo cluster is in plain block style", () => {
  const demo = resolve(import.meta.dirname, "../../../demo/cluster");
  const files = readdirSync(demo, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
  const left = files.filter((file) => {
    const text = readFileSync(join(demo, file), "utf8");
    const read = readBlockYaml(text);
    if (read !== undefined) expect(read).toEqual(complete(text));
    return read === undefined;
  });
  expect(left).toEqual([]);
});
