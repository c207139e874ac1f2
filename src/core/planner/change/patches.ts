import { kubectl, singularOf } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { namedField } from "./named-fields.ts";
import { cronSaid, patchType } from "./spoken.ts";

/** Fields set by `kubectl patch`: a path with its value, or the type of a service. */
export const patchChanges: readonly ChangeForm[] = [typeOfService, schedule, finalizers, field, namedField];

const serviceTypes = ["LoadBalancer", "NodePort", "ClusterIP", "ExternalName"];

/** `change service web to type LoadBalancer`, `turn service web from ClusterIP into a NodePort`: the type said last. */
function typeOfService(question: Question, place: string): Change | null {
  const service = question.targets.find((target) => target.kind?.kind === "Service");
  const orders =
    /\b(patch|change|switch|convert|turn|make|set|update|should|shall|must|become|shld|(?:has|needs?|ought) to be)\b/;
  if (service === undefined || !orders.test(question.plain) || /\b(create|expose)\b/.test(question.plain)) return null;
  const text = question.text
    .toLowerCase()
    .replaceAll(/(load|node|cluster|external)[ -](?=balancer|port|ip|name)/g, "$1");
  const [type] = serviceTypes
    .map((name) => ({ name, at: text.lastIndexOf(name.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => other.at - one.at);
  return type === undefined ? null : patched(question, service.name, "service", ["spec", "type"], type.name, place);
}

/** `cronjob cleanup should run at 3am daily`: when it runs, not that it runs now. */
function schedule(question: Question, place: string): Change | null {
  const target = question.targets.find((one) => one.kind?.kind === "CronJob");
  if (
    target === undefined ||
    !/\b(run|schedule|reschedule|start|fire|set|change|update|patch|make|move|let)\b/.test(question.plain)
  )
    return null;
  if (/\b(create|new|trigger|kick|manual\w*|once|by hand|right now|immediately|suspend|delete)\b/.test(question.plain))
    return null;
  if (/\bimage\b/i.test(question.text)) return null;
  const said = cronSaid(question.text.toLowerCase().replaceAll(target.name, ""));
  return said === null ? null : patched(question, target.name, "cronjob", ["spec", "schedule"], said, place);
}

/** An object that waits for something that never comes goes once its finalizers are gone. */
function finalizers(question: Question, place: string): Change | null {
  const target = question.targets.find((one) => one.kind !== null);
  const removes = /\b(remove|delete|drop|clear|strip|take (?:away|off)|get rid of)\b.*\bfinali[sz]ers?\b/;
  if (target?.kind === undefined || target.kind === null || !removes.test(question.plain)) return null;
  const where = target.kind.namespaced ? place : "";
  return changed(
    kubectl("patch", singularOf(target.kind), target.name, where, `--type=merge -p '{"metadata":{"finalizers":null}}'`),
    "Takes the finalizers off: what they wait for is no longer cleaned up.",
    {
      command: kubectl("get", singularOf(target.kind), target.name, where),
      reason: "Shows whether it is still there.",
    },
  );
}

/** `patch deployment api: set spec.minReadySeconds to 10`. */
function field(question: Question, place: string): Change | null {
  const target = question.targets.find((one) => one.kind !== null);
  if (target?.kind === undefined || target.kind === null || !/\b(patch|set|change|update)\b/.test(question.plain))
    return null;
  const said =
    /\b((?:spec|metadata)(?:\.[A-Za-z][A-Za-z0-9]{0,40}){1,6})["'`]?(?:\s*(?:=|:|to|is|becomes|as|with the value)\s*|\s+(?=[\d"'`]|true\b|false\b))["'`]?([\w.%:/-]{1,100})/.exec(
      question.text.slice(0, 1000),
    );
  if (said === null) return null;
  const where = target.kind.namespaced ? place : "";
  return patched(question, target.name, singularOf(target.kind), said[1]!.split("."), said[2]!, where);
}

function patched(
  question: Question,
  name: string,
  resource: string,
  path: readonly string[],
  value: string,
  place: string,
): Change {
  const leaf: unknown = /^-?\d{1,12}$/.test(value)
    ? Number(value)
    : /^(true|false)$/.test(value)
      ? value === "true"
      : value;
  const patch = JSON.stringify(path.reduceRight((inner: unknown, key) => ({ [key]: inner }), leaf));
  return changed(
    kubectl("patch", resource, name, place, patchType(question), `-p '${patch}'`),
    `Sets ${path.join(".")} to ${value}.`,
    {
      command: kubectl("get", resource, name, place, "-o yaml"),
      reason: "Shows the object as it is.",
    },
  );
}
