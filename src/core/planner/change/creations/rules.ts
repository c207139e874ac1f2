import { quoted } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { pairsSaid } from "../spoken.ts";
import { type Creation, line } from "./creation.ts";

/** What holds others to something: quotas, disruption budgets, priorities. */
export const ruleCreations: readonly (readonly [kind: string, creation: Creation])[] = [
  ["ResourceQuota", quota],
  ["PodDisruptionBudget", budget],
  ["PriorityClass", priority],
];

const amounts: readonly (readonly [RegExp, string])[] = [
  [/\b(\d+(?:\.\d+)?m?) (?:cpus?|cores?)\b|\bcpus?(?: of| to| =|:)? (\d+(?:\.\d+)?m?)\b/i, "cpu"],
  [/\b(\d+(?:[KMGT]i?)?)B? ?(?:of )?(?:memory|ram)\b|\b(?:memory|ram)(?: of| to| =|:)? (\d+[KMGT]i?)B?\b/i, "memory"],
  [/\b(\d+) pods?\b|\bpods(?: of| to| =|:)? (\d+)\b/i, "pods"],
  [/\b(\d+) services?\b|\bservices(?: of| to| =|:)? (\d+)\b/i, "services"],
  [/\b(\d+) secrets?\b|\bsecrets(?: of| to| =|:)? (\d+)\b/i, "secrets"],
  [/\b(\d+) config ?maps?\b|\bconfig ?maps(?: of| to| =|:)? (\d+)\b/i, "configmaps"],
  [
    /\b(\d+) (?:pvcs?|persistent ?volume ?claims?|volume claims?)\b|\bpvcs(?: of| to| =|:)? (\d+)\b/i,
    "persistentvolumeclaims",
  ],
];

function quota(question: Question, name: string): string | null {
  const said = pairsSaid(question);
  const text = question.text.slice(0, 2000);
  const spoken = amounts.flatMap(([pattern, resource]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ at: match.index, pair: `${resource}=${match[1] ?? match[2]}` }];
  });
  const inOrder = spoken.sort((one, other) => one.at - other.at).map(({ pair }) => pair);
  const hard = said.length > 0 ? said : inOrder;
  const scopes = ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating"].filter((scope) =>
    new RegExp(`\\b${scope}\\b`, "i").test(text),
  );
  return hard.length === 0
    ? null
    : line(`create quota ${name} --hard=${hard.join(",")}`, scopes.length > 0 && `--scopes=${scopes.join(",")}`);
}

function budget(question: Question, name: string): string | null {
  const selector = question.selectors.labels.find((label) => !label.startsWith("!"));
  const number = "(\\d{1,4}%?|one|two|three|half)";
  const words: Readonly<Record<string, string>> = { one: "1", two: "2", three: "3", half: "50%" };
  const amount = (pattern: string) => new RegExp(pattern).exec(question.text.toLowerCase().slice(0, 2000))?.[1];
  const unavailable =
    amount(`(?:max\\w*[- ]?unavailable|at most)\\W+(?:of )?${number}`) ??
    amount(`${number} (?:of them )?(?:may|can) be unavailable`) ??
    amount(`(?:max(?:imum)?|no more than|only|at most)(?: of)? ${number} (?:pods? |of them )?unavailable`);
  const available =
    amount(`(?:min\\w*[- ]?available|at least|minimum)\\W+(?:of )?${number}`) ??
    amount(`${number} (?:of them |pods? )?available`);
  const value = unavailable ?? available;
  if (selector === undefined || value === undefined) return null;
  const flag = unavailable === undefined ? "--min-available" : "--max-unavailable";
  return `create poddisruptionbudget ${name} --selector=${quoted(selector)} ${flag}=${words[value] ?? value}`;
}

function priority(question: Question, name: string): string | null {
  const value =
    /\b(?:value|priority)\W+(?:of |is )?(-?\d{1,10})\b/i.exec(question.text)?.[1] ??
    pairsSaid(question)
      .find((pair) => /^value=-?\d+$/.test(pair))
      ?.slice(6);
  if (value === undefined) return null;
  return line(
    "create priorityclass",
    name,
    `--value=${value}`,
    /\bglobal[- ]default\b/.test(question.plain) &&
      `--global-default=${/\b(no|not|non|never|isn't|without)\b[^,;]{0,20}global[- ]default/.test(question.plain) ? "false" : "true"}`,
    descriptionOf(question),
  );
}

function descriptionOf(question: Question): string {
  const at = question.words.findIndex((word) => /^(described|description)$/.test(word.lower));
  const said = at < 0 ? undefined : question.words.slice(at + 1).find((word) => word.quoted);
  return said === undefined ? "" : `--description=${quoted(said.text)}`;
}
