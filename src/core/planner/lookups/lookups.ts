import { rightsOf } from "./access/rights-of.ts";
import { shellLook } from "./access/shell-look.ts";
import { whoMay } from "./access/who-may.ts";
import { changesOf } from "./changes/changes.ts";
import { rolloutState } from "./changes/rollout-state.ts";
import { stuckRolloutsLook } from "./changes/stuck-rollouts-look.ts";
import { whoLook } from "./changes/who-look.ts";
import { componentLook } from "./components/component-look.ts";
import type { Inquiry } from "./form/inquest.ts";
import type { LookForm } from "./form/look.ts";
import { namespaceState } from "./impact/namespace-state.ts";
import { nearLimitsLook } from "./impact/near-limits-look.ts";
import { urgencyOf } from "./impact/urgency.ts";
import { userImpact } from "./impact/user-impact.ts";
import { lossOfClaim } from "./loss/loss-of-claim.ts";
import { lossOfNamespace } from "./loss/loss-of-namespace.ts";
import { lossOfNode } from "./loss/loss-of-node.ts";
import { lossOfObject } from "./loss/loss-of-object.ts";
import { certificateOf } from "./network/certificates.ts";
import { endpointsLook } from "./network/endpoints-look.ts";
import { ingressLook } from "./network/ingress-look.ts";
import { policiesOf } from "./network/policies-of.ts";
import { reachOf } from "./network/reach.ts";
import { tlsLook } from "./network/tls-look.ts";
import { guessedNodeLook } from "./nodes/guessed-node-look.ts";
import { nodeConditionLook } from "./nodes/node-condition-look.ts";
import { onNode } from "./nodes/on-node.ts";
import { placementLook } from "./nodes/placement-look.ts";
import { taintLook } from "./nodes/taint-look.ts";
import { namespacesWithLook } from "./objects/namespaces-with-look.ts";
import { objectLook } from "./objects/object-look.ts";
import { tableLook } from "./objects/table-look.ts";
import { versionLook } from "./objects/version-look.ts";
import { dependentsOf } from "./references/dependents.ts";
import { existenceLook } from "./references/existence-look.ts";
import { keysLook } from "./references/keys-look.ts";
import { unusedLook } from "./references/unused-look.ts";
import { usesLook } from "./references/uses-look.ts";
import { valueLook } from "./references/value-look.ts";
import { overcommitLook } from "./room/overcommit-look.ts";
import { requestedLook } from "./room/requested-look.ts";
import { roomLook } from "./room/room-look.ts";
import { whereFitsLook } from "./room/where-fits-look.ts";
import { containerCountLook } from "./spec/container-count-look.ts";
import { imageLook } from "./spec/image-look.ts";
import { rootLook } from "./spec/root-look.ts";
import { specLook } from "./spec/spec-look.ts";
import { endedLook } from "./times/ended-look.ts";
import { eventLook } from "./times/event-look.ts";
import { runsOf } from "./times/runs.ts";
import { sinceWhenOf } from "./times/since-when.ts";
import { windowLook } from "./times/window-look.ts";
import { namespaceUsageLook } from "./usage/namespace-usage-look.ts";
import { usageAgainstLook } from "./usage/usage-against-look.ts";
import { usageLook } from "./usage/usage-look.ts";
import { volumeFillLook } from "./usage/volume-fill-look.ts";
import { autoscalerLook } from "./workloads/autoscaler-look.ts";
import { compareLook } from "./workloads/compare-look.ts";
import { ownerCountLook } from "./workloads/owner-count-look.ts";
import { podsDifferLook } from "./workloads/pods-differ-look.ts";
import { scaledLook } from "./workloads/scaled-look.ts";

/** A form of question, named after its file. docs/lookups.md says which of the two ways of answering is right when. */
export type InquiryRow = { readonly name: string; readonly inquiry: Inquiry };
export type LookRow = {
  readonly name: string;
  readonly look: LookForm;
  /** Takes `how do I ...`, too, which is read as an order. */
  readonly answersHow?: true;
};

