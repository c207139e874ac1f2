import type { Case } from "../case.ts";

/** Control planes of static pods that an edited file breaks, as the tools of a node tell of it. */
const refused: Case["outputs"][number] = [
  "get nodes",
  "The connection to the server 10.0.0.10:6443 was refused - did you specify the right host or port?\n",
];
const containers = (etcd: string): Case["outputs"][number] => [
  "$ sudo crictl ps -a",
  `CONTAINER           IMAGE               CREATED              STATE               ATTEMPT             NAME                      POD ID              POD
d41a9f0c77e3b       c2e17b8d0f4a3       38 seconds ago       Exited              11                  kube-apiserver            7d0f9c1be0a41       kube-apiserver-m1
11fa0c4c9ee01       a9e7e6b294baf       9 days ago           ${etcd.padEnd(21)}0                   etcd                      c5fd9ba23d0e6       etcd-m1
`,
];
const dial = (port: string): Case["outputs"][number] => [
  "$ crictl logs d41a9f0c77e3b",
  `W0317 06:10:03.112233       1 logging.go:55] [core] [Channel #1 SubChannel #4]grpc: addrConn.createTransport failed to connect to {Addr: "127.0.0.1:${port}", ServerName: "127.0.0.1:${port}", }. Err: connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:${port}: connect: connection refused"
F0317 06:12:23.611290       1 instance.go:226] Error creating leases: error creating storage factory: context deadline exceeded
`,
];
const served: Case["outputs"][number] = [
  "$ crictl logs --tail=3 11fa0c4c9ee01",
  '{"level":"info","ts":"2026-03-08T05:02:11.120133Z","caller":"embed/serve.go:210","msg":"serving client traffic securely","traffic":"grpc+http","address":"127.0.0.1:2379"}\n',
];
const manifest = (name: string, args: string, rest = ""): Case["outputs"][number] => [
  `$ cat /etc/kubernetes/manifests/${name}.yaml`,
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: kube-system\nspec:\n  containers:\n  - command:\n    - ${name}\n${args}    image: registry.k8s.io/${name}:1\n    name: ${name}\n${rest}`,
];
const mounted = (path: string): string => `    volumeMounts:\n    - mountPath: ${path}\n      name: data\n`;
const journal = (text: string): Case["outputs"][number] => [
  "$ journalctl -u kubelet -n 1",
  `Mar 18 07:12:01 m1 kubelet[812]: E0318 07:12:01.120331     812 ${text}\n`,
];
const kubelet = (path: string): Case["outputs"][number] => [
  "$ cat /var/lib/kubelet/config.yaml",
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncgroupDriver: systemd\nstaticPodPath: ${path}\n`,
];
const notReady: Case["outputs"][number] = [
  "get nodes",
  "NAME   STATUS     ROLES           AGE   VERSION\ncp     Ready      control-plane   20d   v1.31.2\nm1     NotReady   <none>          20d   v1.31.2\n",
];
const asks = (port: string): string =>
  `kubelet_node_status.go:107] "Unable to register node with API server" err="Post \\"https://10.0.0.10:${port}/api/v1/nodes\\": dial tcp 10.0.0.10:${port}: connect: connection refused" node="m1"`;

