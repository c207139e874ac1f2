import { type FlagWords, lasting, listed, on, oneOf, setTo, sharedBy, valued } from "./flag-words.ts";
import { spanWords } from "./span.ts";

const noHeaders = on(
  "no-headers",
  /\b(?:no|without|skip|omit|drop|hide|minus|leave out|leave off|suppress|strip)(?: (?:any|a|the|its|their|all|table|column))* (?:headers?|headings?|header (?:line|row)s?|titles?|column (?:names|titles))\b|\bheader-?less\b/,
);

const notFound = on(
  "ignore-not-found",
  /\b(?:no|without(?: an?)?|not an|don't|do not|doesn't|never|and not|shouldn't) (?:\w+ )?(?:errors?|complain\w*|fail\w*|fuss|whine|whining|moan\w*|err)(?: out)?\b.{0,20}\b(?:if|when|should|in case|for)\b|\bignor\w+ (?:it )?(?:if |when )?(?:it |that )?(?:is |isn't |does |doesn't )?(?:not |a )?(?:there|missing|found|exist\w*)\b|\b(?:if|when) (?:it is |it's |it |they are )?(?:there|exists?|present)\b.{0,30}\b(?:no|without) (?:an )?error\b|\bignore[- ]not[- ]found\b/,
);

const chunks = valued(
  "chunk-size",
  /\b(?:chunks?|pages?|portions?|slices|batches) of (\d{1,5})\b|\b(\d{1,5}) (?:\w+ )?(?:at a time|per (?:request|page|chunk))\b/i,
);

const watching = on(
  "watch",
  /\bkeep (?:on )?(?:watching|following|an eye on)\b|\bas (?:they|it) (?:come|happen|change|occur)s?\b|\b(?:watch|live|continuously|real[- ]?time)\b/,
);

const managed = on("show-managed-fields", /\bmanaged ?-?fields\b/, /\b(?:no|without|hide|not) (?:the |any )?managed/);

const outputs = oneOf(
  "output",
  ["yaml", "json", "wide", "name"],
  /\b(?:as|in|output(?: as| in)?|format(?:ted as)?|-o) (?:an? )?(yaml|json|wide|name)\b/i,
);

const cpuOrMemory: readonly FlagWords[] = [
  setTo(
    "sort-by",
    "memory",
    /\b(?:sort|order|rank)\w*(?: \w+){0,3}? by (?:the |their )?(?:memory|ram|mem)\b|\b(?:memory|ram|mem) (?:hogs?|eaters?|first)\b|\b(?:memory|ram)\b.{0,30}\b(?:biggest|most|largest|fattest|hungriest|highest|greediest|worst) (?:ones? )?(?:first|on top|at the top)\b/,
  ),
  setTo(
    "sort-by",
    "cpu",
    /\b(?:sort|order|rank)\w*(?: \w+){0,3}? by (?:the |their )?(?:cpu|processor)\b|\bcpu (?:hogs?|eaters?|first)\b|\bcpu\b.{0,30}\b(?:biggest|most|largest|hungriest|highest|greediest|worst|busiest) (?:ones? )?(?:first|on top|at the top)\b/,
  ),
  on("show-swap", /\bswap\b/),
  noHeaders,
];

const subresource = oneOf(
  "subresource",
  ["status", "scale", "resize"],
  /\b(status|scale|resize) sub-?resource\b|\bsub-?resource (status|scale|resize)\b/i,
);

const everywhere = on(
  "all-namespaces",
  /\b(?:anywhere|everywhere|all namespaces|every namespace|any namespace|whole cluster|entire cluster)\b/,
);

