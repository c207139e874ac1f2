import { type Paraphrase, row } from "./paraphrase.ts";

const name =
  "[\"'`]?(?!(?:the|an?|my|our|this|that|to|of|in|from|for|with|and|or|it|one|current|active|default|context|ctx|cluster|user|entry|all|every|any|old|stale|unused|name|kube|kubectl|kubernetes|another|other|is|are)\\b(?![\\w.@:/-]))([\\w.@:/-]{0,120}[\\w])[\"'`]?";
const config =
  "(?:(?: in| of| from| out of)? (?:my |the |our )?(?:local )?(?:kube ?config|kubectl config(?:uration)?))?";
const goes = "(?:switch|change|go|jump|move|hop|flip|point kubectl|point me|connect)(?: me| over| back){0,2} (?:in)?to";
const away = "(?:delete|remove|drop|get rid of|clear out|throw out|throw away|forget|take out|erase)";
const article = "(?:(?:the|my|our|that|old|stale|unused) ){0,3}";
const end = "(?=[.!?,;]|$| please| pls| now| from now on| again)";
const current = "(?:current|active|default|present)";

/** Contexts, clusters and users of the kubeconfig; the cluster itself stays as it is. */
export const clientOrders: readonly Paraphrase[] = [
  row(`${away} ${article}${name} (?:context|ctx)(?: entry)?${config}${end}`, "delete the context $1 from my kubeconfig"),
  row(`${away} ${article}${name} (cluster|user)(?: entry)? (?:in|of|from|out of) (?:my |the |our )?kube ?config`, "delete the $2 $1 from my kubeconfig"),
  row(`${away} ${article}(context|cluster|user) (?:entry )?(?:named |called )?${name}(?: entry)? (?:in|of|from|out of) (?:my |the |our )?kube ?config`, "delete the $1 $2 from my kubeconfig"),
  row(`${away} it(?: from| out of) (?:my |the |our )?kube ?config`, (_, text) => spokenEntry(text)),
  row(`${goes} ${article}${name} (?:kube|kubectl )?(?:context|ctx)${end}`, "switch to context $1"),
  row(`(?:use|select|activate|choose|pick) (?:the )?(?:context|ctx) (?:named |called )?${name}${end}`, "switch to context $1"),
  row(`(?:use|select|activate|choose|pick) ${article}${name} (?:context|ctx)${end}`, "switch to context $1"),
  row(`(?:make|set) (?:the )?(?:context )?${name} (?:as |to be |be )?(?:the |my )?${current} (?:context|ctx)${end}`, "switch to context $1"),
  row(`(?:set|change|switch) (?:the |my )?${current} (?:context|ctx) to (?:the )?(?:context )?${name}${end}`, "switch to context $1"),
  row(`(?:work|continue|be|go on) (?:with|in|on|against) (?:the )?(?:context|ctx) ${name}${end}`, "switch to context $1"),
  row(`rename (?:the |my )?(?:kube |kubectl )?(?:context|ctx) (?:named |called )?${name}${config} (?:to|into|as) ${name}`, "rename the context $1 to $2"),
  row(`rename (?:the |my )?${name} (?:context|ctx)${config} (?:to|into|as) ${name}`, "rename the context $1 to $2"),
  row(`(?:change|set) the name of (?:the |my )?(?:context|ctx) ${name}${config} (?:to|into) ${name}`, "rename the context $1 to $2"),
  row(`(?:change|set) (?:the )?(?:context|ctx) ${name}'s name${config} (?:to|into) ${name}`, "rename the context $1 to $2"),
  row(`call (?:the |my )?(?:context|ctx) ${name}${config} (?:(?:simply|just|now|from now on|only) )?${name}${end}`, "rename the context $1 to $2"),
  row(`(?:the |my )?(?:context|ctx) ${name}${config} (?:should|shall|must|is to|has to|needs to) (?:now |rather |simply |just )?(?:be )?(?:called|named|renamed to|renamed) ${name}${end}`, "rename the context $1 to $2"),
  row("(?:(?:every|each|all|any)(?: of)? )?(?:(?:my|the|kubectl|future|further|following|next) ){0,3}commands?(?: from now on| by default| from here on)? (?:to |should |must |shall |has to |have to )(?:run|go|work|act|apply|be run|operate|happen|use) ?(?:against|in|to|on|within|inside)? (?:the )?(?:namespace|ns) {name}", "set the default namespace to $1"),
  row("(?:permanently )?(?:save|store|keep|remember|fix) (?:the )?(?:namespace|ns) ([a-z0-9][a-z0-9-]{0,61}) (?:for|in) (?:(?:all|every|the|my|any) ){0,3}(?:(?:subsequent|future|following|later|further|next) )?(?:kubectl )?(?:commands?|calls?|current context|context)\\b", "set the namespace of the current context to $1"),
  row("(?:unset|clear|forget) (?:the |my )?(?:current|active) context(?=[.!,;]|$| please| in| of)", "unset current-context in my kubeconfig"),
  row(`rename (?:the |my )?(?:kube |kubectl )?(?:context|ctx) from ${name} (?:to|into) ${name}`, "rename the context $1 to $2"),
  row("(?:unset|clear) ((?:users|clusters|contexts)\\.[\\w.-]{1,120}[\\w]|current-context)(?=[.!]|$| please)", "unset $1 in my kubeconfig"),
]; // biome-ignore format: one line a paraphrase

