import { diagnose } from "../../diagnosis/diagnose.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { observe } from "../../evidence/observe.ts";
import { isAllNamespaces } from "../../kubectl/targets.ts";
import { keyOf, settle } from "../command-key.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, paragraphs } from "../wording.ts";
import { everywhere } from "./everywhere.ts";

/**
 * Who names no namespace asks after the cluster. What was read of the implicit namespace alone answers nothing any more once the same
 * was read of all of them.
 */
export function withoutNarrow(question: Question, situation: Situation, given: Home): Situation {
  if (!isForAll(question, given)) return situation;
  const { evidence } = situation.view;
  const kept = evidence.filter((piece, at) => at < situation.newEvidenceFrom || !isSuperseded(piece, situation));
  if (kept.length === evidence.length) return situation;
  const view = observe(kept);
  return { ...situation, view, diagnosis: diagnose(view) };
}

/** The reply, and that the same list of all namespaces comes next, when that of the implicit one is empty or cannot be the whole answer. */
export function widened(question: Question, situation: Situation, given: Home, reply: Reply): Reply {
  if (!isForAll(question, given)) return reply;
  const fresh = situation.view.evidence.slice(situation.newEvidenceFrom);
  if (fresh.length === 0 || fresh.some(({ origin }) => origin !== "executed")) return reply;
  const narrow = fresh.filter(
    (piece) => (isEmpty(piece) || asksForAll(question)) && everywhere(piece.command) !== null,
  );
  const drafts = narrow.map((piece) => ({
    command: everywhere(piece.command)!,
    reason: `That was the ${piece.namespace} namespace alone.`,
  }));
  const { suggestions } = choose(drafts, situation);
  if (suggestions.length === 0 && narrow.length === 0) return placed(reply, fresh);
  if (suggestions.length === 0 || reply.conclusion.verdict === "undecided") return reply;
  if (reply.conclusion.verdict === "healthy" && fresh.some(({ parsed }) => parsed !== null && isAllNamespaces(parsed)))
    return reply;
  return {
    ...reply,
    text: paragraphs(reply.text, commandBlock("Next, in all namespaces:", suggestions)),
    suggestions,
    seeksFix: true,
  };
}

/** Says that a list is that of the implicit namespace, where nothing in the answer does. */
function placed(reply: Reply, fresh: readonly Evidence[]): Reply {
  const { conclusion, text } = reply;
  const near = fresh.filter((piece) => piece.parsed?.verb === "get" && everywhere(piece.command) !== null);
  const place = near[0]?.namespace;
  if (
    near.length !== fresh.length ||
    place === undefined ||
    conclusion.verdict !== "answered" ||
    text.includes(`${place} namespace`)
  )
    return reply;
  const note = `That is the ${place} namespace alone.`;
  if (!text.startsWith(conclusion.summary)) return reply;
  const summary = `${conclusion.summary} ${note}`;
  return { ...reply, text: text.replace(conclusion.summary, () => summary), conclusion: { ...conclusion, summary } };
}

function isForAll({ intent, scope, plain, targets }: Question, given: Home): boolean {
  return (
    ["inspect", "unclear"].includes(intent) &&
    !scope.all &&
    scope.namespaces.length === 0 &&
    given.namespace === null &&
    !targets.some(({ sure, kind }) => sure && kind?.namespaced !== false && kind !== null) &&
    !/\b(?:this|current|my|default) namespace\b/.test(plain)
  );
}

function isSuperseded(piece: Evidence, { view }: Situation): boolean {
  const wide = piece.origin === "executed" ? everywhere(piece.command) : null;
  const command = wide === null ? undefined : settle(wide)?.command;
  if (command === undefined) return false;
  const key = keyOf(command, piece.namespace);
  return view.evidence.some(
    (one) => one.parsed !== null && keyOf(one.parsed, one.namespace) === key && (one.exitCode ?? 0) === 0,
  );
}

const isEmpty = ({ stdout, stderr, exitCode }: Evidence): boolean =>
  (exitCode ?? 0) === 0 && /^(?:No (?:resources|events) found|\s*$)/.test(`${stdout}${stderr}`);

/** `which`, `any`, `the most`, `not ready`: what holds of one namespace need not hold of all. */
const asksForAll = ({ plain }: Question): boolean =>
  /^(?:which|top \d+|are there|is there|do we have|have we|does any\w*|any|who|what(?:'s| is)? (?:using|eating|running|the \w+est)|what \w+ (?:do we|are|is|have|has|use|uses))\b|\b(?:most|least|highest|lowest|biggest|largest|smallest|oldest|newest|any|all|every|not|no|without|fail\w*|broken|suspended|unhealthy|crash\w*|pending|stuck|evicted|unused|stopped|restart\w*|how many|total)\b/.test(
    plain,
  );
