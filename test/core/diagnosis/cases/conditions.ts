import type { Case } from "../case.ts";

/** `kubectl describe` of a kind that kubectl has no own layout for. */
export const describedAs = (
  kind: string,
  apiVersion: string,
  conditions: readonly (readonly [type: string, status: string, reason: string, message: string])[],
  rest = "",
): string => `Name:         web
Namespace:    shop
Labels:       <none>
Annotations:  <none>
API Version:  ${apiVersion}
Kind:         ${kind}
Metadata:
  Creation Timestamp:  2026-03-10T10:00:00Z
  Generation:          1
${rest}Status:
  Conditions:
${conditions
  .map(
    ([type, status, reason, message]) => `    Last Transition Time:  2026-03-10T10:00:00Z
    Message:               ${message}
    Reason:                ${reason}
    Status:                ${status}
    Type:                  ${type}`,
  )
  .join("\n")}
Events:  <none>
`;

export const conditionCases: readonly Case[] = [
  {
    name: "an issuer whose account is refused",
    outputs: [
      [
        "describe issuer web -n shop",
        describedAs("Issuer", "cert-manager.io/v1", [
          ["Ready", "False", "ErrRegisterACMEAccount", 'Failed to register ACME account: secret "web-key" not found'],
        ]),
      ],
    ],
    roots: ["issuer-not-ready"],
    says: /Issuer shop\/web is not ready \(.*ErrRegisterACMEAccount\): Failed to register ACME account/,
  },
  {
    name: "a certificate whose issuer is not ready, and why",
    outputs: [
      [
        "describe certificate web -n shop",
        describedAs(
          "Certificate",
          "cert-manager.io/v1",
          [["Ready", "False", "DoesNotExist", "Issuing certificate as Secret does not exist"]],
          "Spec:\n  Issuer Ref:\n    Kind:       Issuer\n    Name:       letsencrypt\n  Secret Name:  web-tls\n",
        ),
      ],
      ["get issuers -n shop", "NAME          READY   AGE\nletsencrypt   False   12d\n"],
    ],
    roots: ["issuer-not-ready"],
    symptoms: ["certificate-not-issued"],
  },
  {
    name: "a certificate in a table",
    outputs: [
      [
        "get certificates -n shop",
        "NAME   READY   SECRET    AGE\nweb    False   web-tls   12d\nold    True    old-tls   90d\n",
      ],
    ],
    roots: ["certificate-not-issued"],
    suggests: "kubectl describe certificate web -n shop",
  },
  {
    name: "an order that the authority refused",
    outputs: [
      ["get orders -n shop", "NAME        STATE     AGE\nweb-1-123   invalid   5m\nold-1-777   valid     90d\n"],
    ],
    roots: ["certificate-challenge-failing"],
  },
  {
    name: "a route to a Service that does not exist",
    outputs: [
      [
        "describe httproute web -n shop",
        `Name:         web
Namespace:    shop
API Version:  gateway.networking.k8s.io/v1
Kind:         HTTPRoute
Status:
  Parents:
    Conditions:
      Message:               Route is accepted
      Reason:                Accepted
      Status:                True
      Type:                  Accepted
      Message:               Service "shop/webb" not found
      Reason:                BackendNotFound
      Status:                False
      Type:                  ResolvedRefs
    Controller Name:         example.net/gateway-controller
Events:  <none>
`,
      ],
    ],
    roots: ["route-not-accepted"],
    says: /HTTPRoute shop\/web .*BackendNotFound.*Service "shop\/webb" not found/,
  },
  {
    name: "a release of Flux that cannot be installed, with its message in the row",
    outputs: [
      [
        "get helmreleases -n shop",
        "NAME   AGE   READY   STATUS\nweb    5m    False   Helm install failed: values don't meet the specifications of the schema\n",
      ],
    ],
    roots: ["resource-not-ready"],
    says: /Helm install failed/,
  },
  {
    name: "an application of Argo CD that is degraded",
    outputs: [
      [
        "get applications -n argocd",
        "NAME   SYNC STATUS   HEALTH STATUS\nweb    OutOfSync     Degraded\nshop   Synced        Healthy\n",
      ],
    ],
    roots: ["resource-not-ready"],
  },
  {
    name: "a managed resource of a cloud that cannot be made, in YAML",
    outputs: [
      [
        "get bucket web -o yaml",
        `apiVersion: s3.aws.example.org/v1beta1
kind: Bucket
metadata:
  name: web
status:
  conditions:
  - type: Synced
    status: "False"
    reason: ReconcileError
    message: 'create failed: cannot create bucket: AccessDenied'
  - type: Ready
    status: "False"
    reason: Creating
`,
      ],
    ],
    roots: ["resource-not-ready"],
    says: /cannot create bucket: AccessDenied/,
  },
];

/** The same kinds, and nothing to blame them for. */
export const conditionMisses: readonly (readonly [code: string, outputs: Case["outputs"]])[] = [
  ["issuer-not-ready", [["get issuers -n shop", "NAME          READY   AGE\nletsencrypt   True    12d\n"]]],
  ["certificate-challenge-failing", [["get orders -n shop", "NAME        STATE     AGE\nweb-1-123   pending   5s\n"]]],
  [
    "certificate-not-issued",
    [
      [
        "describe certificate web -n shop",
        describedAs("Certificate", "cert-manager.io/v1", [["Ready", "True", "Ready", "Certificate is up to date"]]),
      ],
    ],
  ],
  [
    "route-not-accepted",
    [
      [
        "describe gateway web -n shop",
        describedAs("Gateway", "gateway.networking.k8s.io/v1", [
          ["Accepted", "True", "Accepted", "Gateway is accepted"],
          ["Conflicted", "False", "NoConflicts", "No conflicts"],
        ]),
      ],
    ],
  ],
  [
    "resource-not-ready",
    [
      [
        "describe scaledobject web -n shop",
        describedAs("ScaledObject", "keda.sh/v1alpha1", [
          ["Ready", "True", "ScaledObjectReady", "ScaledObject is defined correctly and is ready for scaling"],
          ["Active", "False", "ScalerNotActive", "Scaling is not performed because triggers are not active"],
          ["Fallback", "False", "NoFallbackFound", "No fallbacks are active on this scaled object"],
        ]),
      ],
    ],
  ],
  [
    "resource-not-ready",
    [
      [
        "describe kustomization web -n shop",
        describedAs(
          "Kustomization",
          "kustomize.toolkit.fluxcd.io/v1",
          [["Ready", "False", "ArtifactFailed", "Source is not ready"]],
          "Spec:\n  Suspend:  true\n",
        ),
      ],
    ],
  ],
];
