import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import { Clause } from "./clause.ts";
import { conditionsIn } from "./conditions-in.ts";
import { isFiller } from "./filler.ts";
import { phrasePattern } from "./phrases.ts";

import { cell, nameOf, type RowSet } from "./row.ts";
import { plural } from "./telling.ts";

/** `on how many nodes is there no agent pod`: records of one output that no record of another one points at. */
export function partnerlessAnswer(ask: string, context: string, sets: readonly RowSet[]): Answered | null {
  const objects = sets.filter(({ sort }) => sort === "object");
  for (const set of objects)
    for (const other of objects) {
      if (set === other) continue;
      const field = set.nouns.find((noun) => other.fields.some(({ name }) => name === noun));
      const found = field === undefined ? null : ofPair(ask, context, set, other, field);
      if (found !== null) return found;
    }
  return null;
}

function ofPair(ask: string, context: string, set: RowSet, other: RowSet, field: string): Answered | null {
  const clause = new Clause(ask);
  const noun = other.nouns.find((one) => phrasePattern(one).test(clause.text));
  if (noun === undefined || !set.nouns.some((one) => phrasePattern(one).test(clause.text))) return null;
  if (
    clause.take(
      new RegExp(
        `\\b(?:(?:(?:is|are|has|have|had|run|runs|with|there is|there are) )?no|without(?: an?| any)?|(?:do|does|is|are) not (?:there )?(?:run|have|running|host|carry)?(?: an?| any)?|lacks?|missing)(?= (?:[a-z0-9.-]+ ){0,2}${noun}s?\\b)`,
      ),
    ) === null
  )
    return null;
  clause.take(/\bhow many\b|\bwhich\b|\bwhat\b/);
  for (const one of [...other.nouns, ...set.nouns]) clause.take(phrasePattern(one));
  const own = conditionsIn(clause, other);
  const conditions = own.length > 0 ? own : conditionsIn(new Clause(context), other);
  if (clause.left().some((word) => !isFiller(word) && !context.includes(word) && word !== "all" && word !== "at"))
    return null;
  const partners = new Set(
    other.rows.filter((row) => conditions.every((one) => one.holds(row))).map((row) => cell(row, field)),
  );
  if (partners.size === 0) return null;
  const without = set.rows.filter((row) => !partners.has(cell(row, "name")));
  const said = `${without.length === 0 ? "None (0)" : without.length} of ${set.rows.length} ${plural(set.nouns[0]!)} ${without.length === 1 ? "has" : "have"} no ${noun}${conditions.map((one) => ` ${one.said}`).join("")}`;
  return {
    summary: `${said}${
      without.length === 0
        ? ""
        : `: ${enumerated(
            without.map((row) => nameOf(row, set)),
            12,
          )}`
    }.`,
    details: "",
    lines: without.flatMap(({ lines }) => lines.slice(0, 1)).slice(0, 10),
  };
}
