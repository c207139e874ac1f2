import { ago, stamp } from "./clock.ts";
import { digest } from "./identity.ts";
import { controlPlane } from "./nodes.ts";
import { podTemplate } from "./pod-template.ts";
import { addPod } from "./pods.ts";
import type { Doc, World } from "./world.ts";

/** A static pod of the control plane, as its mirror in the API. */
export function addStaticPod(world: World, namespace: string, work: Doc): void {
  const node = world.find("Node", undefined, controlPlane)!;
  const hash = digest(work.name).slice(0, 32);
  const described = { ...work, selector: { component: work.name, tier: "control-plane" }, hostNetwork: true, priority: "system-node-critical", tolerations: [{ effect: "NoExecute", operator: "Exists" }] };
  const template = podTemplate({ ...described, podAnnotations: { "kubernetes.io/config.hash": hash, "kubernetes.io/config.mirror": hash, "kubernetes.io/config.seen": stamp(ago(work.age)), "kubernetes.io/config.source": "file" } });
  addPod(world, { namespace, name: `${work.name}-${controlPlane}`, workload: work.name, owner: node, template, created: ago(work.age), node: controlPlane, state: work.state ?? { kind: "running" } });
}