export const clientLooks: readonly Paraphrase[] = [
  row(`(?:(?:only|just|nothing but) )?(?:the |my )?(?:config(?:uration)?|settings|kube ?config|part of (?:the|my) (?:kube ?)?config)(?: entries)? (?:of|for|from|that belongs to|belonging to|that is for)(?: just| only)? (?:the|my|this) (?:${current} )?(?:context|ctx)(?: (?:that |which )?(?:i am|i'm|i|we are|we) (?:currently |now |just )?us(?:e|ing)(?: right now| now| currently)?)?(?: only)?(?=[.?!,]|$| please| pls)`, "show the kubeconfig of only the current context"),
  row(`(?:only |just )*(?:the |my )?${current} (?:context|ctx)'s (?:own )?(?:config(?:uration)?|settings|kube ?config)(?: only)?(?=[.?!,]|$| please| pls)`, "show the kubeconfig of only the current context"),
  row(`(?:only |just )?what (?:my|the) ${current} context has in (?:the|my) (?:kube ?)?config`, "show the kubeconfig of only the current context"),
  row("(?:the )?(?:api )?(?:server |server's |api server )?(?:address|url|endpoint) of (?:the |my |this )?(?:current |active )(?:cluster|context)\\b[^?]{0,40}", "show the server address of the current context"),
  row("(?:view )?(?:(?:the|my|current|merged|whole|present|effective) )*(?:config|configuration|settings) of (?:my |the )?kubectl\\b(?:,? without[^?]{0,30})?", "show the kubeconfig"),
  row(`(?:(?:the|my|our|only|just) )*(?:name of (?:the|my) )?${current}[- _]context(?:'s)?(?: name)?(?=[.?!]|$| please| pls)`, "which context am i using"),
  row(`(?:what(?:'s| is| are)|which is) (?:my|our|the) (?:${current}[- ])?(?:kube |kubectl )?(?:context|ctx)(?: name)?(?=[.?!]|$| right now| now| at the moment)`, "which context am i using"),
]; // biome-ignore format: one line a paraphrase

/** `I don't need the context x any more, remove it from my kubeconfig`. */
function spokenEntry(text: string): string | null {
  const said = new RegExp(`\\b(context|cluster|user) (?:entry )?${name}`, "i").exec(text);
  return said === null ? null : `delete the ${said[1]!.toLowerCase()} ${said[2]} from my kubeconfig`;
}
