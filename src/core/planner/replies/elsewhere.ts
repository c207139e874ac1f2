import { changeFor } from "../change/change-for.ts";
import type { Home } from "../command-line.ts";
import { connected } from "../flags/connected.ts";
import { inspect } from "../inspection/inspect.ts";
import { firstLook } from "../investigation/first-look.ts";
import type { Connection } from "../question/connection.ts";
import { knownIn, type Question, understand } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, paragraphs } from "../wording.ts";

/**
 * What is to be seen or done with another context or kubeconfig is of another cluster, maybe: a thread reads none but its own, so
 * the commands are handed over. null for all other questions, and for outputs that come with one.
 */
export function replyElsewhere(situation: Situation): Reply | null {
  const { view, newEvidenceFrom } = situation;
  const question = understand(situation.question, knownIn(view));
  if (question.connection === undefined || newEvidenceFrom < view.evidence.length) return null;
  const home: Home = { namespace: situation.namespaceGiven ? situation.namespace : null };
  const { suggestions } = choose(draftsFor(question, home), situation);
  const [first] = suggestions;
  if (first === undefined) return null;
  const summary = `Run this on your own machine, it is not run from here: \`${first.command}\`. A thread is connected with one cluster only, and not by ${named(question.connection)}.`;
  return {
    text: paragraphs(summary, commandBlock("Commands:", suggestions)),
    suggestions,
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "likely" },
  };
}

function draftsFor(question: Question, home: Home) {
  if (question.intent === "change") return changeFor(question, home)?.commands ?? [];
  const seen = question.intent === "troubleshoot" ? [] : inspect(question, home);
  return seen.length > 0 ? seen : connected(question, firstLook(question, home));
}

function named({ context, kubeconfig }: Connection): string {
  return context === undefined ? `the kubeconfig ${kubeconfig}` : `the context ${context}`;
}
