import type { Line } from "../../evidence/evidence.ts";
import type { TimedLog, TimedOperation } from "./timings.ts";

/** What a log says of how a slow statement found its rows. */
export type Scan = { readonly note: string; readonly lines: readonly Line[] };

type Form = { readonly pattern: RegExp; readonly says: (match: RegExpExecArray) => string };

const forms: readonly Form[] = [
  {
    pattern: /((?:Parallel )?Seq Scan) on ["']?([\w.]{1,80})/,
    says: (match) =>
      `its plan is a ${match[1]} (sequential scan) on ${match[2]}, so an index for this condition is missing or cannot be used`,
  },
  {
    pattern: /"planSummary": ?"COLLSCAN"|\bCOLLSCAN\b/,
    says: () => "its plan is COLLSCAN: the whole collection is read, an index for this filter is missing",
  },
  {
    pattern: /Rows_sent: (\d{1,12}) {1,2}Rows_examined: (\d{1,12})/,
    says: (match) =>
      `${match[2]} rows are examined for ${match[1]} that are sent: a full table scan, an index for this condition is missing`,
  },
  {
    pattern:
      /(?:full table scan|table scan|no (?:usable |good |matching )?index(?: used)?|missing index|not using (?:any )?indexes|without an index|ALLOW FILTERING)/i,
    says: (match) => `the log says "${match[0]}": an index is missing`,
  },
];

/** A plan below the statement, or what its own line says; else what its condition tells of indexes. */
export const scanIn = (timed: TimedLog, one: TimedOperation): Scan | undefined => {
  const { about } = one.operation;
  const isAbout = (text: string) =>
    about === "" || text.includes(about.replace(/^.*\./, "")) || text.startsWith("# Query_time");
  for (const form of forms)
    for (const line of timed.lines) {
      const match = isAbout(line.text) ? form.pattern.exec(line.text.slice(0, 3000)) : null;
      if (match && isTelling(match)) return { note: form.says(match), lines: [line, ...removedBy(timed, line)] };
    }
  const unindexable = /LIKE '%|\b(?:lower|upper|trim|date|cast|substr(?:ing)?|coalesce)\(/i.exec(
    one.operation.label,
  )?.[0];
  return unindexable === undefined
    ? undefined
    : {
        note: `no ordinary index serves a condition like ${unindexable.startsWith("LIKE") ? "LIKE '%…'" : `${unindexable}…)`}, so it reads the whole table`,
        lines: [],
      };
};

/** Many rows read for few wanted. */
const isTelling = (match: RegExpExecArray): boolean =>
  !match[0].startsWith("Rows_sent") || Number(match[2]) >= 1000 + 100 * Number(match[1]);

const removedBy = (timed: TimedLog, line: Line): readonly Line[] =>
  timed.lines
    .filter((one) => one.line > line.line && one.line - line.line <= 3 && /Rows Removed by Filter/.test(one.text))
    .slice(0, 1);
