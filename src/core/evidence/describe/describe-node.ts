import { type DescribeContext, put, putConditions, putPairs, tableBelow, textsOf } from "./describe-context.ts";
import { flagOf } from "./describe-pod.ts";
import { section } from "./describe-tree.ts";

/** Reads a described node. What only its description prints stands in `status.allocated`: sums of the node, and amounts of the pods listed on it, which get their node. */
export function readNode(context: DescribeContext): void {
  const { sections, builder } = context;
  const cordon = section(sections, "Unschedulable");
  builder.set(["spec", "unschedulable"], flagOf(cordon), cordon?.line ?? 0);
  putTaints(context);
  putConditions(context);
  putPairs(builder, ["status", "capacity"], section(sections, "Capacity"), ":");
  putPairs(builder, ["status", "allocatable"], section(sections, "Allocatable"), ":");
  const system = section(sections, "System Info")?.children;
  put(builder, "status.nodeInfo.kubeletVersion", section(system, "Kubelet Version"));
  put(builder, "status.nodeInfo.containerRuntimeVersion", section(system, "Container Runtime Version"));
  put(builder, "status.nodeInfo.osImage", section(system, "OS Image"));
  put(builder, "status.nodeInfo.kernelVersion", section(system, "Kernel Version"));
  put(builder, "status.nodeInfo.architecture", section(system, "Architecture"));
  put(builder, "status.nodeInfo.operatingSystem", section(system, "Operating System"));
  for (const part of section(sections, "Addresses")?.children ?? []) {
    if (part.key !== "")
      builder.entry(["status", "addresses"], part.key, part.line, { type: part.key, address: part.value });
  }
  putAllocated(context);
  putPods(context);
}

/** `key=value:NoSchedule`, `key:NoExecute` */
function putTaints({ sections, builder }: DescribeContext): void {
  for (const { text, line } of textsOf(section(sections, "Taints"))) {
    const match = /^([^\s:=]+)(?:=([^\s:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(text);
    if (match === null) continue;
    const taint = { key: match[1]!, effect: match[3]! };
    builder.entry(["spec", "taints"], match[1]!, line, match[2] === undefined ? taint : { ...taint, value: match[2] });
  }
}

/** `cpu  950m (11%)  100m (1%)` below `Allocated resources:`. */
function putAllocated(context: DescribeContext): void {
  for (const { cells, line } of tableBelow(context, section(context.sections, "Allocated resources"))) {
    const resource = cells.get("RESOURCE") ?? "";
    if (resource === "") continue;
    const requests = amountOf(cells.get("REQUESTS"));
    const limits = amountOf(cells.get("LIMITS"));
    context.builder.set(
      ["status", "allocated", resource],
      {
        requests: requests.amount,
        requestsPercent: requests.percent,
        limits: limits.amount,
        limitsPercent: limits.percent,
      },
      line,
    );
  }
}

function amountOf(text: string | undefined): { amount: string | undefined; percent: number | undefined } {
  const match = /^(\S+)(?: \((\d+)%\))?/.exec(text ?? "");
  return { amount: match?.[1], percent: match?.[2] === undefined ? undefined : Number(match[2]) };
}

function putPods(context: DescribeContext): void {
  const node = context.ref.name;
  for (const { cells, line } of tableBelow(context, section(context.sections, "Non-terminated Pods"))) {
    const name = cells.get("NAME") ?? "";
    if (name === "") continue;
    const pod = context.also("Pod", name, cells.get("NAMESPACE"), line);
    pod.set(["spec", "nodeName"], node, line);
    for (const resource of ["cpu", "memory"]) {
      const requests = amountOf(cells.get(`${resource.toUpperCase()} REQUESTS`)).amount;
      const limits = amountOf(cells.get(`${resource.toUpperCase()} LIMITS`)).amount;
      if (requests !== undefined) pod.set(["status", "allocated", resource], { requests, limits }, line);
    }
  }
}
