import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { Evidence } from "../../../evidence/evidence.ts";
import { enumerated } from "../../wording.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

/** A part of the cluster that people name by what it does, and what its workloads and pods are called wherever it is installed. */
export type Component = {
  readonly noun: string;
  readonly said: RegExp;
  /** Of the name of a workload or pod. */
  readonly names: RegExp;
  /** What else shows that it is there, and how it is. */
  readonly beside?: Suggestion & { tells(rows: readonly TableRow[], piece: Evidence): string };
};

const storageClasses: Component["beside"] = {
  command: "kubectl get storageclasses",
  reason: "Names the provisioner behind each StorageClass.",
  tells: (rows) => classesBy("PROVISIONER", "StorageClasses", rows),
};

const ingressClasses: Component["beside"] = {
  command: "kubectl get ingressclasses",
  reason: "Names the controller behind each IngressClass.",
  tells: (rows) => classesBy("CONTROLLER", "IngressClasses", rows),
};

function classesBy(heading: string, kinds: string, rows: readonly TableRow[]): string {
  const said = rows.map((row) => `${cellOf(row, "NAME").replace(/ \(default\)$/, "")} (${cellOf(row, heading)})`);
  return rows.length === 0 ? `There are no ${kinds}.` : `${kinds}: ${enumerated(said, 6)}.`;
}

const metricsApi: Component["beside"] = {
  command: "kubectl get apiservices v1beta1.metrics.k8s.io",
  reason: "Shows whether the API that it serves is available.",
  tells: ([row], piece) => {
    if (row === undefined) return /not ?found/i.test(piece.stderr) ? "Its API metrics.k8s.io is not registered." : "";
    const available = cellOf(row, "AVAILABLE");
    return available === "True" ? "Its API metrics.k8s.io is available." : `Its API metrics.k8s.io: ${available}.`;
  },
};

const certificates: Component["beside"] = {
  command: "kubectl get certificates -A",
  reason: "Shows whether its certificates are ready.",
  tells: (rows) => {
    const open = rows.filter((row) => cellOf(row, "READY") !== "True").map(rowName);
    if (rows.length === 0) return "";
    return `Of its ${rows.length} Certificates ${open.length === 0 ? "all are ready" : `${open.length} ${open.length === 1 ? "is" : "are"} not ready: ${enumerated(open)}`}.`;
  },
};

const autoscalers: Component["beside"] = {
  command: "kubectl get hpa -A",
  reason: "Shows what scales pods; that is no part of it.",
  tells: (rows) =>
    rows.length === 0
      ? "There are no HorizontalPodAutoscalers either."
      : `Pods are scaled by ${rows.length} HorizontalPodAutoscaler${rows.length === 1 ? "" : "s"}: ${enumerated(rows.map(rowName), 8)}.`,
};

const balanced: Component["beside"] = {
  command: "kubectl get services -A",
  reason: "Shows which services have an address from it.",
  tells: (rows) => {
    const own = rows.filter((row) => cellOf(row, "TYPE") === "LoadBalancer");
    const waiting = own.filter((row) => cellOf(row, "EXTERNAL-IP") === "<pending>");
    if (own.length === 0) return "There are no services of type LoadBalancer.";
    const whole = `${own.length} service${own.length === 1 ? "" : "s"} of type LoadBalancer: ${enumerated(
      own.map((row) => `${rowName(row)} (${cellOf(row, "EXTERNAL-IP")})`),
      8,
    )}`;
    return `${whole}; ${waiting.length === 0 ? "each has an address" : `${waiting.length} wait${waiting.length === 1 ? "s" : ""} for an address`}.`;
  },
};

