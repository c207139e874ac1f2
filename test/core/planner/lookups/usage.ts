import type { Rows } from "./rows.ts";

/** What is measured: CPU, memory, volumes. */

export const top = `NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)
shop        web-1   90m          300Mi
shop        web-2   10m          100Mi
data        db-0    50m          900Mi
`;
const sizes = [
  'Pod\tshop\tweb-1\t\tapp={"cpu":"100m","memory":"200Mi"}',
  'Pod\tshop\tweb-2\t\tapp={"cpu":"100m","memory":"200Mi"}',
  'Pod\tdata\tdb-0\t\tapp={"memory":"1Gi"}',
].join("\n");
const claims = `NAMESPACE   NAME        STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
data        data-db-0   Bound    pvc-1    50Gi       RWO            standard       9d
`;
const mounts = "data\tdb-0\tRunning\tdata=data-db-0 tmp= \tdata=/var/lib/db tmp=/tmp \n";

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["which pods use more memory than requested?", [[/top pods?/, top], [/jsonpath/, sizes]], /^1 of 3 measured pods .* is above its memory request: shop\/web-1 \(300Mi of 200Mi memory, 150%\)/],
  ["which pods are close to their cpu request?", [[/top pods?/, top], [/jsonpath/, sizes]], /^1 of 3 .* shop\/web-1 \(90m of 100m CPU, 90%\)\. 1 states no CPU request.* \(data\/db-0\)/],
  ["what uses the most memory compared with its request?", [[/top pods?/, top], [/jsonpath/, sizes]], /^Closest to its memory request.*: shop\/web-1 .*150%.*, data\/db-0/],
  ["which namespace uses the most memory?", [[/top pods?/, top]], /^The most memory is used in data \(900Mi, 1 pods\); then shop \(400Mi/],
  ["how full is volume data-db-0?", [[/get pvc/, claims], [/get pods/, mounts]], /^How full a volume is, kubectl does not show.*50Gi, Bound, mounted by Pod db-0 at \/var\/lib\/db.*`kubectl exec db-0 -n data -- df -h \/var\/lib\/db`/],
  ["how big is the volume of db?", [[/get pvc/, claims], [/get pods/, mounts]], /^The size of what it claims: data\/data-db-0 \(50Gi/],
];

export const usageRows: Rows = {
  looked,
};
