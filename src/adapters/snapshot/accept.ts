import { notAcceptable } from "./api-status.ts";

/** In which shape a client wants its answer. */
export type Shape = {
  readonly as: "object" | "table" | "metadata";
  /** Of meta.k8s.io, for tables and metadata. */
  readonly version: string;
  readonly encoding: "json" | "yaml";
};

const plain: Shape = { as: "object", version: "v1", encoding: "json" };

/** The first entry of an Accept header that this server can serve; no header asks for plain JSON. Throws 406 when none can be served. */
export function shapeOf(accept: string | undefined): Shape {
  if (accept === undefined || accept.trim() === "") return plain;
  for (const entry of accept.split(",")) {
    const [type = "", ...parameters] = entry.split(";").map((part) => part.trim());
    const shape = shapeOfEntry(type.toLowerCase(), new Map(parameters.map(splitParameter)));
    if (shape !== undefined) return shape;
  }
  throw notAcceptable();
}

function splitParameter(parameter: string): [string, string] {
  const equals = parameter.indexOf("=");
  return equals < 0 ? [parameter, ""] : [parameter.slice(0, equals), parameter.slice(equals + 1)];
}

function shapeOfEntry(type: string, parameters: ReadonlyMap<string, string>): Shape | undefined {
  if (type === "application/yaml") return { ...plain, encoding: "yaml" };
  if (type !== "application/json" && type !== "application/*" && type !== "*/*") return undefined;
  const as = parameters.get("as");
  if (as === undefined) return plain;
  const version = parameters.get("v") ?? "v1";
  if (parameters.get("g") !== "meta.k8s.io" || !/^v1(beta1)?$/.test(version)) return undefined;
  if (as === "Table") return { as: "table", version, encoding: "json" };
  return /^PartialObjectMetadata(List)?$/.test(as) ? { as: "metadata", version, encoding: "json" } : undefined;
}
