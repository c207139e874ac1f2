import type { Row } from "./cases.ts";

const code = "later-runs-completed";
const line = (day: number, state: string, errors = 0) =>
  `files-202603${String(day).padStart(2, "0")}020005   ${state.padEnd(17)} ${errors}        0          2026-03-${day} 02:00:05 +0000 UTC   12d       offsite            <none>`;
const list = (...rows: readonly string[]) =>
  `NAME                   STATUS            ERRORS   WARNINGS   CREATED                         EXPIRES   STORAGE LOCATION   SELECTOR\n${rows.join("\n")}\n`;
const asked = "An alert says that a backup of files is PartiallyFailed. Find out why the backups fail.";
const row = (name: string, rows: readonly string[], says?: RegExp, question = asked): Row => ({
  code,
  name,
  question,
  outputs: [["velero backup get", list(...rows)]],
  ...(says === undefined ? {} : { says }),
});

const old = line(10, "PartiallyFailed", 3);
const since = [line(11, "Completed"), line(12, "Completed"), line(13, "Completed")];

export const laterRuns: readonly Row[] = [
  row(
    "a backup failed and the three since then completed",
    [old, ...since],
    /only Backup .*files-20260310020005 failed/,
  ),
  row("the newest backup failed", [...since, line(14, "PartiallyFailed", 3)]),
  row("just one completed since then", [old, since[0]!]),
  row("one that completed since then counts errors", [old, line(11, "Completed"), line(12, "Completed", 2)]),
  row("somebody asks for the one that failed", [old, ...since], undefined, "Why did backup files-20260310020005 fail?"),
];
