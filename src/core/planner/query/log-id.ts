import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";
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
  const named = [...question.matchAll(ids)].map(([id]) => id).filter((id) => id.length >= 6 && !isNamed(id, view));
  for (const id of named) {
    const lines = view.logs
      .flatMap(({ evidence }) => linesOf(view.evidence[evidence]!))
      .filter(({ text }) => text.includes(id));
    if (lines.length > 0) return told(id, [...new Set(lines)]);
  }
  return null;
}

/** Objects are no ids: those that are shown, and those of which only events tell. */
const isNamed = (id: string, view: ClusterView): boolean =>
  isObject(id, view) || view.events.some(({ object }) => object.name === id);

/** `bag 4471`, `order no. 812`: what only its number tells from others of its kind. */
const numbered = /\b([a-z]{3,20}) (?:no\.? |number |id )?#?(\d{2,12})(?![\w%]|[.:,]\d)/gi;

/** Words before a number that say no kind of thing. */
const noKind =
  /^(?:ports?|status|code|exit|http|error|uid|gid|pid|line|page|version|release|build|revision|exactly|only|all|about|around|over|under|after|before|since|least|most|than|last|first|next|for|from|the|and|are|was|has|have|had|with|see|shows?|said|gets?|got|max|limit|timeout|until|between|within|says|returns?|answers?|day|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)$/i;

const asksOfIt =
  /\b(?:who|whose|when|where|what happened|what became|what (?:is|went) (?:up|wrong)|(?:did|was|is|has|were)\b[^?.]{0,60}\b(?:wrong|amiss|properly|correctly|in order))\b/i;

/** What the logs say of a thing that is told by its kind and its number: the line of what is asked, else the worst, else the last. */
export function numberAnswer(question: string, view: ClusterView): Answered | null {
  if (view.logs.length === 0 || question.length > 400 || !asksOfIt.test(question) || tallies.test(question))
    return null;
  for (const [, noun, number] of question.matchAll(numbered)) {
    if (noKind.test(noun!)) continue;
    const name = new RegExp(`\\b${noun}(?:[_-]?(?:id|no|number))?["']?[\\s:=/#_-]{1,3}["']?${number}(?!\\w)`, "i");
    const lines = view.logs
      .flatMap(({ evidence }) => linesOf(view.evidence[evidence]!))
      .filter(({ text }) => name.test(text));
    const decisive = lines.length === 0 ? null : decisiveOf(question, lines);
    if (decisive !== null) return toldOf(`${noun} ${number}`, decisive, [...new Set(lines)]);
  }
  return null;
}

const tallies = /\b(?:how (?:many|much|often|long)|alerts?|firing)\b/i;

const amiss =
  /\b(?:mis(?:routed|placed|matched|sing|read)\w*|wrong|fail\w*|errors?|reject\w*|lost|denied|refus\w+|dropped|abort\w*|declin\w+|invalid|timed? ?out|timeout|late|unexpected)\b/i;

/** Who did it, and when it was done, only the line tells that says that it was done. */
function decisiveOf(question: string, lines: readonly Line[]): Line | null {
  const done = /\b(?:who|when was|when did|where was)\b[^.?!]{0,30}?\b([a-z]{3,14}?)(?:t?t?ed)\b/i.exec(question)?.[1];
  if (done !== undefined) return lines.findLast(({ text }) => text.toLowerCase().includes(done.toLowerCase())) ?? null;
  return (
    lines.findLast(({ text }) => grave.test(messageIn(text).level)) ??
    lines.findLast(({ text }) => amiss.test(text)) ??
    lines.at(-1)!
  );
}

function toldOf(name: string, decisive: Line, lines: readonly Line[]): Answered {
  const count = lines.length === 1 ? "the only line that names it" : `${lines.length} lines name it`;
  return {
    summary: `${name}: ${decisive.text.trim().slice(0, 400)} (${count}).`,
    details: "",
    lines: lines.length <= most ? lines : [...new Set([lines[0]!, ...lines.slice(1 - most), decisive])],
  };
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
