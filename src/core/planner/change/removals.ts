import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Kind } from "../../kubectl/kinds.ts";
import { kubectl, pluralOf, selectorOf, singularOf } from "../command-line.ts";
import { kindOf } from "../inspection/form.ts";
import { looksLikePod } from "../inspection/looks-like-pod.ts";
import { isProse } from "../question/prose.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { startsClause } from "../question/words.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";
import { narrows } from "./narrows.ts";
import { graceOf } from "./spoken.ts";

/** Objects deleted: by name, by what selects them, or all of a place. */
export const removalChanges: readonly ChangeForm[] = [remove];

const removes =
  /\b(delete|erase|remove|kill|get rid of|evict|terminate|deletion|clean ?up|clear out|purge|wipe|nuke|drop|throw (away|out)|tear down|destroy)\b/;

/** `drop the requests of deployment web`: a part is to go, not the object. */
const partsOnly =
  /\b(?:delete|remove|kill|get rid of|clear out|purge|wipe|drop|throw (?:away|out)|strip|take)\b (?:\S+ ){0,4}?(?:requests?|limits?|labels?|annotations?|env\w*|variables?|taints?|selectors?|volumes?|mounts?|probes?|finalizers?|tolerations?|ports?|images?|containers?|keys?|replicas?|rules?|hosts?|conditions?|members?|subjects?)\b (?:\S+ ){0,3}?(?:of|from|off|on|in)\b/;

/** An exception that no selector says: what would be deleted is more than was meant. */
const excepts = /\b(except|but not|other than|besides|apart from|excluding|unless|save for|but keep)\b/;

const everything = /\b(everything|all|resources|objects|things|stuff|anything)\b/;

