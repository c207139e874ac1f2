import type { Case } from "../../case.ts";
import { caller, rows, stockService } from "./printed.ts";

/** Settings and agents behind what fails. */
export const settings: readonly Case[] = [
  {
    name: "a setting with a host that no Service has, and a log that names no host",
    outputs: [
      ["get svc -n music", stockService.replaceAll("stock", "store")],
      [
        "get cm mixer -n music -o yaml",
        "apiVersion: v1\ndata:\n  STORE: http://stor.music.svc.cluster.local:8080\nkind: ConfigMap\nmetadata:\n  name: mixer\n  namespace: music\n",
      ],
      [
        "logs mixer-6c8f9d7b5-p4zqk -n music",
        "ERROR mixer: transport error: dns error: failed to lookup address information: Name or service not known\n",
      ],
    ],
    roots: ["configured-host-wrong"],
    symptoms: ["name-not-resolved"],
    says: /sets STORE to stor\.music\.svc\.cluster\.local:8080; namespace music has no Service "stor", but one named "store"/,
  },
  {
    name: "near miss: a setting with the host of a Service",
    outputs: [
      ["get svc -n music", stockService.replaceAll("stock", "store")],
      [
        "get cm mixer -n music -o yaml",
        "apiVersion: v1\ndata:\n  STORE: http://store.music.svc.cluster.local:8080\nkind: ConfigMap\nmetadata:\n  name: mixer\n  namespace: music\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a path that leads to the Service of another path",
    outputs: [
      [
        "get svc -n park",
        stockService.replaceAll("stock", "tours") + stockService.split("\n")[1]!.replaceAll("stock", "guides"),
      ],
      [
        "get ingress park -n park -o yaml",
        `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: park
  namespace: park
spec:
  rules:
  - host: park.example.net
    http:
      paths:
${["tours", "guides"]
  .map(
    (path) =>
      `      - path: /api/${path}\n        pathType: Prefix\n        backend:\n          service:\n            name: guides\n            port:\n              number: 8080`,
  )
  .join("\n")}
`,
      ],
    ],
    roots: ["route-backend-strange"],
    says: /leads path \/api\/tours to Service guides, whose own path is \/api\/guides, although there is a Service tours/,
  },
  {
    name: "a node whose kube-proxy crashes",
    outputs: [
      [
        "get pods -A -o wide",
        rows(
          "NAMESPACE     NAME                    READY   STATUS             RESTARTS        AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
          "kube-system   kube-proxy-4vh7t        1/1     Running            0               9d    10.0.1.10    node-1   <none>           <none>",
          "kube-system   kube-proxy-x9d4c        0/1     CrashLoopBackOff   21 (2m ago)     9d    10.0.1.24    node-2   <none>           <none>",
          "shop          till-6d8f9c7b5-b8z4q    1/1     Running            0               9d    10.244.2.4   node-2   <none>           <none>",
        ),
      ],
    ],
    roots: ["node-agent-down"],
    symptoms: ["crash-loop"],
    says: /Node node-2 has no working kube-proxy \(Pod kube-proxy-x9d4c: STATUS CrashLoopBackOff\), so that the addresses of Services do not work/,
  },
  {
    name: "a node whose kube-proxy does not start, and a log on it",
    outputs: [
      [
        "get pods -A -o wide",
        rows(
          "NAMESPACE     NAME                    READY   STATUS                       RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES",
          "kube-system   kube-proxy-x9d4c        0/1     CreateContainerConfigError   0          9d    10.0.1.24    node-2   <none>           <none>",
          "shop          till-6d8f9c7b5-b8z4q    1/1     Running                      0          9d    10.244.2.4   node-2   <none>           <none>",
        ),
      ],
      ["logs till-6d8f9c7b5-b8z4q -n shop", caller],
    ],
    roots: ["node-agent-down", "container-not-created"],
    says: /addresses of Services do not work from there: it hits till-6d8f9c7b5-b8z4q/,
  },
  {
    name: "a Job that its deadline ended",
    outputs: [
      [
        "get events -n books",
        rows(
          "LAST SEEN   TYPE      REASON             OBJECT       MESSAGE",
          "10m         Warning   DeadlineExceeded   job/export   Job was active longer than specified deadline",
        ),
      ],
      [
        "get job export -n books",
        rows("NAME     STATUS   COMPLETIONS   DURATION   AGE", "export   Failed   0/1           20m        20m"),
      ],
    ],
    roots: ["job-deadline-exceeded"],
    says: /Job books\/export was ended because it ran longer than its deadline/,
  },
  {
    name: "a registry token that was not renewed",
    outputs: [
      [
        "get events -n shop",
        rows(
          "LAST SEEN   TYPE      REASON   OBJECT                     MESSAGE",
          '10s         Warning   Failed   pod/till-6d8f9c7b5-b8z4q   Failed to pull image "111122223333.dkr.ecr.eu-west-1.amazonaws.com/till:9": 403 Forbidden - Server message: denied: Your authorization token has expired. Reauthenticate and try again.',
        ),
      ],
      [
        "get secrets -n shop",
        rows(
          "NAME    TYPE                             DATA   AGE",
          "login   kubernetes.io/dockerconfigjson   1      5d2h",
        ),
      ],
    ],
    roots: ["image-credentials-expired"],
    says: /Secret login is 5d2h old, and a token expires after 12 hours/,
  },
];
