import { type Paraphrase, row } from "./paraphrase.ts";

const version = "(?:version|revision|release|step|deploy|deployment|rollout|state|one|image)";
const notNames =
  "(?!(?:last|latest|newest|new|current|previous|whole|entire|stuck|failed|failing|ongoing|running|deployment|statefulset|daemonset|rolling|paused|first|update|canary|any|every|each|no|how|what|kubectl|status)\\b)";
const rolled = `(?:the |our |my )?${notNames}{name}(?:'s)? (?:roll-?out|rolling update)`;
const carriedOut =
  "done|finished|complete|completed|through|over|successful|ready|ok|okay|live|up|stuck|still (?:running|going|going on)|in progress|progressing";
const before = "(?:before|previously|earlier|that worked|from before|it had before|prior)";
const previous = "(?:previous|last|former|prior|old|earlier)(?: (?:good|working|stable))?";
const takes = "(?:step|take|roll|set|move|put|bring|get|turn|switch|return|revert|reset)";
const end = "(?=[.!,;]|$| please| pls| now| again)";

/** Back to what ran before, held, and let go on. */
export const rolloutOrders: readonly Paraphrase[] = [
  row(`${takes} (?:the )?${notNames}{name}(?: deployment)? back (?:by )?(?:one|a|1) ${version}`, "roll back deployment $1"),
  row(`${takes} (?:the )?${notNames}{name}(?: deployment)? back (?:on|to|onto|at) (?:the )?(?:${version} ${before}|${previous} ${version})${end}`, "roll back deployment $1"),
  row(`(?:go |roll |get )?back to (?:the )?(?:${version} ${before}|${previous} ${version}) (?:of|for|with|on) (?:the )?${notNames}{name}(?: deployment)?${end}`, "roll back deployment $1"),
  row(`{workload}:? (?:go |goes |should go |must go )?back to (?:the |its )?(?:${version} ${before}|${previous} ${version})${end}`, "roll back $1"),
  row(`(?:(?:roll|take|bring|put|get|turn) (?:it|this|that|the (?:old|previous|last|former) (?:one|version|release|revision|image|deploy)) back|(?:revert|undo) (?:it|this|that))${end}`, (_, text) => ofRelease(text)),
  row(`(?:go|step|roll|move|take us|take it|bring it|put it) back(?: by)?(?: to)?(?: the)?(?: (?:one|a|1)(?: ${version})?| ${previous} ${version}| (?:the )?${version} ${before}| ${before})${end}`, (_, text) => ofRelease(text)),
  row("(?:hold|freeze|stop|halt|pause|suspend|interrupt) (?:the )?(?:ongoing |running |current |present )?(?:rollout|roll-out|rolling update|update) (?:of|for) (?:the )?{workload}(?=[.!,;]|$| please| for| until| now| in )", "pause the rollout of $1"),
  row("(?:hold|freeze|stop|halt|pause|suspend|interrupt) (?:the )?(?:ongoing |running |current |present )?(?:rollout|roll-out|rolling update) (?:of|for) (?:the )?(?!deployment|statefulset|daemonset){name}(?=[.!,;]|$| please| for| until| now| in )", "pause the rollout of deployment $1"),
  row("(?:mark|set|put|flag|declare|make|leave|keep) {workload} (?:as |to |to be |into |on )?(?:the )?(?:paused|pause|hold)(?: state)?(?=[.!,;]|$| please| for| until| now)", "pause the rollout of $1"),
  row("{workload} (?:should|must|shall|has to|needs to|is to) be (?:paused|held|put on hold|frozen)(?=[.!,;]|$| please| for| until| now)", "pause the rollout of $1"),
  row("(?:mark|set|flag|declare|make) {workload} (?:as |to |to be )?(?:unpaused|resumed|no longer paused|not paused)(?: any ?more)?(?=[.!,;]|$| please| now)", "resume the rollout of $1"),
  row("{workload} (?:should|must|shall|has to|needs to|is to) (?:be (?:unpaused|resumed)|(?:no longer|not) be (?:paused|held|on hold)(?: any ?more)?)(?=[.!,;]|$| please| now)", "resume the rollout of $1"),
]; // biome-ignore format: one line a paraphrase

/** How far a rollout is, said with the name before it. */
export const rolloutLooks: readonly Paraphrase[] = [
  row(`(?:is|has|did|was|are) ${rolled}(?: been| get| go| become)? (?:already )?(?:${carriedOut})(?: yet| now| already| by now)?(?=[.?!]|$)`, "is the rollout of the $1 deployment done"),
  row(`${rolled} (?:already )?(?:${carriedOut})(?: yet| now| already| by now)?\\?`, "is the rollout of the $1 deployment done"),
  row(`(?:how(?:'s| is| far is| far along is| far has)|what(?:'s| is) (?:the )?(?:status|state|progress) of|(?:the )?(?:status|state|progress) of) ${rolled}(?: going| doing| coming along| now| right now| got| come| along)*(?=[.?!]|$)`, "is the rollout of the $1 deployment done"),
  row("(?:what(?:'s| is| was| are) )?(?:the )?(?:last |latest )?change[- ]causes? (?:of|for) {workload}(?=[?.!]|$)", "rollout history of $1"),
  row(`what (?:did|has) (?:the )?(?:last|latest|previous|newest) (?:rollout|deploy|release|update|roll-out) (?:of|to) (?:the )?(?:deployment )?{name} (?:change|changed|bring|do)(?=[.?!]|$)`, "rollout history of deployment $1"),
  row(`${rolled} (?:status|state|progress)(?=[.?!]|$| please)`, "is the rollout of the $1 deployment done"),
  row("(?:all |the |any |earlier |list of )*(?:previous|past|earlier|former|old) (?:rollouts|revisions|releases) of (?:the )?(?:deployment )?{name}(?=[.?!]|$| please)", "rollout history of deployment $1"),
]; // biome-ignore format: one line a paraphrase

/** `the last deploy of x was bad`, `x's latest release is broken`: what is to go back was spoken of before. */
function ofRelease(text: string): string | null {
  const deployed = "(?:deploy(?:ment)?|release|roll-?out|version|update|upgrade|image)";
  const name = "([a-z0-9][a-z0-9-]{1,60}[a-z0-9])";
  const recent = "(?:last|latest|newest|new|current|recent)";
  const said =
    new RegExp(`\\b${recent} ${deployed} (?:of|to|for|in|on) (?:the )?(?:deployment )?${name}\\b`, "i").exec(text) ??
    new RegExp(`\\b${name}(?:'s)? ${recent} ${deployed}\\b`, "i").exec(text) ??
    new RegExp(`\\b(?:deployment|deploy) ${name}(?= (?:is|was|broke|went|got|looks|crash\\w*|fail\\w*))`, "i").exec(
      text,
    );
  return said === null || /^(?:the|our|this|that|it|its|my)$/i.test(said[1]!)
    ? null
    : `roll back deployment ${said[1]}`;
}
