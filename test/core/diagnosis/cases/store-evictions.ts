import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

const info = (evicted: number, policy = "allkeys-lfu"): Case["outputs"][number] => [
  "exec -n cinema basket-cache-0 -- valkey-cli info",
  rows(
    "# Memory",
    "used_memory_human:255.91M",
    "maxmemory_human:256.00M",
    `maxmemory_policy:${policy}`,
    "",
    "# Stats",
    "expired_keys:5511",
    `evicted_keys:${evicted}`,
  ),
];
const memcached: Case["outputs"][number] = [
  "exec -n cinema basket-cache-0 -- sh -c 'echo stats | nc localhost 11211'",
  rows("STAT bytes 66012011", "STAT limit_maxbytes 67108864", "STAT evictions 810022", "END"),
];
const settings: Case["outputs"][number] = [
  "get cm basket-cache -n cinema -o yaml",
  `apiVersion: v1
kind: ConfigMap
metadata:
  name: basket-cache
  namespace: cinema
data:
  valkey.conf: |
    maxmemory 256mb
    maxmemory-policy allkeys-lfu
`,
];
const pods = (space = "cinema"): Case["outputs"][number] => [
  `get pods -n ${space}`,
  rows(
    "NAME                        READY   STATUS    RESTARTS   AGE",
    "tickets-5d8f7c9b64-k7xwp    1/1     Running   0          9d",
    ...(space === "cinema" ? ["basket-cache-0              1/1     Running   0          40d"] : []),
  ),
];
const said = (line: string, space = "cinema"): Case["outputs"][number] => [
  `logs tickets-5d8f7c9b64-k7xwp -n ${space}`,
  rows("INFO GET /seats 200", `WARN ${line}`, "INFO GET /seats 200", `WARN ${line}`),
];

const root = ["store-evicts-live-entries"];

/** Caches that evict what somebody still needs, and such that nobody misses anything of. */
export const storeEvictionCases: readonly Case[] = [
  {
    name: "a cache that evicts sessions",
    outputs: [said("session not found, sign in again"), pods(), info(71_004), settings],
    roots: root,
    symptoms: ["session-affinity-missing"],
    says: /Pod cinema\/basket-cache-0 has used up its memory .*maxmemory 256\.00M, of which 255\.91M are used, policy allkeys-lfu, set in ConfigMap cinema\/basket-cache; 71004 evicted so far/,
  },
  {
    name: "a memcached that evicts carts",
    outputs: [said("cart 8812 vanished, starting a new one"), pods(), memcached],
    roots: root,
    says: /810022 evicted so far\): what Deployment cinema\/tickets keeps there is gone before its time/,
  },
  {
    name: "near miss: a cache that has evicted nothing, and sessions that are not found",
    outputs: [said("session not found, sign in again"), pods(), info(0), settings],
    roots: ["session-affinity-missing"],
  },
  {
    name: "near miss: a cache that evicts, and nobody who misses anything",
    outputs: [said("cache miss, rendered anew"), pods(), info(71_004), settings],
    roots: [],
  },
  {
    name: "near miss: a cache that evicts, and an application of another place",
    outputs: [said("session not found, sign in again", "museum"), pods("museum"), info(71_004)],
    roots: ["session-affinity-missing"],
  },
];
