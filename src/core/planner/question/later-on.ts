import { ordersChange } from "./intent.ts";

const states =
  "is|are|has|have|finish(?:es|ed)|complet(?:es|ed)|succeed(?:s|ed)|ends?|ended|pass(?:es|ed)|becomes?|gets?|turns?|comes?|goes|reach(?:es)?|says?|shows?|reports?|works?|stops?|stopped|drops?|falls?|rises?|exceeds?|answers?|responds?";

/** What is still to come: `after the upgrade is done`, `as soon as job load-1 has completed`; what was, is a reason. */
export const awaitedState = `(?:only )?(?:after|once|when(?:ever)?|as soon as|the moment|immediately after|right after|not before|only then when) (?=(?:(?!(?:was|were|had|did)\\b)[^\\s,;.!?]+(?:\\.\\S+)? ){1,12}?(?:${states})\\b)`;

const clock =
  "\\d{1,2}(?::\\d{2})? ?(?:am|pm|o'clock)|\\d{1,2}:\\d{2}|noon|midnight|lunch|dinner|(?:business|office|working) hours|hours|work|dark";
const event =
  "the (?:weekend|night|meeting|maintenance(?: window)?|freeze|deadline|demo|holidays?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day";

/** A time that is not now: `after 6pm`, `in 10 minutes`, `tomorrow`. What somebody gives up after, or looks for, is none. */
export const laterTime = `(?<!\\b(?:give up|giving up|time ?out|times out|stop|fail|expires?|created|started|made|changed|updated|appeared|scheduled|older|since|deployed|schedule|quit|abort) )(?:after|at|not before) (?:${clock}|${event})\\b(?!'s)|(?<=^\\S[^,;.!?]{4,120} )in (?:\\d{1,4}|an?) (?:seconds?|minutes?|mins?|hours?|days?|weeks?)\\b(?= ?[.!]?$)|(?<=^\\S[^,;.!?]{4,120} )(?:tomorrow|tonight|later today|later tonight|next (?:week|month|\\w+day))(?= ?[.!]?$)`;

const awaited = new RegExp(`^${awaitedState}`, "i");

/** Whether a clause tells what is to come before an order is carried out. */
export function comesFirst(clause: string): boolean {
  return awaited.test(clause);
}

/** What an order waits for, in words that leave no doubt where they end. */
export const reached =
  "(?:(?:is|are|has|have)(?: been| fully| again| become| all)? (?:ready|available|done|complete|completed|finished|succeeded|up|running|bound|deleted|gone|removed|rolled out|through|over)(?: again| and running)?|completes|finishes|succeeds|becomes (?:ready|available)|comes up|turns ready)";

const leading = new RegExp(
  `^((?:(?:only )?(?:after|once|when|as soon as|the moment) [^,;.!?\\n]{3,80}?(?: ${reached}(?=[, ])|(?=,))|(?:in|after) (?:\\d{1,4}|an?) (?:seconds?|minutes?|mins?|hours?|days?|weeks?)|tomorrow|tonight|(?:at|after) (?:${clock}))),? (?:then )?(?:please )?(?=\\S)(.{4,300}?)([.!]?)$`,
  "is",
);

/** An order before what it waits for: `once the backup is done, delete namespace old` as `delete namespace old once the backup is done`. */
export function withConditionLast(text: string): string {
  const found = leading.exec(text.trim());
  if (found === null || /[?\n]/.test(text)) return text;
  const [, condition, order] = found as unknown as readonly [string, string, string];
  return ordersChange(order.toLowerCase())
    ? `${order} ${condition.toLowerCase() === condition ? condition : condition[0]!.toLowerCase() + condition.slice(1)}`
    : text;
}
