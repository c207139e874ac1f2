import type { Case } from "../case.ts";
import { describeCommand, describedPod, waiting } from "../printed.ts";

const starts = (
  reason: string,
  message: string,
  more: Partial<Parameters<typeof describedPod>[0]> = {},
): Case["outputs"] => [
  [
    describeCommand,
    describedPod({
      state: waiting(reason),
      events: [["Warning", "Failed", "12s (x6 over 70s)", "kubelet", `Error: ${message}`]],
      ...more,
    }),
  ],
];

const runc = (message: string): string =>
  `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${message}`;

/** Containers that are not created or whose program cannot be run. */
export const containerStartCases: readonly Case[] = [
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
        describeCommand,
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
];
