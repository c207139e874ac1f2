import { type Home, kubectl, placeOf, singularOf } from "../command-line.ts";
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
