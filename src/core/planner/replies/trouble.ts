import type { Finding, Suggestion } from "../../diagnosis/finding.ts";
import { namespaceOf } from "../../kubectl/targets.ts";
import type { Home } from "../command-line.ts";
import { firstLook, isToldAsPod } from "../investigation/first-look.ts";
import { nextSteps } from "../investigation/next-steps.ts";
import { isLogged, type Relevance, relevant } from "../investigation/relevance.ts";
import { isOnTopic, topicOf } from "../investigation/topic.ts";
import { whereaboutsOf } from "../investigation/whereabouts.ts";
import { asksWhetherWell, complains, isAboutTime } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import { withRepair } from "../repairs/plan-for.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, enumerated, leftOutNote, paragraphs } from "../wording.ts";
import { causeReply, isOpen } from "./cause.ts";
import { replyOnLog, replyOnLoggedErrors, replyOnQuotedText } from "./logged.ts";
import { noCauseReply } from "./no-cause.ts";
import { isUnfit, unfitReply } from "./unfit.ts";

/** Why something fails, or whether it does. */
export function replyToTrouble(question: Question, situation: Situation, home: Home): Reply {
  if (situation.view.evidence.length === 0) return begin(question, situation, home);
  const quoted = replyOnQuotedText(question, situation);
  if (quoted !== null) return quoted;
  const bearing = relevant(question, situation.diagnosis, situation.view);
  const reads = choose(nextSteps(question, situation, home, bearing), situation);
  const topic = topicOf(question);
  const isWhy = !asksWhetherWell(question);
  const counts = bearing.roots.filter(
    (finding) => !isGuess(finding, situation) && !isBesideTime(finding, isOnTopic(topic, finding)),
  );
  const main =
    counts.find(
      (finding) =>
        finding.severity !== "info" ||
        finding.explains.length > 0 ||
        (finding.confidence !== "possible" && (isWhy || isOnTopic(topic, finding))),
    ) ??
    (isWhy && complains(question.plain)
      ? counts.find((one) => isLogged(one) && (!isAboutTime(question.plain) || /\btimed? ?out\b/i.test(one.summary)))
      : undefined);
  if (main !== undefined && isUnfit(main, question, situation)) return unfitReply(question, reads, bearing);
  if (main === undefined) {
    const plainly = noCauseReply(question, situation, reads, bearing);
    return plainly.conclusion.verdict === "healthy" ? plainly : (replyOnLog(question, situation) ?? plainly);
  }
  const listed = isLogged(main) && main.severity !== "critical" ? replyOnLoggedErrors(question, situation, main) : null;
  if (listed !== null) return listed;
  if (isOpen(main, situation)) return causeReply(main, bearing, situation, reads, question);
  const { finding, seeks } = withRepair(main, situation);
  const reply = causeReply(finding, replaced(bearing, main, finding), situation, reads, question, seeks);
  return seeks ? { ...reply, seeksFix: true } : reply;
}

function replaced(bearing: Relevance, old: Finding, repaired: Finding): Relevance {
  const swap = (finding: Finding) => (finding === old ? repaired : finding);
  return { ...bearing, findings: bearing.findings.map(swap), roots: bearing.roots.map(swap) };
}

/** That something takes long matters to those who ask about time. */
function isBesideTime(finding: Finding, isAsked: boolean): boolean {
  return (
    !isAsked && finding.severity === "info" && finding.code.startsWith("slow-") && finding.code !== "slow-operation"
  );
}

/** That something is not in a namespace which nobody named says nothing about what was asked. */
function isGuess(finding: Finding, situation: Situation): boolean {
  if (finding.code !== "not-found" || situation.namespaceGiven) return false;
  // the search for it everywhere failed: the namespace in which it was missing is all that is known
  if (
    situation.view.errors.some(
      (error) =>
        error.code === "other" &&
        /\bget \S+ .*(-A|metadata\.name=)/.test(situation.view.evidence[error.evidence]?.command ?? ""),
    ) &&
    situation.view.listings.length === 0
  )
    return false;
  const said = finding.evidence[0]!.command;
  const command = situation.view.evidence.find((one) => one.command === said)?.parsed ?? null;
  return command !== null && namespaceOf(command) === null && finding.object.namespace !== undefined;
}

const allWarnings: Suggestion = {
  command: "kubectl get events -A --field-selector type=Warning --sort-by=.lastTimestamp",
  reason: "Shows what the cluster complains about, newest last.",
};

function begin(question: Question, situation: Situation, home: Home): Reply {
  const place = whereaboutsOf(question, situation.view, home);
  const isSearched =
    place.is === "unknown" &&
    question.targets[0]!.sure &&
    (question.targets[0]!.kind !== null || isToldAsPod(question, question.targets[0]!));
  const look = firstLook(question, home);
  const drafts = isSearched ? [...look.slice(0, 1), ...place.search, allWarnings] : look;
  const choice = choose(drafts, situation);
  const about = enumerated(question.targets.map((target) => target.name));
  const first = choice.suggestions[0];
  const summary =
    first === undefined
      ? "Every command that could decide this is answered or was refused."
      : `What is wrong${about === "" ? "" : ` with ${about}`} is not known before these commands have run; \`${first.command}\` comes first.`;
  return {
    text: paragraphs(summary, commandBlock("Next:", choice.suggestions), leftOutNote(choice.leftOut)),
    suggestions: choice.suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
