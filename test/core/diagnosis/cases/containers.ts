import type { Case } from "../case.ts";
import { crashed, describedPod, lastEnd, type PrintedEvent, running, terminated, waiting } from "../printed.ts";

const describe = "describe pod web-6d4b75cb6d-x2k4p -n shop";

const starts = (
  reason: string,
  message: string,
  more: Partial<Parameters<typeof describedPod>[0]> = {},
): Case["outputs"] => [
  [
    describe,
    describedPod({
      state: waiting(reason),
      events: [["Warning", "Failed", "12s (x6 over 70s)", "kubelet", `Error: ${message}`]],
      ...more,
    }),
  ],
];

const runc = (message: string): string =>
  `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${message}`;

const mounts = (reason: string, message: string): Case["outputs"] => [
  [
    describe,
    describedPod({
      state: waiting("ContainerCreating"),
      events: [["Warning", reason, "9s (x8 over 73s)", "kubelet", message]],
    }),
  ],
];

export const containerCases: readonly Case[] = [
  {
    name: "a ConfigMap that does not exist",
    outputs: starts("CreateContainerConfigError", 'configmap "web-config" not found'),
    roots: ["missing-configmap"],
    says: /ConfigMap "web-config", which it needs for its environment, does not exist in namespace shop \(container app\)/,
  },
  {
    name: "a ConfigMap that is spelt differently",
    outputs: [
      ...starts("CreateContainerConfigError", 'configmap "billing-config" not found'),
      [
        "get configmaps -n shop",
        "NAME                 DATA   AGE\nkube-root-ca.crt     1      9d\nbilling-settings     3      9d\n",
      ],
    ],
    roots: ["missing-configmap"],
    says: /there is one named "billing-settings"/,
  },
  {
    name: "a Secret that does not exist",
    outputs: starts("CreateContainerConfigError", 'secret "web-db" not found'),
    roots: ["missing-secret"],
    says: /Secret "web-db"/,
  },
  {
    name: "a key that the Secret lacks",
    outputs: starts("CreateContainerConfigError", "couldn't find key password in Secret shop/web-db"),
    roots: ["missing-secret-key"],
    says: /Secret shop\/web-db has no key "password"/,
    suggests: "kubectl describe secret web-db -n shop",
  },
  {
    name: "a key that the ConfigMap lacks",
    outputs: starts("CreateContainerConfigError", "couldn't find key mode in ConfigMap shop/web-config"),
    roots: ["missing-configmap-key"],
  },
  {
    name: "a ConfigMap volume that does not exist",
    outputs: mounts("FailedMount", 'MountVolume.SetUp failed for volume "config" : configmap "web-config" not found'),
    roots: ["missing-configmap"],
    says: /needs for a volume/,
  },
  {
    name: "a Secret volume that lacks a key",
    outputs: mounts(
      "FailedMount",
      'MountVolume.SetUp failed for volume "tls" : references non-existent secret key: tls.crt',
    ),
    roots: ["missing-secret-key"],
    says: /no key "tls.crt"/,
  },
  {
    name: "an image that runs as root",
    outputs: starts(
      "CreateContainerConfigError",
      "container has runAsNonRoot and image will run as root (pod: x, container: app)",
    ),
    roots: ["run-as-root-refused"],
  },
  {
    name: "an image with a user in words",
    outputs: starts(
      "CreateContainerConfigError",
      "container has runAsNonRoot and image has non-numeric user (node), cannot verify user is non-root",
    ),
    roots: ["run-as-root-refused"],
    says: /names its user "node" in words/,
  },
  {
    name: "a program for another processor",
    outputs: starts("RunContainerError", runc('exec: "/app/web": exec format error: unknown')),
    roots: ["wrong-architecture"],
  },
  {
    name: "a command that is no file of the image",
    outputs: starts("RunContainerError", runc('exec: "wbe-server": executable file not found in $PATH: unknown')),
    roots: ["command-not-found"],
    says: /its command "wbe-server" does not exist in the image/,
  },
  {
    name: "a script without its interpreter",
    outputs: starts("RunContainerError", runc("exec /app/run.sh: stat /bin/bash: no such file or directory: unknown")),
    roots: ["command-not-found"],
  },
  {
    name: "a command that may not be executed",
    outputs: starts("RunContainerError", runc('exec: "/app/run.sh": permission denied: unknown')),
    roots: ["command-not-executable"],
  },
  {
    name: "a file mounted over a directory",
    outputs: starts(
      "RunContainerError",
      runc(
        'error during container init: error mounting "/var/lib/kubelet/pods/1/volume-subpaths/config/app/0" to rootfs at "/etc/web": create mountpoint: not a directory: unknown',
      ),
    ),
    roots: ["subpath-not-mountable"],
    says: /cannot be mounted at "\/etc\/web"/,
  },
  {
    name: "a memory limit without its unit",
    outputs: starts("RunContainerError", runc("container init was OOM-killed (memory limit too low?): unknown")),
    roots: ["memory-limit-too-low"],
  },
  {
    name: "a seccomp profile that the node lacks",
    outputs: starts(
      "CreateContainerError",
      'failed to create containerd container: cannot load seccomp profile "/var/lib/kubelet/seccomp/web.json": open /var/lib/kubelet/seccomp/web.json: no such file or directory',
    ),
    roots: ["security-profile-missing"],
  },
  {
    name: "a postStart hook that fails",
    outputs: [
      [
        describe,
        describedPod({
          state: waiting("PostStartHookError"),
          events: [["Warning", "FailedPostStartHook", "12s", "kubelet", "PostStartHook failed"]],
        }),
      ],
    ],
    roots: ["post-start-hook-failing"],
  },
  {
    name: "a container that is not created for another reason",
    outputs: starts("CreateContainerError", "failed to reserve container name app_web: name is reserved"),
    roots: ["container-not-created"],
    says: /failed to reserve container name/,
  },
  {
    name: "a volume that another node holds",
    outputs: mounts(
      "FailedAttachVolume",
      'Multi-Attach error for volume "pvc-3f1a" Volume is already used by pod(s) web-6d4b75cb6d-old42',
    ),
    roots: ["volume-multi-attach"],
    says: /used by pod web-6d4b75cb6d-old42/,
  },
  {
    name: "a hostPath that is a file",
    outputs: mounts(
      "FailedMount",
      'MountVolume.SetUp failed for volume "host" : hostPath type check failed: /var/lib/web is not a directory',
    ),
    roots: ["host-path-wrong"],
    says: /hostPath \/var\/lib\/web is not a directory on node worker-1/,
  },
  {
    name: "a driver that the node lacks",
    outputs: mounts(
      "FailedMount",
      'MountVolume.MountDevice failed for volume "pvc-3f1a" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name csi.disk.example not found in the list of registered CSI drivers',
    ),
    roots: ["csi-driver-missing"],
    says: /CSI driver csi.disk.example/,
  },
  {
    name: "an NFS export that refuses",
    outputs: mounts(
      "FailedMount",
      'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32 Mounting command: mount Output: mount.nfs: access denied by server while mounting 10.0.0.9:/srv',
    ),
    roots: ["network-volume-refused"],
    says: /the NFS export 10\.0\.0\.9:\/srv does not admit the node/,
  },
  {
    name: "a disk that refuses access",
    outputs: mounts(
      "FailedMount",
      'MountVolume.SetUp failed for volume "pvc-3f1a" : rpc error: code = PermissionDenied desc = no access to the key',
    ),
    roots: ["volume-permission-denied"],
  },
  {
    name: "a disk that cannot be attached",
    outputs: mounts(
      "FailedAttachVolume",
      'AttachVolume.Attach failed for volume "pvc-3f1a" : rpc error: code = NotFound desc = disk vol-1 is gone',
    ),
    roots: ["volume-attach-failed"],
    says: /disk vol-1 is gone/,
  },
  {
    name: "a volume that fails for another reason",
    outputs: mounts(
      "FailedMount",
      'MountVolume.SetUp failed for volume "data" : rpc error: code = Internal desc = no such token in the keyring',
    ),
    roots: ["volume-mount-failed"],
    says: /no such token in the keyring/,
  },
  {
    name: "volumes that the kubelet waits for",
    outputs: mounts(
      "FailedMount",
      "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data kube-api-access-x]: timed out waiting for the condition",
    ),
    roots: ["volume-mount-timeout"],
    says: /volume "data"/,
  },
  {
    name: "a mount that worked in the end is no fault",
    outputs: [
      [
        describe,
        describedPod({
          status: "Running",
          ready: true,
          state: running,
          events: [
            [
              "Warning",
              "FailedMount",
              "19m",
              "kubelet",
              'MountVolume.SetUp failed for volume "config" : configmap "web-config" not found',
            ],
          ],
        }),
      ],
    ],
    roots: [],
  },
  {
    name: "no pod address left",
    outputs: mounts(
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
    ),
    roots: ["pod-addresses-exhausted"],
  },
  {
    name: "a network plugin that fails",
    outputs: mounts(
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized',
    ),
    roots: ["network-plugin-not-ready"],
    says: /network plugin "calico"/,
  },
  {
    name: "a runtime that the node lacks",
    outputs: mounts(
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = no runtime for "gvisor" is configured',
    ),
    roots: ["runtime-class-missing"],
  },
  {
    name: "a sandbox that fails for another reason",
    outputs: mounts(
      "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
    ),
    roots: ["pod-sandbox-failed"],
  },
  {
    name: "killed for its memory limit",
    outputs: [
      [
        describe,
        describedPod({
          status: "Running",
          state: crashed("OOMKilled", 137),
          restarts: 7,
          rest: "    Limits:\n      memory:  128Mi\n    Requests:\n      memory:  128Mi\n",
          events: backOff("Warning"),
        }),
      ],
    ],
    roots: ["oom-killed"],
    says: /OOMKilled \(exit code 137\): it used more memory than its memory limit of 128Mi \(7 restarts\)/,
    suggests: "kubectl set resources deployment/web -n shop -c app --limits=memory=256Mi",
  },
  {
    name: "killed by a signal, not for memory",
    outputs: [[describe, describedPod({ status: "Running", state: crashed("Error", 137), restarts: 3 })]],
    roots: ["container-killed"],
    says: /exit code 137 \(SIGKILL\)/,
  },
  {
    name: "a segmentation fault",
    outputs: [[describe, describedPod({ status: "Running", state: crashed("Error", 139), restarts: 3 })]],
    roots: ["program-fault"],
    says: /SIGSEGV/,
  },
  {
    name: "a command that is done at once",
    outputs: [[describe, describedPod({ status: "Running", state: crashed("Completed", 0), restarts: 3 })]],
    roots: ["container-exits"],
    says: /does not stay in the foreground/,
  },
  {
    name: "a crash without its log",
    outputs: [[describe, describedPod({ status: "Running", state: crashed("Error", 1), restarts: 3 })]],
    roots: ["crash-loop"],
    says: /crashes again and again with exit code 1/,
    suggests: "kubectl logs web-6d4b75cb6d-x2k4p -n shop -c app --previous --tail=100",
  },
  {
    name: "an OOM kill long ago in a pod that is well is history",
    outputs: [
      [
        describe,
        describedPod({ status: "Running", ready: true, state: `${running}${lastEnd("OOMKilled", 137)}`, restarts: 6 }),
      ],
    ],
    roots: [],
    notes: ["oom-killed"],
  },
  {
    name: "a pod that is back from a crash for a moment",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS      AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   7 (21s ago)   11m\n",
      ],
    ],
    roots: ["frequent-restarts"],
  },
  {
    name: "many restarts long ago",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS       AGE\nweb-6d4b75cb6d-x2k4p   1/1     Running   14 (43d ago)   90d\n",
      ],
    ],
    roots: [],
    notes: ["frequent-restarts"],
  },
  {
    name: "an init container that fails",
    outputs: [
      [
        describe,
        describedPod({
          state: waiting("PodInitializing"),
          init: `Init Containers:\n  migrate:\n    Container ID:  containerd://1\n    Image:         registry.example.com/shop/migrate:3\n${crashed("Error", 1)}\n    Ready:          False\n    Restart Count:  9\n    Environment:    <none>\n    Mounts:         <none>\n`,
        }),
      ],
    ],
    roots: ["init-container-failing"],
    says: /Init container migrate of Pod shop\/web-6d4b75cb6d-x2k4p fails with exit code 1/,
  },
  {
    name: "an init container that does not finish",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS     RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Init:0/2   0          49m\n",
      ],
    ],
    roots: ["init-container-waiting"],
  },
  {
    name: "a pod of an unknown state still gets an honest answer",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Running   0          49m\n",
      ],
    ],
    roots: ["pod-not-ready"],
    says: /the evidence does not show why/,
    suggests: "kubectl describe pod web-6d4b75cb6d-x2k4p -n shop",
  },
  {
    name: "evicted for disk",
    outputs: [
      [
        describe,
        describedPod({
          status: "Failed",
          head: "Reason:           Evicted\nMessage:          The node was low on resource: ephemeral-storage. Container app was using 2150Mi, request is 0.\n",
          state: terminated("Error", 137),
        }),
      ],
    ],
    roots: ["pod-evicted"],
    says: /ephemeral-storage/,
  },
  {
    name: "an evicted pod that was replaced is a record",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Evicted   0          3d\nweb-6d4b75cb6d-zzzzz   1/1     Running   0          3d\n",
      ],
    ],
    roots: [],
    notes: ["pod-evicted"],
  },
  {
    name: "a pod whose deletion does not finish",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS        RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   1/1     Terminating   0          3d\n",
      ],
    ],
    roots: ["pod-terminating-stuck"],
  },
  ...["liveness", "readiness", "startup"].map(
    (kind): Case => ({
      name: `a ${kind} probe that is refused`,
      outputs: [
        [
          describe,
          describedPod({
            status: "Running",
            state: running,
            restarts: 0,
            rest: `    ${kind[0]!.toUpperCase()}${kind.slice(1)}:     http-get http://:9090/healthz delay=5s timeout=1s period=10s #success=1 #failure=3\n`,
            events: [
              [
                "Warning",
                "Unhealthy",
                "2s (x9 over 90s)",
                "kubelet",
                `${kind[0]!.toUpperCase()}${kind.slice(1)} probe failed: Get "http://10.244.1.17:9090/healthz": dial tcp 10.244.1.17:9090: connect: connection refused`,
              ],
            ],
          }),
        ],
      ],
      roots: [`${kind}-probe-failing`],
      says: /port 9090.*connection refused at 10.244.1.17:9090: nothing listens on the probed port/,
    }),
  ),
  {
    name: "a readiness probe that is answered 404",
    outputs: [
      [
        describe,
        describedPod({
          status: "Running",
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "2s (x9 over 90s)",
              "kubelet",
              "Readiness probe failed: HTTP probe failed with statuscode: 404",
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    says: /HTTP 404: the path does not exist/,
  },
  {
    name: "a readiness probe that times out",
    outputs: [
      [
        describe,
        describedPod({
          status: "Running",
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "2s (x9 over 90s)",
              "kubelet",
              'Readiness probe failed: Get "http://10.244.1.17:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    says: /time-out: no answer within the probe's timeoutSeconds/,
  },
  {
    name: "probe failures of the start are forgotten when the pod is ready",
    outputs: [
      [
        describe,
        describedPod({
          status: "Running",
          ready: true,
          state: running,
          events: [
            [
              "Warning",
              "Unhealthy",
              "19m (x2 over 20m)",
              "kubelet",
              "Readiness probe failed: HTTP probe failed with statuscode: 503",
            ],
          ],
        }),
      ],
    ],
    roots: [],
  },
];

function backOff(type: string): readonly PrintedEvent[] {
  return [
    [
      type,
      "BackOff",
      "4s (x31 over 9m)",
      "kubelet",
      "Back-off restarting failed container app in pod web-6d4b75cb6d-x2k4p_shop(1)",
    ],
  ];
}
