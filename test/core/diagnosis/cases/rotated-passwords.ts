import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const pods: Output = [
  "get pods -n zoo",
  "NAME                       READY   STATUS             RESTARTS      AGE\nkeeper-6c9f7b84c5-p2zrk    0/1     CrashLoopBackOff   5 (30s ago)   9m\n",
];
const refused: Output = [
  "logs keeper-6c9f7b84c5-p2zrk -n zoo",
  'connecting\nERROR pq: password authentication failed for user "keeper"\n',
];
const reads: Output = [
  "get deploy keeper -n zoo -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: keeper, namespace: zoo}
spec:
  template:
    spec:
      containers:
      - name: app
        image: zoo/keeper:3
        env:
        - {name: DB_HOST, value: animals-pg.stores.svc}
        - name: DB_PASSWORD
          valueFrom: {secretKeyRef: {name: keeper-db, key: password}}
`,
];
const rotated = (...lines: readonly string[]): Output => [
  "logs job/rotate-29409210 -n stores",
  `${["2026-03-17T03:00:01Z rotation started", ...lines].join("\n")}\n`,
];
const secrets = (namespace: string, ...rows: readonly string[]): Output => [
  `get secrets -n ${namespace}`,
  `NAME                  TYPE     DATA   AGE\n${rows.join("\n")}\n`,
];

/** Passwords that a rotation changed, and clients that read another Secret. */
export const rotatedPasswordCases: readonly Case[] = [
  {
    name: "a rotation that wrote the new password to a Secret that the client does not read",
    outputs: [
      pods,
      refused,
      reads,
      rotated(
        "changed password of role vet",
        "updated secret stores/vet-login",
        "changed password of role keeper",
        "updated secret stores/keeper-login",
        "changed password of role cook",
        "updated secret stores/cook-login",
      ),
    ],
    roots: ["password-rotated-elsewhere"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /^Deployment zoo\/keeper is refused as "keeper" because the password was changed by Job stores\/rotate-29409210, which wrote the new one to Secret stores\/keeper-login only; Deployment keeper reads Secret zoo\/keeper-db, which keeps the old one\.$/,
  },
  {
    name: "a rotation told in fields, beside the ages of the Secrets",
    outputs: [
      pods,
      refused,
      reads,
      rotated(
        '{"msg":"credentials rotated","user":"keeper"}',
        '{"msg":"secret updated","secret_name":"keeper-db","namespace":"stores"}',
      ),
      secrets("zoo", "keeper-db             Opaque   1      188d"),
    ],
    roots: ["password-rotated-elsewhere"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /to Secret stores\/keeper-db only; Deployment keeper reads Secret zoo\/keeper-db \(188d old\)/,
  },
  {
    name: "a Secret beside the store that is much newer than the one that is read",
    outputs: [
      pods,
      refused,
      reads,
      [
        "get svc -n stores",
        "NAME         TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE\nanimals-pg   ClusterIP   10.96.3.7    <none>        5432/TCP   190d\n",
      ],
      secrets("zoo", "keeper-db             Opaque   1      188d"),
      secrets("stores", "animals-keeper        Opaque   2      3h"),
    ],
    roots: ["password-rotated-elsewhere"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /because a new password for it is in Secret stores\/animals-keeper, as it seems, which was made 3h ago/,
  },
  {
    name: "near miss: the rotation wrote the Secret that is read",
    outputs: [pods, refused, reads, rotated("changed password of role keeper", "updated secret zoo/keeper-db")],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: the rotation wrote both, and one of them is much newer",
    outputs: [
      pods,
      refused,
      reads,
      rotated("rotating password of keeper", "ALTER ROLE", "secret/keeper-db patched", "updated secret zoo/keeper-db"),
      secrets("zoo", "keeper-db             Opaque   1      188d", "keeper-db-login       Opaque   1      3h"),
    ],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: the rotation changed another role",
    outputs: [
      pods,
      refused,
      reads,
      rotated("role keeper is not due", "changed password of role vet", "updated secret stores/vet-login"),
    ],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: a new Secret of the same application for something else",
    outputs: [
      pods,
      refused,
      reads,
      secrets("zoo", "keeper-db             Opaque   1      188d", "keeper-mail-api       Opaque   1      3h"),
    ],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
];
