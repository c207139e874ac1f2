import { messageIn } from "../../evidence/log-message.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";
import { linesOfLog } from "./log-course.ts";
import type { Read } from "./over.ts";

const done =
  /\b(?:success\w*|succeeded|went through|completed?|confirmed|placed|accepted|charged|processed|delivered|dispatched|stored|saved|sent|created)\b/i;
const notDone = /\b(?:not|fail\w*|un\w{3,20}|error|denied|declined|refused|retry\w*|before|until|will)\b/i;

const fewest = 3;

/**
 * Whether a log without errors tells over and over that just that was done of which people say that they cannot: `customers cannot pay`,
 * and `payment went through`.
 */
export function tellsOfDeeds({ log, course }: Read, { plain }: Question, view: ClusterView): boolean {
  const wanted = cannot.exec(plain)?.[1];
  if (course.state !== "clean" || wanted === undefined || anyDeed.test(wanted)) return false;
  const stem = wanted.slice(0, Math.max(3, wanted.length - 2));
  const isOfIt = log.object.name.includes(stem);
  const deeds = linesOfLog(log, view).filter(({ text }) => {
    const { text: said } = messageIn(text);
    const start = said.slice(0, 1000);
    return done.test(start) && !notDone.test(start) && (isOfIt || start.toLowerCase().includes(stem));
  });
  return deeds.length >= fewest;
}

/** What names no deed of its own: a service of users holds `use`. */
const anyDeed = /^(?:use|see|get|find|open|load|reach|access|connect|view|work|make|have|come|start|run|set|add|the)$/;

const cannot =
  /\b(?:cannot|can't|can not|could not|couldn't|unable to|not able to|fail(?:s|ed)? to) (?:even |always |properly )?([a-z]{3,30})\b/;
