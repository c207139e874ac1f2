import { linesOf } from "../../../evidence/lines-of.ts";
import { kubectl, quoted } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm, type Step, searchPlace } from "../form/look.ts";
import { cellOf, tableRows } from "../printed/table.ts";

const keys =
  /^(?:which|what|how many) keys (?:are|is|does|do|has)\b.{0,120}\bsecret\b|^(?:is|are) (?:the |there (?:a |the )?)?key ["'`]?([\w.-]{1,100})["'`]? (?:there |missing |set )?in\b.{0,120}\bsecret\b|^does (?:the )?secret \S{1,100} (?:have|hold|contain) (?:the |a )?key ["'`]?([\w.-]{1,100})/i;

/** `is the key X in the secret Y`: its description shows the keys, and no value. */
export const keysLook: LookForm = (question, look) => {
  const match = keys.exec(question.text);
  const target = question.targets.find(({ kind }) => kind?.kind === "Secret");
  if (match === null || target === undefined || question.intent === "change") return null;
  return keysStep(question, look, target.name, match[1] ?? match[2] ?? null);
};

function keysStep(question: Question, look: Look, name: string, key: string | null): Step | null {
  const { namespace: said, place } = searchPlace(question, look);
  const search = {
    command: kubectl("get secrets", place, `--field-selector=metadata.name=${name}`),
    reason: "Finds the Secret wherever it is.",
  };
  const found = look.read(search.command);
  if (found === undefined) return { ask: [search] };
  if (!isGood(found)) return null;
  const [row] = tableRows(found);
  if (row === undefined)
    return {
      answered: {
        summary: `There is no Secret "${name}" ${said === null ? "in any namespace" : `in ${said}`}.`,
      },
    };
  const namespace = cellOf(row, "NAMESPACE") || said;
  const draft = {
    command: kubectl("describe secret", quoted(name), `-n ${namespace}`),
    reason: "Shows its keys with their sizes, and no value.",
  };
  const piece = look.read(draft.command);
  if (piece === undefined) return { ask: [draft] };
  if (!isGood(piece)) return null;
  const lines = linesOf(piece).filter(({ text }) => /^[\w.-]{1,253}: +\d{1,9} bytes$/.test(text));
  const names = lines.map(({ text }) => text.slice(0, text.indexOf(":")));
  const all = names.length === 0 ? "no key" : `the ${names.length === 1 ? "key" : "keys"} ${enumerated(names, 20)}`;
  const lead =
    key === null ? "" : names.includes(key) ? `Yes: the key ${key} is there. ` : `No: the key ${key} is not there. `;
  return {
    answered: { summary: `${lead}Secret ${namespace}/${name} has ${all}.`, lines: lines.slice(0, 8) },
  };
}
