import { expect, test } from "vitest";
import { translate } from "./situations.ts";

test.each([
  // lists
  ["list all deployments in default namespace", "kubectl get deployments -n default"],
  ["List my pods in the duploservices-andy namespace", "kubectl get pods -n duploservices-andy"],
  ["Check for failed pods in kube-system namespace", "kubectl get pods -n kube-system"],
  ["Show recent events in the default namespace", "kubectl get events -n default --sort-by=.lastTimestamp"],
  [
    "List all pods with high restart counts",
    "kubectl get pods -A '--sort-by=.status.containerStatuses[0].restartCount'",
  ],
  ["show me the stateful sets", "kubectl get statefulsets"],
  ["which persistent volume claims are there in namespace data", "kubectl get pvc -n data"],
  ["list horizontal pod autoscalers in all namespaces", "kubectl get hpa -A"],
  ["get svc -n web", "kubectl get services -n web"],
  ["pods in kube-system", "kubectl get pods -n kube-system"],
  ["list ingresses across all namespaces", "kubectl get ingresses -A"],
  ["show pods with label app=web", "kubectl get pods -l app=web"],
  ["pods with labels tier=db and not env=dev", "kubectl get pods -l 'tier=db,env!=dev'"],
  ["which pods run on node worker-1", "kubectl get pods -A --field-selector=spec.nodeName=worker-1 -o wide"],
  ["list nodes with their labels", "kubectl get nodes --show-labels"],
  ["show roles and rolebindings in namespace dev", "kubectl get roles,rolebindings -n dev"],
  ["which services have no endpoints in shop", "kubectl get endpoints -n shop"],
  ["show me everything in namespace dev", "kubectl get all -n dev"],
  ["how many deployments are in staging?", "kubectl get deployments -n staging"],
  ["count pods per namespace", "kubectl get pods -A"],
  // named objects and values
  ["get deployment web as yaml", "kubectl get deployment web -o yaml"],
  ["what is the cluster ip of service api", "kubectl get service api -o 'jsonpath={.spec.clusterIP}'"],
  ["describe service frontend", "kubectl describe service frontend"],
  ["describe deploy/web in shop", "kubectl describe deployment web -n shop"],
  ["show the content of configmap app-config", "kubectl get configmap app-config -o yaml"],
  [
    "show images of all deployments in payments",
    "kubectl get deployments -n payments -o 'custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[*].image'",
  ],
  ["show the environment variables of deployment api in dev", "kubectl set env deployment/api --list -n dev"],
  // logs, events, usage, rollouts
  ["logs of web", "kubectl logs deployment/web"],
  ["show the last 50 lines of the logs of pod api-0", "kubectl logs api-0 --tail=50"],
  ["show previous logs of pod crashy-0 in ci", "kubectl logs crashy-0 -n ci --previous"],
  ["logs of container proxy of pod web-1 for the last 15 minutes", "kubectl logs web-1 -c proxy --since=15m"],
  [
    "show warning events in the cluster",
    "kubectl get events -A --field-selector=type=Warning --sort-by=.lastTimestamp",
  ],
  ["show events for pod web-0 in shop", "kubectl events --for=pod/web-0 -n shop"],
  ["what changed since yesterday", "kubectl get events --sort-by=.lastTimestamp"],
  ["which pod uses the most memory in the cluster", "kubectl top pod -A --sort-by=memory"],
  ["top nodes", "kubectl top node"],
  ["rollout status of deployment web in prod", "kubectl rollout status deployment/web -n prod --watch=false"],
  // rights and the cluster
  ["who can delete pods in dev", "kubectl get rolebindings,clusterrolebindings -n dev -o wide"],
  ["can I create deployments in prod?", "kubectl auth can-i create deployments -n prod"],
  ["what permissions do I have in namespace dev?", "kubectl auth can-i --list -n dev"],
  ["which context am I using", "kubectl config current-context"],
  ["kubernetes version", "kubectl version"],
  ["explain pod.spec.tolerations", "kubectl explain pod.spec.tolerations"],
  // troubleshooting: the best first look
  ["why is deployment checkout in shop not ready?", "kubectl describe deployment checkout -n shop"],
  ["why is checkout failing?", "kubectl get pods -A"],
  ["PVC data-db-0 stuck in Pending", "kubectl describe pvc data-db-0"],
  ["namespace old-env is stuck in Terminating", "kubectl get namespace old-env -o yaml"],
  ["is CoreDNS healthy?", "kubectl get pods -n kube-system -l k8s-app=kube-dns"],
  // other languages
  ["Zeige mir alle Pods im Namespace shop", "kubectl get pods -n shop"],
  ["¿por qué falla el deployment checkout en shop?", "kubectl describe deployment checkout -n shop"],
  ["liste les services dans le namespace web", "kubectl get services -n web"],
  // as it is
  ["kubectl get pods -A -o wide", "kubectl get pods -A -o wide"],
])("%s", async (query, command) => {
  expect(await translate(query)).toBe(command);
});

