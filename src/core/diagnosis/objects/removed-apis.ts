/**
 * API versions that Kubernetes serves no longer: the kinds, the version in which they went, and what to write instead
 * (https://kubernetes.io/docs/reference/using-api/deprecation-guide/).
 */
const removed: readonly (readonly [version: string, kinds: RegExp, gone: string, instead: string])[] = [
  ["extensions/v1beta1", /^Ingress$/, "1.22", "networking.k8s.io/v1"],
  ["extensions/v1beta1", /^NetworkPolicy$/, "1.16", "networking.k8s.io/v1"],
  ["extensions/v1beta1", /^PodSecurityPolicy$/, "1.16", ""],
  ["extensions/v1beta1", /./, "1.16", "apps/v1"],
  ["apps/v1beta1", /./, "1.16", "apps/v1"],
  ["apps/v1beta2", /./, "1.16", "apps/v1"],
  ["networking.k8s.io/v1beta1", /^Ingress/, "1.22", "networking.k8s.io/v1"],
  ["apiextensions.k8s.io/v1beta1", /./, "1.22", "apiextensions.k8s.io/v1"],
  ["admissionregistration.k8s.io/v1beta1", /Webhook/, "1.22", "admissionregistration.k8s.io/v1"],
  ["apiregistration.k8s.io/v1beta1", /./, "1.22", "apiregistration.k8s.io/v1"],
  ["authentication.k8s.io/v1beta1", /^TokenReview$/, "1.22", "authentication.k8s.io/v1"],
  ["authorization.k8s.io/v1beta1", /./, "1.22", "authorization.k8s.io/v1"],
  ["certificates.k8s.io/v1beta1", /^CertificateSigningRequest$/, "1.22", "certificates.k8s.io/v1"],
  ["coordination.k8s.io/v1beta1", /^Lease$/, "1.22", "coordination.k8s.io/v1"],
  ["rbac.authorization.k8s.io/v1beta1", /./, "1.22", "rbac.authorization.k8s.io/v1"],
  ["rbac.authorization.k8s.io/v1alpha1", /./, "1.22", "rbac.authorization.k8s.io/v1"],
  ["scheduling.k8s.io/v1beta1", /./, "1.22", "scheduling.k8s.io/v1"],
  ["storage.k8s.io/v1beta1", /^CSIStorageCapacity$/, "1.27", "storage.k8s.io/v1"],
  ["storage.k8s.io/v1beta1", /^(?:StorageClass|CSIDriver|CSINode|VolumeAttachment)$/, "1.22", "storage.k8s.io/v1"],
  ["batch/v2alpha1", /./, "1.21", "batch/v1"],
  ["batch/v1beta1", /./, "1.25", "batch/v1"],
  ["discovery.k8s.io/v1beta1", /./, "1.25", "discovery.k8s.io/v1"],
  ["events.k8s.io/v1beta1", /./, "1.25", "events.k8s.io/v1"],
  ["node.k8s.io/v1beta1", /./, "1.25", "node.k8s.io/v1"],
  ["policy/v1beta1", /^PodSecurityPolicy$/, "1.25", ""],
  ["policy/v1beta1", /./, "1.25", "policy/v1"],
  ["autoscaling/v2beta1", /./, "1.25", "autoscaling/v2"],
  ["autoscaling/v2beta2", /./, "1.26", "autoscaling/v2"],
  ["flowcontrol.apiserver.k8s.io/v1beta1", /./, "1.26", "flowcontrol.apiserver.k8s.io/v1"],
  ["flowcontrol.apiserver.k8s.io/v1beta2", /./, "1.29", "flowcontrol.apiserver.k8s.io/v1"],
  ["flowcontrol.apiserver.k8s.io/v1beta3", /./, "1.32", "flowcontrol.apiserver.k8s.io/v1"],
  ["resource.k8s.io/v1alpha2", /./, "1.31", "resource.k8s.io/v1"],
];

export type RemovedApi = { readonly version: string; readonly gone: string; readonly instead: string };

/** What is known of a version of a kind that the cluster does not serve: since when, and what is served instead. */
export const removedApi = (version: string, kind: string): RemovedApi | undefined => {
  const row = removed.find(([old, kinds]) => old === version && kinds.test(kind));
  return row && { version, gone: row[2], instead: row[3] };
};
