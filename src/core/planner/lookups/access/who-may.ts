import type { ClusterView } from "../../../evidence/observed.ts";
import { placeOf } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import type { Told } from "../form/told.ts";
import { allows, type Deed, type Grant, grantSaid, grantsIn, rulesOf, subjectSaid } from "./rbac.ts";
import { deedIn, deedSaid, rightsReads } from "./rights-reads.ts";

/** `who can delete pods in shop`, `is anybody cluster-admin`: which subjects hold the right, and by which binding and role. */
export const whoMay: Inquiry = (question, home) => {
  const said = question.text.toLowerCase();
  const place = placeOf(question, home, "-A") || "-A";
  const deed = who.test(said) ? deedIn(question) : access.test(said) ? accessIn(question) : null;
  if (deed !== null) return { reads: () => rightsReads(place), tell: (view) => tell(deed, place, kindIn(said), view) };
  if (!anyAdmin.test(said)) return null;
  return {
    reads: () => rightsReads("-A").slice(0, 2),
    tell: (view) => tellAdmins(view, /^(?:who|which|list|show|give|get)\b/.test(said)),
  };
};

const who =
  /\b(?:who|which (?:users?|groups?|subjects?|people|accounts?|service ?accounts?|roles?)|(?:can|may|is) (?:any ?(?:one|body)|some ?(?:one|body))(?: else)?|what) (?:(?:on|in) \w{1,40} )?(?:else )?(?:can|may|could|is allowed to|are allowed to|is able to|are able to|has the right to|have the right to|has permissions? to|have permissions? to|allowed to|able to)\b|\b(?:can|may) (?:any ?(?:one|body)|some ?(?:one|body)|every ?(?:one|body))\b/;

/** `who has access to secrets`: whoever may read them. */
const access =
  /\b(?:who|which (?:users?|groups?|service ?accounts?))\b[^?]{0,20}\b(?:has|have|got) (?:\w{1,10} )?access to\b/;

function accessIn({ kinds }: Question): Deed | null {
  const kind = kinds.find(({ kind: { kind } }) => kind !== "Namespace" && kind !== "ServiceAccount")?.kind;
  return kind === undefined ? null : { verb: "get", resource: kind.plural, group: kind.group };
}

const anyAdmin =
  /\b(?:who|any ?(?:one|body)|some ?(?:one|body)|which (?:users?|groups?|subjects?|people|accounts?|service ?accounts?))\b[^?]{0,40}\b(?:cluster[- ]?admins?|full (?:access|rights|admin)|admin (?:rights|access)|root access|superusers?)\b|^(?:list|show|give me|get) (?:me )?(?:all )?(?:the )?cluster[- ]?admins?\b|\bare there (?:any )?(?:other |more )?cluster[- ]?admins?\b/;

/** `which service accounts` asks for no group. */
const kindIn = (said: string): string | null =>
  /\bservice ?accounts?\b/.test(said)
    ? "ServiceAccount"
    : /\bwhich groups?\b/.test(said)
      ? "Group"
      : /\bwhich users?\b/.test(said)
        ? "User"
        : null;

function tell(deed: Deed, place: string, kind: string | null, view: ClusterView): Told | null {
  const grants = grantsIn(view).filter(
    ({ namespace }) => namespace === undefined || place === "-A" || place === `-n ${namespace}`,
  );
  if (grants.length === 0) return null;
  const unread = new Set<string>();
  const holding = grants.flatMap((grant) => {
    const rules = rulesOf(grant, view);
    if (rules === null) unread.add(`${grant.role.kind} ${grant.role.name}`);
    const found = (rules ?? []).map((rule) => allows(rule, deed)).filter((one) => one !== null);
    return found.length === 0
      ? []
      : [{ grant, only: found.includes("all") ? [] : found.flatMap((one) => one as readonly string[]) }];
  });
  const where = place === "-A" ? "" : ` in ${place.slice(3)}`;
  const open = unread.size === 0 ? "" : ` Not read, so not counted: ${enumerated([...unread], 5)}.`;
  const subjects = [...new Set(holding.map(({ grant }) => subjectSaid(grant.subject)))];
  const summary =
    holding.length === 0
      ? `Nobody that the bindings show may ${deedSaid(deed)}${where}.${open}`
      : `${noneOf(kind, holding)}${capital(enumerated(subjects, 8))} may ${deedSaid(deed)}${where}.${open}`;
  return {
    summary,
    details: holding
      .slice(0, 20)
      .map(
        ({ grant, only }) =>
          `  - ${subjectSaid(grant.subject)}${spread(grant)}: ${grantSaid(grant)}${only.length === 0 ? "" : `, only ${only.join(", ")}`}`,
      )
      .concat(
        holding.some(({ grant }) => grant.subject.kind === "Group")
          ? ["", "Who belongs to a group is decided where people log in; the cluster does not list it."]
          : [],
      )
      .join("\n"),
    lines: holding.slice(0, 6).map(({ grant }) => grant.line),
  };
}

const noneOf = (kind: string | null, holding: readonly { readonly grant: Grant }[]): string =>
  kind === null || holding.some(({ grant }) => grant.subject.kind === kind) ? "" : `No ${kind}, but `;

const capital = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase());

const spread = ({ namespace }: Grant): string =>
  namespace === undefined ? " (in all namespaces)" : ` (in ${namespace})`;

/** Everything on everything, by whatever role. */
const everything: Deed = { verb: "*", resource: "*", group: "*" };

function tellAdmins(view: ClusterView, asksWho: boolean): Told | null {
  const grants = grantsIn(view);
  if (grants.length === 0) return null;
  const isAll = (grant: Grant) =>
    grant.namespace === undefined &&
    (grant.role.name === "cluster-admin" ||
      (rulesOf(grant, view) ?? []).some((rule) => allows(rule, everything) === "all"));
  const admins = grants.filter(isAll);
  const subjects = [...new Set(admins.map(({ subject }) => subjectSaid(subject)))];
  const summary =
    admins.length === 0
      ? "No: no binding gives cluster-admin, or a role that allows everything, in the whole cluster."
      : `${asksWho ? "" : "Yes: "}${enumerated(subjects, 10)} ${subjects.length === 1 ? "holds" : "hold"} cluster-admin rights in the whole cluster.`;
  const isGroup = admins.some(({ subject }) => subject.kind === "Group");
  return {
    summary: isGroup
      ? `${summary} Who belongs to a group is decided where people log in; the cluster does not list it.`
      : summary,
    details: admins
      .slice(0, 20)
      .map((grant) => `  - ${subjectSaid(grant.subject)}: ${grantSaid(grant)}`)
      .join("\n"),
    lines: admins.slice(0, 6).map(({ line }) => line),
  };
}
