import type { Kind } from "../../kubectl/kinds.ts";
import { kubectl, quoted, singularOf } from "../command-line.ts";
import { kindOf } from "../inspection/form.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";

/** Labels and annotations, added and taken away. */
export const metadataChanges: readonly ChangeForm[] = [
  (question, place) => (/\bannotat\w+\b/.test(question.plain) ? change(question, place, "annotate") : null),
  (question, place) => (/\b(un)?label\w*\b/.test(question.plain) ? change(question, place, "label") : null),
];

function change(question: Question, place: string, verb: "label" | "annotate"): Change | null {
  const key = removedKey(question, verb);
  const pairs = verb === "label" ? question.selectors.labels : [...question.selectors.labels, ...spokenPairs(question)];
  const sets = key === null ? pairs : [`${key}-`];
  const names = question.targets.filter((target) => target.name !== key);
  const all = question.kinds.find((mention) => mention.plural)?.kind;
  if (/^(?:\S+ )?(delete|remove|kill|scale|restart|evict|expose)\b/.test(question.plain) && key === null) return null;
  const wantsAll = all !== undefined && /\b(all|every)\b/.test(question.plain);
  if (sets.length === 0 || (names.length === 0 && !wantsAll)) return null;
  const kind: Kind = names[0]?.kind ?? question.kinds[0]?.kind ?? kindOf("pods");
  const about = names.length > 0 ? names.map((target) => target.name) : ["--all"];
  const overwrite =
    key === null && /\b(overwrite|change|update|replace|set)\b/.test(question.plain) ? "--overwrite" : "";
  return changed(
    kubectl(verb, singularOf(kind), ...about, ...sets.map(quoted), kind.namespaced && place, overwrite),
    key === null ? `Sets ${sets.join(", ")}.` : `Takes ${key} away.`,
    {
      command: kubectl(
        "get",
        singularOf(kind),
        ...names.map((one) => one.name),
        kind.namespaced && place,
        verb === "label" ? "--show-labels" : "-o jsonpath='{.metadata.annotations}'",
      ),
      reason: `Shows the ${verb}s.`.replace("annotates", "annotations"),
    },
  );
}

function removedKey(question: Question, verb: "label" | "annotate"): string | null {
  if (!/\b(remove|delete|drop|take|strip) (?:the )?(?:\S+ )?(labels?|annotations?)\b|\bunlabel\b/.test(question.plain))
    return null;
  const at = question.words.findIndex((word) =>
    (verb === "label" ? /^(labels?|unlabel)$/ : /^annotations?$/).test(word.lower),
  );
  const after = question.words[at + 1];
  const before = question.words[at - 1];
  const key = after !== undefined && isKey(after.text) && !/^(from|of|on|for)$/.test(after.lower) ? after : before;
  if (key === undefined || at < 0 || !isKey(key.text) || /^(the|a|remove|delete|this)$/.test(key.lower)) return null;
  return key.text.split("=")[0]!;
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9][\w./=-]{0,250}$/.test(text);
}

/** Annotation values may hold what labels may not: `description='my frontend'`. */
function spokenPairs(question: Question): readonly string[] {
  const match = /([A-Za-z0-9][\w./-]{0,200})\s*=\s*(?:'([^']{1,200})'|"([^"]{1,200})")/.exec(
    question.text.slice(0, 2000),
  );
  const value = match?.[2] ?? match?.[3];
  return match === null || value === undefined ? [] : [`${match[1]}=${value}`];
}
