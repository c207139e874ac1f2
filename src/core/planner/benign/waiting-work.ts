import { backlogs } from "../../diagnosis/products/backlogs.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { tellsOfWaitingWork } from "../question/tells-of-waiting-work.ts";

/** Somebody tells of work that piles up, and no queue that was shown is empty: a scaler that sees no load may look at the wrong place. */
export function isWorkWaiting({ text }: { readonly text: string }, view: ClusterView): boolean {
  const queues = backlogs(view);
  const isEmpty = queues.length > 0 && queues.every(({ count }) => count === 0);
  return tellsOfWaitingWork(text) && !isEmpty;
}
