import type { Rule } from "./finding.ts";
import { absentObjectRules } from "./rules/absent-objects.ts";
import { admissionRules } from "./rules/admission.ts";
import { autoscalingRules } from "./rules/autoscaling.ts";
import { brokerPolicyRules } from "./rules/broker-policies.ts";
import { bypassedSchedulerRules } from "./rules/bypassed-scheduler.ts";
import { claimedHostRules } from "./rules/claimed-hosts.ts";
import { conditionRules } from "./rules/conditions.ts";
import { configuredHostRules } from "./rules/configured-hosts.ts";
import { connectionPoolRules } from "./rules/connection-pools.ts";
import { containerConfigRules } from "./rules/container-config.ts";
import { controlPlaneRules } from "./rules/control-plane.ts";
import { cpuThrottlingRules } from "./rules/cpu-throttling.ts";
import { crashRules } from "./rules/crashes.ts";
import { cronJobRules } from "./rules/cron-jobs.ts";
import { daemonSetRules } from "./rules/daemon-sets.ts";
import { deletionRules } from "./rules/deletion.ts";
import { deliveryOverrideRules } from "./rules/delivery-overrides.ts";
import { dnsDiversionRules } from "./rules/dns-diversions.ts";
import { dnsUpstreamRules } from "./rules/dns-upstreams.ts";
import { endedAccountRules } from "./rules/ended-accounts.ts";
import { environmentSourceRules } from "./rules/environment-sources.ts";
import { evictionRules } from "./rules/evictions.ts";
import { fallbackRules } from "./rules/fallbacks.ts";
import { featureFlagRules } from "./rules/feature-flags.ts";
import { flawedValueRules } from "./rules/flawed-values.ts";
import { governingServiceRules } from "./rules/governing-services.ts";
import { heldLockRules } from "./rules/held-locks.ts";
import { heldRolloutRules } from "./rules/held-rollouts.ts";
import { hiddenProgramRules } from "./rules/hidden-programs.ts";
import { hostAddressRules } from "./rules/host-addresses.ts";
import { imageBuildRules } from "./rules/image-builds.ts";
import { imageRules } from "./rules/images.ts";
import { indexLifecycleRules } from "./rules/index-lifecycles.ts";
import { ingressCertificateRules } from "./rules/ingress-certificates.ts";
import { ingressLimitRules } from "./rules/ingress-limits.ts";
import { ingressPathRules } from "./rules/ingress-paths.ts";
import { ingressRules } from "./rules/ingresses.ts";
import { injectedFaultRules } from "./rules/injected-faults.ts";
import { inodeRules } from "./rules/inodes.ts";
import { jobFieldRules } from "./rules/job-fields.ts";
import { jobRules } from "./rules/jobs.ts";
import { joinedArgumentRules } from "./rules/joined-arguments.ts";
import { keptPasswordRules } from "./rules/kept-passwords.ts";
import { keptRevisionRules } from "./rules/kept-revisions.ts";
import { kubectlErrorRules } from "./rules/kubectl-errors.ts";
import { kubeletCertificateRules } from "./rules/kubelet-certificates.ts";
import { loadBalancerRules } from "./rules/load-balancers.ts";
import { logRules } from "./rules/logs.ts";
import { loopbackRules } from "./rules/loopback-listeners.ts";
import { memberNameRules } from "./rules/member-names.ts";
import { memberStartRules } from "./rules/member-starts.ts";
import { memoryLeakRules } from "./rules/memory-leaks.ts";
import { meshRules } from "./rules/mesh.ts";
import { meshRouteRules } from "./rules/mesh-routes.ts";
import { messageRules } from "./rules/messages.ts";
import { metadataAddressRules } from "./rules/metadata-addresses.ts";
import { metricListenerRules } from "./rules/metric-listeners.ts";
import { migrationLockRules } from "./rules/migration-locks.ts";
import { missingAgentRules } from "./rules/missing-agents.ts";
import { monitorRules } from "./rules/monitors.ts";
import { nativeSidecarRules } from "./rules/native-sidecars.ts";
import { networkPolicyRules } from "./rules/network-policies.ts";
import { nodeAgentRules } from "./rules/node-agents.ts";
import { nodeAutoscalingRules } from "./rules/node-autoscaling.ts";
import { nodeClockRules } from "./rules/node-clocks.ts";
import { nodeLabelRules } from "./rules/node-labels.ts";
import { nodePressureRules } from "./rules/node-pressures.ts";
import { nodeRules } from "./rules/nodes.ts";
import { operatorOrderRules } from "./rules/operator-orders.ts";
import { outdatedFileRules } from "./rules/outdated-files.ts";
import { outdatedValueRules } from "./rules/outdated-values.ts";
import { podDnsRules } from "./rules/pod-dns.ts";
import { podFailurePolicyRules } from "./rules/pod-failure-policies.ts";
import { preStopHookRules } from "./rules/pre-stop-hooks.ts";
import { preemptionRules } from "./rules/preemption.ts";
import { probeFieldRules } from "./rules/probe-fields.ts";
import { probeRules } from "./rules/probes.ts";
import { processLimitRules } from "./rules/process-limits.ts";
import { proxiedCallRules } from "./rules/proxied-calls.ts";
import { proxyRules } from "./rules/proxies.ts";
import { pushedTagRules } from "./rules/pushed-tags.ts";
import { queueRules } from "./rules/queue-names.ts";
import { readOnlyRootRules } from "./rules/read-only-roots.ts";
import { referenceRules } from "./rules/references.ts";
import { refusedLoginRules } from "./rules/refused-logins.ts";
import { rejectedObjectRules } from "./rules/rejected-objects.ts";
import { replicaRules } from "./rules/replicas.ts";
import { resourceFieldRules } from "./rules/resource-fields.ts";
import { restartRules } from "./rules/restarts.ts";
import { retainedDataRules } from "./rules/retained-data.ts";
import { retryRules } from "./rules/retries.ts";
import { rolloutFieldRules } from "./rules/rollout-fields.ts";
import { sandboxRules } from "./rules/sandbox.ts";
import { schedulingRules } from "./rules/scheduling.ts";
import { scriptStartRules } from "./rules/script-starts.ts";
import { securityContextRules } from "./rules/security-contexts.ts";
import { serviceFieldRules } from "./rules/service-fields.ts";
import { serviceListenerRules } from "./rules/service-listeners.ts";
import { servicePortRules } from "./rules/service-ports.ts";
import { serviceRules } from "./rules/services.ts";
import { sharedSelectorRules } from "./rules/shared-selectors.ts";
import { sidecarRules } from "./rules/sidecars.ts";
import { slownessRules } from "./rules/slowness.ts";
import { spreadDomainRules } from "./rules/spread-domains.ts";
import { storageRules } from "./rules/storage.ts";
import { storageClusterRules } from "./rules/storage-clusters.ts";
import { storeFlushRules } from "./rules/store-flushes.ts";
import { syncOperationRules } from "./rules/sync-operations.ts";
import { terminationFieldRules } from "./rules/termination-fields.ts";
import { topicReplicaRules } from "./rules/topic-replicas.ts";
import { trafficPolicyRules } from "./rules/traffic-policies.ts";
import { unreloadedCertificateRules } from "./rules/unreloaded-certificates.ts";
import { unwatchedNamespaceRules } from "./rules/unwatched-namespaces.ts";
import { usageRules } from "./rules/usage.ts";
import { volumeExpansionRules } from "./rules/volume-expansion.ts";
import { volumeOwnershipRules } from "./rules/volume-ownership.ts";
import { volumeRules } from "./rules/volumes.ts";
import { workloadRules } from "./rules/workloads.ts";

/** Every rule there is. Their order decides nothing. */
export const rules: readonly Rule[] = [
  ...imageRules,
  ...imageBuildRules,
  ...pushedTagRules,
  ...containerConfigRules,
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
  ...heldLockRules,
  ...migrationLockRules,
  ...evictionRules,
  ...deletionRules,
  ...storageRules,
  ...volumeExpansionRules,
  ...inodeRules,
  ...retainedDataRules,
  ...indexLifecycleRules,
  ...syncOperationRules,
  ...deliveryOverrideRules,
  ...admissionRules,
  ...serviceRules,
  ...servicePortRules,
  ...loopbackRules,
  ...sharedSelectorRules,
  ...trafficPolicyRules,
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
  ...storeFlushRules,
  ...storageClusterRules,
  ...dnsDiversionRules,
  ...podDnsRules,
  ...kubeletCertificateRules,
  ...kubectlErrorRules,
  ...fallbackRules,
];
