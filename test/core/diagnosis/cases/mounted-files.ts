import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const crash: Output = [
  "get pods -n shop",
  "NAME                   READY   STATUS             RESTARTS      AGE\nweb-6d4b75cb6d-x2k4p   0/1     CrashLoopBackOff   5 (30s ago)   9m\n",
];
const said = (line: string): Output => ["logs web-6d4b75cb6d-x2k4p -n shop", `starting web 2.1\n${line}\n`];
const missing = (path: string): Output => said(`panic: open ${path}: no such file or directory`);

const mounting = (start: string, mount: string, volume: string): Output => [
  "get deploy web -n shop -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
      - name: app
        image: shop/web:3
        ${start}
        volumeMounts:
        - ${mount}
      volumes:
      - ${volume}
`,
];
const map = (...keys: readonly string[]): Output => [
  "get cm web-files -n shop -o yaml",
  `apiVersion: v1
kind: ConfigMap
metadata: {name: web-files, namespace: shop}
data:
${keys.map((key) => `  ${key}: "a: 1"\n`).join("")}`,
];
const args = 'args: ["--config", "/etc/web/app.yaml"]';
const mount = "{name: files, mountPath: /etc/web}";
const volume = "{name: files, configMap: {name: web-files}}";
const isAbsent = { roots: ["mounted-file-absent"] };

/** Files below the mount of a ConfigMap or Secret that are none of its keys. */
export const mountedFileCases: readonly Case[] = [
  {
    name: "a file whose key has another ending",
    outputs: [crash, missing("/etc/web/app.yaml"), mounting(args, mount, volume), map("app.yml", "rules.yaml")],
    ...isAbsent,
    symptoms: ["crash-loop"],
    says: /does not find \/etc\/web\/app\.yaml \(it is started with --config \/etc\/web\/app\.yaml\) because ConfigMap web-files, mounted at \/etc\/web, has no key "app\.yaml", but "app\.yml"\.$/,
  },
  {
    name: "a file of a Secret that a variable names, among keys that are called otherwise",
    outputs: [
      crash,
      said("Error: ENOENT: no such file or directory, open '/keys/signing.pem'"),
      mounting(
        "env: [{name: SIGNING_KEY, value: /keys/signing.pem}]",
        "{name: keys, mountPath: /keys}",
        "{name: keys, secret: {secretName: web-keys}}",
      ),
      [
        "describe secret web-keys -n shop",
        "Name:         web-keys\nNamespace:    shop\n\nType:  Opaque\n\nData\n====\ntls.crt:  1139 bytes\ntls.key:  1704 bytes\n",
      ],
    ],
    ...isAbsent,
    symptoms: ["crash-loop"],
    says: /\(SIGNING_KEY is set to it\) because Secret web-keys, mounted at \/keys, has no key "signing\.pem", only tls\.crt, tls\.key\.$/,
  },
  {
    name: "a file that items leave out, where no log is shown",
    outputs: [
      crash,
      mounting(args, mount, "{name: files, configMap: {name: web-files, items: [{key: app.yaml, path: main.yaml}]}}"),
      map("app.yaml"),
    ],
    ...isAbsent,
    symptoms: ["crash-loop"],
    says: /has no key "app\.yaml", only main\.yaml/,
  },
  {
    name: "near miss: the key is there",
    outputs: [crash, missing("/etc/web/app.yaml"), mounting(args, mount, volume), map("app.yaml")],
    roots: ["invalid-configuration"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: the file lies elsewhere",
    outputs: [crash, missing("/var/lib/web/app.yaml"), mounting(args, mount, volume), map("app.yaml")],
    roots: ["invalid-configuration"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: the keys are not shown",
    outputs: [
      crash,
      missing("/etc/web/app.yaml"),
      mounting("args: []", mount, volume),
      ["get cm -n shop", "NAME        DATA   AGE\nweb-files   2      9d\n"],
    ],
    roots: ["invalid-configuration"],
    symptoms: ["crash-loop"],
  },
  {
    name: "near miss: a file that may be absent",
    outputs: [
      crash,
      said("warning: /etc/web/extra.yaml not found, using defaults\nERROR: database is down"),
      mounting("args: []", mount, volume),
      map("app.yaml"),
    ],
    roots: ["application-error"],
    symptoms: ["crash-loop"],
  },
];
