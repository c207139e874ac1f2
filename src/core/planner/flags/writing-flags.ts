import { dryRuns } from "./common-flags.ts";
import { type FlagWords, lasting, listed, on, oneOf, seconds, setTo, sharedBy, valued } from "./flag-words.ts";
import { spanWords } from "./span.ts";

const manager = valued("field-manager", /\bfield[- ]?manager (?:called |named |is |= ?)?["'`]?([a-z][\w-]{0,60})/i);

const recursive = on(
  "recursive",
  /\brecursive(?:ly)?\b|\b(?:and |with |including )?(?:all )?(?:its |the )?sub-?(?:folders|directories|dirs)\b/,
);

const notFound = on(
  "ignore-not-found",
  /\b(?:no|without(?: an?)?|not an|don't|do not|doesn't|never|shouldn't) (?:\w+ )?(?:errors?|complain\w*|fail\w*|fuss|err)\b|\bignor\w+ (?:it )?(?:if |when )?(?:it |that )?(?:is |isn't |does |doesn't )?(?:not |a )?(?:there|missing|found|exist\w*)\b|\bignore[- ]not[- ]found\b|\bif (?:it|they|there) (?:is|are|it's)? ?(?:there|exists?|present|any)\b/,
);

const wholeTimeout = lasting(
  "timeout",
  new RegExp(
    `\\b(?:give up|time ?out|stop waiting|wait no longer than|wait at most|no longer than|at most|within|wait up to)\\b[^.?!]{0,20}?\\b(${spanWords})`,
    "i",
  ),
);

/** `with force and 60 seconds grace`. */
const graceBehind = seconds("grace-period", new RegExp(`\\b(${spanWords}) (?:of )?grace\\b`, "i"));

const grace = seconds(
  "grace-period",
  new RegExp(
    `\\b(?:grace(?:[- ]period)?(?: of| is|:)?|(?:giv|grant|allow|leav)\\w* (?:it|them|(?:every|each|the) pods?|pods|all(?: of them)?)|with) (${spanWords})(?! (?:limit|timeout|and give up)| at most)(?=[^.;!?]{0,40}(?:\\b(?:grace|finish|shut ?down|stop|terminate|exit|wind|end|die|go)|[.,;!?]|$))`,
    "i",
  ),
);

const ports =
  /\b(?:over|via|protocol|using|through|speaks?|for)[ :=]+(tcp|udp|sctp)\b(?! (?:blocked|closed|off))|\b\d{1,5}\/(tcp|udp|sctp)\b/i;

const prefix = valued(
  "prefix",
  /\bprefix(?:ed)?(?: (?:them|it|each|all))?(?: (?:with|by|of|is|=))? ?["'`]?([A-Za-z_][A-Za-z0-9_]{0,60})/i,
);

/** Flags of what changes objects that are there. */
export const writingFlags: Readonly<Record<string, readonly FlagWords[]>> = {
  delete: [
    seconds(
      "grace-period",
      new RegExp(
        `\\b(?:grace(?:[- ]period)?(?: of| is|:)?|(?:giv|grant|allow|leav)\\w* (?:it|them|(?:every|each|the) pods?|pods)) (${spanWords})`,
        "i",
      ),
    ),
    graceBehind,
    setTo(
      "cascade",
      "orphan",
      /\b(?:leav|keep|spar)\w*\b.{0,20}\b(?:its|the|their|all)? ?(?:pods|replica ?sets?|jobs|dependents|children)\b|\borphan\w*\b|\bwithout (?:deleting|removing|touching) (?:its|the|their) (?:pods|replica ?sets?|jobs|dependents|children)\b/,
    ),
    setTo("cascade", "foreground", /\bforeground\b|\b(?:dependents|children|(?:its|the|their) pods) first\b/),
    setTo(
      "wait",
      "false",
      /\b(?:without|don't|do not|no need to|not) wait\w*\b(?! for (?:its )?grac)|\bin the background\b|\breturn (?:at once|immediately|right away)\b/,
    ),
    notFound,
    wholeTimeout,
    recursive,
    ...dryRuns,
  ],
  drain: [
    on(
      "force",
      /\bforce\b|\b(?:unmanaged|bare|naked|orphaned|standalone|loose) pods\b|\b(?:not managed|managed by nothing|belong(?:s|ing)? to (?:no|nothing)|(?:without|no|have no|has no|lack(?:s|ing)?) (?:an? |any )?(?:controller|owner))\b/,
      /\b(?:don't|do not|not|no|without) force\b|\bkeep .{0,30}(?:unmanaged|bare) pods\b/,
    ),
    {
      flag: "delete-emptydir-data",
      value: "true",
      said: /\b(empty ?-?dirs?|local (?:data|storage|volumes?)|scratch (?:data|space|volumes?))\b/i,
      unless:
        /\b(?:keep|spare|without|(?:do not|don't|not) (?:delete|lose|touch)) (?:\w+ )?(?:the |their |any )?(?:empty ?-?dirs?|local|scratch)\b/,
    },
    on(
      "disable-eviction",
      /\b(?:disable|without|not|no|bypass\w*|skip\w*|ignor\w*|regardless of|despite)(?: (?:the|any|using|use))* (?:evictions?|eviction api|disruption budgets?|pdbs?|pod disruption budgets?)\b|\b(?:delete|deleting)\b.{0,30}\binstead of evict\w*\b/,
    ),
    grace,
    graceBehind,
    wholeTimeout,
    seconds(
      "skip-wait-for-delete-timeout",
      new RegExp(
        `\\b(?:not wait|don't wait|skip)\\b.{0,60}\\b(?:deleted|terminating|being deleted|deletion)\\b.{0,30}?\\b(${spanWords})`,
        "i",
      ),
    ),
    ...dryRuns,
  ],
  ...sharedBy(["cordon", "uncordon"], dryRuns),
  taint: [
    on("overwrite", /\boverwrit\w*\b|\breplac\w* (?:the|an|any) (?:old|existing|present)\b|\beven if\b/),
    ...dryRuns,
  ],
  ...sharedBy(
    ["label", "annotate"],
    [
      on(
        "overwrite",
        /\boverwrit\w*\b|\b(?:replac|stomp|clobber)\w*\b|\beven (?:if|when|where)\b|\bwhatever (?:it|they|value) (?:is|was|has|had|says|said)\b|\bregardless\b|\b(?:it|they) (?:already )?ha(?:s|ve) (?:it|one)\b|\balready (?:set|there|has|have)\b|\bold val(?:ue)?\b/,
        /\b(?:don't|do not|not|never|without) (?:overwrit|replac)/,
      ),
      manager,
      recursive,
      ...dryRuns,
    ],
  ),
  scale: [valued("resource-version", /\bresource[- ]?version (?:is |of |= ?)?(\d{1,20})\b/i), wholeTimeout, ...dryRuns],
  autoscale: [
    valued(
      "name",
      /\b(?:call(?:ed)?(?: it)?|name(?:d)?(?: it)?)(?: the (?:autoscaler|hpa))? ["'`]?([a-z0-9][a-z0-9-]*[a-z0-9])\b/i,
    ),
    ...dryRuns,
  ],
  expose: [
    valued("selector", /\bselector ["'`]?([a-z][\w./-]*=[\w.-]+(?:,[a-z][\w./-]*=[\w.-]+)*)/i),
    valued("protocol", ports, (text) => text.toUpperCase()),
    oneOf(
      "session-affinity",
      ["ClientIP", "None"],
      /\b(?:session )?affinity (?:of |to |by |is |set to |= ?)?["'`]?(client ?-?ip|none)\b/i,
    ),
    setTo("session-affinity", "ClientIP", /\bsticky(?: sessions?)?\b|\bsame client\b.{0,30}\bsame pod\b/),
    valued("external-ip", /\bexternal[- ]?ip (?:address )?(?:of |is |= ?)?["'`]?(\d{1,3}(?:\.\d{1,3}){3})\b/i),
    valued(
      "load-balancer-ip",
      /\bload[- ]?balancer[- ]?ip (?:address )?(?:of |is |= ?)?["'`]?(\d{1,3}(?:\.\d{1,3}){3})\b/i,
    ),
    valued("cluster-ip", /\bcluster[- ]?ip (?:address )?(?:of |is |= ?)?["'`]?(\d{1,3}(?:\.\d{1,3}){3})\b/i),
    valued("labels", /\blabels? ["'`]?([a-z][\w./-]*=[\w.-]+(?:,[a-z][\w./-]*=[\w.-]+)*)/i),
    ...dryRuns,
  ],
  "set env": [
    prefix,
    valued(
      "keys",
      /\b(?:only|just) (?:the )?keys? ["'`]?([A-Za-z_][\w.-]*(?:(?:, ?| and )[A-Za-z_][\w.-]*){0,8})/i,
      listed,
    ),
    on(
      "resolve",
      /\bresolv\w*\b|\b(?:values? of|what is behind) (?:the )?(?:references?|refs?|secrets?)\b|\bactual values\b|\brefs? (?:looked up|filled in|followed)\b/,
    ),
    setTo(
      "overwrite",
      "false",
      /\b(?:without|don't|do not|never|not) overwrit\w*\b|\bkeep (?:the )?(?:existing|present)\b|\bunless (?:it is |they are )?already set\b/,
    ),
    ...dryRuns,
  ],
  ...sharedBy(
    ["set image", "set resources", "set serviceaccount", "set selector", "set subject"],
    [on("local", /\b(?:locally|without (?:asking|contacting|talking to) the server)\b/), ...dryRuns],
  ),
  "rollout undo": dryRuns,
  patch: [
    oneOf(
      "subresource",
      ["status", "scale", "resize"],
      /\b(status|scale|resize) sub-?resource\b|\bsub-?resource (status|scale|resize)\b/i,
    ),
    oneOf(
      "type",
      ["merge", "json", "strategic"],
      /\b(?:as an? |type |with an? |using an? )?(json|merge|strategic)(?:[- ]merge)? patch\b/i,
    ),
    ...dryRuns,
  ],
  apply: [
    on("server-side", /\bserver[- ]?side\b|\bon the server(?: side)?\b|\bssa\b/, /\bdry[- ]?run/),
    on(
      "force-conflicts",
      /\b(?:force|overrid\w*|take over|win|ignor\w*|despite|resolve)(?: (?:the|any|all|on))* conflicts?\b|\bforce[- ]conflicts\b|\btak(?:e|ing) over (?:(?:the|any|all) )?(?:fields|ownership)\b/,
    ),
    on(
      "prune",
      /\bprun\w*\b|\b(?:delete|remove|drop)(?:s|ing)? (?:what(?:ever)?|everything|objects) (?:that )?(?:is |are )?(?:no longer|not) (?:in|there|listed|part)\b/,
      /\b(?:not|don't|do not|without|never) prun/,
    ),
    valued("selector", /\b(?:selector|labels?|labell?ed) ["'`]?([a-z][\w./-]*=[\w.-]+(?:,[a-z][\w./-]*=[\w.-]+)*)/i),
    on(
      "force",
      /\bforce\b(?! conflicts)|\b(?:delete|deleting) and re-?creat\w*\b|\bre-?creat\w+ (?:it|them|what)\b/,
      /\bconflicts?\b|\b(?:not|don't|do not|without|no) forc\w*/,
    ),
    on("wait", /\bwait (?:for|until|till)\b/),
    setTo("validate", "false", /\b(?:without|no|skip\w*|don't|do not) validat\w*\b/),
    manager,
    recursive,
    ...dryRuns,
  ],
  create: [manager, recursive, on("save-config", /\bsave (?:the |its )?config\w*\b/), ...dryRuns],
  "auth reconcile": [
    on("remove-extra-permissions", /\bextra permissions\b/, /\b(?:keep|not|don't|without)\b/),
    on("remove-extra-subjects", /\bextra (?:permissions and )?subjects\b/, /\b(?:keep|not|don't|without)\b/),
    ...dryRuns,
  ],
  replace: [
    on(
      "force",
      /\bforce\b|\b(?:delet|remov)\w+ (?:it |them |the old one )?(?:and|then|first and) re-?creat\w*\b|\bre-?creat\w+\b|\b(?:delet|remov)\w+ (?:the )?(?:old|existing|present) (?:one|object) first\b/,
      /\b(?:not|don't|do not|without|no) forc\w*/,
    ),
    recursive,
    ...dryRuns,
  ],
};
