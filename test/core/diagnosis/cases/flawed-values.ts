import type { Case } from "../case.ts";
import { rows, workloadYaml } from "../manifests.ts";

type Output = readonly [string, string];

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const logged = (...lines: readonly string[]): Output => ["logs orders-5d8c7b9f4-zx2lp -n shop", rows(...lines)];

const secret = (password: string, host = base64("ledger")): Output => [
  "get secret orders-db -n shop -o yaml",
  rows(
    "apiVersion: v1",
    "data:",
    `  host: ${host}`,
    `  password: ${password}`,
    "kind: Secret",
    "metadata:",
    "  name: orders-db",
    "  namespace: shop",
    "type: Opaque",
  ),
];

/** One value of the Secret, printed so that its end shows. */
const dumped = (filter: string, ...lines: readonly string[]): Output => [
  `get secret orders-db -n shop -o jsonpath={.data.password} | base64 -d | ${filter}`,
  rows(...lines),
];

const from = (key: string, name: string): string =>
  `  - name: ${name}\n    valueFrom:\n      secretKeyRef:\n        key: ${key}\n        name: orders-db\n`;

const deployment = (env = `${from("password", "DB_PASSWORD")}${from("host", "DB_HOST")}`): Output => [
  "get deploy orders -n shop -o yaml",
  workloadYaml("orders", "shop", {
    container: `- image: registry.example.com/orders:1\n  name: orders\n  env:\n${env}`,
  }),
];

const services: Output = [
  "get svc -n shop",
  rows(
    "NAME     TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
    "ledger   ClusterIP   10.96.1.9    <none>        5432/TCP   1h",
  ),
];

const refused = logged('ERROR db: FATAL: password authentication failed for user "orders"');

const flawed = (name: string, outputs: readonly Output[], symptom: string, says: RegExp): Case => ({
  name,
  outputs,
  roots: ["value-with-stray-characters"],
  symptoms: [symptom],
  says,
});

const sound = (name: string, outputs: readonly Output[], root: string): Case => ({
  name: `near miss: ${name}`,
  outputs,
  roots: [root],
});

