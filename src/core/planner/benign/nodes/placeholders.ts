import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { keyOf } from "../../../diagnosis/objects/name-object.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown, runningIn } from "../reading/standing.ts";

const voids = [
  "pod-preempted",
  "insufficient-cpu",
  "insufficient-memory",
  "insufficient-device",
  "too-many-pods",
  "not-scheduled",
  "unschedulable",
  "pod-evicted",
  "pod-not-ready",
  "replica-set-unavailable",
  "deployment-unavailable",
  "warning-event",
];

const waiting = defineBenign(
  {
    code: "placeholder-pods-wait",
    title: "Placeholder pods of negative priority that wait",
    about:
      "Overprovisioning keeps room with pods that do nothing (pause) and have a negative priority: pods that have work preempt them, and they are Pending until there is room again. Said where all that wait are such pods and everything else that was shown runs.",
    reads: ["Pod", "Deployment", "PriorityClass", "Event"],
    asked:
      /\b(?:pending|capacity|insufficient|(?:un)?schedul\w*|preempt\w*|evict\w*|victims?|placeholders?|over-?provision\w*|priority|priorities|room|full|waiting|wait|nodes are available|autoscal\w*|scal\w*|out of (?:cpu|memory|resources)|too small|not running|replicas|unavailable)\b|\b\d+\/\d+\b/,
  },
  function* (view) {
    const open = podsOf(view).filter(({ status, health }) => status === "Pending" && health !== "done");
    const owners = new Map(open.map(({ ref }) => [keyOf(workloadOf(view, ref)), workloadOf(view, ref)]));
    const isOfThem = (ref: ObjectRef) => owners.has(keyOf(workloadOf(view, ref)));
    const proofs = [...owners.values()].map((owner) => proofOf(owner, open, view));
    if (open.length === 0 || proofs.some((proof) => proof === null) || !showsOthers(view, owners)) return;
    if (view.events.some((event) => event.reason === "FailedScheduling" && !isOfThem(event.object))) return;
    if (isAnythingDown(view, undefined, isOfThem)) return;
    const others = othersOf(view, owners).length;
    for (const [index, owner] of [...owners.values()].entries()) {
      const proof = proofs[index]!;
      const pods = podsOf(view).filter(({ ref }) => keyOf(workloadOf(view, ref)) === keyOf(owner));
      const own = open.filter((pod) => pods.includes(pod));
      yield {
        ref: owner,
        about: pods.map(({ ref }) => ref),
        text: `${own.length === 1 ? "the pod" : `the ${own.length} pods`} of ${owner.name} that ${own.length === 1 ? "is" : "are"} Pending ${own.length === 1 ? "is a placeholder" : "are placeholders"} of overprovisioning by design: priority ${proof.priority}, so that any pod with work preempts them and they wait for spare room; ${others === 0 ? "no other pod is Pending" : `all ${others} other workloads that were shown have their replicas and no other pod is Pending`}`,
        lines: [...proof.lines, own[0]!.line],
        voids,
      };
      for (const pod of own)
        yield { ref: pod.ref, text: `pod ${pod.ref.name} is a placeholder that waits`, lines: [pod.line], voids };
    }
  },
);

type Owners = ReadonlyMap<string, ObjectRef>;

const othersOf = (view: ClusterView, owners: Owners) =>
  runningIn(view).workloads.filter(({ ref }) => !owners.has(keyOf(ref)));

/** Whether it was looked at how others fare: their workloads or pods, or all pods of the cluster that wait. */
const showsOthers = (view: ClusterView, owners: Owners): boolean =>
  othersOf(view, owners).length > 0 ||
  podsOf(view).some(({ ref, health }) => health === "healthy" && !owners.has(keyOf(workloadOf(view, ref)))) ||
  view.evidence.some(({ command }) => /\bget (?:po|pods?)\b.* (?:-A|--all-namespaces)\b/.test(command));

type Proof = { readonly priority: string; readonly lines: readonly (Line | undefined)[] };

/** That the pods of a workload are below all others, and there only to hold room. */
function proofOf(owner: ObjectRef, pods: readonly PodReading[], view: ClusterView): Proof | null {
  const own = pods.filter(({ ref }) => keyOf(workloadOf(view, ref)) === keyOf(owner)).map(({ object }) => object);
  const workload = view.object(owner);
  const specs = [
    { object: workload, path: ["spec", "template", "spec"] },
    ...own.map((object) => ({ object, path: ["spec"] })),
  ];
  const named = specs.find(({ object, path }) => textAt(object?.fields, ...path, "priorityClassName") !== "");
  const name = textAt(named?.object?.fields, ...(named?.path ?? []), "priorityClassName");
  const byClass = name === "" ? null : classOf(view, name);
  const byPod = own.find((object) => (numberAt(object?.fields, "spec", "priority") ?? 0) < 0);
  const value = byClass?.value ?? numberAt(byPod?.fields, "spec", "priority");
  if (value === undefined || value >= 0) return null;
  const isIdle = specs.some(({ object, path }) =>
    listAt(object?.fields, ...path, "containers").some((one) => /(?:^|\/)pause\b/.test(textAt(one, "image"))),
  );
  const told = `${name} ${owner.name} ${owner.namespace ?? ""} ${byClass?.description ?? ""}`;
  if (!isIdle && !purpose.test(told)) return null;
  const line = byClass?.line ?? byPod?.cite("spec", "priority");
  return {
    priority: `${value}${name === "" ? "" : ` (PriorityClass ${name})`}`,
    lines: [line, named?.object?.cite(...named.path, "priorityClassName")],
  };
}

const purpose = /placeholder|over-?provision|\bspare\b|head-?room|\bbuffer|\breserv|balloon|\bwarm\b|\bpause\b/i;

/** What a class is worth: by itself, or by what was cut out of it. */
function classOf(view: ClusterView, name: string) {
  const object = view.object({ kind: "PriorityClass", name });
  const value = numberAt(object?.fields, "value") ?? Number(object?.printed.get("VALUE")?.value ?? Number.NaN);
  const description = textAt(object?.fields, "description");
  if (!Number.isNaN(value)) return { value, description, line: object?.cite("value") };
  const cut = printedOf(view, { kind: "PriorityClass", name }, /^(?:value: ?)?(-?\d{1,10})$/i)[0];
  return cut === undefined ? null : { value: Number(cut.match[1]), description, line: cut.line };
}

export const placeholders: readonly BenignRule[] = [waiting];
