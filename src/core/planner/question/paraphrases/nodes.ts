import { type Paraphrase, row, subjectOfText } from "./paraphrase.ts";

const effect = "NoExecute|NoSchedule|PreferNoSchedule";
const again = "(?: again| once more| as before| from now on)?";

const newThings =
  "(?:(?:any|every)thing (?:new|more|else|further)|(?:any |all )?(?:new|more|further|additional) (?:things?|stuff|work|load|workloads?|pods?))";

/** Nodes that take pods again, or no longer. */
export const nodeOrders: readonly Paraphrase[] = [
  row("(?:re-?)?(?:allow|enable|permit|open)(?: up)?(?: new)?(?: pod)? scheduling (?:on|for|to|onto) {node}", "uncordon node $1"),
  row(`(?:re-?)?(?:allow|enable|permit)(?: new)?(?: pods?)?(?: scheduling)?(?: to be scheduled| to land| to run)? (?:there|on it|onto it)${again}`, (_, text) => onNode(text, "uncordon")),
  row(`(?:re-?)?(?:allow|enable)(?: new)?(?: pod)? scheduling${again}(?=[.,;!]|$)`, (_, text) => onNode(text, "uncordon")),
  row(`let (?:the |new )*pods (?:schedule|land|run|be scheduled|come|go)(?: back)? (?:on|onto|to) (?:it|there|that node|that one)${again}`, (_, text) => onNode(text, "uncordon")),
  row(`let (?:the |new )*pods (?:schedule|land|run|be scheduled|come|go)(?: back)? (?:on|onto|to) {node}${again}`, (match) => `uncordon node ${bareNode(match[1]!)}`),
  row(`(?:open|free|release)(?: up)? {node} (?:for (?:new )?(?:pods|scheduling|workloads?|business)|up)${again}`, "uncordon node $1"),
  row(`(?:put|bring|take|get) {node} back (?:in|into|to|on)(?:to)?(?: the)? (?:rotation|service|duty|work|use|pool|production|business)`, "uncordon node $1"),
  row(`{node} (?:may|can|should|shall|must|is to|has to) (?:take|get|accept|receive|run|host|have)(?: new)? (?:pods|workloads?|work|load)${again}(?=[.,;!]|$| please| now)`, (match) => `uncordon node ${bareNode(match[1]!)}`),
  row("{node} (?:may|can|should|shall|must|is to|has to) (?:take|get|accept|receive|run|host|have) no (?:new |more |further |other ){1,3}(?:pods|workloads?|work|load)", (match) => `cordon node ${bareNode(match[1]!)}`),
  row("(?:all )?(?:the )?(?:pods|workloads?|applications) (?:on|of) {node} (?:have to|must|should|shall|need to|are to) (?:leave|go|move|move away|get off|be moved|be evicted|be drained)", (match) => `drain node ${bareNode(match[1]!)}`),
  row(`(?:let|have) (?:the )?node {name} (?:take|get|accept|receive|run|host)(?: new)? (?:pods|workloads?|work|load)`, "uncordon node $1"),
  row(`(?:make|mark|set) {node} (?:as )?schedulable${again}`, (match) => opened(match[1]!)),
  row(`(?:let|have) {node} (?:take|get|accept|receive|run|host|have)(?: new)? (?:pods|workloads?|work|load)${again}`, (match) => opened(match[1]!)),
  row(`{node} (?:may|can|should|shall|must|is to) (?:be used|be scheduled(?: on| onto| to)?|work|serve|join in)(?: again| once more)(?=[.,;!]|$| please| now)`, (match) => opened(match[1]!)),
  row(`(?:put|bring|take|get|return|give|restore|send|move|let) {node}(?: back)? (?:in|into|to|on)(?:to)?(?: the)? (?:rotation|service|duty|pool|production|business)(?: again)?(?= please| now|[.,;!]|$)`, (match, text) => (/\b(?:back|again|return|restore)\b/i.test(match[0]) || /\bagain\b/i.test(text) ? opened(match[1]!) : null)),
  row(`(?:re-?open|unblock|un-?lock|free|release) {node}(?: again)?(?: for (?:scheduling|pods|new pods|workloads?|work|business))?(?= please| now|[.,;!]|$)`, (match) => opened(match[1]!)),
  row(`(?:open|free) (?:it|that node|this node|that one) (?:up|again|up again)(?= please| now|[.,;!]|$)`, (_, text) => onNode(text, "uncordon")),
  row(`(?:make|mark|set) (?:the )?node {name} (?:as )?(?:unschedulable|not schedulable|off[- ]limits)`, "cordon node $1"),
  row("(?:get|move|take|push|clear|chase|kick|bring) (?:everything|all (?:of )?(?:the )?(?:pods|workloads?|load|stuff)|the (?:pods|workloads?|load)|all)(?: away)? (?:off|from|out of|down from)(?: of)? {node}", (match) => `drain node ${bareNode(match[1]!)}`),
  row("(?:clear|empty|rid|free|strip|vacate) {node} (?:of|from) (?:everything|all (?:of )?(?:the |its )?(?:pods|workloads?)|all|its pods|the pods)\\b", (match) => `drain node ${bareNode(match[1]!)}`),
  row(`(?:fence|seal|close|block)(?: off)? (?:the )?node {name}(?: off)?(?: for| against| from)?(?: new)?(?: pods| scheduling| workloads)?`, "cordon node $1"),
  row(`(?:take|get|pull|strip|lift|rip|wipe)(?: the)? (?!(?:taint|the)\\b)([\\w./-]{2,80})(?:[ :]\\(?(${effect})\\)?)? taint (?:away|off|back|down|out)?(?: from| of| off)? ?{node}`, (match) => `remove the taint ${match[1]}${match[2] === undefined ? "" : `:${match[2]}`} from node ${bareNode(match[3]!)}`),
  row(`(?:lift|clear|undo|drop)(?: the)? (?!(?:taint|the)\\b)([\\w./-]{2,80})(?:[ :]\\(?(${effect})\\)?)? taint (?:from|of|off|on) {node}`, (match) => `remove the taint ${match[1]}${match[2] === undefined ? "" : `:${match[2]}`} from node ${bareNode(match[3]!)}`),
  row("(?:mark|flag|stamp|brand|badge|equip|tag) (?:the )?(node|pod|deployment|namespace|service|statefulset|job|configmap|secret|pvc|daemonset) {name} (?:with|as|by|using)(?: the)?(?: label)? {pair}", "label $1 $2 $3"),
  row("{labelled} (?:should|must|shall|has to|needs to|is to) (?:get|have|carry|bear|receive) (?:the |an? )?(annotation|label) {pair}(?= please| pls| now|[.,;!]|$)", (match) => `${match[2]!.toLowerCase() === "label" ? "label" : "annotate"} ${match[1]} ${match[3]}`),
  row("(?:nothing|nobody|no pods?|no workloads?)(?: new| more| else| further)? (?:should|must|may|shall|can|is to|are to) (?:be scheduled|land|start|be placed|go|come)(?: any ?more)? (?:on|onto|to) {node}(?= please| pls| now| any ?more|[.,;!]|$)", (match) => `cordon node ${bareNode(match[1]!)}`),
  row("{node} (?:should|must|shall|may|can) ?(?:not|n't) (?:take|get|accept|receive|run|host|have)(?: any)?(?: new)? pods unless they tolerate (?:the taint )?{pair}", (match) => `taint node ${bareNode(match[1]!)} ${match[2]}:NoSchedule`),
  row("keep (?:all |any |the )?pods (?:without (?:an? |the )?toleration (?:for|of)|(?:that|which) (?:do not|don't) tolerate) (?:the taint )?{pair} (?:off|away from|out of)(?: of)? {node}", (match) => `taint node ${bareNode(match[2]!)} ${match[1]}:NoSchedule`),
  row("(?:evict|remove|kick|throw|push) (?:everything|all pods|all|every pod)(?: out)?(?: from| off| of| out of){1,2} {node} (?:that|which) (?:does not|doesn't|do not|don't) tolerate (?:the taint )?{pair}", (match) => `taint node ${bareNode(match[1]!)} ${match[2]}:NoExecute`),
  row("no (?:(?:new|more|further|other|additional) ){1,3}(?:pods|workloads?|work|load)(?: should| must| may| shall)?(?: go| land| run| be placed| be scheduled)? (?:on|onto|to) {node}(?= please| pls| now| for now| for the time being| for the moment| any ?more| until| till|[.!;,]|$)", (match, text) => keptAway(match[1]!, text)),
  row("no (?:(?:new|more|further|other|additional) ){1,3}(?:pods|workloads?|work|load)(?: there| on it| on that one)?(?= please| pls| now| for now| for the time being| for the moment| any ?more| until| till|[.!]|$)", (_, text) => (tellsTrouble.test(text) ? null : onNode(text, "cordon"))),
  row("nothing (?:new|else|more) (?:on|onto|to) {node}(?= please| pls| now| for now| for the time being| any ?more| until| till)", (match, text) => keptAway(match[1]!, text)),
  row("{node} (?:should|must|shall|may) ?(?:not|n't) (?:take|get|accept|receive|run|host|have)(?: any)?(?: new| more| further| other){1,3} (?:pods|workloads?|work|load)", (match, text) => keptAway(match[1]!, text)),
  row("(?:do not|don't|never|stop) (?:schedule|scheduling|place|placing|put|putting) (?:anything|any pods|pods|workloads?|any workloads?|new pods|new workloads?|any new pods|more pods)(?: new| more| else)? (?:on|onto|to) {node}", (match, text) => keptAway(match[1]!, text)),
  row("(?:block|prevent|stop|refuse|reject|bar|ban)(?: any| all)? (?:new|more|further|additional) (?:pods|workloads?)(?: from (?:landing|running|being scheduled|being placed|starting|going|coming))? (?:on|from|onto) {node}", (match, text) => keptAway(match[1]!, text)),
  row(`(?:stop|prevent|keep|block|bar)(?: from)? ${newThings}(?: from)?(?: (?:landing|being (?:scheduled|placed|put)|starting|running|going|coming|getting|ending up))? (?:on|onto|to|off|from|away from) {node}`, (match, text) => keptAway(match[1]!, text)),
  row(`(?:do not|don't|never) (?:let|allow|put|place|schedule|run|start) ${newThings}(?: (?:to )?(?:land|run|start|go|come|be scheduled|be placed))? (?:on|onto|to) {node}`, (match, text) => keptAway(match[1]!, text)),
  row("(?:let|have) nothing (?:new|more|else)(?: (?:land|run|start|go|come|be scheduled|be placed))? (?:on|onto|to) {node}", (match, text) => keptAway(match[1]!, text)),
  row("(?:put|stick|hang|attach|slap|glue|place|pin)(?: the| an?)?(?: label| tag)? {pair}(?: label| tag)? (?:on|onto|to|at)(?: the)? (node|pod|deployment|namespace|service|statefulset|job|daemonset) {name}", "label $2 $3 $1"),
  row("{pair} as (?:an? |the )?(label|annotation) (?:on|for|to|onto|at) {labelled}", (match) => `${match[2]!.toLowerCase() === "label" ? "label" : "annotate"} ${match[3]} ${match[1]}`),
]; // biome-ignore format: one line a paraphrase

