import { shortened } from "../../diagnosis/logs/decisive-line.ts";
import { saidIn } from "../../diagnosis/logs/said-in-line.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { contextOf } from "../answers/searched.ts";
import { logFields } from "./log-fields.ts";
import type { Needle } from "./log-needles.ts";
import type { Search, Wish } from "./log-question.ts";
import { textOf } from "./log-text.ts";
import { cell, type Row } from "./row.ts";

/** Names, ids and paths of a question that no line holds. */
export const missingOf = (needles: readonly Needle[], rows: readonly Row[]): readonly Needle[] =>
  needles.filter((one) => one.isOwn && !rows.some((row) => one.holds(textOf(row))));

/** The lines that say it, with who and when. */
export function foundAnswer(
  search: Search,
  hits: readonly Row[],
  count: number,
  place: string,
  view: ClusterView,
): Answered {
  const { wish, end } = search;
  const kept = end === null ? hits : [end === "first" ? hits[0]! : hits.at(-1)!];
  const shown = [...kept].sort((one, other) => literalness(search, other) - literalness(search, one)).slice(0, 4);
  const told = shown.map((row) => toldOf(row, wish));
  const of = `${hits.length} of ${count} lines of ${place} ${hits.length === 1 ? "says" : "say"} so`;
  const times = hits.length > 1 && end === null ? spanOf(hits) : "";
  const summary =
    wish === "whether" ? `Yes: ${of}${times}: ${told.slice(0, 2).join("; ")}.` : `${told.join("; ")} (${of}${times}).`;
  const { details, essence } = contextIn(shown, view);
  return {
    summary: essence === "" ? summary : summary.replace(/\.$/, `; ${essence}.`),
    details,
    lines: shown.flatMap(({ lines }) => lines),
  };
}

/** What stands around the lines and belongs to them: statements, causes, stacks. */
function contextIn(shown: readonly Row[], view: ClusterView): { readonly details: string; readonly essence: string } {
  const contexts = shown.slice(0, 2).map((row) => {
    const line = row.lines[0]!;
    const piece = view.evidence.find(({ command }) => command === line.command);
    return { line, ...contextOf(line, piece === undefined ? [] : linesOf(piece).map(({ text }) => text)) };
  });
  const told = contexts.filter(({ around }) => around.length > 0);
  return {
    details: told
      .flatMap(({ line, around }) => [shortened(saidIn(line.text), 170), ...around].map((text) => `  ${text}`))
      .join("\n"),
    essence: told.length === 1 ? told[0]!.essence : "",
  };
}

/** Lines that say it in the words of the question come first. */
const literalness = ({ needles }: Search, row: Row): number => {
  const text = textOf(row).toLowerCase();
  return needles.filter(({ said }) => text.includes(said.replaceAll('"', ""))).length;
};

const timeOf = (row: Row): string => cell(row, "time") || (logFields(textOf(row)).get("time") ?? "");

function spanOf(rows: readonly Row[]): string {
  const [first, last] = [timeOf(rows[0]!), timeOf(rows.at(-1)!)];
  return first === "" || last === "" || first === last ? "" : `, from ${first} to ${last}`;
}

const actors = [
  "user",
  "username",
  "user name",
  "actor",
  "principal",
  "account",
  "subject",
  "by",
  "requester",
  "caller",
  "login",
  "email",
  "user id",
  "uid",
  "client",
  "client ip",
];

function toldOf(row: Row, wish: Wish): string {
  const who = wish === "who" ? (actors.map((one) => cell(row, one)).find((one) => one !== "") ?? "") : "";
  const time = timeOf(row);
  const head = [who, time === "" ? "" : `at ${time}`].filter((one) => one !== "").join(" ");
  return `${head}${head === "" ? "" : ": "}${shortened(lineSaid(row), 220)}`;
}

/** Lines that say the most of it, where they say a name of it, half of it, or are an error: told, so that other words for it are not missed. */
function nearestOf({ needles }: Search, rows: readonly Row[]): readonly Row[] {
  if (missingOf(needles, rows).length > 0) return [];
  const weighed = rows.map((row) => {
    const held = needles.filter((one) => one.holds(textOf(row)));
    const isAlarm = /^(?:error|fatal|warning)$/.test(cell(row, "level"));
    const isNear = needles.some((one) => one.isOwn)
      ? held.some((one) => one.isOwn)
      : held.length * 2 >= needles.length || (isAlarm && held.length > 0);
    return { row, weight: isNear && needles.length > 1 ? held.length + (isAlarm ? 0.5 : 0) : 0 };
  });
  const most = Math.max(0, ...weighed.map(({ weight }) => weight));
  return most === 0
    ? []
    : weighed
        .filter(({ weight }) => weight === most)
        .map(({ row }) => row)
        .slice(-3);
}

const framing =
  /^(?:time|level|message|kind|apiversion|stage|request received timestamp|stage timestamp|audit ?id|logger|caller|pid|hostname|user agent|request ?uri|groups?)$/;

/** What a line says; of JSON that has no message the fields that tell. */
function lineSaid(row: Row): string {
  const said = saidIn(textOf(row));
  if (!said.startsWith("{")) return said;
  const told = [...row.cells].filter(([field, value]) => !framing.test(field) && value !== "" && value.length < 120);
  return told.length === 0 ? said : told.map(([field, value]) => `${field}=${value}`).join(" ");
}

/** No line says it; those that come nearest stand beside, as a log may say it otherwise. */
export function absentAnswer(search: Search, rows: readonly Row[], count: number, place: string): Answered {
  const { needles, wish } = search;
  const said = needles.map((one) => one.said).join(" ");
  const shown = nearestOf(search, rows);
  const nearest = shown.length === 0 ? "" : ` Nearest to it: ${shown.map((row) => toldOf(row, wish)).join("; ")}.`;
  return {
    summary: `No line of ${place} says ${said.startsWith('"') ? said : `"${said}"`}: ${count} lines were looked at.${nearest}`,
    details: "",
    lines: shown.flatMap(({ lines }) => lines),
  };
}
