import type { OpenApi } from "../src/surfaces/http/openapi.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The paths of an OpenAPI document as one TypeScript interface, in the form that openapi-typescript writes and openapi-fetch reads. (The
 * generator of that name needs the compiler API of TypeScript 5.) The document is one of ours: without references.
 */
export function typesOf(document: OpenApi): string {
  const named = new Map<string, string>();
  const paths = Object.entries(document.paths).map(([path, item]) => `${quoted(path)}: ${pathType(item, named)};`);
  const types = [...named].map(([name, type]) => `export type ${name} = ${type};\n`);
  return [
    "/* Made by npm run docs:types from the OpenAPI document; do not edit. */\n",
    `export interface paths {\n${indented(paths)}\n}\n`,
    ...types,
  ].join("\n");
}

/** Types that the document calls by a title of their own, by that title. */
type Named = Map<string, string>;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

function pathType(item: Json, named: Named): string {
  const fields = methods.map((method) =>
    item[method] === undefined ? `${method}?: never;` : `${method}: ${operationType(item[method] as Json, named)};`,
  );
  return block(["parameters: { query?: never; header?: never; path?: never; cookie?: never };", ...fields]);
}

function operationType(operation: Json, named: Named): string {
  const responses = Object.entries(operation.responses as Json).map(([status, reply]) => {
    const { content } = reply as Json;
    return `${status}: { headers: { [name: string]: unknown }; content${content === undefined ? "?: never" : `: ${contentType(content as Json, named)}`} };`;
  });
  return block([
    `parameters: ${parametersType((operation.parameters ?? []) as readonly Json[], named)};`,
    bodyType(operation.requestBody as Json | undefined, named),
    `responses: ${block(responses)};`,
  ]);
}

function bodyType(body: Json | undefined, named: Named): string {
  if (body === undefined) return "requestBody?: never;";
  return `requestBody${body.required === false ? "?" : ""}: { content: ${contentType(body.content as Json, named)} };`;
}

function contentType(content: Json, named: Named): string {
  return block(
    Object.entries(content).map(
      ([type, media]) => `${quoted(type)}: ${typeOf((media as { schema: Json }).schema, named)};`,
    ),
  );
}

function parametersType(parameters: readonly Json[], named: Named): string {
  const fields = ["query", "header", "path", "cookie"].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return `${place}?: never;`;
    const isNeeded = here.some(({ required }) => required === true);
    const types = here.map(
      ({ name, required, schema }) =>
        `${quoted(String(name))}${required === true ? "" : "?"}: ${typeOf(schema as Json, named)};`,
    );
    return `${place}${isNeeded ? "" : "?"}: ${block(types)};`;
  });
  return block(fields);
}

/** The type of what a JSON schema lets through. */
function typeOf(schema: Json, named: Named): string {
  const { title, ...rest } = schema;
  if (typeof title !== "string") return plainType(schema, named);
  if (!named.has(title)) named.set(title, plainType(rest, named));
  return title;
}

function plainType(schema: Json, named: Named): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Json[] | undefined;
  if (choices !== undefined) return choices.map((choice) => typeOf(choice, named)).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => plainType({ ...schema, type }, named)).join(" | ");
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `(${typeOf((schema.items ?? {}) as Json, named)})[]`;
    case "object":
      return objectType(schema, named);
    default:
      return "unknown";
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Json, named: Named): string {
  const fields = Object.entries(properties as Json).map(
    ([name, schema]) =>
      `${quoted(name)}${(required as string[]).includes(name) ? "" : "?"}: ${typeOf(schema as Json, named)};`,
  );
  const isMap = typeof additionalProperties === "object" && Object.keys(additionalProperties as Json).length > 0;
  if (fields.length === 0)
    return `{ [key: string]: ${isMap ? typeOf(additionalProperties as Json, named) : "unknown"} }`;
  if (additionalProperties !== undefined && additionalProperties !== false) fields.push("[key: string]: unknown;");
  return block(fields);
}

const quoted = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const block = (fields: readonly string[]) => `{\n${indented(fields)}\n}`;
const indented = (fields: readonly string[]) => fields.join("\n").replace(/^/gm, "  ");
