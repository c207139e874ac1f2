import { type Home, kubectl, placeOf, singularOf } from "../command-line.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { type Form, kindOf, mentions, one, says } from "./form.ts";
import { looksLikePod } from "./looks-like-pod.ts";

function watchOf(question: Question): string {
  return says(question, /\b(watch|watching|live|follow|stream|keep watching|real[- ]?time|continuously)\b/)
    ? "--watch"
    : "";
}

/** What the cluster noted about objects. */
export function events(question: Question, home: Home): ReturnType<Form> {
  const isWarnings =
    says(question, /\bwarnings\b/) &&
    (question.targets.length === 0 || says(question, /\bwarnings (about|for|on|of|from)\b/));
  if (!isWarnings && !says(question, /\b(events?|happened|changed|what changed|been (going on|happening))\b/))
    return null;
  if (
    !isWarnings &&
    !mentions(question, "Event") &&
    !says(question, /\b(what|anything) (has )?(happened|changed|changes|been (going on|happening))\b/)
  )
    return null;
  if (
    says(question, /\bwhy\b/) ||
    (mentions(question, "Job") && question.targets.length === 0 && says(question, /\bcron\b/))
  )
    return null;
  if (/\bwarnings?\b/i.test(question.text) && /\bnormal\b/i.test(question.text))
    return one(kubectl("events --types=Warning,Normal", placeOf(question, home)), "The events of both types.");
  const target = question.targets[0];
  if (target !== undefined) return eventsOf(target, question, home);
  const kind = question.kinds.find(
    (mention) => mention.kind.kind !== "Event" && mention.kind.kind !== "Namespace",
  )?.kind;
  const fields = [
    ...(says(question, /\bwarnings?\b|\berrors?\b|\bproblems?\b/) ? ["type=Warning"] : []),
    ...(kind === undefined || says(question, /\bcluster\b/) ? [] : [`involvedObject.kind=${kind.kind}`]),
    ...(/\btype\W+(?:is )?["']?normal\b|\bnormal events\b/i.test(question.text) ? ["type=Normal"] : []),
    ...reasonIn(question.text),
    ...question.selectors.fields,
  ];
  const watch = watchOf(question);
  return one(
    kubectl(
      "get events",
      placeOf(question, home, says(question, /\bcluster\b/) ? "-A" : ""),
      fields.length > 0 && `--field-selector ${fields.join(",")}`,
      watch === "" ? "--sort-by=.lastTimestamp" : watch,
    ),
    "The events, newest last.",
  );
}

function eventsOf(target: Target, question: Question, home: Home): ReturnType<Form> {
  const place = placeOf(question, home);
  const watch = watchOf(question);
  const warnings = says(question, /\bwarnings?\b/) ? "--types=Warning" : "";
  const kind = target.kind ?? (looksLikePod(target.name) ? kindOf("pods") : null);
  if (kind !== null)
    return one(
      kubectl(`events --for ${singularOf(kind)}/${target.name}`, place, warnings, watch),
      `The events about ${kind.kind} ${target.name}.`,
    );
  return one(
    kubectl(
      "get events",
      place,
      `--field-selector involvedObject.name=${target.name}`,
      watch || "--sort-by=.lastTimestamp",
    ),
    `The events about ${target.name}.`,
  );
}

const reasons = [
  "FailedScheduling", "FailedMount", "FailedAttachVolume", "BackOff", "Unhealthy", "Killing", "Evicted", "FailedCreate", "OOMKilling", "Pulled", "Pulling",
  "Created", "Started", "Scheduled", "FailedPull", "NodeNotReady", "Preempted", "SuccessfulCreate", "ScalingReplicaSet", "FailedBinding", "ProvisioningFailed",
]; // biome-ignore format: one list

/** `failed scheduling events`, `BackOff events`, `events with reason Unhealthy`. */
function reasonIn(text: string): readonly string[] {
  const joined = text.slice(0, 1000).toLowerCase();
  const found = reasons.find((reason) => {
    const spaced = reason.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
    const word = reason.toLowerCase();
    return new RegExp(`\\b(?:${spaced}|${word}) events?\\b|\\breason(?: is| of|=|:)? ?["']?${word}\\b`).test(joined);
  });
  const said = /\breason(?: is| of|=|:)? ?["'`]?([A-Z][a-z]+(?:[A-Z][a-z]+)*)\b/.exec(text)?.[1];
  return found === undefined && said === undefined ? [] : [`reason=${found ?? said}`];
}
