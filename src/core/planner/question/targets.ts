import { type Kind, kindNamed } from "../../kubectl/kinds.ts";
import { ordersChange } from "./intent.ts";
import type { KindMention } from "./kind-words.ts";
import { isNodeName } from "./node-names.ts";
import { isObjectName, objectName, roleName } from "./object-name.ts";
import { aspectOf, calledAt, isConfigWord, isWorkloadWord } from "./placed-words.ts";
import { isProse, isRatio } from "./prose.ts";
import { isOneEditApart } from "./slips.ts";
import { isSoftWord, isStopWord } from "./stop-words.ts";
import { isRemoval, leadsToSubject } from "./subject.ts";
import { startsClause, type Word } from "./words.ts";

/** An object as a question names it. `kind` is null when only a name was said; `sure` is false for a word that merely may be a name. */
export type Target = { readonly kind: Kind | null; readonly name: string; readonly sure: boolean };

/** Names seen in the thread: object names, and the stems of generated pod names. */
export type KnownNames = ReadonlySet<string>;

/** The objects that a question names, first named first. Words used are added to `taken`. */
export function targetsIn(
  words: readonly Word[],
  mentions: readonly KindMention[],
  taken: Set<number>,
  known: KnownNames,
): readonly Target[] {
  const found: Target[] = [];
  const kindAt = new Set(mentions.flatMap((mention) => range(mention.from, mention.to)));
  const add = (kind: Kind | null, name: string, index: number, sure: boolean) => {
    taken.add(index);
    const twin = found.findIndex(
      (one) => one.name === name && (one.kind === null || kind === null || one.kind === kind),
    );
    if (twin < 0) found.push({ kind, name, sure });
    else if (found[twin]!.kind === null && kind !== null) found[twin] = { kind, name, sure: true };
  };
  const free = (index: number) => index >= 0 && index < words.length && !taken.has(index) && !kindAt.has(index);
  for (const [index, word] of words.entries()) takePath(word, index, words, taken, add);
  for (const mention of mentions) takeNeighbours(words, mention, free, add, known);
  words.forEach((_, index) => {
    if (free(index) && free(index + 1)) takeJoined(words, index, known, taken, add);
  });
  words.forEach((_, index) => {
    if (free(index)) takeAlone(words, index, known, add);
  });
  const apposed = appositionOf(words, mentions)?.kind;
  return withoutTwins(found, words).map((target) => {
    if (target.kind !== null) return target;
    if (apposed !== undefined) return { ...target, kind: apposed };
    if (isOnNode(words, mentions, target.name)) return { ...target, kind: kindNamed("nodes")! };
    const ahead = kindAhead(words, mentions);
    if (ahead !== null) return { ...target, kind: ahead };
    return isNodeName(target.name, words) ? { ...target, kind: kindNamed("nodes")! } : target;
  });
}

/** `the invoice service? it's a deployment called invoice`: what is said to be a kind is of that kind. */
function withoutTwins(found: readonly Target[], words: readonly Word[]): readonly Target[] {
  const at = words.findIndex(
    ({ lower }, index) => /^(called|named)$/.test(lower) && /^(an?)$/.test(words[index - 2]?.lower ?? ""),
  );
  const told = at < 0 ? undefined : kindNamed(words[at - 1]!.lower);
  const name = words[at + 1]?.lower;
  const isTold = told !== undefined && /^(it|it's|its|is|which|that|that's)$/.test(words[at - 3]?.lower ?? "");
  return isTold ? found.filter((one) => one.name !== name || one.kind === told) : found;
}

/** `pods on n-3`, `every pod on n-3`: what pods are on is a node. */
function isOnNode(words: readonly Word[], mentions: readonly KindMention[], name: string): boolean {
  const at = words.findIndex(({ lower }) => lower === name);
  return (
    words[at - 1]?.lower === "on" &&
    /\d/.test(name) &&
    mentions.some(
      ({ kind, plural, from, to }) =>
        (plural || /^(every|each|any|which|what)$/.test(words[from - 1]?.lower ?? "")) &&
        kind.kind === "Pod" &&
        to <= at,
    )
  );
}

