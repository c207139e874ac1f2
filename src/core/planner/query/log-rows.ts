import { askedBy } from "../../evidence/asked.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { withoutTerminalCodes } from "../../evidence/printed-lines.ts";
import { logFields } from "./log-fields.ts";
import { fieldsOf } from "./object-rows.ts";
import { onceAPiece } from "./once-a-piece.ts";
import type { Row } from "./row.ts";

/** The lines of every log, each with its fields; lines without a time, in a log whose lines have one, go on with the entry before them. */
export const logSets = onceAPiece((piece) => {
  const asked = askedBy(piece.parsed, piece.command);
  if (asked.verb !== "logs" || /\|\s*(?:wc|sort|uniq)\b/.test(piece.command)) return [];
  const target = asked.names[0];
  const rows: Row[] = [];
  for (const line of linesOf(piece)) {
    if (line.text.trim() === "" || /^\s+(?:at |\.\.\. \d)/.test(line.text)) continue;
    const cells = logFields(withoutTerminalCodes(line.text));
    if (target?.kind === "Pod" && !cells.has("pod")) cells.set("pod", target.name);
    rows.push({ cells, lines: [line] });
  }
  if (rows.length === 0) return [];
  const timed = rows.filter(({ cells }) => cells.has("time"));
  const entries = timed.length > rows.length * 0.6 ? timed : rows;
  const own = new Set(entries.map(({ lines }) => lines[0]!));
  const further = linesOf(piece).filter((line) => line.text.trim() !== "" && !own.has(line));
  const nouns = [
    "line",
    "log line",
    "request",
    "message",
    "entry",
    "call",
    "response",
    "answer",
    "hit",
    "log entry",
    "time",
  ];
  const title = target === undefined ? {} : { title: target.name };
  return [
    {
      sort: "log",
      nouns,
      fields: fieldsOf(entries),
      rows: entries,
      named: [],
      ...title,
      further,
      place: placeIn(piece.command),
    },
  ];
});

/** Without those that are a part of another one: what `grep` left of it. */
export const wholeLogs = (pieces: readonly Evidence[]): readonly Evidence[] =>
  pieces.filter(
    ({ command }) =>
      !command.includes("|") ||
      !pieces.some((other) => other.command === command.slice(0, command.indexOf("|")).trim()),
  );

/** `logs -n edge deploy/traefik -c proxy`: the names in it, and their parts. */
function placeIn(command: string): readonly string[] {
  const words = command
    .split(/[\s/=]+/)
    .filter(
      (word) =>
        /^[a-z][a-z0-9-]{2,}$/.test(word) &&
        !/^(?:kubectl|logs|deploy|deployment|pod|job|sts|statefulset|tail|since|all|containers|prefix)$/.test(word),
    );
  return [
    ...new Set(
      words.flatMap((word) => [word, ...word.split("-").filter((part) => part.length > 3 && /^[a-z]+$/.test(part))]),
    ),
  ];
}
