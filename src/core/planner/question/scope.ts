import { kindNamed } from "../../kubectl/kinds.ts";
import { functionWords, isBehindObject, isKindAsPlace, isPodOfInside, namespaceName } from "./behind-object.ts";
import { isCustomKind } from "./custom-kinds.ts";
import { takeEverywhere } from "./everywhere.ts";
import { isProse, isRatio } from "./prose.ts";
import { isSoftWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

/** Where a question asks to look. `namespaces` in the order named; both empty and false: it does not say. */
export type Scope = { readonly namespaces: readonly string[]; readonly all: boolean };

const systemNamespaces = new Set(["kube-system", "kube-public", "kube-node-lease"]);
const environments = new Set(["production", "prod", "staging", "stage", "qa", "uat", "dev", "default"]);
const notAfterIn = new Set(
  `total time order json yaml detail detailed crashloopbackoff crashloop init initializing podinitializing containercreating imagepullbackoff errimagepull createcontainerconfigerror terminating error pending running general particular order case charge short fact parallel place
  quorum common table tabular human production-like directory folder file phase terms verbose numbers plain bytes reverse descending ascending
  zone region rack approx approximately roughly circa alphabetical progress maintenance use question background action effect sync doubt one both advance addition return haste peace accordance half vain favor favour contrast comparison succession bulk theory principle hurry
  anticipation preparation consequence conjunction essence brief response relation regard regards respect spite lieu tandem unison line practice question shape condition ordnung orde ordine orden ordre ordem`.split(
    /\s+/,
  ),
);

/** Names that the thread has shown, so that a plain word or a small slip of the finger can be one of them. */
export type Known = { readonly names: ReadonlySet<string>; readonly namespaces: ReadonlySet<string> };

/** The namespaces that a question names; the words that name them are added to `taken`. `known` are namespaces seen in the thread. */
export function scopeIn(words: readonly Word[], taken: Set<number>, known: Known): Scope {
  const named: string[] = [];
  const take = (name: string, ...indices: number[]) => {
    if (!named.includes(name)) named.push(name);
    for (const index of indices) taken.add(index);
  };
  const all = takeEverywhere(words, taken);
  for (const index of words.keys()) takeFlag(words, index, take);
  for (const index of words.keys()) takePhrase(words, index, taken, take);
  for (const index of words.keys()) takeQualified(words, index, taken, take);
  const isOfAccount =
    named.length === 1 && words.some((word) => /^service-?accounts?$|^accounts?$|^sa$/.test(word.lower));
  if ((named.length === 0 || isOfAccount) && !all)
    for (const index of words.keys()) takeIn(words, index, taken, take, known);
  words.forEach((word, index) => {
    if (systemNamespaces.has(word.lower) && !taken.has(index)) take(word.lower, index);
  });
  if (named.length === 0 && !all) takeKnown(words, taken, take, known.namespaces);
  return { namespaces: named, all };
}

type Take = (name: string, ...indices: number[]) => void;

function takeFlag(words: readonly Word[], index: number, take: Take): void {
  const word = words[index]!;
  const joined = /^(?:--namespace|-n|namespace|ns)[=:](.+)$/.exec(word.lower);
  if (joined !== null && namespaceName.test(joined[1]!)) take(joined[1]!, index);
  const next = words[index + 1];
  if (/^(-n|--namespace)$/.test(word.lower) && next !== undefined && namespaceName.test(next.lower))
    take(next.lower, index, index + 1);
}

function takePhrase(words: readonly Word[], index: number, taken: Set<number>, take: Take): void {
  if (!/^(namespaces?|ns)$/.test(words[index]!.lower) || taken.has(index)) return;
  const name = isLed(words, index)
    ? (nameAfter(words, index, taken) ?? nameBefore(words, index, taken))
    : (nameBefore(words, index, taken) ?? nameAfter(words, index, taken));
  if (name === null) return;
  take(words[name]!.lower, name, index);
  for (
    let at = name + 1;
    name > index && /^(and|or)$/.test(words[at]?.lower ?? "") && isName(words[at + 1], false);
    at += 2
  ) {
    take(words[at + 1]!.lower, at + 1);
  }
}

/** `web-1 ns shop`: the short word stands before its name, unless an article or `in` leads to the word before it. */
function isLed(words: readonly Word[], index: number): boolean {
  const isOfBefore = /^(in|from|of|the|my|our)$/.test(words[index - 2]?.lower ?? "");
  // `goodbye namespace old-demo`
  if (index === 1 && /[a-z0-9]-[a-z0-9]/.test(words[2]?.lower ?? "") && isName(words[2], false)) return true;
  return words[index]!.lower === "ns" && (!isOfBefore || /-[a-z0-9]*\d/.test(words[index - 1]!.lower));
}

function nameBefore(words: readonly Word[], index: number, taken: ReadonlySet<number>): number | null {
  const word = words[index - 1];
  if (word === undefined || taken.has(index - 1) || startsClause(words[index]!)) return null;
  if (word.lower === "output" || isCustomKind(word.lower)) return null;
  // `I opened namespace demo`: behind who does it stands what is done
  const does = /^(i|we|they|he|she|somebody|someone|you)$/.test(words[index - 2]?.lower ?? "");
  if (does && isName(words[index + 1], true)) return null;
  const isPlaced =
    /^(in|from)$/.test(words[index - 2]?.lower ?? "") &&
    kindNamed(word.lower) !== undefined &&
    namespaceName.test(word.lower);
  if (isPlaced && !isName(words[index + 1], false)) return index - 1;
  const isSaid =
    /^(in|of|from|inside|within|for)$/.test(words[index - 3]?.lower ?? "") &&
    /^(the|my|our)$/.test(words[index - 2]?.lower ?? "") &&
    namespaceName.test(word.lower) &&
    words[index]!.lower === "namespace" &&
    !/^(same|current|default|whole|entire|right|other|own|new|given|following|target|above|wrong|correct|said|same)$/.test(
      word.lower,
    );
  if (isSaid) return index - 1;
  const isBehindComma = /,$/.test(word.after) && (words[index + 1] === undefined || startsClause(words[index + 1]!));
  const isSoft =
    isSoftWord(word.lower) && (isBehindComma || /^(the|in|from|of|my|our)$/.test(words[index - 2]?.lower ?? ""));
  if (!isSoft && !isName(word, word.quoted)) return null;
  const previous = words[index - 2];
  if (
    previous !== undefined &&
    (isName(words[index + 1], false) || isSoftWord(words[index + 1]?.lower ?? "")) &&
    kindNamed(previous.lower) !== undefined &&
    !startsClause(word)
  )
    return null;
  return index - 1;
}

function nameAfter(words: readonly Word[], index: number, taken: ReadonlySet<number>): number | null {
  let at = index + 1;
  if (/[,;.!?]/.test(words[at]?.after ?? "") && words[at]?.lower === "the") return null;
  while (/^(is|called|named|name|of|=|:|the)$/.test(words[at]?.lower ?? "")) at++;
  const word = words[at];
  if (word === undefined || taken.has(at)) return null;
  const isPlaced =
    (/^(in|of|from|the|on|for|to|inside|within|does|into|ns|label|relabel|annotate)$/.test(
      words[index - 1]?.lower ?? "",
    ) ||
      (words[index]!.lower === "namespace" && startsClause(words[index]!)) ||
      (words[index]!.lower === "ns" && (startsClause(words[index]!) || isName(words[index - 1], false)))) &&
    at === index + 1 &&
    !startsClause(word);
  const next = words[at + 1];
  const isClosing =
    isPlaced &&
    !functionWords.test(word.lower) &&
    namespaceName.test(word.lower) &&
    (next === undefined ||
      startsClause(next) ||
      /^(have|has|with|that|which|and|please|is|are|as|down|up|to|by|from|now|at|on|using|via|back|so|who|where|only)$/.test(
        next.lower,
      ));
  const isLast = next === undefined || startsClause(next) || !(kindNamed(next.lower) !== undefined);
  const isKindWord = isPlaced && isLast && kindNamed(word.lower) !== undefined && namespaceName.test(word.lower);
  const isTrue = isName(word, true) || isSoftWord(word.lower) || isKindWord || isClosing;
  return isTrue ? at : null;
}

/** `default/web`, `default.web` after a kind, and in-cluster DNS names. */
function takeQualified(words: readonly Word[], index: number, taken: Set<number>, take: Take): void {
  const word = words[index]!;
  if (taken.has(index)) return;
  const slash = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(word.lower);
  if (
    slash !== null &&
    !isRatio(word.lower) &&
    kindNamed(slash[1]!) === undefined &&
    namespaceName.test(slash[1]!) &&
    (kindNamed(words[index - 1]?.lower ?? "") ?? kindNamed(words[index + 1]?.lower ?? "")) !== undefined
  ) {
    take(slash[1]!);
  }
  const dns = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.|$)/.exec(word.lower);
  if (dns !== null && !words.some((other) => /^(nslookup|resolve|resolves|dig|curl|wget|exec)$/.test(other.lower)))
    take(dns[2]!);
}

