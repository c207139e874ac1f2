import type { Conclusion, Reply, Situation } from "../../core/planner/situation.ts";
import { suspiciousNote } from "../../core/planner/suspicious-note.ts";
import { commandBlock, evidenceBlock, leftOutNote, paragraphs, sentence } from "../../core/planner/wording.ts";
import { type CheckedCause, checkCause, countUnsupported } from "./check-cause.ts";
import { oneLine } from "./one-line.ts";
import { type Picked, pickSuggestions } from "./pick-suggestions.ts";
import type { ModelReply } from "./read-reply.ts";
import { unshownClaims } from "./unshown-claims.ts";

/** What a claim carries that the evidence does not bear out. */
const notShown = "(not shown by the evidence)";

/**
 * One reply out of what a model said and what the rules know. Findings are always the rules'. Where the rules conclude, their conclusion
 * stands and a model that differs is quoted as differing; where they do not, a cause of the model counts if the evidence shows it.
 */
export function composeReply(name: string, model: ModelReply, rules: Reply, situation: Situation): Reply {
  const cause = model.cause === null ? null : checkCause(model.cause, situation.view, rules);
  const rulesConclude = concludes(rules, situation);
  const picked = pickSuggestions(model, rules, situation, rulesConclude);
  const text = rulesConclude
    ? besideRules(name, model, rules, cause, picked, situation)
    : onItsOwn(name, model, rules, cause, picked, situation);
  return {
    text: paragraphs(text, droppedNote(name, picked), leftOutNote(picked.refusedBefore)),
    suggestions: picked.suggestions,
    findings: rules.findings,
    conclusion: rulesConclude ? rules.conclusion : concluded(model, rules, cause, picked, situation),
  };
}

/** Whether the rules know the answer, so that theirs stands first. */
export function concludes(rules: Reply, situation: Situation): boolean {
  return situation.view.evidence.length > 0 && rules.conclusion.verdict !== "undecided";
}

/** The reply up to the text of the model, for when that text is still being written: what comes before it is known with the cause. */
export function beginReply(
  name: string,
  claimed: ModelReply["cause"],
  rules: Reply,
  situation: Situation,
): (text: string) => string {
  if (concludes(rules, situation)) return (text) => paragraphs(rules.text, `${name} says: ${text}`);
  const cause = claimed === null ? null : checkCause(claimed, situation.view, rules);
  const head = headOnItsOwn(name, rules, cause, situation);
  return (text) => paragraphs(head, text);
}

/** The rules' answer first, then what the model says and where it differs. */
function besideRules(
  name: string,
  model: ModelReply,
  rules: Reply,
  cause: CheckedCause | null,
  picked: Picked,
  situation: Situation,
): string {
  const differs = cause !== null && !cause.isOfRules;
  const listed = new Set(rules.suggestions.map((suggestion) => suggestion.command));
  const further = picked.suggestions.filter((suggestion) => !listed.has(suggestion.command));
  return paragraphs(
    rules.text,
    `${name} says: ${model.text}`,
    cause !== null &&
      differs &&
      `${name} sees it differently: ${claim(cause)}\nThe conclusion above is that of the rules.`,
    cause !== null && !differs && quoteMarks(cause),
    unshownNote(name, model, situation),
    commandBlock(`${name} also suggests:`, further),
  );
}

function onItsOwn(
  name: string,
  model: ModelReply,
  rules: Reply,
  cause: CheckedCause | null,
  picked: Picked,
  situation: Situation,
): string {
  const lines = cause?.isSupported === true ? cause.found : rules.findings.flatMap((finding) => finding.evidence);
  return paragraphs(
    headOnItsOwn(name, rules, cause, situation),
    model.text,
    unshownNote(name, model, situation),
    evidenceBlock(lines),
    commandBlock("Next:", picked.suggestions),
    suspiciousNote(situation),
  );
}

