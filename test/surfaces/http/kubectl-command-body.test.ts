import { expect, test } from "vitest";
import { readQuery } from "../../../src/surfaces/http/kubectl-command-body.ts";

const details = (body: unknown) => {
  const read = readQuery(body);
  return read.ok ? read : read.details;
};

// Recorded from FastAPI 0.165 with pydantic 2.14 and the same model.
const short = "String should have at least 3 characters";
const notBoolean = "Input should be a valid boolean, unable to interpret input";
const notObject = "Input should be a valid dictionary or object to extract fields from";
const execute = ["body", "execute"];
const query = ["body", "query"];
test.each([
  [{}, [{ type: "missing", loc: query, msg: "Field required", input: {} }]],
  [{ query: "ab" }, [{ type: "string_too_short", loc: query, msg: short, input: "ab", ctx: { min_length: 3 } }]],
  [{ query: "😀😀" }, [{ type: "string_too_short", loc: query, msg: short, input: "😀😀", ctx: { min_length: 3 } }]],
  [{ query: 1 }, [{ type: "string_type", loc: query, msg: "Input should be a valid string", input: 1 }]],
  [{ query: null }, [{ type: "string_type", loc: query, msg: "Input should be a valid string", input: null }]],
  [{ query: "abc", execute: "maybe" }, [{ type: "bool_parsing", loc: execute, msg: notBoolean, input: "maybe" }]],
  [{ query: "abc", execute: " yes" }, [{ type: "bool_parsing", loc: execute, msg: notBoolean, input: " yes" }]],
  [{ query: "abc", execute: "" }, [{ type: "bool_parsing", loc: execute, msg: notBoolean, input: "" }]],
  [{ query: "abc", execute: 2 }, [{ type: "bool_parsing", loc: execute, msg: notBoolean, input: 2 }]],
  [
    { query: "abc", execute: 1.5 },
    [{ type: "bool_type", loc: execute, msg: "Input should be a valid boolean", input: 1.5 }],
  ],
  [
    { query: "abc", execute: null },
    [{ type: "bool_type", loc: execute, msg: "Input should be a valid boolean", input: null }],
  ],
  [
    { query: "abc", execute: [] },
    [{ type: "bool_type", loc: execute, msg: "Input should be a valid boolean", input: [] }],
  ],
  [
    { query: [1], execute: "x" },
    [
      { type: "string_type", loc: query, msg: "Input should be a valid string", input: [1] },
      { type: "bool_parsing", loc: execute, msg: notBoolean, input: "x" },
    ],
  ],
  [[], [{ type: "model_attributes_type", loc: ["body"], msg: notObject, input: [] }]],
  ["x", [{ type: "model_attributes_type", loc: ["body"], msg: notObject, input: "x" }]],
  [null, [{ type: "model_attributes_type", loc: ["body"], msg: notObject, input: null }]],
  [undefined, [{ type: "missing", loc: ["body"], msg: "Field required", input: null }]],
])("%j is refused as pydantic refuses it", (body, expected) => {
  expect(JSON.stringify(details(body))).toBe(JSON.stringify(expected));
});

test.each([
  [true, true],
  ["true", true],
  ["YES", true],
  ["oN", true],
  ["t", true],
  [1, true],
  ["1", true],
  [false, false],
  ["off", false],
  [0, false],
  [-0, false],
  ["n", false],
  [undefined, false],
])("execute: %j means %j, as pydantic reads it", (given, execute) => {
  expect(readQuery({ query: "abc", ...(given !== undefined && { execute: given }) })).toEqual({
    ok: true,
    query: "abc",
    execute,
  });
});