function takeIn(words: readonly Word[], index: number, taken: Set<number>, take: Take, known: Known): void {
  const word = words[index]!;
  const isApart =
    /[([]$/.test(word.after) && (words[index + 1] === undefined || /^[)\]]/.test(words[index + 1]!.after));
  const isPlain = !/[A-Z]/.test(word.text);
  if (isApart && isPlain && (index > 0 || word.after === "[") && isName(word, false) && !taken.has(index))
    take(word.lower, index);
  const isOnEnvironment = word.lower === "on" && environments.has(words[index + 1]?.lower ?? "");
  if (isOnEnvironment) take(words[index + 1]!.lower, index + 1);
  const joined = /^@([a-z0-9-]+)$/.exec(word.lower)?.[1];
  if (joined !== undefined && namespaceName.test(joined)) take(joined, index);
  if (isOfPlace(words, index) || isListOfPlace(words, index)) take(words[index + 1]!.lower, index + 1);
  if (!/^(in|within|inside|from|@|en|dans|im|no|na|nel|в)$/.test(word.lower)) return;
  const at =
    words[index + 1]?.lower === "the" && known.namespaces.has(words[index + 2]?.lower ?? "") ? index + 2 : index + 1;
  const name = words[at];
  if (
    name === undefined ||
    taken.has(at) ||
    startsClause(name) ||
    !(isName(name, false) || isLastSoft(words, at) || isKindAsPlace(words, at) || isBehindObject(words, at)) ||
    notAfterIn.has(name.lower) ||
    isPodOfInside(words, index)
  )
    return;
  const next = words[at + 1];
  if (name.lower === "front" && isInFront(words[index - 1], next)) return;
  if (name.lower === "api" && /^(groups?|versions?|resources?|server)$/.test(next?.lower ?? "")) return;
  // `in daemon set edge`
  if (next !== undefined && !startsClause(next) && kindNamed(`${name.lower}${next.lower}`) !== undefined) return;
  const kindFollows = next !== undefined && !startsClause(next) && kindNamed(next.lower) !== undefined;
  if (/^(output|format|mode|columns?|order|form|style|detail)$/.test(next?.lower ?? "") && !startsClause(next!)) return;
  const isEnglishIn = /^(in|within|inside|@|im|en|dans)$/.test(word.lower);
  if (
    (kindFollows && !isBehindObject(words, at)) ||
    (word.lower === "in" && podLike.test(name.lower) && !known.namespaces.has(name.lower))
  )
    return;
  const isPlace =
    known.namespaces.has(name.lower) ||
    (word.lower === "from" &&
      isLast(words, at) &&
      words.slice(0, 5).some((one) => namedFrom.test(one.lower)) &&
      isBehindObject(words, at)) ||
    (isEnglishIn && !known.names.has(name.lower) && !workloadLike.test(name.lower));
  if (!isPlace) return;
  take(name.lower, at);
  if (/^(and|or|vs|versus)$/.test(next?.lower ?? "") && isName(words[at + 2], false))
    take(words[at + 2]!.lower, at + 2);
}

