import { type Paraphrase, row } from "./paraphrase.ts";

const group = "[a-z][a-z0-9.-]{0,60}/v\\d(?:(?:alpha|beta)\\d)?";
const kindOfThings = "(?:kinds?|types?|sorts?)(?: of (?:things?|objects?|resources?|stuff))?|resources|things|objects";
/** Groups whose names are no words for kinds of their own. */
const groups = "(?:apps|batch|autoscaling|[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)";
const unbound =
  "(?:not|aren't|are not|isn't|never|don't) (?:bound|tied|limited|scoped|confined|attached|belong\\w*|live|specific)(?: to| in| inside)? (?:an?y?|one|some)?(?: single)? ?namespaces?|(?:live|exist|are|that are|lives?|sit) (?:outside|above|beyond)(?: of)?(?: any| all)? namespaces?|(?:ignore|without|need no|have no) (?:any )?namespaces?";

/** Questions about the API itself: kinds, versions, fields; and about the client. */
export const apiLooks: readonly Paraphrase[] = [
  row(`(?:which |what |all |the )*(?:${kindOfThings})\\b[^.?!]{0,60}?\\b(?:${unbound})`, "list the api resources that are not namespaced"),
  row(`(?:which |what |all |the )*(?:${kindOfThings})\\b[^.?!]{0,60}?\\b(?:(?:live|exist|reside|sit|are|is|belong) (?:in|inside|within|to) (?:an? )?namespaces?|(?:are|is|be) (?:bound|tied|limited|scoped) to (?:an? )?namespaces?)(?=[.?!]|$)`, "list the api resources that are namespaced"),
  row(`(?:which |what |all |the )*(?:cluster[- ](?:wide|scoped|level)) (?:${kindOfThings})(?= (?:exist|are there|do we have|there are)|[.?!]|$)`, "list the api resources that are not namespaced"),
  row(`(?:does|do|is|has|can|will) ${"{article}"}(?:cluster|api ?server|server|api|control plane|we|installation)(?: here| still| already| even)* (?:speak|support|know|offer|serve|have|understand|talk|provide|carry|accept|run)\\w* (?:the )?${group}`, "list the api versions"),
  row(`(?:is|are) ${group} (?:supported|available|served|there|offered|still)`, "list the api versions"),
  row(`${"{article}"}(?:supported|available|served|offered|known) (?:api )?(?:groups?(?: and | ?[/-] ?| )versions?|versions of the api|api versions|group versions)`, "list the api versions"),
  row("(?:which|what) (?:kubernetes |k8s )?cluster (?:am i|are we|is this|do i|is my kubectl|is kubectl|does my kubectl|does kubectl)\\b[^.?!]{0,40}", "show the current context"),
  row(`(?:just |only )*${"{article}"}(?:kubectl )?version (?:of )?${"{article}"}(?:local |own |installed |client'?s? )*(?:kubectl|client)(?: binary| executable| client)?\\b(?:[^.?!]{0,30}\\b(?:laptop|machine|here|locally))?(?:,? (?:nothing|not|no|without|but not|never mind)[^.?!]{0,60})?`, "show the kubectl client version"),
  row("(?:what(?:'s| is| are) |which )?(?:the |all |all the )*(?:short ?names?|abbreviations?|short forms?)(?: is| are)?(?: there)? (?:of|for) (?:all |the |every |each |an? )*[a-z]{3,40}(?=[.?!]|$)", "list the api resources"),
  row("(?:which|what) verbs (?:does|do|can i use on|can be used (?:on|with|for)|are (?:supported|allowed|known) (?:by|for)) (?:the )?(?:(?:api )?resources? |kinds? )?[a-z]{3,40}(?: support| know| allow| have| take| offer)?(?=[?.!]|$)", "list the api resources with their verbs"),
  row("(?:all |the |list of |possible |allowed |supported )*verbs (?:for|of|on) (?:the )?(?:(?:api )?resources? |kinds? )?[a-z]{3,40}(?=[?.!]?$| please)", "list the api resources with their verbs"),
  row("(?:the |all |every |which |what |list of )*(?:api )?(?:resources|kinds|resource types|resource kinds)(?: that| which)? (?:belong to|are in|are part of|in|of) the ([a-z][a-z0-9.-]{1,80}) (?:api )?group(?=[.?!]|$)", "list the api resources of the group $1"),
  row("(?:which|what) (?:kinds of |types of )?(?:resources|kinds|objects|resource types|resource kinds) can (?:be )?(listed|watched|read|created|deleted|patched|updated)(?: and (listed|watched|read|created|deleted|patched|updated))?(?=[?.!]|$)", (match) => `list the api resources that can be ${match[1]}${match[2] === undefined ? "" : ` and ${match[2]}`}`),
  row("what (?:would|will|does) (?:an? |the )?(?:apply|applying|kubectl apply)(?: of| on)? ([\\w./-]{1,200}) (?:change|do|alter)(?=[?.!]|$)", "diff of $1"),
  row(`(?:the |all |every |which |what |list of )*${groups} (?:api )?(?:group )?(?:resources|kinds|resource types|resource kinds|api resources)(?= please| are there| exist|[.?!,]|$)`, (match) => `list the api resources of the group ${/\S+/.exec(match[0].replace(/^(?:the |all |every |which |what |list of )+/i, ""))![0]}`),
  row("(?:the |all |every |which |what |list of )*(?:api )?(?:resources|kinds|resource types|resource kinds|objects|types)(?: that| which)? (?:belong to|belonging to|are in|are part of|in|of|from|does|are there in|come from) (?:the )?(?:api )?group ([a-z][a-z0-9.-]{1,80})", "list the api resources of the group $1"),
  row("(?:what(?:'s| is) )?(?:the |our |my )?(?:api ?server|control plane|master|cluster)(?:'s)? (?:url|address|endpoint|host)(?=[.?!]|$| please| pls)", "show the cluster info"),
  row("(?:what(?:'s| is) )?(?:the )?(?:url|address|endpoint|host) of (?:the |our |my |this )(?:api ?server|control plane|master|cluster)(?=[.?!]|$| please| pls)", "show the cluster info"),
  row("(?:where|to what|at what|what) (?:am i|is my kubectl|is kubectl|does kubectl) (?:point\\w*|connect\\w*|talk\\w*|hooked|logged)\\b[^.?!]{0,30}", "show the current context"),
  row("(?:the )?(?:field )?(?:docs?|documentation|help|reference|explanation) (?:for|of|on|about) (?:the )?([a-zA-Z]{3,40}) (?:part|section|block|stanza|bit|field|setting) (?:of|in) (?:an? |the )?([a-z]{3,30})'s ([a-zA-Z]{3,40})\\b", "explain $2 spec $3 $1"),
  row(`(?:the )?(?:field )?(?:docs?|documentation|help|reference|explanation|manual)(?: page)? (?:for|of|on|about) (?:the )?([a-zA-Z]{3,40}) (?:part|section|block|stanza|bit|piece|field|setting) (?:of|in) (?:an? |the )?([a-z]{3,30})(?:'s)?(?: spec(?:ification)?)?\\b`, "explain $2 spec $1"),
  row(`(?:the )?(?:field )?(?:docs?|documentation|help|reference|explanation) (?:for|of|on|about) (?:an? |the )?([a-z]{3,30})(?:'s)? spec(?:ification)? ([a-z][a-zA-Z]{2,40})\\b`, "explain $1 spec $2"),
  row("(?:what|which (?:values|things|options)) (?:can|may|could|must|do|should) (?:i|we|one|you)(?: have to| need to)? (?:write|put|set|say|enter|specify) (?:under|in|into|inside|for|as|at|behind) (?:the )?([a-z][a-zA-Z]{2,40})(?: field| section| part| block| stanza)? (?:of|in|for) (?:an? |the )?containers?\\b", "explain pod containers $1"),
  row("how (?:does|do|is|are) (?:the )?(spec|status|metadata)(?: section| part)? of (?:an? |the )?([a-z]{3,30})s? (?:look|built|structured|made up|laid out)\\b(?: like)?", "explain $2 $1"),
  row("(?:all |the |list of )*namespaced (?:kinds|resources|types|objects|things)(?= (?:exist|are there|there are|we have)|[.?!]|$)", "list the api resources that are namespaced"),
  row("(?:what|which (?:values|things|options)) (?:can|may|could|must|do|should) (?:i|we|one|you)(?: have to| need to)? (?:write|put|set|say|enter|specify) (?:under|in|into|inside|for|as|at|behind) (?:the )?([a-z][a-zA-Z]{2,40})(?: field| section| part| block| stanza)? (?:of|in|for) (?:an? |the )?(pod|deployment|statefulset|daemonset|job|cronjob|service|ingress|hpa|networkpolicy|pvc)s?\\b(?! [a-z0-9]+-)", "explain $2 spec $1"),
  row("(?:(?:what(?:'s| is)|which is) )?(?:the )?api[- ]?(?:group|version|group and version) (?:of|for) (?:an? |the )?([a-z]{3,30})(?=[?.!]|$)", "explain $1"),
  row("(?:which|what) api[- ]?groups? (?:and version )?(?:do|does|is|are|has|have) (?:an? |the )?([a-z]{3,30}) (?:belong|in|part|live|come|from|under|have|member)\\b", "explain $1"),
  row("what (?:goes|belongs|fits|can (?:i|we|one) (?:put|write|set)|(?:may|must|should) (?:stand|be)|(?:is|are) (?:allowed|possible|valid)) (?:inside|into|in|under|within) (?=(?:of )?(?:an? |the )?[\\w' ]{0,40}(?:probe|spec|strategy|affinity|context|lifecycle|template|volume|rules?|ports?)\\b)", "what goes inside "),
]; // biome-ignore format: one line a paraphrase
