import type { Case } from "../case.ts";

/** What is said where no other rule finds anything. */
export const fallbackCases: readonly Case[] = [
  {
    name: "a pod of an unknown state still gets an honest answer",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Running   0          49m\n",
      ],
    ],
    roots: ["pod-not-ready"],
    says: /the evidence does not show why/,
    suggests: "kubectl describe pod web-6d4b75cb6d-x2k4p -n shop",
  },
  {
    name: "a warning about an object of which nothing else is known",
    outputs: [
      [
        "get events -n shop",
        "LAST SEEN   TYPE      REASON         OBJECT            MESSAGE\n2m          Warning   SyncFailed     gadget/flux       cannot sync the gadget\n",
      ],
    ],
    roots: [],
    notes: ["warning-event"],
  },
  {
    name: "nothing wrong at all",
    outputs: [
      ["get nodes", "NAME       STATUS   ROLES    AGE   VERSION\nworker-1   Ready   <none>   40d   v1.32.4\n"],
      [
        "get pods -A",
        "NAMESPACE   NAME                   READY   STATUS      RESTARTS      AGE\nshop        web-6d4b75cb6d-x2k4p   1/1     Running     1 (19d ago)   30d\nshop        backup-28489310-abcde  0/1     Completed   0             5h\n",
      ],
    ],
    roots: [],
  },
];
