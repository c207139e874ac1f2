import { asksAfterState } from "./asks-after-state.ts";
import { asksWhoIsToBlame } from "./asks-health.ts";
import { listsByState } from "./lists-by-state.ts";
import { reportsChange, reportsTrouble } from "./reports-change.ts";
import { asksForRight, selfPhrases } from "./right-verbs.ts";
import { verbIntent } from "./verb-intents.ts";

/**
 * What a question is after. `inspect`: to see something; `troubleshoot`: why something fails, or whether it does;
 * `change`: to change the cluster; `continue`: go on with what was asked before; `chat`: small talk or another subject.
 */
export type Intent = "inspect" | "troubleshoot" | "change" | "continue" | "chat" | "unclear";

/** What there is to say about a question besides its words; `sure`: what it names can hardly be anything else than a name. */
export type Clues = { readonly named: boolean; readonly sure: boolean; readonly kinds: boolean };

/** Classifies a question by its words without names, lower-case and joined by blanks. */
export function intentOf(plain: string, clues: Clues): Intent {
  const said = plain.replace(politeness, "").trim();
  if (said === "" && !clues.named) return plain === "" ? "continue" : isGoAhead(plain) ? "continue" : "chat";
  if (/^(?:thanks|thank you|great|nice|cool|awesome|perfect)\b.{0,20}$/.test(plain)) return "chat";
  if (isGoAhead(said)) return "continue";
  const ofVerb = verbIntent(said, clues);
  if (ofVerb !== null) return ofVerb;
  if (
    /\bwithout (?:actually )?(?:creating|applying|running)\b|\bdry[- ]run\b/.test(said) &&
    /\b(?:new|create|run|apply|generate|for an?)\b/.test(said)
  )
    return "change";
  if (/^(?:how (?:long|old)|when|since when)\b/.test(said) && clues.named && !/\b(fix|fail|crash)/.test(said))
    return "inspect";
  if (
    /^what (?:has |have )?(?:happened|changed) (?:lately|recently|today|last night|in the (?:last|past) (?:\w+ )?\w+) (?:to|with|on)\b/.test(
      said,
    )
  )
    return "inspect";
  if (/^what (?:has |have )?(?:happened|changed) (?:to|with|on)\b.{0,80}\b(?:lately|recently)$/.test(said))
    return "inspect";
  if (/^(?:grep|what (?:has |have )?(?:happened|changed)\b(?! to| with))/.test(said)) return "inspect";
  if (
    /^(?:where(?: is| are| do| does)?|what(?:'s| is| are)?) the (?:address(?:es)? of (?:the )?)?(?:control plane|api[- ]?server|master)s?\b(?!.*\b(?:logs?|doing|wrong|problem|matter)\b)/.test(
      said,
    )
  )
    return "inspect";
  if (/^(?:which|what) (?:kube)?(?:context|cluster) (?:am i|are we)\b/.test(said)) return "inspect";
  if (asksWhoIsToBlame(plain) || /\b(?:at fault|to blame|faulty|the culprit)\??$/.test(plain)) return "troubleshoot";
  if (asksForChange(said, clues) || wipes.test(said)) return "change";
  if (
    /^can (?:i|we) (?:\w+ )?(?:drain|evict|reboot|shut down)\b|^(?:is it|would it be|am i) (?:safe|ok|okay|fine|possible|wise) to\b/.test(
      said,
    )
  )
    return "troubleshoot";
  if (
    /^(?:wait|block|hold on)\b|\b(?:diff|compare|would .*change|preview)\b.*\b(?:ya?ml|json|overlay\w*|kustom\w*|manifests?)\b/.test(
      said,
    )
  )
    return "inspect";
  if (
    /^explain\b(?!.{0,40}\b(?:why|how come|what is wrong|(?:failure|outage|crash\w*|problem|incident)s?)\b)|^can system\b|\bwarnings? (?:are|is) there\b|^(?:any|what|which) (?:\w+ )?warnings\b/.test(
      said,
    )
  )
    return "inspect";
  if (asksAboutRights(said) || asksForOutput(said)) return "inspect";
  if ((soundsLikeTrouble(said) && !listsByState(said)) || reportsTrouble(said)) return "troubleshoot";
  if (!clues.kinds && asksAfterState(said, clues.named)) return "troubleshoot";
  if (clues.kinds || isAboutCluster(said)) return "inspect";
  if (clues.named && seeing.test(said)) return "inspect";
  if (clues.sure) return "troubleshoot";
  return isSmallTalk(said) ? "chat" : "unclear";
}

const politeness =
  /^(?:(?:please|pls|plz|kindly|hey|hi|hello|ok|okay|so|well|now|then|and|also|just|can you|could you|would you|will you|can ya|could ya|(?:would you )?be so (?:kind|good|nice)(?: as to| and| to)?|(?:it would be (?:great|nice|good)|i'd (?:appreciate it|be glad|be happy)) if you (?:could|would)|can u|could u|would u|will u|i want to|i want you to|i would like to|i'd like to|we would like to|we'd like to|i need to|i need you to|help me|let's|let us|go ahead and|how do i|how can i|how to|how would i|how should i|(?:use|with|using|via|by) an? (?:\w+ ){0,3}patch(?: to)?|time to|i think we should|we should|we need to|we want to|what is the command to|(?:what|which) command (?:would|will|can|could|does)|which command|command to|i need to know|i want to know|i'd like to know|(?:can|could|may|might) (?:i|we) (?:please )?(?:see|have(?: a (?:look|glance) (?:at|into))?|get a (?:look|glance) at|take a look at|look at|get to see)(?= )|(?:can|could|may|might) (?:i|we) (?:please|pls|kindly)(?= (?:get|list|show|see)\b)|(?:do you )?mind showing(?: me| us)?|any chance to see|i'd love to see|know(?= which| what| how| who| where| if| whether)|let me know|tell me(?= which| what| how many| if| whether)|find out|kubectl|k)(?:\s+|$))+/;

/** What is said without `can you please` and the like before it. */
export function withoutPoliteness(plain: string): string {
  return plain.replace(politeness, "").trim();
}

const goAhead =
  /^(?:(?:approved?|yes|yeah|yep|y|ok|okay|sure|go|go on|go ahead|continue|proceed|next|do it|do that|run it|run them|run all|run these|run those|execute|execute all|execute it|execute them|please|all|everything|it|them|these|those|the|commands?|fine|thanks|thank you|done|here you go|here is the output|here are the outputs?|output|outputs|results?|looks good|lgtm|confirmed?|and now|what now|now what|what next|what's next|more|keep going|carry on|retry|again|try again|check again|weiter|ja|oui|si|sí|sim|да|go for it|sounds good)(?:\s+|$))+$/;

function isGoAhead(said: string): boolean {
  return goAhead.test(said);
}

/** How orders to change something begin, by what they change. */
const orders: readonly string[] = [
  // how many, started anew, which version
  "(?:up|down)-?scale|scale|rescale|resize|cut|trim|spin|wind|dial|expand|enlarge|extend|increase|decrease|raise|lower|bump|reduce|double|triple|treble|halve|grow|shrink|autoscale|auto[- ]scale|horizontally scale",
  "restart|reboot|redeploy|re-deploy|rerun|re-run|bounce|recycle|cycle|recreate|rolling restart|(?:perform|do|trigger) an? (?:rolling |rollout )?restart",
  "roll\\s?back|roll .{0,80}\\b(?:back|out (?:anew|again|afresh|fresh pods))|roll-back|roll out a restart|rollout (?:restart|undo|pause|resume)|undo|revert|go back|upgrade|downgrade|pause|hold (?!on\\b)|resume|unpause|freeze|unfreeze",
  "(?:continue|carry on|go on|proceed) (?:with )?(?:the )?(?:\\w+ )?(?:rollout|deployment)|stop|start|suspend|unsuspend|un-suspend|cancel|abort|halt|shut down|shut .{0,60}\\bdown|switch (?:on|off)|take down",
  // made and taken away
  "new (?:called|named|namespace|pod|deployment|service|secret|configmap|job|cronjob|role)|create|apply|deploy|expose|add|make|launch|spin up|spawn|generate|install|uninstall|import|schedule an?|fire up|set up|bring",
  "delete|erase|overwrite|remove|kill|evict|terminate|wipe|purge|nuke|get rid of|clean up|clear out|throw (?:away|out)|tear down|drop",
  "trigger|kick off|kick|fire off|run|exec|execute|throw ?away|disposable|one-off|an? (?:throw ?away|temporary|disposable|one-off|short-lived) ",
  "(?:temporary|throw ?away|disposable|ephemeral|short-lived) (?:\\w+ )?(?:pod|shell|container)",
  // settings
  "use (?:the )?(?:new )?image|edit|swap|substitute|publish|map|push|ship|promote|release|limit(?! ranges?\\b)|cap|set|unset|update|change|patch|partially update|replace|put|move|assign|enable|disable|turn|switch|toggle|flip|give|rename|force|mark|approve|inject|load",
  "let (?!me\\b|us\\b)|allow (?:scheduling|node|pods)|strip|take (?:away|off)|take .{0,60}\\b(?:off|to (?:\\d+|one|two|three|zero|nothing))\\b|get .{0,60}\\boff (?:it|the node|this node|that node|there)\\b|request an?|issue an?|return (?:\\S+ )?to|label|relabel|unlabel|annotate|tag|untag|stick|attach|bind|grant|certificate (?:approve|deny)|deny",
  // nodes
  "(?:bring|put|take|get) .{0,40}\\bback\\b|no (?:(?:new|more|further) ){1,3}pods|keep .{0,60}\\b(?:off|away from)\\b",
  "(?:pull|fetch|grab|save) .{0,80}(?:/\\S+|\\.\\w+) .{0,40}\\b(?:out of|from|off)\\b",
  "cordon|drain|uncordon|taint|untaint|evacuate|empty|vacate|take .{0,40}\\bout of (?:service|rotation)",
  // by hand
  "port-forward|port forward|forward|tunnel|copy|cp|upload|download|listen on|use (?:the )?context|get .{0,60}\\b(?:on|at) (?:my )?(?:localhost|local port|local machine)",
  "(?:open|get|get me|start|start me|give me|drop me into|drop into|hop into|jump into|ssh into|shell into|log into) (?:an? )?(?:interactive |remote |root )?(?:shell|bash|sh|terminal|session|console)",
  "open .{0,60}\\blocally|reach .{0,60}\\b(?:locally|(?:on|at|via|through|from|under) (?:my |the )?(?:localhost|own machine|laptop|machine|local port))|port \\d+ of .{0,60}\\b(?:to (?:my )?local|(?:on|to|at) my (?:own |local )?port)",
  "(?:ps|df|du|env|printenv|netstat|ss|id|date|hostname|mount|free|uptime|dig|nc|openssl) (?:-\\w|aux|in|inside|from|within)",
  "(?:hop|jump|ssh|shell|drop|exec) (?:in|into|inside)|get an? interactive|open an? interactive|debug (?:\\S+ ){0,3}(?:with|using)",
  "curl|wget|nslookup|ping|cat|ls|get (?:the )?output (?:of|from) (?:running|executing)",
];

const changeVerbs = new RegExp(`^(?:${orders.join("|")})\\b`);

/** Whether a sentence begins like an order to change something, whatever it is about. */
export function ordersChange(plain: string): boolean {
  const said = plain.replace(politeness, "").trim();
  return changeVerbs.test(said) && !questionWords.test(said) && !complains.test(said) && !reportsChange(said);
}

const questionWords =
  /^(?!do an? )(?:why|what|what's|whats|which|who|whose|when|where|how|is|are|was|were|does|do|did|has|have|should|can|could|may|am|any)\b/;

/** An order does not complain: `kubectl drain of node x hangs` is no wish to drain it. */
const complains =
  /\b(why|hangs?|hanging|is stuck|fails|failed (?:with|to|because|again|after|at|on|due)|does not|doesn't|didn't|won't|times out|what is the (cause|problem|issue|reason)|root cause|refuses)\b|\b(?:returns?|gives?|answers?|yields?|gets?|ends?|replies|responds?|comes? back|results?|say|says|prints?|shows?)\b (?:(?:only|me|us|back|an?|the|with|in|http|https|error|status|code|always|still|just|now) ){0,4}(?:[45]\d\d|errors?|nothing|timeouts?|empty (?:reply|answer|response))\b|\b(?:which|what)(?:'s)?\b.{0,40}\b(?:wrong|misconfigured|broken|at fault|to blame|mistake|culprit)\b|^\w+ of\b|^(?:change|increase|decrease|drop|update|edit)s? in (?!ns\b|namespace\b)|^(?:delete|scale|restart|drain|patch|apply|create|update|rollout|deploy) (?:failed (?:for|with|on|because|again|to)|failure|broke|errors?|events?)\b/;

/** `if I delete the claim, is the data gone?`: whoever thinks of doing it has not asked for it. */
const supposes =
  /^(?:and |so )?(?:if|when|once|after|before|in case|suppose|supposing|assuming) (?:that )?(?:i|we|someone|somebody|anyone|one) (?:now |just |would |should |were to |accidentally )?(?!want|need|can|could|have)\w+/;

/** `new deployment web crashes on startup`: what is new is there already. */
const tellsOfNew =
  /^new\b.*\b(?:crash\w*|fail(?:s|ed|ing)|hangs?|errors?|gone|stuck|pending|broken|down|unreachable|unavailable|refused|4[0-2]\d|50\d|[45]xx)\b/;

/** `the release train is waiting`, `change window is open`: a word that orders elsewhere begins the name of what the sentence is about. */
const verbAsNoun =
  /^(?:release|scale|patch|mark|map|push|load|set|change|update|upgrade|drop|cut|run|start|stop|switch|force|cycle|label|tag|limit|grant|import|hold|freeze|request|return|strip|turn|swap|pause|restart|reboot|copy|forward|tunnel|ship|kick|move|cap|deploy)(?: (?!and\b|to\b)[a-z]+)? (?!(?:that|which|what|whatever|who|everything|anything|all|it|this|these|those|them|whichever|one|pods?|nodes?|jobs?|services?|deployments?|statefulsets?|daemonsets?|cronjobs?|replicas?|containers?|images?|namespaces?) )[a-z]+ (?:(?:is|are|was|were|has been) (?!it\b|that\b|this\b|there\b|safe\b)\w|waits?\b|starts?\b|begins?\b|looms?\b)|^(?:start|stop|run|change|update|scale|release|restart) (?:time|date|cause|count|reason)s? (?:of|for)\b/;

function asksForChange(said: string, clues: Clues): boolean {
  if (tellsOfNew.test(said)) return false;
  if (reportsChange(said) || questionWords.test(said) || (complains.test(said) && !/^(?:keep|taint)\b/.test(said)))
    return false;
  if (
    /^(?:give|get|create|issue|mint|request|generate|make|fetch)\b.{0,40}\btoken\b.{0,20}\b(?:for|of)\b.{0,20}\b(?:service ?account|sa)\b/.test(
      said,
    ) &&
    !/\bsecrets?\b/.test(said)
  )
    return clues.named;
  const order = said.replace(/^if\b.*?\bto\b/, (whole) => whole);
  if (/^if\b/.test(said) && /\bwhat (?:happens?|would|will|breaks?|fails?|goes)\b/.test(said)) return false;
  if (supposes.test(said)) return false;
  if (/^if\b/.test(said))
    return /\b(scale|restart|delete|set|update|change)\b/.test(order) && (clues.named || clues.kinds);
  if (
    /^start (?:with|by)|^run (?:a )?(?:check|diagnos|health|analysis)|^give me(?! an? (?:\w+ ){0,3}(?:shell|terminal|session|pod\b(?! \w+ in)))|^give me.*\blook\b|^make sure|^drop (?:me )?a line|^turn up\b|^set (?:out|me)\b|^label columns?/.test(
      said,
    )
  )
    return false;
  if (
    /^(?:use|switch|(?:go|jump|move) (?:over )?to|change|set|create|delete|make|add|remove|new) (?:\w+ ){0,3}(?:context|namespaces?|ns)\b|^switch\b/.test(
      said,
    )
  )
    return true;
  if (
    /^(?:apply|create|deploy|install) (?:this|these|the following|the below|below|what follows)(?: here| please)?$/.test(
      said,
    )
  )
    return true;
  if (
    /^(?:(?!is\b|are\b|was\b|has\b|went\b|scaled\b)\w+ ){0,4}to \d{1,4} (?:replicas?|instances?|copies|pods)(?: please| now)?$/.test(
      said,
    )
  )
    return clues.named;
  if (/^(?:an? )?(?:memory|cpu|ram) (?:limits?|requests?) (?:of )?\d\S*\b.* (?:for|on)\b/.test(said))
    return clues.named;
  if (/^(?:i |we )?(?:want|need) (?:an? )?(?:new )?(?:namespace|ns)\b/.test(said)) return true;
  if (/^(?:use|make|set)\b.*\bby default\b/.test(said) && clues.named) return true;
  if (verbAsNoun.test(said)) return false;
  if (changeVerbs.test(said))
    return (
      clues.named ||
      clues.kinds ||
      /\b(manifests?|yaml|resources?|images?|command|pods?|folder|directory|file|kustom\w*|json)\b|[./]/.test(said)
    );
  if (
    /\bshould (?:use|run|have|get|carry) |\bneeds? \d+ (?:replicas|pods|instances|copies)\b/.test(said) &&
    clues.named &&
    !/\b(?:but|only|still|i (?:see|count|get)|there (?:is|are)|(?:does|did|do|is|are)(?:n't| not))\b/.test(said)
  )
    return true;
  return (
    /\b(?:needs? to be|ha(?:ve|s) to be|ought to be|should be|must be|i want|i need|please) (?:\w+ ){0,3}(?:scaled|restarted|deleted|drained|cordoned|rolled back|removed|updated|exposed)\b/.test(
      said,
    ) && clues.named
  );
}

function asksAboutRights(said: string): boolean {
  return (
    rightsPhrases.some((phrase) => phrase.test(said)) && (!/\b(?:can|may) (?:i|we)\b/.test(said) || asksForRight(said))
  );
}

const rightsPhrases: readonly RegExp[] = [
  /\bis it (?:allowed|permitted) for (?:me|us)\b/,
  /\bwho (?:(?:the|on|in) \w+ )?(?:else )?(?:can|is allowed|is able|may|could|has|have|holds|got)\b(?! (?:changed|deleted|created|restarted|broken|done))/,
  /\b(?:could|might) (?:the )?(?:user|service ?account|sa|group) \b/,
  /\b(?:can|may) (?:i|we|user|the user|service ?account|the service ?account|serviceaccount|sa|the sa|system|group)\b/,
  /\b(?:am|are) (?:i|we) (?:even |actually |really )?(?:allowed|permitted|authori[sz]ed|entitled|able|an? |(?:the )?(?:cluster[- ]?)?admin)/,
  /\b(?:do|would|will) (?:i|we) (?:even |actually )?(?:have|be) (?:the |any |enough )?(?:permissions?|rights?|access|allowed|permitted|able)\b/,
  /\b(?:is|are) (?:\S+ ){0,3}?(?:allowed|permitted|authori[sz]ed|entitled) to\b/,
  /\bpermissions? (?:of|does|do|for)\b|\brights (?:of|does|do)\b|\bwho am i\b|\bwho i am\b|\b(?:if|whether) (?:i|we) (?:can|may|am|are)\b/,
  selfPhrases,
  /^(?:(?:list|show|give|print|get|everything|all|the|me)\s)*(?:\w+ ){0,3}?(?:permissions?|rights?|privileges?) (?:i|we|my|our|of my|does|do)\b|\beverything .{0,40}\b(?:allowed|permitted|permissions?|rights|may|can|authori[sz]ed)\b|\b(?:rbac|roles?) (?:give|gives|grant|grants|allow|allows|let|lets) (?:me|us)\b|\bdo (?:i|we) (?:have|hold) (?:full )?(?:cluster[- ])?admin\b/,
  /^(?:run |show |auth |kubectl )*whoami$|\bwhat (?:i|we) (?:can|may|am allowed to|are allowed to) do\b/,
];

/** Orders that speak of no object and yet of all of them; they are never a wish to look. */
const wipes =
  /^(?:delete|remove|wipe|purge|nuke|destroy|erase|clean|kill|drop|reset|shut ?down|format|terminate|restart|reboot|stop|scale|tear down|get rid of)\b.*\b(?:everything|all|anything|cluster|lot|resources|objects|things|stuff|database|disks?|nodes?|production)\b|^(?:wipe|nuke|destroy|purge|erase|tear down)\b/;

/** An order for logs, events or a description stays one, even when the sentence also says that something crashed. */
function asksForOutput(said: string): boolean {
  return (
    /\b(show|get|give|fetch|see|need|want|print|dump|view|display|list|post|tail|stream|follow|find|search)\b (?:(?:me|us|all|the|its|their|last|latest|recent|previous|full|live) )*(?:\d+ )?(?:\w+ )?(logs?|events?|yaml|manifest|description|warnings?|lines)\b|^(?:tail|stream|follow)\b|^(?:the )?(?:\w+ ){0,2}logs?\b|^(?:live )?(?:tail|log)\b|^(?:\w+ )?api[- ](?:versions|resources)\b|^\d+ (?:log )?lines\b|^(?:\w+ )?events? (?:with|having|whose|of) (?:the )?(?:reason|type)\b|^(?:any |the )?(?:error|warning) lines\b|^(?:the )?(?:last|latest|first|newest) (?:\d+ |few )?(?:log )?lines\b|^(?:the )?output (?:of|from)\b|^what (?:has |have )?been (?:going on|happening)\b|\b(?:in|from) (?:the |its |their )?logs? (?:of|for|from)\b|^(?:only |just |all |the |recent |latest )?warnings?\b|\b(?:logged|log output|stdout|stderr)\b|^(?:\w+ ){1,2}events\b(?= (?:in|of|for|from|across|everywhere|wide)|$)|^(?:did|does|do|has|have) .{0,40}\blog(?:s|ged)? (?:any|an?|some|the)\b|\b(?:mention|contain)\w* in (?:the )?logs?\b/.test(
      said,
    ) && !/\b(why|wrong|root cause|cause of)\b/.test(said)
  );
}

const trouble =
  /\b(why|diagnos\w*|troubleshoot\w*|investigat\w*|debug\w*|root cause|cause of|wrong|wonky|issues?|problems?|trouble|fail\w*|broke|broken|stuck|crash\w*|down|unhealthy|healthy|health|unreachable|reachable|accessible|inaccessible|errors?|erroring|slow|slowly|latency|hang|hangs|hanging|hung|timeouts?|timing out|times out|refused|refusing|oom\w*|evicted|wedged|jammed|half-(?:rolled|deployed|updated)\S*|degraded|unavailable|flapping|no space left|out of (?:disk|space|storage|memory)|outage|incident|alert|misbehav\w*|weird|strange|happening|happened|going on|what's up|whats up|leak\w*|killed|restarting|keeps|restarts (?:all the time|constantly|every|again|over and over|non-?stop|permanently|in a loop|like mad|like crazy|since)|50[0-9]s?|40[0-9]s?|0\/\d+|unknown targets?|didn't|not on (?:all|every|each)|(?:did|does|do|is|are|was|were|has|have|will|would|can|could) not|unstable|working|not \w+ing|isn't|isnt|aren't|arent|won't|wont|can't|cant|cannot|doesn't|doesnt|don't|couldn't|unable|never|imagepullbackoff|errimagepull|crashloopbackoff|createcontainerconfigerror|containercreating|notready|unschedulable|pending|help|ok|okay|fine|alright|all right|available|running|ready|throttl\w*|sick|unwell|poorly|unhappy|in bad shape|dead|dying|dies|died|keep \w+ing|offline|fix|urgent|on fire|nothing \w+|kaputt|nicht|geht nicht|falla\w*|fallan|funciona|caíd[oa]|marche|panne|ne \w+ pas|warum|pourquoi|por qué|porque|perché|почему|neden|为什么|なぜ)\b|为什么|なぜ|почему|por qué/u;

function soundsLikeTrouble(said: string): boolean {
  if (!trouble.test(said)) return false;
  const mild = /\b(available|running|ready|ok|okay|fine|alright|working|pending|errors?|help|down|slow)\b/;
  const strong = said.replace(mild, "");
  if (trouble.test(strong)) return true;
  return (
    /^(is|are|does|do|has|have|was|were)\b/.test(said) ||
    !/^(?:how many|which|list|show|get|print|count|display|fetch|find|give|view|what|names?|return)\b/.test(said)
  );
}

function isAboutCluster(said: string): boolean {
  return /\b(cluster|kubernetes|k8s|namespaces?|api server|control plane|core ?dns|metrics[- ]server|kube-?proxy|etcd|scheduler|controller-manager|contexts?|kubeconfig|logs?|events?|metrics|images?|api resources|api-resources|resources?|objects|details|api groups?|rollouts?|labels?|yaml|manifests?|cpu|memory|restarts?|replicas?|everything|workloads?|containers?|version|crds?|dns|endpoints?|ports?|permissions?|versions|ram|usage|consumption|consum\w+|utili[sz]ation|api-server|replicasets?|kubelet|config\w*|finalizers?|annotations?|conditions?|owner references?|corefile|things|stuff|load|kustomiz\w*|plugins?|apiserver|livez|readyz|healthz|raw (?:api )?(?:path|endpoint|url)|api path|(?:age|size|uid) of|(?:get|list|show) all|look like|quotas?|volumes?|storage|users?|(?:what|anything) (?:has |have )?(?:changed|happened))\b/.test(
    said,
  );
}

const seeing =
  /^(?:list|show|get|describe|view|print|display|fetch|dump|see|give|inspect|which|what are|what is the (?:ip|image|status|age|version|port|yaml|node)|how many|where|when|does .* exist|status)\b/;

function isSmallTalk(said: string): boolean {
  return /^(?:how are you|who are you|what are you|what can you do|thanks?|thank you|bye|good (?:morning|evening|day|night|job|bot)|nice|great|cool|awesome|lol|tell me a joke|what's up|sup|test|testing|ping|hi|hello|hey|help)\b/.test(
    said,
  );
}
