import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { messageIn } from "../../evidence/log-message.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isObject } from "../investigation/places.ts";

/** `req-7f3ac1e9`, `BK-70444`, a UUID, a trace: letters and digits that nobody says but to name one thing. */
const ids = /(?<![\w./-])(?=[\w-]*\d)(?=[\w-]*[a-z-])[a-z0-9]{1,40}(?:[-_][a-z0-9]{1,40}){0,8}(?![\w/]|-\w|\.\w)/gi;

const asksAfter = /\b(?:what happened|what became|what is (?:up|wrong) with|trace|follow|look up|outcome of|why)\b/i;

const most = 8;

/** What became of one request, order or job that the question names by its id: the lines of the logs that hold it, the last or the worst first. */
export function idAnswer(question: string, view: ClusterView): Answered | null {
  if (view.logs.length === 0 || question.length > 400 || !asksAfter.test(question)) return null;
  const named = [...question.matchAll(ids)].map(([id]) => id).filter((id) => id.length >= 6 && !isObject(id, view));
  for (const id of named) {
    const lines = view.logs
      .flatMap(({ evidence }) => linesOf(view.evidence[evidence]!))
      .filter(({ text }) => text.includes(id));
    if (lines.length > 0) return told(id, [...new Set(lines)]);
  }
  return null;
}

const grave = /^(?:error|fatal|critical)$/;

function told(id: string, lines: readonly Line[]): Answered {
  const decisive = lines.findLast(({ text }) => grave.test(messageIn(text).level)) ?? lines.at(-1)!;
  const before = lines.length === 1 ? "the only line that names it" : `${lines.length} lines name it`;
  return {
    summary: `${id}: ${messageIn(decisive.text).text.trim().slice(0, 400)} (${before}).`,
    details: "",
    lines: lines.length <= most ? lines : [...new Set([lines[0]!, ...lines.slice(1 - most), decisive])],
  };
}
