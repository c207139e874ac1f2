import type { Rows } from "./rows.ts";

/** An attribute of one object, or what one column of a list tells. */

const web = JSON.stringify({
  kind: "List",
  items: [
    {
      kind: "Deployment",
      metadata: { name: "web", namespace: "shop", creationTimestamp: "2026-01-01T00:00:00Z" },
      spec: {
        replicas: 3,
        template: {
          spec: {
            serviceAccountName: "front",
            containers: [
              { name: "web", image: "web:1.2", envFrom: [{ configMapRef: { name: "web-config" } }], resources: {} },
            ],
          },
        },
      },
      status: { readyReplicas: 2, updatedReplicas: 3 },
    },
    {
      kind: "Service",
      metadata: { name: "web", namespace: "shop" },
      spec: { clusterIP: "10.0.0.7", ports: [{ port: 80, targetPort: 8080 }] },
    },
  ],
});
const quotas = "NAMESPACE   NAME    REQUEST      LIMIT   AGE\nshop        small   pods: 1/9            9d\n";
const namespaces = "NAME   STATUS   AGE\nshop   Active   9d\ndata   Active   9d\n";

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["what's the cluster ip of web", [[/json/, web]], /^Service shop\/web has the cluster IP 10\.0\.0\.7/],
  ["how many replicas has web?", [[/json/, web]], /^Deployment shop\/web has 3 replicas, 2 of them ready/],
  ["which configmaps does web use?", [[/json/, web]], /^Deployment shop\/web uses the ConfigMap web-config/],
  ["which service account does web use?", [[/json/, web]], /^Deployment shop\/web runs as the service account front/],
  ["which configmaps does deployment web in shop use?", [[/get deployment web -n shop -o json/, JSON.stringify(JSON.parse(web).items[0])]], /^Deployment shop\/web uses the ConfigMap web-config/],
  ["which configmaps does statefulset web in shop use?", [[/get statefulset web -n shop/, ""], [/deployments,/, web]], /^Deployment shop\/web uses the ConfigMap web-config/],
  ["what version of kubernetes are we running?", [[/version/, "Client Version: v1.32.4\nServer Version: v1.34.2\n"]], /^The cluster runs Kubernetes v1\.34\.2/],
  ["what is the uptime of edge-7?", [[/-o json$/, '{"items":[]}'], [/namespaces/, namespaces], [/nodes/, "NAME     STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME\nedge-7   Ready    <none>   9d    v1        10.0.0.9      <none>        Linux      6.8              containerd\n"]], /^Node edge-7: STATUS Ready, AGE 9d, .*INTERNAL-IP 10\.0\.0\.9/],
  ["which cronjobs failed last time?", [[/get jobs/, "NAMESPACE   NAME             STATUS     COMPLETIONS   DURATION   AGE\nshop        dump-29562000    Complete   1/1           9s         5h\nshop        dump-29562360    Failed     0/1           9s         1h\nshop        sync-29562360    Complete   1/1           9s         1h\n"]], /^1 of 2 cron jobs .* failed in its last run: shop\/dump \(dump-29562360, 1h ago\)/],
  ["do all services have endpoints?", [[/endpoints/, "NAMESPACE   NAME   ENDPOINTS       AGE\nshop        web    10.0.0.1:80     5d\nshop        api    <none>          5d\n"]], /^No: 1 of 2 services .* have no ready endpoints: shop\/api/],
  ["which namespaces have no resource quota?", [[/quotas/, quotas], [/namespaces/, namespaces]], /^1 of 2 namespaces has no resource quota: data/],
];

export const objectsRows: Rows = {
  looked,
};
