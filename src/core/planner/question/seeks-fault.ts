import type { Question } from "./understand.ts";

/** `the hotel app`, `all of hotel`, `its`: what somebody wants to have looked through. */
const something = "(?:[\\w.'’/-]{1,60} ){0,6}?";

const broken =
  "(?:broken|failing|faulty|unhealthy|unstable|flaky|off|odd|wrong|down|at fault|to blame|misbehaving|acting (?:up|strangely|weird)|responsible|not (?:ok|okay|well|fine|healthy|working)|not right)";

/** Requests to look for a fault, whatever it may be: in words that name no work that is not done. */
const requests = [
  "(?:diagnose|troubleshoot|debug|triage|investigate|analy[sz]e|inspect|examine|locali[sz]e|pinpoint|look into|get to the bottom of)",
  "(?:an? |the )?(?:rca|root[- ]?cause(?: analysis)?)",
  `(?:find|figure|work|sort) out (?:what|which|why|where)\\b`,
  "(?:find|locate|identify|name|spot|tell me) (?:the |any )?(?:fault|problem|issue|bug|anomaly|error|defect|culprit|cause|failure|(?:failing|faulty|broken) \\w+)s?",
  `which (?:of (?:the |these |them )?)?(?:\\w+ )?(?:service|component|part|pod|deployment|workload|microservice|container|one|thing)s? ${something}(?:is|are|was) ${broken}`,
  "what(?:'s| is| was| has been)? (?:happening|happened|going on|going wrong|up with|off with|the matter|failing|broken|breaking)",
  "what went wrong",
  "explain (?:the |this |that )?(?:failures?|outage|crash(?:es)?|problems?|incident|trouble)",
  `why (?:is|are|was|were|does|do|has|have) ${something}${broken}`,
  "(?:alert|alarm)s? (?:\\S{1,80} ){1,6}why\\??$",
];

/** Complaints that say only that it is not as it should be. */
const complaints = [
  `(?:is|are|was|were|seems?(?: to be)?|looks?|appears?(?: to be)?|being|went) (?:completely |totally |somehow |currently |again )?${broken}`,
  `(?:is|are|does|do|did|was|were)(?: not|n't) (?:work|working|function|functioning|behav\\w+)(?: properly| correctly| as expected| anymore| any more| well| right)?(?=[.,;:!?)]|$| (?:what|why|find|please|pls|any|in|on|at|since|after)\\b)`,
  "(?:acting up|misbehav\\w+|unstable|flaky|not working(?: properly| correctly)?(?=[.,;:!?)]|$))",
  "(?:has|have|having|there (?:is|are|seems? to be)|some kind of) (?:an? |some |serious )?(?:issues?|problems?|trouble|failures?|anomaly|anomalies)\\b",
  "(?:is|are|was|keeps?) failing\\b",
];

const wanted = new RegExp(`(?<![\\w-])(?:${[...requests, ...complaints].join("|")})(?![\\w-])`);

/**
 * Whether a text asks to look for a fault, or complains in general: `diagnose the hotel app`, `frontend seems broken`. Not where it names
 * what is not done, of which the state of objects tells nothing; an object that is called `payments` is no work.
 */
export function seeksFault({ text, plain }: Pick<Question, "text" | "plain">): boolean {
  return wanted.test(text.toLowerCase()) && !ofWork.test(plain) && !tellsOfIdleWork(text);
}

/** Whether a text tells of work that is not done, `it sends no mails`: that all runs says nothing of it. */
export const tellsOfIdleWork = (text: string): boolean =>
  ofContent.test(text) ||
  ofOwnWork.test(text) ||
  undone.test(text) ||
  failing.test(text) ||
  stays.test(text) ||
  /\b(?:sends?|gets?|receives?|shows?|delivers?|returns?|writes?|processes|imports?|exports?) no (?!errors?|problems?|warnings?)\w+|\bno (?:\w+ )?(?:e-?mails?|mails?|notifications?|messages|data|results|orders|metrics|logs|traffic) (?:is|are|was|were|arrives?|comes?|gets?|go(?:es)?|has|have)\b/i.test(
    text,
  );

