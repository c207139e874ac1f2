import {
  admissionPolicyBindings,
  mutatingAdmissionPolicies,
  validatingAdmissionPolicies,
  webhookConfigurations,
} from "./admission.ts";
import { apiServices, componentStatuses, storageVersionMigrations, storageVersions } from "./api-machinery.ts";
import { horizontalPodAutoscalers } from "./autoscaling.ts";
import { cronJobs, jobs } from "./batch.ts";
import { certificateSigningRequests, clusterTrustBundles, podCertificateRequests } from "./certificates.ts";
import { type Columns, plain } from "./column.ts";
import { configMaps, namespaces, secrets } from "./config.ts";
import { leaseCandidates, leases } from "./coordination.ts";
import {
  deviceTaintRules,
  namesOnly,
  resourceClaims,
  resourcePoolStatusRequests,
  resourceSlices,
} from "./dynamic-resources.ts";
import { endpointSlices, endpoints } from "./endpoints.ts";
import { events } from "./events.ts";
import { flowSchemas, priorityLevelConfigurations } from "./flow-control.ts";
import { ingressClasses, ingresses, networkPolicies } from "./ingresses.ts";
import { nodeMetrics, podMetrics } from "./metrics.ts";
import { ipAddresses, serviceCidrs } from "./networking.ts";
import { nodes } from "./nodes.ts";
import { pods, podTemplates } from "./pods.ts";
import { podDisruptionBudgets, resourceQuotas } from "./policy.ts";
import { roleBindings, serviceAccounts } from "./rbac.ts";
import { podGroups, priorityClasses, runtimeClasses, workloads } from "./scheduling.ts";
import { services } from "./services.ts";
import {
  csiDrivers,
  csiNodes,
  persistentVolumeClaims,
  persistentVolumes,
  storageClasses,
  volumeAttachments,
  volumeAttributesClasses,
} from "./storage.ts";
import {
  controllerRevisions,
  daemonSets,
  deployments,
  replicaSets,
  replicationControllers,
  statefulSets,
} from "./workloads.ts";

export type { Columns } from "./column.ts";

/**
 * The columns that a Kubernetes API server of version 1.36 prints for a built-in resource (`get` and `get -o wide`), or undefined
 * when the resource is not built in. The group is empty for the core group; the resource is its plural.
 * `cells` never throws: a field that is missing or of the wrong type reads as not set.
 * Facts: pkg/printers/internalversion of Kubernetes 1.36.3; descriptions are our own.
 */
export function tableColumns(group: string, plural: string): Columns | undefined {
  return registry.get(`${group}/${plural}`);
}

const registry: ReadonlyMap<string, Columns> = new Map([
  ["/componentstatuses", componentStatuses],
  ["/configmaps", configMaps],
  ["/endpoints", endpoints],
  ["/events", events],
  ["/limitranges", plain],
  ["/namespaces", namespaces],
  ["/nodes", nodes],
  ["/persistentvolumeclaims", persistentVolumeClaims],
  ["/persistentvolumes", persistentVolumes],
  ["/pods", pods],
  ["/podtemplates", podTemplates],
  ["/replicationcontrollers", replicationControllers],
  ["/resourcequotas", resourceQuotas],
  ["/secrets", secrets],
  ["/serviceaccounts", serviceAccounts],
  ["/services", services],
  ["admissionregistration.k8s.io/mutatingadmissionpolicies", mutatingAdmissionPolicies],
  ["admissionregistration.k8s.io/mutatingadmissionpolicybindings", admissionPolicyBindings],
  ["admissionregistration.k8s.io/mutatingwebhookconfigurations", webhookConfigurations],
  ["admissionregistration.k8s.io/validatingadmissionpolicies", validatingAdmissionPolicies],
  ["admissionregistration.k8s.io/validatingadmissionpolicybindings", admissionPolicyBindings],
  ["admissionregistration.k8s.io/validatingwebhookconfigurations", webhookConfigurations],
  ["apiextensions.k8s.io/customresourcedefinitions", plain],
  ["apiregistration.k8s.io/apiservices", apiServices],
  ["apps/controllerrevisions", controllerRevisions],
  ["apps/daemonsets", daemonSets],
  ["apps/deployments", deployments],
  ["apps/replicasets", replicaSets],
  ["apps/statefulsets", statefulSets],
  ["autoscaling/horizontalpodautoscalers", horizontalPodAutoscalers],
  ["batch/cronjobs", cronJobs],
  ["batch/jobs", jobs],
  ["certificates.k8s.io/certificatesigningrequests", certificateSigningRequests],
  ["certificates.k8s.io/clustertrustbundles", clusterTrustBundles],
  ["certificates.k8s.io/podcertificaterequests", podCertificateRequests],
  ["coordination.k8s.io/leasecandidates", leaseCandidates],
  ["coordination.k8s.io/leases", leases],
  ["discovery.k8s.io/endpointslices", endpointSlices],
  ["events.k8s.io/events", events],
  ["flowcontrol.apiserver.k8s.io/flowschemas", flowSchemas],
  ["flowcontrol.apiserver.k8s.io/prioritylevelconfigurations", priorityLevelConfigurations],
  ["internal.apiserver.k8s.io/storageversions", storageVersions],
  ["metrics.k8s.io/nodes", nodeMetrics],
  ["metrics.k8s.io/pods", podMetrics],
  ["networking.k8s.io/ingressclasses", ingressClasses],
  ["networking.k8s.io/ingresses", ingresses],
  ["networking.k8s.io/ipaddresses", ipAddresses],
  ["networking.k8s.io/networkpolicies", networkPolicies],
  ["networking.k8s.io/servicecidrs", serviceCidrs],
  ["node.k8s.io/runtimeclasses", runtimeClasses],
  ["policy/poddisruptionbudgets", podDisruptionBudgets],
  ["rbac.authorization.k8s.io/clusterrolebindings", roleBindings],
  ["rbac.authorization.k8s.io/clusterroles", plain],
  ["rbac.authorization.k8s.io/rolebindings", roleBindings],
  ["rbac.authorization.k8s.io/roles", plain],
  ["resource.k8s.io/deviceclasses", namesOnly],
  ["resource.k8s.io/devicetaintrules", deviceTaintRules],
  ["resource.k8s.io/resourceclaims", resourceClaims],
  ["resource.k8s.io/resourceclaimtemplates", namesOnly],
  ["resource.k8s.io/resourcepoolstatusrequests", resourcePoolStatusRequests],
  ["resource.k8s.io/resourceslices", resourceSlices],
  ["scheduling.k8s.io/podgroups", podGroups],
  ["scheduling.k8s.io/priorityclasses", priorityClasses],
  ["scheduling.k8s.io/workloads", workloads],
  ["storage.k8s.io/csidrivers", csiDrivers],
  ["storage.k8s.io/csinodes", csiNodes],
  ["storage.k8s.io/csistoragecapacities", plain],
  ["storage.k8s.io/storageclasses", storageClasses],
  ["storage.k8s.io/volumeattachments", volumeAttachments],
  ["storage.k8s.io/volumeattributesclasses", volumeAttributesClasses],
  ["storagemigration.k8s.io/storageversionmigrations", storageVersionMigrations],
]);
