import type { Word } from "./words.ts";

/** Names that clouds and installers give to machines, when the sentence speaks of what one does with machines. */
export function isNodeName(name: string, words: readonly Word[]): boolean {
  if (isTainted(name, words)) return true;
  if (/\.(internal|local|localdomain)$|^(aks|gke|eks|ip)-[a-z0-9-]*\d/.test(name)) return true;
  const isWanted = words.some(({ lower }, at) => lower === "node" && /^(which|what)$/.test(words[at - 1]?.lower ?? ""));
  if (
    isWanted &&
    words.some(({ lower }) => /^(land(?:ed)?|runs?|running|scheduled|placed|on|sits?|lives?)$/.test(lower))
  )
    return false;
  const looksLike = /(^|-)(node|worker|master|control-plane|cp|vm|host|machine|server)s?-?\d*$/.test(name);
  return (
    looksLike &&
    words.some((word) =>
      /^(drain\w*|cordon\w*|uncordon|taint\w*|nodes?|schedul\w*|unschedulable|pods|reboot|maintenance|kubelet|notready|pressure)$/.test(
        word.lower,
      ),
    )
  );
}

/** `what taints does gpu-2 have`, `is gpu-2 tainted`: only nodes have taints. */
function isTainted(name: string, words: readonly Word[]): boolean {
  const said = words.map(({ lower }) => (lower === name ? "@" : lower)).join(" ");
  return /\btaints (?:(?:are|is|does|do|has|have|set|put|there) ){0,2}(?:(?:on|of|from) )?(?:the )?@(?: |$)|@ ha(?:s|ve) (?:any |no |which |what )?taints\b|^does @ have (?:any |some )?taints\b|^is @ tainted\b/.test(
    said,
  );
}
