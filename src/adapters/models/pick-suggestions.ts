import { secretsNotice } from "../../core/conversation/put-back.ts";
import type { Suggestion } from "../../core/diagnosis/finding.ts";
import { parseCommand } from "../../core/kubectl/parse.ts";
import { splitJoined } from "../../core/kubectl/split-joined.ts";
import type { Rejection, Reply, Situation } from "../../core/planner/situation.ts";
import { choose } from "../../core/planner/suggestions.ts";
import { riskOf } from "../../core/policy/risk.ts";
import { commandsInProse } from "./commands-in-prose.ts";
import type { ModelReply } from "./read-reply.ts";

export type Picked = {
  readonly suggestions: readonly Suggestion[];
  /** Suggestions of the model that are no command that may run here, with the reason. */
  readonly dropped: readonly { readonly command: string; readonly reason: string }[];
  readonly refusedBefore: readonly Rejection[];
};

const most = 6;
const mostOfModel = 10;
const firstOfModel = 3;

/**
 * Suggestions of the model and of the rules together, without doubles, answered and refused ones. While nothing is concluded the
 * model's lead, and the rules' follow soon enough that no bad suggestion keeps them from their reads; else the rules' lead.
 */
export function pickSuggestions(model: ModelReply, rules: Reply, situation: Situation, rulesLead: boolean): Picked {
  const usable: Suggestion[] = [];
  const dropped: { command: string; reason: string }[] = [];
  const said = model.suggestions.length > 0 ? model.suggestions.flatMap(each) : inText(model, situation);
  for (const { command, reason } of said.slice(0, mostOfModel)) {
    const problem = problemWith(command);
    if (problem === null)
      usable.push({ command, reason: withNotice(command, reason?.trim() || "suggested by the model") });
    else dropped.push({ command, reason: problem });
  }
  const over = said.length - mostOfModel;
  if (over > 0) dropped.push({ command: `${over} more`, reason: "too many at once" });
  const drafts = rulesLead
    ? [...rules.suggestions, ...usable]
    : [...usable.slice(0, firstOfModel), ...rules.suggestions, ...usable.slice(firstOfModel)];
  const choice = choose(drafts, situation, most);
  return { suggestions: choice.suggestions, dropped, refusedBefore: choice.leftOut };
}

type Said = ModelReply["suggestions"][number];

/** Whole commands in one line are suggestions of their own. */
function each(said: Said): readonly Said[] {
  return splitJoined(said.command)?.map((command) => ({ ...said, command })) ?? [said];
}

/** Weak models put their commands into the text alone. What an output shows there may be its quote, planted for just this. */
function inText({ text }: ModelReply, { view }: Situation): readonly Said[] {
  const isPrinted = (command: string) => view.evidence.some(({ stdout }) => stdout.includes(command));
  return commandsInProse(text, isPrinted).map((command) => ({ command, reason: "named in the model's text" }));
}

/** The model may have been talked into naming a placeholder: whoever approves the command gives the secret away. */
function withNotice(command: string, reason: string): string {
  const parsed = parseCommand(command);
  const notice = parsed.ok ? secretsNotice(parsed.command) : "";
  return notice === "" ? reason : `${reason} (${notice})`;
}

function problemWith(command: string): string | null {
  const parsed = parseCommand(command);
  if (!parsed.ok) return parsed.refusal.reason;
  const { risk, reason } = riskOf(parsed.command);
  return risk === "forbidden" ? reason : null;
}
