import type { ObservedEvent, ObservedObject } from "../../evidence/observed.ts";
import { asksForState, asksIfItBlocks, asksIfSound } from "../question/asks-sound.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { freshWarnings } from "./sound-held.ts";
import { about, type Stand } from "./stand.ts";
import { standOf } from "./stands.ts";
import { isAskedBy, isStranger, subjectsOf } from "./subjects.ts";

/** Whether the state of what is shown answers: somebody asks if it is in order, or whether an object of admission stands in the way. */
export function isOfSoundness(question: Question): boolean {
  const isGate = question.kinds.some(({ kind }) => gates.test(kind.kind));
  return (
    asksIfSound(question) ||
    asksForState(question) ||
    (isGate && question.intent !== "change" && asksIfItBlocks(question.text))
  );
}

const gates = /^(?:(?:Mutating|Validating)WebhookConfiguration|PodDisruptionBudget|ResourceQuota)$/;

/**
 * What is and what is not in order with what somebody asks about, where no cause was found and not all of it is well; or how far it is
 * sound, and what would show the rest.
 */
export function soundReply(question: Question, situation: Situation): Reply | null {
  const { view } = situation;
  if (situation.newEvidenceFrom >= view.evidence.length || isStranger(question, view)) return null;
  const meant = subjectsOf(question, view);
  const isAsked = isAskedBy(question, meant);
  const stands = meant.filter(({ ref }) => isAsked(ref)).map((object) => standOf(object, view));
  const warned = meant.flatMap((object) => freshWarnings(object, view).map((event) => warning(object, event)));
  const bad = [...stands.filter(isTrouble), ...warned];
  if (bad.length > 0) return unsound(bad.slice(0, 4));
  const open = stands.filter(({ isWell, text, missing = [] }) => isWell === null && text !== "" && missing.length > 0);
  return open.length > 0 && stands.length <= 3 ? soFar(open, situation) : null;
}

/** What nobody wants any replicas of is down for a reason that is not told. */
const isTrouble = ({ isWell, text, isGuess }: Stand): boolean =>
  isWell === false && text !== "" && !isGuess && !/ is scaled to zero /.test(text);

const warning = ({ ref }: ObservedObject, { reason, message, line }: ObservedEvent): Stand => ({
  ref,
  isWell: false,
  text: `the newest event of ${about(ref)} is the warning ${reason} (${message.replaceAll(/\s+/g, " ").slice(0, 160)})`,
  lines: [line],
});

function unsound(bad: readonly Stand[]): Reply {
  const beside = bad.flatMap(({ beside: fine = [] }) => fine);
  const told = beside.length === 0 ? "" : ` Beside that it ${enumerated(beside)}.`;
  const summary = `Not all is well: ${sentence(enumerated(bad.map(({ text }) => text)))}${told}`;
  return {
    text: paragraphs(summary, evidenceBlock(bad.flatMap(({ lines }) => lines))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
}

function soFar(open: readonly Stand[], situation: Situation): Reply {
  const missing = open.flatMap((one) => one.missing ?? []);
  const drafts = missing.flatMap(({ command, text }) =>
    command === "" ? [] : [{ command, reason: sentence(`Shows ${text}`) }],
  );
  const { suggestions } = choose(drafts, situation);
  const by = suggestions[0] === undefined ? "" : `: \`${suggestions[0].command}\` would show it`;
  const summary = `What is shown is in order: ${sentence(enumerated(open.map(({ text }) => text)))} It is not shown ${enumerated(missing.map(({ text }) => text))}${by}.`;
  return {
    text: paragraphs(
      summary,
      evidenceBlock(open.flatMap(({ lines }) => lines)),
      suggestions.length > 0 && commandBlock("Next:", suggestions),
    ),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
