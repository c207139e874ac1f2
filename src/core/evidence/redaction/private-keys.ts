import type { Hide } from "./named-values.ts";

const begin = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** The lines of a key's head: `Proc-Type: 4,ENCRYPTED`, `Version: 2`. */
const head = /^[A-Za-z-]{3,20}: /;
const mostLines = 400;

/** Private keys over lines (PEM, OpenSSH, PGP): every line between its marks, also behind the prefix that a log puts before each. */
export function hidePrivateKeys(text: string, hide: Hide): string {
  if (!text.includes("PRIVATE KEY")) return text;
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (beginsKey(line)) at = hideKey(lines, at + 1, hide);
  }
  return lines.join("\n");
}

/** The mark above a key whose lines follow. */
export function beginsKey(line: string): boolean {
  return begin.test(line) && !line.includes("-----END");
}

/** Whether a line below that mark belongs to the key: a piece of it, its head, its end mark, or prose behind a key that was cut off. */
export function keyPart(
  line: string,
): { readonly is: "piece"; readonly piece: string } | { readonly is: "head" | "end" | "prose" } {
  if (line.includes("-----END")) return { is: "end" };
  const content = line.trim();
  if (content === "" || head.test(content)) return { is: "head" };
  const piece = /(?:^|\s)([A-Za-z0-9+/=]{4,})[\s"',]*$/.exec(line)?.[1];
  return piece === undefined ? { is: "prose" } : { is: "piece", piece };
}

/** Answers the index of the last line that belongs to the key, its end mark too; a key that was cut off ends where prose begins. */
function hideKey(lines: string[], from: number, hide: Hide): number {
  for (let at = from; at < lines.length && at < from + mostLines; at += 1) {
    const line = lines[at]!;
    const part = keyPart(line);
    if (part.is === "end") return at;
    if (part.is === "prose") return at - 1;
    if (part.is === "piece") lines[at] = line.replace(part.piece, () => hide("private-key", part.piece));
  }
  return Math.min(lines.length, from + mostLines) - 1;
}