/** The narrower before the wider: `kube-scheduler` is a part of the control plane. */
const components: readonly Component[] = [
  {
    noun: "ingress controller",
    said: /\bingress(?:[- ]nginx)?[- ]controllers?\b|\b(?:nginx|traefik|haproxy)[- ]ingress(?: controllers?)?\b/,
    names:
      /ingress-nginx-controller|nginx-ingress|ingress-?controller|^traefik|haproxy-ingress|^contour|^(?:envoy-)?gateway-controller|^kong\b|istio-ingressgateway|^emissary/,
    beside: ingressClasses,
  },
  {
    noun: "cluster DNS",
    said: /\b(?:(?:cluster|kube|core|internal)[- ]?)?dns(?: (?:servers?|service|resolution|pods?))?\b/,
    names: /coredns|kube-dns|node-?local-?dns|^dns-default/,
  },
  {
    noun: "network plugin",
    said: /\b(?:cni(?: plug-?ins?)?|(?:pod |container |cluster )?network(?:ing)? (?:plug-?ins?|providers?|drivers?|agents?|layer))\b/,
    names: /calico|cilium|flannel|weave-net|^canal|antrea|^aws-node|azure-cn[is]|kube-router|kindnet|multus|ovn/,
  },
  { noun: "kube-proxy", said: /\bkube-?proxy\b/, names: /^kube-proxy/ },
  {
    noun: "storage driver",
    said: /\b(?:(?:storage|volumes?|csi|pvcs?|disks?) (?:drivers?|provisioners?|plug-?ins?|controllers?|providers?)|csi|provisioners?)\b/,
    names: /csi|provisioner|^rook|longhorn|openebs|portworx|linstor|trident/,
    beside: storageClasses,
  },
  {
    noun: "metrics server",
    said: /\bmetrics?[- ](?:server|api)\b/,
    names: /metrics-server/,
    beside: metricsApi,
  },
  {
    noun: "cert-manager",
    said: /\bcert(?:ificate)?[- ]?manager\b/,
    names: /cert-?manager/,
    beside: certificates,
  },
  {
    noun: "cluster autoscaler",
    said: /\b(?:cluster |cluster-|node |node-)?autoscalers?\b|\bkarpenter\b/,
    names: /cluster-autoscaler|karpenter/,
    beside: autoscalers,
  },
  {
    noun: "load balancer controller",
    said: /\bload[- ]?balancers?(?: controllers?)?\b/,
    names: /metallb|kube-vip|load-?balancer-?controller|cloud-controller-manager|^svclb|klipper-lb/,
    beside: balanced,
  },
  { noun: "API server", said: /\b(?:kube-?)?api-?[ -]?server\b/, names: /^kube-apiserver/ },
  { noun: "scheduler", said: /\b(?:kube-?)?scheduler\b/, names: /^kube-scheduler/ },
  { noun: "controller manager", said: /\b(?:kube-?)?controller[- ]manager\b/, names: /^kube-controller-manager/ },
  { noun: "etcd", said: /\betcd\b/, names: /^etcd(?:-|$)/ },
  {
    noun: "control plane",
    said: /\b(?:control[- ]plane|master)(?: components?| pods?)?\b/,
    names: /^(?:kube-apiserver|kube-controller-manager|kube-scheduler|etcd|cloud-controller-manager)(?:-|$)/,
  },
  {
    noun: "log collector",
    said: /\blog(?:ging)?[- ](?:collectors?|shippers?|forwarders?|agents?)\b/,
    names: /fluent-?bit|fluentd|promtail|vector|filebeat|logstash|^alloy/,
  },
  {
    noun: "node exporter",
    said: /\bnode[- ]exporters?\b/,
    names: /node-exporter/,
  },
  {
    noun: "service mesh",
    said: /\bservice mesh\b/,
    names: /^istiod|linkerd-|^consul-connect|^kuma-/,
  },
];

/** The component that a text names in words; null where it names none, or machines of the control plane. */
export const componentSaid = (lower: string): Component | null =>
  isOfNodes.test(lower) ? null : (components.find(({ said }) => said.test(lower)) ?? null);

/** `the control plane nodes` are machines. */
const isOfNodes =
  /\b(?:control[- ]plane|master|etcd) (?:nodes?|machines?|hosts?)\b|\bnodes?\b.{0,20}\bcontrol[- ]plane\b/;

export const tableOf = (piece: Evidence | undefined): readonly TableRow[] =>
  piece === undefined ? [] : tableRows(piece);
