import type { Case } from "../../case.ts";
import { rows, stockService } from "./printed.ts";

/** What is held back, refused or not taken. */
export const held: readonly Case[] = [
  {
    name: "a program that finds no place to write on a read-only root",
    outputs: [
      [
        "logs model-6c8f9d7b5-p4zqk -n ml",
        "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp']\n",
      ],
      [
        "get deploy model -n ml -o yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: model\n  namespace: ml\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        securityContext:\n          readOnlyRootFilesystem: true\n        volumeMounts:\n        - mountPath: /models\n          name: models\n",
      ],
    ],
    roots: ["root-file-system-read-only"],
    symptoms: ["no-temporary-directory"],
    says: /readOnlyRootFilesystem is true and only \/models is mounted/,
  },
  {
    name: "near miss: a program that finds no place to write on a root that it may write",
    outputs: [
      [
        "logs model-6c8f9d7b5-p4zqk -n ml",
        "FileNotFoundError: [Errno 2] No usable temporary directory found in ['/tmp', '/var/tmp']\n",
      ],
      [
        "get deploy model -n ml -o yaml",
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: model\n  namespace: ml\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        securityContext:\n          readOnlyRootFilesystem: false\n        volumeMounts:\n        - mountPath: /models\n          name: models\n",
      ],
    ],
    roots: ["no-temporary-directory"],
  },
  {
    name: "a route to a port that its Service does not offer",
    outputs: [
      [
        "get httproute stock -n shop -o yaml",
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: stock\n  namespace: shop\nspec:\n  rules:\n  - backendRefs:\n    - name: stock\n      port: 9000\n",
      ],
      ["get svc -n shop", stockService],
    ],
    roots: ["ingress-backend-unavailable"],
    says: /HTTPRoute shop\/stock leads to Service stock, which has no port 9000 \(it offers 8080\)/,
  },
  {
    name: "near miss: a route to a port of its Service",
    outputs: [
      [
        "get httproute stock -n shop -o yaml",
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: stock\n  namespace: shop\nspec:\n  rules:\n  - backendRefs:\n    - name: stock\n      port: 8080\n",
      ],
      ["get svc -n shop", stockService],
    ],
    roots: [],
  },
  {
    name: "a route with a middleware that is not there",
    outputs: [
      [
        "get ingressroute web -n edge -o yaml",
        "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata:\n  name: web\n  namespace: edge\nspec:\n  routes:\n  - kind: Rule\n    middlewares:\n    - name: strip\n",
      ],
      ["get middlewares -n edge", rows("NAME        AGE", "headers     9d")],
    ],
    roots: ["reference-missing"],
    says: /refers to Middleware "strip"/,
  },
  {
    name: "a Deployment that says in its conditions why it gets no pods",
    outputs: [
      [
        "get deploy web -n shop -o yaml",
        `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
status:
  conditions:
  - type: ReplicaFailure
    status: "True"
    reason: FailedCreate
    message: 'pods "web-7c9-" is forbidden: error looking up service account shop/web: serviceaccount "web" not found'
  unavailableReplicas: 2
`,
      ],
    ],
    roots: ["service-account-missing"],
    symptoms: ["deployment-unavailable"],
    says: /Deployment shop\/web gets no pods: service account "web" does not exist/,
  },
  {
    name: "a place for backups that cannot be used",
    outputs: [
      [
        "get backupstoragelocations -n velero",
        rows(
          "NAME      PHASE         LAST VALIDATED   AGE   DEFAULT",
          "default   Unavailable   20s              90d   true",
        ),
      ],
    ],
    roots: ["resource-not-ready"],
    says: /PHASE Unavailable/,
  },
  {
    name: "an Ingress that its controller does not take",
    outputs: [
      [
        "get events -n web",
        rows(
          "LAST SEEN   TYPE      REASON      OBJECT        MESSAGE",
          "1m          Warning   BadConfig   ingress/web   TLS secret web/web-tls is invalid: tls: private key does not match public key",
        ),
      ],
    ],
    roots: ["object-rejected"],
    says: /controller of Ingress web\/web complains: TLS secret web\/web-tls is invalid/,
  },
  {
    name: "a StatefulSet whose partition holds pods back",
    outputs: [
      [
        "get sts es -n search -o yaml",
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: es\n  namespace: search\nspec:\n  replicas: 3\n  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate:\n      partition: 2\nstatus:\n  replicas: 3\n  readyReplicas: 3\n  updatedReplicas: 1\n  currentRevision: es-1\n  updateRevision: es-2\n",
      ],
    ],
    roots: ["rollout-held-back"],
    says: /1 of 3 pods .* partition 2, so that pods es-0 to es-1 keep the old revision/,
  },
  {
    name: "near miss: a partition, and every pod has the new revision",
    outputs: [
      [
        "get sts es -n search -o yaml",
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: es\n  namespace: search\nspec:\n  replicas: 3\n  updateStrategy:\n    rollingUpdate:\n      partition: 2\nstatus:\n  replicas: 3\n  readyReplicas: 3\n  updatedReplicas: 3\n",
      ],
    ],
    roots: [],
  },
  {
    name: "a role bound to a service account that is not there",
    outputs: [
      [
        "get rolebinding read -n ci -o yaml",
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: read\n  namespace: ci\nroleRef:\n  kind: Role\n  name: reader\nsubjects:\n- kind: ServiceAccount\n  name: runners\n  namespace: ci\n",
      ],
      ["get sa -n ci", rows("NAME      SECRETS   AGE", "default   0         9d", "runner    0         9d")],
    ],
    roots: ["reference-missing"],
    says: /RoleBinding ci\/read refers to ServiceAccount "runners", which does not exist .* one named "runner"/,
  },
  {
    name: "an external name that leads to no Service",
    outputs: [
      [
        "get svc bills -n shop -o yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: bills\n  namespace: shop\nspec:\n  type: ExternalName\n  externalName: bills-old.corp.svc.cluster.local\n",
      ],
      ["get svc -n corp", stockService.replaceAll("stock", "bills")],
      ["logs deploy/web -n shop", "ERROR request failed: lookup bills.shop.svc.cluster.local: no such host\n"],
    ],
    roots: ["configured-host-wrong"],
    symptoms: ["name-not-resolved"],
    says: /Service shop\/bills sets externalName \(type ExternalName\) to bills-old\.corp\.svc/,
  },
  {
    name: "a condition of any name whose reason complains",
    outputs: [
      [
        "describe cluster orders -n db",
        `Name:         orders
Namespace:    db
API Version:  example.net/v1
Kind:         Cluster
Status:
  Conditions:
    Last Transition Time:  2026-01-01T10:00:00Z
    Message:               archiving: AccessDenied on bucket logs
    Reason:                ContinuousArchivingFailing
    Status:                False
    Type:                  ContinuousArchiving
Events:  <none>
`,
      ],
    ],
    roots: ["resource-not-ready"],
    says: /AccessDenied on bucket logs/,
  },
];
