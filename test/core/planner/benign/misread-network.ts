import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const wide = (ip: string): Output => [
  "kubectl get pods -A -o wide",
  `NAMESPACE     NAME                        READY   STATUS    RESTARTS   AGE   IP           NODE   NOMINATED NODE   READINESS GATES
kube-system   canal-4tqlc                 2/2     Running   0          9d    10.0.8.4     w-4    <none>           <none>
kube-system   kube-proxy-7xkvq            1/1     Running   0          9d    10.0.8.4     w-4    <none>           <none>
shop          cart-6c8f9c7b9d-pw4xz       1/1     Running   0          9d    ${ip.padEnd(12)} w-4    <none>           <none>
shop          cart-6c8f9c7b9d-qq8rz       1/1     Running   0          9d    10.42.1.31   w-4    <none>           <none>
`,
];
const nodes: Output = [
  "kubectl get nodes -o wide",
  `NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE   KERNEL-VERSION   CONTAINER-RUNTIME
w-4    Ready    <none>   9d    v1.31.1   10.0.8.4      <none>        Ubuntu     6.8.0            containerd://1.7.24
`,
];
const host = "host-network-shares-the-node-address";

const services: Output = [
  "kubectl get svc -n crm -o wide",
  `NAME     TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE    SELECTOR
pg-rw    ClusterIP   10.43.71.203   <none>        5432/TCP   88d    cnpg.io/cluster=pg,cnpg.io/instanceRole=primary
pg-ro    ClusterIP   10.43.71.204   <none>        5432/TCP   88d    cnpg.io/cluster=pg,cnpg.io/instanceRole=replica
`,
];
const databases = (second: string): Output => [
  "kubectl get pods -n crm --show-labels",
  `NAME   READY   STATUS    RESTARTS   AGE   LABELS
pg-1   1/1     Running   0          88d   cnpg.io/cluster=pg,cnpg.io/instanceRole=primary
pg-2   1/1     Running   0          88d   cnpg.io/cluster=pg,cnpg.io/instanceRole=${second}
`,
];
const primary = "service-of-the-primary-only";

const described = (rest: string): Output => [
  "kubectl describe svc chat -n talk",
  `Name:              chat
Namespace:         talk
Selector:          app=chat
Type:              ClusterIP
IP:                10.43.0.9
Port:              http  80/TCP
TargetPort:        8080/TCP
Endpoints:         10.42.0.4:8080,10.42.0.5:8080,10.42.1.9:8080${rest}
Session Affinity:  None
Events:            <none>
`,
];
const chats = (state: string): Output => [
  "kubectl get pods -n talk",
  `NAME                    READY   STATUS    RESTARTS   AGE
chat-58bd6df7f7-6zq9x   ${state}   0          5d
`,
];
const shortened = "described-endpoints-shortened";

const ping: Output = [
  "kubectl exec -n talk toolbox -- ping -c 3 10.43.0.9",
  "3 packets transmitted, 0 packets received, 100% packet loss\n",
];
const http = (line: string): Output => ["kubectl exec -n talk toolbox -- curl -sI http://10.43.0.9", `${line}\n`];
const chat: Output = [
  "kubectl get svc -n talk",
  "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nchat   ClusterIP   10.43.0.9    <none>        80/TCP    5d\n",
];
const pings = "cluster-ip-does-not-answer-ping";

const gateway = (extra: string): Output => [
  "kubectl logs -n edge deploy/traefik --tail=6",
  `10.1.2.3 - - [02/Oct/2025:02:11:01 +0000] "GET /.env HTTP/1.1" 404 19 "-" "Go-http-client/1.1" 1 "-" "-" 0ms
10.1.2.3 - - [02/Oct/2025:02:11:02 +0000] "GET /wp-login.php HTTP/1.1" 404 19 "-" "zgrab" 2 "-" "-" 0ms
10.1.2.3 - - [02/Oct/2025:02:11:03 +0000] "GET /.git/config HTTP/1.1" 404 19 "-" "zgrab" 3 "-" "-" 0ms
10.9.9.9 - - [02/Oct/2025:02:11:04 +0000] "GET /menu HTTP/1.1" 200 812 "-" "Mozilla" 4 "menu@k8s" "http://10.42.0.4:80" 3ms
${extra}`,
];
const traefik: Output = [
  "kubectl get pods -n edge",
  "NAME                       READY   STATUS    RESTARTS   AGE\ntraefik-6c5d9b7f48-7wqkm   1/1     Running   0          30d\n",
];
const scans = "scanners-get-404";

