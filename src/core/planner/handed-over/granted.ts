import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";

/** What a list of permissions says to a question for one of them. */
export type Granted = { readonly summary: string; readonly lines: readonly Line[] };

const verbs: ReadonlyMap<string, string> = new Map([
  ...["get", "list", "watch", "create", "update", "patch", "delete", "impersonate", "bind", "escalate"].map(
    (verb) => [verb, verb] as const,
  ),
  ["read", "get"],
  ["see", "get"],
  ["view", "get"],
  ["remove", "delete"],
  ["change", "update"],
  ["edit", "update"],
  ["modify", "patch"],
]);

/** Looks the verb and the resource of a question up in what `auth can-i --list` printed; null where there is no such list or question. */
export function grantedTo(question: Question, view: ClusterView): Granted | null {
  const words = question.words.map((word) => word.lower);
  const verb = words.flatMap((word) => verbs.get(word) ?? [])[0];
  if (
    verb === undefined ||
    !/\b(?:can|may|allowed|permitted|able|permissions?|rights?)\b/.test(question.text.toLowerCase())
  )
    return null;
  const lines = view.evidence.filter(isList).flatMap(linesOf);
  if (lines.length === 0) return null;
  const rows = lines.flatMap((line) => rowOf(line) ?? []);
  const asked = rows.filter((row) => words.some((word) => isResource(word, row.resource)));
  const kind = asked[0]?.resource ?? question.kinds[0]?.kind.plural;
  if (kind === undefined) return null;
  const everywhere = rows.filter((row) => row.resource === "*.*" || row.resource === "*");
  const granting = [...asked, ...everywhere].find((row) => row.verbs.includes(verb) || row.verbs.includes("*"));
  if (granting !== undefined)
    return { summary: `Yes: ${kind} may be accessed with ${granting.verbs.join(", ")}.`, lines: [granting.line] };
  const only = asked.length === 0 ? "nothing is granted there" : `only ${asked.flatMap((row) => row.verbs).join(", ")}`;
  return { summary: `No, ${verb} is not allowed on ${kind}: ${only}.`, lines: asked.map((row) => row.line) };
}

const isList = (piece: ClusterView["evidence"][number]) =>
  /^Resources +Non-Resource URLs/m.test(piece.stdout.slice(0, 2000));

type Row = { readonly resource: string; readonly verbs: readonly string[]; readonly line: Line };

function rowOf(line: Line): Row | null {
  const found = /^(\S+) +\[[^\]]*\] +\[[^\]]*\] +\[([^\]]*)\]/.exec(line.text);
  return found === null ? null : { resource: found[1]!, verbs: found[2]!.split(" "), line };
}

function isResource(word: string, resource: string): boolean {
  const plural = resource.split(".")[0]!;
  return word === resource || word === plural || `${word}s` === plural || `${word}es` === plural;
}
