import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Kind } from "../../kubectl/kinds.ts";
import { type Home, kubectl, placesOf, pluralOf, selectorOf, singularOf } from "../command-line.ts";
import { apiServer, components } from "../inspection/cluster.ts";
import { kindOf } from "../inspection/form.ts";
import { looksLikePod } from "../inspection/looks-like-pod.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { rollouts } from "../inspection/observing.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { stepsFor } from "./kind-steps.ts";
import { type Topic, topicOf } from "./topic.ts";

/**
 * The commands that split the possibilities best while nothing is known: the object itself when the question names one with its
 * kind, else the lists in which a failing object shows, and the warnings.
 */
export function firstLook(question: Question, home: Home): readonly Suggestion[] {
  const system = inspectSystem(question);
  if (system.length > 0) return system;
  const topic = topicOf(question);
  const objects = question.targets.filter(
    (target) => (target.kind !== null && target.sure) || looksLikePod(target.name) || isToldAsPod(question, target),
  );
  const subject = question.targets.find((target) => target.kind === null && !objects.includes(target));
  if (subject !== undefined && objects.length > 0 && objects.every(({ kind }) => kind?.kind === "Node"))
    return placesOf(question, home, "-A").flatMap((place) => onNodes(subject.name, objects, place));
  if (objects.length > 0) {
    return placesOf(question, home).flatMap((place) => [
      ...(question.targets.length > 0 ? (rollouts(question, home) ?? []) : []),
      ...objects.slice(0, 3).flatMap((target) => ofObject(target, place, topic)),
    ]);
  }
  const namespace = question.scope.namespaces[0];
  if (isOfDeletion(topic) && namespace !== undefined) return ofNamespace(namespace);
  return placesOf(question, home, "-A").flatMap((place) => [
    ...(question.targets.length > 0 ? (rollouts(question, home) ?? []) : []),
    ...ofPlace(question, place, topic),
  ]);
}

/** Only pods wait for a node or for their containers: `spark-driver pending since noon`. */
export function isToldAsPod({ plain, kinds, targets }: Question, { kind, name, sure }: Target): boolean {
  const isAlone = kinds.length === 0 && targets.length === 1;
  return kind === null && sure && isAlone && name.includes("-") && podStates.test(plain);
}

const podStates = /\b(?:pending|containercreating|podinitializing|unschedulable|scheduler)\b/;

/** `why does X not run on node y`: X is asked about, and the node is where. */
function onNodes(name: string, nodes: readonly Target[], place: string): readonly Suggestion[] {
  return [
    named(name, place),
    { command: kubectl("get pods", place, "-o wide"), reason: `Shows on which nodes the pods of ${name} run.` },
    ...nodes.slice(0, 2).map((node) => ({
      command: `kubectl describe node ${node.name}`,
      reason: "Shows its taints, labels, conditions and what is allocated.",
    })),
    { command: "kubectl get nodes", reason: "Shows which nodes are ready and take pods." },
  ];
}

/** A namespace that does not go: what is still in it, and which finalizers hold it. */
function ofNamespace(name: string): readonly Suggestion[] {
  return [
    {
      command: `kubectl get namespace ${name} -o yaml`,
      reason: "Its conditions say which objects and finalizers hold it.",
    },
    { command: `kubectl get all -n ${name}`, reason: "Shows what is still in it." },
    { command: `kubectl get events -n ${name} --sort-by=.lastTimestamp`, reason: "Shows what happened there last." },
    { command: "kubectl get apiservices", reason: "A served API that does not answer keeps namespaces from going." },
  ];
}

const searched = "deployments,statefulsets,daemonsets,jobs,cronjobs,services,ingresses,pvc,configmaps";

/** Finds out of which kind and in which namespace an object of a name is. */
export function searchFor(question: Question): readonly Suggestion[] {
  const first = question.targets[0];
  if (first?.kind?.kind === "Pod")
    return [{ command: "kubectl get pods -A", reason: `Finds the pods of ${first.name} wherever they are.` }];
  return question.targets.slice(0, 1).map((target) => ({
    command: kubectl(
      "get",
      target.kind === null ? searched : pluralOf(target.kind),
      target.kind?.namespaced !== false && "-A",
      `--field-selector metadata.name=${target.name}`,
    ),
    reason: `Finds ${target.name} wherever it is.`,
  }));
}

/** Questions about a part of the cluster itself have a command of their own. */
function inspectSystem(question: Question): readonly Suggestion[] {
  return components(question) ?? apiServer(question) ?? [];
}

