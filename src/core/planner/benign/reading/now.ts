import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { printedAnywhere } from "./printed.ts";

/** The moment at which the outputs were taken, as something in them tells, in milliseconds. */
export type Now = { readonly at: number; readonly line: Line };

const clock =
  /^(?:[A-Z][a-z]{2}),? ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2})(?: ([AP]M))? ([A-Z]{2,5}|[+-]\d{2,4}) (\d{4})$/;
const iso = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2}))$/;
const inLog = /\b(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,]\d{1,9})?(Z|[+-]\d{2}:?\d{2})?/;

/** What `date` printed, else the newest time in a log. Null where nothing tells. */
export function nowOf(view: ClusterView): Now | null {
  const printed = printedAnywhere(view, clock).at(-1);
  if (printed !== undefined) {
    const [, month, day, time, half, zone, year] = printed.match;
    const at = Date.parse(`${day} ${month} ${year} ${time}${half ? ` ${half}` : ""} ${offsets[zone!] ?? zone}`);
    if (!Number.isNaN(at)) return { at, line: printed.line };
  }
  const exact = printedAnywhere(view, iso).at(-1);
  if (exact !== undefined) return { at: Date.parse(exact.match[1]!.replace(" ", "T")), line: exact.line };
  return newestLogged(view);
}

const passed =
  /\b(?:last\w{0,20}Time|startTime|completionTime|creationTimestamp|startedAt|finishedAt|heartbeat|Last Schedule Time|Started|Finished|Created)\b/i;
const stamp = /\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)/;

/** A moment that has passed for sure: what `nowOf` tells, else the newest time at which something happened. */
export function atLeast(view: ClusterView): number | null {
  const now = nowOf(view);
  if (now !== null) return now.at;
  const times = printedAnywhere(view, stamp)
    .filter(({ line }) => passed.test(line.text))
    .map(({ match }) => Date.parse(match[1]!));
  return times.length === 0 ? null : times.reduce((one, other) => Math.max(one, other));
}

function newestLogged(view: ClusterView): Now | null {
  const ends = view.logs
    .filter(({ previous }) => !previous)
    .flatMap(({ evidence }) => linesOf(view.evidence[evidence]!).slice(-3))
    .flatMap((line): readonly Now[] => {
      const match = inLog.exec(line.text.slice(0, 200));
      const at = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}${match[3] ?? "Z"}`);
      return Number.isNaN(at) ? [] : [{ at, line }];
    });
  return ends.toSorted((one, other) => one.at - other.at).at(-1) ?? null;
}

/** What Date.parse does not know by its letters. */
const offsets: Readonly<Record<string, string>> = {
  CET: "+0100",
  CEST: "+0200",
  EET: "+0200",
  EEST: "+0300",
  WET: "+0000",
  WEST: "+0100",
  BST: "+0100",
  MSK: "+0300",
  IST: "+0530",
  JST: "+0900",
  AEST: "+1000",
  AEDT: "+1100",
};
