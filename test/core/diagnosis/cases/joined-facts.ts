import type { Case } from "../case.ts";

/** Causes that no single output shows: what one prints has to be held against another. */
const died = (flags: string): string =>
  `Name:             ledger-0\nNamespace:        bank\nNode:             n1/10.0.0.1\nStatus:           Running\nControlled By:  StatefulSet/ledger\nContainers:\n  ledger:\n    Image:          x/ledger:1\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Ready:          False\n    Restart Count:  7\n    Limits:\n      memory:  2Gi\n    Environment:\n      JAVA_OPTS:  ${flags}\n`;

const row = (name: string, ready = "1/1"): string => `${name}   ${ready}   Running   0   9d\n`;
const header = "NAME   READY   STATUS   RESTARTS   AGE\n";

const pressed = (reason: string): string =>
  `Name:               w7\nEvents:\n  Type     Reason                Age               From     Message\n  ----     ------                ----              ----     -------\n  Normal   ${reason}   90s (x9 over 3h)  kubelet  Node w7 status is now: ${reason}\n`;

const measured = (amount: number, ofOther = 41_222_144): string =>
  `logs\tchatty-7c9d8b6f5-x2k4m\t${amount}\nkube-system\tcilium-8k2mx\t${ofOther}\n`;

const admitting = (label: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: risk-in\n  namespace: desk\nspec:\n  podSelector:\n    matchLabels:\n      app: risk\n  policyTypes:\n  - Ingress\n  ingress:\n  - from:\n    - podSelector:\n        matchLabels:\n          role: ${label}\n`;
const traders =
  "NAME                      READY   STATUS    RESTARTS   AGE   LABELS\nrouter-6d8f9c7b5-k2x4m    1/1     Running   0          9d    app=router,role=router\nrisk-5f7d8c9b6-x4m2k      1/1     Running   0          9d    app=risk\n";
const silentCalls =
  '{"Timestamp":"2026-11-24T14:30:07Z","Level":"Error","MessageTemplate":"Risk check failed","Exception":"System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 5 seconds elapsing."}\n'.repeat(
    3,
  );

const uses = (reads: string): string =>
  `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: order-producer\n    namespace: shop\n  data:\n    TOPIC: orders.placed\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: billing-consumer\n    namespace: shop\n  data:\n    TOPIC: ${reads}\n`;
const idle = (topic: string): string => `10:00:00 INFO subscribed to topic ${topic}\n10:05:00 INFO polled 0 records\n`;

const brokerLog = (end: string): string =>
  `2026-11-24 09:58:10 [warning] <0.451.0> disk resource limit alarm set on node rabbit@mq-0\n2026-11-24 09:58:10 [warning] <0.451.0> *** Publishers will be blocked until this alarm clears ***\n${end}`;
const waiting =
  '{"level":"warn","msg":"publish confirm timeout","exchange":"tickets"}\n{"level":"warn","msg":"publish confirm timeout","exchange":"tickets"}\n';

const queues = (held: number, consumers: number): string =>
  `Listing queues for vhost / ...\nname\tmessages\tconsumers\nmail.out\t${held}\t${consumers}\nmail-out\t0\t2\n`;

const sandbox =
  'LAST SEEN   TYPE      REASON                   OBJECT                        MESSAGE\n2m          Warning   FailedCreatePodSandBox   pod/quote-7dfc6b9c44-dm5zl    Failed to create pod sandbox: plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container\n';

const mounts = (used: string): string =>
  `Filesystem      Size  Used Avail Use% Mounted on\noverlay         100G   40G   60G  40% /\n/dev/nvme2n1     20G   20G   12K ${used} /var/lib/postgresql/data\n`;

const vault = (sealed: string): string =>
  `Key                Value\n---                -----\nSeal Type          shamir\nInitialized        true\nSealed             ${sealed}\n`;

const refused = (age: string): string =>
  `Events:\n  Type     Reason              Age   From             Message\n  ----     ------              ----  ----             -------\n  Warning  ProvisioningFailed  ${age}    ebs.csi.aws.com  failed to provision volume with StorageClass "gp3": VolumeLimitExceeded\n`;

export const joinedFactCases: readonly Case[] = [
  {
    name: "a heap that may grow beyond the container's limit",
    outputs: [["describe pod ledger-0 -n bank", died("-Xms1g -Xmx3g")]],
    roots: ["oom-killed"],
    says: /memory limit of 2Gi: its environment \(JAVA_OPTS\) sets -Xmx3g, so that its heap may grow to 3Gi, more than the limit of 2Gi/,
  },
  {
    name: "near miss: a heap that leaves enough of the limit",
    outputs: [["describe pod ledger-0 -n bank", died("-Xms1g -Xmx1200m")]],
    roots: ["oom-killed"],
    says: /memory limit of 2Gi \(7 restarts\)/,
  },
  {
    name: "a heap set in a ConfigMap that the container takes its environment from",
    outputs: [
      [
        "get pod ledger-0 -n bank -o jsonpath='{.status.containerStatuses[0].lastState}{\"\\n\"}{.spec.containers[0].resources}'",
        '{"terminated":{"exitCode":137,"reason":"OOMKilled"}}\n{"limits":{"memory":"1Gi"}}\n',
      ],
      ["exec -n bank ledger-0 -- env", "NODE_OPTIONS=--max-old-space-size=4096\n"],
    ],
    roots: ["oom-killed"],
    says: /--max-old-space-size=4096, so that its heap may grow to 4Gi, more than the limit of 1Gi/,
  },
  {
    name: "a liveness probe that ends a container which shuts down in good order",
    outputs: [
      [
        "describe pod odoo-0 -n erp",
        "Name:             odoo-0\nNamespace:        erp\nNode:             n1/10.0.0.1\nStatus:           Running\nContainers:\n  odoo:\n    Image:          odoo:17\n    State:          Running\n    Last State:     Terminated\n      Reason:       Completed\n      Exit Code:    0\n    Ready:          False\n    Restart Count:  7\n    Liveness:   http-get http://:8069/health delay=20s timeout=1s period=10s #success=1 #failure=3\nEvents:\n  Type     Reason     Age                  From     Message\n  ----     ------     ----                 ----     -------\n  Normal   Killing    9m (x2 over 10m)     kubelet  Container odoo failed liveness probe, will be restarted\n  Warning  Unhealthy  50s (x21 over 10m)   kubelet  Liveness probe failed: dial tcp 10.42.2.61:8069: connect: connection refused\n",
      ],
    ],
    roots: ["liveness-probe-failing"],
    symptoms: ["container-exits"],
    says: /after 20s, gives up 30s later/,
  },
  {
    name: "the pod that fills the disk of a node",
    outputs: [
      ["describe node w7 | tail -9", pressed("NodeHasDiskPressure")],
      [
        "get --raw /api/v1/nodes/w7/proxy/stats/summary | jq -r '.pods[]|[.podRef.namespace,.podRef.name,.\"ephemeral-storage\".usedBytes]|@tsv'",
        measured(90_244_149_248),
      ],
    ],
    roots: ["node-disk-pressure"],
    says: /Pod logs\/chatty-7c9d8b6f5-x2k4m has written 84Gi to its disk/,
  },
  {
    name: "the pod that fills the disk of a node, measured in MiB",
    outputs: [
      ["describe node w7 | tail -9", pressed("NodeHasDiskPressure")],
      [
        "get --raw /api/v1/nodes/w7/proxy/stats/summary | jq -r '.pods[]|[.podRef.namespace,.podRef.name,(.\"ephemeral-storage\".usedBytes/1048576|floor)]|@tsv'",
        measured(72_911, 39),
      ],
    ],
    roots: ["node-disk-pressure"],
    says: /Pod logs\/chatty-7c9d8b6f5-x2k4m has written 71\.2Gi to its disk/,
  },
  {
    name: "the pod whose folder fills the disk of a node, in the KiB that du counts",
    outputs: [
      ["describe node w7 | tail -9", pressed("NodeHasDiskPressure")],
      [
        "debug node/w7 -q --image=busybox:1.37 -- chroot /host du -x --max-depth=1 /var/log/pods",
        "41096192\t/var/log/pods/logs_chatty-7c9d8b6f5-x2k4m_0a1b2c3d-1111-2222-3333-444455556666\n1204\t/var/log/pods/shop_web-0_0a1b2c3d-1111-2222-3333-444455556667\n",
      ],
    ],
    roots: ["node-disk-pressure"],
    says: /Pod logs\/chatty-7c9d8b6f5-x2k4m has written 39\.2Gi to its disk/,
  },
  {
    name: "near miss: a pod that writes much on a node that is short of memory",
    outputs: [
      ["describe node w7 | tail -9", pressed("NodeHasInsufficientMemory")],
      [
        "get --raw /api/v1/nodes/w7/proxy/stats/summary | jq -r '.pods[]|[.podRef.namespace,.podRef.name,.\"ephemeral-storage\".usedBytes]|@tsv'",
        measured(90_244_149_248),
      ],
    ],
    roots: ["node-memory-pressure"],
    says: /^Node w7 is under MemoryPressure and evicts pods: Node w7 status/,
  },
  {
    name: "near miss: pressure that is over",
    outputs: [
      [
        "describe node w7 | tail -9",
        `${pressed("NodeHasDiskPressure")}  Normal   NodeHasNoDiskPressure   30s               kubelet  Node w7 status is now: NodeHasNoDiskPressure\n`,
      ],
    ],
    roots: [],
  },
  {
    name: "a policy that admits others, where the caller's log names nobody",
    outputs: [
      ["get pods -n desk --show-labels", traders],
      ["logs -n desk deploy/router", silentCalls],
      ["get netpol risk-in -n desk -o yaml", admitting("gateway")],
    ],
    roots: ["network-policy-refuses-caller"],
    says: /NetworkPolicy desk\/risk-in admits to risk only pods labelled role=gateway, not .*role=router/,
  },
  {
    name: "near miss: a policy that admits the caller, where its log names nobody",
    outputs: [
      ["get pods -n desk --show-labels", traders],
      ["logs -n desk deploy/router", silentCalls],
      ["get netpol risk-in -n desk -o yaml", admitting("router")],
    ],
    roots: [],
    notes: ["call-timed-out"],
  },
  {
    name: "a broker with an alarm behind a publisher that only waits",
    outputs: [
      ["get pods -n events", `${header}${row("mq-0")}${row("tickets-6d8f9c7b5-k2x4m")}`],
      ["logs -n events tickets-6d8f9c7b5-k2x4m", waiting],
      ["logs -n events mq-0", brokerLog("")],
    ],
    roots: ["store-full"],
    notes: ["call-timed-out"],
    says: /Publishers will be blocked .*tickets waits for it: ".*publish confirm timeout/,
  },
  {
    name: "near miss: a broker whose alarm was cleared",
    outputs: [
      ["get pods -n events", `${header}${row("mq-0")}${row("tickets-6d8f9c7b5-k2x4m")}`],
      ["logs -n events tickets-6d8f9c7b5-k2x4m", waiting],
      [
        "logs -n events mq-0",
        brokerLog("2026-11-24 09:59:10 [warning] <0.451.0> disk resource limit alarm cleared on node rabbit@mq-0\n"),
      ],
    ],
    roots: [],
    notes: ["call-timed-out"],
  },
  {
    name: "an init container that waits for a StatefulSet without replicas",
    outputs: [
      [
        "get all -n iam",
        "NAME                 READY   STATUS     RESTARTS   AGE\npod/login-0          0/1     Init:0/1   0          98m\n\nNAME                        READY   AGE\nstatefulset.apps/login      0/1     402d\nstatefulset.apps/login-db   0/0     402d\n",
      ],
      ["logs -n iam login-0 -c wait", "08:00:02 login-db:5432 - no response\n08:00:04 login-db:5432 - no response\n"],
    ],
    roots: [],
    symptoms: ["init-container-waiting"],
    notes: ["scaled-to-zero"],
  },
  {
    name: "addresses that are used up, and why, from the log of the network plugin",
    outputs: [
      ["get events -n q", sandbox],
      [
        "logs -n kube-system aws-node-hj7xt",
        '{"level":"error","msg":"Failed to allocate a private IP address on ENI eni-1: InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses"}\n',
      ],
    ],
    roots: ["cloud-quota-exceeded", "pod-addresses-exhausted"],
  },
  {
    name: "a sender and a reader that use different names of a topic",
    outputs: [
      ["get cm -n shop -o yaml", uses("orders-placed")],
      ["logs -n shop deploy/billing-consumer", idle("orders-placed")],
    ],
    roots: ["queue-names-differ"],
    says: /sends to "orders\.placed" \(TOPIC\), and .* reads from "orders-placed"/,
  },
  {
    name: "near miss: a reader of the letters that could not be delivered",
    outputs: [
      ["get cm -n shop -o yaml", uses("orders.placed.dlq")],
      ["logs -n shop deploy/billing-consumer", idle("orders.placed.dlq")],
    ],
    roots: [],
  },
  {
    name: "a queue that fills and that nobody reads",
    outputs: [["exec -n comms mq-0 -- rabbitmqctl list_queues name messages consumers", queues(18_331, 0)]],
    roots: ["queue-unread"],
    says: /Queue "mail\.out" holds 18331 messages and has no consumer; consumers read from "mail-out" instead/,
  },
  {
    name: "near miss: a queue that fills and has consumers",
    outputs: [["exec -n comms mq-0 -- rabbitmqctl list_queues name messages consumers", queues(18_331, 3)]],
    roots: [],
  },
  {
    name: "a third party known by nothing but how long calls to it take",
    outputs: [
      [
        "logs -n shop deploy/checkout",
        '{"level":"info","msg":"outbound call","host":"api.paygate.example","path":"/v2/charges","status":200,"ms":11840}\n{"level":"info","msg":"POST /checkout","status":200,"ms":11902}\n{"level":"info","msg":"outbound call","host":"api.paygate.example","path":"/v2/charges","status":200,"ms":12110}\n',
      ],
    ],
    roots: ["slow-call"],
    says: /calls to api\.paygate\.example are slow \(a server outside the cluster\)/,
  },
  {
    name: "a database whose volume df shows full, behind a caller that only waits",
    outputs: [
      ["get pods -n shop", `${header}${row("orders-db-0")}${row("orders-6d8f9c7b5-k2x4m")}`],
      [
        "logs -n shop deploy/orders",
        'level=error msg="insert failed" error="pq: timeout: context deadline exceeded"\n',
      ],
      ["exec -n shop orders-db-0 -- df -h", mounts("100%")],
    ],
    roots: ["disk-full"],
    notes: ["call-timed-out"],
    says: /its disk is full, no space is left \(\/dev\/nvme2n1 20G 20G 12K 100% \/var\/lib\/postgresql\/data\).*orders waits for it/,
  },
  {
    name: "near miss: a database whose volume is well filled",
    outputs: [
      ["get pods -n shop", `${header}${row("orders-db-0")}${row("orders-6d8f9c7b5-k2x4m")}`],
      [
        "logs -n shop deploy/orders",
        'level=error msg="insert failed" error="pq: timeout: context deadline exceeded"\n',
      ],
      ["exec -n shop orders-db-0 -- df -h", mounts("83%")],
    ],
    roots: [],
    notes: ["call-timed-out"],
  },
  {
    name: "a vault that nobody unsealed after its restart",
    outputs: [
      ["get pods -n vault", `${header}${row("vault-0", "0/1")}`],
      ["exec -n vault vault-0 -- vault status", vault("true")],
    ],
    roots: ["vault-sealed"],
  },
  {
    name: "near miss: a vault that is open, and not ready for another reason",
    outputs: [
      ["get pods -n vault", `${header}${row("vault-0", "0/1")}`],
      ["exec -n vault vault-0 -- vault status", vault("false")],
    ],
    roots: ["pod-not-ready"],
  },
  {
    name: "a claim of which only its events are shown",
    outputs: [["describe pvc uploads -n cms | grep -A6 Events", refused("2m")]],
    roots: ["provisioning-failed"],
  },
  {
    name: "near miss: a claim that was refused long ago",
    outputs: [["describe pvc uploads -n cms | grep -A6 Events", refused("3d")]],
    roots: [],
  },
  {
    name: "a Secret that a volume names and that the list of its namespace lacks",
    outputs: [
      [
        "get pod geo-0 -n map",
        "NAME    READY   STATUS              RESTARTS   AGE\ngeo-0   0/1     ContainerCreating   0          14m\n",
      ],
      [
        "get pod geo-0 -n map -o json | jq .spec.volumes",
        '[\n  {\n    "name": "tls",\n    "secret": {\n      "secretName": "geo-cert"\n    }\n  }\n]\n',
      ],
      [
        "get secret -n map",
        "NAME           TYPE                DATA   AGE\ngeo-cert-old   kubernetes.io/tls   2      400d\n",
      ],
    ],
    roots: ["named-object-absent"],
    says: /needs Secret "geo-cert" \(a volume\), and namespace map has none of that name, but one named "geo-cert-old"/,
  },
  {
    name: "near miss: the Secret is in the list, and the pod waits for something else",
    outputs: [
      [
        "get pod geo-0 -n map",
        "NAME    READY   STATUS              RESTARTS   AGE\ngeo-0   0/1     ContainerCreating   0          14m\n",
      ],
      [
        "get pod geo-0 -n map -o json | jq .spec.volumes",
        '[\n  {\n    "name": "tls",\n    "secret": {\n      "secretName": "geo-cert"\n    }\n  }\n]\n',
      ],
      ["get secret -n map", "NAME       TYPE                DATA   AGE\ngeo-cert   kubernetes.io/tls   2      400d\n"],
    ],
    roots: ["pod-not-ready"],
  },
];
