import type { Finding } from "../finding.ts";
import { isServerName } from "../network/clients-of.ts";
import { belongsTo, link } from "./links.ts";

/** What a server says in its own log that keeps it from serving, and what those that wait for it write. */
export const linkClients = (findings: readonly Finding[], links: Map<Finding, Finding[]>): void => {
  for (const cause of findings) {
    if (!serverTroubles.has(cause.code) || cause.severity === "info" || !isServerName(cause.object.name)) continue;
    for (const symptom of findings)
      if (
        clientTroubles.has(symptom.code) &&
        !isServerName(symptom.object.name) &&
        cause.related.some((ref) => ref.kind !== "Service" && belongsTo(symptom.object, ref))
      )
        link(links, cause, symptom);
  }
};

const serverTroubles: ReadonlySet<string> = new Set([
  "store-full",
  "too-many-connections",
  "disk-full",
  "data-damaged",
  "server-read-only",
  "database-locked",
  "application-out-of-memory",
]);

const clientTroubles: ReadonlySet<string> = new Set([
  "call-timed-out",
  "dependency-unreachable",
  "connection-broken",
  "gateway-failing",
  "slow-operation",
  "slow-request",
  "uncaught-exception",
  "application-error",
  "too-many-connections",
]);
