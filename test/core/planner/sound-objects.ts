import type { Output } from "./situations.ts";
import { json, type SoundCase, sound, table, unsound } from "./sound-workloads.ts";

const ingress = (address: string, resolved: string): Output => [
  "kubectl describe ingress docs -n kb",
  `Name:             docs
Namespace:        kb
Address:          ${address}
Ingress Class:    nginx
Default backend:  <default>
TLS:
  docs-tls terminates docs.acme.dev
Rules:
  Host            Path  Backends
  ----            ----  --------
  docs.acme.dev  
                  /   docs:80 (${resolved})
Annotations:      <none>
Events:           <none>
`,
];
const noBackend: Output = [
  "kubectl describe ingress docs -n kb",
  ingress("10.30.0.8", "10.1.1.9:8080")[1]
    .replace("<default>", 'default-http-backend:80 (<error: endpoints "default-http-backend" not found>)')
    .replace(/TLS:\n.*\n/, ""),
];
const secrets = (name: string) =>
  table("secrets -n kb", "NAME       TYPE                DATA   AGE", `${name}   kubernetes.io/tls   2      80d`);
const behind = (namespace: string, name: string, addresses: string) =>
  table(
    `svc,endpoints -n ${namespace}`,
    "NAME               TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE",
    `service/${name}    ClusterIP   10.43.10.11   <none>        443/TCP   90d`,
    "",
    "NAME                 ENDPOINTS   AGE",
    `endpoints/${name}    ${addresses}   90d`,
  );
const webhook = (failurePolicy: string, caBundle = "LS0tLS1CRUdJTg==") =>
  json("mutatingwebhookconfiguration inj", {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: "inj" },
    webhooks: [
      {
        name: "inj.acme.io",
        failurePolicy,
        clientConfig: { caBundle, service: { name: "inj-svc", namespace: "inj" } },
      },
    ],
  });
const policy = (app: string) =>
  json("networkpolicy db-allow -n db", {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "db-allow", namespace: "db" },
    spec: {
      podSelector: { matchLabels: { app } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "api" } } }] }],
      policyTypes: ["Ingress"],
    },
  });
const labelled = table(
  "pods -n db --show-labels",
  "NAME    READY   STATUS    RESTARTS   AGE   LABELS",
  "pg-0    1/1     Running   0          9d    app=pg",
  "api-0   1/1     Running   0          9d    app=api",
);

const askIngress = "Does ingress docs in namespace kb have a fault? Default backend says <default>.";
const askWebhook = "Could the mutating webhook inj be blocking pod creation? Review it.";
const askService = "Is anything the matter with service cart in shop?";
const askPolicy = "is there something wrong with networkpolicy db-allow?";
const ready = "10.1.1.9:8443";

