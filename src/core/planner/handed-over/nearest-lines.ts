import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { isStopWord } from "../question/stop-words.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";

const mostLines = 20_000;
const shown = 3;

/** Of what came with the message, the lines that share the rarest words with the question; none when no word of it stands there. */
export function nearestLines(question: Question, { view, newEvidenceFrom }: Situation): readonly Line[] {
  const words = [...new Set(question.words.map((word) => word.lower))].filter(
    (word) => word.length > 2 && !isStopWord(word),
  );
  const lines = view.evidence.slice(newEvidenceFrom).flatMap(linesOf).slice(0, mostLines);
  const texts = lines.map((line) => line.text.toLowerCase());
  const weights = words.map((word) => {
    const count = texts.reduce((total, text) => total + (text.includes(word) ? 1 : 0), 0);
    return count === 0 || count > lines.length / 2 ? 0 : 1 / count;
  });
  const scored = lines.map((line, index) => ({
    line,
    score: words.reduce((sum, word, at) => sum + (texts[index]!.includes(word) ? weights[at]! : 0), 0),
  }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best === 0) return [];
  return scored
    .filter(({ score }) => score >= best / 2)
    .sort((one, other) => other.score - one.score)
    .slice(0, shown)
    .map(({ line }) => line);
}
