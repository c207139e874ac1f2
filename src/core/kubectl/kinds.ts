/** A kind of Kubernetes object as `kubectl api-resources` lists it. `group` is "" for the core group; `version` the one the server prefers. */
export type Kind = {
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
};

/**
 * The built-in kind that a resource word names, as kubectl's REST mapper reads it: plural, singular, short name or kind,
 * in any case, alone or as `plural.group`, `plural.version` or `plural.version.group`. A word without a group means the first kind
 * of the table (`events` is the core one, as on a server). undefined: not built in, perhaps a custom resource.
 */
export function kindNamed(word: string): Kind | undefined {
  const lower = word.toLowerCase();
  const dot = lower.indexOf(".");
  if (dot < 0) return byWord.get(lower)?.[0];
  const kinds = byWord.get(lower.slice(0, dot)) ?? [];
  const qualifier = lower.slice(dot + 1).replace(/\.$/, "");
  return kinds.find((kind) => qualifiersOf(kind).includes(qualifier));
}

function qualifiersOf(kind: Kind): readonly string[] {
  return kind.group === "" ? ["", kind.version] : [kind.group, `${kind.version}.${kind.group}`];
}

type Row = readonly [kind: string, plural: string, shortNames: string, namespaced: boolean];

function group(name: string, version: string, rows: readonly Row[]): readonly Kind[] {
  return rows.map(([kind, plural, shortNames, namespaced]) => ({
    kind,
    plural,
    singular: kind.toLowerCase(),
    shortNames: shortNames === "" ? [] : shortNames.split(" "),
    group: name,
    version,
    namespaced,
  }));
}

