import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted, recording } from "./pieces.ts";

test("a node shows conditions, taints, what is allocated, its events and its pods", () => {
  const view = observe([pasted("kubectl describe node n1", recording("describe-node"))]);
  expect(view.of("Node")[0]!.fields).toMatchObject({
    spec: {
      unschedulable: false,
      taints: [
        { key: "maint", effect: "NoExecute" },
        { key: "dedicated", value: "gpu", effect: "NoSchedule" },
      ],
    },
    status: {
      conditions: [
        { type: "Ready", status: "False", reason: "KubeletNotReady" },
        { type: "MemoryPressure", status: "True" },
      ],
      allocatable: { cpu: "4", memory: "8Gi", pods: "110" },
      allocated: { cpu: { requests: "200m", requestsPercent: 5 } },
    },
  });
  expect(view.of("Pod").map(({ ref, fields }) => [ref.namespace, ref.name, fields.spec])).toEqual([
    ["shop", "web-1", { nodeName: "n1" }],
  ]);
  expect(view.eventsOf({ kind: "Node", name: "n1" }).map((event) => event.reason)).toEqual(["NodeNotReady"]);
});
