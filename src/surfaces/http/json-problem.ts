import type { JsonProblem } from "./json-body.ts";

/**
 * Finds the first problem of a text that is not JSON and tells it in the words and with the position of Python's `json`
 * module (Lib/json/decoder.py), which the original service passed on to its clients. Only called after parsing failed;
 * walks the text once, without recursion.
 */
export function findJsonProblem(text: string): JsonProblem {
  const open: ("[" | "{")[] = [];
  let expected: Expectation = "value";
  let at = 0;
  for (;;) {
    at = skipBlanks(text, at);
    const step: Step = steps[expected](text, at, open);
    if ("reason" in step) return step;
    at = step.at;
    expected = step.expected;
  }
}

type Expectation = "value" | "first-element" | "first-key" | "key" | "colon" | "after-value";
type Step = { readonly at: number; readonly expected: Expectation } | JsonProblem;
type Open = ("[" | "{")[];

const steps: Record<Expectation, (text: string, at: number, open: Open) => Step> = {
  value: readValue,
  "first-element": (text, at, open) => (text[at] === "]" ? close(at, open) : readValue(text, at, open)),
  "first-key": (text, at, open) => (text[at] === "}" ? close(at, open) : readKey(text, at)),
  key: readKey,
  colon: (text, at) => (text[at] === ":" ? { at: at + 1, expected: "value" } : problem(at, "Expecting ':' delimiter")),
  "after-value": readDelimiter,
};

const problem = (position: number, reason: string): JsonProblem => ({ position, reason });

function close(at: number, open: Open): Step {
  open.pop();
  return { at: at + 1, expected: "after-value" };
}

function readValue(text: string, at: number, open: Open): Step {
  const first = text[at];
  if (first === "[" || first === "{") {
    open.push(first);
    return { at: at + 1, expected: first === "[" ? "first-element" : "first-key" };
  }
  if (first === '"') return readString(text, at, "after-value");
  const literal = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/y;
  literal.lastIndex = at;
  const match = literal.exec(text);
  return match === null ? problem(at, "Expecting value") : { at: literal.lastIndex, expected: "after-value" };
}

function readKey(text: string, at: number): Step {
  if (text[at] === '"') return readString(text, at, "colon");
  return problem(at, "Expecting property name enclosed in double quotes");
}

function readDelimiter(text: string, at: number, open: Open): Step {
  const inside = open.at(-1);
  if (inside === undefined) return problem(at, at < text.length ? "Extra data" : "Expecting value");
  if (text[at] === (inside === "[" ? "]" : "}")) return close(at, open);
  if (text[at] !== ",") return problem(at, "Expecting ',' delimiter");
  return { at: at + 1, expected: inside === "[" ? "value" : "key" };
}

function readString(text: string, start: number, expected: Expectation): Step {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') return { at: at + 1, expected };
    if (character < " ") return problem(at, "Invalid control character at");
    if (character !== "\\") continue;
    at += 1;
    if (text[at] === "u" && !/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) {
      return problem(at, "Invalid \\uXXXX escape");
    }
    if (at < text.length && !'"\\/bfnrtu'.includes(text[at]!)) return problem(at - 1, "Invalid \\escape");
  }
  return problem(start, "Unterminated string starting at");
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\n\r".includes(text[at]!)) at += 1;
  return at;
}
