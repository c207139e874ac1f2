import type { Finding, Suggestion } from "../../diagnosis/finding.ts";
import type { KubectlCommand } from "../../kubectl/command.ts";
import { targetsOf } from "../../kubectl/targets.ts";
import { answer } from "../answers/answer.ts";
import { settle } from "../command-key.ts";
import type { Home } from "../command-line.ts";
import { type Bounded, bounded, isOwn } from "../inspection/bounded.ts";
import { inspect } from "../inspection/inspect.ts";
import { located } from "../inspection/located.ts";
import { nextSteps } from "../investigation/next-steps.ts";
import { relevant } from "../investigation/relevance.ts";
import { boundsIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import type { Conclusion, Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, evidenceBlock, leftOutNote, othersNote, paragraphs, sentence } from "../wording.ts";
import { isOpen } from "./cause.ts";
import { replyToChat } from "./chat.ts";

/** Something to see: first the command that shows it, then what it showed. */
export function replyToInspection(asked: Question, situation: Situation, home: Home): Reply {
  const direct = inspect(asked, home).map(bounded);
  const elsewhere = located(asked, direct, situation, home);
  const question = elsewhere?.question ?? asked;
  const drafts = elsewhere?.drafts.map(bounded) ?? direct;
  const choice = choose(drafts, situation);
  const isNew = choice.suggestions.length > 0 && (elsewhere !== null || !isBrought(drafts, situation));
  const found = isNew ? null : answer(question, elsewhere === null ? situation : sinceFound(drafts, situation));
  if (found === null)
    return drafts.length === 0
      ? replyToChat({ ...question, intent: "unclear" }, situation)
      : announce(question, choice, drafts);
  const bearing = relevant(question, situation.diagnosis, situation.view);
  const counts =
    /\bhow (many|often|much)\b|\bcount\b|\b(most|fewest|oldest|newest|youngest|highest|lowest)\b|\btop \d+\b/.test(
      question.plain,
    ) || boundsIn(question.plain) !== null;
  const next = choose(counts ? [] : nextSteps(question, situation, home, bearing), situation);
  const roots = counts ? [] : bearing.roots.filter((finding) => finding.severity !== "info").slice(0, 5);
  const verdict = verdictOf(question, situation, roots);
  const isTold = verdict.verdict === "cause-found" || (roots.length > 0 && mereOutputs.test(found.summary));
  const summary = isTold ? withCause(found.summary, roots[0]!) : found.summary;
  return {
    text: paragraphs(
      summary,
      found.details,
      roots.length > 0 && summary === found.summary && failing(roots),
      roots.length > 1 && summary !== found.summary && failing(roots.slice(1)),
      evidenceBlock([...found.lines, ...roots.slice(0, 1).flatMap((finding) => finding.evidence)]),
      commandBlock("Next:", next.suggestions),
      counts && othersNote(bearing.roots.filter((finding) => finding.severity !== "info")),
      leftOutNote([...choice.leftOut, ...next.leftOut]),
    ),
    suggestions: next.suggestions,
    findings: bearing.findings,
    conclusion: { ...verdict, summary },
  };
}

/** Outputs are quoted one after the other: what fails in them comes before them. */
const mereOutputs = /^\d{1,4} outputs answer this\.$/;

/** What was read of the object that was found; the failed attempts before it answer nothing. */
function sinceFound(drafts: readonly Suggestion[], situation: Situation): Situation {
  const texts = new Set(drafts.map((draft) => settle(draft.command)?.text));
  const from = situation.view.evidence.findIndex(
    (one) => texts.has(one.command) || texts.has(settle(one.command)?.text),
  );
  return from < 0 ? situation : { ...situation, newEvidenceFrom: from };
}

/**
 * Whether what came with this message may answer it: output whose command is not known, or of a command that reads what the
 * question asks for. Approved commands that read something else leave a new question open.
 */
function isBrought(drafts: readonly Suggestion[], situation: Situation): boolean {
  const asked = drafts.flatMap((draft) => settle(draft.command)?.command ?? []).flatMap(kindsRead);
  return situation.view.evidence
    .slice(situation.newEvidenceFrom)
    .some(({ parsed }) => parsed === null || kindsRead(parsed).some((kind) => asked.includes(kind)));
}

function kindsRead(command: KubectlCommand): readonly string[] {
  const kinds = targetsOf(command).map((target) => target.kind?.plural ?? target.resource);
  if (command.verb === "describe") return [...kinds, "events"];
  return kinds.length > 0 && command.verb !== "logs" ? kinds : [command.verb];
}

/** What was asked for and, in the second sentence, why what fails in it does. */
function withCause(shown: string, root: Finding): string {
  return `${sentence(shown)} ${sentence(root.summary)}`;
}

function failing(roots: readonly Finding[]): string {
  return `Failing:\n${roots.map((finding) => `  ${sentence(finding.summary)}`).join("\n")}`;
}

/** A look at what fails goes on until the causes are known; every other look is answered by what it shows. */
function verdictOf(
  question: Question,
  situation: Situation,
  roots: readonly Finding[],
): Pick<Conclusion, "verdict" | "confidence"> {
  const looksForFailures =
    /\b(fail\w*|crash\w*|broken|unhealthy|problems?|issues?|errors?|wrong|stuck|not (running|ready|healthy|working)|unready)\b/.test(
      question.plain,
    );
  if (looksForFailures && roots.some((root) => isOpen(root, situation)))
    return { verdict: "undecided", confidence: "possible" };
  if (looksForFailures && roots.length > 0) return { verdict: "cause-found", confidence: roots[0]!.confidence };
  return { verdict: "answered", confidence: "confirmed" };
}

/** Before anything was run: the command and what it will show. */
function announce(question: Question, choice: ReturnType<typeof choose>, drafts: readonly Bounded[]): Reply {
  const { suggestions } = choice;
  const first = suggestions[0];
  const isForOwn = first !== undefined && isOwn(first.command);
  const goal = isForOwn ? "Run this on your own machine, it is not run from here" : goalOf(question);
  const summary =
    first === undefined
      ? "Nothing is left to run for this: every command is answered or was refused."
      : `${goal}: ${first.command}`;
  return {
    text: paragraphs(
      first === undefined ? summary : `${goal}:`,
      suggestions.map((one) => one.command).join("\n"),
      first !== undefined && promised(first.reason),
      endlessNote(drafts.find((draft) => settle(draft.command)?.text === first?.command)?.endless),
      leftOutNote(choice.leftOut),
    ),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

/** What goes on until somebody stops it belongs into a terminal. */
function endlessNote(endless: string | undefined): string {
  if (endless?.startsWith("kubectl wait ") === true)
    return `To wait as long as asked, run \`${endless}\` in a terminal: no more than 30 seconds are waited from here.`;
  return endless === undefined
    ? ""
    : `To keep watching, run \`${endless}\` in a terminal: it does not end by itself, so it is not run from here.`;
}

/** `Shows all pods` becomes `This will show all pods`. */
function promised(reason: string): string {
  const match = /^(Show|List|Print|Explain|Name)s (.*)$/s.exec(sentence(reason));
  return match === null ? sentence(reason) : `This will ${match[1]!.toLowerCase()} ${match[2]}`;
}

/** `List my pods in the shop namespace` becomes `To list pods in the shop namespace`. */
function goalOf(question: Question): string {
  if (question.isRequest === true) return "This shows it";
  const text = question.text.trim().replace(/[\s.?!:]+$/, "");
  const match =
    /^(?:please |can you |could you )?(list|show|get|check|find|count|describe|display|view|fetch|print|watch|see) (?:me |my |all my |the )?(.{1,160})$/is.exec(
      text,
    );
  if (match === null) return "This shows it";
  return `To ${match[1]!.toLowerCase()} ${match[2]!.replace(/\s+/g, " ")}`;
}