/** A kind that is said after its object: `tail the api (deployment)`, `is checkout up? the deployment i mean`. */
export function appositionOf(words: readonly Word[], mentions: readonly KindMention[]): KindMention | undefined {
  return mentions.find(({ kind, plural, from, to }) => {
    if (plural || /^(Namespace|Node|Event)$/.test(kind.kind)) return false;
    const word = words[from]!;
    const next = words[to];
    const isAlone = next === undefined || startsClause(next) || /^(i|in|is|that)$/.test(next.lower);
    const isClosed = next === undefined || /^\)/.test(next.after);
    const isMeant = words[from - 1]?.lower === "the" && from > 1 && startsClause(words[from - 1]!);
    const means = next?.lower === "i" && /^(mean|meant)$/.test(words[to + 1]?.lower ?? "");
    return (/\($/.test(word.after) && isClosed) || (isAlone && (isMeant || means));
  });
}

/** `daemonset logs for fluent-bit`: the kind stands before what is wanted of the object. */
function kindAhead(words: readonly Word[], mentions: readonly KindMention[]): Kind | null {
  const ahead = mentions.find(({ kind, plural, to }) => {
    const [wanted, lead] = [words[to]?.lower ?? "", words[to + 1]?.lower ?? ""];
    const isWanted =
      /^(logs?|yaml|json|manifest|status|spec|config|rollout|images?|replicas|description|events?)$/.test(wanted);
    return !plural && isWanted && /^(of|for|from)$/.test(lead) && !/^(Event|Namespace|Node)$/.test(kind.kind);
  });
  return ahead?.kind ?? null;
}

type Add = (kind: Kind | null, name: string, index: number, sure: boolean) => void;

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** `deploy/web`, `default/web` (the namespace was read before), `web.shop.svc`. */
function takePath(word: Word, index: number, words: readonly Word[], taken: ReadonlySet<number>, add: Add): void {
  if (taken.has(index)) return;
  const slash = /^([a-z0-9.-]+)\/([a-z0-9.:-]+)$/.exec(word.lower);
  if (slash !== null && !isRatio(word.lower) && roleName.test(slash[2]!)) {
    const kind = kindNamed(slash[1]!);
    const previous = kindNamed(words[index - 1]?.lower ?? "") ?? kindNamed(words[index + 1]?.lower ?? "");
    if (kind !== undefined) add(kind, slash[2]!, index, true);
    else if (previous !== undefined) add(previous, slash[2]!, index, true);
    return;
  }
  const dns = /^([a-z0-9-]+)\.[a-z0-9-]+\.svc(\.[a-z0-9.-]+)?$/.exec(word.lower);
  if (dns !== null) add(kindNamed("services")!, dns[1]!, index, true);
}

