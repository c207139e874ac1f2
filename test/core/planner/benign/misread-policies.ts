import type { Row } from "./cases.ts";

/** Policies and targets that are read for more than they say. */
export const misreadPolicies: readonly Row[] = [
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
];
