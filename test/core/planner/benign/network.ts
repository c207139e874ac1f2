import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const table = (...rows: readonly string[]): Output => [
  "kubectl get svc -n fares",
  `NAME       TYPE           CLUSTER-IP     EXTERNAL-IP                 PORT(S)        AGE
${rows.join("\n")}
`,
];
const pods = (state = "1/1     Running  "): Output => [
  "kubectl get pods -n fares",
  `NAME                      READY   STATUS    RESTARTS   AGE
quotes-7c9f6b6c8d-4rxqk   ${state} 0          9d
`,
];
const endpoints = (cell: string): Output => [
  "kubectl get endpoints quotes -n fares",
  `Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
NAME     ENDPOINTS                                                   AGE
quotes   ${cell.padEnd(60)}58d
`,
];
const legacyDb = "legacy     ExternalName   <none>         db.mainframe.fares.lan      <none>         300d";

const describedLegacy: Output = [
  "kubectl describe svc legacy -n fares",
  `Name:              legacy
Namespace:         fares
Labels:            <none>
Annotations:       <none>
Selector:          <none>
Type:              ExternalName
IP Families:       <none>
IP:
IPs:               <none>
External Name:     db.mainframe.fares.lan
Session Affinity:  None
Events:            <none>
`,
];
const noEndpoints: Output = [
  "kubectl get endpoints legacy -n fares",
  "",
  'Error from server (NotFound): endpoints "legacy" not found\n',
];

const external = "external-name-has-no-endpoints";
const headless = "headless-service-has-no-ip";
const byHand = "service-without-selector";
const shortened = "endpoints-shortened";
const internal = "cluster-ip-has-no-external-ip";
const nodePort = "node-port-is-allocated";
const denies = "network-policy-denies-on-purpose";

const manual = (addresses: string): Output => [
  "kubectl get svc,endpoints legacy -n fares -o yaml",
  `apiVersion: v1
items:
- apiVersion: v1
  kind: Service
  metadata:
    name: legacy
    namespace: fares
  spec:
    type: ClusterIP
    clusterIP: 10.96.4.4
    ports:
    - port: 5432
- apiVersion: v1
  kind: Endpoints
  metadata:
    name: legacy
    namespace: fares
  ${addresses}
kind: List
`,
];

