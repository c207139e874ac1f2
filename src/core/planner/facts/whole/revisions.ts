import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";

type Row = { readonly revision: number; readonly cause: string; readonly line: Line };

/** What `kubectl rollout history` lists: how many revisions are kept, which is the newest, and which brought what. */
export function revisionAnswer({ text }: Question, view: ClusterView): Answered | null {
  const asked = text.toLowerCase();
  if (
    !/\brevisions?\b|\bchange-?cause\b|\brollout history\b|\brollout undo\b/.test(asked) ||
    !/\b(?:which|what|how many|when|latest|newest|current|oldest)\b/.test(asked)
  )
    return null;
  const numbers = new Set(
    [...asked.matchAll(/(?<![\w.:-])(\d{1,6})(?![\w.:-]|\.\d)/g)].map((found) => Number(found[1])),
  );
  const images = /\bimages?\b|\bversion\b|\btag\b|\bbring back\b/.test(asked) ? imagesOf(numbers, view) : null;
  if (images !== null) return images;
  const rows = view.evidence.flatMap((piece) => rowsIn(linesOf(piece)));
  if (rows.length === 0) return null;
  const byNumber = rows.filter(({ revision }) => numbers.has(revision));
  const words = asked
    .split(/[\s,;?!"'`()]+/)
    .map((word) => word.replace(/[.:]$/, ""))
    .filter((word) => word.length > 2 && !common.has(word));
  const fits = ({ cause }: Row) => words.filter((word) => cause.toLowerCase().includes(word)).length;
  const most = Math.max(...rows.map(fits));
  const meant = byNumber.length > 0 ? byNumber : most > 0 ? rows.filter((row) => fits(row) === most) : [];
  const last = rows.toSorted((one, other) => other.revision - one.revision)[0]!;
  const told = (row: Row) => `revision ${row.revision} (${row.cause})`;
  const kept = `${rows.length} revisions are kept: ${enumerated(
    rows.map(({ revision }) => `${revision}`),
    15,
  )}; the newest is ${told(last)}.`;
  return {
    summary: `${meant.length > 0 ? `${enumerated(meant.map(told))} ${byNumber.length > 0 ? "is" : "fits"} what is asked. `.replace(/^r/, "R") : ""}${kept}`,
    details: "",
    lines: (meant.length > 0 ? meant : [last]).map(({ line }) => line),
  };
}

const common: ReadonlySet<string> = new Set(
  "which what revision revisions how many are kept and the was brought introduced has have with did change cause image latest newest current oldest history rollout for still number".split(
    " ",
  ),
);

/** `rollout history --revision=3` prints the pod template of a revision. */
function imagesOf(numbers: ReadonlySet<number>, view: ClusterView): Answered | null {
  const shown = view.evidence.flatMap((piece) => {
    const lines = linesOf(piece);
    const [, whose, number] = /^(\S{1,300}) with revision #(\d{1,9})/.exec(lines[0]?.text ?? "") ?? [];
    const images = lines.filter(({ text }) => /^\s+Image:\s/.test(text));
    return whose === undefined || !numbers.has(Number(number)) || images.length === 0
      ? []
      : [{ whose, number, images }];
  });
  if (shown.length === 0) return null;
  const told = shown.map(
    ({ whose, number, images }) =>
      `Revision ${number} of ${whose} has the image${images.length > 1 ? "s" : ""} ${enumerated(images.map(({ text }) => text.replace(/^\s+Image:\s+/, "").trim()))}.`,
  );
  return { summary: told.join(" "), details: "", lines: shown.flatMap(({ images }) => images).slice(0, 6) };
}

function rowsIn(lines: readonly Line[]): readonly Row[] {
  const header = lines.findIndex(({ text }) => /^REVISION\s+CHANGE-CAUSE/.test(text));
  if (header < 0) return [];
  return lines.slice(header + 1).flatMap((line) => {
    const [, revision, cause] = /^(\d{1,9})\s+(\S[^\n]{0,2000})$/.exec(line.text) ?? [];
    return revision === undefined ? [] : [{ revision: Number(revision), cause: cause!.trim(), line }];
  });
}
