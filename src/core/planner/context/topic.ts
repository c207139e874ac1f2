import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { escaped } from "../../kubectl/escaped.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { answer } from "../answers/answer.ts";
import { relevant } from "../investigation/relevance.ts";
import { componentIn } from "../lookups/components/component-look.ts";
import { impactsIn } from "../lookups/impact/impact.ts";
import { asksForWorst } from "../lookups/impact/urgency.ts";
import { lookedUp } from "../lookups/look-up.ts";
import { meantByParts, withNodes } from "../meant-by-parts.ts";
import { answersTo } from "../query/answers-to.ts";
import { knownIn, type Question, understand } from "../question/understand.ts";
import type { Situation } from "../situation.ts";

/** Objects of a kind, by Kubernetes' name and as people say it in the plural, and the message that listed them. */
export type List = {
  readonly kind: string;
  readonly plural: string;
  readonly namespace: string | null;
  readonly text: string;
};

/** What a conversation is about after a message: what `it`, `them`, `the first one` and `there` mean in the next. */
export type Topic = {
  /** The message, with what it leaned on put in. */
  readonly text: string;
  readonly question: Question;
  readonly object: ObjectRef | null;
  /** The objects that were listed last. */
  readonly list: List | null;
  /** The same, also after one of them was spoken of: what `and the second one` means then. */
  readonly listed: List | null;
  /** The last question after what fails that named nothing: what `the second one` means after several causes. */
  readonly trouble: Question | null;
  /** The last two objects that were spoken of, the older first. */
  readonly recent: readonly ObjectRef[];
  readonly namespace: string | null;
  /** The last workload or pod that was spoken of: what `restart it` means when a Service came after it. */
  readonly workload: ObjectRef | null;
  /** The last node that was spoken of: what `what runs on it?` means. */
  readonly node: ObjectRef | null;
  /** The last message that was about no single object: what `what about production?` asks there. */
  readonly wide: { readonly text: string; readonly namespace: string | null } | null;
};

/** `is it the database?` asks whether that is the reason, and goes on about what it may be the reason of. */
const isGuess =
  /^(?:(?:and|so|but|hm+|or) )?(?:is|was|could|can|might|may) (?:it|that|this)(?: be| really| maybe| perhaps)* (?:(?:the|an?|our|your|some)\b(?! (?:same|one)\b)|(?:because|due|caused)\b)/i;

/** What a message that stands on its own is about; what it does not say itself stays as it was before. */
export function topicAfter(text: string, before: Topic | null, situation: Situation): Topic | null {
  const { view } = situation;
  const question = meantByParts(withNodes(understand(text, knownIn(view)), view), situation).question;
  if (/^(?:continue|chat)$/.test(question.intent) || (before !== null && isGuess.test(text))) return before;
  const said = question.scope.namespaces[0] ?? null;
  const about = componentIn(question) === null ? null : aboutOf(question, situation);
  const target = about === null ? question.targets[0] : { ...about, kind: kindNamed(about.kind) ?? null };
  const node = nodeOf(question, view) ?? before?.node ?? null;
  const kept = {
    workload: before?.workload ?? null,
    wide: before?.wide ?? null,
    node,
    listed: before?.list ?? before?.listed ?? null,
    recent: before?.recent ?? [],
    trouble: before?.trouble ?? null,
  };
  if (target !== undefined) {
    const kind = target.kind?.kind ?? null;
    const seen = about ?? seenAs(target.name, kind, said, view);
    const isOfWorkload = seen !== null && isWorkload(seen);
    const object = (isOfWorkload ? null : blamed(question, text, situation)) ?? seen ?? unseen(target.name, kind, said);
    const workload = isWorkload(object) ? object : kept.workload;
    const recent = [...kept.recent.filter(({ name }) => name !== object.name), object].slice(-2);
    return { ...kept, text, question, object, workload, recent, list: null, namespace: object.namespace ?? said };
  }
  const wide = { text, namespace: said };
  const kind = question.kinds[0]?.kind;
  if (question.intent === "inspect" && kind !== undefined && kind.kind !== "Namespace" && !asksForWorst(question)) {
    const list = { kind: kind.kind, plural: kind.plural, namespace: said, text };
    const object =
      onlyAnswer(text, kind.kind, situation) ?? (before !== null && isOf(before.object, said) ? before.object : null);
    return { ...kept, wide, text, question, object, list, listed: list, recent: [], trouble: null, namespace: said };
  }
  if (question.intent === "troubleshoot" || asksForWorst(question)) {
    const object = failingOf(question, situation) ?? before?.object ?? null;
    const workload = object !== null && isWorkload(object) ? object : kept.workload;
    const list = kind === undefined && said === null ? (before?.list ?? null) : null;
    const namespace = said ?? before?.namespace ?? null;
    const root = object?.kind === "Node" ? object : node;
    const trouble = list === null ? question : null;
    return { ...kept, wide, text, question, object, workload, node: root, list, trouble, namespace };
  }
  if (!isPlain(text)) return before === null ? null : { ...before, namespace: said ?? before.namespace };
  const namespace = said ?? before?.namespace ?? null;
  if (said !== null && ofInside.test(text))
    return { ...kept, wide, text, question, object: unseen(said, null, null), list: null, namespace: null };
  return { ...kept, wide, text, question, object: before?.object ?? null, list: before?.list ?? null, namespace };
}

