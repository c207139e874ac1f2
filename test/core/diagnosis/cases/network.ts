import type { Case } from "../case.ts";
import { describedPod, podName, running } from "../printed.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const service = (spec: string): Case["outputs"][number] => [
  "get svc web -n shop -o yaml",
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  clusterIP: 10.96.14.3\n${spec}  selector:\n    app: web\n`,
];

const ports = (target: string): string => `  ports:\n  - port: 80\n    protocol: TCP\n    targetPort: ${target}\n`;

const slice = (shown: string): Case["outputs"][number] => [
  "get endpointslices -n shop",
  rows(
    "NAME        ADDRESSTYPE   PORTS     ENDPOINTS     AGE",
    `web-9vw4q   IPv4          ${shown}   10.244.1.17   3h`,
  ),
];

const describedIngress = (backend: string): Case["outputs"][number] => [
  "describe ingress site -n shop",
  rows(
    "Name:             site",
    "Namespace:        shop",
    "Ingress Class:    nginx",
    "Default backend:  <default>",
    "Rules:",
    "  Host              Path  Backends",
    "  ----              ----  --------",
    "  site.example.com",
    `                    ${backend}`,
    "Annotations:        <none>",
    "Events:             <none>",
  ),
];

const listedService: Case["outputs"][number] = [
  "get svc -n shop",
  rows(
    "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
    "web    ClusterIP   10.96.1.9    <none>        3000/TCP   49m",
  ),
];

const labelled = (...pods: readonly string[]): Case["outputs"][number] => [
  "get pods -n shop -o wide --show-labels",
  rows(
    "NAME   READY   STATUS    RESTARTS   AGE   IP            NODE   NOMINATED NODE   READINESS GATES   LABELS",
    ...pods,
  ),
];

const onNode = (name: string, address: string, node: string, labels = "app=web"): string =>
  `${name}   1/1     Running   0          3h    ${address}   ${node}     <none>           <none>            ${labels}`;

const containers = (name: string): Case["outputs"][number] => [
  "get deploy web -n shop -o jsonpath={.spec.template.spec.containers}",
  `[{"image":"registry.example.com/shop/web:1","name":"app","ports":[{"containerPort":8080,"name":"${name}","protocol":"TCP"}]}]`,
];

/** The ports of all containers, and nothing else of them. */
const declared = (name: string): Case["outputs"][number] => [
  "get deploy web -n shop -o jsonpath={.spec.template.spec.containers[*].ports}",
  `[{"containerPort":8080,"name":"${name}","protocol":"TCP"}]`,
];

const empty: Case["outputs"][number] = [
  "get endpoints web -n shop",
  rows("NAME   ENDPOINTS   AGE", "web    <none>      3h"),
];

const chosen = (labels: string): Case["outputs"][number] => [
  `get pods -n shop -l ${labels}`,
  rows(
    "NAME                   READY   STATUS    RESTARTS   AGE",
    "web-6d4b75cb6d-x2k4p   1/1     Running   0          3h",
  ),
];

const nodes = (...names: readonly string[]): Case["outputs"][number] => [
  "get nodes",
  rows(
    "NAME   STATUS   ROLES           AGE   VERSION",
    "cp     Ready    control-plane   90d   v1.32.1",
    ...names.map((name) => `${name}      Ready    <none>          90d   v1.32.1`),
  ),
];

const onNodes = [
  onNode("web-6d4b75cb6d-x2k4p", "10.244.1.17", "a"),
  onNode("web-6d4b75cb6d-7hq9z", "10.244.2.18", "b"),
];

const local = (type: string): string =>
  `  type: ${type}\n  externalTrafficPolicy: Local\n  ports:\n  - nodePort: 30080\n    port: 80\n    targetPort: 8080\n`;

const listening = (address: string): Case["outputs"] => [
  ["describe pods -n shop", describedPod({ status: "Running", state: running, ready: true })],
  service(ports("8080")),
  [`logs ${podName} -n shop`, `INFO:     Uvicorn running on http://${address}:8080 (Press CTRL+C to quit)\n`],
];

const refused: Case["outputs"][number] = [
  "logs deploy/checkout -n shop",
  rows(
    "2026-03-17T14:31:02Z ERROR POST http://web:8080/score failed: java.net.ConnectException: Connection refused",
    "2026-03-17T14:31:05Z ERROR POST http://web:8080/score failed: java.net.ConnectException: Connection refused",
  ),
];

