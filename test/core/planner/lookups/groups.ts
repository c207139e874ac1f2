import { accessRows } from "./access.ts";
import { changesRows } from "./changes.ts";
import { componentsRows } from "./components.ts";
import { impactRows } from "./impact.ts";
import { lossRows } from "./loss.ts";
import { networkRows } from "./network.ts";
import { nodesRows } from "./nodes.ts";
import { objectsRows } from "./objects.ts";
import { policyRows } from "./policies.ts";
import { referencesRows } from "./references.ts";
import { roomRows } from "./room.ts";
import type { Rows } from "./rows.ts";
import { specRows } from "./spec.ts";
import { timesRows } from "./times.ts";
import { usageRows } from "./usage.ts";
import { workloadsRows } from "./workloads.ts";

/** The rows of all subjects, by the folder of core/planner/lookups that answers them. */
export const groups: readonly (readonly [folder: string, rows: Rows])[] = [
  ["access", accessRows],
  ["changes", changesRows],
  ["components", componentsRows],
  ["impact", impactRows],
  ["loss", lossRows],
  ["network", networkRows],
  ["network", policyRows],
  ["nodes", nodesRows],
  ["objects", objectsRows],
  ["references", referencesRows],
  ["room", roomRows],
  ["spec", specRows],
  ["times", timesRows],
  ["usage", usageRows],
  ["workloads", workloadsRows],
];
