import { backlogs } from "../../../diagnosis/products/backlogs.ts";
import { restLine } from "../../../diagnosis/products/scaler-sources.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { tellsOfLongWaits, tellsOfWaitingWork } from "../../question/tells-of-waiting-work.ts";

/** So few messages are on their way, and wait for nobody. */
const few = 100;

/** Somebody tells of work that piles up, and no queue is shown to hold next to nothing: a scaler that sees no load may look elsewhere. */
export function isWorkWaiting({ text }: { readonly text: string }, view: ClusterView): boolean {
  const queues = backlogs(view);
  const isRefuted = queues.length > 0 && queues.every(({ count }) => count < few);
  return (tellsOfWaitingWork(text) || (tellsOfLongWaits(text) && isAtRest(view))) && !isRefuted;
}

/** An autoscaler is shown that sees no load at all. */
const isAtRest = (view: ClusterView): boolean =>
  [...view.of("ScaledObject"), ...view.of("HorizontalPodAutoscaler")].some((one) => restLine(view, one) !== undefined);
