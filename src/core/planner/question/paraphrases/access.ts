import { type Paraphrase, row } from "./paraphrase.ts";

const who = "(?:the )?(user|group) [\"'`]?([A-Za-z0-9][\\w.@:+-]{0,100}[\\w])[\"'`]?";
const admin =
  "(?:an? |the )?(?:full )?cluster[- ]?admin(?:istrator)?s?(?: rights| role| access| permissions| privileges)?";

/** What everybody calls the roles that every cluster has. */
const right =
  "(read|read-only|readonly|view|viewing|edit|editing|write|admin)(?:[- ]only)? (?:access|rights?|permissions?|privileges)";
const may = "(read|view|see|look at|edit|change|modify|administer|manage)";
const place =
  "(?!(?:all|every|any|the|each)\\b)([a-z0-9][a-z0-9-]{0,61})(?: namespace)?(?=[.,;?!]|$| please| and| with)";
const roles: readonly (readonly [said: RegExp, role: string])[] = [
  [/^(?:read|view|see|look)/i, "view"],
  [/^(?:edit|write|change|modify)/i, "edit"],
  [/^(?:admin|manage)/i, "admin"],
];

/** Everything everywhere, for somebody; the name of the binding is taken over when it is said. */
export const accessOrders: readonly Paraphrase[] = [
  row(`(?:make|turn|promote|appoint|declare|let|have|want)(?: the)? ${who} (?:into |to be |to become |to |be |become )?${admin}(?=[.,;?!]|$| please| with| via| through| by| and)`, (match, text) => bound(match, text)),
  row(`(?:give|grant|hand|assign)(?: the)? ${who} ${admin}(?=[.,;?!]|$| please| with| via| through| by| and)`, (match, text) => bound(match, text)),
  row(`(?:give|grant|hand|assign)(?: the)? ${who} (?:the )?${right}[^?]{0,40}? in (?:the )?(?:namespace |ns )?${place}`, (match, text) => boundIn(match, text)),
  row(`(?:let|allow)(?: the)? ${who} (?:to )?${may} (?:the |all )?(?:things|everything|objects|resources|stuff|anything|all) in (?:the )?(?:namespace |ns )?${place}`, (match, text) => boundIn(match, text)),
  row(`(?:create|make|add|set up|define) an? (?:new )?role ?binding(?: (?:called|named) ([a-z0-9][a-z0-9.:-]{0,100}))? (?:that|which|to) (?:gives?|grants?|assigns?|binds?|hands?) (?:the )?${who} (?:to )?(?:the )?(?:(cluster ?)?role ([a-z0-9][a-z0-9.:-]{0,100})|([a-z0-9][a-z0-9.:-]{0,100}) (cluster ?)?role) in (?:the )?(?:namespace |ns )?${place}`, (match) => boundTo(match)),
  row(`${who} (?:should|shall|must|needs to|has to|is to|to) (?:be|become|get|have) ${admin}(?=[.,;!]|$| please| with| via| through| by| and)`, (match, text) => bound(match, text)),
]; // biome-ignore format: one line a paraphrase

function boundIn(match: RegExpExecArray, text: string): string | null {
  const role = roles.find(([said]) => said.test(match[3]!))?.[1];
  if (
    role === undefined ||
    /\b(?:only|just|but|except|not|don't|pods?|secrets?|deployments?|services?|config ?maps?)\b/i.test(
      text.replace(/read-only/gi, ""),
    )
  )
    return null;
  const name = bindingIn(text) ?? `${match[2]!.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}-${role}`;
  return `create rolebinding ${name} in namespace ${match[4]} with clusterrole ${role} for ${match[1]!.toLowerCase()} ${match[2]}. `;
}

/** `a role binding that gives user jane the role reader in dev`: named after both where nobody names it. */
function boundTo([, said, kind, subject, cluster, before, behind, clusterBehind, namespace]: RegExpExecArray): string {
  const role = before ?? behind!;
  const name = said ?? `${subject!.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}-${role.replaceAll(":", "-")}`;
  const of = cluster === undefined && clusterBehind === undefined ? "role" : "clusterrole";
  return `create rolebinding ${name} in namespace ${namespace} with ${of} ${role} for ${kind!.toLowerCase()} ${subject}. `;
}

/** In one namespace only it is another binding. */
function bound(match: RegExpExecArray, text: string): string | null {
  if (
    /\b(?:in|of|for|to|within) (?:the )?(?:namespace|ns)\b|\bnamespace\b|\b(?:not|don't|never|no longer)\b/i.test(text)
  )
    return null;
  const name = bindingIn(text) ?? `${match[2]!.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}-cluster-admin`;
  return `create clusterrolebinding ${name} with clusterrole cluster-admin for ${match[1]!.toLowerCase()} ${match[2]}. `;
}

/** `name the binding x`, `the binding should be called x`. */
function bindingIn(text: string): string | undefined {
  return /\b(?:(?:name|call) (?:it|the (?:cluster ?)?(?:role ?)?binding)|(?:role ?)?binding(?: is| should be| shall be| must be)?(?: named| called| name)?)(?: is|:)? ["'`]?(?!(?:named|called|is|for|and|with|to|of|in|should|shall|must)\b)([a-z0-9][a-z0-9.:-]{0,100}[a-z0-9])/i.exec(
    text,
  )?.[1];
}
