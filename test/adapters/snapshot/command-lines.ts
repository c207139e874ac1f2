/** kubectl command lines whose output over the demo cluster is kept under expected/, one file a line. */
export const agesByServer: readonly string[] = linesOf(`
get nodes
get nodes -o wide
get nodes -l node-role.kubernetes.io/control-plane --show-labels
get nodes -o custom-columns=NAME:.metadata.name,CPU:.status.allocatable.cpu,MEMORY:.status.allocatable.memory
get ns
get namespaces --show-labels
get pods -A
get pods
get pods -n nowhere
get pods -n shop
get pods -n shop -o wide
get pods -n shop -o name
get pods -n shop --no-headers
get pods -n shop -l app=checkout
get pods -n shop -l 'app in (checkout,cart),tier!=frontend'
get pods -n shop -l 'app notin (checkout,cart),!tier'
get pods -n shop --show-labels -l app=payments
get pods -n shop -L app,team
get pods -n shop --sort-by=.metadata.creationTimestamp
get pods -A --field-selector=status.phase=Pending
get pods -A --field-selector=spec.nodeName=shop-worker-1 -o wide
get pods -A --field-selector=spec.nope=1
get pods -n shop --chunk-size=3
get pods -A -o jsonpath={.items[*].metadata.namespace}
get pods -n shop -o 'jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}'
get pods -n shop -l app=checkout -o 'go-template={{range .items}}{{.spec.nodeName}}{{"\\n"}}{{end}}'
get pod no-such-pod -n shop
get pod no-such-pod -n shop --ignore-not-found
get nonsense
get po,svc -n data
get all -n shop
get deploy -A
get deploy -n shop -o wide
get deploy/checkout -n shop -o yaml
get deploy checkout -n shop -o json
get deployments.apps -n production
get rs -n shop -l app=checkout
get rs -n shop -l app=checkout -o wide
get sts -n data -o wide
get ds -n kube-system -o wide
get jobs -A
get cronjobs -A
get hpa -A
get horizontalpodautoscalers.v1.autoscaling -n shop -o yaml
get svc -n shop -o wide
get svc -n shop --field-selector=spec.type=LoadBalancer
get ep -n shop
get endpointslices -n shop
get ing -A
get ingressclasses
get netpol -A
get cm -n shop
get secrets -n shop
get secrets -A --field-selector=type=kubernetes.io/tls
get sa -n shop
get pvc -A
get pv
get sc
get quota -A
get limits -n shop
get pdb -A
get roles,rolebindings -n shop
get clusterroles
get clusterrolebindings -o wide
get leases -A
get pc
get crd
get crd certificates.pki.webshop.example -o name
get certificates -A
get cert -n shop -o wide
get apiservices
get controllerrevisions -n data
get cs
get events -n shop
get events -A --field-selector=type=Warning
get events -n shop --field-selector=reason=BackOff,involvedObject.kind=Pod
get events -n data --sort-by=.metadata.name
get events.events.k8s.io -n data
get deploy checkout -n shop --subresource=scale
get pods -n shop -w
logs -n shop deploy/checkout
logs -n shop deploy/checkout --previous --tail=2
logs -n shop deploy/checkout --since=1s
logs -n shop deploy/checkout --timestamps --tail=2
logs -n shop deploy/payments-webhook
logs -n shop deploy/loyalty
logs -n shop deploy/storefront --previous
logs -n shop deploy/checkout -c nope
logs -n shop no-such-pod
logs -n production deploy/ledger -c migrate
logs -n production deploy/order-worker -c order-worker --prefix --tail=1
logs -n data kafka-2 --tail=5
logs -n data clickhouse-0
logs -n shop deploy/checkout --tail=1 -f
logs -n shop deploy/checkout --limit-bytes=30
top nodes
top pods -n shop
top pods -n shop --containers -l app=cart
api-resources
api-resources --namespaced=false --verbs=list -o name
api-resources --api-group=apps -o wide
api-versions
explain pod.spec.containers.resources
explain deploy.spec.strategy --recursive
explain certificates.spec
explain pods.nope
cluster-info
get --raw /version
get --raw /healthz
get --raw /api/v1/namespaces/shop/pods/no-such-pod
get --raw /apis/nope.example/v1
auth can-i get pods -n shop
auth can-i delete pods -n shop
auth can-i --list -n shop
auth can-i patch deployments -n shop --as=system:serviceaccount:shop:deployer
auth can-i get secrets -n shop --as=system:serviceaccount:shop:deployer
auth whoami
get pods -n shop --as=system:serviceaccount:shop:deployer -l app=cart
get pods -n data --as=system:serviceaccount:shop:deployer
rollout status deploy/cart -n shop --timeout=5s
rollout status deploy/checkout -n shop --watch=false
rollout status sts/kafka -n data --watch=false
rollout history deploy/checkout -n shop
rollout history deploy/checkout -n shop --revision=31
rollout history sts/kafka -n data
wait --for=condition=Available deploy/cart -n shop --timeout=5s
delete pod kafka-2 -n data
delete pod kafka-2 -n data --dry-run=server
create configmap x --from-literal=a=b -n shop
scale deploy/checkout -n shop --replicas=5
set image deploy/checkout checkout=shop/checkout:2 -n shop
label ns shop a=b
rollout restart deploy/checkout -n shop
exec kafka-2 -n data -- ls
port-forward -n data kafka-2 9092:9092
patch deploy checkout -n shop -p '{"spec":{"replicas":2}}'
run debug --image=busybox
`);

/** Command lines for which kubectl computes ages with its own clock. */
export const agesByKubectl: readonly string[] = linesOf(`
events -n shop --types=Warning
events -n production
describe node shop-worker-2
describe ns shop
describe deploy checkout -n shop
describe pods -n shop -l app=checkout
describe pods -n shop -l app=payments-webhook
describe svc checkout -n shop
describe ingress -n shop
describe cm kube-root-ca.crt -n shop
describe secret payments-provider -n shop
describe sts kafka -n data
describe pvc data-clickhouse-0 -n data
describe hpa storefront -n shop
describe job -n production
describe cronjob cart-cleanup -n shop
describe quota -n production
describe cert vouchers -n shop
describe pod no-such-pod -n shop
`);

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
