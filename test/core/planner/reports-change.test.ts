import { expect, test } from "vitest";
import { understand } from "../../../src/core/planner/question/understand.ts";

test.each([
  "autoscaled recs to 6 but two pods burn all the cpu and the others idle",
  "upscaled payments from 3 to 9 replicas but latency stays",
  "restarted checkout twice, no luck",
  "rolled back catalog to revision 14 and it still crashes",
  "drained node worker-3 last night, now kafka-1 does not come up",
  "cordoned node-b an hour ago, pods pile up on node-a",
  "moved billing to the new namespace, cannot reach its database any more",
  "since we changed the limits of the search pods they get killed",
  "raised memory request of forum by 256Mi, since then new pod crashes and old one stays",
  "no new log-shipper pods, many evicted ones",
  "no more pods of thumbnailer since lunch",
  "no new pods of indexer on the spot nodes",
  "label team=infra was added to the nodes, prometheus pods pending since",
  "set replicas of feed to 5, only 2 come up",
  "new image of tracker pushed and the pods still show the old version",
  "suspended cronjob nightly-report, but it ran again",
  "disabled the sidecar on worker but it is still injected",
  "sometimes (1 of 4) prices give 500, retry helps",
  "delivery options take 8 seconds to show up. Is it our cluster?",
  "is the cluster slow or is it us? search answers in 9s",
  "Is Kubernetes to blame for the slow checkout?",
  "curl https://wiki.lab.example gives 503 from the ingress, and the other host works. Which object is wrong?",
  "wget http://feed.news:8080 returns an empty reply, what is wrong there?",
  "new deployment blog crashes on startup and the old one is gone",
  "new service stats, 503 from the ingress",
  "I can't reach service pg on localhost:15432, it listens on 5432",
  "service pg on localhost:15432 gives connection refused, it listens on 5432, please help",
  "new namespace lab-3 is stuck terminating",
  "we went back to the previous version of cart and it is still broken",
  "delete and recreate of what is in site.yaml did not help, why?",
])("a complaint is no order: %s", (text) => {
  expect(understand(text).intent).toBe("troubleshoot");
});

test.each([
  "scale recs to 6",
  "could you restart checkout",
  "roll back catalog to revision 14",
  "no new pods on worker-3 please, but leave what's there",
  "set replicas of feed to 5",
  "autoscale recs between 2 and 6",
  "restart deployment api since the config changed",
  "web is broken, roll it back",
])("an order stays one: %s", (text) => {
  expect(understand(text).intent).toBe("change");
});
