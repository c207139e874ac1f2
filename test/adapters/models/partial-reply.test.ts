import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPartialReply } from "../../../src/adapters/models/partial-reply.ts";

const read = (pieces: readonly string[]) => {
  const partial = createPartialReply();
  const texts = pieces.map((piece) => {
    partial.push(piece);
    return partial.text();
  });
  return { texts, text: partial.text(), cause: partial.cause() };
};
/** Cuts a text after these numbers of UTF-16 units, round and round. */
const cut = (text: string, sizes: readonly number[]) => {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
};

const anyText = fc.string({ unit: "binary", maxLength: 40 });
const cause = fc.option(
  fc.record({ summary: anyText, object: fc.option(anyText), finding: fc.option(anyText), evidence: fc.array(anyText) }),
);
const suggestions = fc.array(fc.record({ command: anyText, reason: anyText }), { maxLength: 3 });
const spaces = fc.constantFrom(undefined, 1, "\t");
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

test("however a reply is cut, its text and cause are those of the whole, and what was there before stays", () => {
  fc.assert(
    fc.property(anyText, cause, suggestions, spaces, sizes, fc.boolean(), (text, claimed, list, space, steps, last) => {
      const value = last ? { cause: claimed, suggestions: list, text } : { cause: claimed, text, suggestions: list };
      const partial = read(cut(`\n${JSON.stringify(value, null, space)}\n`, steps));
      expect(partial.text).toBe(text);
      expect(partial.cause).toEqual(claimed);
      for (const early of partial.texts) expect(text.startsWith(early)).toBe(true);
    }),
  );
});

test("any text whatever is taken, in any pieces, and the pieces make no difference", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.json()), sizes, (text, steps) => {
      const { text: whole, cause } = read([text]);
      expect(read(cut(text, steps))).toMatchObject({ text: whole, cause });
    }),
  );
});

describe("what stands around the object", () => {
  const json = '{"cause":null,"text":"Fine \\u00e4 \\ud83d\\udc1d."}';
  test.each([
    ["a fence", `\`\`\`json\n${json}\n\`\`\``],
    ["words", `Here it is: ${json} Good luck!`],
    ["thoughts", `<think>{"text":"no"} hm</think>\n${json}`],
  ])("%s", (_case, text) => {
    expect(read(text.split(""))).toMatchObject({ text: "Fine ä 🐝.", cause: null });
  });

  test.each([
    ["a text inside another field", '{"cause":{"text":"no","summary":"s"},"text":"yes"}', "yes"],
    ["a key with an escape", '{"te\\u0078t":"yes"}', "yes"],
    ["braces and quotes in strings", '{"suggestions":[{"command":"}{]\\"["}],"text":"yes"}', "yes"],
    ["no object", "[1,2]", ""],
  ])("%s", (_case, json_, text) => {
    expect(read(json_.split("")).text).toBe(text);
  });
});

test("a long text costs what its length costs", () => {
  const text = "a\n".repeat(200_000);
  expect(read(cut(JSON.stringify({ cause: null, text }), [17])).text).toBe(text);
});
