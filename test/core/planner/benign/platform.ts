import { admitted } from "./admitted.ts";
import type { Row } from "./cases.ts";
import { memory } from "./memory.ts";
import { networkByDesign } from "./network.ts";
import { nodesAsPlanned } from "./nodes.ts";
import { reconciled } from "./reconciled.ts";
import { resourcesInOrder } from "./resources.ts";
import { storageAsMeant } from "./storage.ts";

/** A file a family, as in src/core/planner/benign/platform.ts. */
export const platform: readonly Row[] = [
  ...nodesAsPlanned,
  ...networkByDesign,
  ...resourcesInOrder,
  ...memory,
  ...storageAsMeant,
  ...admitted,
  ...reconciled,
];
