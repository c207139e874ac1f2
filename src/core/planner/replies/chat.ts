import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";

/** Small talk, another subject, or words from which no question can be made out: what can be asked, and no command. */
export function replyToChat(question: Question, situation: Situation): Reply {
  const summary =
    question.intent === "unclear"
      ? "It is not clear what to look at."
      : "There is no question about the cluster here yet.";
  const hint =
    situation.earlierQuestions.length > 0
      ? "Say what to look at next, by kind, name and namespace."
      : "Ask about a Kubernetes cluster: what runs in it, or why something does not.";
  const examples = [
    "why is the checkout deployment failing in the shop namespace",
    "list pods with more than 5 restarts",
    "show recent events in kube-system",
    "scale web to 3",
  ];
  return {
    text: `${summary} ${hint}\n\nFor example:\n${examples.map((example) => `  ${example}`).join("\n")}`,
    suggestions: [],
    findings: [],
    conclusion: { verdict: question.intent === "unclear" ? "undecided" : "answered", summary, confidence: "possible" },
  };
}
