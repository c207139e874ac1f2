import type { Answer } from "./answer.ts";

type WatchRequest = {
  readonly query: URLSearchParams;
  /** Objects or Tables to report as already there; nothing when the client has listed them before. */
  readonly initial: readonly unknown[];
  /** Kind and apiVersion of a bookmark. */
  readonly bookmark: { readonly kind: string; readonly apiVersion: string };
  readonly resourceVersion: string;
};

/** An informer reconnects at once when its watch ends; for so long it is left waiting. */
const longestHoldMs = 30_000;

/**
 * The stream of a watch on a cluster in which nothing happens: what is there (when asked for), a bookmark (when asked for),
 * and the end. A client that watches to see a change (`kubectl get -w`) is let go at once; an informer, which sets
 * `timeoutSeconds`, is held for as long, at most 30 s.
 */
export function watchStream({ query, initial, bookmark, resourceVersion }: WatchRequest): Answer {
  const sendsInitial = query.get("sendInitialEvents") === "true";
  const version = query.get("resourceVersion") ?? "";
  const added = sendsInitial || version === "" || version === "0" ? initial : [];
  const events = added.map((object) => ({ type: "ADDED", object }));
  const ending = sendsInitial ? [{ type: "BOOKMARK", object: bookmarkOf(bookmark, resourceVersion) }] : [];
  const timeout = Number(query.get("timeoutSeconds") ?? 0) * 1000;
  return {
    code: 200,
    contentType: "application/json",
    body: [...events, ...ending].map((event) => `${JSON.stringify(event)}\n`).join(""),
    holdMs: timeout > 0 ? Math.min(timeout, longestHoldMs) : 0,
  };
}

function bookmarkOf({ kind, apiVersion }: WatchRequest["bookmark"], resourceVersion: string): object {
  return {
    kind,
    apiVersion,
    metadata: { resourceVersion, creationTimestamp: null, annotations: { "k8s.io/initial-events-end": "true" } },
  };
}
