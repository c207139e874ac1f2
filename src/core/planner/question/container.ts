import { isProse } from "./prose.ts";
import { isSoftWord } from "./stop-words.ts";
import { startsClause, type Word } from "./words.ts";

/** The container that a question names (`container web`, `-c web`, `the ruby container`); its word is added to `taken`. */
export function containerIn(words: readonly Word[], taken: Set<number>): string | null {
  const logged = loggedIn(words, taken);
  if (logged !== null) return logged;
  for (let index = 0; index < words.length; index++) {
    if (words[index]!.lower === "sidecar" && /^logs?$/.test(words[index + 1]?.lower ?? "")) return "sidecar";
    const soft = softContainerAt(words, index, taken);
    if (soft !== null) return soft;
    const proxy = proxyAt(words, index, taken);
    if (proxy !== null) return proxy;
    if (!/^((?:init-?)?containers?|-c|--container|sidecar)$/.test(words[index]!.lower)) continue;
    if (/^ports?$/.test(words[index + 1]?.lower ?? "")) continue;
    const named = /^(named|called|name)$/.test(words[index + 1]?.lower ?? "") ? index + 2 : index + 1;
    const isKindBefore = /^(pods?|po|deployments?|deploy|statefulsets?|daemonsets?|jobs?|sts|ds)$/.test(
      words[index - 2]?.lower ?? "",
    );
    for (const at of isKindBefore ? [named] : [named, index - 1]) {
      const word = words[at];
      if (word === undefined || taken.has(at) || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(word.lower)) continue;
      if (at > index && /[,;.:!?]/.test(word.after) && !word.quoted) continue;
      const isSaidSo = named === index + 2 && at === named;
      const next = words[at + 1];
      const isInPlace =
        (next === undefined ||
          startsClause(next) ||
          /^(of|in|from|on|ns|namespace|pod|-n|only|please|pls|now)$/.test(next.lower)) &&
        !/s$/.test(words[index]!.lower) &&
        !/(?:ed|ing)$/.test(word.lower);
      if (at > index && !isSaidSo && !isInPlace && isProse(word)) continue;
      if (at < index && isProse(word)) continue;
      const isPlaced =
        at > index &&
        (/^(of|in|from|on|to|with|only)$/.test(words[at + 1]?.lower ?? "") ||
          words[at + 1] === undefined ||
          /^[:,]/.test(words[at + 1]!.after)) &&
        /^(sidecar|proxy|main|app|init)$/.test(word.lower);
      if (
        word.quoted ||
        isPlaced ||
        !isAspect(word.lower) ||
        (at > index && /^(app|main|application)$/.test(word.lower))
      ) {
        taken.add(at);
        return word.lower;
      }
    }
  }
  return null;
}

/** `logs of app in pod web-1`, `container logs for proxy in pod mesh-2`: what is inside a pod is a container. */
function loggedIn(words: readonly Word[], taken: Set<number>): string | null {
  const at = words.findIndex(({ lower }) => /^logs?$/.test(lower));
  if (at < 0 || !/^(of|for|from)$/.test(words[at + 1]?.lower ?? "")) return null;
  const name = /^(the|container)$/.test(words[at + 2]?.lower ?? "") ? at + 3 : at + 2;
  const [lead, article, pod] = words.slice(name + 1, name + 4).map(({ lower }) => lower);
  const isInPod =
    /^(in|inside|of|within)$/.test(lead ?? "") && /^pods?$/.test((article === "the" ? pod : article) ?? "");
  const word = words[name];
  if (!isInPod || word === undefined || taken.has(name) || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(word.lower))
    return null;
  const isContainer =
    /^(app|main|init|proxy|sidecar|application)$/.test(word.lower) || words[name - 1]!.lower === "container";
  if (!isContainer && isProse(word)) return null;
  taken.add(name);
  return word.lower;
}

/** `the metrics container`, `the sidecar metrics container's logs`: an everyday word, where only a name can stand. */
function softContainerAt(words: readonly Word[], index: number, taken: Set<number>): string | null {
  const { lower } = words[index]!;
  const isPlaced =
    words[index + 1]?.lower === "container" &&
    !startsClause(words[index + 1]!) &&
    /^(sidecar|the|its|init)$/.test(words[index - 1]?.lower ?? "");
  if (!isPlaced || taken.has(index) || !isSoftWord(lower) || /^(default|start|end|test|container|image)$/.test(lower))
    return null;
  taken.add(index);
  return lower;
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
  if (isProse(owner) || !/^[a-z]+$/.test(owner.lower) || !words.some((one) => /^logs?$/.test(one.lower))) return null;
  taken.add(index - 1).add(index);
  return `${owner.lower}-proxy`;
}

function isAspect(lower: string): boolean {
  return /^(in|of|for|from|on|with|and|or|the|a|an|is|are|not|to|each|every|all|container|containers|any|init|sidecar|main|app|application|first|second|its|their|image|images|log|logs|state|status|statuses|runtime|which|that|inside|name|names|running|crashed|terminated|previous|single|per|by|keeps|using|port|ports|restart|restarts|cpu|memory|resources|within|pod|pods|deployment|has|have|creating|my|this|limits|requests|usage|multi|multiple|several|more|both|level|two|many|one|wrote|writes|said|says|printed|prints|logged|tells|told|spec|specs|listen|listens|listening)$/.test(
    lower,
  );
}