export const networkCases: readonly SoundCase[] = [
  sound(
    "an Ingress",
    askIngress,
    /address 10\.30\.0\.8.*docs 2.*TLS Secret docs-tls/,
    ingress("10.30.0.8", "10.1.1.9:80,10.1.1.8:80"),
    secrets("docs-tls"),
  ),
  unsound(
    "an Ingress without its TLS Secret",
    askIngress,
    /docs-tls/,
    ingress("10.30.0.8", "10.1.1.9:80"),
    secrets("docs-old"),
  ),
  unsound("an Ingress with nothing behind it", askIngress, /docs/, ingress("10.30.0.8", "<none>")),
  unsound("an Ingress without an address", askIngress, /has no address/, ingress("", "10.1.1.9:80")),
  sound("an Ingress as older kubectl describes it", "does ingress docs in ns kb have a problem?", /docs/, noBackend),
  unsound(
    "an Ingress of which a row is shown",
    "is ingress shop in namespace web fine?",
    /in order: .*not shown whether its backends have ready endpoints/,
    table(
      "ingress -n web",
      "NAME   CLASS   HOSTS   ADDRESS      PORTS   AGE",
      "shop   nginx   a.dev   10.1.2.3     80      12d",
    ),
  ),
  sound(
    "a webhook that may fail",
    askWebhook,
    /not blocking.*Ignore.*ready endpoints.*caBundle/,
    webhook("Ignore"),
    behind("inj", "inj-svc", ready),
  ),
  sound(
    "a webhook that answers",
    askWebhook,
    /ready endpoints.*failurePolicy Fail/,
    webhook("Fail"),
    behind("inj", "inj-svc", ready),
  ),
  unsound(
    "a webhook that nothing answers",
    askWebhook,
    /no ready endpoints \(failurePolicy Fail/,
    webhook("Fail"),
    behind("inj", "inj-svc", "<none>"),
  ),
  unsound(
    "one whose failure is ignored",
    askWebhook,
    /does not block/,
    webhook("Ignore"),
    behind("inj", "inj-svc", "<none>"),
  ),
  unsound(
    "a webhook whose Service is not shown",
    "is webhook inj ok?",
    /kubectl get endpoints inj-svc -n inj/,
    webhook("Fail"),
  ),
  unsound(
    "a webhook without a caBundle",
    askWebhook,
    /no caBundle/,
    webhook("Fail", ""),
    behind("inj", "inj-svc", ready),
  ),
  sound("a Service", askService, /ready endpoints/, behind("shop", "cart", ready)),
  unsound("a Service without endpoints", askService, /endpoints/, behind("shop", "cart", "<none>")),
  unsound("a Service that does not answer", askService, /cart/, behind("shop", "cart", ready), [
    "kubectl exec -n shop web-0 -- curl -sS -m 3 http://cart",
    "curl: (7) Failed to connect to cart port 80: Connection refused\n",
  ]),
  sound("a policy", askPolicy, /selects 1 pod \(pg-0\) and lets in pods that are there/, policy("pg"), labelled),
  unsound("a policy that selects no pod", askPolicy, /selects none of the 2 pods/, policy("postgres"), labelled),
  unsound("a policy without its pods", askPolicy, /kubectl get pods -n db --show-labels/, policy("pg")),
];

const plain = (kind: string, plural: string, more: object) =>
  json(`${plural} creds -n cms`, { apiVersion: "v1", kind, metadata: { name: "creds", namespace: "cms" }, ...more });
const tls = (data: object) => plain("Secret", "secret", { type: "kubernetes.io/tls", data });
const conditions = (apiVersion: string, kind: string, status: object) =>
  json(`${kind.toLowerCase()} edge -n web`, { apiVersion, kind, metadata: { name: "edge", namespace: "web" }, status });
const route = (status: string) =>
  conditions("gateway.networking.k8s.io/v1", "HTTPRoute", {
    parents: [
      {
        conditions: [
          { type: "Accepted", status: "True" },
          { type: "ResolvedRefs", status },
        ],
      },
    ],
  });
const argo = (sync: string) =>
  conditions("argoproj.io/v1alpha1", "Application", { health: { status: "Healthy" }, sync: { status: sync } });
const api = (available: string) =>
  table(
    "apiservice v1beta1.metrics.k8s.io",
    "NAME                     SERVICE                      AVAILABLE   AGE",
    `v1beta1.metrics.k8s.io   kube-system/metrics-server   ${available}   300d`,
  );
const space = (status: string) => table("ns billing", "NAME      STATUS   AGE", `billing   ${status}   300d`);
const request = (condition: string) =>
  table(
    "csr csr-9w",
    "NAME     AGE   SIGNERNAME   REQUESTOR   REQUESTEDDURATION   CONDITION",
    `csr-9w   30m   kubernetes.io/kubelet-serving   system:node:w3   <none>   ${condition}`,
  );
const binding = json("rolebinding deploy -n ci", {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "deploy", namespace: "ci" },
  roleRef: { kind: "Role", name: "deployer" },
  subjects: [{ kind: "ServiceAccount", name: "bot", namespace: "ci" }],
});
const bound = (account: string) =>
  table(
    "role,sa -n ci",
    "NAME                                      CREATED AT",
    "role.rbac.authorization.k8s.io/deployer   2025-11-01T10:00:00Z",
    "",
    "NAME                 SECRETS   AGE",
    `serviceaccount/${account}   0         80d`,
  );
const account = table("sa bot -n ci", "NAME   SECRETS   AGE", "bot    0         80d");

export const objectCases: readonly SoundCase[] = [
  sound("a Secret", "is secret creds in order?", /2 keys/, tls({ "tls.crt": "YQ==", "tls.key": "YQ==" })),
  unsound("a TLS Secret without its key", "is secret creds in order?", /tls\.key/, tls({ "tls.crt": "YQ==" })),
  unsound(
    "a ConfigMap that is empty",
    "is configmap creds in order?",
    /holds no key/,
    plain("ConfigMap", "configmap", {}),
  ),
  sound("a ServiceAccount", "is service account bot in order?", /is there/, account),
  unsound("a ServiceAccount without a right", "is service account bot in order?", /can-i/, account, [
    "kubectl auth can-i create deployments --as=system:serviceaccount:ci:bot -n ci",
    "no\n",
  ]),
  sound("a binding", "is rolebinding deploy in order?", /Role deployer/, binding, bound("bot")),
  unsound("a binding of nobody", "is rolebinding deploy in order?", /refers to ServiceAccount/, binding, bound("tom")),
  sound("a route", "does httproute edge have any issue?", /accepted/, route("True")),
  unsound("a route to nowhere", "does httproute edge have any issue?", /ResolvedRefs/, route("False")),
  sound("an application", "is argo application edge fine?", /Healthy and Synced/, argo("Synced")),
  unsound("an application out of sync", "is argo application edge fine?", /OutOfSync/, argo("OutOfSync")),
  sound("an aggregated API", "is apiservice v1beta1.metrics.k8s.io in order?", /is Available/, api("True")),
  unsound(
    "an aggregated API that is away",
    "is apiservice v1beta1.metrics.k8s.io in order?",
    /not available/,
    api("False (MissingEndpoints)"),
  ),
  sound("a namespace", "Is there any problem with namespace billing?", /is Active/, space("Active")),
  unsound(
    "a namespace on its way out",
    "Is there any problem with namespace billing?",
    /Terminating/,
    space("Terminating"),
  ),
  sound("a signing request", "is csr csr-9w fine?", /approved and issued/, request("Approved,Issued")),
  unsound("a signing request that waits", "is csr csr-9w fine?", /Pending/, request("Pending")),
  unsound(
    "a state in a word of its own",
    "is widget blue ok?",
    /^(?!Not all is well)/,
    table("widget blue -n w", "NAME   STATUS    AGE", "blue   Dormant   9d"),
  ),
];
