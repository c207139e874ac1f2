import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isLabelShown, labelsShown } from "../../nodes/node-labels.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import { podSpecsOf } from "../../workloads/pod-specs.ts";
import { podsOf } from "../../workloads/pods.ts";

/** The domains of a topology key that the nodes have; undefined where their labels are not shown. */
const domainsOf = (
  view: ClusterView,
  key: string,
): { readonly values: readonly string[]; readonly line: Line } | undefined => {
  const nodes = view.of("Node").filter((node) => isLabelShown(view, node, key));
  const values = [...new Set(nodes.flatMap((node) => labelsShown(view, node).get(key) ?? []))].sort();
  return nodes.length === 0 ? undefined : { values, line: nodes[0]!.cite() };
};

const tooFew = defineRule(
  {
    code: "spread-domains-too-few",
    title: "Topology spread asks for more zones than there are",
    about:
      "minDomains of a topology spread constraint is larger than the number of zones (or hosts) that nodes are in. While domains are missing the scheduler counts them as empty, so that no more pods than maxSkew may run in each of those that exist.",
    reads: ["Pod", "Deployment", "Node", "events"],
    explains: ["topology-spread-unsatisfied", "unschedulable", "not-scheduled", ...podSymptoms],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const event =
        pod.health === "healthy"
          ? undefined
          : pod.events.find(({ message }) => /topology spread constraints/.test(message));
      for (const spec of event ? podSpecsOf(view, pod.ref) : []) {
        const constraints = listAt(spec.spec, "topologySpreadConstraints");
        const index = constraints.findIndex((one) => {
          const domains = domainsOf(view, textAt(one, "topologyKey"));
          return (
            domains !== undefined &&
            (numberAt(one, "minDomains") ?? 0) > domains.values.length &&
            textAt(one, "whenUnsatisfiable") !== "ScheduleAnyway"
          );
        });
        if (index < 0) continue;
        const key = textAt(constraints[index], "topologyKey");
        const wanted = numberAt(constraints[index], "minDomains");
        const { values, line } = domainsOf(view, key)!;
        yield {
          object: spec.object.ref,
          confidence: "confirmed",
          summary: `${nameOf(spec.object.ref)} spreads its pods over at least ${wanted} domains of ${key} (minDomains: ${wanted}), and the nodes have only ${values.length} (${values.slice(0, 5).join(", ") || "none"}): Pod ${pod.ref.name} stays Pending.`,
          evidence: [spec.cite("topologySpreadConstraints", `${index}`, "minDomains"), line, event!.line],
          related: unique([pod.ref, ...ownersOf(view, pod.ref)]),
          next: list("nodes", undefined, "Shows the zones of the nodes.", "-L", key),
          fix: fixByHand(
            `Lower minDomains to ${values.length}, or add nodes in further domains.`,
            verifyRollout(view, pod.ref),
          ),
        };
        break;
      }
    }
  },
);

/** Spreads over domains that the cluster does not have. */
export const spreadDomainRules: readonly Rule[] = [tooFew];
