import { kindNamed } from "../../../kubectl/kinds.ts";
import { isProse } from "../prose.ts";
import { withoutSlips } from "../slips.ts";
import { isSoftWord, isStopWord } from "../stop-words.ts";
import type { Word } from "../words.ts";
import { besidesNames, plainly } from "./abbreviations.ts";
import { isApart, type Token } from "./tokens.ts";

/** The words of a message in full: short forms, figures for words and slips of the finger. What names something stays as it is. */
export function inFull(tokens: readonly Token[], known: ReadonlySet<string>): readonly Token[] {
  const spelled = tokens.map((token, at) => {
    const put = token.quoted || known.has(token.core) ? null : wordFor(tokens, at);
    return put === null ? token : { ...token, core: put };
  });
  const right = withoutSlips(spelled.map(asWord), known);
  return spelled.map((token, at) => {
    const { text } = right[at]!;
    return token.quoted || text === token.core ? token : { ...token, core: text };
  });
}

function asWord(token: Token, at: number, tokens: readonly Token[]): Word {
  const after = (tokens[at - 1]?.after ?? "") + token.before;
  return { text: token.core, lower: token.core.toLowerCase(), quoted: token.quoted, after };
}

function wordFor(tokens: readonly Token[], at: number): string | null {
  const { core } = tokens[at]!;
  const lower = core.toLowerCase();
  if (lower !== core && core.slice(1) !== lower.slice(1) && !/^[A-Z]{1,2}$/.test(core)) return null;
  const surely = plainly.get(lower);
  if (surely !== undefined && !isCalled(tokens, at) && !isBehindKind(tokens, at)) return surely;
  if (lower === "dir" && /^[./~]/.test(behind(tokens, at))) return "directory";
  if (isClipped(lower)) return `${lower}g`;
  if (lower === "rev" && /^#?\d/.test(behind(tokens, at))) return "revision";
  const asFigure = isCalled(tokens, at) ? null : figure(tokens, at, lower);
  if (asFigure !== null) return asFigure;
  if (/^(?:[wnru]|dep|cron|svc|cm|sts|ds|sa|cj|ing)$/.test(lower) ? isCalled(tokens, at) : isNamePlace(tokens, at))
    return null;
  return shortKind(tokens, at, lower) ?? beside(tokens, at, lower);
}

/** `configmap cfg in shop`: behind its kind it is a name, and names stay as they are. */
function isBehindKind(tokens: readonly Token[], at: number): boolean {
  if (!/^(?:cfg|ctx|ctxt|prio|deps|ver)$/i.test(tokens[at]!.core)) return false;
  const previous = before(tokens, at);
  const kind = kindNamed(previous);
  return kind !== undefined && kind.plural !== previous && !/^(?:of|for|from)$/.test(behind(tokens, at));
}

/** `followin`, `runnin`: words of everyday language without their last letter. */
const isClipped = (lower: string): boolean =>
  lower.length > 4 && lower.endsWith("in") && isStopWord(`${lower}g`) && !isStopWord(lower);

const before = (tokens: readonly Token[], at: number): string =>
  isApart(tokens, at) ? "" : tokens[at - 1]!.core.toLowerCase();

const behind = (tokens: readonly Token[], at: number): string =>
  at + 1 >= tokens.length || isApart(tokens, at + 1) ? "" : tokens[at + 1]!.core.toLowerCase();

function isCalled(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]!.core === "w" && /^(?:the|a|an|labels?|image)$/.test(behind(tokens, at))) return false;
  return /^(?:named|called|-n|ns|namespace)$/.test(before(tokens, at));
}

/** Behind a kind in the singular stands a name, and a place behind `in` at the end. */
function isNamePlace(tokens: readonly Token[], at: number): boolean {
  if (isCalled(tokens, at)) return true;
  const previous = before(tokens, at);
  const next = behind(tokens, at);
  if (/^(?:in|from)$/.test(previous)) return !/^(?:of|for|usage)$/.test(next);
  if (/^(?:for|of|on|container|user|group|context|label|with|to)$/.test(previous)) return next === "";
  const kind = kindNamed(previous === "dep" ? "deploy" : previous);
  if (kind === undefined || (kind.plural === previous && kind.plural !== kind.singular)) return false;
  return !/^(?:of|for|from|usage|limits?|requests?|to)$/.test(next);
}

