import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { podSpecsOf } from "../../workloads/pod-specs.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";

type Sidecar = { readonly name: string; readonly index: number; readonly line: Line };

/** The first init container that is to go on beside the others (`restartPolicy: Always`). */
const sidecarOf = (view: ClusterView, pod: PodReading): Sidecar | undefined =>
  podSpecsOf(view, pod.ref).flatMap(({ spec, cite }): readonly Sidecar[] => {
    const inits = listAt(spec, "initContainers");
    const index = inits.findIndex((one) => textAt(one, "restartPolicy") === "Always");
    const name = textAt(inits[index], "name");
    return name === "" ? [] : [{ name, index, line: cite("initContainers", name, "restartPolicy") }];
  })[0];

type Kubelet = { readonly version: string; readonly minor: number; readonly line: Line };

const kubeletOf = (view: ClusterView, node: string): Kubelet | undefined => {
  const object = view.object({ kind: "Node", name: node });
  const version = textAt(object?.fields, "status", "nodeInfo", "kubeletVersion");
  const minor = Number(/^v?1\.(\d{1,3})\b/.exec(version)?.[1] ?? Number.NaN);
  if (object === undefined || Number.isNaN(minor)) return undefined;
  const line = object.printed.get("VERSION")?.line ?? object.cite("status", "nodeInfo", "kubeletVersion");
  return { version, minor, line };
};

/** It hangs in its init phase just at the sidecar, which runs and does not fail. */
const waitsAt = ({ status, containers, health }: PodReading, { name, index }: Sidecar): boolean => {
  if (health === "healthy" || health === "done") return false;
  const state = containers.find((one) => one.init && one.name === name);
  if (state?.waiting !== undefined || state?.terminated !== undefined) return false;
  const done = /^Init:(\d{1,3})\/\d/.exec(status)?.[1];
  return done === undefined ? /^PodInitializing$/.test(status) && state?.running === true : Number(done) === index;
};

const unsupported = defineRule(
  {
    code: "native-sidecar-unsupported",
    title: "Kubelet does not know native sidecars",
    about:
      "An init container with `restartPolicy: Always` is a sidecar that goes on beside the containers of the pod, from Kubernetes 1.29 on (in 1.28 only behind the feature gate SidecarContainers). An older kubelet takes it for an ordinary init container and waits for it to end, which it never does: the pod stays in its init phase on that node, while pods of the same workload run on newer nodes.",
    reads: ["Pod", "Deployment", "Node"],
    explains: ["init-container-waiting", "application-error", ...podSymptoms],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const sidecar = sidecarOf(view, pod);
      const kubelet = sidecar && kubeletOf(view, pod.node);
      if (sidecar === undefined || kubelet === undefined || kubelet.minor >= 29 || !waitsAt(pod, sidecar)) continue;
      const newer = newerTwin(view, pod);
      yield {
        object: pod.ref,
        confidence: kubelet.minor < 28 ? "confirmed" : "likely",
        summary: `${nameOf(pod.ref)} stays in its init phase because ${sidecar.name} is a native sidecar (init container with restartPolicy: Always), and the kubelet of its node ${pod.node} is ${kubelet.version}, which ${kubelet.minor < 28 ? "does not know native sidecars" : "has them switched off unless the feature gate SidecarContainers is set"} and waits for that init container to end${newer?.said ?? ""}.`,
        evidence: [sidecar.line, kubelet.line, pod.line, newer?.line],
        related: unique([...ownersOf(view, pod.ref), { kind: "Node", name: pod.node }]),
        fix: fixByHand(
          `Upgrade the kubelet of ${pod.node} to 1.29 or newer, or keep these pods off it (cordon it, or a node affinity for the newer nodes) and delete this pod; else make ${sidecar.name} an ordinary container.`,
          list("pods", pod.ref.namespace, "Shows whether its replacement runs, and where.", "-o", "wide"),
        ),
      };
    }
  },
);

/** A pod of the same workload that runs on a node whose kubelet knows sidecars. */
const newerTwin = (view: ClusterView, pod: PodReading): { readonly said: string; readonly line: Line } | undefined => {
  const workload = workloadOf(view, pod.ref);
  for (const twin of podsOf(view)) {
    if (twin.health !== "healthy" || twin.ref.namespace !== pod.ref.namespace) continue;
    const kubelet = kubeletOf(view, twin.node);
    if (workloadOf(view, twin.ref).name === workload.name && kubelet !== undefined && kubelet.minor >= 29)
      return { said: `; ${nameOf(twin.ref)} runs on ${twin.node} with ${kubelet.version}`, line: kubelet.line };
  }
  return undefined;
};

/** Sidecars that the node takes for init containers. */
export const nativeSidecarRules: readonly Rule[] = [unsupported];
