import type { Said } from "./looks.ts";

/** The same commands as people say them besides: as a need, as a new thing, as a state, as a description. */
// biome-ignore format: one line a command
export const saidOtherwise: readonly Said[] = [
  // kubectl itself and its configuration
  ["config current-context", "Show the current-context", "print current context", "what's my context?", "Which context is active right now?", "name of the current context", "Display the context that kubectl is using"],
  ["config rename-context arn:aws:eks:eu-1:12:cluster/stage stage", "rename the context arn:aws:eks:eu-1:12:cluster/stage in my kubeconfig to stage", "Rename context arn:aws:eks:eu-1:12:cluster/stage to stage", "the context arn:aws:eks:eu-1:12:cluster/stage should be called stage", "change the name of the context arn:aws:eks:eu-1:12:cluster/stage to stage", "call the context arn:aws:eks:eu-1:12:cluster/stage simply stage"],
  ["config delete-context dead-kind", "get rid of the dead-kind context in my kubeconfig", "delete the dead-kind context", "remove the context entry dead-kind from kubeconfig", "I don't need the context dead-kind any more, remove it from my kubeconfig", "drop dead-kind context", "Remove the context dead-kind"],
  ["config delete-cluster edge-9", "get rid of the edge-9 cluster in my kubeconfig", "drop the cluster entry edge-9 from my kubeconfig"],
  ["config delete-user ex-ops", "get rid of the ex-ops user in my kubeconfig", "delete the user entry ex-ops from my kubeconfig", "remove the ex-ops user from kubeconfig"],
  ["config use-context stage-eu", "change to the stage-eu context", "switch to stage-eu context", "make stage-eu the current context", "set the current context to stage-eu", "I want to work with the context stage-eu from now on", "select the context stage-eu"],
  ["config get-contexts", "List all contexts in my kubeconfig", "what contexts do I have?", "Show all available contexts"],
  ["config view", "display my kubectl configuration", "Show the merged kubeconfig settings", "show kubectl config"],
  ["config view --minify", "show the kubeconfig of just the current context"],
  ["config unset users.foo", "Delete the entry users.foo from my kubeconfig", "unset users.foo"],
  ["config set-context --current --namespace=lab", "Permanently save the namespace lab for all subsequent kubectl commands in the current context", "set lab as the default namespace for my current context", "use namespace lab by default from now on"],
  ["api-resources --api-group=batch", "Show the API resources of the API group batch", "short name for cronjobs? list the batch resources", "List all resources in the batch api group", "which resources belong to the group batch?"],
  ["api-resources --namespaced=false", "List all non-namespaced resources", "which resources aren't namespaced?", "show cluster-scoped resource kinds"],
  ["api-resources --verbs=list,get", "All resources that support the list and get request verbs", "list the resource types that can be listed and read"],
  ["api-resources", "what short names are there for resources?", "short name of persistentvolumeclaims?", "which kinds of resources does this cluster support?", "what's the abbreviation for horizontalpodautoscalers?"],
  ["api-versions", "Print the supported API versions on the server, in the form group/version"],
  // namespaces
  ["get namespaces", "all namespaces?", "namespaces?", "all the namespaces please", "list of namespaces"],
  ["create namespace lab-3", "new namespace lab-3", "new ns lab-3 please", "I need a namespace lab-3", "we need a new namespace lab-3", "a new namespace lab-3, please", "namespace lab-3 should be created", "I want a namespace called lab-3"],
  // creations said as needs
  ["create cronjob beat --image=alpine:3 --schedule='*/10 * * * *' -- uptime", "I need a cron job named beat that runs the image alpine:3 every ten minutes with the command uptime", "we need a cronjob beat, image alpine:3, every 10 minutes, command uptime", "new cronjob beat with image alpine:3 that runs uptime every 10 minutes", "Create a cron job named beat that runs uptime in the image alpine:3 every 10 minutes"],
  ["create cronjob beat --image=alpine:3 --schedule='0 2 * * *' -- uptime", "I want a cronjob called beat that runs uptime with the image alpine:3 every night at 2am"],
  ["create service clusterip stats --tcp=8125:9125", "I need a ClusterIP service called stats that maps port 8125 to target port 9125", "we need a cluster IP service stats, port 8125 to 9125", "new clusterip service stats 8125:9125", "Create a ClusterIP service named stats with port 8125 and target port 9125", "a ClusterIP service named stats from port 8125 to 9125 please"],
  ["create service nodeport stats --tcp=8125:9125", "I need a NodePort service called stats that maps port 8125 to target port 9125", "new nodeport service stats, 8125 to 9125"],
  ["create service loadbalancer stats --tcp=443:8443", "I need a load balancer service named stats that maps port 443 to target port 8443", "new load balancer service stats 443:8443"],
  ["create deployment shopfront --image=nginx:1.27 --replicas=3", "I need a deployment named shopfront with image nginx:1.27 and 3 replicas", "new deployment shopfront, image nginx:1.27, 3 replicas", "we want a deployment called shopfront running nginx:1.27 with three replicas"],
  ["create job crunch --image=perl -- date", "I need a job named crunch that runs the image perl with the command date", "new job crunch, image perl, command date"],
  ["create configmap opts --from-literal=mode=fast", "I need a config map named opts with mode=fast", "new configmap opts with mode=fast", "new cm opts: mode=fast"],
  ["create secret generic vault-pw --from-literal=pin=1234", "I need a secret named vault-pw with pin=1234", "new secret vault-pw, pin=1234", "new generic secret vault-pw with pin=1234"],
  ["create serviceaccount robot -n ci", "I need a service account robot in namespace ci", "new service account robot in ci", "we need a serviceaccount named robot in the ci namespace"],
  ["create role pod-peek --verb=get,list --resource=pods -n qa", "I need a role named pod-peek in namespace qa that can get and list pods"],
  ["create clusterrolebinding max-admin --clusterrole=cluster-admin --user=max", "make the user max cluster administrator, name the binding max-admin", "How do I make the user max cluster admin? Call the binding max-admin.", "give user max cluster admin rights with a binding named max-admin", "I want user max to be cluster-admin, binding max-admin"],
  ["create clusterrolebinding ops-admin --clusterrole=cluster-admin --group=ops", "make the group ops cluster administrators. Name the binding ops-admin.", "grant the group ops cluster admin, name the binding ops-admin"],
  ["create token robot -n ci", "I need a token for the service account robot in namespace ci", "need a token for sa robot in ci", "token for the service account robot in ns ci", "get me a token for service account robot in namespace ci"],
  ["create token robot -n ci --duration=30m", "I need a token for the service account robot in namespace ci that is valid for 30 minutes", "we need a 30m token for service account robot in namespace ci"],
  // run
  ["run tester2 --image=nginx --dry-run=client -o yaml", "Print the pod manifest that would be created for image nginx under the name tester2, without creating it", "Show the yaml of a pod named tester2 with image nginx without creating it", "generate the yaml for a pod tester2 with the image nginx, do not create it", "print the YAML for a pod called tester2 from image nginx but don't create the pod"],
  ["create deployment blog --image=nginx --dry-run=client -o yaml", "Print the deployment manifest that would be created for image nginx under the name blog, without creating it", "Show the yaml of a deployment named blog with image nginx without creating it"],
  ["run probe1 --image=curlimages/curl -it --rm --restart=Never -- sh", "quick curl pod: image curlimages/curl, name probe1, interactive sh, gone when i exit", "quick throwaway pod probe1 from curlimages/curl, interactive sh, delete it when I leave", "Start an interactive pod named probe1 with image curlimages/curl and a shell, and remove it when I exit", "I need a temporary pod probe1 with image curlimages/curl and a shell"],
  // labels
  ["get nodes -l '!example.com/edge'", "Get all worker nodes, excluding those with the label example.com/edge", "nodes without the label example.com/edge", "list the nodes except those labelled example.com/edge", "show all nodes that do not have the label example.com/edge", "nodes that lack the example.com/edge label", "nodes not labelled example.com/edge"],
  ["get pods -l app=cart,ring!=beta", "list pods which are labelled app=cart but are not in the ring beta", "pods with app=cart and ring not beta", "pods labelled app=cart, excluding ring=beta", "pods with the label app=cart except those with ring=beta", "show pods with app=cart but not ring=beta", "pods labelled app=cart whose ring is not beta"],
  ["get pods -l 'ring in (beta,canary)'", "pods whose ring is beta or canary", "pods labelled ring=beta or ring=canary", "pods with label ring being one of beta and canary"],
  ["get pods -l 'ring notin (beta,canary)'", "pods whose ring is neither beta nor canary", "list pods where the label ring is not in (beta, canary)"],
  ["get replicasets -n qa -l app=cart", "Show me which replica sets belong to the app label cart in the namespace qa", "replica sets with the app label cart in namespace qa", "which replicasets carry the label app cart in qa?", "rs with app label cart in ns qa", "replica sets whose app label is cart in namespace qa"],
  // labels and annotations put on
  ["annotate pod db-1 description='primary database'", "Annotate pod db-1 with the description 'primary database'", "add the description 'primary database' as an annotation to pod db-1", "annotate pod db-1 with description \"primary database\"", "put the description 'primary database' on pod db-1"],
  ["annotate pod db-1 description='primary database' --overwrite", "set the annotation description of pod db-1 to 'primary database'"],
  ["annotate service api owner='team blue'", "annotate service api with owner 'team blue'", "annotate the service api with the owner 'team blue'"],
  ["annotate deployment web kubernetes.io/change-cause='bump to 3.4'", "record the reason 'bump to 3.4' as the change cause of deployment web", "How do I set the change cause of deployment web to 'bump to 3.4'?", "note 'bump to 3.4' as change-cause on deployment web", "set the change-cause for deployment web: 'bump to 3.4'", "annotate deployment web with the change cause 'bump to 3.4'", "the change cause of deployment web should be 'bump to 3.4'"],
  ["label pod db-1 status=unhealthy", "label the pod db-1 as status unhealthy", "Update pod db-1 with the label status and the value unhealthy"],
  // rollouts
  ["rollout undo deployment/ledger", "last deploy of ledger was bad, go back one", "the latest release of ledger is broken, go back to the one before", "ledger's last rollout was a mistake, go back one version", "go back one version on deployment ledger", "step ledger back one release", "deployment ledger: back to the previous version", "undo the last deploy of ledger", "put ledger back to the version before"],
  ["rollout pause deployment/cart", "Mark deployment cart as paused", "mark the deployment cart paused", "set deployment cart to paused", "put the deployment cart on hold", "deployment cart should be paused", "hold the rollout of cart"],
  ["rollout resume deployment/cart", "unpause the deployment cart", "deployment cart is paused, let it go on", "continue the rollout of deployment cart", "mark deployment cart as no longer paused", "deployment cart should no longer be paused"],
  ["rollout status deployment/ledger --watch=false", "is the ledger rollout done yet?", "is the rollout of ledger finished?", "has the ledger rollout finished?", "did the ledger rollout go through?", "is ledger's rollout complete?", "how far is the ledger rollout?", "ledger rollout done?", "ledger rollout status"],
  ["rollout status daemonset/agent --watch=false", "is the rollout of the daemonset agent done yet?", "has the agent daemonset rollout finished?"],
  ["rollout history deployment/ledger", "revisions of deployment ledger?", "which revisions does deployment ledger have?", "previous rollouts of ledger", "rollout history of the ledger deployment"],
  // waits
  ["wait --for=delete pod/loader-7", "Wait until the pod loader-7 has been deleted", "block until pod loader-7 is gone", "wait for the pod loader-7 to be deleted", "wait for pod loader-7 to disappear", "tell me when pod loader-7 is deleted", "Wait for the deletion of pod loader-7"],
  ["wait --for=delete service/old-api", "wait until the service old-api is deleted", "wait for service old-api to be gone"],
  ["wait --for=condition=Ready pod/api-1", "wait for pod api-1 to be ready", "Wait for the pod api-1 to contain the status condition of type Ready", "block until pod api-1 is ready"],
  ["wait --for=condition=Complete job/etl", "wait until job etl is complete", "hold on until the job etl has finished"],
  // files
  ["replace --force -f pod.yaml", "Replace the object by deleting and recreating it: pod.yaml", "I have changed pod.yaml in a way that cannot be applied. Replace the object by deleting and recreating it.", "force replace pod.yaml", "Force replace, delete and then re-create the resource from pod.yaml", "delete and recreate what is in pod.yaml", "replace pod.yaml with force", "pod.yaml has immutable changes, delete and re-create it", "recreate the objects in pod.yaml"],
  ["apply -R -f manifests/", "push manifests/ dir to the cluster, subfolders too", "apply everything in manifests/ including subdirectories", "apply the folder manifests/ recursively", "deploy all files under manifests/, recursive", "apply all manifests in manifests/ and its subfolders"],
  ["apply -f manifests/", "apply all the files in the manifests/ directory", "push the manifests/ directory to the cluster", "roll out everything in manifests/", "Create the resources from all files in the directory manifests/"],
  // nodes
  ["debug node/n-5 -it --image=ubuntu", "need to poke around on node n-5 itself, ubuntu image", "open a debug shell on the node n-5 with the ubuntu image", "Create an interactive debugging session on node n-5 with image ubuntu", "I want to look around on the node n-5, use the ubuntu image", "debug node n-5 with ubuntu"],
  ["top nodes --sort-by=cpu", "busiest nodes by cpu", "nodes by cpu usage, heaviest first", "which nodes burn the most cpu?", "nodes with the highest cpu load", "heaviest nodes by cpu"],
  ["top nodes --sort-by=memory", "busiest nodes by memory", "heaviest nodes by memory", "hungriest nodes by ram"],
  ["top pods -n qa --sort-by=memory", "heaviest pods by memory in qa", "hungriest pods by memory in namespace qa", "biggest memory hogs in namespace qa"],
  ["top pods -n qa --sort-by=cpu", "busiest pods by cpu in namespace qa"],
  ["taint node n-5 dedicated-", "Remove all taints with the key dedicated from node n-5", "remove every taint dedicated from node n-5"],
  // reached from outside
  ["port-forward svc/pg 15432:5432 -n data", "How do I reach port 5432 of the service pg in namespace data through my local port 15432?", "reach port 5432 of service pg in ns data via local port 15432", "I want to access port 5432 of the service pg in namespace data on my local port 15432", "need service pg from data on localhost:15432, the service listens on 5432", "need pg svc in data on localhost:15432, it listens on 5432", "open localhost:15432 to port 5432 of service pg in namespace data", "make port 5432 of service pg in ns data available on my localhost:15432", "connect my local port 15432 to port 5432 of the service pg in namespace data"],
  ["port-forward pod/web-1 8080:80", "listen on port 8080 locally and forward to port 80 in the pod web-1", "access port 80 of pod web-1 on localhost:8080", "get pod web-1's port 80 on my localhost:8080"],
  ["attach web-1", "attach to the running process in pod web-1", "Get output from running pod web-1 by attaching to it", "join the running container of pod web-1"],
  ["attach web-1 -i -t", "attach interactively to pod web-1"],
];
