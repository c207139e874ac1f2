import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

/** What is named and is not there. */
export const references: readonly Case[] = [
  {
    name: "an Ingress of a class that is not there",
    outputs: [
      [
        "get ingress -n wiki",
        rows(
          "NAME   CLASS          HOSTS              ADDRESS   PORTS   AGE",
          "wiki   nginx-intern   wiki.example.net             80      2h",
        ),
      ],
      [
        "get ingressclass",
        rows(
          "NAME             CONTROLLER             PARAMETERS   AGE",
          "nginx-internal   k8s.io/ingress-nginx   <none>       90d",
        ),
      ],
    ],
    roots: ["reference-missing"],
    says: /IngressClass "nginx-intern", which does not exist \(not found; there is one named "nginx-internal"\)/,
  },
  {
    name: "near miss: the class of the Ingress is there",
    outputs: [
      [
        "get ingress -n wiki",
        rows(
          "NAME   CLASS   HOSTS              ADDRESS   PORTS   AGE",
          "wiki   nginx   wiki.example.net             80      2h",
        ),
      ],
      [
        "get ingressclass",
        rows("NAME    CONTROLLER             PARAMETERS   AGE", "nginx   k8s.io/ingress-nginx   <none>       90d"),
      ],
    ],
    roots: [],
  },
  {
    name: "a snapshot of a class that is not there, beside one that was made before",
    outputs: [
      [
        "get volumesnapshot -n db",
        rows(
          "NAME    READYTOUSE   SOURCEPVC   SOURCESNAPSHOTCONTENT   RESTORESIZE   SNAPSHOTCLASS   SNAPSHOTCONTENT   CREATIONTIME   AGE",
          "day-1   true         data-0                              9Gi           old-snap        content-1         2d             2d",
          "day-2   false        data-0                                            old-snap                                         3h",
        ),
      ],
      [
        "get volumesnapshotclass",
        rows("NAME       DRIVER         DELETIONPOLICY   AGE", "new-snap   csi.disk.net   Delete           5d"),
      ],
    ],
    roots: ["reference-missing"],
    says: /VolumeSnapshot db\/day-2 refers to VolumeSnapshotClass "old-snap"/,
  },
  {
    name: "an issuer that is gone, which the last request of its certificate names too",
    outputs: [
      [
        "get certificate door-tls -n shop -o yaml",
        `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: door-tls
  namespace: shop
spec:
  issuerRef:
    kind: Issuer
    name: house-ca
  secretName: door-tls
status:
  conditions:
  - message: Certificate expired on Sat, 15 Mar 2025 10:04:46 UTC
    reason: Expired
    status: "False"
    type: Ready
`,
      ],
      [
        "get certificaterequests -n shop",
        rows(
          "NAME         APPROVED   DENIED   READY   ISSUER     REQUESTER                                          AGE",
          "door-tls-2   True                False   house-ca   system:serviceaccount:cert-manager:cert-manager   30d",
        ),
      ],
      ["get issuers -n shop", rows("NAME          READY   AGE", "letsencrypt   True    90d")],
    ],
    roots: ["reference-missing"],
    symptoms: ["certificate-not-issued", "certificate-request-failing"],
    says: /Certificate shop\/door-tls refers to Issuer "house-ca"/,
  },
  {
    name: "a try to get a certificate that failed, and none after it",
    outputs: [
      ["get order -n shop", rows("NAME                    STATE     AGE", "door-tls-4-2203871145   invalid   9h")],
    ],
    roots: ["certificate-challenge-failing"],
  },
  {
    name: "near miss: a later try to get the certificate succeeded",
    outputs: [
      [
        "get order -n shop",
        rows(
          "NAME                    STATE     AGE",
          "door-tls-4-2203871145   invalid   9h",
          "door-tls-5-1190443820   valid     6h",
        ),
      ],
    ],
    roots: [],
  },
  {
    name: "what PostgreSQL wrote, in the lines of CloudNativePG",
    outputs: [
      [
        "get pods -n claims",
        rows(
          "NAME          READY   STATUS             RESTARTS       AGE",
          "claims-pg-1   0/1     CrashLoopBackOff   7 (3m4s ago)   60d",
        ),
      ],
      [
        "logs claims-pg-1 -n claims",
        '{"level":"info","ts":"2025-03-11T19:03:19Z","logger":"postgres","msg":"record","record":{"error_severity":"FATAL","sql_state_code":"53100","message":"could not write to file \\"pg_wal/xlogtemp.31\\": No space left on device"}}\n',
      ],
    ],
    roots: ["disk-full"],
    symptoms: ["crash-loop"],
    says: /no space is left to write \(No space left on device, pg_wal\/xlogtemp\.31\)/,
  },
  {
    name: "a chart with an API version that is served no longer",
    outputs: [
      [
        "apply -f job.yaml",
        'error: resource mapping not found for name: "night" namespace: "batch" from "job.yaml": no matches for kind "CronJob" in version "batch/v1beta1"\nensure CRDs are installed first\n',
      ],
    ],
    roots: ["api-version-removed"],
    says: /batch\/v1beta1 of CronJob was removed in Kubernetes 1\.25 .* served as batch\/v1\b/,
  },
];
