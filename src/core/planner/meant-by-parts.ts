import { workloadOf } from "../diagnosis/objects/relations.ts";
import { podsOf } from "../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import { kindNamed } from "../kubectl/kinds.ts";
import { namespaceOf, targetsOf } from "../kubectl/targets.ts";
import { isLacking } from "./answers/lacking.ts";
import { isNamed } from "./investigation/relevance.ts";
import { componentIn } from "./lookups/components/component-look.ts";
import { isPart } from "./lookups/form/named-parts.ts";
import { activityIn } from "./question/activities.ts";
import { isStopWord } from "./question/stop-words.ts";
import type { Question } from "./question/understand.ts";
import type { Situation } from "./situation.ts";
import { enumerated } from "./wording.ts";

/** A question with the objects that it means in the place of words that name none, and what is to be said of that. */
export type Meant = { readonly question: Question; readonly note: string };

/**
 * People name things by a part of their name (`the backup`), by what they do (`nobody can log in`) and namespaces without saying so
 * (`the shop`). Once the lists of the cluster were read, what they show takes the place of such words. What a person handed over is
 * read as it is said.
 */
export function meantByParts(question: Question, { view }: Situation): Meant {
  if (componentIn(question) !== null) return { question, note: "" };
  const isListed = view.listings.some(({ kind, narrowed }) => kind === "Pod" && !narrowed);
  if (question.intent !== "troubleshoot" || !isListed || view.evidence.some(({ origin }) => origin !== "executed"))
    return { question, note: "" };
  const placed = withPlaces(question, view);
  if (placed.targets.some((target) => target.kind?.kind === "Node" || isSeen(target.name, view)))
    return { question: placed, note: "" };
  const parts = partsIn(placed);
  const found = nearest(parts, placed.scope.namespaces, view);
  return found === null ? { question: placed, note: "" } : withObjects(placed, found);
}

/** A name without a kind that a node carries, or a namespace that goes away, and nothing else that was seen, is that. */
export function withNodes(question: Question, view: ClusterView): Question {
  const isFree = (name: string) =>
    !view.objects.some(({ ref }) => !/^(?:Node|Namespace)$|Metrics$/.test(ref.kind) && ref.name === name);
  const isMeant = (kind: string, status: string | undefined) =>
    kind === "Node" ? status !== undefined : status !== undefined && status !== "Active";
  const kindOf = (name: string) =>
    ["Node", "Namespace"].find((kind) =>
      view.of(kind).some(({ ref, printed }) => ref.name === name && isMeant(kind, printed.get("STATUS")?.value)),
    );
  const targets = question.targets.map((target) => {
    const kind = target.kind === null && isFree(target.name) ? kindOf(target.name) : undefined;
    const whole =
      kind === undefined && target.kind === null && isFree(target.name) ? nodeEnding(target.name, view) : null;
    if (whole !== null) return { ...target, kind: kindNamed("nodes") ?? null, name: whole, sure: true };
    return kind === undefined ? target : { ...target, kind: kindNamed(kind) ?? null, sure: true };
  });
  return targets.every((target, at) => target === question.targets[at]) ? question : { ...question, targets };
}

/** `gateway in production answers 502`, in a cluster that serves no such kind and runs something of that name: that is meant. */
export function withUnservedKinds(question: Question, view: ClusterView): Question {
  const unserved = question.kinds.filter(({ kind }) =>
    view.errors.some(({ code, message }) => code === "no-such-kind" && message.includes(`"${kind.plural}"`)),
  );
  const meant = unserved.filter(({ kind }) =>
    view.objects.some(({ ref }) => ref.name === kind.singular || workloadOf(view, ref).name === kind.singular),
  );
  if (meant.length === 0 || question.targets.length > 0) return question;
  const targets = meant.map(({ kind }) => ({ kind: null, name: kind.singular, sure: true }));
  return { ...question, targets, kinds: question.kinds.filter((one) => !meant.includes(one)) };
}

