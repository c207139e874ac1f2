import { type Redactor, unchecked } from "./redactor.ts";
import { isCutObject } from "./secret-objects.ts";
import { contextAfter, contextLines, emptyContext, type StreamContext, takenForSecret } from "./stream-context.ts";

/** Most characters that wait for the end of a line or for the kind of an object. An object is 1.5 MiB at most in etcd. */
const mostHeld = 2_000_000;

/** Redacts a text that comes in pieces. What `push` and `end` answer, joined, is the redacted text. */
export type StreamRedactor = {
  /** Takes the next piece; answers what can leave by now, whole lines, or an empty text. */
  push(chunk: string): string;
  /** The stream is over; answers what was held back. */
  end(): string;
};

/**
 * A redactor over the pieces of a stream, wherever they are cut. Lines leave when they are whole, except where a later line tells
 * whether they are secret: the values of an object whose `kind` follows, the first lines of a known secret over several lines. More
 * than `most` characters do not wait: such values count as those of a Secret, and such a line is left out.
 *
 * It hides what `redact` hides in the whole text, with one difference: a value that a Secret further down would have betrayed has left
 * by then. Lines of base64 are hidden even where no mark says that they are a key.
 */
export function createStreamRedactor(redactor: Redactor, most = mostHeld): StreamRedactor {
  const unended = createUnendedLine(most);
  const held = createHeldLines(redactor, most);
  return {
    push(chunk) {
      for (const line of unended.push(chunk)) held.take(line);
      return held
        .leave()
        .map((line) => `${line}\n`)
        .join("");
    },
    end() {
      held.take(unended.end());
      return held.leaveAll().join("\n");
    },
  };
}

/** The last line as far as it has come. */
function createUnendedLine(most: number) {
  let waiting = "";
  let isTooLong = false;
  const add = (piece: string) => {
    isTooLong ||= waiting.length + piece.length > most;
    waiting = isTooLong ? unchecked : waiting + piece;
  };
  const end = () => {
    const line = waiting;
    waiting = "";
    isTooLong = false;
    return line;
  };
  return {
    end,
    push(chunk: string): readonly string[] {
      const pieces = chunk.split("\n");
      const last = pieces.pop()!;
      const lines = pieces.map((piece) => {
        add(piece);
        return end();
      });
      add(last);
      return lines;
    },
  };
}

/** Whole lines that have not left yet. `before` is what came before the first of them, `after` what came with the last. */
function createHeldLines(redactor: Redactor, most: number) {
  const lines: string[] = [];
  let size = 0;
  let before = emptyContext;
  let after = emptyContext;
  let undecidedFrom = 0;
  const leaveFirst = (count: number): readonly string[] => {
    if (count <= 0) return [];
    const leaving = lines.splice(0, count);
    const redacted = redactLines(leaving, before, redactor);
    for (const line of leaving) {
      before = contextAfter(before, line);
      size -= line.length + 1;
    }
    undecidedFrom -= count;
    return redacted;
  };
  const certain = () => {
    const decided = after.undecided === null ? lines.length : undecidedFrom;
    return Math.min(decided, lines.length - redactor.unfinished(lines));
  };
  return {
    take(line: string) {
      const next = contextAfter(after, line);
      if (next.undecided !== after.undecided) undecidedFrom = lines.length;
      after = next;
      lines.push(line);
      size += line.length + 1;
    },
    leave(): readonly string[] {
      const leaving = leaveFirst(certain());
      if (size <= most) return leaving;
      if (after.undecided !== null) before = takenForSecret(before, after.undecided);
      const forced = leaveFirst(lines.length);
      after = before;
      return [...leaving, ...forced];
    },
    leaveAll: () => leaveFirst(lines.length),
  };
}

/** The lines as they are redacted behind what came before them; what changes their number could not be checked. */
function redactLines(lines: readonly string[], before: StreamContext, redactor: Redactor): readonly string[] {
  const context = contextLines({ ...before, sawSecret: before.sawSecret || lines.some(isCutObject) });
  const redacted = redactor.redact([...context, ...lines].join("\n")).split("\n");
  if (redacted.length !== context.length + lines.length) return lines.map(() => unchecked);
  return redacted.slice(context.length);
}
