import { kindNamed } from "../../../kubectl/kinds.ts";
import { type Paraphrase, row, subjectOfKind } from "./paraphrase.ts";

const onward = "(?:go on|go ahead|continue|proceed|carry on|run on|move on|go further|finish|go through)";

/** Words of prose that workloads are called: behind an order and before a place or an amount they are names. */
const proseName =
  "worker|server|client|search|reports?|queue|users?|accounts?|notification|orders?|reviews?|console|export|import|stream|backup|monitor|session|messages?|products?|customers?|alerts?|questions?|answers?";
const inPlace = "(?: in(?: the)?(?: namespace| ns)? (?!the\\b|all\\b)[a-z0-9-]{1,63}(?: namespace)?)";

/** How many, which revision, started anew, held and let go on. */
export const workloadOrders: readonly Paraphrase[] = [
  row("(?:make sure|see to it|ensure|take care)(?: that)? {workload} (?:runs|is running|has|is|gets|is scaled)(?: with| at| to)?(?: exactly| always)? {count} (?:pods?|replicas?|instances?|cop(?:y|ies))\\b", (match) => scaled(match[1]!, match[2]!)),
  row(`(scale|autoscale) (${proseName})(${inPlace}?)(?= to \\d| between \\d| from \\d| min)`, "$1 deployment $2$3"),
  row(`(restart) (?!worker|server|client)(${proseName})(${inPlace})(?=[.!]?$| please| pls| now)`, "$1 deployment $2$3"),
  row("(?:patch|change|update|edit|modify) {workload} (?:so that it|so it|such that it|to) (?:has|have|gets?|runs?) {count} (?:pods?|replicas?|instances?|cop(?:y|ies))\\b", (match) => scaled(match[1]!, match[2]!)),
  row("(?:the )?{name} (?:pods|deployment|deploy) restart(?= please| pls)", "restart deployment $1"),
  row("(?:go|roll|step|move|get|switch|return|revert|come) back (?:on to|on|to)(?: the)? (?:revision|rev)(?: number| no\\.?)? #?(\\d{1,5})(?= please| pls| now|[.,;!]|$)", (match, text) => atRevision(text, match[1]!)),
  row("(?:bring|put|set|take|move|get|return|roll|switch|change) {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) back (?:on to|on|to|at)(?: the)? (?:revision|rev)(?: number| no\\.?)? #?(\\d{1,5})(?= please| pls| now|[.,;!]|$)", (match) => onRevision(match[1]!, match[2]!, match[3]!)),
  row("{name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) back (?:on to|on|to|at)(?: the)? (?:revision|rev)(?: number| no\\.?)? #?(\\d{1,5})(?= please| pls)", (match) => onRevision(match[1]!, match[2]!, match[3]!)),
  row("{workload} (?:should|must|shall|has to|needs to|is to|ought to) (?:go|be (?:rolled|put|set|brought|taken)|roll|come|return) back (?:on to|on|to|at)(?: the)? (?:revision|rev)(?: number| no\\.?)? #?(\\d{1,5})(?= please| pls| now|[.,;!]|$)", "roll back $1 to revision $2"),
  row("(?:the )?(?:revision|rev) #?(\\d{1,5}) (?:of|for) {workload} (?:again|back)(?= please| pls| now|[.,;!]|$)", "roll back $2 to revision $1"),
  row("(?:put|bring|set|take|move|get|return|send|switch|change|roll|go) {workload} (?:back )?(?:on|to|onto|at)(?: the)? (?:revision|rev|version|release)(?: number| no\\.?)? #?(\\d{1,5})\\b", "roll back $1 to revision $2"),
  row("(?:put|bring|set|take|move|get|return|send|switch|change|go) {workload} back (?:on|to|onto|at)(?: the)? (?:last|previous|prior|old|former|earlier)(?: known)?(?: good| working| stable)? (?:revision|version|release|image|state|one)\\b", "roll back $1"),
  row("(?:go|take|roll|step|move) (?:one|a|1) (?:version|revision|release|step) back (?:with|for|on|of) {workload}", "roll back $1"),
  row("(?:go|take|roll|step|move) back (?:one|a|1) (?:version|revision|release|step) (?:with|for|on|of|in) {workload}", "roll back $1"),
  row("go back (?:on |with )?{workload} to (?:the )?(?:revision|rev) #?(\\d{1,5})\\b", "roll back $1 to revision $2"),
  row(`let (?:the )?(?:paused |stopped |held )?(?:rollout|roll-out|update|deployment)(?: of)? {workload} ${onward}`, "resume the rollout of $1"),
  row(`(?:the )?(?:paused |held )?(?:rollout|update) of {workload} (?:may|can|should|shall) (?:now )?${onward}(?= please| now| again|[.,;!]|$)`, "resume the rollout of $1"),
  row(`let {workload}(?:'s)?(?: rollout| update)? ${onward}`, "resume the rollout of $1"),
  row(`let (?:the |its )?(?:paused |stopped |held |deployment )*(?:rollout|roll-out|update) ${onward}`, (_, text) => about(text, "resume the rollout of")),
  row("(?:hold|freeze|stop|halt|pause) (?:the |its )?(?:rollout|roll-out|update)(?: for now| right there| there)?(?=[.,;!]|$)", (_, text) => about(text, "pause the rollout of")),
  row("(?:shut|turn|switch|power|spin|wind) (?:off|down|out) {workload}(?![\\w-])(?![^.;!?]{0,80} (?:to|by) )", "scale $1 to 0"),
  row("(?:shut|turn|switch|power|spin|wind) {workload} (?:off|down)(?![^.;!?]{0,80} (?:to|by) )", "scale $1 to 0"),
  row("(?:put|send|park|mothball|hibernate)(?: down)? {workload} (?:to sleep|to bed|to rest|into hibernation|at zero|on zero)", "scale $1 to 0"),
  row("(?:bump|raise|lift|push|crank|bring|take|move|set|lower|drop|cut|get|turn|dial|wind|spin|tune)(?: up| down)? {workload}(?: up| down)?(?: back)? to {count}(?= please| pls| now| for| until| replicas?\\b| pods?\\b| instances?\\b| cop(?:y|ies)\\b| in (?:the )?(?:ns|namespace) |[.,;!]|$)", (match) => scaled(match[1]!, match[2]!)),
  row("{workload} goes (?:up|down) to {count}(?= please| pls)", (match) => scaled(match[1]!, match[2]!)),
  row("{workload} (?:up |down )?to (\\d{1,4}) (?:replicas|pods|instances|copies)(?= please| pls|, only if|[.!]?$)", "scale $1 to $2 replicas"),
  row("(?:take|bring|put|set) {workload} (?:offline|out of service)\\b", "scale $1 to 0"),
  row("{workload}:? (?:go |goes )?back to (?:what it was (?:in|at|with) |how it was (?:in|at|with) |the state of |the one of )?(?:revision|rev|version|release) #?(\\d{1,5})(?= please| pls|[.!]?$)", "roll back $1 to revision $2"),
  row("from (\\d{1,4}) to (\\d{1,4}) (?:replicas|pods|instances|copies)[,:]? (?:for |of |with )?{workload}", "scale $3 from $1 to $2 replicas"),
  row("make {workload} (\\d{1,4})(?: (?:replicas|pods|instances|copies))?(?= please| pls| now| for| until|[.,;!]|$)", "scale $1 to $2 replicas"),
  row("(?:give|grant|allow) {workload} (\\d{1,4}) (pods|replicas|instances|copies)\\b", "scale $1 to $2 replicas"),
  row("{workload} (?:should|must|has to|needs to|shall|is to|ought to) (?:have|run|run with|get|go (?:up |down )?to|be at|use|be scaled to) (\\d{1,4}) (?:pods|replicas|instances|copies)\\b", "scale $1 to $2 replicas"),
  row("(?:down|up|back|on) to (\\d{1,4}|zero|one|two|three|four|five|six|seven|eight|nine|ten) (?:pods?|replicas?|instances?|cop(?:y|ies))(?: only| again)? (?:with|for|of|on|please for|in) {workload}", "scale $2 to $1 replicas"),
  row("(?:an? )?(?:rolling )?restart (?:should|will|would|might|may|ought to|is going to) (?:fix|help|do|cure|solve|be enough)[^?]{0,40}\\b(?:go ahead|do it|do that|please|so do)\\b", (_, text) => about(text, "restart")),
  row("(?:horizontal(?:ly)? )?(?:pod )?auto-?scal(?:ing|er) (?:for|of|on) {workload}[:,]? (?=(?:between|from|min|with|at|\\d))", "autoscale $1 "),
  row("(?:have|get) {workload} (?:auto-?scaled|scaled automatically) (?=(?:up|between|from|to|min|max|at|\\d))", "autoscale $1 "),
  row("(?:gracefully |rolling )?(?:recreate|renew|refresh|cycle|recycle|replace|restart|bounce|roll) (?:all |every |the )*(?:of )?(?:the |its )?pods? (?:of|in|for|from|behind) {workload}(?: gracefully| one by one| one after the other| anew)?", "restart $1"),
  row("(?:let|have) {workload} (?:grow|scale|scale itself|scale automatically|breathe|float)(?: automatically| by itself)? (?=(?:between|from) \\d)", "autoscale $1 "),
  row("(?:the )?cron ?job {name} (?:to |should |must |shall |has to |needs to )(?:run|start|fire|go off|be run|be started|be triggered|execute)(?= (?:right )?(?:now|once|immediately|at once|today)|[.,;!]|$)", "trigger cronjob $1"),
  row("let {cronjob} (?:run|start|go|work|fire)(?: on| its course)? (?:again|once more|as before|from now on)", "enable $1"),
  row("{cronjob} (?:must|should|shall|is to|has to) (?:not|no longer|never|stop to|stop) (?:run|start|fire|go off|running|be started|be run)\\b(?: any ?more| any longer| again)?", "suspend $1"),
  row("{cronjob} (?:must|should|shall|may|can|is to) (?:run|start|fire|go off) again(?= please| now|[.,;!]|$)", "enable $1"),
  row("(?:fire|run|start|launch|execute|do) (?:the )?cron ?job {name} (?:by hand|manually|once|now|right now|right away|immediately|ahead of time|out of schedule|outside (?:of )?its schedule)", "trigger cronjob $1"),
]; // biome-ignore format: one line a paraphrase

