import type { Reply, Situation } from "../situation.ts";
import { paragraphs } from "../wording.ts";
import { asksIn } from "./asks.ts";
import { phrasePattern } from "./phrases.ts";
import { readAgainst } from "./reading.ts";
import { rowSets } from "./rows.ts";
import { plural } from "./telling.ts";

/** A count, or a list, with a condition that nothing shown decides says so, rather than how many there are of all; null where `said` tells otherwise. */
export function unreadCount({ question, view, newEvidenceFrom }: Situation, said: string): Reply | null {
  const total = /^(\d{1,6}) [a-z][a-z ]{1,40}(?:,|:| in the | shown|\.)/i.exec(said)?.[1];
  if (newEvidenceFrom >= view.evidence.length || total === undefined) return null;
  const { asks, exclusions } = asksIn(question);
  const isCount = asks.some((one) => /\bhow many\b/.test(one));
  const ask = asks.find((one) =>
    (isCount ? /\bhow many\b/ : /^(?:and )?(?:which|what|(?:are|do|is|does) any)\b/).test(one),
  );
  if (ask === undefined || /\b(?:why|wrong|should|would|need(?:ed)?|must|can|could)\b/.test(ask)) return null;
  const readings = rowSets(view)
    .filter(
      ({ sort, nouns }) =>
        sort === "object" && nouns.some((noun) => phrasePattern(noun, isCount ? counted : listed).test(ask)),
    )
    .map((set) => readAgainst(ask, exclusions, set))
    .sort((one, other) => one.left.length - other.left.length);
  const [best] = readings;
  if (best === undefined || best.left.length === 0 || best.left.length > 4) return null;
  if (
    !isCount &&
    (!/^\d{1,6} [a-z ]{1,60}(?:: |, all of them (?:as wanted|with all|[A-Z])| shown, \d|, \d{1,6} of them not as wanted)/i.test(
      said,
    ) ||
      best.left.some((word) => states.test(word)))
  )
    return null;
  if (best.set.rows.length !== Number(total)) return null;
  const { set, left } = best;
  const summary = `What was shown does not decide that: nothing in it tells which of the ${set.rows.length === 1 ? "" : `${set.rows.length} `}${plural(set.nouns[0]!)} are meant by "${left.join(" ")}".`;
  return {
    text: paragraphs(summary),
    suggestions: [],
    findings: [],
    conclusion: { verdict: isCount ? "undecided" : "answered", summary, confidence: "possible" },
  };
}

const counted = "\\bhow many (?:of (?:the|our) |more )?";
const listed = "\\b(?:which|what|any) (?:of (?:the|our) )?";

/** A list says by itself which of its objects are so. */
const states =
  /^(?:un)?(?:health\w*|well|wrong|ready|fail\w*|broken|problem\w*|issue\w*|trouble\w*|fine|good|bad|sick|error\w*|warning\w*|available|running|pending|crash\w*|stuck|status|state|exist\w*|defined|deployed|installed|created|configured)$/;
