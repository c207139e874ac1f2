import type { Suggestion } from "../../../diagnosis/finding.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, Seen } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import { isLeftover } from "../../investigation/leftovers.ts";
import { imageStep, type Revision, revisionsByWorkload } from "../changes/revisions.ts";
import { placed } from "../form/named-parts.ts";

/** When something that fails now began to, as far as lists and events tell. */
export type Onset = {
  readonly ref: ObjectRef;
  readonly seconds: number;
  /** The age as printed. */
  readonly age: string;
  /** What happened then: `its oldest failing pod web-… was made`. */
  readonly what: string;
  readonly lines: readonly Line[];
};

/** Everything that fails, what has failed for longest first. */
export function onsetsIn(view: ClusterView): readonly Onset[] {
  const failing = podsOf(view).filter(
    (pod) => pod.health === "failing" && pod.status !== "Evicted" && !isLeftover(view, pod.ref),
  );
  const groups = Map.groupBy(failing, (pod) => placed({ ref: workloadOf(view, pod.ref) }));
  const ofPods = [...groups.values()].flatMap((pods) => ofWorkload(workloadOf(view, pods[0]!.ref), pods, view) ?? []);
  return [...ofPods, ...ofNodes(view)].toSorted((one, other) => other.seconds - one.seconds);
}

function ofWorkload(ref: ObjectRef, pods: readonly PodReading[], view: ClusterView): Onset | null {
  const aged = pods
    .flatMap((pod) => {
      const age = pod.object?.printed.get("AGE");
      const seconds = age === undefined ? null : ageSeconds(age.value);
      return age === undefined || seconds === null ? [] : [{ pod, age, seconds }];
    })
    .toSorted((one, other) => other.seconds - one.seconds);
  const [oldest] = aged;
  if (oldest === undefined) return null;
  if (isOnlyUnready(oldest.pod)) return ofProbe(ref, oldest, pods);
  const revisions = revisionsByWorkload(view).get(`${ref.kind} ${ref.namespace}/${ref.name}`) ?? [];
  const rollout = revisions.find(({ seconds }) => isNear(seconds, oldest.seconds));
  const earlier = revisions.find(({ seconds }) => rollout !== undefined && seconds > rollout.seconds);
  const did =
    oldest.pod.restarts > 0 ? `has restarted ${oldest.pod.restarts} times since` : "has not become ready since";
  const what = `its pod ${oldest.pod.ref.name} was made then and ${did}${rollout === undefined ? "" : rolloutSaid(rollout, earlier)}`;
  return {
    ref,
    seconds: oldest.seconds,
    age: oldest.age.value,
    what,
    lines: [
      oldest.age.line,
      ...(rollout === undefined ? [] : [rollout.line]),
      ...(earlier === undefined ? [] : [earlier.line]),
    ],
  };
}

/** It runs, and began to be unready at a time of its own. */
const isOnlyUnready = ({ status, restarts }: PodReading): boolean => status === "Running" && restarts === 0;

type Aged = { readonly pod: PodReading; readonly age: Seen<string>; readonly seconds: number };

function ofProbe(ref: ObjectRef, { pod, age, seconds }: Aged, pods: readonly PodReading[]): Onset {
  const probes = pods
    .flatMap(({ events }) => events)
    .filter(({ reason, firstSeen }) => reason === "Unhealthy" && firstSeen !== null)
    .toSorted((one, other) => other.firstSeen! - one.firstSeen!);
  const [first] = probes;
  if (first !== undefined)
    return {
      ref,
      seconds: first.firstSeen!,
      age: inWords(first.firstSeen!),
      what: `a probe of its pod ${first.object.name} has failed since then`,
      lines: [first.line],
    };
  const what = `its pod ${pod.ref.name} was made then; since when it is not ready is not shown`;
  return { ref, seconds, age: age.value, what, lines: [age.line] };
}

/** Reads that show since when pods that run are not ready. */
export const unreadyReads = (view: ClusterView): readonly Suggestion[] =>
  [
    ...Map.groupBy(
      podsOf(view).filter((pod) => pod.health === "failing" && isOnlyUnready(pod)),
      (pod) => placed({ ref: workloadOf(view, pod.ref) }),
    ).values(),
  ]
    .slice(0, 5)
    .map(([pod]) => ({
      command: kubectl("describe pod", pod!.ref.name, `-n ${pod!.ref.namespace}`),
      reason: "Its events tell since when it is not ready.",
    }));

/** A pod is made within moments of its rollout; ages are printed in two figures. */
const isNear = (one: number, other: number): boolean => Math.abs(one - other) <= Math.max(120, other * 0.04);

function rolloutSaid(rollout: Revision, earlier: Revision | undefined): string {
  if (earlier === undefined) return ", with the first rollout of all";
  const step = imageStep(earlier.images, rollout.images);
  return `, with a rollout (${step === "" ? "of the same image" : `image ${step}`})`;
}

/** Nodes in a bad state, by the event that tells when it came. */
function ofNodes(view: ClusterView): readonly Onset[] {
  return view.events.flatMap((event): readonly Onset[] => {
    if (event.object.kind !== "Node" || !/^NodeHas(?:Disk|Memory|PID)Pressure$|^NodeNotReady$/.test(event.reason))
      return [];
    const seconds = event.firstSeen ?? event.lastSeen;
    if (seconds === null) return [];
    const what = `the event ${event.reason} says so`;
    return [
      { ref: { kind: "Node", name: event.object.name }, seconds, age: inWords(seconds), what, lines: [event.line] },
    ];
  });
}

const inWords = (seconds: number): string =>
  seconds < 7200
    ? `${Math.round(seconds / 60)}m`
    : seconds < 172_800
      ? `${Math.round(seconds / 3600)}h`
      : `${Math.round(seconds / 86_400)}d`;
