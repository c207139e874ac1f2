import { askedIn } from "./asked.ts";
import type { Home } from "./command-line.ts";
import { replyToChange } from "./replies/change.ts";
import { replyToChat } from "./replies/chat.ts";
import { replyToInspection } from "./replies/inspection.ts";
import { replyToTrouble } from "./replies/trouble.ts";
import type { Reply, Situation } from "./situation.ts";

/** The next reply of a thread. */
export function replyTo(situation: Situation): Reply {
  const question = askedIn(situation);
  const home: Home = { namespace: situation.namespaceGiven ? situation.namespace : null };
  switch (question.intent) {
    case "change":
      return replyToChange(question, situation, home);
    case "inspect":
      return replyToInspection(question, situation, home);
    case "troubleshoot":
      return replyToTrouble(question, situation, home);
    default:
      return replyToChat(question, situation);
  }
}
