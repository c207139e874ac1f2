import type { Evidence } from "../../../evidence/evidence.ts";
import { namespaceOf } from "../../../kubectl/targets.ts";
import { kubectl } from "../../command-line.ts";
import { isFiller } from "../../query/filler.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, searchPlace } from "../form/look.ts";
import { references, type Used, usable, usersOf } from "./referred.ts";

const uses =
  /\b(?:uses?|using|used|needs?|mounts?|mounted|mounting|reads?|referenc\w+|refers?|depends? on|consum\w+|in use|loads?|attach\w*|runs? (?:as|with))\b/;

/** `does anything use the secret X`: every workload that names it, and whether it is there at all. */
export const usesLook: LookForm = (question, look) => {
  const asked = usedIn(question);
  if (asked === null) return null;
  const { used, name } = asked;
  const { place } = searchPlace(question, look);
  const own = used.kind === "PriorityClass" ? "" : place;
  const exists = {
    command: kubectl("get", used.resource, own, `--field-selector=metadata.name=${name}`),
    reason: `Finds the ${used.kind} wherever it is.`,
  };
  const referred = references(used, place);
  const [there, list] = [look.read(exists.command), look.read(referred.command)];
  if (there === undefined || list === undefined) return { ask: [exists, referred] };
  if (!isGood(list)) return null;
  return { answered: answerOf(used, name, isGood(there) ? namespacesIn(there, used) : null, list) };
};

function usedIn(question: Question): { readonly used: Used; readonly name: string } | null {
  const { plain, kinds, targets, words } = question;
  if (!uses.test(plain) || /\b(?:why|delete|remove|rotate|change)\b/.test(plain)) return null;
  if (
    /^(?:which|what) .{1,60}\b(?:does|do) .{0,60}\buse$/.test(plain) &&
    usable.some((one) => one.kind === targets[0]?.kind?.kind)
  )
    return null;
  const target = targets.find(({ kind, name }) => !ofType.test(name) && usable.some((one) => one.kind === kind?.kind));
  const used = usable.find(({ kind }) => kind === target?.kind?.kind);
  if (target !== undefined && used !== undefined) return { used, name: target.name };
  const mention = kinds.find(({ kind, plural }) => !plural && usable.some((one) => one.kind === kind.kind));
  const next = mention === undefined ? undefined : words[mention.to];
  const before = mention === undefined ? undefined : words[mention.from - 1];
  const name = [next, before].find(
    (word) =>
      word !== undefined &&
      /^[a-z0-9][a-z0-9.-]{1,100}$/.test(word.lower) &&
      !isFiller(word.lower) &&
      !uses.test(word.lower) &&
      !ofType.test(word.lower),
  )?.lower;
  const kind = usable.find((one) => one.kind === mention?.kind.kind);
  return kind === undefined || name === undefined ? null : { used: kind, name };
}

/** Words before a Secret that say what it is for. */
const ofType = /^(?:tls|ssl|opaque|generic|docker|registry|image|pull)$/;

/** The namespaces that have it: null stands for an object of the cluster. */
function namespacesIn(piece: Evidence, used: Used): readonly string[] {
  const lines = piece.stdout.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return [];
  const isWide = lines[0]!.startsWith("NAMESPACE");
  const place = (piece.parsed === null ? null : namespaceOf(piece.parsed)) ?? piece.namespace;
  return lines
    .slice(1)
    .map((line) => (isWide ? line.split(/\s+/)[0]! : used.kind === "PriorityClass" ? "the cluster" : place));
}

function answerOf(used: Used, name: string, there: readonly string[] | null, list: Evidence) {
  const users = usersOf(name, list).toSorted((one, other) => Number(one.isPod) - Number(other.isPod));
  const what = `${used.kind} "${name}"`;
  const gone = there !== null && there.length === 0;
  const place = there === null || there.length === 0 ? "" : ` (in ${enumerated([...new Set(there)])})`;
  const foreign =
    there === null || gone ? [] : users.filter((user) => !there.includes(user.in) && !there.includes("the cluster"));
  const absent = gone ? ` There is no ${used.kind} of that name.` : "";
  const note =
    foreign.length > 0
      ? ` In ${enumerated([...new Set(foreign.map((one) => one.in))])} there is no ${used.kind} of that name.`
      : "";
  return {
    summary:
      users.length === 0
        ? `Nothing uses ${what}${place}: no workload, pod, ingress or service account refers to it.${absent}`
        : `${what}${place} is used by ${enumerated(
            users.map(({ said }) => said),
            12,
          )}.${gone ? absent : note}`,
    lines: users.slice(0, 6).map(({ line }) => line),
  };
}