const isFigure = (word: string): boolean =>
  /^\d|^(?:zero|nothing|none|one|two|three|four|five|six|seven|eight|nine|ten)$/.test(word);

/** `4` and `2` for the words that sound alike, where no number can stand. */
function figure(tokens: readonly Token[], at: number, lower: string): string | null {
  const [previous, next] = [before(tokens, at), behind(tokens, at)];
  if (lower === "@") return isFigure(next) ? "at" : null;
  if (/^(?:&|\+)$/.test(lower)) return previous !== "" && next !== "" ? "and" : null;
  if ((lower !== "2" && lower !== "4") || previous === "" || next === "" || takesFigure.test(previous)) return null;
  if (lower === "2" && leadsTo.test(previous) && !spans.test(next)) return "to";
  if (lower === "2" && sets.test(tokens[0]!.core) && !countable.test(next)) return "to";
  if (lower === "2" && (isFigure(next) || (verbs.test(next) && previous !== ""))) return "to";
  const isAmountOf = /^(?:cpu|mem|memory)$/.test(next) && /^\d/.test(behind(tokens, at + 1));
  if (countable.test(next) && !isAmountOf) return null;
  if (isAmountOf && lower === "2") return "to";
  const leadsOn = isSingular(next) || /^(?:the|a|an|all|every|each|my|our|it|me|us|ns|this|that)$/.test(next);
  if (lower === "4") return leadsOn || wantsFor.test(previous) ? "for" : null;
  return leadsOn || /[:=/]/.test(next) ? "to" : null;
}

const sets = /^(?:set|change|update|switch|move|point|scale|put|overwrite)$/i;
const takesFigure =
  /^(?:to|from|of|and|or|has|have|needs?|gets?|is|by|last|past|first|next|rev|revision|version|replicas|port|tail|top|exactly|only|at|least|most|than|about|make|=|between|min|max|minimum|maximum)$/;
const leadsTo =
  /^(?:down|up|back|allowed|able|want|need|needs|going|how|access|due|have|like|try|permitted|sent|set|pods|image|img|over|scaled?)$/;
const spans = /^(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|days?)$/;
const wantsFor =
  /^(?:logs?|evts?|events?|yaml|hpa|autoscaler|hist|history|annots?|annotations?|images?|img|status|usage|look|wait|quota|labels|stats|token|service|svc|manifest|spec|set|limits?|requests?|variables?|role|binding|rules?|pods|nodes|container|ports?|waiting|hpa|pdb)$/;
const countable =
  /^(?:replicas?|pods|instances?|copies|cop(?:y|ies)|lines?|nodes?|hours?|minutes?|mins?|hrs?|days?|seconds?|secs?|cpus?|cores?|times|weeks?|of|more|or|and|in|on)$/;
const verbs =
  /^(?:delete|del|remove|rm|create|get|list|see|read|watch|patch|update|scale|restart|exec|drain|cordon|show|edit|label|annotate|use|have|be|run|set|describe)$/;

function isSingular(word: string): boolean {
  const kind = kindNamed(word === "dep" ? "deploy" : word);
  return kind !== undefined && kind.plural !== word;
}

const shortKinds: Readonly<Record<string, readonly [one: string, several: string]>> = {
  po: ["pod", "pods"],
  svc: ["service", "services"],
  cm: ["configmap", "configmaps"],
  ing: ["ingress", "ingresses"],
  sts: ["statefulset", "statefulsets"],
  ds: ["daemonset", "daemonsets"],
  rs: ["replicaset", "replicasets"],
  cj: ["cronjob", "cronjobs"],
  cron: ["cronjob", "cronjob"],
  sa: ["serviceaccount", "serviceaccounts"],
};

