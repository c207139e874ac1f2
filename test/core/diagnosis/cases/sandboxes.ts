import type { Case } from "../case.ts";
import { heldUpPod } from "../printed.ts";

/** Pods that get no sandbox: no address, no network, no runtime. */
export const sandboxCases: readonly Case[] = [
  {
    name: "no pod address left",
    outputs: heldUpPod(
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
    ),
    roots: ["pod-addresses-exhausted"],
  },
  {
    name: "a network plugin that fails",
    outputs: heldUpPod(
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized',
    ),
    roots: ["network-plugin-not-ready"],
    says: /network plugin "calico"/,
  },
  {
    name: "a runtime that the node lacks",
    outputs: heldUpPod(
      "FailedCreatePodSandBox",
      'Failed to create pod sandbox: rpc error: code = Unknown desc = no runtime for "gvisor" is configured',
    ),
    roots: ["runtime-class-missing"],
  },
  {
    name: "a sandbox that fails for another reason",
    outputs: heldUpPod(
      "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
    ),
    roots: ["pod-sandbox-failed"],
  },
];
