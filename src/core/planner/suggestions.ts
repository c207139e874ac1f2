import type { Suggestion } from "../diagnosis/finding.ts";
import { isAllNamespaces, namespaceOf, targetsOf } from "../kubectl/targets.ts";
import { isRead, keyOf, keysAnswered, keysAnswering, type Settled, settle } from "./command-key.ts";
import { isRefused, refusedReads } from "./refused-reads.ts";
import type { Rejection, Situation } from "./situation.ts";

/** What is left of drafted suggestions, and which rejections took some away. */
export type Choice = { readonly suggestions: readonly Suggestion[]; readonly leftOut: readonly Rejection[] };

/**
 * Of the drafts, in their order: what parses, is not among the others, is not answered or refused by the API server already, and goes
 * against no rejection.
 * At most `limit`.
 */
export function choose(drafts: readonly Suggestion[], situation: Situation, limit = 5): Choice {
  const seen = answeredKeys(situation);
  const refusals = situation.rejections.map((rejection) => refusalOf(rejection, situation.namespace));
  const refused = refusedReads(situation.view, situation.newEvidenceFrom);
  const suggestions: Suggestion[] = [];
  const leftOut = new Set<Rejection>();
  for (const draft of drafts) {
    if (suggestions.length >= limit) break;
    const settled = settle(draft.command);
    if (settled === null || isRefused(settled.command, situation.namespace, refused)) continue;
    const key = keyOf(settled.command, situation.namespace);
    if (keysAnswering(settled.command, situation.namespace).some((one) => seen.has(one))) continue;
    seen.add(key);
    const refusal = refusals.find((one) => one.covers(settled, key));
    if (refusal === undefined) suggestions.push({ command: settled.text, reason: draft.reason });
    else leftOut.add(refusal.rejection);
  }
  return { suggestions, leftOut: [...leftOut] };
}

function answeredKeys(situation: Situation): Set<string> {
  const keys = new Set<string>();
  for (const text of situation.answered) {
    const settled = settle(text);
    if (settled !== null) for (const key of keysAnswered(settled.command, situation.namespace)) keys.add(key);
  }
  return keys;
}

type Refusal = { readonly rejection: Rejection; covers(settled: Settled, key: string): boolean };

/** A rejection covers its command in any spelling, and what its reason speaks against: a namespace, a verb, changes, the whole cluster. */
function refusalOf(rejection: Rejection, home: string): Refusal {
  const settled = settle(rejection.command);
  const key = settled === null ? null : keyOf(settled.command, home);
  const reason = rejection.reason.toLowerCase().slice(0, 1000);
  const namespace = settled === null ? null : namespaceOf(settled.command);
  const bars = barred(reason);
  const barsNamespace =
    namespace !== null &&
    bars.against &&
    (new RegExp(`\\b${namespace.replace(/[^a-z0-9-]/g, "")}\\b`).test(reason) ||
      /\b(this|that) namespace\b/.test(reason));
  return {
    rejection,
    covers: (one, oneKey) =>
      oneKey === key ||
      one.text === rejection.command.trim() ||
      (barsNamespace && (namespaceOf(one.command) ?? home) === namespace && !isAllNamespaces(one.command)) ||
      (bars.changes && !isRead(one.command)) ||
      (bars.wide && isAllNamespaces(one.command)) ||
      bars.verbs.some((verb) => one.command.verb === verb || one.command.verb.startsWith(`${verb} `)) ||
      (bars.secrets && targetsOf(one.command).some((target) => target.kind?.kind === "Secret")),
  };
}

const against =
  /\b(no|not|never|don't|dont|do not|without|off[- ]limits|forbidden|avoid|skip|stop|can't|cannot|must not|mustn't|refuse|sensitive|confidential|private|personal|customer data|not allowed|too (much|broad|many|large|expensive|slow|risky|dangerous)|read[- ]only|leave|hands off|keep out|nicht|kein\w*)\b/;

const verbsByWord: readonly (readonly [RegExp, string])[] = [
  [/\blogs?\b/, "logs"],
  [/\bexec\w*\b|\bshell\b/, "exec"],
  [/\bdescrib\w+\b/, "describe"],
  [/\b(restart\w*|rollouts? restart\w*)\b/, "rollout restart"],
  [/\bdelet\w+\b/, "delete"],
  [/\bscal\w+\b/, "scale"],
  [/\bdrain\w*\b/, "drain"],
  [/\b(metrics|top)\b/, "top"],
];

function barred(reason: string) {
  const isAgainst = against.test(reason);
  return {
    against: isAgainst,
    verbs: isAgainst ? verbsByWord.filter(([pattern]) => pattern.test(reason)).map(([, verb]) => verb) : [],
    changes:
      /\b(read[- ]only|no (changes|writes|modifications|changing)|do(n't| not) (change|modify|touch) anything|look but|only look)\b/.test(
        reason,
      ),
    wide:
      isAgainst &&
      /\b(cluster[- ]wide|all namespaces|whole cluster|entire cluster|other namespaces|too (broad|wide))\b/.test(
        reason,
      ),
    secrets: isAgainst && /\bsecrets?\b/.test(reason),
  };
}