/** What only a wish makes an order: `I want 12 copies of deployment cart`; told without it, it is how things are. */
export const wishedOrders: readonly Paraphrase[] = [
  row("{count} (?:pods|replicas|instances|copies) (?:of|for|in) {workload}(?= please| pls| now| from| by| until| for|[.,;!]|$)", "scale $2 to $1 replicas"),
  row("{workload} (?:with|at|to have|to run) (\\d{1,4}) (?:pods|replicas|instances|copies)(?= please| pls| now| from| by| until| for|[.,;!]|$)", "scale $1 to $2 replicas"),
  row("(?:an? )(?:new )?(?:namespace|ns) (?:named|called) {name}(?= please| pls| now| for|[.,;!]|$)", "create namespace $1"),
  row("(?:an? )?(?:interactive |remote )?(?:shell|bash|terminal|console|prompt) (?:in|inside|into|on|within) (?=(?:the )?(?:pod|container|deployment|statefulset) )", "open a shell in "),
  row("(?:an? )?(?:interactive |remote )?(?:shell|bash|terminal|console|prompt) (?:in|inside|into|on|within) (?=[a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){0,6}-\\d{1,3}(?![\\w-]))", "open a shell in pod "),
  row("(?:have |see |get )?(?:all )?(?:the |those |these )?(failed|completed|succeeded|finished|evicted)(?: \\([a-z]{3,12}\\))? (pods|jobs)((?: (?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?)?) (?:gone|removed|deleted|cleaned up|cleared|away)(?= please| pls| now| by|[.,;!]|$)", "delete all $1 $2 $3"),
  row("(?:have |see |get )?{workload} (?:gone|removed|deleted|away)(?= please| pls| now| by|[.,;!]|$)", "delete $1"),
  row("(?:have |see |get )?{workload} (?:restarted|bounced|recycled)(?= please| pls| now| by|[.,;!]|$)", "restart $1"),
]; // biome-ignore format: one line a paraphrase

const none = /^(?:zero|nothing|none)$/i;

function scaled(workload: string, count: string): string {
  return `scale ${workload} to ${none.test(count) ? "0" : count} replicas`;
}

/** What has revisions and is named without its kind is a deployment. */
function onRevision(name: string, place: string, revision: string): string | null {
  return kindNamed(name.toLowerCase()) === undefined
    ? `roll back deployment ${name}${place} to revision ${revision}`
    : null;
}

/** `web in shop: go back to revision 3`: what stands before is what the text is about. */
function atRevision(text: string, revision: string): string | null {
  const told =
    /^\s*(?:(?:deployment|deploy|statefulset|daemonset) )?([a-z0-9][a-z0-9.-]{0,80})( (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?[:,]/i.exec(
      text,
    );
  const subject = subjectOfKind(text, "deployment") ?? (told === null ? null : `deployment ${told[1]}`);
  return subject === null ? null : `roll back ${subject} to revision ${revision}`;
}

function about(text: string, order: string): string | null {
  const subject = subjectOfKind(text, "deployment");
  return subject === null ? null : `${order} ${subject}`;
}
