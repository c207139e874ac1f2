import { z } from "zod";

/* What the documents of the old contracts and of /api/v1 are both made of. */

export type Operation = {
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: unknown }>>;
};

export const apiError = z.object({ error: z.string() });

export const finding = z
  .looseObject({
    code: z.string(),
    severity: z.enum(["critical", "warning", "info"]),
    object: z.object({ kind: z.string(), namespace: z.string().optional(), name: z.string() }),
    summary: z.string(),
    evidence: z.array(z.looseObject({ command: z.string(), line: z.int(), text: z.string() })),
    explains: z.array(z.string()),
  })
  .meta({ title: "Finding" });

export const conclusion = z.object({
  verdict: z.enum(["cause-found", "healthy", "undecided", "answered"]),
  summary: z.string(),
  confidence: z.enum(["confirmed", "likely", "possible"]),
});

export const usage = z
  .object({
    requests: z.int(),
    retries: z.int(),
    fallbacks: z.int(),
    unparsable: z.int(),
    unsupported_claims: z.int(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    cached_tokens: z.int(),
    cost_usd: z.number().nullable(),
    milliseconds: z.int(),
  })
  .meta({
    title: "Usage",
    description: "What the turn took of models; not there when none was asked. A cost of null is not known.",
  });

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" });
export const content = (schema: z.ZodType) => ({ "application/json": { schema: withoutDialect(schemaOf(schema)) } });
export const json = (description: string, schema: z.ZodType) => ({ description, content: content(schema) });
export const body = (schema: z.ZodType, required = true) => ({ required, content: content(schema) });
export const security = [{ apiKey: [] }, { bearer: [] }, {}];

/** OpenAPI 3.1 names the dialect once for the whole document. */
function withoutDialect({ $schema: _, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return schema;
}

export const apiErrors = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, json("What went wrong.", apiError)]));
