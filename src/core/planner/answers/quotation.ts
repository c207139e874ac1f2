import type { Evidence } from "../../evidence/evidence.ts";
import type { AnswerForm } from "./answer.ts";

const shown = 20;

/** No form computes an answer: what was printed is quoted, the newest first, as far as it fits. */
export const quotation: AnswerForm = (_question, { view, newEvidenceFrom }) => {
  const fresh = view.evidence.slice(newEvidenceFrom);
  const pieces = (fresh.length > 0 ? fresh : view.evidence).filter((one) => textOf(one) !== "");
  const newest = pieces.at(-1);
  if (newest === undefined)
    return view.evidence.length === 0 ? null : { summary: "The commands printed nothing.", details: "", lines: [] };
  if (pieces.length === 1) return { summary: `${said(newest)}:`, details: quoted(newest, shown), lines: [] };
  const each = Math.max(4, Math.floor(shown / pieces.length));
  return {
    summary: `${pieces.length} outputs answer this.`,
    details: pieces
      .slice(-6)
      .map((one) => `${said(one)}:\n${quoted(one, each)}`)
      .join("\n"),
    lines: [],
  };
};

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
