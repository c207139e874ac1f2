import { type Home, kubectl, placeOf, quoted, selectorOf, singularOf } from "../command-line.ts";
import { countIn, sinceIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import { type Form, kindOf, mentions, one, says, targetOf } from "./form.ts";
import { describe } from "./listing.ts";
import { looksLikePod } from "./looks-like-pod.ts";

/** Logs, events, usage, rollouts: what a cluster tells about itself while it runs. */
export const observingForms: readonly Form[] = [waits, rollouts, lastApplied, usage, logs, describe, events];

const owners = ["Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet", "CronJob", "Service"];

function watchOf(question: Question): string {
  return says(question, /\b(watch|watching|live|follow|stream|keep watching|real[- ]?time|continuously)\b/)
    ? "--watch"
    : "";
}

function logs(question: Question, home: Home): ReturnType<Form> {
  if (
    !says(
      question,
      /\b(?:was|were|is|are) there (?:any |an |a )?.{0,60}\breported\b|\breported (?:by|for|in|from)\b|\blogs?\b|\btail\b.*\bpods?\b|\bstack ?traces?\b|\bstdout\b|\bconsole output\b|\blines of (the )?output\b|\blast \d+ lines\b/,
    )
  )
    return null;
  const subject = logSubject(question);
  if (subject === null) return null;
  const previous = says(
    question,
    /\b(previous|previously|prior|crashed|terminated|last instance|before (it|the) (crash|restart)\w*|earlier instance|died|old instance)\b/,
  );
  const search = searchedText(question);
  const count = countIn(question.plain);
  const tail = count === null || search !== null ? "" : `--tail=${count}`;
  const allContainers =
    question.container === null &&
    says(question, /\b(all|multi\w*|several|both)( (the|its|of the|of its))?[- ]containers\b|\bevery container\b/);
  const command = kubectl(
    "logs",
    subject,
    placeOf(question, home),
    question.container !== null && `-c ${question.container}`,
    previous && "--previous",
    says(question, /\b(stream|follow|live|real[- ]?time|watch|continuously|tail -f)\b/) && "-f",
    sinceIn(question),
    tail,
    allContainers && "--all-containers=true",
    says(question, /\btimestamps?\b/) && "--timestamps=true",
    says(question, /\bprefix/) && "--prefix",
    /^(deployment|statefulset|daemonset|job|replicaset)\//.test(subject) &&
      says(question, /\b(all|every|each)( (of )?(the|its|their))?( \w+)? (pods?|replicas)\b/) &&
      "--all-pods=true",
  );
  const filter =
    search === null
      ? ""
      : ` | grep ${/^[A-Z]+$/.test(search) ? "" : "-i "}${quoted(search)}${count === null ? "" : ` | tail -n ${count}`}`;
  return one(
    command + filter,
    previous ? "The log of the container before its last restart." : "The log says what the containers did.",
  );
}

function logSubject(question: Question): string | null {
  const target = question.targets.find(
    (one) => one.kind === null || one.kind.kind === "Pod" || owners.includes(one.kind.kind),
  );
  if (target !== undefined) {
    if (target.kind?.kind === "Pod") return target.name;
    if (target.kind !== null) return `${singularOf(target.kind)}/${target.name}`;
    return looksLikePod(target.name) ? target.name : `deployment/${target.name}`;
  }
  return question.selectors.labels.length > 0 ? selectorOf(question) : null;
}

/** What a log is searched for: quoted text after `contain`, `search for`, `find`, or the word for errors. */
function searchedText(question: Question): string | null {
  if (
    !says(
      question,
      /\b(contain\w*|search\w*|find|grep|mention\w*|match\w*|with the (word|text|message)|includ\w*|look for|lines with|filter\w*|that say|saying|any|there|was)\b/,
    )
  )
    return null;
  const text = question.words.find(
    (word) =>
      word.quoted &&
      !question.targets.some((target) => target.name === word.lower) &&
      !question.scope.namespaces.includes(word.lower),
  );
  if (text !== undefined) return /^[^\n\r]{1,120}$/.test(text.text) ? text.text : null;
  const spoken =
    /\b(?:grep(?: for)?|search(?:ing)? for|look(?:ing)? for|containing|contain|contains|mentioning|mention|with the (?:word|text))\s+(?:the (?:word|text) )?["']?([\w./:-]{2,80})/i.exec(
      question.text.slice(0, 2000),
    )?.[1];
  const isProse =
    spoken === undefined || /^(any|all|the|errors?|in|logs?|lines?|pods?|from|of|a|an|this|that)$/i.test(spoken);
  if (!isProse && !question.targets.some((target) => target.name === spoken.toLowerCase())) return spoken;
  return /\b(find|contain\w*|search for|grep|look for|lines with) (any |the |all )?errors?\b/.test(question.plain)
    ? "error"
    : null;
}

function events(question: Question, home: Home): ReturnType<Form> {
  const isWarnings = says(question, /\bwarnings\b/) && question.targets.length === 0;
  if (!isWarnings && !says(question, /\b(events?|happened|changed|what changed)\b/)) return null;
  if (
    !isWarnings &&
    !mentions(question, "Event") &&
    !says(question, /\b(what|anything) (has )?(happened|changed|changes)\b/)
  )
    return null;
  if (
    says(question, /\bwhy\b/) ||
    (mentions(question, "Job") && question.targets.length === 0 && says(question, /\bcron\b/))
  )
    return null;
  if (/\bwarning\b/i.test(question.text) && /\bnormal\b/i.test(question.text))
    return one(kubectl("events --types=Warning,Normal", placeOf(question, home)), "The events of both types.");
  const target = question.targets[0];
  if (target !== undefined) {
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
  return found === undefined ? [] : [`reason=${found}`];
}

function usage(question: Question, home: Home): ReturnType<Form> {
  const saysUsage = says(
    question,
    /\b(metrics|usage|utili[sz]ation|consumption|consum\w+|using the most|uses? the most|use most|used most|most (cpu|memory|ram|resources)|(cpu|memory|ram)[- ]?(hungry|heavy|hogs?)|top (pods?|nodes?|containers?|consumers?))\b|^top\b|\bhow much (cpu|memory|ram)\b|\b(cpu|memory|ram) and (cpu|memory|ram)\b|\bhighest (cpu|memory|ram)\b|\b(cpu|memory|ram) (of|for)\b|\bmost (cpu|memory|ram|resources?)\b/,
  );
  if (
    !saysUsage ||
    says(question, /\b(limits?|requests?|quota|alloc\w+|capacity|metrics[- ]server|hpa|autoscal\w*|disk|storage)\b/)
  )
    return null;
  if (mentions(question, "PersistentVolumeClaim") || mentions(question, "PersistentVolume")) return null;
  const node = question.targets.find((target) => target.kind?.kind === "Node");
  const sortBy = /\bmemory|\bram\b/.test(question.plain) && !/\bcpu\b/.test(question.plain) ? "memory" : "cpu";
  const sorts = says(
    question,
    /\b(most|highest|sort\w*|order\w*|top \d+|biggest|heaviest|hungry|hogs?|least|lowest|top (pods?|nodes?|consumers?))\b/,
  );
  const sort = sorts && !/^(show )?top (pods?|nodes?)\b(?!.*\bby\b)/.test(question.plain) ? `--sort-by=${sortBy}` : "";
  if (node !== undefined)
    return one(kubectl("top node", node.name, sort), "What the node uses, as the metrics server measured it.");
  if (mentions(question, "Node") && !mentions(question, "Pod"))
    return one(kubectl("top nodes", sort), "What each node uses, as the metrics server measured it.");
  const pod = question.targets.find(
    (target) => target.kind?.kind === "Pod" || (target.kind === null && looksLikePod(target.name)),
  );
  const containers = says(question, /\bcontainers?\b/) ? "--containers" : "";
  const everywhere = says(question, /\bcluster\b/) ? "-A" : "";
  const place = placeOf(question, home, everywhere);
  return one(
    kubectl(pod === undefined ? "top pods" : "top pod", pod?.name, place, selectorOf(question), containers, sort),
    "What the pods use, as the metrics server measured it.",
  );
}

export function rollouts(question: Question, home: Home): ReturnType<Form> {
  if (!says(question, /\b(rollouts?|roll out|revisions?|deployment history|rollout history|rolled out|rolling out)\b/))
    return null;
  if (says(question, /\bwhy\b/)) return null;
  const kind = ["StatefulSet", "DaemonSet"].find((name) => mentions(question, name)) ?? "Deployment";
  const target = targetOf(question, kind);
  if (target === undefined) return null;
  const subject = `${kind.toLowerCase()}/${target.name}`;
  const place = placeOf(question, home);
  const revision =
    /\brevision (?:number )?#?(\d{1,6})\b/.exec(question.plain)?.[1] ??
    /\bnumber (\d{1,6})\b/.exec(question.plain)?.[1] ??
    ordinalIn(question.plain);
  if (revision !== null && says(question, /\brevision\b/))
    return one(
      kubectl("rollout history", subject, place, `--revision=${revision}`),
      `Shows the pod template of revision ${revision}.`,
    );
  if (says(question, /\b(history|revisions?|versions)\b/))
    return one(kubectl("rollout history", subject, place), "Lists the revisions with what changed them.");
  const waits = says(question, /\b(watch|follow|wait)\b/) ? "" : "--watch=false";
  return one(kubectl("rollout status", subject, place, waits), "Says how far the rollout is.");
}

const awaited: Readonly<Record<string, string>> = {
  Pod: "Ready",
  Deployment: "Available",
  Job: "Complete",
  Node: "Ready",
};

function waits(question: Question, home: Home): ReturnType<Form> {
  const target = question.targets.find((one) => one.kind !== null && Object.hasOwn(awaited, one.kind.kind));
  if (!says(question, /^(please )?wait (for|until|till)\b/) || target?.kind === undefined || target.kind === null)
    return null;
  const said = /\b(?:condition|type)s?(?: of type| of| type| named| called)? ["']?([A-Z][A-Za-z]{2,40})\b/.exec(
    question.text,
  )?.[1];
  const condition = /\b(delete[ds]?|gone|removed|deletion)\b/.test(question.plain)
    ? "delete"
    : `condition=${said ?? awaited[target.kind.kind]}`;
  const span = /\b(\d{1,5}) ?(s|sec\w*|m|min\w*|h|hours?)\b/.exec(question.text.toLowerCase());
  return one(
    kubectl(
      `wait --for=${condition} ${singularOf(target.kind)}/${target.name}`,
      placeOf(question, home),
      span !== null && `--timeout=${span[1]}${span[2]![0]}`,
    ),
    "Returns as soon as it is so, or when the time is over: 30 seconds, unless said otherwise.",
  );
}

function ordinalIn(plain: string): string | null {
  const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
  const at = ordinals.findIndex((word) => plain.includes(word));
  return at < 0 ? null : String(at + 1);
}

function lastApplied(question: Question, home: Home): ReturnType<Form> {
  if (!says(question, /\blast[- ]applied\b/)) return null;
  const target = question.targets[0];
  if (target === undefined) return null;
  const kind = target.kind ?? kindOf("deployments");
  return one(
    kubectl(`apply view-last-applied ${singularOf(kind)}/${target.name}`, placeOf(question, home)),
    "Shows the manifest as it was last applied.",
  );
}
