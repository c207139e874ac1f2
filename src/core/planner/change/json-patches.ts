import { kubectl, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, changed } from "./form.ts";
import { patchType } from "./spoken.ts";

const operation =
  /\b(remove|add|replace|test)(?: the)?(?: path| field)? ["'`]?(\/[A-Za-z0-9~/_.-]{1,200})["'`]?(?:(?: value)?(?: to|:| with| =| as)? (?:the value )?["'`]?([^\s"'`]{1,200})["'`]?)?/i;

/** `patch deployment web with {"spec":{"replicas":2}}`, `json patch service web: remove /spec/sessionAffinity`: a patch as it is written. */
export function jsonPatch(question: Question, place: string): Change | null {
  const target = question.targets.find(({ kind }) => kind !== null);
  if (target?.kind === undefined || target.kind === null || !/\bpatch/i.test(question.text)) return null;
  const written = literalIn(question.text) ?? operationIn(question.text);
  if (written === null || written.includes("'")) return null;
  const type = written.startsWith("[") ? "--type=json" : patchType(question);
  const [word, where] = [singularOf(target.kind), target.kind.namespaced ? place : ""];
  return changed(
    kubectl("patch", word, target.name, where, type, `-p '${written}'`),
    "Changes just what the patch says.",
    {
      command: kubectl("get", word, target.name, where, "-o yaml"),
      reason: "Shows the object as it is.",
    },
  );
}

/** JSON in a message, as it stands there; null where it cannot be read. */
function literalIn(text: string): string | null {
  const found = /(\{.*\}|\[\s*\{.*\}\s*\])/s.exec(text.slice(0, 2000))?.[1];
  if (found === undefined) return null;
  try {
    return JSON.stringify(JSON.parse(found));
  } catch {
    return null;
  }
}

function operationIn(text: string): string | null {
  if (!/\bjson[- ]?patch/i.test(text)) return null;
  const found = operation.exec(text);
  if (found === null) return null;
  const [op, path, said] = [found[1]!.toLowerCase(), found[2]!, found[3]];
  if (op === "remove") return JSON.stringify([{ op, path }]);
  const value: unknown = said !== undefined && /^(?:-?\d+|true|false)$/.test(said) ? JSON.parse(said) : said;
  return value === undefined ? null : JSON.stringify([{ op, path, value }]);
}
