import { keyOf } from "../../../diagnosis/objects/name-object.ts";
import type { ClusterView, ObservedEvent } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isNamedOtherwise } from "../named-otherwise.ts";
import { isAnythingDown, runningText } from "../reading/standing.ts";
import { isStopping, type Stop, stopsIn } from "./stops.ts";

const stopped = defineBenign(
  {
    code: "pods-stopped-as-planned",
    title: "Pods that a rollout, a scale-down or a drain stopped",
    about:
      "Killing and Stopping container are what the kubelet writes of every pod that is ended, also of those that a complete rollout replaced, a scale-down took away or a drain moved. Said where the events of their Deployment, StatefulSet or DaemonSet tell that, the pods that came instead have started, and nothing has failed since. Not where a probe, an eviction or memory ended one, a new pod does not start, the rollout goes on or went back, or another pod was stopped of which no event says why.",
    reads: ["Event", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Pod", "Node"],
    asked:
      /\b(?:kill\w*|stop\w*|terminat\w*|delet\w*|remov\w*|die|dies|died|dying|dead|disappear\w*|vanish\w*|gone|lost|evict\w*|shut\w*|end(?:s|ed)|restart\w*|replac\w*|recreat\w*|scal\w*|taken? (?:down|away)|going (?:down|away)|goes? away|drain\w*|exit\w*)\b/,
    onlyAsked: true,
  },
  function* (view, question) {
    const stops = stopsIn(view).filter((stop) => isCalm(stop, view));
    const known = new Set(stops.flatMap(({ pods }) => pods.map(keyOf)));
    for (const { owner, pods, others, text: told, lines } of stops) {
      const isOpen = view.events.some(
        (event) =>
          event.reason === "Killing" && event.object.namespace === owner.namespace && !known.has(keyOf(event.object)),
      );
      if ((isOpen && !question.text.includes(owner.name)) || isNamedOtherwise(question, [owner, ...pods, ...others]))
        continue;
      const running = runningText(view, owner.namespace);
      yield {
        ref: owner,
        about: [...pods, ...others],
        text: `${told}; nothing has failed since${running === "" ? "" : `, and ${running}`}`,
        lines,
        voids: ["readiness-probe-failing", "startup-probe-failing", "pod-unschedulable", "warning-event"],
      };
    }
  },
);

/** Nothing about it tells of a failure that was not over when the new pods had started, and nothing that was printed leaves it out. */
function isCalm({ owner, pods, others }: Stop, view: ClusterView): boolean {
  const names = [owner, ...pods, ...others].map(({ name }) => name);
  const isOwn = ({ object }: ObservedEvent) =>
    object.namespace === owner.namespace
      ? names.some((name) => object.name === name || object.name.startsWith(`${name}-`))
      : object.kind === "Node";
  const isCut = view.evidence.some(({ command }) => withoutWarnings.test(command));
  if (isCut || isAnythingDown(view, owner.namespace)) return false;
  return view.events.every((event) => !isOwn(event) || isHarmless(event, view));
}

const withoutWarnings = /type!=Warning|type==?Normal|--types[= ]Normal|\bgrep -\w{0,4}v/;
const bad =
  /BackOff|Evict|Preempt|OOM|NotReady|Taint|^Failed|Exceeded|Rollback|Unreachable|Rebooted|Shutdown|Pressure|Conflict|Failure/;

function isHarmless(event: ObservedEvent, view: ClusterView): boolean {
  const { type, reason, message, object, lastSeen, count } = event;
  if (reason === "Killing") return isStopping(event);
  if (reason === "Started" && count > 1) return false;
  if (type !== "Warning" && !bad.test(reason)) return true;
  if (lastSeen === null) return false;
  const at = (isIt: (one: ObservedEvent) => boolean) =>
    view
      .eventsOf(object)
      .filter(isIt)
      .map((one) => one.lastSeen ?? 0);
  const started = at((one) => one.reason === "Started");
  if (reason === "Unhealthy") {
    const isStart =
      /^(?:Readiness|Startup) probe/.test(message) && started.some((one) => lastSeen <= one && lastSeen >= one - 120);
    return isStart || at(isStopping).some((one) => lastSeen <= one);
  }
  return beforeStart.test(reason) && started.length > 0 && started.every((one) => lastSeen >= one);
}

/** What is tried again until a pod starts. */
const beforeStart = /^(?:FailedScheduling|FailedMount|FailedAttachVolume|FailedCreatePodSandBox)$/;

export const stoppedPods: readonly BenignRule[] = [stopped];
