/** Every path this surface serves, with its methods. A test pins it; another holds it against the router. */
export const paths: ReadonlyMap<string, readonly string[]> = new Map([
  ["/api/sendMessage", ["POST"]],
  ["/api/health", ["GET", "POST"]],
  ["/kubectl-command", ["POST"]],
  ["/health", ["GET"]],
  ["/metrics", ["GET"]],
  ["/openapi.json", ["GET"]],
  ["/docs", ["GET"]],
]);

/** The path of the table that a URL means, or null when it is not served. A trailing slash does not make another path. */
export function servedPath(url: string): string | null {
  const path = pathOf(url);
  const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
  return paths.has(plain) ? plain : null;
}

export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
