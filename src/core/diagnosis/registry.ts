import type { Rule } from "./finding.ts";
import { endedAccountRules } from "./rules/access/ended-accounts.ts";
import { ingressCertificateRules } from "./rules/access/ingress-certificates.ts";
import { keptPasswordRules } from "./rules/access/kept-passwords.ts";
import { refusedLoginRules } from "./rules/access/refused-logins.ts";
import { rotatedPasswordRules } from "./rules/access/rotated-passwords.ts";
import { unreloadedCertificateRules } from "./rules/access/unreloaded-certificates.ts";
import { admissionRules } from "./rules/cluster/admission.ts";
import { controlPlaneRules } from "./rules/cluster/control-plane.ts";
import { deletionRules } from "./rules/cluster/deletion.ts";
import { deliveryOverrideRules } from "./rules/cluster/delivery-overrides.ts";
import { operatorOrderRules } from "./rules/cluster/operator-orders.ts";
import { rejectedObjectRules } from "./rules/cluster/rejected-objects.ts";
import { syncOperationRules } from "./rules/cluster/sync-operations.ts";
import { takenBackRules } from "./rules/cluster/taken-back-changes.ts";
import { unwatchedNamespaceRules } from "./rules/cluster/unwatched-namespaces.ts";
import { absentObjectRules } from "./rules/general/absent-objects.ts";
import { conditionRules } from "./rules/general/conditions.ts";
import { configuredHostRules } from "./rules/general/configured-hosts.ts";
import { fallbackRules } from "./rules/general/fallbacks.ts";
import { kubectlErrorRules } from "./rules/general/kubectl-errors.ts";
import { messageRules } from "./rules/general/messages.ts";
import { outdatedFileRules } from "./rules/general/outdated-files.ts";
import { outdatedValueRules } from "./rules/general/outdated-values.ts";
import { referenceRules } from "./rules/general/references.ts";
import { usageRules } from "./rules/general/usage.ts";
import { imageBuildRules } from "./rules/images/image-builds.ts";
import { imageRules } from "./rules/images/images.ts";
import { pushedTagRules } from "./rules/images/pushed-tags.ts";
import { featureFlagRules } from "./rules/logs/feature-flags.ts";
import { logRules } from "./rules/logs/logs.ts";
import { retryRules } from "./rules/logs/retries.ts";
import { slownessRules } from "./rules/logs/slowness.ts";
import { claimedHostRules } from "./rules/network/claimed-hosts.ts";
import { dnsDiversionRules } from "./rules/network/dns-diversions.ts";
import { dnsUpstreamRules } from "./rules/network/dns-upstreams.ts";
import { governingServiceRules } from "./rules/network/governing-services.ts";
import { hostAddressRules } from "./rules/network/host-addresses.ts";
import { ingressLimitRules } from "./rules/network/ingress-limits.ts";
import { ingressPathRules } from "./rules/network/ingress-paths.ts";
import { ingressSettingRules } from "./rules/network/ingress-settings.ts";
import { ingressRules } from "./rules/network/ingresses.ts";
import { loadBalancerRules } from "./rules/network/load-balancers.ts";
import { loopbackRules } from "./rules/network/loopback-listeners.ts";
import { meshRules } from "./rules/network/mesh.ts";
import { meshRouteRules } from "./rules/network/mesh-routes.ts";
import { metadataAddressRules } from "./rules/network/metadata-addresses.ts";
import { metricListenerRules } from "./rules/network/metric-listeners.ts";
import { monitorRules } from "./rules/network/monitors.ts";
import { networkPolicyRules } from "./rules/network/network-policies.ts";
import { podDnsRules } from "./rules/network/pod-dns.ts";
import { proxiedCallRules } from "./rules/network/proxied-calls.ts";
import { proxyRules } from "./rules/network/proxies.ts";
import { serviceFieldRules } from "./rules/network/service-fields.ts";
import { serviceListenerRules } from "./rules/network/service-listeners.ts";
import { servicePortRules } from "./rules/network/service-ports.ts";
import { serviceRules } from "./rules/network/services.ts";
import { sharedSelectorRules } from "./rules/network/shared-selectors.ts";
import { trafficPolicyRules } from "./rules/network/traffic-policies.ts";
import { bypassedSchedulerRules } from "./rules/nodes/bypassed-scheduler.ts";
import { evictionRules } from "./rules/nodes/evictions.ts";
import { kubeletCertificateRules } from "./rules/nodes/kubelet-certificates.ts";
import { missingAgentRules } from "./rules/nodes/missing-agents.ts";
import { nodeAgentRules } from "./rules/nodes/node-agents.ts";
import { nodeAutoscalingRules } from "./rules/nodes/node-autoscaling.ts";
import { nodeClockRules } from "./rules/nodes/node-clocks.ts";
import { nodeLabelRules } from "./rules/nodes/node-labels.ts";
import { nodePressureRules } from "./rules/nodes/node-pressures.ts";
import { nodeRules } from "./rules/nodes/nodes.ts";
import { preemptionRules } from "./rules/nodes/preemption.ts";
import { sandboxRules } from "./rules/nodes/sandbox.ts";
import { schedulingRules } from "./rules/nodes/scheduling.ts";
import { spreadDomainRules } from "./rules/nodes/spread-domains.ts";
import { brokerPolicyRules } from "./rules/products/broker-policies.ts";
import { connectionPoolRules } from "./rules/products/connection-pools.ts";
import { formerPrimaryRules } from "./rules/products/former-primaries.ts";
import { heldLockRules } from "./rules/products/held-locks.ts";
import { indexLifecycleRules } from "./rules/products/index-lifecycles.ts";
import { memberNameRules } from "./rules/products/member-names.ts";
import { memberStartRules } from "./rules/products/member-starts.ts";
import { queueRules } from "./rules/products/queue-names.ts";
import { storeEvictionRules } from "./rules/products/store-evictions.ts";
import { storeFlushRules } from "./rules/products/store-flushes.ts";
import { topicReplicaRules } from "./rules/products/topic-replicas.ts";
import { inodeRules } from "./rules/storage/inodes.ts";
import { retainedDataRules } from "./rules/storage/retained-data.ts";
import { storageRules } from "./rules/storage/storage.ts";
import { storageClusterRules } from "./rules/storage/storage-clusters.ts";
import { volumeExpansionRules } from "./rules/storage/volume-expansion.ts";
import { volumeOwnershipRules } from "./rules/storage/volume-ownership.ts";
import { volumeRules } from "./rules/storage/volumes.ts";
import { autoscalingRules } from "./rules/workloads/autoscaling.ts";
import { containerConfigRules } from "./rules/workloads/container-config.ts";
import { cpuThrottlingRules } from "./rules/workloads/cpu-throttling.ts";
import { crashRules } from "./rules/workloads/crashes.ts";
import { cronJobRules } from "./rules/workloads/cron-jobs.ts";
import { daemonSetRules } from "./rules/workloads/daemon-sets.ts";
import { environmentSourceRules } from "./rules/workloads/environment-sources.ts";
import { flawedValueRules } from "./rules/workloads/flawed-values.ts";
import { heldRolloutRules } from "./rules/workloads/held-rollouts.ts";
import { hiddenProgramRules } from "./rules/workloads/hidden-programs.ts";
import { injectedFaultRules } from "./rules/workloads/injected-faults.ts";
import { jobFieldRules } from "./rules/workloads/job-fields.ts";
import { jobRules } from "./rules/workloads/jobs.ts";
import { joinedArgumentRules } from "./rules/workloads/joined-arguments.ts";
import { keptRevisionRules } from "./rules/workloads/kept-revisions.ts";
import { leaderLeaseRules } from "./rules/workloads/leader-leases.ts";
import { memoryLeakRules } from "./rules/workloads/memory-leaks.ts";
import { migrationLockRules } from "./rules/workloads/migration-locks.ts";
import { mountedFileRules } from "./rules/workloads/mounted-files.ts";
import { nativeSidecarRules } from "./rules/workloads/native-sidecars.ts";
import { podFailurePolicyRules } from "./rules/workloads/pod-failure-policies.ts";
import { preStopHookRules } from "./rules/workloads/pre-stop-hooks.ts";
import { probeFieldRules } from "./rules/workloads/probe-fields.ts";
import { probeRules } from "./rules/workloads/probes.ts";
import { processLimitRules } from "./rules/workloads/process-limits.ts";
import { readOnlyRootRules } from "./rules/workloads/read-only-roots.ts";
import { replicaRules } from "./rules/workloads/replicas.ts";
import { resourceFieldRules } from "./rules/workloads/resource-fields.ts";
import { restartRules } from "./rules/workloads/restarts.ts";
import { rolloutFieldRules } from "./rules/workloads/rollout-fields.ts";
import { scalerSourceRules } from "./rules/workloads/scaler-sources.ts";
import { scriptStartRules } from "./rules/workloads/script-starts.ts";
import { securityContextRules } from "./rules/workloads/security-contexts.ts";
import { sidecarRules } from "./rules/workloads/sidecars.ts";
import { terminationFieldRules } from "./rules/workloads/termination-fields.ts";
import { workloadRules } from "./rules/workloads/workloads.ts";

