import type { Case } from "../case.ts";
import { rows, serviceYaml } from "../manifests.ts";

const refused = (said: string): Case["outputs"][number] => [
  "logs members-api-0 -n club",
  rows("level=info msg=started", `level=error msg="save failed" err="${said}"`),
];
const pods = (...roles: readonly string[]): Case["outputs"][number] => [
  "get pods -n club --show-labels",
  rows(
    "NAME            READY   STATUS    RESTARTS   AGE   LABELS",
    "members-api-0   1/1     Running   0          9d    app=members-api",
    ...roles.map(
      (role, at) =>
        `store-${at}         1/1     Running   0          9d    app=store${role},statefulset.kubernetes.io/pod-name=store-${at}`,
    ),
  ),
];
const service = (name: string, ...selector: readonly string[]): Case["outputs"][number] => [
  `get svc ${name} -n club -o yaml`,
  serviceYaml(name, "club", ["ports:", "- port: 5432", "selector:", ...selector.map((one) => `  ${one}`)].join("\n")),
];
const byName = ["app: store", "statefulset.kubernetes.io/pod-name: store-0"];
const log = (...lines: readonly string[]): Case["outputs"][number] => ["logs store-0 -n club", rows(...lines)];

const recovery = "ERROR: cannot execute INSERT in a read-only transaction";
const standby = log(
  "2025-03-01 02:10:11 UTC [1] LOG:  entering standby mode",
  "2025-03-01 02:10:12 UTC [1] LOG:  database system is ready to accept read-only connections",
  "2025-03-01 02:10:12 UTC [52] LOG:  started streaming WAL from primary at 0/9000000 on timeline 4",
);

const root = { roots: ["service-leads-to-replica"], symptoms: ["server-read-only"] };

/** Services that lead writes to a replica by its own words, and such that do not. */
export const formerPrimaryCases: readonly Case[] = [
  {
    name: "a Service that names the pod which was the primary of a group of MySQL",
    outputs: [
      refused("Error 1290: The MySQL server is running with the --super-read-only option"),
      pods("", "", ""),
      service("store-primary", ...byName),
      log(
        "[Server] ready for connections",
        "Plugin group_replication reported: 'This server is working as secondary member with primary member address store-2.store:3306.'",
      ),
    ],
    ...root,
    says: /Service club\/store-primary leads writes to Pod club\/store-0, which is only a replica now .*, while store-2 is the primary: its selector names this one pod/,
    suggests: `kubectl patch service store-primary -n club --patch='{"spec":{"selector":{"statefulset.kubernetes.io/pod-name":"store-2"}}}'`,
  },
  {
    name: "a Service by a label that stayed with a pod that is a standby now",
    outputs: [
      refused(recovery),
      pods(",role=master", ",role=replica"),
      service("store", "app: store", "role: master"),
      standby,
    ],
    ...root,
    says: /does not follow the role \(app=store,role=master\)/,
  },
  {
    name: "a Service for writes whose pod follows another leader, without a client",
    outputs: [
      pods("", ""),
      service("store-rw", ...byName),
      log("INFO: no action. I am (store-0), a secondary, and following a leader (store-1)"),
    ],
    roots: ["service-leads-to-replica"],
    says: /while store-1 is the primary/,
  },
  {
    name: "near miss: a Service for reads that leads to a replica",
    outputs: [refused(recovery), pods("", ""), service("store-ro", ...byName), standby],
    roots: ["server-read-only"],
  },
  {
    name: "near miss: a pod that was promoted after it had been a standby",
    outputs: [
      pods("", ""),
      service("store-primary", ...byName),
      log(
        "LOG:  entering standby mode",
        "LOG:  database system is ready to accept read-only connections",
        "LOG:  received promote request",
        "LOG:  selected new timeline ID: 5",
        "LOG:  database system is ready to accept connections",
      ),
    ],
    roots: [],
  },
  {
    name: "near miss: a Service of its own for each pod, and a client that is refused elsewhere",
    outputs: [refused(recovery), pods("", ""), service("store-0", ...byName), standby],
    roots: ["server-read-only"],
  },
];
