import type { Said } from "./looks.ts";

/** Looks as they are asked for in plain words: what cluster they are of, how long they last, what is wanted beside a complaint. */
// biome-ignore format: one line a command
export const plainLooks: readonly Said[] = [
  ["get nodes --kubeconfig=admin.conf", "List the nodes with the credentials in admin.conf", "show the nodes using the kubeconfig admin.conf", "which nodes are there according to kubeconfig admin.conf"],
  ["get pods --context=staging", "show the pods on the staging cluster's context", "list the pods in the staging context"],
  ["get pods -n shop --context=prod-eu", "list pods in ns shop using context prod-eu", "in the context prod-eu, list the pods of namespace shop", "use context prod-eu and list the pods of namespace shop"],
  ["logs web-0 -n shop --context=dev-2", "show me the logs of pod web-0 in ns shop from cluster context dev-2"],
  ["describe node n-1 --context=Prod_EU", "describe node n-1 via the context of Prod_EU"],
  ["config get-contexts --kubeconfig=/k/dev.yaml", "list the contexts in the kubeconfig /k/dev.yaml"],
  ["wait deployment/web --for=condition=Available -n shop --timeout=90s", "wait ninety seconds for deployment web in ns shop to be available", "wait a minute and a half until deployment web in ns shop is available"],
  ["wait job/load-1 --for=condition=Complete -n etl --timeout=30m", "wait up to half an hour for job load-1 in ns etl to complete"],
  ["wait pod/web-0 --for=condition=Ready -n shop --timeout=24h", "wait at most a day for pod web-0 in ns shop to be ready"],
  ["logs web-0 -n shop --since=15m", "logs of pod web-0 in ns shop of the last quarter of an hour", "logs of pod web-0 in ns shop from the past fifteen minutes"],
  ["logs web-0 -n shop --since=90m", "logs of pod web-0 in ns shop of the last hour and a half", "logs of pod web-0 in ns shop for the last ninety minutes"],
  ["logs web-0 -n shop --since=45m", "logs of pod web-0 in ns shop of the last three quarters of an hour", "logs of pod web-0 in ns shop of the last forty-five minutes"],
  ["logs web-0 -n shop --since=24h", "logs of pod web-0 in ns shop for the last day"],
  ["get configmap settings -n shop -o yaml", "get the yaml of configmap settings in ns shop without managed fields"],
  ["get pods -n shop -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,STARTED:.status.startTime", "list the pods of ns shop with columns for name, node and start time"],
  ["get secrets -n shop -o custom-columns=NAME:.metadata.name,TYPE:.type", "show all the secrets in ns shop but only names and types"],
  ["get deployment web -n shop -o jsonpath={.spec.replicas}", "print {.spec.replicas} of deployment web in ns shop", "give me the field .spec.replicas of deployment web in ns shop"],
  ["logs web-0 -n shop --limit-bytes=100", "the first 100 bytes of the log of pod web-0 in ns shop"],
  ["auth can-i list pods --as=system:serviceaccount:shop:default -n shop", "can the default service account of ns shop list pods"],
  ["wait deployment/web --for=jsonpath={.status.readyReplicas}=3 -n shop", "wait until deployment web in ns shop has 3 ready replicas"],
  ["get node n-1 --show-labels", "labels of node n-1"],
];
