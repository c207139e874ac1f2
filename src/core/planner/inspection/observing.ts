import { type Home, kubectl, placeOf, selectorOf, singularOf } from "../command-line.ts";
import { spanIn, spanWords } from "../flags/span.ts";
import type { Question } from "../question/understand.ts";
import { events } from "./events.ts";
import { type Form, kindOf, mentions, one, says, targetOf } from "./form.ts";
import { describe } from "./listing.ts";
import { logs } from "./logs.ts";
import { usage } from "./usage.ts";

/** Logs, events, usage, rollouts: what a cluster tells about itself while it runs. */
export const observingForms: readonly Form[] = [waits, rollouts, lastApplied, usage, logs, describe, events];

/** How far a rollout is, and what it replaced. */
export function rollouts(question: Question, home: Home): ReturnType<Form> {
  if (!says(question, rolloutWords) && !asksWhetherRolledOut(question)) return null;
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
  if (says(question, /\b(history|revisions?|versions|changed)\b/))
    return one(kubectl("rollout history", subject, place), "Lists the revisions with what changed them.");
  const waits =
    says(question, /\b(watch|follow|wait|until|till)\b/) || timeoutIn(question) !== "" ? "" : "--watch=false";
  return one(kubectl("rollout status", subject, place, timeoutIn(question), waits), "Says how far the rollout is.");
}

const rolloutWords =
  /\b(rollouts?|roll out|revisions?|deployment history|rollout history|history (?:of|for) (?:the )?(?:deployment|stateful ?set|daemon ?set)|rolled out|rolling out|rolling update|update status)\b|^(?:deployment|statefulset|daemonset)\b.{0,20}\bhistory$/;

/** `has the statefulset finished updating?`, `is the update of deployment web through?` */
function asksWhetherRolledOut({ plain, targets }: Question): boolean {
  const isRolled = targets.some((target) => /^(Deployment|StatefulSet|DaemonSet)$/.test(target.kind?.kind ?? ""));
  return (
    isRolled &&
    /\b(finish\w*|done|complet\w*|through|over|progress\w*|how far|still)\b/.test(plain) &&
    /\b(updat\w+|upgrad\w+|deploying|rolling|release|releasing|restarting)\b/.test(plain)
  );
}

const lead = "give up|time ?out|stop|no longer than|at most|max(?:imum)?|within|up to|for";
const tail = "at most|max(?:imum)?|at the most|tops|and no longer|then give up|timeout|no more";
const limits: readonly RegExp[] = [
  new RegExp(`\\b(?:${lead})\\b[^.?!]{0,20}?\\b(${spanWords})`, "i"),
  new RegExp(`\\b(${spanWords}) (?:${tail})\\b`, "i"),
];

/** `give up after two minutes`, `within 90s`, `timeout 5m`. */
function timeoutIn({ text }: Question): string {
  const said = limits.map((limit) => limit.exec(text.slice(0, 1000))?.[1]).find((one) => one !== undefined);
  return said === undefined ? "" : `--timeout=${spanIn(said)}`;
}

const awaited: Readonly<Record<string, string>> = {
  Pod: "Ready",
  Deployment: "Available",
  Job: "Complete",
  Node: "Ready",
  PersistentVolumeClaim: "Bound",
  CustomResourceDefinition: "Established",
};

function waits(question: Question, home: Home): ReturnType<Form> {
  const asks =
    /^(please )?(wait|block|hold on)\b|\b(wait|block|hold on|pause) (here )?(for|until|till)\b|^tell me (when|once)\b/;
  if (!says(question, asks) || (says(question, rolloutWords) && targetOf(question, "Deployment") !== undefined))
    return null;
  const isGone = conditionIn(question, "") === "delete";
  const target = question.targets.find((one) => one.kind !== null && (isGone || Object.hasOwn(awaited, one.kind.kind)));
  const [gone] = question.scope.namespaces;
  if (
    isGone &&
    target === undefined &&
    gone !== undefined &&
    question.kinds.length === 0 &&
    ofNamespace.test(question.text)
  )
    return one(
      kubectl(`wait --for=delete namespace/${gone}`, timeoutIn(question) || anyTimeIn(question)),
      "Returns as soon as it is gone, or when the time is over: 30 seconds, unless said otherwise.",
    );
  const many = question.kinds.find((mention) => Object.hasOwn(awaited, mention.kind.kind))?.kind;
  const kind = target?.kind ?? many;
  const selector = selectorOf(question);
  if (kind === undefined || (target === undefined && selector === "" && !says(question, /\b(all|every)\b/)))
    return null;
  const about =
    target !== undefined ? `${singularOf(kind)}/${target.name}` : `${singularOf(kind)} ${selector || "--all"}`;
  return one(
    kubectl(
      `wait --for=${conditionIn(question, kind.kind)} ${about}`,
      kind.namespaced && placeOf(question, home),
      timeoutIn(question) || anyTimeIn(question),
    ),
    "Returns as soon as it is so, or when the time is over: 30 seconds, unless said otherwise.",
  );
}

const ofNamespace = /\b(?:for|until|till)(?: the)? (?:namespace|ns) /i;

function conditionIn({ text, plain }: Question, kind: string): string {
  if (/\b(delete[ds]?|gone|removed|deletion|disappear\w*|vanish\w*)\b/.test(plain)) return "delete";
  const said = /\b(?:condition|type)s?(?: of type| of| type| named| called)? ["']?([A-Z][A-Za-z]{2,40})\b/.exec(
    text,
  )?.[1];
  const phases = kind === "PersistentVolumeClaim" ? /\b(bound)\b/ : /\b(running|succeeded)\b/;
  const phase = /^(Pod|PersistentVolumeClaim)$/.test(kind) ? phases.exec(plain)?.[1] : undefined;
  if (said === undefined && phase !== undefined)
    return `jsonpath='{.status.phase}'=${phase[0]!.toUpperCase()}${phase.slice(1)}`;
  if (said === undefined && kind === "Job" && /\bfail\w*\b/.test(plain)) return "condition=Failed";
  const count =
    /\b(\d{1,4}) (?:ready|available|running) (?:replicas|pods|instances|copies)\b|\b(\d{1,4}) (?:replicas|pods|instances|copies) (?:that )?(?:are )?(?:ready|available)\b/.exec(
      plain,
    );
  if (count !== null && /^(?:Deployment|StatefulSet|ReplicaSet)$/.test(kind))
    return `jsonpath='{.status.readyReplicas}'=${count[1] ?? count[2]}`;
  const isFalse = /\b(?:to be|is|becomes|=) false\b|\bno longer\b|\bstops being\b/.test(plain) ? "=false" : "";
  return `condition=${said ?? awaited[kind]}${isFalse}`;
}

function anyTimeIn({ text }: Question): string {
  const span = new RegExp(`\\b(${spanWords})`, "i").exec(text);
  return span === null ? "" : `--timeout=${spanIn(span[1]!)}`;
}

function ordinalIn(plain: string): string | null {
  const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
  const at = ordinals.findIndex((word) => plain.includes(word));
  return at < 0 ? null : String(at + 1);
}

function lastApplied(question: Question, home: Home): ReturnType<Form> {
  if (!/\blast[- ]applied\b/i.test(question.text)) return null;
  const target = question.targets.find(({ name }) => name !== "last-applied");
  if (target === undefined) return null;
  const kind = target.kind ?? kindOf("deployments");
  return one(
    kubectl(`apply view-last-applied ${singularOf(kind)}/${target.name}`, placeOf(question, home)),
    "Shows the manifest as it was last applied.",
  );
}
