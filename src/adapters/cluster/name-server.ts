import { createHash } from "node:crypto";

/** An API server by its address, and by its authority where one is named: tunnels put different clusters behind the same local address. */
export function nameServer(url: string, authority: string | undefined): string {
  const address = URL.canParse(url) ? withoutCredentials(new URL(url)) : "unknown";
  if (authority === undefined || authority === "") return address;
  return `${address}#${createHash("sha256").update(authority).digest("hex").slice(0, 12)}`;
}

function withoutCredentials(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}`;
}
