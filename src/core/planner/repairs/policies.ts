import { kubectl } from "../command-line.ts";
import type { Repair } from "./repair.ts";

/** A connection that is not answered is often kept back on this side: the policies of the namespace show it. */
const keptBack: Repair = {
  codes: ["dependency-unreachable", "call-timed-out"],
  plan({ summary, object: { namespace } }, view) {
    if (namespace === undefined || !/timed? ?out/i.test(summary)) return null;
    const isRead = view.evidence.some(({ command }) =>
      /^kubectl describe (?:networkpolic\w+|netpol) -/.test(`${command} `),
    );
    if (isRead || view.of("NetworkPolicy").some(({ sources }) => sources.has("object"))) return null;
    const command = kubectl("describe networkpolicies", `-n ${namespace}`);
    return { reads: [{ command, reason: "Shows which traffic policies keep away, also on the way out." }] };
  },
};

export const policyRepairs: readonly Repair[] = [keptBack];
