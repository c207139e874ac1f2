import type { Case } from "../case.ts";

/** What is said where no other rule knows why. */
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
];