const tellsTrouble =
  /\b(?:problem|issue|trouble|weird|strange|wrong|why|notice\w*|see|tell me|vanish\w*|gone|says?|said|what|how|who|there (?:is|are))\b/i;

/** What is called a node, or carries a number as machines do; no order where somebody tells that no pods come. */
function keptAway(node: string, text: string): string | null {
  return tellsTrouble.test(text) ||
    !/\d|^(?:(?:the|our|my|this|that) )?(?:node|machine|host|worker|box|server)[ /]/i.test(node)
    ? null
    : `cordon node ${bareNode(node)}`;
}

/** What is called a node, or carries a number as machines do, takes pods again. */
function opened(node: string): string | null {
  const isNode = /\d|^(?:(?:the|our|my|this|that) )?(?:node|machine|host|worker|box|server)[ /]/i.test(node);
  return isNode ? `uncordon node ${bareNode(node)}` : null;
}

function onNode(text: string, verb: string): string | null {
  const subject = subjectOfText(text);
  if (subject === null || (subject.includes(" ") && !/^node /i.test(subject))) return null;
  return `${verb} node ${subject.replace(/^node /i, "")}`;
}

function bareNode(said: string): string {
  return said.replace(/^(?:(?:the|our|my|this|that) )?(?:(?:node|machine|host|worker|box|server)[ /])?/i, "");
}
