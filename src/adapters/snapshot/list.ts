import { badRequest, expired } from "./api-status.ts";
import { fieldSelector } from "./field-selector.ts";
import { type KubeObject, labelsOf, nameOf, namespaceOf } from "./kube-object.ts";
import { labelSelector } from "./label-selector.ts";
import type { Resource } from "./resources.ts";

/** One answer to a list request: the objects of this chunk and how to ask for the next. */
export type Chunk = {
  readonly objects: readonly KubeObject[];
  readonly continue?: string;
  /** Not given when a selector is set, because the server then does not know. */
  readonly remainingItemCount?: number;
};

/** Selects and cuts a list by the query parameters `labelSelector`, `fieldSelector`, `limit` and `continue`. Throws 400 and 410. */
export function chunkOf(
  objects: readonly KubeObject[],
  resource: Resource,
  query: URLSearchParams,
  recordedAt: number,
): Chunk {
  checkVersion(query.get("resourceVersion") ?? "");
  const labels = query.get("labelSelector") ?? "";
  const fields = query.get("fieldSelector") ?? "";
  const [hasLabels, hasFields] = [labelSelector(labels), fieldSelector(fields, resource)];
  const selected =
    labels === "" && fields === ""
      ? objects
      : objects.filter((object) => hasFields(object) && (labels === "" || hasLabels(labelsOf(object))));
  const rest = afterToken(selected, query.get("continue") ?? "", recordedAt);
  const limit = limitOf(query.get("limit"));
  if (limit === 0 || rest.length <= limit) return { objects: rest };
  const chunk = rest.slice(0, limit);
  return {
    objects: chunk,
    continue: tokenAfter(chunk.at(-1)!, recordedAt),
    ...(labels === "" && fields === "" ? { remainingItemCount: rest.length - limit } : {}),
  };
}

/** Every version that a client can have seen is served by the one list there is. */
function checkVersion(version: string): void {
  if (/^\d*$/.test(version)) return;
  const quoted = JSON.stringify(version);
  throw badRequest(
    `invalid resource version: resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`,
  );
}

function limitOf(text: string | null): number {
  if (text === null || text === "") return 0;
  if (!/^-?\d{1,18}$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Math.max(0, Number(text));
}

const placeOf = (object: KubeObject) => `${namespaceOf(object)}/${nameOf(object)}`;

/** A token holds the last object served and the recording it belongs to. */
function tokenAfter(object: KubeObject, recordedAt: number): string {
  return Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: recordedAt, start: placeOf(object) })).toString(
    "base64url",
  );
}

function afterToken(objects: readonly KubeObject[], token: string, recordedAt: number): readonly KubeObject[] {
  if (token === "") return objects;
  const { rv, start } = readToken(token);
  if (rv !== recordedAt) throw expired();
  const index = objects.findIndex((object) => placeOf(object) === start);
  if (index < 0) throw expired();
  return objects.slice(index + 1);
}

function readToken(token: string): { rv?: unknown; start?: unknown } {
  checkBase64(token);
  try {
    const read: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (typeof read === "object" && read !== null) return read;
  } catch {
    // Answered below, like every other token that this server did not write.
  }
  throw expired();
}

function checkBase64(token: string): void {
  const odd = /[^\w-]/.exec(token)?.index ?? (token.length % 4 === 1 ? token.length - 1 : -1);
  if (odd < 0) return;
  throw badRequest(`invalid continue token: continue key is not valid: illegal base64 data at input byte ${odd}`);
}