/**
 * All lookups in the order in which they are tried. Two of which one question is known that both take have a row in
 * test/core/planner/lookups/precedence.ts that says why the first is right.
 */
export const lookups: readonly (InquiryRow | LookRow)[] = [
  { name: "impact/near-limits-look", look: nearLimitsLook },
  { name: "components/component-look", look: componentLook },
  { name: "access/who-may", inquiry: whoMay },
  { name: "times/since-when", inquiry: sinceWhenOf },
  { name: "impact/urgency", inquiry: urgencyOf },
  { name: "changes/rollout-state", inquiry: rolloutState },
  { name: "impact/user-impact", inquiry: userImpact },
  { name: "nodes/on-node", inquiry: onNode },
  { name: "impact/namespace-state", inquiry: namespaceState },
  { name: "loss/loss-of-claim", inquiry: lossOfClaim },
  { name: "loss/loss-of-namespace", inquiry: lossOfNamespace },
  { name: "loss/loss-of-node", inquiry: lossOfNode },
  { name: "loss/loss-of-object", inquiry: lossOfObject },
  { name: "references/dependents", inquiry: dependentsOf },
  { name: "access/rights-of", inquiry: rightsOf },
  { name: "network/reach", inquiry: reachOf },
  { name: "network/policies-of", inquiry: policiesOf },
  { name: "network/certificates", inquiry: certificateOf },
  { name: "times/runs", inquiry: runsOf },
  { name: "changes/changes", inquiry: changesOf },
  { name: "workloads/compare-look", look: compareLook },
  { name: "changes/who-look", look: whoLook },
  { name: "access/shell-look", look: shellLook, answersHow: true },
  { name: "times/event-look", look: eventLook },
  { name: "references/keys-look", look: keysLook },
  { name: "references/value-look", look: valueLook },
  { name: "references/existence-look", look: existenceLook },
  { name: "room/where-fits-look", look: whereFitsLook },
  { name: "room/requested-look", look: requestedLook },
  { name: "workloads/scaled-look", look: scaledLook },
  { name: "changes/stuck-rollouts-look", look: stuckRolloutsLook },
  { name: "nodes/guessed-node-look", look: guessedNodeLook },
  { name: "nodes/placement-look", look: placementLook },
  { name: "spec/image-look", look: imageLook },
  { name: "network/tls-look", look: tlsLook },
  { name: "workloads/pods-differ-look", look: podsDifferLook },
  { name: "usage/volume-fill-look", look: volumeFillLook },
  { name: "workloads/owner-count-look", look: ownerCountLook },
  { name: "usage/usage-against-look", look: usageAgainstLook },
  { name: "usage/namespace-usage-look", look: namespaceUsageLook },
  { name: "objects/namespaces-with-look", look: namespacesWithLook },
  { name: "nodes/taint-look", look: taintLook },
  { name: "nodes/node-condition-look", look: nodeConditionLook },
  { name: "room/overcommit-look", look: overcommitLook },
  { name: "times/window-look", look: windowLook },
  { name: "times/ended-look", look: endedLook },
  { name: "objects/version-look", look: versionLook },
  { name: "references/unused-look", look: unusedLook },
  { name: "workloads/autoscaler-look", look: autoscalerLook },
  { name: "network/endpoints-look", look: endpointsLook },
  { name: "network/ingress-look", look: ingressLook },
  { name: "objects/table-look", look: tableLook },
  { name: "references/uses-look", look: usesLook },
  { name: "usage/usage-look", look: usageLook },
  { name: "objects/object-look", look: objectLook },
  { name: "room/room-look", look: roomLook },
  { name: "spec/root-look", look: rootLook },
  { name: "spec/container-count-look", look: containerCountLook },
  { name: "spec/spec-look", look: specLook },
];
