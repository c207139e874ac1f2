import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { Fields } from "../../core/evidence/observed.ts";
import { type Answer, json } from "./answer.ts";
import { customDocument } from "./crd-openapi.ts";
import type { Catalogue } from "./resources.ts";

type Packed = {
  readonly documents: Readonly<Record<string, { readonly paths: Fields; readonly schemas: readonly string[] }>>;
  readonly schemas: Fields;
};

/** Answers the paths below `/openapi/v3`; undefined for what is not served. */
export type OpenApi = (segments: readonly string[]) => Answer | undefined;

/**
 * OpenAPI v3 documents: those of built-in groups as packed by scripts/pack-openapi.ts, those of custom resources from their
 * CustomResourceDefinitions. Nothing is unpacked before somebody asks.
 */
export function openApi({ resources }: Catalogue): OpenApi {
  const byPath = Map.groupBy(
    resources.filter(({ custom }) => custom !== undefined),
    documentPath,
  );
  const paths = [...new Set(resources.map(documentPath))];
  return (segments) => {
    if (segments.length === 0) return json({ paths: Object.fromEntries(paths.filter(isServed).map(listed)) });
    const path = segments.join("/");
    if (!paths.includes(path)) return undefined;
    const custom = byPath.get(path);
    if (custom !== undefined) return json(customDocument(custom, metaSchemas()));
    return isBuiltIn(path) ? json(builtInDocument(path)) : undefined;
  };

  function isServed(path: string): boolean {
    return byPath.has(path) || isBuiltIn(path);
  }
}

const documentPath = ({ group, version }: { readonly group: string; readonly version: string }) =>
  group === "" ? `api/${version}` : `apis/${group}/${version}`;

const listed = (path: string) => [path, { serverRelativeURL: `/openapi/v3/${path}` }] as const;

const isBuiltIn = (path: string) => Object.hasOwn(unpacked().documents, path);

let packed: Packed | undefined;

function unpacked(): Packed {
  packed ??= JSON.parse(
    brotliDecompressSync(readFileSync(new URL("data/openapi.json.br", import.meta.url))).toString("utf8"),
  ) as Packed;
  return packed;
}

function builtInDocument(path: string): object {
  const { documents, schemas } = unpacked();
  const { paths, schemas: names } = documents[path]!;
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "unversioned" },
    paths,
    components: { schemas: Object.fromEntries(names.map((name) => [name, schemas[name]])) },
  };
}

/** The schemas of metadata, to which every custom resource refers. */
function metaSchemas(): Fields {
  const prefix = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  const names = ["ObjectMeta", "ManagedFieldsEntry", "OwnerReference", "FieldsV1", "Time"];
  const { schemas } = unpacked();
  return Object.fromEntries(names.map((name) => [prefix + name, schemas[prefix + name]]));
}
