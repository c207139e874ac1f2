import { kindNamed } from "../../kubectl/kinds.ts";
import { isSoftWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

export const namespaceName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const functionWords =
  /^(is|are|has|have|with|and|or|that|which|where|what|who|how|please|only|names?|list|by|in|of|to|labels?|selector|scope|level|it|them|too|also|now|together|along|alongside|with|without|including|excluding|as|for|from|on|at|itself|alone|instead|already|currently|today|still|again|first|everything|anything|something|nothing|but|not|if|when|while|until|because|so|then|than|here|there|above|below|selected|chosen|given|mentioned|specified|sorted|ordered|grouped|whatever|whichever|however|rather|whose|whom|these|those|this|its|their|all|any|each|every|both)$/;

/** Words that no sentence calls a place, even behind an object: `pod web-0 in the ...`, `deployment web in error`. */
const neverPlaces =
  /^(error|trouble|status|state|phase|condition|crash\w*|loop|ready|terminating|unknown|kubernetes|k8s|cluster|clusters|namespaces?|seconds?|minutes?|hours?|days?|weeks?|wide|names?|real|need|response|advance|addition|general|depth|turn|time|dead|broken|new|old|last|next|one|two|three|version|revision|bad|good|haste|peace|accordance|half|vain|favou?r|contrast|comparison|succession|bulk|theory|principle|hurry|anticipation|consequence|practice|question|particular|fact|case|order|total|detail|details|short|brief|general)$/;

/** `job reindex in search not complete`, `the services in media please`: behind an object, only a place follows `in`. */
export function isBehindObject(words: readonly Word[], at: number): boolean {
  const [place, next] = [words[at]!, words[at + 1]];
  const isCalled = /^(called|named)$/.test(words[at - 3]?.lower ?? "");
  const [kind, name] = [words[isCalled ? at - 4 : at - 3], words[at - 2]];
  if (!namespaceName.test(place.lower) || /^\d|^.$/.test(place.lower) || functionWords.test(place.lower)) return false;
  if (neverPlaces.test(place.lower) || determiners.test(place.lower) || kindNamed(place.lower) !== undefined)
    return false;
  const isNamed =
    kind !== undefined && kindNamed(kind.lower) !== undefined && name !== undefined && namespaceName.test(name.lower);
  const isObject = isNamed && !(functionWords.test(name.lower) || determiners.test(name.lower));
  const isList = /s$/.test(name?.lower ?? "") && isKind(name!.lower) && isSoftWord(place.lower);
  const isOpen = next === undefined || startsClause(next) || afterPlaces.test(next.lower);
  return isObject ? isOpen || isSoftWord(place.lower) : isList && isOpen;
}

const determiners =
  /^(a|an|the|this|that|these|those|my|our|your|their|its|all|every|each|any|some|both|which|what|full|more|less|most|detail|details)$/;

/** What goes on behind a place. */
const afterPlaces =
  /^(is|are|was|were|has|have|had|not|no|never|does|do|did|doesn't|don't|didn't|isn't|aren't|won't|can't|cannot|keeps?|fails?|crash\w*|gets?|got|stays?|hangs?|needs?|please|pls|for|with|without|and|or|but|to|up|down|by|from|on|since|as|look|looks|use|uses|used|run|runs|ran|start|starts|started|reach|reaches|complete|finish|serve|serves|expose|exposes|listen|mount|mounts|sort|sorted|show|say|says|have|want|wants|last|again|now|restart|restarts|ready|pending|running|failing|bigger|biggest|newest|oldest|first|that|which|who|whose|so|because|only|just|it|into|at|take|takes|point|points|log|pull|come|comes|go|goes|set|allow|allows|limits?|requests?|running|using|called|named|labell?ed|having|when|if|while|until|about|over|off|has|of)$/;

/** `pvcs` and the like, which the API does not know in the plural. */
function isKind(lower: string): boolean {
  return kindNamed(lower) !== undefined || kindNamed(lower.slice(0, -1)) !== undefined;
}

/** `cronjob nightly in jobs`: behind a kind with its name, a kind is a place. */
export function isKindAsPlace(words: readonly Word[], at: number): boolean {
  const [kind, name] = [words[at - 3], words[at - 2]];
  if (isOrdered(words, at)) return true;
  return (
    /s$/.test(words[at]!.lower) &&
    kindNamed(words[at]!.lower) !== undefined &&
    name !== undefined &&
    namespaceName.test(name.lower) &&
    kind !== undefined &&
    !/s$/.test(kind.lower) &&
    kindNamed(kind.lower) !== undefined
  );
}

/** `scale mailer in jobs to 3`: behind the order and the name, what is in a kind is in the namespace called like it. */
function isOrdered(words: readonly Word[], at: number): boolean {
  const [verb, name, next] = [words[at - 3], words[at - 2], words[at + 1]];
  return (
    /s$/.test(words[at]!.lower) &&
    kindNamed(words[at]!.lower) !== undefined &&
    /^(?:autoscale|scale|restart)$/.test(verb?.lower ?? "") &&
    namespaceName.test(name?.lower ?? "") &&
    kindNamed(name!.lower) === undefined &&
    !functionWords.test(name!.lower) &&
    !determiners.test(name!.lower) &&
    (next === undefined ||
      startsClause(next) ||
      /^(?:to|between|from|with|by|at|please|pls|now|min|max)$/.test(next.lower))
  );
}

/** `/etc/hosts in web-0`, `the sidecar envoy in web-0`: what holds files and containers is a pod. */
export function isPodOfInside(words: readonly Word[], index: number): boolean {
  const [lead, last, name] = [words[index - 2]?.lower, words[index - 1], words[index + 1]];
  const isProgram = /^(?:run|exec|execute)$/.test(lead ?? "") && programs.test(last?.lower ?? "");
  const isInside =
    isProgram ||
    /^\/[\w.-]/.test(last?.text ?? "") ||
    [lead, last?.lower].some((one) => /^(?:container|sidecar)$/.test(one ?? ""));
  return isInside && /-\d{1,3}$/.test(name?.lower ?? "");
}

const programs =
  /^(?:(?:ba|z|a)?sh|ls|cat|df|du|env|printenv|ps|date|id|whoami|hostname|uptime|free|top|mount|curl|wget)$/;