function takeNeighbours(
  words: readonly Word[],
  mention: KindMention,
  free: (index: number) => boolean,
  add: Add,
  known: KnownNames,
): void {
  const kind = mention.kind;
  if (kind.kind === "Node" && /^(which|what)$/.test(words[mention.from - 1]?.lower ?? "") && !mention.plural) return;
  if (isAskedFor(words, mention, known)) return;
  let at = mention.to;
  while (
    /^(is|called|named|names?|with|the|of|:|same|specified|following|exactly|literally|just)$/.test(
      words[at]?.lower ?? "",
    ) &&
    isNaming(words, mention.to, at)
  )
    at++;
  const bare = at === mention.to;
  let taken = 0;
  const isSaid = /^(called|named)$/.test(words[at - 1]?.lower ?? "");
  const listed = mention.plural && bare && isListOfNames(words, at, kind);
  // `the node-exporter DaemonSet covers four nodes`: the kind belongs to the name before it, where that was seen.
  const isOwned = bare && !mention.plural && known.has(words[mention.from - 1]?.lower ?? "");
  const isName = (word: Word) =>
    !(isOwned && /^[a-z]+$/.test(word.text) && !known.has(word.lower) && !word.quoted) &&
    (isNameAfter(word, kind, mention.plural && !listed, bare && taken === 0, known) ||
      (taken === 0 && bare && !mention.plural && (isWorkloadWord(words, at) || isConfigWord(words, at, kind))) ||
      (isSaid && taken === 0 && objectName.test(word.lower) && !/^(an?|the|by|it|as|and|after)$/.test(word.lower)));
  while (free(at) && isName(words[at]!)) {
    if (taken === 0 && bare && startsClause(words[at]!) && !/^:?$/.test(words[at]!.after) && !words[at]!.quoted) break;
    add(kind, words[at]!.lower, at, true);
    taken++;
    const next = words[at + 1];
    if (!mention.plural && !/^(and|or)$/.test(next?.lower ?? "") && !/^,/.test(next?.after ?? "")) break;
    at += /^(and|or)$/.test(next?.lower ?? "") ? 2 : 1;
  }
  const called = taken === 0 && !mention.plural ? calledAt(words) : -1;
  const behind = taken === 0 && called < 0 && !mention.plural ? aspectOf(words, mention) : -1;
  if (behind >= 0 && free(behind)) add(kind, words[behind]!.lower, behind, true);
  else if (called >= 0 && free(called)) add(kind, words[called]!.lower, called, true);
  else if (taken === 0 && free(mention.from - 1) && !startsClause(words[mention.from]!))
    takeBefore(words, mention, add, known);
}

/** `which pod won?`: behind what is asked for stands what it does, unless that can be nothing but a name. */
function isAskedFor(words: readonly Word[], mention: KindMention, known: KnownNames): boolean {
  const next = words[mention.to];
  return (
    !mention.plural &&
    /^(which|what)$/.test(words[mention.from - 1]?.lower ?? "") &&
    next !== undefined &&
    !next.quoted &&
    !known.has(next.lower) &&
    /^[a-z]+$/.test(next.lower) &&
    !/^(called|named|name|with)$/.test(next.lower)
  );
}

/** `controllers foo, bar and baz`: plain words one after the other, joined like a list. */
function isListOfNames(words: readonly Word[], at: number, kind: Kind): boolean {
  const [first, second, third] = [words[at], words[at + 1], words[at + 2]];
  if (first === undefined || second === undefined || startsClause(first) || !isObjectName(first, kind)) return false;
  if (/^,$/.test(second.after)) return isObjectName(second, kind);
  return (
    second.lower === "and" && third !== undefined && isObjectName(third, kind) && kindNamed(third.lower) === undefined
  );
}

/** `the nginx pod`, `web-1 pod`, `the loyalty pods`: before a plural, and before `pod`, it is rather what the pods belong to. */
function takeBefore(words: readonly Word[], mention: KindMention, add: Add, known: KnownNames): void {
  const { kind, plural } = mention;
  const at = mention.from - 1;
  const word = words[at]!;
  if (kind.kind === "Secret" && /^(?:tls|generic|opaque|docker|registry|pull|image)$/.test(word.lower)) return;
  const isDetermined = /^(the|my|our|new|this|its|your|old|restart|scale|pause|resume|undo|expose|autoscale)$/.test(
    words[at - 1]?.lower ?? "",
  );
  const isSoft = isSoftWord(word.lower) && isDetermined && kind.namespaced && objectName.test(word.lower);
  if (!(isObjectName(word, kind) || isSoft) || (isKubectlWord(word.lower) && kind.kind !== "ServiceAccount")) return;
  if (plural && at === 0 && isRemoval(word.lower)) return;
  if (at === 0 && !known.has(word.lower) && /^[a-z]+$/.test(word.text) && ordersChange(`${word.lower} it`)) return;
  if (kind.kind === "Event" && /^[A-Z][a-z]+[A-Z]/.test(word.text)) return;
  const isCertain = /[-0-9.]/.test(word.lower) || word.quoted || known.has(word.lower);
  if (!plural) add(kind, word.lower, at, kind.kind !== "Pod" || isCertain);
  else if (isCertain && kind.kind !== "Pod") add(kind, word.lower, at, true);
  else if (isCertain || (isDetermined && kind.kind === "Pod")) add(null, word.lower, at, isCertain);
}