const directory = valued(
  "output-directory",
  /\b(?:into?|to|under|in|inside) (?:(?:the|a|my) )?(?:(?:local|output) )?(?:directory|folder|dir|path)(?: called| named)? ["'`]?((?:[\w.~-]+)?(?:\/[\w.-]+)*\/?)|\b(?:into?|to|under) ["'`]?(\.{0,2}\/[\w./-]*[\w-])/i,
);

/** Flags of what looks and changes nothing. */
export const readingFlags: Readonly<Record<string, readonly FlagWords[]>> = {
  get: [
    noHeaders,
    notFound,
    chunks,
    managed,
    outputs,
    subresource,
    on(
      "show-kind",
      /\bshow[- ]kinds?\b|\bkinds? (?:in front|before|as (?:a )?prefix)\b|\b(?:prefixed|prefix) (?:with|by) (?:the|their|its) kind\b|\b(?:with|including|show) (?:the|their) kind\b/,
    ),
    on(
      "watch-only",
      /\bonly (?:the )?(?:changes|updates|what changes) (?:from now|after|since|to come)\b|\bwithout (?:the )?(?:initial|current|first) (?:list|state)\b/,
    ),
    on(
      "output-watch-events",
      /\b(?:with|show|including) (?:the )?(?:kinds? of )?(?:watch events?|event types?|type of (?:the |each )?(?:change|event))\b/,
    ),
  ],
  describe: [
    setTo("show-events", "false", /\b(?:no|without|skip|omit|hide|leave out|minus) (?:the |its |any |all )?events\b/),
    chunks,
  ],
  logs: [
    on(
      "previous",
      /\b(?:previous|before (?:it|the|its|that|they) (?:last )?(?:crash|restart|die)\w*|before dying|before (?:its|the) (?:crash|death|restart)|last (?:instance|life)|b4 dying)\b/,
    ),
    on(
      "follow",
      /\b(?:keep|go on|continue) (?:on )?(?:follow|print|stream|tail|show|watch|read)\w*\b|\b(?:follow|stream|live|continuously|real[- ]?time)\b|\bas (?:they|it) comes?\b|\bkeep (?:it|them) (?:open|coming|running)\b/,
    ),
    on(
      "timestamps",
      /\btime ?-?stamps?\b|\b(?:with|show|including|and) (?:the )?times?(?: of| in front| before| on) (?:every|each|all|of|the)?\b|\bwhen each line\b/,
    ),
    on(
      "prefix",
      /\bprefix\w*\b|\b(?:name|pod|source) (?:of (?:the|its|each) (?:pod|source) )?(?:in front of|before|ahead of|on) (?:every|each|the|all)\b|\b(?:which|what) pod (?:each|every|a) line\b|\bpod names?\b/,
    ),
    valued(
      "max-log-requests",
      /\b(?:up to|at most|max(?:imum)?(?: of)?|no more than|allow) (\d{1,4}) (?:of them |pods? |streams? |containers? )?(?:at once|in parallel|at the same time|concurrently|simultaneously)\b|\bmax\w* (?:\w+ ){0,3}(?:requests?|reqs?|streams|connections) (?:to |of |at )?(\d{1,4})\b|\b(\d{1,4}) (?:\w+ )?(?:concurrent|parallel|simultaneous) (?:log )?(?:requests?|reqs?|streams|connections)\b/i,
    ),
    on(
      "ignore-errors",
      /\b(?:ignor\w+|despite|skip\w*|in spite of|carry on (?:after|on|despite)|go on (?:after|despite)) (?:any |all |the )?errors?\b/,
    ),
    on("all-containers", /\b(?:all|every|each|both)(?: of)?(?: its| the| their)? containers?\b/),
    lasting(
      "pod-running-timeout",
      new RegExp(`\\bwait (?:up to |at most )?(${spanWords}) (?:for|until|till) (?:it|the pod|a pod|one)\\b`, "i"),
    ),
  ],
  events: [noHeaders, chunks, watching, setTo("types", "Warning", /\bwarnings?\b/)],
  "top pod": [
    on(
      "containers",
      /\b(?:per|by|each|every|split by|broken down by|split up by|for each|of the|and their|and its|their|its) containers?\b|\bcontainers (?:each|separately|one by one|too|as well|included)\b/,
    ),
    on("sum", /\bsum(?:s|med|ming)?\b|\btotal(?:s|led)?\b|\badd(?:ed|s)? up\b|\baltogether\b/),
    ...cpuOrMemory,
  ],
  "top node": [
    on("show-capacity", /\bcapacit(?:y|ies)\b|\bout of how much\b|\bof how much in total\b/),
    ...cpuOrMemory,
  ],
  "rollout status": [
    lasting(
      "timeout",
      new RegExp(
        `\\b(?:give up|time ?out|stop|no longer than|at most|max(?:imum)?|within|up to)\\b[^.?!]{0,20}?\\b(${spanWords})`,
        "i",
      ),
    ),
    setTo("watch", "false", /\b(?:without|don't|do not|no need to) (?:wait|watch)\w*\b/),
  ],
  "rollout history": [valued("revision", /\brev(?:ision)?\.? (?:number |no\.? )?#?(\d{1,6})\b/i), outputs],
  explain: [
    on(
      "recursive",
      /\b(?:recursive(?:ly)?|nested|all (?:the |its )?(?:sub-?)?fields|every (?:nested |sub-?)?field|in (?:its |full )?depth|full tree|whole tree|all the way down|(?:everything|fields) (?:below|beneath|under|inside))\b/,
    ),
    valued(
      "api-version",
      /\b(?:api[- ]?version|as of version|in version|of version|version|as of|in|of|for) ["'`]?((?:[a-z][a-z0-9.-]*\/)?v\d+(?:(?:alpha|beta)\d+)?)\b/i,
    ),
    setTo("output", "plaintext-openapiv2", /\bopenapi ?v2\b/),
  ],
  "api-resources": [
    noHeaders,
    on("cached", /\b(?:cached|from (?:the )?cache|use (?:the )?cache)\b/),
    valued(
      "categories",
      /\bcategor(?:y|ies) ["'`]?([a-z][a-z,-]{1,40})\b(?<!\b(?:of|and|is|are))|\b(?!the\b|an?\b|which\b|what\b|of\b)["'`]?([a-z]{2,20})["'`]? category\b/i,
    ),
    oneOf("sort-by", ["name", "kind"], /\b(?:sort|order)\w*(?: \w+){0,2}? by (?:the |their )?(name|kind)s?\b/i),
    setTo("output", "name", /\b(?:just|only|nothing but) (?:the |their )?names\b|\bnames only\b/),
    setTo("output", "wide", /\b(?:wide|with (?:the|their) verbs|and (?:the|their) verbs|verbs too)\b/),
  ],
  "config view": [
    on(
      "minify",
      /\bminif\w*\b|\b(?:current|active|present|this|my|used|selected) context\b|\bcontext (?:i'm|i am|we are|we're|that is|that's|which is|in) (?:on|in|using|used|use|active|current)\b|\b(?:used|needed) (?:right )?now\b|\bwhat(?:'s| is) in use\b|\bcontext uses\b|\bonly what (?:is|the context)\b/,
    ),
    on(
      "flatten",
      /\bflat(?:ten)?\w*\b|\bself[- ]?contained\b|\b(?:certificates?|certs?|files?|keys?|credentials?) (?:\w+ )?(?:embedded|inlined?|built in|in ?line|included)\b|\b(?:embed\w*|inlin\w*)\b|\bportable\b|\bwithout references to (?:other )?files\b/,
    ),
    on(
      "raw",
      /\braw\b|\bunmasked\b|\bunredacted\b|\buncensored\b|\b(?:secrets?|credentials?|tokens?|keys?) (?:\w+ )?(?:shown|visible|unmasked|in clear|included|in plain)\b|\b(?:with|including|show|reveal)\b.{0,20}\b(?:secrets?|credentials?|tokens?)\b|\bbase64\b/,
      /\b(?:without|no|hide|hidden|not|minus|mask\w*|redact\w*) (?:\w+ )?(?:secrets?|credentials?|tokens?|keys)\b/,
    ),
    outputs,
  ],
  "config get-contexts": [
    noHeaders,
    setTo("output", "name", /\b(?:just|only|nothing but) (?:the |their )?names\b|\bnames only\b/),
  ],
  version: [
    on(
      "client",
      /\bclient(?:'s)? (?:version|ver|side|only|alone|part|one)\b|\b(?:only|just) (?:the |my )?(?:client|kubectl)\b|\bof kubectl\b|\b(?:without|don't|do not|no) (?:\w+ )?(?:server|cluster)\b/,
      /\b(?:and|plus) (?:the )?(?:server|cluster)\b|\b(?:server|cluster) and\b|\bboth\b/,
    ),
    outputs,
  ],
  "cluster-info dump": [
    directory,
    { ...everywhere, unless: /\bdefault\b/ },
    valued(
      "namespaces",
      /\bnamespaces? (?!and\b|into\b|to\b|in\b)([a-z0-9][a-z0-9-]*(?:(?:, ?| and |, and )[a-z0-9][a-z0-9-]*){0,5})(?= (?:in|to|for|as|with)\b|[.,;]|$)/i,
      listed,
    ),
    outputs,
  ],
  "auth can-i": [
    {
      ...everywhere,
      said: /\b(?:anywhere|everywhere|(?:in|across|over) (?:all|every|any|each) (?:of the )?namespaces?|in the (?:whole |entire )?cluster|cluster[- ]?wide)\b/,
      unless: /\bnodes?\b/,
    },
    on("quiet", /\bquiet(?:ly)?\b|\bexit (?:code|status)\b|\b(?:without|no) (?:any )?output\b|\bsilent(?:ly)?\b/),
    noHeaders,
    valued(
      "as-group",
      /\b(?:in|of|from|with|being in|member of|belonging to) (?:the )?group ["'`]?([A-Za-z][\w:.@-]{0,100}[A-Za-z0-9])|\bgroup ["'`]?([A-Za-z][\w:.@-]{0,100}[A-Za-z0-9])\b.{0,80}\bas (?:the )?user\b/i,
    ),
    valued(
      "subresource",
      /\b(?:the )?(status|scale|log|exec|approval|token|eviction|proxy|ephemeralcontainers|finalize) sub-?resource\b|\bsub-?resource ["'`]?([a-z]{3,30})\b/i,
    ),
  ],
  "auth whoami": [outputs],
  wait: [lasting("timeout", new RegExp(`\\b(${spanWords})`, "i"))],
  diff: [
    on("force-conflicts", /\b(?:forc\w*|overrid\w*|ignor\w*|despite)(?: (?:the|any|all|on))* conflicts?\b/),
    on(
      "show-secrets",
      /\b(?:show|with|including|reveal)\w* (?:the )?(?:values? of )?(?:the )?secrets?(?: values?)?\b/,
      /\b(?:without|no|hide|hidden) secrets?\b/,
    ),
    on("recursive", /\brecursive(?:ly)?\b|\bsub-?(?:folders|directories|dirs)\b/),
    on("server-side", /\bserver[- ]?side\b|\bon the server\b/),
    on("prune", /\bprun\w*\b|\bwhat would be (?:deleted|removed)\b/),
    valued("field-manager", /\b(?:field[- ])?manager (?:called |named )?["'`]?([a-z][\w-]{0,60})/i),
  ],
  kustomize: [on("enable-helm", /\bhelm\b/)],
  "plugin list": [
    on(
      "name-only",
      /\b(?:just|only|nothing but) (?:the |their )?(?:binary )?names\b|\bnames only\b|\bwithout (?:the |their )?paths?\b/,
    ),
  ],
  "apply view-last-applied": [outputs],
  ...sharedBy(
    ["certificate approve", "certificate deny"],
    [on("force", /\b(?:force|again|already|regardless)\b/, /\bnot\b/), outputs],
  ),
};
