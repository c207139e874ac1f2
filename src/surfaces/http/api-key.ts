import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Fault } from "../../core/faults/fault.ts";

/** Throws `unauthorized` unless the request shows the key. */
export type KeyCheck = (headers: IncomingHttpHeaders) => void;

/**
 * Makes the check for one key. The key may come as `X-API-Key` or as `Authorization: Bearer`; the comparison takes as
 * long for a nearly right key as for a wrong one. With no key set everybody passes.
 */
export function createKeyCheck(apiKey: string | null): KeyCheck {
  if (apiKey === null) return () => {};
  const wanted = digest(apiKey);
  return (headers) => {
    const shown = shownKey(headers);
    if (shown === "") throw new Fault("unauthorized", "Missing X-API-Key header");
    if (!timingSafeEqual(digest(shown), wanted)) throw new Fault("unauthorized", "Invalid API Key");
  };
}

/** Equal lengths, whatever was sent: `timingSafeEqual` needs them. */
const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();

/** Header bytes arrive as Latin-1; a key with other letters was sent as UTF-8. */
function shownKey(headers: IncomingHttpHeaders): string {
  const header = headers["x-api-key"];
  const own = typeof header === "string" ? header.trim() : "";
  if (own !== "") return Buffer.from(own, "latin1").toString("utf8");
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? "");
  return bearer === null ? "" : Buffer.from(bearer[1]!, "latin1").toString("utf8");
}
