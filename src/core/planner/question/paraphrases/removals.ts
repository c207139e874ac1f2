import { type Paraphrase, row, subjectOfText } from "./paraphrase.ts";

const mayGo =
  "(?:can|may|could|should|must|has to|needs to|ought to|shall)(?: now| please| finally| safely)? (?:go(?: away)?|disappear|vanish|be (?:deleted|removed|thrown away|dropped|cleaned up|killed|gone))";
const closes = "(?= now| please| pls| too| as well| for good|[.,;!]|$)";
const ended = "(failed|completed|succeeded|finished|evicted)";

/** What is to go. */
export const removalOrders: readonly Paraphrase[] = [
  row(`(?:the )?(namespace|ns|pod|deployment|deploy|statefulset|sts|service|svc|job|cronjob|configmap|secret|ingress|pvc|daemonset|hpa|node|role|rolebinding|serviceaccount) ["'\`]?{name}["'\`]? ((?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63} |\\((?:ns|namespace) [a-z0-9-]{1,63}\\) )?${mayGo}${closes}`, "delete $1 $2 $3"),
  row(`${mayGo}${closes}`, (_, text) => {
    const subject = subjectOfText(text);
    return subject?.includes(" ") === true ? `delete ${subject}` : null;
  }),
  row(`(?:sweep|clear|flush|mop|weed|throw|chuck|bin|trash|tidy|clean)(?: out| up| away| off)? (?:all )?(?:the |those |these )?(pods|jobs) (?:that|which|who)(?: have| are| is| had)?(?: already)? ${ended}(?: (?:out of|from|off|in))?`, (match) => `delete all ${match[2]!.toLowerCase()} ${match[1]} in`),
  row(`(?:sweep|clear|flush|mop|weed|throw|chuck|bin|trash|tidy|clean)(?: out| up| away| off)? (?:all )?(?:the |those |these )?${ended} (pods|jobs)(?: (?:out of|from|off|in))?`, (match) => `delete all ${match[1]!.toLowerCase()} ${match[2]} in`),
  row(`(?:everything|all(?: of)?(?: the)?(?: things| objects| stuff)?|the lot|whatever)(?: that)?(?: is| has| carries| are)? (?:labelled|labeled|with|the|having|marked)(?: the)?(?: label)? {pair}((?: (?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?)?) ${mayGo}${closes}`, "delete everything with label $1$2"),
  row("(?:delete|remove|drop|kill|wipe) (?:the )?(?:namespace|ns) {name},? (?:with|and|including|incl\\.?|together with|along with)(?: all| everything| the whole| whatever)[^.?!]{0,40}", "delete namespace $1"),
  row("(?:get rid of|(?:throw|kick|chuck|toss)(?: out| away)|bin|trash|scrap|ditch|zap|axe) (?=(?:the |our |my )?(?:namespace|ns|pod|deployment|statefulset|service|svc|job|cronjob|configmap|secret|ingress|pvc|daemonset|hpa)s? [a-z0-9])", "delete "),
  row("(?:kill|shoot|nuke|zap|delete|remove|terminate) (?=pod [a-z0-9][a-z0-9.-]{0,80}(?: (?:in|from|of) [a-z0-9-]{1,63})? [^?]{0,40}\\b(?:for real|no grace|hard|hard way|force|right away|immediately|(?:no|without(?: any| a)?|zero) grac\\w*|grace(?: period)?(?: of)? ?(?:0|zero)\\b))", "force delete "),
  row("(?:force|force[- ]?(?:delete|remove|kill))(?: it| that one| this one| the pod| (?:the|its) (?:deletion|removal|termination))(?: please| pls| now| immediately| right away| at once)?(?=[.,;!]|$)", (_, text) => (/\bwon't (?:go|die|disappear|terminate|stop)|\bterminating\b|\bdoes(?:n't| not) (?:go|die|disappear|terminate)/i.test(text) ? killed(text) : null)),
  row("force (?:the )?(?:removal|deletion|termination) of (?:the )?pod ", "force delete pod "),
  row("(?:kill|shoot|nuke|zap|delete|remove|terminate)(?: it| him| her| that one| this one| that pod| the pod)\\b(?=[^?]{0,60}\\b(?:for real|no grace|hard|hard way|force|right away|immediately|(?:no|without(?: any| a)?|zero) grac\\w*|grace(?: period)?(?: of)? ?(?:0|zero)\\b))", (_, text) => killed(text)),
]; // biome-ignore format: one line a paraphrase

function killed(text: string): string | null {
  const subject = subjectOfText(text);
  if (subject === null) return null;
  return /^pod /i.test(subject) || !subject.includes(" ") ? `force delete pod ${subject.replace(/^pod /i, "")}` : null;
}
