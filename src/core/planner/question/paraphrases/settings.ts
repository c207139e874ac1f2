import { type Paraphrase, row, subjectOfText } from "./paraphrase.ts";

const variable = "[A-Z][A-Z0-9_]{1,60}=[^\\s,;]{1,200}";

/** Images, environments and commands in containers. */
export const settingOrders: readonly Paraphrase[] = [
  row("(?:test|check|try|verify|probe|resolve)\\b[^?:]{0,40}? (?:from|in|inside|within) (?:the )?pod {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?): (?=(?:curl|wget|nslookup|dig|ping|nc|telnet|getent|openssl) )([^?]{3,200}?)[.!]?$", "run '$3' in pod $1$2"),
  row("(?:set|change|update|switch|bump|move) (?:the )?(?!container\\b){name}(?:'s)? (?:image|version) to (?:the )?(?:image )?([a-z0-9][\\w.-]*/[\\w./-]{1,150}(?::[\\w.-]{1,128})?|[a-z0-9][\\w.-]{0,80}:[\\w.-]{1,128})(?=[,;!]|\\.?$| please| now| in )", "set image of deployment $1 to $2"),
  row("{workload} (?:should|must|has to|needs to|shall|is to|ought to) (?:use|run with|run as|run under|work with|work as|get|have|be run by) (?:the )?(?:service ?account|sa) (?:named |called )?{name}(?=[.,;!]|$| please| now| from| instead)", "set the service account of $1 to $2"),
  row("(?:let |make |have |get )?kubectl (?:to |should |must |shall )?(?:use|stay in|work in|go to|look in|look at) (?:the )?(?:namespace|ns) {name} (?:from now on|by default|as (?:the |its |a )?default|always|unless)", "set the default namespace to $1"),
  row("(?:use|stay in|work in|go to) (?:the )?(?:namespace|ns) {name} (?:from now on|by default|as (?:the |my |a )?default)", "set the default namespace to $1"),
  exactly(`(${variable}(?:(?:,| and|, and) ${variable}){0,6})(?: please| pls)? (?:on|for|in|into|to|at) {workload}`, "set env $1 on $2"),
  row("(?:roll|move|bump|put|bring|set|switch|upgrade|update|change|take|get|lift|raise) (?:the )?container ([a-z0-9-]{1,63}) (?:of|in|on|from) {workload} (?:over |up |forward |on )?(?:to|onto|on|at|with)(?: the)?(?: image| version)? {image}", "set image of container $1 of $2 to $3"),
  row("(?:roll|move|bump|put|bring|switch|upgrade|take|get|lift|raise|ship) {workload} (?:over |up |forward |on |out )?(?:to|onto|on|at|with)(?: the)?(?: image| version)? {image}", "set image of $1 to $2"),
  row("{workload} (?:should|must|has to|needs to|shall|is to|ought to) (?:run|use|have|get|be on|be at|go to|move to|switch to)(?: the)?(?: image| version)? {image}", "set image of $1 to $2"),
  row("(?:put|ship|roll|push|deploy|bring)(?: out)?(?: the)?(?: image)? {image} (?:to|onto|on|into|in|out to) (?:the )?container ([a-z0-9-]{1,63}) (?:of|in) {workload}", "set image of container $2 of $3 to $1"),
  row("(?:put|ship|roll|push|deploy|bring)(?: out)?(?: the)?(?: image)? {image} (?:to|onto|on|into|in|out to) {workload}", "set image of $2 to $1"),
  row("(?:the |an? )?new (?:image|version|tag) (?:for|of|in|on) (?:the )?container ([a-z0-9-]{1,63}) (?:of|in) {workload}[:,]? (?:is |= ?|to be )?{image}(?= please| pls| now|[.!]?$)", "set image of container $1 of $2 to $3"),
  row("(?:the |an? )?new (?:image|version|tag) (?:for|of|in|on) {workload}[:,]? (?:is |= ?|to be )?{image}(?= please| pls| now|[.!]?$)", "set image of $1 to $2"),
  row("{workload} (?:to|onto|on)(?: the)?(?: new)? (?:image|version|tag|release) {image}(?= please| pls| now|[.!]?$)", "set image of $1 to $2"),
  row("(?:the )?(?:new )?image (?:should|must|shall|has to|needs to|is to) (?:be|become|read|change to) {image}", (match, text) => imageOfSubject(text, match[1]!)),
  row("use (?:the )?(?:new )?image {image}(?: for| in| on)? (?:the )?container ([a-z0-9-]{1,63})(?![^?]{0,80}\\b(?:pod|run)\\b)", (match, text) => imageOfSubject(text, match[1]!, match[2])),
  row("(?:the )?image (?:of|for|in|on) {workload}[:,]? (?:go to|goes to|to be|should be|must be|shall be|change to|to|set to|=|->) {image}", "set image of $1 to $2"),
  row("(?:swap|replace|exchange) (?:the )?(?:image )?([a-z0-9-]{1,63}) (?:in|of|on) {workload} (?:for|with|by) {image}", "set image of container $1 of $2 to $3"),
  row("(?:set|fill|populate)(?: the)? env(?:ironment)?(?: variables?| vars?)? (?:from|out of|with) (?:the )?(configmap|config map|cm|secret) {name} (?:on|in|of|for|to) {workload}", "set env on $3 from $1 $2"),
  row("(?:take|load|import|pull|read|feed|use|put|bring)(?: in)?(?: all| every| everything| each)?(?: of)?(?: the)?(?: keys?| values?| entries| pairs| variables)?(?: of| from| in)?(?: the)? (configmap|config map|cm|secret) {name} (?:as|into|in) (?:the )?env(?:ironment)?(?: variables?| vars?)? (?:into|in|of|for|on|to) {workload}", "set env on $3 from $1 $2"),
  row("{workload}[:,] (?:env|environment)(?: variables?| vars?)? ([A-Z][A-Z0-9_]{1,60}=[^\\s,;]{1,200})(?= |[.!]?$)", (match) => (/^[A-Z][A-Z0-9_]*=/.test(match[2]!) ? `set env ${match[2]} on ${match[1]}` : null)),
  row("(?:the )?(?:env(?:ironment)? )?(?:variable |var )([A-Z][A-Z0-9_]{0,60}) (?:of|on|in|for) {workload} (?:should|must|has to|needs to|shall|is to|ought to) (?:be|read|become|have the value|say|contain)(?: set to)? ([^\\s,;]{1,200})", "set env $1=$3 on $2"),
  exactName("(?:the )?(?:env(?:ironment)? )?(?:variable |var )?([A-Za-z][A-Za-z0-9_]{1,60}) (?:has to|must|should|shall|can|may|needs to|is to) (?:go(?: away)?|disappear|vanish|be (?:removed|deleted|dropped|unset)) (?:from|on|off|in|of) {workload}"),
  exactName("(?:strike|take|pull|strip|drop|remove|delete|kick|cut|scrub) (?:the )?(?:env(?:ironment)? )?(?:variable |var )?([A-Za-z][A-Za-z0-9_]{1,60}) (?:off|from|out of|away from)(?: the env(?:ironment)? of)? {workload}"),
  row("(?:the )?([a-z0-9-]{1,63}) container (?:of|in) {workload} (?:to|onto|on|->) {image}(?= please| pls| now| in (?:the )?(?:ns |namespace )?[a-z0-9-]{1,63}[.!]?$|[.!]?$)", "set image of container $1 of $2 to $3"),
  row("(?:write|put|add|attach|store|leave|note)(?: the| an?)? annotation {pair} (?:to|on|onto|at|in|for)(?: the)? (node|pod|deployment|namespace|service|statefulset|job|daemonset|ingress|secret|configmap) {name}", "annotate $2 $3 $1"),
  row("(?:the )?(pvc|volume claim|persistentvolumeclaim|claim) {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) (?:needs|wants|requires|(?:should|must|shall|has to|needs to) (?:be|have|become|grow to|get))(?: grown to| resized to)? (\\d{1,6}(?:\\.\\d{1,3})?[KMGTP]i?)\\b", "change the storage of $1 $2$3 to $4"),
  row("(?:the )?(min|max)(?:imum)?[ -]?(?:number of )?replicas (?:of|for|on) (?:the )?(?:hpa|autoscaler) {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) (?:to|=|should be|must be) (\\d{1,5})\\b", "set the $1 replicas of hpa $2$3 to $4"),
  row("use (?:the )?(?:service ?account|sa) {name} (?:for|in|on|with) {workload}", "set the service account of $2 to $1"),
  row("(?:point|set|change|switch|move|direct|turn|update) (?:the )?selector of (?:the )?(?:service|svc) {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) (?:at|to|on|onto|over to) (?:the )?(?:pods (?:with|labell?ed) )?{pair}", "set the selector of service $1$2 to $3"),
  row("(?:point|direct|aim|route) (?:the )?(?:service|svc) {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) (?:at|to) (?:the )?pods (?:with|labell?ed|having|carrying)(?: the labels?)? {pair}", "set the selector of service $1$2 to $3"),
  row("{image} (?:on|onto|for|to|into|in) {workload}(?= please| pls| now|[.!]?$)", "set image of $2 to $1"),
  row("(?:the )?(?:new )?(?:(?:memory|cpu|resource) )?(limits?|requests?) (?:for|of|on) {workload} ?(?:[:=,]|->|=>|→)? ?(?:to |are to be |should be |must be |should become |shall be |of )?(?=\\d|cpu|memory|mem\\b|ram\\b)", "set resources of $2: $1 "),
  row("{workload}[:,]? (?:the |its |new )?((?:memory|cpu|resource) )?(limits?|requests?) (?:should|shall|must|have to|has to|need to|needs to|ought to|are to|is to) (?:now )?(?:be|become|read|get|change to|go to) (?:set to )?(?=\\d|cpu|memory|mem\\b|ram\\b)", "set resources of $1: $3 $2 "),
  row("{workload}[:,] (?:the |its |new )?((?:memory|cpu) )?(limits?|requests?) (?:to |of |= ?)?(?=(?:\\d|cpu|memory|mem\\b|ram\\b)[^.?!]{1,80}\\b(?:please|pls)\\b)", "set resources of $1: $3 $2 "),
  row("{workload} (?:needs|should get|must get|shall have|should have|gets) (?=(?:an? )?(?:new )?(?:memory|cpu|ram|\\d)[^.?!]{0,40}\\b(?:limit|request)s?\\b)", "set resources of $1: "),
  row("(?:run|execute|do|fire|issue) [\"'`]?([a-z][\\w ./=:-]{0,80}?)[\"'`]? (?:inside|in|within|on) (?:it|there|that pod|the pod|this pod|that container)\\b", (match, text) => inside(text, match[1]!)),
  row("(?:from|in|inside|within|on) (?:the )?pod {name}((?: (?:in|of)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?|,? (?:namespace|ns) [a-z0-9-]{1,63})?),? (?:please )?(?:(?:run|execute|do|try|issue|call)(?: an?)? )?[\"'`]?((?:curl|wget|nslookup|dig|ping|nc|telnet|cat|ls|ps|df|du|env|printenv|free|uptime|date|hostname|whoami|id|mount|netstat|ss) [\\w./ =:@,%+-]{1,180}?|env|printenv|date|hostname|whoami|id|uptime)[\"'`]?(?=[.?!]?$|[,;] |\\. | \\(| - | (?:because|so that|so we|so i|in order|before|after|while|since|as agreed|to (?:be|see|check|find|make|test|verify))\\b)", 'run "$3" in pod $1$2'),
  row("(?:copy|pull|fetch|grab|get|save|download) (/[\\w./-]{1,200}) (?:from|off|out of) (?!pod )({name})\\b", "copy $1 from pod $2"),
]; // biome-ignore format: one line a paraphrase

