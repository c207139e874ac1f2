import type { ClusterView } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { asksForCauseOf } from "../../question/asks-cause.ts";
import type { Question } from "../../question/understand.ts";
import { cronTimes } from "./cron-times.ts";
import { dataOfClaim } from "./data-of-claim.ts";
import { differences } from "./differences.ts";
import { eventTallies } from "./event-tallies.ts";
import { holderAnswer } from "./holder.ts";
import { leaderAnswer } from "./leaders.ts";
import { logExtremes } from "./log-extremes.ts";
import { pulls } from "./pulls.ts";
import { quotaAnswer } from "./quotas.ts";
import { resourceSums } from "./resource-sums.ts";
import { revisionAnswer } from "./revisions.ts";
import { routeAnswer } from "./routes.ts";
import { standOfReplicas } from "./stand-of-replicas.ts";
import { usageShares } from "./usage-shares.ts";

/** A fact that the whole question asks for, wherever in it; null when it asks for another, or when nothing shown holds it. */
export type WholeFact = (question: Question, view: ClusterView) => Answered | null;

/** What is compared, listed or counted stays asked for where something fails, too; the rest is then seldom what is wanted. */
const always: readonly WholeFact[] = [differences, revisionAnswer, eventTallies, logExtremes];
const whereAllIsWell: readonly WholeFact[] = [
  routeAnswer,
  cronTimes,
  pulls,
  holderAnswer,
  leaderAnswer,
  quotaAnswer,
  dataOfClaim,
  usageShares,
  resourceSums,
  standOfReplicas,
];

/** Differences, routes, schedules, pulls, shares, sums and extremes: computed over all that was shown. */
export function wholeFact(question: Question, view: ClusterView): Answered | null {
  if (question.text.length > 1500 || asksForCause.test(question.text) || asksForCauseOf(question.text)) return null;
  const forms = troubled.test(question.text) ? always : [...whereAllIsWell, ...always];
  for (const form of forms) {
    const found = form(question, view);
    if (found !== null) return found;
  }
  return null;
}

const troubled =
  /\b(?:fail(?:s|ed|ing|ures?)?|broken|breaks?|down|crash\w*|stuck|outage|unreachable|refused|tim(?:es?|ed|ing)[ -]?out|(?:can't|cannot|can not|couldn't|won't|doesn't|does not|don't|didn't|did not|hasn't|has not|never|no longer|not) (?:be )?(?:work\w*|reach\w*|run|ran|start\w*|fire[sd]?|trigger\w*|connect\w*|come|load\w*|respond\w*|been (?:run|started|scheduled))|(?:return|get|see|throw|give)(?:s|ing|ting)? (?:a |an |only |us )?(?:404|50\d|5xx|errors?)|oom\w*|evict\w*|unschedulable|errimagepull|imagepullback\w*|missed)\b/i;

const asksForCause =
  /\b(?:why|root cause|what (?:is |was )?caus\w+|how come|what(?:'s| is| went) wrong|what (?:is|are) the (?:problem|issue|trouble)|how (?:do|can|should) (?:i|we) fix|alert|firing|fired)\b/i;
