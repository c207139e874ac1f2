import type { Case } from "../../case.ts";
import { rows } from "./printed.ts";

/** Values that reach a program otherwise than they were meant. */
const podList: Case["outputs"][number] = [
  "get pods -n lab",
  rows(
    "NAME                      READY   STATUS             RESTARTS      AGE",
    "assay-6b9c5d7f84-q2v9k    0/1     CrashLoopBackOff   5 (20s ago)   9m",
  ),
];
const log = "logs assay-6b9c5d7f84-q2v9k -n lab --previous";

const secret = (value: string): Case["outputs"][number] => [
  "get secret assay-db -n lab -o yaml",
  `apiVersion: v1\ndata:\n  password: ${value}\nkind: Secret\nmetadata:\n  name: assay-db\n  namespace: lab\ntype: Opaque\n`,
];
const refused: Case["outputs"][number] = [
  log,
  'FATAL:  password authentication failed for user "assay" (host=samples-db port=5432)\n',
];
const service = (address: string): Case["outputs"][number] => [
  "get svc -n lab",
  rows(
    "NAME    TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE",
    `queue   ClusterIP   ${address}   <none>        5672/TCP   3d`,
  ),
];
const job = (status: string): Case["outputs"][number] => [
  "get jobs -n lab",
  rows(
    "NAME               STATUS     COMPLETIONS   DURATION   AGE",
    `assay-migrate-44   ${status.padEnd(8)}   0/1           9m         9m`,
  ),
];
const pending: Case["outputs"][number] = [
  log,
  "Unable to load application: ActiveRecord::PendingMigrationError: Migrations are pending.\n",
];

const fileIn = (limit: number, mount: string): Case["outputs"] => [
  [
    "get pods -n lab",
    "NAME                      READY   STATUS    RESTARTS   AGE\nassay-6b9c5d7f84-q2v9k    1/1     Running   0          9d\n",
  ],
  [
    "get cm assay-rules -n lab -o yaml",
    "apiVersion: v1\ndata:\n  rules.ini: |\n    [limits]\n    most = 80\nkind: ConfigMap\nmetadata:\n  name: assay-rules\n  namespace: lab\n",
  ],
  ["exec -n lab assay-6b9c5d7f84-q2v9k -- cat /etc/assay/rules.ini", `[limits]\nmost = ${limit}\n`],
  [
    "get deploy assay -n lab -o jsonpath='{.spec.template.spec.containers[0].volumeMounts}' | jq .",
    `[\n  {\n    "mountPath": "/etc/assay/rules.ini",\n    "name": "rules"${mount}\n  }\n]\n`,
  ],
];

const calls = (port: number, answer: string): Case["outputs"] => [
  [
    "get pods -n lab -o wide",
    "NAME                      READY   STATUS    RESTARTS   AGE   IP           NODE     NOMINATED NODE   READINESS GATES\nassay-6b9c5d7f84-q2v9k    1/1     Running   0          6m    10.0.1.175   node-a   <none>           <none>\n",
  ],
  [
    "get svc assay -n lab -o yaml",
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: assay\n  namespace: lab\nspec:\n  ports:\n  - port: 80\n    protocol: TCP\n    targetPort: 8980\n  selector:\n    app: assay\n",
  ],
  ["get endpoints assay -n lab", "NAME    ENDPOINTS         AGE\nassay   10.0.1.175:8980   6m\n"],
  [`exec -n lab shell -- wget -qO- -T 3 10.0.1.175:${port}`, answer],
];

const flannel: Case["outputs"][number] = [
  "logs -n kube-flannel kube-flannel-ds-hq4rl",
  'Defaulted container "kube-flannel" out of: kube-flannel, install-cni (init)\nE0602 08:51:18.346422       1 main.go:359] Error registering network: failed to acquire lease: node "edge2" pod cidr not assigned\n',
];

const quoting = (text: string): Case["outputs"] => [
  [
    "get deployments -n mall",
    rows(
      "NAME              READY   UP-TO-DATE   AVAILABLE   AGE",
      "checkout          1/1     1            1           6d",
      "shippingservice   0/0     0            0           6d",
    ),
  ],
  [
    "logs deploy/checkout -n mall",
    `{"level":"warning","error":"${text}: dial tcp 10.96.174.12:50051: connect: connection refused","message":"request failed"}\n`,
  ],
];

