import { expect, test } from "vitest";
import { commandsOf, reply } from "../situations.ts";
import { answered } from "./answered.ts";

const limits = [
  "Pod\tshop\tweb-1\t\tapp=256Mi",
  "Pod\tshop\tweb-2\t\tapp=256Mi\tproxy=",
  "Pod\tshop\tdb-0\t\tdb=1Gi",
].join("\n");
const probes = 'Pod\tshop\tweb-1\t\tapp={"httpGet":{"path":"/"}}\nPod\tshop\tweb-2\t\tapp=';
const accounts = "Pod\tshop\tweb-1\tdefault\tapp=\nPod\tshop\tdb-0\tdatabase\tdb=";
const users =
  'Pod\tshop\tweb-1\t{"runAsUser":0}\tapp=\nPod\tshop\tweb-2\t\tapp=\nPod\tshop\tdb-0\t{"runAsNonRoot":true}\tdb=';

const pods = `NAMESPACE   NAME    READY   STATUS    RESTARTS      AGE
shop        web-1   1/1     Running   3 (12m ago)   2d
shop        web-2   1/1     Running   9 (40d ago)   90d
data        db-0    1/1     Running   0             30m
`;
const jobs = `NAMESPACE   NAME      STATUS     COMPLETIONS   DURATION   AGE
shop        load-1    Complete   1/1           30m        90m
shop        load-2    Failed     0/1           5h         5h
`;
const events = `NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT      MESSAGE
shop        41m         Warning   BackOff   pod/web-2   Back-off restarting failed container
shop        3m          Warning   Unhealthy pod/web-1   Readiness probe failed
`;
const nodes = ["big", "small"]
  .map(
    (name) => `Name:               ${name}
Taints:             <none>
Unschedulable:      false
Conditions:
  DiskPressure         False
Allocatable:
  cpu:                ${name === "big" ? 8 : 4}
  memory:             ${name === "big" ? 16 : 8}Gi
  pods:               110
Non-terminated Pods:          (10 in total)
Allocated resources:
  Resource           Requests     Limits
  cpu                3 (40%)      0 (0%)
  memory             ${name === "big" ? "14Gi (80%)" : "2Gi (20%)"}    0 (0%)
Events:              <none>
`,
  )
  .join("\n");
const top = `NAME    CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)
big     1000m        10%      2048Mi          10%
small   1000m        10%      7168Mi          80%
`;
const web = JSON.stringify({
  kind: "List",
  items: [
    {
      kind: "Deployment",
      metadata: { name: "web", namespace: "shop", creationTimestamp: "2026-01-01T00:00:00Z" },
      spec: {
        replicas: 3,
        template: {
          spec: {
            serviceAccountName: "front",
            containers: [
              { name: "web", image: "web:1.2", envFrom: [{ configMapRef: { name: "web-config" } }], resources: {} },
            ],
          },
        },
      },
      status: { readyReplicas: 2, updatedReplicas: 3 },
    },
    {
      kind: "Service",
      metadata: { name: "web", namespace: "shop" },
      spec: { clusterIP: "10.0.0.7", ports: [{ port: 80, targetPort: 8080 }] },
    },
  ],
});
const references = "Deployment\tshop\tweb\tweb-key  \nPod\tshop\tweb-1\tweb-key  \n";
const secret = "NAMESPACE   NAME      TYPE     DATA   AGE\nshop        web-key   Opaque   1      5d\n";
const secrets = `${secret}shop        old-key   Opaque   1      9d\n`;
const hpa = `NAMESPACE   NAME   REFERENCE        TARGETS        MINPODS   MAXPODS   REPLICAS   AGE
shop        web    Deployment/web   cpu: 90%/70%   2         4         4          9d
`;
const ended = "shop\tweb-1\tapp= OOMKilled 4\nshop\tdb-0\tdb=  0\n";