/** The kinds that Kubernetes, its metrics server and the gateway API bring, in the order in which a server prefers them. */
export const kinds: readonly Kind[] = [
  ...group("", "v1", [
    ["Binding", "bindings", "", true],
    ["ComponentStatus", "componentstatuses", "cs", false],
    ["ConfigMap", "configmaps", "cm", true],
    ["Endpoints", "endpoints", "ep", true],
    ["Event", "events", "ev", true],
    ["LimitRange", "limitranges", "limits", true],
    ["Namespace", "namespaces", "ns", false],
    ["Node", "nodes", "no", false],
    ["PersistentVolumeClaim", "persistentvolumeclaims", "pvc", true],
    ["PersistentVolume", "persistentvolumes", "pv", false],
    ["Pod", "pods", "po", true],
    ["PodTemplate", "podtemplates", "", true],
    ["ReplicationController", "replicationcontrollers", "rc", true],
    ["ResourceQuota", "resourcequotas", "quota", true],
    ["Secret", "secrets", "", true],
    ["ServiceAccount", "serviceaccounts", "sa", true],
    ["Service", "services", "svc", true],
  ]),
  ...group("apps", "v1", [
    ["ControllerRevision", "controllerrevisions", "", true],
    ["DaemonSet", "daemonsets", "ds", true],
    ["Deployment", "deployments", "deploy", true],
    ["ReplicaSet", "replicasets", "rs", true],
    ["StatefulSet", "statefulsets", "sts", true],
  ]),
  ...group("events.k8s.io", "v1", [["Event", "events", "ev", true]]),
  ...group("authentication.k8s.io", "v1", [
    ["SelfSubjectReview", "selfsubjectreviews", "", false],
    ["TokenReview", "tokenreviews", "", false],
  ]),
  ...group("authorization.k8s.io", "v1", [
    ["LocalSubjectAccessReview", "localsubjectaccessreviews", "", true],
    ["SelfSubjectAccessReview", "selfsubjectaccessreviews", "", false],
    ["SelfSubjectRulesReview", "selfsubjectrulesreviews", "", false],
    ["SubjectAccessReview", "subjectaccessreviews", "", false],
  ]),
  ...group("autoscaling", "v2", [["HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", true]]),
  ...group("batch", "v1", [
    ["CronJob", "cronjobs", "cj", true],
    ["Job", "jobs", "", true],
  ]),
  ...group("certificates.k8s.io", "v1", [["CertificateSigningRequest", "certificatesigningrequests", "csr", false]]),
  ...group("networking.k8s.io", "v1", [
    ["IngressClass", "ingressclasses", "", false],
    ["Ingress", "ingresses", "ing", true],
    ["IPAddress", "ipaddresses", "ip", false],
    ["NetworkPolicy", "networkpolicies", "netpol", true],
    ["ServiceCIDR", "servicecidrs", "", false],
  ]),
  ...group("policy", "v1", [["PodDisruptionBudget", "poddisruptionbudgets", "pdb", true]]),
  ...group("rbac.authorization.k8s.io", "v1", [
    ["ClusterRoleBinding", "clusterrolebindings", "", false],
    ["ClusterRole", "clusterroles", "", false],
    ["RoleBinding", "rolebindings", "", true],
    ["Role", "roles", "", true],
  ]),
  ...group("storage.k8s.io", "v1", [
    ["CSIDriver", "csidrivers", "", false],
    ["CSINode", "csinodes", "", false],
    ["CSIStorageCapacity", "csistoragecapacities", "", true],
    ["StorageClass", "storageclasses", "sc", false],
    ["VolumeAttachment", "volumeattachments", "", false],
    ["VolumeAttributesClass", "volumeattributesclasses", "vac", false],
  ]),
  ...group("admissionregistration.k8s.io", "v1", [
    ["MutatingAdmissionPolicy", "mutatingadmissionpolicies", "", false],
    ["MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings", "", false],
    ["MutatingWebhookConfiguration", "mutatingwebhookconfigurations", "", false],
    ["ValidatingAdmissionPolicy", "validatingadmissionpolicies", "", false],
    ["ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", "", false],
    ["ValidatingWebhookConfiguration", "validatingwebhookconfigurations", "", false],
  ]),
  ...group("apiextensions.k8s.io", "v1", [
    ["CustomResourceDefinition", "customresourcedefinitions", "crd crds", false],
  ]),
  ...group("scheduling.k8s.io", "v1", [["PriorityClass", "priorityclasses", "pc", false]]),
  ...group("coordination.k8s.io", "v1", [["Lease", "leases", "", true]]),
  ...group("node.k8s.io", "v1", [["RuntimeClass", "runtimeclasses", "", false]]),
  ...group("discovery.k8s.io", "v1", [["EndpointSlice", "endpointslices", "", true]]),
  ...group("flowcontrol.apiserver.k8s.io", "v1", [
    ["FlowSchema", "flowschemas", "", false],
    ["PriorityLevelConfiguration", "prioritylevelconfigurations", "", false],
  ]),
  ...group("apiregistration.k8s.io", "v1", [["APIService", "apiservices", "", false]]),
  ...group("resource.k8s.io", "v1", [
    ["DeviceClass", "deviceclasses", "", false],
    ["ResourceClaim", "resourceclaims", "", true],
    ["ResourceClaimTemplate", "resourceclaimtemplates", "", true],
    ["ResourceSlice", "resourceslices", "", false],
  ]),
  ...group("metrics.k8s.io", "v1beta1", [
    ["NodeMetrics", "nodes", "", false],
    ["PodMetrics", "pods", "", true],
  ]),
  ...group("gateway.networking.k8s.io", "v1", [
    ["BackendTLSPolicy", "backendtlspolicies", "btlspolicy", true],
    ["GatewayClass", "gatewayclasses", "gc", false],
    ["Gateway", "gateways", "gtw", true],
    ["GRPCRoute", "grpcroutes", "", true],
    ["HTTPRoute", "httproutes", "", true],
  ]),
  ...group("gateway.networking.k8s.io", "v1alpha2", [
    ["TCPRoute", "tcproutes", "", true],
    ["TLSRoute", "tlsroutes", "", true],
    ["UDPRoute", "udproutes", "", true],
  ]),
  ...group("gateway.networking.k8s.io", "v1beta1", [["ReferenceGrant", "referencegrants", "refgrant", true]]),
  ...group("snapshot.storage.k8s.io", "v1", [
    ["VolumeSnapshotClass", "volumesnapshotclasses", "vsclass vsclasses", false],
    ["VolumeSnapshotContent", "volumesnapshotcontents", "vsc vscs", false],
    ["VolumeSnapshot", "volumesnapshots", "vs", true],
  ]),
];

const byWord: ReadonlyMap<string, readonly Kind[]> = index(kinds);

function index(all: readonly Kind[]): Map<string, Kind[]> {
  const words = new Map<string, Kind[]>();
  for (const kind of all) {
    for (const word of new Set([kind.plural, kind.singular, ...kind.shortNames])) {
      words.set(word, [...(words.get(word) ?? []), kind]);
    }
  }
  return words;
}
