import type { Finding } from "../diagnosis/finding.ts";
import { askedIn } from "./asked.ts";
import type { Home } from "./command-line.ts";
import { inContext } from "./context/in-context.ts";
import { ofTeam, withTeams } from "./context/of-team.ts";
import { withReadBefore } from "./context/read-before.ts";
import { unseenComponent, withComponents } from "./context/with-components.ts";
import { factReply } from "./facts/fact-reply.ts";
import { withFailedChange } from "./follow-up/failed-change.ts";
import { followUpReply, said, withoutFollowUps } from "./follow-up/follow-up-reply.ts";
import { bounded } from "./inspection/bounded.ts";
import { inspect } from "./inspection/inspect.ts";
import { located } from "./inspection/located.ts";
import { relevant } from "./investigation/relevance.ts";
import { topicOf } from "./investigation/topic.ts";
import { whereaboutsOf } from "./investigation/whereabouts.ts";
import { widened, withoutNarrow } from "./investigation/wider.ts";
import { lookUp } from "./lookups/look-up.ts";
import {
  meantByParts,
  withNodes,
  withoutUnseenPlaces,
  withoutUnseenPools,
  withUnservedKinds,
  withWebhooks,
} from "./meant-by-parts.ts";
import { numberReply, queryReply } from "./query/query-reply.ts";
import { unreadCount } from "./query/unread-count.ts";
import { asksForRoot, tellsOfOutage } from "./question/asks-cause.ts";
import { typedIn } from "./question/typed-commands.ts";
import type { Question } from "./question/understand.ts";
import { absentReply } from "./replies/absent.ts";
import { replyAfterChange } from "./replies/after-change.ts";
import { withFaultBeside } from "./replies/beside.ts";
import { replyToChange } from "./replies/change.ts";
import { replyToChat } from "./replies/chat.ts";
import { replyElsewhere } from "./replies/elsewhere.ts";
import { guarded } from "./replies/guarded.ts";
import { replyFromHandedOver } from "./replies/handed-over.ts";
import { replyToInspection } from "./replies/inspection.ts";
import { asksOnlyForText, replyOnQuotedText } from "./replies/logged.ts";
import { replyToTrouble } from "./replies/trouble.ts";
import { replyToTyped } from "./replies/typed.ts";
import { shownReply } from "./shown/shown-reply.ts";
import { justDone, sinceChange } from "./since-change.ts";
import type { Reply, Situation } from "./situation.ts";
import { choose } from "./suggestions.ts";
import { withToldCalls } from "./told-calls.ts";
import { answeredReply } from "./well/answered-reply.ts";
import { doneReply } from "./well/done-reply.ts";
import { quickReply } from "./well/quick-reply.ts";
import { recoveredReply } from "./well/recovered-reply.ts";
import { isOfSoundness, soundReply } from "./well/sound-reply.ts";
import { unwellReply } from "./well/unwell-reply.ts";
import { benignReply, doubtReply, wellReply } from "./well/well-reply.ts";
import { ofWholeApplication } from "./whole-application.ts";

/** The next reply of a thread. */
export function replyTo(given: Situation): Reply {
  const typed = replyToTyped(typedIn(given.question), given);
  if (typed !== null) return typed;
  const elsewhere = replyElsewhere(given);
  if (elsewhere !== null) return elsewhere;
  const asking = withoutFollowUps(withTeams(given));
  return followUpReply(asking, replyAbout) ?? withFailedChange(replyAbout(said(asking), asking), asking);
}

/** The reply to a question that stands in a situation in the place of its message. */
function replyAbout(text: string, situation: Situation): Reply {
  const spoken = inContext(text === situation.question ? situation : { ...situation, question: text });
  const whose = ofTeam(spoken);
  if (whose === null) return replyInContext(spoken);
  if (whose.is === "replied") return whose.reply;
  const reply = replyInContext(whose.situation);
  return whose.is === "put" || reply.suggestions.length > 0 ? reply : withLead(reply, whose.note);
}

/** What the answer leaves out comes before it. */
function withLead(reply: Reply, lead: string): Reply {
  const summary = `${lead} ${reply.conclusion.summary}`;
  return { ...reply, text: `${lead} ${reply.text}`, conclusion: { ...reply.conclusion, summary } };
}

