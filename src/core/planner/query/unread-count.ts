import type { Reply, Situation } from "../situation.ts";
import { paragraphs } from "../wording.ts";
import { asksIn } from "./asks.ts";
import { phrasePattern } from "./phrases.ts";
import { readAgainst } from "./reading.ts";
import { rowSets } from "./rows.ts";
import { plural } from "./telling.ts";

/** A count with a condition that nothing shown decides says so, rather than how many there are of all; null where `said` counts otherwise. */
export function unreadCount({ question, view, newEvidenceFrom }: Situation, said: string): Reply | null {
  const total = /^(\d{1,6}) [a-z][a-z ]{1,40}(?:,|:| in the | shown|\.)/i.exec(said)?.[1];
  if (newEvidenceFrom >= view.evidence.length || total === undefined) return null;
  const { asks, exclusions } = asksIn(question);
  const ask = asks.find((one) => /\bhow many\b/.test(one));
  if (ask === undefined || /\b(?:why|wrong|should|would|need(?:ed)?|must|can|could)\b/.test(ask)) return null;
  const readings = rowSets(view)
    .filter(
      ({ sort, nouns }) =>
        sort === "object" &&
        nouns.some((noun) => phrasePattern(noun, "\\bhow many (?:of (?:the|our) |more )?").test(ask)),
    )
    .map((set) => readAgainst(ask, exclusions, set))
    .sort((one, other) => one.left.length - other.left.length);
  const [best] = readings;
  if (best === undefined || best.left.length === 0 || best.left.length > 4) return null;
  if (best.set.rows.length !== Number(total)) return null;
  const { set, left } = best;
  const summary = `What was shown does not decide that: nothing in it tells which of the ${set.rows.length} ${plural(set.nouns[0]!)} are meant by "${left.join(" ")}".`;
  return {
    text: paragraphs(summary),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
