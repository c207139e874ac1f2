import { seeksFault } from "./seeks-fault.ts";
import type { Question } from "./understand.ts";

/** `is X healthy`, `any errors`, `is anything wrong`: one good look answers these, unlike `why does X fail`. */
export function asksWhetherWell(question: Question): boolean {
  const { plain } = question;
  if (/\bwhy\b/.test(plain)) return false;
  if (
    /^what(?:'s| is| are)\b.*\b(?:issues?|problems?|wrong|matter|cause|reason|errors?|culprit|bottleneck)\b/.test(plain)
  )
    return false;
  if (/^what(?:'s| is| are) broken\b/.test(plain) && complains(besideFirst(question.text))) return false;
  if (asksToAct.test(plain)) return true;
  if (assertsTrouble(plain) || tellsOfLack(question)) return false;
  return (
    /^(?:\S+ ){0,3}?(is|are|does|do|has|have|any|anything|everything|check)(?![\w-])/.test(plain) ||
    /\bany (errors?|problems?|issues?)\b|\bhealth\w*\b|\bsomething wrong\b|\bworr(?:y|ied|ying)\b/.test(plain)
  );
}

/** What is told beside a question that comes first: `What is broken? Guests see an empty list.` */
const besideFirst = (text: string): string => text.replace(/^[^.?!]{1,200}[.?!]+/, "").toLowerCase();

/** `do I have to roll back?` */
const asksToAct =
  /\b(?:do|should|must|shall|need) (?:i|we) (?:have to |need to )?(?:act|do|care|roll|restart|create|fix|intervene|react)\b/;

/** `the canary is not starting, could you check?` tells that something fails; `is it not starting?` asks. */
function assertsTrouble(plain: string): boolean {
  const asserts =
    /\b(?:is|are|does|do|did|has|have|can|could|will|would) not\b|\b(?:isn't|aren't|doesn't|don't|won't|can't|cannot|never|fails|failing|keeps)\b/;
  return asserts.test(plain) && !/^(?:is|are|does|do|did|has|have|can|should|any)\b/.test(plain);
}

/** `gift cards do not work`: the name is no part of `plain`, which then begins like a question. */
function tellsOfLack({ text, plain }: Question): boolean {
  return !text.includes("?") && text.length <= 100 && lack.test(plain) && !asking.test(text.trim().toLowerCase());
}

const lack =
  /\b(?:not|never|no longer|missing|fails?|failing|nothing|lost|gone|slow\w*|stuck|hanging|broken|down|unreachable|don't|doesn't|isn't|aren't|won't|can't|cannot)\b/;
const asking =
  /^(?:(?:hi|hello|hey|please|so|and|ok|okay|but)[, ]{1,3}){0,3}(?:is|are|does|do|did|has|have|can|could|should|any|anything|everything|check|verify|see|tell|show|was|were|will|would|whether|if|what|which|who|how|when|where|look)\b/;

/** Whether a sentence tells of something that does not work, however its objects stand. */
export function complains(plain: string): boolean {
  return trouble.test(plain);
}

export const trouble =
  /\b(?:fails?|failing|failed|broken?|breaks?|errors?|[45]\d\d|hangs?|hanging|stuck|slow\w*|timeouts?|times? out|timed out|drop\w*|lost|loses?|keeps?|never|nothing|nobody|no one|empty|down|wrong|cannot|can't|won't|doesn't|don't|isn't|not|refused|denied|rejected|dies|died|spins?|reconnect\w*|missing|disappear\w*|stopped|unreachable|unavailable|forever|gives? up|takes?|seconds?|minutes?|long|waits?|waiting|gone)\b/;

/** `which replicas does the autoscaler want?`: a fact, in words that tell of no trouble. */
export function asksForFact({ text, intent }: Question): boolean {
  const lower = text.toLowerCase();
  if (intent !== "inspect" || healthQuestion(text).whether) return false;
  return (
    !trouble.test(lower) &&
    !/\b(?:kill\w*|evict\w*|vanish\w*|alert\w*|fir(?:ed|ing)|old|why|still|only|hack\w*|swap\w*|tamper\w*|drift\w*|loss|damag\w*|corrupt\w*|warn\w*|broke\w*|leak\w*|outage|affected|conflict\w*|duplicat\w*|throttl\w*|notice\w*|impact\w*|find the|find out|defect\w*|hardware fail\w*|mistake\w*|accident\w*|mismatch\w*|misconfig\w*|suspicious|attack\w*|stolen|strange|weird|odd|buggy|bug|intru\w*|too (?:big|large|many|much|few|little)|somebody else|crash before|without (?:a |any |our )?(?:release|deploy\w*|change|reason))\b|!/.test(
      lower,
    )
  );
}

/** `is it our cluster?`, `is Kubernetes to blame?`: whether the fault lies here or elsewhere. */
export function asksWhoIsToBlame(plain: string): boolean {
  return blame.test(plain);
}

const ours = "(?:cluster|kubernetes|k8s|platform|network|nodes?|ingress|side|end|setup|infra\\w*)";
const blame = new RegExp(
  `\\b(?:is|was|are|could) (?:it|this|that|they|the (?:problem|cause|fault|reason|issue))(?: be)? (?:really |maybe |perhaps |actually )?(?:(?:the |an? )?(?:problem|fault|issue|matter) (?:of|in|with|on) )?(?:(?:on|in|at|due to|because of) )?(?:(?:our|the|my|your) )?${ours}(?: (?:or|itself|that|again|at all|here)\\b| is it us\\b|$)|\\bis it us\\b|\\b${ours} (?:to blame|at fault)\\b|\\bblame (?:on )?(?:our|the) ${ours}\\b|\\bour (?:own )?fault\\b`,
);

/** Whether it is time that somebody complains of: what was slow, another kind of line tells. */
export function isAboutTime(plain: string): boolean {
  return /\b(?:slow\w*|\w*latenc\w*|performance|lags?|lagging|sluggish\w*|freez\w*|stalls?|p9[059]|takes? (?:too )?long|response times?)\b/.test(
    plain,
  );
}

/**
 * What a text wants to know of the state of things. `whether`: a yes or no, however much is told before it; `presumes`: why something
 * fails, which may not be so; `moves`: whether something hangs or goes on. `outage`: people or calls from outside fail, of which the
 * state of pods tells too little.
 */
export type HealthQuestion = {
  readonly whether: boolean;
  readonly presumes: boolean;
  readonly moves: boolean;
  readonly outage: boolean;
};

const clauses = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll(
      /([?!;:,]|[^\s.]\.) +(?=\S)| (?:-|–|—) |\)\s(?!(?:is|are|was|were|has|have|had|does|do|did)\b)/g,
      "$1\n",
    )
    .split("\n")
    .map((one) => one.trim());

const yesOrNo =
  /^(?:(?:and|so|but|or|hey|hi|please|tell me|can you (?:tell|check|see)|check|i wonder|just wondering|also) ){0,3}(?:if |whether )?(?:is|are|was|were|did|does|do|has|have|should|shall|must|will|would|need|any|anything|something|everything|can (?:i|we) (?:\w+ )?(?:say|tell|assume|promise|report|write|announce|trust|rely)|could (?:it|this) be)(?:n't)?\b/;

/** `storage broken?`, `all good now?`: a question mark and a state, and no word that asks for more than yes or no. */
const bare =
  /\b(?:broken|down|ok|okay|fine|good|healthy|well|wrong|stuck|dead|over|safe|normal|expected|worrying|a problem|an issue|alright|back|act|worry|urgent|sick|serious|corrupt\w*|dangerous|critical|hacked|harmless|noise|overload\w*|exceeded|exhausted|used up|outage|offline|data loss)\b[^?]{0,40}\?{1,5}$/;
const open = /\b(?:why|how|what|which|where|when|who)\b/;

/** What an object's own state can answer. */
const ofState =
  /\b(?:broken|brok|break\w*|down|dead|ok|okay|fine|good|alright|all right|safe|works?|working|reachable|available|health\w*|well|wrong|stuck|hang\w*|hung|frozen|problems?|issues?|errors?|trouble|act|worr\w*|fail\w*|crash\w*|restart\w*|ready|running|up|start\w*|stopped|finish\w*|complete\w*|succeed\w*|success\w*|recover\w*|resolved|over|normal|expected|intended|alarm\w*|deleted?|missing|gone|lost|roll\w*|scal\w*|again|run it|still|rerun|re-run|intervene|fix|do something|to do|dying|alive|unhealthy|degraded|pending|oom\w*|go through|went through|progress\w*|die[sd]?|corrupt\w*|urgent|expir\w*|affected|suffer\w*|sick|serious|compromised|hacked|attack\w*|dangerous|harmless|losing|loosing|overload\w*|outage|offline|data loss|pressure)\b/;

const presumed =
  /\bwhy\b.{0,80}\b(?:fail\w*|crash\w*|oom\w*|killed|restart\w*|start\w*|ready|run\w*|pending|broken|down|stuck|no pods|scal\w*|die\w*|unhealthy|hang\w*|error)\b|\bwhat (?:breaks|broke|kills|fails|stops|crashes) \w|\bwhat(?:'?s| is)? (?:broken|failing|wrong|up|the (?:problem|issue|matter))/;

const sought =
  /\bwhat(?:'s| is)? the (?:culprit|(?:root )?cause)\b|\b(?:find|look for|search for|name|determine|identify|need|want|asks? for|asked for)\b[^.?!]{0,24}\b(?:root ?cause|culprit)\b|\broot ?cause\?|\bdiagnose (?:it|this|that|the)\b|\b(?:check|examine|inspect|look (?:at|into|through)) (?:our|the|my|all|everything)\b[^?!]{0,120}\b(?:says?|said|claims?|complains?|reports?|told|tells|supposedly|allegedly|fails|failing|fail)\b/;

/** Whether a cause is sought of what people suffer from, of which all that was handed over may show nothing. */
export function seeksCause(question: Pick<Question, "text" | "plain">): boolean {
  const lower = question.text.toLowerCase();
  return sought.test(lower) || seeksFault(question) || (outside.test(lower) && /\bwhy\b/.test(lower));
}

export const outside =
  /(?<![\w-])(?:users?|customers?|clients?|callers?|people|players|colleagues|visitors?|patients|students|everybody|everyone|nobody|phoned|complain\w*)(?![\w-])[^?.!]{0,160}\b(?:cannot|can't|could not|couldn't|(?:did|do|does)(?: not|n't)|errors?|fail\w*|load\w*|down|slow|blank|5\d\d|404|timeout\w*|white|broken|unreachable|unavailable)\b|\b50[0-4]\b|\bbad gateway\b|\bunreachable\b|\btime(?:s|d)? ?outs?\b(?! waiting)/;

/** What somebody passes on of the state of a thing that nobody calls from outside: it tells itself whether it is so. */
const relayed =
  /\b(?:people|colleagues?|team|support|somebody|someone|folks|guys|devs?|they|he|she)\b[^.?!]{0,40}\b(?:says?|said|thinks?|claims?|reports?|told|tells)\b[^.?!]{0,40}\b(?:database|db|broker|cache|queue|node|pod|job|worker|cron\w*|volume|claim|replica|operator|controller|consumer|exporter|agent)s? (?:is|are|was|were) (?:completely |totally )?(?:down|dead|broken|gone|offline|off)\b/g;

/** An alert that has gone by itself: whether anything is left to do. */
const resolved =
  /\[resolved\b|\b(?:resolved|cleared|recovered) (?:again )?(?:itself|by itself|at|on its own|\d{1,2}:\d{2})/;

/** `tell me which pods have a problem`, `it may have an anomaly, find out whether there is one`: it may be none. */
const mayBeNone =
  /\b(?:verify|confirm|make sure|ensure|check) (?:that|if|whether)\b[^?.!]{0,80}\b(?:works?|working|runs?|running|healthy|ok|okay|fine|well|up|good|in order|nothing (?:is )?(?:broken|wrong|failing))\b|^(?:what(?:'s| is) the )?(?:overall |current )?(?:status|state|health|condition) of (?:the |our |my )?(?:[\w-]{1,60} ){0,3}(?:app|application|system|stack|platform|cluster|namespace|environment|service)\b|\b(?:whether|if) (?:there (?:is|are|was|were)|it has|they have) (?:one|any|an?|something|anything|really|indeed|actually)\b|\bmay (?:or may not )?have an? (?:anomaly|fault|problem|issue|incident)\b|\b(?:say|tell me|or say|or tell me) (?:so )?(?:if|that) there is (?:no|none)\b|\b(?:which|what|any) (?:\w+ )?(?:pods?|services?|nodes?|deployments?|workloads?|containers?|components?|jobs?|ones?|of (?:them|these)) (?:have|has|are in|is in) (?:an? |any )?(?:problems?|issues?|troubles?)\b/;

/** Reads what a text wants to know of the state of things. */
export function healthQuestion(text: string): HealthQuestion {
  const parts = clauses(text);
  const asks = (one: string) => ofState.test(one) && (yesOrNo.test(one) || (bare.test(one) && !open.test(one)));
  const lower = text.toLowerCase();
  return {
    whether: parts.some(asks) || resolved.test(lower) || mayBeNone.test(lower),
    presumes: presumed.test(lower),
    moves: /\b(?:hang\w*|hung|stuck|frozen|progress\w*|stalled?|moving|deadlock\w*)\b/.test(lower),
    outage: outside.test(lower.replace(relayed, " ")),
  };
}

/** Whether a text complains of a state that objects have or have not: they crash, restart, hang, are not ready. */
export function tellsOfState({ intent, text }: Question): boolean {
  const lower = text.toLowerCase();
  return intent === "troubleshoot" && states.test(lower) && !outside.test(lower) && !ofContent.test(lower);
}

export const states =
  /\b(?:crash(?:es|ing|ed|loop\w*)?|restarts?|restarting|dying|dies|died|oom\w*|stuck|not ready|unready|not running|unhealthy|degraded|pending|terminating|evicted|out ?of ?sync|outofsync|progressing|(?:is|are|was|were|keeps? (?:being|getting)|gets?|got) (?:down|dead|broken|killed|evicted))\b/;
/** What pods that run well may yet get wrong. */
export const ofContent =
  /\b(?:wrong (?:data|results?|numbers?|values?|content|page|answers?|version)|missing (?:data|orders?|messages?|mails?|e-?mails?)|login|log ?in|password|certificate|dns|resolv\w*|connect\w*|refused|denied|permission\w*|forbidden|slow\w*|latenc\w*|lag(?:s|ged|ging)?|duplicate\w*|lost|loses?|not (?:receiv|arriv|deliver|send|updat|sync|scal|scrap|mount|replicat)\w*|queue\w*|backlog|traffic|requests?|calls?|leak\w*|metrics?|memory|cpu|disk|volume)\b/;

/** Whether a text tells of something that was so a while ago: an alert of the past, what somebody saw last night. */
export function tellsOfPast(text: string): boolean {
  return past.test(text);
}

const past =
  /\b(?:ago|alert\w*|alarm\w*|fir(?:ed|ing)|paged|pager\w*|yesterday|last (?:night|week|evening)|this morning|earlier|overnight|Kube[A-Z]\w{3,60}|incident|ticket(?! (?:site|shop|app|service|sale|page|system|platform|portal)))\b/i;

/** Whether a text tells of errors, so that errors in a log which goes on are no mere noise. */
export function tellsOfTrouble(text: string): boolean {
  return (
    healthQuestion(text).outage ||
    /\b(?:errors?|exceptions?|fail\w*|broke\w*|problems?|trouble|lost|timeouts?|crash\w*|alarm\w*|alert\w*)\b/i.test(
      text,
    )
  );
}
