import type { Evidence } from "../../evidence/evidence.ts";
import type { AnswerForm } from "./answer.ts";

const shown = 20;

/** No form computes an answer: what was printed is quoted, the newest first, as far as it fits. */
export const quotation: AnswerForm = (_question, { view, newEvidenceFrom }) => {
  const fresh = view.evidence.slice(newEvidenceFrom);
  const all = (fresh.length > 0 ? fresh : view.evidence).filter((one) => textOf(one) !== "");
  const answers = all.filter((one) => one.stdout.trim() !== "");
  const pieces = answers.length > 0 ? answers : all;
  const newest = pieces.at(-1);
  if (newest === undefined)
    return view.evidence.length === 0 ? null : { summary: "The commands printed nothing.", details: "", lines: [] };
  if (pieces.length === 1) return { summary: `${said(newest)}:`, details: quoted(newest, shown), lines: [] };
  const each = Math.max(4, Math.floor(shown / pieces.length));
  return {
    summary:
      pieces.length > most
        ? `Nothing in the ${pieces.length} outputs read so far was found that says so; say what to look for, by kind and name.`
        : `${pieces.length} outputs answer this.`,
    details: pieces
      .slice(-6)
      .map((one) => `${said(one)}:\n${quoted(one, each)}`)
      .join("\n"),
    lines: [],
  };
};

/** More than a question asks for at once: they were read for others. */
const most = 4;

function textOf(evidence: Evidence): string {
  return evidence.stdout.trim() || evidence.stderr.trim();
}

function said(evidence: Evidence): string {
  const count = textOf(evidence).split("\n").length;
  return `\`${evidence.command || "The pasted output"}\` printed ${count} ${count === 1 ? "line" : "lines"}`;
}

function quoted(evidence: Evidence, limit: number): string {
  const lines = textOf(evidence).split("\n");
  const kept = lines.slice(0, limit).map((line) => `  ${line.slice(0, 200)}`);
  return [...kept, ...(lines.length > limit ? [`  … ${lines.length - limit} more lines`] : [])].join("\n");
}
