import { type Options, optionTable } from "./options.ts";
import { eachLine, mostHeld, type Stage } from "./stage.ts";

export const headTable = optionTable("n,lines: c,bytes: q,quiet");
export const tailTable = optionTable("n,lines: q,quiet");

/** `head -n N`, `head -N`, `head -n -N` (all but the last N), `head -c N`. */
export function head(options: Options): Stage {
  const bytes = options.value("c");
  if (bytes !== undefined) return headBytes(wholeNumber(bytes, "head"));
  const text = options.value("n") ?? "10";
  return text.startsWith("-") ? allButLast(wholeNumber(text.slice(1), "head")) : firstLines(wholeNumber(text, "head"));
}

/** How many lines `head` lets through from the beginning; null when it counts otherwise. */
export function headCount(options: Options): number | null {
  const text = options.value("n") ?? "10";
  return options.has("c") || !/^\d{1,12}$/.test(text) ? null : Number(text);
}

/** `tail -n N`, `tail -N`, `tail -n +N` (from line N on). */
export function tail(options: Options): Stage {
  const text = options.value("n") ?? "10";
  if (text.startsWith("+")) return fromLine(wholeNumber(text.slice(1), "tail"));
  return lastLines(wholeNumber(text.replace(/^-/, ""), "tail"));
}

/** `-20` is `-n 20` for both. */
export function expandCount(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => {
    const isValue = /^(?:-n|-c|--lines|--bytes)$/.test(args[at - 1] ?? "");
    return /^-\d+$/.test(arg) && !isValue ? ["-n", arg.slice(1)] : [arg];
  });
}

function wholeNumber(text: string, program: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`${program} takes a whole number, not \`${text}\``);
  return Number(text);
}

function firstLines(most: number): Stage {
  let seen = 0;
  return {
    line: (line, emit) => {
      seen += 1;
      if (seen <= most) emit(line);
    },
    end: () => undefined,
    isDone: () => seen >= most,
  };
}

function headBytes(most: number): Stage {
  let left = most;
  return {
    line: (line, emit) => {
      if (left <= 0) return;
      const bytes = new TextEncoder().encode(`${line}\n`);
      emit(bytes.length <= left ? line : new TextDecoder().decode(bytes.subarray(0, left)).replace(/\n$/, ""));
      left -= bytes.length;
    },
    end: () => undefined,
    isDone: () => left <= 0,
  };
}

function fromLine(first: number): Stage {
  let number = 0;
  return eachLine((line, emit) => {
    number += 1;
    if (number >= first) emit(line);
  });
}

function allButLast(count: number): Stage {
  const held = new Ring(count);
  return eachLine((line, emit) => {
    const out = held.push(line);
    if (out !== undefined) emit(out);
  });
}

function lastLines(count: number): Stage {
  const held = new Ring(count);
  return {
    line: (line) => void held.push(line),
    end: (emit) =>
      held.lines().forEach((line) => {
        emit(line);
      }),
    isDone: () => false,
  };
}

/** The last `size` lines; pushing one more gives back the oldest. */
class Ring {
  private readonly held: string[] = [];
  private next = 0;
  private characters = 0;
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  push(line: string): string | undefined {
    if (this.size === 0) return line;
    this.characters += line.length + 16;
    if (this.characters > mostHeld) throw new Error(`head and tail hold ${mostHeld / 1_000_000} MB of lines at most`);
    if (this.held.length < this.size) {
      this.held.push(line);
      return undefined;
    }
    const oldest = this.held[this.next]!;
    this.characters -= oldest.length + 16;
    this.held[this.next] = line;
    this.next = (this.next + 1) % this.size;
    return oldest;
  }

  lines(): readonly string[] {
    return [...this.held.slice(this.next), ...this.held.slice(0, this.next)];
  }
}