/** `remove /tmp/cache from pod web-1`, `delete the files in pod web-1`: what is inside is to go, not what it is in. */
const inside =
  /(?:^|\s)["'`]?\/[\w.*~-][\w./*~-]*["'`]? (?:\S+ ){0,3}?(?:from|in|of|on|inside|within)\b|\b(?:files?|logs?|log files?|folders?|director(?:y|ies)|contents?|tables?|databases?) (?:of|from|in|on|inside|within) (?:the )?(?:pod|container|deployment|statefulset)\b/i;

function remove(question: Question, place: string): Change | null {
  if (inside.test(question.text)) return null;
  const isCancelled =
    /\b(cancel|abort)\b/.test(question.plain) && question.targets.some((target) => target.kind?.kind === "Job");
  const parts = question.plain.replace(
    /\b(?:with|having|carrying|labell?ed|by|that have|that carry) (?:the |an? )?labels?\b/g,
    "",
  );
  if (!(removes.test(question.plain) || isCancelled) || partsOnly.test(parts)) return null;
  if (
    excepts.test(question.plain) &&
    orphanOf(question) === "" &&
    !question.selectors.labels.some((label) => /!|notin/.test(label))
  )
    return null;
  return (
    ofSameNames(question, place) ?? byName(question, place) ?? wholePlace(question, place) ?? ofOneKind(question, place)
  );
}

const isOneScope = (kinds: readonly Kind[]) => new Set(kinds.map(({ namespaced }) => namespaced)).size === 1;

const owners = /^(Job|CronJob|Deployment|StatefulSet|DaemonSet|ReplicaSet)$/;

function kindsSaid(question: Question): readonly Kind[] {
  return question.kinds.map((mention) => mention.kind).filter((kind) => kind.kind !== "Namespace");
}

/** `delete the pods and services named a and b`. */
function ofSameNames(question: Question, place: string): Change | null {
  const kinds = [...new Set(kindsSaid(question))];
  // the pods of a workload are called otherwise, and go with it
  if (kinds.length === 2 && kinds[1]!.kind === "Pod" && owners.test(kinds[0]!.kind)) return byName(question, place);
  const isOneList = new Set(question.targets.map((target) => target.kind)).size === 1;
  const isSame =
    /\b(?:same|both|(?:and|with|plus|including) (?:also )?its)\b/.test(question.plain) ||
    (/\b(named|called)\b/.test(question.plain) && isOneList);
  if (kinds.length < 2 || question.targets.length === 0 || !isSame || !isOneScope(kinds)) return null;
  const names = new Set(question.targets.map((target) => target.name));
  return changed(
    kubectl("delete", kinds.map(singularOf).join(","), ...names, place),
    "Deletes the objects of both kinds that have these names.",
    left(kinds.map(pluralOf).join(","), place),
  );
}

/** `nuke the whole namespace demo to reduce noise` */
const ofNamespace =
  /^\W*(?:please )?(?:delete|remove|drop|wipe|nuke|destroy|kill|erase|purge|get rid of|tear down|throw away) (?:the |my |our |whole |entire )*(?:namespace|ns)\b/i;

function byName(question: Question, place: string): Change | null {
  const [mentioned] = kindsSaid(question);
  const groups = new Map<Kind, string[]>();
  for (const target of question.targets) {
    // `delete the pods on node x` spares the node
    if (mentioned?.kind === "Pod" && target.kind?.kind === "Node") continue;
    // `delete the pods of checkout`: none of them is called like that
    if (!target.sure && (question.kinds[0]?.plural === true || ofNamespace.test(question.text))) continue;
    if (isOwnerOf(target, question) || isBeside(target, question)) continue;
    const kind = target.kind ?? mentioned ?? kindOf(looksLikePod(target.name) ? "pods" : "deployments");
    groups.set(kind, [...(groups.get(kind) ?? []), target.name]);
  }
  if (groups.size === 0 || (mentioned === undefined && isOfUnknownKind(question))) return null;
  const shown = left(singularOf([...groups.keys()][0]!), place);
  const where = (kind: Kind) => (kind.namespaced ? place : "");
  if (groups.size > 1 && new Set([...groups.keys()].map(where)).size === 1) {
    const objects = [...groups].flatMap(([kind, names]) => names.map((name) => `${singularOf(kind)}/${name}`));
    const kinds = [...groups.keys()].map(singularOf).join(",");
    const first = where([...groups.keys()][0]!);
    return changed(kubectl("delete", ...objects, first), `Deletes ${objects.join(", ")}.`, left(kinds, first));
  }
  const commands = [...groups].map(([kind, names]) => ({
    command: kubectl(
      "delete",
      singularOf(kind),
      ...names,
      where(kind),
      orphanOf(question),
      kind.kind === "Pod" && forceOf(question),
      /\b(?:without|don't|do not|no need to) wait\w*\b(?! for (?:its )?grac)/.test(question.plain) && "--wait=false",
    ),
    reason: `Deletes ${names.join(", ")}; what its controller owns comes back unless the controller goes too.`,
  }));
  return { commands, verify: [shown] };
}

/** `clean up the old replicasets of deployment web`: what they are of stays. */
function isOwnerOf({ kind, name }: Target, { kinds, words }: Question): boolean {
  const [first] = kinds;
  const at = words.findIndex(({ lower }) => lower === name);
  const lead = words.slice(Math.max(0, at - 3), at).map(({ lower }) => lower);
  return (
    first?.plural === true &&
    kind !== null &&
    kind !== first.kind &&
    first.to <= at &&
    lead.some((word) => /^(of|from|behind|belonging|by)$/.test(word))
  );
}

/** `evict pod web-0 from n-3`: where it is taken from. */
function isBeside({ kind, name }: Target, { targets, words }: Question): boolean {
  const at = words.findIndex(({ lower }) => lower === name);
  return (
    kind === null &&
    targets.length > 1 &&
    targets[0]!.name !== name &&
    /^(from|off|of|on)$/.test(words[at - 1]?.lower ?? "")
  );
}

/** `remove widget old-admin`: before the name stands what it is, and nobody here knows the word; it is hardly a deployment. */
function isOfUnknownKind({ words, targets }: Question): boolean {
  return targets.some(({ kind, name }) => {
    const at = words.findIndex(({ lower }) => lower === name);
    const before = words[at - 1];
    return (
      kind === null &&
      before !== undefined &&
      !startsClause(words[at]!) &&
      /^[a-z]{2,}$/.test(before.lower) &&
      !isProse(before) &&
      !removes.test(before.lower) &&
      !targets.some((one) => one.name === before.lower)
    );
  });
}

/** `delete job seed but keep its pods`. */
function orphanOf({ plain }: Question): string {
  return /\b(?:keep|leave|spare)\b.{0,20}\b(?:its|the|their)? ?(?:pods|replicasets?|jobs)\b|\borphan\w*\b|\bpods (?:(?:should|must|shall|may|have to|need to|will) )?(?:survive|stay|remain|keep running|be (?:kept|spared))\b/.test(
    plain,
  )
    ? "--cascade=orphan"
    : "";
}

const forced =
  /\b(?:without|no|zero) (?:a |any |more )?(?:waiting for )?(?:its )?grac\w*|\bgrace[- ]?(?:period)?(?: of)? ?(?:=|is|to)? ?(?:0|zero|none)\b|\b(?:force|forcefully|forced|forcibly|immediately|for real|the hard way|with force|brutally)\b/;

/** What hangs in Terminating is being deleted already; another order to delete it changes nothing. */
const hangs = /\b(?:stuck|hangs?|hanging|hung|sits?|remains?|stays?|still) (?:\w+ ){0,2}?terminating\b/i;

function forceOf({ plain, text }: Question): string {
  const grace = graceOf({ plain });
  if (grace !== "" && !/=0$/.test(grace)) return grace;
  if (forced.test(plain) || hangs.test(text)) return "--grace-period=0 --force";
  return /(?<!^(?:\w+ )?)\b(now|minimal delay|quickly)\b/.test(plain) ? "--now" : "";
}

/** Everything that carries a label, everything in a namespace, or the namespace itself. */
function wholePlace(question: Question, place: string): Change | null {
  if (kindsSaid(question).length > 0) return null;
  const selector = selectorOf(question);
  const [namespace] = question.scope.namespaces;
  if (selector !== "")
    return everything.test(question.plain)
      ? changed(
          kubectl("delete all", place, selector),
          "Deletes the workloads, pods and services that carry the label; what else carries it stays.",
          left("all", place, selector),
        )
      : null;
  if (namespace === undefined) return null;
  if (everything.test(question.plain) && /\b(?:in|inside|within|from|of)\b/.test(question.plain))
    return changed(
      kubectl("delete all --all", place),
      "Deletes the workloads, pods and services of the namespace; what else is in it stays.",
      left("all", place),
    );
  if (!/\b(namespaces?|ns)\b/i.test(question.text)) return null;
  return changed(`kubectl delete namespace ${namespace}`, "Deletes the namespace with everything in it.", {
    command: "kubectl get namespaces",
    reason: "Shows which namespaces are left.",
  });
}

/** Of one kind, or of several alike in scope, those that a label or field selects; all only where `all` was said. */
function ofOneKind(question: Question, everyPlace: string): Change | null {
  const kinds = kindsSaid(question);
  const [first] = kinds;
  // `all pods of deployment web` are not all pods
  if (first === undefined || question.targets.some((target) => isOwnerOf(target, question))) return null;
  const place = first.namespaced ? everyPlace : "";
  const plural = [...new Set(kinds.filter((kind) => kind.namespaced === first.namespaced).map(pluralOf))].join(",");
  const selector = selectorOf(question);
  const fields = fieldsOf(question, plural);
  const field = fields.length > 0 ? `--field-selector ${fields.join(",")}` : "";
  const all = selector === "" && field === "" && /\b(all|every)\b/.test(question.plain) ? "--all" : "";
  if (selector === "" && field === "" && (all === "" || narrows.test(question.plain))) return null;
  return changed(
    kubectl("delete", plural, place, selector, field, all),
    "Deletes all of these at once.",
    left(plural, place, selector),
  );
}

const states: readonly (readonly [said: RegExp, phase: string])[] = [
  [/\b(failed|evicted|errored)\b/, "Failed"],
  [/\b(completed|succeeded|finished|done)\b/, "Succeeded"],
  [/\bpending\b/, "Pending"],
];

function fieldsOf(question: Question, plural: string): readonly string[] {
  const phase = states.find(([said]) => said.test(question.plain))?.[1];
  if (plural === "jobs" && phase === "Succeeded") return ["status.successful=1"];
  if (plural !== "pods") return question.selectors.fields;
  const node = question.targets.find((target) => target.kind?.kind === "Node")?.name;
  const isSaid = question.selectors.fields.length > 0;
  return [
    ...question.selectors.fields,
    ...(phase !== undefined && !isSaid ? [`status.phase=${phase}`] : []),
    ...(node === undefined ? [] : [`spec.nodeName=${node}`]),
  ];
}

function left(resources: string, place: string, selector = ""): Suggestion {
  return { command: kubectl("get", resources, place, selector), reason: "Shows what is left." };
}
