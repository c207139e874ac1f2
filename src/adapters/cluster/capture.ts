/** Keeps the head and the tail of a stream within a limit, and counts what it dropped between them. */
export class Capture {
  private readonly half: number;
  private readonly head: Buffer[] = [];
  private headBytes = 0;
  private tail: Buffer[] = [];
  private tailBytes = 0;
  private dropped = 0;

  constructor(limitBytes: number) {
    this.half = Math.max(1, Math.floor(limitBytes / 2));
  }

  add(chunk: Buffer): void {
    const room = this.half - this.headBytes;
    if (room > 0) {
      this.head.push(chunk.subarray(0, room));
      this.headBytes += Math.min(room, chunk.length);
    }
    if (chunk.length > room) this.addTail(chunk.subarray(Math.max(0, room)));
  }

  get truncated(): boolean {
    return this.dropped > 0 || this.tailBytes > this.half;
  }

  /** The text; bytes that are no UTF-8 become U+FFFD. A line of its own says how much was left out between head and tail. */
  text(): string {
    const head = Buffer.concat(this.head);
    const tail = Buffer.concat(this.tail);
    if (!this.truncated) return Buffer.concat([head, tail]).toString("utf8");
    const kept = tail.subarray(Math.max(0, tail.length - this.half));
    const left = this.dropped + tail.length - kept.length;
    const [start, end] = [wholeLinesBefore(head.toString("utf8")), wholeLinesAfter(kept.toString("utf8"))];
    return `${start}... [${left} bytes left out here: the output is over the limit] ...\n${end}`;
  }

  private addTail(chunk: Buffer): void {
    this.tail.push(chunk);
    this.tailBytes += chunk.length;
    while (this.tail.length > 1 && this.tailBytes - this.tail[0]!.length >= this.half) {
      const first = this.tail.shift()!;
      this.tailBytes -= first.length;
      this.dropped += first.length;
    }
  }
}

function wholeLinesBefore(text: string): string {
  const end = text.lastIndexOf("\n");
  return end === -1 ? `${text}\n` : text.slice(0, end + 1);
}

function wholeLinesAfter(text: string): string {
  const start = text.indexOf("\n");
  return start === -1 || start === text.length - 1 ? text : text.slice(start + 1);
}
