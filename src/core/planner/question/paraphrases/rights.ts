import { type Paraphrase, row } from "./paraphrase.ts";

const who = "(?:service ?account|svc account|sa|user|group|account|robot|bot)";
const right = "(?:permissions?|rights?|privileges?|access(?: rights)?|verbs|things)";

/** Who may do what. */
export const rightsLooks: readonly Paraphrase[] = [
  row("who(?:ever)?(?: else| all)?(?: (?:on|in|of|at)(?: the| our)? \\w+)?(?: really| currently| still)? (?:holds?|has|have|got|owns?|enjoys)(?: the)?(?: full)?(?: role| rights of)? (cluster-?admin|admin)\\b(?: rights| role| permissions)?", "who has $1"),
  row(`(?:every|all|each|the|any)(?: of)?(?: the)?(?: single)? ${right}(?: that| which)?(?: the| our)? (${who}) {name}( (?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?)?(?: currently| really| actually)? (?:has|have|holds?|got|is (?:given|granted)|enjoys|carries|comes with)\\b(?: in (?:that|the)(?: very)?(?: same)? (?:namespace|ns|place)| there)?`, (match) => `list all permissions of ${account(match[1]!)} ${match[2]}${match[3] ?? ""}`),
  row(`what(?:ever)? (?:all )?(?:may|can|could|might|is) (?:the |our )?(${who}) {name}( (?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?)? (?:do|allowed to do|permitted to do|able to do)\\b`, (match) => `list all permissions of ${account(match[1]!)} ${match[2]}${match[3] ?? ""}`),
  row(`(?:could|may|might|would|can|is|if|whether)(?: the| our)? (user|group) ([\\w@.:-]{2,80})(?: ever| even| possibly| actually| really)?(?: be| is)?(?: able to| allowed to| permitted to| entitled to| authori[sz]ed to| can| could| may)? (?=(?:get|read|see|view|list|watch|create|make|delete|remove|update|edit|change|patch|write|exec|scale|open|modify)\\b)`, "can $1 $2 "),
  row(`(?:could|may|might|would|is|if|whether)(?: the| our)? (service ?account|sa) ([\\w.:-]{2,80})(?: ever| even| possibly| actually| really)?(?: be| is)?(?: able to| allowed to| permitted to| entitled to| authori[sz]ed to| can| could| may)? (?=(?:get|read|see|view|list|watch|create|make|delete|remove|update|edit|change|patch|write|exec|scale|open|modify)\\b)`, "can service account $2 "),
]; // biome-ignore format: one line a paraphrase

function account(said: string): string {
  return /^(?:user|group)$/i.test(said) ? said.toLowerCase() : "service account";
}
