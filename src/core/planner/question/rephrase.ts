import { behindSeeing, type Clause, clausesOf } from "./clauses.ts";
import type { Paraphrase } from "./paraphrases/paraphrase.ts";
import { expressions, looks, orders } from "./paraphrases/registry.ts";
import { reportsChange } from "./reports-change.ts";

/** A text in the words that the rest of the planner reads; when a request was recognised, it stands first. */
export type Rephrased = {
  readonly text: string;
  readonly request: { readonly text: string; readonly intent: "change" | "inspect" } | null;
};

const longest = 900;

/**
 * What people order and ask in words of their own, put into plain ones: `put deployment x back on revision 3` as `roll back deployment x to
 * revision 3`. The clause that asks for something decides; what is told before it stays, for the names and places in it.
 */
export function rephrase(text: string): Rephrased {
  if (text.length > longest || (text.match(/\n/g)?.length ?? 0) > 4) return { text, request: null };
  let plain = text;
  for (const { said, as } of expressions) plain = plain.replace(said, as);
  plain = plain.trim();
  const clauses = clausesOf(plain);
  for (const clause of [...clauses.filter(({ isWish }) => isWish), ...clauses.filter(({ isWish }) => !isWish)]) {
    const put = ordered(clause, plain) ?? looked(clause, plain);
    if (put !== null) return put;
  }
  return { text: plain, request: null };
}

function ordered(clause: Clause, text: string): Rephrased | null {
  if (clause.asks || clause.isConditional) return null;
  const put = firstOf(orders, clause.rest, text);
  if (put === null || tells.test(put.behind) || reportsChange(`${put.words}${put.behind}`.toLowerCase())) return null;
  return requestFirst(`${put.words}${put.behind}`, clause.before, "change");
}

function looked(clause: Clause, text: string): Rephrased | null {
  const rest = behindSeeing(clause.rest);
  const put = firstOf(looks, rest, text) ?? firstOf(looks, clause.rest, text);
  return put === null ? null : requestFirst(`${put.words}${put.behind}`, clause.before, "inspect");
}

function requestFirst(request: string, before: string, intent: "change" | "inspect"): Rephrased {
  const told = before.trim().replace(/[,;:]$|\b(?:so|and|then|but|or|because)$/i, "");
  return { text: told === "" ? request : `${request.replace(/[\s.,;!?]+$/, "")}. ${told}`, request: { text: request, intent } };
}

/** Who goes on like this tells what came of it. */
const tells =
  /\b(?:but (?!keep|leave|don't|do not|only|not|please|with|without|for)|still|yet\b|no luck|to no avail|did(?:n't| not) (?:help|work)|nothing (?:changed|happened|helped)|(?<!no idea |know |wonder )why\b|should (?:i|we)\b|what (?:happens|would happen)\b)/i;

function firstOf(
  table: readonly Paraphrase[],
  rest: string,
  text: string,
): { readonly words: string; readonly behind: string } | null {
  for (const { said, as } of table) {
    const match = said.exec(rest);
    if (match === null) continue;
    const words = typeof as === "string" ? filled(as, match) : as(match, text);
    if (words !== null) return { words, behind: rest.slice(match[0].length) };
  }
  return null;
}

function filled(as: string, match: RegExpExecArray): string {
  return as.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "").replace(/ {2,}/g, " ");
}