/** Names of variables are written in capitals. */
function exactly(said: string, as: Paraphrase["as"]): Paraphrase {
  const plain = row(said, as);
  return {
    mayBe: plain.mayBe,
    get said() {
      return plain.said;
    },
    as: (match) =>
      /^[A-Z][A-Z0-9_]*=/.test(match[1]!)
        ? `set env ${match[1]!.replace(/,? and /g, " ").replace(/, /g, " ")} on ${match[2]}`
        : null,
  };
}

function exactName(said: string): Paraphrase {
  return row(said, (match) => (/^[A-Z][A-Z0-9_]*$/.test(match[1]!) ? `remove env ${match[1]} from ${match[2]}` : null));
}

/** The image of the workload that the text is about; its container is said beside it, if at all. */
function imageOfSubject(text: string, image: string, container?: string): string | null {
  const subject = subjectOfText(text);
  const isTemplated = subject !== null && /^(?:deploy|stateful|sts|daemon|ds|cronjob|replicaset)/i.test(subject);
  const part = container === undefined ? "" : `container ${container} of `;
  return isTemplated ? `set image of ${part}${subject} to ${image}` : null;
}

function inside(text: string, program: string): string | null {
  const subject = subjectOfText(text);
  return subject === null ? null : `run ${program} in ${subject.includes(" ") ? subject : `pod ${subject}`}`;
}
