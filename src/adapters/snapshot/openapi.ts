import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import { type Answer, json } from "./answer.ts";
import type { KubeObject } from "./kube-object.ts";
import type { Catalogue } from "./resources.ts";

type Schemas = Readonly<Record<string, unknown>>;
type Packed = {
  readonly documents: Readonly<Record<string, { readonly paths: Schemas; readonly schemas: readonly string[] }>>;
  readonly schemas: Schemas;
};

/** Answers the paths below `/openapi`; undefined for what is not served. */
export type OpenApi = (segments: readonly string[], accept: string | undefined) => Answer | undefined;

/** OpenAPI v3 documents of the built-in groups, unpacked when somebody first asks. */
export function openApi({ resources }: Catalogue, _objects: readonly KubeObject[]): OpenApi {
  return ([version, ...rest]) => {
    if (version !== "v3") return undefined;
    const documents = unpacked().documents;
    const groups = [
      ...new Set(resources.map(({ group, version }) => (group === "" ? `api/${version}` : `apis/${group}/${version}`))),
    ];
    if (rest.length === 0)
      return json({
        paths: Object.fromEntries(
          groups
            .filter((path) => Object.hasOwn(documents, path))
            .map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}` }]),
        ),
      });
    const packed = documents[rest.join("/")];
    return packed && json(document(packed));
  };
}

let loaded: Packed | undefined;

function unpacked(): Packed {
  loaded ??= JSON.parse(
    brotliDecompressSync(readFileSync(new URL("data/openapi.json.br", import.meta.url))).toString("utf8"),
  ) as Packed;
  return loaded;
}

function document({ paths, schemas }: Packed["documents"][string]): object {
  const all = unpacked().schemas;
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "v1.36.3" },
    paths,
    components: { schemas: Object.fromEntries(schemas.map((name) => [name, all[name]])) },
  };
}