function ofObject(target: Target, place: string, topic: Topic | null): readonly Suggestion[] {
  const kind = target.kind ?? kindOf("pods");
  const where = kind.namespaced ? place : "";
  const nodes = target.kind === null && nodeLike.test(target.name) ? [allNodes] : [];
  return [
    {
      command: kubectl("describe", singularOf(kind), target.name, where),
      reason: `Shows the state of ${kind.kind} ${target.name} and its events.`,
    },
    ...nodes,
    ...(isOfDeletion(topic) ? [wholeOfObject(kind, target.name, where)] : []),
    ...(topic?.reads(place) ?? []),
    ...stepsFor(kind.kind, target.name, place),
  ];
}

/** What nodes are called as often as pods of a StatefulSet: `shop-worker-3`. */
const nodeLike = /(?:^|-)(?:worker|node|master|control-plane|cp|vm)s?-?\d{1,4}$|^ip-\d/;
const allNodes = { command: "kubectl get nodes", reason: "Shows whether a node is called so." };

function isOfDeletion(topic: Topic | null): boolean {
  return topic?.kinds.includes("Namespace") === true;
}

/** `describe` shows no finalizers. */
function wholeOfObject(kind: Kind, name: string, where: string): Suggestion {
  return {
    command: kubectl("get", singularOf(kind), name, where, "-o yaml"),
    reason: "Shows whether it is being deleted, and which finalizers hold it.",
  };
}

function ofPlace(question: Question, place: string, topic: Topic | null): readonly Suggestion[] {
  const kind = mainKind(question);
  if (kind?.kind === "Node") return nodesAndPods(place);
  const about = question.targets[0]?.name;
  const pods = {
    command: kubectl("get pods", place, selectorOf(question)),
    reason:
      about === undefined
        ? "Shows which pods do not run, are not ready, or keep restarting."
        : `Shows whether the pods of ${about} run and are ready.`,
  };
  const warnings = {
    command: kubectl("get events", place, "--field-selector type=Warning --sort-by=.lastTimestamp"),
    reason: "Shows what the cluster complains about, newest last.",
  };
  const isPlain = kind === null || kind.kind === "Pod" || kind.kind === "Namespace";
  const onTopic = topic?.reads(place) ?? [];
  if (isPlain && about !== undefined) return [pods, named(about, place), ...onTopic, warnings];
  if (isPlain) return [pods, warnings, ...onTopic, ...wholeOf(place)];
  return [listOf(kind, place), ...onTopic, pods, warnings, ...relatedTo(kind.kind, place)];
}

function listOf(kind: Kind, place: string): Suggestion {
  return {
    command: kubectl("get", pluralOf(kind), kind.namespaced && place),
    reason: `Shows which ${kind.plural} are not as wanted.`,
  };
}

function named(about: string, place: string): Suggestion {
  return {
    command: kubectl("get deployments,statefulsets,daemonsets,jobs,cronjobs,services", place),
    reason: `Shows what ${about} is and how many replicas are available.`,
  };
}

function wholeOf(place: string): readonly Suggestion[] {
  const workloads = {
    command: kubectl("get deployments,statefulsets,daemonsets,jobs,pvc", place),
    reason: "Shows workloads that lack replicas, jobs that failed and claims that wait.",
  };
  const nodes = { command: "kubectl get nodes", reason: "Shows which nodes are not ready or take no pods." };
  return place === "-A" || place === "" ? [nodes, workloads] : [workloads];
}

function relatedTo(kind: string, place: string): readonly Suggestion[] {
  const others = related(kind);
  return others === "" ? [] : [{ command: kubectl("get", others, place), reason: "Shows what these depend on." }];
}

function nodesAndPods(place: string): readonly Suggestion[] {
  return [
    { command: "kubectl get nodes", reason: "Shows which nodes are not ready or take no pods." },
    { command: "kubectl describe nodes", reason: "Shows conditions, taints and what is allocated." },
    {
      command: kubectl("get pods", place === "" ? "-A" : place, "-o wide"),
      reason: "Shows which pods are on which node.",
    },
    {
      command: "kubectl get events -A --field-selector type=Warning --sort-by=.lastTimestamp",
      reason: "Shows what the cluster complains about, newest last.",
    },
  ];
}

/** Kinds whose state explains that of a kind, as one list. */
function related(kind: string): string {
  switch (kind) {
    case "Deployment":
      return "replicasets";
    case "StatefulSet":
      return "pvc";
    case "PersistentVolumeClaim":
      return "pv,storageclasses";
    case "Service":
      return "endpoints";
    case "Ingress":
      return "services,endpoints";
    case "HorizontalPodAutoscaler":
      return "deployments,statefulsets";
    case "CronJob":
      return "jobs";
    default:
      return "";
  }
}
