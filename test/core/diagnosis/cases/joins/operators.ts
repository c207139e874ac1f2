import type { Case } from "../../case.ts";

const operation = (phase: string, message: string): Case["outputs"][number] => [
  "get application letters -n argocd -o yaml | sed -n '/operationState/,/^  reconciledAt/p'",
  `  operationState:\n    message: '${message}'\n    phase: ${phase}\n    startedAt: "2026-04-09T13:05:12Z"\n  reconciledAt: "2026-04-09T13:40:02Z"\n`,
];

/** What operators say of their objects. */
export const operators: readonly Case[] = [
  {
    name: "a route of the mesh to a subset that nobody defines",
    outputs: [
      [
        "get virtualservice rates -n book -o yaml",
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: rates\n  namespace: book\nspec:\n  hosts:\n  - rates\n  http:\n  - route:\n    - destination:\n        host: rates\n        subset: next\n",
      ],
      [
        "get destinationrule rates -n book -o yaml",
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: rates\n  namespace: book\nspec:\n  host: rates\n  subsets:\n  - name: stable\n    labels:\n      version: v1\n",
      ],
    ],
    roots: ["mesh-route-broken"],
    says: /subset "next" of rates, which no DestinationRule defines \(rates has stable\)/,
  },
  {
    name: "a monitor without the label that Prometheus asks for",
    outputs: [
      [
        "get servicemonitor till -n shop -o yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: till\n  namespace: shop\n  labels:\n    team: shop\n",
      ],
      [
        "get prometheus -A -o yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata:\n  name: main\n  namespace: watch\nspec:\n  serviceMonitorSelector:\n    matchLabels:\n      scrape: main\n",
      ],
    ],
    roots: ["monitor-not-selected"],
    says: /takes only those with label scrape=main, and this one has team=shop/,
  },
  {
    name: "a policy engine that answers in several paragraphs",
    outputs: [
      [
        "apply -f web.yaml",
        'Error from server: error when creating "web.yaml": admission webhook "validate.policies.example" denied the request: \n\nresource Deployment/shop/web was blocked due to the following policies \n\nlabels-wanted:\n  check-owner: \'validation error: label owner is required\'\n',
      ],
    ],
    roots: ["webhook-refuses"],
    says: /denied it: labels-wanted: check-owner: 'validation error: label owner is required'/,
  },
  {
    name: "an application of Argo CD whose sync failed",
    outputs: [
      [
        "describe application web -n argocd",
        `Name:         web
Namespace:    argocd
API Version:  argoproj.io/v1alpha1
Kind:         Application
Status:
  Conditions:
    Last Transition Time:  2026-01-01T10:00:00Z
    Message:               Failed sync attempt: one or more objects failed to apply, reason: namespaces "web" not found
    Type:                  SyncError
  Health:
    Status:  Missing
Events:  <none>
`,
      ],
    ],
    roots: ["resource-not-ready"],
    says: /namespaces "web" not found/,
  },
  {
    name: "an application whose synchronisation the API server refuses, as a part of its status shows",
    outputs: [
      operation(
        "Failed",
        'one or more objects failed to apply, reason: error when patching "/dev/shm/18": Deployment.apps "sender" is invalid: spec.selector: Invalid value: v1.LabelSelector{}: field is immutable (retried 5 times).',
      ),
    ],
    roots: ["sync-operation-failed"],
    says: /Application argocd\/letters cannot be synchronised, its last operation ended with Failed: Deployment\.apps "sender" is invalid: spec\.selector: .*field is immutable/,
  },
  {
    name: "near miss: an application whose last operation succeeded",
    outputs: [operation("Succeeded", "successfully synced (all tasks run)")],
    roots: [],
  },
  {
    name: "a Secret that an operator may not read from its store",
    outputs: [
      [
        "get pods -n parcel",
        "NAME                     READY   STATUS                       RESTARTS   AGE\ntext-6d9f676d48-x7k2p    0/1     CreateContainerConfigError   0          33m\n",
      ],
      [
        "get events -n parcel",
        'LAST SEEN   TYPE      REASON   OBJECT                       MESSAGE\n28m         Warning   Failed   pod/text-6d9f676d48-x7k2p    Error: secret "text-token" not found\n',
      ],
      [
        "describe externalsecret text -n parcel",
        `Name:         text
Namespace:    parcel
API Version:  external-secrets.io/v1
Kind:         ExternalSecret
Spec:
  Target:
    Name:  text-token
Status:
  Conditions:
    Message:  could not get secret data from provider
    Reason:   SecretSyncedError
    Status:   False
    Type:     Ready
Events:
  Type     Reason        Age                   From              Message
  ----     ------        ----                  ----              -------
  Warning  UpdateFailed  2m11s (x12 over 33m)  external-secrets  error processing spec.data[0], err: cannot read secret data from Vault: Code: 403. Errors: * permission denied
`,
      ],
    ],
    roots: ["resource-not-ready"],
    symptoms: ["missing-secret"],
    says: /could not get secret data from provider: error processing .*permission denied/,
  },
  {
    name: "near miss: the operator keeps another Secret",
    outputs: [
      [
        "get pods -n parcel",
        "NAME                     READY   STATUS                       RESTARTS   AGE\ntext-6d9f676d48-x7k2p    0/1     CreateContainerConfigError   0          33m\n",
      ],
      [
        "get events -n parcel",
        'LAST SEEN   TYPE      REASON   OBJECT                       MESSAGE\n28m         Warning   Failed   pod/text-6d9f676d48-x7k2p    Error: secret "other-token" not found\n',
      ],
      [
        "get externalsecret -n parcel",
        "NAME   STORETYPE     STORE   REFRESH INTERVAL   STATUS              READY\ntext   SecretStore   vault   1h                 SecretSyncedError   False\n",
      ],
    ],
    roots: ["missing-secret", "resource-not-ready"],
  },
  {
    name: "a challenge whose reason goes over two lines",
    outputs: [
      [
        "describe challenge -n public",
        `Name:         api-7-3309118742-1184220197
Namespace:    public
API Version:  acme.cert-manager.io/v1
Kind:         Challenge
Spec:
  Dns Name:  api.example.com
  Type:      DNS-01
Status:
  Presented:   false
  Processing:  true
  Reason:      Cloudflare API Error for GET "/zones?name=example.com" 
               Error: 9109: Invalid access token
  State:       pending
Events:        <none>
`,
      ],
    ],
    roots: ["certificate-challenge-failing"],
    says: /Cloudflare API Error .* Error: 9109: Invalid access token/,
  },
  {
    name: "an operator of the platform that is degraded",
    outputs: [
      [
        "get clusteroperators",
        "NAME             VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE\nauthentication   4.19.3    True        False         True       5d      \ningress          4.19.3    True        False         False      40d     \n",
      ],
    ],
    roots: ["resource-not-ready"],
    says: /ClusterOperator authentication is not well \(DEGRADED True\)/,
  },
];
