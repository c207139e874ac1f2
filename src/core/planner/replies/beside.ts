import type { Finding } from "../../diagnosis/finding.ts";
import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Home } from "../command-line.ts";
import { gist } from "../investigation/alike.ts";
import { nextSteps } from "../investigation/next-steps.ts";
import { gravest, isLogged, nameTest, relevant } from "../investigation/relevance.ts";
import {
  complains,
  healthQuestion,
  seeksCause,
  tellsOfPast,
  tellsOfState,
  tellsOfTrouble,
} from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { courseOf } from "../well/log-course.ts";
import { isPastInLog, isSlow } from "../well/over.ts";
import { subjectsOf } from "../well/subjects.ts";
import { commandBlock, enumerated, evidenceBlock, leftOutNote, paragraphs, sentence } from "../wording.ts";
import { causeReply } from "./cause.ts";

/**
 * People feel at one thing what fails at another: `the api pods are healthy, and users see 503`. Where what they name shows no cause,
 * and just one thing of the same place fails in earnest, that leads, as what is most likely the cause; what was said of the named thing
 * follows it. Else the reply that was given.
 */
export function withFaultBeside(question: Question, situation: Situation, home: Home, reply: Reply): Reply {
  if (question.targets.length === 0 || !isOpenOrWell(reply) || !tellsOfHarm(question, situation)) return reply;
  if (situation.view.evidence.every(({ origin }) => origin === "executed") && reply.suggestions.length > 0)
    return reply;
  const places = placesOf(question, situation);
  const whole: Question = { ...question, targets: [], kinds: [], scope: { ...question.scope, namespaces: places } };
  const bearing = relevant(whole, situation.diagnosis, situation.view);
  const isNamed = nameTest(question, situation.view);
  const { outage } = healthQuestion(question.text);
  const roots = bearing.roots.filter(
    ({ object, related }) => (outage || !entries.test(object.kind)) && ![object, ...related].some(isNamed),
  );
  const main = onlyFault(roots, situation.diagnosis.findings);
  if (main === null)
    return reply.conclusion.verdict === "healthy" ? notAllWell(question, situation, reply, bearing.roots) : reply;
  const reads = choose(nextSteps(whole, situation, home, bearing), situation);
  const answer = causeReply(main, bearing, situation, reads, whole);
  const [first, ...rest] = answer.text.split("\n\n");
  const hedged = main.confidence === "confirmed" ? `Most likely: ${first}` : first;
  return {
    ...answer,
    text: [`${hedged} ${ofNamed(question, reply)}`, ...rest].join("\n\n"),
    conclusion: { ...answer.conclusion, confidence: "likely" },
  };
}

