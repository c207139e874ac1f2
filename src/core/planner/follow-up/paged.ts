import type { Reply, Situation } from "../situation.ts";
import { sentence } from "../wording.ts";
import { type Answerer, plainly } from "./conversation.ts";

/** Alerts that come with kube-prometheus, and states by their bare names, as the question that they put. */
const alarms: readonly (readonly [RegExp, string])[] = [
  [
    /disk ?pressure|node ?disk|disk ?(?:full|space)|file ?system ?(?:almost|space|filling)|no space/,
    "why is a node under disk pressure",
  ],
  [/memory ?pressure/, "why is a node under memory pressure"],
  [/pid ?pressure/, "why is a node under pid pressure"],
  [/crash ?-?loop\w*/, "why are pods crash looping"],
  [/oom|out ?of ?memory/, "why do pods get OOM killed"],
  [/evict\w*/, "why are pods being evicted"],
  [/pod ?not ?ready|pods? not ready/, "which pods are not ready"],
  [/replicas ?mismatch|deployment ?(?:replicas|rollout)/, "which deployments are not fully available"],
  [/node ?not ?ready|node ?unreachable|node ?down/, "is any node not ready"],
  [/hpa ?max\w*|hpa ?(?:at )?max\w*/, "why does an autoscaler not add replicas"],
  [/job ?fail\w*|job ?not ?complet\w*/, "which jobs failed"],
  [/image ?pull\w*|err ?image ?pull/, "why can images not be pulled"],
  [/pod ?pending|unschedulable|failed ?scheduling|pending pods?/, "why are pods pending"],
  [/persistent ?volume ?(?:claim)?\w*|volume ?(?:full|fill\w*)/, "which pvcs are not bound"],
];

const lead = "(?:(?:ok|okay|and|so|hey|hi|help|hello|again)[,! ]{1,3}){0,3}";
const asksReal =
  "(?:is (?:it|this|that)(?: one)? (?:a )?(?:real|true|legit\\w*|false(?: alarm)?|genuine|serious|correct|actionable|noise|flapping)|real or (?:not|noise|false)|false alarm|should (?:i|we) (?:care|worry|act|wake \\w+)|do (?:i|we) (?:need|have) to (?:act|care|worry|do anything)|can (?:i|we) ignore (?:it|this|that)|what is it(?: about)?|why)";
const paged = new RegExp(
  `^${lead}(?:(?:we|i) (?:get|got|are|am|were|was|keep getting|have been)(?: being)? (?:paged|alerted|woken up|called|alarmed)(?: (?:for|about|by|because of|with))?|(?:the |our |my )?(?:pager|pagerduty|opsgenie|alertmanager|prometheus|grafana|monitoring) (?:went off|says?|fired|fires|is firing|alerts?|complains?|shows?|tells?(?: us| me)?)(?: (?:for|about|with|that|of))?:?|(?:there is |we have |got )?(?:an? |the )?(?:alert|page|alarm)(?: for| about| on| called| named|:)?) ?(.{3,80}?)(?: (?:fired|fires|is firing|went off|is active|again|all the time|is red))?[,;.:?!-]{0,2} ?(${asksReal})?$`,
);
const bare =
  /^(?:any |is there (?:any )?|do we have (?:any )?|got )?((?:disk|memory|pid) ?pressure|oom(?:s|kill\w*| kills?)?|crash ?-?loops?(?:backoff)?|evictions?|image ?pull ?(?:backoffs?|errors?)|pending pods)(?: (?:in|on) [a-z0-9.-]{2,60})?$/;

/** `we get paged for KubePodCrashLooping in shop, is it real?`, `disk pressure?`: what the alarm says is looked for. */
export function pagedReply(situation: Situation, answerer: Answerer): Reply | null {
  const alarm = alarmIn(situation.question);
  if (alarm === null) return null;
  const { asked, found } = alarm;
  const own = situation.view.evidence.length === 0 ? null : answerer(situation.question, situation);
  const isUnderstood = own !== null && own.conclusion.verdict !== "undecided";
  if (isUnderstood && own.conclusion.verdict !== "cause-found") return own;
  const reply = isUnderstood ? own : answerer(asked, { ...situation, earlierQuestions: [] });
  const { verdict } = reply.conclusion;
  if (verdict === "undecided" && reply.suggestions.length > 0) return reply;
  const failing = reply.findings.some(({ severity }) => severity !== "info");
  const lead = leadOf(failing, verdict, found?.[2] ?? (found === null ? "there" : ""));
  if (lead === "" || /^(?:Yes|No)\b/.test(reply.text)) return reply;
  const summary = `${lead} ${sentence(reply.conclusion.summary)}`;
  return { ...reply, text: `${lead} ${reply.text}`, conclusion: { ...reply.conclusion, summary } };
}

/** The question that an alarm puts; null for a message that tells of none. */
export function questionOfAlarm(text: string): string | null {
  return alarmIn(text)?.asked ?? null;
}

function alarmIn(text: string): { readonly asked: string; readonly found: RegExpExecArray | null } | null {
  const said = plainly(text);
  if (said.length > 160 || text.includes("\n")) return null;
  const found = paged.exec(said);
  const name = found?.[1] ?? bare.exec(said)?.[0];
  if (name === undefined || (found !== null && found[2] === undefined && !/\b(?:alert|page|alarm)/.test(said)))
    return null;
  const asked = questionFor(name, text);
  return asked === null ? null : { asked, found };
}

function leadOf(failing: boolean, verdict: string, asked: string): string {
  if (/^(?:why|what)/.test(asked)) return "";
  if (asked === "there") return failing ? "Yes:" : verdict === "healthy" ? "No:" : "";
  if (/false|noise|ignore/.test(asked))
    return failing ? "No, it is real:" : verdict === "healthy" ? "It looks like one:" : "";
  return failing ? "Yes, it is real:" : verdict === "healthy" ? "No, nothing of it is seen now:" : "";
}

/** The alarm as a question of the cluster; a name of its own (`CheckoutDown`) asks after what it is called for. */
function questionFor(name: string, text: string): string | null {
  const plain = name.replace(/^kube/, "");
  const place = /\b(?:in|on|for|of|at) (?:namespace |node |the )?([a-z0-9][a-z0-9.-]{1,62})(?= |[,;.?!]|$)/.exec(name);
  const where = place === null || /^(?:it|this|that|the)$/.test(place[1]!) ? "" : ` ${place[0]}`;
  const known = alarms.find(([words]) => words.test(plain));
  if (known !== undefined) return `${known[1]}${where}?`;
  const camel = /\b(?:Kube)?([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)\b/.exec(text)?.[1];
  if (camel === undefined) return null;
  const words = camel.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const about = words.filter(
    (word) =>
      !/^(?:down|error|errors|high|rate|latency|slow|failing|failed|unavailable|not|ready|alert|critical|warning|absent|degraded|outage|too|many|requests|is|service|app)$/.test(
        word,
      ),
  );
  if (about.length === 0) return null;
  const what = words.some((word) => /slow|latency/.test(word)) ? "slow" : "failing";
  return `why is ${about.join("-")} ${what}${where}?`;
}
