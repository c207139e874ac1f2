/** How people ask who do not think of kubectl: casual words, kinds of operators, conditions, places at the end. */
export const casualQuestions: readonly (readonly [question: string, ...answers: string[]])[] = [
  // several kinds, and kinds that operators bring
  ["show me the cronjobs of ns accounting plus the jobs they spawned", "get cronjobs,jobs -n accounting"],
  ["configmaps, secrets and service accounts in ns web", "get configmaps,secrets,serviceaccounts -n web"],
  ["deployments + hpas + pdbs of namespace retail", "get deployments,hpa,pdb -n retail"],
  ["ns quota-test: show resource quotas and limit ranges", "get resourcequotas,limitranges -n quota-test"],
  ["I'd like to see the services plus endpoints from ns billing", "get services,endpoints -n billing"],
  ["show every KafkaTopic in ns streaming", "get kafkatopics -n streaming"],
  ["argo applications in namespace argocd", "get applications -n argocd"],
  ["external secrets of ns vault", "get externalsecrets -n vault"],
  ["any pod monitors or service monitors in ns metrics?", "get podmonitors,servicemonitors -n metrics"],
  ["describe the certificaterequest web-1 in ns ingress", "describe certificaterequest web-1 -n ingress"],
  ["which limits are set on namespace media", "get limitranges -n media"],
  ["show me the yaml of crd widgets.example.com", "get crd widgets.example.com -o yaml"],
  // conditions that become field selectors
  [
    "anything in namespace warehouse that is not in phase Succeeded? pods i mean",
    "get pods -n warehouse --field-selector=status.phase!=Succeeded",
  ],
  [
    "give me pods on node pool-a-7 in phase Failed, all namespaces",
    "get pods -A --field-selector=spec.nodeName=pool-a-7,status.phase=Failed",
  ],
  [
    "which pods run under service account deployer in ns ci",
    "get pods -n ci --field-selector=spec.serviceAccountName=deployer",
  ],
  ["which pod has ip 10.42.3.17?", "get pods -A --field-selector=status.podIP=10.42.3.17"],
  ["services of type nodeport anywhere", "get services -A --field-selector=spec.type=NodePort"],
  [
    "secrets that are image pull secrets in ns build",
    "get secrets -n build --field-selector=type=kubernetes.io/dockerconfigjson",
  ],
  ["secrets of type helm.sh/release.v1 in ns retail", "get secrets -n retail --field-selector=type=helm.sh/release.v1"],
  ["which namespaces are terminating", "get namespaces --field-selector=status.phase=Terminating"],
  ["what nodes are cordoned at the moment", "get nodes --field-selector=spec.unschedulable=true"],
  ["replica sets with zero replicas in ns web", "get replicasets -n web --field-selector=status.replicas=0"],
  ["show pods with name api-3 in all namespaces", "get pods -A --field-selector=metadata.name=api-3"],
  ["events with reason Killing across the cluster", "get events -A --field-selector=reason=Killing"],
  ["only warnings in ns payments, newest last", "get events -n payments --field-selector=type=Warning"],
  // labels
  [
    "pods whose environment is neither qa nor staging, in ns retail",
    "get pods -n retail -l 'environment notin (qa,staging)'",
  ],
  ["pods where app is api or worker in namespace shop", "get pods -n shop -l 'app in (api,worker)'"],
  ["pods lacking the label owner in ns dev", "get pods -n dev -l '!owner'"],
  ["all pods except those labelled app=proxy in ns edge", "get pods -n edge -l app!=proxy"],
  ["pods behind selector app=pay,tier=web, ns shop", "get pods -n shop -l app=pay,tier=web"],
  ['pods that have a label "batch" but whose stage isn\'t prod, ns etl', "get pods -n etl -l batch,stage!=prod"],
  ["print pods with a column for the label version", "get pods -L version"],
  ["show deployments with labels app and tier as columns in namespace shop", "get deployments -n shop -L app,tier"],
  // places and where things run
  ["tell me which machine redis-master-0 sits on, ns cache", "get pod redis-master-0 -n cache -o wide"],
  ["the liveness probe of api-5f7d9-x2kqp in users keeps failing", "describe pod api-5f7d9-x2kqp -n users"],
  ["what labels does namespace prod carry?", "get namespace prod --show-labels"],
  ["is gateway-api fully up in stage? the deployment i mean", "get deployment gateway-api -n stage"],
  ["give me all the things in ns legacy", "get all -n legacy"],
  // logs
  [
    "what did the fluentd daemonset in ns logging print over the past 20 minutes",
    "logs daemonset/fluentd -n logging --since=20m",
  ],
  ["logs before the last crash of pod worker-3 in ns batch", "logs worker-3 -n batch --previous"],
  ["tail job/import-2024 in etl", "logs job/import-2024 -n etl"],
  ["tail the mailer in ns crm (deployment)", "logs deployment/mailer -n crm"],
  ["pod web-2 in ns edge crashed; show the logs of the crashed instance", "logs web-2 -n edge --previous"],
  [
    "follow logs for everything behind app=ingest in ns data, at most 15 pods at once",
    "logs -l app=ingest -n data --max-log-requests=15",
  ],
  [
    "everything that pods with tier in (a,b) logged in the last hour in ns x1, prefixed with the pod",
    "logs -l 'tier in (a,b)' -n x1 --since=1h --prefix",
  ],
  // usage
  ["nodes by memory use, heaviest first", "top nodes --sort-by=memory"],
  ["usage of nodes labelled disk=nvme", "top nodes -l disk=nvme"],
  ["how much ram do the pods labelled team=search eat in ns search", "top pods -n search -l team=search"],
  ["consumption of namespace ml with a grand total", "top pods -n ml --sum"],
  ["container level cpu of pod train-0 in ns ml", "top pod train-0 -n ml --containers"],
  // rights
  ["am i entitled to restart deployments in ns web", "auth can-i patch deployments -n web"],
  ["may i exec into pods in prod?", "auth can-i create pods/exec -n prod"],
  ["do i have permission to read the logs of pods in staging", "auth can-i get pods/log -n staging"],
  ["am i permitted to read /healthz", "auth can-i get /healthz"],
  ["can I patch nodes/status?", "auth can-i patch nodes/status"],
  ["is user jane@corp.io allowed to delete namespaces", "auth can-i delete namespaces --as=jane@corp.io"],
  ["who holds the role editor in ns finance", "get rolebindings,clusterrolebindings -n finance"],
  ["who on earth has cluster-admin", "get clusterrolebindings"],
  // rollouts, waits, the API
  [
    "has the daemonset agent in ns infra finished updating? give up after 20s",
    "rollout status daemonset/agent -n infra --timeout=20s",
  ],
  [
    "wait at most 25s for pod migrate-1 in ns db to be ready",
    "wait pod/migrate-1 -n db --for=condition=Ready --timeout=25s",
  ],
  ["block until job loader is complete in etl", "wait job/loader -n etl --for=condition=Complete"],
  ["all fields of networkpolicy.spec please", "explain networkpolicy.spec --recursive"],
  ["resources that belong to the apps api group", "api-resources --api-group=apps"],
  ["which cluster is my kubectl pointed to", "config current-context"],
  ["what does the coredns configuration look like", "get configmap coredns -n kube-system -o yaml"],
  ["conditions and events of statefulset db in ns pg, human readable", "describe statefulset db -n pg"],
];

