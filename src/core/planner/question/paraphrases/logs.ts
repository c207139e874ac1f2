import { type Paraphrase, row } from "./paraphrase.ts";

const speaks =
  "(?:says?|said|wrote|writes?|prints?|printed|logs|logged|outputs?|tells?|told|spat out|reported|complained about|has to say|is saying|was saying|is printing|is writing)";
const gone = "(?:old|previous|last|dead|former|earlier|crashed|killed|prior|first|terminated)";

/** What containers wrote, in other words than `logs`. */
export const logLooks: readonly Paraphrase[] = [
  row(`(?:whatever|what|everything|anything)(?: that| all)? (?:the |its |that )?${gone}(?: one| container| instance| run| life| process)? ${speaks}\\b`, "show the logs of the previous container"),
  row(`(?:whatever|what|everything) (?:it|the (?:container|pod|app|process)) ${speaks} (?:right |just |shortly )?before (?:it|the|he) ?(?:died|crashed|was killed|restarted|crash|restart|went down|fell over)`, "show the logs of the previous container"),
  row("(?:the |its )?last (?:output|gasp|breath|log output)(?= of| from|[.?!,]|$)", (_, text) => (/\b(?:old|previous|died|crashed|killed|dead|former|gone)\b/i.test(text) ? "show the logs of the previous container" : null)),
  row(`(?:the |its )?last words(?= of| from|[.?!,]|$)`, "show the logs of the previous container"),
  row(`(?:what|whatever) (?:it|he|she|that one|this one|the (?:container|pod|app|init container|thing)) ${speaks}\\b(?! (?:in|on) the (?:dashboard|events?|ui)\\b)`, "show the logs"),
  row("(?:(?:where|how)(?: do| can| could| would)?(?: i| we| one)? (?:see|read|find|get|look at) )?(?:the |its )(?:output|stdout|log output)(?=[?!]?$| please| pls)", "show the logs"),
  row(`what (?:does|did|do|has|was|is) (?:it|he|she|this one|that one|the (?:container|init container|sidecar|thing)) (?:print|say|write|log|output|tell|saying|printing|writing|logging|printed|said|written|logged)\\b(?! (?:when|if|in the events))`, "show the logs"),
  row("(?:what|everything|whatever|all)(?: that)?(?: did| does| has| have| is)? {generated}(?: has| have| did| is)?(?: all| ever)? (?:write|written|wrote|print|printed|prints|say|said|says|log|logged|output|saying|printing|writing)\\b", "show the logs of $1"),
  row("(?:what|everything|whatever|all)(?: that)?(?: did| does| has| have| is)? (?:the )?((?:pod|job|deployment|deploy|statefulset|sts|daemonset|ds) [a-z0-9][a-z0-9.-]{0,80}(?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?)(?: has| have| did| is)?(?: all| ever)? (?:write|written|wrote|print|printed|prints|say|said|says|log|logged|output|saying|printing|writing)\\b", "show the logs of $1"),
  row("(?:just |only |all |any )*(?:the |its |their )?(?:log )?(?:output|logs?|messages|lines)(?: from| of)? (?:right |just |shortly |immediately |from )?before (?:it|that|he|they|the crash|the restart|the death|its death|dying|crashing|restarting)\\b(?: (?:died|crashed|restarted|went down|was killed|got killed|fell over|dies|crashes|restarts))?(?: please| pls)?", "show the logs of the previous container"),
  row("(?:just |only |all |any )*(?:the |its )?(?:log )?(?:output|logs?|messages)(?: from| of) the (?:run|instance|container|life|attempt|process|one) before\\b", "show the logs of the previous container"),
  row("(?:(?:only|just|nothing but) (?:the )?(error|warning|exception)s?(?: lines| messages| entries)?|(?:all |any |the )*(error|warning|exception) (?:lines|messages|entries)) (?:of|in|from|out of) (?:the |its )?logs?(?: output)?(?= of| from| in)(?![^?!]{0,200}\\b(?:why|cause|mean)\\b)", (match) => `show only lines with ${match[1] ?? match[2]} in the logs`),
  row("(?:just |only |exactly )*(?:the )?(last|latest|newest|final|most recent|first) (\\d{1,5}|few|ten|twenty|fifty|hundred) (?:log )?(?:lines|entries|rows)(?: of logs?| of the logs?| of output)? (?:of|from|for|out of|that) ", "show the $1 $2 log lines of "),
  row("(?:just |only )*(?:the )?(?:last|past|latest|previous) (\\d{1,4}|half an|an|five|ten|fifteen|twenty|thirty) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?: worth)? of (?:the )?(?:container )?(?:logs?|log output|output)\\b", "show the logs of the last $1 $2"),
  row("(?:all |the |just |only |raw |full |complete )*(?:container )?logs? (?:of|from|for) (?=[^?!]{2,160}\\b(?:mark|prefix\\w*|which pod|pod name|every container|all containers|each container|timestamps?)\\b)(?![^?!]{0,200}\\b(?:why|wrong|cause|problem)\\b)", "logs of "),
]; // biome-ignore format: one line a paraphrase
