/** Reads the JSON object of a reply while it comes, in pieces cut anywhere. Never throws; what is no JSON gives nothing. */
export type PartialReply = {
  push(piece: string): void;
  /** What of the field `text` has come, its escapes resolved. */
  text(): string;
  /** The value of the field `cause`; undefined: it has not come, or not whole. */
  cause(): unknown;
};

/** In one pass over the characters, whatever their number. */
export function createPartialReply(): PartialReply {
  let ahead = "";
  let scanner: Scanner | null = null;
  return {
    push(piece) {
      if (scanner === null) {
        ahead += piece;
        const start = beginningOf(ahead);
        if (start === -1) return;
        scanner = new Scanner();
        scanner.read(ahead.slice(start));
        ahead = "";
      } else scanner.read(piece);
    },
    text: () => scanner?.text ?? "",
    cause: () => scanner?.cause,
  };
}

/** Where the object begins, behind the thoughts of a model that thinks aloud; -1: not yet. */
function beginningOf(text: string): number {
  const opening = "<think>";
  const begun = text.trimStart().slice(0, opening.length);
  if (begun !== "" && opening.startsWith(begun) && begun.length < opening.length) return -1;
  if (begun !== opening) return text.indexOf("{");
  const end = text.lastIndexOf("</think>");
  return end === -1 ? -1 : text.indexOf("{", end);
}

const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "/": "/", "\\": "\\", '"': '"' }),
);

class Scanner {
  text = "";
  cause: unknown;
  /** Objects and lists that are open. */
  private depth = 0;
  private key = "";
  private isKeyNext = false;
  private isInString = false;
  /** What of an escape sequence has come. */
  private escape = "";
  private pending = "";
  /** The text of the value of `cause` so far; null: it is not being read. */
  private raw: string | null = null;

  read(piece: string): void {
    for (const character of piece.split("")) {
      if (this.raw !== null) this.raw += character;
      if (this.isInString) this.inString(character);
      else this.between(character);
    }
  }

  private inString(character: string): void {
    if (this.escape !== "") {
      this.escape += character;
      if (this.escape.startsWith("\\u")) {
        if (this.escape.length === 6) this.take(String.fromCharCode(Number.parseInt(this.escape.slice(2), 16)));
      } else this.take(escapes.get(character) ?? "");
    } else if (character === "\\") this.escape = "\\";
    else if (character !== '"') this.take(character);
    else this.endString();
  }

  private take(characters: string): void {
    this.escape = "";
    if (this.depth !== 1) return;
    if (this.isKeyNext) this.pending += characters;
    else if (this.key === "text") this.text += characters;
  }

  private endString(): void {
    this.isInString = false;
    if (this.depth !== 1 || !this.isKeyNext) return;
    this.key = this.pending;
    this.isKeyNext = false;
  }

  private between(character: string): void {
    if (character === '"') {
      this.isInString = true;
      this.pending = "";
      if (this.depth === 1 && !this.isKeyNext && this.key === "text") this.text = "";
    } else if (character === ":" && this.depth === 1 && this.key === "cause") this.raw = "";
    else if (character === "{" || character === "[") {
      this.depth += 1;
      if (this.depth === 1) this.isKeyNext = true;
    } else if (character === "}" || character === "]") {
      if (this.depth === 1) this.endCause();
      this.depth -= 1;
    } else if (character === "," && this.depth === 1) {
      this.endCause();
      this.isKeyNext = true;
    }
  }

  /** The comma or bracket behind the value has been read along. */
  private endCause(): void {
    const raw = this.raw?.slice(0, -1);
    this.raw = null;
    if (raw === undefined) return;
    try {
      this.cause = JSON.parse(raw);
    } catch {
      this.cause = undefined;
    }
  }
}
