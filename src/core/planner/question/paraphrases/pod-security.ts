import { type Paraphrase, row } from "./paraphrase.ts";

/** `make namespace x follow the restricted pod security standard`: a label of the namespace says it. */
export const podSecurityOrders: readonly Paraphrase[] = [
  row("(?:make|set|switch|turn on|turn|apply|use|enforce|require|put|let|have|demand|enable|audit|warn|warnings|hold|force|change|raise|lower|activate|impose|namespace|ns|the namespace|the ns)\\b[^?.!;,]{3,200}", (match) => labelFor(match[0])),
]; // biome-ignore format: one line a paraphrase

const denied = /\b(?:not|no longer|n't|remove|delete|drop|off|without|why|which|what|because|fails?|already)\b/i;
const wanted = /^(?!(?:the )?(?:namespace|ns)\b)|\b(?:should|must|shall|has to|needs to|is to|ought to)\b/i;

function labelFor(said: string): string | null {
  if (!/\b(?:pod[- ]?security|psa|pss)\b(?![.][a-z])/i.test(said) || denied.test(said) || !wanted.test(said))
    return null;
  const levels = [...new Set(said.toLowerCase().match(/\b(?:privileged|baseline|restricted)\b/g))];
  const modes = [...new Set(said.toLowerCase().match(/\b(?:enforce|audit|warn)/g))];
  const spaces = [...said.matchAll(/\b(?:namespace|ns) ["'`]?([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\w-])/gi)];
  const behind = /\b([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?) namespace\b/i.exec(said)?.[1];
  const name = spaces[0]?.[1] ?? behind;
  if (levels.length !== 1 || modes.length > 1 || spaces.length > 1 || name === undefined) return null;
  return `label namespace ${name} pod-security.kubernetes.io/${modes[0] ?? "enforce"}=${levels[0]}`;
}
