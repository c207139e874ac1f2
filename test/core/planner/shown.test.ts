import { expect, test } from "vitest";
import { understand } from "../../../src/core/planner/question/understand.ts";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

const all: Output = [
  "kubectl get deploy,hpa,svc,pods -n bakery -o wide",
  `NAME                   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES                       SELECTOR
deployment.apps/oven   2/2     2            2           90d   oven         registry.example/oven:4.2.1  app=oven

NAME                                       REFERENCE         TARGETS        MINPODS   MAXPODS   REPLICAS   AGE
horizontalpodautoscaler.autoscaling/oven   Deployment/oven   cpu: 40%/70%   2         9         2          90d

NAME               TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)          AGE   SELECTOR
service/oven       LoadBalancer   10.96.4.17    192.0.2.40    443:31888/TCP    90d   app=oven
service/oven-db    ClusterIP      10.96.4.18    <none>        5432/TCP         90d   app=oven-db

NAME                        READY   STATUS    RESTARTS      AGE   IP           NODE      NOMINATED NODE   READINESS GATES
pod/oven-6c9d8f7b5d-2kxqz   1/1     Running   4 (61d ago)   89d   10.1.0.12    north-1   <none>           <none>
pod/oven-6c9d8f7b5d-9wlmn   1/1     Running   1 (60d ago)   89d   10.1.0.13    north-2   <none>           <none>
`,
];

const log: Output = [
  "kubectl logs oven-6c9d8f7b5d-2kxqz -n bakery --tail=4",
  `2026-03-01T10:00:00Z INFO restart of the conveyor in bakery
2026-03-01T10:00:05Z INFO order 881 baked
2026-03-01T10:00:07Z INFO order 882 baked
2026-03-01T10:00:09Z INFO order 883 baked
`,
];

const claims: Output = [
  "kubectl get pvc -n bakery",
  `NAME        STATUS   VOLUME      CAPACITY   ACCESS MODES   STORAGECLASS   AGE
oven-data   Bound    pvc-4711a   250Gi      RWO            fast           90d
`,
];

const applications: Output = [
  "kubectl get applications -n argocd",
  `NAME     SYNC STATUS   HEALTH STATUS
bread    Synced        Healthy
cake     Synced        Healthy
`,
];

const topics: Output = [
  "kubectl get kafka,kafkatopic -n flour",
  `NAME                             READY   METADATA STATE   WARNINGS
kafka.kafka.strimzi.io/mill      True    KRaft

NAME                                  CLUSTER   PARTITIONS   REPLICATION FACTOR   READY
kafkatopic.kafka.strimzi.io/grain     mill      12           3                    True
kafkatopic.kafka.strimzi.io/husks     mill      6            3                    True
`,
];

const database: Output = [
  "kubectl get clusters.postgresql.cnpg.io dough-db -n bakery -o yaml",
  `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: dough-db
  namespace: bakery
spec:
  imageName: ghcr.io/cloudnative-pg/postgresql:16.9
  instances: 3
  postgresql:
    parameters:
      max_connections: "200"
  storage:
    size: 120Gi
    storageClass: nvme
`,
];

const nodes: Output = [
  "kubectl get nodes",
  `NAME      STATUS   ROLES    AGE   VERSION
north-1   Ready    <none>   90d   v1.33.1
north-2   Ready    <none>   3h    v1.33.1
`,
];

const measured: Output = [
  "kubectl top nodes",
  `NAME      CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)
north-1   1200m        30%      8000Mi          48%
north-2   3900m        97%      9000Mi          55%
`,
];

const deployed: Output = [
  "kubectl describe deployment oven -n bakery",
  `Name:                   oven
Namespace:              bakery
Selector:               app=oven
Replicas:               2 desired | 2 updated | 2 total | 2 available | 0 unavailable
StrategyType:           RollingUpdate
Pod Template:
  Labels:  app=oven
  Containers:
   oven:
    Image:      registry.example/oven:4.2.1
    Environment:
      BAKE_WORKERS:  6
Events:          <none>
`,
];

