import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Kind } from "../../kubectl/kinds.ts";
import { kubectl, selectorOf, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed, subjectOf } from "./form.ts";
import { areListed } from "./listed.ts";
import { narrows } from "./narrows.ts";
import { relativeIn } from "./relative.ts";
import { countSaid, currentSaid, spokenCount } from "./replicas-said.ts";
import { pairsSaid, patchType } from "./spoken.ts";

const scalable = new Set(["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"]);
/** Where a number of pods is a bound, not a wish. */
const limiting = new Set(["ResourceQuota", "LimitRange", "PodDisruptionBudget"]);
const restartable = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** Changes of workloads: how many replicas, which revision, started anew. */
export const workloadChanges: readonly ChangeForm[] = [autoscale, scale, restart, undo, pauseResume, suspend];

/** The read that shows whether a rollout went through. */
export function rolledOut(kind: Kind, name: string, place: string): Suggestion {
  if (!restartable.has(kind.kind))
    return {
      command: kubectl("get", singularOf(kind), name, place, "-o wide"),
      reason: "Shows what it looks like now.",
    };
  return {
    command: kubectl("rollout status", `${singularOf(kind)}/${name}`, place, "--watch=false"),
    reason: "Says whether all replicas are up to date and available.",
  };
}

function scale(question: Question, place: string): Change | null {
  if (/^(?:please )?(?:create|deploy|launch|expose)\b/.test(question.plain) || bounds.test(question.plain)) return null;
  if (ofRollout.test(question.plain) || ofOther.test(question.plain)) return null;
  const said = pairsSaid(question)
    .find((pair) => /^replicas=\d{1,5}$/.test(pair))
    ?.slice("replicas=".length);
  const relative = relativeIn(question.plain);
  if (
    said === undefined &&
    relative === null &&
    !/\b((?:up|down)?-?scale|scaling|rescale|resize|replicas|increase|decrease|scaled|stop|shut\b.{0,60}\bdown|switch off|take down|turn off|reduce|raise|instances|copies|bring|take|spin|wind|dial|pods|cut|trim|halve|half|double|triple|shrink|grow|lower)\b/.test(
      question.plain,
    )
  )
    return null;
  const subject = question.kinds.some(({ kind }) => limiting.has(kind.kind)) ? null : subjectOf(question, scalable);
  if (subject === null) return scaleMany(question, place);
  const plain = question.plain;
  const alike = question.targets.filter((one) => one.kind === null || one.kind === subject.kind).map((one) => one.name);
  const names = areListed(question, alike, true) ? alike : [];
  const current = currentSaid(question, relative !== null);
  if (relative !== null && current === undefined) return null;
  const count = (relative === null ? said : String(relative(Number(current)))) ?? countSaid(plain, current);
  if (count === undefined) return null;
  const resource = `${singularOf(subject.kind)} ${names.length > 0 ? names.join(" ") : subject.name}`;
  return changed(
    kubectl(
      "scale",
      resource,
      current !== undefined && current !== count && `--current-replicas=${current}`,
      `--replicas=${count}`,
      place,
    ),
    `Sets ${subject.name} to ${count} replicas.`,
    subject.kind.kind === "Deployment" || subject.kind.kind === "StatefulSet"
      ? rolledOut(subject.kind, subject.name, place)
      : { command: kubectl("get", resource, place), reason: "Shows wanted and ready replicas." },
  );
}

/** What is stopped then is not the workload. */
const ofRollout =
  /\b(?:stop|halt|suspend|interrupt|abort|cancel)\b.{0,40}\b(?:roll-?outs?|rolling (?:update|restart)|updat(?:e|ing)|rolling)\b/;

/** `stop anything on node-2`, `stop new versions of web from starting`: what is stopped is not what is named. */
const ofOther =
  /\b(?:stop|halt) (?:(?:any|every)thing|any|new|more|further|additional|other|\w+ing)\b|\b(?:stop|halt)\b.{0,60}\bfrom \w+ing\b/;

/** `scale all deployments in dev to zero`: every one, or those that a label selects; not those of a state or a likeness. */
function scaleMany(question: Question, place: string): Change | null {
  const { plain, kinds, targets } = question;
  const kind = kinds.find((mention) => scalable.has(mention.kind.kind))?.kind;
  const selector = selectorOf(question);
  const count =
    spokenCount(plain) ??
    /\bto (?:just )?(\d{1,5})\b/.exec(plain)?.[1] ??
    (/\bto nothing\b/.test(plain) ? "0" : undefined);
  const isAll = selector !== "" || (/\b(all|every|each)\b/.test(plain) && !narrows.test(plain));
  if (
    kind === undefined ||
    count === undefined ||
    targets.length > 0 ||
    !isAll ||
    !/\bscal|\b(?:bring|take|turn|set|put|shrink|spin)\b/.test(plain)
  )
    return null;
  const about = selector === "" ? "--all" : selector;
  return changed(
    kubectl("scale", singularOf(kind), about, `--replicas=${count}`, place),
    `Sets every one of these ${kind.plural} to ${count} replicas.`,
    { command: kubectl("get", kind.plural, place, selector), reason: "Shows wanted and ready replicas." },
  );
}

