import { askedIn } from "./asked.ts";
import type { Home } from "./command-line.ts";
import { factReply } from "./facts/fact-reply.ts";
import { inquire } from "./inquiries/inquire.ts";
import { whereaboutsOf } from "./investigation/whereabouts.ts";
import { meantByParts } from "./meant-by-parts.ts";
import { queryReply } from "./query/query-reply.ts";
import { typedIn } from "./question/typed-commands.ts";
import type { Question } from "./question/understand.ts";
import { absentReply } from "./replies/absent.ts";
import { replyAfterChange } from "./replies/after-change.ts";
import { replyToChange } from "./replies/change.ts";
import { replyToChat } from "./replies/chat.ts";
import { replyFromHandedOver } from "./replies/handed-over.ts";
import { replyToInspection } from "./replies/inspection.ts";
import { replyToTrouble } from "./replies/trouble.ts";
import { replyToTyped } from "./replies/typed.ts";
import { justDone, sinceChange } from "./since-change.ts";
import type { Reply, Situation } from "./situation.ts";
import { benignReply, doubtReply, unwellReply, wellReply } from "./well/well-reply.ts";

/** The next reply of a thread. */
export function replyTo(situation: Situation): Reply {
  const typed = replyToTyped(typedIn(situation.question), situation);
  if (typed !== null) return typed;
  const { question, note } = meantByParts(askedIn(situation), situation);
  return withNote(replyToAsked(question, situation), note);
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
  const given: Home = { namespace: situation.namespaceGiven ? situation.namespace : null };
  const home = homeOf(question, situation, given);
  const now = sinceChange(situation);
  const direct =
    inquire(question, now, home) ??
    queryReply(question, now) ??
    absentReply(question, now) ??
    benignReply(question, now) ??
    factReply(question, now) ??
    wellReply(question, now);
  if (direct !== null) return direct;
  const reply = replyByIntent(question, situation, home);
  const handed = replyFromHandedOver(question, situation, home, reply) ?? reply;
  return handed.conclusion.verdict === "healthy"
    ? (unwellReply(question, now) ?? doubtReply(question, now) ?? handed)
    : handed;
}

function replyByIntent(question: Question, situation: Situation, home: Home): Reply {
  switch (question.intent) {
    case "change":
      return replyToChange(question, situation, home);
    case "inspect":
      return replyToInspection(question, sinceChange(situation), home);
    case "troubleshoot": {
      const changes = justDone(situation);
      return changes.length > 0
        ? replyAfterChange(question, changes, situation, home)
        : replyToTrouble(question, sinceChange(situation), home);
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
