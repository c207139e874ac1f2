/** Orders as people put them when they do not know the words of kubectl: other verbs, a reason before or behind, settings said bare. */
export const ownWordsOrders: readonly (readonly [question: string, ...answers: string[]])[] = [
  [
    "The deployment frontend in namespace eshop shall run version registry.corp/frontend:5.0.1 please",
    "set image deployment/frontend frontend=registry.corp/frontend:5.0.1 -n eshop",
  ],
  [
    "since the last release nothing works any more, so set deployment orders in shop back to revision 7 please",
    "rollout undo deployment/orders --to-revision=7 -n shop",
  ],
  ["go one version back with deployment mail in ns office", "rollout undo deployment/mail -n office"],
  [
    "we are over budget. put statefulset clickhouse in namespace analytics to sleep",
    "scale statefulset clickhouse --replicas=0 -n analytics",
  ],
  [
    "black friday is coming, I want 12 copies of deployment cart in ns shop",
    "scale deployment cart --replicas=12 -n shop",
  ],
  ["deployment cart in shop must have 4 replicas from now on", "scale deployment cart --replicas=4 -n shop"],
  [
    "Kindly start the cronjob invoices-nightly by hand, it's in namespace billing, call the job invoices-now",
    "create job invoices-now --from=cronjob/invoices-nightly -n billing",
  ],
  ["the machine k8s-w-07 gets new memory tomorrow, no new pods on it please", "cordon k8s-w-07"],
  ["memory of k8s-w-07 is exchanged, it may take pods again", "uncordon k8s-w-07"],
  [
    "get everything off node k8s-w-09, we shut it down tonight. daemonsets can be ignored, local data can be lost",
    "drain k8s-w-09 --ignore-daemonsets --delete-emptydir-data",
  ],
  ["take the gpu=true:NoSchedule taint off node gpu-a1", "taint node gpu-a1 gpu=true:NoSchedule-"],
  ["stick team=checkout on namespace eshop", "label namespace eshop team=checkout"],
  [
    "the label env on deployment web (ns crm) says dev, it should say prod",
    "label deployment web env=prod --overwrite -n crm",
  ],
  [
    "FEATURE_X=on and FEATURE_Y=off for deployment flags in ns web please",
    "set env deployment/flags FEATURE_X=on FEATURE_Y=off -n web",
  ],
  ["we do not need namespace playground-jan any longer, it can be deleted", "delete namespace playground-jan"],
  ["job import-2019 in ns etl may go", "delete job import-2019 -n etl"],
  ["get rid of configmap old-flags in namespace web", "delete configmap old-flags -n web"],
  ["throw away pvc scratch-3 in ns ml", "delete pvc scratch-3 -n ml"],
  [
    "pod cache-1 hangs in Terminating since hours, ns data. remove it the hard way",
    "delete pod cache-1 -n data --grace-period=0 --force",
  ],
  [
    "kick pod web-7d9c8b6f5-abcde in shop, the deployment will make a new one",
    "delete pod web-7d9c8b6f5-abcde -n shop",
  ],
  ["clear out the completed pods in namespace batch", "delete pods -n batch --field-selector=status.phase=Succeeded"],
  ["make a namespace named qa-3", "create namespace qa-3"],
  ["a service account named uploader is needed in ns media", "create serviceaccount uploader -n media"],
  [
    "I need a configmap named limits in ns api with rate=100 and burst=20",
    "create configmap limits -n api --from-literal=rate=100 --from-literal=burst=20",
  ],
  [
    "please expose deployment web in shop on port 80, the containers listen on 8080",
    "expose deployment web -n shop --port=80 --target-port=8080",
  ],
  [
    "write me the yaml of a deployment named probe with image nginx:1.27, but don't create it",
    "create deployment probe --image=nginx:1.27 --dry-run=client -o yaml",
  ],
  [
    "the user anna shall be able to view everything in namespace demo: bind clusterrole view to her as rolebinding anna-view",
    "create rolebinding anna-view --clusterrole=view --user=anna -n demo",
  ],
  ["restart all deployments of namespace shop one after the other please", "rollout restart deployment -n shop"],
  ["bounce the daemonset fluentbit in logging pls, config changed", "rollout restart daemonset/fluentbit -n logging"],
  ["hold the rollout of deployment web in shop until i say so", "rollout pause deployment/web -n shop"],
  ["ok looks good, carry on with the rollout of deployment web in shop", "rollout resume deployment/web -n shop"],
  [
    "stop cronjob report in ns bi from running until further notice",
    'patch cronjob report -n bi -p \'{"spec":{"suspend":true}}\'',
  ],
  [
    "autoscaler for deployment api in ns edge, min 3, max 9, 60 % cpu",
    "autoscale deployment api -n edge --min=3 --max=9 --cpu-percent=60",
  ],
  ["let deployment api in ns edge scale between 3 and 9", "autoscale deployment api -n edge --min=3 --max=9"],
  [
    "limits for deployment api in edge: 1 cpu and 512Mi memory",
    "set resources deployment api -n edge --limits=cpu=1,memory=512Mi",
  ],
  ["execute df -h in pod db-0, namespace data", "exec db-0 -n data -- df -h"],
  ["approve csr node-csr-x9 please, it is ours", "certificate approve node-csr-x9"],
  ["deployment pay of ns fin: bring it to 6 replicas", "scale deployment pay --replicas=6 -n fin"],
  ["down to one replica with deployment pay in fin, thanks", "scale deployment pay --replicas=1 -n fin"],
  [
    "deployment pay in fin has a bad config loaded, a restart should fix that, go ahead",
    "rollout restart deployment/pay -n fin",
  ],
  ["I'd like to have deployment pay in fin restarted", "rollout restart deployment/pay -n fin"],
  [
    "new image for container api in deployment pay, ns fin: reg.io/pay:7.1",
    "set image deployment/pay api=reg.io/pay:7.1 -n fin",
  ],
  ["deployment pay in fin to image reg.io/pay:7.2 please", "set image deployment/pay pay=reg.io/pay:7.2 -n fin"],
  ["unset DEBUG on deployment pay in fin", "set env deployment/pay DEBUG- -n fin"],
  [
    "the variable TZ of deployment pay in fin should be Europe/Berlin",
    "set env deployment/pay TZ=Europe/Berlin -n fin",
  ],
  ["remove the label canary from deployment pay, ns fin", "label deployment pay canary- -n fin"],
  ["write the annotation on-call=team-a to namespace fin", "annotate namespace fin on-call=team-a"],
  [
    "taint node n-4 with dedicated=ml, nothing else should be scheduled there",
    "taint node n-4 dedicated=ml:NoSchedule",
  ],
  ["n-4 is repaired, put it back into service", "uncordon n-4"],
  ["delete every pod with label job=smoke in ns qa", "delete pods -n qa -l job=smoke"],
  ["everything labelled app=old in ns qa can go", "delete all -n qa -l app=old"],
  ["ns qa-7 is not used any more. delete it, with everything inside", "delete namespace qa-7"],
  ["wipe the finished jobs in namespace etl", "delete jobs -n etl --field-selector=status.successful=1"],
  ["make job etl-rerun out of cronjob etl in ns data", "create job etl-rerun --from=cronjob/etl -n data"],
  [
    "role pod-viewer in ns lab that may get, list and watch pods",
    "create role pod-viewer --verb=get,list,watch --resource=pods -n lab",
  ],
  ["I need a shell in pod api-0, ns edge", "exec -it api-0 -n edge -- sh"],
  ["give up on the new version: undo the rollout of deployment cart, ns shop", "rollout undo deployment/cart -n shop"],
];
