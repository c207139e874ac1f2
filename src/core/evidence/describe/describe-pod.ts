import type { FieldsBuilder } from "../objects/fields-builder.ts";
import { putContainers } from "./describe-container.ts";
import {
  type DescribeContext,
  isTrue,
  put,
  putConditions,
  putPairs,
  textsOf,
  wholeNumber,
} from "./describe-context.ts";
import { type Section, said, section } from "./describe-tree.ts";
import { putVolumes } from "./describe-volume.ts";

/** Reads a described pod into the shape of `v1.Pod`. */
export function readPod(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "status.phase", section(sections, "Status"), (text) =>
    text.startsWith("Terminating") ? undefined : text,
  );
  put(builder, "status.reason", section(sections, "Reason"));
  put(builder, "status.message", section(sections, "Message"));
  put(builder, "status.podIP", section(sections, "IP"));
  put(builder, "status.startTime", section(sections, "Start Time"));
  put(builder, "status.qosClass", section(sections, "QoS Class"));
  put(builder, "status.nominatedNodeName", section(sections, "NominatedNodeName"));
  putPodSpec(context);
  const node = section(sections, "Node");
  put(builder, "spec.nodeName", node, (text) => text.split("/")[0] || undefined);
  put(builder, "status.hostIP", node, (text) => text.split("/")[1] || undefined);
  putConditions(context);
}

function putPodSpec({ sections, builder }: DescribeContext): void {
  put(builder, "spec.priority", section(sections, "Priority"), wholeNumber);
  put(builder, "spec.priorityClassName", section(sections, "Priority Class Name"));
  put(builder, "spec.runtimeClassName", section(sections, "Runtime Class Name"));
  put(builder, "spec.terminationGracePeriodSeconds", section(sections, "Termination Grace Period"), wholeNumber);
  putTemplateSpec(builder, sections, true);
}

/** The parts of a pod's spec that pods and pod templates print alike; of pods also the state of the containers. */
function putTemplateSpec(builder: FieldsBuilder, sections: readonly Section[], withStatus: boolean): void {
  put(builder, "spec.serviceAccountName", section(sections, "Service Account"));
  const containers = section(sections, "Containers") ?? (withStatus ? pickedContainer(sections) : undefined);
  putContainers(builder, "containers", containers, withStatus);
  putContainers(builder, "initContainers", section(sections, "Init Containers"), withStatus);
  putContainers(builder, "ephemeralContainers", section(sections, "Ephemeral Containers"), withStatus);
  putVolumes(builder, section(sections, "Volumes"));
  putPairs(builder, ["spec", "nodeSelector"], section(sections, "Node-Selectors"));
  putTolerations(builder, section(sections, "Tolerations"));
  putSpread(builder, section(sections, "Topology Spread Constraints"));
}

const waitingReason =
  /^(?:CrashLoopBackOff|ImagePullBackOff|ErrImage\w+|CreateContainer\w+|RunContainerError|ContainerCreating)$/;

/**
 * Lines of a container that were picked out of a description (`| grep -E "Reason|Exit Code|Restart"`), without the heading that they stood
 * under: those of one container, as long as each is there once. Of two reasons the first is the state, the second the last one.
 */
function pickedContainer(sections: readonly Section[]): Section | undefined {
  const all = sections.flatMap(flat);
  const reasons = all.filter(({ key, value }) => key === "Reason" && /^[A-Z]\w+$/.test(value));
  const codes = all.filter(({ key }) => key === "Exit Code");
  const counts = all.filter(({ key }) => key === "Restart Count");
  if (codes.length !== 1 || counts.length > 1 || reasons.length > 2) return undefined;
  const waiting = reasons.find(({ value }) => waitingReason.test(value));
  const ended = reasons.find(({ value }) => !waitingReason.test(value));
  const state = (key: string, value: string, children: Section[]): Section => ({ ...codes[0]!, key, value, children });
  const own: Section[] = [
    ...all.filter(({ key }) => picked.has(key) && key !== "State" && key !== "Last State"),
    ...(waiting ? [state("State", "Waiting", [waiting])] : []),
    state("Last State", "Terminated", [...(ended ? [ended] : []), codes[0]!]),
  ];
  const container = state("[0]", "", own);
  return state("Containers", "", [container]);
}

const picked = new Set([
  "Image",
  "Ready",
  "Restart Count",
  "Limits",
  "Requests",
  "Liveness",
  "Readiness",
  "Environment",
]);

const flat = (one: Section): readonly Section[] => [one, ...(picked.has(one.key) ? [] : one.children.flatMap(flat))];

/** `key=value:Effect op=Exists for 300s` */
function putTolerations(builder: FieldsBuilder, found: Section | undefined): void {
  for (const { text, line } of textsOf(found)) {
    const match = /^([^\s:=]*)(?:=([^\s:]*))?(?::(\w+))?(?: op=(\w+))?(?: for (\d+)s)?/.exec(text);
    if (match === null) continue;
    const [, key, value, effect, operator, seconds] = match;
    const toleration: { [field: string]: unknown } = {
      key,
      operator: operator ?? (value === undefined ? "Exists" : "Equal"),
    };
    if (value !== undefined) toleration.value = value;
    if (effect !== undefined) toleration.effect = effect;
    if (seconds !== undefined) toleration.tolerationSeconds = Number(seconds);
    builder.entry(["spec", "tolerations"], key!, line, toleration);
  }
}

/** `topology.kubernetes.io/zone:DoNotSchedule when max skew 1 is exceeded for selector app=web` */
function putSpread(builder: FieldsBuilder, found: Section | undefined): void {
  for (const { text, line } of textsOf(found)) {
    const match = /^(\S+):(\w+) when max skew (\d+) is exceeded(?: for selector (.*))?$/.exec(text);
    if (match === null) continue;
    builder.entry(["spec", "topologySpreadConstraints"], match[1]!, line, {
      topologyKey: match[1],
      whenUnsatisfiable: match[2],
      maxSkew: Number(match[3]),
    });
  }
}

/** The pod template of a workload: `Pod Template:` with labels, annotations and a pod's spec below it. */
export function putTemplate(builder: FieldsBuilder, path: readonly string[], found: Section | undefined): void {
  if (found === undefined) return;
  const template = builder.in(...path);
  putPairs(template, ["metadata", "labels"], section(found.children, "Labels"));
  putPairs(template, ["metadata", "annotations"], section(found.children, "Annotations"), ":");
  putTemplateSpec(template, found.children, false);
}

/** Whether a text of a section says true; undefined when it is not there. */
export function flagOf(found: Section | undefined): boolean | undefined {
  const text = said(found);
  return text === undefined ? undefined : isTrue(text);
}
