/**
 * Codes of states that look alike from outside: the same word under STATUS, the same silence of a Service. The case of one is a near
 * miss for every other of its group: same symptoms, other cause.
 */
export const lookAlikes: readonly (readonly string[])[] = [
  "image-pull-secret-missing image-name-invalid image-never-pulled image-pull-rate-limited image-registry-untrusted image-registry-not-resolved image-registry-unreachable image-pull-denied image-platform-mismatch image-storage-full image-not-found image-not-pullable",
  "missing-configmap-key missing-secret-key missing-configmap missing-secret run-as-root-refused wrong-architecture command-not-executable command-not-found subpath-not-mountable memory-limit-too-low security-profile-missing post-start-hook-failing container-not-created",
  "volume-multi-attach host-path-wrong csi-driver-missing network-volume-unreachable missing-claim volume-permission-denied volume-attach-failed volume-mount-failed volume-mount-timeout pod-addresses-exhausted network-plugin-not-ready runtime-class-missing pod-sandbox-failed",
  "insufficient-cpu insufficient-memory insufficient-ephemeral-storage too-many-pods insufficient-device nodes-not-ready nodes-cordoned untolerated-taint node-selector-unmatched pod-anti-affinity-unsatisfied pod-affinity-unsatisfied topology-spread-unsatisfied volume-zone-conflict volume-limit-reached claims-not-bound host-port-taken unschedulable scheduling-gated not-scheduled",
  "liveness-probe-failing readiness-probe-failing startup-probe-failing oom-killed container-killed program-fault container-exits crash-loop init-container-failing init-container-waiting frequent-restarts pod-evicted pod-not-ready application-error etcd-failing api-throttled too-many-open-files leader-election-lost kubelet-not-starting packets-dropped runtime-unhealthy image-clean-up-failing kernel-failing security-module-denies dns-loop network-agent-failing clock-wrong release-not-upgradable too-many-connections server-read-only store-full database-locked version-mismatch data-damaged queue-or-topic-missing cloud-quota-exceeded cloud-access-denied key-material-unreadable certificate-expired certificate-untrusted name-not-resolved wrong-credentials missing-database-object dependency-unreachable missing-environment port-in-use wrong-architecture-in-log api-access-forbidden read-only-file-system disk-full application-out-of-memory stack-overflow module-missing command-missing-in-image syntax-error invalid-configuration permission-denied file-missing duplicate-key slow-operation call-refused gateway-failing call-timed-out connection-broken uncaught-exception service-name-unknown network-policy-blocks",
  "storage-class-missing provisioning-failed claim-waits-for-consumer provisioner-absent no-volume-for-claim claim-pending volume-lost volume-not-reusable",
  "quota-exceeded limit-range-refuses pod-security-refuses webhook-unreachable webhook-refuses conversion-webhook-failing service-account-missing priority-class-missing creation-forbidden change-denied",
  "service-selector-mismatch service-without-endpoints service-port-mismatch load-balancer-pending ingress-backend-unavailable ingress-certificate-missing api-service-unavailable",
  "deployment-unavailable rollout-stuck rollout-paused scaled-to-zero stateful-set-stuck daemonset-incomplete disruption-budget-blocks eviction-refused",
  "job-failed job-retrying job-suspended cronjob-not-starting",
  "autoscaler-without-requests autoscaler-target-missing autoscaler-without-metrics autoscaler-disabled autoscaler-at-maximum",
  "node-not-ready node-disk-pressure node-memory-pressure node-pid-pressure node-network-unavailable node-cordoned node-out-of-memory",
  "issuer-not-ready certificate-challenge-failing certificate-not-issued route-not-accepted resource-not-ready",
  "forbidden not-found kind-not-installed unauthorized api-server-unreachable metrics-unavailable kubectl-absent field-immutable manifest-invalid api-server-refuses",
  "finalizer-blocks-deletion pod-terminating-stuck namespace-stuck-terminating warning-event",
].map((codes) => codes.split(" "));
