import type { ApiClient } from "../api-client.ts";

/** Registers the metrics API with the aggregator: a Service that leads to a loopback port, and the APIService. */
export async function registerMetrics(api: ApiClient, port: number): Promise<void> {
  await api.create("/api/v1/namespaces/kube-system/services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "metrics-server", namespace: "kube-system", labels: { "k8s-app": "metrics-server" } },
    spec: { type: "ExternalName", externalName: "localhost" },
  });
  await api.create("/apis/apiregistration.k8s.io/v1/apiservices", {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: {
      group: "metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { name: "metrics-server", namespace: "kube-system", port },
    },
  });
}
