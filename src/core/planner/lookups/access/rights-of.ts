import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type Home, placeOf } from "../../command-line.ts";
import { inspect } from "../../inspection/inspect.ts";
import { asksForOwnRight, holderIn } from "../../inspection/rights.ts";
import type { Question } from "../../question/understand.ts";
import type { Inquest, Inquiry } from "../form/inquest.ts";
import type { Told } from "../form/told.ts";
import {
  allows,
  type Deed,
  type Grant,
  grantSaid,
  grantsIn,
  ruleSaid,
  rulesOf,
  type Subject,
  subjectSaid,
} from "./rbac.ts";
import { deedIn, deedSaid, rightsReads } from "./rights-reads.ts";

/** What this client, a user, a group or a service account may do: `can I delete the namespace x`, `may user z read secrets in y`. */
export const rightsOf: Inquiry = (question, home) => {
  if (question.intent !== "inspect") return null;
  if (question.targets.length > 0 && /\b(?:shell|bash|terminal|console)\b/.test(question.plain)) return null;
  const direct = inspect(question, home)[0];
  if (direct === undefined || !direct.command.startsWith("kubectl auth can-i ")) return null;
  const holder = holderIn(question, home);
  if (holder !== null) return ofOther(holder, question, home, direct);
  const deed = direct.command.includes(" '*' '*'") ? everything : deedIn(question);
  return deed !== null && asksForOwnRight(question) ? ofSelf(deed, placeOf(question, home), direct) : null;
};

const everything: Deed = { verb: "do", resource: "everything", group: null };

type Direct = ReturnType<typeof inspect>[number];

function ofSelf(deed: Deed, place: string, direct: Direct): Inquest {
  const reads = [direct, { command: "kubectl auth whoami", reason: "Shows as whom the API server sees this client." }];
  return {
    reads: () => reads,
    tell: (view) => {
      const piece = view.evidence.findLast(({ command }) => command === direct.command);
      const line =
        piece === undefined ? undefined : linesOf(piece).find(({ text }) => /^(?:yes|no)\b/.test(text.trim()));
      if (line === undefined) return null;
      const name = nameIn(view);
      const client = name === "" ? "this client" : `this client (${name})`;
      const where =
        deed.resource === "namespaces" || deed.resource === "nodes"
          ? ""
          : place === ""
            ? " in the default namespace"
            : ` in ${place.replace("-n ", "")}`;
      const isAllowed = line.text.trim().startsWith("yes");
      const reason = /^no - (\S.{0,200})$/.exec(line.text.trim())?.[1];
      return {
        summary: `${isAllowed ? "Yes" : "No"}: ${client} may ${isAllowed ? "" : "not "}${deedSaid(deed)}${where}${reason === undefined ? "" : ` (${reason})`}.`,
        lines: [line],
      };
    },
  };
}

const nameIn = (view: ClusterView): string => {
  const piece = view.evidence.findLast(({ command }) => command === "kubectl auth whoami");
  return piece === undefined ? "" : (/^Username\s+(\S+)/m.exec(piece.stdout)?.[1] ?? "");
};

function ofOther(holder: Subject, question: Question, home: Home, direct: Direct): Inquest {
  const deed = deedIn(question);
  const flag = / -n (\S+)/.exec(direct.command)?.[1];
  const place = flag ?? question.scope.namespaces[0] ?? home.namespace ?? null;
  return {
    reads: () => [direct, ...rightsReads("-A")],
    tell: (view) => tell(holder, deed, place, view),
  };
}

function tell(holder: Subject, deed: Deed | null, place: string | null, view: ClusterView): Told | null {
  const all = grantsIn(view);
  if (all.length === 0) return null;
  const own = all.filter(({ subject }) => isSubject(subject, holder));
  return deed === null ? rightsSaid(holder, own, view) : oneRight(holder, deed, place, own, view);
}

/** Every service account belongs to the groups of all, and of those of its namespace. */
function isSubject(subject: Subject, holder: Subject): boolean {
  if (
    subject.kind === holder.kind &&
    subject.name === holder.name &&
    (holder.kind !== "ServiceAccount" || subject.namespace === holder.namespace)
  )
    return true;
  if (subject.kind !== "Group" || holder.kind === "Group") return false;
  if (subject.name === "system:authenticated") return true;
  return (
    holder.kind === "ServiceAccount" &&
    (subject.name === "system:serviceaccounts" || subject.name === `system:serviceaccounts:${holder.namespace}`)
  );
}

const groupsNote = (holder: Subject): string =>
  holder.kind === "User"
    ? " Which groups a user belongs to is decided where it logs in, so rights by a group are not counted."
    : "";

function oneRight(holder: Subject, deed: Deed, place: string | null, own: readonly Grant[], view: ClusterView): Told {
  const isHere = ({ namespace }: Grant) => namespace === undefined || place === null || namespace === place;
  const found = own.filter(
    (grant) => isHere(grant) && (rulesOf(grant, view) ?? []).some((rule) => allows(rule, deed) !== null),
  );
  const where = place === null ? "" : ` in ${place}`;
  const first = found[0];
  const unread = own.filter((grant) => isHere(grant) && rulesOf(grant, view) === null);
  const bound =
    own.length === 0
      ? ` No binding names it.`
      : ` It holds ${own
          .map((grant) => grantSaid(grant))
          .slice(0, 4)
          .join("; ")}.`;
  const summary =
    first === undefined && unread.length > 0
      ? `What was read does not show whether ${subjectSaid(holder)} may ${deedSaid(deed)}${where}: the rules of ${unread.map(grantSaid).slice(0, 4).join("; ")} were not read.`
      : first === undefined
        ? `No: ${subjectSaid(holder)} may not ${deedSaid(deed)}${where}; no role that it holds allows it.${bound}${groupsNote(holder)}`
        : `Yes: ${subjectSaid(holder)} may ${deedSaid(deed)}${where}, by ${grantSaid(first)}${namesSaid(first, deed, view)}.`;
  return { summary, lines: (first === undefined ? own : found).slice(0, 4).map(({ line }) => line) };
}

function namesSaid(grant: Grant, deed: Deed, view: ClusterView): string {
  const found = (rulesOf(grant, view) ?? []).map((rule) => allows(rule, deed)).filter((one) => one !== null);
  return found.includes("all") ? "" : `, only ${found.flat().join(", ")}`;
}

function rightsSaid(holder: Subject, own: readonly Grant[], view: ClusterView): Told {
  if (own.length === 0)
    return {
      summary: `No RoleBinding or ClusterRoleBinding names ${subjectSaid(holder)}, so nothing shown gives it any right.${groupsNote(holder)}`,
    };
  const rows = own.map((grant) => {
    const rules = rulesOf(grant, view);
    const what =
      rules === null
        ? "its rules were not read"
        : rules
            .map(ruleSaid)
            .filter((one) => one !== "")
            .slice(0, 8)
            .join("; ");
    return `  - ${grant.namespace === undefined ? "in all namespaces" : `in ${grant.namespace}`}: ${what}, by ${grantSaid(grant)}`;
  });
  const places = [...new Set(own.map(({ namespace }) => namespace ?? "all namespaces"))];
  return {
    summary: `${subjectSaid(holder)} holds ${own.length === 1 ? "one role" : `${own.length} roles`}, in ${places.join(", ")}: ${own.map(({ role }) => `${role.kind} ${role.name}`).join(", ")}.${groupsNote(holder)}`,
    details: rows.join("\n"),
    lines: own.slice(0, 6).map(({ line }) => line),
  };
}
