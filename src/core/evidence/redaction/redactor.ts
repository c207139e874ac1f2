import { createLearnedValues } from "./learned-values.ts";
import { hideNamedValues } from "./named-values.ts";
import { createPlaceholders, type Original } from "./placeholders.ts";
import { hidePrivateKeys } from "./private-keys.ts";
import { hideSecretObjects } from "./secret-objects.ts";
import { type Piece, piecesOf } from "./secret-pieces.ts";
import { secretShape } from "./secret-shape.ts";
import { tokenPatterns } from "./token-patterns.ts";

/** Takes secrets out of text before it is stored, logged, answered or shown to a model. */
export type Redactor = {
  redact(text: string): string;
  /** The whole text is a secret, as with a jsonpath into a Secret; every line of it is hidden. `name` is what it stands under, if known. */
  redactWhole(text: string, name?: string): string;
  /** How many of the last lines may be the beginning of a known secret over several lines: a stream holds them back. */
  unfinished(lines: readonly string[]): number;
  /** What a placeholder of this thread stands for; null when it is not known (any more). For commands that a person approved alone. */
  original(placeholder: string): Original | null;
};

/** What cannot be checked does not leave. */
export const unchecked = "[redacted: this output could not be checked for secrets]";

/**
 * One redactor a thread. The same secret gets the same placeholder, `[redacted:token-3f9c1a]`: `fingerprint` makes the last part, a few
 * hexadecimal digits that do not reveal the secret (a keyed hash). Lines stay lines, so that evidence keeps its numbering. Values once
 * seen in a Secret are hidden everywhere after that, as printed and base64-decoded, when they can be secrets: see `secretShape`.
 */
export function createRedactor(fingerprint: (secret: string) => string): Redactor {
  const learned = createLearnedValues();
  const placeholders = createPlaceholders();
  const placeholder = (label: string, secret: string, plain = secret) => {
    const name = `[redacted:${label}-${fingerprint(secret)}]`;
    placeholders.remember(name, { printed: secret, plain });
    return name;
  };
  const learnPiece = ({ name, value }: Piece) => {
    const shape = secretShape(value, name);
    if (shape !== null && !value.startsWith("[redacted:"))
      learned.learn(value, placeholder("secret", value), shape === "strong");
  };
  const learn = (label: string, secret: string, key: string): string => {
    if (secret.startsWith("[redacted:") || quotedPlaceholder.test(secret)) return secret;
    const plain = decoded(secret);
    const kind = `${label}${flawIn(plain ?? "")}`;
    const name = placeholder(kind, secret, plain?.replace(/[\r\n]+$/, "") ?? secret);
    for (const form of [secret, plain?.trim() ?? secret]) {
      const shape = secretShape(plain?.trim() ?? secret, key);
      if (shape !== null) learned.learn(form, name, shape === "strong" || form !== plain?.trim());
      for (const piece of piecesOf(form, key)) learnPiece(piece);
    }
    return name;
  };
  const hidden = (text: string): string => {
    let result = learned.hide(hidePrivateKeys(hideSecretObjects(text, learn), placeholder));
    for (const { label, hint, pattern, group } of tokenPatterns) {
      if (!hint.test(result)) continue;
      result = result.replace(pattern, (...match) =>
        hideMatch(match as unknown as string[], group, (secret) => placeholder(label, secret)),
      );
    }
    return hideNamedValues(result, placeholder);
  };
  return {
    redact: (text) => closed(() => hidden(text)),
    redactWhole: (text, name = "") =>
      closed(() =>
        text
          .split("\n")
          .map((line) => (line.trim() === "" ? line : learn("secret", line.trim(), name)))
          .join("\n"),
      ),
    unfinished: learned.unfinished,
    original: placeholders.original,
  };
}

/**
 * What programs take for a part of a password although it was not meant so: a line break behind it, blanks or quotes around it, or that it was
 * encoded once more. Worth knowing, and gives nothing away.
 */
function flawIn(plain: string): string {
  if (/^[^\r\n]{1,300}\r?\n$/.test(plain)) return "-ending-in-newline";
  if (/^(?:[ \t]{1,20}\S{1,300}|\S{1,300}[ \t]{1,20})$/.test(plain)) return "-with-blanks-around";
  if (/^(["'])[^"'\n]{1,300}\1$/.test(plain)) return "-in-quotes";
  return plain.length >= 12 && /^[\x20-\x7e]{6,300}\n?$/.test(decoded(plain) ?? "") ? "-encoded-twice" : "";
}

const quotedPlaceholder = /^(["'])\[redacted:[a-z][a-z-]{0,40}-[0-9a-f]{1,16}\]\1$/;

function hideMatch(match: readonly string[], group: number | undefined, name: (secret: string) => string): string {
  const whole = match[0]!;
  const secret = group === undefined ? whole.trim() : match[group]!;
  if (secret.includes("[redacted:")) return whole;
  const at = whole.lastIndexOf(secret);
  return whole.slice(0, at) + name(secret) + whole.slice(at + secret.length);
}

function decoded(secret: string): string | null {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(secret) || secret.length % 4 !== 0) return null;
  try {
    const bytes = Uint8Array.from(atob(secret), (character) => character.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /[^\P{Cc}\t\r\n]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function closed(work: () => string): string {
  try {
    return work();
  } catch {
    return unchecked;
  }
}
