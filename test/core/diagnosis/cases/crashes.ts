import type { Case } from "../case.ts";
import { crashed, describeCommand, describedPod, lastEnd, running, waiting } from "../printed.ts";

/** Containers that end and are restarted. */
export const crashCases: readonly Case[] = [
  {
    name: "killed for its memory limit",
    outputs: [
      [
        describeCommand,
        describedPod({
          status: "Running",
          state: crashed("OOMKilled", 137),
          restarts: 7,
          rest: "    Limits:\n      memory:  128Mi\n    Requests:\n      memory:  128Mi\n",
          events: [
            [
              "Warning",
              "BackOff",
              "4s (x31 over 9m)",
              "kubelet",
              "Back-off restarting failed container app in pod web-6d4b75cb6d-x2k4p_shop(1)",
            ],
          ],
        }),
      ],
    ],
    roots: ["oom-killed"],
    says: /OOMKilled \(exit code 137\): it used more memory than its memory limit of 128Mi \(7 restarts\)/,
    suggests: "kubectl set resources deployment/web -n shop -c app --limits=memory=256Mi",
  },
  {
    name: "killed by a signal, not for memory",
    outputs: [[describeCommand, describedPod({ status: "Running", state: crashed("Error", 137), restarts: 3 })]],
    roots: ["container-killed"],
    says: /exit code 137 \(SIGKILL\)/,
  },
  {
    name: "a segmentation fault",
    outputs: [[describeCommand, describedPod({ status: "Running", state: crashed("Error", 139), restarts: 3 })]],
    roots: ["program-fault"],
    says: /SIGSEGV/,
  },
  {
    name: "a command that is done at once",
    outputs: [[describeCommand, describedPod({ status: "Running", state: crashed("Completed", 0), restarts: 3 })]],
    roots: ["container-exits"],
    says: /does not stay in the foreground/,
  },
  {
    name: "a crash without its log",
    outputs: [[describeCommand, describedPod({ status: "Running", state: crashed("Error", 1), restarts: 3 })]],
    roots: ["crash-loop"],
    says: /crashes again and again with exit code 1/,
    suggests: "kubectl logs web-6d4b75cb6d-x2k4p -n shop -c app --previous --tail=100",
  },
  {
    name: "an OOM kill long ago in a pod that is well is history",
    outputs: [
      [
        describeCommand,
        describedPod({ status: "Running", ready: true, state: `${running}${lastEnd("OOMKilled", 137)}`, restarts: 6 }),
      ],
    ],
    roots: [],
    notes: ["oom-killed"],
  },
  {
    name: "a pod that is back from a crash for a moment",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS      AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   7 (21s ago)   11m\n",
      ],
    ],
    roots: ["frequent-restarts"],
  },
  {
    name: "many restarts long ago",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS       AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   14 (43d ago)   90d\n",
      ],
    ],
    roots: [],
    notes: ["frequent-restarts"],
  },
  {
    name: "an init container that fails",
    outputs: [
      [
        describeCommand,
        describedPod({
          state: waiting("PodInitializing"),
          init: `Init Containers:\n  migrate:\n    Container ID:  containerd://1\n    Image:         registry.example.com/shop/migrate:3\n${crashed("Error", 1)}\n    Ready:          False\n    Restart Count:  9\n    Environment:    <none>\n    Mounts:         <none>\n`,
        }),
      ],
    ],
    roots: ["init-container-failing"],
    says: /Init container migrate of Pod shop\/web-6d4b75cb6d-x2k4p fails with exit code 1/,
  },
];
