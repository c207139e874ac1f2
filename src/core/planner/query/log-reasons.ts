import { shortened } from "../../diagnosis/logs/decisive-line.ts";
import { saidIn } from "../../diagnosis/logs/said-in-line.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { Answered } from "../answers/answer.ts";
import type { RowSet } from "./row.ts";

const asksReason =
  /\b(?:for (?:what|which) reasons?|what (?:is|was|were) (?:the|its|their) reasons?|(?:and|with) (?:the|its|their) reasons?)\b/i;

/** `which order was cancelled, and why?`: of records in logs; why an object of the cluster fails is another question. */
const whichAndWhy =
  /^([^?]{0,160}\b(?:which|what|whose) (?!pods?\b|containers?\b|nodes?\b|deployments?\b|stateful|daemon|jobs?\b|cron|services?\b|workloads?\b|apps?\b|components?\b|replicas?\b)[a-z-]{3,30} (?:was|were|got|has been|have been|had been|is|are)\b[^?]{3,120}?),? and why(?: (?:was|is|were|did) (?:it|that|they))?\s{0,2}\?*\s{0,2}$/i;

/** The question with `and why` put as it is asked of lines. */
export const askedReason = (question: string): string =>
  question.length > 600 ? question : question.replace(whichAndWhy, "$1, and for what reason?");

const ids =
  /\b[A-Za-z]{2,12}[-_#:]\d{3,20}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?:id|[a-z]{2,20}[_.-]?id|ref|number|key)["']?[=:] ?["']?([\w.-]{3,60})/gi;

const idsIn = (text: string): readonly string[] =>
  [...text.slice(0, 2000).matchAll(ids)].map((match) => match[1] ?? match[0]).filter((one) => /\d/.test(one));

/** What a line says that tells why. */
const tells =
  /\breasons?\b|\bcause[ds]?\b|\bbecause\b|\bdue to\b|\berr(?:or)?\b|\bdeclin|\bden(?:ied|y)|\breject|\binvalid|\bexpired|\bexceed|\binsufficient|\bfail|\btime[ds]? ?out|\bnot (?:found|allowed|enough|available)|\bout of stock/i;

const isOf = (text: string, id: string): boolean => {
  const at = text.indexOf(id);
  return at >= 0 && !/[\w-]/.test(text[at + id.length] ?? "") && !/[\w-]/.test(text[at - 1] ?? "");
};

/** The lines of the same record that tell why, put behind what was found; the answer as it is where none does. */
export function withReasons(question: string, found: Answered, sets: () => readonly RowSet[]): Answered {
  if (!asksReason.test(question) || found.lines.length === 0 || found.lines.length > 3) return found;
  const all = sets()
    .filter(({ sort }) => sort === "log")
    .flatMap(({ rows }) => rows.flatMap(({ lines }) => lines));
  const isFound = (line: Line) => found.lines.some((one) => one.command === line.command && one.line === line.line);
  const reasons = found.lines.flatMap(({ text }) => {
    const own = idsIn(text);
    return all.filter((line) => !isFound(line) && tells.test(line.text) && own.some((id) => isOf(line.text, id)));
  });
  if (reasons.length === 0) return found;
  const shown = [...new Set(reasons)].slice(-3);
  const said = shown.map(({ text }) => `"${shortened(saidIn(text), 160)}"`).join(", ");
  return {
    ...found,
    summary: `${found.summary.replace(/\.$/, "")}; the reason, by the same id: ${said}.`,
    lines: [...found.lines, ...shown],
  };
}
