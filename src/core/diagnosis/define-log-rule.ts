import type { ClusterView } from "../evidence/observed.ts";
import { type Draft, defineRule, type RuleText } from "./define-rule.ts";
import type { Rule } from "./finding.ts";

const longest = 460;

/** A rule whose summaries hold what an application wrote in full: the sentence that names the reason is worth its length. */
export const defineLogRule = (text: RuleText, draft: (view: ClusterView) => Iterable<Draft>): Rule => ({
  ...defineRule(text, draft),
  find: (view) => {
    const drafts = [...draft(view)].filter((one) => one.evidence.some((line) => line !== undefined));
    return defineRule(text, () => drafts)
      .find(view)
      .map((finding, at) => ({ ...finding, summary: flat(drafts[at]!.summary) }));
  },
});

const flat = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 100).trimEnd()} … ${line.slice(-90)}`;
};
