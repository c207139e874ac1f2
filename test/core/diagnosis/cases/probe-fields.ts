import type { Case } from "../case.ts";
import { eventRows, podYaml, rows, runningSince, workloadYaml } from "../manifests.ts";
import { describedPod, podName, running } from "../printed.ts";

type Output = readonly [string, string];

const probed = (probe: string, message: string): Output => [
  `describe pod ${podName} -n shop`,
  describedPod({
    status: "Running",
    state: running,
    ready: false,
    rest: `    Readiness:      ${probe} delay=5s timeout=3s period=10s #success=1 #failure=3\n`,
    events: [["Warning", "Unhealthy", "12s (x130 over 22m)", "kubelet", `Readiness probe failed: ${message}`]],
  }),
];

const check = "https://score.vendor.example/ping";
const http503 = "HTTP probe failed with statuscode: 503";
const deep = (url: string): Output => [
  `logs ${podName} -n shop`,
  rows(
    `2026-11-02T10:00:01Z WARN GET /health/deep 503: dependency check fraud-score (${url}) failed: 503 Service Unavailable`,
    `2026-11-02T10:00:11Z WARN GET /health/deep 503: dependency check fraud-score (${url}) failed: 503 Service Unavailable`,
  ),
];

const thirdPartyCases: readonly Case[] = [
  {
    name: "a readiness probe whose command asks a server of somebody else",
    outputs: [
      probed(
        "exec [sh -c curl -fsS https://api.acquirer.example/health]",
        "curl: (22) The requested URL returned error: 503",
      ),
    ],
    roots: ["probe-asks-third-party"],
    symptoms: ["readiness-probe-failing"],
    says: /^The readiness probe of Deployment shop\/web asks api\.acquirer\.example, another server than the container itself/,
  },
  {
    name: "near miss: a readiness probe whose command asks the container itself",
    outputs: [
      probed("exec [sh -c curl -fsS http://localhost:8080/health]", "curl: (22) The requested URL returned error: 503"),
    ],
    roots: ["readiness-probe-failing"],
  },
  {
    name: "a readiness probe with another host in its httpGet, of all replicas",
    outputs: [
      [
        "get pods -n pay",
        rows(
          "NAME                     READY   STATUS    RESTARTS   AGE",
          "payapi-5d8c7b9f4-zx2lp   0/1     Running   0          9d",
          "payapi-5d8c7b9f4-tt9qk   0/1     Running   0          9d",
        ),
      ],
      [
        "get events -n pay",
        eventRows(
          ...["zx2lp", "tt9qk"].map(
            (suffix) =>
              [
                "Warning",
                "Unhealthy",
                `pod/payapi-5d8c7b9f4-${suffix}`,
                'Readiness probe failed: Get "https://status.partner.example:443/up": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
              ] as const,
          ),
        ),
      ],
      [
        "get deploy payapi -n pay -o yaml",
        workloadYaml("payapi", "pay", {
          container:
            "- image: registry.example.com/pay:1\n  name: app\n  readinessProbe:\n    httpGet:\n      host: status.partner.example\n      path: /up\n      port: 443\n      scheme: HTTPS\n    timeoutSeconds: 1",
          spec: "replicas: 2",
        }),
      ],
    ],
    roots: ["probe-asks-third-party"],
    symptoms: ["readiness-probe-failing"],
    says: /asks status\.partner\.example.*all replicas become unready at once/,
  },
  {
    name: "a path of a probe that asks a server of somebody else, as the log says",
    outputs: [probed("http-get http://:8080/health/deep", http503), deep(check)],
    roots: ["probe-asks-third-party"],
    symptoms: ["readiness-probe-failing", "gateway-failing"],
    says: /calls \/health\/deep, which in turn asks score\.vendor\.example/,
  },
  {
    name: "near miss: a path of a probe behind which a Service of the cluster fails",
    outputs: [probed("http-get http://:8080/health/deep", http503), deep("http://score.shop.svc:8080/ping")],
    roots: ["gateway-failing"],
    symptoms: ["readiness-probe-failing"],
  },
];

const rules = "rules-5d8c7b9f4-zx2lp";

const live = (settings: string): Output => [
  `get pod ${rules} -n pay -o yaml`,
  podYaml(rules, "pay", {
    container: `- image: registry.example.com/rules:1\n  livenessProbe:\n    httpGet:\n      path: /live\n      port: 8080\n${settings}\n  name: app`,
    status: runningSince("app", "2026-11-02T10:00:00Z").replace("restartCount: 0", "restartCount: 7"),
  }),
];

const killed: Output = [
  "get events -n pay",
  eventRows(
    [
      "Warning",
      "Unhealthy",
      `pod/${rules}`,
      'Liveness probe failed: Get "http://10.244.1.3:8080/live": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
    ["Normal", "Killing", `pod/${rules}`, "Container app failed liveness probe, will be restarted"],
  ),
];

const paused = (...lines: readonly string[]): Output => [`logs ${rules} -n pay --previous`, rows(...lines)];

const monitor = (milliseconds: number) =>
  `2026-11-02T10:04:31.100Z WARN JvmPauseMonitor - Detected pause in JVM or host machine (eg GC): pause of approximately ${milliseconds}ms`;

const pauseCases: readonly Case[] = [
  {
    name: "a liveness probe that gives up sooner than the collector's pauses end",
    outputs: [
      live("    failureThreshold: 1\n    periodSeconds: 5\n    timeoutSeconds: 2"),
      killed,
      paused(monitor(7031)),
    ],
    roots: ["probe-shorter-than-pause"],
    symptoms: ["liveness-probe-failing", "collector-stalls"],
    says: /gives up after 2s \(timeoutSeconds: 2, one failure is enough\), and the garbage collector stops the program for 7\.0s/,
  },
  {
    name: "the same in the log of the collector itself",
    outputs: [
      live("    failureThreshold: 3\n    periodSeconds: 5\n    timeoutSeconds: 1"),
      killed,
      paused(
        "[1203.441s][info][gc] GC(311) Pause Full (Ergonomics) 1987M->1712M(2048M) 18233.410ms",
        "[1230.441s][info][gc] GC(312) Pause Full (Ergonomics) 1987M->1718M(2048M) 17120.113ms",
      ),
    ],
    roots: ["probe-shorter-than-pause"],
    says: /gives up after 11s .* stops the program for 1[78]\.\ds at a time/,
  },
  {
    name: "the same as Node writes it, with the time since its start before it",
    outputs: [
      live("    failureThreshold: 2\n    periodSeconds: 3\n    timeoutSeconds: 1"),
      killed,
      paused(
        "<--- Last few GCs --->",
        "[1:0x7f]    61230 ms: Mark-sweep 2011.3 (2088.1) -> 1998.7 (2087.4) MB, 6211.8 / 0.0 ms  (average mu = 0.091) allocation failure",
      ),
    ],
    roots: ["probe-shorter-than-pause"],
    says: /stops the program for 6\.2s at a time/,
  },
  {
    name: "near miss: a probe that bears longer pauses than the log shows",
    outputs: [
      live("    failureThreshold: 3\n    periodSeconds: 10\n    timeoutSeconds: 10"),
      killed,
      paused(monitor(7031)),
    ],
    roots: ["collector-stalls"],
    symptoms: ["liveness-probe-failing"],
  },
];

/** Probes that fail by their own settings. */
export const probeFieldCases: readonly Case[] = [...thirdPartyCases, ...pauseCases];
