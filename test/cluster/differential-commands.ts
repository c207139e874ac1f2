/** The kubectl command lines that are run over the real API server and over the snapshot of it. */
export const commandLines: readonly string[] = [...new Set([...ofEveryKind(), ...linesOf(single())])];

/** The arguments of a line; single quotes hold together what has spaces in it. */
export function argumentsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s']+|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ""));
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

function ofEveryKind(): string[] {
  const kinds = linesOf(everyKind());
  return kinds.flatMap((kind) => [
    `get ${kind} -A`,
    `get ${kind} -A -o wide`,
    `get ${kind} -A -o yaml`,
    `describe ${kind} -A`,
  ]);
}

function everyKind(): string {
  return `
componentstatuses
configmaps
endpoints
events
limitranges
namespaces
nodes
persistentvolumeclaims
persistentvolumes
pods
podtemplates
replicationcontrollers
resourcequotas
secrets
serviceaccounts
services
mutatingadmissionpolicies
mutatingadmissionpolicybindings
mutatingwebhookconfigurations
validatingadmissionpolicies
validatingadmissionpolicybindings
validatingwebhookconfigurations
customresourcedefinitions
apiservices
controllerrevisions
daemonsets
deployments
replicasets
statefulsets
horizontalpodautoscalers
cronjobs
jobs
certificatesigningrequests
leases
endpointslices
events.events.k8s.io
flowschemas
prioritylevelconfigurations
nodes.metrics.k8s.io
pods.metrics.k8s.io
ingressclasses
ingresses
ipaddresses
networkpolicies
servicecidrs
runtimeclasses
poddisruptionbudgets
clusterrolebindings
clusterroles
rolebindings
roles
deviceclasses
resourceclaims
resourceclaimtemplates
resourceslices
priorityclasses
csidrivers
csinodes
csistoragecapacities
storageclasses
volumeattachments
volumeattributesclasses
widgets
gateways
`;
}