/** `the GPU node pool may grow to six`: a pool of machines at the cloud is no object of the cluster, and no quota or claim that bears the name, unless it was seen as one. */
export function withoutUnseenPools(question: Question, view: ClusterView): Question {
  const { intent, targets } = question;
  const isPool = (kind: string) => /^nodepool$/i.test(kind);
  const isSeenPool = (name: string) => view.objects.some(({ ref }) => isPool(ref.kind) && ref.name === name);
  if (intent !== "troubleshoot") return question;
  const isOther = (name: string) => !isSeenPool(name) && view.objects.some(({ ref }) => ref.name === name);
  const kept = targets.filter(({ kind, name }) => kind === null || !isPool(kind.kind) || !isOther(name));
  if (kept.length === targets.length) return question;
  return { ...question, targets: kept, kinds: question.kinds.filter(({ kind }) => !isPool(kind.kind)) };
}

/** `the cert-manager webhook` is the workload `cert-manager-webhook`, where no configuration of that name was shown. */
export function withWebhooks(question: Question, view: ClusterView): Question {
  const isRun = (name: string) =>
    view.objects.some(({ ref }) => workloadOf(view, ref).name === name) ||
    view.logs.some(({ object }) => object !== null && workloadOf(view, object).name === name);
  const targets = question.targets.map((target) => {
    const kind = target.kind?.kind;
    const name = `${target.name}-webhook`;
    const isConfigured = kind !== undefined && view.of(kind).some(({ ref }) => ref.name === target.name);
    const isMeant = /^(?:Validating|Mutating)WebhookConfiguration$/.test(kind ?? "") && !isConfigured && isRun(name);
    return isMeant ? { kind: null, name, sure: true } : target;
  });
  if (targets.every((target, at) => target === question.targets[at])) return question;
  const kinds = question.kinds.filter(({ kind }) => !/WebhookConfiguration$/.test(kind.kind));
  return { ...question, targets, kinds };
}

/** `worker-2` of `shop-worker-2`, where only one node ends so. */
function nodeEnding(name: string, view: ClusterView): string | null {
  const like = view.of("Node").filter(({ ref }) => ref.name === name || ref.name.endsWith(`-${name}`));
  return like.length === 1 && name.length > 4 ? like[0]!.ref.name : null;
}

/** `timeouts in checkout`, where the reads of a namespace of that name came back empty: an object is meant. Whoever says `namespace` means one. */
export function withoutUnseenPlaces(question: Question, view: ClusterView): Question {
  const { scope, text, intent, targets } = question;
  const isPlain = targets.length === 0 && intent !== "change" && !/\bnamespaces?\b|\bns\b|(?:^|\s)-n\b/i.test(text);
  if (!isPlain) return question;
  const unseen = scope.namespaces.filter((name) => isEmptyPlace(name, view));
  if (unseen.length === 0) return question;
  const objects = unseen.map((name) => ({ kind: null, name, sure: true }));
  const namespaces = scope.namespaces.filter((name) => !unseen.includes(name));
  return { ...question, targets: objects, scope: { ...scope, namespaces } };
}

/** Pods were looked for there and nothing at all was seen. */
function isEmptyPlace(name: string, view: ClusterView): boolean {
  const isThere = view.objects.some(
    ({ ref }) => ref.namespace === name || (ref.kind === "Namespace" && ref.name === name),
  );
  if (isThere || view.evidence.some(({ origin }) => origin !== "executed")) return false;
  return view.evidence.some(
    ({ parsed, stdout, stderr }) =>
      parsed?.verb === "get" &&
      namespaceOf(parsed) === name &&
      targetsOf(parsed).some(({ kind, name: one }) => kind?.kind === "Pod" && one === null) &&
      `${stdout}${stderr}`.startsWith("No resources found"),
  );
}

