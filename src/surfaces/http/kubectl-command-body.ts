import { z } from "zod";

/** The request of POST /kubectl-command. `query` counts characters, not UTF-16 units, as the original did. */
export const kubectlCommandBody = z.looseObject({
  query: z
    .string()
    .min(3)
    .refine((query) => characters(query) >= 3)
    .meta({ description: "What is wanted, in plain words." }),
  execute: z
    .preprocess((given) => laxBoolean(given) ?? given, z.boolean())
    .optional()
    .meta({ description: "Run the command and send what it printed.", default: false }),
});

/** One entry of a 422, as pydantic 2 writes it. */
export type Detail = {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
};

export type ReadQuery =
  | { readonly ok: true; readonly query: string; readonly execute: boolean }
  | { readonly ok: false; readonly details: readonly Detail[] };

/** Reads the body of POST /kubectl-command; what is wrong is told as pydantic tells it. `undefined` is no body at all. */
export function readQuery(body: unknown): ReadQuery {
  if (body === undefined) return refused({ type: "missing", loc: ["body"], msg: "Field required", input: null });
  if (typeof body !== "object" || body === null || Array.isArray(body)) return refused(notAnObject(body));
  const checked = kubectlCommandBody.safeParse(body);
  if (checked.success) return { ok: true, query: checked.data.query, execute: checked.data.execute ?? false };
  const wrong = new Set(checked.error.issues.map((issue) => issue.path[0]));
  return refused(
    ...(wrong.has("query") ? [queryDetail(body)] : []),
    ...(wrong.has("execute") ? [executeDetail(body)] : []),
  );
}

/** The entry for a body of another media type: the original took it for one long string. */
export function notAnObject(input: unknown): Detail {
  const msg = "Input should be a valid dictionary or object to extract fields from";
  return { type: "model_attributes_type", loc: ["body"], msg, input };
}

const refused = (...details: Detail[]): ReadQuery => ({ ok: false, details });

function queryDetail(body: object): Detail {
  const loc = ["body", "query"];
  if (!("query" in body)) return { type: "missing", loc, msg: "Field required", input: body };
  const input = body.query;
  if (typeof input !== "string") return { type: "string_type", loc, msg: "Input should be a valid string", input };
  const msg = "String should have at least 3 characters";
  return { type: "string_too_short", loc, msg, input, ctx: { min_length: 3 } };
}

function executeDetail(body: { execute?: unknown }): Detail {
  const loc = ["body", "execute"];
  const input = body.execute ?? null;
  const readable = typeof input === "string" || (typeof input === "number" && Number.isSafeInteger(input));
  const msg = "Input should be a valid boolean";
  if (!readable) return { type: "bool_type", loc, msg, input };
  return { type: "bool_parsing", loc, msg: `${msg}, unable to interpret input`, input };
}

const yes: ReadonlySet<unknown> = new Set([true, 1, "1", "true", "t", "yes", "y", "on"]);
const no: ReadonlySet<unknown> = new Set([false, 0, "0", "false", "f", "no", "n", "off"]);

/** What pydantic 2 takes for a boolean in its lax mode; null when it takes it for none. */
function laxBoolean(given: unknown): boolean | null {
  const plain = typeof given === "string" ? given.toLowerCase() : given;
  if (yes.has(plain)) return true;
  return no.has(plain) ? false : null;
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) if (++count === 3) break;
  return count;
}
