/** As people type in a hurry: without apostrophes, with what comes later said along, with words that are also kinds. */
export const hurriedQuestions: readonly (readonly [question: string, ...answers: string[]])[] = [
  ["which pods in blue arent running", "get pods -n blue --field-selector=status.phase!=Running", "get pods -n blue"],
  ["what deployments dont have all replicas in ns shop", "get deployments -n shop"],
  ["pause the rollout of deployment web in shop, I resume it tomorrow", "rollout pause deployment/web -n shop"],
  ["resume the rollout of deployment web in shop that we paused", "rollout resume deployment/web -n shop"],
  [
    "suspend cronjob nightly in fx, we enable it again next week",
    `patch cronjob nightly -n fx -p '{"spec":{"suspend":true}}'`,
  ],
  ["enable cronjob nightly in fx, it was suspended", `patch cronjob nightly -n fx -p '{"spec":{"suspend":false}}'`],
  ["tag node rack7-n3 with rack=7", "label node rack7-n3 rack=7"],
  ["what did job import-42 write? its in namespace data", "logs job/import-42 -n data"],
  ["how much are the pods labelled app=api in shop using at the moment?", "top pods -n shop -l app=api"],
  [
    "what can I set in the liveness probe of a deployment?",
    "explain deployments.spec.template.spec.containers.livenessProbe",
  ],
  ["which fields does a pod's startup probe have", "explain pods.spec.containers.startupProbe"],
  ["where is the api server? which address", "cluster-info"],
  [
    "give deployment geo in search limits of 2 cpu and 1Gi memory",
    "set resources deployment geo --limits=cpu=2,memory=1Gi -n search",
  ],
  [
    "i need the logs of the crashed instance of container app in pod q-0, namespace jobs",
    "logs q-0 -c app -n jobs --previous",
  ],
  ["change the label tier on namespace green to gold", "label namespace green tier=gold --overwrite"],
  ["label namespace dev with owner=ada, overwrite it", "label namespace dev owner=ada --overwrite"],
  ["list all crds installed", "get crds"],
  ["where do the control plane and dns run, which urls", "cluster-info"],
  [
    "I want a tls secret 'shop-cert' in ns shop from shop.crt and shop.key",
    "create secret tls shop-cert --cert=shop.crt --key=shop.key -n shop",
  ],
  [
    "make a cronjob sweep in ops, image alpine, every day at 4am (no command)",
    "create cronjob sweep --image=alpine --schedule='0 4 * * *' -n ops",
  ],
  ["is daemonset fluent-bit in logging on every node?", "get daemonset fluent-bit -n logging"],
  [
    "what did the cart pods (label app=cart) log in the last hour? namespace is shop",
    "logs -l app=cart -n shop --since=1h",
  ],
  [
    "pls update container app of deployment cart in shop to image reg.lan/cart:4",
    "set image deployment/cart app=reg.lan/cart:4 -n shop",
  ],
  [
    "cpu limit 500m and memory request 256Mi for deployment cart",
    "set resources deployment cart --limits=cpu=500m --requests=memory=256Mi",
  ],
  ["no more new pods on rack2-n7", "cordon rack2-n7"],
  ["explain the field template in a statefulset's spec", "explain statefulsets.spec.template"],
  ["new namespace for us please: lake-raw", "create namespace lake-raw"],
  ["bump basket to 7 replicas in stage, more traffic to come", "scale deployment basket --replicas=7 -n stage"],
  [
    "scale statefulset queue in mq to zero, only if it's at 3 now",
    "scale statefulset queue --current-replicas=3 --replicas=0 -n mq",
  ],
  [
    "which node did worker-12 land on? it's in ns render",
    "get pod worker-12 -n render -o wide",
    "get pod worker-12 -n render -o jsonpath='{.spec.nodeName}'",
  ],
  ["show the last half hour of logs of deployment post in mail", "logs deployment/post -n mail --since=30m"],
  [
    "decode the token key out of secret hub, ns ci",
    `get secret hub -n ci -o go-template='{{index .data "token" | base64decode}}'`,
  ],
  ["let pods schedule on node r1-n4 again, it is patched", "uncordon r1-n4"],
  ["I'd like all failed pods in namespace batch removed", "delete pods --field-selector=status.phase=Failed -n batch"],
  ["which context are we on, I do not want to break prod", "config current-context"],
  ["is there a disruption budget blocking evictions in ns db", "get pdb -n db"],
];
