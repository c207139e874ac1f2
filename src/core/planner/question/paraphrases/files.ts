import { type Paraphrase, row } from "./paraphrase.ts";

const path = "(?:[\\w.~-]*/[\\w./-]*|[\\w.-]+\\.(?:ya?ml|json))";
const anew =
  "(?:deleting|removing) (?:it |them )?and (?:then )?re-?creating|(?:delete|remove)(?: it| them)?,? and (?:then )?(?:re-?create|create (?:it |them )?(?:again|anew))|re-?create";

/** What manifests describe, sent to the cluster or put in the place of what is there. */
export const fileOrders: readonly Paraphrase[] = [
  row(`(?:push|ship|roll out|submit|load|install|deploy|put|bring) (?=[^?]{0,120}(?<![\\w./-])${path}(?![\\w/])[^?]{0,60}\\b(?:to|into|onto|on|in|against) (?:the |my |our |this )?cluster\\b)(?![^?]{0,300}\\b(?:pod|container|config ?map|secret|image)\\b)`, "apply "),
  row(`(?:push|ship|roll out|submit|load) (?=(?:everything|all(?: of)?(?: the)?(?: files| manifests)?|the|what is|what's|my|our)?[^?]{0,60}(?<![\\w./-])${path}(?![\\w/]))(?![^?]{0,300}\\b(?:pods?|containers?|config ?maps?|secrets?|images?|deployments?|to)\\b)`, "apply "),
  row(`re-?create (?:the |what is |everything |all )?(?:(?:pods?|objects?|resources?|deployment|job|service)(?: described| defined)? )?(?:from|in|of|using|with) (${path})(?![\\w/])`, "force replace $1"),
  row(`(?:tear down|take down|clear away|clean up|remove|delete|get rid of|uninstall) (?:everything|all|what|whatever|anything)(?: that)?(?: is| was)?(?: defined| described| declared| created| installed)? (?:in|by|from) (${path})(?![\\w/])`, "delete $1"),
  row(`(?:validate|check|test|verify|try out|try|rehearse) (?:whether |if |that )?(${path})(?: (?:is valid|works|would work|would be accepted|can be applied|applies))?(?=[^?]{0,200}\\b(?:without|server|cluster|dry[- ]run|valid|accepted|applie[sd]))[^?]{0,200}`, (match) => `apply ${match[1]} as a dry run${/\bserver\b|\bcluster\b/i.test(match[0]) ? " on the server" : ""}`),
  row(`(?:replace |swap |redo |rebuild )?(?:it|them|that|this|the (?:objects?|resources?|thing|job|pod|deployment|service))? ?(?:by )?(?:${anew})(?: it| them| the (?:objects?|resources?|thing|job|pod|deployment|service)(?! \\w))?(?=[.,;!]|$| please| pls)`, (_, text) => replaced(text)),
]; // biome-ignore format: one line a paraphrase

/** The manifest was spoken of before: `I changed job.yaml, ... replace it by deleting and recreating it`. */
function replaced(text: string): string | null {
  const files = [
    ...new Set([...text.matchAll(/(?<![\w./-])[\w./-]{0,200}[\w-]\.(?:ya?ml|json)\b/gi)].map(([file]) => file)),
  ];
  return files.length === 1 ? `force replace ${files[0]}` : null;
}
