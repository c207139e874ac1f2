import type { Case } from "../case.ts";
import { describeCommand, describedPod, heldUpPod, running } from "../printed.ts";

/** Volumes that are not attached or not mounted. */
export const volumeMountCases: readonly Case[] = [
  {
    name: "a ConfigMap volume that does not exist",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.SetUp failed for volume "config" : configmap "web-config" not found',
    ),
    roots: ["missing-configmap"],
    says: /needs for a volume/,
  },
  {
    name: "a Secret volume that lacks a key",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.SetUp failed for volume "tls" : references non-existent secret key: tls.crt',
    ),
    roots: ["missing-secret-key"],
    says: /no key "tls.crt"/,
  },
  {
    name: "a volume that another node holds",
    outputs: heldUpPod(
      "FailedAttachVolume",
      'Multi-Attach error for volume "pvc-3f1a" Volume is already used by pod(s) web-6d4b75cb6d-old42',
    ),
    roots: ["volume-multi-attach"],
    says: /used by pod web-6d4b75cb6d-old42/,
  },
  {
    name: "a hostPath that is a file",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.SetUp failed for volume "host" : hostPath type check failed: /var/lib/web is not a directory',
    ),
    roots: ["host-path-wrong"],
    says: /hostPath \/var\/lib\/web is not a directory on node worker-1/,
  },
  {
    name: "a driver that the node lacks",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.MountDevice failed for volume "pvc-3f1a" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name csi.disk.example not found in the list of registered CSI drivers',
    ),
    roots: ["csi-driver-missing"],
    says: /CSI driver csi.disk.example/,
  },
  {
    name: "an NFS export that refuses",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.SetUp failed for volume "share" : mount failed: exit status 32 Mounting command: mount Output: mount.nfs: access denied by server while mounting 10.0.0.9:/srv',
    ),
    roots: ["network-volume-refused"],
    says: /the NFS export 10\.0\.0\.9:\/srv does not admit the node/,
  },
  {
    name: "a disk that refuses access",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.SetUp failed for volume "pvc-3f1a" : rpc error: code = PermissionDenied desc = no access to the key',
    ),
    roots: ["volume-permission-denied"],
  },
  {
    name: "a disk that cannot be attached",
    outputs: heldUpPod(
      "FailedAttachVolume",
      'AttachVolume.Attach failed for volume "pvc-3f1a" : rpc error: code = NotFound desc = disk vol-1 is gone',
    ),
    roots: ["volume-attach-failed"],
    says: /disk vol-1 is gone/,
  },
  {
    name: "a volume that fails for another reason",
    outputs: heldUpPod(
      "FailedMount",
      'MountVolume.SetUp failed for volume "data" : rpc error: code = Internal desc = no such token in the keyring',
    ),
    roots: ["volume-mount-failed"],
    says: /no such token in the keyring/,
  },
  {
    name: "volumes that the kubelet waits for",
    outputs: heldUpPod(
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
        describeCommand,
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
];
