import { understand } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { paragraphs } from "../wording.ts";
import { errorOf, isTried } from "./again.ts";

/** A change was approved and did not go through: that is what a message that says no more than `approved` wants to know first. */
export function withFailedChange(reply: Reply, situation: Situation): Reply {
  const failed = situation.view.evidence
    .slice(situation.newEvidenceFrom)
    .filter((piece) => isTried(piece) && piece.exitCode !== 0 && piece.exitCode !== null);
  const [first] = failed;
  if (first === undefined || !/^(?:continue|chat)$/.test(understand(situation.question).intent)) return reply;
  if (reply.text.includes(`\`${first.command}\` failed`)) return reply;
  const said = failed.map((one) => `\`${one.command}\` was not carried out: ${errorOf(one)}.`).join(" ");
  const summary = `${said} Nothing was changed by ${failed.length === 1 ? "it" : "them"}.`;
  const rest = reply.conclusion.verdict === "cause-found" ? `What it was for: ${reply.text}` : reply.text;
  return { ...reply, text: paragraphs(summary, rest), conclusion: { ...reply.conclusion, summary } };
}