/** Values that are nearly what was meant. */
export const flawedValueCases: readonly Case[] = [
  flawed(
    "a password in quotes",
    [refused, secret(base64('"hunter-2026"')), deployment()],
    "wrong-credentials",
    /^The value of password in Secret shop\/orders-db stands in quotes/,
  ),
  flawed(
    "a password in quotes behind a placeholder",
    [refused, secret("[redacted:secret-in-quotes-3f9c1a]"), deployment()],
    "wrong-credentials",
    /stands in quotes/,
  ),
  flawed(
    "a password with a blank behind it",
    [refused, secret(base64("hunter-2026 ")), deployment()],
    "wrong-credentials",
    /^The value of password in Secret shop\/orders-db begins or ends with a blank/,
  ),
  flawed(
    "a password that was encoded twice",
    [refused, secret(base64(base64("hunter-2026-long"))), deployment()],
    "wrong-credentials",
    /^The value of password in Secret shop\/orders-db is base64 once more/,
  ),
  ...(
    [
      ["xxd", ["00000000: 6875 6e74 6572 2d32 3032 360a            hunter-2026."]],
      ["hexdump -C", ["00000000  68 75 6e 74 65 72 0a                              |hunter.|", "00000007"]],
      ["od -c", ["0000000   h   u   n   t   e   r  \\n", "0000007"]],
      ["od -An -tx1", [" 68 75 6e 74 65 72 0a"]],
      ["cat -A", ["hunter$"]],
      ["jq -Rs .", ['"hunter\\n"']],
    ] as const
  ).map(([filter, lines]) =>
    flawed(
      `a password that ends in a newline, as ${filter} shows`,
      [refused, dumped(filter, ...lines), deployment()],
      "wrong-credentials",
      /^The value of password in Secret shop\/orders-db ends in a newline/,
    ),
  ),
  flawed(
    "a password that ends in a newline, among all that jq decoded",
    [
      refused,
      [
        "get secret orders-db -n shop -o json | jq '.data | map_values(@base64d)'",
        rows("{", '  "host": "ledger",', '  "password": "hunter\\n"', "}"),
      ],
    ],
    "wrong-credentials",
    /^The value of password in Secret shop\/orders-db ends in a newline/,
  ),
  ...(
    [
      ["xxd", ["00000000: 6875 6e74 6572 2d32 3032 36              hunter-2026"]],
      ["hexdump -C", ["00000000  68 75 6e 74 65 72                                 |hunter|", "00000006"]],
      ["od -c", ["0000000   h   u   n   t   e   r", "0000006"]],
      ["cat -A", ["hunter"]],
    ] as const
  ).map(([filter, lines]) =>
    sound(
      `a password without anything behind it, as ${filter} shows`,
      [refused, dumped(filter, ...lines), deployment()],
      "wrong-credentials",
    ),
  ),
  sound(
    "a password that is only wrong",
    [refused, secret(base64("hunter-2026-long")), deployment()],
    "wrong-credentials",
  ),
  sound(
    "a flaw in a Secret that the container does not use",
    [
      refused,
      secret(base64("hunter-2026\n")),
      deployment(from("password", "DB_PASSWORD").replace("orders-db", "other")),
    ],
    "wrong-credentials",
  ),
  flawed(
    "a host whose line break the log quotes",
    [logged('ERROR dial tcp: lookup "ledger\\n": no such host'), services, deployment()],
    "name-not-resolved",
    /^The value "ledger" that Pod shop\/orders-5d8c7b9f4-zx2lp works with ends in a newline/,
  ),
  flawed(
    "a host whose line break breaks the line of the log",
    [
      logged(
        'psycopg2.OperationalError: could not translate host name "ledger',
        '" to address: Name or service not known',
      ),
      services,
      secret(base64("hunter-2026"), base64("ledger\n")),
      deployment(),
    ],
    "name-not-resolved",
    /^The value of host in Secret shop\/orders-db ends in a newline/,
  ),
  flawed(
    "a token that makes a header invalid",
    [
      logged('ERROR Post "https://api.vendor.example/v1": net/http: invalid header field value for "Authorization"'),
      secret(base64("abcdef123456\n")),
      deployment(from("password", "API_TOKEN")),
    ],
    "malformed-value",
    /^The value of password in Secret shop\/orders-db ends in a newline/,
  ),
  flawed(
    "a host in quotes in a ConfigMap",
    [
      logged('ERROR dial tcp: lookup \\"ledger\\" on 10.96.0.10:53: no such host'),
      services,
      [
        "get cm orders-conf -n shop -o yaml",
        "apiVersion: v1\ndata:\n  DB_HOST: '\"ledger\"'\nkind: ConfigMap\nmetadata:\n  name: orders-conf\n  namespace: shop\n",
      ],
      [
        "get deploy orders -n shop -o yaml",
        workloadYaml("orders", "shop", {
          container:
            "- image: registry.example.com/orders:1\n  name: orders\n  envFrom:\n  - configMapRef:\n      name: orders-conf",
        }),
      ],
    ],
    "name-not-resolved",
    /^The value of DB_HOST in ConfigMap shop\/orders-conf stands in quotes/,
  ),
  flawed(
    "a host that is base64",
    [
      logged(`ERROR dial tcp: lookup ${base64("ledger.shop.svc")} on 10.96.0.10:53: no such host`),
      services,
      deployment(),
    ],
    "service-name-unknown",
    /is base64 once more/,
  ),
  sound(
    "a host that the program itself puts in quotes",
    [logged("ERROR dns lookup 'ledger-primary' failed: NXDOMAIN"), deployment()],
    "name-not-resolved",
  ),
  sound(
    "a message that ends in a line break of its own",
    [logged('{"level":"error","msg":"getaddrinfo ENOTFOUND ledger-primary\\n"}'), deployment()],
    "name-not-resolved",
  ),
  sound(
    "a host that is only not known, in a log that quotes it",
    [logged("ERROR getaddrinfo ENOTFOUND ledger-primary"), deployment()],
    "name-not-resolved",
  ),
];