const peers: Output = [
  "kubectl get peerauthentication -A",
  "NAMESPACE      NAME      MODE         AGE\nistio-system   default   PERMISSIVE   200d\n",
];
const meshed = (state: string): Output => [
  "kubectl get pods -n shop",
  `NAME                    READY   STATUS    RESTARTS   AGE\ncart-6c5d9b7f48-7wqkm   ${state}   0          3d\n`,
];
const modes = "mesh-accepts-both";
const warns = "pod-security-only-warns";
const applied: Output = [
  "kubectl apply -f cart.yaml",
  'Warning: would violate PodSecurity "restricted:latest": seccompProfile (pod or container "cart" must set securityContext.seccompProfile.type)\ndeployment.apps/cart configured\n',
];

export const misreadNetwork: readonly Row[] = [
  {
    code: modes,
    name: "the default of the mesh",
    question: "peerauthentication default says PERMISSIVE, is mTLS broken?",
    outputs: [peers, meshed("2/2     Running")],
    says: /PERMISSIVE by design: sidecars speak mTLS/,
  },
  {
    code: modes,
    name: "a pod of the mesh is not ready",
    question: "peerauthentication default says PERMISSIVE, is mTLS broken?",
    outputs: [peers, meshed("1/2     CrashLoopBackOff")],
  },
  {
    code: warns,
    name: "the pods run",
    question: "there is a PodSecurity warning (would violate podsecurity restricted) for cart. does it not run now?",
    outputs: [applied, meshed("2/2     Running")],
    says: /only a warning .*refuses nothing/,
  },
  {
    code: warns,
    name: "the pods are refused",
    question: "there is a PodSecurity warning for cart. does it not run now?",
    outputs: [
      applied,
      [
        "kubectl get events -n shop",
        `LAST SEEN   TYPE      REASON         OBJECT                       MESSAGE
1m          Warning   FailedCreate   replicaset/cart-6c5d9b7f48   Error creating: pods "cart-6c5d9b7f48-" is forbidden: violates PodSecurity "restricted:latest"
`,
      ],
    ],
  },
  {
    code: host,
    name: "the address of the node",
    question: "two pods have the same ip 10.0.8.4, is there an ip conflict?",
    outputs: [wide("10.42.1.30"), nodes],
    says: /host network.*node's IP \(node w-4\)/,
  },
  {
    code: host,
    name: "two pods share an address that is no node's",
    question: "two pods have the same ip, is there an ip conflict?",
    outputs: [wide("10.42.1.31"), nodes],
  },
  {
    code: primary,
    name: "CloudNativePG",
    question: "service pg-rw only reaches one of the two pods, wrong selector?",
    outputs: [services, databases("replica")],
    says: /pg-rw selects cnpg\.io\/instanceRole=primary on purpose.*pg-ro/,
  },
  {
    code: primary,
    name: "two of them say that they are primary",
    question: "service pg-rw only reaches one of the two pods, wrong selector?",
    outputs: [services, databases("primary")],
  },
  {
    code: shortened,
    name: "five of them",
    question: "service chat has only three endpoints of our five pods, which label is wrong?",
    outputs: [described(" + 2 more..."), chats("1/1     Running")],
    says: /has 5 endpoints, not 3: describe prints only the first/,
  },
  {
    code: shortened,
    name: "a pod is not ready",
    question: "service chat has only three endpoints of our five pods, which label is wrong?",
    outputs: [described(" + 2 more..."), chats("0/1     CrashLoopBackOff")],
  },
  {
    code: pings,
    name: "its port answers",
    question: "ping to the service ip 10.43.0.9 of chat does not work, 100% packet loss. network down?",
    outputs: [chat, ping, http("HTTP/1.1 200 OK")],
    says: /does not answer ping by design/,
  },
  {
    code: pings,
    name: "its port does not answer either",
    question: "ping to the service ip 10.43.0.9 of chat does not work, 100% packet loss. network down?",
    outputs: [chat, ping, http("curl: (7) Failed to connect to 10.43.0.9 port 80: Connection refused")],
  },
  {
    code: scans,
    name: "Traefik",
    question: "error ratio of traefik is up, lots of 404 since 2 o'clock. which route is broken?",
    outputs: [traefik, gateway("")],
    says: /bots .*3 of 3 are tries of \/\.env/,
  },
  {
    code: scans,
    name: "a page of its own is not found",
    question: "error ratio of traefik is up, lots of 404 since 2 o'clock. which route is broken?",
    outputs: [
      traefik,
      gateway(
        '10.9.9.9 - - [02/Oct/2025:02:11:05 +0000] "GET /orders/7 HTTP/1.1" 404 19 "-" "Mozilla" 5 "-" "-" 0ms\n',
      ),
    ],
  },
];
