import { z } from "zod";
import { risks } from "../../core/policy/decision.ts";
import { healthBody } from "./api-health-route.ts";
import { kubectlCommandBody } from "./kubectl-command-body.ts";
import {
  apiError,
  apiErrors,
  body,
  conclusion,
  finding,
  json,
  type Operation,
  security,
  usage,
} from "./openapi-parts.ts";
import { sendMessageBody } from "./send-message-body.ts";
import { v1Paths } from "./v1/openapi-v1.ts";

export type OpenApi = {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
};

/** The OpenAPI 3.1 document of this surface; requests are described by the schemas that check them. */
export function openApi(version: string): OpenApi {
  return {
    openapi: "3.1.0",
    info: { title: "kubetriage", version, description: "Ask why a Kubernetes cluster misbehaves." },
    paths: {
      "/api/sendMessage": { post: sendMessage },
      "/api/health": { get: apiHealth, post: apiHealthPost },
      "/kubectl-command": { post: kubectlCommand },
      "/health": { get: { summary: "Is the service up?", responses: { 200: json("It is.", health) } } },
      "/metrics": {
        get: { summary: "Counters in Prometheus' text format.", responses: { 200: { description: "Text." } } },
      },
      "/openapi.json": { get: { summary: "This document.", responses: { 200: { description: "OpenAPI 3.1." } } } },
      "/docs": { get: { summary: "This document as a page.", responses: { 200: { description: "HTML." } } } },
      ...v1Paths,
    },
    components: {
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

const health = z.object({ status: z.literal("healthy") });
const modelState = z.object({
  name: z.string().meta({ description: "`provider/model`." }),
  resting: z
    .boolean()
    .meta({ description: "Left alone for half a minute after a time-out or three failures in a row." }),
  last_error: z.string().nullable().meta({ description: "Null once it has answered." }),
});
const access = health.extend({
  kubectl_access: z.boolean(),
  kubectl_message: z.string(),
  engine: z.string().optional().meta({ description: "Who answers; only with a model set up, as `models`." }),
  models: z.array(modelState).optional().meta({ description: "In the order in which they are asked." }),
});
const detail = z.object({ detail: z.string() });

const command = z.looseObject({
  Command: z.string(),
  Output: z.string(),
  execute: z.boolean(),
  reason: z.string().optional(),
  risk: z.enum(risks).optional(),
  blocked: z.object({ rule: z.string(), reason: z.string() }).optional(),
  exit_code: z.int().nullable().optional(),
  stderr: z.string().optional(),
  stdout: z.string().optional().meta({ description: "What a failing command printed besides its error." }),
  duration_ms: z.int().optional(),
  truncated: z.boolean().optional(),
});

const answer = z.looseObject({
  Content: z.string(),
  data: z.looseObject({
    Cmds: z.array(command),
    executedCmds: z.array(command),
    execute_all: z.boolean().optional(),
    findings: z.array(finding),
    conclusion,
    usage: usage.optional(),
  }),
  thread_id: z.string(),
  engine: z.string(),
});

const translation = z.object({
  kubectl_command: z.string(),
  execution_result: z.string().nullable(),
  execution_error: z.string().nullable(),
  from_cache: z.boolean(),
});

const invalid = z.object({
  detail: z.union([
    z.string(),
    z.array(
      z.looseObject({
        type: z.string(),
        loc: z.array(z.union([z.string(), z.int()])),
        msg: z.string(),
        input: z.unknown(),
      }),
    ),
  ]),
});

const details = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, json("What went wrong.", detail)]));

const sendMessage: Operation = {
  summary: "Send one message of a conversation: a question, approved commands, or results.",
  security,
  requestBody: body(sendMessageBody),
  responses: { 200: json("The answer.", answer), ...apiErrors(400, 401, 413, 415, 500, 502, 503, 504) },
};

const kubeconfigIn = (where: string, name: string) => ({
  name,
  in: where,
  required: false,
  schema: { type: "string", contentEncoding: "base64" },
});

const healthResponses = { 200: json("The service is up; says whether kubectl reaches the cluster.", access) };

const apiHealth: Operation = {
  summary: "Is the service up, and does kubectl reach the cluster?",
  security,
  parameters: [kubeconfigIn("query", "data.kubeconfig"), kubeconfigIn("header", "X-Kubeconfig")],
  responses: { ...healthResponses, ...apiErrors(400, 401) },
};

const apiHealthPost: Operation = {
  summary: "The same, with the kubeconfig in the body.",
  security,
  requestBody: body(healthBody, false),
  responses: { ...healthResponses, ...apiErrors(400, 401, 413, 415) },
};

const kubectlCommand: Operation = {
  summary: "Translate one query into one kubectl command, and run it when asked to.",
  security,
  requestBody: body(kubectlCommandBody),
  responses: {
    200: json("The command; a failure of its execution is told in `execution_error`.", translation),
    422: json("The body is wrong, or the command is unsafe.", invalid),
    429: json("Too many requests; see Retry-After.", apiError),
    ...details(401, 413, 500, 503, 504),
  },
};
