import type { Row } from "./cases.ts";

/** What the cluster and its tools make, count or say themselves. */
export const ownObjects: readonly Row[] = [
  {
    code: "debug-container-ended",
    name: "in yaml",
    question: "container debugger-x2lkp in pod ledger is terminated with exit code 1, is our app broken?",
    outputs: [
      [
        "kubectl get pod ledger-5f6d7c8b9-x2lkp -n fin -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: ledger-5f6d7c8b9-x2lkp
  namespace: fin
spec:
  containers:
  - name: ledger
    image: reg/ledger:1
  ephemeralContainers:
  - name: debugger-x2lkp
    image: nicolaka/netshoot
    targetContainerName: ledger
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: ledger
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2025-06-10T08:00:00Z"
  ephemeralContainerStatuses:
  - name: debugger-x2lkp
    ready: false
    restartCount: 0
    state:
      terminated:
        exitCode: 1
        reason: Error
        finishedAt: "2025-06-12T08:00:00Z"
`,
      ],
    ],
    says: /debugger-x2lkp is an ephemeral container/,
  },
  {
    code: "debug-container-ended",
    name: "its list alone",
    question: "kubectl get pod of tax shows an extra container netshoot that exited 0 - did someone hack the pod?",
    outputs: [
      [
        "kubectl get pod tax-6b5cdf7d8b-hs9wk -n gov -o jsonpath='{.status.ephemeralContainerStatuses}'",
        '[{"containerID":"containerd://0e1c","image":"docker.io/nicolaka/netshoot:latest","name":"netshoot","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"finishedAt":"2025-06-18T09:14:51Z","reason":"Completed"}}}]\n',
      ],
      [
        "kubectl get pods -n gov",
        `NAME                   READY   STATUS    RESTARTS   AGE
tax-6b5cdf7d8b-hs9wk   1/1     Running   0          8d
`,
      ],
    ],
    says: /netshoot is an ephemeral container/,
  },
  {
    code: "debug-container-ended",
    name: "the application is killed itself",
    question: "container debugger-x2lkp in pod ledger is terminated with exit code 137, is our app broken?",
    outputs: [
      [
        "kubectl get pod ledger-5f6d7c8b9-x2lkp -n fin -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: ledger-5f6d7c8b9-x2lkp
  namespace: fin
spec:
  containers:
  - name: ledger
    image: reg/ledger:1
  ephemeralContainers:
  - name: debugger-x2lkp
    image: nicolaka/netshoot
status:
  phase: Running
  conditions:
  - type: Ready
    status: "False"
  containerStatuses:
  - name: ledger
    ready: false
    restartCount: 14
    lastState:
      terminated:
        exitCode: 137
        reason: OOMKilled
        finishedAt: "2025-06-12T08:00:00Z"
    state:
      waiting:
        reason: CrashLoopBackOff
  ephemeralContainerStatuses:
  - name: debugger-x2lkp
    ready: false
    restartCount: 0
    state:
      terminated:
        exitCode: 137
        reason: Error
        finishedAt: "2025-06-12T08:00:00Z"
`,
      ],
    ],
  },
  {
    code: "made-by-the-cluster-itself",
    name: "records of Helm",
    question: "there are strange secrets sh.helm.release.v1.grafana.v3 and v4 in monitoring, did someone break in?",
    outputs: [
      [
        "kubectl get secrets -n monitoring",
        `NAME                            TYPE                 DATA   AGE
grafana                         Opaque               3      80d
sh.helm.release.v1.grafana.v3   helm.sh/release.v1   1      40d
sh.helm.release.v1.grafana.v4   helm.sh/release.v1   1      2d
`,
      ],
    ],
    says: /Helm's own release records of grafana/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "a release that hangs",
    question: "there are strange secrets sh.helm.release.v1.grafana.v3 and v4 in monitoring, is the release ok?",
    outputs: [
      [
        "kubectl get secrets -n monitoring -l owner=helm -L status",
        `NAME                            TYPE                 DATA   AGE   STATUS
sh.helm.release.v1.grafana.v3   helm.sh/release.v1   1      40d   deployed
sh.helm.release.v1.grafana.v4   helm.sh/release.v1   1      2d    pending-upgrade
`,
      ],
    ],
  },
  {
    code: "made-by-the-cluster-itself",
    name: "the CA bundle",
    question:
      "Why is there a ConfigMap kube-root-ca.crt in every namespace, even in empty ones? Somebody keeps putting it back when I delete it. Malware?",
    outputs: [
      [
        "kubectl get cm -A",
        `NAMESPACE     NAME               DATA   AGE
default       kube-root-ca.crt   1      300d
shop          kube-root-ca.crt   1      120d
shop          shop-conf          4      120d
test          kube-root-ca.crt   1      4m
`,
      ],
    ],
    says: /CA bundle of the API server/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "the root of the mesh",
    question: "namespace qa has a configmap istio-ca-root-cert that nobody of us made, is this suspicious?",
    outputs: [
      [
        "kubectl get cm -n qa",
        `NAME                 DATA   AGE
istio-ca-root-cert   1      12d
kube-root-ca.crt     1      12d
`,
      ],
    ],
    says: /root certificate of the mesh/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "a certificate that is refused",
    question:
      "kube-root-ca.crt exists in every namespace, but api says x509: certificate signed by unknown authority. Is it wrong?",
    outputs: [
      [
        "kubectl get cm -n shop",
        `NAME               DATA   AGE
kube-root-ca.crt   1      120d
`,
      ],
      [
        "kubectl logs deploy/api -n shop",
        `2025-06-18T08:00:00Z ERROR cannot list pods: Get "https://10.96.0.1:443/api/v1/pods": x509: certificate signed by unknown authority
2025-06-18T08:00:10Z ERROR cannot list pods: Get "https://10.96.0.1:443/api/v1/pods": x509: certificate signed by unknown authority
`,
      ],
    ],
  },
  {
    code: "violations-only-reported",
    name: "Kyverno with Audit",
    question:
      "Kyverno policyreport shows 14 FAIL for disallow-latest-tag. will our deployments of media-api be rejected? is it broken?",
    outputs: [
      [
        "kubectl get policyreport -n media",
        `NAME                                   KIND         NAME        PASS   FAIL   WARN   ERROR   SKIP   AGE
0b2c9d2e-1c1b-4d4f-8a51-0b61c2a1d7aa   Deployment   media-api   11     1      0      0       0      9d
`,
      ],
      [
        "kubectl get clusterpolicy disallow-latest-tag -o yaml",
        `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: disallow-latest-tag
spec:
  background: true
  validationFailureAction: Audit
`,
      ],
      [
        "kubectl get deploy -n media",
        `NAME        READY   UP-TO-DATE   AVAILABLE   AGE
media-api   2/2     2            2           90d
`,
      ],
    ],
    says: /validationFailureAction Audit/,
  },
  {
    code: "violations-only-reported",
    name: "a binding that only audits",
    question:
      "ValidatingAdmissionPolicy no-host-path reports violations in the audit annotations, does it block batch-api?",
    outputs: [
      [
        "kubectl get validatingadmissionpolicybinding no-host-path-binding -o yaml",
        `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-host-path-binding
spec:
  policyName: no-host-path
  validationActions:
  - Audit
`,
      ],
      [
        "kubectl get deploy batch-api -n batch",
        `NAME        READY   UP-TO-DATE   AVAILABLE   AGE
batch-api   4/4     4            4           12d
`,
      ],
    ],
    says: /validationActions Audit/,
  },
  {
    code: "violations-only-reported",
    name: "a constraint that denies",
    question:
      "Gatekeeper reports violations for require-cost-center. Are our deployments being blocked? claims-intake is among them",
    outputs: [
      [
        "kubectl get constraints",
        `NAME                                                              ENFORCEMENT-ACTION   TOTAL-VIOLATIONS
k8srequiredlabels.constraints.gatekeeper.sh/require-cost-center   deny                 23
`,
      ],
      [
        "kubectl get deploy,rs -n claims",
        `NAME                            READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/claims-intake   2/3     0            2           181d
`,
      ],
      [
        "kubectl get events -n claims",
        `LAST SEEN   TYPE      REASON         OBJECT                               MESSAGE
2m          Warning   FailedCreate   replicaset/claims-intake-58cdd6f9cf  Error creating: admission webhook "validation.gatekeeper.sh" denied the request: [require-cost-center] you must provide labels: {"cost-center"}
`,
      ],
    ],
  },
  {
    code: "violations-only-reported",
    name: "another constraint denies",
    question: "Gatekeeper has violations for require-owner, is web blocked?",
    outputs: [
      [
        "kubectl get constraints",
        `NAME                                                            ENFORCEMENT-ACTION   TOTAL-VIOLATIONS
k8srequiredlabels.constraints.gatekeeper.sh/require-owner       dryrun               5
k8sallowedrepos.constraints.gatekeeper.sh/allowed-repos         deny                 1
`,
      ],
      [
        "kubectl get deploy -n web",
        `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
web    1/3     1            1           12d
`,
      ],
      [
        "kubectl get events -n web",
        `LAST SEEN   TYPE      REASON         OBJECT               MESSAGE
2m          Warning   FailedCreate   replicaset/web-58c   Error creating: admission webhook "validation.gatekeeper.sh" denied the request: [allowed-repos] container <web> has an invalid image repo
`,
      ],
    ],
  },
  {
    code: "empty-pod-selector-selects-all",
    name: "in the table",
    question:
      "networkpolicy default-deny-ingress has <none> under POD-SELECTOR. so it applies to no pod and is broken?",
    outputs: [
      [
        "kubectl get networkpolicy -n pay",
        `NAME                   POD-SELECTOR   AGE
allow-web              app=web        40d
default-deny-ingress   <none>         40d
`,
      ],
      [
        "kubectl get pods -n pay",
        `NAME    READY   STATUS    RESTARTS   AGE
web-0   1/1     Running   0          40d
`,
      ],
    ],
    says: /selects all pods of namespace pay/,
  },
  {
    code: "empty-pod-selector-selects-all",
    name: "in the description",
    question: "describe of policy default-deny in pay prints PodSelector: <none>, does it do nothing?",
    outputs: [
      [
        "kubectl describe networkpolicy default-deny -n pay",
        `Name:         default-deny
Namespace:    pay
Created on:   2025-04-10 10:00:00 +0200 CEST
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    <none> (Selected pods are isolated for ingress connectivity)
  Not affecting egress traffic
  Policy Types: Ingress
`,
      ],
    ],
    says: /selects all pods of namespace pay/,
  },
  {
    code: "empty-pod-selector-selects-all",
    name: "and calls run into a timeout",
    question:
      "networkpolicy default-deny has <none> under POD-SELECTOR, so it applies to nothing. Why does api time out against db then?",
    outputs: [
      [
        "kubectl get networkpolicy -n pay",
        `NAME           POD-SELECTOR   AGE
default-deny   <none>         3d
`,
      ],
      [
        "kubectl logs deploy/api -n pay",
        `2025-06-18T08:00:00Z ERROR dial tcp 10.96.4.4:5432: i/o timeout
2025-06-18T08:00:10Z ERROR dial tcp 10.96.4.4:5432: i/o timeout
`,
      ],
    ],
  },
  {
    code: "health-checks-fail-without-a-local-pod",
    name: "three of five nodes",
    question: "load balancer of service edge-gw shows 3 of 5 targets unhealthy. Outage?",
    outputs: [
      [
        "kubectl get svc edge-gw -n edge -o yaml",
        `apiVersion: v1
kind: Service
metadata:
  name: edge-gw
  namespace: edge
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  healthCheckNodePort: 32411
  selector:
    app: edge-gw
status:
  loadBalancer:
    ingress:
    - ip: 203.0.113.5
`,
      ],
      [
        "kubectl get pods -n edge -l app=edge-gw -o wide",
        `NAME                       READY   STATUS    RESTARTS   AGE   IP           NODE   NOMINATED NODE   READINESS GATES
edge-gw-6f5d4c3b2-aaaaa    1/1     Running   0          9d    10.1.1.4     n1     <none>           <none>
edge-gw-6f5d4c3b2-bbbbb    1/1     Running   0          9d    10.1.2.4     n4     <none>           <none>
`,
      ],
      [
        "kubectl get nodes",
        `NAME   STATUS   ROLES    AGE   VERSION
n1     Ready    <none>   90d   v1.31.2
n2     Ready    <none>   90d   v1.31.2
n3     Ready    <none>   90d   v1.31.2
n4     Ready    <none>   90d   v1.31.2
n5     Ready    <none>   90d   v1.31.2
`,
      ],
    ],
    says: /n2, n3 and n5/,
  },
  {
    code: "health-checks-fail-without-a-local-pod",
    name: "with slices",
    question: "health check of edge-gw returns 503 on nodes n2 and n3, are these nodes broken?",
    outputs: [
      [
        "kubectl get svc edge-gw -n edge -o jsonpath='{.spec.externalTrafficPolicy} {.spec.healthCheckNodePort}'",
        "Local 32411\n",
      ],
      [
        "kubectl get endpointslices -n edge -l kubernetes.io/service-name=edge-gw -o custom-columns=NAME:.metadata.name,NODES:.endpoints[*].nodeName,READY:.endpoints[*].conditions.ready",
        `NAME            NODES   READY
edge-gw-x7k2p   n1,n4   true,true
`,
      ],
      ["curl -s http://n2:32411/healthz", '{"service":{"namespace":"edge","name":"edge-gw"},"localEndpoints":0}\n'],
      [
        "kubectl get nodes",
        `NAME   STATUS   ROLES    AGE   VERSION
n1     Ready    <none>   90d   v1.31.2
n2     Ready    <none>   90d   v1.31.2
n3     Ready    <none>   90d   v1.31.2
n4     Ready    <none>   90d   v1.31.2
`,
      ],
      [
        "kubectl get pods -n edge -o wide",
        `NAME                       READY   STATUS    RESTARTS   AGE   IP           NODE   NOMINATED NODE   READINESS GATES
edge-gw-6f5d4c3b2-aaaaa    1/1     Running   0          9d    10.1.1.4     n1     <none>           <none>
edge-gw-6f5d4c3b2-bbbbb    1/1     Running   0          9d    10.1.2.4     n4     <none>           <none>
`,
      ],
    ],
    says: /n2 and n3/,
  },
  {
    code: "health-checks-fail-without-a-local-pod",
    name: "the only pod crashes",
    question: "load balancer of service edge-gw shows all 3 targets unhealthy. Outage?",
    outputs: [
      [
        "kubectl get svc edge-gw -n edge -o yaml",
        `apiVersion: v1
kind: Service
metadata:
  name: edge-gw
  namespace: edge
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  healthCheckNodePort: 32411
  selector:
    app: edge-gw
`,
      ],
      [
        "kubectl get pods -n edge -l app=edge-gw -o wide",
        `NAME                       READY   STATUS    RESTARTS   AGE   IP           NODE   NOMINATED NODE   READINESS GATES
edge-gw-6f5d4c3b2-aaaaa    0/1     CrashLoopBackOff   44 (2m ago)   9d    10.1.1.4     n1     <none>           <none>
`,
      ],
      [
        "kubectl get nodes",
        `NAME   STATUS   ROLES    AGE   VERSION
n1     Ready    <none>   90d   v1.31.2
n2     Ready    <none>   90d   v1.31.2
n3     Ready    <none>   90d   v1.31.2
`,
      ],
    ],
  },
  {
    code: "health-checks-fail-without-a-local-pod",
    name: "a node with a pod fails",
    question: "load balancer of edge-gw marks n1 and n2 unhealthy, is that normal?",
    outputs: [
      [
        "kubectl get svc edge-gw -n edge -o jsonpath='{.spec.externalTrafficPolicy} {.spec.healthCheckNodePort}'",
        "Local 32411\n",
      ],
      [
        "aws elbv2 describe-target-health --target-group-arn x --output text",
        `n1  32411  unhealthy  Target.Timeout
n2  32411  unhealthy  Target.FailedHealthChecks
`,
      ],
      [
        "kubectl get pods -n edge -o wide",
        `NAME                       READY   STATUS    RESTARTS   AGE   IP           NODE   NOMINATED NODE   READINESS GATES
edge-gw-6f5d4c3b2-aaaaa    1/1     Running   0          9d    10.1.1.4     n1     <none>           <none>
`,
      ],
    ],
  },
  {
    code: "progressing-true-is-finished",
    name: "in yaml",
    question: "deploy billing has condition Progressing True since last week, is the rollout hanging?",
    outputs: [
      [
        "kubectl get deploy billing -n fin -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: billing
  namespace: fin
spec:
  replicas: 3
status:
  availableReplicas: 3
  conditions:
  - lastTransitionTime: "2025-05-02T09:00:00Z"
    message: Deployment has minimum availability.
    reason: MinimumReplicasAvailable
    status: "True"
    type: Available
  - lastTransitionTime: "2025-05-02T09:00:00Z"
    message: ReplicaSet "billing-6c9c5d4f9f" has successfully progressed.
    reason: NewReplicaSetAvailable
    status: "True"
    type: Progressing
  readyReplicas: 3
  replicas: 3
  updatedReplicas: 3
`,
      ],
    ],
    says: /rollout of Deployment billing has finished/,
  },
  {
    code: "progressing-true-is-finished",
    name: "as pairs",
    question: "Why is billing still progressing? It says Progressing=True",
    outputs: [
      [
        "kubectl get deploy billing -n fin -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{\"\\n\"}{end}'",
        `Available=True MinimumReplicasAvailable
Progressing=True NewReplicaSetAvailable
`,
      ],
      [
        "kubectl get deploy billing -n fin",
        `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
billing   3/3     3            3           40d
`,
      ],
    ],
    says: /would be False if it had failed/,
  },
  {
    code: "progressing-true-is-finished",
    name: "the new ReplicaSet is not there yet",
    question: "Why is billing still progressing? It says Progressing=True for an hour",
    outputs: [
      [
        "kubectl get deploy billing -n fin -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{\"\\n\"}{end}'",
        `Available=True MinimumReplicasAvailable
Progressing=True ReplicaSetUpdated
`,
      ],
      [
        "kubectl get deploy billing -n fin",
        `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
billing   3/3     1            3           40d
`,
      ],
      [
        "kubectl get pods -n fin",
        `NAME                       READY   STATUS             RESTARTS   AGE
billing-6c9c5d4f9f-aaaa1   1/1     Running            0          40d
billing-7d9c5d4f9f-bbbb2   0/1     ImagePullBackOff   0          59m
`,
      ],
    ],
  },
  {
    code: "false-is-the-good-state",
    name: "of an autoscaler",
    question: "hpa search-api describes ScalingLimited False. is the autoscaler broken, False looks bad",
    outputs: [
      [
        "kubectl describe hpa search-api -n shop",
        `Name:                                                  search-api
Namespace:                                             shop
Reference:                                             Deployment/search-api
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  41% (205m) / 70%
Min replicas:                                          2
Max replicas:                                          8
Deployment pods:                                       3 current / 3 desired
Conditions:
  Type            Status  Reason              Message
  ----            ------  ------              -------
  AbleToScale     True    ReadyForNewScale    recommended size matches current size
  ScalingActive   True    ValidMetricFound    the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)
  ScalingLimited  False   DesiredWithinRange  the desired count is within the acceptable range
Events:           <none>
`,
      ],
    ],
    says: /for ScalingLimited False is the good state/,
  },
  {
    code: "false-is-the-good-state",
    name: "an autoscaler at its maximum",
    question: "hpa search-api describes ScalingLimited True. is that a problem?",
    outputs: [
      [
        "kubectl describe hpa search-api -n shop",
        `Name:                                                  search-api
Namespace:                                             shop
Reference:                                             Deployment/search-api
Metrics:                                               ( current / target )
  resource cpu on pods  (as a percentage of request):  141% (705m) / 70%
Min replicas:                                          2
Max replicas:                                          8
Deployment pods:                                       8 current / 8 desired
Conditions:
  Type            Status  Reason              Message
  ----            ------  ------              -------
  AbleToScale     True    ReadyForNewScale    recommended size matches current size
  ScalingActive   True    ValidMetricFound    the HPA was able to successfully calculate a replica count
  ScalingLimited  True    TooManyReplicas     the desired replica count is more than the maximum replica count
Events:           <none>
`,
      ],
    ],
  },
  {
    code: "scanners-get-404",
    name: "a proxy that logs JSON",
    question: "Many 404 in traefik for shop-front: wp-admin, .env, etc. hacked?",
    outputs: [
      [
        "kubectl logs -n traefik deploy/traefik --since=10m",
        `{"ClientHost":"45.9.1.2","RequestMethod":"GET","RequestPath":"/.env","DownstreamStatus":404,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:01Z"}
{"ClientHost":"45.9.1.2","RequestMethod":"GET","RequestPath":"/wp-admin/setup-config.php","DownstreamStatus":404,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:02Z"}
{"ClientHost":"45.9.1.2","RequestMethod":"GET","RequestPath":"/.aws/credentials","DownstreamStatus":404,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:02Z"}
{"ClientHost":"10.9.1.2","RequestMethod":"GET","RequestPath":"/cart","DownstreamStatus":200,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:03Z"}
{"ClientHost":"10.9.1.3","RequestMethod":"GET","RequestPath":"/","DownstreamStatus":200,"RouterName":"shop-front@kubernetes","time":"2025-06-18T10:00:04Z"}
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME                          READY   STATUS    RESTARTS   AGE
shop-front-6d5f4c7b8d-2kkzt   1/1     Running   0          9d
`,
      ],
    ],
    says: /for shop-front are bots/,
  },
  {
    code: "scanners-get-404",
    name: "other paths are not found either",
    question: "Alert IngressHigh4xxRate for ingress docs is firing. Is our docs site broken?",
    outputs: [
      [
        "kubectl logs -n ingress-nginx deploy/ingress-nginx-controller --tail=12 | grep docs-site",
        `198.51.100.7 - - [18/Jun/2025:10:00:01 +0000] "GET /wp-login.php HTTP/1.1" 404 153 "-" "zgrab" 120 0.001 [docs-docs-site-80] [] 10.2.0.4:8080 153 0.001 404 aa
203.0.113.9 - - [18/Jun/2025:10:00:05 +0000] "GET /guide/install HTTP/1.1" 404 8153 "-" "Mozilla/5.0" 120 0.011 [docs-docs-site-80] [] 10.2.0.4:8080 8153 0.010 404 ae
203.0.113.9 - - [18/Jun/2025:10:00:05 +0000] "GET /guide/upgrade HTTP/1.1" 404 8153 "-" "Mozilla/5.0" 120 0.011 [docs-docs-site-80] [] 10.2.0.4:8080 8153 0.010 404 ae
203.0.113.9 - - [18/Jun/2025:10:00:06 +0000] "GET /assets/app.css HTTP/1.1" 404 8153 "-" "Mozilla/5.0" 120 0.011 [docs-docs-site-80] [] 10.2.0.4:8080 8153 0.010 404 af
`,
      ],
      [
        "kubectl get ingress -n docs",
        `NAME   CLASS   HOSTS              ADDRESS       PORTS     AGE
docs   nginx   docs.example.org   203.0.113.2   80, 443   90d
`,
      ],
    ],
  },
];
