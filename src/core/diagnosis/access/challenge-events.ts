import type { ClusterView, ObservedEvent } from "../../evidence/observed.ts";
import { fixByHand } from "../causes/fixes.ts";
import type { Draft } from "../define-rule.ts";
import { failingConditions } from "../objects/failing-conditions.ts";
import { keyOf } from "../objects/name-object.ts";
import { unique } from "../objects/relations.ts";
import { chainAbove, challengeFault } from "./certificate-chain.ts";

/** Challenges and orders of which only events tell that the authority refused them, and whose certificate is not ready. */
export const refusedChallenges = (view: ClusterView): readonly Draft[] => {
  const shown = new Set(
    failingConditions(view).flatMap(({ object }) => (link.test(object.ref.kind) ? [keyOf(object.ref)] : [])),
  );
  const waiting = new Set(failingConditions(view).map(({ object }) => keyOf(object.ref)));
  const newest = new Map<string, ObservedEvent>();
  for (const event of view.events)
    if (isRefusal(event) && !shown.has(keyOf(event.object))) newest.set(keyOf(event.object), event);
  return [...newest.values()].flatMap((event) => {
    const { object: ref, message, line } = event;
    const chain = chainAbove({ ref, fields: {} });
    if (!chain.some((one) => waiting.has(keyOf(one)))) return [];
    const fault = challengeFault(view, view.object(ref) ?? { ref, fields: {}, printed: new Map() }, message, true);
    return {
      object: ref,
      summary: `${fault.what}.`,
      evidence: [line, ...fault.lines],
      related: unique(chain),
      fix: fixByHand(fault.mend, []),
    };
  });
};

const link = /^(?:Challenge|Order)$/;

const isRefusal = ({ type, reason, object, message }: ObservedEvent): boolean =>
  link.test(object.kind) && type === "Warning" && /^(?:Failed|Errored|PresentError)$/.test(reason) && message !== "";
