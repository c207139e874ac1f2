/**
 * Tells the frames of stack traces from log lines: Java, Kotlin, Node and .NET (`at ...`), Python (`File "..."` and the code below it),
 * Go (`goroutine 1 [running]:` and what follows), Ruby (`from ...`), PHP (`#0 ...`), Rust (`0: ...`).
 * What a trace was caused by, and the exception itself, are lines of their own.
 */
export class TraceReader {
  #inTrace = false;
  #inGoroutine = false;

  /** Whether the line at a range is a frame that belongs to the line above it. Lines must come in order. */
  isFrame(text: string, from: number, to: number): boolean {
    const code = text.charCodeAt(from);
    if (code === 32 || code === 9) return this.#indented(text, from, to);
    if (this.#inGoroutine) {
      if (from === to) this.#inGoroutine = false;
      else return true;
    }
    this.#inTrace = code === 84 && text.startsWith("Traceback (most recent", from);
    if (code === 103 && text.startsWith("goroutine ", from)) {
      this.#inGoroutine = true;
      return true;
    }
    if (code === 35) return /^#\d+ /.test(text.slice(from, Math.min(to, from + 12)));
    return code === 99 && text.startsWith("created by ", from);
  }

  #indented(text: string, from: number, to: number): boolean {
    if (this.#inTrace || this.#inGoroutine) return true;
    this.#inTrace = frame.test(text.slice(from, Math.min(to, from + 200)));
    return this.#inTrace;
  }
}

const frame =
  /^\s{1,40}(?:at |\.\.\. \d+ (?:more|common)|File "|from \S+:\d+:in |\d+: +\S|#\d+ |\/\S*\.go:\d+|thrown in )/;
