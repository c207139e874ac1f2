import type { Suggestion } from "../../../diagnosis/finding.ts";
import { keyOf, settle } from "../../command-key.ts";
import type { Home } from "../../command-line.ts";
import { bounded } from "../../inspection/bounded.ts";
import { inspect } from "../../inspection/inspect.ts";
import { firstLook } from "../../investigation/first-look.ts";
import type { Question } from "../../question/understand.ts";
import type { Reply, Situation } from "../../situation.ts";
import { choose } from "../../suggestions.ts";
import type { Inquest } from "./inquest.ts";
import { announce, tell } from "./told.ts";

/**
 * Whether inquests may answer: not a message that brings what a person hands over, or what was run for something else, as others
 * answer from that.
 */
export function mayInquire(inquests: readonly Inquest[], { view, newEvidenceFrom }: Situation): boolean {
  const brought = view.evidence.slice(newEvidenceFrom);
  if (brought.some(({ origin }) => origin === "pasted")) return false;
  if (brought.length === 0) return true;
  const own = new Set(inquests.flatMap(({ reads }) => reads(view)).map(({ command }) => spelt(command)));
  return brought.some(({ command }) => own.has(spelt(command)));
}

/** The reads that an inquest still wants, or what it tells; null where it tells nothing. */
export function replyByInquest(inquest: Inquest, question: Question, situation: Situation, home: Home): Reply | null {
  const { view } = situation;
  const made = new Set(view.evidence.map(({ command }) => spelt(command)));
  const left = inquest.reads(view).filter(({ command }) => !made.has(spelt(command)));
  const choice = choose([...(view.evidence.length === 0 ? plainest(question, home) : []), ...left], situation);
  if (choice.suggestions.some(({ command }) => !waits(command))) return announce(choice);
  const told = inquest.tell(view);
  if (told === null) return null;
  const suggestions = [...choice.suggestions, ...choose(told.next ?? [], situation).suggestions].slice(0, 5);
  return tell(told, suggestions, 8);
}

/** The same for all spellings of one command. */
function spelt(command: string): string {
  const settled = settle(command);
  return settled === null ? command : keyOf(settled.command, "");
}

/** The one command that shows at first sight what a question names; it may well come back empty. */
function plainest(question: Question, home: Home): readonly Suggestion[] {
  if (question.intent === "inspect") return inspect(question, home).slice(0, 1).map(bounded);
  const [first] = question.intent === "troubleshoot" ? firstLook(question, home) : [];
  return first !== undefined && /^kubectl describe (?!pod )/.test(first.command) ? [first] : [];
}

/** What asks the API server in somebody else's name runs only when a person says so; the answer does not wait for it. */
const waits = (command: string): boolean => / auth can-i .*--as/.test(command);
