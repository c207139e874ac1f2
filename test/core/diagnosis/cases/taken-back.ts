import type { Case } from "../case.ts";
import { eventRows, rows, workloadYaml } from "../manifests.ts";

const workload = (replicas: number, ...meta: readonly string[]): Case["outputs"][number] => [
  "get deploy radio -n media -o yaml",
  workloadYaml("radio", "media", {
    meta: meta.join("\n"),
    spec: `replicas: ${replicas}`,
    container: "- name: app\n  image: registry.example.com/radio:7",
    status: `replicas: ${replicas}\nreadyReplicas: ${replicas}\navailableReplicas: ${replicas}\nupdatedReplicas: ${replicas}`,
  }),
];
const tracked = ["annotations:", "  argocd.argoproj.io/tracking-id: radio-prod:apps/Deployment:media/radio"];
const applied = [
  "labels:",
  "  kustomize.toolkit.fluxcd.io/name: media",
  "  kustomize.toolkit.fluxcd.io/namespace: flux-system",
];

const scaled = (...messages: readonly string[]): Case["outputs"][number] => [
  "get events -n media",
  eventRows(...messages.map((one) => ["Normal", "ScalingReplicaSet", "deployment/radio", one] as const)),
];
const upAndDown = scaled(
  "Scaled up replica set radio-6d4b75cb6d from 3 to 12",
  "Scaled down replica set radio-6d4b75cb6d from 12 to 3",
);

const application = (heals: boolean): Case["outputs"][number] => [
  "get applications -n argocd -o yaml",
  `apiVersion: v1
items:
- apiVersion: argoproj.io/v1alpha1
  kind: Application
  metadata:
    name: radio-prod
    namespace: argocd
  spec:
    destination:
      namespace: media
    source:
      path: radio/prod
      repoURL: https://git.example.com/radio.git
    syncPolicy:
      automated:
        selfHeal: ${heals}
kind: List
`,
];
const kustomization = (suspend: boolean): Case["outputs"][number] => [
  "get kustomization media -n flux-system -o yaml",
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: media
  namespace: flux-system
spec:
  interval: 2m
  path: ./media
  suspend: ${suspend}
`,
];
const autoscaler: Case["outputs"][number] = [
  "get hpa -n media",
  rows(
    "NAME    REFERENCE          TARGETS        MINPODS   MAXPODS   REPLICAS   AGE",
    "radio   Deployment/radio   cpu: 20%/70%   3         12        3          40d",
  ),
];

const root = ["change-taken-back-by-delivery"];

/** Changes by hand that a delivery tool takes back, and sizes that change for another reason. */
export const takenBackCases: readonly Case[] = [
  {
    name: "replicas that Argo CD sets back",
    outputs: [workload(3, ...tracked), upAndDown, application(true)],
    roots: root,
    says: /Argo CD takes back what is changed by hand at Deployment media\/radio: Application argocd\/radio-prod syncs automatically with selfHeal: true .* from 3 to 12 replicas and back to 3/,
  },
  {
    name: "replicas that Flux sets back after somebody scaled to zero, in the words of an older Kubernetes",
    outputs: [
      workload(3, ...applied),
      scaled(
        "Scaled down replica set radio-6d4b75cb6d to 0 from 3",
        "Scaled up replica set radio-6d4b75cb6d to 3 from 0",
      ),
      kustomization(false),
    ],
    roots: root,
    says: /Kustomization flux-system\/media applies what git says again at each reconciliation \(every 2m\)/,
  },
  {
    name: "replicas that are set back, while what keeps them was not shown",
    outputs: [workload(3, ...tracked), upAndDown],
    roots: root,
    says: /it is kept by Argo CD \(radio-prod\)/,
    suggests: "kubectl get applications.argoproj.io -A -o yaml",
  },
  {
    name: "near miss: an Application that does not heal",
    outputs: [workload(3, ...tracked), upAndDown, application(false)],
    roots: [],
  },
  {
    name: "near miss: a Kustomization that is suspended",
    outputs: [workload(3, ...applied), upAndDown, kustomization(true)],
    roots: [],
  },
  {
    name: "near miss: an autoscaler that scales up and down",
    outputs: [workload(3, ...tracked), upAndDown, application(true), autoscaler],
    roots: [],
  },
  {
    name: "near miss: replicas that stay as they were set",
    outputs: [
      workload(12, ...tracked),
      scaled("Scaled up replica set radio-6d4b75cb6d from 3 to 12"),
      application(true),
    ],
    roots: [],
  },
];
