import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Fault } from "../../core/faults/fault.ts";
import { type HttpSettings, needsKey } from "./http-settings.ts";

/** Answers who asks, a name and never a key. Throws `unauthorized` unless the request shows a key that is known. */
export type KeyCheck = (headers: IncomingHttpHeaders) => string;

/**
 * Makes the check for all keys: `API_AUTH_KEY` is the caller `api-key`, the others have names. A key may come as `X-API-Key` or as
 * `Authorization: Bearer`. Digests are compared, every one of them and whole, so that the time taken tells nothing of a key.
 * With no key set everybody passes as `anonymous`.
 */
export function createKeyCheck(settings: Pick<HttpSettings, "apiKey" | "keys">): KeyCheck {
  if (!needsKey(settings)) return () => "anonymous";
  const known: { name: string; digest: Buffer }[] = (settings.keys ?? []).map(({ name, keySha256 }) => ({
    name,
    digest: Buffer.from(keySha256, "hex"),
  }));
  if (settings.apiKey !== null)
    known.unshift({ name: "api-key", digest: digestOf(Buffer.from(settings.apiKey, "utf8")) });
  return (headers) => {
    const shown = shownKey(headers);
    if (shown.length === 0) throw new Fault("unauthorized", "Missing X-API-Key header");
    const digest = digestOf(shown);
    const [caller] = known.filter((key) => timingSafeEqual(key.digest, digest));
    if (caller === undefined) throw new Fault("unauthorized", "Invalid API Key");
    return caller.name;
  };
}

function digestOf(key: Buffer): Buffer {
  return hash("sha256", key, "buffer");
}

/** The key's bytes: Node reads header bytes as Latin-1, so this gives back what was sent. */
function shownKey(headers: IncomingHttpHeaders): Buffer {
  const header = headers["x-api-key"];
  const own = typeof header === "string" ? header.trim() : "";
  if (own !== "") return Buffer.from(own, "latin1");
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? "");
  return Buffer.from(bearer?.[1] ?? "", "latin1");
}
