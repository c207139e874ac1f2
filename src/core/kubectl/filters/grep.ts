import { RE2JS } from "re2js";
import { type Options, optionTable } from "./options.ts";
import { type Dialect, translate } from "./posix-pattern.ts";
import { type Emit, mostHeld, type Stage } from "./stage.ts";

export const grepTable = optionTable(
  "i,ignore-case y v,invert-match c,count n,line-number o,only-matching w,word-regexp x,line-regexp E,extended-regexp " +
    "F,fixed-strings G,basic-regexp P,perl-regexp A,after-context: B,before-context: C,context: m,max-count: e,regexp: " +
    "a,text line-buffered",
);

/** `grep`: the lines that match, as GNU grep prints them. Throws when the pattern or a count is malformed. */
export function grep(options: Options, dialect: Dialect | null): Stage {
  const patterns = [...options.values("e"), ...(options.has("e") ? [] : options.operands.slice(0, 1))];
  if (patterns.length === 0) throw new Error("grep needs a pattern");
  if (options.operands.length > (options.has("e") ? 0 : 1)) throw new Error("grep reads what kubectl prints, no file");
  const expressions = patterns.flatMap((pattern) => pattern.split("\n"));
  const search: Search = { expressions, dialect: dialect ?? dialectOf(options), options };
  const around = options.value("C") ?? "0";
  return new Grep(
    matcherOf(search),
    options.has("o") ? finderOf(search) : null,
    options,
    linesBefore(options.value("B") ?? around),
    count(options.value("A") ?? around),
    options.has("m") ? count(options.value("m")!) : Number.POSITIVE_INFINITY,
  );
}

type Search = { readonly expressions: readonly string[]; readonly dialect: Dialect; readonly options: Options };

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`grep takes a number of lines, not \`${text}\``);
  return Number(text);
}

/** They are held in case the next line matches. */
function linesBefore(text: string): number {
  if (count(text) > 10_000) throw new Error(`grep -B takes 10000 lines at most, not ${text}`);
  return count(text);
}

function dialectOf(options: Options): Dialect {
  if (options.has("P")) return "perl";
  if (options.has("F")) return "fixed";
  return options.has("E") ? "extended" : "basic";
}

function flagsOf({ options }: Search): number {
  return options.has("i") || options.has("y") ? RE2JS.CASE_INSENSITIVE : 0;
}

function matcherOf(search: Search): (line: string) => boolean {
  const { expressions, dialect, options } = search;
  const isPlain = expressions.every((text) => /^[\w :/@%,;=!-]*$/.test(text));
  const isWhole = options.has("w") || options.has("x");
  if (isPlain && !isWhole && dialect !== "perl" && flagsOf(search) === 0) {
    return (line) => expressions.some((text) => line.includes(text));
  }
  const each = expressions.map((text) => `(?:${translate(text, dialect)})`).join("|");
  const whole = options.has("x") ? `^(?:${each})$` : options.has("w") ? `(?:^|\\W)(?:${each})(?:\\W|$)` : each;
  const pattern = RE2JS.compile(whole, flagsOf(search));
  return (line) => pattern.test(line);
}

/** What `-o` prints: every match that is not empty, the longest one at each place. */
function finderOf(search: Search): (line: string) => readonly string[] {
  const each = search.expressions.map((text) => `(?:${translate(text, search.dialect)})`).join("|");
  const whole = search.options.has("x") ? `^(?:${each})$` : search.options.has("w") ? `\\b(?:${each})\\b` : each;
  const longest = search.dialect === "perl" ? 0 : RE2JS.LONGEST_MATCH;
  const pattern = RE2JS.compile(whole, flagsOf(search) | longest);
  return (line) => {
    const found: string[] = [];
    const matcher = pattern.matcher(line);
    while (matcher.find()) if (matcher.group() !== "") found.push(matcher.group() as string);
    return found;
  };
}

class Grep implements Stage {
  private number = 0;
  private matches = 0;
  private printed = 0;
  private trailing = 0;
  private before: string[] = [];
  private held = 0;
  private readonly isMatch: (line: string) => boolean;
  private readonly find: ((line: string) => readonly string[]) | null;
  private readonly options: Options;
  private readonly leading: number;
  private readonly following: number;
  private readonly most: number;

  constructor(
    isMatch: (line: string) => boolean,
    find: ((line: string) => readonly string[]) | null,
    options: Options,
    leading: number,
    following: number,
    most: number,
  ) {
    this.isMatch = isMatch;
    this.find = find;
    this.options = options;
    this.leading = leading;
    this.following = following;
    this.most = most;
  }

  line(line: string, emit: Emit): void {
    this.number += 1;
    const isHit = this.matches < this.most && this.isMatch(line) !== this.options.has("v");
    if (isHit) this.hit(line, emit);
    else this.miss(line, emit);
  }

  end(emit: Emit): void {
    if (this.options.has("c")) emit(String(this.matches));
  }

  isDone(): boolean {
    return this.matches >= this.most && this.trailing === 0;
  }

  private hit(line: string, emit: Emit): void {
    this.matches += 1;
    if (this.options.has("c")) return;
    if (this.find === null) this.whole(line, emit);
    else if (!this.options.has("v")) for (const part of this.find(line)) this.print(part, this.number, ":", emit);
  }

  private whole(line: string, emit: Emit): void {
    const first = this.number - this.before.length;
    const hasContext = this.leading + this.following > 0;
    if (hasContext && this.printed > 0 && first > this.printed + 1) emit("--");
    this.before.forEach((earlier, index) => {
      this.print(earlier, first + index, "-", emit);
    });
    this.before = [];
    this.held = 0;
    this.print(line, this.number, ":", emit);
    this.trailing = this.following;
  }

  private miss(line: string, emit: Emit): void {
    if (this.trailing > 0) {
      this.trailing -= 1;
      this.print(line, this.number, "-", emit);
    } else if (this.leading > 0) {
      this.before.push(line);
      this.held += line.length;
      if (this.before.length > this.leading) this.held -= this.before.shift()!.length;
      if (this.held > mostHeld) throw new Error(`grep -B holds ${mostHeld / 1_000_000} MB of lines at most`);
    }
  }

  private print(line: string, number: number, mark: string, emit: Emit): void {
    this.printed = number;
    emit(this.options.has("n") ? `${number}${mark}${line}` : line);
  }
}
