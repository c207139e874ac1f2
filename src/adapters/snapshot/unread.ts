import type { Fields } from "../../core/evidence/observed.ts";
import { ApiStatus, qualified } from "./api-status.ts";
import { entriesAt, fieldsAt, integerAt, isTrueAt, textAt, textsAt } from "./columns/fields.ts";

/** Something of a cluster that a capture could not read, with what the API server said. */
export type NotRead = {
  readonly group: string;
  readonly version: string;
  /** Plural; `*`: the whole group in this version; `pods/log`: every log of the namespace. */
  readonly resource: string;
  /** undefined: over all namespaces, or a resource of the whole cluster. */
  readonly namespace: string | undefined;
  readonly code: number;
  readonly reason: string;
  readonly message: string;
};

/** What a recording does not hold although the cluster may have it; a question about it is refused, never answered with an empty list. */
export type Unread = {
  /** Why a resource cannot be answered for in a namespace (undefined: in all of them, or a resource of the whole cluster). */
  refusal(resource: Named, namespace: string | undefined, name: string | undefined): ApiStatus | undefined;
  /** Why no resource of a group is known. */
  groupRefusal(group: string, version: string): ApiStatus | undefined;
  /** Why the log of a container is not there; undefined when nothing is known of it. */
  logRefusal(namespace: string, pod: string, container: string, previous: boolean): ApiStatus | undefined;
  /** What a list over all namespaces leaves out, as a warning; undefined when nothing. */
  warning(resource: Named & { readonly namespaced: boolean }, namespace: string | undefined): string | undefined;
};

/** Reads the mapping `capture` of snapshot.yaml; a recording without it was not made by a capture and leaves nothing out. */
export function unreadOf(described: unknown): Unread {
  const capture = fieldsAt(described, "capture");
  const only = textsAt(capture, "namespaces");
  const tried = new Set(textsAt(capture, "namespacesTried"));
  const entries = new Map(entriesAt(capture, "notRead").map((entry) => [keyOfEntry(entry), entry]));
  const logs = new Map(entriesAt(capture, "logsNotRead").map((entry) => [keyOfLog(entry), entry]));
  const isOutside = (namespace: string) => only.length > 0 && !only.includes(namespace);
  const entryOf = ({ group: asked, plural }: Named, namespace: string | undefined) => {
    const group = plural === "events" ? "" : asked;
    const whole = entries.get(key(group, plural, ""));
    if (namespace === undefined) return whole;
    return (
      (whole && !isWorthTrying(whole, tried, namespace) ? whole : undefined) ??
      entries.get(key(group, plural, namespace))
    );
  };
  return {
    refusal(resource, namespace, name) {
      const asked = isNamespaces(resource) ? name : namespace;
      if (asked !== undefined && isOutside(asked)) return notInRecording(resource, asked, only);
      return statusOf(entryOf(resource, namespace), resource);
    },
    groupRefusal: (group, version) => statusOf(entries.get(key(group, `*.${version}`, "")), { group, plural: "" }),
    logRefusal(namespace, pod, container, previous) {
      const found = logs.get(key(namespace, pod, container, previous));
      return statusOf(found ?? entryOf({ group: "", plural: "pods/log" }, namespace), { group: "", plural: "pods" });
    },
    warning: (resource, namespace) =>
      only.length > 0 && namespace === undefined && (isNamespaces(resource) || resource.namespaced)
        ? `this recording holds only the namespaces ${only.join(", ")}`
        : undefined,
  };
}

type Named = { readonly group: string; readonly plural: string };

const isNamespaces = ({ group, plural }: Named) => group === "" && plural === "namespaces";

const key = (...parts: readonly (string | boolean)[]) => JSON.stringify(parts);

function keyOfEntry(entry: Fields): string {
  const resource = textAt(entry, "resource");
  return key(
    textAt(entry, "group"),
    resource === "*" ? `*.${textAt(entry, "version")}` : resource,
    textAt(entry, "namespace"),
  );
}

function keyOfLog(entry: Fields): string {
  return key(textAt(entry, "namespace"), textAt(entry, "pod"), textAt(entry, "container"), isTrueAt(entry, "previous"));
}

/** Who may not list over all namespaces may still be allowed to in one of them, and that was tried. */
function isWorthTrying(whole: Fields, tried: ReadonlySet<string>, namespace: string): boolean {
  return integerAt(whole, "code") === 403 && tried.has(namespace);
}

function statusOf(entry: Fields | undefined, { group, plural }: Named): ApiStatus | undefined {
  if (entry === undefined) return undefined;
  const code = integerAt(entry, "code");
  const isRefusal = code >= 400 && code < 600;
  return new ApiStatus(isRefusal ? code : 500, textAt(entry, "reason"), textAt(entry, "message"), {
    ...(group === "" ? {} : { group }),
    kind: plural,
  });
}

function notInRecording(resource: Named, namespace: string, only: readonly string[]): ApiStatus {
  const message = `${qualified(resource)} is forbidden: this recording holds only the namespaces ${only.join(", ")}, not "${namespace}"`;
  return new ApiStatus(403, "Forbidden", message, { kind: resource.plural });
}
