import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const ended = defineBenign(
  {
    code: "init-container-has-ended",
    title: "Init container that has ended",
    about:
      "An init container runs once, before the other containers start, and ends: Terminated, Completed, exit code 0 is its proper end, and it is not started again. Said of pods that run and are ready, all of whose init containers ended so; one with restartPolicy Always is a sidecar and no such one.",
    reads: ["Pod"],
    asked:
      /\b(?:terminat\w*|complet\w*|exit\w*|ended|stopped|finished|not (?:running|ready|restart\w*|coming back|up)|(?:does|did|will)(?: not|n'?t) (?:run|restart|start|come back)|never (?:starts|restarts|runs|comes back)|down|dead|gone|init\w*|missing|restarts?)\b/,
    onlyAsked: true,
  },
  function* (view, question) {
    for (const pod of podsOf(view)) {
      const names = pod.health === "healthy" ? endedIn(pod) : [];
      if (names.length === 0 || !isMeant(names, pod, question)) continue;
      const said = names.filter((name) => isSaid(name, question));
      const told = said.length > 0 ? said : names;
      const are = told.length === 1 ? "is an init container" : "are init containers";
      const its = told.length === 1 ? "its" : "their";
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `${enumerated(told)} ${are} of pod ${pod.ref.name}: ${told.length === 1 ? "it runs" : "they run"} once before the other containers start, and Terminated (Completed, exit code 0) is ${its} proper end by design, after which nothing starts ${told.length === 1 ? "it" : "them"} again; the pod itself is Running and ready, and to delete it would only run ${told.length === 1 ? "it" : "them"} once more`,
        lines: [
          ...told.slice(0, 3).map((name) => pod.object?.cite("status", "initContainerStatuses", name, "state")),
          pod.line,
        ],
        ofLog: "only" as const,
      };
    }
  },
);

/** The init containers of a pod, where each of them ended well; none where one is a sidecar, waits or failed. */
function endedIn({ object }: PodReading): readonly string[] {
  const sidecars = listAt(object?.fields, "spec", "initContainers").filter(
    (one) => textAt(one, "restartPolicy") === "Always",
  );
  const names = new Set(sidecars.map((one) => textAt(one, "name")));
  const plain = listAt(object?.fields, "status", "initContainerStatuses").filter(
    (one) => !names.has(textAt(one, "name")) && at(one, "state", "running") === undefined,
  );
  const isGood = (one: unknown) => textAt(one, "state", "terminated", "exitCode") === "0";
  return plain.every(isGood) ? plain.map((one) => textAt(one, "name")).filter((name) => name !== "") : [];
}

const isSaid = (name: string, { text }: Question): boolean => text.toLowerCase().includes(name.toLowerCase());

/** One of them is named, or init containers are spoken of; not where a container that runs on is named beside them. */
function isMeant(names: readonly string[], { object }: PodReading, question: Question): boolean {
  if (!/\binit\b|\binit-?containers?\b/i.test(question.text) && !names.some((name) => isSaid(name, question)))
    return false;
  const others = listAt(object?.fields, "status", "containerStatuses").map((one) => textAt(one, "name"));
  const owner = object?.ref.name ?? "";
  return !others.some(
    (name) => name !== "" && !owner.startsWith(name) && isSaid(name, question) && !names.includes(name),
  );
}

export const initContainers: readonly BenignRule[] = [ended];