/** `between 3 and 9 pods`: how many there are is left to an autoscaler. */
const bounds = /\bbetween \d{1,5} and \d{1,5} (?:pods|replicas|instances|copies)\b/;

function autoscale(question: Question, place: string): Change | null {
  if (
    !/\bauto[- ]?scal\w*\b|\bhpa\b/.test(`${question.plain} ${question.text.toLowerCase()}`) &&
    !bounds.test(question.plain)
  )
    return null;
  const subject = subjectOf(question, scalable);
  if (subject === null) return null;
  const between =
    /\b(?:between|from)\s+(\d{1,5})\s+(?:and|to|-)\s+(\d{1,5})\b/.exec(question.plain) ??
    /\b(\d{1,4})\s?(?:to|and|-|–|\.\.)\s?(\d{1,5})\b(?!\s?(?:%|percent))/.exec(question.plain) ??
    /\bbetween\s+(\d{1,5})\s+and\s+(\d{1,5})\b/i.exec(question.text);
  const max =
    between?.[2] ??
    /\b(?:max(?:imum)?|up to|at most)\s*(?:replicas\s*|pods\s*)?(?:of\s*|=\s*)?(\d{1,5})\b/.exec(question.plain)?.[1];
  const min =
    between?.[1] ??
    /\b(?:min(?:imum)?|at least)\s*(?:replicas\s*|pods\s*)?(?:of\s*|=\s*)?(\d{1,5})\b/.exec(question.plain)?.[1];
  if (max === undefined) return null;
  const cpu = /\b(\d{1,3})\s*(?:%|percent)/.exec(question.plain)?.[1] ?? /\b(\d{1,3})%/.exec(question.text)?.[1];
  return changed(
    kubectl(
      "autoscale",
      singularOf(subject.kind),
      subject.name,
      min !== undefined && `--min=${min}`,
      `--max=${max}`,
      cpu !== undefined && `--cpu-percent=${cpu}`,
      place,
    ),
    `Lets a HorizontalPodAutoscaler size ${subject.name}.`,
    { command: kubectl("get hpa", subject.name, place), reason: "Shows target, measured value and replicas." },
  );
}

