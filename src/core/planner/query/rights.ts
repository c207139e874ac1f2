import type { Answered } from "../answers/answer.ts";
import { cell, type Row, type RowSet } from "./row.ts";

/** What people say for the verbs of RBAC. */
const verbs: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:read|see|view|fetch|get)\b/, ["get"]],
  [/\blist\b/, ["list"]],
  [/\bwatch\b/, ["watch"]],
  [/\b(?:create|add)\b/, ["create"]],
  [/\b(?:delete|remove)\b/, ["delete"]],
  [/\b(?:change|modify|edit|write|update)\b/, ["update", "patch"]],
  [/\bpatch\b/, ["patch"]],
  [/\b(?:exec|execute)\b/, ["create"]],
  [/\bscale\b/, ["update", "patch"]],
];

/** `which secrets can it read, is it able to delete jobs`, from `auth can-i --list`; each part by itself. null: another question. */
export function rightAnswer(asks: readonly string[], sets: readonly RowSet[]): Answered | null {
  const set = sets.find(({ nouns }) => nouns[0] === "right");
  if (set === undefined) return null;
  const found = asks.map((ask) => ofAsk(ask, set));
  const all = found.filter((one) => one !== null);
  if (all.length === 0 || all.length < found.length) return null;
  return {
    summary: all.map(({ summary }) => summary).join(" "),
    details: "",
    lines: all.flatMap(({ lines }) => lines),
  };
}

function ofAsk(ask: string, set: RowSet): Answered | null {
  const wanted = verbs.filter(([pattern]) => pattern.test(ask)).flatMap(([, some]) => some);
  const words = ask.split(/[^a-z0-9/.-]+/);
  const resources = [...new Set(set.rows.map(resourceOf))].filter((one) => one !== "");
  const word =
    words.find((one) => resources.some((resource) => isSame(resource, one))) ??
    words.findLast(
      (one) => /^[a-z]{3,}s$/.test(one) && !/^(?:is|does|has|this|rights|permissions|verbs|resources)$/.test(one),
    );
  if (word === undefined || wanted.length === 0) return null;
  const rows = set.rows.filter(
    (row) => isSame(resourceOf(row), word) || resourceOf(row) === "*" || resourceOf(row) === "*.*",
  );
  const allowing = rows.filter((row) =>
    wanted.some((verb) => verbsOf(row).includes(verb) || verbsOf(row).includes("*")),
  );
  const names = allowing.flatMap(namesOf);
  const verb = wanted[0]!;
  if (allowing.length > 0) {
    const which =
      names.length > 0 && allowing.every((row) => namesOf(row).length > 0) ? `only ${names.join(", ")}` : `all ${word}`;
    return {
      summary: `Yes, it can ${verb} ${word}: ${which} (verbs ${verbsOf(allowing[0]!).join(", ")}).`,
      details: "",
      lines: allowing.flatMap(({ lines }) => lines),
    };
  }
  const has = rows.flatMap(verbsOf);
  return {
    summary:
      has.length === 0
        ? `No: it cannot ${verb} ${word}; the list holds no right on ${word}.`
        : `No: it cannot ${verb} ${word}; of ${word} it has only ${has.join(", ")}, no ${verb}.`,
    details: "",
    lines: rows.flatMap(({ lines }) => lines),
  };
}

const resourceOf = (row: Row) => cell(row, "resources").toLowerCase();
const isSame = (resource: string, word: string) =>
  resource === word || resource.split(".")[0] === word || resource.split(".")[0] === `${word}s`;
const listOf = (text: string) =>
  text
    .replaceAll(/[[\]]/g, "")
    .split(/[\s,]+/)
    .filter((one) => one !== "");
const verbsOf = (row: Row) => listOf(cell(row, "verbs"));
const namesOf = (row: Row) => listOf(cell(row, "resource names"));
