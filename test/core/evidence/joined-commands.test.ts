import { expect, test } from "vitest";
import { situation } from "../planner/situations.ts";

const viewOf = (command: string, stdout: string) => situation("?", [[command, stdout]]).view;
const table = `NAME    READY   STATUS    RESTARTS   AGE
web-1   1/1     Running   0          3d
`;

test("the time by `date` beside a table is no row of it", () => {
  const before = viewOf("date -u; kubectl get pods -n shop", `Wed Nov 12 09:01:12 UTC 2025\n${table}`);
  const after = viewOf("kubectl get pods -n shop; date -u +%FT%TZ", `${table}2025-11-12T09:01:12Z\n`);
  for (const view of [before, after]) expect(view.objects.map(({ ref }) => ref.name)).toEqual(["web-1"]);
});

test("a table behind a log, or behind another table, is read as what it is", () => {
  const logged = viewOf("kubectl logs web-1 -n shop --tail=1; kubectl get pods -n shop", `INFO started\n${table}`);
  expect(logged.of("Pod").map(({ ref }) => ref.name)).toEqual(["web-1"]);
  expect(logged.logs.map(({ lineCount }) => lineCount)).toEqual([1]);
  const top = "NAME    CPU(cores)   MEMORY(bytes)\nweb-1   4m           11Mi\n";
  const both = viewOf("kubectl get pods -n shop; kubectl top pod -n shop", `${table}${top}`);
  expect(both.of("PodMetrics")).toHaveLength(1);
});

test("the rows of the second command, which has no header, are of its kind", () => {
  const rows = "    148 Running\nwk-1    Ready   <none>   9d   v1.33.5\nwk-2    Ready   <none>   9d   v1.33.5\n";
  const view = viewOf("kubectl get pods -A --no-headers | uniq -c; kubectl get nodes --no-headers", rows);
  expect(view.of("Node").map(({ ref }) => ref.name)).toEqual(["wk-1", "wk-2"]);
});

test("what a program inside a container printed is no table of kubectl", () => {
  const view = viewOf(
    "kubectl exec -n shop web-1 -- lsblk",
    "NAME MAJ:MIN RM SIZE RO TYPE\nsdc    8:32   0  50G  0 disk\n",
  );
  expect(view.objects).toEqual([]);
});

test("the values of several paths in one line are told apart by the texts between them", () => {
  const claim = viewOf(
    "kubectl get pvc data -n shop -o jsonpath='{.spec.resources.requests.storage} {.status.capacity.storage} {.status.phase} c={.status.conditions}'",
    "50Gi 50Gi Bound c=\n",
  ).of("PersistentVolumeClaim")[0];
  expect(claim?.fields.status).toMatchObject({ capacity: { storage: "50Gi" }, phase: "Bound" });
  const revision = viewOf(
    String.raw`kubectl get deploy web -n shop -o jsonpath='{.metadata.annotations.deployment\.kubernetes\.io/revision} {.status}'`,
    '17 {"readyReplicas":4,"replicas":4}\n',
  ).of("Deployment")[0];
  expect(revision?.fields.status).toEqual({ readyReplicas: 4, replicas: 4 });
  expect(revision?.fields.metadata).toMatchObject({ annotations: { "deployment.kubernetes.io/revision": 17 } });
});

test("a row of a node takes nothing away from the conditions that were seen before", () => {
  const view = situation("?", [
    [
      "kubectl get node wk-1 -o jsonpath='{range .status.conditions[*]}{.type}={.status}{\"\\n\"}{end}'",
      "DiskPressure=True\nReady=True\n",
    ],
    ["kubectl get node wk-1", "NAME   STATUS   ROLES    AGE   VERSION\nwk-1   Ready    <none>   9d    v1.33.5\n"],
  ]).view;
  expect(view.of("Node")[0]?.fields.status).toMatchObject({
    conditions: expect.arrayContaining([expect.objectContaining({ type: "DiskPressure", status: "True" })]),
  });
});
