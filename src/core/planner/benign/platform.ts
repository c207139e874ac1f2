import { access } from "./access/access.ts";
import { admissionChanges } from "./access/admission-changes.ts";
import { rotatedCertificates } from "./access/rotated-certificates.ts";
import type { BenignRule } from "./benign.ts";
import { unlessCallsFail } from "./complaints.ts";
import { services } from "./network/services.ts";
import { trafficRules } from "./network/traffic-rules.ts";
import { cordonedNodes } from "./nodes/cordoned-nodes.ts";
import { goneNodes } from "./nodes/gone-nodes.ts";
import { memoryOfOthers } from "./nodes/memory-of-others.ts";
import { memoryUse } from "./nodes/memory-use.ts";
import { nodeAllocation } from "./nodes/node-allocation.ts";
import { controlPlane } from "./products/control-plane.ts";
import { quotas } from "./scaling/quotas.ts";
import { storage } from "./storage/storage.ts";
import { pausedOnPurpose } from "./workloads/paused.ts";

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
