import { expect, test } from "vitest";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { observe } from "../../../src/core/evidence/observe.ts";

const pasted = (command: string, stdout: string): Evidence => ({
  command,
  parsed: null,
  stdout,
  stderr: "",
  exitCode: null,
  origin: "pasted",
  namespace: "default",
});

const pods = `NAME                   READY   STATUS             RESTARTS      AGE
web-6d5f9c7b8d-x2x9z   0/1     CrashLoopBackOff   12 (3m ago)   40m
api-7c9d8b6f5-lm4qp    2/2     Running            0             5d
`;

test("a table of pods shows each pod with its state and the row that shows it", () => {
  const view = observe([pasted("kubectl get pods -n shop", pods)]);
  expect(view.of("Pod").map((pod) => pod.ref)).toEqual([
    { kind: "Pod", namespace: "shop", name: "api-7c9d8b6f5-lm4qp" },
    { kind: "Pod", namespace: "shop", name: "web-6d5f9c7b8d-x2x9z" },
  ]);
  const web = view.object({ kind: "Pod", namespace: "shop", name: "web-6d5f9c7b8d-x2x9z" })!;
  expect(web.fields.status).toMatchObject({
    containerStatuses: [{ ready: false, restartCount: 12, state: { waiting: { reason: "CrashLoopBackOff" } } }],
  });
  expect(web.printed.get("RESTARTS")?.value).toBe("12 (3m ago)");
  expect(web.cite("status", "containerStatuses", "0", "state")).toEqual({
    command: "kubectl get pods -n shop",
    line: 2,
    text: "web-6d5f9c7b8d-x2x9z   0/1     CrashLoopBackOff   12 (3m ago)   40m",
  });
});

const ended = `POD                    REASON    EXIT
web-6d5f9c7b8d-x2x9z   Unknown   255
lone-0                 Error     1
`;
const columns =
  "POD:.metadata.name,REASON:.status.containerStatuses[0].lastState.terminated.reason,EXIT:.status.containerStatuses[0].lastState.terminated.exitCode";

test("rows of all namespaces without a column for it join the object of that name which is shown elsewhere", () => {
  const table = pasted("kubectl get pods -n shop", pods);
  const rows = pasted(`kubectl get pods -A -o custom-columns=${columns}`, ended);
  for (const evidence of [
    [table, rows],
    [rows, table],
  ]) {
    const view = observe(evidence);
    expect(view.of("Pod").map(({ ref }) => `${ref.namespace}/${ref.name}`)).toEqual([
      "default/lone-0",
      "shop/api-7c9d8b6f5-lm4qp",
      "shop/web-6d5f9c7b8d-x2x9z",
    ]);
    const web = view.object({ kind: "Pod", namespace: "shop", name: "web-6d5f9c7b8d-x2x9z" })!;
    expect(JSON.stringify(web.fields)).toContain('"exitCode":255');
    expect(web.fields.metadata).toMatchObject({ namespace: "shop" });
  }
});

test("a row without a namespace whose name is shown in two stays where it is", () => {
  const both = ["shop", "test"].map((namespace) => pasted(`kubectl get pods -n ${namespace}`, pods));
  const view = observe([...both, pasted(`kubectl get pods -A -o custom-columns=${columns}`, ended)]);
  expect(view.object({ kind: "Pod", namespace: "default", name: "web-6d5f9c7b8d-x2x9z" })).toBeDefined();
});
