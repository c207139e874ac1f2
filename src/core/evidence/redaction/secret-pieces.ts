export type Piece = { readonly name: string; readonly value: string };

const longest = 65_536;
const most = 200;
const member = /["']?([\w.-]{1,80})["']?[ \t]{0,3}[:=][ \t]{0,3}["']?([^\s"',;&]{8,4096})/g;
const urlPassword = /:\/\/[^\s:@/]{0,256}:([^\s@/]{8,512})@/g;

/**
 * What stands inside a value of a Secret and may appear again alone: the members of a settings file or of JSON, each with its own name,
 * the password of an address, and the lines of a longer text.
 */
export function piecesOf(value: string, name: string): readonly Piece[] {
  if (value.length > longest) return [];
  const lines = value.includes("\n") ? value.split("\n").map((line) => ({ name, value: line.trim() })) : [];
  const members = [...value.matchAll(member)].map((match) => ({ name: match[1]!, value: match[2]! }));
  const passwords = [...value.matchAll(urlPassword)].map((match) => ({ name: "password", value: match[1]! }));
  return [...passwords, ...members, ...lines]
    .filter((piece) => piece.value !== value && !isOfPlaceholder(piece))
    .slice(0, most);
}

/** `[redacted:secret-3f9c1a]` reads like a member; its end learned as a secret would spoil every placeholder of this name. */
function isOfPlaceholder({ name, value }: Piece): boolean {
  return name === "redacted" && /^[a-z][a-z-]{0,40}-[0-9a-f]{1,16}\]$/.test(value);
}
