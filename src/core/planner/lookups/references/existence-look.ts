import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { Evidence } from "../../../evidence/evidence.ts";
import { type Kind, kindNamed } from "../../../kubectl/kinds.ts";
import { kubectl, pluralOf, quoted, singularOf } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { similarName } from "../../repairs/similar-name.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm, type Step } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";
import { references, type User, usable, usersOf } from "./referred.ts";

const absent = /\b(?:missing|gone|lost|deleted|absent|disappeared|vanished|not (?:there|exist|exists|present))\b/;
const present = /\b(?:there|exists?|existing|present|missing|gone|lost|deleted|absent|disappeared|vanished)\b/;
const opened = /^(?:is|are|does|do|has|have|did|was|check (?:if|whether)|can you (?:see|find|check))\b/;
const accounted =
  /^(?:missing|gone|lost|deleted|absent|disappeared|vanished|present|exists?|existing|check|still|actually|secrets?|configmaps?|config|maps?|pods?|deployments?|services?|svc|claims?|pvcs?|pvc|volume|persistent|ingress|jobs?|cronjobs?|statefulsets?|daemonsets?|service|accounts?|serviceaccounts?|sa|nodes?|namespaces?)$/;

/** `is the secret X missing`, `does the configmap X exist`: whether it is there, where, and who waits for it when it is not. */
export const existenceLook: LookForm = (question, look) => {
  const thing = thingIn(question);
  if (thing === null) return null;
  const { kind, name } = thing;
  const said = kind.namespaced ? (question.scope.namespaces[0] ?? look.home.namespace) : null;
  const near = {
    command: kubectl("get", singularOf(kind), quoted(name), said && `-n ${said}`),
    reason: `Shows ${kind.kind} ${name}, if it is there.`,
  };
  const own = look.read(near.command);
  if (own === undefined) return { ask: [near] };
  const isAbsence = absent.test(question.plain);
  const where = said ?? `the ${look.namespace} namespace`;
  const [row] = isGood(own) ? tableRows(own) : [];
  if (row !== undefined) return found(kind, [row], kind.namespaced ? ` in ${where}` : "", isAbsence);
  if (isGood(own)) return null;
  return elsewhere(look, { kind, name, where: said ?? null, isAbsence });
};

type Sought = {
  readonly kind: Kind;
  readonly name: string;
  readonly where: string | null;
  readonly isAbsence: boolean;
};

function thingIn({
  plain,
  targets,
  intent,
  selectors,
  kinds,
  scope,
  text,
}: Question): Pick<Sought, "kind" | "name"> | null {
  if (selectors.labels.length > 0 || intent === "change" || !opened.test(plain) || !present.test(plain)) return null;
  if (wordsLeft(plain, accounted).length > 0) return null;
  const [target] = targets;
  if (targets.length === 1 && target !== undefined && target.kind !== null)
    return { kind: target.kind, name: target.name };
  const [name] = scope.namespaces;
  const kind = kindNamed("namespaces");
  const isOfPlace = targets.length === 0 && kinds.every((mention) => mention.kind === kind);
  return isOfPlace && /\b(?:namespace|ns)\b/i.test(text) && name !== undefined && kind !== undefined
    ? { kind, name }
    : null;
}

const isAll: Suggestion["reason"] = "Finds it wherever it is, and what is called like it.";

/** Not where it was looked for first: the same kind in all namespaces, then who refers to it. */
function elsewhere(look: Look, sought: Sought): Step | null {
  const { kind, name, where, isAbsence } = sought;
  const list = { command: kubectl("get", pluralOf(kind), kind.namespaced && "-A"), reason: isAll };
  const all = look.read(list.command);
  if (all === undefined) return { ask: [list] };
  if (!isGood(all)) return null;
  const rows = tableRows(all);
  const same = rows.filter((row) => cellOf(row, "NAME") === name);
  if (same.length > 0 && where === null) return found(kind, same, "", isAbsence);
  const used = usable.find((one) => one.kind === kind.kind);
  const refs = used === undefined ? undefined : references(used, "-A");
  const users = refs === undefined ? undefined : look.read(refs.command);
  if (refs !== undefined && users === undefined) return { ask: [refs] };
  return { answered: missing(sought, same, rows, users) };
}

function found(kind: Kind, rows: readonly TableRow[], place: string, isAbsence: boolean): Step {
  const said = rows.map((row) => `${rowName(row)} (${stateOf(row)})`);
  return {
    answered: {
      summary: `${isAbsence ? "No" : "Yes"}: ${kind.kind} ${enumerated(said, 6)} ${rows.length === 1 ? "is" : "are"} there${place}.`,
      lines: rows.slice(0, 6).map(({ line }) => line),
    },
  };
}

const shown = ["READY", "STATUS", "TYPE", "DATA", "KEYS", "RESTARTS", "STORAGECLASS", "AGE"];

const stateOf = (row: TableRow): string =>
  shown
    .flatMap((heading) => {
      const cell = cellOf(row, heading);
      return cell === "" || cell === "<none>" ? [] : [`${heading.toLowerCase()} ${cell}`];
    })
    .join(", ");

function missing(
  { kind, name, where, isAbsence }: Sought,
  same: readonly TableRow[],
  rows: readonly TableRow[],
  users: Evidence | undefined,
) {
  const waiting = users === undefined ? [] : usersOf(name, users).filter((one) => where === null || one.in === where);
  const near = alike(name, rows, waiting);
  const place = where !== null ? ` in ${where}` : kind.namespaced ? " in any namespace" : "";
  const other = same.length > 0 ? ` There is one in ${enumerated(same.map((row) => cellOf(row, "NAMESPACE")))}.` : "";
  const offer = near.length > 0 ? ` There is ${enumerated(near.map(rowName), 4)}, which is called nearly so.` : "";
  const wanted =
    users === undefined
      ? ""
      : waiting.length === 0
        ? " Nothing refers to it."
        : ` It is wanted by ${enumerated(
            waiting.map(({ said }) => said),
            8,
          )}.`;
  return {
    summary: `${isAbsence ? "Yes" : "No"}: there is no ${kind.kind} "${name}"${place}.${wanted}${other}${offer}`,
    lines: [...waiting.slice(0, 4).map(({ line }) => line), ...near.slice(0, 3).map(({ line }) => line)],
  };
}

/** What is called nearly so; else what begins like it where it is wanted: `report-api-settings` for `report-api-config`. */
function alike(name: string, rows: readonly TableRow[], waiting: readonly User[]): readonly TableRow[] {
  const like = similarName(
    name,
    rows.map((row) => cellOf(row, "NAME")),
  );
  if (like !== null) return rows.filter((row) => cellOf(row, "NAME") === like);
  const stem = name.slice(0, name.lastIndexOf("-") + 1);
  return rows.filter(
    (row) =>
      stem.length > 3 &&
      cellOf(row, "NAME").startsWith(stem) &&
      waiting.some((one) => one.in === cellOf(row, "NAMESPACE")),
  );
}
