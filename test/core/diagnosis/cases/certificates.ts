import type { Case } from "../case.ts";
import { describedPod, podName, waiting } from "../printed.ts";

const events = (rows: readonly (readonly [string, string, string])[]): string =>
  `LAST SEEN   TYPE      REASON             OBJECT                     MESSAGE\n${rows
    .map(([reason, object, message]) => `30s         Warning   ${reason.padEnd(18)} ${object.padEnd(26)} ${message}`)
    .join("\n")}\n`;

const head =
  'Failed to pull image "reg.example.com:5000/shop/web:3": failed to do request: Head "https://reg.example.com:5000/v2/shop/web/manifests/3": tls: failed to verify certificate: x509: ';

const registry = (name: string, trouble: string, says: RegExp): Case => ({
  name,
  outputs: [
    [
      "get pod web-6d4b75cb6d-x2k4p -n shop",
      `NAME                   READY   STATUS             RESTARTS   AGE\n${podName}   0/1     ImagePullBackOff   0          9m\n`,
    ],
    ["get events -n shop", events([["Failed", `pod/${podName}`, `${head}${trouble}`]])],
  ],
  roots: ["image-registry-untrusted"],
  says,
});

const refused = (name: string, answer: string, root: string, says: RegExp): Case => ({
  name,
  outputs: [
    [
      "apply -f web.yaml",
      `Error from server (InternalError): error when applying patch:
{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\\"apiVersion\\":\\"apps/v1\\",\\"kind\\":\\"Deployment\\"}\\n"}}}
to:
Resource: "apps/v1, Resource=deployments", GroupVersionKind: "apps/v1, Kind=Deployment"
Name: "web", Namespace: "shop"
for: "web.yaml": error when patching "web.yaml": ${answer}
`,
    ],
  ],
  roots: [root],
  says,
});

const failedCall = (reason: string): string =>
  `Internal error occurred: failed calling webhook "check.example.com": failed to call webhook: Post "https://guard.ops.svc:443/check?timeout=10s": ${reason}`;

/** What is wrong with a certificate, at the end of long messages. */
export const certificateCases: readonly Case[] = [
  registry(
    "a registry whose certificate has expired",
    "certificate has expired or is not yet valid: current time 2026-03-17T14:31:02Z is after 2026-03-17T00:00:00Z",
    /certificate of registry reg\.example\.com:5000 has expired: valid until 2026-03-17T00:00:00Z/,
  ),
  registry(
    "a registry whose certificate is not valid yet",
    "certificate has expired or is not yet valid: current time 2026-03-17T14:31:02Z is before 2026-03-18T00:00:00Z",
    /is not yet valid: valid from 2026-03-18T00:00:00Z/,
  ),
  registry(
    "a registry called by a name that its certificate is not for",
    "certificate is valid for old.example.com, not reg.example.com",
    /is for another host name: valid for old\.example\.com, not for reg\.example\.com/,
  ),
  registry(
    "a registry signed by an authority that the node does not know",
    "certificate signed by unknown authority",
    /signed by an authority that the client does not know/,
  ),
  refused(
    "a webhook without endpoints, below the patch that was sent",
    failedCall('no endpoints available for service "guard"'),
    "webhook-unreachable",
    /webhook "check\.example\.com" cannot be called, failed \(guard\.ops\.svc: no endpoints available for service "guard"\)/,
  ),
  refused(
    "a webhook whose certificate has expired, below the patch that was sent",
    failedCall(
      "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-17T14:31:02Z is after 2026-03-17T00:00:00Z",
    ),
    "webhook-unreachable",
    /its TLS certificate has expired: valid until 2026-03-17T00:00:00Z/,
  ),
  refused(
    "a webhook that says no, below the patch that was sent",
    'admission webhook "check.example.com" denied the request: \n\nlabels-wanted:\n  owner: label owner is required',
    "webhook-refuses",
    /denied it: labels-wanted: owner: label owner is required/,
  ),
  {
    name: "a mount that fails at the end of a long chain",
    outputs: [
      [
        `describe pod ${podName} -n shop`,
        describedPod({
          state: waiting("ContainerCreating"),
          events: [
            [
              "Warning",
              "FailedMount",
              "51s (x10 over 6m)",
              "kubelet",
              'MountVolume.SetUp failed for volume "keys" : rpc error: code = Unknown desc = failed to mount secrets store objects for pod shop/web, err: rpc error: code = Unknown desc = error making mount request: reading keys of the shop for the role that the pod has by its service account failed to login: Post "https://vault.ops.svc:8200/v1/auth/kubernetes/login": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-17T14:31:02Z is after 2026-03-17T00:00:00Z',
            ],
          ],
        }),
      ],
    ],
    roots: ["volume-mount-failed"],
    says: /vault\.ops\.svc:8200: the TLS certificate has expired: valid until 2026-03-17/,
  },
  {
    name: "a Certificate that says nothing, and a client that says what is wrong with it",
    outputs: [
      ["get certificate -n stock", "NAME        READY   SECRET      AGE\nstock-tls   False   stock-tls   400d\n"],
      [
        `logs ${podName} -n shop`,
        'level=error msg="lookup failed" err="Get \\"https://stock.stock.svc.cluster.local:8443/7\\": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-03-17T14:31:02Z is after 2026-03-17T00:00:00Z"\n',
      ],
    ],
    roots: ["certificate-not-issued"],
    symptoms: ["certificate-expired"],
    says: /Certificate stock\/stock-tls is not ready .*has expired: valid until 2026-03-17T00:00:00Z/,
  },
];
