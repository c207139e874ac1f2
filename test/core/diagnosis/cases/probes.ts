import type { Case } from "../case.ts";
import { describeCommand, describedPod, running } from "../printed.ts";

/** Probes that fail. */
export const probeCases: readonly Case[] = [
  ...["liveness", "readiness", "startup"].map(
    (kind): Case => ({
      name: `a ${kind} probe that is refused`,
      outputs: [
        [
          describeCommand,
          describedPod({
            status: "Running",
            state: running,
            restarts: 0,
            rest: `    ${kind[0]!.toUpperCase()}${kind.slice(1)}:     http-get http://:9090/healthz delay=5s timeout=1s period=10s #success=1 #failure=3\n`,
            events: [
              [
                "Warning",
                "Unhealthy",
                "2s (x9 over 90s)",
                "kubelet",
                `${kind[0]!.toUpperCase()}${kind.slice(1)} probe failed: Get "http://10.244.1.17:9090/healthz": dial tcp 10.244.1.17:9090: connect: connection refused`,
              ],
            ],
          }),
        ],
      ],
      roots: [`${kind}-probe-failing`],
      says: /port 9090.*connection refused at 10.244.1.17:9090: nothing listens on the probed port/,
    }),
  ),
  {
    name: "a readiness probe that is answered 404",
    outputs: [
      [
        describeCommand,
        describedPod({
          status: "Running",
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "2s (x9 over 90s)",
              "kubelet",
              "Readiness probe failed: HTTP probe failed with statuscode: 404",
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    says: /HTTP 404: the path does not exist/,
  },
  {
    name: "a readiness probe that times out",
    outputs: [
      [
        describeCommand,
        describedPod({
          status: "Running",
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "2s (x9 over 90s)",
              "kubelet",
              'Readiness probe failed: Get "http://10.244.1.17:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    says: /time-out: no answer within the probe's timeoutSeconds/,
  },
  {
    name: "probe failures of the start are forgotten when the pod is ready",
    outputs: [
      [
        describeCommand,
        describedPod({
          status: "Running",
          ready: true,
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "19m (x2 over 20m)",
              "kubelet",
              "Readiness probe failed: HTTP probe failed with statuscode: 503",
            ],
          ],
        }),
      ],
    ],
    roots: [],
  },
];
