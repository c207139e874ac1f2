import { mayBeName } from "./bare-nouns.ts";
import { ordersChange } from "./intent.ts";
import type { KindMention } from "./kind-words.ts";
import { isObjectName, objectName } from "./object-name.ts";
import { isSoftWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

const subjectAfter = new Set(
  `why is are does did was isn't isnt doesn't doesnt didn't with of for about in to my the our this what's whats happened happening restart restarted
  scale describe logs log rollout status debug diagnose troubleshoot investigate check pause resume undo redeploy delete bounce expose inspect reach from
  bump raise lower increase decrease reduce shrink grow double halve triple recycle reboot evict patch downgrade
  keeps give how has application app rollback back upgrade start stop kill drain cordon uncordon taint untaint autoscale update terminate resize exec into show get see view events status`.split(
    /\s+/,
  ),
);

/** Words after which the subject of a sentence stands. */
export function leadsToSubject(lower: string): boolean {
  return subjectAfter.has(lower);
}

/** `wipe pods` begins with what is to be done; a `purge` job is called so. */
export function isRemoval(lower: string): boolean {
  return /^(wipe|nuke|purge|erase|destroy|evacuate|vacate|zap|ditch|scrap|toss|chuck|bin|trash|axe)$/.test(lower);
}

/** What only its place in the sentence says to be an object. */
type Subject = { readonly kind: null; readonly name: string; readonly sure: false };

/** What else an order names beside its subject: `restart web, api and worker in shop`, `scale web and api deployments`. */
export function listedWith(
  words: readonly Word[],
  subject: string,
  mentions: readonly KindMention[],
  taken: Set<number>,
): readonly Subject[] {
  if (!ordersChange(words.map(({ lower }) => lower).join(" "))) return [];
  const listed: number[] = [];
  let at = words.findIndex(({ lower }) => lower === subject) + 1;
  while (at > 0 && listed.length < 8) {
    const isJoint = /^(and|&|\+|plus)$/.test(words[at]?.lower ?? "");
    const next = isJoint ? at + 1 : at;
    if (!isListedName(words, next, isJoint) || taken.has(next) || mentions.some(({ from }) => from === next)) break;
    listed.push(next);
    at = next + 1;
  }
  const isClosed =
    mentions.some(({ from }) => from === at) || words[at] === undefined || endsList.test(words[at]!.lower);
  if (listed.length === 0 || !isClosed || !/^(and|&|\+|plus)$/.test(words[listed.at(-1)! - 1]!.lower)) return [];
  for (const index of listed) taken.add(index);
  return listed.map((index) => ({ kind: null, name: words[index]!.lower, sure: false }));
}

const endsList = /^(in|of|from|to|with|on|ns|namespace|-n|please|pls|now|by|for|up|down|back|again|at)$/;

function isListedName(words: readonly Word[], at: number, isBehindJoint: boolean): boolean {
  const word = words[at];
  if (word === undefined || (!isBehindJoint && !/^,$/.test(word.after)) || (isBehindJoint && startsClause(word)))
    return false;
  const isSoft = isSoftWord(word.lower) && (startsClause(word) || endsList.test(words[at + 1]?.lower ?? ""));
  return /^[a-z][a-z0-9.-]+$/.test(word.lower) && (isObjectName(word, null) || isSoft);
}

/** The word that a sentence is about, for when nothing else names an object: `why is checkout failing`, `logs of web`. */
export function subjectIn(
  words: readonly Word[],
  mentions: readonly KindMention[],
  taken: Set<number>,
): Subject | null {
  const kindAt = new Set(
    mentions.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  );
  const end = endOfOrder(words);
  const isOrder = ordersChange(words.map(({ lower }) => lower).join(" "));
  for (const [index, word] of words.entries()) {
    if (index >= end) return null;
    const path = taken.has(index) ? null : lastOfPath(word.lower);
    if (path !== null) {
      taken.add(index);
      return { kind: null, name: path, sure: false };
    }
    if (taken.has(index) || kindAt.has(index) || !isObjectName(word, null) || !/^[a-z][a-z0-9.-]+$/.test(word.lower)) {
      continue;
    }
    if (/^[A-Z][a-z]+[A-Z]/.test(word.text) && /^events?$/.test(words[index + 1]?.lower ?? "")) continue;
    const previous = words[index - 1]?.lower;
    if (previous === undefined && isRemoval(word.lower)) continue;
    // what an order is done for: `to free resources`
    if (previous === "to" && isOrder && !/^(change|changes|update|release)$/.test(words[index - 2]?.lower ?? ""))
      continue;
    const isSubject =
      previous === undefined ? words.length > 1 && isVerbish(words[1]!.lower) : subjectAfter.has(previous);
    if (
      !isSubject ||
      !mayBeName(words, index, isOrder) ||
      isInfinitive(words, index) ||
      /ing$/.test(word.lower) ||
      words[index + 1]?.lower === "cluster"
    )
      continue;
    taken.add(index);
    return { kind: null, name: word.lower, sure: false };
  }
  return null;
}

/** `pause the rollout of web, I want to batch changes`: what an order is about stands before the reason that is given for it. */
function endOfOrder(words: readonly Word[]): number {
  for (let at = 2; at < words.length; at++) {
    const isJoint =
      startsClause(words[at]!) || /^(so|because|since|while|when|until|before|after|if)$/.test(words[at]!.lower);
    const clause = words.slice(0, at).map(({ lower }) => lower);
    if (isJoint && clause.length > 1 && ordersChange(clause.join(" "))) return at;
  }
  return words.length;
}

/** `want to batch`, `need to refresh`: behind such a `to` stands what somebody does. */
function isInfinitive(words: readonly Word[], at: number): boolean {
  return (
    words[at - 1]?.lower === "to" &&
    /^(want|wants|need|needs|like|wish|have|has|had|try|tries|trying|going|able|unable|how|used|plan|planning|supposed|about|order|love|hope|time|possible|refuses?|allowed|starts?|started|seems?|tends?|ought|decided|forgot|forget|is|are|was|chance|way|me|us)$/.test(
      words[at - 2]?.lower ?? "",
    )
  );
}

/** `/api/recommendations` speaks of what serves it, most likely `recommendations`. */
function lastOfPath(lower: string): string | null {
  if (
    !/^(https?:\/\/[a-z0-9.:-]+)?\/[a-z0-9/_-]{1,100}$/.test(lower) ||
    /^\/(etc|var|usr|tmp|proc|dev|opt|home|bin|run|mnt|data)(\/|$)/.test(lower)
  )
    return null;
  const part = lower
    .split("/")
    .findLast((piece) => objectName.test(piece) && !/^(api|v\d+|index|healthz?|readyz|livez|metrics)$/.test(piece));
  return part ?? null;
}

function isVerbish(lower: string): boolean {
  return /^(is|are|was|isn't|isnt|has|keeps|does|doesn't|doesnt|not|can't|cannot|crashes|crashing|fails|failing|down|broken|stuck|pods?|logs?|unreachable|slow|pending|restarting|events?|status|in|won't|times?|timing|cannot|never|keep|restarts|loses|returns|gives|answers|hangs|dies|stopped|went|do|were)$/.test(
    lower,
  );
}