function restart(question: Question, place: string): Change | null {
  if (/\b(never|not|don't|without|no) (\w+ )?restart/.test(question.plain)) return null;
  if (
    (/\breboot/.test(question.plain) && !question.targets.some(({ kind }) => kind !== null)) ||
    !/\b(restart\w*|bounce|redeploy|re-deploy|recreate|reboot|recycle|cycle|kick(?! ?off)|roll\b.{0,40}\bout (?:anew|again|afresh))\b/.test(
      question.plain,
    )
  )
    return null;
  const pod = question.targets.find(
    (target) =>
      target.kind?.kind === "Pod" || (target.kind === null && /-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(target.name)),
  );
  if (pod !== undefined)
    return changed(
      kubectl("delete pod", pod.name, place),
      "A pod cannot be restarted in place; its controller makes a new one when it is deleted.",
      { command: kubectl("get pods", place), reason: "Shows the new pod coming up." },
    );
  const subject = subjectOf(question, restartable);
  if (subject === null) {
    const all = question.kinds.find((mention) => restartable.has(mention.kind.kind))?.kind;
    const selector = selectorOf(question);
    return all === undefined ||
      (selector === "" && (!/\b(all|every|everything)\b/.test(question.plain) || narrows.test(question.plain)))
      ? null
      : changed(
          kubectl("rollout restart", singularOf(all), place, selector),
          `Restarts every ${all.singular} of the namespace${selector === "" ? "" : " with that label"}, pod by pod.`,
          { command: kubectl("get pods", place), reason: "Shows the new pods coming up." },
        );
  }
  return changed(
    kubectl(`rollout restart ${singularOf(subject.kind)}/${subject.name}`, place),
    `Replaces the pods of ${subject.name} one after the other.`,
    rolledOut(subject.kind, subject.name, place),
  );
}

function undo(question: Question, place: string): Change | null {
  if (
    !/\b(undo|roll\s?back|roll-back|rolled back|roll\b.{0,60}\bback|revert|previous (version|revision)|(go|switch|return|back|change) (back )?to (the )?(revision|version|release|last|previous|old))\b/.test(
      question.plain,
    ) &&
    !toRevision.test(question.plain)
  )
    return null;
  const subject = subjectOf(question, restartable);
  if (subject === null || severalBack.test(question.plain)) return null;
  const revision =
    ordinalIn(question.plain) ??
    /\b(?:revision|rev\.?|version|release) (?:number |no\.? )?#?(\d{1,6})\b(?!\.\d)/.exec(question.plain)?.[1];
  // `back to version 1.2.3` names an image, and which revision ran it only the history tells
  if (revision === undefined && /\bto (?:the )?(?:version |release |tag |image )?v?\d+\.\d/.test(question.plain))
    return null;
  return changed(
    kubectl(
      `rollout undo ${singularOf(subject.kind)}/${subject.name}`,
      revision !== undefined && `--to-revision=${revision}`,
      place,
    ),
    `Brings ${subject.name} back to ${revision === undefined ? "the revision before" : `revision ${revision}`}.`,
    rolledOut(subject.kind, subject.name, place),
  );
}

/** `the second revision`; `the last` and `the previous` are left to kubectl. */
function ordinalIn(plain: string): string | undefined {
  const said = /\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) revision\b/.exec(plain)?.[1];
  return said === undefined ? undefined : String(ordinals.indexOf(said) + 1);
}

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** `take it back to what it was at revision 7`. */
const toRevision =
  /^(?:\w+ )?(?:take|return|bring|put|set|reset|get|move|turn|restore)\b.*\b(?:to|at|in)\b.*\b(?:(?:revision|rev) (?:number |no\.? )?#?\d|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) revision\b)/;

/** `back two versions`: which revision that is only the history tells. */
const severalBack =
  /\bback (?:by )?(?:two|three|four|five|[2-9])\b|\b(?:two|three|four|five|[2-9]) (?:revisions?|versions?|releases?|steps?|rollouts?) (?:back|ago|earlier|before)\b|\blast (?:two|three|four|five|[2-9]) (?:rollouts?|revisions?|versions?|releases?|changes)\b/;

/** Of what may be ordered, what is said first: `pause it, we resume it tomorrow` is an order to pause. */
function saidFirst<Verb extends string>(plain: string, verbs: Readonly<Record<Verb, RegExp>>): Verb | null {
  const found = (Object.entries(verbs) as [Verb, RegExp][])
    .map(([verb, pattern]) => ({ verb, at: plain.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  return found[0]?.verb ?? null;
}

function pauseResume(question: Question, place: string): Change | null {
  const verb = saidFirst(question.plain, {
    resume: /\b(resume|unpause|unfreeze|continue|carry on|go on with|let .{0,80} (?:go on|continue|proceed))\b/,
    pause: /\b(pause|freeze|hold|halt)\b/,
  });
  const subject = verb === null ? null : subjectOf(question, restartable);
  if (verb === null) return null;
  if (subject === null) return pauseSelected(question, verb, place);
  return changed(
    kubectl(`rollout ${verb} ${singularOf(subject.kind)}/${subject.name}`, place),
    `${verb === "pause" ? "Holds" : "Lets go on"} the rollout of ${subject.name}.`,
    rolledOut(subject.kind, subject.name, place),
  );
}

/** `pause the deployments labelled tier=back`: only those that the label chooses. */
function pauseSelected(question: Question, verb: "pause" | "resume", place: string): Change | null {
  const kind = question.kinds.find((mention) => mention.plural && restartable.has(mention.kind.kind))?.kind;
  const selector = selectorOf(question);
  if (kind === undefined || selector === "" || question.targets.length > 0) return null;
  return changed(
    kubectl(`rollout ${verb} ${singularOf(kind)}`, place, selector),
    `${verb === "pause" ? "Holds" : "Lets go on"} the rollouts of the ${kind.plural} that carry the label.`,
    { command: kubectl("get", kind.plural, place, selector), reason: "Shows which they are." },
  );
}

function suspend(question: Question, place: string): Change | null {
  const verb = saidFirst(question.plain, {
    resume: /\b(resume|unsuspend|un-suspend|unpause|enable)\b/,
    suspend: /(?<!un-)\b(suspend|pause|stop|disable)\b/,
  });
  if (verb === null) return null;
  const resumes = verb === "resume";
  const target = question.targets.find((one) => one.kind?.kind === "CronJob" || one.kind?.kind === "Job");
  if (target?.kind === undefined || target.kind === null) return null;
  const kind = singularOf(target.kind);
  return changed(
    kubectl(
      "patch",
      kind,
      target.name,
      place,
      patchType(question),
      `-p '{"spec":{"suspend":${resumes ? "false" : "true"}}}'`,
    ),
    `${resumes ? "Lets" : "Keeps"} ${target.name} ${resumes ? "start" : "from starting"} pods${resumes ? " again" : ""}.`,
    { command: kubectl("get", kind, target.name, place), reason: "Shows whether it is suspended." },
  );
}
