import { accessOrders } from "./access.ts";
import { apiLooks } from "./api.ts";
import { clientLooks, clientOrders } from "./client.ts";
import { copyOrders } from "./copies.ts";
import { creationOrders } from "./creations.ts";
import { expressions } from "./expressions.ts";
import { fileOrders } from "./files.ts";
import { insideOrders } from "./inside.ts";
import { logLooks } from "./logs.ts";
import { metadataOrders } from "./metadata.ts";
import { neededOrders, newOrders } from "./needs.ts";
import { nodeOrders } from "./nodes.ts";
import { objectLooks } from "./objects.ts";
import type { Paraphrase } from "./paraphrase.ts";
import { podSecurityOrders } from "./pod-security.ts";
import { portOrders, wishedPorts } from "./ports.ts";
import { previewOrders } from "./previews.ts";
import { quotaOrders } from "./quotas.ts";
import { removalOrders } from "./removals.ts";
import { rightsLooks } from "./rights.ts";
import { rolloutLooks, rolloutOrders } from "./rollouts.ts";
import { settingOrders } from "./settings.ts";
import { terminalOrders } from "./terminal.ts";
import { wishedOrders as wishedChanges, workloadOrders } from "./workloads.ts";

/** Orders to change something; the first that fits counts. */
export const orders: readonly Paraphrase[] = [
  ...clientOrders,
  ...accessOrders,
  ...previewOrders,
  ...quotaOrders,
  ...podSecurityOrders,
  ...copyOrders,
  ...creationOrders,
  ...newOrders,
  ...fileOrders,
  ...portOrders,
  ...insideOrders,
  ...terminalOrders,
  ...settingOrders,
  ...workloadOrders,
  ...rolloutOrders,
  ...nodeOrders,
  ...metadataOrders,
  ...removalOrders,
];

/** Wishes to see something; the first that fits counts. */
export const looks: readonly Paraphrase[] = [
  ...clientLooks,
  ...rolloutLooks,
  ...rightsLooks,
  ...apiLooks,
  ...logLooks,
  ...objectLooks,
];

/** What only a wish makes an order. */
export const wishedOrders: readonly Paraphrase[] = [...wishedChanges, ...neededOrders, ...wishedPorts];

export { expressions };