/** Of a complaint whose words name nothing for sure, what it was found to be about, where that is called otherwise. */
function blamed(question: Question, text: string, { view, diagnosis }: Situation): ObjectRef | null {
  if (question.intent !== "troubleshoot" || understand(text).targets.some(({ sure }) => sure)) return null;
  const root = relevant(question, diagnosis, view).roots[0];
  if (root === undefined || root.severity === "info" || root.code === "not-found") return null;
  const isMeant = question.targets.some(
    ({ name }) => root.object.name === name || root.object.name.startsWith(`${name}-`),
  );
  return isMeant || root.object.kind === "Node" ? null : workloadOf(view, root.object);
}

/** What a look took the words of a question to mean. */
const aboutOf = (question: Question, situation: Situation): ObjectRef | null =>
  lookedUp(question, situation, { namespace: null })?.about ?? null;

/** A question that names neither an object nor a kind may be asked again of another place or thing: `am I admin`, `and in shop`. */
const isPlain = (text: string): boolean =>
  /^(?:which|what|who|how|am|can|do|does|is|are|from|in|where)\b(?:\s+\S+){2,30}$/i.test(text.trim());

/** What a shell is wanted in is no namespace, though `in checkout` reads like one. */
const ofInside = /\b(?:shell|bash|terminal|console) (?:in|into|inside|on) (?!the namespace|namespace)/i;

/** The lines that the answer to a message rests on, best first. */
export function answerLines(text: string, situation: Situation): readonly Line[] {
  const question = understand(text, knownIn(situation.view));
  const looked = lookedUp(question, situation, { namespace: null })?.lines ?? [];
  return looked.length > 0 ? looked : (answersTo(text, situation.view)?.lines ?? []);
}

/** What the answer to a message said first; null where none is told from what was read. */
export function answerSummary(text: string, situation: Situation): string | null {
  const question = understand(text, knownIn(situation.view));
  const looked = lookedUp(question, situation, { namespace: null }) ?? answersTo(text, situation.view);
  const told =
    looked?.summary ?? (question.intent === "inspect" ? chosenIn(answer(question, situation)?.summary) : null);
  return told?.slice(0, 4000) ?? null;
}

/** `4 of 9 pods ...`: of a list that was asked for as a whole, the rows count as they stand. */
const chosenIn = (summary: string | undefined): string | null =>
  summary !== undefined && /^\d{1,5} of \d/.test(summary) ? summary : null;

/** A node that the words of a message name, whatever else they name. */
function nodeOf({ text, targets }: Question, view: ClusterView): ObjectRef | null {
  const said = targets.find(({ kind }) => kind?.kind === "Node")?.name;
  const words = new Set(text.split(/[^\w.-]+/));
  const seen = view.of("Node").find(({ ref }) => words.has(ref.name))?.ref;
  return seen ?? (said === undefined ? null : { kind: "Node", name: said });
}