const nodeDescribed: Output = [
  "kubectl describe node north-1",
  `Name:               north-1
Roles:              <none>
Conditions:
  Type   Status  LastHeartbeatTime                 LastTransitionTime                Reason        Message
  ----   ------  -----------------                 ------------------                ------        -------
  Ready  True    Mon, 17 Mar 2025 08:14:52 +0000   Sun, 16 Mar 2025 21:52:31 +0000   KubeletReady  kubelet is posting ready status
System Info:
  Operating System:           linux
  Container Runtime Version:  containerd://1.7.23
`,
];

const crashing: Output = [
  "kubectl get pods -n bakery",
  `NAME                    READY   STATUS             RESTARTS        AGE
oven-6c9d8f7b5d-2kxqz   0/1     CrashLoopBackOff   12 (2m9s ago)   41m
`,
];

const said = (question: string, ...outputs: readonly Output[]) => replyTo(pasted(question, outputs)).text;

test.each<[string, readonly Output[], RegExp]>([
  [
    "how many replicas may oven scale to at most?",
    [all],
    /^HorizontalPodAutoscaler oven has the maximum of replicas 9\./,
  ],
  ["What's the upper limit of the hpa?", [all], /maximum of replicas 9\./],
  ["how many pods of oven run at least?", [all], /minimum of replicas 2\./],
  ["how big is oven-data?", [claims], /^PersistentVolumeClaim oven-data has the size 250Gi\./],
  ["access mode of the oven-data claim please", [claims], /access mode RWO\./],
  ["name of the machine oven-6c9d8f7b5d-9wlmn runs on?", [all], /^Pod oven-6c9d8f7b5d-9wlmn runs on north-2\./],
  ["where is oven running", [all, log], /2kxqz runs on north-1; Pod oven-6c9d8f7b5d-9wlmn runs on north-2\./],
  [
    "what image does dough-db use",
    [database],
    /^Cluster dough-db uses the image ghcr.io\/cloudnative-pg\/postgresql:16\.9/,
  ],
  ["which postgres version does dough-db run?", [database], /postgresql:16\.9/],
  ["max_connections of dough-db?", [database], /^max_connections: 200 \(Cluster dough-db\)/],
  ["storage size of dough-db", [database], /has the size 120Gi/],
  [
    "how often did oven-6c9d8f7b5d-2kxqz restart?",
    [all, log],
    /^oven-6c9d8f7b5d-2kxqz was restarted 4 times \(last 61d ago\)/,
  ],
  ["how many restarts does oven have", [all, log], /^5 restarts over 2 pods/],
  ["list the services in bakery", [all, log], /^2 Services in bakery: oven and oven-db\./],
  ["which services are there in the bakery namespace?", [all, log], /^2 Services in bakery: oven and oven-db\./],
  ["show all pods in bakery", [all, log], /^2 pods in the bakery namespace/],
  [
    "what did oven log last?",
    [all, log],
    /^The last line that was shown of the log of oven-6c9d8f7b5d-2kxqz: .*order 883 baked/,
  ],
  ["last 2 lines of oven's log", [all, log], /order 882 baked\n.*order 883 baked/],
  ["show me the names of the argo cd applications", [applications], /^2 Applications.*: bread and cake\./],
  ["which argo apps do we have?", [applications], /^2 Applications.*: bread and cake\./],
  ["list the kafka topics", [topics], /^2 KafkaTopics: grain and husks\./],
  ["replication factor of husks", [topics], /^replication factor: 3 \(KafkaTopic husks\)/],
  ["how many argo applications are there", [applications], /^2 Applications/],
  ["version of the nodes?", [nodes], /v1\.33\.1/],
  ["Kubernetes version on the nodes, please.", [nodes], /runs? Kubernetes v1\.33\.1/],
  ["oven, how many restarts so far?", [all, log], /^5 restarts over 2 pods/],
  ["age of north-2?", [nodes], /^Node north-2 has the age 3h\./],
  ["highest number of oven pods allowed?", [all], /maximum of replicas 9\./],
  ["cpu target of oven", [all], /cpu: 40%\/70%/],
  ["how many oven pods are there", [all], /^2 (?:of 2 )?pods of oven/],
  ["external ip of oven?", [all], /^Service oven has the external IP 192\.0\.2\.40\./],
  ["node port of oven", [all], /node port 31888\./],
  ["type of the oven-db service", [all], /^Service oven-db is of type ClusterIP\./],
  ["when was north-2 added?", [nodes], /^Node north-2 has the age 3h\./],
  [
    "is north-1 overloaded?",
    [nodes, measured],
    /^(?:No, node north-1 is not at its limit|Nothing is wrong with north-1)/,
  ],
  [
    "Is north-1 overloaded? It felt slow in Grafana.",
    [nodes, measured],
    /^No, node north-1 .*30% of its CPU.*it is Ready/,
  ],
  [
    "Is north-2 overloaded? It felt slow in Grafana.",
    [nodes, measured],
    /^Yes, node north-2 is at its limit: it uses 97% of its CPU/,
  ],
  ["Which of the nodes is broken?", [nodes], /^2 nodes, all of them Ready|^Nothing is wrong with north-1/],
  ["what is BAKE_WORKERS set to", [deployed], /^bake_workers: 6 \(Deployment oven\)/],
  ["rollout strategy of oven", [deployed], /^Deployment oven has the strategy RollingUpdate\./],
])("%s", (question, outputs, answer) => {
  expect(said(question, ...outputs)).toMatch(answer);
});

