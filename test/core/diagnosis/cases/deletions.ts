import type { Case } from "../case.ts";

/** Objects whose deletion does not finish. */
export const deletionCases: readonly Case[] = [
  {
    name: "a namespace that does not go away",
    outputs: [["get ns preview", "NAME      STATUS        AGE\npreview   Terminating   9d\n"]],
    roots: ["namespace-stuck-terminating"],
  },
  {
    name: "a pod whose deletion does not finish",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS        RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   1/1     Terminating   0          3d\n",
      ],
    ],
    roots: ["pod-terminating-stuck"],
  },
  {
    name: "an object whose deletion waits for a finalizer",
    outputs: [
      [
        "get configmap legacy -n shop -o yaml",
        `apiVersion: v1
data:
  mode: old
kind: ConfigMap
metadata:
  deletionGracePeriodSeconds: 0
  deletionTimestamp: "2026-11-20T09:00:00Z"
  finalizers:
  - example.com/protect
  name: legacy
  namespace: shop
`,
      ],
    ],
    roots: ["finalizer-blocks-deletion"],
    says: /legacy is being deleted since 2026-11-20T09:00:00Z and waits for its finalizer example.com\/protect/,
    suggests: `kubectl patch configmap legacy -n shop --type=merge --patch='{"metadata":{"finalizers":null}}'`,
  },
  {
    name: "an object with a finalizer that nobody deletes",
    outputs: [
      [
        "get configmap legacy -n shop -o yaml",
        `apiVersion: v1
kind: ConfigMap
metadata:
  finalizers:
  - example.com/protect
  name: legacy
  namespace: shop
`,
      ],
    ],
    roots: [],
  },
];