/** `in front of it`, `with the names in front`. */
function isInFront(last: Word | undefined, next: Word | undefined): boolean {
  return next?.lower === "of" || /^(?:names?|prefix\w*|times?|timestamps?)$/.test(last?.lower ?? "");
}

/** What a controller draws for its pods: five letters and digits, both among them. */
const podLike = /-(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{5}$/;

/** `pod web-1 of team-a`: behind a kind with its name, what is no kind is a place. */
function isOfPlace(words: readonly Word[], index: number): boolean {
  const [kind, name, place] = [words[index - 2], words[index - 1], words[index + 1]];
  return (
    words[index]!.lower === "of" &&
    kindNamed(kind?.lower ?? "") !== undefined &&
    isName(name, true) &&
    (isName(place, true) || (isSoftWord(place?.lower ?? "") && isLast(words, index + 1))) &&
    !startsClause(place!) &&
    (/-/.test(place!.lower) || environments.has(place!.lower) || isLast(words, index + 1)) &&
    !podLike.test(place!.lower)
  );
}

/** `limit ranges of tenant-b`, `deployments of crm plus their images`: what such things are of is a place. */
function isListOfPlace(words: readonly Word[], index: number): boolean {
  const [lead, last, place, next] = [words[index - 2], words[index - 1], words[index + 1], words[index + 2]];
  const kind = kindNamed(last?.lower ?? "") ?? kindNamed(`${lead?.lower ?? ""}${last?.lower ?? ""}`);
  return (
    words[index]!.lower === "of" &&
    kind !== undefined &&
    ofPlaces.test(kind.kind) &&
    /s$/.test(last!.lower) &&
    isName(place, false) &&
    !startsClause(place!) &&
    (next === undefined || startsClause(next) || /^(plus|and|with|sorted|ordered|by|as)$/.test(next.lower))
  );
}

const ofPlaces =
  /^(LimitRange|ResourceQuota|ServiceAccount|Role|Deployment|StatefulSet|DaemonSet|CronJob|NetworkPolicy|HorizontalPodAutoscaler)$/;

/** `delete configmap cfg from blue`: other orders take something out of a pod or a file. */
const namedFrom = /^(delete|remove|drop|kill|erase|get|show|describe|list|print)$/;

function isLast(words: readonly Word[], at: number): boolean {
  return words[at + 1] === undefined || startsClause(words[at + 1]!);
}

/** `diagnose kafka in data`: a word that is rarely a name closes the sentence. */
function isLastSoft(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  const isBehindName = /[a-z0-9]-[a-z0-9]*\d|-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(words[at - 2]?.lower ?? "");
  return (
    isSoftWord(words[at]!.lower) &&
    (next === undefined ||
      startsClause(next) ||
      (next.lower === "and" && /^(are|is|how|what|which|whether|if|show|tell)$/.test(words[at + 2]?.lower ?? "")) ||
      (isBehindName && /^(is|are|has|keeps?|fails?|crashes|won't|doesn't|isn't|can't|and|with|for)$/.test(next.lower)))
  );
}

/** `latency in orders-api`: what ends like this is rather an application than a namespace. */
const workloadLike =
  /-(app|api|svc|service|deployment|pod|worker|server|job|db|database|web|frontend|backend|ui|cache|queue|proxy)$/;

function takeKnown(words: readonly Word[], taken: ReadonlySet<number>, take: Take, known: ReadonlySet<string>): void {
  words.forEach((word, index) => {
    if (taken.has(index)) return;
    const kindFollows = /s$/.test(words[index + 1]?.lower ?? "") && kindNamed(words[index + 1]!.lower) !== undefined;
    if (environments.has(word.lower) && (kindFollows || known.has(word.lower))) take(word.lower, index);
  });
}

function isName(word: Word | undefined, quotedIsFine: boolean): boolean {
  if (word === undefined || !namespaceName.test(word.lower)) return false;
  if (word.quoted && quotedIsFine) return true;
  return (!isProse(word) || environments.has(word.lower)) && kindNamed(word.lower) === undefined;
}
