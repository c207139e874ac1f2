import type { Fields } from "../../core/evidence/observed.ts";
import { at, fieldsAt } from "./columns/fields.ts";
import type { Resource } from "./resources.ts";

/**
 * The OpenAPI v3 document of one group and version that custom resources make up, as far as `kubectl explain` and the
 * validation of `kubectl apply` read it: a schema a kind (with apiVersion, kind and metadata added) and the paths that lead to it.
 */
export function customDocument(resources: readonly Resource[], meta: Fields): object {
  const schemas = resources.map((resource) => [schemaName(resource), schemaOf(resource)] as const);
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes CRD Swagger", version: "v0.1.0" },
    paths: Object.fromEntries(resources.flatMap(pathsOf)),
    components: { schemas: { ...Object.fromEntries(schemas), ...meta } },
  };
}

const gvk = ({ group, version, kind }: Resource) => ({ group, kind, version });

/** `shop.example.com/v1, Widget` is `com.example.shop.v1.Widget`. */
function schemaName({ group, version, kind }: Resource): string {
  return `${group.split(".").reverse().join(".")}.${version}.${kind}`;
}

function schemaOf(resource: Resource): object {
  const schema = fieldsAt(resource.custom, "schema", "openAPIV3Schema");
  return {
    type: "object",
    ...schema,
    properties: {
      ...fieldsAt(schema, "properties"),
      apiVersion: { type: "string", description: descriptionOf("APIVersion", schema) ?? apiVersionDescription },
      kind: { type: "string", description: descriptionOf("kind", schema) ?? kindDescription },
      metadata: {
        description:
          "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
        allOf: [{ $ref: "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" }],
      },
    },
    "x-kubernetes-group-version-kind": [gvk(resource)],
  };
}

function descriptionOf(property: string, schema: Fields): unknown {
  return at(schema, "properties", property, "description");
}

const apiVersionDescription =
  "APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources";
const kindDescription =
  "Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds";

function pathsOf(resource: Resource): [string, object][] {
  const { group, version, plural, namespaced } = resource;
  const list = `/apis/${group}/${version}/${namespaced ? "namespaces/{namespace}/" : ""}${plural}`;
  return [
    [list, { get: operation("list", resource, []), post: operation("post", resource, ["dryRun", "fieldValidation"]) }],
    [
      `${list}/{name}`,
      {
        get: operation("get", resource, []),
        patch: operation("patch", resource, ["dryRun", "fieldValidation", "force"]),
      },
    ],
  ];
}

function operation(action: string, resource: Resource, parameters: readonly string[]): object {
  return {
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": gvk(resource),
    parameters: parameters.map((name) => ({ name, in: "query" })),
    responses: {},
  };
}
