import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { pairsOf } from "./misread-conditions.ts";

const finished = defineBenign(
  {
    code: "progressing-true-is-finished",
    title: "Deployment with Progressing True that has finished",
    about:
      "The condition Progressing of a Deployment stays True after a rollout: its reason NewReplicaSetAvailable (`has successfully progressed`) says that the rollout is complete; it would be False if it had failed. Said where all replicas are updated and ready.",
    reads: ["Deployment", "Pod"],
    asked: /\bprogress\w*|newreplicasetavailable|\brollouts?\b|\brolling\b|\bconditions?\b/,
    onlyAsked: true,
  },
  function* (view) {
    for (const object of view.of("Deployment")) {
      const proof = conditionOf(object, view);
      const replicas = replicasOf(object);
      if (proof === null || replicas === null || replicas.wanted === 0 || !isRolled(object, replicas.wanted)) continue;
      const own = podsOf(view).filter(({ ref }) => workloadOf(view, ref).name === object.ref.name);
      if (replicas.ready < replicas.wanted || own.some(({ health }) => health === "failing" || health === "starting"))
        continue;
      const since = proof.since === "" ? "" : ` since ${proof.since}`;
      yield {
        ref: object.ref,
        about: own.map(({ ref }) => ref),
        text: `the rollout of Deployment ${object.ref.name} has finished: Progressing True with reason NewReplicaSetAvailable means that it completed successfully${since}, it stays True by design and would be False if it had failed; all ${replicas.ready} of ${replicas.wanted} replicas are updated and ready`,
        lines: [proof.line, object.cite()],
        ofLog: "only" as const,
      };
    }
  },
);

/** The condition, where it says that the new ReplicaSet is complete. */
function conditionOf(object: ObservedObject, view: ClusterView): { line: Line; since: string } | null {
  const own = listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === "Progressing");
  const line = object.cite("status", "conditions", "Progressing");
  const since = textAt(own, "lastUpdateTime") || textAt(own, "lastTransitionTime");
  if (textAt(own, "status") === "True") {
    const told = `${textAt(own, "reason")} ${textAt(own, "message")}`;
    if (done.test(told)) return { line, since };
    if (textAt(own, "reason") !== "") return null;
  }
  const pair = pairsOf(object, view).find(({ type, status }) => type === "Progressing" && status === "True");
  const shown = printedOf(view, object.ref, done)[0];
  return (pair === undefined && own === undefined) || shown === undefined ? null : { line: shown.line, since };
}

const done = /NewReplicaSetAvailable|has successfully progressed|successfully rolled out/;

const isRolled = ({ fields, printed }: ObservedObject, wanted: number): boolean => {
  const updated =
    numberAt(fields, "status", "updatedReplicas") ?? Number(printed.get("UP-TO-DATE")?.value ?? `${wanted}`);
  return updated >= wanted && (numberAt(fields, "status", "replicas") ?? wanted) <= wanted;
};

export const rolloutConditions: readonly BenignRule[] = [finished];
