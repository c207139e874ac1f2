import type { BenignRule } from "./benign.ts";

const callers =
  /\b(?:users?|customers?|clients?|callers?|players|patients|visitors?|people|testers?|colleagues|everybody|everyone)\b[^?.!]{0,80}\b(?:cannot|can't|could ?n[o']t|errors?|fail\w*|down|slow\w*|5\d\d|time ?outs?|complain\w*|kicked|lost)\b/;
const answers =
  /\b(?:bad gateway|error rates?|5xx|latenc\w*|p9\d|response times?)\b|\b(?:apis?|sites?|shop|pages?|app|service|requests?|calls?|responses?|search|checkout|queries|logins?|payments?)\b[^?.!]{0,30}\b(?:slow\w*|time ?outs?|times out|timed out)\b/;

/** Says nothing where calls fail or are slow: that a rollout, an autoscaler or a restart is as it should be does not answer that. */
export const unlessCallsFail = (rule: BenignRule): BenignRule => ({
  ...rule,
  find: (view, question) => {
    const text = question.text.toLowerCase();
    return callers.test(text) || answers.test(text) ? [] : rule.find(view, question);
  },
});
