import { access } from "./access.ts";
import { admissionChanges } from "./admission-changes.ts";
import type { BenignRule } from "./benign.ts";
import { unlessCallsFail } from "./complaints.ts";
import { controlPlane } from "./control-plane.ts";
import { cordonedNodes } from "./cordoned-nodes.ts";
import { goneNodes } from "./gone-nodes.ts";
import { memoryOfOthers } from "./memory-of-others.ts";
import { memoryUse } from "./memory-use.ts";
import { nodeAllocation } from "./node-allocation.ts";
import { pausedOnPurpose } from "./paused.ts";
import { quotas } from "./quotas.ts";
import { rotatedCertificates } from "./rotated-certificates.ts";
import { services } from "./services.ts";
import { storage } from "./storage.ts";
import { trafficRules } from "./traffic-rules.ts";

/** What lies under workloads: nodes, network, resources, admission, certificates, access, what reconciles. */
export const platform: readonly BenignRule[] = [
  ...trafficRules,
  ...[
    ...cordonedNodes,
    ...goneNodes,
    ...services,
    ...storage,
    ...quotas,
    ...memoryUse,
    ...memoryOfOthers,
    ...nodeAllocation,
    ...admissionChanges,
    ...rotatedCertificates,
    ...pausedOnPurpose,
    ...access,
    ...controlPlane,
  ].map(unlessCallsFail),
];
