/**
 * Packs what a Kubernetes API server says about its built-in kinds into src/adapters/snapshot/data:
 * `discovery.json` (groups, versions, resources) and `openapi.json.br` (schemas and the paths kubectl looks at).
 *
 * Source: `api/discovery` of the Go module k8s.io/kubernetes (Apache-2.0, see NOTICE), and the documents at `/openapi/v3/` of a
 * kube-apiserver built from it. Those that lie in the module's `api/openapi-spec/v3` are made without the lists of allowed values.
 * Usage: node scripts/pack-openapi.ts FOLDER SPECS, where FOLDER is the `Dir` that
 * `go mod download -json k8s.io/kubernetes@v1.36.3` prints, and SPECS a folder with `api__v1_openapi.json` and so on, each from
 * `kubectl get --raw /openapi/v3/api/v1`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

type Json = Record<string, unknown>;
type ListedResource = {
  name: string;
  singularName: string;
  namespaced: boolean;
  kind: string;
  group?: string;
  version?: string;
  verbs: string[];
  shortNames?: string[];
  categories?: string[];
};
type Subresource = { name: string; group: string; version: string; kind: string; verbs: string[] };
type Resource = Omit<ListedResource, "group" | "version"> & { subresources: Subresource[] };
type Version = { version: string; resources: Resource[] };
type Group = { group: string; versions: Version[] };

const [, , source, specs] = process.argv;
if (source === undefined || specs === undefined) {
  console.error("usage: node scripts/pack-openapi.ts FOLDER_OF_THE_KUBERNETES_MODULE FOLDER_OF_SPECS");
  process.exit(2);
}
const target = resolve(import.meta.dirname, "../src/adapters/snapshot/data");
const groups = packDiscovery(source);
writeFileSync(join(target, "discovery.json"), `${JSON.stringify(groups, null, 1)}\n`);
const packed = packOpenApi(specs, groups);
writeFileSync(join(target, "openapi.json.br"), packed);
console.log(`${groups.length} groups, openapi.json.br ${packed.length} bytes`);

/** Stable versions only: what a server with its default settings serves. */
function packDiscovery(from: string): Group[] {
  const folder = join(from, "api/discovery");
  const aggregated = readJson(join(folder, "aggregated_v2.json")) as unknown as {
    items: { metadata: { name: string }; versions: { version: string }[] }[];
  };
  const core = {
    group: "",
    versions: [{ version: "v1", resources: readResources(join(folder, "api__v1.json"), "", "v1") }],
  };
  const others = aggregated.items.map(({ metadata: { name }, versions }) => ({
    group: name,
    versions: versions
      .filter(({ version }) => /^v\d+$/.test(version))
      .map(({ version }) => ({
        version,
        resources: readResources(join(folder, `apis__${name}__${version}.json`), name, version),
      })),
  }));
  return [core, ...others].filter(({ versions }) => versions.length > 0);
}

function readResources(file: string, group: string, version: string): Resource[] {
  const listed = (readJson(file) as unknown as { resources: ListedResource[] }).resources;
  return listed
    .filter(({ name }) => !name.includes("/"))
    .map(({ name, singularName, kind, namespaced, verbs, shortNames, categories }) => ({
      name,
      singularName,
      kind,
      namespaced,
      verbs,
      ...(shortNames && { shortNames }),
      ...(categories && { categories }),
      subresources: listed
        .filter((other) => other.name.startsWith(`${name}/`))
        .map((other) => ({
          name: other.name.slice(name.length + 1),
          group: other.group ?? group,
          version: other.version ?? version,
          kind: other.kind,
          verbs: other.verbs,
        })),
    }));
}

/** Schemas are shared between the documents, so they are kept once; a document lists the names of its own. */
function packOpenApi(from: string, served: Group[]): Buffer {
  const schemas: Json = {};
  const documents: Record<string, { paths: Json; schemas: string[] }> = {};
  for (const { group, versions } of served)
    for (const { version } of versions) {
      const path = group === "" ? `api/${version}` : `apis/${group}/${version}`;
      const file = join(from, `${path.replaceAll("/", "__")}_openapi.json`);
      const document = readJson(file) as unknown as { paths: Record<string, Json>; components: { schemas: Json } };
      Object.assign(schemas, document.components.schemas);
      documents[path] = {
        paths: mapValues(document.paths, packPath),
        schemas: Object.keys(document.components.schemas),
      };
    }
  const text = JSON.stringify({ documents, schemas });
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
}

/** Of an operation kubectl reads the kind it is for and the names of its query parameters, nothing else. */
function packPath(path: Json): Json {
  const operations = Object.entries(path).filter(([, value]) => !Array.isArray(value));
  return Object.fromEntries(
    operations.map(([method, value]) => {
      const operation = value as Json;
      const parameters = (operation.parameters as { name: string; in: string }[] | undefined) ?? [];
      return [
        method,
        {
          "x-kubernetes-action": operation["x-kubernetes-action"],
          "x-kubernetes-group-version-kind": operation["x-kubernetes-group-version-kind"],
          parameters: parameters.map(({ name, in: place }) => ({ name, in: place })),
          responses: {},
        },
      ];
    }),
  );
}

function mapValues(record: Record<string, Json>, change: (value: Json) => Json): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function readJson(file: string): Json {
  return JSON.parse(readFileSync(file, "utf8")) as Json;
}
