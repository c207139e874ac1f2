import { type Kind, kindNamed } from "../../kubectl/kinds.ts";
import type { KindMention } from "./kind-words.ts";
import { isObjectName, objectName } from "./object-name.ts";
import { startsClause, type Word } from "./words.ts";

/** `deployment worker in jobs`: a word of prose, where only a name can stand. */
export function isWorkloadWord(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  const isPlaced =
    next === undefined ||
    startsClause(next) ||
    /^(in|from|to|on|of|with|for|by|is|has|fail|fails|down|up|back|and|not|using|at|uses?|runs?|have|needs?|serves?|mounts?|exposes?|pulls?|wants?)$/.test(
      next.lower,
    );
  const word = words[at]!.lower;
  const names =
    /^(search|reports?|queue|users?|accounts?|notification|export|import|test|stream|server|client|worker|master|orders?|posts?|reviews?|calendar|ticket|console|support|hello|old|main|new|backup|filter|monitor|watch|homepage|webpage|websites?|site|platform|products?|customers?|visitors?|session|messages?|directory|vendor|content|sandbox|questions?|answers?|alerts?|certificates?|events?|roles?|job|node|secret|lease|endpoint|configmap|route)$/;
  const isOfClass =
    /class(?:es)?$/.test(words[at - 1]?.lower ?? "") && /^(fast|slow|high|low|standard|critical|default)$/.test(word);
  return (isPlaced || isOfClass) && (isOfClass || names.test(word)) && !startsClause(words[at]!);
}

/** `configmap settings in ns x`, `secret users`. */
export function isConfigWord(words: readonly Word[], at: number, kind: Kind): boolean {
  const next = words[at + 1];
  return (
    (/^(ConfigMap|Secret)$/.test(kind.kind)
      ? /^(settings|config|users|accounts|access|alerts|environment|credentials|app|application|main|server|client|default|defaults|common|global)$/
      : kind.kind === "StatefulSet"
        ? /^(data|storage|events|messages|metrics|logs)$/
        : kind.kind === "PersistentVolumeClaim"
          ? /^(data|logs?|storage|images?|content|history|config|events|metrics|files|backups?|users|reports?|messages|scratch|temporary|test|old|main)$/
          : /^$/
    ).test(words[at]!.lower) &&
    !startsClause(words[at]!) &&
    (next === undefined ||
      startsClause(next) ||
      /^(in|of|from|ns|namespace|as|with|to|for|-n|is|uses?|stays?|bound)$/.test(next.lower))
  );
}

/** `deployment yaml for web`: where the name stands when an aspect of the object comes first. */
export function aspectOf(words: readonly Word[], { kind, to }: KindMention): number {
  const [aspect, lead, name, next] = words.slice(to, to + 4);
  const isAspect =
    /^(ya?ml|json|manifest|spec|details?|description|status|history|images?|replicas|labels|annotations|ports?|conditions)$/;
  const isOf = isAspect.test(aspect?.lower ?? "") && /^(for|of)$/.test(lead?.lower ?? "");
  if (
    !isOf ||
    name === undefined ||
    startsClause(name) ||
    !isObjectName(name, kind) ||
    kindNamed(name.lower) !== undefined
  )
    return -1;
  return next === undefined || startsClause(next) || /^(in|from|of|please|and|ns|namespace|-n)$/.test(next.lower)
    ? to + 2
    : -1;
}

/** `the migration job, it's called m-1`: where the name stands, when a clause of its own gives it. */
export function calledAt(words: readonly Word[]): number {
  const at = words.findIndex(
    ({ lower }, index) =>
      /^(called|named)$/.test(lower) && /^(it|it's|its|is|one|that's)$/.test(words[index - 1]?.lower ?? ""),
  );
  return at >= 0 && objectName.test(words[at + 1]?.lower ?? "") ? at + 1 : -1;
}
