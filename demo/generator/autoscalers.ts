import { ago, stamp } from "./clock.ts";
import { drop } from "./containers.ts";
import type { Doc, World } from "./world.ts";

/** A HorizontalPodAutoscaler on the CPU of a Deployment; `conditions` are written out in the description. */
export function addHorizontalAutoscaler(world: World, namespace: string, work: Doc): void {
  const target = world.find("Deployment", namespace, work.target);
  if (!target) throw new Error(`autoscaler ${work.name} without target ${work.target}`);
  const current = target.status.replicas ?? 0;
  world.add(
    {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: work.name, namespace },
      spec: {
        maxReplicas: work.max,
        metrics: [{ resource: { name: "cpu", target: { averageUtilization: work.cpu, type: "Utilization" } }, type: "Resource" }],
        minReplicas: work.min,
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: work.target },
      },
      status: drop({
        conditions: work.conditions.map(([type, status, reason, message, since]: string[]) => ({ lastTransitionTime: stamp(ago(since!)), message, reason, status, type })),
        currentMetrics: work.utilization === undefined ? null : [{ resource: { current: { averageUtilization: work.utilization, averageValue: work.value }, name: "cpu" }, type: "Resource" }],
        currentReplicas: current,
        desiredReplicas: work.desired ?? current,
        lastScaleTime: work.lastScale && stamp(ago(work.lastScale)),
      }),
    },
    ago(work.age),
    ago("25s"),
  );
}
