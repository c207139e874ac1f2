import { at, entriesAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { isNamed } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { type Leaf, leavesOfFields, leavesOfText } from "./leaves.ts";

/** One of two things that are held against each other. */
export type Side = { readonly name: string; readonly leaves: readonly Leaf[] };

/** What changed between two revisions, or differs between two ReplicaSets, ConfigMaps or other objects of one kind that were shown whole. */
export function differences(question: Question, view: ClusterView): Answered | null {
  if (!asks.test(question.text)) return null;
  const revisions = revisionSides(question, view);
  if (revisions !== null) return "summary" in revisions ? revisions : compared(revisions.of, revisions.sides);
  const comparing = compares.test(question.text);
  const objects = objectSides(question, view, comparing ? comparable : /^(?:ReplicaSet|ControllerRevision)$/);
  return objects === null ? null : compared(objects.of, objects.sides);
}

const asks =
  /\b(?:what|which|anything|something|how|tell me|show|list|find|spot|any)\b[^?]{0,60}\b(?:chang(?:ed?|es)|differ(?:s|ed|ent|ence|ences)?|diff|not the same|new in)\b|\b(?:difference|differences|diff|delta|compare[ds]?)\b[^?]{0,60}\b(?:between|of|from|with|to|and|against)\b/i;

/** Words that hold two things against each other; `what changed` alone may mean anything that was shown. */
const compares = /\b(?:differ\w*|diff|compare[ds]?|comparison|versus|vs|not the same|between)\b/i;

/** Two pod templates of a rollout's history, by the numbers in the question, else the last two that were shown. */
function revisionSides(
  { text }: Question,
  view: ClusterView,
): { readonly of: string; readonly sides: readonly [Side, Side] } | Answered | null {
  const shown = view.evidence.flatMap((piece) => revisionsIn(linesOf(piece)));
  if (shown.length === 0) return null;
  const asked = [...text.matchAll(/(?<![\w.:-])#?(\d{1,5})(?![\w.:-]|\.\d)/g)].map((one) => Number(one[1]));
  const about = shown.filter(({ of }) => text.toLowerCase().includes(of.toLowerCase()));
  const pool = about.length > 0 ? about : shown;
  const byNumber = new Map(pool.map((one) => [one.revision, one]));
  const named = [...new Set(asked)].filter((number) => byNumber.has(number)).toSorted((a, b) => a - b);
  const numbers = named.length >= 2 ? named : [...byNumber.keys()].toSorted((a, b) => a - b).slice(-2);
  const [before, after] = [byNumber.get(numbers[0] ?? -1), byNumber.get(numbers.at(-1) ?? -1)];
  if (before === undefined || after === undefined || before === after) return oneShown(pool[0]!, asked);
  const side = (one: Revision): Side => ({ name: `revision ${one.revision}`, leaves: one.leaves });
  return { of: before.of, sides: [side(before), side(after)] };
}

type Revision = {
  readonly of: string;
  readonly revision: number;
  readonly leaves: readonly Leaf[];
  readonly line: Line;
};

function oneShown(only: Revision, asked: readonly number[]): Answered | null {
  const other = asked.find((number) => number !== only.revision);
  if (other === undefined) return null;
  return {
    summary: `Of ${only.of}, only the pod template of revision ${only.revision} was shown, not that of revision ${other}, so what differs between them cannot be told.`,
    details: "",
    lines: [only.line],
  };
}

function revisionsIn(lines: readonly Line[]): readonly Revision[] {
  const starts = lines.flatMap((line, index) => {
    const [, of, revision] = /^(?:\S{1,80}\/)?(\S{1,253}) with revision #(\d{1,9})/.exec(line.text) ?? [];
    return of === undefined ? [] : [{ of, revision: Number(revision), index }];
  });
  return starts.map(({ of, revision, index }, position) => ({
    of,
    revision,
    line: lines[index]!,
    leaves: leavesOfText(lines.slice(index + 1, starts[position + 1]?.index)),
  }));
}

const comparable =
  /^(?:ReplicaSet|ControllerRevision|ConfigMap|Deployment|StatefulSet|DaemonSet|Pod|CronJob|Job|Service|Ingress|NetworkPolicy|HorizontalPodAutoscaler|PersistentVolumeClaim|StorageClass|Role|ClusterRole)$/;

/** Two objects of one kind that were shown whole: those that the question names, else the only two. */
function objectSides(
  question: Question,
  view: ClusterView,
  kindsMeant: RegExp,
): { readonly of: string; readonly sides: readonly [Side, Side] } | null {
  const whole = view.objects.filter(
    ({ ref, sources, fields }) =>
      kindsMeant.test(ref.kind) && (sources.has("object") || sources.has("describe")) && isWhole(ref.kind, fields),
  );
  const kinds = [...Map.groupBy(whole, ({ ref }) => ref.kind).values()].filter((group) => group.length > 1);
  for (const group of kinds.toSorted((one, other) => rank(question, other) - rank(question, one))) {
    const pair = pairOf(question, group);
    if (pair === null) continue;
    const [one, other] = pair.toSorted((a, b) => revisionOf(a) - revisionOf(b));
    const spaced = one!.ref.name === other!.ref.name;
    const side = (object: ObservedObject): Side => ({ name: nameOf(object, spaced), leaves: leavesOfObject(object) });
    return { of: one!.ref.kind, sides: [side(one!), side(other!)] };
  }
  return null;
}

function isWhole(kind: string, fields: unknown): boolean {
  if (kind === "ConfigMap") return entriesAt(fields, "data").size > 0;
  if (kind === "Pod") return at(fields, "spec", "containers", "0", "image") !== undefined;
  if (/^(?:ReplicaSet|Deployment|StatefulSet|DaemonSet)$/.test(kind))
    return at(fields, "spec", "template", "spec", "containers", "0", "image") !== undefined;
  return (
    at(fields, "spec") !== undefined || at(fields, "rules") !== undefined || at(fields, "provisioner") !== undefined
  );
}

const rank = ({ kinds }: Question, group: readonly ObservedObject[]): number =>
  kinds.some(({ kind }) => kind.kind === group[0]!.ref.kind) ? 1 : 0;

function pairOf({ targets, text }: Question, group: readonly ObservedObject[]): readonly ObservedObject[] | null {
  if (group.length === 2) return group;
  const words = new Set(text.toLowerCase().split(/[\s,;?!"'`()]+/));
  const exact = group.filter(({ ref }) => words.has(ref.name));
  if (exact.length === 2) return exact;
  const named = group.filter(({ ref }) => targets.some(({ name }) => isNamed(ref, name)));
  if (named.length === 2) return named;
  const places = (named.length > 2 ? named : group).filter(({ ref }) => words.has(ref.namespace ?? ""));
  return places.length === 2 ? places : null;
}

const revisionOf = ({ fields }: ObservedObject): number =>
  Number(textAt(fields, "metadata", "annotations", "deployment.kubernetes.io/revision")) || 0;

const nameOf = ({ ref, fields }: ObservedObject, spaced: boolean): string => {
  const revision = textAt(fields, "metadata", "annotations", "deployment.kubernetes.io/revision");
  const name = spaced && ref.namespace !== undefined ? `${ref.namespace}/${ref.name}` : ref.name;
  return revision === "" || ref.kind !== "ReplicaSet" ? name : `${name} (revision ${revision})`;
};

function leavesOfObject(object: ObservedObject): readonly Leaf[] {
  const { fields, ref } = object;
  const template = at(fields, "spec", "template");
  if (ref.kind === "ReplicaSet" && template !== undefined)
    return leavesOfFields(template, (path) => object.cite("spec", "template", ...path));
  const parts = [
    "spec",
    "data",
    "binaryData",
    "rules",
    "roleRef",
    "subjects",
    "parameters",
    "provisioner",
    "reclaimPolicy",
  ];
  return parts.flatMap((part) => leavesOfFields({ [part]: at(fields, part) }, (path) => object.cite(...path)));
}

/** Hashes and causes of change differ with every revision, and say nothing of what changed. */
const incidental =
  /pod-template-hash|change-cause|deployment\.kubernetes\.io\/revision|^spec \/ (?:nodeName|clusterIPs?)\b|restartedAt$|kube-api-access-/;

export function compared(of: string, [before, after]: readonly [Side, Side]): Answered {
  const isTold = ({ path }: Leaf) => !incidental.test(path);
  const old = new Map(before.leaves.filter(isTold).map((leaf) => [leaf.path, leaf]));
  const now = new Map(after.leaves.filter(isTold).map((leaf) => [leaf.path, leaf]));
  const known = [...old.values(), ...now.values()];
  const changed = [...now.values()].filter(({ path, value }) => old.has(path) && old.get(path)!.value !== value);
  const added = [...now.values()].filter(({ path }) => !old.has(path));
  const removed = [...old.values()].filter(({ path }) => !now.has(path));
  const told = [
    ...changed.map((leaf) => `${shortPath(leaf, known)} ${change(old.get(leaf.path)!.value, leaf.value)}`),
    ...added.map((leaf) => `${shortPath(leaf, known)}${valued(leaf)} only in ${after.name}`),
    ...removed.map((leaf) => `${shortPath(leaf, known)}${valued(leaf)} only in ${before.name}`),
  ];
  const lines = [
    ...changed.flatMap((leaf) => [old.get(leaf.path)!.line, leaf.line]),
    ...added.map(({ line }) => line),
    ...removed.map(({ line }) => line),
  ];
  const both = `${before.name} and ${after.name}`;
  return {
    summary:
      told.length === 0
        ? `Nothing differs between ${both} of ${of} in what was shown (${now.size} settings are the same).`
        : `Between ${both} of ${of} ${told.length === 1 ? "one thing differs" : `${told.length} things differ`}: ${told.slice(0, 14).join("; ")}${told.length > 14 ? `; and ${told.length - 14} more` : ""}. The rest is the same.`,
    details: "",
    lines: lines.slice(0, 12),
  };
}

const valued = ({ value }: Leaf): string => (value === "" ? "" : ` = ${shortValue(value)}`);
const shortValue = (value: string): string => (value.length > 100 ? `${value.slice(0, 100)}…` : value);

/** Of images that differ in their tag only, the tags; of long values what they do not begin alike with. */
function change(old: string, now: string): string {
  const [, name, tag] = /^(\S{1,400}):([\w.-]{1,128})$/.exec(old) ?? [];
  if (name !== undefined && now.startsWith(`${name}:`)) return `${tag} → ${now.slice(name.length + 1)} (${name})`;
  return `${old === "" ? '""' : shortValue(old)} → ${now === "" ? '""' : shortValue(now)}`;
}

const frame = /^(?:Pod Template|Containers|spec|template|containers|data|resources|Environment|env|value|metadata)$/;

/** The way to a value without the parts that every value of such an object has, and without the container where it is the only one. */
function shortPath({ path }: Leaf, all: readonly Leaf[]): string {
  const containers = new Set(all.flatMap((leaf) => /\b[Cc]ontainers \/ ([^/]+?) \//.exec(leaf.path)?.[1] ?? []));
  const parts = path.split(" / ");
  const kept = parts.filter(
    (part, index) =>
      !frame.test(part) &&
      !(containers.size === 1 && containers.has(part) && /^[Cc]ontainers$/.test(parts[index - 1] ?? "")),
  );
  return kept.length === 0 ? path : kept.join(" ");
}
