import { isStopWord } from "./stop-words.ts";
import type { Word } from "./words.ts";

/** The container that a question names (`container web`, `-c web`, `the ruby container`); its word is added to `taken`. */
export function containerIn(words: readonly Word[], taken: Set<number>): string | null {
  for (let index = 0; index < words.length; index++) {
    if (words[index]!.lower === "sidecar" && /^logs?$/.test(words[index + 1]?.lower ?? "")) return "sidecar";
    const proxy = proxyAt(words, index, taken);
    if (proxy !== null) return proxy;
    if (!/^((?:init-?)?containers?|-c|--container|sidecar)$/.test(words[index]!.lower)) continue;
    const named = /^(named|called|name)$/.test(words[index + 1]?.lower ?? "") ? index + 2 : index + 1;
    const isKindBefore = /^(pods?|po|deployments?|deploy|statefulsets?|daemonsets?|jobs?|sts|ds)$/.test(
      words[index - 2]?.lower ?? "",
    );
    for (const at of isKindBefore ? [named] : [named, index - 1]) {
      const word = words[at];
      if (word === undefined || taken.has(at) || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(word.lower)) continue;
      if (at > index && /[,;.:!?]/.test(word.after) && !word.quoted) continue;
      if (at < index && !word.quoted && isStopWord(word.lower)) continue;
      const isPlaced =
        at > index &&
        /^(of|in|from|on|to|with)$/.test(words[at + 1]?.lower ?? "") &&
        /^(sidecar|proxy|main|app|init)$/.test(word.lower);
      if (
        word.quoted ||
        isPlaced ||
        !isProse(word.lower) ||
        (at > index && /^(app|main|application)$/.test(word.lower))
      ) {
        taken.add(at);
        return word.lower;
      }
    }
  }
  return null;
}

/** `the istio proxy in web-1`: a sidecar that is called after what it belongs to. */
function proxyAt(words: readonly Word[], index: number, taken: Set<number>): string | null {
  const [owner, word, next] = [words[index - 1], words[index]!, words[index + 1]];
  if (
    word.lower !== "proxy" ||
    owner === undefined ||
    taken.has(index - 1) ||
    !/^(in|of|inside)$/.test(next?.lower ?? "")
  )
    return null;
  if (isStopWord(owner.lower) || !/^[a-z]+$/.test(owner.lower) || !words.some((one) => /^logs?$/.test(one.lower)))
    return null;
  taken.add(index - 1).add(index);
  return `${owner.lower}-proxy`;
}

function isProse(lower: string): boolean {
  return /^(in|of|for|from|on|with|and|or|the|a|an|is|are|not|to|each|every|all|container|containers|any|init|sidecar|main|app|application|first|second|its|their|image|images|log|logs|state|status|statuses|runtime|which|that|inside|name|names|running|crashed|terminated|previous|single|per|by|keeps|using|port|ports|restart|restarts|cpu|memory|resources|within|pod|pods|deployment|has|have|creating|my|this|limits|requests|usage|multi|multiple|several|more|both|level|two|many|one|wrote|writes|said|says|printed|prints|logged|tells|told|spec|specs|listen|listens|listening)$/.test(
    lower,
  );
}
