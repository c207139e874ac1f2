import fc from "fast-check";
import { expect, test } from "vitest";
import { askedIn } from "../../../../src/core/planner/asked.ts";
import { queryReply } from "../../../../src/core/planner/query/query-reply.ts";
import { type Output, pasted } from "../situations.ts";
import * as more from "./joined-outputs.ts";
import * as out from "./outputs.ts";

const said = (question: string, ...outputs: readonly Output[]) => {
  const situation = pasted(question, outputs);
  return queryReply(askedIn(situation), situation)?.text ?? "";
};

const served: Output = [
  "kubectl get deployments -n grid",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
idle   0/0     0            0           9d
shop   0/3     3            0           9d
web    2/2     2            2           9d
`,
];

/** A list that was narrowed to what does not run: no row says that anything does. */
const unstarted: Output = [
  "kubectl get pods -n grid --field-selector=status.phase!=Running",
  `NAME   READY   STATUS    RESTARTS   AGE
a-1    0/1     Pending   0          5h
b-2    0/1     Error     0          5h
`,
];

/** One value under two keys: the pair says which is meant. */
const labelled: Output = [
  "kubectl get pods -n grid --show-labels",
  `NAME         READY   STATUS      RESTARTS   AGE    LABELS
batch-ui-9   1/1     Running     0          9h     app=batch,tier=web
cache-1      1/1     Running     0          5h     app=cache,tier=cache
merge-b1     0/1     Completed   0          5h     app=merge,tier=batch
sum-a1       1/1     Running     0          5h     app=sum,tier=batch
`,
];

test.each<[string, Output | readonly Output[], RegExp]>([
  [
    "Which pods aren't ready in bank? Leave out finished jobs.",
    out.pods,
    /^2 of 5 pods.*close-books-29385-abcde.*ledger-6d9f676d48-zz9qr/,
  ],
  ["How many pods in bank are running?", out.pods, /^2 of 5 pods/],
  ["any pods restarting in bank?", out.pods, /^[1-5] of 5 pods restarted/],
  ["how many pods are there per node", out.pods, /n-1 3, n-3 2|n-1 3, n-2 2/],
  [
    "which pod outside of web-staging restarted most often, and on which node is it?",
    out.pods,
    /^bank\/ledger-6d9f676d48-zz9qr.*n-2/,
  ],
  [
    "which deployments have no replicas available?",
    served,
    /^2 of 3 deployments without an available replica: idle \(0\/0\) and shop \(0\/3\)/,
  ],
  ["how many deployments have zero ready pods?", served, /^2 of 3 deployments without an available replica/],
  [
    "which pods are not running in grid?",
    unstarted,
    /^2 pods not with status Running in grid: a-1 \(Pending\) and b-2 \(Error\)/,
  ],
  [
    "How many pods have the label tier=batch in grid?",
    labelled,
    /^2 of 4 pods with label tier batch.*merge-b1 and sum-a1/,
  ],
  [
    "how many pods do not carry the label tier=batch?",
    labelled,
    /^2 of 4 pods not with label tier batch: batch-ui-9.*cache-1/,
  ],
  ["which pods have app=batch?", labelled, /^1 of 4 pods with label app batch: batch-ui-9/],
  ["How many restarts do the ledger pods have together?", out.pods, /^12 restarts/],
  [
    "Parcel 90217 has vanished from the list. Who removed it, and when?",
    more.parcels,
    /^Parcel 90217: .*l\.moreau.*remove/,
  ],
  ["Was anything wrong with parcel 90218 at the gate?", more.parcels, /^parcel 90218: .*REJECTED at gate 4/],
  [
    "The gate log names 10.8.3.41 in each time-out. Which pod is that, on which node, and how many restarts has it?",
    more.addressed,
    /^10\.8\.3\.41 is the address of Pod post\/scale-6c9d5f7b8-q2w7x .*on node w-4, Running, restarts 3, the last 8m ago/,
  ],
  ["Who removed parcel 90218?", more.parcels, /^(?!parcel 90218)/],
  ["which node has the oldest kubelet version?", out.nodes, /^cp-1: version v1\.29\.9 and n-2: version v1\.29\.9/],
  ["which node has the newest version?", out.nodes, /^n-4: version v1\.31\.0-rc\.1/],
  [
    "which node has the newest version, and how many nodes are on it?",
    out.nodes,
    /^n-4: version v1\.31\.0-rc\.1; then n-1 \(v1\.30\.2\)\. What was shown does not decide "(?:and )?how many nodes are on it"/,
  ],
  ["which node runs the most pods?", out.pods, /^n-1 has the most pods: 3/],
  ["how many pods are younger than 5 hours?", out.pods, /^2 of 8/],
  ["On how many different nodes do pods of bank run?", out.pods, /^3 different nodes/],
  ["Which pod is the oldest in namespace web?", out.pods, /^web\/shop-7b9c5d8f6-2h8qk.*9d/],
  ["how many shop pods are pending, staging excluded?", out.pods, /^1 of 8.*dm5wx/],
  ["which node in fra-b is not yet on 1.30, and what instance type is it?", out.nodes, /n-2.*m6i\.xlarge/],
  ["How many nodes are still below 1.30?", out.nodes, /^2 of 5/],
  ["How many apps nodes can still take new pods?", out.nodes, /^1 of 5 nodes.*n-1/],
  ["Which machines are cordoned?", out.nodes, /^1 of 5 nodes.*n-2/],
  ["how many nodes aren't ready, control plane aside?", out.nodes, /^1 of 5 nodes.*n-3/],
  ["How many worker nodes run 1.30?", out.roles, /^1 of 3 nodes on 1\.30 of the workers: w1/],
  ["how many workers are there?", out.roles, /^2 of 3 nodes.*w1 and w2/],
  ["how many masters are there?", out.roles, /^1 of 3 nodes.*cp1/],
  ["How many worker nodes in zone eu-2 still run kubelet 1.30?", out.pools, /^1 of 4 nodes.*n-user-2/],
  ["how many system nodes run 1.30?", out.pools, /^2 of 4 nodes.*n-sys-1 and n-sys-2/],
  ["which node pool does web need?", out.selecting, /^web: node selector disk=fast/],
  [
    "what is the memory limit of the tls container of web, and which node pool does it need?",
    out.selecting,
    /^web\/tls: memory limit 64Mi\. web: node selector disk=fast/,
  ],
  ["how many nodes per zone?", out.nodes, /fra-a 2, fra-b 2 and fra-c 1/],
  [
    "Which LoadBalancer services still have no external IP? Don't count test.",
    out.services,
    /^1 of 4 services.*edge\/grpc/,
  ],
  ["how many services of type ClusterIP are there?", out.services, /^1 of 4 services/],
  ["How much storage do the bound claims of class fast have in total?", out.claims, /^250Gi/],
  ["what's the biggest claim in erp and which access mode does it have?", out.claims, /^files: capacity 1Ti.*RWX/],
  ["which claim is not bound yet?", out.claims, /^1 of 4 claims.*scratch/],
  [
    "Of the cron jobs that aren't suspended, which one ran longest ago and what's its schedule?",
    out.cronJobs,
    /^dunning: last schedule 27d.*30 5 2 \* \*/,
  ],
  ["how many cronjobs are suspended?", out.cronJobs, /^1 of 3 cron jobs.*sepa/],
  ["Which deployments carry no team label?", out.deployments, /^2 of 4 deployments.*ldap.*mail/],
  ["how many deployments of team learning are there?", out.deployments, /^2 of 4 deployments/],
  [
    "Which certificate that is ready expires first, when, and who is its issuer?",
    out.certificates,
    /^media\/cdn-tls.*2026-01-11.*le-http/,
  ],
  ["Which certificates are not from le-dns?", out.certificates, /^2 of 3 certificates/],
  ["What is the largest Released volume, and whose claim was it?", out.volumes, /^pv-c: capacity 120Gi.*maps\/tiles/],
  ["How many volumes are older than 300 days?", out.volumes, /^2 of 4 volumes/],
  ["how much requests.memory is still free in the quota of ml?", out.quota, /^8Gi/],
  ["what share of the requests.memory quota is used?", out.quota, /^75%/],
  ["How many requests got a 5xx between 10:00 and 10:05? Not counting /healthz.", out.accessLog, /^2 requests/],
  ["slowest request in the log? path, time taken and client ip", out.accessLog, /30\.001s.*\/pay|\/pay.*30\.001s/],
  ["how many requests to /pay took longer than 5 seconds?", out.accessLog, /^2 requests/],
  ["How many different clients got a 5xx?", out.accessLog, /^3 different client ips/],
  ["how many 404s are in the nginx log?", out.accessLog, /^1 /],
  ["Which path got the most 5xx?", out.accessLog, /^\/pay has the most/],
  [
    "When did robot R-1 last report a battery below 15 percent, and what was the level?",
    out.jsonLog,
    /10:09:00.*12|12.*10:09:00/,
  ],
  ["How many different robots reported a battery under 20 percent?", out.jsonLog, /^2 different robots/],
  ["How many different orders were rejected? Count each once.", out.orderLog, /^2 different orders/],
  ["How long did the import catalogue-7 take?", out.orderLog, /^2m29\.5s|^2m30\.5s/],
  ["Which pod failed its readiness probe most often, and how many times?", out.events, /^wave-h4xtm: count 214/],
  [
    "How many different pods could the scheduler not place within the last ten minutes?",
    out.events,
    /^1 different pod/,
  ],
  [
    "At most how long may the engine container take to start (startup probe), and which path does that probe call?",
    out.workload,
    /120s.*\/started/,
  ],
  ["What share of its memory limit can the heap of engine take at most?", out.workload, /^75%/],
  ["Which container is above 90% of its memory limit?", [out.usage, out.limits], /rank-1\/token.*92%/],
  ["how many pods pull from Docker Hub?", out.images, /^2 of 4 pods.*cache-0.*kafka-0/],
  ["Which hostnames are covered by no tls section?", out.ingresses, /^2 of 5 hosts.*guides\.art\.dk.*boern\.art\.dk/],
  ["Which cilium kinds aren't namespaced?", out.kinds, /^2 of 3 kinds.*ciliumidentities.*ciliumpodippools/],
  [
    "what is the short name of CiliumIdentity and in which API version is it served?",
    out.kinds,
    /ciliumid.*cilium\.io\/v2/,
  ],
  ["which secrets can it read, and can it delete jobs?", out.rights, /hsm-pin.*[Nn]o: it cannot delete jobs/],
  [
    "which autoscalers are at their maximum, not counting the ones with min = max?",
    out.autoscalers,
    /^1 of 3 autoscalers.*a\/slots/,
  ],
])("%s", (question, outputs, answer) => {
  expect(
    said(question, ...(typeof outputs[0] === "string" ? [outputs as Output] : (outputs as readonly Output[]))),
  ).toMatch(answer);
});

test.each<[string, Output]>([
  ["How many pods in bank are of the blue deployment?", out.pods],
  ["how many pods use the premium plan?", out.pods],
  ["Which nodes have gone through the firmware update?", out.nodes],
  ["How many requests came from Sweden with a 5xx?", out.accessLog],
  ["which pod leaks memory?", out.pods],
  ["How many claims are encrypted?", out.claims],
  ["how many pods are not ready since the deploy?", out.pods],
  ["why are 2 pods not ready?", out.pods],
  ["which services are used by partners?", out.services],
  ["is the ledger healthy?", out.pods],
])("a condition that the records do not show is not passed over: %s", (question, output) => {
  expect(said(question, output)).toBe("");
});

test.each<[string, Output, RegExp]>([
  [
    "how many pods restarted more than 5 times, except in web-staging?",
    out.pods,
    /^1 of 8 pods .*ledger-6d9f676d48-zz9qr/,
  ],
  ["Which pods were restarted in the last 2 hours?", out.pods, /^2 of 8 pods .*zz9qr.*k8s2x/],
  ["which pods are not on n-1?", out.pods, /^5 of 8 pods/],
  ["how many certificates expire before 2026-02-01?", out.certificates, /^2 of 3 certificates/],
  [
    "how many volumes with policy Retain are released, and how big are they together?",
    out.volumes,
    /^2 of 4 volumes.*170Gi capacity in total/,
  ],
  ["how many 5xx per path?", out.accessLog, /\/pay 2/],
  [
    "how many requests in total, and what share of them failed with a 5xx?",
    out.accessLog,
    /^6 requests.*66\.667%: 4 of 6/,
  ],
  ["How often did the back-off of label happen?", out.events, /^512 /],
  ["which nodes are neither in fra-a nor fra-b?", out.nodes, /^1 of 5 nodes.*n-4/],
  [
    "how many errors are in the log, and how many different orders are affected?",
    out.orderLog,
    /^3 lines of level error.*2 different orders/,
  ],
])("%s", (question, output, answer) => {
  expect(said(question, output)).toMatch(answer);
});

test.each<[string, readonly Output[], RegExp]>([
  ["How many nodes still run kubelet v1.29.x?", [more.zones], /^2 of 4 nodes on v1\.29\.x: a-2 \(v1\.29\.10\) and a-3 \(v1\.29\.4\)/],
  ["Which nodes are on 1.29.*?", [more.zones], /^2 of 4 nodes/],
  ["How many nodes are older than 1.30?", [more.zones], /^2 of 4 nodes older than 1\.30/],
  ["how many nodes are on v1.29.10 or newer?", [more.zones], /^3 of 4 nodes at least v1\.29\.10/],
  ["how many nodes run 1.29.10 or older?", [more.zones], /^2 of 4 nodes at most/],
  ["Which kubelet version do most nodes run?", [more.zones], /^v1\.30\.4 has the most nodes: 2/],
  ["How many deployments run an image older than 2.4?", [more.images], /^1 of 2 deployments older than 2\.4: worker/],
  ["Which node uses the most memory, and which kubelet version does it run?", [more.used, more.zones], /^a-1: memory 39821Mi.* a-1: version v1\.30\.4/],
  ["How many pods of namespace shop run in each zone?", [more.spread, more.zones], /^Pods in shop per zone: mil-2 2, mil-1 1 and mil-3 1/],
  ["Which cart pods are in mil-2?", [more.spread, more.zones], /^1 of 4 pods .*cart-6c9d8b7f5-c65m2/],
  ["How many pods run on nodes with kubelet 1.29.x?", [more.spread, more.zones], /^2 of 4 pods on 1\.29\.x/],
  ["How many pods run on nodes that are not ready?", [more.spread, more.zones], /^1 of 4 pods on nodes that are not Ready: search-7f4b6c9d8-5rp4q/],
  ["Which claims are bigger than 100Gi, and what do they sum up to?", [out.claims], /^2 of 4 claims .*1224Gi capacity in total|^2 of 4 claims .*1\.195Ti capacity in total/],
  ["When did closing last finish successfully?", [more.cronJob], /^closing: last successful 2025-06-07T03:41:12Z/],
  ["When was closing last scheduled?", [more.cronJob], /^closing: last schedule 2025-06-09T03:20:00Z/],
  ["Which image digest does the envoy container of gate-0 run?", [more.digests], /^gate-0\/envoy: digest sha256:(?:cd34){16}\./],
  ["What is the imageID of container app in pod gate-0?", [more.digests], /^gate-0\/app: image id reg\.example\/gate@sha256:ab12/],
  ["Which nodePort does front use for admin, and which container port does that reach?", [more.service, more.behindService], /^edge\/front\/admin: node port 31901\. edge\/front\/admin: container port 9901/],
  ["What's the targetPort of the http port of service front?", [more.service], /target port web\./],
  ["Which workloads are not fully ready?", [more.workloads], /^2 of 3 workloads not ready: daemon set\/logship \(4\/5\) and stateful set\/db \(2\/3\)/],
  ["Who deleted bucket/reports/2025-q4 according to the log of store-gw in namespace archive, and when?", [more.auditLog], /^tom at 2026-03-09T11:53:28Z/],
  ["Who deleted bucket/reports/2025-q4, and when?", [more.auditProse], /^tom at 2026-03-09 11:53:28/],
  ["Who deleted bucket/reports/2024-q1 according to the log?", [more.auditLog], /^No line of the log of store-gw says "deleted bucket\/reports\/2024-q1": 6 lines were looked at\.\n?$/],
  ["When was bucket/reports/2025-q4 updated, and by whom?", [more.auditJson], /2026-03-09T12:31:30Z.*user=nadia|nadia at 2026-03-09T12:31:30Z/],
  ["How often does tom appear in the log?", [more.auditLog], /^1 line/],
  ["How many different users are in the log?", [more.auditProse], /^4 different users/],
  ["Did nadia delete anything?", [more.auditLog], /^No line of the log of store-gw says "nadia delete"/],
  ["Did zone-operator ever lose its leader election?", [more.calm], /^No line of the log of zone-operator says "lose leader election": 3 lines were looked at/],
  ["Did zone-operator lose its leader election before the restart?", [more.restarted, more.lost], /^Yes: 2 of 5 lines .*failed to renew lease.*"leader election lost"/],
  ["When did zone-operator lose its leader election?", [more.lost], /^at 21:55:13\.716120/],
  ["Was there a panic in the log of zone-operator?", [more.calm], /^No line/],
  ["Did migration 0041_add_index finish?", [more.migration], /^Yes: 1 of 4 lines .*applied 0041_add_index/],
  ["Did migration 0042_split_names finish?", [more.migration], /^No line .*Nearest to it: .*applying 0042_split_names/],
  ["How many orders were accepted after 14:05?", [more.orders], /^2 different orders/],
  ["Who switched off the flag new-tax, and when?", [more.flags], /^olaf@fin\.ex at 2025-06-01T08:07:44Z/],
  ["Which invoice was not found?", [more.flags], /^at 2025-06-01T08:00:00Z: .*Invoice 77 not found/],
  ["How many pods run on nodes of the gpu pool?", [more.placed, more.pools], /^2 of 4 pods with node pool gpu: train-0/],
  ["In which zone does front-1 run?", [more.placed, more.pools], /^front-1: zone eu-1a/],
  ["Was order 1802 stored according to the log?", [more.orders], /^No line .*could not store order 1802/],
])("%s", (question, outputs, answer) => {
  expect(said(question, ...outputs)).toMatch(answer);
}); // biome-ignore format: one line a question

test.each<[string, readonly Output[]]>([
  ["How many nodes run kubelet v1.29.x with the fips patch?", [more.zones]],
  ["How many nodes still run the hardened kubelet?", [more.zones]],
  ["How many pods run in the zone with the old switches?", [more.spread, more.zones]],
  ["How many bytes were written to /in/a.csv?", [more.auditLog]],
  ["Does zone-operator hang?", [more.calm]],
  ["Is anything wrong with zone-operator?", [more.calm]],
  ["Did the import fail?", [more.orders]],
  ["zone-operator restarted. Did it run out of memory?", [more.restarted, more.lost]],
  ["Alert LeaderLost fires for zone-operator. Did it lose its lease?", [more.restarted, more.lost]],
])("what is not understood, or asks after health, is left to others: %s", (question, outputs) => {
  expect(said(question, ...outputs)).toBe("");
});

test.each<[string, Output]>([
  ["how many nodes are above 50% cpu?", out.nodes],
  ["how many errors are in the log?", out.accessLog],
  ["how many pods changed their status in the last 10 minutes?", out.pods],
])("what is compared has to be shown: %s", (question, output) => {
  expect(said(question, output)).toBe("");
});

const words = [
  "how many", "which", "pods", "not", "yet", "on", "1.30", "without", "except", "n-1", "between 10:00 and", "older than", "5", "d", "per",
  "node", "(", ")", ",", "?", "and", "the most", "largest", "5xx", "kube-*", "%", "`", "$(x)", "count once", "[", "\\", "|", "status", "ready",
]; // biome-ignore format: a table of words

test("whatever is asked of whatever was printed, the engine answers or keeps silent", () => {
  const outputs = Object.values(out);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 16 }),
      fc.integer({ min: 0, max: outputs.length - 1 }),
      fc.string({ maxLength: 300 }),
      (asked, at, text) => {
        const [command, printed] = outputs[at]!;
        expect(typeof said(asked.join(" "), [command, printed + text], ["kubectl logs x", text])).toBe("string");
      },
    ),
    { numRuns: 300 },
  );
});

test("the work grows with the rows", () => {
  const rows = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `{"level":30,"time":"2025-09-22T10:00:00Z","robot":"R-${at % 50}","pct":${at % 100}}`,
    ).join("\n");
  const seconds = (count: number) => {
    const start = performance.now();
    expect(said("how many different robots reported a pct below 15?", ["kubectl logs a", rows(count)])).toMatch(
      /different robots/,
    );
    return performance.now() - start;
  };
  seconds(1000);
  expect(seconds(40_000)).toBeLessThan(20 * Math.max(seconds(4000), 50));
});
