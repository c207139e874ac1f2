import { textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { amountOf, type Bound, type Resource } from "./amounts.ts";
import { meantOf } from "./meant.ts";

type Share = {
  readonly object: ObservedObject;
  readonly used: number;
  readonly usedText: string;
  readonly of: number;
  readonly share: number;
};

/** How much of its limit or request each pod uses by `kubectl top`, the highest share first. */
export function usageShares(question: Question, view: ClusterView): Answered | null {
  const asked = question.text.toLowerCase();
  if (
    !/\b(?:limits?|requests?|requested|allocatable|capacity)\b/.test(asked) ||
    !relates.test(asked) ||
    !/\b(?:memory|ram|cpus?|cores?|resources?|usage)\b/.test(asked)
  )
    return null;
  const resource: Resource = /\bcpu|\bcores?\b/.test(asked) && !/\bmemory|\bram\b/.test(asked) ? "cpu" : "memory";
  const bound: Bound = /\blimits?\b/.test(asked) ? "limits" : "requests";
  const used = meantOf(question, view.of("PodMetrics")).objects;
  const shares = used.flatMap((metrics) => shareOf(metrics, view, bound, resource) ?? []);
  if (shares.length === 0) return null;
  const over = /\b(?:above|over|more than|exceed\w*|at least|beyond)\b[^?]{0,20}?\b(\d{1,3}) ?(?:%|percent)/.exec(
    asked,
  )?.[1];
  const least = /\b(?:lowest|smallest|least)\b/.test(asked);
  const ordered = shares.toSorted((one, other) => (least ? one.share - other.share : other.share - one.share));
  const what = `${resource === "cpu" ? "CPU" : "memory"} ${bound.replace(/s$/, "")}`;
  const isBeyond =
    over === undefined &&
    /\b(?:more|above|over|beyond|exceed\w*)\b[^?]{0,40}\b(?:request|limit)/.test(asked) &&
    !/\b(?:share|percent\w*|most|highest|closest|nearest)\b/.test(asked);
  const bar = over === undefined ? (isBeyond ? 1 : null) : Number(over) / 100;
  const without = used.length - shares.length;
  const note = without > 0 ? ` ${without} of ${used.length} pods show no ${what}.` : "";
  const lines = ordered.flatMap(({ object }) => [object.cite()]);
  if (bar !== null) {
    const meant = ordered.filter(({ share }) => share > bar);
    const list = meant.length === 0 ? "" : `: ${enumerated(meant.map(told), 12)}`;
    return {
      summary: `${meant.length} of ${shares.length} pods use more than ${Math.round(bar * 100)}% of their ${what}${list}.${note}`,
      details: "",
      lines: lines.slice(0, Math.max(1, Math.min(8, meant.length))),
    };
  }
  const [first, ...rest] = ordered;
  const lead =
    ordered.length === 1
      ? `${first!.object.ref.name} uses ${numbers(first!)} of its ${what}`
      : `${first!.object.ref.name} uses the ${least ? "lowest" : "highest"} share of its ${what}: ${numbers(first!)}`;
  return {
    summary: `${lead}.${rest.length > 0 ? ` Then ${enumerated(rest.slice(0, 4).map(told))}.` : ""}${note}`,
    details: "",
    lines: lines.slice(0, 5),
  };
}

const relates =
  /\b(?:share|percent\w*|ratio|proportion|fraction|closest|nearest|close|near|relative|relation|compared|headroom|utili[sz]ation)\b|%|\b(?:above|over|beyond|exceed\w*|more|under|below|less)\b[^?]{0,40}\b(?:limits?|request)/;

const numbers = ({ usedText, of, share, object }: Share): string =>
  `${usedText} of ${plain(of, object.printed.has("MEMORY(BYTES)") && /[KMGT]i?$/.test(usedText))} (${Math.round(share * 100)}%)`;

const told = (one: Share): string => `${one.object.ref.name} ${numbers(one)}`;

function plain(amount: number, isMemory: boolean): string {
  if (!isMemory) return `${Math.round(amount * 1000)}m`;
  const mebi = Number((amount / 2 ** 20).toFixed(1));
  return mebi >= 1024 && mebi % 1024 === 0 ? `${mebi / 1024}Gi (${mebi}Mi)` : `${mebi}Mi`;
}

function shareOf(metrics: ObservedObject, view: ClusterView, bound: Bound, resource: Resource): Share | null {
  const usedText =
    textAt(metrics.fields, "usage", resource) ||
    (metrics.printed.get(resource === "cpu" ? "CPU(CORES)" : "MEMORY(BYTES)")?.value ?? "");
  const used = quantity(usedText);
  const pod =
    view.object({ ...metrics.ref, kind: "Pod" }) ?? view.of("Pod").find(({ ref }) => ref.name === metrics.ref.name);
  const of = pod === undefined ? null : amountOf(pod, bound, resource);
  if (used === undefined || of === null || of.amount === 0) return null;
  return { object: metrics, used, usedText, of: of.amount, share: used / of.amount };
}
