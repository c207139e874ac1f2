import type { Case } from "../case.ts";
import { describedPod, printedEvents, running } from "../printed.ts";

const events = (kind: string, name: string, reason: string, message: string): Case["outputs"][number] => {
  const object = `${kind}/${name}`;
  const row = (...cells: readonly [string, string, string, string, string]) =>
    `${cells[0].padEnd(12)}${cells[1].padEnd(10)}${cells[2].padEnd(reason.length + 3)}${cells[3].padEnd(object.length + 3)}${cells[4]}\n`;
  return [
    "get events -n shop",
    row("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE") + row("2m", "Warning", reason, object, message),
  ];
};

const refused = (name: string, code: string, message: string, says?: RegExp): Case => ({
  name,
  outputs: [
    ["get deploy -n shop", "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/3     0            0           5m\n"],
    events("replicaset", "web-6d4b75cb6d", "FailedCreate", message),
  ],
  roots: [code],
  symptoms: ["deployment-unavailable"],
  ...(says ? { says } : {}),
});

const claim = (
  message: string,
  reason: string,
  row = "Pending                                      fast",
): Case["outputs"] => [
  [
    "get pvc -n shop",
    `NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata   ${row}           49m\n`,
  ],
  ...(message === "" ? [] : [events("persistentvolumeclaim", "data", reason, message)]),
];

const service = (selector: string, endpoints: string, port = "8080/TCP"): Case["outputs"][number] => [
  "describe service web -n shop",
  `Name:                     web
Namespace:                shop
Labels:                   <none>
Annotations:              <none>
Selector:                 ${selector}
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.14.3
IPs:                      10.96.14.3
Port:                     http  80/TCP
TargetPort:               ${port}
Endpoints:                ${endpoints}
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`,
];

const readyPod: Case["outputs"][number] = [
  "describe pods -n shop",
  describedPod({ status: "Running", state: running, ready: true }),
];

const deployment = (replicas: string, conditions: string): Case["outputs"][number] => [
  "describe deployment web -n shop",
  `Name:                   web
Namespace:              shop
CreationTimestamp:      Tue, 03 Feb 2026 10:00:00 +0000
Labels:                 app=web
Annotations:            deployment.kubernetes.io/revision: 4
Selector:               app=web
Replicas:               ${replicas}
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:  app=web
  Containers:
   app:
    Image:      registry.example.com/shop/web:1.4.2
    Port:       8080/TCP
    Host Port:  0/TCP
    Environment:  <none>
    Mounts:       <none>
  Volumes:        <none>
Conditions:
  Type           Status   Reason
  ----           ------   ------
${conditions}
OldReplicaSets:  web-5c9d7f (3/3 replicas created)
NewReplicaSet:   web-6d4b75cb6d (1/1 replicas created)
Events:          <none>
`,
];

const autoscaler = (conditions: string, targets = "<unknown> / 70%"): Case["outputs"][number] => [
  "describe hpa web -n shop",
  `Name:                                                  web
Namespace:                                             shop
Labels:                                                <none>
Annotations:                                           <none>
CreationTimestamp:                                     Tue, 03 Feb 2026 10:00:00 +0000
Reference:                                             Deployment/web
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  ${targets}
Min replicas:                                          2
Max replicas:                                          4
Deployment pods:                                       2 current / 0 desired
Conditions:
  Type           Status  Reason                   Message
  ----           ------  ------                   -------
${conditions}
Events:          <none>
`,
];

const ingress: Case["outputs"][number] = [
  "get ingress web -n shop -o yaml",
  "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  rules:\n  - host: shop.example.com\n    http:\n      paths:\n      - backend:\n          service:\n            name: web\n            port:\n              number: 80\n        path: /\n        pathType: Prefix\n  tls:\n  - hosts:\n    - shop.example.com\n    secretName: shop-tls\n",
];