function replyInContext(situation: Situation): Reply {
  const seen = withComponents(situation);
  const unseen = unseenComponent(seen);
  if (unseen !== null) return unseen;
  const told = ofWholeApplication(askedIn(seen), seen.view);
  const pooled = withoutUnseenPools(told, seen.view);
  const placed = withUnservedKinds(withoutUnseenPlaces(pooled, seen.view), seen.view);
  const asked = withNodes(withWebhooks(placed, seen.view), seen.view);
  const { question, note } = meantByParts(asked, seen);
  const reply = replyToAsked(question, withToldCalls(question, seen));
  const isPart = asked.targets.some(({ name }) => question.targets.some((one) => one.name.includes(name)));
  const isGuess = note !== "" && !isPart && reply.conclusion.verdict === "healthy";
  const isRash = isGuess && seen.diagnosis.findings.some(isGrave);
  if (!isRash) return withNote(reply, note);
  const literal = replyToAsked(asked, withToldCalls(asked, seen));
  const isOpen = literal.conclusion.verdict === "cause-found" || literal.suggestions.length > 0;
  return isOpen ? literal : guessed(reply, note);
}

/** What is taken to be meant by another word than its name is not called well while anything else that was shown is not. */
const isGrave = ({ severity }: Finding): boolean => severity !== "info";

