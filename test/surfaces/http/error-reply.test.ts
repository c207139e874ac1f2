import { expect, test } from "vitest";
import { Fault, type FaultCode } from "../../../src/core/faults/fault.ts";
import { errorReply } from "../../../src/surfaces/http/error-reply.ts";

const A = "/api/sendMessage";
const B = "/kubectl-command";

test.each<[FaultCode, number, number, string]>([
  ["bad-request", 400, 400, "m"],
  ["bad-kubeconfig", 400, 400, "m"],
  ["unauthorized", 401, 401, "m"],
  ["not-found", 404, 404, "m"],
  ["method-not-allowed", 405, 405, "m"],
  ["body-too-large", 413, 413, "m"],
  ["unsupported-media-type", 415, 415, "m"],
  ["unsafe-command", 422, 422, "LLM generated unsafe command: m"],
  ["store-failed", 500, 500, "m"],
  ["internal", 500, 500, "m"],
  ["model-failed", 502, 500, "Error processing query with LLM: m"],
  ["model-not-configured", 503, 503, "LLM Chain not initialized"],
  ["shutting-down", 503, 503, "m"],
  ["model-timeout", 504, 504, "LLM request timed out"],
])("%s is %i with `error` under /api and %i with `detail` elsewhere", (code, statusA, statusB, detail) => {
  expect(errorReply(new Fault(code, "m"), A)).toMatchObject({ status: statusA, body: { error: "m" } });
  expect(errorReply(new Fault(code, "m"), B)).toMatchObject({ status: statusB, body: { detail } });
});

test.each([
  ["an Error", new Error("password=x")],
  ["a string", "password=x"],
  ["null", null],
  ["undefined", undefined],
])("nothing of %s that nobody foresaw goes out", (_case, thrown) => {
  expect(errorReply(thrown, A)).toEqual({ status: 500, body: { error: "Internal Server Error" }, headers: {} });
  expect(errorReply(thrown, B)).toEqual({ status: 500, body: { detail: "Internal Server Error" }, headers: {} });
});