test.each<[question: string, prints: readonly (readonly [RegExp, string])[], says: RegExp]>([
  ["which pods have no memory limit in shop?", [[/jsonpath/, limits]], /^1 of 3 pods in shop have no memory limit: shop\/web-2 \(proxy\)/],
  ["which pods in shop have a memory limit above 512Mi?", [[/jsonpath/, limits]], /^1 of 3 .* above 512Mi: shop\/db-0/],
  ["which pod has the highest memory limit in shop?", [[/jsonpath/, limits]], /^The highest memory limit in shop is 1Gi, of shop\/db-0/],
  ["how many containers have no liveness probe in shop?", [[/jsonpath/, probes]], /^1 of 2 containers in shop have no liveness probe: shop\/web-2/],
  ["do all pods in shop have a liveness probe?", [[/jsonpath/, probes]], /^No: 1 of 2 pods/],
  ["which service accounts do the pods in shop use?", [[/jsonpath/, accounts]], /^2 different values of service account.*default \(1\) and database \(1\)/],
  ["which pods in shop run as root?", [[/jsonpath/, users]], /^1 of 3 pods in shop is set to run as root.*shop\/web-1; 1 may all the same.*; 1 cannot/],
  ["which pods in shop have more than one container?", [[/jsonpath/, limits]], /^1 of 3 pods in shop has more than one container: shop\/web-2 \(app and proxy\)/],
  ["which containers were OOMKilled in shop?", [[/jsonpath/, ended]], /^1 of 2 pods in shop has a container that ended OOMKilled last: shop\/web-1|^1 of 2/],
  ["which pods restarted in the last hour?", [[/-A/, pods]], /^1 of 3 pods in all namespaces restarted in the last hour: shop\/web-1 \(12m ago\)/],
  ["which pods are younger than 2 hours?", [[/-A/, pods]], /^1 of 3 pods .* data\/db-0 \(30m ago\)/],
  ["which jobs finished in the last 2 hours?", [[/-A/, jobs]], /^1 of 2 jobs .* shop\/load-1 \(60m ago\)/],
  ["show warnings of the last 10 minutes", [[/-A/, events]], /^1 warning was seen in the last 10 minutes[\s\S]*Unhealthy/],
  ["which node has the least free memory?", [[/describe/, nodes], [/top/, top]], /^Node big has the least memory left by requests: 2Gi of 16Gi.* By what is used, it is small/],
  ["how much memory does the cluster have left?", [[/describe/, nodes], [/top/, top]], /^By what is requested, the 2 nodes that take pods have 8Gi of memory left/],
  ["is there room for 10 more pods of 2 cpu?", [[/describe/, nodes]], /^No: by what is requested there is room for 2 pods/],
  ["what's the cluster ip of web", [[/json/, web]], /^Service shop\/web has the cluster IP 10\.0\.0\.7/],
  ["how many replicas has web?", [[/json/, web]], /^Deployment shop\/web has 3 replicas, 2 of them ready/],
  ["which configmaps does web use?", [[/json/, web]], /^Deployment shop\/web uses the ConfigMap web-config/],
  ["which service account does web use?", [[/json/, web]], /^Deployment shop\/web runs as the service account front/],
  ["does anything use the secret web-key?", [[/get secrets/, secret], [/jsonpath/, references]], /^Secret "web-key" \(in shop\) is used by Deployment shop\/web\./],
  ["does anything in shop use the secret web-key?", [[/get secrets -n shop/, "NAME      TYPE     DATA   AGE\nweb-key   Opaque   1      5d\n"], [/jsonpath/, references]], /^Secret "web-key" \(in shop\) is used by Deployment shop\/web\./],
  ["which secrets are unused?", [[/get secrets/, secrets], [/jsonpath/, references]], /^1 of 2 secrets .* shop\/old-key/],
  ["does web have an hpa?", [[/-A/, hpa]], /^HorizontalPodAutoscaler shop\/web .* holds it at 4, which is its maximum/],
  ["does catalog have an hpa?", [[/-A/, hpa]], /^No: none of the 1 autoscalers/],
  ["what version of kubernetes are we running?", [[/version/, "Client Version: v1.32.4\nServer Version: v1.34.2\n"]], /^The cluster runs Kubernetes v1\.34\.2/],
])("%s", async (question, prints, says) => {
  expect((await answered(question, prints)).text).toMatch(says);
}); // biome-ignore format: one line a question

test.each([
  ["which pods have no memory limit and the premium plan?", /memory limit/],
  ["which pods without a memory limit belong to the finance people of Berlin?", /have no memory limit/],
])("a word that is not understood gets no number: %s", async (question, claim) => {
  expect((await answered(question, [[/./, limits]])).text).not.toMatch(new RegExp(`\\d+ of \\d+ .*${claim.source}`));
});

test("what a person handed over is read, and nothing is looked up beside it", async () => {
  const said = await reply("which pods have no memory limit?", [["kubectl describe pods -n shop", "Name: web-1\n"]]);
  expect(commandsOf(said).join(" ")).not.toContain("jsonpath");
});

test("nothing is called so: that is said, with where it was looked for", async () => {
  const none = JSON.stringify({ kind: "List", items: [] });
  expect((await answered("what's the cluster ip of nosuch", [[/json/, none]])).text).toMatch(
    /^Nothing is called "nosuch" in any namespace/,
  );
});