export const workloadCases: readonly Case[] = [
  refused(
    "a quota without room",
    "quota-exceeded",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: exceeded quota: shop, requested: limits.memory=1Gi, used: limits.memory=12Gi, limited: limits.memory=12Gi',
    /ResourceQuota shop is exceeded \(requested limits.memory=1Gi, used limits.memory=12Gi, limited to limits.memory=12Gi\)/,
  ),
  refused(
    "a quota that demands requests",
    "quota-exceeded",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: failed quota: shop: must specify requests.cpu for: app',
    /demands that its containers specify requests.cpu/,
  ),
  refused(
    "a limit range",
    "limit-range-refuses",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: maximum memory usage per Container is 512Mi, but limit is 1Gi',
  ),
  refused(
    "pod security",
    "pod-security-refuses",
    'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false)',
    /violates PodSecurity "restricted:latest"/,
  ),
  refused(
    "a webhook whose Service is gone",
    "webhook-unreachable",
    'Error creating: Internal error occurred: failed calling webhook "policy.example.com": failed to call webhook: Post "https://policy.guard.svc:443/validate?timeout=5s": dial tcp: lookup policy.guard.svc: no such host',
    /webhook "policy.example.com" cannot be called, failed \(policy.guard.svc: no such host\)/,
  ),
  refused(
    "a webhook that says no",
    "webhook-refuses",
    'Error creating: admission webhook "policy.example.com" denied the request: label team is required',
    /label team is required/,
  ),
  refused(
    "a service account that does not exist",
    "service-account-missing",
    'Error creating: pods "web-6d4b75cb6d-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
  ),
  refused(
    "a priority class that does not exist",
    "priority-class-missing",
    'Error creating: pods "web-6d4b75cb6d-" is forbidden: no PriorityClass with name gold was found',
  ),
  refused(
    "a refusal that no rule knows",
    "creation-forbidden",
    'Error creating: pods "web-6d4b75cb6d-" is forbidden: it is Sunday',
  ),
  {
    name: "a refusal that is over accuses nobody",
    outputs: [
      [
        "get rs -n shop",
        "NAME             DESIRED   CURRENT   READY   AGE\nweb-6d4b75cb6d   3         3         3       5m\n",
      ],
      events(
        "replicaset",
        "web-6d4b75cb6d",
        "FailedCreate",
        'Error creating: pods "web-6d4b75cb6d-x2k4p" is forbidden: exceeded quota: shop, requested: pods=1, used: pods=10, limited: pods=10',
      ),
    ],
    roots: [],
  },
  {
    name: "a storage class that does not exist",
    outputs: claim('storageclass.storage.k8s.io "fast" not found', "ProvisioningFailed"),
    roots: ["storage-class-missing"],
    says: /StorageClass "fast" does not exist/,
  },
  {
    name: "a storage class that is not on the list",
    outputs: [
      ...claim("", ""),
      [
        "get storageclass",
        "NAME                 PROVISIONER          RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE\nstandard (default)   csi.disk.example     Delete          Immediate           true                   258d\n",
      ],
    ],
    roots: ["storage-class-missing"],
    says: /there is standard/,
  },
  {
    name: "a provisioner that fails",
    outputs: claim(
      'failed to provision volume with StorageClass "fast": rpc error: code = ResourceExhausted desc = disk quota of the project is reached',
      "ProvisioningFailed",
    ),
    roots: ["provisioning-failed"],
  },
  {
    name: "a claim that waits for its pod is no failure",
    outputs: claim("waiting for first consumer to be created before binding", "WaitForFirstConsumer"),
    roots: [],
    notes: ["claim-waits-for-consumer"],
  },
  {
    name: "a provisioner that nobody runs",
    outputs: claim(
      "Waiting for a volume to be created either by the external provisioner 'csi.disk.example' or manually by the system administrator.",
      "ExternalProvisioning",
    ),
    roots: ["provisioner-absent"],
  },
  {
    name: "no volume that fits",
    outputs: claim("no persistent volumes available for this claim and no storage class is set", "FailedBinding"),
    roots: ["no-volume-for-claim"],
  },
  {
    name: "a claim that is Pending without a reason",
    outputs: claim("", ""),
    roots: ["claim-pending"],
    suggests: "kubectl describe pvc data -n shop",
  },
  {
    name: "a claim that lost its volume",
    outputs: claim("", "", "Lost      pvc-3f1a   0                         fast"),
    roots: ["volume-lost"],
  },
  {
    name: "a claim that is bound",
    outputs: claim("", "", "Bound     pvc-3f1a   5Gi        RWO            fast"),
    roots: [],
  },
  {
    name: "a volume whose claim is gone",
    outputs: [
      [
        "get pv",
        "NAME       CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS     CLAIM       STORAGECLASS   REASON   AGE\npvc-3f1a   5Gi        RWO            Retain           Released   shop/data   fast                    9d\n",
      ],
    ],
    roots: [],
    notes: ["volume-not-reusable"],
  },
  {
    name: "a missing storage class explains the pod and the StatefulSet",
    outputs: [
      ["get statefulset -n shop", "NAME   READY   AGE\ndb     0/3     49m\n"],
      ["get pods -n shop", "NAME   READY   STATUS    RESTARTS   AGE\ndb-0   0/1     Pending   0          49m\n"],
      [
        "get pvc -n shop",
        "NAME        STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata-db-0   Pending                                      fast           49m\n",
      ],
      events(
        "persistentvolumeclaim",
        "data-db-0",
        "ProvisioningFailed",
        'storageclass.storage.k8s.io "fast" not found',
      ),
    ],
    roots: ["storage-class-missing"],
    symptoms: ["not-scheduled", "stateful-set-stuck"],
  },
  {
    name: "a selector that matches nothing",
    outputs: [service("app=wbe", "<none>"), readyPod],
    roots: ["service-selector-mismatch"],
    symptoms: ["service-without-endpoints"],
    says: /selector app=wbe matches no pod; Pod shop\/web-6d4b75cb6d-x2k4p has app=web/,
    suggests: "kubectl set selector service web app=web -n shop",
  },
  {
    name: "pods that are not ready behind a Service",
    outputs: [
      service("app=web", "<none>"),
      [
        "describe pods -n shop",
        describedPod({
          status: "Running",
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "2s (x9 over 90s)",
              "kubelet",
              "Readiness probe failed: HTTP probe failed with statuscode: 503",
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    symptoms: ["service-without-endpoints"],
  },
  { name: "a Service that is well", outputs: [service("app=web", "10.244.1.17:8080"), readyPod], roots: [] },
  {
    name: "a named target port that no container has",
    outputs: [service("app=web", "<none>", "http/TCP"), readyPod],
    roots: ["service-port-mismatch"],
    symptoms: ["service-without-endpoints"],
    says: /port 80 gets no endpoints: its targetPort is the port name "http", .* \(declared: 8080\)/,
  },
  {
    name: "near miss: a named target port that has endpoints, behind a description that prints no names",
    outputs: [service("app=web", "10.244.1.17:8080", "http/TCP"), readyPod],
    roots: [],
  },
  {
    name: "a load balancer without address",
    outputs: [
      [
        "get svc -n shop",
        "NAME   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE\nweb    LoadBalancer   10.96.1.9    <pending>     80:31080/TCP   49m\n",
      ],
    ],
    roots: ["load-balancer-pending"],
  },
  {
    name: "an ingress whose Service does not exist",
    outputs: [
      ingress,
      [
        "get svc -n shop",
        "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nshop   ClusterIP   10.96.1.9    <none>        80/TCP    49m\n",
      ],
    ],
    roots: ["ingress-backend-unavailable"],
    says: /leads to Service web, which does not exist/,
  },
  {
    name: "an ingress without its certificate",
    outputs: [ingress, ["get secrets -n shop", "NAME      TYPE     DATA   AGE\nweb-db    Opaque   2      49m\n"]],
    roots: ["ingress-certificate-missing"],
    says: /Secret "shop-tls"/,
  },
  {
    name: "a deployment without all replicas",
    outputs: [
      [
        "get deploy -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    1/2     2            1           5m\n",
      ],
    ],
    roots: ["deployment-unavailable"],
    says: /: 1 of 2 replicas are ready/,
  },
  {
    name: "a deployment with all replicas",
    outputs: [
      [
        "get deploy -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    2/2     2            2           5m\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a rollout beyond its deadline",
    outputs: [
      deployment(
        "3 desired | 1 updated | 4 total | 3 available | 1 unavailable",
        "  Available      True     MinimumReplicasAvailable\n  Progressing    False    ProgressDeadlineExceeded",
      ),
    ],
    roots: ["rollout-stuck"],
    says: /ReplicaSet web-6d4b75cb6d exceeded its progress deadline/,
    suggests: "kubectl rollout undo deployment/web -n shop",
  },
  {
    name: "a rollout that is done",
    outputs: [
      deployment(
        "3 desired | 3 updated | 3 total | 3 available | 0 unavailable",
        "  Available      True     MinimumReplicasAvailable\n  Progressing    True     NewReplicaSetAvailable",
      ),
    ],
    roots: [],
  },
  {
    name: "a paused rollout",
    outputs: [
      deployment(
        "3 desired | 1 updated | 3 total | 3 available | 0 unavailable",
        "  Available      True     MinimumReplicasAvailable\n  Progressing    Unknown  DeploymentPaused",
      ),
    ],
    roots: ["rollout-paused"],
    suggests: "kubectl rollout resume deployment/web -n shop",
  },
  {
    name: "scaled to zero",
    outputs: [
      [
        "get deploy -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    0/0     0            0           5m\n",
      ],
    ],
    roots: [],
    notes: ["scaled-to-zero"],
    suggests: "kubectl scale deployment/web -n shop --replicas=1",
  },
  {
    name: "a DaemonSet that misses a node",
    outputs: [
      [
        "get ds -n shop",
        "NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\nagent   3         3         2       3            2           <none>          9d\n",
      ],
    ],
    roots: ["daemonset-incomplete"],
    says: /ready on 2 of 3 nodes/,
  },
  {
    name: "a Job that gave up",
    outputs: [
      [
        "get jobs -n shop",
        "NAME     STATUS   COMPLETIONS   DURATION   AGE\nexport   Failed   0/1           9m         9m\n",
      ],
      events("job", "export", "BackoffLimitExceeded", "Job has reached the specified backoff limit"),
    ],
    roots: ["job-failed"],
    says: /BackoffLimitExceeded/,
  },
  {
    name: "a Job that still tries",
    outputs: [
      [
        "describe job export -n shop",
        `Name:             export\nNamespace:        shop\nSelector:         batch.kubernetes.io/controller-uid=1\nLabels:           app=export\nAnnotations:      <none>\nParallelism:      1\nCompletions:      1\nCompletion Mode:  NonIndexed\nSuspend:          false\nBackoff Limit:    6\nStart Time:       Tue, 17 Mar 2026 14:00:00 +0000\nPods Statuses:    1 Active (0 Ready) / 0 Succeeded / 2 Failed\n${printedEvents([])}`,
      ],
    ],
    roots: ["job-retrying"],
    says: /2 pods of Job shop\/export failed \(backoff limit 6\)/,
  },
  {
    name: "a Job that completed in the end",
    outputs: [
      [
        "get jobs -n shop",
        "NAME     STATUS     COMPLETIONS   DURATION   AGE\nexport   Complete   1/1           9m         9m\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a suspended CronJob is worth a note",
    outputs: [
      [
        "get cronjobs -n shop",
        "NAME     SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE\nexport   0 2 * * *     <none>     True      0        9d              90d\n",
      ],
    ],
    roots: [],
    notes: ["job-suspended"],
    suggests: `kubectl patch cronjob export -n shop --patch='{"spec":{"suspend":false}}'`,
  },
  {
    name: "a CronJob that misses its time",
    outputs: [
      events(
        "cronjob",
        "export",
        "MissSchedule",
        "Missed scheduled time to start a job: Tue, 17 Mar 2026 02:00:00 UTC",
      ),
    ],
    roots: ["cronjob-not-starting"],
  },
  {
    name: "an autoscaler whose target requests nothing",
    outputs: [
      autoscaler(
        "  ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu in container proxy of Pod web-6d4b75cb6d-x2k4p",
      ),
    ],
    roots: ["autoscaler-without-requests"],
    says: /no cpu request \(container proxy\)/,
  },
  {
    name: "an autoscaler without metrics",
    outputs: [
      autoscaler(
        "  ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      ),
    ],
    roots: ["autoscaler-without-metrics"],
  },
  {
    name: "an autoscaler whose target does not exist",
    outputs: [
      autoscaler(
        '  AbleToScale  False   FailedGetScale           the HPA controller was unable to get the target\'s current scale: deployments.apps "web" not found',
      ),
    ],
    roots: ["autoscaler-target-missing"],
    says: /deployments.apps "web" not found/,
  },
  {
    name: "an autoscaler whose target is called otherwise, as the list of its kind shows",
    outputs: [
      autoscaler(
        '  AbleToScale  False   FailedGetScale           the HPA controller was unable to get the target\'s current scale: deployments.apps "web" not found',
      ),
      [
        "get deployments -n shop",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nwebb   1/1     1            1           40d\n",
      ],
    ],
    roots: ["autoscaler-target-missing"],
    says: /cannot scale Deployment web: there is no Deployment "web" \(not found; there is one named "webb"\)/,
  },
  {
    name: "an autoscaler that is switched off",
    outputs: [
      autoscaler(
        "  ScalingActive  False   ScalingDisabled          scaling is disabled since the replica count of the target is zero",
      ),
    ],
    roots: ["autoscaler-disabled"],
  },
  {
    name: "an autoscaler at its maximum",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 190%/70%  2         4         4          40d\n",
      ],
    ],
    roots: ["autoscaler-at-maximum"],
    suggests: `kubectl patch hpa web -n shop --patch='{"spec":{"maxReplicas":8}}'`,
  },
  {
    name: "an autoscaler that is well",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 40%/70%   2         4         4          40d\n",
      ],
    ],
    roots: [],
  },
  {
    name: "an autoscaler that had no metrics for a while",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 40%/70%   2         4         2          40d\n",
      ],
      events(
        "horizontalpodautoscaler",
        "web",
        "FailedGetResourceMetric",
        "failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API",
      ),
    ],
    roots: [],
  },
  {
    name: "a budget that allows nothing is worth a note",
    outputs: [
      [
        "get pdb -n shop",
        "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nweb    3               N/A               0                     40d\n",
      ],
    ],
    roots: [],
    notes: ["disruption-budget-blocks"],
  },
  {
    name: "a budget that holds up a drain",
    outputs: [
      [
        "get pdb -n shop",
        "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nweb    3               N/A               0                     40d\n",
      ],
      [
        "drain worker-1",
        'node/worker-1 cordoned\nevicting pod shop/web-6d4b75cb6d-x2k4p\nerror when evicting pods/"web-6d4b75cb6d-x2k4p" -n "shop" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.\n',
      ],
    ],
    roots: ["disruption-budget-blocks"],
    symptoms: ["eviction-refused"],
    says: /allows 0 disruptions: minAvailable is 3/,
  },
];