const policy = (note: string): Output => [
  "kubectl get networkpolicy guard -n vault -o yaml",
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: guard
  namespace: vault
  annotations:
    description: ${note}
spec:
  podSelector: {}
  policyTypes:
  - Ingress
  ingress:
  - from:
    - namespaceSelector:
        matchLabels:
          zone: core
`,
];
const curl: Output = [
  "kubectl exec -n playground shell-0 -- curl -m 5 http://tokens.vault:8080/",
  "curl: (28) Connection timed out after 5001 milliseconds\n",
];
const vaultPods: Output = [
  "kubectl get pods -n vault",
  `NAME                      READY   STATUS    RESTARTS   AGE
tokens-7c9f6b6c8d-4rxqk   1/1     Running   0          9d
`,
];

export const networkByDesign: readonly Row[] = [
  {
    code: external,
    name: "a table shows the type",
    question: "service legacy in fares has no endpoints and no cluster ip, is it broken?",
    outputs: [table(legacyDb), pods()],
    says: /legacy is of type ExternalName.*db\.mainframe\.fares\.lan/,
  },
  {
    code: external,
    name: "by the labels of an alert, from yaml",
    question: "Alert ServiceHasNoEndpoints namespace=fares service=legacy severity=warning. Who lost the pods?",
    outputs: [
      [
        "kubectl get svc legacy -n fares -o yaml",
        `apiVersion: v1
kind: Service
metadata:
  name: legacy
  namespace: fares
spec:
  type: ExternalName
  externalName: db.mainframe.fares.lan
`,
      ],
      pods(),
    ],
    says: /ExternalName/,
  },
  {
    code: external,
    name: "in a message that is quoted, with Endpoints that are not found",
    question:
      'Audit finding: "Service fares/legacy: no selector, no ports, endpoints object not found". Does quotes lose its database by that?',
    outputs: [describedLegacy, noEndpoints, pods()],
    says: /legacy is of type ExternalName.*db\.mainframe\.fares\.lan/,
  },
  {
    code: external,
    name: "quoted, and a log says that the host is not found",
    question:
      'Audit finding: "Service fares/legacy: no selector, no ports, endpoints object not found". Does quotes lose its database by that?',
    outputs: [
      describedLegacy,
      noEndpoints,
      pods(),
      [
        "kubectl logs quotes-7c9f6b6c8d-4rxqk -n fares --tail=2",
        'level=error msg="dial tcp: lookup db.mainframe.fares.lan on 10.96.0.10:53: no such host"\n',
      ],
    ],
  },
  {
    code: external,
    name: "the database behind it does not answer",
    question: "service legacy in fares has no endpoints, is it broken?",
    outputs: [
      describedLegacy,
      pods(),
      ["kubectl exec -n fares deploy/quotes -- pg_isready -h legacy -p 5432", "legacy:5432 - no response\n"],
    ],
  },
  {
    code: external,
    name: "the host is not found",
    question: "service legacy in fares has no endpoints and no cluster ip, is it broken?",
    outputs: [
      table(legacyDb),
      pods(),
      [
        "kubectl exec -n fares quotes-7c9f6b6c8d-4rxqk -- nslookup legacy",
        "** server can't find db.mainframe.fares.lan: NXDOMAIN\n",
      ],
    ],
  },
  {
    code: byHand,
    name: "no selector, and addresses",
    question: "the service legacy in fares has no pods behind it, is that a problem?",
    outputs: [manual("subsets:\n  - addresses:\n    - ip: 192.168.7.20\n    ports:\n    - port: 5432"), pods()],
    says: /no selector on purpose.*192\.168\.7\.20/,
  },
  {
    code: byHand,
    name: "no selector, and no addresses",
    question: "the service legacy in fares has no pods behind it, is that a problem?",
    outputs: [manual("subsets: []"), pods()],
  },
  {
    code: shortened,
    name: "more than three addresses",
    question: "endpoints of quotes in fares end with '+ 2 more...' and kubectl warns, is something wrong?",
    outputs: [endpoints("10.60.1.14:9000,10.60.1.15:9000,10.60.2.40:9000 + 2 more..."), pods()],
    says: /"\+ 2 more\.\.\." is only shortened .*there are 5.*deprecation notice/,
  },
  {
    code: shortened,
    name: "one of the pods is not ready",
    question: "endpoints of quotes in fares end with '+ 2 more...' and kubectl warns, is something wrong?",
    outputs: [
      endpoints("10.60.1.14:9000,10.60.1.15:9000,10.60.2.40:9000 + 2 more..."),
      pods("0/1     CrashLoopBackOff"),
    ],
  },
  {
    code: internal,
    name: "type ClusterIP",
    question: "quotes in fares shows EXTERNAL-IP <none>. Is the service broken?",
    outputs: [
      table("quotes     ClusterIP      10.96.12.7     <none>                      8080/TCP       58d"),
      endpoints("10.60.1.14:9000"),
      pods(),
    ],
    says: /type ClusterIP, for which EXTERNAL-IP <none> is normal/,
  },
  {
    code: internal,
    name: "type LoadBalancer that waits for its address",
    question: "quotes in fares shows no EXTERNAL-IP. Is the service broken?",
    outputs: [
      table("quotes     LoadBalancer   10.96.12.7     <pending>                   80:31742/TCP   58d"),
      endpoints("10.60.1.14:9000"),
      pods(),
    ],
  },
  {
    code: headless,
    name: "pods behind it",
    question: "quotes in fares has CLUSTER-IP None, who deleted its ip?",
    outputs: [
      table("quotes     ClusterIP      None           <none>                      8080/TCP       58d"),
      endpoints("10.60.1.14:9000"),
      pods(),
    ],
    says: /headless Service: cluster IP None is set on purpose/,
  },
  {
    code: headless,
    name: "no pods behind it",
    question: "quotes in fares has CLUSTER-IP None, who deleted its ip?",
    outputs: [
      table("quotes     ClusterIP      None           <none>                      8080/TCP       58d"),
      endpoints("<none>"),
    ],
  },
  {
    code: nodePort,
    name: "what the second number means",
    question: "quotes in fares listens on 80:31742, somebody opened port 31742?! is that a problem",
    outputs: [
      table("quotes     LoadBalancer   10.96.12.7     20.4.4.8                    80:31742/TCP   58d"),
      endpoints("10.60.1.14:9000"),
      pods(),
    ],
    says: /node port 31742, which Kubernetes allocates/,
  },
  {
    code: nodePort,
    name: "no endpoints behind it",
    question: "quotes in fares listens on 80:31742, somebody opened port 31742?! is that a problem",
    outputs: [
      table("quotes     NodePort       10.96.12.7     <none>                      80:31742/TCP   58d"),
      endpoints("<none>"),
    ],
  },
  {
    code: denies,
    name: "an annotation names who must not get through",
    question: "curl from playground to tokens in vault times out. network broken?",
    outputs: [
      curl,
      policy("nothing from playground or dev may reach the vault, must never be opened (SEC-88)"),
      vaultPods,
    ],
    says: /guard blocks playground on purpose.*SEC-88/,
  },
  {
    code: denies,
    name: "the policy says nothing of the caller",
    question: "curl from playground to tokens in vault times out. network broken?",
    outputs: [curl, policy("default deny, open what is needed"), vaultPods],
  },
];
