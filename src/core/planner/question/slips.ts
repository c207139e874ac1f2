import { kindNamed } from "../../kubectl/kinds.ts";
import { isStopWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

const list = (words: string) => words.split(/\s+/);

/** What orders begin with; elsewhere in a sentence such a word is rather a name. */
const verbs = list(
  `show list get describe delete remove restart scale rollback rollout create expose cordon uncordon drain annotate label autoscale print
  explain check count watch find give apply patch update suspend resume pause undo trigger taint display fetch tail`,
);

/** What is asked for, kinds among it, and the small words between. */
const nouns = list(
  `pods deployments deployment services service namespaces namespace configmaps configmap secrets secret statefulsets statefulset daemonsets
  daemonset replicasets replicaset ingresses ingress cronjobs cronjob jobs nodes node persistent volume volumes claims persistentvolumes
  persistentvolumeclaims serviceaccounts serviceaccount networkpolicies network policies mutating validating webhooks events event logs rollout status replicas labels
  annotations containers container images image restarts restart previous sorted memory running pending failed history revision permissions
  kubeconfig context contexts endpoints autoscaler autoscalers cluster version warning warnings resources limits requests storage yaml the with their what which
  from recent crashing`,
);

/** Words of their own that lie a letter beside one of these: `remote nodes` removes none. */
const ownWords = new Set(
  list(`crate crates remote remotes delegate relate restate reset presume retain exposed explains sector labels rain vent able mage odes train
  strain paint table master cremate dated sale gate cool`),
);

/** Whether two neighbours are swapped, or one letter stands twice or once only where it should not. */
function isSlipOfShort(word: string, right: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === right[at]) at++;
  const [rest, wanted] = [word.slice(at), right.slice(at)];
  if (rest === "z" && wanted === "s") return true;
  if (word.length === right.length)
    return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2) && rest.length > 1;
  const isDoubled = at > 0 && rest.slice(1) === wanted && rest[0] === word[at - 1];
  return isDoubled && right.length > 3;
}

function isSlip(word: string, right: string): boolean {
  if (word === right || Math.abs(word.length - right.length) > 1) return false;
  if (isSlipOfShort(word, right)) return true;
  if (right.length === 5 && word.length === 4)
    return lettersDropped.has(right) && isOneEditApart(word, right) && !/^(even|node|sale|cale|watt)$/.test(word);
  return right.length >= 6 && word[0] === right[0] && isOneEditApart(word, right);
}

/** Words of five letters of which one may be left out: without it, hardly anything else is meant. */
const lettersDropped = new Set(list("image label event nodes limit drain scale taint"));

/** Whether one inserted, dropped or changed letter, or two swapped neighbours, make one word of the other. */
export function isOneEditApart(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  const rest = one.slice(start);
  const otherRest = other.slice(start);
  if (rest.slice(1) === otherRest || rest === otherRest.slice(1) || rest.slice(1) === otherRest.slice(1)) return true;
  return rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2);
}

/** The words of a question without slips of the finger in what the planner reads: `shwo evnts in namepsace x`. Names stay as they are. */
export function withoutSlips(words: readonly Word[], known: ReadonlySet<string>): readonly Word[] {
  const right: Word[] = [];
  for (const [index, word] of words.entries()) {
    const correct = correctionOf(word, words[index + 1], right, known);
    right.push(correct === null ? word : { ...word, text: correct, lower: correct });
  }
  return right;
}

function correctionOf(word: Word, next: Word | undefined, before: readonly Word[], known: ReadonlySet<string>) {
  const { lower } = word;
  if (!word.quoted && isOneEditApart(lower, "kube-system")) return "kube-system";
  if (word.quoted || lower.length < 3 || !/^[a-z]+$/.test(lower)) return null;
  if (isStopWord(lower) || ownWords.has(lower) || known.has(lower) || kindNamed(lower) !== undefined) return null;
  if (verbs.includes(lower) || nouns.includes(lower) || isOtherForm(lower)) return null;
  const previous = before.at(-1);
  const isFirst = previous === undefined || startsClause(word);
  if (!isFirst && isNamePlace(previous.lower)) return null;
  const verb = isFirst || leadsToVerb.test(previous.lower) ? verbs.find((right) => isSlip(lower, right)) : undefined;
  const noun = nouns.find((right) => isSlip(lower, right));
  const isPlace = /^(in|of|from|for|on|to|within|inside)$/.test(previous?.lower ?? "");
  const isOpen = !isPlace || /^(the$|name|node|pod|dep|sta|dae|ser|cron|ing|con|ima|rev|all|clu)/.test(noun ?? "");
  // `from serach` at the end is a place; `in namepsace shop` leads to one
  if (verb === undefined && isPlace && (next === undefined || startsClause(next))) return null;
  return verb ?? (isOpen ? (noun ?? null) : null);
}

/** `autoscaled`, `updates`, `creator`: what was done or is there, and who does it, is no slip of an order to do it. */
function isOtherForm(word: string): boolean {
  return verbs.some((verb) => {
    const stem = verb.replace(/e$/, "");
    return word.startsWith(stem) && /^(?:e?s|e?d|ing|[eo]rs?)$/.test(word.slice(stem.length)) && word !== verb;
  });
}

const leadsToVerb =
  /^(please|pls|plz|to|and|then|you|i|we|can|could|would|just|now|k|kubectl|me|let|let's|also|not|hey|hi|ok|so|force|gracefully|quickly|rollout)$/;

/** Behind `named` and behind a kind in the singular stands a name, however it is spelt. */
function isNamePlace(previous: string): boolean {
  const kind = kindNamed(previous);
  return /^(named|called|-n|ns|namespace)$/.test(previous) || (kind !== undefined && kind.plural !== previous);
}