test.each([
  ["scale web to 5", "kubectl scale deployment web --replicas=5"],
  [
    "how do I scale the frontend deployment to 3 replicas in prod?",
    "kubectl scale deployment frontend --replicas=3 -n prod",
  ],
  ["restart the api", "kubectl rollout restart deployment/api"],
  ["restart the api statefulset in staging", "kubectl rollout restart statefulset/api -n staging"],
  ["rollback checkout in shop to revision 3", "kubectl rollout undo deployment/checkout --to-revision=3 -n shop"],
  ["delete pod web-123 -n foo", "kubectl delete pod web-123 -n foo"],
  ["delete all failed pods in namespace ci", "kubectl delete pods -n ci --field-selector=status.phase=Failed"],
  ["update deployment web to use image nginx:1.27", "kubectl set image deployment/web web=nginx:1.27"],
  ["set memory limit of deployment api to 1Gi", "kubectl set resources deployment api --limits=memory=1Gi"],
  ["label node worker-1 disktype=ssd", "kubectl label node worker-1 disktype=ssd"],
  ["taint node gpu-1 dedicated=gpu:NoSchedule", "kubectl taint node gpu-1 dedicated=gpu:NoSchedule"],
  ["drain worker-2", "kubectl drain worker-2 --ignore-daemonsets"],
  [
    "autoscale deployment web min 2 max 10 cpu 80%",
    "kubectl autoscale deployment web --min=2 --max=10 --cpu-percent=80",
  ],
  ["suspend cronjob nightly", `kubectl patch cronjob nightly -p '{"spec":{"suspend":true}}'`],
  ["trigger cronjob backup now", "kubectl create job backup-manual --from=cronjob/backup"],
  ["create namespace staging", "kubectl create namespace staging"],
  [
    "create a deployment named nginx with image nginx:1.25 and 3 replicas",
    "kubectl create deployment nginx --image=nginx:1.25 --replicas=3",
  ],
  ["expose deployment web on port 80 as a LoadBalancer", "kubectl expose deployment web --port=80 --type=LoadBalancer"],
  ["run ls /tmp in pod web-0", "kubectl exec web-0 -- ls /tmp"],
  ["port-forward service grafana 3000 in monitoring", "kubectl port-forward service/grafana 3000:3000 -n monitoring"],
])("a change that is asked for: %s", async (query, command) => {
  expect(await translate(query)).toBe(command);
});

test.each([
  "hello",
  "thanks!",
  "what can you do?",
  "write me a poem",
  "what's the weather like today",
  "",
  "   ",
  "???",
])("no command for %j", async (query) => {
  expect(await translate(query)).toBe("");
});

test.each([
  "why did the restart of web fail?",
  "who can delete pods in dev",
  "kubectl drain of worker-1 hangs, why?",
  "can I scale deployments in prod?",
  "should i restart deployment cart in blue",
  "what happens if i delete pod cart-0 in blue",
  "was deployment cart in blue scaled down",
  "did somebody cordon node n-4",
  "is it safe to drain node n-4",
  "deployment cart in shop is broken, should i roll it back",
  "does the role pod-viewer in dev exist",
  "role called pod-viewer in dev, what can it do",
  "can we see the configmap called flags in shop",
  "limit ranges of namespace team-b",
])("a question about a change is no order to make it: %s", async (query) => {
  expect(await translate(query)).toMatch(/^kubectl (get|describe|auth can-i|rollout status)/);
});

test.each([
  ["delete all pods with label app=old", "kubectl delete pods -l app=old"],
  ["remove label env from node worker-1", "kubectl label node worker-1 env-"],
  ["open a shell in pod web-0 container app", "kubectl exec web-0 --stdin --tty -c app -- sh"],
  ["delete completed jobs", "kubectl delete jobs --field-selector=status.successful=1"],
  ["wait for deployment web to become available", "kubectl wait deployment/web --for=condition=Available"],
  ["list all services of type LoadBalancer", "kubectl get services --field-selector=spec.type=LoadBalancer"],
  ["pods without label app", "kubectl get pods -l '!app'"],
  ["diagnose the statefulset kafka in data", "kubectl describe statefulset kafka -n data"],
  ["explain deployment spec strategy", "kubectl explain deployments.spec.strategy"],
  ["show current namespace", "kubectl config view --minify -o 'jsonpath={..namespace}'"],
  ["check if I can delete nodes", "kubectl auth can-i delete nodes"],
])("what is easily misread: %s", async (query, command) => {
  expect(await translate(query)).toBe(command);
});
