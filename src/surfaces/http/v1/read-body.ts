import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { Fault } from "../../../core/faults/fault.ts";
import { badField } from "../bad-field.ts";
import { jsonOf } from "../request-json.ts";

/** The request's body by its schema. Throws `bad-request` that names the fields and what came. */
export function readBody<T extends z.ZodType>(request: FastifyRequest, schema: T): z.infer<T> {
  const body = jsonOf(request);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Fault("bad-request", "request body must be a JSON object");
  const checked = schema.safeParse(body);
  if (!checked.success) throw badField(checked.error, body);
  return checked.data;
}
