import type { Fields } from "../../core/evidence/observed.ts";
import { badRequest } from "./api-status.ts";
import { fieldsAt, textAt } from "./columns/fields.ts";
import { type Message, messageField, readMessage, textField } from "./protobuf.ts";

/** The four bytes before a Kubernetes message in protobuf (k8s.io/apimachinery/pkg/runtime/serializer/protobuf). */
const magic = Buffer.from("k8s\0");

/** The body of a POSTed review, as JSON or, as newer kubectl sends it, as protobuf. Throws 400 for anything else. */
export function reviewRequest(body: Buffer): Fields {
  return body.subarray(0, magic.length).equals(magic) ? fromProtobuf(body.subarray(magic.length)) : fromJson(body);
}

function fromJson(body: Buffer): Fields {
  try {
    return fieldsAt({ body: JSON.parse(body.toString("utf8")) as unknown }, "body");
  } catch {
    throw badRequest("the body of the request is not JSON");
  }
}

/** Field numbers as in generated.proto of k8s.io/api/authorization/v1 and of k8s.io/apimachinery/pkg/runtime (Unknown). */
function fromProtobuf(bytes: Buffer): Fields {
  const envelope = readMessage(bytes);
  const type = messageField(envelope, 1);
  const kind = textField(type, 2);
  if (kind === "") throw badRequest("the body of the request is not a Kubernetes message");
  const spec = messageField(messageField(envelope, 2), 2);
  const shown = kind === "SelfSubjectRulesReview" ? { namespace: textField(spec, 1) } : accessSpec(spec);
  return { kind, apiVersion: textField(type, 1), spec: shown };
}

const resourceFields = ["namespace", "verb", "group", "version", "resource", "subresource", "name"];

function accessSpec(spec: Message | undefined): Fields {
  const [resource, path] = [messageField(spec, 1), messageField(spec, 2)];
  return {
    ...(resource && {
      resourceAttributes: present(resourceFields.map((name, index) => [name, textField(resource, index + 1)])),
    }),
    ...(path && { nonResourceAttributes: { path: textField(path, 1), verb: textField(path, 2) } }),
    ...present([["user", textField(spec, 3)]]),
    ...(spec?.has(4) ? { groups: spec.get(4)!.map((group) => group.toString("utf8")) } : {}),
  };
}

function present(entries: readonly (readonly [string, string])[]): Fields {
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

/** The apiVersion and kind to answer with. */
export function typeOf(asked: Fields): { readonly kind: string; readonly apiVersion: string } {
  return { kind: textAt(asked, "kind"), apiVersion: textAt(asked, "apiVersion") };
}
