import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { spokenSchedule } from "./spoken-schedule.ts";

/** When CronJobs fire, in which time zone, and what becomes of a run while the former goes on. */
export function cronTimes({ text, targets, scope }: Question, view: ClusterView): Answered | null {
  const asked = text.toLowerCase();
  const all = view
    .of("CronJob")
    .filter(({ ref }) => scope.namespaces.length === 0 || scope.namespaces.includes(ref.namespace ?? ""));
  const named = all.filter(({ ref }) => targets.some(({ name }) => isNamed(ref, name)));
  const meant = named.length > 0 ? named : all.length === 1 ? all : [];
  const asksTime = times.test(asked);
  const asksOverlap = overlap.test(asked);
  if (meant.length === 0 || meant.length > 3 || !(asksTime || asksOverlap)) return null;
  const told = meant.flatMap((object) => sentencesOf(object, asksOverlap) ?? []);
  if (told.length === 0) return null;
  return {
    summary: told.join(" "),
    details: "",
    lines: meant.flatMap((object) => [
      object.cite("spec", "schedule"),
      object.cite("spec", "timeZone"),
      object.cite("spec", "concurrencyPolicy"),
    ]),
  };
}

const times =
  /\b(?:when|what time|at which time|how often|how frequent\w*|which days?|what days?|time ?zone|schedule)\b[^?]{0,80}\b(?:fires?|runs?|start\w*|trigger\w*|execut\w*|scheduled|kick\w*|launch\w*|cron\w*|time ?zone|schedule)\b|\b(?:time ?zone|schedule)\b/;
const overlap =
  /\b(?:former|previous|prior|last|old|earlier|first|one|job|run|it)\b[^?]{0,40}?\b(?:still|(?:is|has|does|are|have)n['’]?t (?:yet )?(?:finish\w*|done|complete\w*|end\w*|over|through)|not (?:yet )?(?:finish\w*|done|complete\w*|ended|over|through)|goes on|going on|running late|takes? (?:too )?long\w*|overruns?|overlap\w*|in progress|ongoing)\b|\b(?:overlap\w*|concurren\w*|in parallel|at the same time|simultaneous\w*)\b/;

function sentencesOf(object: ObservedObject, asksOverlap: boolean): string | null {
  const { fields, printed, ref } = object;
  const schedule = printed.get("SCHEDULE")?.value ?? textAt(fields, "spec", "schedule");
  if (schedule === "") return null;
  const inline = /^(?:CRON_)?TZ=(\S{1,60}) /.exec(schedule)?.[1];
  const zone = inline ?? textAt(fields, "spec", "timeZone");
  const showsZone =
    zone !== "" || printed.has("TIMEZONE") || object.sources.has("describe") || object.sources.has("object");
  const isUnset = zone === "" || /^<(?:none|unset)>$/.test(zone);
  const where = !isUnset
    ? ` in time zone ${zone}`
    : showsZone
      ? "; no time zone is set, so it is that of the kube-controller-manager, mostly UTC"
      : "; what was shown does not tell its time zone";
  const spoken = spokenSchedule(schedule.replace(/^(?:CRON_)?TZ=\S{1,60} +/, ""));
  const isSuspended = textAt(fields, "spec", "suspend") === "true";
  const first = `CronJob ${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name} fires ${spoken ?? ""}${spoken === null ? "" : " "}(schedule "${schedule}")${where}.`;
  const notes = [
    isSuspended ? "It is suspended, so it does not fire at all until suspend is false." : "",
    asksOverlap ? policySaid(object) : "",
    lastRun(object),
  ];
  return [first, ...notes.filter((one) => one !== "")].join(" ");
}

function policySaid(object: ObservedObject): string {
  const { fields, sources } = object;
  const policy = textAt(fields, "spec", "concurrencyPolicy");
  const deadline = textAt(fields, "spec", "startingDeadlineSeconds");
  const late =
    deadline === "" ? "" : ` A run that is missed may start up to ${deadline} s late (startingDeadlineSeconds).`;
  if (policy === "Forbid")
    return `concurrencyPolicy is Forbid: while the former run goes on, the new one is skipped, and the former goes on undisturbed.${late}`;
  if (policy === "Replace")
    return `concurrencyPolicy is Replace: the run that still goes on is stopped (its Job deleted), and the new one takes its place.${late}`;
  if (policy === "Allow")
    return `concurrencyPolicy is Allow: the new run starts beside the former, both run at the same time.${late}`;
  return sources.has("object")
    ? `concurrencyPolicy is not set, so it is Allow: the new run starts beside the former.${late}`
    : "What was shown does not tell the concurrencyPolicy, so what becomes of a run while the former goes on is open (`kubectl describe cronjob` shows it).";
}

function lastRun({ fields, printed }: ObservedObject): string {
  const time = textAt(fields, "status", "lastScheduleTime");
  const ago = printed.get("LAST SCHEDULE")?.value;
  if (time !== "") return `It was last scheduled at ${time}.`;
  return ago === undefined || ago === "<none>" ? "" : `It was last scheduled ${ago} ago.`;
}