/** Every rule there is. Their order decides nothing. */
export const rules: readonly Rule[] = [
  ...imageRules,
  ...imageBuildRules,
  ...pushedTagRules,
  ...containerConfigRules,
  ...mountedFileRules,
  ...volumeRules,
  ...volumeOwnershipRules,
  ...sandboxRules,
  ...schedulingRules,
  ...probeRules,
  ...probeFieldRules,
  ...crashRules,
  ...memoryLeakRules,
  ...restartRules,
  ...processLimitRules,
  ...logRules,
  ...refusedLoginRules,
  ...endedAccountRules,
  ...keptPasswordRules,
  ...formerPrimaryRules,
  ...rotatedPasswordRules,
  ...heldLockRules,
  ...migrationLockRules,
  ...leaderLeaseRules,
  ...evictionRules,
  ...deletionRules,
  ...storageRules,
  ...volumeExpansionRules,
  ...inodeRules,
  ...retainedDataRules,
  ...indexLifecycleRules,
  ...syncOperationRules,
  ...deliveryOverrideRules,
  ...takenBackRules,
  ...admissionRules,
  ...serviceRules,
  ...servicePortRules,
  ...loopbackRules,
  ...sharedSelectorRules,
  ...trafficPolicyRules,
  ...ingressSettingRules,
  ...ingressRules,
  ...ingressCertificateRules,
  ...workloadRules,
  ...jobRules,
  ...podFailurePolicyRules,
  ...governingServiceRules,
  ...bypassedSchedulerRules,
  ...cronJobRules,
  ...jobFieldRules,
  ...terminationFieldRules,
  ...preStopHookRules,
  ...sidecarRules,
  ...nativeSidecarRules,
  ...autoscalingRules,
  ...networkPolicyRules,
  ...metadataAddressRules,
  ...nodeRules,
  ...nodePressureRules,
  ...readOnlyRootRules,
  ...securityContextRules,
  ...rejectedObjectRules,
  ...heldRolloutRules,
  ...keptRevisionRules,
  ...rolloutFieldRules,
  ...memberStartRules,
  ...memberNameRules,
  ...spreadDomainRules,
  ...injectedFaultRules,
  ...featureFlagRules,
  ...controlPlaneRules,
  ...meshRouteRules,
  ...monitorRules,
  ...outdatedFileRules,
  ...environmentSourceRules,
  ...scalerSourceRules,
  ...scriptStartRules,
  ...hiddenProgramRules,
  ...joinedArgumentRules,
  ...flawedValueRules,
  ...outdatedValueRules,
  ...unreloadedCertificateRules,
  ...metricListenerRules,
  ...nodeAgentRules,
  ...nodeClockRules,
  ...missingAgentRules,
  ...ingressPathRules,
  ...ingressLimitRules,
  ...claimedHostRules,
  ...hostAddressRules,
  ...configuredHostRules,
  ...meshRules,
  ...connectionPoolRules,
  ...serviceListenerRules,
  ...serviceFieldRules,
  ...daemonSetRules,
  ...nodeLabelRules,
  ...loadBalancerRules,
  ...referenceRules,
  ...absentObjectRules,
  ...preemptionRules,
  ...nodeAutoscalingRules,
  ...operatorOrderRules,
  ...conditionRules,
  ...unwatchedNamespaceRules,
  ...cpuThrottlingRules,
  ...resourceFieldRules,
  ...slownessRules,
  ...messageRules,
  ...proxyRules,
  ...proxiedCallRules,
  ...replicaRules,
  ...retryRules,
  ...queueRules,
  ...brokerPolicyRules,
  ...topicReplicaRules,
  ...usageRules,
  ...dnsUpstreamRules,
  ...storeEvictionRules,
  ...storeFlushRules,
  ...storageClusterRules,
  ...dnsDiversionRules,
  ...podDnsRules,
  ...kubeletCertificateRules,
  ...kubectlErrorRules,
  ...fallbackRules,
];
