import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Recipe } from "./recipe.ts";

type Described = {
  readonly faults: readonly { id: string; question: string; object: { name: string }; commands: string[] }[];
  readonly healthy: readonly { question: string; kind: string; namespace: string; name: string }[];
};

const described: Described = parse(readFileSync(join(import.meta.dirname, "../../../demo/faults.yaml"), "utf8"));

/** What the cause is about, in values that only the right cause names. */
const groups: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "checkout-database-host": [
    ["postgres-primary"],
    ["no such host", "not found", "does not exist", "no service", "no such service", "not resolve"],
  ],
  "catalog-image-tag": [["2.31.0-rc1"], ["not found", "does not exist", "no such"]],
  "loyalty-private-registry": [
    ["registry.partner.example"],
    ["401", "unauthorized", "credential", "denied", "pull secret", "authenti", "anonymous"],
  ],
  "payments-webhook-secret-key": [["webhook-signing-key"], ["payments-provider"]],
  "image-resizer-memory": [["oom", "memory"], ["128mi"]],
  "forecast-cpu": [["cpu"], ["12", "insufficient"]],
  "image-tagger-node-selector": [["accelerator"], ["nvidia-l4"]],
  "clickhouse-storage-class": [["fast-ssd"], ["not found", "does not exist", "missing", "no storageclass"]],
  "recommendations-selector": [["app=recommendation"], ["selector", "selects", "label", "match"]],
  "search-readiness-path": [["/readyz"], ["404"]],
  "pricing-engine-liveness": [["liveness"], ["start", "refused", "delay"]],
  "order-worker-autoscaler": [["metrics-proxy"], ["cpu"], ["request"]],
  "web-api-autoscaler-maximum": [["maximum"], ["4"]],
  "orders-api-quota": [["production-quota"], ["limits.memory", "memory"]],
  "report-api-configmap": [["report-api-config"], ["not found", "does not exist", "missing"]],
  "ledger-migration": [["c41f09ab77d2"], ["migrate", "revision"]],
  "session-api-password": [["wrongpass", "password"], ["redis"]],
  "invoice-export-script": [["csvjson"], ["not found", "missing", "not in"]],
  "kafka-rollout": [["external"], ["security protocol", "listener"]],
  "worker-disk-pressure": [["disk"], ["shop-worker-3"]],
  "worker-cordoned": [["cordon", "unschedulable", "schedulingdisabled"], ["shop-worker-4"]],
  "cart-disruption-budget": [["cart"], ["0", "no disruption", "none may"]],
  "fluent-bit-config": [["suppress_typename"], ["unknown", "configuration"]],
  "payments-egress": [["payments-egress", "network policy", "networkpolicy"], ["443"]],
  "vouchers-certificate": [["certificate"], ["expired"]],
  "legacy-importer-mount": [["legacy-importer-config"], ["not found", "does not exist", "missing"]],
  "preview-namespace-finalizer": [["finalizer"], ["pki.webshop.example/revoke"]],
};

/** The faults of the demo and what is healthy in it, as demo/faults.yaml describes them. */
export const asItIs: readonly Recipe[] = [
  ...described.faults.map(
    ({ id, question, object, commands }): Recipe => ({
      id,
      kind: "root_cause",
      question,
      edits: [],
      commands: commands
        .filter((command) => command !== "describe nodes")
        .map((command) => command.replace(/^(logs .*)$/, shortened)),
      groups: groupsOf(id),
      objects: [object.name],
    }),
  ),
  ...described.healthy.map(
    ({ question, kind, namespace, name }): Recipe => ({
      id: `healthy-${name}`,
      kind: "healthy",
      question,
      edits: [],
      commands: healthyReads(kind.toLowerCase(), namespace, name),
      groups: [
        [
          "healthy",
          "nothing wrong",
          "no problem",
          "nothing is wrong",
          "all right",
          "zero on purpose",
          "scaled to zero",
        ],
      ],
      objects: [name],
    }),
  ),
];

function shortened(command: string): string {
  return command.includes("--tail") ? command : `${command} --tail=40`;
}

function healthyReads(kind: string, namespace: string, name: string): string[] {
  const reads = [
    `get ${kind} ${name} -n ${namespace}`,
    `get pods -n ${namespace}`,
    `describe ${kind} ${name} -n ${namespace}`,
  ];
  return name === "feature-flags" ? reads : [...reads, `logs -n ${namespace} ${kind}/${name} --tail=20`];
}

function groupsOf(id: string): readonly (readonly string[])[] {
  const found = groups[id];
  if (found === undefined) throw new Error(`no keyword groups for the fault ${id}`);
  return found;
}
