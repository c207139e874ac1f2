import type { Output } from "../situations.ts";
import { nodes } from "./nodes.ts";
import type { Rows } from "./rows.ts";

/** Who may do what, and how to get a shell. */

const bindings: Output = [
  "kubectl get rolebindings,clusterrolebindings -n books -o wide",
  `NAMESPACE   NAME                                            ROLE               AGE   USERS   GROUPS    SERVICEACCOUNTS
books       rolebinding.rbac.authorization.k8s.io/cleanup   Role/cleaner       90d   ann               books/janitor
books       rolebinding.rbac.authorization.k8s.io/look      ClusterRole/view   90d           readers   

NAMESPACE   NAME                                                      ROLE                        AGE   USERS   GROUPS           SERVICEACCOUNTS
            clusterrolebinding.rbac.authorization.k8s.io/admins       ClusterRole/cluster-admin   90d           system:masters   
`,
];
const everywhere: Output = [bindings[0].replace("-n books", "-A"), bindings[1]];
const clusterRoles: Output = [
  "kubectl get clusterroles -o yaml",
  `apiVersion: v1
items:
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: cluster-admin
  rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: view
  rules:
  - apiGroups: [""]
    resources: ["pods", "configmaps"]
    verbs: ["get", "list"]
kind: List
`,
];
const roles = (place: string): Output => [
  `kubectl get roles ${place} -o yaml`,
  `apiVersion: v1
items:
- apiVersion: rbac.authorization.k8s.io/v1
  kind: Role
  metadata:
    name: cleaner
    namespace: books
  rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["delete", "list"]
kind: List
`,
];
const here: readonly Output[] = [bindings, clusterRoles, roles("-n books")];
const whole: readonly Output[] = [everywhere, clusterRoles, roles("-A")];
const containers = "Pod\tdata\tdb-0\tRunning true\tdb=\tsidecar=\nPod\tshop\tweb-2\tRunning false\tapp=\n";

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["how do I get a shell in db-0?", [[/get pods/, containers], [/get nodes/, nodes]], /^Run this yourself.*`kubectl exec -it db-0 -n data -c db -- sh`.*sidecar/],
  ["how do I get a shell in web?", [[/get pods/, containers], [/get nodes/, nodes]], /^No container of web is ready.*kubectl debug -it web-2 -n shop/],
  ["can I exec into db-0?", [[/can-i/, "no\n"], [/whoami/, "ATTRIBUTE   VALUE\nUsername    dev\n"]], /^No: this client \(dev\) may not create pods\/exec/],
];

export const accessRows: Rows = {
  told: [
    [
      "who can delete pods in books?",
      here,
      /^User ann, ServiceAccount books\/janitor and Group system:masters may delete pods in books\./,
    ],
    ["who can read configmaps in books", here, /^Group readers and Group system:masters may get configmaps/],
    [
      "who can delete pods in books?",
      [
        bindings,
        clusterRoles,
        ["kubectl get roles -n books -o yaml", "", "Error from server (Forbidden): roles is forbidden\n"],
      ],
      /^Group system:masters may delete pods in books\. Not read, so not counted: Role cleaner/,
    ],
    [
      "which service accounts can delete deployments in books",
      here,
      /^No ServiceAccount, but Group system:masters may delete deployments/,
    ],
    ["is anybody cluster-admin", [everywhere, clusterRoles], /^Yes: Group system:masters holds cluster-admin/],
    [
      "may the service account janitor delete pods in books",
      whole,
      /^Yes: ServiceAccount books\/janitor may delete pods in books, by Role cleaner/,
    ],
    [
      "may the service account janitor read secrets in books",
      whole,
      /^No: ServiceAccount books\/janitor may not get secrets in books/,
    ],
    [
      "may the service account janitor read secrets in books",
      [
        everywhere,
        clusterRoles,
        ["kubectl get roles -A -o yaml", "", "Error from server (Forbidden): roles is forbidden\n"],
      ],
      /^What was read does not show whether ServiceAccount books\/janitor may get secrets/,
    ],
    ["what may user ann do", whole, /^User ann holds one role, in books: Role cleaner\..*delete, list on pods/s],
    ["who can exec into pods in books", here, /^Group system:masters may create pods\/exec in books/],
    ["who has access to configmaps in books", here, /^Group readers and Group system:masters may get configmaps/],
  ],
  reads: [
    ["who can delete pods in books?", [], [bindings[0], clusterRoles[0], "kubectl get roles -n books -o yaml"]],
    [
      "can I delete the namespace preview?",
      [],
      ["kubectl auth can-i delete namespaces/preview", "kubectl auth whoami"],
    ],
    [
      "may the service account janitor read secrets in books",
      whole.slice(0, 2),
      [
        "kubectl auth can-i get secrets --as=system:serviceaccount:books:janitor -n books",
        "kubectl get roles -A -o yaml",
      ],
    ],
  ],
  looked,
};