const route = (status: string, host = "tickets.example.com"): Case["outputs"][number] => [
  "get httproute tickets -n events -o yaml",
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: tickets\n  namespace: events\nspec:\n  hostnames:\n  - ${host}\n  parentRefs:\n  - name: shared\n    namespace: gateways\n    sectionName: https\nstatus:\n  parents:\n  - conditions:\n    - message: No listeners included by this parent ref allowed this attachment.\n      reason: ${status}\n      status: "${status === "Accepted" ? "True" : "False"}"\n      type: Accepted\n`,
];

const gateway = (listener: string): Case["outputs"][number] => [
  "get gateway shared -n gateways -o jsonpath={.spec.listeners}",
  `[{"allowedRoutes":{"namespaces":{"from":"Same"}},"name":"http","port":80,"protocol":"HTTP"},{${listener},"name":"https","port":443,"protocol":"HTTPS"}]`,
];

const bySelector =
  '"allowedRoutes":{"namespaces":{"from":"Selector","selector":{"matchLabels":{"gateway-access":"enabled"}}}}';

const spaces = (labels: string): Case["outputs"][number] => [
  "get ns --show-labels",
  rows("NAME     STATUS   AGE   LABELS", `events   Active   3d    ${labels}`),
];

const others = (name: string, labels: string): Case["outputs"] => [
  service(ports("8080")),
  labelled(onNode("web-6d4b75cb6d-x2k4p", "10.244.1.17", "a"), onNode(name, "10.244.2.18", "b", labels)),
];

const shortName = (message: string): Case["outputs"] => [
  ["logs deploy/orders -n sales", rows(`ERROR lookup failed: ${message}`, `ERROR lookup failed: ${message}`)],
  [
    "get svc -A",
    rows(
      "NAMESPACE   NAME     TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
      "sales       orders   ClusterIP   10.8.1.2     <none>        80/TCP     6d",
      "depot       stock    ClusterIP   10.8.9.71    <none>        9000/TCP   166d",
    ),
  ],
];

/** Services, routes and names that do not lead to the pods they are for. */
export const networkCases: readonly Case[] = [
  {
    name: "a target port named otherwise than the container's, whose slice has addresses and no port",
    outputs: [service(ports("http-api")), slice("<unset>"), containers("web")],
    roots: ["service-port-mismatch"],
    says: /gets no endpoints: its targetPort is the port name "http-api", and no container port behind it has that name \(they are named web=8080\)/,
  },
  {
    name: "a slice with addresses and no port, where no container is shown",
    outputs: [service(ports("http-api")), slice("<unset>")],
    roots: ["service-port-mismatch"],
    says: /the EndpointSlice has addresses and no port/,
  },
  {
    name: "a target port that no port is called, of pods that were chosen by the label of the Service",
    outputs: [service(ports("http-api")), empty, chosen("app=web"), declared("web")],
    roots: ["service-port-mismatch"],
    symptoms: ["service-without-endpoints"],
    says: /no container port behind it has that name \(they are named web=8080\)/,
  },
  {
    name: "the same, where the ports are not shown",
    outputs: [service(ports("http-api")), empty, chosen("app=web,tier=front")],
    roots: ["service-port-mismatch"],
    symptoms: ["service-without-endpoints"],
    says: /although its selector finds 1 ready pod none is added/,
  },
  {
    name: "near miss: pods that were chosen by another label than that of the Service",
    outputs: [service(ports("http-api")), empty, chosen("tier=front")],
    roots: ["service-selector-mismatch"],
    symptoms: ["service-without-endpoints"],
  },
  {
    name: "near miss: a named target port that the template declares",
    outputs: [service(ports("web")), slice("8080   "), containers("web")],
    roots: [],
  },
  {
    name: "a NodePort that keeps traffic on nodes of which some have no pod",
    outputs: [service(local("NodePort")), labelled(...onNodes), nodes("a", "b", "c")],
    roots: ["local-traffic-policy"],
    says: /\(NodePort 30080\) has externalTrafficPolicy Local .* on nodes a, b: traffic from outside that arrives on c finds no local endpoint/,
  },
  {
    name: "near miss: the same behind a load balancer, which asks nodes for their health",
    outputs: [service(local("LoadBalancer")), labelled(...onNodes), nodes("a", "b", "c")],
    roots: [],
    notes: ["local-traffic-policy"],
  },
  {
    name: "near miss: a pod on every node that takes traffic",
    outputs: [service(local("NodePort")), labelled(...onNodes), nodes("a", "b")],
    roots: [],
  },
  {
    name: "a program that listens on the loopback address of its pod",
    outputs: [...listening("127.0.0.1"), refused],
    roots: ["listens-on-loopback"],
    says: /listens only on the loopback address 127\.0\.0\.1:8080, not on the pod IP \(0\.0\.0\.0\): connections from Deployment shop\/checkout are refused/,
  },
  {
    name: "a development server that prints its local address alone, and a proxy that its pod refuses",
    outputs: [
      ["logs -n shop web-5cc6f9b8c7-2tbqk", "   - Local:        http://127.0.0.1:3000\n\n Ready in 412ms\n"],
      [
        "get pods -n shop -o wide",
        "NAME                   READY   STATUS    RESTARTS   AGE   IP            NODE\nweb-5cc6f9b8c7-2tbqk   1/1     Running   0          18m   10.244.2.44   n2\n",
      ],
      [
        "logs -n edge deploy/proxy",
        '2025/11/05 10:44:02 [error] 33#33: *9121 connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://10.244.2.44:3000/"\n',
      ],
    ],
    roots: ["listens-on-loopback"],
  },
  { name: "near miss: a program that listens on all addresses", outputs: listening("0.0.0.0"), roots: [] },
  {
    name: "near miss: a program that calls itself localhost, which nobody fails to reach",
    outputs: listening("localhost"),
    roots: [],
  },
  {
    name: "a host option in the environment that keeps a program on the loopback address",
    outputs: [
      [
        "describe pods -n shop",
        describedPod({ status: "Running", state: running, ready: true }).replace(
          "Environment:    <none>",
          "Environment:\n      HOST:  127.0.0.1",
        ),
      ],
      service(ports("8080")),
    ],
    roots: ["listens-on-loopback"],
  },
  {
    name: "a route of a namespace without the label that the listener asks for",
    outputs: [route("NotAllowedByListeners"), gateway(bySelector), spaces("owner=box-office")],
    roots: ["route-not-accepted"],
    says: /listener https of Gateway gateways\/shared takes only routes of namespaces with label gateway-access=enabled .* namespace events does not have it \(its labels: owner=box-office\)/,
    suggests: "kubectl label namespace events gateway-access=enabled",
  },
  {
    name: "a route whose hostname the listener does not serve",
    outputs: [
      route("NoMatchingListenerHostname"),
      gateway('"allowedRoutes":{"namespaces":{"from":"All"}},"hostname":"*.apps.example.org"'),
    ],
    roots: ["route-not-accepted"],
    says: /serves hostname \*\.apps\.example\.org, and the route asks for tickets\.example\.com/,
  },
  {
    name: "near miss: an accepted route whose wildcard listener takes its hostname",
    outputs: [route("Accepted"), gateway(`${bySelector},"hostname":"*.example.com"`), spaces("gateway-access=enabled")],
    roots: [],
  },
  {
    name: "a selector that matches the pods of another workload as well",
    outputs: others("web-worker-5c8d9b7f6c-k4x2p", "app=web,component=worker"),
    roots: ["service-selects-others"],
    says: /also sends requests to pods of Deployment shop\/web-worker .* its selector app=web matches both/,
  },
  {
    name: "near miss: a canary behind the same Service",
    outputs: others("web-canary-5c8d9b7f6c-k4x2p", "app=web,track=canary"),
    roots: [],
  },
  {
    name: "near miss: another workload that the selector leaves out",
    outputs: others("web-worker-5c8d9b7f6c-k4x2p", "app=web-worker"),
    roots: [],
  },
  {
    name: "a short name of a Service that is in another namespace",
    outputs: shortName('Get "http://stock:9000/v1": dial tcp: lookup stock on 10.8.0.10:53: no such host'),
    roots: ["service-name-unknown"],
    says: /Service "stock" is in namespace depot, not in sales, .* the name is stock\.depot/,
  },
  {
    name: "an ingress, described, whose Service offers another port",
    outputs: [describedIngress("/   web:8080 ()"), listedService],
    roots: ["ingress-backend-unavailable"],
    says: /leads to Service web, which has no port 8080 \(it offers 3000\)/,
  },
  {
    name: "near miss: an ingress, described, at the port that its Service offers",
    outputs: [describedIngress("/   web:3000 (10.244.1.17:3000)"), listedService],
    roots: [],
  },
];
