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
];