export const values: readonly Case[] = [
  {
    name: "a password with a line break at its end, as echo leaves it",
    outputs: [podList, refused, secret("c2FtcGxlLTIwMjYK")],
    roots: ["value-with-stray-characters"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /The value of password in Secret lab\/assay-db ends in a newline/,
  },
  {
    name: "the same behind a placeholder",
    outputs: [podList, refused, secret("[redacted:secret-ending-in-newline-3f9c1a]")],
    roots: ["value-with-stray-characters"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /The value of password in Secret lab\/assay-db ends in a newline/,
  },
  {
    name: "near miss: a password that is only wrong",
    outputs: [podList, refused, secret("c2FtcGxlLTIwMjY=")],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
    says: /^(?!.*newline)/,
  },
  {
    name: "a variable of a Service in place of the program's own",
    outputs: [
      podList,
      [log, "ValueError: invalid literal for int() with base 10: 'tcp://10.96.14.20:5672' (QUEUE_PORT)\n"],
      service("10.96.14.20"),
    ],
    roots: ["malformed-value"],
    symptoms: ["crash-loop"],
    says: /injects as variable QUEUE_PORT for Service/,
  },
  {
    name: "near miss: a port that somebody wrote as a word",
    outputs: [
      podList,
      [log, "ValueError: invalid literal for int() with base 10: 'amqp' (QUEUE_PORT)\n"],
      service("10.96.14.20"),
    ],
    roots: ["malformed-value"],
    symptoms: ["crash-loop"],
    says: /^(?!.*injects)/,
  },
  {
    name: "migrations that are pending because their Job has failed",
    outputs: [podList, pending, job("Failed")],
    roots: ["migration-failing"],
    symptoms: ["crash-loop"],
    says: /; Job lab\/assay-migrate-44, which should have run them, has failed/,
  },
  {
    name: "a file mounted with subPath that is older than its ConfigMap",
    outputs: fileIn(50, ',\n    "subPath": "rules.ini"'),
    roots: ["mounted-file-outdated"],
    says: /still reads an older \/etc\/assay\/rules\.ini than ConfigMap lab\/assay-rules holds \("most = 50" instead of "most = 80"\): it is mounted with subPath/,
    suggests: "kubectl rollout restart deployment/assay -n lab",
  },
  {
    name: "near miss: a file that is as its ConfigMap has it",
    outputs: fileIn(80, ',\n    "subPath": "rules.ini"'),
    roots: [],
  },
  {
    name: "a Service that sends to another port than the one on which its pod answers a call",
    outputs: calls(8890, "Hello from assay\n"),
    roots: ["service-listener-mismatch"],
    says: /sends to targetPort 8980, and the program behind it answers on port 8890/,
  },
  {
    name: "near miss: a call to the pod that is refused too",
    outputs: calls(8890, "wget: can't connect to remote host (10.0.1.175): Connection refused\n"),
    roots: ["dependency-unreachable"],
  },
  {
    name: "the words of kubectl before a log are no line of it",
    outputs: [
      [
        "get pods -n kube-flannel",
        "NAME                    READY   STATUS             RESTARTS        AGE\nkube-flannel-ds-hq4rl   0/1     CrashLoopBackOff   8 (3m40s ago)   21m\n",
      ],
      flannel,
    ],
    roots: ["application-error"],
    symptoms: ["crash-loop"],
    says: /node "edge2" pod cidr not assigned/,
  },
  {
    name: "a call to a bare address that speaks of a workload without replicas",
    outputs: quoting("shipping quote failure"),
    roots: [],
    notes: ["dependency-unreachable", "scaled-to-zero"],
    says: /^Deployment mall\/shippingservice is scaled to 0 replicas/,
  },
  {
    name: "errors in layers are quoted with the last of them",
    outputs: [
      podList,
      [
        log,
        '[2026/05/20 06:41:12] [main.go:69] ERROR: Failed to initialise the proxy: error initialising provider: could not create provider data: error building the verifier: could not get verifier builder: error while discovery of the configuration: failed to discover: oidc: issuer did not match the issuer returned by provider, expected "https://sso.corp.example/realms/Staff" got "https://sso.corp.example/realms/staff"\n',
      ],
    ],
    roots: ["application-error"],
    symptoms: ["crash-loop"],
    says: /Failed to initialise the proxy: .*issuer did not match the issuer returned by provider/,
  },
];
