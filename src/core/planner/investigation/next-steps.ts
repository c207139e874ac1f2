import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { firstLook } from "./first-look.ts";
import type { Relevance } from "./relevance.ts";

/** What to read next, best first: what the findings ask for, then what is left of the first look. */
export function nextSteps(
  question: Question,
  situation: Situation,
  home: Home,
  bearing: Relevance,
): readonly Suggestion[] {
  const asked = [...bearing.roots, ...bearing.findings].flatMap((finding) => finding.next);
  const rest =
    question.intent === "troubleshoot" || situation.view.evidence.length === 0 ? firstLook(question, home) : [];
  return [...asked, ...rest];
}
