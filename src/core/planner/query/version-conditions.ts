import { escaped } from "../../kubectl/escaped.ts";
import type { Clause } from "./clause.ts";
import { type Condition, unless } from "./condition.ts";
import { phrasePattern } from "./phrases.ts";
import { cell, type Field, type Row, type RowSet } from "./row.ts";
import { compared, isOn, versionIn } from "./versions.ts";

/** `not yet on 2.31.0`, `still had image 3.8.4`, `older than 1.30`: versions compared as versions. */
export function versionConditions(clause: Clause, set: RowSet): readonly Condition[] {
  const found: Condition[] = [];
  for (let at = 0; at < 3; at++) {
    const match = /(?<![\w.:/-])v?\d{1,6}(?:\.\d{1,6}){1,3}(?:-[a-z0-9.]{1,20})?(?![\w.:/]*[:/])(?!\.?\d)/.exec(
      clause.text,
    );
    const said = match === null ? null : versionIn(match[0]);
    const field = match === null || said === null ? undefined : versionField(clause, set, match[0]);
    if (match === null || said === null || field === undefined) break;
    clause.blank(match.index, match.index + match[0].length);
    const earlier =
      /\b(older than|earlier than|below|before|lower than|newer than|above|later than|higher than|at least)(?: the)?(?: version)? $/.exec(
        clause.text.slice(0, match.index + 1),
      );
    if (earlier !== null) clause.blank(earlier.index, match.index);
    const isDenied = clause.deniedBefore(match.index);
    clause.take(
      /\b(?:been |being |still |already )?(?:upgraded|updated|moved|bumped|migrated|rolled|switched|running|released|deployed)(?: out)?(?: (?:to|on|at|with))?(?= \|)/,
    );
    found.push(unless(ofVersion(field.name, match[0], said, earlier?.[1]), isDenied));
    clause.take(new RegExp(`\\b(?:${field.said.map(escaped).join("|")})\\b`));
  }
  return found;
}

function ofVersion(
  field: string,
  text: string,
  said: NonNullable<ReturnType<typeof versionIn>>,
  word: string | undefined,
): Condition {
  const test = (row: Row, decide: (order: number, version: NonNullable<ReturnType<typeof versionIn>>) => boolean) =>
    cell(row, field)
      .split(",")
      .some((one) => {
        const version = versionIn(tagOf(one));
        return version !== null && decide(compared(version, said), version);
      });
  if (word === undefined)
    return { said: `on ${text}`, fields: [field], holds: (row) => test(row, (_, version) => isOn(version, said)) };
  const isOlder = /^(?:older|earlier|below|before|lower)/.test(word);
  return {
    said: `${word} ${text}`,
    fields: [field],
    holds: (row) => test(row, (order) => (isOlder ? order < 0 : word === "at least" ? order >= 0 : order > 0)),
  };
}

/** The version in an image is its tag, not the port of its registry or a number in its name. */
const tagOf = (text: string): string =>
  text.includes("/") || /^[a-z][\w.-]*:/.test(text) ? text.slice(text.lastIndexOf(":") + 1) : text;

/** The field of versions that is meant: one that is named, else one in which the version occurs, else the only one. */
function versionField(clause: Clause, set: RowSet, text: string): Field | undefined {
  const said = versionIn(text)!;
  const holding = set.fields.filter(
    ({ name }) =>
      !/^(?:ip|.* ip|address|host|message|age|time|created|chart|label .*)$/.test(name) &&
      set.rows.some((row) => versionIn(tagOf(cell(row, name))) !== null),
  );
  const hits = holding.filter(({ name }) =>
    set.rows.some((row) =>
      cell(row, name)
        .split(",")
        .some((one) => isSaid(one, said)),
    ),
  );
  const named = hits.filter(({ name, said: words }) =>
    [name, ...words].some((word) => phrasePattern(word).test(clause.text)),
  );
  return (
    named[0] ??
    hits[0] ??
    (holding.length === 1 ? holding[0] : holding.find(({ name }) => /version|image|tag/.test(name)))
  );
}

function isSaid(text: string, said: NonNullable<ReturnType<typeof versionIn>>): boolean {
  const version = versionIn(tagOf(text));
  return version !== null && isOn(version, said);
}
