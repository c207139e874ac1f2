import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const external = (ready: string, refreshed: string): Output => [
  "kubectl get externalsecret ftp-login -n depot -o yaml",
  `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ftp-login
  namespace: depot
spec:
  refreshInterval: 15m0s
  target:
    name: ftp-login
status:
  conditions:
  - message: secret synced
    reason: SecretSynced
    status: "${ready}"
    type: Ready
  refreshTime: "${refreshed}"
`,
];
const secret: Output = [
  "kubectl get secret -n depot",
  "NAME        TYPE     DATA   AGE\nftp-login   Opaque   2      311d\n",
];
const clock: Output = ["kubectl exec -n depot ftp-0 -- date -u", "Thu Oct  2 09:20:00 UTC 2025\n"];
const ftp = (text: string): Output => ["kubectl logs -n depot ftp-0 --tail=3", text];
const synced = "synced-secret-keeps-its-age";

const limits = (time: string): Output => [
  "kubectl get cm limits -n depot -o yaml --show-managed-fields",
  `apiVersion: v1
kind: ConfigMap
metadata:
  creationTimestamp: "2024-11-25T09:00:00Z"
  managedFields:
  - apiVersion: v1
    manager: kubectl-client-side-apply
    operation: Update
    time: "${time}"
  name: limits
  namespace: depot
`,
];
const cms: Output = ["kubectl get cm -n depot", "NAME     DATA   AGE\nlimits   4      311d\n"];
const changed = "content-is-younger-than-age";

const accounts: Output = [
  "kubectl get sa -n build",
  "NAME       SECRETS   AGE\ndefault    0         12d\nsigner     0         12d\n",
];
const nodes = (version: string): Output => [
  "kubectl get nodes",
  `NAME   STATUS   ROLES    AGE   VERSION\nn1     Ready    <none>   80d   ${version}\n`,
];
const canI = (answer: string): Output => [
  "kubectl auth can-i create pods -n build --as=system:serviceaccount:build:signer",
  `${answer}\n`,
];
const tokens = "service-account-without-token-secret";

export const misreadAges: readonly Row[] = [
  {
    code: synced,
    name: "refreshed by its status",
    question: "we changed the ftp password, but secret ftp-login is 311d old. Why is it not updated?",
    outputs: [secret, external("True", "2025-10-02T09:10:00Z"), clock, ftp("login ok user=depot\n")],
    says: /ftp-login is synced .*AGE 311d counts from the creation/,
  },
  {
    code: synced,
    name: "not refreshed for a day",
    question: "we changed the ftp password, but secret ftp-login is 311d old. Why is it not updated?",
    outputs: [secret, external("True", "2025-10-01T06:10:00Z"), clock],
  },
  {
    code: synced,
    name: "the login is refused",
    question: "we changed the ftp password, but secret ftp-login is 311d old. Why is it not updated?",
    outputs: [
      secret,
      external("True", "2025-10-02T09:10:00Z"),
      clock,
      ftp("530 login failed: authentication failed\n"),
    ],
  },
  {
    code: changed,
    name: "applied this morning",
    question: "configmap limits in depot is 311 days old, did my apply of today not go through?",
    outputs: [cms, limits("2025-10-02T08:55:10Z"), clock],
    says: /limits was changed at 2025-10-02T08:55:10Z by kubectl-client-side-apply/,
  },
  {
    code: changed,
    name: "changed months ago",
    question: "configmap limits in depot is 311 days old, did my apply of today not go through?",
    outputs: [cms, limits("2025-07-11T08:55:10Z"), clock],
  },
  {
    code: tokens,
    name: "a new version and an allowed access",
    question: "SECRETS is 0 for our service accounts, were the tokens of signer deleted?",
    outputs: [accounts, nodes("v1.30.4"), canI("yes")],
    says: /since Kubernetes 1\.24 no token Secrets/,
  },
  {
    code: tokens,
    name: "it may not",
    question: "SECRETS is 0 for our service accounts, were the tokens of signer deleted?",
    outputs: [accounts, nodes("v1.30.4"), canI("no")],
  },
];
