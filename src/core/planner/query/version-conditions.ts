import { escaped } from "../../kubectl/escaped.ts";
import type { Clause } from "./clause.ts";
import { type Condition, unless } from "./condition.ts";
import { phrasePattern } from "./phrases.ts";
import { cell, type Field, type Row, type RowSet } from "./row.ts";
import { compared, isOn, type Version, versionIn } from "./versions.ts";

const spelled =
  /(?<![\w.:/-])v?\d{1,6}(?:\.\d{1,6}){1,3}(?:-[a-z0-9.]{1,20})?(?:\.(?:x|\*))?(?![\w.:/]*[:/])(?!\.?\d)|(?<![\w.:/-])v?\d{1,6}\.(?:x|\*)(?![\w.])/;
const before =
  /\b(older than|earlier than|below|before|lower than|less than|under|newer than|above|later than|higher than|greater than|more than|after|at least|at most|up to)(?: the)?(?: version| kubelet| kubernetes| k8s| release){0,2} $/;
const behind =
  /^ ?(?:or|and) (older|earlier|lower|below|less|newer|later|higher|above|more|up|greater)(?! than)\b|^ ?(\+)(?=[ ?.,]|$)/;

/** `not yet on 2.31.0`, `still had image 3.8.4`, `older than 1.30`, `v1.29.x`, `1.30 or newer`: versions compared as versions. */
export function versionConditions(clause: Clause, set: RowSet): readonly Condition[] {
  const found: Condition[] = [];
  for (let at = 0; at < 3; at++) {
    const match = spelled.exec(clause.text);
    const text = match?.[0].replace(/\.(?:x|\*)$/, "") ?? "";
    const said = match === null ? null : lineIn(text);
    const field = match === null || said === null ? undefined : versionField(clause, set, said);
    if (match === null || said === null || field === undefined) break;
    clause.blank(match.index, match.index + match[0].length);
    const word = orderWord(clause, match.index, match.index + match[0].length);
    const isDenied = clause.deniedBefore(match.index);
    clause.take(
      /\b(?:been |being |still |already )?(?:upgraded|updated|moved|bumped|migrated|rolled|switched|running|released|deployed)(?: out)?(?: (?:to|on|at|with))?(?= \|)/,
    );
    clause.take(/(?<=\| )(?:line|series|branch|release|family)\b|(?<=\| )(?:kubelets?|kubernetes|k8s)\b/);
    found.push(unless(ofVersion(field.name, match[0], said, word), isDenied));
    clause.take(new RegExp(`\\b(?:${field.said.map(escaped).join("|")})\\b`));
  }
  return found;
}

/** `1.x` is a line of versions, too. */
const lineIn = (text: string): Version | null =>
  versionIn(text) ?? (/^v?\d{1,6}$/.test(text) ? { numbers: [Number(text.replace("v", ""))], before: "" } : null);

/** What stands before or behind a version: `older than 1.30`, `1.30 or newer`. */
function orderWord(clause: Clause, from: number, to: number): string | undefined {
  const earlier = before.exec(clause.text.slice(0, from));
  if (earlier !== null) {
    clause.blank(earlier.index, from);
    return earlier[1];
  }
  const later = behind.exec(clause.text.slice(to));
  if (later === null) return undefined;
  clause.blank(to, to + later[0].length);
  return /^(?:older|earlier|lower|below|less)$/.test(later[1] ?? "") ? "at most" : "at least";
}

function ofVersion(field: string, text: string, said: Version, word: string | undefined): Condition {
  const test = (row: Row, decide: (order: number, version: Version) => boolean) =>
    partsOf(cell(row, field), word !== undefined).some((one) => {
      const version = versionIn(tagOf(one));
      return version !== null && decide(compared(version, said), version);
    });
  if (word === undefined)
    return { said: `on ${text}`, fields: [field], holds: (row) => test(row, (_, version) => isOn(version, said)) };
  const isOlder = /^(?:older|earlier|below|before|lower|less|under)/.test(word);
  const isUpTo = /^(?:at most|up to)/.test(word);
  return {
    said: `${word} ${text}`,
    fields: [field],
    holds: (row) =>
      test(row, (order) => (isOlder ? order < 0 : isUpTo ? order <= 0 : word === "at least" ? order >= 0 : order > 0)),
  };
}

/** Of several images the first is the work's own; what stands beside it has versions of its own kind. */
const partsOf = (text: string, isOrder: boolean): readonly string[] =>
  isOrder ? text.split(",").slice(0, 1) : text.split(",");

/** The version in an image is its tag, not the port of its registry or a number in its name. */
const tagOf = (text: string): string =>
  text.includes("/") || /^[a-z][\w.-]*:/.test(text) ? text.slice(text.lastIndexOf(":") + 1) : text;

/** The field of versions that is meant: one that is named, else one in which the version occurs, else the only one. */
function versionField(clause: Clause, set: RowSet, said: Version): Field | undefined {
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

function isSaid(text: string, said: Version): boolean {
  const version = versionIn(tagOf(text));
  return version !== null && isOn(version, said);
}