/** `mails do not go out any more`, `orders are not getting through`. */
const stays = /\b(?:not|n't|never|no longer) (?:go|goes|going|gone|get|getting|come|coming) (?:out|through)\b/i;

/** `about half of the payments fail`: what people do, not what Kubernetes runs. */
const failing =
  /(?<!\b(?:cron ?job|job|pod|deployment|deploy|service|svc|statefulset|sts|daemonset|ds|ingress|node|claim|pvc) )\b(?!(?:pods?|jobs?|runs?|containers?|nodes?|deployments?|replicas|services|probes|checks|workloads|volumes|claims|webhooks|builds|tests|backups?|syncs|operators|applications|apps|rollouts|components|things|they|releases|upgrades?|updates?|reconciliations|members|instances|servers|tasks|snapshots|pipelines|workflows|crons|cronjobs|agents|controllers|mounts|pulls|images)\b)[a-z]{3,20}s (?:(?:now|all|always|often|sometimes|still|randomly|regularly|just) )?(?:fail|are failing|time out|are lost|get lost|hang)\b/i;

/**
 * `changes do not show up`, `has not produced rates since Friday`: something is not done, in whatever words; a state that objects have or
 * have not (ready, started, scaled) is another thing.
 */
const undone =
  /\b(?:do|does|did|has|have|had|is|are|was|were)(?: not|n't) (?:(?:being|been|get|getting|yet|really|properly|actually|even|always) )?(?!(?:ready|runn?\w*|start\w*|work\w*|up|ok|okay|fine|healthy|well|available|respon\w*|com(?:e|es|ing)|came|scal\w*|schedul\w*|bound|bind\w*|recover\w*|complet\w*|finish\w*|stabl\w*|roll\w*|deploy\w*|sync\w*|reconcil\w*|join\w*|mount\w*|reach\w*|connect\w*|resolv\w*|creat\w*|delet\w*|restart\w*|function\w*|normal|right|good|correct\w*|behav\w*|know|understand|see|sure|think|find|want|need|get|have|had|be|able|a|an|the|any|enough|in|on|at|as|only|one|all|go|going|gone|look\w*|seem\w*|like|happy|there|make|mean|so|too|very|it|that|this|my|our|yet|new|progress\w*|mov\w*|becom\w*|placed|attach\w*|provision\w*|registered|listed|affected|changed?|help\w*|tell|say|let|matter|care|remember|exist\w*|found|known|needed|allowed|permitted|supposed|expected|sleeping|awake|alive|dead|stuck)\b)[a-z]{3,}/i;

/** `keeps failing its snapshots`; probes and replicas are no work. */
const ofOwnWork =
  /\bfail(?:s|ing|ed)? (?:its|their|all|every|each|our) (?!(?:\w+ )?(?:probes?|checks?|pods?|replicas?|rollouts?|readiness|liveness|health\w*)\b)[a-z]{3,}/i;

/** What is done wrongly: as much as the state of objects tells less. */
const ofContent =
  /\b(?:wrong|incorrect|stale|outdated|old|duplicated?|missing) (?:data|results?|numbers?|values?|content|pages?|answers?|versions?|prices?|totals?|amounts?|orders?|images?|figures)\b|\b(?:charged|sent|delivered|booked|processed|counted) (?:twice|two times|double)\b|\b(?:bookings?|orders?|messages?|mails?|data|records?|payments?|uploads?) (?:are|is|get|gets|were|was|go|goes) (?:lost|missing|duplicated|dropped)\b|\bleaks?\b/i;

/** What is not done, or done wrongly, though all runs. */
const ofWork =
  /\b(?:wrong (?:data|results?|numbers?|values?|content|page|answers?|version|price\w*|totals?)|log ?ins?|sign ?in|passwords?|e-?mails?|mails?|notifications?|payments?|invoices?|uploads?|downloads?|metrics?|dashboards?|certificates?|dns|slow\w*|latenc\w*|lag(?:s|ged|ging)?|duplicate\w*|lost|loses?|missing|empty|stale|old version|queue\w*|backlog|leak\w*|not (?:receiv|arriv|deliver|send|sent|updat|sync|scal|scrap|mount|replicat|resolv)\w*|cannot|can't|could not|couldn't|unable)\b/;