function headOnItsOwn(name: string, rules: Reply, cause: CheckedCause | null, situation: Situation): string {
  const isShown = cause?.isSupported === true;
  const isOpen = situation.view.evidence.length > 0 && !isShown;
  return paragraphs(
    cause !== null && isShown && `${hedgeOf(rules)}${sentence(cause.summary)}`,
    isOpen && isInvestigating(rules) && rules.conclusion.summary,
    cause !== null && !isShown && `${name} suspects: ${claim(cause)}`,
  );
}

/** The rules made nothing of the question (another language, another subject): what they say of it is of no use. */
function isInvestigating(rules: Reply): boolean {
  return rules.findings.length > 0 || rules.suggestions.length > 0;
}

/** A claim with a mark on everything in it that the evidence does not show. */
function claim(cause: CheckedCause): string {
  const object = cause.object !== null && !cause.isObjectShown ? `\n  ${oneLine(cause.object)} ${notShown}` : "";
  const mark = cause.isSupported ? "" : ` ${notShown}`;
  return `${sentence(oneLine(cause.summary))}${mark}${object}${missingQuotes(cause)}`;
}

/** What the prose names and no output shows, each marked. */
function unshownNote(name: string, model: ModelReply, { view, question, earlierQuestions }: Situation): string {
  const claims = unshownClaims(model.text, view, [question, ...earlierQuestions]);
  if (claims.length === 0) return "";
  const marked = claims.map((claimed) => `  ${oneLine(claimed).slice(0, 200)} ${notShown}`);
  return [`What ${name} says there rests in part on:`, ...marked].join("\n");
}

/** How many objects, quotes and facts of a model no output shows. */
export function unsupportedClaims(model: ModelReply, rules: Reply, situation: Situation): number {
  const cause = model.cause === null ? null : checkCause(model.cause, situation.view, rules);
  const ofCause = cause === null ? 0 : countUnsupported(cause);
  return (
    ofCause + unshownClaims(model.text, situation.view, [situation.question, ...situation.earlierQuestions]).length
  );
}

function quoteMarks(cause: CheckedCause): string {
  return missingQuotes(cause).trim();
}

function missingQuotes(cause: CheckedCause): string {
  return cause.missing.map((quote) => `\n  "${quote.slice(0, 200)}" ${notShown}`).join("");
}

/** While the rules know reads that could still show more, a cause of the model is one possibility, and an investigation goes on. */
function confidenceOf(rules: Reply): Conclusion["confidence"] {
  return rules.suggestions.length === 0 ? "likely" : "possible";
}

function hedgeOf(rules: Reply): string {
  return confidenceOf(rules) === "likely" ? "Most likely: " : "Possibly: ";
}

function concluded(
  model: ModelReply,
  rules: Reply,
  cause: CheckedCause | null,
  picked: Picked,
  situation: Situation,
): Conclusion {
  if (cause?.isSupported)
    return { verdict: "cause-found", summary: sentence(oneLine(cause.summary)), confidence: confidenceOf(rules) };
  const isAnswer = cause === null && picked.suggestions.length === 0;
  const isUnfounded = cause !== null || situation.view.evidence.length > 0;
  const isOfRules = isUnfounded && isInvestigating(rules);
  return {
    verdict: isAnswer ? "answered" : "undecided",
    summary: isOfRules ? rules.conclusion.summary : firstSentence(model.text),
    confidence: "possible",
  };
}

function firstSentence(text: string): string {
  const flat = oneLine(text);
  const end = /[.!?](?=\s)/.exec(flat);
  return flat.slice(0, Math.min(end === null ? 300 : end.index + 1, 300));
}

function droppedNote(name: string, { dropped }: Picked): string {
  if (dropped.length === 0) return "";
  const named = dropped.slice(0, 4).map((one) => `\`${oneLine(one.command).slice(0, 200)}\` (${one.reason})`);
  const more = dropped.length > 4 ? `, and ${dropped.length - 4} more` : "";
  return `${name} also named what cannot run here: ${named.join(", ")}${more}.`;
}