/** A name that nothing carries, or what it stands for (`the database`); without a name, what is done (`log in`) or any word that is no everyday one. */
function partsIn({ targets, text, words, scope }: Question): readonly string[] {
  const strange = words
    .map(({ lower }) => lower)
    .filter(
      (word) =>
        !isStopWord(word) &&
        !ofClusters.test(word) &&
        !scope.namespaces.includes(word) &&
        kindNamed(word) === undefined,
    );
  if (targets.length > 0) {
    const named = targets.flatMap(({ name }) => [name, ...(activityIn(name) ?? [])]);
    return targets.some(({ sure }) => sure) ? named : [...named, ...strange];
  }
  const subject = subjectOfWhy.exec(text.toLowerCase())?.[1];
  const isName = subject !== undefined && !generic.test(subject) && !scope.namespaces.includes(subject);
  return [...(activityIn(text) ?? []), ...(isName && kindNamed(subject) === undefined ? [subject] : []), ...strange];
}

/** What clusters consist of, also where a workload is called so in part. */
const ofClusters = /^(?:registr(?:y|ies)|zones?|regions?|scheduling|admission|quorum|webhooks?|exporters?|metrics)$/;

/** `why worker is not running`: what stands there is a name, however common the word. */
const subjectOfWhy =
  /\bwhy (?:is |are |does |do |did |was |were |has |have |won't |isn't |doesn't |can't )?(?:the |our |my )?([a-z][a-z0-9-]{2,40})\b/;
const generic =
  /^(?:are|does|did|was|were|has|have|can|could|not|everything|nothing|nobody|users?|customers?|people|there|this|that|these|those|they|all|some|something|containers?|images?|things?|new|old|system|cluster|application|app|server|service|services|update|deployment|running|down|stuck|failing)$/;

/** A word that is the name of a namespace, and of no object, is a place. */
function withPlaces(question: Question, view: ClusterView): Question {
  const isPlace = ({ name, kind }: Question["targets"][number]) =>
    kind === null && view.objects.some(({ ref }) => ref.namespace === name) && !isSeen(name, view);
  const places = question.targets.filter(isPlace).map(({ name }) => name);
  if (places.length === 0) return question;
  return {
    ...question,
    targets: question.targets.filter((target) => !isPlace(target)),
    scope: { ...question.scope, namespaces: [...new Set([...question.scope.namespaces, ...places])] },
  };
}

const isSeen = (name: string, view: ClusterView): boolean =>
  view.objects.some(({ ref }) =>
    ref.kind === "Node" || ref.kind === "Namespace" ? ref.name === name : isNamed(ref, name),
  ) || view.errors.some(({ object, code }) => object?.name === name && code !== "not-found");

const workloads: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "CronJob"]);
const most = 3;

/** Workloads whose names hold the first part that any name holds: in the place that is asked about, else anywhere. */
function nearest(
  parts: readonly string[],
  namespaces: readonly string[],
  view: ClusterView,
): readonly ObjectRef[] | null {
  const owners = podsOf(view).map(({ ref }) => workloadOf(view, ref));
  const listed = view.objects.map(({ ref }) => ref).filter(({ kind }) => workloads.has(kind));
  const all = [...new Map([...listed, ...owners].map((ref) => [`${ref.namespace}/${ref.name}`, ref])).values()];
  const isHere = ({ namespace }: ObjectRef) => namespaces.length === 0 || namespaces.includes(namespace ?? "");
  for (const some of [all.filter(isHere), all])
    for (const part of parts) {
      const exact = some.filter(({ name }) => name === part);
      const found = exact.length > 0 ? exact : some.filter(({ name }) => isPart(part, name));
      const failing = found.length > most ? found.filter((ref) => isFailing(ref, view)) : found;
      if (failing.length > 0 && failing.length <= most) return failing;
    }
  return null;
}

function isFailing(ref: ObjectRef, view: ClusterView): boolean {
  const object = view.object(ref);
  return object !== undefined && isLacking(object);
}

function withObjects(question: Question, found: readonly ObjectRef[]): Meant {
  const asked = question.targets[0]?.name;
  const names = found.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
  return {
    question: {
      ...question,
      targets: found.map(({ name }) => ({ kind: null, name, sure: true })),
      scope: { all: false, namespaces: [...new Set(found.flatMap(({ namespace }) => namespace ?? []))] },
    },
    note: `${asked === undefined ? "The question names no object" : `Nothing is called ${asked}`}; going by names, ${enumerated(names)} ${names.length === 1 ? "is" : "are"} taken to be meant.`,
  };
}
