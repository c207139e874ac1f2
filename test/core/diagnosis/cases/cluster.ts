import type { Case } from "../case.ts";

const nodes = (status: string): Case["outputs"][number] => [
  "get nodes",
  `NAME       STATUS   ROLES    AGE   VERSION\nworker-1   ${status}   <none>   40d   v1.32.4\n`,
];

const describedNode = (condition: string): Case["outputs"][number] => [
  "describe node worker-1",
  `Name:               worker-1
Roles:              <none>
Labels:             kubernetes.io/hostname=worker-1
Annotations:        node.alpha.kubernetes.io/ttl: 0
CreationTimestamp:  Tue, 03 Feb 2026 10:00:00 +0000
Taints:             <none>
Unschedulable:      false
Conditions:
  Type                 Status    LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----                 ------    -----------------                 ------------------                ------                       -------
${condition}
Addresses:
  InternalIP:  10.0.0.11
`,
];

const condition = (type: string, status: string, reason: string, message: string): string =>
  `  ${type.padEnd(20)} ${status.padEnd(9)} Tue, 17 Mar 2026 14:30:00 +0000   Tue, 17 Mar 2026 14:00:00 +0000   ${reason.padEnd(28)} ${message}`;

const error = (name: string, command: string, text: string, code: string, says?: RegExp): Case => ({
  name,
  outputs: [[command, `${text}\n`]],
  roots: [code],
  ...(says ? { says } : {}),
});

