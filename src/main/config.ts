import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { z } from "zod";
import { guardedFields } from "../adapters/cluster/kubeconfig-fields.ts";
import { chooseModels } from "../adapters/models/choose-models.ts";
import { readPrices } from "../adapters/models/prices.ts";
import { Fault } from "../core/faults/fault.ts";
import { parseRateLimit } from "../surfaces/http/rate-limit.ts";
import type { Environment } from "./environment.ts";
import { type Policies, readPolicy } from "./read-policy.ts";

const seconds = (fallback: number) => count(fallback, 0.001, 86_400);

/** A number with a unit of its own in the variable's row of docs/configuration.md. */
function count(fallback: number, least: number, most: number) {
  return z
    .string()
    .default(String(fallback))
    .transform((text, context) => {
      const value = Number(text.trim());
      if (/^\d+(\.\d+)?$/.test(text.trim()) && value >= least && value <= most) return value;
      context.addIssue({ code: "custom", message: `a number from ${least} to ${most} was expected` });
      return z.NEVER;
    });
}

function wholeNumber(fallback: number, least: number, most: number) {
  return count(fallback, least, most).refine(Number.isInteger, "a whole number was expected");
}

const yesOrNo = (fallback: boolean) =>
  z
    .string()
    .default(String(fallback))
    .transform((text, context) => {
      const word = text.trim().toLowerCase();
      if (["true", "1", "yes", "on"].includes(word)) return true;
      if (["false", "0", "no", "off"].includes(word)) return false;
      context.addIssue({ code: "custom", message: "true or false was expected" });
      return z.NEVER;
    });

const address = (example: string) =>
  z.url({ protocol: /^https?$/, error: `a URL such as ${example} was expected` }).optional();

const logLevels: Record<string, string> = {
  CRITICAL: "fatal",
  FATAL: "fatal",
  ERROR: "error",
  WARNING: "warn",
  WARN: "warn",
  INFO: "info",
  DEBUG: "debug",
  TRACE: "trace",
  NOTSET: "trace",
};

const logLevel = z
  .string()
  .default("INFO")
  .transform((text, context) => {
    const level = logLevels[text.trim().toUpperCase()];
    if (level !== undefined) return level;
    context.addIssue({ code: "custom", message: `one of ${Object.keys(logLevels).join(", ")} was expected` });
    return z.NEVER;
  });

const rateLimit = z
  .string()
  .default("10/minute")
  .transform((text, context) => {
    try {
      return parseRateLimit(text);
    } catch (fault) {
      context.addIssue({
        code: "custom",
        message: fault instanceof Fault ? fault.message : "a rate such as 10/minute was expected",
      });
      return z.NEVER;
    }
  });

