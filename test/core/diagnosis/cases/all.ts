import type { Case } from "../case.ts";
import { admittedChangeCases } from "./admitted-changes.ts";
import { autoscalerCases } from "./autoscalers.ts";
import { behindItCases } from "./behind-it.ts";
import { boundNameCases } from "./bound-names.ts";
import { brokerCases } from "./brokers.ts";
import { byOrderCases } from "./by-order.ts";
import { certificateCases } from "./certificates.ts";
import { claimCases } from "./claims.ts";
import { conditionCases } from "./conditions.ts";
import { containerStartCases } from "./container-starts.ts";
import { controlPlaneCases } from "./control-plane.ts";
import { crashCases } from "./crashes.ts";
import { databaseCases } from "./databases.ts";
import { deletionCases } from "./deletions.ts";
import { disruptionBudgetCases } from "./disruption-budgets.ts";
import { endingFieldCases } from "./ending-fields.ts";
import { fallbackCases } from "./fallbacks.ts";
import { featureFlagCases } from "./feature-flags.ts";
import { flawedValueCases } from "./flawed-values.ts";
import { formerPrimaryCases } from "./former-primaries.ts";
import { fragmentCases } from "./fragments.ts";
import { furtherCauses } from "./further-causes.ts";
import { haltedCases } from "./halted.ts";
import { imageCases } from "./images.ts";
import { ingressSettingCases } from "./ingress-settings.ts";
import { ingressCases } from "./ingresses.ts";
import { injectedFaultCases } from "./injected-faults.ts";
import { jobCases } from "./jobs.ts";
import { joinedFactCases } from "./joined-facts.ts";
import { joinCases } from "./joins.ts";
import { keptOutCases } from "./kept-out.ts";
import { kubectlErrorCases } from "./kubectl-errors.ts";
import { leaderLeaseCases } from "./leader-leases.ts";
import { inPassingCases, logContextCases } from "./log-contexts.ts";
import { logLineCases } from "./log-lines.ts";
import { logReasonCases } from "./log-reasons.ts";
import { loginCases } from "./logins.ts";
import { logCases, logNearMisses } from "./logs.ts";
import { migrationLockCases } from "./migration-locks.ts";
import { monitorCases } from "./monitors.ts";
import { mountedFileCases } from "./mounted-files.ts";
import { nearReferenceCases } from "./near-references.ts";
import { networkCases } from "./network.ts";
import { nodeLabelCases } from "./node-labels.ts";
import { nodeStateCases } from "./node-states.ts";
import { objectCauses } from "./object-causes.ts";
import { objectCases } from "./objects.ts";
import { ofNodeCases } from "./of-nodes.ts";
import { outdatedValueCases } from "./outdated-values.ts";
import { placeCases } from "./places.ts";
import { platformCases } from "./platform.ts";
import { podDnsCases } from "./pod-dns.ts";
import { podStateCases } from "./pod-states.ts";
import { policyFieldCases } from "./policy-fields.ts";
import { probeFieldCases } from "./probe-fields.ts";
import { probeCases } from "./probes.ts";
import { programStartCases } from "./program-starts.ts";
import { pullSecretCases } from "./pull-secrets.ts";
import { quotaUserCases } from "./quota-users.ts";
import { refusedCreationCases } from "./refused-creations.ts";
import { requestUserCases } from "./request-users.ts";
import { resourceFieldCases } from "./resource-fields.ts";
import { retainedDataCases } from "./retained-data.ts";
import { rolloutFieldCases } from "./rollout-fields.ts";
import { rotatedPasswordCases } from "./rotated-passwords.ts";
import { runtimeSettingCases } from "./runtime-settings.ts";
import { sandboxCases } from "./sandboxes.ts";
import { scalerSourceCases } from "./scaler-sources.ts";
import { schedulingCases } from "./scheduling.ts";
import { scriptStartCases } from "./script-starts.ts";
import { securityContextCases } from "./security-contexts.ts";
import { serviceFieldCases } from "./service-fields.ts";
import { serviceCases } from "./services.ts";
import { sharedCauses } from "./shared-causes.ts";
import { silentCallCases } from "./silent-calls.ts";
import { slownessCases } from "./slowness.ts";
import { slownessOfManyCases } from "./slowness-of-many.ts";
import { solverClassCases } from "./solver-classes.ts";
import { sourceCases } from "./sources.ts";
import { spreadPlacementCases } from "./spread-placement.ts";
import { stackFrameCases } from "./stack-frames.ts";
import { storageCauseCases } from "./storage-causes.ts";
import { storeEvictionCases } from "./store-evictions.ts";
import { behindStores } from "./stores-behind.ts";
import { takenBackCases } from "./taken-back.ts";
import { unservedObjectCases } from "./unserved-objects.ts";
import { volumeMountCases } from "./volume-mounts.ts";
import { volumeCases } from "./volumes.ts";
import { workloadCases } from "./workloads.ts";

export const cases: readonly Case[] = [
  ...boundNameCases,
  ...admittedChangeCases,
  ...quotaUserCases,
  ...requestUserCases,
  ...mountedFileCases,
  ...leaderLeaseCases,
  ...migrationLockCases,
  ...rotatedPasswordCases,
  ...storageCauseCases,
  ...podDnsCases,
  ...unservedObjectCases,
  ...runtimeSettingCases,
  ...resourceFieldCases,
  ...endingFieldCases,
  ...policyFieldCases,
  ...rolloutFieldCases,
  ...probeFieldCases,
  ...serviceFieldCases,
  ...flawedValueCases,
  ...outdatedValueCases,
  ...securityContextCases,
  ...silentCallCases,
  ...keptOutCases,
  ...nearReferenceCases,
  ...controlPlaneCases,
  ...monitorCases,
  ...loginCases,
  ...injectedFaultCases,
  ...nodeLabelCases,
  ...joinedFactCases,
  ...imageCases,
  ...fragmentCases,
  ...containerStartCases,
  ...volumeMountCases,
  ...sandboxCases,
  ...crashCases,
  ...podStateCases,
  ...fallbackCases,
  ...probeCases,
  ...schedulingCases,
  ...logCases,
  ...logNearMisses,
  ...logLineCases,
  ...logReasonCases,
  ...logContextCases,
  ...inPassingCases,
  ...conditionCases,
  ...nodeStateCases,
  ...kubectlErrorCases,
  ...deletionCases,
  ...refusedCreationCases,
  ...claimCases,
  ...serviceCases,
  ...ingressCases,
  ...workloadCases,
  ...jobCases,
  ...autoscalerCases,
  ...disruptionBudgetCases,
  ...volumeCases,
  ...joinCases,
  ...objectCauses,
  ...objectCases,
  ...placeCases,
  ...certificateCases,
  ...sharedCauses,
  ...networkCases,
  ...platformCases,
  ...slownessCases,
  ...sourceCases,
  ...slownessOfManyCases,
  ...stackFrameCases,
  ...featureFlagCases,
  ...pullSecretCases,
  ...programStartCases,
  ...scriptStartCases,
  ...spreadPlacementCases,
  ...behindItCases,
  ...furtherCauses,
  ...behindStores,
  ...byOrderCases,
  ...ofNodeCases,
  ...haltedCases,
  ...retainedDataCases,
  ...databaseCases,
  ...brokerCases,
  ...takenBackCases,
  ...ingressSettingCases,
  ...storeEvictionCases,
  ...formerPrimaryCases,
  ...scalerSourceCases,
  ...solverClassCases,
];
