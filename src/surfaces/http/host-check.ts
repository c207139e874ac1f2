import { isIP } from "node:net";
import { Fault } from "../../core/faults/fault.ts";

/** Throws `bad-request` unless the request was meant for this server. */
export type HostCheck = (host: string | undefined) => void;

/**
 * Without a key only the address guards the server, and a web page can point a name of its own at a loopback address (DNS rebinding).
 * So a server without a key answers to addresses, `localhost` and its own name, and to no other name in the Host header.
 */
export function createHostCheck(isKeyNeeded: boolean, ownHost: string): HostCheck {
  if (isKeyNeeded) return () => {};
  return (host) => {
    const name = hostname(host);
    if (name === null || isIP(name) !== 0 || name === "localhost" || name === ownHost.toLowerCase()) return;
    throw new Fault(
      "bad-request",
      `The Host header names ${JSON.stringify(name.slice(0, 100))}, which is not this server. Without API_AUTH_KEY it answers to its address and to localhost only.`,
    );
  };
}

/** Without port and brackets, in lower case; null when there is none, as HTTP/1.0 allows. */
function hostname(host: string | undefined): string | null {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host?.trim() ?? "");
  const name = (match?.[1] ?? match?.[2] ?? host ?? "").toLowerCase().replace(/\.$/, "");
  return name === "" ? null : name;
}
