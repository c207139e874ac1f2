import type { Case } from "../../case.ts";
import { describedPod, podName as pod, running } from "../../printed.ts";

const described = `describe pod ${pod} -n shop`;

/** A pod whose last run lasted so many seconds, with what its log says besides the beginning of a start. */
const startingFor = (seconds: number, more: string): Case["outputs"] => {
  const begun = Date.UTC(2026, 2, 3, 10, 10, 3);
  const time = (at: number) => new Date(at).toUTCString().replace("GMT", "+0000");
  const last = `    Last State:     Terminated\n      Reason:       Error\n      Exit Code:    143\n      Started:      ${time(begun)}\n      Finished:     ${time(begun + seconds * 1000)}\n`;
  return [
    [
      described,
      describedPod({
        status: "Running",
        state: `${running}\n${last}`,
        ready: false,
        restarts: 9,
        rest: "    Liveness:       http-get http://:8080/healthz delay=30s timeout=1s period=10s #success=1 #failure=3\n",
        events: [
          [
            "Warning",
            "Unhealthy",
            "63s (x27 over 13m)",
            "kubelet",
            'Liveness probe failed: Get "http://10.2.0.9:8080/healthz": dial tcp 10.2.0.9:8080: connect: connection refused',
          ],
        ],
      }),
    ],
    [
      `logs ${pod} -n shop --previous`,
      `INFO Reading 61 definitions\nINFO Reading definition 12\n${more}INFO Shutdown initiated\n`,
    ],
  ];
};

/** Programs that a probe ends. */
export const starts: readonly Case[] = [
  {
    name: "a program that is ended while it still starts",
    outputs: startingFor(62, ""),
    roots: ["liveness-probe-failing"],
    symptoms: ["container-killed"],
    says: /it starts more slowly than the probe allows, the run before was ended after 62s while it was still starting/,
  },
  {
    name: "near miss: a program that had started when it was ended",
    outputs: startingFor(62, "INFO Started ClaimsApplication in 21.4 seconds\n"),
    roots: ["liveness-probe-failing"],
    symptoms: ["container-killed"],
    says: /^(?!.*starts more slowly)/,
  },
  {
    name: "near miss: a program that had run for long",
    outputs: startingFor(900, ""),
    roots: ["liveness-probe-failing"],
    symptoms: ["container-killed"],
    says: /^(?!.*starts more slowly)/,
  },
];
