import type { Finding, Suggestion } from "../../diagnosis/finding.ts";
import { backings } from "../../diagnosis/network/backings.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podAt, podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { flagOf, namespaceOf } from "../../kubectl/targets.ts";
import { isLacking } from "../answers/lacking.ts";
import { settle } from "../command-key.ts";
import { type Home, kubectl, placeOf, singularOf } from "../command-line.ts";
import { asksWhetherWell } from "../question/asks-health.ts";
import { sinceIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { firstLook, searchFor } from "./first-look.ts";
import { stepsFor } from "./kind-steps.ts";
import { isSame, type Relevance } from "./relevance.ts";
import { subjectsIn } from "./subjects.ts";
import { isOnTopic, type Topic, topicOf } from "./topic.ts";

/**
 * What to read next, best first: what the findings ask for, one of each in turn; then the objects that the question is about, what
 * fails first; then what is left of the first look.
 */
export function nextSteps(
  question: Question,
  situation: Situation,
  home: Home,
  bearing: Relevance,
): readonly Suggestion[] {
  const { view } = situation;
  const subjects = subjectsIn(question, view).filter(({ kind }) => !/^(?:Pod|Node)Metrics$/.test(kind));
  const topic = topicOf(question);
  const isLookedInto = (finding: Finding) =>
    question.targets.length > 0 || topic?.isState !== true || mayTell(topic, finding);
  const asked = inTurn([
    ...bearing.roots.filter(isLookedInto),
    ...bearing.findings.filter((finding) => !bearing.roots.includes(finding) && isLookedInto(finding)),
  ])
    .filter((suggestion) => !isReadLog(suggestion, view))
    .filter((suggestion) => question.targets.length > 0 || tells(topic, suggestion));
  if (question.intent === "inspect")
    return [
      ...asked,
      ...subjects
        .filter((ref) => isFailing(view, ref))
        .slice(0, 3)
        .flatMap((ref) => stepsOf(ref, view)),
    ];
  const isOfState = topic?.tellsBy !== undefined && question.targets.length === 0;
  const own = turns(
    subjects
      .filter((ref) => !/^(?:Endpoint|PodMetrics|NodeMetrics|Event$)/.test(ref.kind))
      .slice(0, isOfState ? 0 : 4)
      .map((ref) => stepsOf(ref, view)),
  );
  const place = subjects[0]?.namespace === undefined ? placeOf(question, home, "-A") : `-n ${subjects[0].namespace}`;
  const onTopic = topic?.reads(place) ?? [];
  const isNowhere = topic?.isListed === true && !bearing.findings.some((finding) => isOnTopic(topic, finding));
  if ((topic?.isShallow === true || isNowhere) && question.targets.length === 0)
    return [...onTopic, ...firstLook(question, home)];
  const unlisted = subjects.length === 0 && view.listings.length === 0 ? straightTo(question, place) : [];
  const missing =
    subjects.length === 0 && question.targets.length > 0 && view.listings.length > 0
      ? [...searchFor(question), ...asNamespace(question)]
      : [];
  const logs = subjects.length === 0 && question.targets.length === 0 ? logsInPlace(question, view) : [];
  const rest = subjects.length === 0 || question.targets.length === 0 ? firstLook(question, home) : [];
  return [
    ...asked,
    ...within(question, own).slice(0, 1),
    ...onTopic,
    ...within(question, own).slice(1),
    ...unlisted,
    ...missing,
    ...logs,
    ...rest,
  ];
}

/** What is called so may be a namespace. */
const asNamespace = ({ targets }: Question): readonly Suggestion[] =>
  targets[0]?.kind === null
    ? [{ command: "kubectl get namespaces", reason: `Shows whether a namespace is called ${targets[0].name}.` }]
    : [];

/** A log seldom says what killed its program: of some states only other reads tell. */
const tells = (topic: Topic | null, { command }: Suggestion): boolean =>
  topic?.tellsBy === undefined || !/^kubectl (?:logs|describe pod) /.test(command) || topic.tellsBy.test(command);

/** Of a state that is asked about by itself, what else fails need not be looked into. */
const mayTell = (topic: Topic, finding: Finding): boolean =>
  isOnTopic(topic, finding) || topic.hides?.test(finding.code) === true;

/** Logs of the time that the question speaks of. */
function within(question: Question, steps: readonly Suggestion[]): readonly Suggestion[] {
  const since = sinceIn(question);
  if (since === null) return steps;
  return steps.map((step) =>
    step.command.startsWith("kubectl logs ") ? { ...step, command: step.command.replace("--tail=100", since) } : step,
  );
}

/** Who may not list may still read what is named: the object itself, taken for a pod when its kind was not said. */
function straightTo(question: Question, place: string): readonly Suggestion[] {
  const target = question.targets.find((one) => one.sure && one.kind === null);
  if (target === undefined || question.scope.namespaces.length === 0) return [];
  return [
    {
      command: kubectl("describe pod", target.name, place),
      reason: `Shows the pod ${target.name}, if it is called so.`,
    },
    { command: kubectl("logs", target.name, place, "--tail=100"), reason: "The log says what the containers did." },
  ];
}

/** Everything runs, and yet there is a complaint about a namespace: the logs of what runs there, one pod a workload. */
function logsInPlace(question: Question, view: ClusterView): readonly Suggestion[] {
  const { namespaces } = question.scope;
  if (namespaces.length === 0 || asksWhetherWell(question)) return [];
  const seen = new Set<string>();
  return podsOf(view)
    .filter((pod) => pod.health === "healthy" && namespaces.includes(pod.ref.namespace ?? ""))
    .filter((pod) => {
      const owner = workloadOf(view, pod.ref).name;
      return !seen.has(owner) && seen.add(owner) !== undefined;
    })
    .slice(0, 5)
    .map(({ ref }) => ({
      command: kubectl("logs", ref.name, `-n ${ref.namespace}`, "--tail=100"),
      reason: `${ref.name} runs; its log may say what it cannot do.`,
    }));
}

function isFailing(view: ClusterView, ref: ObjectRef): boolean {
  const health = ref.kind === "Pod" ? podAt(view, ref)?.health : undefined;
  return health === "failing" || health === "starting";
}

/** A log of the only container of a pod is the same with and without the container's name. */
function isReadLog(suggestion: Suggestion, view: ClusterView): boolean {
  const command = settle(suggestion.command)?.command;
  const name = command?.args[0];
  if (command === undefined || command.verb !== "logs" || name === undefined) return false;
  const namespace = namespaceOf(command);
  const pod = namespace === null ? undefined : podAt(view, { kind: "Pod", namespace, name });
  const container = flagOf(command, "container");
  if (pod === undefined || container === undefined) return false;
  const mains = pod.containers.filter((one) => !one.init);
  if (mains.length !== 1 || mains[0]!.name !== container || pod.containers.length > 1) return false;
  const previous = flagOf(command, "previous") === "true";
  return view.logsOf(pod.ref).some((log) => log.previous === previous && log.lineCount > 0);
}

function inTurn(findings: readonly Finding[]): readonly Suggestion[] {
  return turns(findings.map((finding) => finding.next));
}

/** The first of each, then the second of each, and so on. */
function turns(lists: readonly (readonly Suggestion[])[]): readonly Suggestion[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
}

/** What the evidence does not show yet about one object. */
function stepsOf(ref: ObjectRef, view: ClusterView): readonly Suggestion[] {
  const place = ref.namespace === undefined ? "" : `-n ${ref.namespace}`;
  const seen = view.object(ref);
  const kind = kindNamed(ref.kind);
  const describe = {
    command: kubectl("describe", kind === undefined ? ref.kind.toLowerCase() : singularOf(kind), ref.name, place),
    reason: `Shows the state of ${ref.kind} ${ref.name} and its events.`,
  };
  const first = seen?.sources.has("describe") === true ? [] : [describe];
  if (ref.kind === "Pod") {
    const logs = logsOf(ref, view, place);
    const whole = {
      command: kubectl("get pod", ref.name, place, "-o yaml"),
      reason: "Its status holds what a shortened description leaves out.",
    };
    const isBare =
      isFailing(view, ref) &&
      seen?.sources.has("object") !== true &&
      (first.length === 0 || wasTried(describe.command, view)) &&
      podAt(view, ref)?.containers.length === 0;
    return isFailing(view, ref) ? [...first, ...logs, ...(isBare ? [whole] : [])] : [...logs, ...first];
  }
  if (ref.kind === "Service") return [...first, ...portsBehind(ref, view), ...stepsFor(ref.kind, ref.name, place)];
  const hasPods = podsOf(view).some((pod) => isSame(workloadOf(view, pod.ref), ref));
  if (ref.kind === "Deployment" && !hasPods)
    return [...first, ...replicaSetsOf(ref, view, place), ...stepsFor(ref.kind, ref.name, place)];
  const steps = stepsFor(ref.kind, ref.name, place).filter(
    (step) => !(hasPods && /^kubectl (get pods|logs (deployment|job)\/\S+) /.test(`${step.command} `)),
  );
  return [...first, ...nodesBehind(ref, view, place), ...steps];
}

/** The ports that the containers behind a Service declare; tables do not show them. */
function portsBehind(ref: ObjectRef, view: ClusterView): readonly Suggestion[] {
  const pods = backings(view).find((backing) => isSame(backing.ref, ref))?.pods ?? [];
  if (pods.length === 0 && view.listings.some((list) => list.kind === "Pod"))
    return [
      {
        command: kubectl(
          "get deployments,statefulsets,daemonsets",
          ref.namespace !== undefined && `-n ${ref.namespace}`,
        ),
        reason: "No pod stands behind it: shows whether what makes them is scaled down.",
      },
    ];
  const isKnown = pods.some((pod) => pod.object?.sources.has("describe") || pod.object?.sources.has("object"));
  const pod = pods.find((one) => one.health === "healthy");
  if (isKnown || pod === undefined) return [];
  return [
    {
      command: kubectl("describe pod", pod.ref.name, pod.ref.namespace !== undefined && `-n ${pod.ref.namespace}`),
      reason: "Shows the ports that the containers behind the Service declare.",
    },
  ];
}

/** All pods of a workload run and it still lacks replicas: the nodes under them may be silent. */
function nodesBehind(ref: ObjectRef, view: ClusterView, place: string): readonly Suggestion[] {
  const own = podsOf(view).filter((pod) => isSame(workloadOf(view, pod.ref), ref));
  const object = view.object(ref);
  if (own.length === 0 || !own.every((pod) => pod.health === "healthy") || object === undefined || !isLacking(object))
    return [];
  return [
    { command: "kubectl get nodes", reason: "Its pods run and do not count as ready: shows whether their nodes are." },
    { command: kubectl("get pods", place, "-o wide"), reason: "Shows which pods are on which node." },
  ];
}

function wasTried(command: string, view: ClusterView): boolean {
  return view.evidence.some((one) => one.command === command);
}

/** A deployment without pods: its replica set says why it cannot make them. */
function replicaSetsOf(ref: ObjectRef, view: ClusterView, place: string): readonly Suggestion[] {
  const listed = view.listings.some((list) => list.kind === "Pod");
  const own = view
    .of("ReplicaSet")
    .filter((one) => one.ref.namespace === ref.namespace && one.ref.name.startsWith(`${ref.name}-`));
  const short = own.find((one) => isLacking(one)) ?? own.at(-1);
  if (short !== undefined)
    return [
      {
        command: kubectl("describe replicaset", short.ref.name, place),
        reason: "Its events say why it could not make pods.",
      },
    ];
  return listed ? [{ command: kubectl("get replicasets", place), reason: "Shows which replica set lacks pods." }] : [];
}

const neverStarted =
  /^(Pending|ContainerCreating|ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|Evicted|Init:.*)$/;

/** The log before the last restart for a pod that keeps ending, the log for one that runs or ended, none for one that never started. */
function logsOf(ref: ObjectRef, view: ClusterView, place: string): readonly Suggestion[] {
  const pod = podAt(view, ref);
  if (pod === undefined || neverStarted.test(pod.status)) return [];
  const read = view.logsOf(ref);
  const several = pod.containers.filter((one) => !one.init).length > 1 ? "--all-containers=true" : "";
  const previous = {
    command: kubectl("logs", ref.name, place, several, "--previous --tail=100"),
    reason: "The log of the run before the last restart says why it ended.",
  };
  const current = {
    command: kubectl("logs", ref.name, place, several, "--tail=100"),
    reason: "The log says what the containers did.",
  };
  const ends = pod.restarts > 0 && /CrashLoopBackOff|Error|OOMKilled/.test(pod.status);
  if (ends && read.length > 0) return [];
  if (ends)
    return view.evidence.some((one) => one.parsed?.verb === "logs" && one.command.includes(` ${ref.name} `))
      ? [current]
      : [previous];
  return [
    ...(read.some((log) => !log.previous) ? [] : [current]),
    ...(pod.restarts > 0 && !read.some((log) => log.previous) ? [previous] : []),
  ];
}
