import { isStopWord } from "./stop-words.ts";

/** With what a command is to reach its cluster, when a sentence says so: a context of the kubeconfig, another kubeconfig. */
export type Connection = { readonly context?: string; readonly kubeconfig?: string };

/** A sentence without the words that say how the cluster is reached. */
export type Connected = { readonly rest: string; readonly connection: Connection };

const by = "(?:with|using|use|in|on|via|through|under|against|from|over|by(?: means of)?|according to|per|as told by)";
const name = "[\"'`]?([A-Za-z0-9][\\w.@:/-]{0,250}[A-Za-z0-9]|[A-Za-z0-9])[\"'`]?";
const article = "(?:the |my |our )?";
const file =
  "[\"'`]?((?:~|\\.{1,2})?/[\\w./~-]{0,250}[\\w]|[\\w-][\\w./-]{0,250}\\.(?:conf|config|ya?ml|kubeconfig|cfg|json))(?![\\w/])[\"'`]?";
const kept =
  "(?:,? (?:that (?:is|are) |which (?:is|are) )?(?:in|from|of|at|inside|given in|stored in|kept in|found in|called|named))?";

const contexts: readonly RegExp[] = [
  new RegExp(`(?:,? ?\\b${by}) ${article}(?:kube(?:ctl|config)? |cluster )?(?:context|ctx)(?: of| called| named| for)? ${name}`, "i"),
  new RegExp(`(?:,? ?\\b${by}) ${article}${name} (?:(?:cluster|environment)(?:'s)? )?(?:context|ctx)(?![\\w-])`, "i"),
  new RegExp(`(?:,? ?\\b${by}) ${article}(?:context|ctx) of (?:the )?${name} cluster\\b`, "i"),
]; // biome-ignore format: one line a pattern

const files: readonly RegExp[] = [
  new RegExp(`(?:,? ?\\b${by}) ${article}kube ?config(?: file)?${kept} (?:the file |file )?${file}`, "i"),
  new RegExp(`(?:,? ?\\b${by}) ${article}(?:(?:admin|cluster|user|access|login) )?(?:credentials?|creds|access data|login data)${kept} (?:the file |file )?${file}`, "i"),
  new RegExp(`(?:,? ?\\b${by}) ${file} (?:as|for) (?:the |its |a )?(?:kube ?config|credentials)\\b`, "i"),
  new RegExp(`(?:,? ?\\b${by}) ${article}${file} kube ?config\\b`, "i"),
]; // biome-ignore format: one line a pattern

/** A kubeconfig that is written, and secrets made of files, are what the sentence is about. */
const ofEntries =
  /\b(?:contexts?|ctx|kube ?config|credentials?|default (?:namespace|ns))\b|^\W*(?:use|switch|go|jump|move|change)\b|\bfrom (?:now|here) on\b|\bas (?:my|the) default\b|^\W*(?:set|make|use)\b.*\b(?:namespace|ns)\b/i;
const ofFile = /^\W*(?:please )?(?:create|make|store|keep|save|put|add|write|set)\b.*\b(?:secret|config ?map|cm)\b/i;

const longest = 600;

/** How the cluster is to be reached, and what the sentence says besides; null where it does not say how. */
export function connectionIn(text: string): Connected | null {
  if (text.length > longest || !/\b(?:context|ctx|kube ?config|credentials?|creds|(?:access|login) data)\b/i.test(text))
    return null;
  const ofFiles = ofFile.test(text) ? null : firstIn(text, files);
  if (ofFiles !== null) return { rest: ofFiles.rest, connection: { kubeconfig: ofFiles.value } };
  const ofContexts = firstIn(text, contexts);
  return ofContexts === null || ofEntries.test(ofContexts.rest) || isStopWord(ofContexts.value.toLowerCase())
    ? null
    : { rest: ofContexts.rest, connection: { context: ofContexts.value } };
}

function firstIn(text: string, patterns: readonly RegExp[]): { rest: string; value: string } | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found === null || notNames.test(found[1]!)) continue;
    const [before, behind] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    const rest = `${before.trimEnd()}${/^[\s,;.:!?]|^$/.test(behind) ? "" : " "}${behind}`;
    const wish = rest.replace(/^[\s,;:]+(?:(?:and|to|then)\s)?/i, "");
    if (wish.split(/\s+/).length > 1) return { rest: wish, value: found[1]! };
  }
  return null;
}

/** `the current context`, `the security context`: which one it is, or what else it is of. */
const notNames =
  /^(?:the|this|that|these|current|present|active|same|right|wrong|other|another|new|old|default|security|pod|its|it|his|her|your|an?|any|every|each|all|which|what|whose|more|some|and|or|is|are|was|has|of|for|to|in|on|cluster|kube|kubectl|kubeconfig|i|we|they|you)$/i;
