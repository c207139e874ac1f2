import { apiLooks } from "./api.ts";
import { copyOrders } from "./copies.ts";
import { creationOrders } from "./creations.ts";
import { expressions } from "./expressions.ts";
import { logLooks } from "./logs.ts";
import { metadataOrders } from "./metadata.ts";
import { nodeOrders } from "./nodes.ts";
import { objectLooks } from "./objects.ts";
import type { Paraphrase } from "./paraphrase.ts";
import { podSecurityOrders } from "./pod-security.ts";
import { quotaOrders } from "./quotas.ts";
import { removalOrders } from "./removals.ts";
import { rightsLooks } from "./rights.ts";
import { settingOrders } from "./settings.ts";
import { wishedOrders, workloadOrders } from "./workloads.ts";

/** Orders to change something; the first that fits counts. */
export const orders: readonly Paraphrase[] = [
  ...quotaOrders,
  ...podSecurityOrders,
  ...copyOrders,
  ...creationOrders,
  ...settingOrders,
  ...workloadOrders,
  ...nodeOrders,
  ...metadataOrders,
  ...removalOrders,
];

/** Wishes to see something; the first that fits counts. */
export const looks: readonly Paraphrase[] = [...rightsLooks, ...apiLooks, ...logLooks, ...objectLooks];

export { expressions, wishedOrders };