export const clusterCases: readonly Case[] = [
  {
    name: "a node that is not ready, from its row",
    outputs: [nodes("NotReady")],
    roots: ["node-not-ready"],
    suggests: "kubectl describe node worker-1",
  },
  {
    name: "a silent kubelet",
    outputs: [
      describedNode(condition("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")),
    ],
    roots: ["node-not-ready"],
    says: /its kubelet stopped posting node status/,
  },
  {
    name: "a network plugin that is not ready",
    outputs: [
      describedNode(
        condition(
          "Ready",
          "False",
          "KubeletNotReady",
          "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
        ),
      ),
    ],
    roots: ["node-not-ready"],
    says: /network plugin \(CNI\) is not ready/,
  },
  {
    name: "disk pressure",
    outputs: [describedNode(condition("DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure"))],
    roots: ["node-disk-pressure"],
    says: /under DiskPressure/,
  },
  {
    name: "disk pressure, and the evicted pod that used the most",
    outputs: [
      describedNode(condition("DiskPressure", "True", "KubeletHasDiskPressure", "kubelet has disk pressure")),
      [
        "get pods -n jobs -o wide",
        "NAME     READY   STATUS    RESTARTS   AGE   IP       NODE\nbulk-0   0/1     Evicted   0          2h    <none>   worker-1\nmail-0   0/1     Evicted   0          9d    <none>   worker-1\n",
      ],
      [
        "get events -n jobs",
        `LAST SEEN   TYPE      REASON    OBJECT       MESSAGE
14m         Warning   Evicted   pod/bulk-0   The node was low on resource: ephemeral-storage. Threshold quantity: 6272562302, available: 1204Mi. Container load was using 41Gi, request is 0, has larger consumption of ephemeral-storage.
13m         Warning   Evicted   pod/mail-0   The node was low on resource: ephemeral-storage. Threshold quantity: 6272562302, available: 5890Mi. Container smtp was using 12Mi, request is 0, has larger consumption of ephemeral-storage.
`,
      ],
    ],
    roots: ["node-disk-pressure"],
    says: /under DiskPressure and evicts pods: container load of Pod jobs\/bulk-0 used the most \(41Gi with no request/,
  },
  {
    name: "memory pressure",
    outputs: [
      describedNode(
        condition(
          "MemoryPressure",
          "True",
          "KubeletHasInsufficientMemory",
          "kubelet has insufficient memory available",
        ),
      ),
    ],
    roots: ["node-memory-pressure"],
  },
  {
    name: "too many processes",
    outputs: [
      describedNode(
        condition("PIDPressure", "True", "KubeletHasInsufficientPID", "kubelet has insufficient PID available"),
      ),
    ],
    roots: ["node-pid-pressure"],
  },
  {
    name: "no pressure",
    outputs: [
      describedNode(condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure")),
    ],
    roots: [],
  },
  {
    name: "a node without its route",
    outputs: [
      describedNode(
        condition("NetworkUnavailable", "True", "NoRouteCreated", "RouteController failed to create a route"),
      ),
    ],
    roots: ["node-network-unavailable"],
  },
  {
    name: "a node that is well",
    outputs: [describedNode(condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"))],
    roots: [],
  },
  {
    name: "a cordoned node is no failure",
    outputs: [
      nodes("Ready,SchedulingDisabled").map((text) =>
        text.replace("STATUS   ROLES", "STATUS                     ROLES"),
      ) as unknown as Case["outputs"][number],
    ],
    roots: [],
    notes: ["node-cordoned"],
    suggests: "kubectl uncordon worker-1",
  },
  {
    name: "the kernel kills for memory",
    outputs: [
      [
        "get events",
        "LAST SEEN   TYPE      REASON      OBJECT          MESSAGE\n2m          Warning   SystemOOM   node/worker-1   System OOM encountered, victim process: java, pid: 4481\n",
      ],
    ],
    roots: ["node-out-of-memory"],
  },
  error(
    "a permission that is missing",
    "get secrets -A",
    'Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" at the cluster scope',
    "forbidden",
    /user "jane" has no permission: it cannot list secrets in the whole cluster/,
  ),
  error(
    "a permission in one namespace",
    "get pods -n pay",
    'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "pay"',
    "forbidden",
    /in namespace pay/,
  ),
  error(
    "an object that does not exist",
    "get svc cart -n shop",
    'Error from server (NotFound): services "cart" not found',
    "not-found",
    /Service shop\/cart does not exist/,
  ),
  {
    name: "a workload's name asked for as a pod is a slip",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   0          5d\n",
      ],
      ["logs web -n shop", 'Error from server (NotFound): pods "web" not found\n'],
    ],
    roots: [],
    notes: ["not-found"],
  },
  error(
    "a kind that is not installed",
    "get scaledobjects -n shop",
    'error: the server doesn\'t have a resource type "scaledobjects"',
    "kind-not-installed",
    /KEDA is not installed/,
  ),
  error(
    "credentials that are not accepted",
    "get pods",
    "error: You must be logged in to the server (Unauthorized)",
    "unauthorized",
  ),
  error(
    "a credential plugin of a version that is gone",
    "get pods",
    'error: exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
    "credential-plugin-failing",
    /v1alpha1/,
  ),
  error(
    "a credential plugin that is not installed",
    "get pods",
    "Unable to connect to the server: getting credentials: exec: executable kubelogin not found",
    "credential-plugin-failing",
    /kubelogin/,
  ),
  error(
    "no kubeconfig at all",
    "get pods",
    "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
    "api-server-unreachable",
    /without a kubeconfig/,
  ),
  error(
    "an API server that refuses",
    "get pods",
    "The connection to the server 10.0.0.10:6443 was refused - did you specify the right host or port?",
    "api-server-unreachable",
    /connection refused/,
  ),
  {
    name: "no metrics",
    outputs: [["top nodes", "error: Metrics API not available\n"]],
    roots: [],
    notes: ["metrics-unavailable"],
  },
  error("no kubectl", "get pods", "bash: kubectl: command not found", "kubectl-absent"),
  error(
    "a change that a webhook denies",
    "apply -f web.yaml",
    'Error from server: error when creating "web.yaml": admission webhook "policy.example.com" denied the request: label team is required',
    "webhook-refuses",
    /label team is required/,
  ),
  error(
    "a change that a policy of the API server denies",
    "apply -f web.yaml",
    "The deployments \"web\" is invalid: : ValidatingAdmissionPolicy 'few.example.com' with binding 'few' denied request: at most 5 replicas",
    "change-denied",
    /at most 5 replicas/,
  ),
  error(
    "a webhook that cannot be called, with its message broken over lines",
    "apply -f web.yaml",
    `Error from server (InternalError): error when creating "web.yaml": Internal error occurred: failed calling
    webhook "policy.example.com": failed to call webhook: Post
    "https://policy.guard.svc:443/validate?timeout=10s": dial tcp 10.96.4.7:443: connect: connection refused`,
    "webhook-unreachable",
    /policy.guard.svc: connection refused/,
  ),
  error(
    "a conversion webhook that cannot be called",
    "get widgets",
    'Error from server: conversion webhook for example.com/v1beta1, Kind=Widget failed: Post "https://conv.ops.svc:443/convert?timeout=30s": dial tcp 10.96.0.7:443: connect: connection refused',
    "conversion-webhook-failing",
    /Widget .*cannot be called/,
  ),
  error(
    "a selector that nobody may change",
    "apply -f web.yaml",
    'The Deployment "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"web2"}}: field is immutable',
    "field-immutable",
    /spec.selector is immutable/,
  ),
  error(
    "a claim that may not grow",
    "apply -f pvc.yaml",
    'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize'.replace(
      /^/,
      "Error from server (Forbidden): ",
    ),
    "field-immutable",
  ),
  error(
    "a manifest with a field that does not exist",
    "apply -f web.yaml",
    'Error from server (BadRequest): error when creating "web.yaml": Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.template.spec.containers[0].imagePullPolice"',
    "manifest-invalid",
    /unknown field/,
  ),
  error(
    "an API server that is asked too often",
    "get pods",
    "Error from server (TooManyRequests): the server has received too many requests and has asked us to try again later",
    "api-server-refuses",
  ),
  {
    name: "a namespace that does not go away",
    outputs: [["get ns preview", "NAME      STATUS        AGE\npreview   Terminating   9d\n"]],
    roots: ["namespace-stuck-terminating"],
  },
  {
    name: "an object whose deletion waits for a finalizer",
    outputs: [
      [
        "get configmap legacy -n shop -o yaml",
        `apiVersion: v1
data:
  mode: old
kind: ConfigMap
metadata:
  deletionGracePeriodSeconds: 0
  deletionTimestamp: "2026-11-20T09:00:00Z"
  finalizers:
  - example.com/protect
  name: legacy
  namespace: shop
`,
      ],
    ],
    roots: ["finalizer-blocks-deletion"],
    says: /legacy is being deleted since 2026-11-20T09:00:00Z and waits for its finalizer example.com\/protect/,
    suggests: `kubectl patch configmap legacy -n shop --type=merge --patch='{"metadata":{"finalizers":null}}'`,
  },
  {
    name: "an object with a finalizer that nobody deletes",
    outputs: [
      [
        "get configmap legacy -n shop -o yaml",
        `apiVersion: v1
kind: ConfigMap
metadata:
  finalizers:
  - example.com/protect
  name: legacy
  namespace: shop
`,
      ],
    ],
    roots: [],
  },
  {
    name: "a warning about an object of which nothing else is known",
    outputs: [
      [
        "get events -n shop",
        "LAST SEEN   TYPE      REASON         OBJECT            MESSAGE\n2m          Warning   SyncFailed     gadget/flux       cannot sync the gadget\n",
      ],
    ],
    roots: [],
    notes: ["warning-event"],
  },
  {
    name: "an API that does not answer",
    outputs: [
      [
        "get apiservices",
        "NAME                     SERVICE                      AVAILABLE                  AGE\nv1.apps                  Local                        True                       90d\nv1beta1.metrics.k8s.io   kube-system/metrics-server   False (MissingEndpoints)   90d\n",
      ],
    ],
    roots: ["api-service-unavailable"],
    says: /MissingEndpoints \(Service kube-system\/metrics-server\)/,
  },
  {
    name: "nothing wrong at all",
    outputs: [
      nodes("Ready"),
      [
        "get pods -A",
        "NAMESPACE   NAME                   READY   STATUS      RESTARTS      AGE\nshop        web-6d4b75cb6d-x2k4p   1/1     Running     1 (19d ago)   30d\nshop        backup-28489310-abcde  0/1     Completed   0             5h\n",
      ],
    ],
    roots: [],
  },
];