/** As a function: what is not in it is in the list that comes with the program. */
const prices = z
  .string()
  .optional()
  .transform((text, context) => {
    try {
      return readPrices(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });

/** Bare names, separated by commas. */
const programNames = z
  .string()
  .default("")
  .transform((text, context) => {
    const names = text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    if (names.every((name) => /^[A-Za-z0-9][\w.-]{0,100}$/.test(name))) return names;
    context.addIssue({ code: "custom", message: "names of programs such as aws,gke-gcloud-auth-plugin were expected" });
    return z.NEVER;
  });

/** Fields of kubeconfigs, separated by commas. */
const fieldNames = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  )
  .pipe(z.array(z.enum(guardedFields, `fields of a kubeconfig were expected: ${guardedFields.join(", ")}`)));

/** Addresses and networks of proxies, or `loopback`, `linklocal`, `uniquelocal`; never everybody, who could then call themselves anybody. */
const proxies = z
  .string()
  .default("")
  .transform((text, context) => {
    const entries = text.split(",").map((entry) => entry.trim());
    const named = entries.filter((entry) => entry !== "");
    if (named.every(isProxy)) return named;
    context.addIssue({
      code: "custom",
      message: "addresses or networks such as 10.0.0.7,10.1.0.0/16, or loopback, linklocal, uniquelocal were expected",
    });
    return z.NEVER;
  });

function isProxy(entry: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(entry)) return true;
  const [address = "", bits, ...more] = entry.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** `key=value` pairs, separated by commas, as the OpenTelemetry specification has them. */
const otlpHeaders = z
  .string()
  .default("")
  .transform((text, context) => {
    const pairs = text
      .split(",")
      .map((pair) => pair.trim())
      .filter((pair) => pair !== "");
    if (pairs.every((pair) => /^[!#$%&'*+.^_`|~\w-]+=[^\r\n]*$/.test(pair)))
      return Object.fromEntries(pairs.map((pair) => [pair.split("=", 1)[0]!, pair.slice(pair.indexOf("=") + 1)]));
    context.addIssue({ code: "custom", message: "pairs such as api-key=value,other=value were expected" });
    return z.NEVER;
  });

const variables = z.object({
  API_AUTH_KEY: z.string().optional(),
  HOST: z.string().trim().optional(),
  PORT: wholeNumber(8000, 0, 65_535),
  LOG_LEVEL: logLevel,
  RATE_LIMIT: rateLimit,
  CACHE_MAXSIZE: wholeNumber(100, 0, 1_000_000),
  CACHE_TTL: count(300, 0, 31_536_000),
  LLM_TIMEOUT: seconds(60),
  EXECUTION_TIMEOUT: seconds(30),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().trim().default("gpt-3.5-turbo"),
  OPENAI_BASE_URL: address("https://api.openai.com/v1"),
  AWS_REGION: z.string().trim().default("us-east-1"),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_BEARER_TOKEN_BEDROCK: z.string().optional(),
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: address("https://bedrock-runtime.us-east-1.amazonaws.com"),
  BEDROCK_MODEL_ID: z.string().trim().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  ANTHROPIC_BASE_URL: address("https://api.anthropic.com/v1"),
  OTEL_EXPORTER_OTLP_ENDPOINT: address("http://localhost:4318"),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address("http://localhost:4318/v1/traces"),
  OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders,
  KUBETRIAGE_CLUSTER: z.string().trim().optional(),
  KUBETRIAGE_MODEL: z.string().trim().optional(),
  KUBETRIAGE_BUILTIN: yesOrNo(true),
  KUBETRIAGE_PRICES: prices,
  KUBETRIAGE_BUDGET_ROUNDS: wholeNumber(8, 1, 100),
  KUBETRIAGE_BUDGET_COMMANDS: wholeNumber(40, 1, 1_000),
  KUBETRIAGE_BUDGET_SECONDS: seconds(120),
  KUBETRIAGE_BUDGET_TOKENS: wholeNumber(200_000, 1_000, 100_000_000),
  KUBETRIAGE_BUDGET_USD: count(1, 0, 10_000),
  KUBETRIAGE_CONTEXT_TOKENS: wholeNumber(12_000, 1_000, 1_000_000),
  KUBETRIAGE_DATA_DIR: z.string().trim().optional(),
  KUBETRIAGE_KUBECTL: z.string().trim().default("kubectl"),
  KUBETRIAGE_POLICY: z.string().trim().optional(),
  KUBETRIAGE_SECRET_KEY: z.string().min(16, "at least 16 characters were expected").optional(),
  KUBETRIAGE_ALLOW_UNAUTHENTICATED: yesOrNo(false),
  KUBETRIAGE_ALLOWED_EXEC_PLUGINS: programNames,
  KUBETRIAGE_ALLOWED_KUBECONFIG_FIELDS: fieldNames,
  KUBETRIAGE_TRUSTED_PROXIES: proxies,
  KUBETRIAGE_THREAD_TTL: count(30 * 86_400, 1, 3_153_600_000),
  KUBETRIAGE_OUTPUT_LIMIT: wholeNumber(8 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
  KUBETRIAGE_MAX_BODY: wholeNumber(32 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
});

type Values = z.infer<typeof variables>;

export type Config = Values & { readonly HOST: string; readonly policies: Policies };

/**
 * Reads every variable at once, and the policy file; all problems come in one fault, each with the variable's name, its value and what
 * was expected.
 */
export function readConfig(environment: Environment): Config {
  const parsed = variables.safeParse(environment);
  const bad = parsed.success ? [] : parsed.error.issues;
  const problems = bad.map((issue) => {
    const name = String(issue.path[0]);
    return `${name}=${secret(name) ? "…" : JSON.stringify(environment[name] ?? "")}: ${issue.message}`;
  });
  const badNames = new Set(bad.map((issue) => String(issue.path[0])));
  const told = (problem: string | null) => {
    if (problem !== null && ![...badNames].some((name) => problem.includes(name))) problems.push(problem);
  };
  const values = parsed.success ? parsed.data : withoutBad(environment, badNames);
  const policies = outcome(() => readPolicy(values.KUBETRIAGE_POLICY));
  told(policies.problem);
  told(outcome(() => chooseModels(values)).problem);
  const hasKey = values.API_AUTH_KEY !== undefined || (policies.value?.keys.length ?? 1) > 0;
  const HOST = values.HOST ?? (hasKey ? "0.0.0.0" : "127.0.0.1");
  told(openDoor({ ...values, HOST }, hasKey));
  told(policies.value && sharedKey(values, policies.value));
  if (problems.length > 0 || policies.value === null) throw new Fault("bad-configuration", problems.join("\n"));
  return { ...values, policies: policies.value, HOST };
}

/** The values as if those that are wrong had not been set, so that the rest can be looked at too. */
function withoutBad(environment: Environment, bad: ReadonlySet<string>): Values {
  return variables.parse(Object.fromEntries(Object.entries(environment).filter(([name]) => !bad.has(name))));
}

type Outcome<T> = { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: string };

function outcome<T>(read: () => T): Outcome<T> {
  try {
    return { value: read(), problem: null };
  } catch (error) {
    if (error instanceof Fault) return { value: null, problem: error.message };
    throw error;
  }
}

function openDoor(values: Values & { readonly HOST: string }, hasKey: boolean): string | null {
  if (hasKey || values.KUBETRIAGE_ALLOW_UNAUTHENTICATED || isLoopback(values.HOST)) return null;
  return `HOST=${JSON.stringify(values.HOST)}: not a loopback address, and neither API_AUTH_KEY nor a key of the policy file is set, so anybody who reaches it could run kubectl. Set API_AUTH_KEY, or KUBETRIAGE_ALLOW_UNAUTHENTICATED=true if that is meant.`;
}

/** The key without limits and one with limits must not be the same: nobody could say whose request it is. */
function sharedKey({ API_AUTH_KEY }: Values, { keys }: Policies): string | null {
  if (API_AUTH_KEY === undefined) return null;
  const digest = createHash("sha256").update(API_AUTH_KEY).digest("hex");
  const same = keys.find(({ keySha256 }) => keySha256 === digest);
  if (same === undefined) return null;
  return `API_AUTH_KEY=…: the key ${JSON.stringify(same.name)} of the policy file is the same one, so its limits would not count. Give one of them another key.`;
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith("127.");
  return host === "::1" || host.toLowerCase() === "localhost";
}

function secret(name: string): boolean {
  return /KEY|TOKEN|SECRET/.test(name);
}
