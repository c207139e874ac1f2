import type { Row } from "./cases.ts";
import { networkByDesign } from "./network.ts";
import { nodesAsPlanned } from "./nodes.ts";

/** A file a family, as in src/core/planner/benign/platform.ts. */
export const platform: readonly Row[] = [...nodesAsPlanned, ...networkByDesign];