/** What stands well is told of what is taken to be meant, and that it may be another thing that is not. */
function guessed(reply: Reply, note: string): Reply {
  const [first, ...rest] = reply.text.split("\n\n");
  const summary = `${note} ${first} Something else fails beside it, and may be what is meant.`;
  return {
    ...reply,
    text: [summary, ...rest].join("\n\n"),
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

/** What was taken for what, after the sentences that answer. */
function withNote(reply: Reply, note: string): Reply {
  if (note === "") return reply;
  const isHedged = reply.conclusion.verdict !== "cause-found" || /^(?:Possibly|Most likely): /.test(reply.text);
  const [first, ...rest] = reply.text.split("\n\n");
  const text = [`${isHedged ? "" : "Most likely: "}${first} ${note}`, ...rest].join("\n\n");
  return { ...reply, text, conclusion: { ...reply.conclusion, summary: `${reply.conclusion.summary} ${note}` } };
}

function replyToAsked(question: Question, situation: Situation): Reply {
  const own: Home = { namespace: situation.namespaceGiven ? situation.namespace : null };
  const home = homeOf(question, situation, own);
  const current = withoutNarrow(question, sinceChange(situation), own);
  const thread = { situation: withReadBefore(question, current, home), home };
  const asked = lookUp(question, thread, { situation: sinceChange(situation), home: own });
  if (asked !== null) return guarded(question, thread.situation, home, asked);
  const shown = shownReply(question, current);
  if (shown !== null) return shown;
  const isFailing = isStateOfFailing(question, thread.situation);
  const meant: Question = isFailing ? { ...question, intent: "troubleshoot" } : question;
  const reply = replyNow(meant, current, situation, home, isFailing);
  return widened(meant, current, own, guarded(meant, thread.situation, home, reply));
}

/** The reply to what was read so far; `current` is the situation without what holds no more, `isFailing` that a state is asked of what fails. */
function replyNow(question: Question, current: Situation, situation: Situation, home: Home, isFailing: boolean): Reply {
  const now = withReadBefore(question, current, home);
  const found =
    question.intent === "inspect" ? located(question, inspect(question, home).map(bounded), now, home) : null;
  const isShown = found?.drafts.some(({ command }) => /^kubectl (?:logs|describe|rollout)\b/.test(command)) === true;
  if (found !== null && (isShown || choose(found.drafts, now).suggestions.length > 0))
    return replyByIntent(question, current, situation, home);
  const sound = isOfSoundness(question) ? (numberReply(now) ?? soundness(question, now, home)) : null;
  if (sound !== null) return sound;
  const wantsCause = isFailing || isPlainComplaint(question, now);
  const direct =
    (alarmed.test(question.text) ? benignReply(question, now) : null) ??
    (asksOnlyForText(question) ? replyOnQuotedText(question, now) : null) ??
    (wantsCause ? null : queryReply(question, now)) ??
    absentReply(question, now) ??
    benignReply(question, now) ??
    (wantsCause ? null : factReply(question, now));
  if (direct !== null) return direct;
  return withFaultBeside(
    question,
    now,
    home,
    doneReply(question, now) ??
      wellReply(question, now) ??
      quickReply(question, now) ??
      answeredReply(question, now) ??
      recoveredReply(question, now) ??
      undirected(question, current, situation, home),
  );
}

/** What its own state does not answer: by what is wanted, with what was handed over, and with what speaks against all being well. */
function undirected(question: Question, current: Situation, situation: Situation, home: Home): Reply {
  const now = withReadBefore(question, current, home);
  const byIntent = replyByIntent(question, current, situation, home);
  const reply = unreadCount(now, byIntent.conclusion.summary) ?? byIntent;
  const handed = replyFromHandedOver(question, situation, home, reply) ?? reply;
  if (handed.conclusion.verdict === "healthy") return unwellReply(question, now) ?? doubtReply(question, now) ?? handed;
  const isUnknown = handed.conclusion.verdict === "undecided" && handed.findings.length === 0;
  return isUnknown && question.intent === "troubleshoot" ? (doubtReply(question, now) ?? handed) : handed;
}

/** Somebody tells what people suffer from, asks for its cause and hands over what was read for it: no number or name is wanted. */
function isPlainComplaint({ intent, text }: Question, { view }: Situation): boolean {
  const isHandedOver = view.evidence.length >= 4 && view.evidence.every(({ origin }) => origin !== "executed");
  return intent === "troubleshoot" && isHandedOver && (tellsOfOutage(text) || asksForRoot(text));
}

/** The state of one thing is asked for, and it is that something keeps it from working: the state alone says too little. */
function isStateOfFailing(question: Question, { view, diagnosis }: Situation): boolean {
  if (question.targets.length !== 1 || question.intent === "change") return false;
  if (!/\b(?:status|state|health|condition)\b/.test(question.plain)) return false;
  return relevant(question, diagnosis, view).roots.some(isGrave);
}

/** Whoever fears something wants to know whether it is so, before what can be counted. */
const alarmed =
  /\b(?:attack\w*|hack\w*|compromised|intru\w*|malware|tamper\w*|crash\w*|broken?|bug|buggy|corrupt\w*|outage|data loss|stuck|dead|drown\w*|mad|crazy|scrambled|garbled|encrypted|twice)\b[^?]{0,40}\?|\bdid\b[^?.!]{0,60}\bfail\b[^?]{0,40}\?|\b(?:does|do|will|would|can) (?:it|this|that|these|they)\b[^?.!]{0,30}\b(?:break|breaks|hurt|harm|matter|prevent|stop|block)\b[^?]{0,40}\?|\bwhy\b[^?]{0,80}\b(?:delet|remov|los|vanish|disappear)\w*/i;

/** Whether something is in order: its own state answers before what is listed, counted or looked up. Null where nothing tells. */
function soundness(question: Question, now: Situation, home: Home): Reply | null {
  const direct = absentReply(question, now) ?? benignReply(question, now);
  if (direct !== null) return direct;
  const well = wellReply(question, now);
  if (well !== null) return withFaultBeside(question, now, home, well);
  const asked: Question = { ...question, intent: "troubleshoot" };
  const trouble = replyByIntent(asked, now, now, home);
  if (trouble.conclusion.verdict === "cause-found" || trouble.findings.some(({ severity }) => severity !== "info"))
    return question.intent === "troubleshoot" ? null : trouble;
  const isOfOneState = question.targets.length === 0 && topicOf(question)?.unseen !== undefined;
  if (isOfOneState && now.view.evidence.every(({ origin }) => origin === "executed")) return null;
  const sound = soundReply(question, now);
  return sound === null ? doubtReply(question, now) : withFaultBeside(question, now, home, sound);
}

function replyByIntent(question: Question, now: Situation, situation: Situation, home: Home): Reply {
  switch (question.intent) {
    case "change":
      return replyToChange(question, situation, home);
    case "inspect":
      return replyToInspection(question, now, home);
    case "troubleshoot": {
      const changes = justDone(situation);
      return changes.length > 0
        ? replyAfterChange(question, changes, situation, home)
        : replyToTrouble(question, now, home);
    }
    default:
      return replyToChat(question, situation);
  }
}

/** The namespace that a person named, else the only one in which the evidence shows what the question names. */
function homeOf(question: Question, situation: Situation, given: Home): Home {
  const place = whereaboutsOf(question, situation.view, given);
  return place.is === "seen" && place.namespaces.length === 1 ? { namespace: place.namespaces[0]! } : given;
}
