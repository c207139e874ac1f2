import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";
import { describeCommand, describedPod, podName, printedEvents, running } from "../printed.ts";
import { crashing, logged } from "./crash-loop-printed.ts";

const lacks = (name: string): Case["outputs"][number] =>
  logged("* Environment: production", `! Unable to load application: KeyError: key not found: "${name}"`);
const takes = (prefix: string): Case["outputs"][number] => [
  "get deploy web -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: app
        image: registry.example.com/shop/web:2
        envFrom:
        - secretRef:
            name: web-store
${prefix === "" ? "" : `          prefix: ${prefix}\n`}`,
];
const secret = (key: string): Case["outputs"][number] => [
  "describe secret web-store -n shop",
  rows("Name:         web-store", "Namespace:    shop", "", "Type:  Opaque", "", "Data", "====", `${key}:  61 bytes`),
];

const taking = (optional: string): Case["outputs"][number] => [
  describeCommand,
  describedPod({
    status: "Running",
    state: running,
    ready: true,
    rest: `    Environment Variables from:\n      web-settings  ConfigMap  Optional: ${optional}\n`,
  }),
];
const maps = (name: string): Case["outputs"][number] => [
  "get configmap -n shop",
  rows("NAME               DATA   AGE", "kube-root-ca.crt   1      204d", `${name.padEnd(19)}3      17m`),
];
const said = (line: string): Case["outputs"][number] => [
  `logs ${podName} -n shop`,
  rows("starting web 2.1", line, "ready"),
];

const claim = (capacity: string, ...events: Parameters<typeof printedEvents>[0]): Case["outputs"][number] => [
  "describe pvc data-store-0 -n shop",
  `Name:          data-store-0
Namespace:     shop
StorageClass:  fast
Status:        Bound
Volume:        pvc-6148bbf9
Capacity:      ${capacity}
Access Modes:  RWO
Used By:       store-0
${printedEvents(events)}`,
];
const refusal = (reason: string, age = "64s (x16 over 41m)"): Parameters<typeof printedEvents>[0][number] => [
  "Warning",
  "VolumeResizeFailed",
  age,
  "external-resizer",
  `resize volume "pvc-6148bbf9" by resizer "csi.example" failed: rpc error: code = Internal desc = ${reason}`,
];
const fullDisk: Case["outputs"][number] = [
  "logs store-0 -n shop",
  rows("ERROR could not extend file: No space left on device", "ERROR could not extend file: No space left on device"),
];

const inodes = (use: string): Case["outputs"][number] => [
  "exec -n shop store-0 -- df -i /data",
  rows(
    "Filesystem              Inodes      Used Available Use% Mounted on",
    `/dev/rbd3             19660800  ${use} /data`,
  ),
];

const secured: Case["outputs"][number] = [
  "describe ingress site -n shop",
  rows(
    "Name:             site",
    "Namespace:        shop",
    "Address:          203.0.113.40",
    "Ingress Class:    nginx",
    "TLS:",
    "  site-tls terminates site.example.com",
    "Rules:",
    "  Host              Path  Backends",
    "  ----              ----  --------",
    "  site.example.com",
    "                    /   web:80 (10.244.1.60:3000)",
    "Annotations:        <none>",
    "Events:             <none>",
  ),
];
const controller = (line: string): Case["outputs"][number] => [
  "logs -n ingress-nginx deploy/ingress-nginx-controller --tail=6",
  rows(`W1119 13:40:18.620114       7 controller.go:1509] ${line}`),
];
const listed = (namespace: string): Case["outputs"][number] => [
  "get secrets -A --field-selector type=kubernetes.io/tls",
  rows(
    "NAMESPACE   NAME       TYPE                DATA   AGE",
    `${namespace.padEnd(12)}site-tls   kubernetes.io/tls   2      77d`,
  ),
];

const twoPorts: Case["outputs"][number] = [
  "get svc web -n shop -o yaml",
  `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
  - name: plain
    port: 1883
    targetPort: mqtt
  - name: secure
    port: 8883
    targetPort: mqtts
  selector:
    app: web
