import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningService, startService } from "../contract/service.ts";
import { readsOf } from "./reads-of.ts";

/** Plain questions, asked of the whole service with a real kubectl: which reads follow, and is the first sentence the answer? */

let service: RunningService;
beforeAll(async () => {
  service = await startService();
}, 60_000);
afterAll(() => service.stop());

/** The question, what the answer says, and what it must not say. */
const rows: readonly (readonly [question: string, says: RegExp, never: RegExp])[] = [
  ["since the last rollout the search in shop does not become available", /fails its readiness probe/, /^The last change/],
  ["why is reviews evicted in shop?", /evicted/, /Nothing is wrong/],
  ["why are pods being evicted?", /^Node shop-worker-3 is under DiskPressure/, /^[^\n]*pricing-engine/],
  ["users report timeouts in checkout", /^Pod shop\/checkout-\S+ cannot resolve host name/, /Namespace "checkout"/],
  ["why is zebra not ready in monitoring?", /^Nothing called zebra was seen/, /Nothing (?:is )?wrong/],
  ["why is zebra not ready in ingress-nginx?", /^Nothing called zebra was seen/, /Nothing (?:is )?wrong/],
  ["is zebra in shop healthy?", /^Nothing called zebra was seen/, /^Not all is well/],
  ["why is prometheus not ready in monitoring?", /^Nothing is wrong with prometheus/, /was seen/],
  ["what is wrong in the namespace checkout", /checkout/, /^Pod shop/],
  ["why do pods get OOM killed?", /^Container image-resizer of Pod shop\/image-resizer/, /^[^\n]*pricing-engine/],
  ["why is production so slow?", /^HorizontalPodAutoscaler production\/web-api .*190%/, /^[^\n]*DiskPressure/],
  [
    "why can nobody log in to the shop since this morning?",
    /^Most likely: .*production\/session-api/,
    /^[^\n]*DiskPressure/,
  ],
  ["did the nightly backup run?", /^Yes, it ran through: the last run of CronJob data\/postgres-backup/, /not clear/],
  [
    "what was the last change to catalog?",
    /^The last change to Deployment shop\/catalog was revision 22, .*2\.30\.4 -> 2\.31\.0-rc1/,
    /not clear/,
  ],
  [
    "what changed in shop today?",
    /^6 workloads were rolled out in shop .*checkout 3\.14\.1 -> 3\.14\.2/,
    /^\d+ events/,
  ],
  ["who can delete pods in shop?", /^Group system:masters may delete pods in shop/, /^No:/],
  [
    "can I delete the namespace preview-1182?",
    /^No: this client \(snapshot-reader\) may not delete namespace preview-1182/,
    /^`kubectl/,
  ],
  [
    "what would happen if I drain node worker-2",
    /^No node is called worker-2; taken for shop-worker-2: .*PodDisruptionBudget shop\/cart/,
    /get node -A/,
  ],
  ["what depends on postgres", /^Deployment production\/billing is set to use data\/postgres/, /not clear/],
  [
    "is the certificate of the storefront ingress about to expire?",
    /^No: Certificate shop\/storefront .*served by Ingress shop\/shop.*valid until/,
    /2 outputs/,
  ],
  ["which pods have no memory limit in production?", /^None: all 37 pods in production have a memory limit/, /have no memory limit\./],
  ["which pods run without a cpu request?", /^7 of 126 pods .*order-worker-\S+ \(metrics-proxy\)/, /None/],
  ["which node has the least free memory?", /^Node shop-control-plane-1 has the least memory left by requests/, /^5 nodes/],
  ["is there room for 10 more pods of 2 cpu?", /^No: by what is requested there is room for 2 pods/, /pods shown/],
  ["which pods restarted in the last hour?", /^8 of 126 pods .*shop\/checkout-/, /inventory/],
  ["list failing jobs", /production\/invoice-export|invoice-export-\d+ \(Failed\)/, /There are no jobs/],
  ["what ingresses do we have and where do they point?", /^2 ingresses .*shop\/shop points to storefront/, /There are no/],
  ["show me the logs of the checkout pod", /no such host/, /of 126 pods/],
  ["compare the images of catalog between its revisions", /catalog:2\.31\.0-rc1 .*Before .*catalog:2\.30\.4/, /outputs answer this/],
  ["what's the cluster ip of storefront", /^Service shop\/storefront has the cluster IP \d+\./, /not clear/],
  ["how long has kafka been running?", /^StatefulSet data\/kafka .*kafka-0 for \d+d/, /not clear/],
  ["which configmaps does checkout use?", /^Deployment shop\/checkout uses the ConfigMap checkout-config/, /kube-root-ca/],
  ["does anything use the secret payments-api-key?", /^Nothing uses Secret "payments-api-key".* There is no Secret of that name/, /outputs answer this/],
  ["which deployments are not fully available?", /11 of 41 deployments/, /1 of 2/],
  ["what is using the most cpu?", /production\/order-worker-/, /whoami/],
  ["are there any image pull problems?", /cannot pull image "registry\.partner\.example.*catalog \(image not found\)/, /not clear/],
  ["any image pull issues in production?", /^No container was seen that cannot pull its image in production/, /csvjson|forecast/],
  ["does reviews have enough replicas?", /^Deployment shop\/reviews has 2 replicas, 2 of them ready/, /not clear/],
  ["which pods use more memory than requested?", /^2 of \d+ measured pods .*production\/order-worker-.*147%/, /outputs/],
  ["is the configmap report-api-config missing?", /^Yes: there is no ConfigMap .* wanted by Deployment production\/report-api.*report-api-settings/, /^2 outputs/],
  ["is the secret payments-provider missing?", /^No: Secret shop\/payments-provider/, /^Yes/],
  ["how many restarts did kafka-2 have?", /^Pod data\/kafka-2 restarted 22 times/, /outputs/],
  ["which nodes are out of disk?", /^1 of the 5 nodes reports DiskPressure: shop-worker-3/, /^5 nodes/],
  ["am I admin?", /^No: this client \(snapshot-reader\) may not do everything/, /not clear/],
  ["how do I get a shell in order-worker?", /kubectl exec -it order-worker-\S+ -n production -c order-worker -- sh/, /not clear/],
  ["which services use tls?", /^4 of 43 services .*shop\/vouchers/, /^43 services/],
  ["who restarted checkout?", /audit log.*no rollout restart.*restarted 33 times/, /not clear/],
  ["how full is volume data-kafka-0?", /50Gi.*kubectl exec kafka-0 -n data -- df -h/, /outputs/],
  ["what is using the most cpu in namespace data compared with its limit?", /^Closest to its CPU limit.*data\/schema-registry-/, /not clear/],
  ["which images are used more than once?", /2 by different workloads: \S*shop\/cart:4\.3\.9/, /objects use/],
  ["which pods are on spot?", /^None of the 5 nodes has a label/, /^126 pods/],
  ["are requests more than the nodes can offer?", /^No: by requests all fits: .*By limits shop-worker-1/, /^5 nodes/],
  ["what is the difference between the pods of kafka?", /^The 3 pods of kafka in data differ in status \(kafka-2: CrashLoopBackOff/, /pods shown/],
  ["which namespace uses the most memory?", /^The most memory is used in production/, /postgres-0/],
  ["pods of order-worker", /^order-worker is no node but a workload with 2 pods/, /no pods on node/],
]; // biome-ignore format: one line a question

/** What was asked before, the follow-up, and what its answer says. */
const followUps: readonly (readonly [before: string, now: string, says: RegExp])[] = [
  ["are there any image pull problems?", "and in data?", /^No container was seen that cannot pull its image in data/],
  ["which pods use more memory than requested?", "and cpu?", /^4 of \d+ measured pods .*production\/web-api-/],
  ["which nodes are out of disk?", "which pods are on it?", /^7 pods with node shop-worker-3/],
  ["which ingresses do we have?", "which of them use tls?", /^1 of 2 ingresses .*shop\/shop/],
  ["am I admin?", "and in shop?", /may not do everything in shop/],
  ["how many restarts did kafka-2 have?", "and kafka-0?", /^Pod data\/kafka-0 has not restarted/],
  [
    "which deployments have no hpa in shop?",
    "which do?",
    /^1 of 16 deployments in shop has an autoscaler: shop\/storefront/,
  ],
  ["how do I get a shell in checkout?", "why is it not running?", /postgres-primary/],
  ["are there evicted pods?", "why?", /^Node shop-worker-3 is under DiskPressure/],
  ["which pods restarted in the last hour?", "why?", /^(?!.*cannot pull image)/],
];

test.concurrent.each(followUps)(
  "%s Then: %s",
  async (before, now, says) => {
    const ask = (content: string, thread?: string) =>
      service.send("POST", "/api/sendMessage", { body: { content, thread_id: thread, data: { execute_all: true } } });
    const first = await ask(before);
    const reply = await ask(now, first.json.thread_id);
    expect(reply.json.Content.replace(/^Analysis:\n/, "").split("\n\n")[0], readsOf(reply.json)).toMatch(says);
  },
  60_000,
);

test.concurrent.each(rows)(
  "%s",
  async (content, says, never) => {
    const reply = await service.send("POST", "/api/sendMessage", { body: { content, data: { execute_all: true } } });
    const opening = reply.json.Content.replace(/^Analysis:\n/, "").split("\n\n")[0];
    const read = readsOf(reply.json);
    expect(opening, read).toMatch(says);
    expect(opening, read).not.toMatch(never);
  },
  60_000,
);

/** Questions of people on call; the reads must be few. */
const onCall: readonly (readonly [question: string, says: RegExp, never: RegExp])[] = [
  ["the site is down", /^2 of the 6 Services that users reach fail; .*shop\/checkout: 0 of 3.*no such host|^2 of the 6 .*cannot resolve/, /pricing-engine/],
  ["what is the most urgent problem?", /^The most urgent is Deployment shop\/checkout: 0 of 3/, /^[^\n]*pricing-engine/],
  ["payments are slow since this morning", /^Most likely: NetworkPolicy shop\/payments-egress/, /Nothing that was looked at/],
  ["gift cards do not work", /certificate has expired/, /Nothing wrong/],
  ["recommendations are missing on the site", /^Service shop\/recommendations has no endpoints/, /Nothing wrong/],
  ["nothing schedules any more", /production\/forecast.* cannot be scheduled/, /pricing-engine/],
  ["disk pressure?", /^Yes: Node shop-worker-3 is under DiskPressure/, /not clear/],
  ["we get paged for KubePodCrashLooping in shop, is it real?", /^Yes, it is real: .*image-resizer/, /not clear/],
  ["since when is session-api not ready?", /^Deployment production\/session-api has been failing for 17d: a probe/, /has the age/],
  ["what broke first in production?", /^Deployment production\/session-api broke first, of the \d+ that fail now, 17d ago/, /DiskPressure/],
  ["what is the status of the rollout of catalog?", /^The rollout of Deployment shop\/catalog is not complete, it is stuck .*UP-TO-DATE 1.*ImagePullBackOff/, /NotFound|outputs answer/],
  ["what happens to redis if node shop-worker-2 dies?", /^If shop-worker-2 goes away, StatefulSet data\/redis loses 1 of its 3 pods \(redis-2\); 2 of 3 stay/, /28 pods/],
  ["is it safe to drain shop-worker-4", /^No: draining shop-worker-4 .*PodDisruptionBudget shop\/cart/, /^Yes/],
  ["summarise the state of namespace production", /^7 of 13 workloads in production are not well: session-api \(0\/2\)/, /shop/],
  ["ignoring shop and production, what is broken?", /^Besides shop and production: .*kafka-2/, /^[^\n]*(?:checkout|pricing)/],
  ["why do pods get OOM killed?", /^Container image-resizer of Pod shop\/image-resizer/, /pricing-engine/],
  ["what is wrong with shop-worker-3", /^Node shop-worker-3 is under DiskPressure/, /NotFound/],
  ["why can't I delete preview-1182?", /preview-1182.*pki\.webshop\.example\/revoke/, /could not answer/],
]; // biome-ignore format: one line a question

test.concurrent.each(onCall)(
  "on call: %s",
  async (content, says, never) => {
    const reply = await service.send("POST", "/api/sendMessage", { body: { content, data: { execute_all: true } } });
    const opening = reply.json.Content.replace(/^Analysis:\n/, "").split("\n\n")[0];
    expect(opening, readsOf(reply.json)).toMatch(says);
    expect(opening, readsOf(reply.json)).not.toMatch(never);
    expect(reply.json.data.executedCmds.length).toBeLessThanOrEqual(12);
  },
  60_000,
);

/** Conversations, turn after turn, each with what its answer says. `!` approves a command. */
const talks: readonly (readonly (readonly [message: string, says: RegExp])[])[] = [
  [
    ["checkout down!!!", /cannot resolve host name "postgres-primary/],
    ["since when", /^Deployment shop\/checkout has been failing for 38m/],
    ["what changed", /^The last change to Deployment shop\/checkout was revision 31/],
    ["are users affected by it?", /^Yes, users are hit: .*www\.webshop\.example\/api\/checkout/],
    ["show me the line that proves it", /^This line: `.*no such host/],
    ["explain it to my manager", /^"checkout" \(shop\) is down: none of its 3 copies run\./],
    ["give me the yaml fix", /^This mends it: Set DATABASE_HOST/],
    ["!kubectl rollout restart deployment/checkout -n shop", /was not carried out: .*cannot be changed\. Nothing was changed/],
    ["did that help?", /^No, not yet: the cause is the same as before\. `kubectl rollout restart .* was not carried out/],
  ],
  [
    ["which node is fullest?", /^By what is requested shop-worker-1 .* is the fullest node/],
    ["what runs on it?", /run on node shop-worker-1;/],
    ["is it safe to drain it?", /^No: draining shop-worker-1 evicts/],
    ["drain it", /^To do this, approve `kubectl drain shop-worker-1 --ignore-daemonsets`/],
  ],
  [
    [
      "if somebody deletes the pvc data-kafka-0 in data, do we lose the data?",
      /^PersistentVolume pvc-\S+ of claim data\/data-kafka-0 has the reclaim policy Delete: .*are deleted with it/,
    ],
  ],
  [["which pods in data have been up longest?", /^pgbouncer-2dvl79lfrz-5qtf2: age 150d/]],
  [["why was worker-2 not ready?", /^Nothing wrong found in shop-worker-2\./]],
  [
    ["what happens to redis if node shop-worker-2 dies?", /StatefulSet data\/redis loses 1/],
    ["and kafka?", /StatefulSet data\/kafka loses 1 of its 3 pods \(kafka-2/],
    ["and shop-worker-1?", /^If shop-worker-1 goes away, StatefulSet data\/kafka/],
    ["what runs on it?", /^\d+ pods of \d+ workloads run on node shop-worker-1/],
  ],
  [
    ["image-resizer in shop keeps restarting", /OOMKilled/],
    ["restart it and scale it to 3", /^To do this, approve `kubectl rollout restart .*`, then `kubectl scale deployment image-resizer --replicas=3/],
    ["is that related to checkout?", /^No, as far as was read: they fail for different reasons/],
    ["what else is broken in shop?", /^Besides image-resizer: /],
  ],
]; // biome-ignore format: one line a turn

test.concurrent.each(talks.map((turns) => [turns[0]![0], turns] as const))(
  "a talk that begins with: %s",
  async (_first, turns) => {
    let thread: string | undefined;
    for (const [message, says] of turns) {
      const Cmds = message.startsWith("!") ? [{ Command: message.slice(1), execute: true }] : [];
      const body = {
        content: Cmds.length > 0 ? "approved" : message,
        thread_id: thread,
        data: { Cmds, execute_all: true },
      };
      const reply = await service.send("POST", "/api/sendMessage", { body });
      thread = reply.json.thread_id;
      const text = reply.json.Content.replace(/^Analysis[^\n]*:\n+/, "");
      expect(text.split("\n\n")[0], `${message}\n${readsOf(reply.json)}`).toMatch(says);
    }
  },
  120_000,
);
