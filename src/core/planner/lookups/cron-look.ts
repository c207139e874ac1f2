import { ageSeconds } from "../../evidence/age.ts";
import { isFiller } from "../query/filler.ts";
import type { Question } from "../question/understand.ts";
import { isGood, type LookForm } from "./look.ts";
import { cellOf, rowName, type TableRow, tableRows } from "./table.ts";

const ran =
  /^(?:please |hey,? |so |and )*(?:did|has|have|was|were|when did|when was|when has|is) .{0,80}\b(?:run|ran|finish\w*|succeed\w*|successful\w*|complet\w*|execut\w*|work\w*|go through|gone through|done|made|taken|start\w*)\b/;

const chores =
  /^(?:back-?ups?|exports?|imports?|clean-?ups?|syncs?|sitemaps?|batch|cron-?jobs?|crons?|dumps?|reports?)$/;

/** `did the nightly backup run`: people name a CronJob by what it is for, and its Jobs tell how it went. */
export const cronLook: LookForm = (question, look) => {
  const name = choreIn(question);
  if (name === null) return null;
  const said = question.scope.namespaces[0] ?? look.home.namespace;
  const place = said === null || said === undefined ? "-A" : `-n ${said}`;
  const list = {
    command: `kubectl get cronjobs,jobs ${place}`,
    reason: "Shows when each CronJob was started last, and how its Jobs ended.",
  };
  const piece = look.read(list.command);
  if (piece === undefined) return { ask: [list] };
  if (!isGood(piece)) return null;
  const rows = tableRows(piece);
  const crons = rows.filter((row) => row.cells.has("SCHEDULE") && cellOf(row, "NAME").includes(name));
  const jobs = rows.filter((row) => row.cells.has("COMPLETIONS"));
  const all = rows.filter((row) => row.cells.has("SCHEDULE")).map(plain);
  if (crons.length === 0)
    return {
      answered: {
        summary: `No CronJob has "${name}" in its name${all.length === 0 ? "" : `; there are ${all.slice(0, 12).join(", ")}`}.`,
        details: "",
        lines: [],
      },
    };
  const told = crons.slice(0, 4).map((cron) => ({ cron, own: jobsOf(cron, jobs) }));
  return {
    answered: {
      summary: told.map(({ cron, own }) => sentenceOf(cron, own)).join(" "),
      details: "",
      lines: told.flatMap(({ cron, own }) => [cron.line, ...own.slice(0, 3).map(({ line }) => line)]),
    },
  };
};

function choreIn({ text, targets }: Question): string | null {
  const lower = text.toLowerCase();
  if (targets.some(({ kind, sure }) => sure && kind !== null)) return null;
  if (!ran.test(lower) || /\bwhy\b/.test(lower)) return null;
  const words = lower.split(/[\s,?!.]+/).filter((word) => word !== "" && !isFiller(word));
  const chore = words.find((word) => chores.test(word) && !/^cron/.test(word));
  const target = targets[0]?.name;
  if (chore === undefined) return target !== undefined && /cron/.test(lower) ? target : null;
  const others = words.filter(
    (word) =>
      word !== chore &&
      !/^(?:run|ran|finish\w*|succeed\w*|successful\w*|complet\w*|execut\w*|work\w*|go|gone|done|made|taken|start\w*|nightly|daily|hourly|weekly|scheduled|cron-?jobs?|job|properly|correctly|successfully|ok|yesterday|through|due)$/.test(
        word,
      ),
  );
  const stem = chore.replace("-", "").replace(/s$/, "");
  return others.length > 1 || (others.length === 1 && target === undefined && others[0]!.length < 3) ? null : stem;
}

const plain = (row: TableRow): string => rowName(row).replace(/cronjob\.batch\/|job\.batch\//, "");

function jobsOf(cron: TableRow, jobs: readonly TableRow[]): readonly TableRow[] {
  const name = cellOf(cron, "NAME").replace(/^.*\//, "");
  return jobs
    .filter(
      (row) =>
        cellOf(row, "NAMESPACE") === cellOf(cron, "NAMESPACE") &&
        new RegExp(`^(?:job\\.batch/)?${name}-\\d+$`).test(cellOf(row, "NAME")),
    )
    .sort((one, other) => (ageSeconds(cellOf(one, "AGE")) ?? 0) - (ageSeconds(cellOf(other, "AGE")) ?? 0));
}

function sentenceOf(cron: TableRow, jobs: readonly TableRow[]): string {
  const last = cellOf(cron, "LAST SCHEDULE");
  const suspended = cellOf(cron, "SUSPEND") === "True" ? "; it is suspended" : "";
  const head = `CronJob ${plain(cron)} (schedule ${cellOf(cron, "SCHEDULE")}) ${/^(?:<none>|)$/.test(last) ? "has not run yet" : `was last started ${last} ago`}${suspended}`;
  const newest = jobs[0];
  if (newest === undefined) return `${head}; no Job of it is kept.`;
  const status = cellOf(newest, "STATUS") || `${cellOf(newest, "COMPLETIONS")} completions`;
  const took = cellOf(newest, "DURATION");
  const ended = status === "Complete" ? `completed after ${took}` : status === "Failed" ? "failed" : `is ${status}`;
  const failed = jobs.filter((row) => cellOf(row, "STATUS") === "Failed").length;
  const more = jobs.length > 1 ? ` Of the ${jobs.length} that are kept, ${failed} failed.` : "";
  return `${head}; that Job, ${plain(newest)}, ${ended}.${more}`;
}