export const controlPlaneCases: readonly Case[] = [
  {
    name: "the API server looks for etcd at a port where it does not serve",
    outputs: [refused, containers("Running"), dial("2397"), served],
    roots: ["etcd-address-wrong"],
    symptoms: ["api-server-unreachable", "call-timed-out", "dependency-unreachable"],
    says: /kube-apiserver \(Pod kube-system\/kube-apiserver-m1\) looks for etcd at port 2397.*etcd serves its clients at port 2379/,
  },
  {
    name: "near miss: the port is right, and etcd itself has ended",
    outputs: [refused, containers("Exited"), dial("2379")],
    roots: ["call-timed-out", "dependency-unreachable"],
    symptoms: ["api-server-unreachable"],
  },
  {
    name: "two manifests that name different ports of etcd",
    outputs: [
      refused,
      manifest("kube-apiserver", "    - --etcd-servers=https://127.0.0.1:2380\n"),
      manifest("etcd", "    - --listen-client-urls=https://127.0.0.1:2379,https://10.0.0.10:2379\n"),
    ],
    roots: ["etcd-address-wrong"],
    symptoms: ["api-server-unreachable"],
    says: /port 2380, --etcd-servers=https:\/\/127\.0\.0\.1:2380, and etcd serves its clients at port 2379/,
  },
  {
    name: "an unknown flag, in the log of a container that only the runtime knows",
    outputs: [refused, containers("Running"), ["$ crictl logs d41a9", "Error: unknown flag: --authorization-modus\n"]],
    roots: ["invalid-configuration"],
    symptoms: ["api-server-unreachable"],
    says: /log of Pod kube-system\/kube-apiserver-m1 says that .*unknown flag: --authorization-modus/,
  },
  {
    name: "a container of docker",
    outputs: [
      refused,
      [
        "$ docker ps -a | grep kube-apiserver",
        '3c1fe5d2ab11   9dc6939e7c57   "kube-apiserver --ad…"   34 seconds ago   Exited (1) 33 seconds ago             k8s_kube-apiserver_kube-apiserver-m1_kube-system_0aa11bb22cc33dd44ee55ff667788990_9\n',
      ],
      [
        "$ docker logs 3c1fe5d2ab11",
        'E0318 07:10:03.011201       1 run.go:72] "command failed" err="open /etc/kubernetes/pki/etcd/ca-old.crt: no such file or directory"\n',
      ],
    ],
    roots: ["file-missing"],
    symptoms: ["api-server-unreachable"],
    says: /log of Pod kube-system\/kube-apiserver-m1/,
  },
  {
    name: "a manifest that is no YAML",
    outputs: [
      refused,
      journal(
        'file.go:187] "Could not process manifest file" err="/etc/kubernetes/manifests/kube-apiserver.yaml: couldn\'t parse as pod(yaml: line 17: did not find expected key), please check config file" path="/etc/kubernetes/manifests/kube-apiserver.yaml"',
      ),
    ],
    roots: ["static-manifest-unreadable"],
    symptoms: ["api-server-unreachable"],
    says: /manifest \/etc\/kubernetes\/manifests\/kube-apiserver\.yaml cannot be read \(yaml: line 17/,
  },
  {
    name: "a volume of a static pod that cannot be mounted, in the journal",
    outputs: [
      refused,
      journal(
        'nestedpendingoperations.go:348] Operation failed. Error: MountVolume.SetUp failed for volume "etcd-data" : hostPath type check failed: /var/lib/etcd-old is not a directory',
      ),
    ],
    roots: ["mount-failing-on-node"],
    symptoms: ["api-server-unreachable"],
    says: /MountVolume\.SetUp failed for volume "etcd-data" : hostPath type check failed: \/var\/lib\/etcd-old/,
  },
  {
    name: "etcd writes where nothing is mounted",
    outputs: [manifest("etcd", "    - --data-dir=/var/lib/etcd-restore\n", mounted("/var/lib/etcd"))],
    roots: ["static-manifest-wrong"],
    says: /--data-dir is \/var\/lib\/etcd-restore, and its manifest mounts \/var\/lib\/etcd only/,
  },
  {
    name: "near miss: etcd writes below what is mounted",
    outputs: [manifest("etcd", "    - --data-dir=/var/lib/etcd/data\n", mounted("/var/lib/etcd"))],
    roots: [],
  },
  {
    name: "a file that is not mounted",
    outputs: [
      manifest("kube-apiserver", "    - --client-ca-file=/etc/kubernetes/pkj/ca.crt\n", mounted("/etc/kubernetes/pki")),
    ],
    roots: ["static-manifest-wrong"],
    says: /--client-ca-file=\/etc\/kubernetes\/pkj\/ca\.crt names a file that its manifest does not mount/,
  },
  {
    name: "a probe at another port",
    outputs: [
      manifest(
        "kube-apiserver",
        "    - --secure-port=6443\n",
        "    livenessProbe:\n      httpGet:\n        path: /livez\n        port: 6444\n",
      ),
    ],
    roots: ["static-manifest-wrong"],
    says: /--secure-port=6443, and its liveness probe asks at port 6444/,
  },
  {
    name: "static pods are looked for in another folder",
    outputs: [refused, kubelet("/etc/kubernetes/manifest")],
    roots: ["static-pod-path-wrong"],
    symptoms: ["api-server-unreachable"],
  },
  {
    name: "near miss: the usual folder",
    outputs: [refused, kubelet("/etc/kubernetes/manifests")],
    roots: ["api-server-unreachable"],
  },
  {
    name: "the kubelet asks at another port than the API server's",
    outputs: [notReady, journal(asks("6553"))],
    roots: ["kubelet-asks-elsewhere"],
    symptoms: ["node-not-ready"],
    says: /asks the API server at 10\.0\.0\.10:6553 and is refused, while kubectl gets answers/,
  },
  {
    name: "near miss: the kubelet asks at the usual port and is refused",
    outputs: [notReady, journal(asks("6443"))],
    roots: ["kubelet-not-starting"],
    symptoms: ["node-not-ready"],
  },
];