`,
];
const served = (...ports: readonly string[]): Case["outputs"][number] => [
  "describe endpoints web -n shop",
  rows(
    "Name:         web",
    "Namespace:    shop",
    "Subsets:",
    "  Addresses:          10.233.88.40",
    "  NotReadyAddresses:  <none>",
    "  Ports:",
    "    Name  Port  Protocol",
    "    ----  ----  --------",
    ...ports,
    "",
    "Events:  <none>",
  ),
];

const denied = (session: string): Case["outputs"][number] => [
  `logs ${podName} -n shop`,
  rows(
    ...["1", "2", "3"].map(
      (number) =>
        `level=error op=${number} err="error writing object: AccessDenied: User: arn:aws:sts::411203345566:assumed-role/${session} is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::blocks/a because no identity-based policy allows it"`,
    ),
  ),
];
const account = (annotation: string): Case["outputs"][number] => [
  "get sa web -n shop -o yaml",
  `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n${annotation}  name: web\n  namespace: shop\n`,
];

/** Where settings, space and certificates should come from, and do not. */
export const sourceCases: readonly Case[] = [
  {
    name: "a variable that arrives with a prefix",
    outputs: [crashing, lacks("STORE_URL"), takes("APP_"), secret("STORE_URL")],
    roots: ["environment-prefixed"],
    symptoms: ["crash-loop"],
    says: /lacks environment variable STORE_URL .* Secret web-store with the prefix "APP_" \(envFrom\): STORE_URL is APP_STORE_URL/,
  },
  {
    name: "near miss: a variable that is missing, and no prefix",
    outputs: [crashing, lacks("STORE_URL"), takes(""), secret("STORE_USER")],
    roots: ["missing-environment"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: a prefix, and a Secret that has another variable",
    outputs: [crashing, lacks("STORE_URL"), takes("APP_"), secret("STORE_USER")],
    roots: ["missing-environment"],
    symptoms: ["crash-loop"],
  },
  {
    name: "an optional ConfigMap that is not there, and defaults in its place",
    outputs: [taking("true"), maps("web-setting"), said("no STORE_HOST given, using default 127.0.0.1:6379")],
    roots: ["optional-source-absent"],
    says: /takes its environment from ConfigMap "web-settings" as optional, which does not exist in namespace shop \(there is one named "web-setting"\): it was started without it, and uses defaults/,
  },
  {
    name: "near miss: an optional ConfigMap that is not there, and nothing misses it",
    outputs: [taking("true"), maps("other"), said("listening on :8080")],
    roots: [],
    notes: ["optional-source-absent"],
  },
  {
    name: "near miss: it is there",
    outputs: [taking("true"), maps("web-settings"), said("no STORE_HOST given, using default 127.0.0.1:6379")],
    roots: [],
  },
  {
    name: "a volume that may not be changed again so soon, and a disk that is full",
    outputs: [
      fullDisk,
      claim(
        "400Gi",
        refusal(
          "api error VolumeModificationRateExceeded: You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications.",
        ),
      ),
    ],
    roots: ["volume-expansion-failing"],
    symptoms: ["disk-full"],
    says: /data-store-0 is not expanded and keeps its 400Gi: VolumeModificationRateExceeded: You've reached the maximum modification rate/,
  },
  {
    name: "near miss: it was refused, and has been expanded since then",
    outputs: [
      fullDisk,
      claim("600Gi", refusal("in use", "50m"), [
        "Normal",
        "FileSystemResizeSuccessful",
        "20m",
        "kubelet",
        "MountVolume.NodeExpandVolume succeeded",
      ]),
    ],
    roots: ["disk-full"],
  },
  {
    name: "no inodes",
    outputs: [fullDisk, inodes("19660800         0 100%")],
    roots: ["inodes-exhausted"],
    symptoms: ["disk-full"],
    says: /The file system at \/data of Pod shop\/store-0 has no free inodes \(19660800 of 19660800 used, 100%\)/,
  },
  { name: "near miss: inodes enough", outputs: [fullDisk, inodes(" 860800  18800000   4%")], roots: ["disk-full"] },
  {
    name: "a TLS Secret that is in another namespace",
    outputs: [secured, listed("certs")],
    roots: ["ingress-certificate-missing"],
    says: /takes its certificate from Secret "site-tls", which does not exist in namespace shop \(it exists in namespace certs\)/,
  },
  {
    name: "a TLS Secret that the controller does not find",
    outputs: [
      secured,
      controller(
        'Error getting SSL certificate "shop/site-tls": local SSL certificate shop/site-tls was not found. Using default certificate',
      ),
    ],
    roots: ["ingress-certificate-missing"],
  },
  { name: "near miss: it is where it should be", outputs: [secured, listed("shop")], roots: [] },
  {
    name: "near miss: the controller misses that of another Ingress",
    outputs: [
      secured,
      controller('Error getting SSL certificate "shop/blog-tls": local SSL certificate shop/blog-tls was not found'),
    ],
    roots: [],
  },
  {
    name: "one port of two whose target port no container has",
    outputs: [twoPorts, served("    plain  1883  TCP")],
    roots: ["service-port-mismatch"],
    says: /web port 8883 gets no endpoints: its targetPort is the port name "mqtts", which no container port behind it has; its other ports have endpoints/,
  },
  {
    name: "near miss: both ports have endpoints",
    outputs: [twoPorts, served("    plain   1883  TCP", "    secure  8883  TCP")],
    roots: [],
  },
  {
    name: "a pod that calls the cloud with the role of its node",
    outputs: [denied("nodes-general/i-04c2be19f7a60d583"), account("")],
    roots: ["cloud-access-denied"],
    says: /\(not authorized to perform: s3:PutObject on resource: arn:aws:s3:::blocks\/a\).*; that is the role of its node \(nodes-general\), not one of its own: ServiceAccount web has no annotation eks\.amazonaws\.com\/role-arn/,
  },
  {
    name: "near miss: a pod that calls it with a role of its own",
    outputs: [
      denied("web-blocks/1763450000"),
      account("  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::411203345566:role/web-blocks\n"),
    ],
    roots: ["cloud-access-denied"],
    says: /^(?!.*role of its node)/,
  },
  {
    name: "a list that is forbidden, and a program that gives up waiting for it",
    outputs: [
      crashing,
      logged(
        'E0529 17:17:43.611988       1 reflector.go:158] "Unhandled Error" err="failed to list *v1.Ingress: ingresses is forbidden: User \\"system:serviceaccount:shop:web\\" cannot list resource \\"ingresses\\" in API group \\"networking.k8s.io\\" at the cluster scope"',
        'time="2025-05-29T17:18:43Z" level=fatal msg="failed to sync *v1.Ingress: context deadline exceeded"',
      ),
    ],
    roots: ["api-access-forbidden"],
    symptoms: ["call-timed-out", "crash-loop"],
  },
];
