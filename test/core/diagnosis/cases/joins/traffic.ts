import type { Case } from "../../case.ts";
import { caller, rows, stockService } from "./printed.ts";

const podsWithLabels = rows(
  "NAME                     READY   STATUS    RESTARTS   AGE   LABELS",
  "stock-5f4d7c9b8-x7k2p    1/1     Running   0          9d    app=stock,pod-template-hash=5f4d7c9b8",
  "till-6d8f9c7b5-b8z4q     1/1     Running   0          2h    app=till,pod-template-hash=6d8f9c7b5",
);
const policyFor = (label: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: stock-callers
  namespace: shop
spec:
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: ${label}
  podSelector:
    matchLabels:
      app: stock
  policyTypes:
  - Ingress
`;

/** A container that declares 3000, behind a Service that sends there; its program says in JSON that it listens on 3001. */
const declaredOn3000: Case["outputs"] = [
  [
    "get svc tiles -n maps -o yaml",
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: tiles\n  namespace: maps\nspec:\n  ports:\n  - port: 3000\n    targetPort: 3000\n  selector:\n    app: tiles\n  type: ClusterIP\n",
  ],
  [
    "describe pod tiles-6c8f9d7b5-p4zqk -n maps",
    rows(
      "Name:             tiles-6c8f9d7b5-p4zqk",
      "Namespace:        maps",
      "Labels:           app=tiles",
      "Status:           Running",
      "Controlled By:    ReplicaSet/tiles-6c8f9d7b5",
      "Containers:",
      "  tiles:",
      "    Image:          registry.example.com/tiles:2.1",
      "    Port:           3000/TCP",
      "    State:          Running",
      "    Ready:          True",
      "    Restart Count:  0",
      "Conditions:",
      "  Type              Status",
      "  Ready             True",
    ),
  ],
  [
    "logs tiles-6c8f9d7b5-p4zqk -n maps",
    `{"level":30,"time":1754672872891,"pid":1,"msg":"server listening at http://0.0.0.0:3001"}\n`,
  ],
];

const refused = (host: string): string =>
  [1, 2, 3, 4]
    .map((second) => `10:14:3${second} ERROR GET http://${host}/map: connect ECONNREFUSED ${host}\n`)
    .join("");

/** Services, load balancers and policies between caller and callee. */
export const traffic: readonly Case[] = [
  {
    name: "a load balancer's pool that is used up",
    outputs: [
      [
        "get svc -A",
        rows(
          "NAMESPACE   NAME   TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)         AGE",
          "mail        mx     LoadBalancer   10.96.0.9     <pending>     25:30025/TCP    3h",
          "web         edge   LoadBalancer   10.96.0.10    10.9.0.2      443:30443/TCP   9d",
        ),
      ],
      [
        "get ipaddresspools -n metallb-system",
        rows(
          "NAME   AUTO ASSIGN   AVOID BUGGY IPS   ADDRESSES",
          'main   true          false             ["10.9.0.2/32"]',
        ),
      ],
    ],
    roots: ["load-balancer-addresses-exhausted"],
    symptoms: ["load-balancer-pending"],
    says: /pool main has 1 address \(10\.9\.0\.2\/32\), all given to edge/,
  },
  {
    name: "near miss: a pool that has an address left",
    outputs: [
      [
        "get svc -A",
        rows(
          "NAMESPACE   NAME   TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)         AGE",
          "mail        mx     LoadBalancer   10.96.0.9     <pending>     25:30025/TCP    3h",
          "web         edge   LoadBalancer   10.96.0.10    10.9.0.2      443:30443/TCP   9d",
        ),
      ],
      [
        "get ipaddresspools -n metallb-system",
        rows(
          "NAME   AUTO ASSIGN   AVOID BUGGY IPS   ADDRESSES",
          'main   true          false             ["10.9.0.2-10.9.0.3"]',
        ),
      ],
    ],
    roots: ["load-balancer-pending"],
  },
  {
    name: "a Service that forwards TCP to a program that listens on UDP",
    outputs: [
      [
        "get svc traps -n net -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: traps\n  namespace: net\nspec:\n  ports:\n  - port: 162\n    protocol: TCP\n    targetPort: 1162\n  selector:\n    app: traps\n  type: ClusterIP\n",
      ],
      ["logs traps-6c8f9d7b5-p4zqk -n net", "INFO trapd: listening on udp://0.0.0.0:1162\n"],
    ],
    roots: ["service-protocol-mismatch"],
    says: /forwards port 162 as TCP, and the program behind it listens on UDP port 1162/,
  },
  {
    name: "a Service that sends to another port than its program listens on",
    outputs: [
      [
        "get svc tiles -n maps -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: tiles\n  namespace: maps\nspec:\n  ports:\n  - port: 80\n    targetPort: 3000\n  selector:\n    app: tiles\n  type: ClusterIP\n",
      ],
      ["logs tiles-6c8f9d7b5-p4zqk -n maps", "10:14:32 INFO Server listening on http://0.0.0.0:8090\n"],
    ],
    roots: ["service-listener-mismatch"],
    says: /sends to targetPort 3000, and the program behind it says that it listens on port 8090/,
  },
  {
    name: "a Service in a table whose endpoints are on another port than its program listens on",
    outputs: [
      [
        "get svc -n maps",
        "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\ntiles   ClusterIP   10.43.7.19   <none>        8090/TCP   9d\n",
      ],
      [
        "get endpoints -n maps",
        "NAME    ENDPOINTS                           AGE\ntiles   10.42.0.8:3000,10.42.1.9:3000   9d\n",
      ],
      [
        "get pods -n maps",
        "NAME                    READY   STATUS    RESTARTS   AGE\ntiles-6c8f9d7b5-p4zqk   1/1     Running   0          9d\n",
      ],
      ["logs deploy/tiles -n maps", "10:14:32 INFO Server listening on [::]:8090\n"],
    ],
    roots: ["service-listener-mismatch"],
    says: /sends to targetPort 3000, and the program behind it says that it listens on port 8090/,
  },
  {
    name: "a Service whose port a container declares and its program did not open, and a caller that is refused",
    outputs: [...declaredOn3000, ["logs deploy/map -n maps", refused("tiles:3000")]],
    roots: ["service-listener-mismatch"],
    says: /sends to targetPort 3000, and the program behind it says that it listens on port 3001\./,
  },
  {
    name: "near miss: a declared port that the program does not tell of, and a caller that another one refuses",
    outputs: [...declaredOn3000, ["logs deploy/map -n maps", refused("labels:3000")]],
    roots: ["dependency-unreachable"],
  },
  {
    name: "near miss: a Service in a table whose endpoints are on the port its program listens on",
    outputs: [
      [
        "get svc -n maps",
        "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\ntiles   ClusterIP   10.43.7.19   <none>        8090/TCP   9d\n",
      ],
      [
        "get endpoints -n maps",
        "NAME    ENDPOINTS                           AGE\ntiles   10.42.0.8:8090,10.42.1.9:8090   9d\n",
      ],
      [
        "get pods -n maps",
        "NAME                    READY   STATUS    RESTARTS   AGE\ntiles-6c8f9d7b5-p4zqk   1/1     Running   0          9d\n",
      ],
      ["logs deploy/tiles -n maps", "10:14:32 INFO Server listening on [::]:8090\n"],
    ],
    roots: [],
  },
  {
    name: "a network policy that admits other callers",
    outputs: [
      ["logs deploy/till -n shop", caller],
      ["get svc -n shop", stockService],
      ["get pods -n shop --show-labels", podsWithLabels],
      ["get netpol stock-callers -n shop -o yaml", policyFor("cash-desk")],
    ],
    roots: ["network-policy-refuses-caller"],
    says: /admits to stock only pods labelled app=cash-desk, not Deployment shop\/till \(app=till\)/,
  },
  {
    name: "near miss: a network policy that admits the caller",
    outputs: [
      ["logs deploy/till -n shop", caller],
      ["get svc -n shop", stockService],
      ["get pods -n shop --show-labels", podsWithLabels],
      ["get netpol stock-callers -n shop -o yaml", policyFor("till")],
    ],
    roots: [],
  },
  {
    name: "a network policy that forgets DNS",
    outputs: [
      [
        "logs deploy/till -n shop",
        "ERROR cannot connect: lookup pg.shop.svc on 10.96.0.10:53: read udp 10.244.2.7:38122->10.96.0.10:53: i/o timeout\n",
      ],
      [
        "get netpol -n shop -o yaml",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: out\n  namespace: shop\nspec:\n  egress:\n  - ports:\n    - port: 5432\n      protocol: TCP\n  podSelector: {}\n  policyTypes:\n  - Egress\n",
      ],
    ],
    roots: ["network-policy-blocks-dns"],
    says: /only to ports 5432, not DNS \(port 53\)/,
  },
  {
    name: "a network policy that lets pods call their own namespace only",
    outputs: [
      [
        "logs deploy/till -n shop",
        "ERROR cannot connect: lookup pg.shop.svc on 10.96.0.10:53: read udp 10.244.2.7:38122->10.96.0.10:53: i/o timeout\n",
      ],
      [
        "get netpol -n shop -o yaml",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: out\n  namespace: shop\nspec:\n  egress:\n  - to:\n    - podSelector: {}\n  podSelector: {}\n  policyTypes:\n  - Egress\n",
      ],
    ],
    roots: ["network-policy-blocks-dns"],
    says: /allows egress of .* only to pods of its own namespace, not DNS/,
  },
];
