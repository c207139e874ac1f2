import type { Question } from "../question/understand.ts";

/** `with the field manager ci-bot`: whose fields they become is no object. */
export function withoutManager(question: Question): Question {
  const { words, targets } = question;
  const isManager = (name: string) => {
    const at = words.findIndex(({ lower }) => lower === name);
    return /^(?:field-?)?manager$/.test(words[at - 1]?.lower ?? "") && words[at - 1]?.lower !== name;
  };
  return targets.some(({ name }) => isManager(name))
    ? { ...question, targets: targets.filter(({ name }) => !isManager(name)) }
    : question;
}