/** Nothing is wrong with what is named, and something is beside it: which of that people suffer from is not known. */
function notAllWell(question: Question, situation: Situation, reply: Reply, roots: readonly Finding[]): Reply {
  const isDoubt = (one: Finding) =>
    one.confidence !== "possible" && isLogged(one) && (mayBeTime.test(question.text) || !isSlow(one.code));
  const logs = logsOfView(situation.view).map((log) => ({ log, course: courseOf(log, situation.view) }));
  const isPast = (one: Finding) => isPastInLog(one, logs, situation.view);
  const doubts = roots.filter((one) => one.severity !== "info" || (isDoubt(one) && !isPast(one)));
  if (doubts.length === 0) return reply;
  const told = enumerated(doubts.slice(0, 3).map(({ summary }) => summary.replace(/\.$/, "")));
  const summary = `Not all is well: ${sentence(told)} ${ofNamed(question, reply)}`;
  const drafts = doubts.flatMap((one) => one.next.slice(0, 1));
  const { suggestions, leftOut } = choose(drafts, situation, 3);
  return {
    text: paragraphs(
      summary,
      evidenceBlock(doubts.flatMap(({ evidence }) => evidence.slice(0, 2)).slice(0, 6)),
      commandBlock("Next:", suggestions),
      leftOutNote(leftOut),
    ),
    suggestions,
    findings: doubts,
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

/** Slowness bears on these complaints; that a job takes its time is no reason why something fails. */
const mayBeTime =
  /\b(?:slow\w*|\w*latenc\w*|performance|lag\w*|sluggish\w*|freez\w*|stall\w*|hang\w*|spin\w*|long|late|delay\w*|time[sd]?[ -]?outs?|50[0-4]|bad gateway|unavailable)\b/i;

/** No cause was named: all is well, or it stays open and nothing grave is known of it; or only that its calls to another one fail. */
function isOpenOrWell({ conclusion, findings }: Reply): boolean {
  if (conclusion.verdict === "healthy") return true;
  const main = findings[0];
  if (main !== undefined && (isOfCall(main) || (conclusion.verdict === "undecided" && isOfDependency(main))))
    return true;
  const isOpen = conclusion.verdict === "undecided" && conclusion.confidence === "possible";
  return isOpen && findings.every(({ severity }) => severity === "info");
}

/**
 * Somebody suffers, or asks why and looked around for the reason; that an object was asked after, is in a bad state, or that something was
 * so once, is no harm that another thing does.
 */
function tellsOfHarm(question: Question, { view }: Situation): boolean {
  const { text, plain, intent } = question;
  if (intent === "change" || tellsOfPast(text)) return false;
  const { outage, whether, presumes } = healthQuestion(text);
  if (outage) return true;
  const isWhy =
    !whether &&
    intent === "troubleshoot" &&
    (presumes || seeksCause({ text, plain }) || /\bwhy\b/.test(plain) || complains(plain) || tellsOfTrouble(text));
  return isWhy && !tellsOfState(question) && isBroad(view);
}

/** Reads of several kinds, of which some look into single things. */
function isBroad({ evidence }: ClusterView): boolean {
  const looks = evidence.flatMap(({ parsed }) => (parsed === null ? [] : [parsed]));
  return looks.length >= 4 && looks.some(({ verb }) => verb === "describe" || verb === "logs");
}

/** A hint of a log that what is called does not answer: it says that something fails, and not what. */
const isOfCall = (finding: Finding): boolean =>
  finding.severity === "info" && isLogged(finding) && ofCalls.has(finding.code);

/** A pod says at its probe that it is not well, and nothing that it said tells why: it may be what it depends on. */
const isOfDependency = ({ code, evidence }: Finding): boolean =>
  code === "readiness-probe-failing" && evidence.some(({ text }) => /\bstatuscode: 503\b/.test(text));

const ofCalls: ReadonlySet<string> = new Set([
  "gateway-failing",
  "dependency-unreachable",
  "call-timed-out",
  "connection-broken",
  "slow-request",
  "slow-operation",
]);

function placesOf(question: Question, { view }: Situation): readonly string[] {
  if (question.scope.namespaces.length > 0) return question.scope.namespaces;
  return [...new Set(subjectsOf(question, view).flatMap(({ ref }) => ref.namespace ?? []))];
}

/** The one thing that fails in earnest; others may fail for the same reason. Null where there are several, and none stands out. */
function onlyFault(roots: readonly Finding[], all: readonly Finding[]): Finding | null {
  const weigh = (one: Finding) => gravest(one, all);
  const grave = roots.filter((one) => weigh(one) !== "info" && one.confidence !== "possible");
  const stands = [grave.filter((one) => weigh(one) === "critical"), grave].find((some) => some.length > 0) ?? [];
  const shown = stands.filter((one) => !isLogged(one));
  const counts = shown.length > 0 ? shown : stands;
  return new Set(counts.map(gist)).size === 1 ? counts[0]! : null;
}

/** What lets calls in from outside: only who calls from outside feels its faults. */
const entries =
  /^(?:Ingress|IngressClass|Gateway|HTTPRoute|GRPCRoute|TLSRoute|TCPRoute|VirtualService|Route|Certificate)$/;

function ofNamed({ targets }: Question, { conclusion, findings }: Reply): string {
  const names = enumerated([...new Set(targets.map(({ name }) => name))]);
  const own = findings[0];
  if (own !== undefined && (isOfCall(own) || isOfDependency(own))) return sentence(own.summary);
  return conclusion.verdict === "healthy"
    ? `Of what was asked about (${names}) everything that was looked at is in order.`
    : `Of what was asked about (${names}) nothing that was looked at fails by itself.`;
}
