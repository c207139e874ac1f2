import type { Rows } from "./rows.ts";

/** What nodes have left, and what is requested of them. */

const nodes = ["big", "small"]
  .map(
    (name) => `Name:               ${name}
Taints:             <none>
Unschedulable:      false
Conditions:
  DiskPressure         False
Allocatable:
  cpu:                ${name === "big" ? 8 : 4}
  memory:             ${name === "big" ? 16 : 8}Gi
  pods:               110
Non-terminated Pods:          (10 in total)
Allocated resources:
  Resource           Requests     Limits
  cpu                3 (40%)      0 (0%)
  memory             ${name === "big" ? "14Gi (80%)" : "2Gi (20%)"}    0 (0%)
Events:              <none>
`,
  )
  .join("\n");
const top = `NAME    CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)
big     1000m        10%      2048Mi          10%
small   1000m        10%      7168Mi          80%
`;
const described = ["big", "small"]
  .map(
    (name) => `Name:               ${name}
Taints:             <none>
Unschedulable:      false
Conditions:
  DiskPressure         False
Allocatable:
  cpu:                4
  memory:             8Gi
  pods:               110
Non-terminated Pods:          (10 in total)
Allocated resources:
  Resource           Requests     Limits
  cpu                ${name === "big" ? "3 (75%)" : "1 (25%)"}    ${name === "big" ? "6 (150%)" : "1 (25%)"}
  memory             2Gi (25%)    2Gi (25%)
Events:              <none>
`,
  )
  .join("\n");
const waiting = 'Pod\tshop\tbatch-1\t\tapp={"cpu":"9","memory":"1Gi"}\n';

const manifest = (name: string, cpu: string, more: object) =>
  JSON.stringify({
    kind: "List",
    items: [
      {
        kind: "Deployment",
        metadata: { name, namespace: "shop" },
        spec: { template: { spec: { containers: [{ name: "app", resources: { requests: { cpu } } }], ...more } } },
      },
    ],
  });
const tainted = nodes.replace(
  "Taints:             <none>",
  "Labels:             disk=ssd\nTaints:             dedicated=gpu:NoSchedule",
);
const tolerant = { tolerations: [{ key: "dedicated", operator: "Exists" }], nodeSelector: { disk: "ssd" } };

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["which node has the least free memory?", [[/describe/, nodes], [/top/, top]], /^Node big has the least memory left by requests: 2Gi of 16Gi.* By what is used, it is small/],
  ["how much memory does the cluster have left?", [[/describe/, nodes], [/top/, top]], /^By what is requested, the 2 nodes that take pods have 8Gi of memory left/],
  ["is there room for 10 more pods of 2 cpu?", [[/describe/, nodes]], /^No: by what is requested there is room for 2 pods/],
  ["are requests more than the nodes can offer?", [[/describe nodes/, described], [/Pending/, waiting]], /^Yes: by requests more is asked for than there is: 4 of 8 cores.*By limits big \(CPU 150%, memory 25%\) is overcommitted.*shop\/batch-1/],
  ["which node is the fullest?", [[/describe nodes/, described], [/Pending/, waiting]], /^By what is requested big \(CPU 75%, memory 25%\) is the fullest node; then small/],
  ["which node could take deployment forecast in shop?", [[/json/, manifest("forecast", "2", {})], [/describe/, nodes]], /^By requests 1 of 2 nodes could take a pod of Deployment shop\/forecast, which asks for 2 CPU: big \(5 CPU and 2Gi memory left\)\.[\s\S]*Not:\n {2}small: 1 CPU left of 4/],
  ["which node could take forecast?", [[/json/, manifest("forecast", "12", {})], [/describe/, nodes]], /^No node can take a pod of Deployment shop\/forecast, which asks for 12 CPU/],
  ["where would deployment web in shop fit?", [[/json/, manifest("web", "1", {})], [/describe/, tainted]], /^By requests 1 of 2 nodes .*: small[\s\S]*big: taint dedicated=gpu:NoSchedule/],
  ["where would deployment web in shop fit?", [[/json/, manifest("web", "1", tolerant)], [/describe/, tainted]], /^By requests 1 of 2 nodes .*: big[\s\S]*small: lacks disk=ssd/],
  ["how much cpu is requested in shop?", [[/jsonpath/, 'Pod\tshop\tweb-1\t\tapp={"cpu":"250m"}\nPod\tshop\tweb-2\t\tapp=\n']], /^The 2 pods in shop that have not ended request 0\.25 cores of CPU \(1 of 2 containers state none\)/],
];

export const roomRows: Rows = {
  looked,
};
