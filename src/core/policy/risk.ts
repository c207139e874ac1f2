import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf } from "../kubectl/targets.ts";
import { boundHazards } from "./bound-hazards.ts";
import { type Risk, risks } from "./decision.ts";
import { flagHazards } from "./flag-hazards.ts";
import type { Hazard } from "./hazard.ts";
import { rawHazards, subresourceHazards } from "./raw-hazards.ts";
import { secretHazards } from "./secret-hazards.ts";
import { verbHazard } from "./verb-hazards.ts";

/**
 * The worst that a command can do, with the reason in a sentence (for a forbidden one: what would do instead).
 * Looks at nothing but the command: what a cluster printed never lowers it.
 */
export function riskOf(command: KubectlCommand): { readonly risk: Risk; readonly reason: string } {
  const hazards = [
    ...flagHazards(command),
    ...boundHazards(command),
    ...rawHazards(command),
    ...subresourceHazards(command),
    ...secretHazards(command),
    isHelp(command) ? ({ risk: "read", reason: "prints kubectl's help" } as const) : verbHazard(command),
  ];
  return hazards.reduce((worst, hazard) => (rank(hazard) > rank(worst) ? hazard : worst));
}

function rank(hazard: Hazard): number {
  return risks.indexOf(hazard.risk);
}

function isHelp(command: KubectlCommand): boolean {
  return command.verb === "help" || flagOf(command, "help") === "true";
}
