import { expect, test } from "vitest";
import { createHostCheck } from "../../../src/surfaces/http/host-check.ts";

test.each([
  "127.0.0.1:8000",
  "localhost",
  "LOCALHOST:8000",
  "localhost.",
  "[::1]:8000",
  "10.0.0.7",
  "kubetriage.example",
  undefined,
  "",
])("a server without a key answers to %j", (host) => {
  expect(() => createHostCheck(false, "kubetriage.example")(host)).not.toThrow();
});

test.each([
  "evil.example",
  "evil.example:8000",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
  "[evil]",
  "a b",
  "evil.example:8000:1",
])("a server without a key does not answer to %j", (host) => {
  expect(() => createHostCheck(false, "127.0.0.1")(host)).toThrow(/Host header/);
});

test("with a key any name will do: the key guards", () => {
  expect(() => createHostCheck(true, "0.0.0.0")("evil.example")).not.toThrow();
});
