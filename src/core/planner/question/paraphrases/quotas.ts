import { type Paraphrase, row } from "./paraphrase.ts";

const counted =
  "(?:pods?|services?|secrets?|config ?maps?|pvcs?|persistent ?volume ?claims?|volume claims?|cpus?|cores?|(?:of )?(?:memory|ram))";
const amount = `(?:\\d[\\w.]{0,8} ?${counted}|(?:cpus?|memory|ram|pods?|services?)(?: of| to| =|:)? \\d[\\w.]{0,8})`;
const amounts = `(${amount}(?:(?:,? and |, ?| plus )${amount}){0,6})(?= please| pls|[.!]?$|,)`;
const most =
  "(?:(?:at most|no more than|not more than|max(?:imum)?(?: of)?|a maximum of|up to|only|a total of|just)(?: a total of)? )";
const space = "(?:the )?(?:namespace|ns) {name}";

const quota = (namespace: string, said: string): string =>
  `create a quota named ${namespace}-quota in namespace ${namespace} with ${said}`;

/** What a namespace may hold: a quota, named after it where nobody names it. */
export const quotaOrders: readonly Paraphrase[] = [
  row(`(?:limit|cap|restrict|confine|bound|hold|constrain) ${space} (?:down )?(?:to|at|with|by) ${most}?${amounts}`, (match) => quota(match[1]!, match[2]!)),
  row(`(?:limit|cap|restrict|confine|bound|hold|constrain) (?:the )?{name} (?:namespace|ns) (?:down )?(?:to|at|with|by) ${most}?${amounts}`, (match) => quota(match[1]!, match[2]!)),
  row(`${space} (?:may|can|must|should|shall|is to|has to|is allowed to) (?:use|have|hold|run|take|get|consume|contain|request) ${most}${amounts}`, (match) => quota(match[1]!, match[2]!)),
  row(`${space} (?:may|can|must|should|shall)(?: not|n't) (?:use|have|hold|run|take|get|consume|contain|request) more than ${amounts}`, (match) => quota(match[1]!, match[2]!)),
  row(`${space} (?:must|should|shall|is to|has to) be (?:limited|capped|restricted) (?:to|at) ${most}?${amounts}`, (match) => quota(match[1]!, match[2]!)),
  row(`(?:allow|permit|grant|tolerate) ${most}(${amount}(?:(?:,? and |, ?)${amount}){0,6}) (?:in|for|per|on) ${space}`, (match) => quota(match[2]!, match[1]!)),
  row(`(?:no more than|not more than|at most|max(?:imum)?|a maximum of) (${amount}(?:(?:,? and |, ?)${amount}){0,6}) (?:in|for|on) ${space}(?= please| pls|[.!]?$)`, (match) => quota(match[2]!, match[1]!)),
  row(`(?:put|set|place|impose|create|make|add|lay|define|give|establish) an? (?:new )?(?:resource ?)?quota (?:of|with|that allows) (${amount}(?:(?:,? and |, ?)${amount}){0,6}) (?:on|onto|for|in|to|upon) ${space}`, (match) => quota(match[2]!, match[1]!)),
  row(`(?:put|set|place|impose|create|make|add|lay|define|give|establish) an? (?:new )?(?:resource ?)?quota (?:on|onto|for|in|to|upon) ${space} (?:of|with|at|allowing|that allows) ${most}?${amounts}`, (match) => quota(match[1]!, match[2]!)),
]; // biome-ignore format: one line a paraphrase
