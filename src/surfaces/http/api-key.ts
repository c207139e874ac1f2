import { timingSafeEqual } from "node:crypto";
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
  const wanted = Buffer.from(apiKey, "utf8");
  return (headers) => {
    const shown = shownKey(headers);
    if (shown.length === 0) throw new Fault("unauthorized", "Missing X-API-Key header");
    if (!isSame(shown, wanted)) throw new Fault("unauthorized", "Invalid API Key");
  };
}

/** Looks at as many bytes as the wanted key has, whatever was shown. */
function isSame(shown: Buffer, wanted: Buffer): boolean {
  const fitted = Buffer.alloc(wanted.length);
  shown.copy(fitted);
  return timingSafeEqual(fitted, wanted) && shown.length === wanted.length;
}

/** The key's bytes: Node reads header bytes as Latin-1, so this gives back what was sent. */
function shownKey(headers: IncomingHttpHeaders): Buffer {
  const header = headers["x-api-key"];
  const own = typeof header === "string" ? header.trim() : "";
  if (own !== "") return Buffer.from(own, "latin1");
  const bearer = /^bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? "");
  return Buffer.from(bearer?.[1] ?? "", "latin1");
}
