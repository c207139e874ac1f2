/**
 * What a real server says is wrong with a label selector (the grammar and the words of k8s.io/apimachinery/pkg/labels); undefined when its
 * grammar is right, as with a key that is none.
 */
export function selectorProblem(text: string): string | undefined {
  const words = wordsOf(text);
  for (;;) {
    if (words.next() === end) return undefined;
    if (!isName(words.next()) && words.next() !== "!")
      return found(words.next(), ": !, identifier, or 'end of string'");
    const problem = requirementProblem(words);
    if (problem !== undefined) return `unable to parse requirement: ${problem}`;
    const after = words.take();
    if (after === end) return undefined;
    if (after !== ",") return found(after, ": ',' or 'end of string'");
    if (!isName(words.next()) && words.next() !== "!") return found(words.next(), ": identifier after ','");
  }
}

type Words = { next(): string; take(): string };

const end = "";
const isName = (word: string) => word !== end && !/^[()!,=<>]/.test(word);
const found = (word: string, expected: string) => `found '${word}', expected${expected}`;

/** Signs and what lies between them; the text ends with empty words. */
function wordsOf(text: string): Words {
  const words = text.match(/!=|==|[()!,=<>]|[^\s()!,=<>]+/g) ?? [];
  let at = 0;
  return { next: () => words[at] ?? end, take: () => words[at++] ?? end };
}

function requirementProblem(words: Words): string | undefined {
  const isNegated = words.next() === "!";
  if (isNegated) words.take();
  const key = words.take();
  if (!isName(key)) return found(key, ": identifier");
  if (isNegated || words.next() === end || words.next() === ",") return undefined;
  const operator = words.take();
  if (operator === "in" || operator === "notin") return valuesProblem(words);
  if (!/^(?:==?|!=|[<>])$/.test(operator)) return found(operator, ": in, notin, =, ==, !=, gt, lt");
  if (words.next() === end || words.next() === ",") return undefined;
  const value = words.take();
  return isName(value) ? undefined : found(value, ": identifier");
}

function valuesProblem(words: Words): string | undefined {
  const opening = words.take();
  if (opening !== "(") return `found '${opening}' expected: '('`;
  if (!isName(words.next()) && !/^[,)]$/.test(words.next())) return found(words.next(), ": ',', ')' or identifier");
  for (let word = words.take(); word !== ")"; word = words.take()) {
    if (!isName(word) && word !== ",") return found(word, ": ',', or identifier");
    if (isName(word) && !/^[,)]$/.test(words.next())) return found(words.next(), ": ',' or ')'");
  }
  return undefined;
}
