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
