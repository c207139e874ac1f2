import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isFiller } from "../query/filler.ts";
import { knownIn } from "../question/understand.ts";
import type { AskedFact } from "./asked-fact.ts";

/**
 * Words of a count that its answer does not take up, and that no kind, name or place accounts for: each may be a condition that was
 * not read. Only content words that stand behind a relation (`with the premium plan`, `from Sweden`, `for tenants`) are taken for one.
 */
export function unreadIn(
  { clause, counts, question }: AskedFact,
  { summary, details, lines }: Answered,
  view: ClusterView,
): readonly string[] {
  if (deniesMore(clause, summary)) return ["not"];
  if (!counts) return [];
  const told =
    `${summary} ${details} ${lines.map(({ text, command }) => `${text} ${command}`).join(" ")}`.toLowerCase();
  const known = knownIn(view);
  const places = new Set(question.scope.namespaces);
  const isTold = (word: string) => told.includes(word.replace(/(?:ies|es|ed|ing|s)$/, ""));
  const mentioned = new Set(
    question.kinds.flatMap(({ from, to }) => question.words.slice(from, to).map((word) => word.lower)),
  );
  return clause
    .split(/[\s,;()"'?!:]+/)
    .filter(
      (_, at, all) =>
        /^(?:with|from|by|for|without|except|whose|not|but|excluding|via|on)$/.test(all[at - 1] ?? "") ||
        (/^(?:the|a|an|any)$/.test(all[at - 1] ?? "") &&
          /^(?:with|from|by|for|without|except|excluding|via|on)$/.test(all[at - 2] ?? "")),
    )
    .filter(
      (word) =>
        /^[a-z][a-z-]{3,40}$/.test(word) &&
        !isFiller(word) &&
        !isTold(word) &&
        !mentioned.has(word) &&
        !known.names.has(word) &&
        !known.namespaces.has(word) &&
        !places.has(word),
    );
}

/** `neither in a nor in b`, answered with those in them: the denial was not read, and the answer is the contrary. */
const deniesMore = (clause: string, summary: string): boolean =>
  /\b(?:neither|nor|except|excluding|other than|apart from)\b/.test(clause) &&
  !/\b(?:not|no|none|without|except|other than|apart from|neither|excluding)\b|n't\b/i.test(summary);
