import type { Case } from "../case.ts";
import { describeCommand, describedPod, terminated } from "../printed.ts";

/** Pods that wait or were evicted. */
export const podStateCases: readonly Case[] = [
  {
    name: "an init container that does not finish",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS     RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Init:0/2   0          49m\n",
      ],
    ],
    roots: ["init-container-waiting"],
  },
  {
    name: "evicted for disk",
    outputs: [
      [
        describeCommand,
        describedPod({
          status: "Failed",
          head: "Reason:           Evicted\nMessage:          The node was low on resource: ephemeral-storage. Container app was using 2150Mi, request is 0.\n",
          state: terminated("Error", 137),
        }),
      ],
    ],
    roots: ["pod-evicted"],
    says: /ephemeral-storage/,
  },
  {
    name: "an evicted pod that was replaced is a record",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Evicted   0          3d\nweb-6d4b75cb6d-zzzzz   1/1     Running   0          3d\n",
      ],
    ],
    roots: [],
    notes: ["pod-evicted"],
  },
];
