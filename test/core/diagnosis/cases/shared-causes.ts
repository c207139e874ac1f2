import type { Case } from "../case.ts";
import { crashed, describedPod, lastEnd, podName, running, terminated, waiting } from "../printed.ts";

const events = (rows: readonly (readonly [string, string, string])[]): string =>
  `LAST SEEN   TYPE      REASON             OBJECT                     MESSAGE\n${rows
    .map(([reason, object, message]) => `30s         Warning   ${reason.padEnd(18)} ${object.padEnd(26)} ${message}`)
    .join("\n")}\n`;

const runc = (path: string): string =>
  `error mounting "/var/lib/kubelet/pods/1b/volume-subpaths/conf/app/0" to rootfs at "${path}": mount src=/var/lib/kubelet/pods/1b: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)?`;

const template = (mount: string, items = ""): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
      - name: app
        volumeMounts:
        - name: conf
          mountPath: /etc/app.conf
${mount}      volumes:
      - name: conf
        configMap:
          name: web-conf
${items}`;

const mounted = (name: string, spec: string, map: string, says: RegExp): Case => ({
  name,
  outputs: [
    [
      "get events -n shop",
      events([["Failed", `pod/${podName}`, `Error: failed to create containerd task: ${runc("/etc/app.conf")}`]]),
    ],
    ["get deployment web -n shop -o yaml", spec],
    ["get configmap web-conf -n shop -o yaml", map],
  ],
  roots: ["subpath-not-mountable"],
  says,
});

const map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-conf\n  namespace: shop\ndata:\n  app.cfg: a\n";
const subPath = "          subPath: app.conf\n";

const mountCases: readonly Case[] = [
  mounted(
    "a subPath that is no key of the ConfigMap",
    template(subPath),
    map,
    /subPath "app\.conf" is no key of ConfigMap web-conf; it has the key app\.cfg/,
  ),
  mounted(
    "a subPath that none of the items has",
    template(subPath, "          items:\n          - key: app.conf\n            path: other.conf\n"),
    map.replace("app.cfg", "app.conf"),
    /is no key of ConfigMap web-conf; it has the key other\.conf/,
  ),
  mounted(
    "a subPath that is a key, over something that is no file",
    template(subPath),
    map.replace("app.cfg", "app.conf"),
    /the file "app\.conf" of ConfigMap web-conf cannot be mounted/,
  ),
  {
    name: "a key that the ConfigMap of a volume lacks",
    outputs: [
      [
        `describe pod ${podName} -n shop`,
        describedPod({
          state: waiting("ContainerCreating"),
          volumes:
            "  conf:\n    Type:      ConfigMap (a volume populated by a ConfigMap)\n    Name:      web-conf\n    Optional:  false\n",
          events: [
            [
              "Warning",
              "FailedMount",
              "9s",
              "kubelet",
              'MountVolume.SetUp failed for volume "conf" : configmap references non-existent config key: app.conf',
            ],
          ],
        }),
      ],
      ["get configmap web-conf -n shop -o yaml", map],
    ],
    roots: ["missing-configmap-key"],
    says: /ConfigMap shop\/web-conf has no key "app\.conf".*it has the key app\.cfg/,
  },
];

const sidecar = (name: string, image: string, state = running): string =>
  `  ${name}:\n    Image:          ${image}\n    Port:           8080/TCP\n${state}\n    Ready:          True\n    Restart Count:  0\n`;

const withSidecar = (pod: string, second: string): string => pod.replace("Conditions:\n", `${second}Conditions:\n`);

const portLog = "2026/03/17 14:31:02 [emerg] 1#1: bind() to 0.0.0.0:8080 failed (98: Address already in use)\n";

const podCases: readonly Case[] = [
  {
    name: "a port that the other container of the pod declares",
    outputs: [
      [
        `describe pod ${podName} -n shop`,
        withSidecar(
          describedPod({ status: "Running", state: crashed("Error", 1), restarts: 4 }),
          sidecar("collector", "example.com/collector:1"),
        ),
      ],
      [`logs ${podName} -n shop -c app`, portLog],
    ],
    roots: ["port-in-use"],
    says: /port 8080 is already in use.*its other container collector takes port 8080 as well/,
  },
  {
    name: "a port in a line with other numbers, on which another container's log says that it listens",
    outputs: [
      [
        `get pod ${podName} -n shop`,
        `NAME                   READY   STATUS             RESTARTS      AGE\n${podName}   1/2     CrashLoopBackOff   5 (9s ago)    4m\n`,
      ],
      [
        `logs ${podName} -n shop --all-containers --prefix`,
        `[pod/${podName}/stats] time=2026-03-17T14:30:44.311Z level=INFO source=main.go:141 msg="Accepting scrape requests" addr=:9100
[pod/${podName}/app] 2026-03-17T14:31:17.915811Z ERROR app::admin: failed to bind listener addr=0.0.0.0:9100 error=Address already in use (os error 98)
`,
      ],
    ],
    roots: ["port-in-use"],
    says: /port 9100 is already in use.*container stats listens on port 9100 already/,
  },
  {
    name: "a Job whose work is done and whose sidecar runs on",
    outputs: [
      [
        "describe pod import-x2k4p -n shop",
        withSidecar(
          describedPod({ name: "import-x2k4p", status: "Running", state: terminated("Completed", 0) }).replace(
            "ReplicaSet/web-6d4b75cb6d",
            "Job/import",
          ),
          sidecar("sql-proxy", "example.com/sql-proxy:2"),
        ),
      ],
    ],
    roots: ["job-held-by-sidecar"],
    symptoms: ["pod-not-ready"],
    says: /Job shop\/import does not complete: container app of .* has finished .* but the sidecar sql-proxy is still running/,
  },
  {
    name: "a Job whose container still works beside its sidecar",
    outputs: [
      [
        "describe pod import-x2k4p -n shop",
        withSidecar(
          describedPod({ name: "import-x2k4p", status: "Running", state: running, ready: true }).replace(
            "ReplicaSet/web-6d4b75cb6d",
            "Job/import",
          ),
          sidecar("sql-proxy", "example.com/sql-proxy:2"),
        ),
      ],
    ],
    roots: [],
  },
  {
    name: "an autoscaler at its maximum because its replicas have no database connection left",
    outputs: [
      [
        "get hpa -n shop",
        "NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE\nweb    Deployment/web   cpu: 90%/60%   2         9         9          90d\n",
      ],
      [
        `describe pod ${podName} -n shop`,
        describedPod({
          status: "Running",
          state: `${waiting("CrashLoopBackOff")}${lastEnd("OOMKilled", 137)}`,
          restarts: 7,
        }),
      ],
    ],
    roots: ["oom-killed"],
    symptoms: ["autoscaler-at-maximum"],
  },
  {
    name: "an init container that waits for a database whose image is not there",
    outputs: [
      [
        "get pods -n shop",
        `NAME                   READY   STATUS             RESTARTS   AGE\n${podName}   0/1     Init:0/1           0          9m\ndb-0                   0/1     ImagePullBackOff   0          9m\n`,
      ],
      [
        "get events -n shop",
        events([
          ["Failed", "pod/db-0", 'Failed to pull image "postgres:99": docker.io/library/postgres:99: not found'],
        ]),
      ],
      [`logs ${podName} -n shop -c wait`, "db:5432 - no response\ndb:5432 - no response\n"],
    ],
    roots: ["image-not-found"],
    symptoms: ["init-container-waiting"],
  },
];

/** Causes outside of the pod that shows them, and the pods of one cause. */
export const sharedCauses: readonly Case[] = [...mountCases, ...podCases];
