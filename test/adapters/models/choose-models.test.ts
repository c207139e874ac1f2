import { describe, expect, test } from "vitest";
import { engineNamed } from "./open-engine.ts";

const openai = { OPENAI_API_KEY: "sk-1" };
const local = { OPENAI_BASE_URL: "http://localhost:11434/v1" };
const anthropic = { ANTHROPIC_API_KEY: "sk-ant-1" };
const aws = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s" };

describe("without KUBETRIAGE_MODEL the settings decide", () => {
  test.each<[string, Record<string, string>, string]>([
    ["nothing", {}, "builtin"],
    ["an OpenAI key", openai, "openai/gpt-3.5-turbo"],
    ["a key and a model", { ...openai, OPENAI_MODEL: "gpt-4o" }, "openai/gpt-4o"],
    [
      "a server, with or without a key",
      { ...local, ...openai, OPENAI_MODEL: "llama3.2" },
      "openai-compatible/llama3.2",
    ],
    ["an Anthropic key", anthropic, "anthropic/claude-sonnet-5"],
    ["OpenAI before Anthropic before Bedrock", { ...aws, ...anthropic, ...openai }, "openai/gpt-3.5-turbo"],
    ["an AWS key", aws, "bedrock/us.anthropic.claude-sonnet-5"],
    ["a Bedrock model", { BEDROCK_MODEL_ID: "amazon.nova-pro-v1:0" }, "bedrock/amazon.nova-pro-v1:0"],
    ["an AWS key where no model is known to be", { ...aws, AWS_REGION: "eu-west-1" }, "builtin"],
    ["half an AWS key", { AWS_ACCESS_KEY_ID: "AKIA1" }, "builtin"],
    ["nothing, and no built-in engine", { KUBETRIAGE_BUILTIN: "off" }, "none"],
  ])("%s", (_case, environment, name) => {
    expect(engineNamed(environment)).toBe(name);
  });
});

describe("KUBETRIAGE_MODEL", () => {
  test.each<[string, Record<string, string>, string]>([
    ["builtin", { ...openai }, "builtin"],
    ["openai/gpt-4o", openai, "openai/gpt-4o"],
    ["openai", { ...openai, OPENAI_MODEL: "o3" }, "openai/o3"],
    ["openai-compatible/meta-llama/Llama-3.1-8B", local, "openai-compatible/meta-llama/Llama-3.1-8B"],
    [
      "bedrock/arn:aws:bedrock:eu-west-1:1:inference-profile/x",
      {},
      "bedrock/arn:aws:bedrock:eu-west-1:1:inference-profile/x",
    ],
    ["openai/gpt-4o, anthropic/claude-opus-5", { ...openai, ...anthropic }, "openai/gpt-4o, anthropic/claude-opus-5"],
    ["openai/gpt-4o,builtin", openai, "openai/gpt-4o"],
  ])("%s", (KUBETRIAGE_MODEL, environment, name) => {
    expect(engineNamed({ ...environment, KUBETRIAGE_MODEL })).toBe(name);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["gpt-4o", {}, /^KUBETRIAGE_MODEL="gpt-4o": "gpt-4o" is no provider; provider\/model was expected/],
    ["OpenAI/gpt-4o", openai, /"OpenAI" is no provider/],
    ["openai/gpt-4o,,", openai, /"" is no provider/],
    ["openai/", openai, /openai was named without a model/],
    ["openai/gpt-4o", {}, /OPENAI_API_KEY is not set/],
    ["openai-compatible/x", openai, /OPENAI_BASE_URL is not set/],
    ["anthropic", {}, /ANTHROPIC_API_KEY is not set/],
    ["openai/gpt-4o,anthropic", openai, /ANTHROPIC_API_KEY is not set/],
    ["bedrock", { AWS_REGION: "eu-west-1" }, /BEDROCK_MODEL_ID/],
    ["bedrock/x", { AWS_ACCESS_KEY_ID: "AKIA1" }, /AWS_SECRET_ACCESS_KEY is not set/],
    ["builtin,openai/gpt-4o", openai, /builtin stands last/],
    ["builtin", { KUBETRIAGE_BUILTIN: "off" }, /KUBETRIAGE_BUILTIN switches/],
  ])("%s stops the start", (KUBETRIAGE_MODEL, environment, told) => {
    expect(() => engineNamed({ ...environment, KUBETRIAGE_MODEL })).toThrow(told);
  });

  test("no key is in what a start says", () => {
    expect(() => engineNamed({ KUBETRIAGE_MODEL: "x", OPENAI_API_KEY: "sk-secret-1" })).not.toThrow(/sk-secret-1/);
  });
});
