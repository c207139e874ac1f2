/** Kinds as they are listed in a hurry: `roles n rolebindings`, `svc+ing`, `jobs/cronjobs`. */
const kinds =
  "(?:pods|services|deployments|statefulsets|daemonsets|replicasets|jobs|cronjobs|secrets|configmaps|(?:cluster)?roles|(?:cluster)?rolebindings|ingresses|endpoints|events|pvcs|pvs|nodes|namespaces|hpas|serviceaccounts|quotas|networkpolicies|svc|ing|po|sts|cm|pvc|pv|ep|hpa|cj|sa|rs|netpol)";
const joinedKinds = new RegExp(`\\b(${kinds})(?: ?(?:n|'n'|&|\\/) ?|\\+)(?=${kinds}\\b)`, "gi");

/** Expressions that mean the same wherever they stand, whatever is asked. */
export const expressions: readonly { readonly said: RegExp; readonly as: string }[] = [
  // slips and short forms
  { said: /\bwich\b/gi, as: "which" },
  { said: /\b(?:tail|head) -n ?(\d{1,6})\b/gi, as: "tail $1 lines" },
  { said: /\bhappenings\b/gi, as: "events" },
  { said: /\bhav(?=[\s?.!]|$)/gi, as: "have" },
  { said: /^\s*lst(?=\s)/i, as: "list" },
  { said: /(?<!-o |-o=|output=)\bcustom[- ]columns\b(?![=:])/gi, as: "columns" },
  { said: /\bgimme\b/gi, as: "give me" },
  { said: /\bteh(?=\s)/gi, as: "the" },
  { said: /^\s*wat(?=\s)/i, as: "what" },
  { said: joinedKinds, as: "$1 and " },
  { said: /\bshed(?=ul)/gi, as: "sched" },
  { said: /(?<=\s)w\/(?!o\b) ?(?=[a-z])/gi, as: "with " },
  { said: /\s+(?:rn|atm)\b(?=[.?!]|$)/gi, as: "" },
  { said: /\bcrons\b/gi, as: "cronjobs" },
  { said: /\bdont(?=\s)/gi, as: "don't" },
  // `deploy web in shop: 0/3 available` tells how it is
  { said: /^(?:the )?deploy (?=["']?[a-z0-9][\w.-]{0,80}["']? (?:(?:in|of|from|ns|namespace|-n) \S{1,80} ){0,2}(?:has|have|hasn't|is|isn't|seems|looks|appears|got|sits|hung|wedged|keeps?|stuck|fails?|failing|crash\w*|down|broken|won't|doesn't|can't|cannot|shows?|says|stays|hangs?|\d{1,3}\/\d{1,3}\b)|["']?[a-z0-9][\w.-]{0,80}["']?(?: (?:in|of|ns|namespace) \S{1,80})?:? \d{1,3}\/\d{1,3}\b)/i, as: "deployment " },
  { said: /\bdo the needful(?: and| to)?\s+/gi, as: "" },
  { said: /^(is|are) (.{2,60}) up(?: again| now| and running)?(?=[?.! ]*$)/i, as: "$1 $2 running" },
  // `since 2024-05-03T08:00:00Z what did web-0 log?`
  { said: /^\s*(?:since|after|from) (\d{4}-\d{2}-\d{2}\S{0,20}?)(?: on(?:wards?)?)?,? (?=[a-z])([^.?!]{3,300}?)([.?!]?)\s*$/i, as: "$2 since $1$3" },
  // what things are called
  { said: /\b(?:the |its |an? )?(?:(?:init[- ]?|side-?car )?container(?:'s name)?|side-?car) is (?:called |named )?(?=[a-z0-9-]+\b(?! (?:is|in|of|to|on|for)\b))(?!(?:not|in|on|up|down|stuck|ready|running|killed|restarting|crashing|failing|waiting|dead|gone|the|a|being|still|always|never|already|ok|fine|there|too|out)\b)/gi, as: "container " },
  { said: /\b(?:the |its )?(pod|namespace|deployment|node|job) is (?:called |named )(?=[a-z0-9])/gi, as: "$1 " },
  { said: /\b(?:the |its )?(pod|namespace|ns) is (?=[a-z0-9]+(?:-[a-z0-9]+)+\b)/gi, as: "$1 " },
  { said: /\bpods (?:of|for|from|belonging to) (?:the |our |my )?(?:app|application) (?:called |named )?(?!(?:is|are|was|in|on|of|that|which|to|and|has|have|with|from|at)\b)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\b/gi, as: "pods with the label app=$1" },
  { said: /^\s*(?:what(?:'s| is)|which is|tell me|give me|show me) the (?:kubectl |right )?command to /i, as: "how do i " },
  // what stands on a node and does not run; where it does not stand is asked with `not on`
  { said: /^\s*(?:(?:show|list|get|find|give) (?:me )?|which |what |any |all |the )*pods? (?:that |which )?(?:are |is )?not (running|ready|healthy) on (?:the )?(?:node |worker |machine )?(?=[a-z0-9.-]*\d)([a-z0-9][a-z0-9.-]{1,100}?)(?=[\s?.!]*$)/i, as: "which pods on node $2 are not $1" },
  { said: /\b(?:(?:that |which )?(?:are |is |run |runs |running )?on (?:any |all |the )?other (?:nodes?|machines?) (?:than|but|except)|(?:somewhere else|elsewhere) than on|except (?:for )?(?:those|the ones|ones) on) (?:the )?(?:node )?(?=[a-z0-9.-]*\d)([a-z0-9][a-z0-9.-]{1,100}?)(?=[\s?.!,]|$)/gi, as: "that are not on node $1" },
  // when something worked for the last time is when it broke
  { said: /^\s*when (?:did|was) (?:the |our |my )?([a-z0-9][\w.-]{1,80}) (?:(?:in|of) (\S{1,63}) )?last (?:work(?:ed|ing)?|run(?:ning)?|ok|okay|healthy|up|available|ready|fine)(?: (?:properly|correctly))?(?=[\s?.!]*$)/i, as: "when did $1 stop working" },
  // comparisons of labels
  { said: /\b(?:but|and|where|with|whose)(?: the)?(?: label)? ([a-z][\w./-]{0,60})(?: is| being)?(?: set to)? (?:anything|everything|something|any value|whatever)(?:,)? (?:other than|but|except|apart from|besides) ([\w.-]{1,63})/gi, as: "and $1!=$2" },
  { said: /\b(?:and|with|but|of|having)(?: any| every| whatever) ([a-z][\w./-]{0,60}),? (?:except|other than|but not|but|apart from|besides) ([\w.-]{1,63})(?=[.,;?!]|$| in | of )/gi, as: "and $1!=$2" },
  { said: /(?<==[\w.-]{1,63}),? (?:(?:and|but|that|which) )?(?:(?:that|which) )?(?:are |is |be )?not in (?:the )?(?!(?:namespace|ns|phase|state|status|cluster|node|same|default)\b)([a-z][\w./-]{1,60}) (?!(?:namespace|ns|phase|state|status|cluster|node|any ?more|yet|now|please)\b)([\w.-]{1,63})(?=[.,;?!]|$| in | please)/gi, as: " and $1!=$2" },
  { said: /(?<==[\w.-]{1,63}),? (?:and|but) (?!(?:is|are|was|were|do|does|did|has|have|had|it|they|pods?|which|that|who|nodes?|can|could|will|status|phase|state|containers?)\b)([a-z][\w./-]{1,60}) (?:is |being )?not (?!(?:in|set|there|ready|running)\b)([\w.-]{1,63})(?=[.,;?!]|$| in | please)/gi, as: " and $1!=$2" },
  { said: /(?<==[\w.-]{1,63}),? (?:but|and) not (?=[a-z][\w./-]{0,80}=)/gi, as: " without " },
  { said: /\bnot (?:having|carrying|labell?ed|with|bearing)(?: with)?(?: the| a)?(?: labels?)? (?=[a-z][\w./-]{0,80}=)/gi, as: "without the label " },
  { said: /\b(?:carry |have |with |having |are |is |labelled )?neither ([\w./-]{1,63})=([\w.-]{1,63}) nor \1=([\w.-]{1,63})/gi, as: "where the label $1 is not in ($2, $3)" },
  { said: /\b(?:carry |have |with |having |are |is |labelled )?neither ([\w./-]{1,63})=([\w.-]{1,63}) nor ([\w./-]{1,63})=([\w.-]{1,63})/gi, as: "with $1!=$2,$3!=$4" },
  { said: /\b(with|having|carrying|that have|that carry) (?:the |an? )?label ([\w./-]{1,80}),? (?:whatever|regardless of|no matter|with any|of any)[^,.?!]{0,30}/gi, as: '$1 the label "$2"' },
  // the API server's own checks
  { said: /\b(?:its |the )?(readyz|livez|healthz) (?:endpoint|url|path|check|route)\b/gi, as: "$1" },
  // everywhere
  { said: /\b(of|for|in|from|across|by) (?:all|every|any|each)(?: of)?(?: the| our)? (?:teams?|tenants?|projects?|squads?)\b/gi, as: "$1 all namespaces" },
]; // biome-ignore format: one line an expression
