/** Stands for each character that is accounted for; no pattern of words matches across it. */
const mark = "|";

/** A piece of a question of which words are taken as they are understood; what is left at the end was not. */
export class Clause {
  #text: string;
  constructor(text: string) {
    this.#text = ` ${text} `;
  }

  get text(): string {
    return this.#text;
  }

  /** The first match, which is then accounted for; null when there is none. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.#text);
    if (match === null || match[0].trim() === "") return null;
    this.blank(match.index, match.index + match[0].length);
    return match;
  }

  /** Accounts for a range; what stands directly before it can still be asked for with `before`. */
  blank(from: number, to: number): void {
    const taken = this.#text.slice(from, to).replaceAll(/\S/g, mark);
    this.#text = `${this.#text.slice(0, from)}${taken}${this.#text.slice(to)}`;
  }

  /** The words not accounted for. */
  left(): readonly string[] {
    return this.#text.split(/[\s|,;()"'`?!]+|[.:](?=\s|$)/).filter((word) => /[\p{L}\p{N}<>=%]/u.test(word));
  }

  /** Whether the match at a place is denied by what stands before it (`not yet on`, `other than`); the denial is accounted for. */
  deniedBefore(from: number): boolean {
    const denial = denials.exec(this.#text.slice(0, from));
    if (denial === null) return false;
    this.blank(denial.index, from);
    return true;
  }
}

/** What stands between a denial and what it denies. */
const denials =
  /\b(not(?: yet| been| being| fully| currently| even| really| get| got| have| go| carry| use| using| run| running| marked| listen| listening| expose| serve| set to| in| at| on| of| to| a| an| any| the| be){0,4}|non|outside(?: of){0,1}(?: the){0,1}(?: namespace){0,1}|(?:still ){0,1}(?:have|has|need|needs|must|remain|remains) (?:yet ){0,1}to be|must be|yet to be|waiting to be|no longer(?: on| in| at){0,1}|never(?: been| had){0,1}|other than(?: the){0,1}|anything but|neither|un)(?: (?:yet|been|being|upgraded|updated|moved|bumped|migrated|rolled|switched|on|in|at|of|to|the|a|an|with|status|state|version|image|still|already|running|from|set|by|for|finally)){0,5}[ -]{1,3}$/;