function single(): string {
  return `
get pods -n shop
get pods -n shop -o name
get pods -n shop --no-headers
get pods -n shop --show-labels
get pods -n shop --show-kind
get pods -n shop -L app,tier
get pods -n shop -o json
get pods -n shop -l app=web -o wide --no-headers
get pods -n shop -l 'app in (web,db),tier!=back'
get pods -n shop -l 'tier,app notin (lone)'
get pods -n shop -l '!tier'
get pods -n shop -l 'app=='
get pods -n shop -l 'app in (web'
get pods -n shop -l 'a b'
get pods -n shop --selector=app=none
get pods -n shop --sort-by=.metadata.name -o name
get pods -n shop --sort-by=.status.startTime -o name
get pods -n shop --sort-by=.metadata.nope
get pods -n shop --sort-by={.spec.nodeName} -o wide
get pods -A --field-selector=status.phase=Running
get pods -A --field-selector=status.phase!=Running -o name
get pods -A --field-selector=spec.nodeName=worker-1 -o name
get pods -A --field-selector=metadata.namespace=batch,status.phase=Succeeded
get pods -A --field-selector=spec.restartPolicy=Never -o name
get pods -A --field-selector=spec.nope=1
get pods -A --field-selector=nope
get pods -A --field-selector=metadata.name=lone
get pods -A --chunk-size=2
get pods -A --chunk-size=2 -o name
get pods -n shop --chunk-size=1 -l app=web --no-headers
get pods -n shop -o 'jsonpath={.items[*].metadata.name}'
get pods -n shop -o 'jsonpath={range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}'
get pods -n shop -o 'jsonpath={.items[?(@.status.phase=="Running")].metadata.name}'
get pods -n shop -o 'jsonpath={.items[0]'
get pods -n shop -o jsonpath={.nope}
get pods -n shop -o jsonpath-as-json={.items[0].spec.containers}
get pods -n shop -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,IMAGES:.spec.containers[*].image
get pods -n shop -o custom-columns=NAME
get pods -n shop -o 'go-template={{range .items}}{{.metadata.name}} {{.status.podIP}}{{"\\n"}}{{end}}'
get pods -n shop -o 'go-template={{.nope.nope}}'
get pods -n shop -o nope
get pods -n shop -o kyaml
get pods -n nowhere
get pods -n shop -o yaml --show-managed-fields
get pods -n shop -w --request-timeout=2s
get pod lone -n shop
get pod lone -n shop -o yaml
get pod lone -n shop -o json
get pod lone -n shop -o jsonpath={.status.containerStatuses[0].state.terminated.exitCode}
get pod lone gated -n shop
get pod lone none -n shop
get pod none -n shop
get pod none -n shop --ignore-not-found
get pod/lone deploy/web -n shop
get pod/lone svc/none -n shop
get pods,svc,deploy -n shop
get po,svc -n shop -o name
get all -n shop
get all -A
get all -n batch -o wide
get all -n shop -l app=web
get api-extensions
get nonsense
get nonsense -n shop -o yaml
get pods.apps
get deployments.v1.apps -n shop
get deployments.v1beta1.apps -n shop
get pods.v1. -n shop
get nodes worker-1 -o yaml
get nodes -L kubernetes.io/hostname
get nodes -o jsonpath={.items[*].status.addresses}
get nodes --field-selector=spec.unschedulable=true
get nodes -l kubernetes.io/os=linux --show-labels
get ns --show-labels
get ns shop -o json
get ns --field-selector=status.phase=Active -o name
get deploy web -n shop -o json
get deploy -n shop --subresource=status
get deploy web -n shop --subresource=scale
get deploy web -n shop --subresource=scale -o yaml
get deploy web -n shop --subresource=status -o yaml
get rs -n shop --subresource=scale
get sts db -n shop --subresource=scale -o json
get rc old -n shop --subresource=scale
get pod lone -n shop --subresource=scale
get pod lone -n shop --subresource=status -o name
get pod lone -n shop --subresource=resize
get hpa -n shop -o wide
get hpa.v1.autoscaling -n shop -o yaml
get hpa.v1.autoscaling lost -n shop -o json
get rs -n shop --field-selector=status.replicas=1
get jobs -n batch --field-selector=status.successful=2
get jobs -n batch -l job-name=once
get secrets -A --field-selector=type=kubernetes.io/basic-auth
get svc -n shop --field-selector=spec.type=NodePort
get svc -n shop --field-selector=spec.clusterIP=None -o name
get svc -n shop --sort-by=.spec.type
get svc web -n shop -o yaml
get csr --field-selector=spec.signerName=kubernetes.io/kube-apiserver-client
get cm settings -n shop -o json
get cm -n shop -l app
get crd widgets.example.com -o json
get wd -n shop
get wd -n shop -o wide
get wd small -n shop -o yaml
get wd -n shop --field-selector=spec.color=blue
get wd -n shop --field-selector=spec.size=3
get wd -n shop --sort-by=.spec.color -o name
get widget.v1.example.com/small -n shop
get widget small -n shop --subresource=scale -o yaml
get widgets -n shop -l app=web --show-labels
get gtw -n shop
get gateways.v1beta1.gateway.networking.k8s.io -n shop
get gateways.v1beta1.gateway.networking.k8s.io door -n shop -o yaml
get gateway-api -n shop
get clusterrole view -o yaml
get clusterrole cluster-admin edit
get clusterrolebindings node-watchers -o wide
get events -n shop
get events -n shop -o wide
get events -n shop --sort-by=.metadata.name
get events -n shop --sort-by=.lastTimestamp -o name
get events -n shop --field-selector=type=Warning
get events -n shop --field-selector=reason=FailedScheduling,involvedObject.kind=Pod
get events -n shop --field-selector=involvedObject.name=web -o custom-columns=R:.reason,M:.message
get events -n shop --field-selector=reportingComponent=default-scheduler
get events -n shop --field-selector=source=default-scheduler
get events.events.k8s.io -n shop --field-selector=regarding.name=web
get events.events.k8s.io -n shop --field-selector=involvedObject.name=web
events -n shop
events -A
events -n shop --types=Warning
events -n shop --types=Nope
events -n shop --for=deploy/web
events -n shop --for=pod/lone -o yaml
events -n shop --no-headers
events -n nowhere
describe node worker-1
describe ns shop
describe deploy web -n shop
describe deploy/stuck -n shop
describe pod lone -n shop
describe pod gated -n shop
describe pods -n shop -l app=web
describe pods -n shop -l app=web --show-events=false
describe pod db -n shop
describe pod none -n shop
describe svc web -n shop
describe svc,ing -n shop
describe hpa web -n shop --show-events=false
describe wd small -n shop
describe crd widgets.example.com
describe quota -n shop
describe nonsense x
describe pods -n nowhere
logs lone -n shop
logs lone -n shop --tail=2
logs lone -n shop --tail=0
logs lone -n shop --limit-bytes=5
logs lone -n shop --since=1h
logs lone -n shop --timestamps
logs lone -n shop --previous
logs lone -n shop -c nope
logs lone -n shop -f
logs gated -n shop
logs none -n shop
logs deploy/web -n shop
logs deploy/web -n shop -c side
logs deploy/web -n shop -c prepare
logs deploy/web -n shop --all-containers
logs deploy/web -n shop --all-pods -c side
logs deploy/stuck -n shop
logs -l app=web -n shop -c side
logs -l app=web -n shop -c side --prefix
logs -l app=none -n shop
logs job/once -n batch
logs job/broken -n batch
logs svc/web -n shop -c side
logs ds/agent -n shop --tail=1
logs cm/settings -n shop
explain pod
explain pod.spec.containers.resources
explain pod.spec.nope
explain deploy.spec.strategy --recursive
explain deployment --api-version=apps/v1
explain deployment --api-version=apps/v1beta1
explain svc --recursive
explain ingress.spec.rules.http
explain hpa --api-version=autoscaling/v1
explain widgets
explain widget.spec --recursive
explain widget.spec.parts
explain gateway
explain node.status.conditions
explain crd.spec.versions.schema
explain nonsense
explain pod.spec.restartPolicy --output=plaintext-openapiv2
explain deploy.spec --output=plaintext-openapiv2
explain widget.spec --output=plaintext-openapiv2
explain resourceclaim.spec
explain podmetrics
explain apiservice.spec
api-resources
api-resources -o wide
api-resources -o name
api-resources --namespaced=false --verbs=list -o name
api-resources --api-group=apps
api-resources --api-group=example.com --no-headers
api-resources --categories=all
api-resources --sort-by=kind
api-versions
version
version -o yaml
cluster-info
auth whoami
auth can-i get pods -n shop
auth can-i '*' '*' -A
auth can-i delete nodes
auth can-i get pods --subresource=log -n shop
auth can-i get /healthz
auth can-i list nonsense -n shop
auth can-i --list -n shop
auth can-i get pods -n shop --as=system:serviceaccount:shop:limited
auth can-i delete pods -n shop --as=system:serviceaccount:shop:limited
auth can-i get pods/log -n shop --as=system:serviceaccount:shop:limited
auth can-i get secret/login -n shop --as=system:serviceaccount:shop:limited
auth can-i list nodes --as=system:serviceaccount:shop:limited
auth can-i list nodes --as=ann --as-group=watchers
auth can-i get /metrics --as=ann --as-group=watchers
auth can-i --list -n shop --as=system:serviceaccount:shop:limited
auth can-i --list -n shop --as=jane
auth whoami --as=jane --as-group=developers
get pods -n shop --as=system:serviceaccount:shop:limited -o name
get pods -n batch --as=system:serviceaccount:shop:limited
get pods -A --as=system:serviceaccount:shop:limited
get secrets -n shop --as=system:serviceaccount:shop:limited
get secret login -n shop --as=system:serviceaccount:shop:limited -o name
get secret registry -n shop --as=system:serviceaccount:shop:limited
get nodes --as=system:serviceaccount:shop:limited -o name
get clusterroles --as=jane
get deploy web -n shop --as=jane --subresource=scale
logs lone -n shop --as=jane
logs lone -n batch --as=jane
describe deploy web -n shop --as=jane
get pods -n shop --as-group=developers
rollout status deploy/web -n shop
rollout status deploy/stuck -n shop --watch=false
rollout status sts/db -n shop
rollout status ds/agent -n shop
rollout status deploy/none -n shop
rollout status cm/settings -n shop
rollout history deploy/web -n shop
rollout history deploy/web -n shop --revision=1
rollout history deploy/web -n shop --revision=9
rollout history deploy -n shop
rollout history ds/agent -n shop
rollout history ds/agent -n shop --revision=1
rollout history sts/db -n shop
get sts db -n shop -o yaml
get --raw /apis/apps/v1/namespaces/shop/statefulsets/db
get --raw /apis/apps/v1/namespaces/shop/controllerrevisions
rollout history sts/db -n shop --revision=1 -o yaml
top nodes
top pods -n shop
top pods -A --sort-by=memory
top pods -n shop --containers
top pod -n shop -l app=none
top pod none -n shop
wait --for=condition=Available deploy/web -n shop --timeout=5s
wait --for=jsonpath={.status.phase}=Failed pod/lone -n shop --timeout=5s
wait --for=condition=Complete job/once -n batch --timeout=5s
wait --for=delete pod/none -n shop --timeout=5s
get --raw /version
get --raw /healthz
get --raw /readyz
get --raw /api
get --raw /apis/apps
get --raw /apis/apps/v1/namespaces/shop/deployments/web
get --raw /apis/apps/v1/namespaces/shop/deployments/web/scale
get --raw /api/v1/namespaces/shop/pods/lone
get --raw /api/v1/namespaces/shop/pods/none
get --raw /api/v1/namespaces/shop/pods/lone/log
get --raw /api/v1/namespaces/shop/pods/lone/nope
get --raw /api/v1/namespaces/shop
get --raw '/api/v1/namespaces/shop/configmaps?limit=1'
get --raw '/api/v1/namespaces/shop/configmaps?limit=x'
get --raw '/api/v1/namespaces/shop/configmaps?continue=x'
get --raw '/api/v1/namespaces/shop/configmaps?labelSelector=a%20b'
get --raw '/api/v1/namespaces/shop/configmaps?resourceVersion=x'
get --raw /api/v1/nope
get --raw /apis/nope.example/v1
get --raw /apis/example.com/v1
get --raw /apis/example.com/v1/namespaces/shop/widgets/small
get --raw /apis/example.com/v1/namespaces/shop/widgets/none
get --raw /apis/apps/v1
get --raw /nope
get --raw /api/v1/pods/lone
get --raw /api/v1/namespaces/shop/nodes
diff -f /dev/null
config view --minify -o jsonpath={.contexts[0].context.namespace}
`;
}
