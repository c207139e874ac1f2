import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedEvent, ObservedObject } from "../../evidence/observed.ts";
import { numberAt, textAt } from "../objects/fields.ts";

/** That a workload was scaled, and scaled back to what it was before within minutes, as its events tell. */
export type TakenBack = {
  readonly from: number;
  readonly to: number;
  readonly times: number;
  readonly lines: readonly Line[];
};

type Step = {
  readonly set: string;
  readonly from: number;
  readonly to: number;
  readonly event: ObservedEvent;
};

/** No autoscaler goes back so soon: it waits for its stabilization window of five minutes. */
const longest = 240;

/** Changes of the number of replicas that were taken back, the newest first; the last one ends at what is wanted now. */
export const takenBack = (view: ClusterView, workload: ObservedObject): TakenBack | undefined => {
  const steps = view
    .eventsOf(workload.ref)
    .filter(({ reason }) => reason === "ScalingReplicaSet")
    .flatMap(stepOf);
  const pairs = steps.flatMap((step, at) => {
    const back = steps.find((other, index) => index !== at && isBack(step, other) && isAfter(step, other, index > at));
    return back === undefined ? [] : [{ step, back }];
  });
  const wanted = numberAt(workload.fields, "spec", "replicas") ?? wantedInRow(workload);
  const told = pairs.filter(({ back }) => wanted === undefined || back.to === wanted);
  const newest = told.toSorted((one, other) => age(one.back) - age(other.back))[0];
  return newest === undefined
    ? undefined
    : {
        from: newest.step.from,
        to: newest.step.to,
        times: told.reduce((sum, { back }) => sum + Math.max(1, back.event.count), 0),
        lines: [newest.step.event.line, newest.back.event.line],
      };
};

const age = ({ event }: Step): number => event.lastSeen ?? 0;

const isBack = (step: Step, other: Step): boolean =>
  other.set === step.set && other.from === step.to && other.to === step.from;

/** It came later; where both have the same age, the order in which they were printed tells. */
const isAfter = (step: Step, other: Step, isBelow: boolean): boolean => {
  const gap = age(step) - age(other);
  return gap <= longest && (gap > 0 || (gap === 0 && isBelow));
};

/** `Scaled up replica set web-1 from 2 to 8`, before 1.31 `to 8 from 2`. */
const stepOf = (event: ObservedEvent): readonly Step[] => {
  const [, set = "", first, second, last, before] =
    /^Scaled (?:up|down) replica set (\S{1,253}) (?:from (\d{1,5}) to (\d{1,5})|to (\d{1,5}) from (\d{1,5}))/.exec(
      event.message,
    ) ?? [];
  const from = first ?? before;
  const to = second ?? last;
  return from === undefined || to === undefined ? [] : [{ set, from: Number(from), to: Number(to), event }];
};

const wantedInRow = ({ printed }: ObservedObject): number | undefined => {
  const [, count] = /^\d{1,5}\/(\d{1,5})$/.exec(printed.get("READY")?.value ?? "") ?? [];
  return count === undefined ? undefined : Number(count);
};

/** An autoscaler is shown that sets the replicas of a workload: it may have changed its mind. */
export const isAutoscaled = (view: ClusterView, { ref }: ObservedObject): boolean =>
  [...view.of("HorizontalPodAutoscaler"), ...view.of("ScaledObject")].some((one) => {
    if (one.ref.namespace !== ref.namespace) return false;
    const target =
      textAt(one.fields, "spec", "scaleTargetRef", "name") ||
      (one.printed.get("REFERENCE")?.value.split("/").at(-1) ?? one.printed.get("SCALETARGETNAME")?.value);
    return target === ref.name;
  });
