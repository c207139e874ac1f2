/** Every path this surface serves, with its methods. A test pins it; another holds it against the router. */
export const paths: ReadonlyMap<string, readonly string[]> = new Map([
  ["/api/sendMessage", ["POST"]],
  ["/api/health", ["GET", "POST"]],
  ["/kubectl-command", ["POST"]],
  ["/health", ["GET"]],
  ["/metrics", ["GET"]],
  ["/openapi.json", ["GET"]],
  ["/docs", ["GET"]],
  ["/api/v1/threads", ["GET", "POST"]],
  ["/api/v1/threads/:thread", ["DELETE", "GET", "PATCH"]],
  ["/api/v1/threads/:thread/export", ["GET"]],
  ["/api/v1/threads/:thread/messages", ["POST"]],
  ["/api/v1/threads/:thread/turns/:turn", ["GET"]],
  ["/api/v1/threads/:thread/turns/:turn/events", ["GET"]],
  ["/api/v1/threads/:thread/turns/:turn/cancel", ["POST"]],
  ["/api/v1/threads/:thread/turns/:turn/resume", ["POST"]],
  ["/api/v1/threads/:thread/suggestions/:suggestion/approve", ["POST"]],
  ["/api/v1/threads/:thread/suggestions/:suggestion/edit", ["POST"]],
  ["/api/v1/threads/:thread/suggestions/:suggestion/reject", ["POST"]],
  ["/api/v1/threads/:thread/evidence/:evidence", ["GET"]],
]);

/** What a path of ours looks like, part by part; null stands for a parameter. */
const shapes: readonly { readonly path: string; readonly parts: readonly (string | null)[] }[] = [...paths.keys()]
  .filter((path) => path.includes(":"))
  .map((path) => ({ path, parts: path.split("/").map((part) => (part.startsWith(":") ? null : part)) }));

/** The path of the table that a URL means, or null when it is not served. A trailing slash does not make another path. */
export function servedPath(url: string): string | null {
  const path = pathOf(url);
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  if (paths.has(plain)) return plain;
  const given = plain.split("/");
  const fits = (parts: readonly (string | null)[]) =>
    parts.length === given.length &&
    parts.every((part, index) => (part === null ? given[index] !== "" : part === given[index]));
  return shapes.find(({ parts }) => fits(parts))?.path ?? null;
}

export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
