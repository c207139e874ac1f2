import type { ClusterView, ObservedLog } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { stemsOf } from "../question/understand.ts";
import { isGrammar } from "./grammar.ts";

const last = /^(?:last|latest|newest|final|most|recent|recently)$/;
const logWord =
  /^(?:logs?|logged|logging|lines?|log-?lines?|entry|entries|messages?|thing|output|write|written|wrote|printed?)$/;
const numbers: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, ten: 10 };

/** The last lines of a log: `what did web log last?`, `the last 3 lines of web's log`. */
export function lastLines(words: readonly string[], view: ClusterView): Answered | null {
  if (!words.some((word) => last.test(word)) || !words.some((word) => /log/.test(word))) return null;
  const amount = words
    .map((word) => numbers[word] ?? (/^\d{1,2}$/.test(word) ? Number(word) : 0))
    .find((one) => one > 0);
  const rest = words.filter(
    (word) =>
      !last.test(word) &&
      !logWord.test(word) &&
      !isGrammar(word) &&
      !beside.test(word) &&
      numbers[word] === undefined &&
      !/^\d{1,2}$/.test(word),
  );
  const logs = view.logs.filter(({ object, lineCount }) => object !== null && lineCount > 0);
  const meant = rest.length === 0 ? logs : logs.filter((log) => rest.every((word) => isOf(log, word)));
  const [only] = meant;
  if (only === undefined || meant.length > 1) return null;
  const several = words.some((word) => /^(?:lines|entries|messages|log-?lines)$/.test(word));
  const shown = only.tail.filter(({ text }) => text.trim() !== "").slice(-(amount ?? (several ? 5 : 1)));
  if (shown.length === 0) return null;
  const which = shown.length === 1 ? "The last line" : `The last ${shown.length} lines`;
  const said = shown.map(({ text }) => text.trim().slice(0, 600));
  const of = `${which} that were shown of the log of ${only.object!.name}`.replace(/line that were/, "line that was");
  return {
    summary: said.length === 1 ? `${of}: ${said[0]}` : `${of}:`,
    details: said.length === 1 ? "" : said.map((one) => `  ${one}`).join("\n"),
    lines: shown,
  };
}

const beside = /^(?:pods?|container|very|deployment|job|ever|by|out|up)$/;

/** A log is that of a name which its pod was made for, or which the pod's name has as a part of its own. */
function isOf({ object }: ObservedLog, word: string): boolean {
  const name = object!.name;
  return name === word || stemsOf(name).includes(word) || (word.length > 3 && name.split("-").includes(word));
}
