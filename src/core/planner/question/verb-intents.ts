import type { Clues, Intent } from "./intent.ts";

type Row = readonly [said: RegExp, intent: Intent, needs?: keyof Clues];

/** Sentences that mean one verb of kubectl as a whole, whatever else their words might speak of. `needs`: what must be there besides. */
const rows: readonly Row[] = [
  [/^(?:store|save|add|put|register|set|create|keep|write|remember|point)\b.*\b(?:kube ?config|context|credentials?)\b/, "change"],
  [/\b(?:everything|all|commands|whatever) (?:i|we) (?:run|do|type|enter|call)\b.*\b(?:go|goes|use|uses|be|land|act|acts|work)\b/, "change"],
  [/^(?:(?:set|make) )?(?:my |the )?default (?:ns|namespace)\b.*\b(?:should|shall|must|is to|to)\b/, "change"],
  [/^(?:take|return|bring|put|set|reset|get|move|turn|restore)\b(?!.*\?).*\b(?:to|at|in)\b.*\brev(?:ision)?\b/, "change", "named"],
  [/^(?:refuse|reject|decline|accept|sign|grant)\b.*\b(?:csrs?|signing requests?|certificate requests?)\b/, "change", "named"],
  [/^(?:request|reserve|guarantee|ask for)\b.*\b(?:cpus?|memory|ram|cores?)\b/, "change", "named"],
  [/\b(?:should|shall|must|has to|have to|needs? to|ought to|is to|are to)\b.*\b(?:run|work|act|be)\b.*\b(?:service ?account|sa)\b/, "change", "named"],
  [/\b(?:should|shall|must|has to|needs? to|ought to|is to|shld)\b.*\b(?:be|become|turn into)\b.*\b(?:node ?port|load ?balancer|cluster ?ip)\b/, "change", "named"],
  [/^(?:pv|persistent ?volume|volume)\b.*\b(?:should|shall|must|has to|needs? to|to)\b.*\b(?:retain|recycle|kept|keep|stay|survive)\b/, "change", "named"],
  [/^cron ?jobs?\b.*\b(?:must|should|shall|may|can|has to|needs? to)\b.*\b(?:overlap|another|concurren\w*|forbid|one at a time|in parallel|replace)\b/, "change", "named"],
  [/\b(?:psa|pod[- ]security)\b.*\b(?:privileged|baseline|restricted)\b/, "change"],
  [/^(?:open|start|run|launch|serve|give me)\b.*\bproxy\b/, "change"],
  [/^attach (?:me )?(?:in)?to\b|^attach (?:pod|to|interactively)\b/, "change", "named"],
  [/\b(?:bash|zsh|fish|powershell)\b.*\bcompletions?\b|\bcompletions? (?:script |code |file )?(?:for|of|in) (?:the )?(?:bash|zsh|fish|powershell)\b/, "inspect"],
  [/\b(?:flags?|options?)\b.*\b(?:every|all|any|global|each)\b.*\b(?:commands?|verbs?|kubectl)\b|\bglobal (?:flags?|options?)\b/, "inspect"],
  [/^(?:write|make|create|take|save|store|give|get|do)?\b.*\bdump\b.*\b(?:state|cluster|everything|debug\w*|bug report|directory|folder)\b/, "inspect"],
  [/\b(?:client|kubectl)(?: side| tool| binary)?(?:'s)? ver(?:s|sion)?\b/, "inspect"],
  [/^(?:keep|go on|continue) (?:on )?(?:printing|streaming|following|showing|tailing|reading|watching)\b/, "inspect"],
  [/^in (?:the )?context\b.*\b(?:use|set|work|default)\b/, "change"],
  [/^debug\b.*\b(?:with|using|image)\b/, "change", "named"],
  [/^(?:an? )?new (?:priority ?class|pc|(?:resource ?)?quota|pdb|(?:pod )?disruption budget|ingress|(?:cluster ?)?role(?: ?binding)?|service ?account|sa|config ?map|cm|statefulset)\b/, "change", "named"],
  [/^(?:label .*)?(?:enforce|audit|warn)\b.*\b(?:privileged|baseline|restricted)\b/, "change"],
  [/^reconcile\b.*\b(?:rules?|rbac|roles?|file|manifest)\b/, "change"],
  [/^measure\b/, "inspect"],
  [/\b(?:should|shall|must|has to|have to|needs? to|ought to|is to)\b.*\b(?:request|reserve|be guaranteed|be limited|be capped|get|use|take|have)\b.*\b(?:cpus?|memory|ram|cores?)\b/, "change", "named"],
  [/^(?:add|use|give|set|attach|put|let|make|allow|have|hang|take)\b.*\bpull ?-?secrets?\b|\b(?:should|shall|must|has to|needs? to|may)\b.*\bpull(?: ?-?secrets?| images?)\b|^(?:let|allow|have|make)\b.*\bpull images?\b/, "change", "named"],
  [/^(?:take|load|fill|feed|import|get|use)\b.*\b(?:environment|env|variables?)\b.*\bfrom\b.*\b(?:configmap|config map|cm|secret)\b/, "change", "named"],
]; // biome-ignore format: one line a sentence

/** What is told of how things are, beside how they should be, is no order. */
const tells =
  /\b(?:why|but|yet|however|instead|still|was|were|fails?|failed|failing|isn't|doesn't|didn't|(?:is|does|did) not|(?:it|they|that) (?:does|do|is|are))\b/;

/** An order is short; what is longer tells a story first, and is weighed. */
const longest = 300;

/** What a sentence is after that means one verb of kubectl; null where its words have to be weighed. */
export function verbIntent(whole: string, clues: Clues): Intent | null {
  const said = whole.slice(0, longest);
  if (
    /^(?:why|how|what|who|when|where|is|are|was|were|does|do|did)\b(?!.*\bcompletion|.*\bflags|.*\boptions|.*\bver(?:sion)?\b)/.test(
      said,
    )
  )
    return null;
  if (tells.test(said.replace(/\b(?:what|as|how) it (?:was|is)\b/g, ""))) return null;
  return rows.find(([pattern, , needs]) => pattern.test(said) && (needs === undefined || clues[needs]))?.[1] ?? null;
}