/** `gift cards` speaks of what is called `gift-cards`, once the thread has shown that there is such a name. */
function takeJoined(words: readonly Word[], index: number, known: KnownNames, taken: Set<number>, add: Add): void {
  const [first, second] = [words[index]!, words[index + 1]!];
  if (startsClause(second) || first.quoted || second.quoted) return;
  const joined = `${first.lower}-${second.lower}`;
  const name = [joined, `${joined}s`, joined.replace(/s$/, "")].find((one) => known.has(one));
  if (name === undefined) return;
  add(null, name, index, true);
  taken.add(index + 1);
}

/** Only `named X`, `called X`, `name X`, `name is X`, `with the name X` lead on to a name. */
function isNaming(words: readonly Word[], from: number, at: number): boolean {
  const ahead = words.slice(from, at + 4).map((word) => word.lower);
  return ahead.some((word) => /^(called|named|names?)$/.test(word)) && at - from < 4;
}

function isNameAfter(word: Word, kind: Kind, plural: boolean, bare: boolean, known: KnownNames): boolean {
  if (!isObjectName(word, kind)) return false;
  return !plural || !bare || word.quoted || known.has(word.lower) || /[-0-9.]/.test(word.lower);
}

function isKubectlWord(lower: string): boolean {
  return /^(nodeport|clusterip|loadbalancer|externalname|headless|single|default|custom|built-in|node-level|cluster-level|cluster-wide|ready-made|long-running|non-running|not-ready|high-restart)$/.test(
    lower,
  );
}

/** A word that can hardly be anything else than a name: seen in the thread, quoted, or with a hyphen inside. */
function takeAlone(words: readonly Word[], index: number, known: KnownNames, add: Add): void {
  const word = words[index]!;
  if (words[index + 1]?.lower === "cluster" && !startsClause(words[index + 1]!)) return;
  if (!objectName.test(word.lower) || (/^\d/.test(word.lower) === true && !/[a-z]/.test(word.lower))) return;
  if (
    /^(application|app)$/.test(words[index - 1]?.lower ?? "") &&
    isSoftWord(word.lower) &&
    /^(is|in|keeps|does|isn't|crashes|fails|has|can't|cannot)$/.test(words[index + 1]?.lower ?? "")
  ) {
    add(null, word.lower, index, true);
    return;
  }
  const isSaid = leadsToSubject(words[index - 1]?.lower ?? "") && isSoftWord(word.lower);
  const seen = known.has(word.lower) && (!isProse(word) || isSaid);
  const hyphen =
    /[a-z0-9]-[a-z0-9]/.test(word.lower) &&
    !isProse(word) &&
    !isHyphenated(word.lower) &&
    !/^\d+(-\d+)+$/.test(word.lower);
  if (seen || hyphen) {
    add(null, word.lower, index, true);
    return;
  }
  const near = nearlyKnown(word.lower, known);
  if (near !== null && !isProse(word)) add(null, near, index, true);
  else if (word.quoted && !/[.\s]/.test(word.lower) && !isStopWord(word.lower)) add(null, word.lower, index, false);
}

function nearlyKnown(lower: string, known: KnownNames): string | null {
  if (lower.length < 5) return null;
  for (const name of known) if (isOneEditApart(lower, name)) return name;
  return null;
}

/** Hyphenated words of prose. */
function isHyphenated(lower: string): boolean {
  return /^(non|mid|half|re|pre|post|un|auto|multi|self|read|write|cross|up|end|real|on|off|per|sub|in|out|by|day|well|high|low|long|short|two|one|three)-|-(to|time|wide|side|based|level|ready|up|in|out|off|by|only|related|running|looping|state|depth|plane|line|date|day|run|run\?|balancer|balancing|demand|term|scale|scaling|free|like|specific)$|-(to|and|or|of|the|in|a)-/.test(
    lower,
  );
}
