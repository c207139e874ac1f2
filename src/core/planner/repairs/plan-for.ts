import type { Finding } from "../../diagnosis/finding.ts";
import type { Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { accessRepairs } from "./access.ts";
import { addressRepairs } from "./addresses.ts";
import { autoscalerRepairs } from "./autoscalers.ts";
import { configurationRepairs } from "./configuration.ts";
import { containerRepairs } from "./containers.ts";
import { ingressRepairs } from "./ingresses.ts";
import { nodeRepairs } from "./nodes.ts";
import { policyRepairs } from "./policies.ts";
import { probeRepairs } from "./probes.ts";
import type { Plan, Repair } from "./repair.ts";
import { rollbackRepair } from "./rollback.ts";
import { webhookRepairs } from "./webhooks.ts";

/** In this order: what mends the fault itself before what goes back to where it was not there. */
const repairs: readonly Repair[] = [
  ...configurationRepairs,
  ...addressRepairs,
  ...probeRepairs,
  ...containerRepairs,
  ...autoscalerRepairs,
  ...ingressRepairs,
  ...accessRepairs,
  ...nodeRepairs,
  ...policyRepairs,
  ...webhookRepairs,
  rollbackRepair,
];

/**
 * The finding with the commands that would mend it, or with the reads that would show how. A finding whose rule knows the commands
 * keeps them; reads that are answered or were refused are not asked for again.
 */
export function withRepair(finding: Finding, situation: Situation): { finding: Finding; seeks: boolean } {
  if ((finding.fix?.commands.length ?? 0) > 0) return { finding, seeks: false };
  for (const repair of repairs) {
    const plan = repair.codes.includes(finding.code) ? repair.plan(finding, situation.view) : null;
    const taken = plan === null ? null : taking(finding, plan, situation);
    if (taken !== null) return taken;
  }
  return { finding, seeks: false };
}

function taking(finding: Finding, plan: Plan, situation: Situation): { finding: Finding; seeks: boolean } | null {
  if ("reads" in plan) {
    const open = choose(plan.reads, situation).suggestions;
    return open.length === 0 ? null : { finding: { ...finding, next: open }, seeks: true };
  }
  const { summary, commands } = plan;
  if (commands.length === 0) return null;
  const verify = finding.fix?.verify ?? [];
  return { finding: { ...finding, fix: { summary, commands, verify } }, seeks: false };
}
