import type { ClusterView } from "../../evidence/observed.ts";
import { announce } from "../lookups/form/told.ts";
import { knownIn, understand } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";

/** Whose things are asked about: `of the finance people`, `the payments team's`. */
type Owner = { readonly phrase: string; readonly name: string; readonly group: string };

/** What became of such a phrase: a label in its place, the reply that asks for one, or what is to be said of it. */
type OfTeam =
  | { readonly is: "put"; readonly situation: Situation }
  | { readonly is: "replied"; readonly reply: Reply }
  | { readonly is: "unknown"; readonly situation: Situation; readonly note: string };

const group = "(team|people|guys|folks|squad|department|dept|crew)";
const behind = new RegExp(
  `\\b(?:(?:that |which )?belong(?:s|ing)? to|owned by|run by|of|for|by|from) (?:the |our )?([a-z][a-z-]{1,30}) ${group}(?![\\w-]|'s)`,
  "i",
);
const before = new RegExp(`\\b(?:the |our )?([a-z][a-z-]{1,30}) ${group}(?:'s|s')(?= )`, "i");

/**
 * Whose pods are meant decides which are shown, and a label of workloads may say whose they are. Where none does, the answer holds
 * for all and says so. null: nobody's things are asked about.
 */
export function ofTeam(situation: Situation): OfTeam | null {
  const { question, view } = situation;
  const owner = ownerIn(question);
  if (owner === null) return null;
  const read = understand(question, knownIn(view));
  if (read.intent === "chat" || view.evidence.some(({ origin }) => origin !== "executed")) return null;
  const label = labelOf(owner.name.toLowerCase(), view);
  const asAsked = { ...situation, newEvidenceFrom: behindLabels(situation) };
  if (label !== null) return { is: "put", situation: { ...asAsked, question: put(question, owner, label) } };
  const isRead = view.evidence.some(({ command }) => isSameCommand(command, labelled.command));
  const reply = isRead ? null : announce({ ...choose([labelled], situation), leftOut: [] });
  if (reply !== null) return { is: "replied", reply };
  const whose = `is the ${owner.name} ${owner.group}'s is not known: no label of a workload says so`;
  if (read.intent === "change")
    return { is: "replied", reply: refused(`Which of it ${whose}. Say by kind and name what is to be changed.`) };
  return {
    is: "unknown",
    situation: { ...asAsked, question: question.replace(owner.phrase, "").replace(/\s+/g, " ").trim() },
    note: `Which of it ${whose}, so this holds for all:`,
  };
}

/** What was asked before of somebody's things, with the label that stands for them in its place. */
export function withTeams(situation: Situation): Situation {
  const earlierQuestions = situation.earlierQuestions.map((text) => {
    const owner = ownerIn(text);
    const label = owner === null ? null : labelOf(owner.name.toLowerCase(), situation.view);
    return owner === null || label === null ? text : put(text, owner, label);
  });
  const isSame = earlierQuestions.every((text, at) => text === situation.earlierQuestions[at]);
  return isSame ? situation : { ...situation, earlierQuestions };
}

/** Nothing is changed for somebody of whom nobody knows what is theirs. */
const refused = (text: string): Reply => ({
  text,
  suggestions: [],
  findings: [],
  conclusion: { verdict: "undecided", summary: text, confidence: "confirmed" },
});

const labelled = {
  command: `kubectl get deployments,statefulsets,daemonsets,cronjobs -A -o jsonpath='{range .items[*]}{.metadata.labels}{"\\n"}{end}'`,
  reason: "A label of the workloads may say whose they are.",
};

/** What was read for the labels answers nothing itself. */
function behindLabels({ view, newEvidenceFrom }: Situation): number {
  const next = view.evidence[newEvidenceFrom];
  return next !== undefined && isSameCommand(next.command, labelled.command) ? newEvidenceFrom + 1 : newEvidenceFrom;
}

const isSameCommand = (one: string, other: string): boolean => one.replaceAll("'", "") === other.replaceAll("'", "");

function ownerIn(text: string): Owner | null {
  if (text.length > 200 || text.includes("\n")) return null;
  const match = behind.exec(text) ?? before.exec(text);
  if (match === null || plainWords.test(match[1]!)) return null;
  return { phrase: match[0], name: match[1]!, group: match[2]! };
}

const plainWords =
  /^(?:the|namespace|ns|our|my|other|whole|some|any|all|most|many|few|these|those|good|which|what|same|right|more|no|a|for|of|by|own|dev|on-call|support)$/i;

function put(text: string, { phrase }: Owner, label: string): string {
  if (behind.test(text)) return text.replace(phrase, `with label ${label}`);
  const bare = text.replace(`${phrase} `, "").replace(/[\s?.!]{1,5}$/, "");
  return `${bare} with label ${label}`;
}

const ofOwners = /(?:^|[/.-])(?:team|owner|owned-by|squad|department|group|crew)$/i;

/** `team=payments`, as a workload carries it. */
function labelOf(name: string, view: ClusterView): string | null {
  const read = view.evidence.filter(({ command }) => isSameCommand(command, labelled.command));
  const pairs = read.flatMap(({ stdout }) =>
    [...stdout.matchAll(/"([\w./-]{1,200})":"([\w.-]{1,63})"/g)].map(([, key, value]) => [key!, value!] as const),
  );
  const names = new Set([name, `${name}-team`, `team-${name}`]);
  const found = pairs.find(([key, value]) => ofOwners.test(key) && names.has(value));
  return found === undefined ? null : `${found[0]}=${found[1]}`;
}