/** Orders in casual words. */
export const casualOrders: readonly (readonly [question: string, ...answers: string[]])[] = [
  ["take node w-17 out of rotation and evict everything, daemonsets ignored", "drain w-17 --ignore-daemonsets"],
  ["empty node w-18, emptyDir data may be lost", "drain w-18 --ignore-daemonsets --delete-emptydir-data"],
  ["let node w-9 take pods again", "uncordon w-9"],
  ["kick off the cronjob backup in ns ops as job backup-now", "create job backup-now --from=cronjob/backup -n ops"],
  ["carry on with the rollout of deployment shop-ui in ns web", "rollout resume deployment/shop-ui -n web"],
  ["continue the paused rollout of daemonset agent in ns infra", "rollout resume daemonset/agent -n infra"],
  ["go back to revision 4 of deployment api in prod", "rollout undo deployment/api --to-revision=4 -n prod"],
  ["restart every deployment in ns qa", "rollout restart deployment -n qa"],
  ["scale down deployment loadgen to nothing in ns perf", "scale deployment loadgen --replicas=0 -n perf"],
  [
    "autoscale deploy ranking in ns search, 3 to 9 replicas at 70 percent cpu",
    "autoscale deployment ranking --min=3 --max=9 --cpu-percent=70 -n search",
  ],
  ["wipe every finished pod in ns nightly", "delete pods -n nightly --field-selector=status.phase=Succeeded"],
  ["get rid of the pvc data-old-0 in ns archive", "delete pvc data-old-0 -n archive"],
  ["inject env var DEBUG=1 into deploy billing in ns pay", "set env deployment/billing DEBUG=1 -n pay"],
  [
    "give deployment api in prod 2 cpus and 4Gi memory as limits",
    "set resources deployment api --limits=cpu=2,memory=4Gi -n prod",
  ],
  ["put label tier=gold on namespace vip", "label namespace vip tier=gold"],
  ["strip the label legacy from node w-3", "label node w-3 legacy-"],
  ["label all pods in ns qa with owner=platform", "label pods --all owner=platform -n qa"],
  ["give pod web-1 the annotation note set to 'under test'", "annotate pod web-1 note='under test'"],
  ["set annotation owner to team-x on service gateway in edge", "annotate service gateway owner=team-x -n edge"],
  ["patch svc api in ns prod so its type is NodePort", `patch service api -n prod -p '{"spec":{"type":"NodePort"}}'`],
  [
    "patch deployment api in ns prod: set spec.minReadySeconds to 10",
    `patch deployment api -n prod -p '{"spec":{"minReadySeconds":10}}'`,
  ],
  [
    "a throwaway alpine pod with a shell that is gone when i leave",
    "run alpine --image=alpine --rm -it --restart=Never -- sh",
  ],
  ["get the output of running the uptime command in pod box-1", "exec box-1 -- uptime"],
  ["get me a bash in pod files-0 ns media", "exec -it files-0 -n media -- bash"],
  [
    "get kibana on my localhost:5601, svc kibana port 80 in ns logs-ui",
    "port-forward service/kibana 5601:80 -n logs-ui",
  ],
  [
    "copy /tmp/heap.hprof out of pod jvm-0 in ns media to ./heap.hprof",
    "cp jvm-0:/tmp/heap.hprof ./heap.hprof -n media",
  ],
  ["new namespace called sandbox-7 please", "create namespace sandbox-7"],
  [
    "bind clusterrole view to group devs in ns dev",
    "create rolebinding devs-view --clusterrole=view --group=devs -n dev",
  ],
  [
    "create a clusterrolebinding admins giving cluster-admin to group ops",
    "create clusterrolebinding admins --clusterrole=cluster-admin --group=ops",
  ],
  [
    "expose deployment cache in ns prod on port 6379 as service cache-svc",
    "expose deployment cache --port=6379 --name=cache-svc -n prod",
  ],
  ["list the contents of /var/log in pod web-0 container app ns prod", "exec web-0 -n prod -c app -- ls -l /var/log"],
];
