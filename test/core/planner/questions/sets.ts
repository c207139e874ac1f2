import { casualOrders, casualQuestions } from "./casual-questions.ts";
import { changeQuestions } from "./change-questions.ts";
import { colleagueQuestions } from "./colleague-questions.ts";
import { detailedQuestions } from "./detailed-questions.ts";
import { everydayOrders } from "./everyday-orders.ts";
import { everydayQuestions } from "./everyday-questions.ts";
import { hurriedQuestions } from "./hurried-questions.ts";
import { inspectQuestions } from "./inspect-questions.ts";
import { lastQuestions } from "./last-questions.ts";
import { laterQuestions } from "./later-questions.ts";
import { observeQuestions } from "./observe-questions.ts";
import { ownWordsLooks } from "./own-words-looks.ts";
import { ownWordsOrders } from "./own-words-orders.ts";
import { plainSentences } from "./plain-sentences.ts";

/** Questions with the commands that answer them, by what they are about, and how many of a set are right at the least. */
export const sets = [
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
