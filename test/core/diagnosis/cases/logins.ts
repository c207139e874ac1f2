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

const renewed: Case["outputs"][number] = [
  "get pods -n zoo",
  "NAME                       READY   STATUS             RESTARTS      AGE\nkeeper-6c9f7b84c5-p2zrk    0/1     CrashLoopBackOff   5 (30s ago)   9m\nkeeper-postgresql-0        1/1     Running            0             9m\n",
];
const refused = log('connecting\nERROR pq: password authentication failed for user "keeper"\n');
const made = (secret: string, claim: string): Case["outputs"][number] => [
  "get secret,pvc -n zoo",
  `NAME                        TYPE     DATA   AGE\nsecret/keeper-postgresql    Opaque   2      ${secret}\n\nNAME                                             STATUS   VOLUME    CAPACITY   ACCESS MODES   STORAGECLASS   AGE\npersistentvolumeclaim/data-keeper-postgresql-0   Bound    pvc-7a1   10Gi       RWO            fast           ${claim}\n`,
];
const starting = (line: string): Case["outputs"][number] => [
  "logs keeper-postgresql-0 -n zoo",
  `${line}\nLOG:  database system is ready to accept connections\n`,
];
const skipped = "PostgreSQL Database directory appears to contain a database; Skipping initialization";

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
  ...[
    [
      "PostgreSQL",
      'ERROR:  permission denied for table "animals" (SQLSTATE 42501)',
      /does in PostgreSQL .*for table "animals"/,
    ],
    [
      "MySQL",
      "ERROR 1142 (42000): INSERT command denied to user 'keeper'@'10.42.0.17' for table 'animals'",
      /INSERT command denied/,
    ],
    ["a database of MySQL", "Access denied for user 'keeper'@'%' to database 'zoo'", /to database 'zoo'/],
    [
      "MongoDB",
      'MongoServerError: not authorized on zoo to execute command { find: "animals" }',
      /does in MongoDB .*not authorized on zoo/,
    ],
    [
      "Kafka",
      "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [feeding]",
      /feeding/,
    ],
    [
      "RabbitMQ",
      "ACCESS_REFUSED - access to queue 'feeding' in vhost '/' refused for user 'keeper'",
      /queue 'feeding'/,
    ],
    ["Redis", "ReplyError: NOPERM this user has no permissions to run the 'set' command", /NOPERM/],
  ].map(
    ([name, text, says]): Case => ({
      name: `rights that a user of ${name} lacks`,
      outputs: [pods, log(`connected as keeper\n${text}\n`)],
      roots: ["data-rights-missing"],
      symptoms: ["crash-loop"],
      says: says as RegExp,
    }),
  ),
  {
    name: "near miss: a file that may not be opened, though it is called like a table",
    outputs: [pods, log("Error: open /data/table: permission denied\n")],
    roots: ["permission-denied"],
    symptoms: ["crash-loop"],
  },
  {
    name: "a repository whose deploy key was taken away",
    outputs: [
      pods,
      log(
        'E0601 14:40:03.148474 1 main.go:571] "error syncing repo" err="exit status 128: { stderr: \\"Cloning into \'/templates\'...\\nremote: ERROR: The deploy key has been disabled.\\nfatal: Could not read from remote repository.\\" }"\n',
      ),
    ],
    roots: ["repository-unreadable"],
    symptoms: ["crash-loop"],
    says: /its Git repository cannot be read: remote: ERROR: The deploy key has been disabled\./,
  },
  {
    name: "a host of a repository that nobody knows",
    outputs: [pods, log("Host key verification failed.\nfatal: Could not read from remote repository.\n")],
    roots: ["repository-unreadable"],
    symptoms: ["crash-loop"],
  },
  {
    name: "a password that an upgrade generated anew, and a database that found its former data",
    outputs: [renewed, refused, made("9m", "210d"), starting(skipped)],
    roots: ["store-keeps-former-password"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /^Secret zoo\/keeper-postgresql has a new password \(9m ago\), but StatefulSet zoo\/keeper-postgresql keeps the old one: .*claim data-keeper-postgresql-0 \(made 210d ago\).*Skipping initialization.*So Pod zoo\/keeper-6c9f7b84c5-p2zrk is refused\.$/,
  },
  {
    name: "near miss: a refused password, where the Secret is as old as the data",
    outputs: [renewed, refused, made("210d", "210d"), starting(skipped)],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: a new Secret of something else",
    outputs: [
      renewed,
      refused,
      [made("9m", "210d")[0], made("9m", "210d")[1].replace("secret/keeper-postgresql ", "secret/keeper-mail-login ")],
    ],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
];