/** What a complaint that names nothing is about: what fails worst, else the first cause of all. */
function failingOf(question: Question, situation: Situation): ObjectRef | null {
  const { view, diagnosis } = situation;
  const worst = asksForWorst(question) ? impactsIn(view)[0]?.ref : undefined;
  if (worst !== undefined) return worst;
  const root = relevant(question, diagnosis, view).roots[0];
  return root === undefined ? null : workloadOf(view, root.object);
}

/** `which one uses the most memory?`: the one that the answer named. */
function onlyAnswer(text: string, kind: string, situation: Situation): ObjectRef | null {
  if (superlative.test(text)) return firstNamed(text, kind, situation);
  const lines = answerLines(text, situation);
  if (lines.length !== 1) return null;
  const words = lines[0]!.text.trim().split(/\s+/, 3);
  const seen = situation.view.objects.find(
    ({ ref }) => words.includes(ref.name) && ref.kind.replace(/Metrics$/, "") === kind,
  );
  return seen === undefined ? null : { ...seen.ref, kind };
}

const superlative = /^which\b(?!.*\b(?:and|or)\b).*\b(?:most|least|fewest|highest|lowest|largest|[a-z]{3,12}est)\b/i;

/** `which node is fullest?`: the one that the sentence of the answer names first. */
function firstNamed(text: string, kind: string, situation: Situation): ObjectRef | null {
  const question = understand(text, knownIn(situation.view));
  const said =
    (lookedUp(question, situation, { namespace: null }) ?? answersTo(text, situation.view))?.summary.slice(0, 1000) ??
    "";
  const named = situation.view.objects
    .filter(({ ref }) => ref.kind.replace(/Metrics$/, "") === kind)
    .map(({ ref }) => ({ ref, at: said.search(new RegExp(`(?<![\\w.-])${escaped(ref.name)}(?![\\w-])`)) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)[0];
  return named === undefined ? null : { ...named.ref, kind };
}

/** A list in the place of what was spoken of leaves `it` what it was. */
const isOf = (object: ObjectRef | null, place: string | null): boolean =>
  object !== null && place !== null && object.namespace === place;

const isWorkload = ({ kind }: ObjectRef): boolean => kind === "" || (order.includes(kind) && kind !== "Service");

/** A workload of the name before what belongs to it; null where the evidence shows none, or some in several places. */
function seenAs(name: string, kind: string | null, namespace: string | null, view: ClusterView): ObjectRef | null {
  const refs = view.objects.flatMap(({ ref }) =>
    ref.name === name &&
    (kind === null || ref.kind === kind) &&
    (namespace === null || ref.namespace === undefined || ref.namespace === namespace)
      ? [ref]
      : [],
  );
  if (!/^[a-z0-9][a-z0-9.-]{0,252}$/i.test(name)) return null;
  const logged = view.logs.find(({ object }) => object?.kind === "Pod" && object.name === name)?.object;
  if (kind === null && refs.length === 0 && logged !== undefined && logged !== null) return logged;
  const best = Math.min(...refs.map(rankOf));
  const first = refs.filter((ref) => rankOf(ref) === best);
  if (new Set(first.map((ref) => ref.namespace)).size === 1) return first[0]!;
  const pods = kind === null || kind === "Pod" ? podsOf(view).filter(({ ref }) => ref.name.startsWith(`${name}-`)) : [];
  const owners = new Map(
    pods.map(({ ref }) => workloadOf(view, ref)).map((ref) => [`${ref.namespace}/${ref.name}`, ref]),
  );
  return refs.length === 0 && owners.size === 1 ? [...owners.values()][0]! : null;
}

const order = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Pod", "Service"];
const rankOf = ({ kind }: ObjectRef): number => (order.indexOf(kind) + order.length + 1) % (order.length + 1);

const unseen = (name: string, kind: string | null, namespace: string | null): ObjectRef => ({
  kind: kind ?? "",
  name,
  ...(namespace === null ? {} : { namespace }),
});
