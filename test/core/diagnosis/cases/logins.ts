import type { Case } from "../case.ts";

/** Servers that demand a login which the client does not send. */
const pods: Case["outputs"][number] = [
  "get pods -n zoo",
  "NAME                         READY   STATUS             RESTARTS      AGE\nkeeper-6c9f7b84c5-p2zrk      0/1     CrashLoopBackOff   5 (30s ago)   9m\n",
];
const log = (text: string): Case["outputs"][number] => ["logs keeper-6c9f7b84c5-p2zrk -n zoo", text];

const server: Case["outputs"][number] = [
  "get deploy mongo-animals -n zoo -o yaml",
  "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: mongo-animals\n  namespace: zoo\nspec:\n  template:\n    spec:\n      containers:\n      - name: mongo\n        image: mongo:6\n        args:\n        - --auth\n",
];

const missing = (name: string, text: string, says: RegExp): Case => ({
  name: `no login is sent: ${name}`,
  outputs: [pods, log(text)],
  roots: ["credentials-missing"],
  symptoms: ["crash-loop"],
  says,
});

export const loginCases: readonly Case[] = [
  {
    name: "a database with --auth, and a client without user",
    outputs: [
      pods,
      log("connecting to mongodb://mongo-animals:27017\npanic: (Unauthorized) command find requires authentication\n"),
      server,
    ],
    roots: ["credentials-missing"],
    symptoms: ["crash-loop"],
    says: /its database \(MongoDB\) demands authentication .*it talks to mongo-animals:27017; Deployment zoo\/mongo-animals runs with --auth/,
  },
  missing("Redis", "ReplyError: NOAUTH Authentication required.\n", /database \(Redis\) demands authentication/),
  missing(
    "PostgreSQL",
    "FATAL: failed to connect to `host=pg user=keeper`: failed SASL auth (fe_sendauth: no password supplied)\n",
    /database \(PostgreSQL\) at pg demands/,
  ),
  missing(
    "MySQL",
    "SQLException: Access denied for user 'keeper'@'10.42.0.17' (using password: NO)\n",
    /database \(MySQL\) demands/,
  ),
  missing(
    "Elasticsearch",
    "ERROR security_exception: missing authentication credentials for REST request [/_bulk]\n",
    /database \(Elasticsearch\) demands/,
  ),
  {
    name: "near miss: a login is sent and refused",
    outputs: [pods, log("SQLException: Access denied for user 'keeper'@'10.42.0.17' (using password: YES)\n")],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
];
