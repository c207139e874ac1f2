import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { isRolledOut, replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { ageOf } from "../reading/standing.ts";

const kept = defineBenign(
  {
    code: "old-replica-sets-kept",
    title: "ReplicaSets without pods are old revisions",
    about:
      "A Deployment keeps the ReplicaSets of its last revisions (revisionHistoryLimit, 10 by default) at 0 replicas, to roll back to. The newest one, or the one to which a finished rollout led, has all replicas ready, and no event tells that it was scaled down.",
    reads: ["ReplicaSet", "Deployment", "Rollout", "Event"],
    asked: /\b(?:replica[ -]?sets?|rs|rses)\b/,
    unless: /\b(?:had|should (?:be|have)|used to (?:be|have)|instead of|down from|supposed to)\b[^?.!\n]{0,30}\d/,
  },
  function* (view) {
    const own = view.of("ReplicaSet").filter(({ ref }) => ending.test(ref.name));
    for (const sets of Map.groupBy(own, ({ ref }) => `${ref.namespace}/${ref.name.replace(ending, "")}`).values()) {
      const owner = ownerOf(sets[0]!.ref, view);
      const empty = sets.filter((one) => replicasOf(one)?.wanted === 0 || one.printed.get("DESIRED")?.value === "0");
      const current = sets.find((one) => !empty.includes(one));
      if (current === undefined || empty.length === 0 || empty.length !== sets.length - 1) continue;
      const replicas = standOf(owner, current, sets, view);
      if (replicas === null || replicas.wanted === 0 || replicas.ready < replicas.wanted) continue;
      const what = empty.length === 1 ? `ReplicaSet ${empty[0]!.ref.name}` : `${empty.length} ReplicaSets`;
      yield {
        ref: owner,
        about: sets.map(({ ref }) => ref),
        text: `the ${what} of ${owner.kind} ${owner.name} with 0 pods ${empty.length === 1 ? "is an old revision" : "are old revisions"}, kept on purpose to roll back to (revisionHistoryLimit, 10 by default); the current ReplicaSet ${current.ref.name} has ${replicas.ready} of ${replicas.wanted} replicas ready`,
        lines: [empty[0]!.cite(), current.cite(), view.object(owner)?.cite()],
        voids: ["scaled-to-zero"],
      };
    }
  },
);

/** The hash of the pod template. */
const ending = /-[a-z0-9]{5,10}$/;

function ownerOf({ name, namespace }: ObjectRef, view: ClusterView): ObjectRef {
  const ref = { name: name.replace(ending, ""), ...(namespace === undefined ? {} : { namespace }) };
  const rollout = { kind: "Rollout", ...ref };
  return view.object(rollout) === undefined ? { kind: "Deployment", ...ref } : rollout;
}

/** By the owner itself; where only its ReplicaSets are shown, by the one with replicas, if that is the current one. */
function standOf(
  owner: ObjectRef,
  current: ObservedObject,
  sets: readonly ObservedObject[],
  view: ClusterView,
): { readonly ready: number; readonly wanted: number } | null {
  const object = view.object(owner);
  const shown = object === undefined ? null : replicasOf(object);
  if (shown !== null) return shown;
  const age = ageOf(current);
  const isNewest = age !== null && sets.every((one) => one === current || (ageOf(one) ?? 0) > age);
  return (isNewest || isRolledOut(object)) && !isShrunk(current, view) ? replicasOf(current) : null;
}

/** Somebody took pods away from it: it may hold fewer than it should. */
const isShrunk = ({ ref }: ObservedObject, view: ClusterView): boolean =>
  view.events.some(({ message }) => message.startsWith(`Scaled down replica set ${ref.name} `));

export const oldReplicaSets: readonly BenignRule[] = [kept];
