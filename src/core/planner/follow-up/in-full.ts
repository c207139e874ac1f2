import { understand } from "../question/understand.ts";
import { plainly } from "./conversation.ts";
import { questionOfAlarm } from "./paged.ts";

const state =
  "(?:stuck|down|dead|not (?:ready|starting|running|working|coming up|available|scheduled|responding)|wont start|won't start|pending|crash\\w*|restart(?:s|ing)|flapping|failing|fails|broken|unhealthy|unavailable|hang(?:s|ing)?|times? out|timing out|oom\\w*|evicted|5\\d\\ds?|error(?:s|ing)?|missing (?:replicas|pods)|short of (?:replicas|pods)|(?:at|uses) \\d{2,4} ?%(?: cpu| memory)?|returns? (?:nothing|errors?|no results|empty (?:\\w+)|5\\d\\d\\w*))";
const sloppy = new RegExp(
  `^(?:(?:hi|hey|hello|help|urgent|omg|ok)[,:! ]{1,3}){0,3}((?:the |our |my |new )*)([a-z0-9][a-z0-9.-]{1,62})(?: (pods?|deploy|deployment|rollout|service|svc|job|app|update|release))? (?:is |are |keeps? )?(?:still |again |all |always |just |constantly )?(${state})(?: (?:pls|please|help|again|asap|urgent\\w*|why|now|since \\S.{1,30}|all the time|every \\S.{1,20}|since|quickly)){0,4}$`,
);
const whatIsUp =
  /^(?:(?:hi|hey|hello|so|ok)[,! ]{1,3}){0,2}(?:what(?:'s|s| is) (?:up|going on|happening|the (?:matter|problem|issue|deal))|any idea (?:what is|what's) (?:up|wrong)) with (?:the |our |my )?([a-z0-9][a-z0-9-]{1,62})(?: now| today| again)?$/;
const notNames =
  /^(?:pods?|nodes?|deployments?|services?|jobs?|everything|nothing|something|it|they|this|that|all|some|which|what|who|how|is|are|why|cluster|containers?|namespace|any|list|show|get|count|find|check|cronjobs?|statefulsets?|daemonsets?|images?|volumes?|pvcs?|restart|scale|delete|deploy|create)$/;

/** A message as a whole sentence: an alarm, and a complaint in three words, as the question that it puts. */
export function inFull(text: string): string {
  const alarm = questionOfAlarm(text);
  if (alarm !== null) return alarm;
  if (text.length > 120 || text.includes("\n")) return text;
  const up = whatIsUp.exec(plainly(text))?.[1];
  if (up !== undefined && !notNames.test(up)) return `why is ${up} failing?`;
  const [, , name, kind, how] = sloppy.exec(plainly(text)) ?? [];
  if (name === undefined || how === undefined || notNames.test(name)) return text;
  if (understand(text).intent === "troubleshoot" && understand(text).targets.length > 0) return text;
  const what = /^(?:deploy|deployment|rollout|update|release)$/.test(kind ?? "") ? `the rollout of ${name}` : name;
  if (/^(?:missing|short)/.test(how)) return `why has ${name} not all its replicas?`;
  if (/\d ?%/.test(how)) return `why does ${name} not scale?`;
  const verb = /^(?:crash|restart|flapp|hang|fail|return|time|timing|error|5)/.test(how)
    ? "failing"
    : how.replace(/^won'?t start/, "not starting");
  return `why is ${what} ${verb}?`;
}
