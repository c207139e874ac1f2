import { kindsPlural, type Paraphrase, row, subjectOfText } from "./paraphrase.ts";

/** Labels that every node carries, by what people call them. */
const traits: Readonly<Record<string, string>> = {
  zone: "topology.kubernetes.io/zone",
  region: "topology.kubernetes.io/region",
  "instance type": "node.kubernetes.io/instance-type",
  "machine type": "node.kubernetes.io/instance-type",
  architecture: "kubernetes.io/arch",
};

/** Objects and lists of them. */
export const objectLooks: readonly Paraphrase[] = [
  row("(?:please |pls |can you |could you |would you |could somebody )*(?:eyeball|run (?:the|a|your) rule over|(?:run|cast) (?:an?|your) eye over|take the (?:temperature|pulse) of|kick the t[iy]res (?:of|on)|(?:take|have) a (?:peek|gander|squint) at|look in on|check (?:in|up) on|put .{1,20} through its paces|sound out) (?!(?:the |our |my )?(?:logs?|events?|yaml|manifest)\\b)(?:the |our |my )?", "check whether all is well with "),
  row("give (?:the |our |my |its )?([^,;?!]{2,80}?) (?:an?|the) (?:(?:quick|short|brief|usual|thorough|close|good|proper|fresh) ){0,2}(?:once-?over|look(?:-?over)?|check(?:-?up)?|health ?-?check|review|glance|going-?over|inspection)\\b", (match) => `check whether all is well with the ${match[1]}`),
  row("(?:which|what) (?:ones|of them|of those)(?: do)? (?:there are|exist|are there|we have|i have|we've got|you have|there is)\\b", (_, text) => lastKind(text)),
  row("(?:(?:all|the|our|my|any|list of) )*namespaces(?: please| pls)?(?=[?.!]*$)", (match, text) => (text.replace(/[?.!\\s]+$/, "").length <= match[0].length + 10 ? "list the namespaces" : null)),
  row("(?:what(?:'s| is) )?(?:the )?(?:name of (?:the )?)?(?:node|machine|host) (?:that |which |where |on which )?(?:the )?pod {name}((?: (?:in|of) (?:the )?(?:namespace|ns) [a-z0-9-]{1,63})?) (?:is )?(?:runs?|running|scheduled|sits?|lives?|placed)(?: on| at)?(?=[.?!]|$)", "on which node does pod $1$2 run"),
  row("(?:on )?(?:which|what) nodes?(?: do| are| have)?(?: all)?(?: the)? pods ((?:labell?ed|with(?: the labels?)?|having|carrying|of) [\\w./-]{1,80}=[\\w.,-]{1,80})((?: (?:in|of) (?:the )?(?:namespace |ns )?[a-z0-9-]{1,63})?) (?:are )?(?:run|running|scheduled|on|sit|live|placed)\\b", "show the pods $1$2 with their nodes"),
  row("(?:in )?(?:which|what) (?:namespaces?|ns) (?:is there|there is|is|has|have|do we have|do i have|we have|contains?|holds?|there are|are)(?: there)?(?: an?| the| any)? (pod|deployment|statefulset|daemonset|service|secret|configmap|ingress|job|cronjob|pvc|serviceaccount|hpa)s? (?:called |named )?([a-z0-9][a-z0-9.-]{0,80})", "get $1 $2 in all namespaces"),
  row("(?:(?:who|which|what)(?: is| are)? )?(?:the )?(?:\\d{1,3} )?(?:hungriest|greediest|heaviest|busiest|hottest|most loaded|most hungry|most used) (node|machine|pod|container)s?\\b(?=[^.?!]{0,60}\\b(?:cpu|memory|ram|mem)\\b)", (match) => `top ${/^(?:node|machine)/i.test(match[1]!) ? "nodes" : /^container/i.test(match[1]!) ? "pods with their containers" : "pods"} sorted`),
  row("(?:all |the |open |new )*certificate (?:signing )?requests?(?=[^.?!]{0,40}\\b(?:approv\\w*|sign\\w*|pending|kubelets?)\\b)", "list the csr"),
  row("(?:(?:all|the|our|my|list of) )*nodes(?: and| with| along with| together with| plus| including| by|,)(?: the| their)? (zones?|regions?|instance types?|machine types?|architectures?)(?=[.?!]?$| please| pls)", (match) => `list the nodes with label column ${traits[match[1]!.toLowerCase().replace(/s$/, "")]}`),
  row("(?:which|what|in which|in what) (zone|region) (?:is|does|has) (?:each|every)(?: of the)? nodes?(?: (?:in|run in|live in))?(?=[.?!]?$| please)", (match) => `list the nodes with label column ${traits[match[1]!.toLowerCase()]}`),
  row("(?:whether|if) (?:the |there is a )?(?:namespace|ns) (?:called |named )?{name} (?:exists?|is there|is present)(?=[.?!]?$| please)", "does the namespace $1 exist"),
  row("(?:(?:which|what|all|the|list of) )*pods (?:that |which )?(?:are )?(?:run|running|scheduled|placed|sit|live)? ?on (?:the |all )?nodes (?:labell?ed(?: with| as)?|with(?: the)?(?: labels?)?|having|carrying|that have|that carry) ([\\w./-]{1,80}=[\\w.,-]{1,80})(?=[.?!]?$| please)", "list the nodes labelled $1"),
  row("(?:(?:which|what|all|the) )*roles of (?:(?:the|all|our|my) )*nodes(?=[.?!]?$| please)", "list the nodes"),
  row("where (?:is|does) (?:the )?pod {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) (?:currently |now )?(?:run(?:ning)?|live|sit|scheduled|placed|hosted)(?=[.?!]?$| please| now)", "on which node does pod $1$2 run"),
  row("what(?:'s|s| is| does)? (?:in|inside) (?:the )?(file )?(?=/[\\w.-])", "show what is in $1"),
  row("(?:the )?endpoints? (?:for|of|behind|from) (?=(?:the )?service )", "show the endpoints of "),
  row("until {workload} (?:is|has|are|gets) (?:rolled out|ready|up|available|done|through|complete|finished)[, ]{1,2}(?:please )?(?:wait|block|hold)", "wait until the rollout of $1 is done"),
  row("(?:only |just |nothing but |all |the |any |recent )*warnings?(?: events?)?(?: only)?(?= please| pls|[.,;!]|$| of| from| in)(?:[^.?!]{0,20}\\b(?:don't|do not|not|no|ignore|skip|without)\\b[^.?!]{0,40}\\bnormal\\b[^.?!]{0,30})?", "show the warning events"),
  row("(?:an?|one|some|the|a (?:quick|short|rough))? ?(?:\\w+ )?(?:overview|summary|inventory|picture|rundown)(?: list)? (?:of|about|on|over) (?:what(?:ever|'s| is)?|everything|all|things|stuff)\\b(?:[^.?!]{0,60}?\\b(?:in|of) (?:the )?((?:namespace |ns )[a-z0-9-]+|[a-z0-9-]+ namespace))?[^.?!]{0,140}", (match) => `list all resources${match[1] === undefined ? "" : ` in ${match[1]}`}`),
  row("(?:all |the |our |every )*(?:persistent )?(?:volumes?|disks?) (?:of|in|on) (?:the|this|our) (?:whole |entire )?cluster\\b", "list the persistent volumes"),
  row("(?:all |the |our )*volumes (?:and|with|plus) (?:their|the) (?:reclaim polic\\w+|capacit\\w+|storage class\\w*)", "list the persistent volumes"),
  row("(?:where|how)(?: do| can| could| would)?(?: i| we| one)? (?:see|find|read|look at|look up|get) (?:these|those|the|such|that|this) (?:limits?|defaults?|default limits?|boundar\\w+)\\b", (_, text) => (/\bdefaults?\b|\b(?:min|max)\w*\b/i.test(text) ? "describe the limit ranges" : null)),
  row("(?:the |which |what )?default (?:(?:memory|cpu|resource|container)s? (?:and )?)*(?:limits?|requests?)(?= (?:of|in|for) (?:the )?(?:namespace|ns|containers?|pods?)\\b| (?:in|of) [a-z0-9-]+|[.?!]|$)", "describe the limit ranges"),
  row("(?:just |only )*(?:the )?(?:value|content|contents) (?:of|behind|under) (?:the )?(?:key|entry) (?=[\\w.-]{1,80} (?:of|in|from|inside) (?:the )?(?:secret|config ?map)\\b)", "get the value of key "),
  row("(?:just |only |me |exactly )*(?:the )?(?:value|content|contents) of (?:the )?(?!key\\b|entry\\b)([\\w.-]{1,80}) (?:key|entry|field)(?: stored| kept| saved| held)? (?:in|of|from|inside) (?:the )?(?=(?:secret|config ?map|cm) )", (match, text) => `get the ${asItIs(text)}value of key ${match[1]} of `),
  row("(?:just |only |me |exactly )*(?:the )?(?!key\\b|entry\\b|value\\b)([\\w.-]{1,80}) (?:key|entry|field|value)(?: stored| kept| saved| held)? (?:in|of|from|inside) (?:the )?(?=(?:secret|config ?map|cm) )", (match, text) => `get the ${asItIs(text)}value of key ${match[1]} of `),
  row("(?:just |only |me |exactly )*(?:the )?value of (?:the )?key ([\\w.-]{1,80})(?:,? (?:no need to|don't|do not|without) decod\\w+[^.?!]{0,20})?(?=[.,;?!]|$)", (match, text) => keyOfSubject(text, match[1]!)),
  row("(?:just |only |me |exactly )*(?:the )?(?:raw|encoded|undecoded|base64)(?: base64)?(?:[- ]encoded)? (?:value of (?:the )?)?(?:key )?([\\w.-]{1,80})(?: key| value| entry| field)? (?:of|from|in|out of) (?:the )?secret ", "get the raw base64 value of key $1 of secret "),
]; // biome-ignore format: one line a paraphrase

/** Whether a value is wanted as it is stored. */
function asItIs(text: string): string {
  return /\b(?:base64|b64|encoded|undecoded|raw|not decoded|without decoding|no need to decode|don't decode|do not decode)\b/i.test(
    text,
  )
    ? "raw "
    : "";
}

function keyOfSubject(text: string, key: string): string | null {
  const subject = subjectOfText(text);
  return subject !== null && /^(?:secret|configmap|cm) /i.test(subject)
    ? `get the ${asItIs(text)}value of key ${key} of ${subject}`
    : null;
}

/** `which ones there are`: of the kind that was spoken of. */
function lastKind(text: string): string | null {
  const kind = [...text.toLowerCase().matchAll(kindsPlural)].at(-1)?.[1];
  return kind === undefined ? null : `list all ${kind.replace(/y$/, "ie").replace(/ss$/, "sse")}s`;
}
