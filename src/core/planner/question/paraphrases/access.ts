import { type Paraphrase, row } from "./paraphrase.ts";

const who = "(?:the )?(user|group) [\"'`]?([A-Za-z0-9][\\w.@:+-]{0,100}[\\w])[\"'`]?";
const admin =
  "(?:an? |the )?(?:full )?cluster[- ]?admin(?:istrator)?s?(?: rights| role| access| permissions| privileges)?";

/** Everything everywhere, for somebody; the name of the binding is taken over when it is said. */
export const accessOrders: readonly Paraphrase[] = [
  row(`(?:make|turn|promote|appoint|declare|let|have|want)(?: the)? ${who} (?:into |to be |to become |to |be |become )?${admin}(?=[.,;?!]|$| please| with| via| through| by| and)`, (match, text) => bound(match, text)),
  row(`(?:give|grant|hand|assign)(?: the)? ${who} ${admin}(?=[.,;?!]|$| please| with| via| through| by| and)`, (match, text) => bound(match, text)),
  row(`${who} (?:should|shall|must|needs to|has to|is to|to) (?:be|become|get|have) ${admin}(?=[.,;!]|$| please| with| via| through| by| and)`, (match, text) => bound(match, text)),
]; // biome-ignore format: one line a paraphrase

/** In one namespace only it is another binding. */
function bound(match: RegExpExecArray, text: string): string | null {
  if (
    /\b(?:in|of|for|to|within) (?:the )?(?:namespace|ns)\b|\bnamespace\b|\b(?:not|don't|never|no longer)\b/i.test(text)
  )
    return null;
  const name =
    /\b(?:(?:name|call) (?:it|the (?:cluster ?)?(?:role ?)?binding)|(?:role ?)?binding(?: is)?(?: named| called| name)?)(?: is|:)? ["'`]?(?!(?:named|called|is|for|and|with|to|of|in)\b)([a-z0-9][a-z0-9.:-]{0,100}[a-z0-9])/i.exec(
      text,
    )?.[1] ?? `${match[2]!.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}-cluster-admin`;
  return `create clusterrolebinding ${name} with clusterrole cluster-admin for ${match[1]!.toLowerCase()} ${match[2]}. `;
}