test.each<[string, string, readonly Output[], RegExp]>([
  ["a quota of memory is no bound of replicas", "maximum memory of oven", [all], /maximum of replicas/],
  [
    "the last error is another line than the last",
    "what was the last error oven logged?",
    [all, log],
    /^The last line/,
  ],
  [
    "a list that was narrowed is not all",
    "list the services in bakery",
    [[all[0].replace("-o wide", "-l app=oven"), all[1]]],
    /^2 Services/,
  ],
  ["services of another place", "list the services in cellar", [all], /^\d Services/],
  ["services of a certain sort are fewer", "list the headless services in bakery", [all], /^2 Services/],
  ["a version of something that no image says", "which python version does dough-db run?", [database], /postgresql:16/],
  ["of all is not of one", "operating system of the nodes", [nodes, nodeDescribed], /^operating system: linux/],
  [
    "another program than the image",
    "which python version does oven run?",
    [deployed],
    /^[A-Z]\w+ \S+ (?:runs|uses the image) registry/,
  ],
  ["what fails is told with its cause", "status of oven-6c9d8f7b5d-2kxqz", [crashing], /^status: /],
  ["restarts within a time", "how often did oven restart since monday?", [all], /^5 restarts/],
  ["why something is so", "why is oven-data so big?", [claims], /^PersistentVolumeClaim oven-data has the size/],
])("near miss: %s", (_, question, outputs, wrong) => {
  expect(said(question, ...outputs)).not.toMatch(wrong);
});

test.each([
  ["Release train is waiting: are we clear on oven-6c9d8f7b5d-2kxqz?", false],
  ["Release notes are missing: is oven ok?", false],
  ["start time of oven-6c9d8f7b5d-2kxqz", false],
  ["restart deployment oven, is it safe?", true],
  ["run the job that is suspended", true],
  ["release image registry.example/oven:5 to deployment oven", true],
])("what begins with a word of an order: %s", (question, isOrder) => {
  expect(understand(question).intent === "change").toBe(isOrder);
});

test("why a host shows a text asks for a cause, not whether the text was logged", () => {
  const told = said("Any idea why oven.example shows 'Service Temporarily Unavailable'?", all, log);
  expect(told).not.toMatch(/^No: "Service Temporarily Unavailable" does not stand in the log/);
});

test("what a kind is called may hold anything", () => {
  const odd: Output = ["kubectl get pods -n shop", "(/!"];
  expect(replyTo(pasted("which of the ( are there?", [odd])).text).not.toBe("");
});
