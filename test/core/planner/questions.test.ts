import { expect, test } from "vitest";
import { casualOrders, casualQuestions } from "./questions/casual-questions.ts";
import { changeQuestions } from "./questions/change-questions.ts";
import { colleagueQuestions } from "./questions/colleague-questions.ts";
import { detailedQuestions } from "./questions/detailed-questions.ts";
import { everydayOrders } from "./questions/everyday-orders.ts";
import { everydayQuestions } from "./questions/everyday-questions.ts";
import { hurriedQuestions } from "./questions/hurried-questions.ts";
import { inspectQuestions } from "./questions/inspect-questions.ts";
import { lastQuestions } from "./questions/last-questions.ts";
import { laterQuestions } from "./questions/later-questions.ts";
import { observeQuestions } from "./questions/observe-questions.ts";
import { ownWordsLooks } from "./questions/own-words-looks.ts";
import { ownWordsOrders } from "./questions/own-words-orders.ts";
import { plainSentences } from "./questions/plain-sentences.ts";
import { isSameCommand } from "./questions/same-command.ts";
import { translate } from "./situations.ts";

const sets = [
  ["looking at objects", inspectQuestions, 142],
  ["logs, events, load, rights", observeQuestions, 104],
  ["changes", changeQuestions, 114],
  ["all sorts", laterQuestions, 106],
  ["all sorts once more", lastQuestions, 69],
  ["what people see in casual words", casualQuestions, casualQuestions.length],
  ["what people order in casual words", casualOrders, casualOrders.length],
  ["what people ask in a hurry", everydayQuestions, everydayQuestions.length],
  ["details", detailedQuestions, detailedQuestions.length],
  ["what people ask a colleague", colleagueQuestions, colleagueQuestions.length],
  ["what people order in a hurry", everydayOrders, everydayOrders.length],
  ["what people want to see in words of their own", ownWordsLooks, ownWordsLooks.length],
  ["what people order in words of their own", ownWordsOrders, ownWordsOrders.length],
  ["hurried words", hurriedQuestions, hurriedQuestions.length],
  ["whole sentences", plainSentences, plainSentences.length],
] as const;

test.each(sets)("the first command answers the questions about %s", async (_name, questions, atLeast) => {
  const wrong: string[] = [];
  for (const [question, ...answers] of questions) {
    const said = await translate(question);
    if (!answers.some((answer) => isSameCommand(said, answer))) wrong.push(`${question} -> ${said}`);
  }
  expect(questions.length - wrong.length, wrong.join("\n")).toBeGreaterThanOrEqual(atLeast);
});

test.each(sets)("every expected answer to the questions about %s is a command", (_name, questions) => {
  const odd = questions.flatMap(([, ...answers]) => answers.filter((answer) => !isSameCommand(answer, answer)));
  expect(odd).toEqual([]);
});

test.each([
  ["get pods -n shop", "get pods", false],
  ["get po web -o wide", "get pods web", true],
  ["delete pod web", "get pod web", false],
  ["logs web --previous", "logs web", false],
  ["get pods -l app=a", "get pods -l app=b", false],
])("%s and %s ask for the same: %s", (one, other, same) => {
  expect(isSameCommand(one, other)).toBe(same);
});