/** kubectl's short names: one, where the name of it follows or it is spoken of as one, else several. */
function shortKind(tokens: readonly Token[], at: number, lower: string): string | null {
  if (lower === "dep") return "deployment";
  if (lower === "ns")
    return /^(?:which|what|every|each|default|current|whose)$/.test(before(tokens, at)) ? "namespace" : null;
  if (lower === "deploy") return isDeployment(tokens, at) ? "deployment" : null;
  if (!Object.hasOwn(shortKinds, lower)) return null;
  const [one, several] = shortKinds[lower]!;
  const [previous, next] = [before(tokens, at), behind(tokens, at)];
  if (lower === "cron" && /^jobs?$/.test(next)) return null;
  const isOne =
    /^(?:the|a|an|this|that|my|our|which|what|each|every|new)$/.test(previous) ||
    (isNameLike(next) &&
      !(lower === "po" && /(?:ing|est)$/.test(next)) &&
      (lower !== "po" || /[-\d]/.test(next) || ofOne.test(previous))) ||
    (previous !== "" && !isProse(asWord(tokens[at - 1]!, at - 1, tokens)) && kindNamed(previous) === undefined) ||
    isInParentheses(tokens, at);
  return isOne ? one : several;
}

const ofOne = /^(?:describe|desc|delete|del|rm|remove|nuke|kill|restart|logs?|of|for|exec|label|annotate|on|from|in)$/;

function isNameLike(word: string): boolean {
  return word !== "" && (!isStopWord(word) || isSoftWord(word)) && !/^(?:younger|older|bigger)$/.test(word);
}

function isInParentheses(tokens: readonly Token[], at: number): boolean {
  return /[([]$/.test(tokens[at]!.before);
}

/** `deploy` is an order, but behind one, and behind what leads to an object, it is the kind. */
function isDeployment(tokens: readonly Token[], at: number): boolean {
  const next = behind(tokens, at);
  if (!isNameLike(next) || /[:=]/.test(next)) return false;
  if (at === 0) return tokens.some(({ core }) => /^(?:needs?|should|must|shall|shld)$/.test(core));
  return /^(?:of|for|from|on|in|the|this|our|restart|bounce|kick|scale|bump|delete|del|rm|remove|nuke|zap|describe|desc|pause|freeze|thaw|resume|undo|expose|autoscale|annotate|label|roll|rollback|spin|kill|image|img|4|w|does|is|has|why|can't|cannot|doesn't|isn't|won't|hist|history|logs?|status)$/.test(
    before(tokens, at),
  );
}

/** Short forms that are names as well, by what stands beside them. */
function beside(tokens: readonly Token[], at: number, lower: string): string | null {
  const put = besidesNames.get(lower);
  if (put === undefined) return null;
  const [previous, next] = [before(tokens, at), behind(tokens, at)];
  if (lower === "n") return previous !== "" && next !== "" && /^\d/.test(next) === /^\d/.test(previous) ? put : null;
  if (lower === "y")
    return at === 0 && /^(?:is|are|does|do|can|did|r|isn't|doesn't|won't|can't)$/.test(next) ? put : null;
  if (lower === "c") return /^(?:i|me|to|2|u|can|cn|we)$/.test(previous) ? put : null;
  if (lower === "cn") return /^(?:i|u|you|we)$/.test(next) ? put : null;
  if (lower === "r")
    return at === 0 ||
      /^(?:wat|what|which|wich|there|how|who|where|u|you|we|they|that|[a-z]{3,}s)$/.test(previous) ||
      next === "there"
      ? put
      : null;
  if (lower === "w" || lower === "wo") return next === "" || at === 0 ? null : put;
  if (lower === "env" || lower === "min" || lower === "max") return null;
  if (lower === "mins") return /^\d+$/.test(previous) ? put : null;
  if (/^(?:del|rm)$/.test(lower)) return isOrder(tokens, at) ? put : null;
  if (lower === "desc") return at === 0 && next !== "" ? put : null;
  return put;
}

function isOrder(tokens: readonly Token[], at: number): boolean {
  return (
    at === 0 ||
    /^(?:|to|2|can|u|you|i|we|pls|please|and|then|n|just|could|may|not|bot|gotta|now)$/.test(before(tokens, at))
  );
}
